// Telephone numbers on the screen are compared as the server's search compares them: the table is the one of tests/base/test_phone.c.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { assert, test } from "./support.mjs";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { build } = require("esbuild");
const here = (path) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

async function load(path) {
  const { outputFiles } = await build({ entryPoints: [here(path)], bundle: true, format: "esm", write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

/** { text, digits, national } of each row whose text is on one line. */
const rowsOfC = () => [...readFileSync(here("tests/base/test_phone.c"), "utf8").matchAll(/^\t\t\{"(.*)", "(\d*)", "(\d*)"\},$/gm)].map((row) => row.slice(1));

const SAME = [
  ["02 123 4567", "+66 2 123 4567"], ["6623 1199", "+852 6623 1199"], ["9123 4567", "+65 9123 4567"], ["๐๘๑ ๒๓๔ ๕๖๗๘", "+66 81 234 5678"],
  ["0912-345 678", "+886 (0)912 345 678"], ["0912345678", "00886912345678"], ["886912345678", "0912345678"], ["+1 (415) 555-0123", "4155550123"], ["０９１２３４５６７８", "0912345678"],
];
const OTHERS = [["02 123 4567", "+66 2 123 4568"], ["02 123 4567", "+66 32 123 4567"], ["6623 1199", "+852 1 6623 1199"], ["๐๘๑ ๒๓๔ ๕๖๗๘", "0812345679"], ["0123 4567", "00123 4567 9"]];

export async function run() {
  const { phoneOf, phoneAtHome } = await load("web/src/format/phone.ts");
  await test("a phone is read on the screen as by the server", () => {
    const rows = rowsOfC();
    assert.ok(rows.length > 20, `${rows.length} rows were read`);
    for (const [text, digits, national] of rows) assert.deepEqual(phoneOf(text), { digits, national }, text);
    assert.equal(phoneOf(`+${"7".repeat(999)}`).digits.length, 40);
  });
  await test("a phone is the same with its country and without, in any script", () => {
    for (const [one, other] of SAME) assert.equal(phoneAtHome(one), phoneAtHome(other), `${one} is ${other}`);
    for (const [one, other] of OTHERS) assert.notEqual(phoneAtHome(one), phoneAtHome(other), `${one} is not ${other}`);
  });
}
