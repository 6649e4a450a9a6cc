// The map by keys, and whole journeys without a mouse, with the map and without.

import { expect, madeCatalog, collection, point, test } from "./app.js";
import { card, map, over, rowAt, sample, searchBox } from "./walk.js";

const at = (lon, lat, name) => point([lon, lat], { id: name, name });
const CROSS = collection(at(121.68, 31.88, "正中"), at(121.74, 31.88, "东边"), at(121.62, 31.88, "西边"), at(121.68, 31.92, "北边"), at(121.68, 31.84, "南边"), at(121.9, 32.1, "图外"));
const walked = (page) => page.locator(".map > p[role=status]").first();

test("arrows go to the next place that way, Enter opens, Escape comes back", { tag: "@desktop" }, async ({ page, app }) => {
  await app.openMade(madeCatalog(), { "places.geojson": CROSS }, "map=12/31.88/121.68");
  await searchBox(page).focus();
  await page.getByRole("link", { name: "跳到地图" }).focus();
  await page.keyboard.press("Enter");
  await expect(map(page)).toBeFocused();
  for (const [key, name] of [["ArrowRight", "东边"], ["ArrowLeft", "正中"], ["ArrowLeft", "西边"], ["ArrowRight", "正中"], ["ArrowUp", "北边"], ["ArrowDown", "正中"], ["ArrowDown", "南边"]]) {
    await page.keyboard.press(key);
    await expect(walked(page), key).toHaveText(new RegExp(`^${name}，地点，第 \\d 个，共 5 个在图上$`));
    await expect(page.getByRole("tooltip")).toHaveText(name);
  }
  await page.keyboard.press("Enter");
  await expect(card(page).getByRole("heading", { name: "南边" })).toBeFocused();
  await expect(page.getByRole("application")).toHaveAccessibleDescription(/^已选中 南边。/);
  await expect(card(page).getByRole("button", { name: "在地图上显示 南边" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(map(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("link", { name: "跳到地图" })).toBeFocused();
});

test("Page Down goes through every place one sees, once each; where there is none, the map moves", { tag: "@desktop" }, async ({ page, app }) => {
  await app.openMade(madeCatalog(), { "places.geojson": CROSS }, "map=12/31.88/121.68");
  await map(page).focus();
  const seen = [];
  for (let i = 0; i < 5; i++) {
    await page.keyboard.press("PageDown");
    seen.push(await page.getByRole("tooltip").innerText());
  }
  expect(seen.toSorted()).toEqual(["东边", "正中", "北边", "南边", "西边"].toSorted());
  await page.keyboard.press("PageUp");
  await expect(page.getByRole("tooltip")).toHaveText(seen[3]);
  await app.open("map=12/31.88/121.68&layers=", { catalog: "made/catalog.json" });
  await map(page).focus();
  await page.keyboard.press("PageDown");
  await expect(walked(page)).toHaveText("图上没有地点");
  const before = page.url();
  await page.keyboard.press("ArrowRight");
  await expect(walked(page)).toHaveText("这个方向没有别的地点，地图已移动");
  await expect.poll(() => page.url()).not.toBe(before);
});

test("Shift and arrows move the map; a cluster says how many it holds", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("map=10/31.88/121.68&layers=care-homes");
  await map(page).focus();
  const cluster = /^\d+ 个地点聚在一起，第 \d+ 个，共 \d+ 个在图上$/;
  for (let i = 0; i < 30 && !cluster.test(await walked(page).innerText()); i++) await page.keyboard.press("PageDown");
  await expect(walked(page)).toHaveText(cluster);
  const before = page.url();
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => page.url()).not.toBe(before);
});

/** Goes on with Tab until something has the focus. */
async function tabTo(page, locator, most = 60) {
  for (let i = 0; i < most; i++) {
    const there = await locator.evaluateAll((all) => all.some((element) => element === document.activeElement));
    if (there) return;
    await page.keyboard.press("Tab");
  }
  await expect(locator).toBeFocused();
}

const withNursing = sample("care-homes").filter((f) => Number(f.properties.beds_nursing) > 0);

for (const hidden of [false, true]) {
  test(`the nearest care home with a nursing bed, and its telephone, by keys alone${hidden ? ", the map hidden" : ""}`, { tag: "@desktop" }, async ({ page, app }) => {
    if (hidden) {
      await page.addInitScript(() => document.addEventListener("DOMContentLoaded", () => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(".map { display: none !important }");
        document.adoptedStyleSheets = [sheet];
      }));
    }
    await app.open("layers=care-homes", { wait: false });
    await expect(rowAt(page, 1)).toBeVisible();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    // A starting point without a map: a town.
    await tabTo(page, page.getByRole("button", { name: "离我近的" }));
    await page.keyboard.press("Enter");
    const near = over(page, "离我近的");
    await tabTo(page, near.getByRole("combobox", { name: /乡镇/ }));
    await page.keyboard.press("ArrowDown");
    await expect(near.getByRole("button", { name: "看看附近有什么" })).toBeVisible();
    await tabTo(page, near.getByRole("button", { name: "看看附近有什么" }));
    await page.keyboard.press("Enter");
    await expect(near).toHaveCount(0);
    // At least one nursing bed.
    const filters = page.getByRole("button", { name: "筛选" });
    // What was closed gives the focus back a moment later.
    await expect(async () => {
      await filters.focus();
      await page.waitForTimeout(100);
      await expect(filters).toBeFocused({ timeout: 1 });
    }).toPass();
    await page.keyboard.press("Enter");
    const facet = page.locator("details.facet").filter({ has: page.locator("summary", { hasText: /^护理型床位/ }) });
    await tabTo(page, facet.locator("summary"), 120);
    await page.keyboard.press("Enter");
    await tabTo(page, facet.getByRole("spinbutton").first());
    await page.keyboard.type("1");
    await page.keyboard.press("Enter");
    await expect(page.locator('[aria-live="polite"]')).toHaveText(`共 ${withNursing.length} 条`);
    await page.keyboard.press("Escape");
    await tabTo(page, rowAt(page, 1), 120);
    await page.keyboard.press("Enter");
    await expect(card(page).getByRole("heading", { level: 2 })).toBeFocused();
    await tabTo(page, card(page).getByRole("link", { name: /^拨打/ }).first());
    const name = (await card(page).getByRole("heading", { level: 2 }).locator("span").first().innerText()).trim();
    const home = withNursing.find((f) => f.properties.name === name);
    const dialled = await card(page).getByRole("link", { name: /^拨打/ }).first().getAttribute("href");
    expect(String(home.properties.phone).replace(/\D/g, "")).toContain(dialled.replace(/\D/g, ""));
  });
}
