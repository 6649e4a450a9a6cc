// How long the page is held up: measured with nothing beside it, after all other specs.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { withoutWorker } from "../../xtask/js/bench/browser.mjs";
import { map, openFacet, search, searchBox, valueBox } from "./walk.js";

/** Longest task of the page while a person searches, filters, drags and zooms, ms; 0 where none is over 50. */
async function longestTask(page, app) {
  await app.open();
  await page.evaluate(() => {
    globalThis.longTasks = [];
    const note = (list) => globalThis.longTasks.push(...list.getEntries().map((task) => task.duration));
    new PerformanceObserver(note).observe({ type: "longtask" });
  });
  await app.drawn(() => searchBox(page).pressSequentially("lvsigang", { delay: 40 }));
  await search(page, app, "");
  const facet = await openFacet(page, "乡镇（街道）");
  await app.drawn(() => valueBox(facet, "吕四港镇").check());
  await app.drawn(() => valueBox(facet, "吕四港镇").uncheck());
  const box = await map(page).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await app.drawn(async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let step = 1; step <= 60; step++) await page.mouse.move(x - step * 6, y - step * 5);
    await page.mouse.up();
  });
  await app.drawn(() => page.mouse.wheel(0, -240));
  return page.evaluate(() => Math.max(0, ...globalThis.longTasks));
}

test("searching, filtering and panning hold the page up for at most 50 ms", { tag: "@alone" }, async ({ page, app }) => {
  // What else the machine does can only add: of three openings the best one counts.
  const longest = [];
  do longest.push(await longestTask(page, app));
  while (longest.at(-1) > 50 && longest.length < 3);
  expect(Math.min(...longest), `of ${longest.join(", ")} ms`).toBeLessThanOrEqual(50);
});

test.describe("where there is no worker", () => {
  test.use({ expectedErrors: [/no Worker/] });
  test("the engine works in slices of about 20 ms, while it loads, searches and filters", { tag: ["@alone", "@desktop"] }, async ({ page, app }) => {
    await page.addInitScript(withoutWorker);
    const named = (n) => ({ id: String(n), name: `${"石花王李"[n % 4]}${"桥园家"[n % 3]}${n % 1000}村`, kind: `类${n % 7}`, town: `镇${n % 90}`, beds: n % 500 });
    const many = Array.from({ length: 100_000 }, (_, n) => point([121.3 + (n % 700) / 1000, 31.6 + (n % 611) / 1000], named(n)));
    await app.openMade(madeCatalog(), { "places.geojson": collection(...many) });
    for (const query of ["村", "shi", "sqc", "wangjiacum", ""]) await search(page, app, query);
    const facet = await openFacet(page, "类别");
    await app.drawn(() => valueBox(facet, "类3").check());
    const slices = (await page.evaluate(() => globalThis.benchSlices)).sort((a, b) => a - b);
    const at = (share) => slices[Math.floor(share * (slices.length - 1))];
    expect(slices.length).toBeGreaterThan(30);
    expect(at(0.9), slices.map(Math.round).join(" ")).toBeLessThanOrEqual(20);
    expect(at(1), "the first ones compile the program").toBeLessThanOrEqual(100);
  });
});
