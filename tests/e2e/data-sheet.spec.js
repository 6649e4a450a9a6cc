// The list of the data desk as a table that is edited, and what its columns mean.

import { readFileSync } from "node:fs";
import { expect, test } from "./app.js";
import { fromMenu, over, raiseSheet } from "./walk.js";

const LIST = `名称,乡镇,张数,电话
甲院,寅阳镇,１２０,0513-80001234
乙院,寅阳镇,很多,12
丙院,惠萍镇,30,0513-80001236
丁院,惠萍镇,9,0513-80001237
`;
const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const data = (page) => over(page, /^(数据|Data)$/);
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();
const grid = (page) => page.getByRole("grid", { name: "清单" });
const row = (page, text) => grid(page).getByRole("row").filter({ hasText: text });
const field = (page) => page.locator("#sheet-cell");
const at = (page) => page.locator(".sheet-at");
const sum = (page) => page.locator(".desk-sum");

/** Puts a list on the desk and shows it as a table. */
async function table(page, app, text = LIST, name = "养老.csv") {
  await app.open();
  await raiseSheet(page);
  await fromMenu(page, /^(数据|Data)/);
  await app.drawn(() => page.getByLabel(/^(打开本机文件|Open a file)$/).setInputFiles([csv(name, text)]));
  const file = data(page).locator("section").filter({ has: page.getByRole("heading", { level: 3, name }) });
  await file.getByRole("button", { name: /^(逐行检查|Check row by row)$/ }).click();
  await expect(sum(page)).toBeVisible();
  await press(page, "表格");
  await expect(row(page, "丁院")).toBeVisible();
}

/** Presses a cell by row and column, from 0. */
async function cell(page, line, column) {
  // A narrow screen shows a few columns.
  await page.locator(".sheet-table").evaluate((table, column) => table.scrollTo({ left: Math.max(0, column - 1) * 144 }), column);
  await expect(grid(page).locator(`.sheet-row [aria-colindex="${column + 2}"]`).first()).toBeInViewport();
  await grid(page).locator(".sheet-row").nth(line).locator(`[aria-colindex="${column + 2}"]`).click({ force: true });
  await expect(field(page)).toBeFocused();
}

const saved = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, name)]);
  return readFileSync(await download.path(), "utf8");
};

test("what is typed stands in the cell, is checked, taken back and saved", async ({ page, app }) => {
  await table(page, app);
  await cell(page, 1, 3);
  await expect(at(page)).toContainText("第 3 行 · 电话：12");
  await page.keyboard.type("0513-80001235");
  await page.keyboard.press("Enter");
  await expect(row(page, "0513-80001235")).toContainText("很多");
  await expect(at(page)).toContainText("第 4 行 · 电话");
  await expect(sum(page)).toContainText("已修改 1 个单元格");
  expect(await saved(page, "另存清单（CSV）")).toContain("乙院,寅阳镇,很多,0513-80001235\r\n");
  await cell(page, 0, 0);
  await page.keyboard.press("Control+z");
  await expect(row(page, "乙院")).toContainText("很多");
  await expect(row(page, "0513-80001235")).toHaveCount(0);
  await expect(sum(page)).not.toContainText("已修改");
});

test("keys move, change inside, fill down, empty; Escape leaves a cell as it was @desktop", async ({ page, app }) => {
  await table(page, app);
  await cell(page, 0, 1);
  await page.keyboard.press("F2");
  await page.keyboard.press("Home");
  await page.keyboard.type("原");
  await page.keyboard.press("Enter");
  await expect(row(page, "甲院")).toContainText("原寅阳镇");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Control+d");
  await expect(row(page, "丙院")).toContainText("原寅阳镇");
  await page.keyboard.press("Control+Home");
  await expect(at(page)).toContainText("第 2 行 · 名称：甲院");
  await page.keyboard.type("不要");
  await page.keyboard.press("Escape");
  await expect(field(page)).toHaveValue("甲院");
  await page.keyboard.press("Delete");
  await expect(field(page)).toHaveValue("");
  await expect(sum(page)).toContainText("已修改 4 个单元格");
});

test("a table of a spreadsheet is pasted and copied @desktop", async ({ page, app }) => {
  await table(page, app);
  await cell(page, 2, 2);
  const paste = (text) =>
    field(page).evaluate((input, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  await paste("31\t0513-80002222\r\n10\t0513-80003333\r\n");
  await expect(row(page, "丙院")).toContainText("惠萍镇310513-80002222");
  await expect(row(page, "丁院")).toContainText("惠萍镇100513-80003333");
  await expect(sum(page)).toContainText("已修改 4 个单元格");
  const copied = await field(page).evaluate((input) => {
    const clipboardData = new DataTransfer();
    input.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }));
    return clipboardData.getData("text/plain");
  });
  expect(copied).toBe("31\t0513-80002222\r\n10\t0513-80003333");
});

test("rows are found, ordered, removed and added", async ({ page, app }) => {
  await table(page, app);
  await page.getByRole("columnheader", { name: /^张数/ }).getByRole("button").click();
  await expect(grid(page).locator(".sheet-row").first()).toContainText("丁院");
  await page.getByRole("searchbox", { name: "查找单元格" }).fill("惠萍");
  await expect(page.getByText("2 / 4 行")).toBeVisible();
  await cell(page, 0, 0);
  await press(page, "删除选中的 1 行");
  await expect(row(page, "丁院")).toHaveCount(0);
  await expect(sum(page)).toContainText("增删了 1 行");
  await press(page, "加一行");
  await expect(at(page)).toContainText("第 + 行 · 名称");
  await page.keyboard.type("戊院");
  await page.keyboard.press("Enter");
  await expect(row(page, "戊院")).toBeVisible();
});

test("a problem leads to its cell @desktop", async ({ page, app }) => {
  await table(page, app);
  await press(page, "问题");
  await page.getByRole("button", { name: "在表格里看 D3" }).click();
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue("12");
});

test("a replacement shows what it changes before it is made @desktop", async ({ page, app }) => {
  await table(page, app);
  await press(page, "查找和替换");
  await page.getByLabel("查找", { exact: true }).fill("惠萍镇");
  await page.getByLabel("替换为").fill("惠萍街道");
  await expect(page.getByText("B4 惠萍镇 → 惠萍街道")).toBeVisible();
  await press(page, "替换 2 个单元格");
  await expect(row(page, "丁院")).toContainText("惠萍街道");
});

test("a person says what a column is; the next list with the same headings knows", async ({ page, app }) => {
  await table(page, app);
  await press(page, "栏目对应");
  const means = page.getByRole("combobox", { name: "“张数”对应到" });
  await expect(means).toHaveValue("");
  await expect(page.getByText("１２０ · 很多 · 30 · 9")).toBeVisible();
  await means.selectOption({ label: "床位数" });
  await press(page, "问题");
  await expect(page.getByRole("grid", { name: "问题" }).locator("tr.line").filter({ hasText: "很多" })).toHaveCount(1);
  await press(page, "栏目对应");
  const file = JSON.parse(await saved(page, "保存栏目对应（JSON）"));
  expect(file.columns).toContainEqual(["张数", "beds_total"]);
  await page.reload();
  await table(page, app, LIST.replace("甲院", "新院"), "明年.csv");
  await press(page, "栏目对应");
  await expect(page.getByText("这份表的标题和以前一份相同")).toBeVisible();
  await expect(means).toHaveValue("beds_total");
});

test("changes are kept on this machine, taken up after a crash, deleted on request @desktop", async ({ page, app }) => {
  await table(page, app);
  await cell(page, 1, 3);
  await page.keyboard.type("0513-80001235");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^修改已存在这台电脑的浏览器里/)).toBeVisible();
  await page.reload();
  await app.open("ws=data");
  const kept = page.locator(".kept-lists");
  await expect(kept).toContainText(/养老\.csv 有 1 处修改没有另存/);
  await kept.getByRole("button", { name: "接着改" }).click();
  await expect(sum(page)).toContainText("4 行");
  await press(page, "表格");
  await expect(row(page, "乙院")).toContainText("0513-80001235");
  await page.reload();
  await app.open("ws=data");
  await kept.getByRole("button", { name: "删除" }).click();
  await expect(kept).toHaveCount(0);
  await page.reload();
  await app.open("ws=data");
  await expect(page.getByRole("combobox", { name: "清单" })).toBeVisible();
  await expect(kept).toHaveCount(0);
});

test("a list that is saved is not kept any longer, and is not lost by another @desktop", async ({ page, app }) => {
  await table(page, app);
  await cell(page, 1, 3);
  await page.keyboard.type("0513-80001235");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/^修改已存在这台电脑的浏览器里/)).toBeVisible();
  await saved(page, "另存清单（CSV）");
  await expect(sum(page)).not.toContainText("还没有另存");
  await expect(page.getByText(/^修改已存在这台电脑的浏览器里/)).toHaveCount(0);
  await page.getByRole("combobox", { name: "清单" }).selectOption({ label: "养老服务" });
  await expect(sum(page)).toContainText(/^\d{2,} 行/);
});

test("the list is saved as a workbook that opens again, and as GeoJSON @desktop", async ({ page, app }) => {
  const list = "名称,编号,经度,纬度,电话\n甲院,3206810000000000017,121.7,31.9,0513-80001234\n乙院,007,,,12\n";
  await table(page, app, `${list}丁院,9,,,0513-80001237\n`);
  await cell(page, 1, 4);
  await page.keyboard.type("0513-80001235");
  await page.keyboard.press("Enter");
  await expect(sum(page)).toContainText("已修改 1 个单元格");
  const features = JSON.parse(await saved(page, "另存为 GeoJSON")).features;
  expect(features[0].geometry.coordinates).toEqual([121.7, 31.9]);
  expect(JSON.stringify(features[1])).toContain("0513-80001235");
  await expect(sum(page)).not.toContainText("还没有另存");
  await cell(page, 1, 1);
  await page.keyboard.type("008");
  await page.keyboard.press("Enter");
  await expect(sum(page)).toContainText("还没有另存");
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, "另存为 Excel（标出问题）")]);
  expect(download.suggestedFilename()).toBe("list.xlsx");
  const book = readFileSync(await download.path());
  expect(book.subarray(0, 2).toString()).toBe("PK");
  await expect(sum(page)).not.toContainText("还没有另存");
  await fromMenu(page, /^(数据|Data)/);
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  await page.getByLabel(/^(打开本机文件|Open a file)$/).setInputFiles([{ name: "list.xlsx", mimeType, buffer: book }]);
  const sheets = data(page).locator(".book");
  for (const name of ["清单", "问题"]) await expect(sheets.getByRole("button", { name })).toBeEnabled();
});
