// The desk's day without a mouse: every act is reached by keys, and the focus is always to be seen.
import { assert, caller, day, money, serve, test, visitor, password } from "./support.mjs";

/** Tabs until the focus is on what is named. */
export async function tabTo(page, name, most = 60) {
  for (let n = 0; n < most; n++) {
    await page.keyboard.press("Tab");
    const label = await page.evaluate(() => {
      const at = document.activeElement;
      const named = at?.getAttribute("aria-label") || (at?.id && document.querySelector(`label[for="${CSS.escape(at.id)}"]`)?.textContent) || at?.textContent;
      return (named ?? "").replace(/\s*\*$/, "").trim();
    });
    if (typeof name === "string" ? label === name : name.test(label)) return;
  }
  throw new Error(`no way by keys to ${name}`);
}

export const isMarked = (page) =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth, borderColor, boxShadow } = getComputedStyle(document.activeElement);
    return (outlineStyle !== "none" && outlineWidth !== "0px") || borderColor !== "" || boxShadow !== "none";
  });

export async function run() {
  const served = await serve([{ op: "client", ref: "mei", name: "Mei", phone: "0987654321", date: day(-20) }]);
  const api = await caller(served);
  const { page, complaints, close } = await visitor(served, null);
  const keys = page.keyboard;
  await test("by keys: sign in", async () => {
    await page.goto("/");
    await page.getByLabel("Name").waitFor();
    await keys.type("desk");
    await tabTo(page, "Password");
    await keys.type(password);
    await keys.press("Enter");
    await page.getByRole("heading", { name: "Today" }).waitFor();
  });
  await test("by keys: find a client, sell, use at once, take half of it", async () => {
    await keys.press("/");
    await keys.type("0987"); // nobody waits for the field
    await page.getByRole("option", { name: /Mei/ }).waitFor();
    await keys.press("Enter");
    await page.getByRole("heading", { name: "Mei" }).waitFor();
    await tabTo(page, "New visit");
    await keys.press("Enter");
    await page.getByLabel("Find service, package or goods").waitFor();
    await tabTo(page, "Find service, package or goods");
    await keys.type("ten fac");
    await keys.press("Enter");
    await tabTo(page, "Use one now");
    await keys.press("Enter");
    await tabTo(page, "Amy Lin");
    await keys.press("Space");
    assert.ok(await isMarked(page), "the focus is to be seen");
    await page.getByRole("button", { name: `Pay ${money(10000)}` }).waitFor();
    await tabTo(page, `Pay ${money(10000)}`);
    await keys.press("Enter");
    await tabTo(page, "Amount");
    await keys.type("5000");
    await page.getByRole("region", { name: "Effect" }).getByText(money(500), { exact: true }).waitFor();
    await keys.press("Control+Enter");
    await page.getByRole("heading", { name: "Done" }).waitFor();
    const [card] = (await api.get("/clients/mei")).contracts;
    assert.deepEqual([card.paid, card.due, card.delivered], [5000, 5000, 1000]);
  });
  await test("by keys: take the rest, refund two sessions, undo that", async () => {
    await tabTo(page, "To the client");
    await keys.press("Enter");
    await page.getByRole("button", { name: `Take ${money(5000)}` }).waitFor();
    await tabTo(page, `Take ${money(5000)}`);
    await keys.press("Enter");
    await page.getByRole("dialog").getByText("Credited to Amy Lin").waitFor();
    await tabTo(page, `Take ${money(5000)}`);
    await keys.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await tabTo(page, "More with this card");
    await keys.press("Enter");
    await page.getByRole("menuitem", { name: "Refund" }).waitFor();
    await keys.press("ArrowDown");
    await page.getByRole("menuitem", { name: "Refund" }).press("Enter");
    await page.getByRole("dialog").getByText("9 sessions given back, worth").waitFor();
    await page.getByRole("radio", { name: "All that is left" }).focus();
    await keys.press("ArrowRight");
    await page.getByRole("dialog").getByText("1 session given back, worth").waitFor();
    await tabTo(page, "One more");
    await keys.press("Enter");
    await page.getByRole("dialog").getByText("2 sessions given back, worth").waitFor();
    await tabTo(page, "Refund 2 sessions");
    await keys.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal((await api.get("/clients/mei")).contracts[0].live_value, 8000);
    const quotes = [];
    page.on("request", (request) => request.postData()?.includes('"quote":true') && quotes.push(request.postData()));
    await tabTo(page, "Undo");
    await keys.press("Enter");
    await page.getByLabel("Reason").waitFor();
    await keys.type("a slip");
    await page.getByText("Taken back on").waitFor();
    await keys.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    assert.equal((await api.get("/clients/mei")).contracts[0].live_value, 10000);
    assert.ok(quotes.length > 0 && quotes.every((one) => !one.includes('"note"')), "a reason is no reason to quote again, and to lose the Enter that follows it");
  });
  await test("by keys: Escape closes, and the focus is back where it was", async () => {
    await page.getByRole("button", { name: "More with this card" }).focus();
    await keys.press("Control+k");
    await page.getByRole("combobox").waitFor();
    await keys.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.waitForFunction(() => document.activeElement?.getAttribute("aria-label") === "More with this card");
  });
  await test("by keys: no complaint of the browser", () => assert.deepEqual(complaints, []));
  await close();
  await api.close();
  await served.stop();
}
