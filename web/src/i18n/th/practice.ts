export { default as practice } from "./practice.json";
