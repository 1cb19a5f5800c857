// A served book of its own, a browser, and how a test is told.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const require = createRequire(new URL("../../web/package.json", import.meta.url));
const { chromium } = require("playwright-core");
export const axeSource = require.resolve("axe-core/axe.min.js");
export { assert };

const carnet = process.env.CARNET ?? new URL("../../build/carnet", import.meta.url).pathname;
export const password = "correct horse";
export const outcome = { passed: 0, failed: 0 };

/** One test; a failing one is told and the next goes on. */
export async function test(name, body) {
  try {
    await body();
    outcome.passed++;
    console.log(`ok ${name}`);
  } catch (fault) {
    outcome.failed++;
    if (process.env.SHOTS) for (const [n, page] of browser.contexts().flatMap((one) => one.pages()).entries()) await page.screenshot({ path: `${process.env.SHOTS}/${outcome.failed}-${n}.png` });
    console.log(`FAILED ${name}\n  ${String(fault?.stack ?? fault).split("\n").slice(0, 14).join("\n  ")}`);
  }
}

let browser;

export async function openBrowser() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
  });
  return browser;
}

export async function closeBrowser() {
  await browser?.close();
}

/** The day in the book's time zone, some days from now. */
export function day(offset = 0) {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Taipei" }).format(Date.now() + offset * 86_400_000);
}

const lists = [
  { op: "branch", code: "tpe", name: "Taipei" },
  { op: "staff", code: "amy", name: "Amy Lin", role: "practitioner" },
  { op: "staff", code: "bo", name: "Bo Chen", role: "practitioner" },
  { op: "service", code: "facial", name: "Facial", price: 1500, cost: 400, interval_days: 28 },
  { op: "service", code: "perm", name: "Perm", price: 2000, cost: 500 },
  { op: "product", code: "serum", name: "Serum", price: 1200, cost: 500 },
  { op: "tag", code: "vip", name: "VIP", discount: 10 },
  { op: "offer", code: "facial10", name: "Ten facials", kind: "package", price: 10000, grants: [{ service: "facial", sessions: 10 }], valid: { months: 12 } },
  { op: "offer", code: "perm5", name: "Five perms", kind: "package", price: 8000, grants: [{ service: "perm", sessions: 5 }] },
  { op: "offer", code: "top10", name: "Deposit 10,000", kind: "topup", price: 10000, credit: 11000 },
  { op: "offer", code: "club", name: "Club", kind: "plan", price: 1499, cycle: { months: 1 }, grants: [{ service: "facial", sessions: 2 }] },
].map((operation) => ({ ...operation, date: day(-60) }));

const people = [["owner", "owner"], ["manager", "manager"], ["desk", "desk"], ["amy", "practitioner", "amy"], ["books", "accountant"]];

const carnetRun = (words, input) => execFileSync(carnet, words, { input, encoding: "utf8" });

/** A folder of this run's own, with what is made in it by `fill`. */
export function folderWith(fill) {
  const folder = mkdtempSync(join(tmpdir(), "carnet-web-"));
  fill(folder);
  return folder;
}

/** A book with lists, these people and these operations. */
export function makeBook(book, operations = [], logins = people) {
  carnetRun(["init", book, "--currency", "TWD", "--decimals", "0", "--timezone", "Asia/Taipei", "--name", "Lin’s studio"]);
  carnetRun(["apply", book, "-"], [...lists, ...operations].map((operation) => JSON.stringify(operation)).join("\n"));
  for (const [name, role, staff] of logins) carnetRun(["user", "add", book, name, "--role", role, ...(staff ? ["--staff", staff] : [])], `${password}\n`);
}

/** Serves a book or a folder of books; `said` is what the server told so far. */
export async function start(place, folder) {
  const server = spawn(carnet, ["serve", place, "--listen", "127.0.0.1:0"], { stdio: ["ignore", "pipe", "inherit"] });
  let said = "";
  const root = await new Promise((found, lost) => {
    server.stdout.on("data", (bytes) => {
      said += bytes;
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(said);
      if (address) found(address[0]);
    });
    server.on("exit", (code) => lost(new Error(`the server ended with ${code}: ${said}`)));
  });
  const stop = () =>
    new Promise((ended) => {
      server.removeAllListeners("exit");
      server.on("exit", () => {
        rmSync(folder, { recursive: true, force: true });
        ended();
      });
      server.kill("SIGTERM");
    });
  return { root, stop, said: () => said };
}

/** A book with lists, people and these operations, served. Who signs in again takes up their session (`sessions`): a password costs half
 * a second of reckoning. Where sessions are ended, each wants one of its own (`separate`). */
export async function serve(operations = [], { separate = false } = {}) {
  const folder = folderWith((at) => makeBook(join(at, "studio.carnet"), operations));
  const book = join(folder, "studio.carnet");
  return { ...(await start(book, folder)), sessions: separate ? undefined : new Map(), book, verify: () => carnetRun(["verify", book]) };
}

/** What the browser complains about: faults, and what the Content-Security-Policy forbids. */
function listen(page, complaints) {
  page.on("pageerror", (fault) => complaints.push(`fault: ${fault.message}`));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !/Failed to load resource|ERR_INTERNET_DISCONNECTED|net::ERR/.test(text)) complaints.push(text);
  });
}

async function freshSession(served, context, name) {
  const answer = await context.request.post(`${served.base ?? ""}/api/v1/session`, { data: { name, password }, headers: { origin: served.root } });
  assert.equal(answer.status(), 200, `${name} signs in`);
  return context.cookies();
}

/** Signs in, whoever was before; a page that is open hears of it when it is loaded again. */
export async function signIn(served, context, name) {
  const kept = served.sessions?.get(name);
  if (kept) return context.addCookies(await kept);
  const made = freshSession(served, context, name);
  served.sessions?.set(name, made);
  await made;
}

/** Somebody at a screen: signed in, unless `name` is null. `served.base` is where the book lies among several. */
export async function visitor(served, name, options = {}) {
  const { language = "en", calendar = "gregory", scheme = "light", width = 1440, height = 900, touch = false } = options;
  const context = await (await openBrowser()).newContext({
    viewport: { width, height }, colorScheme: scheme, locale: language, hasTouch: touch, reducedMotion: "reduce", baseURL: served.root,
  });
  await context.addInitScript(
    (chosen) => {
      if (location.protocol === "http:" && !localStorage.getItem("carnet.choices")) localStorage.setItem("carnet.choices", JSON.stringify(chosen));
    },
    { language, calendar },
  );
  if (name) await signIn(served, context, name);
  const page = await context.newPage();
  page.setDefaultTimeout(Number(process.env.PATIENCE ?? 60) * 1000);
  const complaints = [];
  listen(page, complaints);
  return { page, context, complaints, close: () => context.close() };
}

/** Goes to a page as a link does, without loading the program again; of the page before nothing is left. */
export async function turnTo(page, path) {
  const turn = (to) => page.evaluate((place) => history.pushState(null, "", place), to);
  if (!page.url().startsWith("http")) await page.goto(path);
  else {
    await turn("/no-such-page");
    await page.locator("main > .lonely").waitFor();
    await turn(path);
  }
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
  await page.waitForFunction(() => !document.querySelector(".waiting"));
}

/** The owner's own way to the interface, to compare with. */
export async function caller(served, name = "owner") {
  const context = await (await openBrowser()).newContext({ baseURL: served.root });
  const post = (path, data) => context.request.post(`/api/v1${path}`, { data, headers: { origin: served.root } });
  await signIn(served, context, name);
  return {
    get: async (path) => (await context.request.get(`/api/v1${path}`)).json(),
    post: async (path, data) => (await post(path, data)).json(),
    report: async (name, query = "") => (await (await context.request.get(`/api/v1/reports/${name}?${query}`)).json()),
    close: () => context.close(),
  };
}

export const money = (units) => `$${units.toLocaleString("en")}`;

/** A day as the screen writes it in English. */
export const dayText = (date, style = { day: "numeric", month: "short", year: "numeric" }) =>
  new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", { timeZone: "UTC", ...style }).format(new Date(`${date}T00:00:00Z`));

/** What a dialog says a deed would do, by label, once it says so. */
export async function effectOf(dialog) {
  const effect = dialog.getByRole("region", { name: "Effect" });
  await effect.waitFor();
  return effect.locator("dl > div").evaluateAll((rows) => Object.fromEntries(rows.map((row) => [row.querySelector("dt").textContent, row.querySelector("dd").textContent])));
}

/** Waits until something asked again and again is so; what it was at last is told otherwise. */
export async function eventually(ask, wanted, patience_ms = 60_000) {
  const until = Date.now() + patience_ms;
  for (;;) {
    const found = await ask();
    try {
      return assert.deepEqual(found, wanted);
    } catch (difference) {
      if (Date.now() > until) throw difference;
    }
    await new Promise((soon) => setTimeout(soon, 50));
  }
}
