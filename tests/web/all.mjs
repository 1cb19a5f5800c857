// Runs the tests of the screens, the files that are named or all, and counts them. Most of a test is waiting for the browser, so
// two files run at the same time; but not those that look at the time.
import { closeBrowser, outcome } from "./support.mjs";

const files = ["desk", "keyboard", "others", "doors", "acts", "lost", "settled", "owner", "owner_keys", "hostile", "layout", "dialogs", "planted", "told", "phones"];
const alone = ["safety", "speed"];
const LANES = 2;

async function runFile(file) {
  const began = Date.now();
  const { run } = await import(`./${file}.mjs`);
  await run();
  console.log(`# ${file}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}

const given = process.argv.slice(2);
const unknown = given.filter((one) => ![...files, ...alone].includes(one));
if (unknown.length > 0) throw new Error(`no such file: ${unknown}`);
const asked = (one) => given.length === 0 || given.includes(one);
const waiting = files.filter(asked);
const lane = async () => {
  for (let file = waiting.shift(); file; file = waiting.shift()) await runFile(file);
};
await Promise.all(Array.from({ length: LANES }, lane));
for (const file of alone.filter(asked)) await runFile(file);
await closeBrowser();
console.log(`${outcome.passed} passed, ${outcome.failed} failed`);
process.exit(outcome.failed > 0 ? 1 : 0);
