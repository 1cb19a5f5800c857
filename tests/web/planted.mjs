// The checks of layout and access are themselves checked: each fault planted into a page must be found, and a sound page must not be.
import { faultsOfAccess, faultsOfLayout, resize } from "./looks.mjs";
import { assert, serve, test, visitor } from "./support.mjs";

/** What is wrong; what is planted; and what must be said of it. */
const ofLayout = [
  ["a heading wider than the window", { tag: "h2", text: "planted", style: "width:900px" }, /the page is \d+ wide|leaves the window/],
  ["a word cut off by its box", { tag: "p", text: "planted words", style: "width:3rem;overflow:hidden;white-space:nowrap" }, /planted words" is cut/],
  ["a button with clipped words", { tag: "button", text: "planted words", style: "width:2rem;overflow:clip;white-space:nowrap" }, /planted words" is cut/],
  ["words left of the window", { tag: "p", text: "planted", style: "position:relative;left:-9rem;width:3rem" }, /planted" leaves the window/],
  ["a word of a choice that goes on in the next line", { tag: "span", text: "planted words", class: "mantine-SegmentedControl-label", style: "display:block;width:2rem;overflow-wrap:anywhere" }, /"planted" of a choice is broken/],
  ["too wide for a phone only", { tag: "p", text: "planted", style: "width:330px" }, /^320: /],
];
const ofAccess = [
  ["a button without a name", { tag: "button" }, /button-name/],
  ["a field without a label", { tag: "input" }, /label/],
  ["grey on grey", { tag: "p", text: "planted", style: "color:#999;background:#aaa" }, /color-contrast/],
  ["a picture without words", { tag: "img", src: "/icon.svg" }, /image-alt/],
  ["a role that does not exist", { tag: "div", text: "planted", role: "planted" }, /aria-roles/],
];

/** What a check says while this stands at the end of what the selector names. */
async function planted(page, where, fault, check) {
  await page.evaluate(
    ([selector, { tag, text = "", style = "", ...attributes }]) => {
      const made = document.createElement(tag);
      made.textContent = text;
      made.style.cssText = style; // an attribute would be stopped by the Content-Security-Policy
      for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
      made.dataset.planted = "";
      document.querySelector(selector).append(made);
    },
    [where, fault],
  );
  const found = await check();
  await page.evaluate(() => document.querySelector("[data-planted]").remove());
  return found;
}

async function everyFault(page, where, within) {
  assert.deepEqual([...(await faultsOfLayout(page, [768, 320])), ...(await faultsOfAccess(page, within))], [], "sound before");
  for (const [what, fault, said] of ofLayout) {
    const found = await planted(page, where, fault, () => faultsOfLayout(page, what.includes("phone") ? [768, 320] : [320], undefined, 0));
    assert.match(found.join("\n"), said, what);
  }
  await resize(page, 390, 1600); // axe does not judge the contrast of what is scrolled away
  for (const [what, fault, said] of ofAccess) assert.match((await planted(page, where, fault, () => faultsOfAccess(page, within))).join("\n"), said, what);
  assert.deepEqual([...(await faultsOfLayout(page, [320])), ...(await faultsOfAccess(page, within))], [], "sound after");
}

export async function run() {
  const served = await serve([{ op: "client", ref: "mei", name: "Mei" }]);
  const { page, close } = await visitor(served, "desk");
  await test("what is planted into a page is found: cut, too wide, outside; without name, label, contrast", async () => {
    await page.goto("/");
    await page.getByRole("heading", { level: 1 }).waitFor();
    await everyFault(page, "main .page");
  });
  await test("what is planted into a dialog is found, too", async () => {
    await page.goto("/clients/mei");
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Edit client" }).click();
    await page.getByRole("dialog").waitFor();
    await everyFault(page, "[role=dialog] form", "[role=dialog]");
  });
  await close();
  await served.stop();
}
