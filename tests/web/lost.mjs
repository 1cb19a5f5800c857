// The line breaks while something is done: it is said, nothing typed is lost, nothing is done twice. And two desks that do the same.
import { assert, caller, day, effectOf, eventually, money, serve, test, visitor } from "./support.mjs";

/** A client with ten facials, paid, one used; and one more visit where it is to be taken back. */
const client = (ref) => [
  { op: "client", ref, name: ref[0].toUpperCase() + ref.slice(1), date: day(-20) },
  { op: "visit", client: ref, key: `v ${ref}`, date: day(-5), items: [{ sell: "facial10", ref: `k-${ref}` }, { redeem: "facial", contract: `k-${ref}`, staff: [{ staff: "amy", share: 100 }] }], payments: [{ method: "cash", amount: 10000 }] },
];
const another = (client) => ({ op: "visit", client, key: `w ${client}`, date: day(-1), items: [{ redeem: "facial", contract: `k-${client}`, staff: [{ staff: "bo", share: 100 }] }] });
const before = ["checkout", "refund", "void", "voidtwo", "ended", "other"].flatMap(client).concat(another("void"), another("voidtwo"));

const entries = async (api, ref) => (await api.get(`/clients/${ref}`)).history.filter((past) => past.operation !== "client").length;
const card = async (api, ref) => (await api.get(`/clients/${ref}`)).contracts.find((one) => one.ref === `k-${ref}`);

/** How each act is begun, what is typed into it, and how it is done. */
const acts = {
  checkout: {
    async begin(page, ref) {
      await page.goto(`/clients/${ref}/visit?redeem=facial&contract=k-${ref}`);
      await page.getByRole("button", { name: "Bo Chen", exact: true }).last().click();
      await page.getByRole("textbox", { name: "Note" }).fill("by the window");
      await eventually(async () => (await effectOf(page))["Credited to Bo Chen"], money(1000));
    },
    typed: (page) => page.getByRole("textbox", { name: "Note" }),
    button: (page) => page.getByRole("button", { name: "Record visit" }),
    done: (page) => page.getByRole("heading", { name: "Done" }).waitFor(),
    stands: ({ delivered, status }) => [delivered, status],
    wanted: [2000, "active"],
  },
  refund: {
    async begin(page, ref) {
      await page.goto(`/clients/${ref}`);
      await page.getByRole("button", { name: "More with this card" }).click();
      await page.getByRole("menuitem", { name: "Refund" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.locator("label").filter({ hasText: /^Some sessions$/ }).click();
      await dialog.getByRole("spinbutton", { name: "Sessions" }).fill("4");
      await eventually(async () => (await effectOf(dialog))["Paid back"], money(4000));
    },
    typed: (page) => page.getByRole("dialog").getByRole("spinbutton", { name: "Sessions" }),
    button: (page) => page.getByRole("dialog").getByRole("button", { name: "Refund 4 sessions" }),
    done: (page) => page.getByText("The refund is recorded.").waitFor(),
    stands: ({ live_value, paid }) => [live_value, paid],
    wanted: [6000, 6000],
  },
  void: {
    async begin(page, ref) {
      await page.goto(`/clients/${ref}`);
      await page.getByRole("button", { name: "Undo" }).first().click();
      await page.getByRole("dialog").getByLabel("Reason").fill("never happened");
      await page.getByRole("dialog").getByText("Taken back on").waitFor();
    },
    typed: (page) => page.getByRole("dialog").getByLabel("Reason"),
    button: (page) => page.getByRole("dialog").getByRole("button", { name: "Undo it" }),
    done: (page) => page.getByText("It is undone.").waitFor(),
    stands: ({ delivered, status }) => [delivered, status],
    wanted: [1000, "active"],
  },
};

/** A press that does not wait for the button: the page may have learned by itself that the session has ended, and taken it away. */
export const press = (button) => button.evaluate((one) => one.click());

/** The line breaks as a deed is sent: before it arrives the first time, with its answer the second. What was sent is kept in `keys`. */
async function breakLine(page, context, keys) {
  await page.route("**/api/v1/operations", async (route) => {
    const sent = route.request().postDataJSON();
    if (sent.quote) return route.continue();
    keys.push(sent.key);
    if (keys.length > 2) return route.continue();
    if (keys.length === 2) await route.fetch(); // the server does it, and nobody hears of it
    if (keys.length === 1) await context.setOffline(true);
    await route.abort("connectionreset");
  });
}

async function lost(name, served, api) {
  const { begin, typed, button, done, stands, wanted } = acts[name];
  await test(`the line breaks at a ${name}: said, kept, done once, and seen at the other desk`, async () => {
    const one = await visitor(served, "desk"), two = await visitor(served, "manager");
    const count = await entries(api, name);
    await two.page.goto(`/clients/${name}`);
    await two.page.getByRole("heading", { name: "What happened" }).waitFor();
    await begin(one.page, name);
    const text = await typed(one.page).inputValue(), figures = await effectOf(one.page), keys = [];
    await breakLine(one.page, one.context, keys);
    await button(one.page).click();
    await one.page.getByText("No answer yet; asking again.").waitFor();
    await one.page.getByText("No connection to the server.", { exact: false }).first().waitFor();
    assert.equal(await typed(one.page).inputValue(), text);
    assert.deepEqual(await effectOf(one.page), figures, "what it comes to stays to be read");
    assert.ok(await button(one.page).isDisabled(), "it cannot be pressed again");
    assert.equal(await entries(api, name), count, "nothing arrived yet");
    await one.context.setOffline(false);
    await done(one.page);
    assert.ok(keys.length >= 3 && new Set(keys).size === 1, "one key, sent again");
    assert.equal(await entries(api, name), count + 1);
    assert.deepEqual(stands(await card(api, name)), wanted);
    await one.page.getByText("No connection to the server.", { exact: false }).waitFor({ state: "detached" });
    await eventually(() => two.page.getByRole("button", { name: "Undo" }).count(), name === "void" ? 1 : 2);
    assert.deepEqual([...one.complaints, ...two.complaints], []);
    await one.close();
    await two.close();
  });
}

async function both(name, ref, refusal, served, api) {
  const { begin, button } = acts[name];
  await test(`two desks at the same ${name}: one does it, the other is told`, async () => {
    const desks = await Promise.all(["desk", "manager"].map((who) => visitor(served, who)));
    const count = await entries(api, ref);
    await Promise.all(desks.map(({ page }) => begin(page, ref)));
    // Neither hears of the other before both have pressed.
    let pressed = 0, letGo;
    const everybody = new Promise((go) => (letGo = go));
    for (const { page } of desks)
      await page.route("**/api/v1/operations", async (route) => {
        if (!route.request().postDataJSON().quote && ++pressed === desks.length) letGo();
        if (!route.request().postDataJSON().quote) await everybody;
        await route.continue();
      });
    await Promise.all(desks.map(({ page }) => button(page).click()));
    const ends = await Promise.all(desks.map(async ({ page }) => {
      const dialog = page.getByRole("dialog");
      await dialog.waitFor({ state: "detached" }).catch(() => {});
      return (await dialog.count()) === 0 ? "done" : dialog.getByRole("alert").innerText();
    }));
    assert.equal(await entries(api, ref), count + 1, ends.join(" / "));
    assert.equal(ends.filter((end) => end === "done").length, 1);
    assert.match(ends.find((end) => end !== "done"), refusal);
    await Promise.all(desks.map(({ close }) => close()));
  });
}

async function again(served, api) {
  await test("the session ended meanwhile: signed in again above the page, what was typed is there and goes through", async () => {
    const { page, context, complaints, close } = await visitor(served, "desk");
    const count = await entries(api, "ended");
    await acts.refund.begin(page, "ended");
    await context.request.delete("/api/v1/session", { headers: { origin: served.root } });
    await press(acts.refund.button(page));
    await page.getByText("You were signed out.", { exact: false }).waitFor();
    assert.equal(await page.getByLabel("Name").inputValue(), "desk");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    await page.getByRole("textbox", { name: "Password" }).fill("desk, wrong");
    await page.keyboard.press("Enter");
    await page.getByText("Name, password or code is wrong.").waitFor();
    await page.getByRole("textbox", { name: "Password" }).fill("correct horse");
    await page.keyboard.press("Enter");
    await page.getByText("You were signed out.", { exact: false }).waitFor({ state: "detached" });
    assert.equal(await acts.refund.typed(page).inputValue(), "4");
    await acts.refund.button(page).click();
    await acts.refund.done(page);
    assert.equal(await entries(api, "ended"), count + 1);
    assert.deepEqual((({ live_value, paid }) => [live_value, paid])(await card(api, "ended")), [6000, 6000]);
    await page.getByText("No connection to the server.", { exact: false }).waitFor({ state: "detached" });
    await api.post("/operations", { op: "visit", client: "ended", key: "news", items: [{ redeem: "facial", contract: "k-ended" }] });
    await page.getByText("4 of 10 left").first().waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
}

async function somebodyElse(served) {
  await test("the session ended meanwhile: whoever else signs in finds nothing of it", async () => {
    const { page, context, close } = await visitor(served, "desk");
    await acts.refund.begin(page, "other");
    await context.request.delete("/api/v1/session", { headers: { origin: served.root } });
    await press(acts.refund.button(page));
    await page.getByText("You were signed out.", { exact: false }).waitFor();
    await page.getByLabel("Name").fill("manager");
    await page.getByRole("textbox", { name: "Password" }).fill("correct horse");
    await page.keyboard.press("Enter");
    await page.getByText("You were signed out.", { exact: false }).waitFor({ state: "detached" });
    await page.getByRole("heading", { name: "Other" }).waitFor();
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.getByText("manager", { exact: false }).first().waitFor();
    await close();
  });
}

export async function run() {
  const served = await serve(before, { separate: true });
  const api = await caller(served);
  await Promise.all(Object.keys(acts).map((name) => lost(name, served, api))); // most of it is waiting
  await Promise.all([both("void", "voidtwo", /undone already/, served, api), again(served, api), somebodyElse(served)]);
  await test("after broken lines the book verifies", () => assert.match(served.verify(), /0 differences/));
  await api.close();
  await served.stop();
}
