// What every browser test stands on: the app opened and ready, and nothing wrong in the console.
//
//   import { test, expect } from "./app.js";
//   test("…", async ({ page, app }) => {
//     await app.open("q=吕四港&lang=en");
//     const { passed } = await app.drawn(() => page.getByRole("searchbox").fill("石桥"));
//   });
//
// A test fails on any console error, uncaught error or policy violation, of the page or of its
// worker. One that provokes them says which: `test.use({ expectedErrors: [/status of 404/] })`.

import { test as base, expect } from "@playwright/test";
import { readFileSync } from "node:fs";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

export { expect };

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const realDir = process.env.DIMING_REAL_DATA ?? resolve("../shared/real");

export const test = base.extend({
  /** Patterns of console messages that the test provokes. */
  expectedErrors: [[], { option: true }],

  errors: [
    async ({ page, expectedErrors }, use) => {
      const errors = [];
      const add = (text) => expectedErrors.some((pattern) => pattern.test(text)) || errors.push(text);
      page.on("console", (message) => message.type() === "error" && add(`console: ${message.text()}`));
      page.on("pageerror", (error) => add(`uncaught: ${error.message}`));
      await page.addInitScript(() => addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) => {
        console.error(`policy: ${violatedDirective} ${blockedURI} ${sourceFile}`);
      }));
      await use(errors);
      // What is still asked for when a test ends is answered by nobody.
      await page.unrouteAll({ behavior: "ignoreErrors" });
      await page.context().unrouteAll({ behavior: "ignoreErrors" });
      expect(errors, "errors in the console").toEqual([]);
    },
    { auto: true },
  ],

  app: async ({ page }, use) => {
    await use(new App(page));
  },
});

class App {
  constructor(page) {
    this.page = page;
  }

  /**
   * Opens the app and waits until every layer is loaded and drawn.
   *
   * @param hash the view, without `#`, not encoded: "q=石桥&lang=en"
   * @param options.catalog address of another catalog on this origin
   * @param options.query further query string: "layout=elder"
   * @param options.wait false to return as soon as the document is there
   */
  async open(hash = "", { catalog = "", query = "", wait = true } = {}) {
    const search = new URLSearchParams(query);
    if (catalog) search.set("catalog", catalog);
    // A hash alone would not load the page again.
    if (this.page.url() !== "about:blank") await this.page.goto("about:blank");
    await this.page.goto(`./${search.size ? `?${search}` : ""}${hash ? `#${encodeURI(hash)}` : ""}`);
    if (wait) await this.ready();
  }

  /** Waits for `diming:ready`. */
  ready() {
    return this.page.evaluate(markSeen, "diming:ready");
  }

  /**
   * Does something and waits until picture, count and list agree again.
   *
   * @returns the detail of the last `diming:drawn`: `{seq, passed}`
   */
  async drawn(act) {
    const before = await this.page.evaluate(lastSeq);
    await act();
    await this.page.evaluate(newerThan, before);
    // What was typed or dragged in several steps is drawn in several, and a map that flies there asks again at its end.
    return this.page.evaluate(settledDetail);
  }

  /**
   * Opens a catalog and files that exist for this test only.
   *
   * @param catalog what is served as catalog; a text is served as it is
   * @param files name → text, Buffer, object (as JSON), or a Playwright answer in `{ answer: … }`
   */
  async openMade(catalog, files = {}, hash = "", options = {}) {
    await this.serve({ "catalog.json": catalog, ...files });
    await this.open(hash, { catalog: "made/catalog.json", ...options });
  }

  /** Answers requests for `made/NAME`, of the page and of its worker. */
  async serve(files) {
    for (const [name, content] of Object.entries(files)) {
      await this.page.context().route(`**/made/${name}`, (route) => {
        if (content?.answer) return route.fulfill(content.answer);
        const isRaw = typeof content === "string" || Buffer.isBuffer(content);
        const contentType = name.endsWith(".json") ? "application/json" : "application/geo+json";
        return route.fulfill({ contentType, body: isRaw ? content : JSON.stringify(content) });
      });
    }
  }

  /** What axe-core finds wrong on the screen as it is now, or in a frame of it, shortened. */
  async axe(where = this.page) {
    // What slides in is half transparent on its way.
    await where.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null))));
    await where.evaluate(axeSource);
    const found = await where.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"] }));
    return found.violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }
}

/**
 * How a test of each language in each theme is walked: on a phone two of the four, so that each language and each theme
 * is seen there too.
 */
export const look = (lang, theme) => ((lang === "zh") === (theme === "light") ? {} : { tag: "@desktop" });

function markSeen(name) {
  return new Promise((resolve) => {
    const look = () => performance.getEntriesByName(name).length > 0 && resolve();
    new PerformanceObserver(look).observe({ type: "mark", buffered: true });
    look();
  });
}

function lastSeq() {
  return performance.getEntriesByName("diming:drawn").at(-1)?.detail.seq ?? -1;
}

/** Waits in the page itself: a question from outside comes up to a second late. */
function newerThan(before) {
  const last = () => performance.getEntriesByName("diming:drawn").at(-1)?.detail.seq ?? -1;
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no newer picture than ${before} within 5 s`)), 5_000);
    const look = () => {
      if (last() <= before) return requestAnimationFrame(look);
      clearTimeout(late);
      resolve();
    };
    look();
  });
}

/** The last picture, once nothing moves or is asked for, for four frames. */
async function settledDetail() {
  const last = () => performance.getEntriesByName("diming:drawn").at(-1).detail;
  let [seen, quietFrames] = [last(), 0];
  const late = performance.now() + 5_000;
  while (quietFrames < 4) {
    if (performance.now() > late) throw new Error(`the picture ${seen.seq} does not come to rest within 5 s`);
    await new Promise(requestAnimationFrame);
    const isShown = document.documentElement.hasAttribute("data-shown");
    quietFrames = isShown && last().seq === seen.seq ? quietFrames + 1 : 0;
    seen = last();
  }
  return seen;
}

/** A field of a made-up catalog. */
const field = (zh, en, kind, rest = {}) => ({ label: { zh, en }, kind, ...rest });

/**
 * A small catalog with one layer, `places`, in `made/places.geojson`; `change` edits it.
 * Its bounds are those of the sample.
 */
export function madeCatalog(change = () => {}) {
  const catalog = {
    version: 1,
    title: { zh: "试验目录", en: "Trial catalog" },
    approval: "试验",
    bounds: { west: 121.25, south: 31.55, east: 122.1, north: 32.25 },
    home: { lon: 121.68, lat: 31.88, zoom: 10.5 },
    zoom_min: 9,
    zoom_max: 18,
    fields: {
      id: field("编号", "Number", "text"),
      name: field("名称", "Name", "text", { aliases: ["名称"] }),
      kind: field("类别", "Kind", "choice"),
      town: field("乡镇", "Town", "choice"),
      beds: field("床位", "Beds", "number", { unit: { zh: "张", en: "beds" } }),
      phone: field("电话", "Phone", "phones"),
      website: field("网站", "Website", "url"),
    },
    facets: [{ field: "kind" }, { field: "town" }, { field: "beds" }],
    layers: [
      {
        id: "places",
        label: { zh: "地点", en: "Places" },
        source: "places.geojson",
        key_field: "id",
        fields: ["id", "name", "kind", "town", "beds", "phone", "website"],
        row: ["kind", "town"],
        card: ["kind", "town", "beds", "phone", "website"],
        style: { sign: "square", color: "#0f5a8a", color_dark: "#7cc0ee" },
      },
    ],
  };
  change(catalog);
  return catalog;
}

/** A point feature; `at` is [lon, lat]. */
export const point = (at, properties, rest = {}) => ({
  type: "Feature",
  geometry: { type: "Point", coordinates: at },
  properties,
  ...rest,
});

/** A collection of features. */
export const collection = (...features) => ({ type: "FeatureCollection", features });

/** Address of a file of the real data; the test is skipped where there is none, and fails in CI. */
export function realData(name) {
  const there = existsSync(resolve(realDir, name));
  if (!there && process.env.CI) throw new Error(`${name} is not in ${realDir}`);
  test.skip(!there, `${name} is not in ${realDir}`);
  return `real/${name}`;
}
