// Runs the tests of the screens one file after another and counts them.
import { closeBrowser, outcome } from "./support.mjs";

const files = ["desk", "doors", "acts", "lost", "keyboard", "others", "safety", "layout", "dialogs", "planted", "speed"];
const wanted = process.argv.slice(2);

for (const file of files) {
  if (wanted.length > 0 && !wanted.includes(file)) continue;
  const began = Date.now();
  const { run } = await import(`./${file}.mjs`);
  await run();
  console.log(`# ${file}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
}
await closeBrowser();
console.log(`${outcome.passed} passed, ${outcome.failed} failed`);
process.exit(outcome.failed > 0 ? 1 : 0);
