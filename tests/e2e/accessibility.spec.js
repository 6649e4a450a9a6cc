// For everybody: nothing that axe-core finds, the whole page by keyboard, in words, at any size.

import { collection, expect, look, madeCatalog, point, test } from "./app.js";
import { card, fromMenu, map, openDirections, openFacet, openShare, openSources, over, raiseSheet, results, rowAt, search, searchBox, seeResults } from "./walk.js";

for (const lang of ["zh", "en"]) {
  for (const theme of ["light", "dark"]) {
    test(`axe finds nothing in any view: ${lang}, ${theme}`, look(lang, theme), async ({ page, app }) => {
      test.slow();
      const clean = async (where) => expect(await app.axe(), where).toEqual([]);
      await app.open(`lang=${lang}`, { query: `theme=${theme}` });
      await clean("as it opens");
      await raiseSheet(page);
      await search(page, app, "桥");
      await clean("found by words");
      await openFacet(page, /^(类别|Kind)/);
      await openFacet(page, /^(床位数|Beds)/);
      await openFacet(page, /^(“八有”|Eight haves)/);
      await clean("filters open");
      await seeResults(page);
      await rowAt(page, 2).click();
      await openSources(page);
      await openDirections(page);
      await clean("a card, other maps");
      await openShare(page);
      await card(page).getByRole("button", { name: /^(二维码|QR code)$/ }).click();
      await clean("a card, its link");
      await page.getByRole("button", { name: /^(返回|Back)$/ }).click();
      await fromMenu(page, /^(按乡镇统计|Counts by town)$/);
      await clean("counts by town");
      await page.getByRole("button", { name: /^(返回|Back)$/ }).click();
      await search(page, app, "没有这个名字〇〇");
      await clean("nothing found");
    });

    test(`axe finds nothing where data are bad: ${lang}, ${theme}`, look(lang, theme), async ({ page, app }) => {
      const here = (name) => point([121.68, 31.88], { id: name, name });
      const whole = JSON.stringify(collection(here("甲"), here("乙"), point([31.9, 121.6], { id: "丙", name: "丙", beds: "多" })));
      await app.openMade(madeCatalog(), { "places.geojson": whole.slice(0, -2) }, `lang=${lang}&map=17/31.88/121.68`, { query: `theme=${theme}` });
      await fromMenu(page, /^(数据|Data)/);
      await page.getByRole("button", { name: /^(数据问题|Notes on the data)/ }).click();
      await expect(over(page, /^(数据|Data)$/).locator("ol").getByRole("listitem")).not.toHaveCount(0);
      expect(await app.axe(), "notes").toEqual([]);
      await page.getByRole("button", { name: /^(返回|Back)$/ }).click();
      await map(page).focus();
      await map(page).press("Enter");
      await expect(over(page, /^(此处的记录|Records at this place)$/)).toBeVisible();
      expect(await app.axe(), "records at one place").toEqual([]);
    });

    test(`axe finds nothing where the catalog is bad: ${lang}, ${theme}`, look(lang, theme), async ({ page, app }) => {
      await app.serve({ "catalog.json": "{}" });
      await app.open(`lang=${lang}`, { catalog: "made/catalog.json", query: `theme=${theme}`, wait: false });
      await expect(page.getByRole("alert")).toBeVisible();
      expect(await app.axe()).toEqual([]);
    });
  }
}

test("landmarks, one main heading, list and filters before the map", async ({ page, app }) => {
  await app.open();
  for (const role of ["banner", "main", "search"]) await expect(page.getByRole(role), role).toHaveCount(1);
  await expect(page.getByRole("navigation", { name: "快速跳转" })).toHaveCount(1);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("region", { name: "查找与结果" })).toHaveCount(1);
  await expect(page.getByRole("region", { name: "地图" })).toHaveCount(1);
  const order = [searchBox(page), page.getByRole("button", { name: "筛选" }), results(page), map(page)];
  const handles = await Promise.all(order.map((locator) => locator.elementHandle()));
  const isBefore = (a, b) => a.evaluate((one, other) => !!(one.compareDocumentPosition(other) & 4), b);
  for (let i = 1; i < handles.length; i++) expect(await isBefore(handles[i - 1], handles[i]), String(i)).toBe(true);
});

test("skip links lead to search, list and map; the map is one tab stop", async ({ page, app }) => {
  await app.open();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "跳到搜索" })).toBeFocused();
  await expect(page.getByRole("link", { name: "跳到搜索" })).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(searchBox(page)).toBeFocused();
  await page.getByRole("link", { name: "跳到地图" }).focus();
  await page.keyboard.press("Enter");
  await expect(map(page)).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "放大" })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(map(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(map(page)).not.toBeFocused();
});

test("the list is one tab stop, and focus is to be seen everywhere", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=heritage");
  await searchBox(page).focus();
  const stops = [];
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const style = getComputedStyle(element);
      const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      const shadow = style.boxShadow !== "none";
      return { what: element.id || element.textContent.trim().slice(0, 20) || element.getAttribute("aria-label"), seen: seen || shadow, row: element.classList.contains("row") };
    });
    if (!stop) break;
    stops.push(stop);
  }
  expect(stops.filter((stop) => !stop.seen).map((stop) => stop.what)).toEqual([]);
  expect(stops.filter((stop) => stop.row)).toHaveLength(1);
  expect(stops.filter((stop) => stop.what === "map")).toHaveLength(1);
  expect(stops.length).toBeGreaterThan(12);
});

test("a whole journey by keyboard: search, filter, card, and back", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await app.drawn(() => page.keyboard.type("养老院"));
  const tabTo = async (locator) => {
    for (let i = 0; i < 40; i++) {
      if (await locator.evaluate((element) => element === document.activeElement)) return;
      await page.keyboard.press("Tab");
    }
    await expect(locator).toBeFocused();
  };
  await tabTo(page.getByRole("button", { name: "筛选" }));
  await page.keyboard.press("Enter");
  const facet = page.locator("details.facet").filter({ has: page.locator("summary", { hasText: "等级" }) });
  await tabTo(facet.locator("summary"));
  await page.keyboard.press("Enter");
  await tabTo(facet.getByRole("checkbox", { name: /^三级/ }));
  await app.drawn(() => page.keyboard.press("Space"));
  await expect(page.getByRole("button", { name: /去掉：\s*三级/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^筛选/ })).toBeFocused();
  await tabTo(rowAt(page, 1));
  await page.keyboard.press("Enter");
  await expect(card(page).getByRole("heading", { level: 2 })).toBeFocused();
  await tabTo(card(page).getByRole("button", { name: "分享" }));
  await page.keyboard.press("Enter");
  await expect(card(page).getByRole("button", { name: "复制链接" })).toBeVisible();
  await tabTo(card(page).getByRole("button", { name: "复制链接" }));
  await page.keyboard.press("Escape");
  await expect(rowAt(page, 1)).toBeFocused();
});

test("counts and “no results” are announced", async ({ page, app }) => {
  await app.open("layers=heritage");
  const live = page.locator('[aria-live="polite"]');
  await expect(live).toHaveText("共 40 条");
  const { passed } = await search(page, app, "桥");
  await expect(live).toHaveText(`共 ${passed} 条`);
  await search(page, app, "〇没有〇");
  await expect(live).toHaveText("没有找到与“〇没有〇”相符的记录");
});

test("targets are at least 44 by 44 pixels; with a mouse 32 in the lines above the answers", async ({ page, app }) => {
  const small = () => page.evaluate(() => {
    const isMouse = matchMedia("(pointer: fine)").matches;
    const found = [];
    for (const element of document.querySelectorAll("button, a[href], input, select, summary")) {
      // A box and its words are one target; a link in running text may be as high as its line.
      const target = element.closest("label") ?? element;
      if (!element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) || element.closest(".skips, p a")) continue;
      const { width, height } = target.getBoundingClientRect();
      const least = isMouse && element.closest(".banner, .find-row, .chip-line, .counts") ? 31.5 : 43.5;
      if (width < least || height < least) found.push(`${target.textContent.trim().slice(0, 20) || element.getAttribute("aria-label")}: ${Math.round(width)}×${Math.round(height)}`);
    }
    return found;
  });
  await app.open();
  await raiseSheet(page);
  expect(await small(), "as it opens").toEqual([]);
  await openFacet(page, /^等级/);
  await openFacet(page, /^床位数/);
  await openFacet(page, /^“八有”/);
  expect(await small(), "filters").toEqual([]);
  await seeResults(page);
  await rowAt(page, 1).click();
  await card(page).getByRole("heading", { level: 2 }).waitFor();
  await openSources(page);
  await openDirections(page);
  expect(await small(), "card, other maps").toEqual([]);
  await openShare(page);
  expect(await small(), "card, its link").toEqual([]);
});

const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
for (const [what, viewport] of Object.entries({
  "360 pixels wide": { width: 360, height: 740 },
  "at 200 % zoom of 1280 × 800": { width: 640, height: 400 },
  "at 400 % zoom of 1280 × 1024": { width: 320, height: 256 },
})) {
  test(`usable ${what}, nothing to scroll sideways`, { tag: "@desktop" }, async ({ page, app }) => {
    await page.setViewportSize(viewport);
    for (const lang of ["zh", "en"]) {
      await app.open(`lang=${lang}&layers=heritage`);
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      await search(page, app, "石桥");
      await raiseSheet(page);
      await rowAt(page, 1).click();
      await expect(card(page).getByRole("heading", { level: 2 })).toBeInViewport();
      await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null))));
      expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
      const wide = await card(page).evaluate((element) => element.parentElement.scrollWidth - element.parentElement.clientWidth);
      expect(wide).toBeLessThanOrEqual(0);
    }
  });
}
