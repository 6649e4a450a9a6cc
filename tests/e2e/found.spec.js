// What the page says of a search: what was left out, what only comes close, what is no word, what is a position.

import { expect, test } from "./app.js";
import { hashOf, names, rows, search, searchBox } from "./walk.js";

const note = (page) => page.locator(".search-note[role=status]");
/** What words were taken for, in the line of chips; the same is told to a screen reader. */
async function expectMeaning(page, words) {
  await expect(page.locator(".chip-row .meaning")).toHaveText(words);
  await expect(page.locator(".chip-row .meaning")).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: words })).toHaveCount(1);
}

test("an address whose number is unknown finds its road, and says so", async ({ page, app }) => {
  await app.open();
  await search(page, app, "公园路99999号（北门）");
  await expect(note(page)).toHaveText(/^没有找到“99999号（北门）”，最近的是 \d+ 号；以下按“公园路”查找。$/);
  expect((await names(page))[0]).toContain("公园路");
  await expect(searchBox(page)).toHaveValue("公园路99999号（北门）");
  await search(page, app, "公园路");
  await expect(note(page)).toHaveCount(0);
});

test("what comes close only is said to", async ({ page, app }) => {
  await app.open("lang=zh");
  await search(page, app, "xinjiang");
  await expect(note(page)).toHaveText("没有完全相同的读音，下面是相近的。");
  await search(page, app, "xianyulu");
  await expect(note(page)).toHaveCount(0);
  await app.open("lang=en&q=xinjiang");
  await expect(note(page)).toHaveText("Nothing sounds exactly so; these come close.");
});

test("words that people use are taken for what they mean, and what is not here is said", async ({ page, app }) => {
  await app.open("lang=zh");
  await search(page, app, "食堂");
  await expectMeaning(page, "“食堂”也按“助餐点、助餐”查找。");
  await expect(rows(page).first()).toContainText("助餐点");
  await expect(rows(page).first().locator(".row-why")).toContainText("含义相符");
  await search(page, app, "社保");
  await expect(note(page)).toHaveText("本地图没有社会保险、医疗保险经办机构的资料。");
  await expect(rows(page)).toHaveCount(0);
  await app.open("lang=en&q=canteen");
  await expectMeaning(page, "“canteen” is also searched for as “Meal point, Meals”.");
});

test("signs alone are said not to be searched for", async ({ page, app }) => {
  await app.open();
  for (const signs of ["%", "\\", "("]) {
    await searchBox(page).fill(signs);
    await expect(note(page), signs).toHaveText("没有可查的字，未作查找。");
    await expect(rows(page).first(), signs).toBeVisible();
  }
  await searchBox(page).fill("");
  await expect(note(page)).toHaveCount(0);
});

test("a position is offered to be gone to", async ({ page, app }) => {
  await app.open();
  for (const text of ["121.66,31.81", "31.81 121.66"]) {
    await search(page, app, text);
    await page.getByRole("button", { name: "到这个位置：纬度 31.81，经度 121.66" }).click();
    await expect.poll(() => Number(hashOf(page).map?.split("/")[0]), text).toBeGreaterThanOrEqual(15);
  }
  await search(page, app, "116.4,39.9");
  await expect(note(page)).toContainText("不在本地图范围内");
});

test("the count of the last answer is marked while the next is awaited, and gone when it is there", async ({ page, app }) => {
  await app.open();
  // Every state that the line of counts has been in, as it stood there.
  await page.evaluate(() => {
    globalThis.wasBusy = false;
    const line = document.querySelector(".counts-words");
    new MutationObserver(() => (globalThis.wasBusy ||= line.getAttribute("aria-busy") === "true")).observe(line, { attributes: true });
  });
  await search(page, app, "石桥");
  await expect(page.locator(".counts-words")).not.toHaveAttribute("aria-busy", "true");
  expect(await page.evaluate(() => globalThis.wasBusy)).toBe(true);
  await expect(rows(page).first()).toBeVisible();
});
