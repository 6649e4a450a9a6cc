// Chinese and English: every sentence in the reader's language, Chinese data marked as Chinese.

import { readFileSync } from "node:fs";
import { collection, expect, madeCatalog, point, test } from "./app.js";
import { card, fromMenu, hashOf, openFacet, over, raiseSheet, rowAt, search, searchBox, seeResults } from "./walk.js";

const site = JSON.parse(readFileSync("data/catalog.json", "utf8"));

/** Text of the page with Chinese in it that no element marks as Chinese; attributes that are read aloud as well. */
function unmarkedChinese() {
  const isChinese = (text) => /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(text ?? "");
  const isMarked = (element) => element.closest("[lang]").lang.startsWith("zh");
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { data, parentElement } = texts.currentNode;
    if (parentElement.closest("script, style, #boot")) continue;
    if (isChinese(data) && !isMarked(parentElement)) found.push(data.trim());
  }
  for (const element of document.body.querySelectorAll("[aria-label], [title], [placeholder], [alt]")) {
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      if (isChinese(element.getAttribute(name)) && !isMarked(element)) found.push(`${name}: ${element.getAttribute(name)}`);
    }
  }
  return found;
}

test("in English nothing Chinese stands outside an element marked as Chinese", async ({ page, app }) => {
  const clean = async (where) => expect(await page.evaluate(unmarkedChinese), where).toEqual([]);
  await app.open("lang=en");
  await clean("as it opens");
  await raiseSheet(page);
  await search(page, app, "桥");
  await clean("found by words");
  await openFacet(page, /^Kind/);
  await openFacet(page, /^Eight haves/);
  await openFacet(page, /^Built-up area/);
  await clean("filters open");
  await seeResults(page);
  await rowAt(page, 1).click();
  await expect(card(page)).toBeVisible();
  await clean("a card");
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await fromMenu(page, "Counts by town");
  await expect(over(page, "Counts by town").getByRole("row")).not.toHaveCount(0);
  await clean("counts by town");
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await fromMenu(page, /^Data/);
  await clean("data");
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await search(page, app, "没有这个名字〇〇");
  await expect(page.getByText("Nothing matches", { exact: false }).first()).toBeVisible();
  await clean("nothing found");
});

for (const hash of ["id=care-homes:2", "id=cemeteries:gm-001", "id=markers:3132045Q", "id=facilities:ss-01", "id=heritage:yc-01", "id=gazetteer:6"]) {
  test(`the card of ${hash} in English`, { tag: "@desktop" }, async ({ page, app }) => {
    await app.open(`lang=en&${hash}`);
    await expect(card(page).getByRole("heading", { level: 2 })).toBeVisible();
    expect(await page.evaluate(unmarkedChinese)).toEqual([]);
    // Labels are the catalog's English ones, not Chinese ones marked as such.
    await expect(card(page).getByRole("term").locator("[lang=zh]")).toHaveCount(0);
  });
}

test("notes and problems in English", { tag: "@desktop" }, async ({ page, app }) => {
  const places = JSON.stringify(collection(point([31.9, 121.6], { id: "一", name: "石桥", beds: "很多" })));
  await app.openMade(madeCatalog(), { "places.geojson": places.slice(0, -2) }, "lang=en");
  await fromMenu(page, /^Data/);
  await page.getByRole("button", { name: /^Notes on the data/ }).click();
  const data = over(page, "Data");
  await expect(data.getByText("Latitude stands before longitude", { exact: false })).toBeVisible();
  await expect(data).toContainText("The file stops in the middle");
  expect(await page.evaluate(unmarkedChinese)).toEqual([]);
});

test("a catalog that cannot be opened is told in English too", { tag: "@desktop" }, async ({ page, app }) => {
  await app.serve({ "catalog.json": madeCatalog((c) => (c.layers[0].style.sign = "星")) });
  await app.open("lang=en", { catalog: "made/catalog.json", wait: false });
  await expect(page.getByRole("alert")).toContainText("The catalog cannot be opened");
  await expect(page.getByRole("alert")).toContainText("layers[0].style.sign");
  expect(await page.evaluate(unmarkedChinese)).toEqual([]);
});

test("switching the language keeps the view, is kept in the link, and names the page", async ({ page, app }) => {
  await app.open("map=12/31.900000/121.700000&q=桥&layers=facilities,heritage&sort=name");
  await expect(page).toHaveTitle(`“桥” – ${site.title.zh}`);
  const count = (await page.locator(".counts-words").innerText()).match(/[\d,]+/)[0];
  const before = hashOf(page);
  await fromMenu(page, "English");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page).toHaveTitle(`“桥” – ${site.title.en}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(site.title.en);
  await expect(page.locator(".counts-words")).toContainText(new RegExp(`^${count} records?`));
  await expect(searchBox(page)).toHaveValue("桥");
  await expect.poll(() => hashOf(page)).toEqual({ ...before, lang: "en" });
  await fromMenu(page, "中文");
  await expect(page.locator("html")).toHaveAttribute("lang", "zh");
  await expect.poll(() => hashOf(page)).toEqual(before);
});

test("romanised names lead in English, Chinese ones stand beside them", async ({ page, app }) => {
  await app.open("lang=en&layers=heritage");
  await search(page, app, "寿丰石桥");
  await expect(rowAt(page, 1).locator(".row-name")).toHaveText(/Shòufēng Shíqiáo|Shoufeng Shiqiao/);
  await expect(rowAt(page, 1).locator("[lang=zh]").first()).toContainText("寿丰石桥");
});

test("the main sentences stand in both languages", async ({ page, app }) => {
  const table = {
    zh: ["跳到搜索", "筛选", "按乡镇统计", "图内", "共 6,699 条", "审图号：示例数据，未送审", site.notice.zh],
    en: ["Skip to search", "Filters", "Counts by town", "In view", "6,699 records", "Map approval no.", site.notice.en],
  };
  for (const [lang, sentences] of Object.entries(table)) {
    await app.open(`lang=${lang}`);
    // The menu is made when it is first opened.
    await page.getByRole("button", { name: /^(菜单|Menu)$/ }).click();
    for (const sentence of sentences) await expect(page.locator("body"), sentence).toContainText(sentence);
  }
});
