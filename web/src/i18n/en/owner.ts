export { default as catalogue } from "./catalogue.json";
export { default as figures } from "./figures.json";
export { default as house } from "./house.json";
export { default as outlook } from "./outlook.json";
