// How long the page is held up: measured with nothing beside it, after all other specs.

import { expect, test } from "./app.js";
import { map, openFacet, search, searchBox, valueBox } from "./walk.js";

/** Longest task of the page while a person searches, filters, drags and zooms, ms; 0 where none is over 50. */
async function longestTask(page, app) {
  await app.open();
  const facet = await openFacet(page, "乡镇（街道）");
  await page.evaluate(() => {
    globalThis.longTasks = [];
    const note = (list) => globalThis.longTasks.push(...list.getEntries().map((task) => task.duration));
    new PerformanceObserver(note).observe({ type: "longtask" });
  });
  await app.drawn(() => searchBox(page).pressSequentially("lvsigang", { delay: 40 }));
  await search(page, app, "");
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
