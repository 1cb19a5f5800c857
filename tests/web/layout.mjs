// Every page in three widths and three languages: nothing overflows, nothing is cut off. And axe finds nothing, light and dark.
import { faultsOfAccess, faultsOfLayout, resize } from "./looks.mjs";
import { assert, caller, day, serve, signIn, test, turnTo, visitor } from "./support.mjs";

const before = [
  { op: "client", ref: "lin", name: "林美玲 Lin Mei-Ling", phone: "0912-345-678", tags: ["vip"], date: day(-50) },
  { op: "visit", client: "lin", key: "v1", date: day(-40), branch: "tpe", items: [{ sell: "facial10", ref: "k1" }, { sell: "top10", ref: "t1" }, { redeem: "facial", contract: "k1", sessions: 8, staff: [{ staff: "amy", share: 65 }, { staff: "bo", share: 35 }] }], payments: [{ method: "cash", amount: 15000 }] },
  { op: "membership", client: "lin", plan: "club", ref: "m1", date: day(-10), key: "m1" },
  { op: "visit", client: "lin", key: "v2", date: day(), items: [{ service: "perm", staff: [{ staff: "amy", share: 100 }] }, { product: "serum", quantity: 2 }], payments: [{ method: "linepay", amount: 3000 }] },
];

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
  for (const dialog of await page.getByRole("dialog").all()) {
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
  }
  // Without somebody signed in there is no way from page to page.
  if (place.who) await turnTo(page, place.path);
  else await page.goto("about:blank").then(() => page.goto(place.path));
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
  // One browser's memory for all who look, one after the other: to load the program afresh is most of the work.
  const everyPlace = async (options, look) => {
    const { page, context, complaints, close } = await visitor(served, null, options);
    for (const who of [null, "desk", "manager", "amy"]) {
      await page.goto("about:blank");
      if (who) await signIn(served, context, who);
      for (const place of places(entry, card).filter((one) => one.who === who)) await look(page, place, complaints);
    }
    await close();
  };
  // Languages at the same time: some of it is waiting.
  const inLanguage = (language) =>
    everyPlace({ language, calendar: { en: "gregory", "zh-TW": "roc", th: "buddhist" }[language] }, (page, place, complaints) =>
      test(`layout: ${place.name} in ${language} at 320, 768 and 1440`, async () => {
        await resize(page, 1440);
        await show(page, place);
        const shot = (width) => shots && page.screenshot({ path: `${shots}/${place.name}-${language}-${width}.png`, fullPage: true });
        const found = await faultsOfLayout(page, [1440, 768, 320], shot);
        assert.deepEqual(found, []);
        assert.deepEqual(complaints.splice(0), []);
      }),
    );
  await Promise.all(["en", "zh-TW", "th"].map(inLanguage));
  const inScheme = (scheme) =>
    everyPlace({ scheme, width: scheme === "light" ? 1280 : 390 }, (page, place) =>
      test(`axe: ${place.name}, ${scheme}`, async () => {
        await show(page, place);
        assert.deepEqual(await faultsOfAccess(page), []);
      }),
    );
  await Promise.all(["light", "dark"].map(inScheme));
  await api.close();
  await served.stop();
}
