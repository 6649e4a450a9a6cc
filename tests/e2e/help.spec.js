// Help: the tour, and the page with everything one can do, each example tried.

import { readFileSync } from "node:fs";
import { expect, look, test } from "./app.js";
import { fromMenu, over, raiseSheet, rows, search, searchBox } from "./walk.js";

const ONCE = { tag: "@desktop" };
const catalog = JSON.parse(readFileSync("data/catalog.json", "utf8"));
const help = (page) => over(page, /^(帮助|Help)$/);
const opener = (page) => page.getByRole("button", { name: /^(帮助|Help)$/ });
const start = (page) => fromMenu(page, /^(使用引导|Tour)$/);
const box = (page) => page.getByRole("dialog", { name: /^(使用引导|Tour)$/ });
const next = (page) => box(page).locator(".tour-next");
const outlined = (page) => page.locator(".spoken-of").evaluateAll((parts) => parts.map((part) => part.className.split(" ")[0]));

test("the tour goes through the page, by mouse, and back", async ({ page, app }) => {
  await app.open();
  await start(page);
  const parts = [["finder"], ["filter-button", "chip-line"], ["sheet-body"], ["map"]];
  for (const [i, part] of parts.entries()) {
    await expect(box(page)).toContainText(`第 ${i + 1} 步，共 4 步`);
    await expect(next(page)).toBeFocused();
    expect(await outlined(page)).toEqual(part);
    // The box is wholly on the screen, and beside what it speaks of.
    const [at, size] = [await box(page).boundingBox(), page.viewportSize()];
    expect(at.x >= 0 && at.y >= 0 && at.x + at.width <= size.width && at.y + at.height <= size.height).toBe(true);
    if (i < 3) {
      const seen = await page.locator(".spoken-of").first().boundingBox();
      const apart = at.x >= seen.x + seen.width || at.y >= seen.y + seen.height || seen.y >= at.y + at.height;
      const middle = { x: seen.x + seen.width / 2, y: seen.y + seen.height / 2 };
      const hides = middle.x > at.x && middle.x < at.x + at.width && middle.y > at.y && middle.y < at.y + at.height;
      expect(apart || !hides, `step ${i + 1}`).toBe(true);
    }
    if (i === 1) {
      await box(page).getByRole("button", { name: "上一步" }).click();
      await expect(box(page)).toContainText("第 1 步，共 4 步");
      await next(page).click();
    }
    await next(page).click();
  }
  await expect(box(page)).toHaveCount(0);
  expect(await outlined(page)).toEqual([]);
  await expect(opener(page)).toBeFocused();
});

test("the tour by keyboard: Enter goes on, Escape ends it", ONCE, async ({ page, app }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await app.open();
  await page.getByRole("button", { name: "菜单" }).press("Enter");
  await page.locator(".menu-list").getByRole("button", { name: "使用引导" }).press("Enter");
  await expect(box(page)).toHaveAttribute("aria-modal", "false");
  await expect(next(page)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(box(page)).toContainText("第 2 步，共 4 步");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(box(page)).toContainText("第 1 步，共 4 步");
  await expect(next(page)).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(box(page)).toHaveCount(0);
  await expect(opener(page)).toBeFocused();
  expect(await outlined(page)).toEqual([]);
  // Not modal: the page can be used meanwhile.
  await opener(page).press("Enter");
  await help(page).getByRole("button", { name: "再看一遍引导" }).click();
  await expect(help(page)).toHaveCount(0);
  await expect(next(page)).toBeFocused();
  await search(page, app, "石桥");
  await expect(searchBox(page)).toHaveValue("石桥");
  await box(page).getByRole("button", { name: "跳过" }).click();
  await expect(box(page)).toHaveCount(0);
});

test("help opens from the header, closes, and gives the focus back", async ({ page, app }) => {
  await app.open("layers=heritage&id=heritage:yc-11");
  await opener(page).click();
  await expect(help(page).getByRole("heading", { level: 2, name: "帮助" })).toBeFocused();
  const titles = await help(page).getByRole("heading", { level: 3 }).allInnerTexts();
  expect(titles).toEqual(["搜索技巧", "图层与筛选", "对比", "地图", "链接与分享", "打印与保存", "打开自己的文件", "长辈版、朗读与身边", "隐私", "数据来源与审图号"]);
  await expect(help(page).getByRole("table", { name: "地图和列表的按键" }).getByRole("row")).toHaveCount(9);
  await expect(help(page)).toContainText(`审图号：${catalog.approval}`);
  await page.keyboard.press("Escape");
  await expect(help(page)).toHaveCount(0);
  await expect(opener(page)).toBeFocused();
});

test("every example finds a record, and in the way that it shows", ONCE, async ({ page, app }) => {
  test.slow();
  await app.open("layers=markers&f.grade=三级");
  await raiseSheet(page);
  await opener(page).click();
  const examples = help(page).getByRole("button", { name: /^试一试：/ });
  await expect(examples).toHaveCount(Object.keys(catalog.examples).length);
  const why = { sound: "同音", slip: "相近", former: "曾用名", address: "地址" };
  for (let i = 0; i < Object.keys(catalog.examples).length; i++) {
    if (!(await help(page).isVisible())) await opener(page).click();
    const text = (await examples.nth(i).innerText()).replace(/^试一试：\s*/, "");
    const [kind] = Object.entries(catalog.examples).find(([, query]) => query === text);
    await app.drawn(() => examples.nth(i).click());
    await expect(help(page), text).toHaveCount(0);
    await expect(searchBox(page)).toHaveValue(text);
    await expect(rows(page).first(), text).toBeVisible();
    if (why[kind]) await expect(rows(page).filter({ hasText: why[kind] }).first(), text).toBeVisible();
  }
});

for (const lang of ["zh", "en"]) {
  for (const theme of ["light", "dark"]) {
    test(`axe finds nothing in menu, tour and help: ${lang}, ${theme}`, look(lang, theme), async ({ page, app }) => {
      test.slow();
      await app.open(`lang=${lang}`, { query: `theme=${theme}` });
      await page.getByRole("button", { name: /^(菜单|Menu)$/ }).click();
      expect(await app.axe(), "menu").toEqual([]);
      await page.keyboard.press("Escape");
      await start(page);
      for (let i = 0; i < 4; i++) {
        expect(await app.axe(), `step ${i + 1}`).toEqual([]);
        await next(page).click();
      }
      await opener(page).click();
      await raiseSheet(page);
      await expect(help(page)).toBeVisible();
      expect(await app.axe(), "help").toEqual([]);
      if (lang === "en") {
        const unmarked = await help(page).evaluate((element) => {
          const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
          const found = [];
          while (texts.nextNode()) {
            if (/[\u4e00-\u9fff]/.test(texts.currentNode.data) && !texts.currentNode.parentElement.closest('[lang="zh"]')) found.push(texts.currentNode.data);
          }
          return found;
        });
        expect(unmarked, "Chinese is marked as such").toEqual([]);
      }
    });
  }
}

test("on a small screen nothing is wider than the screen, and a finger meets every button", { tag: "@phone" }, async ({ page, app }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  const small = (root) =>
    root.evaluate((element) =>
      [...element.querySelectorAll("button")].filter((target) => target.checkVisibility()).filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return width < 43.5 || height < 43.5;
      }).map((target) => target.textContent.trim()),
    );
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  for (const lang of ["zh", "en"]) {
    await app.open(`lang=${lang}`);
    expect(await small(page.locator(".banner")), "banner").toEqual([]);
    await start(page);
    expect(await small(box(page)), "tour").toEqual([]);
    expect(await wide()).toBeLessThanOrEqual(0);
    await page.keyboard.press("Escape");
    await opener(page).click();
    await raiseSheet(page);
    expect(await small(help(page)), "help").toEqual([]);
    expect(await help(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
    expect(await wide()).toBeLessThanOrEqual(0);
  }
});
