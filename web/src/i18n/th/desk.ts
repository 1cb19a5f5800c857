export { default as checkout } from "./checkout.json";
export { default as client } from "./client.json";
export { default as problems } from "./problems.json";
export { default as shell } from "./shell.json";
export { default as signIn } from "./signIn.json";
export { default as today } from "./today.json";
export { default as words } from "./words.json";
