// What is sent is settled once, for whoever sent it, and is what the screen showed: lost answers, other people at the same machine,
// fields that cannot be read, quotes that are late, names that look like numbers or addresses.
import { assert, caller, day, effectOf, eventually, money, serve, test, visitor } from "./support.mjs";

const owing = (ref, more = []) => [
  { op: "client", ref, name: ref[0].toUpperCase() + ref.slice(1), date: day(-20) },
  { op: "visit", client: ref, key: `v ${ref}`, date: day(-5), items: [{ sell: "facial10", ref: `k-${ref}` }, { redeem: "facial", contract: `k-${ref}`, staff: [{ staff: "amy", share: 100 }] }, ...more], payments: [{ method: "cash", amount: 4000 }] },
];
/** A ref with every sign that means something in an address. */
const odd = "100% %41/b.c?d#e&f ß 中";
const before = [
  { op: "client", ref: "2", name: "Two", date: day(-20) },
  { op: "client", ref: "zed", name: "Zed", date: day(-20) },
  { op: "visit", client: "zed", key: "z", date: day(-4), items: [{ sell: "facial10", ref: "k-zed" }] },
  { op: "visit", client: "2", key: "two", date: day(-3), items: [{ sell: "facial10", ref: "1" }, { sell: "top10", ref: "#1" }], payments: [{ method: "cash", amount: 20000 }] },
  ...["mine", "away", "leaving", "two", "old", "again", "money", "late", "count", "lang"].flatMap((ref) => owing(ref)),
  { op: "client", ref: "lang", language: "zh-TW" },
  { op: "client", ref: odd, name: "Odd", date: day(-20) },
  { op: "visit", client: odd, key: "odd", date: day(-5), items: [{ sell: "facial10", ref: `k ${odd}` }] },
];

const entries = async (api, ref) => (await api.get(`/clients/${encodeURIComponent(ref)}`)).history.filter((past) => past.operation !== "client").length;
const asking = (page) => page.getByText("No answer yet; asking again.");
const lateDone = (page, what) => page.getByText(`${what}: the connection was lost, but it was done, once.`);

/** What a page or all windows send arrives, or not, and its answer is lost; until `mend` is called. The keys that were sent are kept. */
async function loseAnswers(where, arrives = true) {
  const line = { keys: [], broken: true, mend: () => (line.broken = false) };
  await where.route("**/api/v1/operations", async (route) => {
    const sent = route.request().postDataJSON();
    if (sent.quote) return route.continue();
    line.keys.push(sent.key);
    if (!line.broken) return route.continue();
    if (arrives) await route.fetch();
    await route.abort("connectionreset");
  });
  return line;
}

async function payment(page, ref, amount) {
  await page.goto(`/clients/${ref}`);
  await page.getByRole("button", { name: /^Take \$/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Amount").fill(String(amount));
  await dialog.getByText("Due afterwards").waitFor();
  return dialog;
}

async function signIn(page, name) {
  await page.getByLabel("Name").fill(name);
  await page.getByRole("textbox", { name: "Password" }).fill("correct horse");
  await page.keyboard.press("Enter");
}

async function ofOnePerson(served, api) {
  await test("what one person typed and sent is not another's: it waits for whoever did it", async () => {
    const { page, context, close } = await visitor(served, "desk");
    const count = await entries(api, "mine");
    const other = await context.newPage(); // a window besides: one session for both
    await other.goto("/account");
    await other.getByRole("heading", { name: "desk" }).waitFor();
    await page.goto("/clients/mine/visit?redeem=facial&contract=k-mine");
    await page.getByRole("textbox", { name: "Note" }).fill("only mine");
    const dialog = await payment(page, "mine", 500);
    const line = await loseAnswers(context, false);
    await dialog.getByRole("button", { name: `Take ${money(500)}` }).click();
    await asking(page).waitFor();
    await page.reload(); // the form is gone
    await context.request.delete("/api/v1/session", { headers: { origin: served.root } });
    await page.reload();
    await signIn(page, "manager");
    await page.getByRole("button", { name: /^Take \$/ }).waitFor();
    await other.getByRole("heading", { name: "manager" }).waitFor();
    await other.close();
    await page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem("carnet.unanswered"));
      localStorage.setItem("carnet.unanswered", JSON.stringify(kept.map((one) => ({ ...one, at: 0 })))); // nobody tried lately
    });
    line.mend();
    const sent = line.keys.length;
    const looked = page.waitForResponse(/\/api\/v1\/clients\/mine$/);
    await page.goto("/clients/mine/visit");
    await looked;
    await page.getByText("Tap what is used, done or sold.").waitFor();
    await page.goto("/account");
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    assert.equal(line.keys.length, sent, "the manager sends nothing of the desk's");
    await page.getByRole("button", { name: "Sign out" }).click();
    await signIn(page, "desk");
    await lateDone(page, "Payment").waitFor();
    assert.equal(new Set(line.keys).size, 1);
    assert.equal(await entries(api, "mine"), count + 1);
    await page.goto("/clients/mine/visit");
    assert.equal(await page.getByRole("textbox", { name: "Note" }).inputValue(), "only mine");
    await close();
  });
}

async function withoutItsForm(served, api) {
  await test("the page was left before the answer: it is told as soon as the line is back, without a reload", async () => {
    const { page, close } = await visitor(served, "desk");
    const count = await entries(api, "away");
    const line = await loseAnswers(page);
    await page.goto("/clients/away/visit?redeem=facial&contract=k-away");
    await page.getByRole("button", { name: "Record visit" }).click();
    await asking(page).waitFor();
    await page.getByRole("link", { name: "Today" }).first().click();
    await page.getByRole("heading", { name: "Today" }).waitFor();
    line.mend();
    await lateDone(page, "Visit").waitFor();
    assert.equal(await entries(api, "away"), count + 1);
    await page.goto("/clients/away/visit");
    await page.getByText("Tap what is used, done or sold.").waitFor();
    await close();
  });
  await test("the page was left while it was being sent: it is told, and the next visit is one of its own", async () => {
    const { page, close } = await visitor(served, "desk");
    const count = await entries(api, "leaving");
    const keys = [];
    let letGo;
    const late = new Promise((go) => (letGo = go));
    await page.route("**/api/v1/operations", async (route) => {
      const sent = route.request().postDataJSON();
      if (!sent.quote) keys.push(sent.key);
      if (!sent.quote && keys.length === 1) await late;
      await route.continue();
    });
    await page.goto("/clients/leaving/visit?redeem=facial&contract=k-leaving");
    await page.getByRole("button", { name: "Record visit" }).click();
    await eventually(() => keys.length, 1);
    await page.getByRole("link", { name: "Today" }).first().click();
    await page.getByRole("heading", { name: "Today" }).waitFor();
    letGo();
    await lateDone(page, "Visit").waitFor();
    assert.equal(await entries(api, "leaving"), count + 1);
    await page.goto("/clients/leaving/visit?redeem=facial&contract=k-leaving");
    await page.getByRole("button", { name: "Record visit" }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    assert.equal(await entries(api, "leaving"), count + 2);
    assert.equal(new Set(keys).size, 2);
    await page.unrouteAll({ behavior: "ignoreErrors" });
    await close();
  });
  await test("what was sent long ago is not done by itself: whoever sent it looks, and does or drops it", async () => {
    const { page, close } = await visitor(served, "desk");
    const count = await entries(api, "old");
    const line = await loseAnswers(page);
    line.mend();
    await page.goto("/account");
    await page.evaluate(() => {
      const of = (amount, hours) => ({ who: "desk", key: `old-${amount}`, operation: { op: "pay", client: "old", payments: [{ method: "cash", amount }] }, since: Date.now() - hours * 3_600_000, at: 0 });
      localStorage.setItem("carnet.unanswered", JSON.stringify([of(100, 5), of(200, 30 * 24), of(300, 0)]));
    });
    await page.reload();
    const notes = page.getByRole("alert").filter({ hasText: "sent, but never answered" });
    await lateDone(page, "Payment").waitFor(); // of now
    await page.getByRole("button", { name: "Dismiss" }).click();
    assert.equal(await notes.count(), 2);
    assert.deepEqual([...new Set(line.keys)], ["old-300"]);
    await notes.nth(1).getByRole("button", { name: "Drop it" }).click();
    await eventually(() => notes.count(), 1);
    await notes.getByRole("button", { name: "Do it now" }).click();
    await lateDone(page, "Payment").waitFor();
    assert.equal(await notes.count(), 0);
    assert.deepEqual([...new Set(line.keys)], ["old-300", "old-100"]);
    assert.equal(await entries(api, "old"), count + 2);
    await close();
  });
  await test("a draft open in two windows: the second is told that something else was done with it, and may do its own", async () => {
    const { page, context, close } = await visitor(served, "desk");
    const count = await entries(api, "two");
    await page.goto("/clients/two/visit?redeem=facial&contract=k-two");
    await page.getByRole("textbox", { name: "Note" }).fill("one");
    const second = await context.newPage();
    await second.goto("/clients/two/visit");
    await second.getByRole("textbox", { name: "Note" }).fill("other");
    await page.getByRole("button", { name: "Record visit" }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    await second.getByRole("button", { name: "Record visit" }).click();
    await second.getByText("This was sent before with other content.", { exact: false }).waitFor();
    assert.equal(await entries(api, "two"), count + 1);
    await second.getByRole("button", { name: "Record visit" }).click();
    await second.getByRole("heading", { name: "Done" }).waitFor();
    assert.equal(await entries(api, "two"), count + 2);
    await close();
  });
  await test("a visit that was done is not asked for again: neither by its draft nor by the address", async () => {
    const { page, close } = await visitor(served, "desk");
    const count = await entries(api, "again");
    const line = await loseAnswers(page);
    await page.goto("/clients/again");
    await page.getByRole("button", { name: "Use one", exact: true }).click();
    await page.getByRole("button", { name: "Record visit" }).click();
    await asking(page).waitFor();
    line.mend();
    await page.reload();
    await page.getByRole("heading", { name: "Done" }).or(lateDone(page, "Visit")).first().waitFor();
    await page.reload();
    await page.getByText("Tap what is used, done or sold.").waitFor();
    assert.equal(await entries(api, "again"), count + 1);
    assert.equal(new Set(line.keys).size, 1);
    await close();
  });
}

const field = (page, name) => page.getByRole("dialog").getByLabel(name, { exact: true }).first();

/** Forms of lists: where, how they are filled, and what is said when it is done. */
const forms = {
  "a new client": ["/", async (page) => { await page.keyboard.press("/"); await page.getByRole("option", { name: "New client" }).click(); await field(page, "Name").or(page.getByLabel("Name *")).first().fill("Somebody"); }, "Add client", (page) => page.getByRole("heading", { name: "Somebody" })],
  "a service": ["/catalogue?shelf=services", async (page) => { await page.getByRole("button", { name: "New service" }).click(); await page.getByRole("dialog").getByLabel("Name").fill("Peeling"); await page.getByRole("dialog").getByLabel("List price").fill("900"); }, "Save", (page) => page.getByText("Peeling is saved.")],
  "an offer": ["/catalogue", async (page) => { await page.getByRole("button", { name: "Change Ten facials" }).click(); await page.getByRole("dialog").getByLabel("Name").fill("Ten fine facials"); }, "Save", (page) => page.getByText("Ten fine facials is saved.")],
  "a branch": ["/house/branches", async (page) => { await page.getByRole("button", { name: "Add a branch" }).click(); await page.getByRole("dialog").getByLabel("Name").fill("Tainan"); }, "Save", (page) => page.getByText("Tainan is saved.")],
};

async function listForms(served) {
  const { page: settings, complaints, close } = await visitor(served, "owner");
  // Each in a browser of its own: windows of one browser settle each other's deeds.
  await Promise.all(Object.entries(forms).map(([what, [path, fill, verb, done]]) =>
    test(`${what}: its dialog stays until the answer is there, and then behaves as if it had come at once`, async () => {
      const { page, close: leave } = await visitor(served, "owner");
      await page.goto(path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await fill(page);
      const line = await loseAnswers(page, false);
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: verb, exact: true }).click();
      await asking(page).waitFor();
      await page.keyboard.press("Escape");
      assert.ok(await dialog.getByRole("button", { name: "Close" }).isDisabled());
      assert.ok(await dialog.getByRole("button", { name: "Cancel" }).isDisabled());
      line.mend();
      await done(page).first().waitFor();
      await dialog.waitFor({ state: "detached" });
      assert.equal(new Set(line.keys).size, 1);
      await leave();
    }),
  ));
  await test("settings found saved by asking again: said, and nothing is left to save", async () => {
    const page = settings;
    await page.goto("/house/settings");
    await page.getByLabel("Days before expiry").fill("31");
    const line = await loseAnswers(page, false);
    await page.getByRole("button", { name: "Save" }).click();
    await asking(page).waitFor();
    line.mend();
    const saved = page.getByText("The settings are saved.");
    await saved.waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    await saved.waitFor({ state: "detached" });
    await page.getByLabel("Days before expiry").fill("32");
    await page.getByRole("button", { name: "Save" }).click();
    await saved.waitFor();
    assert.equal(new Set(line.keys).size, 2, "the next change is a deed of its own");
    assert.deepEqual(complaints, []);
  });
  await close();
}

async function whatIsTyped(page, served, api) {
  await test("an amount that cannot be read is said, in the reader's language, and nothing is sent", async () => {
    const line = await loseAnswers(page);
    line.mend();
    await page.goto("/clients/money/visit");
    await page.getByRole("region", { name: "Add to the visit" }).getByRole("button", { name: /^Perm/ }).last().click();
    await page.getByRole("button", { name: "Add payment" }).or(page.getByRole("button", { name: /^Pay \$/ })).click();
    const amount = page.getByLabel("Amount");
    for (const wrong of ["12o", "1,50", "10.5", "-3"]) {
      await amount.fill(wrong);
      await page.getByText("This is not an amount.", { exact: false }).waitFor();
      await page.getByRole("button", { name: "Record visit" }).click();
      assert.equal(await amount.evaluate((one) => one.validity.customError), true, wrong);
    }
    await amount.fill("");
    await page.getByText("Enter an amount, or take this payment away", { exact: false }).waitFor();
    await eventually(() => page.getByRole("button", { name: "Record visit" }).isEnabled(), true);
    await page.getByRole("button", { name: "Record visit" }).click();
    await page.keyboard.press("Control+Enter");
    assert.equal(await amount.evaluate((one) => one.validity.customError), true, "nothing");
    assert.deepEqual(line.keys, []);
    await amount.fill("１，２００");
    await page.getByText("Enter an amount", { exact: false }).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Record visit" }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    const paid = (await api.get("/clients/money")).history[0].did.find((did) => did.deed === "paid");
    assert.equal(paid.amount, 1200);
    const thai = await visitor(served, "owner", { language: "th" });
    await thai.page.goto("/catalogue?shelf=services");
    await thai.page.locator("main .top button").click();
    const dialog = thai.page.getByRole("dialog");
    await dialog.locator("input").first().fill("Mask");
    await dialog.locator("input[inputmode=numeric]").first().fill("abc");
    await dialog.getByText("ไม่ใช่จำนวนเงิน", { exact: false }).waitFor();
    await dialog.locator("button[type=submit]").click();
    assert.equal(await dialog.count(), 1);
    assert.equal((await api.get("/catalog")).services.some(({ name }) => name === "Mask"), false);
    await thai.close();
  });
  await test("a number of sessions is typed as it comes; what is shown is what is sent, or it is not sent", async () => {
    await page.goto("/clients/count/visit");
    await page.getByRole("region", { name: "Add to the visit" }).getByRole("button", { name: /^Serum/ }).click();
    const quantity = page.getByRole("spinbutton", { name: "Number" });
    await quantity.click();
    await page.keyboard.press("Control+A");
    await page.keyboard.press("Backspace");
    assert.equal(await quantity.inputValue(), "");
    await page.keyboard.type("12");
    assert.equal(await quantity.inputValue(), "12");
    await page.getByText(money(14400)).first().waitFor();
    await page.goto("/clients/count");
    await page.getByRole("button", { name: "More with this card" }).click();
    await page.getByRole("menuitem", { name: "Refund" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("label").filter({ hasText: /^Some sessions$/ }).click();
    await dialog.getByRole("spinbutton", { name: "Sessions" }).fill("12");
    await dialog.getByText("From 1 to 9.").waitFor();
    assert.ok(await dialog.getByRole("button", { name: "Refund 12 sessions" }).isDisabled());
    await dialog.getByRole("button", { name: "One less" }).click();
    assert.equal(await dialog.getByRole("spinbutton", { name: "Sessions" }).inputValue(), "9");
    await eventually(() => dialog.getByRole("button", { name: "Refund 9 sessions" }).isEnabled(), true);
    await page.unrouteAll();
  });
  await test("a phone without a digit is said at its field, and not sent", async () => {
    const line = await loseAnswers(page);
    line.mend();
    await page.goto("/clients/late");
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Edit client" }).click();
    const phone = page.getByRole("dialog").getByLabel("Phone");
    await phone.fill("abc");
    await page.keyboard.press("Enter");
    await page.getByText("A phone number has digits.").waitFor();
    assert.equal(await phone.evaluate((one) => one.validity.customError), true);
    assert.deepEqual(line.keys, []);
    await phone.fill("＋８８６ ９１２");
    await page.getByText("A phone number has digits.").waitFor({ state: "detached" });
    await page.keyboard.press("Enter");
    await eventually(() => page.getByRole("dialog").count(), 0);
    assert.equal(line.keys.length, 1);
    await page.unrouteAll();
  });
  await test("a payment's dialog does not go on to the next client by going back, and the search does not open below it", async () => {
    const find = async (name) => {
      await page.keyboard.press("Control+k");
      const words = page.getByRole("dialog", { name: "Find" }).getByRole("combobox");
      await words.fill(name);
      await page.getByRole("option", { name: new RegExp(`^${name}`), selected: true }).waitFor();
      await words.press("Enter");
    };
    const at = (name) => page.getByRole("heading", { level: 1, name }).waitFor();
    const take = async (name) => {
      await page.getByRole("button", { name: /^Take \$/ }).click();
      await page.getByRole("dialog", { name: `Take payment: ${name}` }).waitFor();
    };
    await page.goto("/clients/late");
    await at("Late");
    await find("Away");
    await at("Away");
    await take("Away");
    await page.goBack();
    await at("Late");
    await eventually(() => page.getByRole("dialog").count(), 0);
    await take("Late");
    for (const key of ["Control+k", "Meta+k"]) await page.keyboard.press(key);
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).focus();
    await page.keyboard.press("/");
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    assert.equal(await page.getByRole("dialog").count(), 1, "the payment alone");
    await page.keyboard.press("Escape");
    await eventually(() => page.getByRole("dialog").count(), 0);
    await find("Away");
    await at("Away");
  });
  await test("while the quote of what is entered is on its way, nothing is done by the one before", async () => {
    const dialog = await payment(page, "late", 1000);
    await eventually(() => dialog.getByRole("button", { name: `Take ${money(1000)}` }).isEnabled(), true);
    let letGo;
    const late = new Promise((go) => (letGo = go));
    await page.route("**/api/v1/operations", async (route) => {
      await late;
      await route.continue();
    });
    await dialog.getByLabel("Amount").fill("2000");
    const take = dialog.getByRole("button", { name: `Take ${money(2000)}` });
    assert.ok(await take.isDisabled());
    await page.keyboard.press("Enter");
    letGo();
    await eventually(() => take.isEnabled(), true);
    assert.equal(await entries(api, "late"), 1, "nothing was done before");
    await page.unrouteAll();
  });
}

async function names(page, served, api) {
  await test("refs made of digits are refs, and numbers numbers", async () => {
    const { page: manager, close } = await visitor(served, "manager");
    await page.goto("/clients/2");
    await page.getByRole("heading", { name: "Two" }).waitFor();
    await page.getByRole("button", { name: "Use one", exact: true }).click();
    await page.getByRole("button", { name: /^Pay \$|^Add payment/ }).waitFor();
    await page.getByRole("region", { name: "Add to the visit" }).getByRole("button", { name: /^Serum/ }).click();
    await page.getByRole("button", { name: `Pay ${money(1200)}` }).click();
    await page.getByRole("combobox", { name: "Method" }).or(page.getByRole("textbox", { name: "Method" })).first().click();
    await page.getByRole("option", { name: /Stored credit/ }).click();
    await page.getByRole("button", { name: "Record visit" }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    const of = async (ref) => (await api.get(`/clients/${ref}`)).contracts;
    const [two] = (await of("2")).filter(({ ref }) => ref === "1"), [zed] = await of("zed");
    assert.deepEqual([two.grants[0].used, zed.grants[0].used], [1, 0]);
    assert.equal((await of("2")).find(({ ref }) => ref === "#1").grants[0].left, 11000 - 1200);
    await manager.goto(`/reports/entries?date=${day(-4)}`);
    await manager.getByRole("link", { name: "Zed" }).first().click();
    await manager.getByRole("heading", { name: "Zed" }).waitFor();
    await close();
  });
  await test("a ref with every kind of sign in it is opened, and opened again", async () => {
    await page.getByRole("button", { name: "Client by name or phone" }).click();
    await page.getByRole("combobox").fill("Odd");
    await page.getByRole("option", { name: /^Odd/ }).click();
    await page.getByRole("heading", { name: "Odd" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Odd" }).waitFor();
    await page.getByRole("button", { name: "Use one", exact: true }).click();
    await page.getByRole("button", { name: "Record visit" }).click();
    await page.getByRole("heading", { name: "Done" }).waitFor();
    const [contract] = (await api.get(`/clients/${encodeURIComponent(odd)}`)).contracts;
    assert.deepEqual([contract.ref, contract.grants[0].used], [`k ${odd}`, 1]);
    await page.getByRole("link", { name: "Receipt" }).click();
    await page.getByText("What is left").waitFor();
    await page.unrouteAll();
  });
}

async function others(page, api) {
  await test("news of lists and of clients at once: both are read again", async () => {
    const listening = page.waitForResponse(/\/api\/v1\/events$/);
    await page.goto("/clients/late/visit");
    const picker = page.getByRole("region", { name: "Add to the visit" });
    await picker.getByRole("button", { name: /^Perm/ }).last().waitFor();
    await listening;
    await api.post("/operations", [{ op: "service", code: "wax", name: "Waxing", price: 700 }, { op: "client", ref: "late", note: "news" }]);
    await picker.getByRole("button", { name: /^Waxing/ }).waitFor();
    await page.unrouteAll();
  });
  await test("in the search, Enter opens what is highlighted, whatever has come before it meanwhile", async () => {
    let turned = false;
    await page.route("**/api/v1/clients?*", async (route) => {
      const answer = await route.fetch(), found = await answer.json();
      if (turned) found.clients.reverse();
      await route.fulfill({ response: answer, json: found });
    });
    await page.goto("/");
    await page.getByRole("button", { name: "Client by name or phone" }).click();
    await page.getByRole("combobox").fill("m");
    await eventually(() => page.getByRole("option", { name: /^(Mine|Money)/ }).count(), 2);
    await page.keyboard.press("ArrowDown");
    const marked = page.getByRole("option", { selected: true });
    const name = (await marked.innerText()).split("\n")[0], first = await page.getByRole("option").first().innerText();
    turned = true;
    await api.post("/operations", { op: "client", ref: "late", note: "other news" });
    await eventually(async () => (await page.getByRole("option").first().innerText()) === first, false);
    assert.equal((await marked.innerText()).split("\n")[0], name);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await page.unrouteAll();
  });
  await test("a part of the program that is not there any more: trying again reads the page anew", async () => {
    await page.goto("/");
    await page.getByRole("heading", { name: "Today" }).waitFor();
    await page.route("**/assets/*.js", (route) => route.abort());
    await page.getByRole("link", { name: "Me", exact: true }).click();
    const again = page.getByRole("button", { name: "Try again" });
    await again.waitFor();
    await page.unroute("**/assets/*.js");
    await again.click();
    await page.getByRole("button", { name: "Sign out" }).waitFor();
    await page.unrouteAll();
  });
  await test("a receipt is in the client's language, and the buttons around it in the reader's", async () => {
    const { entry } = (await api.get("/clients/lang")).history.find((past) => past.operation === "visit");
    await page.goto(`/clients/lang/receipt/${entry}`);
    const paper = page.locator("article");
    await paper.getByText("謝謝", { exact: false }).waitFor();
    assert.equal(await paper.getAttribute("lang"), "zh-TW");
    assert.match(await paper.innerText(), new RegExp(`${Number(day(-5).slice(5, 7))}月`));
    await page.getByRole("button", { name: "Print" }).waitFor();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await page.unrouteAll();
  });
}

export async function run() {
  const served = await serve(before, { separate: true });
  const api = await caller(served);
  await Promise.all([ofOnePerson(served, api), withoutItsForm(served, api)]); // most of it is waiting
  await listForms(served);
  const { page, complaints, close } = await visitor(served, "desk");
  await whatIsTyped(page, served, api);
  await names(page, served, api);
  await others(page, api);
  await test("of all this the browser complains of nothing but the part that was taken away", () =>
    assert.deepEqual(complaints.filter((text) => !/dynamically imported module: \S+\/Account/.test(text)), []));
  await close();
  await test("after all that is settled the book verifies", () => assert.match(served.verify(), /0 differences/));
  await api.close();
  await served.stop();
}
