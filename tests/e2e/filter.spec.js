// Layers, facets, ranges and chips: what a count promises is what one gets.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { LISTED, countOf, csvRows, fromMenu, layerChip, layerSwitch, openFacet, openLayers, over, raiseSheet, sample, saved, seeResults, shown, valueBox } from "./walk.js";

const counts = (page) => page.locator(".counts-words");
const homes = sample("care-homes").map((home) => home.properties);
const all = LISTED.map((layer) => sample(layer).length).reduce((a, b) => a + b);

test("a chip shows only its layer, a second press brings all back; the most hits come first, names last", async ({ page, app }) => {
  await app.open();
  const chips = page.locator(".layer-chip");
  const counted = async () => (await chips.locator(".count").allInnerTexts()).map((text) => Number(text.replaceAll(",", "")));
  const places = LISTED.filter((layer) => layer !== "gazetteer").map((layer) => sample(layer).length);
  expect(await counted()).toEqual([...places.toSorted((a, b) => b - a), sample("gazetteer").length]);
  const care = layerChip(page, "养老服务");
  expect((await app.drawn(() => care.click())).passed).toBe(homes.length);
  await expect(care).toHaveAttribute("aria-pressed", "true");
  expect((await app.drawn(() => layerChip(page, "公墓").click())).passed).toBe(sample("cemeteries").length);
  await expect(care).toHaveAttribute("aria-pressed", "false");
  expect((await app.drawn(() => layerChip(page, "公墓").click())).passed).toBe(all);
  // Layers without a hit have no chip.
  await app.drawn(() => page.getByRole("searchbox", { name: "搜索", exact: true }).fill("护理院"));
  expect((await counted()).every((n) => n > 0)).toBe(true);
});

test("layers switch on and off, each with its count", async ({ page, app }) => {
  await app.open();
  await openLayers(page);
  await expect(counts(page)).toContainText(`共 ${shown(all)} 条`);
  const table = { 地名文化遗产: "heritage", 养老服务: "care-homes", 公墓与骨灰堂: "cemeteries", 省界界桩: "markers" };
  let left = all;
  for (const [label, layer] of Object.entries(table)) {
    const total = sample(layer).length;
    expect(await countOf(layerSwitch(page, label)), label).toBe(total);
    const { passed } = await app.drawn(() => layerSwitch(page, label).uncheck());
    left -= total;
    expect(passed, label).toBe(left);
    // The count says what one would get by turning it on again.
    expect(await countOf(layerSwitch(page, label)), label).toBe(total);
  }
  const { passed } = await app.drawn(() => layerSwitch(page, "责任片区").check());
  expect(passed).toBe(left + sample("areas").length);
});

test("every value of a facet gives what its count says", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes");
  await raiseSheet(page);
  const facet = await openFacet(page, "等级");
  for (const grade of ["五级", "四级", "三级", "二级", "一级", "未评"]) {
    const box = valueBox(facet, grade);
    const promised = await countOf(box);
    expect(promised, grade).toBe(homes.filter((home) => home.grade === grade).length);
    expect((await app.drawn(() => box.check())).passed, grade).toBe(promised);
    await app.drawn(() => box.uncheck());
  }
});

test("within a facet OR, between facets AND", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes");
  await raiseSheet(page);
  const grade = await openFacet(page, "等级");
  await app.drawn(() => valueBox(grade, "三级").check());
  const either = await app.drawn(() => valueBox(grade, "二级").check());
  const graded = homes.filter((home) => ["二级", "三级"].includes(home.grade));
  expect(either.passed).toBe(graded.length);

  const operation = await openFacet(page, "运营方式");
  const promised = await countOf(valueBox(operation, "民办"));
  const both = await app.drawn(() => valueBox(operation, "民办").check());
  expect(both.passed).toBe(graded.filter((home) => home.operation === "民办").length);
  expect(both.passed).toBe(promised);
});

test("a facet leaves the layers alone that it does not belong to", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes,heritage");
  await raiseSheet(page);
  const facet = await openFacet(page, "等级");
  await expect(facet).toContainText("只作用于：养老服务");
  const { passed } = await app.drawn(() => valueBox(facet, "四级").check());
  expect(passed).toBe(homes.filter((home) => home.grade === "四级").length + sample("heritage").length);
});

test("a range of beds, open at either end", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes");
  await raiseSheet(page);
  const facet = await openFacet(page, /^床位数/);
  const beds = (from, to) =>
    homes.filter((home) => home.beds_total != null && Number(home.beds_total) >= from && Number(home.beds_total) <= to);
  const least = facet.getByRole("spinbutton", { name: "床位数，不少于" });
  const most = facet.getByRole("spinbutton", { name: "床位数，不多于" });
  const set = (box, value) => app.drawn(async () => { await box.fill(value); await box.press("Tab"); });
  expect((await set(least, "100")).passed).toBe(beds(100, Infinity).length);
  expect((await set(most, "200")).passed).toBe(beds(100, 200).length);
  expect((await set(least, "")).passed).toBe(beds(-Infinity, 200).length);
  await expect(page.getByRole("button", { name: /去掉：\s*床位数 ≤ 200/ })).toBeVisible();
});

test("yes, no and unknown stand apart", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes");
  await raiseSheet(page);
  const facet = await openFacet(page, "普惠");
  const is = (words) => homes.filter((home) => words.includes(String(home.is_inclusive))).length;
  const table = { 是: is(["true", "是", "√", "有"]), 否: is(["false", "否", "无"]), 未知: is(["undefined"]) };
  expect(Object.values(table).reduce((a, b) => a + b)).toBe(homes.length);
  for (const [word, n] of Object.entries(table)) {
    expect(await countOf(valueBox(facet, word)), word).toBe(n);
    expect((await app.drawn(() => valueBox(facet, word).check())).passed, word).toBe(n);
    await app.drawn(() => valueBox(facet, word).uncheck());
  }
});

test("八有 are eight labelled marks, unknown apart from no", async ({ page, app }) => {
  await app.open("layers=cemeteries");
  await raiseSheet(page);
  const facet = await openFacet(page, "“八有”");
  await expect(facet.getByRole("group")).toHaveCount(8);
  const mark = facet.getByRole("group", { name: "有绿化环境" });
  const given = sample("cemeteries").map((f) => f.properties.eight_haves?.[5] ?? null);
  for (const [word, value] of [["有", true], ["没有", false], ["未知", null]]) {
    const n = given.filter((mark) => mark === value).length;
    const box = valueBox(mark, word);
    expect(await countOf(box), word).toBe(n);
    expect((await app.drawn(() => box.check())).passed, word).toBe(n);
    await app.drawn(() => box.uncheck());
  }
});

test("a town filters all layers; chips say what is on, one click clears", async ({ page, app }) => {
  await app.open();
  await raiseSheet(page);
  const facet = await openFacet(page, "乡镇（街道）");
  const inTown = LISTED.flatMap(sample).filter((record) => record.properties.town === "吕四港镇").length;
  expect(await countOf(valueBox(facet, "吕四港镇"))).toBe(inTown);
  expect((await app.drawn(() => valueBox(facet, "吕四港镇").check())).passed).toBe(inTown);

  const on = page.getByRole("list", { name: "已选条件" });
  await expect(on.getByRole("button", { name: /去掉：\s*吕四港镇/ })).toBeVisible();
  await seeResults(page);
  await app.drawn(() => page.getByRole("searchbox", { name: "搜索", exact: true }).fill("桥"));
  await app.drawn(() => page.getByRole("checkbox", { name: "只看地图范围内" }).check());
  const cleared = await app.drawn(() => on.getByRole("button", { name: "全部清除" }).click());
  expect(cleared.passed).toBe(all);
  await expect(on.getByRole("button", { name: /去掉/ })).toHaveCount(0);
  await expect(valueBox(await openFacet(page, "乡镇（街道）"), "吕四港镇")).not.toBeChecked();
});

test("counts by town are a table, and the file holds the same", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes,cemeteries");
  await fromMenu(page, "按乡镇统计");
  const towns = over(page, "按乡镇统计");
  const of = (layer, town) => sample(layer).filter((record) => record.properties.town === town).length;
  const row = towns.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "吕四港镇" }) });
  const expected = [of("care-homes", "吕四港镇"), of("cemeteries", "吕四港镇")];
  await expect(row.getByRole("cell")).toHaveText([String(expected[0] + expected[1]), ...expected.map(String)]);

  const { name, text } = await saved(page, () => towns.getByRole("button", { name: "保存为 CSV" }).click());
  expect(name).toMatch(/\.csv$/);
  expect(text.startsWith("\ufeff")).toBe(true);
  const table = csvRows(text);
  expect(table[0]).toEqual(["乡镇（街道）", "合计", "养老服务", "公墓与骨灰堂"]);
  expect(table.find(([town]) => town === "吕四港镇").slice(2)).toEqual(expected.map(String));
  const cells = (row) => row.locator("th, td").allInnerTexts();
  const onScreen = await Promise.all((await towns.getByRole("row").all()).map(cells));
  expect(onScreen.map((row) => row.map((cell) => cell.trim().replace(/^(\d+),(\d+)$/, "$1$2")))).toEqual(table);
  const total = homes.length + sample("cemeteries").length;
  expect(table.at(-1)).toEqual(["合计", String(total), String(homes.length), String(sample("cemeteries").length)]);
});

test("of more than two hundred towns the table shows the first and says so; the file holds all", { tag: "@desktop" }, async ({ page, app }) => {
  const places = Array.from({ length: 230 }, (_, i) =>
    point([121.5 + i / 1000, 31.9], { id: `${i}`, name: `名${i}`, ...(i < 229 && { town: `第${i}镇` }) }));
  await app.openMade(madeCatalog(), { "places.geojson": collection(...places) });
  await fromMenu(page, "按乡镇统计");
  const towns = over(page, "按乡镇统计");
  await expect(towns).toContainText("此处只列前 200 个乡镇，CSV 文件含全部 230 个。");
  await expect(towns.locator("tbody").getByRole("row")).toHaveCount(200);
  const { text } = await saved(page, () => towns.getByRole("button", { name: "保存为 CSV" }).click());
  expect(csvRows(text)).toHaveLength(232);
  expect(csvRows(text).at(-2)).toEqual(["未填写", "1", "1"]);
});
