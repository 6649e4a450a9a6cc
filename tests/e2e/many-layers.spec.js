// As many layers as a catalog may have, and as many files of this machine as may be open beside them: the list keeps its
// room, every switch can be reached, and no label runs over its count.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { fromMenu, openLayers, rows } from "./walk.js";

const LAYERS = 64;
const FILES = 8;
const LABELS = [
  (n) => ({ zh: `第${n}类农村公益性骨灰堂和历史文化遗产保护单位（含已经注销的）名录`, en: `Category ${n}: rural public columbaria and protected places, cancelled ones included` }),
  (n) => ({ zh: `养老${n}`, en: `Care ${n}` }),
  (n) => ({ zh: `${n}_Donaudampfschifffahrtsgesellschaftskapitaen`, en: `${n}_Donaudampfschifffahrtsgesellschaftskapitaen` }),
];

const catalog = () => madeCatalog((made) => {
  const [like] = made.layers;
  made.layers = Array.from({ length: LAYERS }, (_, n) => ({
    ...like, id: `l${n}`, label: LABELS[n % 3](n), source: `l${n}.geojson`, attribution: { zh: `第${n}科提供`, en: `By office ${n}` },
  }));
});
const records = (n) => collection(...Array.from({ length: 1 + n * 20 }, (_, i) => point([121.6 + (i % 50) / 200, 31.8 + n / 300], { id: `${n}-${i}`, name: `${n}号${i}院` })));
const files = Array.from({ length: FILES }, (_, n) => ({
  name: `某镇养老机构名单第${n}版汇总表.csv`, mimeType: "text/csv", buffer: Buffer.from(`名称,经度,纬度\n甲院${n},121.7,31.9\n`),
}));

/** Switches whose name and count lie over each other, or reach out of their switch. */
const overlaps = (page) => page.locator(".switch").evaluateAll((all) => all.flatMap((box) => {
  const [outer, name, count] = [box, box.querySelector(".switch-name"), box.querySelector(".count")].map((e) => e.getBoundingClientRect());
  const range = document.createRange();
  range.selectNodeContents(box.querySelector(".count"));
  const words = range.getBoundingClientRect();
  const isApart = name.right <= count.left + 0.5 && words.right <= outer.right + 0.5 && name.width >= 24;
  return isApart && box.querySelector(".switch-name").scrollWidth <= name.width + 1 ? [] : [box.textContent];
}));

const SCREENS = [[1280, 800], [1280, 640], [1366, 657], [1093, 526], [360, 740], [390, 844]];
for (const [width, height] of SCREENS) {
  for (const lang of ["zh", "en"]) {
    test(`${LAYERS} layers and ${FILES} files at ${width} × ${height}, ${lang}`, { tag: "@desktop" }, async ({ page, app }) => {
      test.setTimeout(60_000);
      await page.setViewportSize({ width, height });
      const layers = Object.fromEntries(Array.from({ length: LAYERS }, (_, n) => [`l${n}.geojson`, records(n)]));
      await app.openMade(catalog(), layers, `lang=${lang}`);
      const more = page.getByRole("button", { name: /^(更多|More)$/ });
      await expect(rows(page).first()).toBeInViewport({ ratio: 0.5 });
      await expect(more).toBeInViewport({ ratio: 1 });
      await fromMenu(page, /^(数据|Data)/);
      await app.drawn(() => page.locator("input[type=file]").first().setInputFiles(files));
      await page.getByRole("button", { name: /^(返回|Back)$/ }).click();
      await expect(rows(page).first()).toBeInViewport({ ratio: 0.5 });
      await expect(more).toBeInViewport({ ratio: 1 });
      await openLayers(page);
      await expect(page.locator(".switch")).toHaveCount(LAYERS + FILES);
      expect(await overlaps(page)).toEqual([]);
      // The last of them by keys, and its whole name.
      const last = page.locator(".switch").last();
      await last.getByRole("checkbox").focus();
      await expect(last).toBeInViewport({ ratio: 0.9 });
      await expect(last.getByRole("checkbox")).toBeInViewport({ ratio: 1 });
      await expect(last).toHaveAttribute("title", files.at(-1).name);
      const { passed } = await app.drawn(() => page.keyboard.press("Space"));
      expect(passed).toBeGreaterThan(0);
      expect(await page.evaluate(() => document.documentElement.scrollHeight <= innerHeight)).toBe(true);
      expect(await app.axe()).toEqual([]);
    });
  }
}

test(`${LAYERS} layers in the elder view`, { tag: "@desktop" }, async ({ page, app }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const layers = Object.fromEntries(Array.from({ length: LAYERS }, (_, n) => [`l${n}.geojson`, records(n)]));
  await app.openMade(catalog(), layers, "");
  await page.getByRole("button", { name: "长辈版" }).click();
  await expect(page.getByRole("heading", { name: "您想怎么找？" })).toBeVisible();
  expect(await app.axe()).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
});
