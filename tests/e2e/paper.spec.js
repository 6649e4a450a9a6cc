// What the person takes along: the view on paper, the map as a picture, the list as CSV and GeoJSON.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { collection, expect, madeCatalog, point, test } from "./app.js";
import { csvRows, fromMenu, map, names, over, raiseSheet, results, sample, saved, search } from "./walk.js";

/** What does not depend on the screen is walked once. */
const ONCE = { tag: "@desktop" };
const keep = (page) => over(page, /^(打印与保存|Print and save)$/);
const button = (page, name) => keep(page).getByRole("button", { name });
const sheet = (page) => page.locator("section.printed");
const APPROVAL = "审图号：示例数据，未送审";
const NOTICE = "示例数据，坐标仅为示意";

/** The dialog of a browser waits for a person; here the page only notes that it was to open. */
test.beforeEach(({ page }) =>
  page.addInitScript(() => {
    globalThis.asked = 0;
    globalThis.print = () => (globalThis.asked += 1);
  }),
);

async function openKeep(page) {
  await raiseSheet(page);
  await fromMenu(page, /^(打印与保存|Print and save)$/);
  await expect(keep(page).getByRole("heading", { level: 2 })).toBeFocused();
}

/** What the map of the sheet is to show: "answer", "record", "screen". */
const area = (page) => keep(page).getByRole("combobox", { name: /^(范围|Area)/ });

/** Asks for print and waits until the sheet stands; what is on it, as the page has it. */
async function print(page) {
  const before = await page.evaluate(() => globalThis.asked);
  await button(page, /^(打印|Print)$/).click();
  await expect.poll(() => page.evaluate(() => globalThis.asked)).toBe(before + 1);
  return sheet(page).evaluate((section) => {
    const texts = (selector) => [...section.querySelectorAll(selector)].map((element) => element.textContent);
    const rows = [...section.querySelectorAll(".printed-rows > li")];
    const at = (element) => ["x", "y"].map((axis) => Number(element.getAttribute(axis)));
    return {
      class: section.className,
      words: section.textContent,
      tags: [...section.querySelectorAll(".printed-map .printed-tag")].map((tag) => ({ text: tag.textContent, at: at(tag) })),
      signs: [...section.querySelectorAll(".printed-map use")].map(at),
      onMap: texts(".printed-map .printed-name"),
      rows: rows.map((row) => ({ number: Number(row.querySelector(".printed-number").textContent), name: row.querySelector("p > b").textContent.trim() })),
      styles: section.querySelectorAll(".printed-map [style]").length,
    };
  });
}

/** The numbers that a tag tells: `2, 5–7 …`. */
const numbersOf = (text) =>
  text.replace(" …", "").split(", ").flatMap((part) => {
    const [from, to = from] = part.split("–").map(Number);
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  });

/** The PDF: sizes of its pages in millimetres, and its text. */
async function pdf(page, testInfo) {
  const path = testInfo.outputPath("sheet.pdf");
  writeFileSync(path, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  const info = execFileSync("pdfinfo", ["-l", "99", path], { encoding: "utf8" });
  const sizes = [...info.matchAll(/Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)/g)].map(([, w, h]) => [w, h].map((pt) => Math.round((Number(pt) / 72) * 25.4)));
  const text = execFileSync("pdftotext", ["-raw", path, "-"], { encoding: "utf8" });
  const images = execFileSync("pdfimages", ["-list", path], { encoding: "utf8" }).trim().split("\n").length - 2;
  return { sizes, text, plain: text.replace(/\s+/g, ""), images, path };
}

/** How light the corner of the first page is, 0 to 255. */
function cornerOf(path) {
  const pgm = execFileSync("pdftoppm", ["-r", "9", "-gray", "-f", "1", "-l", "1", path]);
  // P5, width, height, 255, then a byte a dot.
  const [, width, height] = pgm.subarray(0, 30).toString("latin1").split(/\s+/).map(Number);
  return pgm[pgm.length - width * height];
}

for (const [size, direction, lang, theme, expected] of [
  ["a4", "portrait", "zh", "light", [210, 297]],
  ["a4", "landscape", "en", "dark", [297, 210]],
  ["a3", "portrait", "en", "light", [297, 420]],
  ["a3", "landscape", "zh", "dark", [420, 297]],
]) {
  test(`a sheet of ${size} ${direction} in ${lang}: vector, names and numbers are text`, ONCE, async ({ page, app }, testInfo) => {
    // A list of 500 over many pages is laid out, written and read again.
    test.slow();
    await app.open(`map=11.5/31.83/121.66&lang=${lang}&sort=name`, { query: `theme=${theme}` });
    await openKeep(page);
    await area(page).selectOption("screen");
    await keep(page).getByRole("combobox", { name: /^(纸张|Paper)/ }).selectOption(size);
    await keep(page).getByRole("combobox", { name: /^(方向|Direction)/ }).selectOption(direction);
    await keep(page).getByLabel(/^(标题|Title)$/).fill("A sheet for the meeting 会议用图");
    const told = await print(page);
    expect(told.class).toBe(`printed ${size}-${direction}`);
    expect(told.styles, "no style attributes on the map").toBe(0);
    expect(told.rows.length).toBeGreaterThan(50);
    expect(told.rows.map((row) => row.number)).toEqual(told.rows.map((_, i) => i + 1));
    expect(told.tags.length).toBeGreaterThan(20);
    for (const { text } of told.tags) expect(numbersOf(text).every((n) => n >= 1 && n <= told.rows.length), text).toBe(true);
    const paper = await pdf(page, testInfo);
    expect(new Set(paper.sizes.map(String))).toEqual(new Set([String(expected)]));
    expect(paper.sizes.length).toBeGreaterThan(1);
    expect(paper.images, "nothing is a picture").toBe(0);
    expect(cornerOf(paper.path), "paper stays white in every theme").toBe(255);
    for (const name of told.onMap.slice(0, 10)) expect(paper.plain).toContain(name.replace(/\s+/g, ""));
    for (const { name } of told.rows.slice(0, 40)) expect(paper.plain).toContain(name.replace(/\s+/g, ""));
    for (const { text } of told.tags.slice(0, 40)) expect(paper.plain).toContain(text.replace(/\s+/g, ""));
    const words = lang === "zh" ? [APPROVAL, NOTICE, "上北下南", "图例", "距离自地图中心起算"] : ["示例数据，未送审", "Sample data, illustrative only", "North is up", "Legend", "About 1:"];
    for (const text of ["会议用图", ...words]) expect(paper.plain).toContain(text.replace(/\s+/g, ""));
    // After the dialog the sheet is gone, and the page is as it was.
    await expect(sheet(page)).toHaveCount(0);
    await expect(keep(page)).toBeVisible();
  });
}

const PLACES = [
  [121.6, "丙地"],
  [121.64, "甲地"],
  [121.68, "丁地"],
  [121.72, "乙地"],
];
const made = collection(...PLACES.map(([lon, name], i) => point([lon, 31.88], { id: `p${i}`, name, kind: i % 2 ? "单" : "双" })));

test("the numbers on the map are those of the list, in its order", ONCE, async ({ page, app }) => {
  await app.openMade(madeCatalog(), { "places.geojson": made }, "map=12/31.88/121.66&sort=name");
  const listed = await names(page);
  await openKeep(page);
  await expect(keep(page)).toContainText("4 条记录，按名称排序");
  const told = await print(page);
  expect(told.rows.map((row) => row.name)).toEqual(listed);
  // From west to east: each sign has its tag beside it, and the tag says the place of its name in the list.
  const signs = told.signs.sort((a, b) => a[0] - b[0]);
  const tags = told.tags.sort((a, b) => a.at[0] - b.at[0]);
  expect(tags.map((tag) => listed[Number(tag.text) - 1])).toEqual(PLACES.map(([, name]) => name));
  for (const [i, [x, y]] of signs.entries()) expect(Math.hypot(tags[i].at[0] - x, tags[i].at[1] - y)).toBeLessThan(20);
  expect(told.onMap.filter((text) => text !== "北").sort()).toEqual([...listed].sort());
});

test("what the list cannot hold is said before and on the paper; without the list there are no numbers", ONCE, async ({ page, app }) => {
  const many = collection(...Array.from({ length: 650 }, (_, i) => point([121.5 + (i % 26) * 0.012, 31.75 + Math.floor(i / 26) * 0.01], { id: `m${i}`, name: `第${i}处` })));
  await app.openMade(madeCatalog(), { "places.geojson": many }, "map=11/31.87/121.65");
  await openKeep(page);
  await expect(keep(page)).toContainText("共 650 条记录");
  await expect(keep(page)).toContainText("列表只印前 500 条，其余 150 条不印；如需全部，请把列表保存为 CSV");
  const told = await print(page);
  expect(told.rows).toHaveLength(500);
  expect(told.words).toContain("其余 150 条未列出");
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await expect(sheet(page)).toHaveCount(0);
  await keep(page).getByLabel("附编号列表").uncheck();
  const bare = await print(page);
  expect(bare.rows).toEqual([]);
  expect(bare.tags).toEqual([]);
  expect(bare.words).toContain("审图号：试验");
});

test("filters and what distances are measured from stand on the paper", ONCE, async ({ page, app }) => {
  await app.openMade(madeCatalog(), { "places.geojson": made }, "map=12/31.88/121.66&q=地&f.kind=单");
  await openKeep(page);
  await area(page).selectOption("screen");
  const told = await print(page);
  expect(told.rows).toHaveLength(2);
  for (const text of ["“地”", "单", "距离自地图中心起算", "图上 2 条记录", "地点"]) expect(told.words).toContain(text);
  // The middle of the screen's map is on no other sheet: nothing is measured from it there.
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await area(page).selectOption("answer");
  const all = await print(page);
  expect(all.words).not.toContain("距离自");
  await expect(sheet(page).locator(".printed-far").filter({ hasText: "米" })).toHaveCount(0);
});

/** Width and height of the printed map, in its units. */
const frameOf = (page) => sheet(page).locator(".printed-map > svg").evaluate((svg) => svg.getAttribute("viewBox").split(" ").slice(2).map(Number));

/** Every record of the list has its number on the map, and no sign or number lies outside of the frame. */
async function expectAllInside(page, told) {
  const [width, height] = await frameOf(page);
  const numbers = told.tags.flatMap(({ text }) => numbersOf(text)).sort((a, b) => a - b);
  expect(numbers).toEqual(told.rows.map((row) => row.number));
  for (const [x, y] of [...told.signs, ...told.tags.map(({ at }) => at)]) {
    expect(x > 10 && x < width - 10 && y > 10 && y < height - 5, `${x} ${y} of ${width} ${height}`).toBe(true);
  }
}

for (const [size, direction] of [["a4", "portrait"], ["a3", "landscape"]]) {
  test(`the map of ${size} ${direction} fits the records that are printed, wherever the screen looks`, ONCE, async ({ page, app }) => {
    await app.openMade(madeCatalog(), { "places.geojson": made }, "map=15/31.7/121.3&q=地");
    await openKeep(page);
    await keep(page).getByRole("combobox", { name: /^纸张/ }).selectOption(size);
    await keep(page).getByRole("combobox", { name: /^方向/ }).selectOption(direction);
    // The dialog shows the sheet and tells it in words.
    await expect(keep(page)).toContainText("纸上的地图含全部结果，共 4 条记录");
    await expect(keep(page)).toContainText(/约 1:[\d,]+（按 100% 打印）/);
    await expect(keep(page).locator(".keep-preview svg .printed-tag")).toHaveCount(4);
    const told = await print(page);
    expect(told.rows).toHaveLength(4);
    await expectAllInside(page, told);
    expect(told.words).toContain("审图号：试验");
    expect(told.words).toMatch(/约 1:[\d,]+/);
    await expect(page.locator(".keep-preview svg"), "its signs have the ids of the sheet's").toHaveCount(0);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect(keep(page).locator(".keep-preview svg .printed-tag")).toHaveCount(4);

    // A screen that looks elsewhere prints nothing of it.
    await area(page).selectOption("screen");
    await expect(keep(page)).toContainText("纸上没有可打印的记录");
    await expect(keep(page).locator(".keep-preview svg .printed-tag")).toHaveCount(0);
  });
}

test("a search of the sample is printed whole, on every sheet", ONCE, async ({ page, app }) => {
  await app.open("map=14/31.81/121.66&layers=cemeteries&sort=name");
  await openKeep(page);
  const told = await print(page);
  expect(told.rows.length).toBeGreaterThan(10);
  const [width, height] = await frameOf(page);
  for (const [x, y] of [...told.signs, ...told.tags.map(({ at }) => at)]) expect(x > 0 && x < width && y > 0 && y < height).toBe(true);
  const discs = await sheet(page).locator(".printed-map .printed-count").count();
  expect(told.signs.length + discs, "each sign has its number").toBe(told.tags.length);
});

test("a chosen record is printed with what is around it, and is marked", ONCE, async ({ page, app }) => {
  await app.openMade(madeCatalog(), { "places.geojson": made }, "map=10/31.7/121.3&id=places:p1");
  await openKeep(page);
  await expect(area(page)).toHaveValue("record");
  await expect(keep(page)).toContainText("纸上的地图含“甲地”及周边，共 1 条记录");
  const told = await print(page);
  expect(told.rows.map((row) => row.name)).toEqual(["甲地"]);
  await expectAllInside(page, told);
  const [width, height] = await frameOf(page);
  expect(Math.hypot(told.signs[0][0] - width / 2, told.signs[0][1] - height / 2)).toBeLessThan(2);
  await expect(sheet(page).locator(".printed-map .printed-chosen")).toHaveCount(1);
  await page.evaluate(() => dispatchEvent(new Event("afterprint")));
  await area(page).selectOption("answer");
  await expect(keep(page)).toContainText("纸上的地图含全部结果，共 4 条记录");
});

/** Width, height and the pixels of a PNG with four channels of eight bits. */
function png(bytes) {
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const parts = [];
  for (let at = 8; at < bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (bytes.toString("latin1", at + 4, at + 8) === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const depth = [0, 0, 3, 0, 0, 0, 4][bytes[25]];
  return { width, height, rows: raw.length / (1 + width * depth) };
}

async function picture(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, /PNG/).click()]);
  expect(download.suggestedFilename()).toBe("map.png");
  return readFileSync(await download.path());
}

test("the picture is the map as seen with a strip below", async ({ page, app }) => {
  await app.open("map=12/31.83/121.66");
  await openKeep(page);
  const bytes = await picture(page);
  const { width, height, rows } = png(bytes);
  const seen = await page.evaluate(() => {
    const canvas = document.getElementById("map").getBoundingClientRect();
    return [canvas.width, canvas.height].map((px) => px * devicePixelRatio);
  });
  expect(Math.abs(width - seen[0])).toBeLessThanOrEqual(1);
  const strip = height - seen[1];
  const dpr = await page.evaluate(() => devicePixelRatio);
  expect(strip / dpr).toBeGreaterThan(60);
  expect(strip / dpr).toBeLessThan(240);
  expect(rows).toBe(height);
  await expect(keep(page).getByText("图片已保存。")).toBeVisible();
});

test.describe("a basemap that lets nobody read its tiles", () => {
  test.use({ expectedErrors: [/Failed to load resource|net::ERR|CORS policy/] });
  const tile = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==", "base64");
  const tianditu = JSON.parse(readFileSync("data/catalog.json", "utf8")).basemaps.find(({ id }) => id === "tianditu-vec");
  const keyed = madeCatalog((c) => (c.basemaps = [{ ...tianditu, key: "the-key" }]));

  for (const [what, origin, words] of [
    ["is left out of the picture, which is said", "https://elsewhere.example", "不含底图"],
    ["that may be read is on the picture", "*", "图片已保存。"],
  ]) {
    test(what, ONCE, async ({ page, app }, testInfo) => {
      await page.context().route("https://*.tianditu.gov.cn/**", (route) => route.fulfill({ contentType: "image/png", body: tile, headers: { "access-control-allow-origin": origin } }));
      await app.openMade(keyed, { "places.geojson": made }, "map=12/31.88/121.66");
      const plain = await map(page).screenshot();
      await page.getByRole("combobox", { name: "底图" }).selectOption("天地图 地图");
      await expect.poll(async () => (await map(page).screenshot()).equals(plain)).toBe(false);
      await openKeep(page);
      await picture(page);
      await expect(keep(page).getByText(words, { exact: false })).toBeVisible();
      // On paper it lies beneath either way.
      const told = await print(page);
      expect(told.words).toContain("天地图");
      const inked = await sheet(page).locator("canvas").evaluate((canvas) => [canvas.width, canvas.height]);
      expect(inked[0]).toBeGreaterThan(1000);
      expect((await pdf(page, testInfo)).images).toBeGreaterThan(0);
    });
  }
});

test("the list as CSV: Excel opens it, filter and order are those of the list", async ({ page, app }) => {
  await app.open("layers=care-homes&sort=name");
  await search(page, app, "敬老院");
  const shown = await names(page);
  await openKeep(page);
  await expect(keep(page)).toContainText("按名称排序。");
  await expect(keep(page)).toContainText("条件：“敬老院”");
  const { name, text } = await saved(page, () => button(page, "保存为 CSV").click());
  expect(name).toBe("list.csv");
  expect(text.startsWith("\ufeff")).toBe(true);
  const [head, ...lines] = csvRows(text);
  expect(head.slice(0, 3)).toEqual(["图层", "编号", "名称"]);
  expect(lines.slice(0, shown.length).map((cells) => cells[2])).toEqual(shown);
  const geo = await saved(page, () => button(page, "保存为 GeoJSON").click());
  expect(geo.name).toBe("list.geojson");
  const { type, features, notice, approval } = JSON.parse(geo.text);
  expect([type, notice, approval]).toEqual(["FeatureCollection", NOTICE, "示例数据，未送审"]);
  expect(features.map((feature) => feature.id)).toEqual(lines.map((cells) => cells[1]));
  const known = new Set(sample("care-homes").map((feature) => String(feature.id)));
  expect(features.every((feature) => known.has(feature.id))).toBe(true);
});

test("formulas are guarded", ONCE, async ({ page, app }) => {
  const tricky = collection(point([121.66, 31.88], { id: "=cmd|' /C calc'!A0", name: "=1+1" }), point([121.67, 31.88], { id: "+1", name: "@SUM(A1)" }));
  await app.openMade(madeCatalog(), { "places.geojson": tricky });
  await openKeep(page);
  const { text } = await saved(page, () => button(page, "保存为 CSV").click());
  const cells = csvRows(text).slice(1).flat().filter(Boolean);
  expect(cells).toEqual(expect.arrayContaining(["'=1+1", "'@SUM(A1)", "'=cmd|' /C calc'!A0"]));
  expect(cells.filter((cell) => /^[=@\t\r]/.test(cell) || (/^[+-]/.test(cell) && Number.isNaN(Number(cell))))).toEqual([]);
});

test("only what is in view is saved where the list holds only that; GeoJSON opens again as a file", ONCE, async ({ page, app }) => {
  await app.openMade(madeCatalog(), { "places.geojson": made }, "map=14/31.88/121.6&inview=1");
  await expect.poll(() => names(page)).toEqual(["丙地"]);
  await openKeep(page);
  await expect(keep(page)).toContainText("地图范围内 1 条");
  const { text } = await saved(page, () => button(page, "保存为 GeoJSON").click());
  expect(JSON.parse(text).features.map((feature) => feature.id)).toEqual(["p0"]);
  await page.getByRole("button", { name: "返回" }).click();
  await fromMenu(page, /^数据/);
  await app.drawn(() => page.getByLabel("打开本机文件").setInputFiles({ name: "again.geojson", mimeType: "application/geo+json", buffer: Buffer.from(text) }));
  await expect(over(page, /^数据$/)).toContainText("1 条记录，1 条在地图上");
});

test("the saving of a long list shows how far it is, and can be stopped", ONCE, async ({ page, app }) => {
  const long = collection(...Array.from({ length: 40_000 }, (_, i) => point([121.5 + (i % 200) * 0.002, 31.7 + Math.floor(i / 200) * 0.002], { id: `n${i}`, name: `长单第${i}条`, kind: "长", town: "某镇" })));
  await app.openMade(madeCatalog(), { "places.geojson": long });
  await openKeep(page);
  const downloads = [];
  page.on("download", (download) => downloads.push(download));
  // A person is slower than the engine: the first word of progress is answered at once.
  await page.evaluate(() => {
    globalThis.progressSeen = [];
    new MutationObserver(() => {
      const area = document.querySelector(".keep-saving");
      if (!area || globalThis.progressSeen.length) return;
      globalThis.progressSeen.push(area.textContent);
      area.querySelector("button").click();
    }).observe(document.querySelector(".over"), { childList: true, subtree: true });
  });
  await button(page, "保存为 CSV").click();
  await expect(keep(page).getByText("已停止，没有保存文件。")).toBeVisible();
  expect((await page.evaluate(() => globalThis.progressSeen))[0]).toMatch(/已写入 [\d,]+ \/ 40,000 条/);
  await expect(keep(page).getByRole("progressbar")).toHaveCount(0);
  const { text } = await saved(page, () => button(page, "保存为 CSV").click());
  expect(csvRows(text)).toHaveLength(40_001);
  expect(downloads, "only the second was saved").toHaveLength(1);
});

test("rows of a file of this machine may be saved to this machine, with a word of care", ONCE, async ({ page, app }) => {
  const catalog = madeCatalog((c) => {
    c.fields.address = { label: { zh: "地址", en: "Address" }, kind: "text" };
    c.layers[0].fields.push("address");
  });
  await app.openMade(catalog, { "places.geojson": made }, "map=12/31.88/121.66");
  await fromMenu(page, /^数据/);
  const address = "启东市汇龙镇人民中路与和平南路交叉口西北角第三幢二单元一百零一室";
  const own = `名称,经度,纬度,地址\n暗桩一号,121.66,31.885,${address}\n`;
  await app.drawn(() => page.getByLabel("打开本机文件").setInputFiles({ name: "own.csv", mimeType: "text/csv", buffer: Buffer.from(own) }));
  await page.getByRole("button", { name: "返回" }).click();
  await openKeep(page);
  await expect(keep(page)).toContainText("其中有本机文件的记录");
  const { text } = await saved(page, () => button(page, "保存为 CSV").click());
  expect(csvRows(text).flat()).toContain("暗桩一号");
  const told = await print(page);
  expect(told.words).toContain("暗桩一号");
  expect(told.words, "its address").toContain(address);
  const entry = sheet(page).locator("li").filter({ hasText: "暗桩一号" });
  expect(await entry.evaluate((item) => item.scrollWidth <= item.clientWidth), "wrapped").toBe(true);
  expect(told.words).toContain("含本机文件的记录");
});

for (const theme of ["light", "dark"]) {
  test(`the view is accessible, ${theme}`, async ({ page, app }) => {
    await app.open("", { query: `theme=${theme}` });
    await openKeep(page);
    expect(await app.axe()).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth && [...document.querySelectorAll(".over :not(svg *)")].every((e) => e.getBoundingClientRect().right <= innerWidth + 1));
    expect(wide, "nothing is wider than the screen").toBe(true);
    await fromMenu(page, /English/);
    await expect(keep(page).getByRole("button", { name: "Save as CSV" })).toBeVisible();
    expect(await app.axe()).toEqual([]);
    // By keys alone: Escape goes back to the button.
    await keep(page).getByRole("textbox", { name: "Title" }).press("Escape");
    await expect(keep(page)).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Menu" })).toBeFocused();
    await expect(results(page)).toBeVisible();
  });
}
