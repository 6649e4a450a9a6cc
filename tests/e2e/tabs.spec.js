// A press on a tab shows what it names, whatever lies over the list.

import { expect, test } from "./app.js";
import { card, over, rows, searchBox } from "./walk.js";

const tab = (page, name) => page.getByRole("navigation", { name: "工作区" }).getByRole("button", { name, exact: true });

/** What can lie over the list, and the button that opens it. */
const COVERS = [
  ["数据", (page) => page.locator(".doors").getByRole("button", { name: /^数据/ })],
  ["按乡镇统计", (page) => page.locator(".doors").getByRole("button", { name: "按乡镇统计" })],
  ["打印与保存", (page) => page.locator(".doors").getByRole("button", { name: "打印与保存" })],
  ["帮助", (page) => page.getByRole("banner").getByRole("button", { name: "帮助", exact: true })],
  ["地点详情", (page) => rows(page).first()],
];

test("a tab closes what lies over the list", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open();
  for (const [name, opener] of COVERS) {
    await opener(page).click();
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
  await app.open();
  await rows(page).first().click();
  await expect(card(page)).toBeVisible();
  await tab(page, "查找").click();
  await expect(card(page)).toHaveCount(0);
  await tab(page, "审查").click();
  await page.getByRole("banner").getByRole("button", { name: "帮助", exact: true }).click();
  await expect(page.locator(".desk")).toBeHidden();
  await tab(page, "审查").click();
  await expect(page.locator(".desk")).toBeVisible();
});
