// 100 hostile names in everything that has a name: every page shows them as they are, holds, and does nothing they say.
import { faultsOfLayout, resize } from "./looks.mjs";
import { hostileNames } from "./safety.mjs";
import { assert, caller, day, serve, test, turnTo, visitor } from "./support.mjs";

const names = hostileNames();

/** The hundred over all lists, in turn. */
const lists = ["branch", "staff", "service", "offer", "product", "tag"];
function listed() {
  return names.map((name, n) => {
    const op = lists[n % lists.length], code = `x${n}`;
    if (op === "offer") return { op, code, name, kind: "package", price: 500 + n, grants: [{ service: "facial", sessions: 5 }] };
    if (op === "staff") return { op, code, name, role: "practitioner" };
    if (op === "service" || op === "product") return { op, code, name, price: 100 + n };
    return op === "tag" ? { op, code, name, discount: 5 } : { op, code, name };
  });
}

/** Clients of such names who bought, used and were written notes about under such names. */
function happened(made) {
  const of = (op) => made.filter((one) => one.op === op).map(({ code }) => code);
  const [branches, staff, services, offers, products, tags] = lists.map(of);
  return names.flatMap((name, n) => [
    { op: "client", ref: `h${n}`, name, note: names.at(-n - 1), tags: [tags[n % tags.length]] },
    ...(n % 10 ? [] : [
      {
        op: "visit", client: `h${n}`, key: `h${n}`, branch: branches[n % branches.length], note: names[n],
        items: [
          { sell: offers[n % offers.length], ref: `e${n}` }, { redeem: "facial", contract: `e${n}`, staff: [{ staff: staff[n % staff.length], share: 100 }] },
          { service: services[n % services.length], staff: [{ staff: "amy", share: 100 }] }, { product: products[n % products.length] },
        ],
        payments: [{ method: "cash", amount: 300 }],
      },
      { op: "membership", client: `h${n}`, plan: "club", ref: `m${n}`, key: `m${n}` },
    ]),
  ]);
}

const ownerPages = [
  "/", "/dashboard", "/memberships", "/reports", `/reports/performance?from=${day(-1)}&to=${day()}&by=staff,service`, "/reports/contracts", "/reports/pending", `/reports/branches?from=${day(-30)}&to=${day()}`, "/reports/carryover",
  `/reports/entries?date=${day()}`, "/outlook", "/catalogue", "/catalogue?shelf=services", "/catalogue?shelf=products", "/catalogue?shelf=tags", "/house/settings", "/house/people", "/house/branches", "/house/tokens",
  "/house/links", "/house/periods", "/house/audit", "/clients/h0", "/clients/h0/visit", "/clients/h90", "/clients/h90/visit", "/clients/h0/link", "/account",
];

const plain = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();

async function show(page, path) {
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
  await page.waitForFunction(() => !document.querySelector(".waiting"));
}

/** Holds at 320 and at 1440, and is still the page it was. */
async function holds(page, path) {
  const found = await faultsOfLayout(page, [1440, 320]);
  assert.deepEqual(found.map((one) => one.slice(0, 200)), [], path);
  assert.notEqual(await page.title(), "owned", path);
  assert.equal(await page.locator("main script, main style, main img[src=x], main svg[onload]").count(), 0, path);
}

export async function run() {
  const served = await serve([]);
  const api = await caller(served);
  const made = listed();
  await test("all of the hundred names are taken, in every list and of every client", async () => {
    const results = await api.post("/operations", [...made, ...happened(made)]);
    assert.equal(results.length, 220);
    assert.deepEqual(results.filter((result) => !result.ok), []);
    const renamed = await api.post("/operations", { op: "settings", name: names[1], key: "house" });
    assert.ok(renamed.ok, JSON.stringify(renamed));
    assert.ok((await api.post("/tokens", { name: names[0].slice(0, 100), role: "desk" })).token);
    await api.post("/people", { name: names[1].slice(0, 60), password: "quite a secret", role: "desk" });
  });
  const ofTheHouse = test("hostile names on every page of the house hold at 320 and 1440, and do nothing", async () => {
    const { page, complaints, close } = await visitor(served, "owner");
    const faults = [];
    for (const path of ownerPages) {
      await resize(page, 1440);
      await turnTo(page, path);
      await holds(page, path).catch((fault) => faults.push(`${fault.message}`.slice(0, 600)));
    }
    assert.deepEqual(faults, []);
    assert.deepEqual(complaints, []);
    await close();
  });
  const asTheyAre = test("hostile names are shown as they are, where they are listed", async () => {
    const { page, close } = await visitor(served, "owner");
    const catalog = await api.get("/catalog");
    for (const [path, rows] of [["/catalogue", catalog.offers], ["/catalogue?shelf=services", catalog.services], ["/catalogue?shelf=products", catalog.products], ["/catalogue?shelf=tags", catalog.tags], ["/house/branches", [...catalog.branches, ...catalog.staff]]]) {
      await turnTo(page, path);
      const shown = plain(await page.locator("main").evaluate((main) => main.textContent));
      for (const { name } of rows) assert.ok(shown.includes(plain(name)), `${path} shows ${name.slice(0, 60)}`);
    }
    await turnTo(page, "/catalogue");
    await page.locator("main ul li button").nth(0).click();
    await page.getByRole("dialog").waitFor();
    assert.deepEqual(await faultsOfLayout(page, [320]), []);
    await close();
  });
  const ofOthers = test("hostile names before practitioner and client", async () => {
    const { page, complaints, close } = await visitor(served, "amy", { width: 320, height: 640 });
    await show(page, "/practice");
    await holds(page, "practice");
    await close();
    const client = await visitor(served, null, { width: 320, height: 640 });
    for (const ref of ["h0", "h90"]) {
      const { path } = await api.post("/links", { client: ref });
      await client.page.goto("about:blank");
      await show(client.page, path);
      await holds(client.page, ref);
      const { name } = (await api.get(`/clients/${ref}`)).client;
      assert.equal(plain(await client.page.getByRole("heading", { level: 1 }).textContent()), plain(name));
    }
    assert.deepEqual([...complaints, ...client.complaints], []);
    await client.close();
  });
  await Promise.all([ofTheHouse, asTheyAre, ofOthers]);
  await api.close();
  await served.stop();
}
