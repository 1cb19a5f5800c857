// What pages say, and how: sessions apart from goods, months that are not over, one table for one thing, figures in plain sentences, all
// pages within a thumb's reach, first whom one can still help, and what is left out.
import { faultsOfLayout, resize } from "./looks.mjs";
import { assert, caller, day, dayText, eventually, money, serve, test, turnTo, visitor } from "./support.mjs";

const MANY = 1003;
const busy = day(-55);

const before = [
  { op: "client", ref: "lin", name: "Lin", date: day(-50) },
  { op: "visit", client: "lin", key: "v1", date: day(-3), items: [{ sell: "facial10", ref: "k1" }, { redeem: "facial", contract: "k1", sessions: 2, staff: [{ staff: "amy", share: 65 }, { staff: "bo", share: 35 }] }], payments: [{ method: "cash", amount: 5000 }] },
  { op: "visit", client: "lin", key: "v2", date: day(), items: [{ redeem: "facial", contract: "k1", staff: [{ staff: "amy", share: 100 }] }, { service: "perm", staff: [{ staff: "bo", share: 100 }] }, { product: "serum", quantity: 2 }], payments: [{ method: "card", amount: 4400 }, { method: "card", amount: 5000, contract: "k1" }] },
  { op: "client", ref: "new", name: "Walk In", date: day() },
  // Whom to talk to: a membership suspended two months ago, a debt that has just come due, and somebody who runs low.
  { op: "offer", code: "strict", name: "Strict club", kind: "plan", price: 900, cycle: { months: 1 }, grants: [{ service: "facial", sessions: 1 }], grace_days: 5, suspend_days: 10, date: day(-60) },
  { op: "client", ref: "old", name: "Old Member", date: day(-60) },
  { op: "membership", client: "old", plan: "strict", ref: "m1", date: day(-60), key: "m1" },
  { op: "client", ref: "owes", name: "Owes Since Yesterday", date: day(-40) },
  { op: "visit", client: "owes", key: "v3", date: day(-32), items: [{ sell: "facial10", ref: "k2" }], payments: [{ method: "cash", amount: 4000 }] },
  { op: "client", ref: "low", name: "Runs Low", date: day(-40) },
  { op: "visit", client: "low", key: "v4", date: day(-2), items: [{ sell: "perm5", ref: "k3" }, { redeem: "perm", contract: "k3", sessions: 4 }], payments: [{ method: "cash", amount: 8000 }] },
  ...Array.from({ length: MANY }, (_, n) => ({ op: "client", ref: `c${n}`, name: `Client ${n}`, date: busy })),
];

const sheet = (page, name) => page.locator("section.sheet", { has: page.getByRole("heading", { name, exact: true }) });

async function atTheCounter(served, api) {
  const { page, close } = await visitor(served, "desk");
  await page.goto("/");
  await test("today: sessions are what was done; goods stand apart, without a count", async () => {
    const { rows, totals } = await api.report("day", `as_of=${day()}`);
    assert.equal(totals.redeemed, 3, "a facial, a perm and a sale of goods: so the report counts");
    await sheet(page, "Sessions used").waitFor();
    assert.equal(await page.locator("dl div", { hasText: "Visits" }).locator("dd").last().textContent(), "2 sessions");
    assert.deepEqual(await sheet(page, "Sessions used").locator("li bdi").allTextContents().then((all) => all.sort()), ["Facial", "Perm"]);
    const goods = sheet(page, "Goods sold").locator("li");
    assert.equal(await goods.count(), 1);
    const { amount } = rows.find((row) => row.what === "redeemed" && row.name === "serum");
    assert.equal((await goods.textContent()).trim(), `Serum${money(amount)}`);
  });
  await test("whom to talk to: first where something can still be done, then those who have known for long", async () => {
    const { rows } = await api.get("/alerts");
    const people = sheet(page, "People to talk to");
    const named = await people.locator("li a bdi:first-child").allTextContents();
    assert.deepEqual(named, rows.slice(0, 8).map(({ name }) => name), "in the order of the list");
    assert.deepEqual(rows.map(({ alert, name }) => `${alert} ${name}`), ["overdue Owes Since Yesterday", "low Runs Low", "suspended Old Member"]);
    assert.deepEqual(await people.locator("ul.plain").last().locator("li a bdi:first-child").allTextContents(), ["Old Member"]);
    await people.getByRole("heading", { name: "For more than 30 days" }).waitFor();
  });
  await test("a day to choose stands in words, and what else is said of it does, too", async () => {
    await page.goto("/clients/lin");
    await page.getByRole("button", { name: "More with this card" }).click();
    await page.getByRole("menuitem", { name: "Freeze" }).click();
    const field = page.getByRole("dialog").locator(".mantine-TextInput-root", { has: page.locator("input[type=date]") }).last();
    const said = (await field.locator(".mantine-TextInput-description").textContent()).trim();
    await field.locator("input").fill(day(30));
    const long = dayText(day(30), { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    assert.equal((await field.locator(".mantine-TextInput-description").textContent()).trim(), `${long}${said}`);
    assert.ok(said.length > 5, "something is said before a day is chosen");
    await field.locator("input").fill(day(-1));
    await page.getByText(`It must be later than the first day, ${dayText(day())}.`).waitFor();
  });
  await close();
}

/** The charts of the page: what is drawn as not over, whether the legend says so, and the months of the table. */
async function chartsOf(page) {
  return page.locator("figure").evaluateAll((all) =>
    all.map((one) => ({
      marked: one.querySelectorAll("svg [data-running]").length,
      said: /a month that is not over/.test(one.querySelector("ul").textContent),
      months: [...one.querySelectorAll("tbody tr td:first-child")].map((cell) => cell.textContent),
    })),
  );
}

const monthEnds = (date) => new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;

async function months(served) {
  const { page, close } = await visitor(served, "owner");
  for (const path of ["/dashboard", "/memberships"])
    await test(`${path}: the month that is not over is drawn otherwise, and named so in legend and table`, async () => {
      await page.goto(path);
      await page.locator("figure svg [data-running]").first().waitFor({ state: "attached" });
      const charts = await chartsOf(page);
      assert.ok(charts.length >= 2);
      for (const { marked, said, months: of } of charts) {
        assert.ok(marked > 0 && said);
        assert.match(of.at(-1), /, so far$/);
        assert.deepEqual(of.slice(0, -1).filter((month) => /so far/.test(month)), []);
      }
    });
  await test("outlook: the month that has begun is said to be the rest of it, in the one table of the forecast", async () => {
    await page.goto("/outlook");
    const forecast = sheet(page, "Forecast");
    const table = forecast.getByRole("region", { name: "Forecast", exact: true });
    await table.waitFor();
    assert.equal(await forecast.locator("details").count(), 0, "no second table of the same");
    assert.equal(await forecast.locator("table", { hasText: "Likely in all" }).count(), 1);
    const named = await table.locator("tbody td:first-child").allTextContents();
    const begun = monthEnds(day()) ? 0 : 1;
    assert.deepEqual(named.map((month) => Number(/the rest$/.test(month))), named.map((_, n) => (n === 0 ? begun : 0)));
    assert.equal((await forecast.locator("svg [data-running]").count()) > 0, begun === 1);
  });
  await test(`the entries of a day with ${MANY}: it says that there are more, and brings them`, async () => {
    await page.goto(`/reports/entries?date=${busy}`);
    await page.getByText("The first 1,000 entries of the day were looked at; there are more.").waitFor();
    assert.equal(await page.locator("main li strong").count(), 1000);
    await page.getByRole("button", { name: "Show more" }).click();
    await page.getByRole("button", { name: "Show more" }).waitFor({ state: "detached" });
    assert.equal(await page.locator("main li strong").count(), MANY);
  });
  await test("the report of a day calls everything by its name", async () => {
    await page.goto(`/reports/day?as_of=${day()}`);
    await page.locator("tbody tr").first().waitFor();
    const named = (await page.locator("tbody tr td:nth-child(2)").allTextContents()).filter((name) => name !== "–");
    assert.deepEqual(named.sort(), ["Amy Lin", "Bo Chen", "Card", "Facial", "Goods", "House", "Perm", "Serum", "Single visits"].sort());
  });
  await test("the owner sees session by session how a figure came about, by which formula, and only what had to do with it", async () => {
    await page.goto(`/reports/entries?date=${day()}&staff=amy`);
    const came = page.getByRole("region", { name: "How the performance of Amy Lin came about" });
    await came.locator("tfoot").waitFor();
    const paid = ["Lin", dayText(day(-3)), "Facial", "$5,000 more paid that day", "65%", "325"];
    assert.deepEqual(await came.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent))), [
      paid, paid, ["Lin", dayText(day()), "Facial", "Done that day", "100%", "1,000"],
    ]);
    assert.equal(await came.locator("tfoot td").last().textContent(), "1,650");
    const formula = page.getByText("floor(1,000 × 10,000 / 10,000) − 0 = 1,000");
    assert.ok(!(await formula.isVisible()), "not before somebody wants to know");
    await page.getByText("By formula").click();
    await formula.waitFor();
    assert.deepEqual(await page.locator("main li strong").allTextContents(), ["Visit"], "and not who came in new that day");
    await came.getByRole("link", { name: "Lin" }).first().click();
    await page.getByRole("heading", { name: "Lin", level: 1 }).waitFor();
  });
  await test("a report that comes late takes nothing away from whoever is at its filters", async () => {
    let letGo;
    const late = new Promise((go) => (letGo = go));
    await page.route("**/api/v1/reports/takings?*", (route) => late.then(() => route.continue()));
    await page.goto("/reports");
    await page.getByRole("link", { name: /^Takings/ }).click();
    const from = page.getByLabel("From", { exact: true });
    await from.focus();
    await from.evaluate((field) => field.addEventListener("blur", () => (window.lostFocus = true)));
    letGo();
    await page.locator("tfoot").waitFor();
    assert.ok(await from.evaluate((field) => field === document.activeElement && !window.lostFocus));
    await page.unrouteAll();
  });
  await close();
}

async function plainly(served) {
  await test("a practitioner reads in sentences what a figure comes from: whose, what, share, how much of it is paid", async () => {
    const { page, complaints, close } = await visitor(served, "amy");
    await page.goto("/");
    const rows = page.locator("main section li");
    await rows.nth(2).waitFor();
    const text = async () => (await rows.allTextContents()).map((one) => one.replace(/\s+/g, " "));
    const later = `Done on ${dayText(day(-3))}; $5,000 more was paid that day. It is worth $1,000; your share is 65%, $650. Everything is paid, so all of that counts. $325 counted before, $325 is new.`;
    assert.deepEqual(await text(), [`Facial · Lin$325${later}`, `Facial · Lin$325${later}`, "Facial · Lin$1,000Done that day. It is worth $1,000, all of it yours. Everything is paid, so all of that counts."]);
    for (let n = 0; n < 3; n++) await page.getByRole("button", { name: "The day before" }).click();
    await page.getByText("So far $5,000 of $10,000 is paid, so $325 of your $650 counts.").first().waitFor();
    assert.ok(!/floor|k1|×/.test(await page.locator("main").textContent()), "no formula and no ref");
    assert.deepEqual(complaints, []);
    await close();
  });
}

const tooLow = () =>
  [...document.querySelectorAll("main button, main input:not([type=radio], [type=checkbox], [type=range]), main textarea, header button")]
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 43.5)
    .map((one) => `${one.className.split(" ").pop()} "${(one.textContent || one.name || one.type).slice(0, 30)}" ${one.getBoundingClientRect().height}`);

async function inReach(served) {
  for (const [language, calendar] of [["en", "gregory"], ["zh-TW", "roc"], ["th", "buddhist"]])
    await test(`at 320 px in ${language} every page is reached without scrolling the bar, by touch and by keys`, async () => {
      const { page, close } = await visitor(served, "owner", { language, calendar, width: 320, height: 640, touch: true });
      await page.goto("/");
      await page.getByRole("heading", { level: 1 }).waitFor();
      const bar = page.locator("nav");
      assert.ok(await bar.evaluate((nav) => [nav, ...nav.querySelectorAll("*")].every((one) => one.scrollWidth <= one.clientWidth || one.clientWidth === 0)), "nothing in it scrolls");
      const more = bar.getByRole("button");
      const seen = async () => (await bar.locator("a").evaluateAll((all) => all.filter((one) => one.checkVisibility()).map((one) => [one.getAttribute("href"), one.getBoundingClientRect()]).filter(([, box]) => box.left >= 0 && box.right <= innerWidth && box.bottom <= innerHeight && box.height >= 40))).map(([path]) => path);
      assert.equal((await seen()).length, 4);
      await more.tap();
      assert.deepEqual(await seen(), ["/", "/dashboard", "/memberships", "/reports", "/outlook", "/catalogue", "/house", "/account"]);
      assert.deepEqual(await faultsOfLayout(page, [320]), []);
      await page.keyboard.press("Escape");
      assert.equal((await seen()).length, 4);
      assert.ok(await more.evaluate((one) => one === document.activeElement));
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.waitForURL("**/outlook");
      await eventually(async () => (await seen()).length, 4); // and it closes
      await resize(page, 768);
      assert.equal((await seen()).length, 8, "where there is room all stand side by side");
      assert.equal(await more.count(), 0);
      for (const path of language === "en" ? ["/", "/clients/lin", "/clients/lin/visit?redeem=facial&contract=k1", "/reports/takings", "/catalogue", "/house/people"] : []) {
        await turnTo(page, path);
        assert.deepEqual(await page.evaluate(tooLow), [], path);
      }
      await close();
    });
}

const OWING = 206;

async function whoAll() {
  const owing = Array.from({ length: OWING }, (_, n) => [
    { op: "client", ref: `o${n}`, name: `Owes ${n}`, date: day(-50) },
    { op: "visit", client: `o${n}`, key: `o${n}`, date: day(-40), items: [{ service: "perm" }] },
  ]).flat();
  const low = before.filter((one) => [one.ref, one.client].includes("low"));
  const served = await serve([...owing, ...low]);
  await test("whom to talk to: everybody who is counted can be reached, of all kinds and of one", async () => {
    const { page, close } = await visitor(served, "desk");
    await page.goto("/");
    const shown = sheet(page, "People to talk to").locator("ul.plain li");
    await page.getByRole("button", { name: `Show ${OWING + 1 - 8} more` }).click();
    await eventually(() => shown.count(), OWING + 1);
    await page.getByRole("button", { name: `Overdue ${OWING}` }).click();
    await eventually(() => shown.count(), OWING);
    assert.equal(await page.getByText("The first", { exact: false }).count(), 0);
    await page.route("**/api/v1/alerts*", async (route) => {
      const answer = await route.fetch(), list = await answer.json();
      await route.fulfill({ response: answer, json: { ...list, totals: { ...list.totals, overdue: 5000 } } });
    });
    await page.goto("/");
    await page.getByRole("button", { name: /^Show 992 more/ }).click();
    await page.getByText(`The first ${OWING + 1} of 5,001`, { exact: false }).waitFor(); // what was cut is said
    await close();
  });
  await served.stop();
}

export async function run() {
  const served = await serve(before);
  const api = await caller(served);
  await Promise.all([atTheCounter(served, api), months(served), plainly(served), inReach(served), whoAll()]);
  await api.close();
  await served.stop();
}
