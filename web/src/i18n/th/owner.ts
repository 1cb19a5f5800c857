export { default as owner } from "./owner.json";
