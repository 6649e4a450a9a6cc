// What a person does once the map is ready, timed.
import { quantile, untilDrawn } from "./browser.mjs";

/** Milliseconds until drawn when a twentieth, most and all of the records pass. */
export async function filterFigures(page) {
  const set = (filter) => {
    const map = new URLSearchParams(location.hash.slice(1)).get("map");
    location.hash = [map && `map=${map}`, filter].filter(Boolean).join("&");
  };
  const figures = {};
  // Beds of the made-up gazetteer are evenly spread over 0 to 499.
  for (const [name, hash] of [["6%", "f.beds=0..29"], ["70%", "f.beds=0..349"], ["all", ""]]) {
    const { ms, passed } = await untilDrawn(page, set, hash);
    figures[`filter_${name}_ms`] = ms;
    figures[`filter_${name}_passed`] = passed;
    await page.waitForTimeout(300);
  }
  return figures;
}

/** Time between frames while the map is dragged to and fro and zoomed in and out, and until it is settled. */
export async function motionFigures(page) {
  const box = await page.locator("canvas").first().boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await watchFrames(page);
  for (let step = 0, end = Date.now() + 2000; Date.now() < end; step += 1) {
    await page.mouse.move(x + 150 * Math.sin(step / 15), y + 80 * Math.sin(step / 25));
  }
  const pan = await framesSeen(page);
  await page.mouse.up();
  await page.waitForTimeout(300);
  await watchFrames(page);
  for (let step = 0, end = Date.now() + 2000; Date.now() < end; step += 1) {
    await page.mouse.wheel(0, step % 60 < 30 ? -60 : 60);
    await page.waitForTimeout(16);
  }
  const zoom = await framesSeen(page);
  // The wheel's own motion goes on for a while. Settled: from the last question until its answer is drawn.
  await page.waitForTimeout(1500);
  const settled_ms = await page.evaluate(
    () => performance.getEntriesByName("diming:drawn").at(-1).startTime - globalThis.benchAsked,
  );
  return { pan_frame_p95_ms: quantile(pan, 0.95), zoom_frame_p95_ms: quantile(zoom, 0.95), settled_ms };
}

async function watchFrames(page) {
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
}

function framesSeen(page) {
  return page.evaluate(() => {
    const frames = globalThis.benchFrames.slice(2);
    globalThis.benchFrames = null;
    return frames;
  });
}

/** Slices of the engine's work where there is no worker: while it loads, and then while one searches and filters. */
export async function sliceFigures(page, queries) {
  const taken = () => page.evaluate(() => globalThis.benchSlices.splice(0));
  const loading = await taken();
  for (const { query } of queries) await untilDrawn(page, type, query);
  await untilDrawn(page, type, "");
  await filterFigures(page);
  const asking = await taken();
  const of = (name, slices) => [[`${name}_p95_ms`, quantile(slices, 0.95)], [`${name}_longest_ms`, quantile(slices, 1)]];
  return Object.fromEntries([...of("slices_loading", loading), ...of("slices_asking", asking)]);
}

/**
 * The naming review: milliseconds until it can be asked once it is opened, and for names of the dataset from the
 * keystroke until the findings are shown, and in the engine alone.
 */
export async function reviewFigures(page, names) {
  const [worker] = page.workers();
  await page.evaluate(() => document.querySelector(".menu-list input[type=checkbox]").click());
  await page.locator(".tabs").waitFor();
  const opened = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const start = performance.now();
        new PerformanceObserver((_, observer) => {
          const [mark] = performance.getEntriesByName("diming:review-ready");
          if (mark) [observer.disconnect(), resolve(mark.startTime - start)];
        }).observe({ type: "mark" });
        document.querySelector(".tabs .tab:last-child").click();
      }),
  );
  await page.locator("#application-type").selectOption("street");
  await timeAnswers(worker);
  const [shown, engine] = [[], []];
  for (const name of names) {
    shown.push(await page.evaluate(reviewedAfter, name));
    engine.push(await worker.evaluate(() => globalThis.answerMs));
    await page.waitForTimeout(40);
  }
  return { review_opened_ms: opened, shown, engine };
}

/** In the page: types a name, and gives the milliseconds until its findings are shown. */
function reviewedAfter(name) {
  return new Promise((resolve) => {
    const last = () => performance.getEntriesByName("diming:reviewed").at(-1);
    const before = last()?.detail.seq ?? 0;
    const box = document.getElementById("application-name");
    const start = performance.now();
    new PerformanceObserver((_, observer) => {
      if (last()?.detail.seq > before) [observer.disconnect(), resolve(last().startTime - start)];
    }).observe({ type: "mark" });
    box.value = name;
    box.dispatchEvent(new InputEvent("input", { bubbles: true, data: name }));
  });
}

/** Types a whole query. */
function type(query) {
  const box = document.getElementById("search");
  box.value = query;
  box.dispatchEvent(new InputEvent("input", { bubbles: true, data: query }));
}

/** Has the worker note how long its last answer took: from the question's arrival until it is posted. */
function timeAnswers(worker) {
  return worker.evaluate(() => {
    const { onmessage, postMessage } = globalThis;
    let asked = 0;
    globalThis.onmessage = (event) => {
      asked = performance.now();
      onmessage.call(globalThis, event);
    };
    globalThis.postMessage = (...message) => {
      globalThis.answerMs = performance.now() - asked;
      postMessage.apply(globalThis, message);
    };
  });
}

/**
 * Of each whole query in the search box, milliseconds by kind of query: until list and map show it,
 * and, as `KIND_engine`, in the engine alone, for the whole answer: search, counts, list, clusters.
 */
export async function searchFigures(page, queries) {
  const [worker] = page.workers();
  await timeAnswers(worker);
  const times = {};
  for (const { kind, query } of queries) {
    const { ms } = await untilDrawn(page, type, query);
    (times[kind] ??= []).push(ms);
    (times[`${kind}_engine`] ??= []).push(await worker.evaluate(() => globalThis.answerMs));
    await page.waitForTimeout(40);
  }
  return times;
}
