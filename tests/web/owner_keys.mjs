// The owner's month end without a mouse: every page of the house is reached and worked by keys alone.
import { assert, caller, day, eventually, money, password, serve, test, visitor } from "./support.mjs";
import { isMarked, tabTo } from "./keyboard.mjs";

const before = [
  { op: "client", ref: "lin", name: "Lin", date: day(-50) },
  { op: "visit", client: "lin", key: "v1", date: day(-45), items: [{ sell: "facial10", ref: "k1" }, { redeem: "facial", contract: "k1", staff: [{ staff: "amy", share: 100 }] }], payments: [{ method: "cash", amount: 10000 }] },
  { op: "visit", client: "lin", key: "v2", date: day(-1), items: [{ service: "perm", staff: [{ staff: "bo", share: 100 }] }], payments: [{ method: "linepay", amount: 2000 }] },
  { op: "membership", client: "lin", plan: "club", ref: "m1", date: day(-3), key: "m1" },
];

const MOST_STEPS = 150;

/** Goes to a page as the search leads there, and waits for its heading. */
async function goTo(page, words, heading = words) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Client by name or phone" }).waitFor();
  await page.keyboard.type(words);
  await page.getByRole("option", { name: words, exact: true }).waitFor();
  // Clients and somebody new stand before the pages.
  for (let n = 0; n < 20 && (await page.getByRole("option", { name: words, exact: true }).getAttribute("aria-selected")) !== "true"; n++) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
  await page.waitForFunction(() => !document.querySelector("main .waiting"));
}

const reach = (page, name) => tabTo(page, name, MOST_STEPS);

async function look(page, api) {
  const keys = page.keyboard;
  await test("owner by keys: sign in, the figures, their months one by one", async () => {
    await page.goto("/");
    await page.getByLabel("Name").waitFor();
    await keys.type("owner");
    await reach(page, "Password");
    await keys.type(password);
    await keys.press("Enter");
    await page.getByRole("heading", { name: "Today" }).waitFor();
    await goTo(page, "Figures");
    await reach(page, "As a table");
    assert.ok(await isMarked(page), "the focus is to be seen");
    await keys.press("Enter");
    await page.locator("details[open] table").first().waitFor();
    await page.getByRole("slider", { name: "Month by month" }).waitFor();
    await reach(page, "Month by month");
    await keys.press("ArrowLeft");
    await keys.press("ArrowRight");
    const { totals } = await api.report("rollforward", `to=${day()}&by=year`);
    assert.equal(totals.liability, 9000 + 0, "nine of ten are owed; the cycle is unpaid");
    await page.locator("a", { hasText: "Owed in services" }).getByText(money(9000), { exact: true }).waitFor();
  });
  await test("owner by keys: another day typed, and the one before it; the focus stays", async () => {
    await goTo(page, "Today");
    await reach(page, "Day");
    const typed = day(-1);
    await keys.type(`${typed.slice(5, 7)}${typed.slice(8)}${typed.slice(0, 4)}`);
    await eventually(() => page.locator("input[type=date]").inputValue(), typed);
    await page.getByRole("heading", { name: "Today", level: 1 }).waitFor({ state: "detached" });
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("type")), "date");
    await reach(page, "The day before");
    for (const back of [-2, -3]) {
      await keys.press("Enter");
      await eventually(() => page.locator("input[type=date]").inputValue(), day(back));
    }
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("aria-label")), "The day before");
  });
  await test("owner by keys: a report, summed otherwise, opened to the entries of its figure", async () => {
    await goTo(page, "Reports");
    await reach(page, /^Takings/);
    await keys.press("Enter");
    await page.getByRole("heading", { name: "Takings", level: 1 }).waitFor();
    await reach(page, "From");
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).searchParams.get("from") ?? "-"));
    await keys.type(`${day(-1).slice(5, 7)}${day(-1).slice(8)}${day(-1).slice(0, 4)}`);
    await page.waitForURL(`**from=${day(-1)}**`);
    await page.locator("tfoot").waitFor();
    await eventually(async () => (await page.locator("tfoot td").last().textContent())?.replace(/\D/g, ""), "2000");
    assert.ok(asked.includes(day(-1)) && asked.every((from) => from > "1900" || from === "-"), `the years on the way to it are not asked for: ${asked}`);
    await reach(page, "Method");
    await keys.press("Space");
    await reach(page, "CSV");
    await page.locator("tbody a").first().waitFor();
    await reach(page, (await page.locator("tbody a").first().textContent()).trim());
    await keys.press("Enter");
    await page.getByText("Perm — Bo Chen").waitFor();
  });
  await test("owner by keys: members, shown all; the outlook's sliders", async () => {
    await goTo(page, "Memberships");
    await page.getByRole("radio", { name: "All", exact: true }).waitFor({ state: "attached" });
    await page.waitForFunction(() => document.querySelector("input[type=radio]:checked"));
    for (let n = 0; n < MOST_STEPS && !(await page.evaluate(() => document.activeElement?.type === "radio")); n++) await keys.press("Tab");
    for (let n = 0; n < 4 && !(await page.getByRole("radio", { name: "All", exact: true }).isChecked()); n++) await keys.press("ArrowRight");
    await page.locator("tbody").getByRole("link", { name: "Lin" }).waitFor();
    await goTo(page, "Outlook");
    await reach(page, "Fewer new clients");
    const asked = page.waitForResponse((response) => /whatif.*fewer=3[1-9]/.test(response.url()));
    await keys.press("ArrowRight");
    assert.equal(await page.getByRole("slider", { name: "Fewer new clients" }).getAttribute("aria-valuenow"), "31");
    assert.equal((await asked).status(), 200);
  });
}

async function change(page, api) {
  const keys = page.keyboard;
  await test("owner by keys: a price designed, made an offer; a service changed", async () => {
    await goTo(page, "Catalogue");
    await reach(page, "Discount to list price");
    const was = await page.getByRole("slider", { name: "Discount to list price" }).getAttribute("aria-valuenow");
    await keys.press("ArrowRight");
    assert.notEqual(await page.getByRole("slider", { name: "Discount to list price" }).getAttribute("aria-valuenow"), was);
    await reach(page, "Make an offer of it");
    await keys.press("Enter");
    await page.getByRole("dialog").waitFor();
    await reach(page, "Name");
    await keys.type("By keys");
    await keys.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    const { price } = (await api.get("/catalog")).offers.find(({ name }) => name === "By keys");
    assert.ok(price > 0 && price < 13500, `${price}: ten of 1,500, more than 10 % off`);
  });
  await test("owner by keys: settings, a person, a month closed and opened again", async () => {
    await goTo(page, "House");
    await reach(page, "Few sessions left");
    await keys.press("Control+a");
    await keys.type("4");
    await keys.press("Enter");
    await page.getByText("The settings are saved.").waitFor();
    assert.equal((await api.get("/settings")).low_sessions, 4);
    await reach(page, "People");
    await keys.press("Enter");
    await page.getByRole("button", { name: "Add a person" }).waitFor();
    await reach(page, "Add a person");
    await keys.press("Enter");
    await page.getByRole("dialog").waitFor();
    await keys.type("nok");
    await reach(page, "Password");
    await keys.type("quite a secret");
    await reach(page, "Role");
    await keys.press("Enter");
    await page.getByRole("option", { name: "Accountant" }).waitFor();
    for (let n = 0; n < 6 && !(await page.locator("[data-combobox-selected]", { hasText: "Accountant" }).count()); n++) await keys.press("ArrowDown");
    await keys.press("Enter");
    await reach(page, "Save");
    await keys.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal((await api.get("/people")).people.find(({ name }) => name === "nok").role, "accountant");
    await reach(page, "Periods");
    await keys.press("Enter");
    await page.getByLabel("Up to and including").waitFor();
    const end = await page.getByLabel("Up to and including").inputValue();
    await reach(page, "See what goes over");
    await keys.press("Enter");
    await page.getByText("Paid ahead").first().waitFor();
    await reach(page, /^Close up to/);
    await keys.press("Enter");
    await page.getByRole("button", { name: "Open it again" }).waitFor();
    assert.equal((await api.get("/settings")).closed_to, end);
    await reach(page, "Open it again");
    await keys.press("Enter");
    await page.getByRole("button", { name: "Open again" }).waitFor();
    await reach(page, "Open again");
    await keys.press("Enter");
    await page.getByText("Nothing is closed yet").waitFor();
    assert.equal((await api.get("/settings")).closed_to, null);
  });
}

export async function run() {
  const served = await serve(before);
  const api = await caller(served);
  const { page, complaints, close } = await visitor(served, null);
  await look(page, api);
  await change(page, api);
  await test("owner by keys: no complaint of the browser, and the book verifies", () => {
    assert.deepEqual(complaints, []);
    assert.match(served.verify(), /0 differences/);
  });
  await close();
  await api.close();
  await served.stop();
}
