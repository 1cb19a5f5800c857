// How much the first page costs over the line, how much work it is until it can be used, and that nothing of it waits for another.
import { assert, caller, day, serve, test, visitor } from "./support.mjs";

const MOST_BYTES = 300 * 1024, MOST_MS = 1000, SLOWER = 4;

/** What `yardstick` takes, in milliseconds, on a machine for which the second is meant. A slower one may take longer. */
const YARDSTICK_MS = 200;

/** Bytes over the line until the page is there. */
async function loaded(page, path) {
  const line = await page.context().newCDPSession(page);
  await line.send("Network.enable");
  let bytes = 0;
  const asked = new Map();
  line.on("Network.responseReceived", ({ requestId, response }) => asked.set(requestId, response.url));
  line.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => (bytes += /\/api\//.test(asked.get(requestId) ?? "") ? 0 : encodedDataLength));
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("networkidle").catch(() => {});
  return bytes;
}

/** Work of the kind a page does: a program read and run, elements made and laid out. */
function yardstick() {
  for (let n = 0; n < 300; n++) {
    const source = Array.from({ length: 20 }, (_, k) => `function f${k}(a,b){const c=new Map([[a,b],["k${n}",${k}]]);for(const [d,e] of c)a+=String(d).length*e;return {a,b,c}}`).join("\n");
    new Function(`${source};for(let i=0;i<4;i++)f${n % 20}(i,${n})`)();
    const list = document.body.appendChild(document.createElement("ul"));
    for (let k = 0; k < 10; k++) list.appendChild(document.createElement("li")).textContent = `${n} ${k}`;
  }
  return document.body.offsetHeight;
}

/** The page's own work on its main thread, in milliseconds, whatever else this machine does. */
async function worker(page) {
  const line = await page.context().newCDPSession(page);
  await line.send("Performance.enable", { timeDomain: "threadTicks" });
  const spent = async () => {
    const { metrics } = await line.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
  return { line, spent };
}

/** Until the page's heading is there, which comes with all that stands below it. */
async function firstWork(served, more = () => {}) {
  const { page, close } = await visitor(served, "desk");
  const { line, spent } = await worker(page);
  await line.send("Runtime.enable");
  await line.send("Runtime.addBinding", { name: "usable" });
  await page.addInitScript(() => {
    const watch = new MutationObserver(() => {
      if (!document.querySelector("h1")) return;
      watch.disconnect();
      window.usable("");
    });
    watch.observe(document, { childList: true, subtree: true });
  });
  await page.addInitScript(more);
  const there = new Promise((seen) => line.on("Runtime.bindingCalled", seen));
  const before = await spent();
  await page.goto("/", { waitUntil: "commit" });
  await there;
  const work = (await spent()) - before;
  await close();
  return work;
}

async function yardstickWork(served) {
  const { page, close } = await visitor(served, null);
  await page.goto("/api/v1/health");
  const { spent } = await worker(page);
  const before = await spent();
  await page.evaluate(yardstick);
  const work = (await spent()) - before;
  await close();
  return work;
}

const middle = (times) => times.sort((a, b) => a - b)[times.length >> 1];

export async function run() {
  const clients = Array.from({ length: 500 }, (_, n) => ({ op: "client", ref: `c${n}`, name: `Client ${n}`, phone: `09${String(n).padStart(8, "0")}`, date: day(-20) }));
  const served = await serve(clients);
  const api = await caller(served);
  for (const [name, path] of [["the day", "/"], ["a client", "/clients/c1"], ["a visit", "/clients/c1/visit"]])
    await test(`the first load of ${name} is under 300 KB`, async () => {
      const { page, context, close } = await visitor(served, "desk");
      await context.route("**/api/v1/events", (route) => route.abort()); // it never ends
      const bytes = await loaded(page, path);
      console.log(`# ${name}: ${bytes} bytes`);
      assert.ok(bytes > 50_000 && bytes < MOST_BYTES, `${bytes} bytes`);
      await close();
    });
  await test("what the day begins with is asked for at once: no question waits for another's answer", async () => {
    const { page, context, close } = await visitor(served, "desk");
    const held = [];
    await context.route(/\/api\/v1\/(?!events)/, async (route) => {
      held.push(route);
      if (held.length === 5) for (const one of held) await one.continue();
    });
    await page.goto("/", { waitUntil: "commit" });
    await page.getByRole("heading", { level: 1 }).waitFor(); // never, if a sixth were needed or a fifth came after an answer
    assert.deepEqual(held.map((route) => new URL(route.request().url()).pathname.replace("/api/v1", "")).sort(), ["/alerts", "/catalog", "/reports/day", "/session", "/settings"]);
    await close();
  });
  await test("the work until the page can be used is under a second on a CPU four times slower", async () => {
    const times = [], yards = [];
    for (let n = 0; n < 5; n++) {
      times.push((await firstWork(served)) * SLOWER);
      yards.push(await yardstickWork(served));
    }
    const slower = Math.max(1, middle(yards) / YARDSTICK_MS);
    console.log(`# work until usable, times four: ${times.map(Math.round).join(", ")} ms; the yardstick: ${yards.map(Math.round).join(", ")} ms`);
    assert.ok(middle(times) > 0 && middle(times) < MOST_MS * slower, `${Math.round(middle(times))} ms on a machine ${slower.toFixed(2)} times slower`);
  });
  await test("the measure sees work that a page does needlessly", async () => {
    const usual = await firstWork(served);
    const more = await firstWork(served, () => {
      for (let n = 0, sum = 1; n < 1e9; n++) sum = (sum * 31 + n) | 0;
    });
    assert.ok(more > 2 * usual, `${Math.round(more)} ms, usually ${Math.round(usual)} ms`);
  });
  await api.close();
  await served.stop();
}
