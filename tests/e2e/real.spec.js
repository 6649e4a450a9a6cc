// The real file, made by nobody here: all 2 050 childcare centres found, filtered and reached.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, realData, test } from "./app.js";
import { card, countOf, fromMenu, openFacet, raiseSheet, rowAt, rows, search, searchBox, shown, valueBox } from "./walk.js";

const FILE = "childcare-tw.geojson";
const records = () =>
  JSON.parse(readFileSync(resolve(process.env.DIMING_REAL_DATA ?? "../shared/real", FILE), "utf8")).features.map((f) => f.properties);

/** Opens the real file through its catalog. */
async function openReal(app, hash = "") {
  realData(FILE);
  await app.serve({ "catalog.json": readFileSync("tests/e2e/real/catalog.json", "utf8") });
  await app.page.context().route(`**/made/${FILE}`, async (route) => {
    const url = new URL(route.request().url());
    return route.fulfill({ response: await route.fetch({ url: `${url.origin}/real/${FILE}` }) });
  });
  await app.open(hash, { catalog: "made/catalog.json" });
  return records();
}

const tally = (list) => list.reduce((counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1), new Map());

test("every record is there, with its source named", async ({ page, app }) => {
  const all = await openReal(app);
  expect(all).toHaveLength(2050);
  await expect(page.locator(".counts-words")).toContainText("共 2,050 条");
  await expect(page.locator(".map-sources")).toContainText("資料來源：ncwisweb.sfaa.gov.tw 托嬰中心");
  await fromMenu(page, /^数据/);
  await expect(page.getByRole("region", { name: "数据", exact: true })).toContainText("2,050 条记录，2,050 条在地图上");
});

test("every name, typed, finds its record first", { tag: "@desktop" }, async ({ page, app }) => {
  test.setTimeout(240_000);
  const all = await openReal(app);
  // The same keystrokes as a person's pasting, but all 2 050 in one go: each waits until the list
  // shows the record, and tells those that it does not show.
  const missed = await page.evaluate(async (names) => {
    const box = document.getElementById("search");
    const list = document.getElementById("results");
    const first = () => list.querySelector('li[aria-posinset="1"] .row-name')?.textContent;
    const frames = async (until, most) => {
      for (let i = 0; i < most && !until(); i++) await new Promise(requestAnimationFrame);
      return until();
    };
    const missed = [];
    for (const name of names) {
      box.value = name;
      box.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
      if (!(await frames(() => first() === name, 240))) missed.push(name);
    }
    return missed;
  }, all.map((record) => record.name.trim()));
  expect(missed).toEqual([]);
});

test("counts of every district are the file's, and give what they say", { tag: "@desktop" }, async ({ page, app }) => {
  const all = await openReal(app);
  await raiseSheet(page);
  const facet = await openFacet(page, "縣市區");
  await facet.getByRole("button", { name: /再显示/ }).click();
  const counts = tally(all.map((record) => record.city));
  for (const [city, n] of counts) expect(await countOf(valueBox(facet, city)), city).toBe(n);
  for (const city of [...counts.keys()].filter((_, i) => i % 8 === 0)) {
    expect((await app.drawn(() => valueBox(facet, city).check())).passed, city).toBe(counts.get(city));
    await app.drawn(() => valueBox(facet, city).uncheck());
  }
});

test("yes/no and ranges agree with the file", { tag: "@desktop" }, async ({ page, app }) => {
  const all = await openReal(app);
  await raiseSheet(page);
  const open = await openFacet(page, "營業中");
  expect(await countOf(valueBox(open, "否"))).toBe(89);
  const closed = await app.drawn(() => valueBox(open, "否").check());
  expect(closed.passed).toBe(all.filter((record) => !record.is_active).length);
  const places = await openFacet(page, "核定收托");
  const least = places.getByRole("spinbutton", { name: "核定收托，不少于" });
  const large = await app.drawn(async () => { await least.fill("50"); await least.press("Enter"); await least.blur(); });
  expect(large.passed).toBe(all.filter((record) => !record.is_active && record.capacity >= 50).length);
});

test("records are reached: by link, from the list, in either script and by sound", { tag: "@desktop" }, async ({ page, app }) => {
  const all = await openReal(app);
  for (const record of [all[0], all[700], all[2049]]) {
    await page.evaluate((id) => (location.hash = `#id=childcare:${id}`), record.id);
    await expect(card(page).getByRole("heading", { level: 2 })).toContainText(record.name);
    await expect(card(page)).toContainText(record.address);
    if (record.phone) {
      const dial = record.phone.replace(/\D/g, "");
      await expect(card(page).getByRole("link", { name: /拨打电话/ }).first()).toHaveAttribute("href", new RegExp(dial.slice(0, 8)));
    }
  }
  await page.getByRole("button", { name: "返回" }).click();
  const name = "新北市私立尼斯堡托嬰中心";
  for (const typed of [name, "尼斯堡", "新北市私立尼斯堡托婴中心", "nisibao", "xbsslnsb", "CW10112003", "82187139"]) {
    await search(page, app, typed);
    await expect(rows(page).filter({ hasText: name }).first(), typed).toBeVisible();
  }
  await searchBox(page).fill("CW10112003");
  await searchBox(page).press("Enter");
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText(name);
});

test("searching is as good in English, and counts agree", { tag: "@desktop" }, async ({ page, app }) => {
  const all = await openReal(app, "lang=en");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator(".counts-words")).toContainText(/records/);
  const { passed } = await search(page, app, "臺北市");
  expect(passed).toBeGreaterThanOrEqual(all.filter((record) => record.city === "臺北市").length);
  await expect(page.locator(".counts-words")).toContainText(`${shown(passed)} records`);
  await expect(rowAt(page, 1)).toContainText("臺北市");
});
