// Workbooks and archives of this machine: read in a worker of its own, opened as layers, refused with what to do.

import { readFileSync } from "node:fs";
import { expect, test } from "./app.js";
import { card, fromMenu, over, raiseSheet, rowAt, search } from "./walk.js";

const BOOKS = "crates/workbook/tests/books";
const data = (page) => over(page, /^(数据|Data)$/);
const input = (page) => page.getByLabel(/^(打开本机文件|Open a file)$/);
const layer = (page, name) => data(page).locator("section").filter({ has: page.getByRole("heading", { level: 3, name }) });
const fact = (page, label) =>
  card(page).locator(".fact-line").filter({ has: page.getByRole("term").filter({ hasText: new RegExp(`^${label}$`) }) }).getByRole("definition");
const book = (ending, name = `养老机构.${ending}`) => ({ name, mimeType: "", buffer: readFileSync(`${BOOKS}/care.${ending}`) });

async function choose(page, ...files) {
  await raiseSheet(page);
  if (!(await data(page).isVisible())) await fromMenu(page, /^(数据|Data)/);
  await input(page).setInputFiles(files);
}

const archive = { name: "清单.zip", mimeType: "application/zip", buffer: readFileSync(`${BOOKS}/lists.zip`) };

for (const ending of ["xlsx", "xls", "ods"]) {
  test(`a register in ${ending}: title, heading of two lines, merged towns, total, remark`, { tag: ending === "xlsx" ? [] : "@desktop" }, async ({ page, app }) => {
    await app.open();
    await choose(page, book(ending));
    const opened = layer(page, new RegExp(`养老机构\\.${ending}`));
    await expect(opened).toContainText("4 条记录，4 条在地图上");
    await search(page, app, "乙养老院");
    await rowAt(page, 1).click();
    await expect(card(page)).toContainText("寅阳镇");
    await expect(fact(page, "床位数")).toContainText("1,234");
  });
}

test("what WPS writes is known by its bytes, not by its name", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open();
  await choose(page, book("xls", "养老机构.et"));
  await expect(layer(page, /养老机构\.et/)).toContainText("4 条记录，4 条在地图上");
});

test("of several sheets one chooses, and each says what it is", async ({ page, app }) => {
  await app.open("lang=en");
  await choose(page, book("xls", "care.xls"));
  const box = data(page).locator(".book");
  await expect(box).toContainText("“care.xls” holds 3 sheets");
  await expect(box.getByRole("listitem").nth(0)).toContainText("opened");
  await expect(box.getByRole("listitem").nth(1)).toContainText("3 rows × 2 columns");
  await expect(box.getByRole("listitem").nth(1)).toContainText("hidden");
  await expect(box.getByRole("button", { name: "空表" })).toBeDisabled();
  await box.getByRole("button", { name: "代码" }).click();
  await expect(box).toContainText("In “代码” 1 number has more than 15 digits");
  await box.getByRole("button", { name: "Done with it" }).click();
  await expect(box).toHaveCount(0);
});

test("lists in an archive, pressed one after the other without waiting", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open();
  await choose(page, archive);
  const box = data(page).locator(".book");
  await expect(box).toContainText("压缩包“清单.zip”里有 2 个清单");
  await box.evaluate((box) => box.querySelectorAll("li button").forEach((button) => button.click()));
  await expect(layer(page, /清单\.zip · 渡口\.geojson/)).toContainText("1 条记录，1 条在地图上");
  await expect(layer(page, /清单\.zip · 桥梁\.csv/)).toContainText("2 条记录，2 条在地图上");
  await expect(box).toHaveCount(0);
});

test("reading is stopped: its worker ends", { tag: "@desktop" }, async ({ page, app, context }) => {
  await context.route("**/app/reader-*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "self.onmessage = () => { for (;;); };" }));
  await app.open();
  const workers = page.workers().length;
  await choose(page, book("xlsx"));
  await expect(data(page).locator(".book")).toContainText("正在读取“养老机构.xlsx”");
  await expect.poll(() => page.workers().length).toBe(workers + 1);
  await data(page).getByRole("button", { name: "停止读取" }).click();
  await expect(data(page).locator(".book")).toHaveCount(0);
  await expect.poll(() => page.workers().length).toBe(workers);
});

test("what cannot be read says why and what to do, and what can be is opened", async ({ page, app }) => {
  const protectedBook = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.from("EncryptedPackage", "utf16le")]);
  const cut = book("xlsx", "截断.xlsx");
  cut.buffer = cut.buffer.subarray(0, 3000);
  await app.open();
  await choose(page, { name: "加密.xlsx", mimeType: "", buffer: protectedBook }, cut, book("xlsx"));
  await expect(layer(page, /养老机构\.xlsx/)).toContainText("4 条记录，4 条在地图上");
  await expect(data(page)).toContainText("没有打开“加密.xlsx”：文件有密码保护。");
  await expect(data(page)).toContainText("去掉密码");
  await expect(data(page)).toContainText("没有打开“截断.xlsx”：工作簿或压缩包已损坏");
});

test.describe("where the reader fails", { tag: "@desktop" }, () => {
  test.use({ expectedErrors: [/status of 404|reader|workbook|unreachable|out of bounds/i] });

  test("it did not load: said, and it can be tried again", async ({ page, app, context }) => {
    await context.route("**/app/workbook-*.wasm", (route) => route.fulfill({ status: 404 }), { times: 1 });
    await app.open();
    await choose(page, book("xlsx"));
    await expect(data(page)).toContainText("读取工作簿的程序没有载入");
    await choose(page, book("xlsx"));
    await expect(layer(page, /养老机构\.xlsx/)).toContainText("4 条记录");
  });

  test("it ends at a file: said, and the page goes on", async ({ page, app, context }) => {
    await context.route("**/app/reader-*.js", (route) =>
      route.fulfill({ contentType: "text/javascript", body: "self.onmessage = () => { throw new Error('unreachable'); };" }), { times: 1 });
    await app.open();
    await choose(page, book("xlsx"));
    await expect(data(page)).toContainText("读取程序在这个文件上中断了");
    await choose(page, book("ods"));
    await expect(layer(page, /养老机构\.ods/)).toContainText("4 条记录");
  });
});

test("nothing of it leaves the page, and a first visit fetches no reader", { tag: "@desktop" }, async ({ page, app }) => {
  const asked = [];
  page.context().on("request", (request) => asked.push(`${request.url()} ${request.postData() ?? ""}`));
  await app.open();
  expect(asked.filter((url) => /app\/(reader|workbook)-/.test(url))).toEqual([]);
  await choose(page, book("xlsx"));
  await expect(layer(page, /养老机构\.xlsx/)).toContainText("4 条记录");
  expect(asked.filter((url) => /app\/(reader|workbook)-/.test(url))).toHaveLength(2);
  expect(asked.filter((url) => /甲养老院|%E7%94%B2|care\.xlsx/.test(url))).toEqual([]);
});

test("what was opened, or why it was not, comes into sight", async ({ page, app }) => {
  await app.open();
  await choose(page, book("xlsx"));
  const heading = layer(page, /养老机构\.xlsx/).getByRole("heading", { level: 3 });
  await expect(heading).toBeFocused();
  await expect(heading).toBeInViewport({ ratio: 1 });
  await expect(layer(page, /养老机构\.xlsx/).getByText("4 条记录，4 条在地图上")).toBeInViewport();
  await input(page).setInputFiles({ name: "空.xlsx", mimeType: "", buffer: Buffer.from("PK\x03\x04") });
  await expect(data(page).getByText("没有打开“空.xlsx”")).toBeInViewport();
});
