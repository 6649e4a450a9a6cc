// A fresh browser each time, and what can be read of it: marks, long tasks, memory.
import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";

export const args = [
  "--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export const VIEWPORT = { width: 1280, height: 800 };

/** In the page, before anything else: collects long tasks, the page's own WebAssembly memory, and when it asked last. */
const watch = () => {
  globalThis.benchTasks = [];
  new PerformanceObserver((list) => globalThis.benchTasks.push(...list.getEntries().map((task) => task.duration)))
    .observe({ type: "longtask", buffered: true });
  const { postMessage } = Worker.prototype;
  Worker.prototype.postMessage = function (...given) {
    globalThis.benchAsked = performance.now();
    return postMessage.apply(this, given);
  };
  globalThis.benchMemories = [];
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    globalThis.benchMemories.push((made.instance || made).exports.memory);
    return made;
  };
};

/** In the page: the time of a mark, once it is there. */
export const waitForMark = (name) =>
  new Promise((resolve) => {
    const look = () => {
      const mark = performance.getEntriesByName(name)[0];
      if (mark) resolve(mark.startTime);
    };
    new PerformanceObserver(look).observe({ type: "mark", buffered: true });
    look();
  });

/** In the page, before anything else: no worker can start, so that the engine works on the page's thread; its slices are timed. */
export const withoutWorker = () => {
  globalThis.Worker = class { constructor() { throw new Error("no Worker"); } };
  globalThis.benchSlices = [];
  const { get, set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage");
  const timed = (listener) => (event) => {
    const start = performance.now();
    listener(event);
    globalThis.benchSlices.push(performance.now() - start);
  };
  Object.defineProperty(MessagePort.prototype, "onmessage", { get, set(listener) { set.call(this, timed(listener)); } });
};

/** Opens an address in a browser of its own and waits until it is ready; times from navigation. `set` is done to the page before. */
export async function freshPage(url, prepare = watch, set = () => {}) {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args });
  const page = await browser.newPage({ viewport: VIEWPORT });
  await page.addInitScript(prepare);
  await set(page);
  await page.goto(url, { waitUntil: "commit" });
  return { browser, page, ready_ms: await page.evaluate(waitForMark, "diming:ready") };
}

/** What loading cost. Of a page that is not the app there are no marks but one. */
export async function loadFigures(browser, page) {
  const figures = await page.evaluate(() => ({
    first_data_ms: performance.getEntriesByName("diming:first-data")[0]?.startTime ?? null,
    longest_task_loading_ms: Math.max(0, ...globalThis.benchTasks),
    page_wasm_mb: globalThis.benchMemories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0) / 1e6,
    passed: performance.getEntriesByName("diming:drawn").at(-1)?.detail.passed ?? null,
  }));
  return { ...figures, renderer_peak_mb: await rendererPeakMb(browser) };
}

/** Largest resident memory that the renderer ever had (VmHWM), where the system tells. */
async function rendererPeakMb(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const peaks = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => {
    try {
      return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]) * 1024 / 1e6;
    } catch (_) {
      return null;
    }
  });
  return peaks.includes(null) ? null : Math.max(...peaks);
}

/** Calls `act` in the page, and gives the milliseconds until its effect is drawn. */
export function untilDrawn(page, act, value) {
  return page.evaluate(
    ([source, value]) =>
      new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error(`nothing was drawn after ${value}`)), 20_000);
        const drawn = () => performance.getEntriesByName("diming:drawn").at(-1);
        const before = drawn().startTime;
        const start = performance.now();
        const observer = new PerformanceObserver(() => {
          const mark = drawn();
          if (mark.startTime > before) {
            observer.disconnect();
            resolve({ ms: mark.startTime - start, passed: mark.detail.passed });
          }
        });
        observer.observe({ type: "mark" });
        (0, eval)(`(${source})`)(value);
      }),
    [act.toString(), value],
  );
}

/** Value below which a share of the numbers lies; null for none. */
export function quantile(numbers, share) {
  const sorted = numbers.filter((n) => n !== null).sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] : null;
}
