// Starts beside those of the main table: the peer, a second visit, many starts for the longest task, the first answer to
// typed words.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { buildSync } from "esbuild";
import { args, freshPage, loadFigures, VIEWPORT, waitForMark } from "./browser.mjs";
import { slowed } from "./line.mjs";

/** Starts for the longest task. */
const STARTS = 10;
/** Words that have answers in the sample. */
const TYPED = "养老院";

/** Bundles the peer's page into a folder that is served. */
export function bundlePeer(folder) {
  mkdirSync(folder, { recursive: true });
  copyFileSync("xtask/js/peer/index.html", join(folder, "index.html"));
  const built = { entryPoints: ["xtask/js/peer/peer.js"], bundle: true, minify: true, format: "esm", target: "es2022", loader: { ".png": "dataurl" } };
  buildSync({ ...built, outdir: folder });
}

/** Leaflet with supercluster over the same file. */
export async function peerFigures(site, dataset) {
  const query = new URLSearchParams({ file: `/bench/${dataset}.geojson`, catalog: `/bench/${dataset}.catalog.json` });
  const { browser, page, ready_ms } = await freshPage(`${site}peer/index.html?${query}`);
  try {
    const { longest_task_loading_ms, renderer_peak_mb } = await loadFigures(browser, page);
    return { peer_ready_ms: ready_ms, peer_longest_task_ms: longest_task_loading_ms, peer_renderer_peak_mb: renderer_peak_mb };
  } finally {
    await browser.close();
  }
}

/** The second visit of a browser that kept what it got. */
export async function secondVisit(url) {
  const profile = mkdtempSync(join(tmpdir(), "diming-bench-"));
  try {
    let ready_ms = null;
    for (const isSecond of [false, true]) {
      const context = await chromium.launchPersistentContext(profile, { executablePath: "/usr/bin/chromium", args, viewport: VIEWPORT });
      const page = await context.newPage();
      await page.goto(url, { waitUntil: "commit" });
      ready_ms = await page.evaluate(waitForMark, "diming:ready");
      // The keeper has the app's files, and the browser its compiled code.
      if (!isSecond) {
        await page.evaluate(() => navigator.serviceWorker?.ready.then(() => undefined));
        await page.waitForTimeout(4_000);
      }
      await context.close();
    }
    return { second_visit_ready_ms: ready_ms };
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
}

/** The longest task of the page's thread in each of ten starts. */
export async function longestTasks(url) {
  const longest = [];
  for (let start = 0; start < STARTS; start += 1) {
    const { browser, page } = await freshPage(url);
    longest.push((await loadFigures(browser, page)).longest_task_loading_ms);
    await browser.close();
  }
  return longest;
}

/** From navigation until the answer to words is drawn that are typed as soon as there is a box for them. */
export async function firstAnswer(url, hasSlowProcessor = false) {
  const typing = async (page) => {
    await slowed(page, hasSlowProcessor);
    page.once("domcontentloaded", () => void page.getByRole("searchbox").first().fill(TYPED).catch(() => {}));
  };
  const { browser, page } = await freshPage(url, undefined, typing);
  try {
    const answered = await page.evaluate(
      (words) =>
        new Promise((resolve) => {
          const look = () => {
            const box = document.querySelector("body > .app input[type=search]");
            const mark = performance.getEntriesByName("diming:drawn").at(-1);
            const row = document.querySelector("body > .app .row-name");
            if (box?.value === words && row?.textContent.includes(words) && mark) resolve(performance.now());
            else requestAnimationFrame(look);
          };
          look();
        }),
      TYPED,
    );
    return { first_answer_ms: answered };
  } finally {
    await browser.close();
  }
}
