// Who is not at the desk: the practitioner, the client with a link, and whoever asks for what is not theirs.
import { assert, caller, day, money, serve, test, visitor } from "./support.mjs";

const before = [
  { op: "client", ref: "lin", name: "Lin", language: "zh-TW", date: day(-20) },
  { op: "client", ref: "mei", name: "Mei", date: day(-20) },
  { op: "visit", client: "lin", key: "v1", date: day(-2), items: [{ sell: "facial10", ref: "k1" }, { redeem: "facial", contract: "k1", staff: [{ staff: "amy", share: 65 }, { staff: "bo", share: 35 }] }], payments: [{ method: "cash", amount: 5000 }], note: "between us" },
  { op: "pay", client: "lin", key: "p1", date: day(), payments: [{ method: "card", amount: 5000 }] },
  { op: "visit", client: "mei", key: "v2", date: day(), items: [{ service: "perm", staff: [{ staff: "amy", share: 100 }] }] },
];

export async function run() {
  const served = await serve(before);
  const api = await caller(served);
  await test("a practitioner's day, and how the figure came about", async () => {
    const { page, complaints, close } = await visitor(served, "amy");
    await page.goto("/");
    await page.getByRole("heading", { name: "My work" }).waitFor();
    const { rows } = await api.get(`/explain?staff=amy&date=${day()}`);
    const sum = rows.reduce((all, row) => all + row.amount, 0);
    assert.equal(sum, 325, "65 % of half a session of 1,000");
    await page.getByRole("strong").or(page.locator("strong")).getByText(money(sum), { exact: true }).first().waitFor();
    await page.getByText(/floor\(650 × 10,000 \/ 10,000\)/).waitFor();
    await page.getByText("65% = $650").waitFor();
    await page.getByText("Month", { exact: true }).click();
    await page.getByText(money(650), { exact: true }).first().waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("a practitioner is not led to clients, and refused them", async () => {
    const { page, close } = await visitor(served, "amy");
    await page.goto("/clients/lin");
    await page.getByText("This page is not for your role.").waitFor();
    assert.equal(await page.getByRole("link", { name: "Today" }).count(), 0);
    const status = await page.evaluate(async () => (await fetch("/api/v1/clients/lin")).status);
    assert.equal(status, 403);
    await close();
  });
  await test("the desk is not offered what its role may not do", async () => {
    const { page, close } = await visitor(served, "desk");
    await page.goto("/clients/lin");
    await page.getByRole("button", { name: "More with this card" }).click();
    await page.getByRole("menuitem", { name: "Refund" }).waitFor();
    assert.equal(await page.getByRole("menuitem", { name: "Extend" }).count(), 0);
    const answer = await page.evaluate(async (until) => {
      const sent = await fetch("/api/v1/operations", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ op: "extend", contract: "k1", expires_on: until, key: "x" }) });
      return (await sent.json()).code;
    }, day(900));
    assert.equal(answer, "forbidden");
    await close();
  });
  let address = "";
  await test("the desk makes a private link with its QR", async () => {
    const { page, close } = await visitor(served, "desk");
    await page.goto("/clients/lin/link");
    await page.getByRole("button", { name: "Make a link" }).click();
    await page.getByRole("img", { name: "QR code of the link" }).waitFor();
    address = (await page.getByText(/\/card#/).textContent()) ?? "";
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/card#[\w-]{40,}$/);
    await close();
  });
  await test("the client's page: their cards in their language, and nothing else", async () => {
    const { page, context, complaints, close } = await visitor(served, null, { width: 390, height: 800, touch: true, language: "en" });
    await context.addInitScript(() => localStorage.clear());
    const asked = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(address);
    await page.getByRole("heading", { name: "Lin" }).waitFor();
    await page.getByText("剩 9 / 10").waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "zh-TW");
    assert.equal(await page.locator("li[data-stands=used]").count(), 1);
    await page.getByText(/購買Ten facials/).waitFor();
    const text = await page.locator("body").innerText();
    for (const secret of ["between us", "Mei", "0987"]) assert.ok(!text.includes(secret), `${secret} is not the client's to see`);
    assert.equal(await page.getByRole("button", { name: "使用一堂" }).count(), 0);
    const secret = address.split("#")[1];
    assert.ok(asked.every((url) => !url.replace(/#.*/, "").includes(secret)), "no address carries the secret");
    for (const path of ["/clients/lin", "/catalog", "/reports/day"])
      assert.equal(await page.evaluate(async ([to, bearer]) => (await fetch(`/api/v1${to}`, { headers: { Authorization: `Bearer ${bearer}` } })).status, [path, secret]), 403);
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("a link taken back works no more", async () => {
    const desk = await visitor(served, "desk");
    await desk.page.goto("/clients/lin/link");
    await desk.page.getByRole("button", { name: "Take back" }).click();
    await desk.page.getByRole("button", { name: "Take back" }).waitFor({ state: "detached" });
    await desk.close();
    const { page, close } = await visitor(served, null);
    await page.goto(address);
    await page.getByText("This link does not work any more.", { exact: false }).waitFor();
    await close();
  });
  await api.close();
  await served.stop();
}
