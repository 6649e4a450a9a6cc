// The list: everything that matches, in the order asked for, with few nodes in the page.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { LISTED, card, names, raiseSheet, results, rowAt, rows, sample, search, shown } from "./walk.js";

const all = LISTED.map((layer) => sample(layer).length).reduce((a, b) => a + b);
const sort = (page) => page.getByRole("combobox", { name: "排序" });
const inView = (page) => page.getByRole("checkbox", { name: "只看地图范围内" });

/** Places on a line to the east of the centre of the made catalog, in steps of a hundredth of a degree. */
const eastward = (...list) => collection(...list.map((name, i) => point([121.68 + i / 100, 31.88], { id: `${i}`, name })));

test("thousands of records are a list of a few dozen nodes, to the last one", async ({ page, app }) => {
  await app.open();
  await raiseSheet(page);
  const nodes = () => page.evaluate(() => document.querySelectorAll("*").length);
  expect(await rows(page).count()).toBeLessThan(60);
  const before = await nodes();
  await expect(rowAt(page, 1)).toBeVisible();
  await rowAt(page, 1).focus();
  await page.keyboard.press("End");
  const last = rowAt(page, all);
  await expect(last).toBeFocused();
  await expect(last).toBeInViewport();
  await expect(last.locator(".row-name")).toBeVisible();
  await expect(results(page).getByRole("listitem").last()).toHaveAttribute("aria-setsize", String(all));
  expect(await rows(page).count()).toBeLessThan(60);
  expect(await nodes()).toBeLessThan(before + 600);
  await page.keyboard.press("Home");
  await expect(rowAt(page, 1)).toBeFocused();
});

test("a row dials its first number without being opened; by keys behind the row", async ({ page, app }) => {
  const numbers = (id, phone) => point([121.68, 31.88], { id, name: `${id}号养老院`, phone });
  await app.openMade(madeCatalog(), { "places.geojson": collection(numbers("1", ["不详", "0513-83312345转8"]), numbers("2", "")) });
  await raiseSheet(page);
  const calls = results(page).getByRole("link");
  await expect(calls).toHaveCount(1);
  await expect(calls).toHaveAttribute("href", /^tel:051383312345/);
  await expect(calls).toHaveAccessibleName(/^拨打 0513-8331 2345/);
  const box = await calls.boundingBox();
  expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(44);
  await rowAt(page, 1).focus();
  await page.keyboard.press("Tab");
  await expect(calls).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(rowAt(page, 2)).toBeFocused();
  await expect(card(page)).toHaveCount(0);
});

test("by name: by pinyin, digits by their value", async ({ page, app }) => {
  const given = ["中和桥", "安丰桥", "九圩10号桥", "九圩2号桥", "八一桥", "九圩9号桥", "第十小学", "第二小学", "重庆路", "长江路", "长安路"];
  await app.openMade(madeCatalog(), { "places.geojson": eastward(...given) });
  await raiseSheet(page);
  await app.drawn(() => sort(page).selectOption("按名称"));
  const expected = ["安丰桥", "八一桥", "长安路", "长江路", "重庆路", "第二小学", "第十小学", "九圩2号桥", "九圩9号桥", "九圩10号桥", "中和桥"];
  await expect.poll(() => names(page)).toEqual(expected);
});

test("by distance: from the map's centre, and the page says so", async ({ page, app }) => {
  const places = eastward("甲", "乙", "丙", "丁");
  await app.openMade(madeCatalog(), { "places.geojson": places }, "map=12/31.88/121.71&sort=distance");
  await expect.poll(() => names(page)).toEqual(["丁", "丙", "乙", "甲"]);
  await expect(page.getByText("距地图中心", { exact: false }).first()).toBeVisible();
  // 0.03 degrees of longitude at 31.88 north are 2.8 km.
  await expect(rowAt(page, 4)).toContainText("2.8 公里");
  await expect(rowAt(page, 1)).toContainText("0 米");
});

test("by distance from a chosen point", async ({ page, app }) => {
  const places = eastward("甲", "乙", "丙", "丁");
  await app.openMade(madeCatalog(), { "places.geojson": places }, "map=12/31.88/121.71&sort=distance");
  await page.getByRole("button", { name: "离我近的" }).click();
  await page.getByRole("button", { name: "在地图上点选" }).click();
  await expect(page.getByText("请在地图上点一下起点", { exact: false })).toBeVisible();
  const canvas = page.getByRole("application", { name: "地图" });
  // To the left of the middle is to the west of it, where 甲 stands.
  await app.drawn(() => canvas.click({ position: { x: 40, y: 190 } }));
  await expect(page.getByText("距您选定的点", { exact: false }).first()).toBeVisible();
  await expect.poll(() => names(page)).toEqual(["甲", "乙", "丙", "丁"]);
  await app.drawn(() => page.getByRole("button", { name: /去掉：\s*距您选定的点（直线）/ }).click());
  await expect.poll(() => names(page)).toEqual(["丁", "丙", "乙", "甲"]);
});

test("only what the map shows is a switch", async ({ page, app }) => {
  const places = collection(
    point([121.68, 31.88], { id: "1", name: "正中" }),
    point([121.3, 31.6], { id: "2", name: "远处" }),
  );
  await app.openMade(madeCatalog(), { "places.geojson": places }, "map=14/31.88/121.68");
  await expect(page.locator(".counts-words")).toContainText("共 2 条");
  await app.drawn(() => inView(page).check());
  await expect(page.locator(".counts-words")).toContainText("地图范围内 1 条，共 2 条");
  await expect(rows(page)).toHaveCount(1);
  await expect(rowAt(page, 1)).toContainText("正中");
  await app.drawn(() => page.getByRole("button", { name: "回到初始范围" }).click());
  await expect(page.locator(".counts-words")).toContainText(/地图范围内 [12] 条，共 2 条/);
  await app.drawn(() => inView(page).uncheck());
  await expect(rows(page)).toHaveCount(2);
});

test("the list keeps its place under a card", async ({ page, app }) => {
  await app.open();
  await raiseSheet(page);
  await rowAt(page, 1).focus();
  const placeOf = page.locator("#results li:has(button:focus)");
  let place = 1;
  while (place <= 40) {
    await page.keyboard.press("PageDown");
    // Rows come from the engine: the focus moves once they are there.
    await expect.poll(async () => Number(await placeOf.getAttribute("aria-posinset"))).toBeGreaterThan(place);
    place = Number(await placeOf.getAttribute("aria-posinset"));
  }
  const scroller = page.locator(".scroll");
  const before = await scroller.evaluate((element) => element.scrollTop);
  expect(before).toBeGreaterThan(1000);
  const name = await rowAt(page, place).locator(".row-name").innerText();
  await rowAt(page, place).click();
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText(name);
  await page.getByRole("button", { name: "返回" }).click();
  await expect(card(page)).toHaveCount(0);
  await expect(rowAt(page, place)).toBeFocused();
  await expect(rowAt(page, place)).toBeInViewport();
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(before);
});

test("records without a place stand in the list, counted", async ({ page, app }) => {
  await app.open("layers=cemeteries");
  const unplaced = sample("cemeteries").filter((record) => !record.geometry);
  expect(unplaced.length).toBeGreaterThan(0);
  await expect(page.getByText(`${unplaced.length} 条没有位置`)).toBeVisible();
  const name = unplaced[0].properties.name;
  await search(page, app, name);
  await rows(page).filter({ hasText: name }).first().click();
  await expect(card(page)).toBeVisible();
});

test("numbers have groups of three, counts agree with the picture", async ({ page, app }) => {
  await app.open();
  const { passed } = await app.drawn(() => page.getByRole("searchbox", { name: "搜索", exact: true }).fill("桥"));
  await expect(page.locator(".counts-words")).toContainText(`共 ${shown(passed)} 条`);
  expect(passed).toBeGreaterThan(100);
});
