// <diming-map> put into a page and taken out again, many times: memory does not grow, nothing goes on behind it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import puppeteer from "puppeteer-core";
import { collection, madeCatalog, point } from "./app.js";
import { expect, test } from "./portal.js";

const MOUNTS = 200;
/** Mounts after which caches are full and code is compiled. */
const WARM = 20;
/** Growth of the page's process from the warm-up on: what allocators keep by and by. A map that stays takes 1 to 2 MB. */
const GROWTH_MB_MAX = 30;
/** Growth of JavaScript's heap. */
const HEAP_GROWTH_MB_MAX = 1;
const TEST_MS = 240_000;
const FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run"];

/** A catalog of one record: what a map costs is asked, not what its data cost. */
function writeSmallCatalog({ folder, origin }) {
  const catalog = madeCatalog((catalog) => (catalog.portal_origins = [origin]));
  writeFileSync(join(folder, "data/small.json"), JSON.stringify(catalog));
  const places = collection(point([121.6, 31.9], { id: "1", name: "寿丰石桥" }));
  writeFileSync(join(folder, "data/places.geojson"), JSON.stringify(places));
}

/** In the page: one after the other, each until it has answered. */
async function mountAndRemove(times) {
  for (let i = 0; i < times; i += 1) {
    const map = document.createElement("diming-map");
    map.layout = "compact";
    map.catalog = "data/small.json";
    const loaded = new Promise((resolve) => map.addEventListener("resultschanged", resolve, { once: true }));
    document.body.append(map);
    await loaded;
    const { hits } = await map.search({ q: "石桥" });
    if (hits.length !== 1) throw new Error(`mount ${i}: ${hits.length} hits`);
    map.remove();
  }
  globalThis.heard.length = 0;
}

/**
 * A browser that keeps no copy of what the page fetches. One that Playwright drives does, in the page's own process, up
 * to 200 MB: more than any leak that is looked for.
 */
const launch = () =>
  puppeteer.launch({ executablePath: "/usr/bin/chromium", args: FLAGS, networkEnabled: false, protocolTimeout: TEST_MS });

/** What the page's process holds after everything was freed that can be: resident memory and JavaScript's heap in MB, and counts. */
async function measure(browser, page) {
  const session = await page.createCDPSession();
  await session.send("Memory.simulatePressureNotification", { level: "critical" });
  // What the first round frees holds more.
  for (let round = 0; round < 3; round += 1) await session.send("HeapProfiler.collectGarbage");
  const counts = await session.send("Memory.getDOMCounters");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  const whole = await browser.target().createCDPSession();
  const { processInfo } = await whole.send("SystemInfo.getProcessInfo");
  await whole.detach();
  const resident_kb = ({ id }) => Number(readFileSync(`/proc/${id}/status`, "utf8").match(/^VmRSS:\s+(\d+) kB/m)[1]);
  // A spare process that waits for a next page is smaller than the page's.
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  return { resident_mb: Math.round(Math.max(...renderers.map(resident_kb)) / 1024), heap_mb: usedSize / 1e6, counts };
}

test("200 maps put in and taken out leave nothing behind", { tag: "@alone" }, async ({ portal }) => {
  test.setTimeout(TEST_MS);
  writeSmallCatalog(portal);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(portal.put("", `<script src="${portal.site}embed.js"></script>`));
    await page.evaluate(mountAndRemove, WARM);
    const before = await measure(browser, page);
    await page.evaluate(mountAndRemove, MOUNTS - WARM);
    await expect.poll(() => page.workers().length, "workers").toBe(0);
    const after = await measure(browser, page);

    const figures = `${JSON.stringify(before)} after ${WARM}, ${JSON.stringify(after)} after ${MOUNTS}`;
    test.info().annotations.push({ type: "memory", description: figures });
    expect(page.frames()).toHaveLength(1);
    expect(after.counts, "documents, nodes, listeners").toEqual(before.counts);
    expect(after.heap_mb - before.heap_mb, figures).toBeLessThan(HEAP_GROWTH_MB_MAX);
    expect(after.resident_mb - before.resident_mb, figures).toBeLessThan(GROWTH_MB_MAX);
  } finally {
    await browser.close();
  }
});
