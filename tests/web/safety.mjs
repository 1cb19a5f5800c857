// Nothing twice, nothing lost, nothing believed: two desks at once, double clicks, lost connections, hostile names.
import { assert, caller, day, money, serve, test, visitor } from "./support.mjs";

const before = [
  { op: "client", ref: "mei", name: "Mei", date: day(-20) },
  { op: "visit", client: "mei", key: "v1", date: day(-2), items: [{ sell: "facial10", ref: "k1" }], payments: [{ method: "cash", amount: 4000 }] },
];

const entries = async (api) => (await api.get("/clients/mei")).history.filter((past) => past.operation !== "client").length;

async function beginPayment(page, amount) {
  await page.goto("/clients/mei");
  await page.getByRole("button", { name: /^Take \$/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Amount").fill(String(amount));
  await dialog.getByText("Due afterwards").waitFor();
  return dialog;
}

/** 100 names nobody should be called by: markup, directions, emoji, and 300 characters of everything. */
export function hostileNames() {
  const seeds = [
    '<script>document.title="owned"</script>', '"><img src=x onerror=document.title="owned">', "<svg/onload=document.title='owned'>", "javascript:document.title='owned'",
    "</title><style>*{display:none}</style>", "{{constructor.constructor('document.title=`owned`')()}}", "'; DROP TABLE person; --", "\u202Egnp.exe\u202C", "مريم بنت عبد الله", "שרה‎‏",
    "👩‍👩‍👧‍👦🏳️‍🌈💅🏽", "Z̷̢̛͔a̶̛l̵͝g̴o̵", "ก็็็็็็็็็็็็็็็็็็็็", "  spaces  ", "-1", "__proto__", "constructor", "null", "%00%0a", "&lt;b&gt;",
  ];
  const names = [];
  for (let n = 0; n < 100; n++) {
    const seed = seeds[n % seeds.length];
    names.push(n < seeds.length ? seed : n % 3 === 0 ? [...seed.repeat(60)].slice(0, 300).join("").slice(0, 300) : `${n} ${seed} ${"W".repeat(n)}`.slice(0, 300));
  }
  return names.map((name) => name.replace(/\p{Surrogate}/gu, "\ufffd")); // cut in the middle of a pair
}

export async function run() {
  const served = await serve(before);
  const api = await caller(served);
  await test("two desks: what one does the other sees within a second", async () => {
    const one = await visitor(served, "desk"), two = await visitor(served, "manager");
    const listens = one.page.waitForResponse((answer) => answer.url().includes("/api/v1/events"));
    await one.page.goto("/clients/mei");
    await one.page.getByText("$6,000 due").waitFor();
    const dialog = await beginPayment(two.page, 1000);
    await listens;
    await dialog.getByRole("button", { name: `Take ${money(1000)}` }).click();
    await dialog.waitFor({ state: "detached" });
    await one.page.getByText("$5,000 due").waitFor({ timeout: 1000 });
    await one.close();
    await two.close();
  });
  await test("a double click does it once", async () => {
    const { page, close } = await visitor(served, "desk");
    const count = await entries(api);
    const dialog = await beginPayment(page, 100);
    await dialog.getByRole("button", { name: `Take ${money(100)}` }).dblclick();
    await dialog.waitFor({ state: "detached" });
    assert.equal(await entries(api), count + 1);
    await close();
  });
  await test("the answer is lost: asked again with the same key, done once", async () => {
    const { page, close } = await visitor(served, "desk");
    const count = await entries(api);
    const dialog = await beginPayment(page, 200);
    const keys = [];
    let mended = false;
    await page.route("**/api/v1/operations", async (route) => {
      const sent = route.request().postDataJSON();
      if (sent.quote) return route.continue();
      keys.push(sent.key);
      if (keys.length > 2 && mended) return route.continue();
      await route.fetch(); // the server does it, and nobody hears of it
      await route.abort("connectionreset");
    });
    await dialog.getByRole("button", { name: `Take ${money(200)}` }).click();
    await page.getByText("No answer yet; asking again.").waitFor();
    await page.keyboard.press("Escape");
    assert.ok(await dialog.getByRole("button", { name: "Cancel" }).isDisabled(), "it stays until the outcome is known: a second one would have a key of its own");
    assert.equal(await dialog.getByLabel("Amount").inputValue(), "200");
    mended = true;
    await dialog.waitFor({ state: "detached" });
    assert.ok(keys.length >= 3 && new Set(keys).size === 1, "one key, sent again");
    assert.equal(await entries(api), count + 1);
    await close();
  });
  await test("the page is closed before the answer: it is known afterwards, done once", async () => {
    const { page, close } = await visitor(served, "desk");
    const count = await entries(api);
    await page.goto("/clients/mei/visit");
    await page.getByRole("region", { name: "Add to the visit" }).getByRole("button", { name: /Serum/ }).click();
    await page.getByRole("button", { name: `Pay ${money(1200)}` }).click();
    await page.route("**/api/v1/operations", async (route) => {
      if (route.request().postDataJSON().quote) return route.continue();
      await route.fetch();
      await route.abort("connectionreset");
    });
    await page.getByRole("button", { name: "Record visit" }).click();
    await page.getByText("No answer yet; asking again.").waitFor();
    await page.unroute("**/api/v1/operations");
    await page.reload();
    const told = page.getByText("Visit: the connection was lost, but it was done, once.");
    await page.getByRole("heading", { name: "Done" }).or(told).first().waitFor();
    assert.equal(await entries(api), count + 1);
    assert.equal(await page.evaluate(() => localStorage.getItem("carnet.unanswered")), null);
    await close();
  });
  await test("offline is said, what is typed outlives a reload, and goes through when the line is back", async () => {
    const { page, context, close } = await visitor(served, "desk");
    await page.goto("/clients/mei/visit");
    await page.getByRole("region", { name: "Add to the visit" }).getByRole("button", { name: /^Facial/ }).last().click();
    await page.getByText("Nobody is named: the house is credited.").waitFor();
    await page.getByRole("textbox", { name: "Note" }).fill("by the window");
    await page.getByRole("button", { name: `Pay ${money(1500)}` }).click();
    await context.setOffline(true);
    await page.getByText("No connection to the server.", { exact: false }).first().waitFor();
    await page.getByRole("textbox", { name: "Note" }).fill("by the window, please");
    await context.setOffline(false);
    await page.reload();
    assert.equal(await page.getByRole("textbox", { name: "Note" }).inputValue(), "by the window, please");
    await page.getByRole("button", { name: "Add payment" }).click();
    await page.getByLabel("Amount").last().fill("100");
    assert.match(await page.getByLabel("Amount").first().inputValue(), /^1,?500$/, "a payment of before the reload is not the one added");
    await page.getByRole("button", { name: "Remove payment" }).last().click(); // left empty it would not be sent
    await page.getByRole("button", { name: "Record visit" }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    assert.equal((await api.get("/clients/mei")).history[0].note, "by the window, please");
    await close();
  });
  await test("a page that went wrong does not hold the others", async () => {
    const { page, close } = await visitor(served, "desk");
    await page.goto("/clients/nobody-of-that-name");
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await page.getByRole("link", { name: "Today" }).first().click();
    await page.getByRole("button", { name: "Try again" }).waitFor({ state: "detached" });
    await close();
  });
  await test("100 hostile names are shown as they are and do nothing", async () => {
    const names = hostileNames();
    const results = await api.post("/operations", names.map((name, n) => ({ op: "client", ref: `h${n}`, name, phone: `+66 ${n} <b>` })));
    const taken = results.filter((result) => result.ok).length;
    assert.ok(taken >= 95, `${taken} of the names are accepted`);
    await api.post("/operations", [
      { op: "service", code: "evil", name: names[1], price: 100 },
      { op: "offer", code: "evil5", name: names[99], kind: "package", price: 500, grants: [{ service: "evil", sessions: 5 }] },
      { op: "client", ref: "h0", name: names[0] },
      { op: "visit", client: "h20", key: "h", items: [{ sell: "evil5", ref: "e1" }, { redeem: "evil", contract: "e1", staff: [{ staff: "amy", share: 100 }] }], note: names[4] },
    ]);
    const { page, complaints, close } = await visitor(served, "owner", { width: 320, height: 700 });
    for (let n = 0; n < 100; n += 7) {
      if (!results[n].ok) continue;
      await page.goto(`/clients/h${n}`);
      await page.getByRole("heading", { level: 1 }).waitFor();
      const shown = await page.getByRole("heading", { level: 1 }).textContent();
      assert.equal(shown?.trim(), (await api.get(`/clients/h${n}`)).client.name.trim());
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `h${n} does not burst the page`);
    }
    for (const path of ["/", "/clients/h20", "/clients/h20/visit", "/clients/h20/receipt/1", "/clients/h20/link"]) {
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} holds`);
    }
    await page.keyboard.press("/");
    await page.getByRole("combobox").fill("<");
    await page.getByRole("option").nth(1).waitFor();
    assert.notEqual(await page.title(), "owned");
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("after all that the book verifies", () => assert.match(served.verify(), /0 differences/));
  await api.close();
  await served.stop();
}
