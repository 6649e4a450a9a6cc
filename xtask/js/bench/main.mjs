// Measures the app in a fresh browser each round: `cargo xtask bench` starts it.
//
// Environment: BENCH_URL (server), BENCH_LINE_URL (the same site over a slow line) and BENCH_LINE_DIR (what that serves,
// filled here), BENCH_DATASETS (names under /bench/, separated by blanks),
// BENCH_ROUNDS, BENCH_OUT (JSON), BENCH_LAST (JSON to compare with), BENCH_COMMAND (shown).
// Datasets and an almost empty page are interleaved, so that a slow minute of the machine falls on all.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { filterFigures, motionFigures, reviewFigures, searchFigures, sliceFigures } from "./acts.mjs";
import { freshPage, loadFigures, quantile, withoutWorker } from "./browser.mjs";
import { compressedOnTheWay, firstSight } from "./line.mjs";
import { bundlePeer, firstAnswer, longestTasks, peerFigures, secondVisit } from "./starts.mjs";
import { appliedNames, distinctQueries } from "./queries.mjs";

const { BENCH_URL: site, BENCH_LINE_URL: line, BENCH_LINE_DIR: lineDir, BENCH_OUT: out, BENCH_LAST: last, BENCH_COMMAND: command } = process.env;
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

/** The sample's first sight, and its first answer. */
async function sight(url, hasSlowProcessor) {
  const { figures, ...rest } = await firstSight(url, hasSlowProcessor);
  return { ...rest, figures: { ...figures, ...(await firstAnswer(url, hasSlowProcessor)) } };
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
/** The sample: at full speed, over the slow line, and that with a slow processor. */
const sights = {
  sample: () => sight(site),
  sample_slow_line: () => sight(line),
  sample_slow_line_and_processor: () => sight(line, true),
};
bundlePeer(".bench/peer");
compressedOnTheWay("dist", lineDir);
const results = { floor: [], ...Object.fromEntries(Object.keys(sights).map((name) => [name, []])), ...Object.fromEntries(datasets.map((name) => [name, []])) };
for (let round = 0; round < rounds; round += 1) {
  console.log(`round ${round + 1} of ${rounds}`);
  results.floor.push(await floor());
  for (const [name, look] of Object.entries(sights)) results[name].push(await look());
  for (const name of datasets) {
    const share = queries[name].filter((_, i) => i % rounds === round);
    const measured = await measure(name, share);
    Object.assign(measured.figures, await alone(name, share.slice(0, 20)), await peerFigures(site, name));
    Object.assign(measured.figures, await secondVisit(`${site}?catalog=bench/${name}.catalog.json`));
    measured.figures.ready_of_peer = measured.figures.ready_ms / measured.figures.peer_ready_ms;
    results[name].push(measured);
  }
}

const longest = await longestTasks(`${site}?catalog=bench/${datasets[0]}.catalog.json`);
const report = {
  machine: `${cpus().length} × ${cpus()[0].model}, ${Math.round(totalmem() / 2 ** 30)} GiB, no GPU`,
  browser: execFileSync("/usr/bin/chromium", ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim(),
  command,
  rounds,
  app_brotli_bytes: appBytes("dist"),
  longest_task_of_each_start_ms: longest,
  bytes: Object.fromEntries(datasets.map((name) => [name, statSync(`.bench/${name}.geojson`).size])),
  figures: Object.fromEntries(Object.entries(results).map(([name, list]) => [name, summary(list)])),
};
writeFileSync(out, `${JSON.stringify(report, null, 1)}\n`);

const before = last && existsSync(last) ? JSON.parse(readFileSync(last, "utf8")).figures : {};
console.log(`\n${report.machine}\n${report.browser}\n${command}, medians of ${rounds} rounds`);
console.log(`page and app without data: ${(report.app_brotli_bytes / 1000).toFixed(1)} kB brotli`);
console.log(`longest task of each start of ${datasets[0]}, ms: ${longest.map((ms) => ms.toFixed(0)).join(" ")}`);
for (const [name, figures] of Object.entries(report.figures)) {
  console.log(`\n${name}${report.bytes[name] ? ` (${report.bytes[name]} bytes)` : ""}`);
  for (const [key, value] of Object.entries(figures)) {
    const digits = key === "layout_shift" ? 4 : key === "ready_of_peer" ? 2 : key.endsWith("passed") ? 0 : 1;
    const shown = value === null ? "-" : value.toFixed(digits);
    const old = before[name]?.[key];
    const ratio = value && old && !key.endsWith("passed") ? `   ×${(value / old).toFixed(2)} of the last` : "";
    console.log(`  ${key.padEnd(26)} ${shown.padStart(9)}${ratio}`);
  }
}
