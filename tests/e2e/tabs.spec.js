// A press on a tab shows what it names, whatever lies over the list.

import { expect, test } from "./app.js";
import { card, fromMenu, hashOf, over, rows, searchBox } from "./walk.js";

const tab = (page, name) => page.getByRole("navigation", { name: "工作区" }).getByRole("button", { name, exact: true });

/** What can lie over the list, and the way to it. */
const COVERS = [
  ["数据", (page) => fromMenu(page, /^数据/)],
  ["按乡镇统计", (page) => fromMenu(page, "按乡镇统计")],
  ["打印与保存", (page) => fromMenu(page, "打印与保存")],
  ["筛选", (page) => page.getByRole("button", { name: "筛选" }).click()],
  ["帮助", (page) => page.getByRole("banner").getByRole("button", { name: "帮助", exact: true }).click()],
  ["地点详情", (page) => rows(page).first().click()],
];

test("a tab closes what lies over the list", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("mode=officer");
  for (const [name, open] of COVERS) {
    await open(page);
    await expect(over(page, name), name).toBeVisible();
    await tab(page, "审查").click();
    await expect(page.locator(".over"), name).toHaveCount(0);
    await expect(page.locator(".desk"), name).toBeVisible();
    await expect(tab(page, "审查"), name).toBeFocused();
    await tab(page, "查找").click();
    await expect(searchBox(page), name).toBeVisible();
    await expect(rows(page).first(), name).toBeVisible();
  }
});

test("the tab that is chosen already leads back to its list", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("mode=officer");
  await rows(page).first().click();
  await expect(card(page)).toBeVisible();
  await tab(page, "查找").click();
  await expect(card(page)).toHaveCount(0);
  await tab(page, "审查").click();
  await page.getByRole("banner").getByRole("button", { name: "帮助", exact: true }).click();
  // It covers the form, not the findings beside it.
  await expect(page.locator(".application")).toBeHidden();
  await expect(page.locator(".found")).toBeVisible();
  await tab(page, "审查").click();
  await expect(page.locator(".application")).toBeVisible();
});

test("the officers' views are a switch of the menu, kept on this machine and in the link", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open();
  await expect(page.getByRole("navigation", { name: "工作区" })).toHaveCount(0);
  const officer = page.getByRole("checkbox", { name: "显示工作人员功能" });
  await page.getByRole("button", { name: "菜单" }).click();
  await officer.click();
  await expect(tab(page, "审查")).toBeVisible();
  await expect.poll(() => hashOf(page).mode).toBe("officer");
  await tab(page, "审查").click();
  await expect(page.locator(".desk")).toBeVisible();
  await app.open();
  await expect(tab(page, "审查")).toBeVisible();
  await tab(page, "审查").click();
  await page.getByRole("button", { name: "菜单" }).click();
  await expect(officer).toBeChecked();
  await officer.click();
  await expect(page.getByRole("navigation", { name: "工作区" })).toHaveCount(0);
  await expect(searchBox(page)).toBeVisible();
  // A link into a workspace brings the way out of it.
  await app.open("ws=review&mode=standard");
  await expect(tab(page, "查找")).toBeVisible();
});
