// What the desk does with a card besides using it: each shows its effect first, and afterwards the interface says the same.
import { faultsOfLayout } from "./looks.mjs";
import { assert, caller, day, dayText, effectOf, eventually, money, serve, test, visitor } from "./support.mjs";

/** Ten facials for 10,000 of a client of their own, so much of it paid and so many used, by Amy. */
const card = (client, paid, used = 1) => [
  { op: "client", ref: client, name: client[0].toUpperCase() + client.slice(1), date: day(-20) },
  {
    op: "visit", client, key: `v ${client}`, date: day(-5),
    items: [{ sell: "facial10", ref: `k-${client}` }, ...(used ? [{ redeem: "facial", contract: `k-${client}`, sessions: used, staff: [{ staff: "amy", share: 100 }] }] : [])],
    ...(paid && { payments: [{ method: "cash", amount: paid }] }),
  },
];

const before = [
  { op: "staff", code: "dee", name: "Dee Wu", role: "desk", date: day(-60) },
  ...card("rich", 10000, 2), ...card("spare", 10000, 0), ...card("short", 5000), ...card("giver", 5000), ...card("mover", 5000),
  ...card("sharer", 10000), ...card("sleeper", 10000), ...card("later", 10000), ...card("dear", 5000, 3), ...card("sorry", 10000, 2), ...card("gone", 0, 2),
  { op: "visit", client: "sorry", key: "s sorry", date: day(-4), items: [{ product: "serum", quantity: 2, ref: "g-sorry", staff: [{ staff: "bo", share: 100 }] }], payments: [{ method: "cash", amount: 2400 }] },
  { op: "client", ref: "friend", name: "Friend", date: day(-20) },
  { op: "client", ref: "member", name: "Member", date: day(-20) },
  { op: "membership", client: "member", plan: "club", ref: "m1", date: day(-3), key: "m1" },
  { op: "pay", client: "member", key: "p1", date: day(-3), payments: [{ method: "cash", amount: 1499 }] },
  ...card("icy", 10000), { op: "freeze", contract: "k-icy", key: "icy", from: day(-4), to: day(9), date: day(-4) },
  ...Array.from({ length: 51 }, (_, n) => ({ op: "client", ref: "icy", note: `${n}`, date: day(-3) })),
  { op: "client", ref: "leaver", name: "Leaver", date: day(-20) },
  { op: "membership", client: "leaver", plan: "club", ref: "m2", date: day(-3), key: "m2" },
  { op: "pay", client: "leaver", key: "p2", date: day(-3), payments: [{ method: "cash", amount: 1499 }] },
];

const contracts = async (api, client) => (await api.get(`/clients/${client}`)).contracts;
const paidOut = async (api) => (await api.report("takings", `from=${day()}&to=${day()}`)).rows.reduce((sum, row) => sum + row.amount, 0);

/** Opens an act of the client's first card. */
async function begin(page, client, act) {
  await page.goto(`/clients/${client}`);
  await page.getByRole("button", { name: "More with this card" }).first().click();
  await page.getByRole("menuitem", { name: act, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

async function finish(dialog, verb) {
  await dialog.getByRole("button", { name: verb, exact: true }).click();
  await dialog.waitFor({ state: "detached" });
}

async function choose(dialog, label, words) {
  const field = dialog.getByRole("combobox", { name: label }).or(dialog.getByRole("textbox", { name: label })).first();
  await field.click();
  await field.fill(words);
  await dialog.page().getByRole("option", { name: new RegExp(words) }).first().click();
}

/** One side of a switch of two. */
const either = (dialog, words) => dialog.locator("label").filter({ hasText: new RegExp(`^${words}$`) }).click();

async function exchanges(page, api) {
  await test("an exchange for the same price: nothing is left, nothing is due", async () => {
    const dialog = await begin(page, "rich", "Exchange");
    await choose(dialog, "For", "Five perms");
    assert.deepEqual(await effectOf(dialog), { "Left of the old one": money(8000), "Paid for the new one": money(8000), Due: money(0) });
    const takings = await paidOut(api);
    await finish(dialog, "Exchange");
    await page.getByText("It is exchanged.").waitFor();
    const [old, fresh] = await contracts(api, "rich");
    assert.deepEqual([old.status, old.paid, old.live_value], ["terminated", 2000, 2000], "two were used");
    assert.deepEqual([fresh.offer, fresh.paid, fresh.due], ["perm5", 8000, 0]);
    assert.equal(await paidOut(api), takings, "no money moved");
    await page.getByRole("heading", { name: "Five perms" }).waitFor();
  });
  await test("an exchange for less: the rest becomes credit, or is paid back, as is chosen", async () => {
    const dialog = await begin(page, "spare", "Exchange");
    await choose(dialog, "For", "Five perms");
    await dialog.getByText("Put by as stored credit").waitFor();
    assert.deepEqual(await effectOf(dialog), { "Left of the old one": money(10000), "Put by as stored credit": money(2000), "Paid for the new one": money(8000), Due: money(0) });
    await either(dialog, "Paid back");
    await dialog.locator("dt", { hasText: "Paid back" }).waitFor();
    assert.equal((await effectOf(dialog))["Paid back"], money(2000));
    await either(dialog, "Stored credit");
    await dialog.getByText("Put by as stored credit").waitFor();
    await finish(dialog, "Exchange");
    const [old, fresh, credit] = await contracts(api, "spare");
    assert.deepEqual([old.status, fresh.paid, credit.stream, credit.grants[0].left], ["terminated", 8000, "credit", 2000]);
  });
  await test("an exchange for more: what is missing is due, and is paid with it", async () => {
    const dialog = await begin(page, "short", "Exchange");
    await choose(dialog, "For", "Five perms");
    await dialog.getByRole("button", { name: `Pay ${money(4000)}` }).click();
    await dialog.getByRole("textbox", { name: "Amount" }).fill("3000");
    await eventually(async () => (await effectOf(dialog)).Due, money(1000));
    assert.deepEqual(await effectOf(dialog), { "Left of the old one": money(4000), "Paid for the new one": money(7000), Due: money(1000) });
    await finish(dialog, "Exchange");
    const [old, fresh] = await contracts(api, "short");
    assert.deepEqual([old.live_value, old.paid, fresh.paid, fresh.due], [1000, 1000, 7000, 1000]);
    assert.equal(await paidOut(api), 3000);
    const { rows } = await api.report("performance", `from=${day(-5)}&to=${day()}&by=day`);
    assert.equal(rows.at(-1).amount, 500, "the session used is fully paid now");
  });
}

async function transfers(page, api) {
  await test("some sessions transferred: what goes and what stays, by the rulebook's figures", async () => {
    const dialog = await begin(page, "giver", "Transfer");
    await choose(dialog, "To", "Friend");
    await either(dialog, "Some sessions");
    await dialog.getByRole("spinbutton", { name: "Sessions" }).fill("3");
    const wanted = { "Paid on what stays": money(3500), "Due on what stays": money(3500), "Paid on what is given": money(1500), "Due on what is given": money(1500) };
    await eventually(() => effectOf(dialog), wanted);
    await finish(dialog, "Transfer 3 sessions");
    const [kept] = await contracts(api, "giver"), [given] = await contracts(api, "friend");
    assert.deepEqual([kept.live_value, kept.paid, kept.due, kept.grants[0].left], [7000, 3500, 3500, 6]);
    assert.deepEqual([given.live_value, given.paid, given.due, given.grants[0].left], [3000, 1500, 1500, 3]);
  });
  await test("all of it transferred: the card is the other's now", async () => {
    const dialog = await begin(page, "mover", "Transfer");
    await choose(dialog, "To", "Friend");
    assert.deepEqual(await effectOf(dialog), { "Paid on what is given": money(5000), "Due on what is given": money(5000) });
    await finish(dialog, "Transfer all");
    await page.getByText("Nothing is left on any card.", { exact: false }).waitFor();
    const whole = (await contracts(api, "friend")).find(({ ref }) => ref === "k-mover");
    assert.deepEqual([whole.client, whole.paid, whole.due, whole.grants[0].left], ["friend", 5000, 5000, 9]);
  });
  await test("a shared card is used by the other, and stays the owner's", async () => {
    const dialog = await begin(page, "sharer", "Share");
    await choose(dialog, "With", "Friend");
    assert.deepEqual(await effectOf(dialog), { "They may use it": "it stays the owner’s" });
    await finish(dialog, "Share");
    await page.goto("/clients/friend");
    const shared = page.getByRole("article").filter({ hasText: "Shared" });
    await shared.getByRole("button", { name: "Use one", exact: true }).or(shared.getByRole("button", { name: /: Use/ })).first().click();
    await page.getByRole("button", { name: "Record visit" }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    const [own] = await contracts(api, "sharer");
    assert.deepEqual([own.client, own.grants[0].left, own.delivered], ["sharer", 8, 2000]);
  });
}

const expiry = async (api, client) => (await contracts(api, client))[0].grants[0].expires_on;

async function ends(page, api, manager) {
  await test("frozen until a day: the end moves out by the days, as was said; unfrozen at once: it comes back", async () => {
    const was = await expiry(api, "sleeper");
    const dialog = await begin(page, "sleeper", "Freeze");
    await eventually(async () => (await effectOf(dialog))["Good until then"], "moves out by the days frozen");
    await dialog.getByLabel("Runs again on").fill(day(30));
    await eventually(async () => (await effectOf(dialog))["Days frozen"], "30");
    const promised = (await effectOf(dialog))["Good until then"];
    await finish(dialog, "Freeze");
    await page.getByText("Frozen", { exact: true }).first().waitFor();
    const runsAgain = `Runs again on ${dayText(day(30))}`;
    await page.locator("article").getByText(runsAgain).waitFor();
    await page.getByText(`Ten facials frozen from ${dayText(day())}, runs again on ${dayText(day(30))}`).waitFor(); // in the history
    const { path } = await api.post("/links", { client: "sleeper" });
    const own = await page.context().newPage();
    await own.goto(path);
    await own.locator("article").getByText(runsAgain).waitFor();
    await own.close();
    const now = await expiry(api, "sleeper");
    assert.equal(Date.parse(now) - Date.parse(was), 30 * 86_400_000);
    assert.equal(promised, dayText(now));
    assert.equal(await page.getByRole("button", { name: "Use one", exact: true }).count(), 0, "no use while frozen");
    const again = await begin(page, "sleeper", "Unfreeze");
    assert.deepEqual(await effectOf(again), { "It can be used again": "from today" });
    await finish(again, "Unfreeze");
    await page.getByText("Frozen", { exact: true }).waitFor({ state: "detached" });
    assert.equal(await page.locator("article").getByText("Runs again").count(), 0);
    assert.equal(await expiry(api, "sleeper"), was);
  });
  await test("a frozen card says when it runs again, however much happened since", async () => {
    const { history } = await api.get("/clients/icy");
    assert.ok(!history.some(({ operation }) => operation === "freeze"), "the freeze is not among what is told any more");
    await page.goto("/clients/icy");
    await page.locator("article").getByText(`Runs again on ${dayText(day(9))}`).waitFor();
  });
  await test("extended by three months, to the day that was shown", async () => {
    const was = await expiry(api, "later");
    const dialog = await begin(manager, "later", "Extend");
    await dialog.locator("input[type=date]").fill(day(-1));
    await dialog.getByText(`The last day must be later than ${dayText(was)}.`).waitFor();
    await dialog.getByRole("button", { name: "3 months" }).click();
    await eventually(async () => /^9\d days$/.test((await effectOf(dialog))["Later by"]) || /^8\d days$/.test((await effectOf(dialog))["Later by"]), true);
    const said = await effectOf(dialog);
    assert.equal(said["Good until now"], dayText(was));
    await finish(dialog, "Extend");
    const now = await expiry(api, "later");
    assert.equal(said["Good until then"], dayText(now));
    assert.equal(said["Later by"], `${(Date.parse(now) - Date.parse(was)) / 86_400_000} days`);
    await manager.getByText(dayText(now), { exact: false }).first().waitFor();
  });
}

const offers = async (page, client) => {
  await page.goto(`/clients/${client}`);
  await page.getByRole("button", { name: "More with this card" }).first().click();
  await page.getByRole("menuitem").first().waitFor();
  return page.getByRole("menuitem").allInnerTexts();
};

async function corrections(page, api, manager) {
  await test("a new price after the sale: its effect, by the rulebook's figures; and not for the desk", async () => {
    assert.ok(!(await offers(page, "dear")).includes("New price"));
    const dialog = await begin(manager, "dear", "New price");
    await dialog.getByLabel("New price").fill("4,999");
    await dialog.getByText(`${money(5000)} is paid or written off already. The price cannot be lower than that.`).waitFor();
    await dialog.getByLabel("New price").fill("9,000");
    assert.deepEqual(await effectOf(dialog), { "Price until now": money(10000), Paid: money(5000), Due: money(4000) });
    await finish(dialog, "Change the price");
    const [one] = await contracts(api, "dear");
    assert.deepEqual([one.live_value, one.delivered, one.due], [9000, 2700, 4000]);
  });
  await test("a session comes back, and goods that were sold: the credit for them too", async () => {
    const dialog = await begin(page, "sorry", "Return");
    assert.deepEqual(await effectOf(dialog), { "Free again": "1 session", "Credited to Amy Lin": `-${money(1000)}`, Paid: money(10000), Due: money(0) });
    await dialog.getByRole("spinbutton", { name: "Sessions" }).fill("3");
    await dialog.getByText("From 1 to 2.").waitFor();
    await dialog.getByRole("spinbutton", { name: "Sessions" }).fill("2");
    await finish(dialog, "Take it back");
    await page.getByRole("button", { name: /^Return: Serum/ }).click();
    const goods = page.getByRole("dialog");
    assert.deepEqual(await effectOf(goods), { "Free again": "1 item", "Credited to Bo Chen": `-${money(2400)}`, Paid: money(2400), Due: money(0) });
    await finish(goods, "Take it back");
    await page.getByRole("button", { name: /^Return: Serum/ }).waitFor({ state: "detached" });
    const [cards, serum] = await contracts(api, "sorry");
    assert.deepEqual([cards.delivered, cards.grants[0].left, serum.delivered, serum.liability], [0, 10, 0, 2400]);
  });
  await test("what was used and will not be paid is written off, and no more than that; not by the desk", async () => {
    assert.ok(!(await offers(page, "gone")).includes("Write off"));
    const dialog = await begin(manager, "gone", "Write off");
    assert.deepEqual(await effectOf(dialog), { "Used and not paid": money(2000), "Given up": money(2000), Due: money(8000) });
    await dialog.getByLabel("Amount").fill("2001");
    await dialog.getByText(`That is more than was used and not paid. Not paid: ${money(2000)}.`).waitFor();
    await dialog.getByLabel("Amount").fill("1500");
    await dialog.getByLabel("Note").fill("moved away");
    await eventually(async () => (await effectOf(dialog)).Due, money(8500));
    await finish(dialog, "Write it off");
    const { written_off, receivable } = (await contracts(api, "gone"))[0];
    assert.deepEqual([written_off, receivable], [1500, 500]);
    assert.equal((await api.get("/clients/gone")).history[0].note, "moved away");
  });
}

const membership = async (api, client) => (await api.report("memberships", `client=${client}`)).rows[0];

async function memberships(page, api) {
  const open = async (client, verb) => {
    await page.goto(`/clients/${client}`);
    await page.locator("section", { has: page.getByRole("heading", { name: "Memberships" }) }).getByRole("button", { name: verb }).click();
    return page.getByRole("dialog");
  };
  await test("a membership is frozen and runs again; nothing is billed meanwhile", async () => {
    const freeze = await open("member", "Freeze");
    assert.deepEqual(await effectOf(freeze), { Billing: "stops until it runs again" });
    await finish(freeze, "Freeze");
    await eventually(async () => (await membership(api, "member")).status, "frozen");
    for (const place of [page.locator("article"), page.locator("section", { has: page.getByRole("heading", { name: "Memberships" }) })])
      await place.getByText("Runs again once it is unfrozen").waitFor(); // its cycle's card, and its own row, in place of the next fee
    const run = await open("member", "Unfreeze");
    assert.deepEqual(await effectOf(run), { Billing: "goes on" });
    await finish(run, "Unfreeze");
    await eventually(async () => (await membership(api, "member")).status, "active");
  });
  await test("a membership ends with its cycle, on the day that was shown", async () => {
    const dialog = await open("member", "Cancel membership");
    const said = await effectOf(dialog);
    await finish(dialog, "Cancel membership");
    const { ends_on } = await membership(api, "member");
    assert.deepEqual(said, { "Ends on": dayText(ends_on) });
    await page.getByText(`Ends ${dayText(ends_on)}`).waitFor();
  });
  await test("a membership ends now: what comes back is its quote", async () => {
    const dialog = await open("leaver", "Cancel membership");
    await either(dialog, "Now, with refund");
    await eventually(async () => (await effectOf(dialog))["Paid back"], money(1499));
    const takings = await paidOut(api);
    await finish(dialog, "Cancel membership");
    assert.equal(await paidOut(api), takings - 1499);
    const { status, ends_on } = await membership(api, "leaver");
    assert.deepEqual([status, ends_on], ["ended", day()]);
  });
}

/** The undoing of an exchange by the desk, who has no name in the book, and of a sale by Dee. */
async function tellsUndoing(served, api) {
  const { history } = await api.get("/clients/rich");
  const { entry } = history.find((past) => past.operation === "visit" && !past.undone_by);
  const result = await api.post("/operations", { op: "void", key: "undone by Dee", entry, note: "by Dee", actor: "dee" });
  assert.ok(result.entry, JSON.stringify(result));
  const [byDee, byDesk] = (await api.get("/clients/rich")).history.filter((past) => past.operation === "void");
  const said = {
    en: (at, of) => [`Undone by Dee Wu, ${at(byDee)}`, `Undone on ${at(byDesk)}`, `Undo of Visit of ${of(byDee)}`, `Undo of Exchange of ${of(byDesk)}`],
    "zh-TW": (at, of) => [`${at(byDee)} 由 Dee Wu 作廢`, `${at(byDesk)} 作廢`, `作廢：${of(byDee)} 的來店`, `作廢：${of(byDesk)} 的換購`],
    th: (at, of) => [`ยกเลิกโดย Dee Wu ${at(byDee)}`, `ยกเลิกเมื่อ ${at(byDesk)}`, `ยกเลิกรายการเข้าใช้บริการ วันที่ ${of(byDee)}`, `ยกเลิกรายการเปลี่ยนคอร์ส วันที่ ${of(byDesk)}`],
  };
  for (const [language, words] of Object.entries(said)) {
    const { page, close } = await visitor(served, "desk", { language, width: 320 });
    await page.goto("/clients/rich");
    const written = (options, moment) => page.evaluate(([tag, how, ms]) => new Intl.DateTimeFormat(`${tag}-u-ca-gregory-nu-latn`, how).format(ms), [language, options, moment]);
    const moments = new Map();
    for (const past of [byDee, byDesk]) {
      const of = { timeZone: "UTC", day: "numeric", month: "short", year: "numeric" };
      moments.set(past, { at: await written({ dateStyle: "medium", timeStyle: "short" }, past.recorded_at_ms), of: await written(of, Date.parse(past.undid_date)) });
    }
    for (const text of words((past) => moments.get(past).at, (past) => moments.get(past).of)) await page.getByText(text, { exact: true }).waitFor();
    assert.deepEqual(await faultsOfLayout(page, [320]), []);
    if (process.env.SHOTS_ALL) await page.screenshot({ path: `${process.env.SHOTS_ALL}/undone-${language}.png`, fullPage: true });
    await close();
  }
}

export async function run() {
  const served = await serve(before);
  const api = await caller(served);
  const { page, complaints, close } = await visitor(served, "desk");
  const manager = await visitor(served, "manager");
  await exchanges(page, api);
  await transfers(page, api);
  await ends(page, api, manager.page);
  await corrections(page, api, manager.page);
  await memberships(page, api);
  await test("an exchange taken back: the old card stands as it stood", async () => {
    await page.goto("/clients/rich");
    await page.getByRole("button", { name: "Undo" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("changed their mind");
    assert.equal((await effectOf(dialog))["Taken back on"], dayText(day()));
    await finish(dialog, "Undo it");
    const [old] = await contracts(api, "rich");
    assert.deepEqual([old.status, old.paid, old.grants[0].left], ["active", 10000, 8]);
  });
  await test("what was undone says by whom and when, and its undoing of what, in three languages and on a phone", () => tellsUndoing(served, api));
  await test("after all these acts nothing is complained of, and the book verifies", async () => {
    assert.deepEqual([...complaints, ...manager.complaints], []);
    assert.match(served.verify(), /0 differences/);
  });
  await manager.close();
  await close();
  await api.close();
  await served.stop();
}
