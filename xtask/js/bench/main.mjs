// Measures the app in a fresh browser each round: `cargo xtask bench` starts it.
//
// Environment: BENCH_URL (server), BENCH_DATASETS (names under /bench/, separated by blanks),
// BENCH_ROUNDS, BENCH_OUT (JSON), BENCH_LAST (JSON to compare with), BENCH_COMMAND (shown).
// Datasets and an almost empty page are interleaved, so that a slow minute of the machine falls on all.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { filterFigures, motionFigures, reviewFigures, searchFigures, sliceFigures } from "./acts.mjs";
import { freshPage, loadFigures, quantile, withoutWorker } from "./browser.mjs";
import { appliedNames, distinctQueries } from "./queries.mjs";

const { BENCH_URL: site, BENCH_OUT: out, BENCH_LAST: last, BENCH_COMMAND: command } = process.env;
const datasets = process.env.BENCH_DATASETS.split(" ");
const rounds = Number(process.env.BENCH_ROUNDS);
const QUERIES = 500;
const REVIEWS = 100;

/** One round of a dataset; each round asks its own share of the queries. */
async function measure(dataset, queries) {
  const { browser, page, ready_ms } = await freshPage(`${site}?catalog=bench/${dataset}.catalog.json`);
  try {
    const load = await loadFigures(browser, page);
    const filters = await filterFigures(page);
    const motion = await motionFigures(page);
    const searches = await searchFigures(page, queries);
    const { review_opened_ms, ...review } = await reviewFigures(page, names[dataset]);
    const timed = Object.fromEntries(Object.entries(review).map(([of, times]) => [`review_${of}`, times]));
    return { figures: { ready_ms, ...load, ...filters, ...motion, review_opened_ms }, searches: { ...searches, ...timed } };
  } finally {
    await browser.close();
  }
}

/** The same dataset where no worker can start. */
async function alone(dataset, queries) {
  const { browser, page, ready_ms } = await freshPage(`${site}?catalog=bench/${dataset}.catalog.json`, withoutWorker);
  try {
    return { no_worker_ready_ms: ready_ms, ...(await sliceFigures(page, queries)) };
  } finally {
    await browser.close();
  }
}

async function floor() {
  const { browser, ready_ms } = await freshPage(`${site}floor/`);
  await browser.close();
  return { figures: { ready_ms }, searches: {} };
}

/** Medians of the rounds; of searches, median and 95 % of all rounds together. */
function summary(results) {
  const keys = Object.keys(results[0].figures);
  const figures = Object.fromEntries(keys.map((key) => [key, quantile(results.map((r) => r.figures[key]), 0.5)]));
  for (const kind of Object.keys(results[0].searches)) {
    const times = results.flatMap((result) => result.searches[kind] ?? []);
    const key = kind.startsWith("review_") ? kind : `search_${kind}`;
    figures[`${key}_p50_ms`] = quantile(times, 0.5);
    figures[`${key}_p95_ms`] = quantile(times, 0.95);
  }
  return figures;
}

function appBytes(dir) {
  const files = readdirSync(dir, { recursive: true }).filter((name) => name.endsWith(".br") && !name.startsWith("data/"));
  return files.reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
}

const queries = Object.fromEntries(datasets.map((name) => [name, distinctQueries(`.bench/${name}.geojson`, QUERIES)]));
const names = Object.fromEntries(datasets.map((name) => [name, appliedNames(`.bench/${name}.geojson`, REVIEWS)]));
const results = { floor: [], ...Object.fromEntries(datasets.map((name) => [name, []])) };
for (let round = 0; round < rounds; round += 1) {
  console.log(`round ${round + 1} of ${rounds}`);
  results.floor.push(await floor());
  for (const name of datasets) {
    const share = queries[name].filter((_, i) => i % rounds === round);
    const measured = await measure(name, share);
    Object.assign(measured.figures, await alone(name, share.slice(0, 20)));
    results[name].push(measured);
  }
}

const report = {
  machine: `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, no GPU`,
  browser: execFileSync("/usr/bin/chromium", ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim(),
  command,
  rounds,
  app_brotli_bytes: appBytes("dist"),
  bytes: Object.fromEntries(datasets.map((name) => [name, statSync(`.bench/${name}.geojson`).size])),
  figures: Object.fromEntries(Object.entries(results).map(([name, list]) => [name, summary(list)])),
};
writeFileSync(out, `${JSON.stringify(report, null, 1)}\n`);

const before = last && existsSync(last) ? JSON.parse(readFileSync(last, "utf8")).figures : {};
console.log(`\n${report.machine}\n${report.browser}\n${command}, medians of ${rounds} rounds`);
console.log(`page and app without data: ${(report.app_brotli_bytes / 1000).toFixed(1)} kB brotli`);
for (const [name, figures] of Object.entries(report.figures)) {
  console.log(`\n${name}${report.bytes[name] ? ` (${report.bytes[name]} bytes)` : ""}`);
  for (const [key, value] of Object.entries(figures)) {
    const shown = value === null ? "-" : value.toFixed(key.endsWith("passed") ? 0 : 1);
    const old = before[name]?.[key];
    const ratio = value && old && !key.endsWith("passed") ? `   ×${(value / old).toFixed(2)} of the last` : "";
    console.log(`  ${key.padEnd(26)} ${shown.padStart(9)}${ratio}`);
  }
}
