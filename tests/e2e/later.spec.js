// Parts of page and engine that are fetched when they are first opened: what comes when, and what is said where one does not.

import { expect, test } from "./app.js";
import { fromMenu, over } from "./walk.js";

const isPart = (url) => /\/app\/(page|engine)-(split|chunk)_/.test(url);

test("a first visit fetches no part, the review fetches its own, once", { tag: "@desktop" }, async ({ page, app }) => {
  const asked = [];
  page.context().on("request", (request) => isPart(request.url()) && asked.push(new URL(request.url()).pathname));
  await app.open("mode=officer");
  expect(asked).toEqual([]);
  await page.getByRole("button", { name: "审查", exact: true }).click();
  await expect(page.locator(".desk")).toBeAttached();
  await expect(page.locator(".desk-state")).toContainText("6,274");
  expect(asked.some((path) => path.includes("page-split_review"))).toBe(true);
  expect(asked.some((path) => path.includes("engine-split_review"))).toBe(true);
  const count = asked.length;
  await page.getByRole("button", { name: "查找", exact: true }).click();
  await page.getByRole("button", { name: "审查", exact: true }).click();
  await expect(page.locator(".desk-state")).toContainText("6,274");
  expect(asked.length).toBe(count);
  expect([...new Set(asked)].length).toBe(count);
});

test("a part that comes when nobody waits for it any more is no harm, and serves the next time", async ({ page, app }) => {
  await app.open();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await page.context().route("**/app/page-split_more*", async (route) => {
    await held;
    await route.continue();
  });
  for (const name of ["打印与保存", "按乡镇统计"]) {
    await fromMenu(page, name);
    await expect(over(page).getByText("正在打开…")).toBeVisible();
    await page.getByRole("button", { name: "返回" }).click();
    await expect(over(page).getByText("正在打开…")).toHaveCount(0);
  }
  const came = page.waitForResponse("**/app/page-split_more*");
  release();
  await came;
  await page.waitForTimeout(300);
  await fromMenu(page, "打印与保存");
  await expect(over(page).getByRole("heading", { name: "打印与保存" })).toBeFocused();
  await page.getByRole("button", { name: "返回" }).click();
  await app.drawn(() => page.getByRole("searchbox").fill("石桥"));
});

test.describe("a part that does not come", () => {
  test.use({ expectedErrors: [/./] });

  test("of the page: said in its place, and there on the next try", async ({ page, app }) => {
    await app.open();
    await page.context().route("**/app/page-split_more*", (route) => route.abort());
    await fromMenu(page, "打印与保存");
    await expect(over(page).getByRole("alert")).toContainText("这一部分没有载入");
    await page.context().unroute("**/app/page-split_more*");
    await over(page).getByRole("button", { name: "重试" }).click();
    await expect(over(page).getByRole("heading", { name: "打印与保存" })).toBeFocused();
  });

  test("of the engine: said, and there on the next try", { tag: "@desktop" }, async ({ page, app }) => {
    await app.open();
    await page.context().route("**/app/engine-split_export*", (route) => route.fulfill({ status: 404, body: "" }));
    const lost = page.getByRole("alert");
    await fromMenu(page, "打印与保存");
    // What will be on paper is asked for as soon as one can see it.
    await expect(lost).toContainText("这一部分没有载入");
    await lost.getByRole("button").click();
    await expect(lost).toHaveCount(0);
    await page.getByRole("button", { name: /CSV/ }).click();
    await expect(lost).toContainText("这一部分没有载入");
    await lost.getByRole("button").click();
    await page.context().unroute("**/app/engine-split_export*");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: /CSV/ }).click();
    expect((await saved).suggestedFilename()).toBe("list.csv");
  });

  test("of the review's engine: said as a failed review, and there on the next try", { tag: "@desktop" }, async ({ page, app }) => {
    await page.context().route("**/app/engine-split_review*", (route) => route.abort());
    await app.open("ws=review");
    await expect(page.locator(".desk-state").getByRole("alert")).toContainText("网络不通");
    await page.context().unroute("**/app/engine-split_review*");
    await page.locator(".desk-state").getByRole("button", { name: "重试" }).click();
    await expect(page.locator(".desk-state")).toContainText("6,274");
  });

  test("a file that is not what was built is refused by its hash", { tag: "@desktop" }, async ({ page, app }) => {
    await app.open();
    await page.context().route("**/app/page-split_more*", async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: Buffer.concat([await response.body(), Buffer.from([0, 1, 0])]) });
    });
    await fromMenu(page, "打印与保存");
    await expect(over(page).getByRole("alert")).toContainText("这一部分没有载入");
  });
});
