// Parts of page and engine that are fetched when they are first opened: what comes when, and what is said where one does not.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { fromMenu, over, rowAt } from "./walk.js";

const isPart = (url) => /\/app\/(page|engine)-(split|chunk)_/.test(url);
/** The part of the engine that reads files, and the engine without parts. */
const [READING, ENGINE] = ["**/app/engine-split_reading*", /\/app\/engine-[0-9a-f]{16}\.wasm/];
const made = { "places.geojson": collection(point([121.6, 31.9], { id: "1", name: "好地方" })) };
const data = (page) => over(page, /^数据$/);

test("a first visit fetches the map's part only, the review fetches its own, once", { tag: "@desktop" }, async ({ page, app }) => {
  const asked = [];
  page.context().on("request", (request) => isPart(request.url()) && asked.push(new URL(request.url()).pathname));
  await app.open("mode=officer");
  // With all that it shares with others, in one file.
  expect(asked.map((path) => path.replace(/.*\/|-[0-9a-f]{16}/g, ""))).toEqual(["page-split_map.wasm"]);
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

test("what reads files comes beside the engine where a layer has no prepared columns", { tag: "@desktop" }, async ({ page, app }) => {
  const reading = page.context().waitForEvent("request", (request) => request.url().includes("engine-split_reading"));
  // The engine itself cannot have asked for it.
  await page.context().route(ENGINE, async (route) => {
    await reading;
    await route.continue();
  });
  await app.openMade(madeCatalog(), made);
  await expect(rowAt(page, 1)).toContainText("好地方");
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

  test("of the map: list and search work, it is said in the map's place, and there on the next try", async ({ page, app }) => {
    await page.context().route("**/app/page-split_map*", (route) => route.abort());
    await app.open("", { wait: false });
    const map = page.getByRole("region", { name: "地图" });
    await expect(map.getByRole("alert")).toContainText("这一部分没有载入");
    await page.getByRole("searchbox").fill("3132045Q");
    await expect(rowAt(page, 1)).toContainText("45号界桩");
    await page.context().unroute("**/app/page-split_map*");
    await map.getByRole("button", { name: "重试" }).click();
    await app.ready();
    await expect(page.locator("canvas")).toBeVisible();
    await expect(rowAt(page, 1)).toContainText("45号界桩");
  });

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

  test("of what reads files: the layer says so, and is there on the next try", async ({ page, app }) => {
    await page.context().route(READING, (route) => route.abort());
    await app.openMade(madeCatalog(), made);
    await expect(page.locator(".not-whole")).toContainText("没有完整加载");
    await fromMenu(page, /^数据/);
    await expect(data(page)).toContainText("读取文件的那部分程序没有载入。");
    await page.context().unroute(READING);
    await app.drawn(() => data(page).getByRole("button", { name: "重试" }).click());
    await expect(data(page)).toContainText("1 条记录，1 条在地图上");
  });

  test("of what reads catalogs: said, and there on the next try", { tag: "@desktop" }, async ({ page, app }) => {
    const part = "**/app/engine-split_catalog*";
    await page.context().route(part, (route) => route.abort());
    await app.openMade(madeCatalog(), made, "", { wait: false });
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("读取文件的那部分程序没有载入。");
    await page.context().unroute(part);
    await alert.getByRole("button", { name: "重试" }).click();
    await app.ready();
    await expect(rowAt(page, 1)).toContainText("好地方");
  });

  test("of what reads files: a table of this machine says so, and is there on the next try", { tag: "@desktop" }, async ({ page, app }) => {
    await app.open();
    await page.context().route(READING, (route) => route.fulfill({ status: 404, body: "" }));
    await fromMenu(page, /^数据/);
    const table = { name: "本机.csv", mimeType: "text/csv", buffer: Buffer.from("名称,经度,纬度\n新桥,121.6,31.9\n") };
    await page.getByLabel("打开本机文件").setInputFiles(table);
    const opened = data(page).locator("section").filter({ has: page.getByRole("heading", { level: 3, name: /本机\.csv/ }) });
    await expect(opened).toContainText("读取文件的那部分程序没有载入。");
    await page.context().unroute(READING);
    await app.drawn(() => opened.getByRole("button", { name: "重试" }).click());
    await expect(opened).toContainText("1 条记录，1 条在地图上");
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
