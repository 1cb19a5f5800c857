// Who is not at the desk: the practitioner, the client with a link, and whoever asks for what is not theirs.
import { faultsOfLayout } from "./looks.mjs";
import { assert, caller, day, dayText, money, serve, test, visitor } from "./support.mjs";

const before = [
  { op: "client", ref: "lin", name: "Lin", language: "zh-TW", date: day(-20) },
  { op: "client", ref: "mei", name: "Mei", date: day(-20) },
  { op: "visit", client: "lin", key: "v1", date: day(-2), items: [{ sell: "facial10", ref: "k1" }, { redeem: "facial", contract: "k1", staff: [{ staff: "amy", share: 65 }, { staff: "bo", share: 35 }] }], payments: [{ method: "cash", amount: 5000 }], note: "between us" },
  { op: "pay", client: "lin", key: "p1", date: day(), payments: [{ method: "card", amount: 5000 }] },
  { op: "visit", client: "mei", key: "v2", date: day(), items: [{ service: "perm", staff: [{ staff: "amy", share: 100 }] }] },
];

/** What somebody gets for asking: the status, whatever their page would have let them ask. */
const asks = (page, path, body) =>
  page.evaluate(
    async ([to, sent]) => (await fetch(`/api/v1/${to}`, sent ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent) } : {})).status,
    [path, body],
  );

async function onAPhone(served, api) {
  await test("a practitioner's phone, by touch: the day, the month, the day before, how each figure came about", async () => {
    const { page, complaints, close } = await visitor(served, "amy", { width: 320, height: 640, touch: true });
    const explained = async (date) => (await api.get(`/explain?staff=amy&date=${date}`)).rows;
    const told = async (date) => {
      const rows = await explained(date);
      await page.getByRole("heading", { name: `Performance, ${dayText(date)}` }).waitFor();
      await page.locator("main strong").getByText(money(rows.reduce((sum, row) => sum + row.amount, 0)), { exact: true }).first().waitFor();
      await page.locator("main section li", { hasText: "Lin" }).filter({ hasText: money(rows[0].amount) }).first().waitFor();
      return rows;
    };
    await page.goto("/");
    await page.getByRole("heading", { name: "My work" }).waitFor();
    assert.equal((await told(day())).length, 1);
    await page.getByRole("button", { name: "The day before" }).tap();
    await page.getByText("Nothing was credited then.").waitFor();
    await page.getByRole("button", { name: "The day before" }).tap();
    const [first] = await told(day(-2));
    assert.deepEqual([first.amount, first.entitlement, first.slot_value], [325, 650, 1000], "65 % of half a session of 1,000");
    await page.locator("label").filter({ hasText: /^Month$/ }).tap();
    const date = new RegExp(dayText(day(-2), { day: "numeric", month: "short" }));
    await page.locator("main li button").filter({ hasText: date }).tap();
    await told(day(-2));
    assert.deepEqual(await faultsOfLayout(page, [320]), []);
    const small = await page.locator("main button:visible").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height < 40).map((one) => one.textContent || one.ariaLabel));
    assert.deepEqual(small, [], "a thumb is 40 wide");
    assert.deepEqual(complaints, []);
    await close();
  });
}

async function accountant(served) {
  await test("an accountant sees the books and closes them, and has no right elsewhere", async () => {
    const { page, complaints, close } = await visitor(served, "books");
    await page.goto("/");
    await page.getByRole("heading", { name: "Figures", level: 1 }).waitFor();
    const nav = page.getByRole("navigation", { name: "Pages" });
    assert.deepEqual(await nav.getByRole("link").allTextContents(), ["Figures", "Memberships", "Reports", "Outlook", "House", "Me"]);
    for (const path of ["/clients/lin", "/clients/lin/visit", "/clients/lin/link", "/catalogue", "/house/settings", "/house/people", "/house/tokens", "/house/audit", "/practice"]) {
      await page.goto(path);
      await page.getByText("This page is not for your role.").waitFor();
    }
    assert.deepEqual(await Promise.all(["people", "tokens", "audit"].map((path) => asks(page, path))), [403, 403, 403]);
    const forbidden = [
      { op: "pay", client: "lin", payments: [{ method: "cash", amount: 1 }] }, { op: "refund", contract: "k1" }, { op: "visit", client: "lin", items: [{ redeem: "facial", contract: "k1" }] },
      { op: "settings", name: "mine" }, { op: "offer", code: "facial10", price: 1 }, { op: "client", ref: "x", name: "X" }, { op: "extend", contract: "k1", expires_on: day(900) }, { op: "reopen" },
    ];
    for (const [n, operation] of forbidden.entries()) assert.equal(await asks(page, "operations", { ...operation, key: `no ${n}` }), 403, operation.op);
    for (const path of ["/reports/takings", "/reports/rollforward", "/reports/carryover", "/house/periods"]) {
      await page.goto(path);
      await page.locator("main table, main label").first().waitFor();
    }
    assert.deepEqual(complaints, []);
    await close();
  });
}

async function links(served, api) {
  await test("a client's link shows that client whoever looks, and reaches nobody else", async () => {
    const { path: lin } = await api.post("/links", { client: "lin" });
    const { path: mei } = await api.post("/links", { client: "mei" });
    const { page, close } = await visitor(served, "desk");
    await page.goto("/card#nobody-ever-made-this-one");
    await page.getByText("This link does not work any more.", { exact: false }).waitFor();
    await page.goto(lin);
    await page.getByRole("heading", { name: "Lin" }).waitFor();
    await page.goto(mei); // only what is after the # is new
    await page.getByRole("heading", { name: "Mei" }).waitFor();
    assert.equal(await page.getByText("Ten facials", { exact: false }).count(), 0, "the other one's card is gone");
    await close();
    const stranger = await visitor(served, null);
    await stranger.page.goto(mei);
    await stranger.page.getByRole("heading", { name: "Mei" }).waitFor();
    const reach = (to, method = "GET") =>
      stranger.page.evaluate(async ([path, verb, secret]) => {
        const answer = await fetch(`/api/v1/${path}`, { method: verb, headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" }, ...(verb === "POST" && { body: "{}" }) });
        return [answer.status, await answer.text()];
      }, [to, method, mei.split("#")[1]]);
    for (const path of ["clients/lin", "clients/mei", "clients?q=lin", "contracts/k1", "reports/statement?client=lin", `explain?staff=amy&date=${day()}`, "links?client=lin", "entries", "alerts", "people", "events"]) {
      const [status, text] = await reach(path);
      assert.ok([401, 403, 404].includes(status) && !/Lin/.test(text), `${path}: ${status} ${text.slice(0, 200)}`);
    }
    for (const path of ["operations", "links", "session/password"]) assert.ok([401, 403, 422].includes((await reach(path, "POST"))[0]), path);
    for (const path of ["me", "me?client=lin", "me?ref=lin"]) assert.ok(!/"Lin"|facial10/.test((await reach(path))[1]), path);
    await stranger.close();
  });
}

async function cardOfAnother(served, api) {
  await test("who came with the card of another is named behind a figure, and the visit stands there", async () => {
    await api.post("/operations", [
      { op: "share", contract: "k1", with: "mei", key: "s1" },
      { op: "visit", client: "mei", key: "v3", items: [{ redeem: "facial", contract: "k1", staff: [{ staff: "bo", share: 100 }] }] },
    ]);
    const { page, complaints, close } = await visitor(served, "manager");
    const named = [];
    page.on("request", (request) => named.push(new URL(request.url()).searchParams.get("refs")));
    await page.goto(`/reports/entries?date=${day()}&staff=bo`);
    const came = page.getByRole("row").filter({ hasText: "Mei" });
    await came.getByText("1,000", { exact: true }).waitFor();
    assert.equal(await came.getByRole("link").first().getAttribute("href"), "/clients/mei");
    assert.equal(await page.getByRole("row").filter({ hasText: "Lin" }).count(), 1, "to whose session more was paid");
    const visit = page.locator("main li").filter({ hasText: "Facial — Bo Chen" });
    await visit.getByRole("link", { name: "Mei", exact: true }).waitFor();
    assert.equal(await page.locator("main li").filter({ hasText: "Perm — Amy Lin" }).count(), 0, "what Mei had of Amy is not behind it");
    assert.deepEqual(named.filter((refs) => refs !== null).map((refs) => refs.split("\n").sort()), [["lin", "mei"]], "both names are asked for at once");
    assert.deepEqual(complaints, []);
    await close();
  });
}

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
    await page.getByText("your share is 65%, $650.", { exact: false }).waitFor();
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
    await desk.page.getByRole("button", { name: "Really take it back" }).click();
    await desk.page.getByText("This client has no link.").waitFor();
    await desk.close();
    const { page, close } = await visitor(served, null);
    await page.goto(address);
    await page.getByText("This link does not work any more.", { exact: false }).waitFor();
    await close();
  });
  await onAPhone(served, api);
  await accountant(served);
  await links(served, api);
  await cardOfAnother(served, api);
  await api.close();
  await served.stop();
}
