// The sample as a visitor gets it: when its first row can be read, when the running page has it, and what jumps.
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { freshPage } from "./browser.mjs";

/** How much slower the page's thread is made: a phone of the cheapest kind. */
const SLOW_PROCESSOR = 6;

/** A copy of dist/ as a server delivers it that compresses data on their way, as `docs/hosting.md` says. */
export function compressedOnTheWay(dist, folder) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(dist, folder, { recursive: true });
  const data = join(folder, "data");
  for (const name of readdirSync(data, { recursive: true }).filter((name) => /\.(geo)?json$/.test(name))) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
    writeFileSync(join(data, `${name}.br`), brotliCompressSync(readFileSync(join(data, name)), { params }));
  }
}

/** In the page, before anything else: the frames in which rows are first seen, and what shifts. */
const watchRows = () => {
  globalThis.benchRows = {};
  globalThis.benchShift = 0;
  const observer = new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) globalThis.benchShift += value;
  });
  observer.observe({ type: "layout-shift", buffered: true });
  const sights = { readable: ".first .row-name, body > .app .row-name", live: "body > .app .row-name" };
  const look = () => {
    for (const [sight, rows] of Object.entries(sights)) {
      const isSeen = [...document.querySelectorAll(rows)].some((row) => row.checkVisibility({ visibilityProperty: true }));
      if (isSeen) globalThis.benchRows[sight] ??= performance.now();
    }
    if (!globalThis.benchRows.live) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
};

/** Makes the page's thread slow, and with it how it takes what workers answer. */
export async function slowed(page, hasSlowProcessor) {
  if (!hasSlowProcessor) return;
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW_PROCESSOR });
}

/** Opens the site once. */
export async function firstSight(url, hasSlowProcessor = false) {
  const { browser, page, ready_ms } = await freshPage(url, watchRows, (page) => slowed(page, hasSlowProcessor));
  try {
    const { rows, shift } = await page.evaluate(() => ({ rows: globalThis.benchRows, shift: globalThis.benchShift }));
    return { figures: { first_readable_ms: rows.readable, first_live_row_ms: rows.live, ready_ms, layout_shift: shift }, searches: {} };
  } finally {
    await browser.close();
  }
}
