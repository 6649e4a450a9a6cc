// <diming-map> put into a page and taken out again, many times: memory does not grow, nothing goes on behind it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { collection, madeCatalog, point } from "./app.js";
import { expect, test } from "./portal.js";

const MOUNTS = 200;
/** Mounts after which caches are full and code is compiled. */
const WARM = 20;
/** Growth of the renderer from the warm-up on: what an allocator keeps by and by, not what a map takes. */
const GROWTH_MB_MAX = 30;

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
    document.body.append(map);
    const { hits } = await map.search({ q: "石桥" });
    if (hits.length !== 1) throw new Error(`mount ${i}: ${hits.length} hits`);
    map.remove();
  }
  globalThis.heard.length = 0;
}

/** Resident memory of the page's renderer, in MB, and how many documents it holds, after everything was freed that can be. */
async function measure(browser, page) {
  const session = await page.context().newCDPSession(page);
  for (let i = 0; i < 3; i += 1) await session.send("HeapProfiler.collectGarbage");
  await session.send("Memory.simulatePressureNotification", { level: "critical" });
  await session.send("HeapProfiler.collectGarbage");
  const { documents } = await session.send("Memory.getDOMCounters");
  await session.detach();
  const whole = await browser.newBrowserCDPSession();
  const { processInfo } = await whole.send("SystemInfo.getProcessInfo");
  await whole.detach();
  const renderers = processInfo.filter(({ type }) => type === "renderer");
  const resident = ({ id }) => Number(readFileSync(`/proc/${id}/status`, "utf8").match(/^VmRSS:\s+(\d+) kB/m)[1]) / 1024;
  // The page's own; a spare one that waits for a next page is smaller.
  return { resident_mb: Math.max(...renderers.map(resident)), documents };
}

test("200 maps put in and taken out leave nothing behind", { tag: "@alone" }, async ({ browser, page, portal }) => {
  test.setTimeout(240_000);
  writeSmallCatalog(portal);
  await portal.open(page, "", `<script src="${portal.site}embed.js"></script>`);
  await page.evaluate(mountAndRemove, WARM);
  const before = await measure(browser, page);
  await page.evaluate(mountAndRemove, MOUNTS - WARM);
  const after = await measure(browser, page);

  const figures = `${JSON.stringify(before)} after ${WARM}, ${JSON.stringify(after)} after ${MOUNTS}`;
  test.info().annotations.push({ type: "memory", description: figures });
  expect(page.workers()).toEqual([]);
  expect(page.frames()).toHaveLength(1);
  expect(after.documents, figures).toBeLessThanOrEqual(before.documents);
  expect(after.resident_mb - before.resident_mb, figures).toBeLessThan(GROWTH_MB_MAX);
});
