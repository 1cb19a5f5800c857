// What may be wrong with how a page looks: text that is cut off or leaves the window, a page too wide, and what axe finds.
import { readFileSync } from "node:fs";
import { axeSource } from "./support.mjs";

const axe = readFileSync(axeSource, "utf8");

/** Everything stands where it will: fonts are there, nothing waits or moves. */
const still = async () => {
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  await document.fonts.ready;
  await frame();
  await frame();
  const moving = document.getAnimations().filter((one) => one.effect?.getTiming().iterations !== Infinity);
  await Promise.allSettled(moving.map((one) => one.finished));
  await frame();
};

/** Text that is wider than what it stands in, where that hides it; text outside the window; a word of a choice that goes on in the
 * next line, but not Han, which may; and a page wider than its window.
 * Tables scroll in themselves, a text that ends in … is meant to, a select is cut by the browser. */
const cutOff = () => {
  const found = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  const meant = ({ webkitLineClamp, textOverflow }) => webkitLineClamp !== "none" || textOverflow === "ellipsis";
  const brokenWords = (label) => {
    const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT), broken = [], range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      for (const { segment, index, isWordLike } of new Intl.Segmenter(document.documentElement.lang || "en", { granularity: "word" }).segment(node.data)) {
        if (!isWordLike || /\p{Script=Han}/u.test(segment)) continue;
        range.setStart(node, index);
        range.setEnd(node, index + segment.length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(`"${segment}" of a choice is broken`);
      }
    return broken;
  };
  const scrolls = (element) => element.closest("[role=region][tabindex]");
  for (const label of document.querySelectorAll(".mantine-SegmentedControl-label, nav a, nav button")) found.push(...brokenWords(label));
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility({ opacityProperty: true }) || element.closest("[role=status]:empty, svg, noscript") || scrolls(element)) continue;
    const style = getComputedStyle(element);
    const { clientWidth, clientHeight, scrollWidth, tagName, textContent } = element;
    if (clientWidth <= 1 || (style.position === "absolute" && clientHeight <= 1)) continue;
    const words = `${tagName.toLowerCase()}.${String(element.className).split(" ").pop()} "${textContent.trim().slice(0, 40)}"`;
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const box = element.getBoundingClientRect();
    if (text && (box.right > innerWidth + 1 || box.left < -1)) found.push(`${words} leaves the window`);
    const hides = !["visible", "auto", "scroll"].includes(style.overflowX);
    if (hides && !meant(style) && scrollWidth > clientWidth + 1 && textContent.trim() && !["INPUT", "TEXTAREA"].includes(tagName)) found.push(`${words} is cut`);
  }
  return found;
};

const lines = new WeakMap();

/** Another size of the window. Only what the page sees of it: to make the browser's own window another is half the work of a look. */
export async function resize(page, width, height = width === 320 ? 640 : 900) {
  if (!lines.has(page)) lines.set(page, await page.context().newCDPSession(page));
  await lines.get(page).send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: false });
}

/** What does not fit at these widths. A fault that goes away by itself was the page still being drawn. */
export async function faultsOfLayout(page, widths = [1440, 768, 320], shot = async () => {}, patience_ms = 3000) {
  const found = [];
  for (const width of widths) {
    await resize(page, width);
    const until = Date.now() + patience_ms;
    let here;
    do {
      await page.evaluate(still);
      here = await page.evaluate(cutOff);
    } while (here.length > 0 && Date.now() < until);
    found.push(...here.map((what) => `${width}: ${what}`));
    await shot(width);
  }
  return found;
}

/** What axe finds, in the whole page or only in what a selector names. */
export async function faultsOfAccess(page, within) {
  await page.evaluate(still);
  if (await page.evaluate(() => !window.axe)) await page.evaluate(axe);
  return page.evaluate(async (selector) => {
    const { violations } = await window.axe.run(selector ?? document, { resultTypes: ["violations"] });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary?.split("\n")[1] ?? ""}`).slice(0, 3).join(" | ")}`);
  }, within);
}
