// Which files the naming review uses as registers: told beside its verdict, switched by the person.

import { expect, test } from "./app.js";
import { part } from "./desk.js";
import { fromMenu, raiseSheet } from "./walk.js";

const found = (page) => page.getByRole("region", { name: /^(审查发现|Findings)$/ });
const sources = (page) => page.getByRole("region", { name: /^(用作地名录的文件|Files used as registers)$/ });
const source = (page, name) => sources(page).getByRole("listitem").filter({ hasText: name });
const same = (page) => found(page).locator("> .findings > .finding").filter({ hasText: "duplicate.D1" });
const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Opens the review of 红旗街 with a file of this machine. */
async function open(page, app, file, more = "lang=zh") {
  await app.open(`ws=review&a.name=红旗街&a.type=street&a.town=汇龙镇&${more}`);
  await expect(page.locator(".summary")).not.toBeEmpty();
  await raiseSheet(page);
  await part(page, /^(依据|Rules)$/);
  await page.getByLabel(/^(打开本机文件|Open a file)$/).setInputFiles([file]);
  await part(page, /^(申请|Application)$/);
}

test("the office's own register is used, told and switched", async ({ page, app }) => {
  await open(page, app, csv("地名录.csv", "名称,类别,乡镇\n红旗街,街路巷,汇龙镇\n汇龙镇,行政区划,汇龙镇\n"));
  const own = source(page, "地名录.csv");
  await expect(own).toContainText("用作地名库 2 条");
  await expect(same(page)).toContainText("红旗街（现用，汇龙镇）");
  // Its line stands in the view, beside the verdict, and takes one line.
  await own.scrollIntoViewIfNeeded();
  const size = await own.boundingBox();
  expect(size.height).toBeLessThan(60);
  await own.getByRole("checkbox").press("Space");
  await expect(own).toContainText("未用：已关闭");
  await expect(same(page)).toHaveCount(0);
  await expect(own.getByRole("checkbox")).toBeFocused();
  await own.getByRole("checkbox").press("Space");
  await expect(same(page)).toContainText("红旗街");
  await fromMenu(page, "English");
  await expect(own).toContainText("used as a register, 2 names");
  expect(await app.axe()).toEqual([]);
});

test("a file that cannot be used, or that holds facilities, is told @desktop", async ({ page, app }) => {
  await open(page, app, csv("无名.csv", "乡镇,类别\n汇龙镇,街路巷\n"));
  await expect(source(page, "无名.csv")).toContainText("未用：1 条记录都没有可用的名称");
  await expect(page.locator(".summary")).toContainText("不能视为没有问题");
  await expect(found(page)).toContainText("有地名录没有读全");
  await part(page, "依据");
  await page.getByLabel("打开本机文件").setInputFiles([csv("设施.csv", "名称,类别,乡镇\n红旗街,养老院,汇龙镇\n")]);
  await part(page, "申请");
  const facilities = source(page, "设施.csv");
  await expect(facilities).toContainText("未用：其中是设施");
  await facilities.getByRole("checkbox").check();
  await expect(facilities).toContainText("用作地名库 1 条");
  await expect(same(page)).toContainText("红旗街");
});

test("with every register switched off nothing is all clear @desktop", async ({ page, app }) => {
  await open(page, app, csv("地名录.csv", "名称,类别,乡镇\n红旗街,街路巷,汇龙镇\n"));
  await expect(source(page, "地名录.csv")).toContainText("用作地名库 1 条");
  const boxes = sources(page).getByRole("checkbox");
  for (let at = 0; at < (await boxes.count()); at += 1) {
    await boxes.nth(at).uncheck();
    await expect(sources(page).getByRole("listitem").nth(at)).toContainText("未用：已关闭");
  }
  await expect(found(page)).toContainText("没有可供比对的地名录");
});
