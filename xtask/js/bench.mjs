// Measures the app in a fresh browser each round: `cargo xtask bench` starts it.
//
// Environment: BENCH_URL (server), BENCH_DATASETS (names under /bench/, separated by blanks),
// BENCH_ROUNDS, BENCH_OUT (JSON), BENCH_COMMAND (shown). Datasets and the floor are interleaved, so
// that a slow minute of the machine falls on all of them.
import { chromium } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { readdirSync, statSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";

const { BENCH_URL: site, BENCH_OUT: out, BENCH_COMMAND: command } = process.env;
const datasets = process.env.BENCH_DATASETS.split(" ");
const rounds = Number(process.env.BENCH_ROUNDS);
const queries = ["石桥", "大道", "xinxing", "hxc", "jinshan", "花园", "yulanlu", "中心"];
const args = [
  "--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

/** Value below which a share of the numbers lies; null for none. */
function quantile(numbers, share) {
  const sorted = numbers.filter((n) => n !== null).sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] : null;
}

const watch = () => {
  globalThis.benchTasks = [];
  new PerformanceObserver((list) => globalThis.benchTasks.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: "longtask", buffered: true });
};

const waitForMark = (name) =>
  new Promise((resolve) => {
    const look = () => {
      const mark = performance.getEntriesByName(name)[0];
      if (mark) resolve(mark.startTime);
    };
    new PerformanceObserver(look).observe({ type: "mark", buffered: true });
    look();
  });

async function freshPage(path) {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.addInitScript(watch);
  await page.goto(site + path, { waitUntil: "commit" });
  return { browser, page, ready: await page.evaluate(waitForMark, "diming:ready") };
}

/** Time between frames while the map is dragged to and fro for two seconds. */
async function panFrames(page) {
  const box = await page.locator("canvas").first().boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.evaluate(() => {
    globalThis.benchFrames = [];
    let last = performance.now();
    const frame = (now) => {
      globalThis.benchFrames.push(now - last);
      last = now;
      if (globalThis.benchFrames) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  const end = Date.now() + 2000;
  for (let step = 0; Date.now() < end; step += 1) {
    await page.mouse.move(x + 150 * Math.sin(step / 15), y + 80 * Math.sin(step / 25));
  }
  const frames = await page.evaluate(() => {
    const frames = globalThis.benchFrames.slice(2);
    globalThis.benchFrames = null;
    return frames;
  });
  await page.mouse.up();
  return frames;
}

/** From each keystroke in the search box until the list is drawn, milliseconds. */
async function keystrokes(page) {
  const box = page.getByRole("searchbox").or(page.getByRole("combobox")).first();
  await page.evaluate(() => {
    addEventListener("input", () => (globalThis.benchInput = performance.now()), true);
  });
  const times = [];
  for (const query of queries) {
    await box.fill("");
    for (let length = 1; length <= query.length; length += 1) {
      const before = await page.evaluate(() => performance.getEntriesByName("diming:drawn").at(-1).startTime);
      await box.fill(query.slice(0, length));
      times.push(await page.evaluate(drawnAfterInput, before));
      await page.waitForTimeout(60);
    }
  }
  return times;
}

function drawnAfterInput(before) {
  return new Promise((resolve) => {
    const look = () => {
      const mark = performance.getEntriesByName("diming:drawn").at(-1);
      if (mark.startTime > before && mark.startTime > globalThis.benchInput) resolve(mark.startTime - globalThis.benchInput);
    };
    new PerformanceObserver(look).observe({ type: "mark", buffered: true });
    look();
  });
}

async function measure(dataset) {
  const path = `?catalog=bench/${dataset}.catalog.json`;
  const { browser, page, ready } = await freshPage(path);
  try {
    const load = await page.evaluate(() => ({
      first: performance.getEntriesByName("diming:first-data")[0]?.startTime ?? null,
      longest: Math.max(0, ...globalThis.benchTasks),
      passed: performance.getEntriesByName("diming:drawn").at(-1).detail.passed,
    }));
    const frames = await panFrames(page);
    const keys = await keystrokes(page);
    return {
      ready_ms: ready,
      first_data_ms: load.first,
      longest_task_loading_ms: load.longest,
      passed: load.passed,
      pan_frame_p95_ms: quantile(frames, 0.95),
      keystroke_p50_ms: quantile(keys, 0.5),
      keystroke_p95_ms: quantile(keys, 0.95),
    };
  } finally {
    await browser.close();
  }
}

async function floor() {
  const { browser, ready } = await freshPage("floor/");
  await browser.close();
  return { ready_ms: ready };
}

/** Median of each figure over the rounds. */
function medians(results) {
  const keys = Object.keys(results[0]);
  return Object.fromEntries(keys.map((key) => [key, quantile(results.map((result) => result[key]), 0.5)]));
}

function appBytes(dir) {
  const files = readdirSync(dir, { recursive: true }).filter((name) => name.endsWith(".br"));
  return files.reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
}

const results = { floor: [], ...Object.fromEntries(datasets.map((name) => [name, []])) };
for (let round = 1; round <= rounds; round += 1) {
  console.log(`round ${round} of ${rounds}`);
  results.floor.push(await floor());
  for (const name of datasets) results[name].push(await measure(name));
}

const report = {
  machine: `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, no GPU`,
  browser: execFileSync("/usr/bin/chromium", ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim(),
  command,
  rounds,
  app_brotli_bytes: appBytes("dist"),
  medians: Object.fromEntries(Object.entries(results).map(([name, list]) => [name, medians(list)])),
  bytes: Object.fromEntries(datasets.map((name) => [name, statSync(`.bench/${name}.geojson`).size])),
  results,
};
writeFileSync(out, `${JSON.stringify(report, null, 1)}\n`);
console.log(`\n${report.machine}\n${report.browser}\n${command}, medians of ${rounds} rounds`);
console.log(`page and app without data: ${(report.app_brotli_bytes / 1000).toFixed(1)} kB brotli`);
for (const [name, figures] of Object.entries(report.medians)) {
  console.log(`\n${name}${report.bytes[name] ? ` (${report.bytes[name]} bytes)` : ""}`);
  for (const [key, value] of Object.entries(figures)) {
    console.log(`  ${key.padEnd(26)} ${value === null ? "-" : value.toFixed(key === "passed" ? 0 : 1).padStart(9)}`);
  }
}
