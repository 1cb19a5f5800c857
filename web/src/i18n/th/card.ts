export { default as card } from "./card.json";
