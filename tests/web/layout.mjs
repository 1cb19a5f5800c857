// Every page in three widths and three languages: nothing overflows, nothing is cut off. And axe finds nothing, light and dark.
import { readFileSync } from "node:fs";
import { assert, axeSource, caller, day, serve, test, visitor } from "./support.mjs";

const before = [
  { op: "client", ref: "lin", name: "林美玲 Lin Mei-Ling", phone: "0912-345-678", tags: ["vip"], date: day(-50) },
  { op: "visit", client: "lin", key: "v1", date: day(-40), branch: "tpe", items: [{ sell: "facial10", ref: "k1" }, { sell: "top10", ref: "t1" }, { redeem: "facial", contract: "k1", sessions: 8, staff: [{ staff: "amy", share: 65 }, { staff: "bo", share: 35 }] }], payments: [{ method: "cash", amount: 15000 }] },
  { op: "membership", client: "lin", plan: "club", ref: "m1", date: day(-10), key: "m1" },
  { op: "visit", client: "lin", key: "v2", date: day(), items: [{ service: "perm", staff: [{ staff: "amy", share: 100 }] }, { product: "serum", quantity: 2 }], payments: [{ method: "linepay", amount: 3000 }] },
];

const axe = readFileSync(axeSource, "utf8");

/** Text that is wider or higher than what it stands in, where that hides it; and a page wider than its window. */
const cutOff = () => {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) found.push(`the page is ${document.documentElement.scrollWidth} wide`);
  const meant = (style) => style.webkitLineClamp !== "none" || style.textOverflow === "ellipsis";
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility() || element.closest("[role=status]:empty, svg, noscript")) continue;
    const style = getComputedStyle(element);
    if (element.clientWidth <= 1 || style.position === "absolute" && element.clientHeight <= 1) continue;
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const box = element.getBoundingClientRect();
    if (text && (box.right > innerWidth + 1 || box.left < -1) && !element.closest("ul")?.matches("nav ul")) found.push(`${element.className || element.tagName}: "${element.textContent.slice(0, 40)}" leaves the window`);
    const hides = style.overflowX !== "visible" && style.overflowX !== "auto" && style.overflowX !== "scroll";
    if (hides && !meant(style) && element.scrollWidth > element.clientWidth + 1 && element.textContent.trim() && !["INPUT", "TEXTAREA"].includes(element.tagName)) found.push(`${element.className || element.tagName}: "${element.textContent.slice(0, 40)}" is cut`);
  }
  return found;
};

const violations = async (page) =>
  page.evaluate(async (source) => {
    if (!window.axe) (0, eval)(source);
    const { violations: all } = await window.axe.run(document, { resultTypes: ["violations"] });
    return all.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary?.split("\n")[1] ?? ""}`).slice(0, 3).join(" | ")}`);
  }, axe);

/** Pages with what to open on them; who looks; how one knows it is there. */
function places(entry, card) {
  const heading = (page) => page.getByRole("heading", { level: 1 }).waitFor();
  const dialog = (page) => page.getByRole("dialog").first().waitFor();
  return [
    { name: "sign-in", who: null, path: "/" },
    { name: "today", who: "desk", path: "/" },
    { name: "search", who: "desk", path: "/", open: async (page) => { await page.keyboard.press("/"); await page.getByRole("combobox").fill("Lin"); await page.getByRole("option").nth(1).waitFor(); } },
    { name: "new client", who: "desk", path: "/", open: async (page) => { await page.keyboard.press("/"); await page.getByRole("combobox").fill("x"); await page.getByRole("option").last().click(); await dialog(page); } },
    { name: "client", who: "manager", path: "/clients/lin" },
    { name: "payment", who: "desk", path: "/clients/lin", open: async (page) => { await page.locator("header.top button").first().click(); await dialog(page); } },
    { name: "refund", who: "desk", path: "/clients/lin", open: async (page) => { await page.locator("article button[aria-haspopup=menu]").first().click(); await page.getByRole("menuitem").first().click(); await dialog(page); await page.locator("dl").last().waitFor(); } },
    { name: "visit", who: "desk", path: "/clients/lin/visit?redeem=facial&contract=k1", open: async (page) => { await page.locator("form dl").first().waitFor(); } },
    { name: "receipt", who: "desk", path: `/clients/lin/receipt/${entry}` },
    { name: "link", who: "desk", path: "/clients/lin/link" },
    { name: "practice", who: "amy", path: "/practice" },
    { name: "account", who: "desk", path: "/account" },
    { name: "card", who: null, path: card },
  ].map((place) => ({ open: async () => {}, ...place, ready: heading }));
}

async function show(page, place) {
  await page.goto("about:blank");
  await page.goto(place.path);
  await place.ready(page);
  await page.evaluate(() => document.fonts.ready);
  await place.open(page);
}

export async function run() {
  const served = await serve(before);
  const api = await caller(served);
  const entry = (await api.get("/clients/lin")).history.find((past) => past.operation === "visit").entry;
  const { path: card } = await api.post("/links", { client: "lin" });
  const shots = process.env.SHOTS_ALL;
  // Languages at the same time: most of it is waiting.
  const inLanguage = async (language) => {
    const calendar = { en: "gregory", "zh-TW": "roc", th: "buddhist" }[language];
    for (const who of [null, "desk", "manager", "amy"]) {
      const { page, complaints, close } = await visitor(served, who, { language, calendar });
      for (const place of places(entry, card).filter((one) => one.who === who))
        await test(`layout: ${place.name} in ${language} at 320, 768 and 1440`, async () => {
          const found = [];
          await page.setViewportSize({ width: 1440, height: 900 });
          await show(page, place);
          for (const width of [1440, 768, 320]) {
            await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
            await page.waitForTimeout(40);
            found.push(...(await page.evaluate(cutOff)).map((what) => `${width}: ${what}`));
            if (shots) await page.screenshot({ path: `${shots}/${place.name}-${language}-${width}.png`, fullPage: true });
          }
          assert.deepEqual(found, []);
          assert.deepEqual(complaints.splice(0), []);
        });
      await close();
    }
  };
  await Promise.all(["en", "zh-TW", "th"].map(inLanguage));
  const inScheme = async (scheme) => {
    for (const who of [null, "desk", "manager", "amy"]) {
      const { page, close } = await visitor(served, who, { scheme, width: scheme === "light" ? 1280 : 390 });
      for (const place of places(entry, card).filter((one) => one.who === who))
        await test(`axe: ${place.name}, ${scheme}`, async () => {
          await show(page, place);
          await page.waitForTimeout(60);
          assert.deepEqual(await violations(page), []);
        });
      await close();
    }
  };
  await Promise.all(["light", "dark"].map(inScheme));
  await test("the check sees text that is cut off, and a page that is too wide", async () => {
    const { page, close } = await visitor(served, "desk", { width: 320, height: 640 });
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.evaluate(() => document.querySelector("h1").style.setProperty("width", "900px"));
    assert.notDeepEqual(await page.evaluate(cutOff), []);
    await page.evaluate(() => { const at = document.querySelector("h1"); at.style.cssText = ""; at.textContent = "a very long heading indeed"; at.style.cssText = "width:3rem;overflow:hidden;white-space:nowrap"; });
    assert.notDeepEqual(await page.evaluate(cutOff), []);
    await close();
  });
  await test("axe sees a button without a name", async () => {
    const { page, close } = await visitor(served, "desk");
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.evaluate(() => document.querySelector("main").append(document.createElement("button")));
    assert.match((await violations(page)).join(), /button-name/);
    await close();
  });
  await api.close();
  await served.stop();
}
