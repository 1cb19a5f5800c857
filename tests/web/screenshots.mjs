// Pictures of the main pages for the README: script/screenshots.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closeBrowser, password, visitor } from "./support.mjs";

const into = process.argv[2];
const carnet = process.env.CARNET ?? new URL("../../build/carnet", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "carnet-screens-"));
const book = join(folder, "studio.carnet");
mkdirSync(into, { recursive: true });
execFileSync(carnet, ["demo", "--days", "400", "--keep", book]);
for (const [name, role, staff] of [["ann", "desk"], ["lin", "practitioner", "amy"], ["mei", "owner"]])
  execFileSync(carnet, ["user", "add", book, name, "--role", role, ...(staff ? ["--staff", staff] : [])], { input: `${password}\n` });
const server = spawn(carnet, ["serve", book, "--listen", "127.0.0.1:0"]);
const root = await new Promise((found) => server.stdout.on("data", (bytes) => /http:\S+\d/.test(bytes) && found(/http:\/\/[\d.:]+/.exec(String(bytes))[0])));

/** The private way to a client's own page. */
async function linkOf(client) {
  const { context, close } = await visitor({ root }, "mei");
  const answer = await context.request.post("/api/v1/links", { data: { client }, headers: { origin: root } });
  const { path } = await answer.json();
  await close();
  return path;
}

/** The client with the most to see: cards begun and not used up, something due on one of them. */
async function liveliest() {
  const { context, close } = await visitor({ root }, "mei");
  const { rows } = await (await context.request.get("/api/v1/reports/contracts")).json();
  await close();
  const begun = ({ grants: [first] }) => first?.service && first.used > 1 && first.left > 1;
  const cards = new Map();
  for (const row of rows.filter((one) => one.status === "active" && ["package", "combo"].includes(one.stream) && begun(one)))
    cards.set(row.client, [...(cards.get(row.client) ?? []), row]);
  const worth = (of) => of.length + (of.some(({ due }) => due > 0) ? 1 : 0);
  const [client, [{ ref, grants }]] = [...cards].sort(([, a], [, b]) => worth(b) - worth(a))[0];
  return { client, card: ref, service: grants[0].service };
}

const { client, card, service } = await liveliest();
const pages = [
  ["today", "ann", "/", { language: "en" }],
  ["client", "ann", `/clients/${client}`, { language: "zh-TW" }],
  ["visit", "ann", `/clients/${client}/visit?redeem=${service}&contract=${card}`, { language: "en" }],
  ["my-work", "lin", "/practice", { language: "th", calendar: "buddhist" }],
  ["dashboard", "mei", "/dashboard", { language: "en" }],
  ["report", "mei", "/reports/performance?by=staff", { language: "zh-TW" }],
  ["price-designer", "mei", "/catalogue", { language: "en" }],
  ["memberships", "mei", "/memberships", { language: "en" }],
  ["outlook", "mei", "/outlook", { language: "en" }],
  ["card", null, await linkOf(client), { language: "th", width: 390, height: 800 }],
  ["client-phone", "ann", `/clients/${client}`, { language: "th", width: 390, height: 800, scheme: "dark" }],
];
for (const [name, who, path, options] of pages) {
  const { page, close } = await visitor({ root }, who, { width: 1280, height: 860, ...options });
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(into, `${name}.png`) });
  await close();
}
await closeBrowser();
server.kill("SIGTERM");
rmSync(folder, { recursive: true, force: true });
