// Every dialog of every page: nothing cut off in three languages at three widths, and axe finds nothing in it, light and dark.
import { faultsOfAccess, faultsOfLayout, resize } from "./looks.mjs";
import { assert, caller, day, serve, test, turnTo, visitor } from "./support.mjs";

const before = [
  { op: "client", ref: "lin", name: "林美玲 Lin Mei-Ling", phone: "0912-345-678", tags: ["vip"], date: day(-50) },
  { op: "client", ref: "friend", name: "Friend of a rather long name", date: day(-50) },
  { op: "visit", client: "lin", key: "v1", date: day(-40), branch: "tpe", items: [{ sell: "facial10", ref: "k1" }, { redeem: "facial", contract: "k1", sessions: 2, staff: [{ staff: "amy", share: 65 }, { staff: "bo", share: 35 }] }], payments: [{ method: "cash", amount: 6000 }] },
  { op: "client", ref: "ice", name: "Ice", date: day(-50) },
  { op: "visit", client: "ice", key: "v2", date: day(-40), items: [{ sell: "facial10", ref: "k2" }], payments: [{ method: "cash", amount: 10000 }] },
  { op: "freeze", contract: "k2", key: "f2", date: day(-1) },
  { op: "client", ref: "owe", name: "Owe", date: day(-50) },
  { op: "visit", client: "owe", key: "v3", date: day(-3), items: [{ service: "perm", staff: [{ staff: "amy", share: 100 }] }] },
  { op: "membership", client: "ice", plan: "club", ref: "m1", date: day(-10), key: "m1" },
];

const dialogOf = (page) => page.getByRole("dialog").last();
const nth = (selector, n = 0) => (page) => page.locator(selector).nth(n).click();

/** The n-th act of the first card. What an act needs to show its effect is chosen in the dialog. */
const act = (n, then = async () => {}) => async (page) => {
  await page.locator("article button[aria-haspopup=menu]").first().click();
  await page.getByRole("menuitem").nth(n).click();
  await dialogOf(page).waitFor();
  await then(page);
};

/** The first option of the dialog's first list. */
async function pickFirst(page) {
  await dialogOf(page).locator("input[aria-haspopup=listbox]").first().click();
  await page.getByRole("option").first().click();
  await page.getByRole("option").first().waitFor({ state: "detached" });
}
const effect = (page) => dialogOf(page).locator("dl dd").first().waitFor();
const shows = async (page) => {
  await pickFirst(page);
  await effect(page);
};
const someOf = async (page) => {
  await dialogOf(page).locator("label").nth(-2).click();
  await effect(page);
};

/** Where each dialog is, and how it is opened, in any language. */
const dialogs = [
  ["/clients/lin", {
    "edit client": async (page) => { await page.locator("header.top button[aria-haspopup=menu]").click(); await page.getByRole("menuitem").first().click(); },
    payment: async (page) => { await page.locator("header.top button").first().click(); await effect(page); },
    refund: act(0, effect), exchange: act(1, shows), freeze: act(2, effect), transfer: act(3, shows), share: act(4, shows), extend: act(5, effect),
    reprice: act(6, async (page) => { await dialogOf(page).locator("input").first().fill("9000"); await effect(page); }), return: act(7, effect),
    undo: async (page) => { await page.locator("main li button").last().click(); await dialogOf(page).getByRole("textbox").fill("a slip"); await effect(page); },
  }],
  ["/clients/ice", {
    unfreeze: async (page) => { await page.locator("article button[aria-haspopup=menu]").last().click(); await page.getByRole("menuitem").nth(1).click(); await effect(page); },
    "membership freeze": async (page) => { await page.locator("section ul li div.actions button").first().click(); await effect(page); },
    "membership end": async (page) => { await page.locator("section ul li div.actions button").last().click(); await effect(page); },
  }],
  ["/clients/owe", { "write off": act(2, effect) }],
  ["/", { "new client": async (page) => { await page.keyboard.press("/"); await page.getByRole("combobox").fill("zz"); await page.getByRole("option").first().click(); await page.getByRole("combobox", { expanded: true }).waitFor({ state: "detached" }); } }],
  ["/catalogue", { "new offer": nth("main .top button") , "change offer": nth("main ul button", 0) }],
  ["/catalogue?shelf=services", { "new service": nth("main .top button"), "change service": nth("main ul button", 0) }],
  ["/catalogue?shelf=products", { "new product": nth("main .top button") }],
  ["/catalogue?shelf=tags", { "new tag": nth("main .top button") }],
  ["/house/people", { "add a person": nth("main .top button"), "change a person": nth("main li button", 0) }],
  ["/house/branches", { "add a branch": nth("main .top button"), "change staff": nth("main li button", 1) }],
];

async function close(page) {
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Opens every dialog of every page, and tells what a look at it finds: from wide to narrow and back again with the next. */
async function everyDialog(page, look) {
  const widths = [1440, 768, 320];
  for (const [path, ways] of dialogs) {
    await turnTo(page, path);
    for (const [name, open] of Object.entries(ways)) {
      await look(name, async () => {
        await resize(page, widths[0]);
        await open(page);
        await dialogOf(page).waitFor();
      }, path, widths);
      widths.reverse();
    }
  }
}

async function inLanguage(served, { language, calendar, scheme }) {
  const { page, complaints, close: leave } = await visitor(served, "owner", { language, calendar, scheme });
  const shot = (name) => (width) => process.env.SHOTS_ALL && page.screenshot({ path: `${process.env.SHOTS_ALL}/${name.replaceAll(" ", "-")}-${language}-${width}.png` });
  await everyDialog(page, (name, open, path, widths) =>
    test(`dialog: ${name} in ${language}, ${scheme}: axe finds nothing; nothing is cut off at 320, 768, 1440`, async () => {
      try {
        await open();
        const found = await faultsOfAccess(page, "[role=dialog]");
        assert.deepEqual([...found, ...(await faultsOfLayout(page, widths, shot(name)))], []);
        await close(page);
      } catch (fault) {
        await page.goto(path);
        throw fault;
      }
    }),
  );
  await test(`dialogs in ${language}: the browser complains of nothing`, () => assert.deepEqual(complaints, []));
  await leave();
}

const readers = [{ language: "en", scheme: "light" }, { language: "zh-TW", calendar: "roc", scheme: "dark" }, { language: "th", calendar: "buddhist", scheme: "light" }];

export async function run() {
  const served = await serve(before);
  await Promise.all(readers.map((reader) => inLanguage(served, reader)));
  await test("after all these dialogs nothing was done, and the book verifies", async () => {
    const api = await caller(served);
    assert.equal((await api.get("/clients/lin")).history.length, 2);
    await api.close();
    assert.match(served.verify(), /0 differences/);
  });
  await served.stop();
}
