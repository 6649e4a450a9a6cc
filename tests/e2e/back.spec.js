// Back goes one step back, everywhere: what is opened is an entry, what is closed by its button leaves none.

import { expect, test } from "./app.js";
import { card, fromMenu, map, over, raiseSheet, results, rowAt, search, searchBox } from "./walk.js";

const entries = (page) => page.evaluate(() => history.length);
/** Number of the entry that the browser is at. */
const at = (page) => page.evaluate(() => history.state);
const back = (page) => page.evaluate(() => history.back());
const forward = (page) => page.evaluate(() => history.forward());
const button = (page, name) => page.getByRole("button", { name });
const closing = (page) => page.locator(".over > .back").click();

/** What opens a view, and what is seen of it. */
const VIEWS = [
  ["filters", (page) => button(page, /^筛选/).click(), (page) => page.locator(".over .filters")],
  ["layers", (page) => button(page, "更多").click(), (page) => over(page, "图层")],
  ["near me", (page) => page.locator(".counts-near").click(), (page) => over(page, "离我近的")],
  ["help", (page) => button(page, "帮助").click(), (page) => over(page, "帮助")],
  ["counts by town", (page) => fromMenu(page, "按乡镇统计"), (page) => page.getByRole("table")],
  ["data", (page) => fromMenu(page, /^数据/), (page) => over(page, "数据")],
  ["printing", (page) => fromMenu(page, "打印与保存"), (page) => over(page, "打印与保存")],
  ["a card", (page) => rowAt(page, 1).click(), (page) => card(page)],
];

test("each view: Back closes it, Forward does no harm, its own button leaves no entry", async ({ page, app }) => {
  test.slow();
  await app.open("layers=care-homes");
  const [first, length] = [await at(page), await entries(page)];
  for (const [name, open, view] of VIEWS) {
    await raiseSheet(page);
    await open(page);
    await expect(view(page), name).toBeVisible();
    await expect.poll(() => at(page), name).toBe(first + 1);
    expect(await entries(page), name).toBe(length + 1);
    await back(page);
    await expect(view(page), name).toHaveCount(0);
    await forward(page);
    await expect(view(page), name).toBeVisible();
    await closing(page);
    await expect(view(page), name).toHaveCount(0);
    await expect.poll(() => at(page), name).toBe(first);
    await expect(results(page), name).toBeVisible();
  }
});

test("Back at once after a press, on a slow processor: Forward shows what was open", async ({ page, app }) => {
  await page.addInitScript(() => {
    const timer = window.setTimeout;
    window.setTimeout = (call, after = 0, ...rest) => timer(call, after === 0 ? 400 : after, ...rest);
  });
  await app.open("layers=care-homes");
  const first = await at(page);
  await button(page, "菜单").click();
  await expect.poll(() => at(page)).toBe(first + 1);
  await page.locator(".menu-list").getByRole("button", { name: "按乡镇统计" }).click();
  await expect(page.getByRole("table")).toBeVisible();
  await back(page);
  await expect(page.getByRole("table")).toHaveCount(0);
  await forward(page);
  await expect(page.getByRole("table")).toBeVisible();
  await expect(page.locator(".menu-list")).toBeHidden();
});

test("menu, directions, share and the tour", async ({ page, app }) => {
  await app.open("layers=care-homes");
  const first = await at(page);
  await button(page, "菜单").click();
  await expect.poll(() => at(page)).toBe(first + 1);
  await back(page);
  await expect(page.locator(".menu-list")).toBeHidden();
  await expect(button(page, "菜单")).toHaveAttribute("aria-expanded", "false");
  // What the menu opens takes its entry.
  await fromMenu(page, "按乡镇统计");
  await expect(page.getByRole("table")).toBeVisible();
  await expect.poll(() => at(page)).toBe(first + 1);
  await back(page);
  await expect(page.getByRole("table")).toHaveCount(0);
  await expect(page.locator(".menu-list")).toBeHidden();

  await rowAt(page, 1).click();
  for (const name of ["导航", "分享"]) {
    const unfolds = card(page).getByRole("button", { name });
    await unfolds.click();
    await expect.poll(() => at(page)).toBe(first + 2);
    await back(page);
    await expect(unfolds).toHaveAttribute("aria-expanded", "false");
    await expect(card(page)).toBeVisible();
    await unfolds.click();
    await unfolds.click();
    await expect.poll(() => at(page)).toBe(first + 1);
  }
  await back(page);
  await expect(card(page)).toHaveCount(0);

  await fromMenu(page, "使用引导");
  const tour = page.getByRole("dialog", { name: "使用引导" });
  await tour.getByRole("button", { name: "下一步" }).click();
  await back(page);
  await expect(tour).toHaveCount(0);
  await expect.poll(() => at(page)).toBe(first);
});

test("one record after the other: Back goes through them, what closes the last leaves them all", async ({ page, app }) => {
  await app.open("layers=care-homes");
  await search(page, app, "养老院");
  const first = await at(page);
  await raiseSheet(page);
  await rowAt(page, 1).click();
  const heading = card(page).getByRole("heading", { level: 2 });
  await heading.waitFor();
  const one = (await heading.locator("span").first().innerText()).trim();
  await closing(page);
  await expect(card(page)).toHaveCount(0);
  await expect.poll(() => at(page)).toBe(first);
  await rowAt(page, 1).click();
  await expect(heading).toContainText(one);
  await button(page, "帮助").click();
  await expect(over(page, "帮助")).toBeVisible();
  await back(page);
  await expect(heading).toContainText(one);
  await back(page);
  await expect(card(page)).toHaveCount(0);
  await expect(searchBox(page), "what was searched for stays").toHaveValue("养老院");
  await expect.poll(() => at(page)).toBe(first);
});

test("what was set in a view stays when Back closes it", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes");
  await button(page, /^筛选/).click();
  const facet = page.locator("details.facet").filter({ has: page.locator("summary", { hasText: "乡镇" }) });
  await facet.locator("> summary").click();
  const { passed } = await app.drawn(() => facet.getByRole("checkbox").first().check());
  await back(page);
  await expect(page.locator(".over .filters")).toHaveCount(0);
  await expect(page.getByText(`共 ${passed} 条`).first()).toBeVisible();
  await expect.poll(() => page.url()).toContain("f.town=");
});

test("the whole map, and a point to choose on it", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes");
  await button(page, "收起面板").click();
  await expect(page.locator("html")).toHaveAttribute("data-folded", "");
  await back(page);
  await expect(page.locator("html")).not.toHaveAttribute("data-folded", "");
  await page.locator(".counts-near").click();
  await button(page, "在地图上点选").click();
  await expect(page.getByText("请在地图上点一下起点", { exact: false }).first()).toBeVisible();
  await back(page);
  await expect(button(page, "取消")).toHaveCount(0);
});

test("a workspace: Back leads to finding", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("mode=officer");
  await page.getByRole("navigation", { name: "工作区" }).getByRole("button", { name: "审查", exact: true }).click();
  await expect(results(page)).toBeHidden();
  await back(page);
  await expect(results(page)).toBeVisible();
});

test("the elder view, screen by screen, and out of it", async ({ page, app }) => {
  await app.open();
  const first = await at(page);
  await button(page, "长辈版").click();
  const start = page.getByRole("heading", { name: "您想做什么？" });
  await expect(start).toBeVisible();
  await button(page, "住养老院").click();
  const question = page.getByRole("heading", { name: "要护理床位吗？" });
  await expect(question).toBeFocused();
  await app.drawn(() => button(page, /^要，看全部/).click());
  await rowAt(page, 1).click();
  await expect(card(page)).toBeVisible();
  await button(page, "看地图").click();
  await expect(map(page)).toBeVisible();
  await expect.poll(() => at(page)).toBe(first + 5);
  await back(page);
  await expect(card(page)).toBeVisible();
  await back(page);
  await expect(rowAt(page, 1)).toBeVisible();
  await expect(card(page)).toHaveCount(0);
  await back(page);
  await expect(question).toBeVisible();
  await forward(page);
  await expect(rowAt(page, 1)).toBeVisible();
  await button(page, "首页").click();
  await expect(start).toBeVisible();
  await expect.poll(() => at(page)).toBe(first + 1);
  await back(page);
  await expect(start).toHaveCount(0);
  await expect(searchBox(page)).toBeVisible();
  await expect.poll(() => at(page)).toBe(first);
});

test("loaded anew with a card open, Back still leads on", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes");
  await rowAt(page, 1).click();
  await expect.poll(() => page.url()).toContain("id=care-homes");
  await page.reload();
  await app.ready();
  await expect(card(page)).toBeVisible();
  await back(page);
  await expect(card(page)).toHaveCount(0);
  await expect.poll(() => page.url()).not.toContain("id=care-homes");
});
