// The data desk: a list of an office, checked row by row, repaired, taken back, saved.

import { readFileSync } from "node:fs";
import { expect, test } from "./app.js";
import { fromMenu, over, raiseSheet } from "./walk.js";

const BOOK = "crates/workbook/tests/books/care.xlsx";
const LIST = `养老机构情况表,,,,
填报单位：某科,,,,
名称,乡镇,床位数（张）,护理床位,电话
甲院,寅阳镇,１２０,200,0513-80001234
乙院,同上,很多,20,12
乙院,寅阳镇,30,10,0513-80001236
合计,,150,230,
`;
const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const data = (page) => over(page, /^(数据|Data)$/);
const file = (page, name) => data(page).locator("section").filter({ has: page.getByRole("heading", { level: 3, name }) });
const table = (page) => page.getByRole("grid", { name: /^(问题|Problems)$/ });
const lines = (page) => table(page).locator("tbody tr.line");
const line = (page, ...texts) => texts.reduce((found, hasText) => found.filter({ hasText }), lines(page));
const sum = (page) => page.locator(".desk-sum");
const press = (page, name) => page.getByRole("button", { name }).click();

/** Opens files in the data panel. */
async function choose(page, app, ...files) {
  await raiseSheet(page);
  await fromMenu(page, /^(数据|Data)/);
  await app.drawn(() => page.getByLabel(/^(打开本机文件|Open a file)$/).setInputFiles(files));
}

/** Opens a list of this machine and puts it on the desk. */
async function check(page, app, given, hash = "") {
  await app.open(hash);
  await choose(page, app, given);
  await file(page, given.name).getByRole("button", { name: /^(逐行检查|Check row by row)$/ }).click();
  await expect(sum(page)).toBeVisible();
}

const saved = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, name)]);
  return readFileSync(await download.path(), "utf8");
};

test("what is wrong stands at its cell, with what it should be", async ({ page, app }) => {
  await check(page, app, csv("养老.csv", LIST));
  await expect(sum(page)).toContainText(/^3 行，其中 \d 行有问题，共 \d+ 处。/);
  await expect(line(page, "C4", "甲院")).toContainText("120");
  await expect(line(page, "C5", "乙院")).toHaveCount(1);
  await expect(page.getByText(/^读取时的 4 处说明$/)).toBeVisible();
  await page.getByText(/^读取时的 4 处说明$/).click();
  await expect(page.getByText("第 7 行：合计、说明或签名，没有作为记录")).toBeVisible();
});

test("a proposal is accepted, all are, taken back, made again, saved @desktop", async ({ page, app }) => {
  await check(page, app, csv("养老.csv", LIST));
  await line(page, "C4").getByRole("button", { name: /^改为“120”（甲院）$/ }).click();
  await expect(sum(page)).toContainText("已修改 1 个单元格");
  await expect(line(page, "C4").filter({ hasText: "全角" })).toHaveCount(0);
  expect(await saved(page, "另存清单（CSV）")).toContain("甲院,寅阳镇,120,200");
  await press(page, "撤销");
  await expect(sum(page)).not.toContainText("已修改");
  await expect(page.getByRole("button", { name: "撤销" })).toBeDisabled();
  await press(page, "重做");
  await expect(page.getByRole("button", { name: "重做" })).toBeDisabled();
  await expect(line(page, "C4").filter({ hasText: "全角" })).toHaveCount(0);
  await expect(sum(page), "it is what was saved").not.toContainText("已修改");
  expect(await saved(page, "保存问题表（CSV）")).toContain("很多");
});

test("problems are shown by weight and by kind, in both languages @desktop", async ({ page, app }) => {
  await check(page, app, csv("养老.csv", LIST));
  const all = await lines(page).count();
  await page.getByRole("group", { name: "按轻重" }).getByRole("button", { name: /^.*疑问/ }).click();
  await expect.poll(() => lines(page).count()).toBeLessThan(all);
  await page.getByRole("group", { name: "按轻重" }).getByRole("button", { name: /^全部/ }).click();
  await page.getByLabel("种类").selectOption({ label: await page.getByLabel("种类").locator("option", { hasText: "数字" }).innerText() });
  await expect(lines(page).filter({ hasText: "很多" })).toHaveCount(1);
  await fromMenu(page, "English");
  await expect(sum(page)).toContainText(/^3 rows, \d of them with a problem/);
  await expect(lines(page).first()).toContainText(/[a-z]{3}/);
});

test("a workbook and a layer of the catalog are checked as well @desktop", async ({ page, app }) => {
  await check(page, app, { name: "养老机构.xlsx", mimeType: "", buffer: readFileSync(BOOK) });
  await expect(sum(page)).toContainText(/^4 行/);
  await page.getByRole("combobox", { name: "清单" }).selectOption({ label: "养老服务" });
  await expect(sum(page)).toContainText(/^\d{2,} 行/);
});

test("a list that is closed leaves the desk @desktop", async ({ page, app }) => {
  await check(page, app, csv("养老.csv", LIST));
  await fromMenu(page, /^(数据|Data)/);
  await file(page, "养老.csv").getByRole("button", { name: /关闭/ }).click();
  await expect(table(page)).toHaveCount(0);
  await expect(sum(page)).toHaveText("");
});

test("last year's list is the version before: what was added, changed, removed", async ({ page, app }) => {
  const before = "编号,名称,乡镇,床位数\n1,甲院,寅阳镇,80\n2,乙院,惠萍镇,30\n3,丙院,惠萍镇,40\n";
  const after = "编号,名称,乡镇,床位数\n1,甲院,寅阳镇,100\n3,丙院,惠萍镇,40\n4,丁敬老中心,汇龙镇,50\n";
  await app.open();
  await choose(page, app, csv("去年.csv", before));
  await app.drawn(() => page.getByLabel(/^(打开本机文件|Open a file)$/).setInputFiles(csv("今年.csv", after)));
  await file(page, "今年.csv").getByRole("button", { name: /^(逐行检查|Check row by row)$/ }).click();
  await press(page, "与旧版比较");
  await page.getByRole("combobox", { name: "旧版清单" }).selectOption({ label: "去年.csv（本机文件）" });
  await expect(page.getByText("3 处不同，1 条相同。")).toBeVisible();
  const changes = page.getByRole("grid", { name: "不同之处" }).locator("tbody tr.line");
  await expect(changes.filter({ hasText: "甲院" })).toContainText("床位数: 80 → 100");
  await expect(changes).toHaveCount(3);
  expect(await saved(page, "保存比较结果（CSV）")).toContain("丁敬老中心");
  expect(JSON.parse(await saved(page, "保存补丁文件（JSON）"))).toBeTruthy();
});

test("records without coordinates are found by the layers, accepted, taken back", async ({ page, app }) => {
  const list = "名称,乡镇,地址\n启东市和睦养老院,汇龙镇,\n某某食堂,远方镇,远方路1号\n";
  await check(page, app, csv("无坐标.csv", list));
  await press(page, "没有坐标");
  await expect(page.getByText(/^2 行没有坐标：\d 行找到位置，其中 1 行有把握/)).toBeVisible();
  const rows = page.getByRole("grid", { name: "没有坐标的记录" }).locator("tbody tr.line");
  await expect(rows.filter({ hasText: "和睦养老院" })).toContainText("名录里有同一处");
  await press(page, "接受有把握的 1 处");
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText("没有找到");
  const text = await saved(page, "另存清单（CSV）");
  expect(text).toMatch(/^\ufeff名称,乡镇,地址,经度,纬度,位置精度,位置来源\r\n启东市和睦养老院,汇龙镇,,121\.\d{5},31\.\d{5},record,/);
  await press(page, "撤销");
  await expect(rows).toHaveCount(2);
});

test("changes stay while another workspace is open, and are not dropped unasked @desktop", async ({ page, app }) => {
  await check(page, app, csv("养老.csv", LIST), "mode=officer");
  await line(page, "C4").getByRole("button", { name: /^改为“120”（甲院）$/ }).click();
  await expect(sum(page)).toContainText("已修改 1 个单元格");
  const tabs = page.getByRole("navigation", { name: "工作区" });
  await tabs.getByRole("button", { name: "查找" }).click();
  await tabs.getByRole("button", { name: "检查数据" }).click();
  await expect(sum(page)).toContainText("已修改 1 个单元格");
  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("combobox", { name: "清单" }).selectOption({ label: "养老服务" });
  await expect(sum(page)).toContainText("已修改 1 个单元格");
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("combobox", { name: "清单" }).selectOption({ label: "养老服务" });
  await expect(sum(page)).toContainText(/^\d{2,} 行/);
});

test("what was read otherwise is read as it stands, and back @desktop", async ({ page, app }) => {
  await check(page, app, csv("养老.csv", LIST));
  await page.getByText(/^读取时的 4 处说明$/).click();
  await page.getByLabel("合计、说明、签名的行不作为记录").uncheck();
  await expect(sum(page)).toContainText(/^4 行/);
  await page.getByText(/^读取时的 \d 处说明$/).click();
  await page.getByLabel("合计、说明、签名的行不作为记录").check();
  await expect(sum(page)).toContainText(/^3 行/);
  await page.getByText(/^读取时的 4 处说明$/).click();
  await expect(page.getByLabel("标题在第几行")).toHaveValue("3");
});
