// Who keeps the house: the owner's month end, prices, settings, people; and the accountant, who may not all of it.
import { readFileSync } from "node:fs";
import { faultsOfAccess, faultsOfLayout, resize } from "./looks.mjs";
import { assert, caller, day, eventually, money, serve, test, turnTo, visitor } from "./support.mjs";

const before = [
  { op: "client", ref: "lin", name: "Lin", date: day(-50) },
  { op: "visit", client: "lin", key: "v1", date: day(-45), branch: "tpe", items: [{ sell: "facial10", ref: "k1" }, { redeem: "facial", contract: "k1", staff: [{ staff: "amy", share: 65 }, { staff: "bo", share: 35 }] }], payments: [{ method: "cash", amount: 5000 }] },
  { op: "pay", client: "lin", key: "p1", date: day(-40), payments: [{ method: "card", amount: 5000 }] },
  { op: "visit", client: "lin", key: "v2", date: day(-1), branch: "tpe", items: [{ service: "perm", staff: [{ staff: "bo", share: 100 }] }], payments: [{ method: "linepay", amount: 2000 }] },
  { op: "membership", client: "lin", plan: "club", ref: "m1", date: day(-3), key: "m1" },
];

const range = `from=${day(-50)}&to=${day()}`;

/** The numbers of a table's row or foot, without what separates thousands. */
const numbers = async (cells) => (await cells.allTextContents()).map((text) => Number(text.replace(/[^\d-]/g, "")));

async function reports(served, api) {
  await test("takings are those of the interface, and open to their entries", async () => {
    const { page, complaints, close } = await visitor(served, "books");
    await page.goto(`/reports/takings?${range}`);
    const { rows, totals } = await api.report("takings", range);
    await page.locator("tfoot").waitFor();
    assert.deepEqual(await numbers(page.locator("tbody tr td:last-child")), rows.map((row) => row.amount));
    assert.deepEqual(await numbers(page.locator("tfoot td:last-child")), [totals.amount]);
    assert.equal(totals.amount, 12000, "5,000 and 5,000 and 2,000");
    await page.locator("tbody tr", { hasText: "LINE Pay" }).getByRole("link").click();
    await page.getByRole("heading", { name: /^Entries of/ }).waitFor();
    await page.getByText("Perm — Bo Chen").waitFor();
    assert.equal(await page.locator("main li strong").count(), 1, "one entry took LINE Pay that day");
    await page.getByText(money(2000), { exact: true }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("performance is summed as one asks, and a figure opens to the day", async () => {
    const { page, complaints, close } = await visitor(served, "books");
    await page.goto(`/reports/performance?${range}&by=staff`);
    const { rows } = await api.report("performance", `${range}&by=staff`);
    await page.locator("tfoot").waitFor();
    assert.deepEqual(rows.map((row) => row.amount), [650, 2350], "650 of the facial; 350 of it and the perm");
    assert.deepEqual(await numbers(page.locator("tbody tr td:last-child")), [650, 2350]);
    assert.deepEqual(await page.locator("main dl dd").allTextContents(), ["3,000", "0"], "the team's and the house's, as amounts");
    await page.getByRole("link", { name: "Amy Lin" }).click();
    await page.getByRole("button", { name: "Day", pressed: true }).waitFor();
    assert.deepEqual(await numbers(page.locator("tbody tr td:last-child")), [325, 325], "half with the session, half with the payment");
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("days of a filter stand in the reader's language and calendar too", async () => {
    for (const [language, calendar] of [["en", "gregory"], ["zh-TW", "roc"], ["th", "buddhist"]]) {
      const { page, close } = await visitor(served, "books", { language, calendar });
      await page.goto(`/reports/takings?${range}`);
      const long = new Intl.DateTimeFormat(`${language}-u-ca-${calendar}-nu-latn`, { timeZone: "UTC", weekday: "long", day: "numeric", month: "long", year: "numeric" });
      for (const one of [day(-50), day()]) await page.getByText(long.format(new Date(`${one}T00:00:00Z`)), { exact: true }).waitFor();
      await close();
    }
  });
  await test("a report is downloaded as the file that the interface gives", async () => {
    const { page, close } = await visitor(served, "books");
    await page.goto("/reports/pending");
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "CSV" }).click();
    const file = readFileSync(await (await download).path(), "utf8");
    assert.match(file, /^service,any_of,sessions,value,paid\r?\nfacial,,11,/);
    await close();
  });
  await test("the figures of the house are those of the reports", async () => {
    const { page, complaints, close } = await visitor(served, "owner");
    await page.goto("/dashboard?months=6");
    const { totals } = await api.report("rollforward", `to=${day()}&by=year`);
    await page.locator("a", { hasText: "Owed in services" }).getByText(money(totals.liability), { exact: true }).waitFor();
    const due = (await api.report("day")).totals.due;
    await page.locator("a", { hasText: "what clients still owe" }).getByText(money(due), { exact: true }).waitFor();
    await page.getByText("As a table").first().click();
    const cash = await numbers(page.locator("details[open] tbody tr td:nth-child(2)"));
    assert.equal(cash.reduce((sum, one) => sum + one, 0), 12000);
    await page.getByRole("slider", { name: "Month by month" }).press("ArrowLeft");
    assert.deepEqual(complaints, []);
    await close();
  });
}

const file = (path) => JSON.parse(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"));

/** What a report may have as columns and totals, as the contract of the interface says; what is nested by its whole name. */
function figuresOf(schemas, schema, before = "") {
  const { $ref, anyOf = [], properties = {} } = schema;
  if (/\/(Remark|Happening)$/.test($ref)) return [before.slice(0, -1)];
  if ($ref) return figuresOf(schemas, schemas[$ref.split("/").pop()], before);
  const inner = Object.entries(properties).flatMap(([name, one]) => figuresOf(schemas, one, `${before}${name}.`));
  const all = [...anyOf.flatMap((one) => figuresOf(schemas, one, before)), ...inner];
  return all.length > 0 ? all : [before.slice(0, -1)];
}

async function figureNames(served) {
  await test("every column and total of every report has a name in every language", () => {
    const { schemas } = file("src/server/openapi.json").components;
    const unread = ["contract", "membership", "grants"]; // for programs (columns.ts)
    const reports = ["Day", "Takings", "Performance", "Structure", "Rollforward", "Pending", "Contracts", "Memberships", "Branches", "Carryover", "Statement", "Fit", "Retention", "Renewed"];
    const names = reports.flatMap((name) => {
      const { rows, totals } = schemas[`${name}Report`].properties;
      return [...figuresOf(schemas, rows.items), ...figuresOf(schemas, totals ?? {})];
    });
    assert.ok(names.includes("sessions.opening") && names.includes("life_months"));
    for (const language of ["en", "zh-TW", "th"]) {
      const { column } = file(`web/src/i18n/${language}/figures.json`);
      const missing = names.filter((name) => name && !unread.includes(name) && !column[name.replace("sessions.", "sessions_")]);
      assert.deepEqual([...new Set(missing)], [], language);
    }
  });
  await test("no report shows the key of a word instead of the word, in any language", async () => {
    for (const language of ["en", "zh-TW", "th"]) {
      const { page, close } = await visitor(served, "owner", { language });
      for (const asked of ["memberships", "memberships?by=month"]) {
        await page.goto(`/reports/${asked}`);
        await page.locator("main tbody tr").first().waitFor();
        const named = await page.locator("main th, main dt, main tfoot td, main tbody td").allTextContents();
        assert.deepEqual(named.filter((text) => /^[a-z]+\.[a-z_]+$|_/.test(text.trim())), [], `${asked} in ${language}`);
      }
      await close();
    }
  });
}

async function monthEnd(served, api) {
  const end = day(-30);
  await test("a month is closed after a look at what goes over, and opened again", async () => {
    const { page, complaints, close } = await visitor(served, "owner");
    await page.goto("/house/periods");
    await page.getByLabel("Up to and including").fill(end);
    await page.getByRole("button", { name: "See what goes over" }).click();
    const { totals } = await api.report("carryover", `as_of=${end}`);
    await page.locator("section", { hasText: "Close a period" }).getByText(money(totals.liability), { exact: true }).first().waitFor();
    assert.equal(totals.liability, 9000, "ten were paid, one was used");
    await page.getByRole("button", { name: /^Close up to/ }).click();
    await page.getByRole("button", { name: "Open it again" }).waitFor();
    assert.equal((await api.get("/settings")).closed_to, end);
    const late = await api.post("/operations", { op: "pay", client: "lin", key: "late", date: day(-35), payments: [{ method: "cash", amount: 1 }] });
    assert.equal(late.code, "closed_period");
    await page.getByRole("link", { name: /carry-over list/ }).click();
    await page.locator("tbody").getByText("k1").waitFor();
    await page.goto("/house/periods");
    await page.getByRole("button", { name: "Open it again" }).click();
    await page.getByRole("button", { name: "Open again" }).click();
    await page.getByText("Nothing is closed yet").waitFor();
    assert.equal((await api.get("/settings")).closed_to, null);
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("the accountant closes, but does not open again, nor sees people or prices", async () => {
    await api.post("/operations", { op: "close", key: "close", date: end });
    const { page, close } = await visitor(served, "books");
    await page.goto("/house/periods");
    await page.getByText("Carried over").waitFor();
    assert.equal(await page.getByRole("button", { name: "Open it again" }).count(), 0);
    assert.equal(await page.getByRole("link", { name: "People" }).count(), 0);
    await page.goto("/catalogue");
    await page.getByText("This page is not for your role.").waitFor();
    await page.goto("/house/people");
    await page.getByText("This page is not for your role.").waitFor();
    const sent = await page.evaluate(async () => (await fetch("/api/v1/operations", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ op: "reopen", key: "no" }) })).json());
    assert.equal(sent.code, "forbidden");
    await close();
  });
}

async function names(served) {
  const pages = { "/memberships": 1, "/reports/contracts": 3, [`/reports/carryover?as_of=${day()}`]: 2 };
  await test("a client is called by name wherever only the ref is known", async () => {
    const { page, complaints, close } = await visitor(served, "manager");
    for (const [path, count] of Object.entries(pages)) {
      await page.goto(path);
      if (path === "/memberships") await page.locator("label", { hasText: "All" }).click();
      await eventually(() => page.locator("tbody td:first-child:visible").allTextContents(), Array(count).fill("Lin"));
    }
    await page.goto("/reports/statement?client=lin");
    await eventually(() => page.getByRole("combobox", { name: "Client" }).or(page.getByRole("textbox", { name: "Client" })).first().inputValue(), "Lin");
    await page.goto(`/reports/entries?date=${day(-1)}`);
    await page.getByRole("link", { name: "Lin", exact: true }).click();
    await page.getByRole("heading", { name: "Lin", level: 1 }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("a list is printed with every name on it, also of rows that nobody saw", async () => {
    const { page, close } = await visitor(served, "manager", { height: 300 });
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url())));
    await page.addInitScript(() => {
      const { IntersectionObserver: Observer } = window;
      window.IntersectionObserver = class extends Observer { observe() {} }; // nobody comes near anything
      window.print = () => (window.printed = [...document.querySelectorAll("tbody td:first-child")].map((cell) => cell.textContent));
    });
    await page.goto("/reports/contracts");
    await page.locator("tbody td").first().waitFor();
    assert.equal(await page.locator("tbody td:first-child").first().textContent(), "…");
    await page.getByRole("button", { name: "Print" }).click();
    assert.deepEqual(await (await page.waitForFunction(() => window.printed)).jsonValue(), Array(3).fill("Lin"));
    assert.deepEqual(asked.filter(({ pathname, searchParams }) => pathname.includes("/clients/") || searchParams.has("refs")).map(({ pathname, search }) => pathname + search), ["/api/v1/clients?refs=lin"], "all of them at once, and no more of them");
    await close();
  });
  await test("who may not see names sees refs, and asks for nothing that is refused", async () => {
    const { page, close } = await visitor(served, "books");
    const refused = [];
    page.on("response", (response) => response.status() >= 400 && refused.push(response.url()));
    for (const [path, count] of Object.entries(pages)) {
      await page.goto(path);
      if (path === "/memberships") await page.locator("label", { hasText: "All" }).click();
      await eventually(() => page.locator("tbody td:first-child:visible").allTextContents(), Array(count).fill("lin"));
    }
    await page.goto(`/reports/entries?date=${day(-1)}`);
    await page.locator("main li").getByText("lin", { exact: true }).waitFor();
    assert.deepEqual(refused, []);
    await close();
  });
}

async function words(served) {
  await test("a statement is told in the reader's language", async () => {
    const { page, complaints, close } = await visitor(served, "manager", { language: "zh-TW" });
    await page.goto("/reports/statement?client=lin");
    await page.getByText("購買：Ten facials", { exact: false }).waitFor();
    await page.getByText("使用：Facial · 服務人員 Amy Lin和Bo Chen", { exact: false }).waitFor();
    assert.equal(await page.getByText("Bought", { exact: false }).count(), 0);
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("where a role may not go there is a name, not a link", async () => {
    const links = async (name) => {
      const { page, close } = await visitor(served, name);
      await page.goto("/memberships");
      await page.locator("main tbody td").first().waitFor();
      const count = await page.locator("main td a[href^='/clients/']").count();
      await close();
      return count;
    };
    assert.equal(await links("books"), 0);
    assert.ok((await links("manager")) > 0);
  });
}

/** A figure of the price designer, once the server has answered what is asked now. */
async function figure(page, name) {
  await page.locator("main [data-fresh]").waitFor();
  return page.locator(`main [data-figure=${name}]`).textContent();
}

async function prices(served, api) {
  await test("the price designer reckons as the rulebook does", async () => {
    const { page, complaints, close } = await visitor(served, "manager");
    await page.goto("/catalogue");
    // Ten facials at 1,500 that cost 400: at 10 % off 13,500, 1,350 each, 9,500 over cost.
    assert.deepEqual([await figure(page, "price"), await figure(page, "per_session"), await figure(page, "list_price")], [money(13500), money(1350), money(15000)]);
    assert.equal(await figure(page, "margin"), `${money(9500)} · 70.37%`);
    await page.locator("main [data-band=within]").first().waitFor();
    const discount = page.getByRole("slider", { name: "Discount to list price" });
    for (let press = 0; press < 12; press++) await discount.press("ArrowRight");
    assert.equal(await figure(page, "price"), money(12600));
    assert.equal(await figure(page, "discount"), "16%");
    await page.locator("main [data-band=above]").first().waitFor();
    await page.getByRole("slider", { name: "Bonus sessions" }).press("ArrowRight");
    assert.deepEqual([await figure(page, "list_price"), await figure(page, "price")], [money(16500), money(13860)], "eleven, still 16 % off");
    await page.getByLabel("Or the price itself").fill("5000");
    await page.locator("main [data-floor=below]").waitFor();
    assert.equal(await figure(page, "per_session"), money(455), "5,000 over 11, rounded half up");
    const [asked] = (await api.get("/price?services=facial=11&price=5000")).rows;
    assert.equal(await figure(page, "margin"), `${money(asked.margin)} · ${asked.margin_rate}%`, "as the server has it");
    await page.getByText("single visits:", { exact: false }).waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("an offer is made of it, sold as designed, and changed", async () => {
    const { page, complaints, close } = await visitor(served, "manager");
    await page.goto("/catalogue");
    await page.getByRole("slider", { name: "Bonus sessions" }).press("ArrowRight");
    await page.getByRole("button", { name: "Make an offer of it" }).click();
    await page.getByRole("textbox", { name: "Name" }).fill("Ten and one");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Ten and one is saved.").waitFor();
    const made = (await api.get("/catalog")).offers.find(({ code }) => code === "ten-and-one");
    assert.equal(made.price, 14850, "11 × 1,500 less 10 %");
    assert.deepEqual(made.grants, [{ service: "facial", sessions: 10, bonus: false }, { service: "facial", sessions: 1, bonus: true }]);
    assert.deepEqual(made.valid, { months: 12 });
    await page.getByRole("button", { name: "Change Ten and one" }).click();
    await page.getByRole("textbox", { name: "Price", exact: true }).fill("14000");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal((await api.get("/catalog")).offers.find(({ code }) => code === "ten-and-one").price, 14000);
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("a service gets a new price; a membership shows among members", async () => {
    const { page, close } = await visitor(served, "manager");
    await page.goto("/catalogue?shelf=services");
    await page.getByRole("button", { name: "Change Perm" }).click();
    await page.getByLabel("List price").fill("2200");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Perm is saved.").waitFor();
    assert.equal((await api.get("/catalog")).services.find(({ code }) => code === "perm").price, 2200);
    await page.goto("/memberships");
    await page.getByText("$1,499", { exact: true }).first().waitFor();
    await page.locator("tbody").getByRole("link", { name: "Lin" }).waitFor();
    await close();
  });
}

async function house(served, api) {
  await test("settings: only what was changed is sent", async () => {
    const { page, complaints, close } = await visitor(served, "owner");
    await page.goto("/house/settings");
    await page.getByLabel("Few sessions left").fill("3");
    await page.getByLabel("Discount, to").fill("20");
    const sent = page.waitForRequest((request) => request.method() === "POST");
    await page.getByRole("button", { name: "Save" }).click();
    const { key, ...operation } = (await sent).postDataJSON();
    assert.deepEqual(operation, { op: "settings", low_sessions: 3, discount_band: [10, 20] });
    assert.match(key, /^[0-9a-f]{12}-/);
    await page.getByText("The settings are saved.").waitFor();
    const kept = await api.get("/settings");
    assert.deepEqual([kept.low_sessions, kept.discount_band], [3, [10, 20]]);
    assert.deepEqual(complaints, []);
    await close();
  });
  await test("a setting or a number of sessions that cannot be meant is said and not sent; what is shown is what is sent", async () => {
    const { page, close } = await visitor(served, "owner", { language: "th" });
    const sent = [];
    page.on("request", (request) => request.method() === "POST" && sent.push(request.postDataJSON()));
    await page.goto("/house/settings");
    const few = page.locator("main input[inputmode=numeric]").first();
    for (const wrong of ["-3", "2.5", "", "99999"]) {
      await few.fill(wrong);
      await page.getByText("ต้องเป็นจำนวนเต็มระหว่าง 0 ถึง 3,650").waitFor();
      await page.locator("main button[type=submit]").click();
      assert.equal(await few.inputValue(), wrong);
    }
    await close();
    const shop = await visitor(served, "manager");
    shop.page.on("request", (request) => request.method() === "POST" && sent.push(request.postDataJSON()));
    await shop.page.goto("/catalogue");
    await shop.page.getByRole("button", { name: "Change Five perms" }).click();
    const dialog = shop.page.getByRole("dialog");
    const sessions = dialog.getByLabel("Sessions", { exact: false }).first();
    for (const wrong of ["2.5", "0", "-5", "99999999999", ""]) {
      await sessions.fill(wrong);
      await dialog.getByText("A whole number from 1 to 10,000.").waitFor();
      await dialog.getByRole("button", { name: "Save" }).click();
      assert.equal(await sessions.inputValue(), wrong);
    }
    assert.deepEqual(sent, []);
    await sessions.fill("6");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.deepEqual((await api.get("/catalog")).offers.find(({ code }) => code === "perm5").grants.map((grant) => grant.sessions), [6]);
    await shop.close();
  });
  await test("somebody may sign in, and may not any more", async () => {
    const { page, context, close } = await visitor(served, "owner");
    await page.goto("/house/people");
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByLabel("Signs in as").fill("nok");
    await page.getByRole("dialog").locator("input[type=password]").fill("quite a secret");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("nok is saved.").waitFor();
    const enter = () => context.request.post("/api/v1/session", { data: { name: "nok", password: "quite a secret" }, headers: { origin: served.root } });
    assert.ok((await api.get("/people")).people.some(({ name, role }) => name === "nok" && role === "desk"));
    await page.getByRole("button", { name: "Change nok" }).click();
    await page.getByRole("switch", { name: "May sign in" }).click({ force: true });
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("May not sign in").waitFor();
    assert.equal((await enter()).status(), 401);
    await close();
  });
  await test("a program's token is shown once, works, and is taken back", async () => {
    const { page, close } = await visitor(served, "owner");
    await page.goto("/house/tokens");
    await page.getByLabel("What it is for").fill("till");
    await page.getByRole("button", { name: "Make a token" }).click();
    const token = await page.locator("[data-secret]").textContent();
    const knock = () => page.evaluate(async (secret) => (await fetch("/api/v1/catalog", { credentials: "omit", headers: { Authorization: `Bearer ${secret}` } })).status, token);
    assert.equal(await knock(), 200);
    await page.reload();
    await page.getByRole("button", { name: "Take back till" }).waitFor();
    assert.equal(await page.getByText(token).count(), 0);
    await page.getByRole("button", { name: "Take back till" }).click();
    await page.getByRole("button", { name: "Really take it back" }).click();
    await page.getByText("No program has a token.").waitFor();
    assert.equal(await knock(), 401);
    await close();
  });
  await test("a client's link is made and taken back; the log tells of all of it", async () => {
    const { page, complaints, close } = await visitor(served, "owner");
    await page.goto("/house/links");
    await page.getByLabel("Client", { exact: true }).first().pressSequentially("Lin");
    await page.getByRole("option", { name: /Lin/ }).click();
    await page.getByRole("button", { name: "Make a link" }).click();
    assert.match(await page.locator("[data-secret]").textContent(), /\/card#[\w-]{40,}$/);
    await page.goto("/house/audit");
    for (const event of ["Link made", "Token made", "Token taken back", "Person added"]) await page.getByText(event, { exact: true }).first().waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
}

const places = [
  "/dashboard", "/memberships", "/reports", `/reports/performance?${range}`, "/reports/contracts", `/reports/entries?date=${day(-1)}`, "/outlook",
  "/catalogue", "/catalogue?shelf=services", "/house/settings", "/house/people", "/house/branches", "/house/tokens", "/house/periods",
];

async function looksIn(served, language, scheme, calendar) {
  const { page, complaints, close } = await visitor(served, "owner", { language, scheme, calendar });
  for (const place of places)
    await test(`${place.split("?")[0]} in ${language}, ${scheme}: nothing is cut off at 320, 768, 1440; axe finds nothing`, async () => {
      await resize(page, 1440);
      await turnTo(page, place);
      const found = await faultsOfLayout(page);
      if (language !== "th") found.push(...(await faultsOfAccess(page)));
      assert.deepEqual(found, []);
      assert.deepEqual(complaints.splice(0), []);
    });
  await close();
}

const looks = (served) => Promise.all([["en", "light", "gregory"], ["zh-TW", "dark", "roc"], ["th", "light", "buddhist"]].map((reader) => looksIn(served, ...reader)));

export async function run() {
  const served = await serve(before);
  const api = await caller(served);
  await reports(served, api);
  await figureNames(served);
  await monthEnd(served, api);
  await prices(served, api);
  await names(served);
  await words(served);
  await house(served, api);
  await looks(served);
  await api.close();
  await served.stop();
}
