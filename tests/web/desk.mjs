// The day of a desk from opening to close, by mouse; every figure on the screen is one that the interface confirms.
import { assert, caller, day, money, serve, test, visitor, password } from "./support.mjs";

const before = [
  { op: "client", ref: "mei", name: "Mei", phone: "0987654321", date: day(-20) },
  { op: "client", ref: "pim", name: "Pim", phone: "+852 6623 1199", date: day(-20) },
  { op: "membership", client: "pim", plan: "club", ref: "m1", date: day(-10), key: "m1" },
];

const pick = (page, name) => page.getByRole("region", { name: "Add to the visit" }).getByRole("button", { name }).first().click();
const hands = (page, name) => page.getByRole("button", { name, exact: true }).last().click();
const record = (page) => page.getByRole("button", { name: "Record visit" }).click();
const performance = async (api, staff) =>
  (await api.report("performance", `from=${day()}&to=${day()}&by=staff`)).rows.find((row) => row.staff === staff)?.amount ?? 0;
const takings = async (api) => (await api.report("takings", `from=${day()}&to=${day()}`)).rows.reduce((sum, row) => sum + row.amount, 0);

async function signIn(page) {
  await page.goto("/");
  await page.getByLabel("Name").fill("desk");
  await page.getByRole("textbox", { name: "Password" }).fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByText("Name, password or code is wrong.").waitFor();
  await page.getByRole("textbox", { name: "Password" }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Today" }).waitFor();
}

async function addClient(page) {
  await page.getByRole("button", { name: "Client by name or phone" }).click();
  await page.getByRole("combobox").fill("Nok");
  await page.getByRole("option", { name: "New client “Nok”" }).click();
  assert.equal(await page.getByLabel("Name").inputValue(), "Nok");
  await page.getByLabel("Phone").fill("+886 987 654 321"); // as it is called from abroad
  await page.getByText("Mei has this phone already").waitFor();
  await page.getByLabel("Phone").fill("6623 1199");
  await page.getByText("Pim has this phone already").waitFor();
  await page.getByLabel("Phone").fill("๐๙๘๗๖๕๔๓๒๑");
  await page.getByText("Mei has this phone already").waitFor();
  await page.getByLabel("Phone").fill("0811111111");
  await page.getByRole("button", { name: "Add client" }).click();
  await page.getByRole("heading", { name: "Nok" }).waitFor();
}

async function sellAndUse(page) {
  await page.getByRole("link", { name: "New visit" }).click();
  await pick(page, /Ten facials/);
  await page.getByRole("button", { name: "Use one now" }).click();
  await hands(page, "Amy Lin");
  await page.getByRole("button", { name: `Pay ${money(10000)}` }).click();
  await page.getByLabel("Amount").fill("5000");
  const effect = page.getByRole("region", { name: "Effect" });
  await effect.getByText("Credited to Amy Lin").waitFor();
  await effect.getByText(money(500), { exact: true }).waitFor();
  await page.getByRole("button", { name: `Pay ${money(5000)}` }).waitFor();
  await record(page);
  await page.getByRole("heading", { name: "Done" }).waitFor();
  await page.getByText("9 sessions left").waitFor();
}

async function walkIn(page) {
  await page.keyboard.press("/");
  await page.getByRole("combobox").fill("mei");
  await page.getByRole("option", { name: /Mei/ }).first().click();
  await page.getByRole("link", { name: "New visit" }).click();
  await pick(page, /^Perm/);
  await hands(page, "Amy Lin");
  await hands(page, "Bo Chen");
  await page.getByRole("spinbutton", { name: "Amy Lin" }).fill("65");
  await page.getByRole("spinbutton", { name: "Bo Chen" }).fill("35");
  await page.getByRole("button", { name: `Pay ${money(2000)}` }).click();
  await page.getByRole("region", { name: "Effect" }).getByText(money(1300), { exact: true }).waitFor();
  await page.getByRole("region", { name: "Effect" }).getByText(money(700), { exact: true }).waitFor();
  await record(page);
  await page.getByRole("heading", { name: "Done" }).waitFor();
}

async function goTo(page, words) {
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill(words);
  await page.keyboard.press("Enter"); // before the answer is there, too
  await page.getByRole("link", { name: "New visit" }).waitFor();
}

async function payRest(page) {
  await goTo(page, "0811111111");
  await page.getByRole("button", { name: `Take ${money(5000)}` }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Credited to Amy Lin").waitFor();
  await dialog.getByRole("button", { name: `Take ${money(5000)}` }).click();
  await dialog.waitFor({ state: "detached" });
  const taken = page.getByRole("status").locator("div", { hasText: `${money(5000)} taken.` });
  await taken.getByRole("button", { name: "Receipt" }).click();
  const paper = page.locator("article");
  await paper.getByText(`${money(5000)} paid (Cash) for Ten facials`).waitFor();
  assert.deepEqual(await paper.locator("dl dd").allTextContents(), [money(5000), money(0)], "paid, and due in all");
  await paper.getByText("What is left").waitFor();
  await page.getByRole("button", { name: "Print" }).waitFor();
  await page.getByRole("link", { name: "To the client" }).click();
  assert.equal(await page.getByRole("link", { name: "Receipt" }).count(), 2, "of the visit and of the payment");
}

async function refund(page) {
  await page.getByRole("button", { name: "More with this card" }).first().click();
  await page.getByRole("menuitem", { name: "Refund" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("9 sessions given back, worth").waitFor();
  await dialog.getByText("Paid back", { exact: true }).waitFor();
  assert.ok((await dialog.getByText(money(9000)).count()) >= 2, "what is cancelled and what comes back");
  await dialog.getByRole("button", { name: "Refund and end" }).click();
  await page.getByText("The refund is recorded.").waitFor();
}

async function payMembership(page) {
  await goTo(page, "Pim");
  await page.getByText("Past due").first().waitFor();
  await page.getByRole("button", { name: `Take ${money(1499)}` }).click();
  await page.getByRole("dialog").getByRole("button", { name: `Take ${money(1499)}` }).click();
  await page.getByText("Past due").first().waitFor({ state: "detached" });
}

async function undo(page) {
  await goTo(page, "mei");
  await page.getByRole("button", { name: "Undo" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Reason").fill("charged the wrong client");
  await dialog.getByText("Taken back on").waitFor();
  assert.match(await dialog.textContent(), /Paid back \(Cash\)/, "what leaves the drawer again is said");
  await dialog.getByRole("button", { name: "Undo it" }).click();
  await page.getByText("It is undone.").waitFor();
  await page.getByText("charged the wrong client").waitFor();
}

export async function run() {
  const served = await serve(before);
  const api = await caller(served);
  const { page, complaints, close } = await visitor(served, null);
  const contract = async () => (await api.get("/clients?q=Nok")).clients[0];
  await test("the desk signs in, a wrong password is told", () => signIn(page));
  await test("a new client from the search", () => addClient(page));
  await test("a package sold and used at once, half paid", async () => {
    await sellAndUse(page);
    const { ref } = await contract();
    const { contracts } = await api.get(`/clients/${ref}`);
    assert.equal(contracts.length, 1);
    assert.deepEqual([contracts[0].paid, contracts[0].due, contracts[0].delivered, contracts[0].liability], [5000, 5000, 1000, 4000]);
    assert.equal(await performance(api, "amy"), 500);
  });
  await test("a walk-in with two pairs of hands, 65 to 35", async () => {
    await walkIn(page);
    assert.equal(await performance(api, "amy"), 500 + 1300);
    assert.equal(await performance(api, "bo"), 700);
  });
  await test("the rest paid: the rest credited, to the same hands", async () => {
    await payRest(page);
    assert.equal(await performance(api, "amy"), 500 + 1300 + 500);
  });
  await test("a refund equal to its quote", async () => {
    await refund(page);
    const { ref } = await contract();
    const [card] = (await api.get(`/clients/${ref}`)).contracts;
    assert.deepEqual([card.status, card.live_value, card.paid], ["terminated", 1000, 1000]);
    assert.equal(await takings(api), 5000 + 2000 + 5000 - 9000);
  });
  await test("a membership past due is paid and active again", async () => {
    await payMembership(page);
    const [row] = (await api.report("memberships", "client=pim")).rows;
    assert.deepEqual([row.status, row.due], ["active", 0]);
  });
  await test("a visit undone in one step, with its reason", async () => {
    await undo(page);
    assert.equal(await performance(api, "bo"), 0);
    const [latest] = (await api.get("/clients/mei")).history;
    assert.deepEqual([latest.operation, latest.note], ["void", "charged the wrong client"]);
  });
  await test("the day as the screen says it is the day of the report", async () => {
    const { totals } = await api.report("day", `as_of=${day()}`);
    await page.getByRole("link", { name: "Today" }).click();
    await page.getByRole("heading", { name: "Today" }).waitFor();
    for (const [label, figure] of [["Takings", totals.takings], ["Performance", totals.performance], ["Due in all", totals.due]])
      await page.locator("dl div", { has: page.getByText(label, { exact: true }) }).getByText(money(figure).replace("$-", "-$"), { exact: true }).waitFor();
    assert.equal(totals.takings, 5000 + 5000 - 9000 + 1499);
    assert.equal(totals.performance, 1000);
  });
  await test("a receipt with what is left", async () => {
    const { ref } = await contract();
    const { history } = await api.get(`/clients/${ref}`);
    await page.goto(`/clients/${ref}/receipt/${history.find((past) => past.operation === "visit").entry}`);
    await page.getByText(/Ten facials, \$10,000/).waitFor();
    await page.getByText("Paid at this visit").waitFor();
    await page.goto(`/clients/mei/receipt/999999999`);
    await page.getByText("There is no such receipt of this client").waitFor();
    assert.equal(await page.getByText("Paid at this visit").count(), 0, "no figures of a visit that is not there");
  });
  await test("nothing the browser complains about, and the book verifies", async () => {
    assert.deepEqual(complaints, []);
    assert.match(served.verify(), /0 differences/);
  });
  await close();
  await api.close();
  await served.stop();
}
