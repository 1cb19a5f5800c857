// Who comes in, and how: the first owner of a new book, passwords, second factors, roles, tokens; and two books behind one door.
import { createHmac } from "node:crypto";
import { join } from "node:path";
import { press } from "./lost.mjs";
import { assert, day, eventually, folderWith, makeBook, password, start, test, visitor } from "./support.mjs";

const STEP_S = 30;

/** The code an authenticator shows so many seconds from now (RFC 6238). */
function codeOf(secret, later_s = 0) {
  const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => digits.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor((Date.now() / 1000 + later_s) / STEP_S)));
  const hash = createHmac("sha1", key).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

const passwordField = (page) => page.getByRole("textbox", { name: "Password" });

/** Fills in what stands at the door; a code only where one is asked for. */
async function enter(page, name, word, code) {
  await page.getByLabel("Name").fill(name);
  await passwordField(page).fill(word);
  if (code) await page.getByLabel("Code").fill(code);
  await page.getByRole("button", { name: "Sign in" }).click();
}

const inside = (page, heading = "Today") => page.getByRole("heading", { name: heading, level: 1 }).waitFor();
const refused = (page) => page.getByText("Name, password or code is wrong.").waitFor();
const whoIs = (page, book) => page.evaluate(async (path) => (await fetch(path)).json(), `/b/${book}/api/v1/session`);

async function firstOwner(served) {
  const { page, complaints, close } = await visitor(served, null);
  await test("a new book: its first owner, with the secret the server printed, and nobody after", async () => {
    const secret = /set-up secret: (\S+)/.exec(served.said())[1];
    const fill = async (given, name) => {
      await page.getByLabel("Set-up secret").fill(given);
      await page.getByLabel("Name").fill(name);
      await passwordField(page).fill("new book, new words");
      await page.getByRole("button", { name: "Open the book" }).click();
    };
    await page.goto("/b/fresh/setup");
    await fill("not the secret at all", "thief");
    await page.getByRole("alert").waitFor();
    await fill(secret, "lin");
    await inside(page);
    assert.equal(new URL(page.url()).pathname.replace(/\/$/, ""), "/b/fresh");
    const { name, role } = await whoIs(page, "fresh");
    assert.deepEqual([name, role], ["lin", "owner"]);
    await page.goto("/b/fresh/setup");
    await fill(secret, "second");
    await page.getByRole("alert").waitFor();
    await page.goto("/b/fresh/house/people");
    await page.getByText("lin", { exact: true }).first().waitFor();
    for (const nobody of ["second", "thief"]) assert.equal(await page.getByText(nobody, { exact: true }).count(), 0);
  });
  await test("who is let in to one book is not let in to the other, and sees nothing of it", async () => {
    await page.goto("/b/old/");
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await enter(page, "lin", "new book, new words");
    await refused(page);
    for (const path of ["clients/mei", "clients?q=mei", "settings", "reports/day", "people"])
      assert.equal(await page.evaluate(async (to) => (await fetch(to)).status, `/b/old/api/v1/${path}`), 401, path);
    await enter(page, "owner", password);
    await inside(page);
    assert.deepEqual([(await whoIs(page, "old")).name, (await whoIs(page, "fresh")).name], ["owner", "lin"], "each book its own");
    await page.goto("/b/old/clients/mei");
    await inside(page, "Mei");
    await page.getByRole("link", { name: "New visit" }).click();
    await page.waitForURL("**/b/old/clients/mei/visit");
    assert.deepEqual(complaints, []);
    await page.goto("/b/fresh/clients/mei");
    await page.getByRole("alert").waitFor();
    assert.equal(await page.getByText("Mei", { exact: true }).count(), 0);
    await page.keyboard.press("/");
    await page.getByRole("combobox").fill("mei");
    await page.getByRole("option", { name: "New client “mei”" }).waitFor();
    assert.equal(await page.getByRole("option", { name: "Mei", exact: true }).count(), 0);
  });
  await test("what somebody typed in one book is not found in the other, though they and the client are called the same there", async () => {
    const post = (path, data) => page.evaluate(async ([to, body]) => (await fetch(`/b/fresh/api/v1/${to}`, { method: "POST", headers: { "Content-Type": "application/json" }, body })).ok, [path, JSON.stringify(data)]);
    assert.ok(await post("operations", { op: "client", ref: "mei", name: "Mei" }));
    assert.ok(await post("people", { name: "owner", role: "owner", password }));
    assert.ok(await post("session", { name: "owner", password }));
    await page.goto("/b/old/clients/mei/visit");
    await page.getByRole("region", { name: "Add to the visit" }).getByRole("button", { name: /Serum/ }).click();
    await page.getByRole("textbox", { name: "Note" }).fill("of the old book");
    await page.goto("/b/fresh/clients/mei/visit");
    await page.getByText("Tap what is used, done or sold.").waitFor();
    assert.equal((await whoIs(page, "fresh")).name, "owner");
    await page.goto("/b/old/clients/mei/visit");
    assert.equal(await page.getByRole("textbox", { name: "Note" }).inputValue(), "of the old book");
  });
  await close();
}

async function secondFactor(old) {
  const { page, complaints, close } = await visitor(old, "desk");
  await test("a second factor: set up with the password and a code, asked for at the door, turned off again", async () => {
    const card = page.locator("form", { has: page.getByRole("heading", { name: "Second factor" }) });
    await page.goto("/b/old/account");
    await card.getByLabel("Your password").fill("not mine at all");
    await card.getByRole("button", { name: "Set up" }).click();
    await card.getByText("That is not your password.").waitFor();
    await card.getByLabel("Your password").fill(password);
    await card.getByRole("button", { name: "Set up" }).click();
    await card.getByRole("img", { name: "QR code for the app" }).waitFor();
    const secret = await card.getByText(/^[A-Z2-7]{32}$/).textContent();
    await card.getByLabel("Code from the app").fill(String((Number(codeOf(secret)) + 1) % 1_000_000).padStart(6, "0"));
    await card.getByRole("button", { name: "Turn on" }).click();
    await card.getByRole("alert").waitFor();
    await card.getByLabel("Code from the app").fill(codeOf(secret));
    await card.getByRole("button", { name: "Turn on" }).click();
    await page.getByText("From now on a code is asked for.").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await enter(page, "desk", password);
    await refused(page);
    await enter(page, "desk", password, codeOf(secret, STEP_S)); // that of this half minute was used to turn it on
    await page.getByRole("heading", { name: "desk", level: 1 }).waitFor();
    await card.getByLabel("Your password").fill(password);
    await card.getByRole("button", { name: "Turn off" }).click();
    await page.getByText("No code is asked for any more.").waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await enter(page, "desk", password);
    await page.getByRole("heading", { name: "desk", level: 1 }).waitFor();
    assert.deepEqual(complaints, []);
  });
  await close();
}

async function newPassword(old) {
  const here = await visitor(old, "manager"), there = await visitor(old, "manager");
  await test("a changed password signs out everywhere else, where what was typed is kept until the new one is given", async () => {
    await there.page.goto("/b/old/clients/mei/visit");
    await there.page.getByRole("region", { name: "Add to the visit" }).getByRole("button", { name: /Serum/ }).click();
    await there.page.getByRole("textbox", { name: "Note" }).fill("half typed");
    await here.page.goto("/b/old/account");
    const card = here.page.locator("form", { has: here.page.getByRole("heading", { name: "Password" }) });
    await card.getByLabel("Your password").fill("not mine at all");
    await card.getByLabel("New password").fill("battery staple");
    await card.getByRole("button", { name: "Change password" }).click();
    await card.getByText("That is not your password.").waitFor();
    await card.getByLabel("Your password").fill(password);
    await card.getByRole("button", { name: "Change password" }).click();
    await here.page.getByText("Your password is changed.").waitFor();
    assert.equal(await here.page.getByText("You were signed out.", { exact: false }).count(), 0, "who changed it goes on");
    await press(there.page.getByRole("button", { name: "Record visit" }));
    await there.page.getByText("You were signed out.", { exact: false }).waitFor();
    await passwordField(there.page).fill(password);
    await there.page.keyboard.press("Enter");
    await refused(there.page);
    await passwordField(there.page).fill("battery staple");
    await there.page.keyboard.press("Enter");
    await there.page.getByText("You were signed out.", { exact: false }).waitFor({ state: "detached" });
    assert.equal(await there.page.getByRole("textbox", { name: "Note" }).inputValue(), "half typed");
    await there.page.getByRole("button", { name: "Record visit" }).click();
    await inside(there.page, "Done");
    assert.deepEqual([...here.complaints, ...there.complaints], []);
  });
  await Promise.all([here.close(), there.close()]);
}

async function people(old) {
  const owner = await visitor(old, "owner"), nok = await visitor(old, null);
  const { page } = owner;
  const change = async (act) => {
    await page.getByRole("button", { name: "Change nok" }).click();
    await act(page.getByRole("dialog"));
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
  };
  await test("somebody's role, staff and password are changed: each at once is what they may and see", async () => {
    await page.goto("/b/old/house/people");
    await page.getByRole("button", { name: "Add a person" }).click();
    await page.getByLabel("Signs in as").fill("nok");
    await page.getByRole("dialog").getByRole("textbox", { name: "Password" }).fill("quite a secret");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await nok.page.goto("/b/old/");
    await enter(nok.page, "nok", "quite a secret");
    await inside(nok.page);
    await change(async (dialog) => {
      await dialog.getByRole("combobox", { name: "Role" }).or(dialog.getByRole("textbox", { name: "Role" })).first().click();
      await page.getByRole("option", { name: "Practitioner" }).click();
      await dialog.getByRole("combobox", { name: "Is the staff member" }).or(dialog.getByRole("textbox", { name: "Is the staff member" })).first().click();
      await page.getByRole("option", { name: "Bo Chen" }).click();
    });
    await eventually(async () => (await nok.page.evaluate(async () => (await fetch("/b/old/api/v1/clients/mei")).status)) === 200, false);
    await nok.page.goto("/b/old/");
    const door = nok.page.getByRole("heading", { name: "Sign in" });
    await nok.page.getByRole("heading", { name: "My work" }).or(door).waitFor();
    if (await door.isVisible()) await enter(nok.page, "nok", "quite a secret");
    await inside(nok.page, "My work");
    const { role, staff } = await whoIs(nok.page, "old");
    assert.deepEqual([role, staff], ["practitioner", "bo"]);
    await change((dialog) => dialog.getByRole("textbox", { name: "New password" }).fill("another secret"));
    await nok.page.goto("/b/old/");
    await nok.page.getByRole("heading", { name: "Sign in" }).waitFor();
    await enter(nok.page, "nok", "quite a secret");
    await refused(nok.page);
    await enter(nok.page, "nok", "another secret");
    await inside(nok.page, "My work");
  });
  await test("a program's token may what its role may, and nothing once it is taken back", async () => {
    await page.goto("/b/old/house/tokens");
    await page.getByLabel("What it is for").fill("door display");
    await page.getByRole("combobox", { name: "Role" }).or(page.getByRole("textbox", { name: "Role" })).first().click();
    await page.getByRole("option", { name: "Practitioner" }).click();
    await page.getByRole("button", { name: "Make a token" }).click();
    const token = await page.locator("[data-secret]").textContent();
    const knock = (path) => page.evaluate(async ([to, secret]) => (await fetch(`/b/old/api/v1/${to}`, { credentials: "omit", headers: { Authorization: `Bearer ${secret}` } })).status, [path, token]);
    assert.deepEqual([await knock("catalog"), await knock("clients/mei"), await knock("people")], [200, 403, 403]);
    assert.equal(await page.evaluate(async (secret) => (await fetch("/b/fresh/api/v1/catalog", { credentials: "omit", headers: { Authorization: `Bearer ${secret}` } })).status, token), 401, "nor in another book");
    await page.getByRole("button", { name: "Take back door display" }).click();
    await page.getByRole("button", { name: "Really take it back" }).click();
    await page.getByText("No program has a token.").waitFor();
    assert.equal(await knock("catalog"), 401);
    await page.goto("/b/old/house/audit");
    for (const event of ["Second factor on", "Second factor off", "Password changed", "Person changed", "Token taken back"]) await page.getByText(event, { exact: true }).first().waitFor();
    assert.deepEqual([...owner.complaints, ...nok.complaints], []);
  });
  await Promise.all([owner.close(), nok.close()]);
}

/** Light or dark was kept elsewhere before it was one of the choices. */
async function chosenBefore(old) {
  await test("light or dark as somebody chose it before it was one of the choices is taken up, once", async () => {
    const { page, complaints, close } = await visitor(old, "desk");
    await page.addInitScript(() => localStorage.setItem("mantine-color-scheme-value", "dark"));
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    const come = async (way) => {
      await way();
      assert.equal(await scheme(), wanted, "before the program is there");
      await page.getByRole("heading", { name: "desk", level: 1 }).waitFor();
      assert.equal(await scheme(), wanted);
    };
    let wanted = "dark";
    await come(() => page.goto("/b/old/account", { waitUntil: "commit" }).then(() => page.waitForFunction(() => document.documentElement.dataset.mantineColorScheme)));
    wanted = "light";
    await page.locator("label[for$='-light']").click();
    await eventually(scheme, wanted);
    await come(() => page.reload());
    assert.deepEqual(complaints, []);
    await close();
  });
}

/** Those who share a machine, each as they like it: language, calendar, light or dark. */
async function sharing(old) {
  await test("two people at one machine: what each chose is theirs again when they sign in", async () => {
    const { page, complaints, close } = await visitor(old, null);
    const looks = () => page.evaluate(() => {
      const { lang, dataset } = document.documentElement;
      return `${lang} ${dataset.mantineColorScheme}${/\b25\d\d\b/.test(document.querySelector("main")?.innerText) ? " buddhist" : ""}`;
    });
    const door = page.locator("main form input[autocomplete=username]");
    const comeIn = async (name) => {
      await door.fill(name);
      await page.locator("main form input[autocomplete=current-password]").fill(password);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name, level: 1 }).waitFor();
    };
    const leave = () => page.locator("main .top button").click().then(() => door.waitFor());
    const choose = async (...wanted) => {
      for (const one of wanted) await page.locator(`label[for$='-${one}']`).click();
    };
    await page.goto("/b/old/account");
    await comeIn("desk");
    await choose("th", "buddhist", "dark");
    await eventually(looks, "th dark buddhist");
    await leave();
    await page.locator("button[lang=en]").click(); // whoever comes next, and not the desk
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    await comeIn("owner");
    await eventually(looks, "en light"); // who never chose has nothing of the desk's
    await choose("dark");
    await eventually(looks, "en dark");
    await leave();
    await comeIn("desk");
    await eventually(looks, "th dark buddhist");
    await page.reload();
    await eventually(looks, "th dark buddhist");
    await leave();
    assert.match(await looks(), /^th dark/, "at the door as it was last");
    await comeIn("owner");
    await eventually(looks, "en dark");
    assert.deepEqual(complaints, []);
    await close();
  });
}

export async function run() {
  const folder = folderWith((at) => {
    makeBook(join(at, "old.carnet"), [{ op: "client", ref: "mei", name: "Mei", date: day(-20) }], [["owner", "owner"], ["manager", "manager"], ["desk", "desk"]]);
    makeBook(join(at, "fresh.carnet"), [], []);
  });
  const served = await start(folder, folder);
  const old = { ...served, base: "/b/old" };
  await firstOwner(served);
  await Promise.all([secondFactor(old), newPassword(old)]);
  await Promise.all([people(old), sharing(old)]);
  await chosenBefore(old);
  await served.stop();
}
