// The answer at first sight: how many rows of the list a person sees whole on a first visit, nothing dismissed.

import { expect, test } from "./app.js";
import { rows, search } from "./walk.js";

/** Width, height, least number of rows, further parameters of the page. */
const DESKTOPS = [
  [1366, 657, 7],
  [1280, 800, 9],
  [1920, 1080, 14],
  [1093, 526, 5],
  [683, 329, 2],
  [900, 500, 5, "layout=list"],
  [900, 600, 6, "layout=viewer"],
];
const PHONES = [
  [390, 844, 5],
  [360, 740, 4],
];

/** Rows of which all four corners are seen, and where the first begins. */
function seenRows() {
  const isSeen = (row) => {
    const { left, top, right, bottom } = row.getBoundingClientRect();
    const corners = [[left + 2, top + 2], [right - 20, top + 2], [left + 2, bottom - 2], [right - 20, bottom - 2]];
    return corners.every(([x, y]) => row.contains(document.elementFromPoint(x, y)));
  };
  const rows = [...document.querySelectorAll(".list .row")];
  return { seen: rows.filter(isSeen).length, top: Math.min(...rows.map((row) => row.getBoundingClientRect().top)) };
}

for (const [tag, screens] of [["@desktop", DESKTOPS], ["@phone", PHONES]]) {
  for (const [width, height, least, query = ""] of screens) {
    for (const lang of ["zh", "en"]) {
      test(`${least} rows at ${width} × ${height} ${query}, ${lang}`, { tag }, async ({ page, app }) => {
        await page.setViewportSize({ width, height });
        const hasMap = !query.includes("list");
        await app.open(`lang=${lang}`, { query, wait: hasMap });
        await expect.poll(async () => (await page.evaluate(seenRows)).seen, "on load").toBeGreaterThan(0);
        const onLoad = await page.evaluate(seenRows);
        expect(onLoad.seen, "on load").toBeGreaterThanOrEqual(least);
        if (width >= 900) expect(onLoad.top, "what stands above the answers, pixels").toBeLessThanOrEqual(150);
        await (hasMap ? search(page, app, "养老院") : page.getByRole("searchbox").fill("养老院"));
        await expect.poll(async () => (await page.evaluate(seenRows)).seen, "after a search").toBeGreaterThanOrEqual(least);
      });
    }
  }
}

test("at 400 % of an office screen the search is in sight, and the page scrolls to the answers", { tag: "@desktop" }, async ({ page, app }) => {
  await page.setViewportSize({ width: 342, height: 164 });
  await app.open();
  await expect(page.getByRole("searchbox")).toBeInViewport({ ratio: 1 });
  await rows(page).first().scrollIntoViewIfNeeded();
  await expect(rows(page).first()).toBeInViewport({ ratio: 1 });
});
