// An office's way: from its Excel list to a published map, without a GIS and without a developer. `care-list.xlsx` is a list
// as offices write them (sample data, made with openpyxl): a title row, merged towns, 40 rows, half of them without
// coordinates, five kinds of faults, a sum and a remark below.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { project } from "../host.js";
import { makeSite, startServer } from "./servers.js";

const TEST_MS = 180_000;
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const LIST = resolve(project, "tests/hosting/care-list.xlsx");

const site = makeSite("");
let browser, server;

before(async () => {
  server = await startServer("nginx", site);
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
});
after(async () => {
  await browser?.close();
  await server?.stop();
  site.remove();
});

const press = (page, name) => page.getByRole("button", { name, exact: typeof name === "string" }).click();

/** Saves what a button gives. */
async function saved(page, name, as) {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, name)]);
  const path = join(site.folder, as);
  await download.saveAs(path);
  return path;
}

/** Finds a facility of the list by its name, and opens its card. */
async function find(page, name) {
  await page.getByRole("searchbox", { name: "搜索" }).fill(name);
  const row = page.getByRole("list", { name: "结果列表" }).getByRole("button").filter({ hasText: name }).first();
  await row.click();
  await page.getByRole("region", { name: "地点详情" }).getByText(name).first().waitFor();
}

test("a workbook becomes a map on a server, and one file", { timeout: TEST_MS }, async () => {
  const context = await browser.newContext({ locale: "zh-CN", acceptDownloads: true, serviceWorkers: "block" });
  const page = await context.newPage();
  const [asked, errors] = [[], []];
  context.on("request", (request) => asked.push([request.method(), request.url()]));
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`${server.url}#ws=data`);
  await page.getByLabel("打开本机文件").setInputFiles(LIST);
  const sum = page.locator(".desk-sum").first();
  await sum.getByText(/^40 行，其中 \d+ 行有问题/).waitFor();

  // What is wrong, of each kind: full width, telephone, more nursing beds than beds, the same twice, swapped.
  const problems = page.getByRole("grid", { name: "问题" });
  for (const words of ["写法不统一", "0513-8000", "护理床位", "重复", "写反"]) await problems.locator("tr.line").filter({ hasText: words }).first().waitFor();
  await press(page, /^接受全部 \d+ 处建议$/);
  await sum.getByText(/已修改/).waitFor();

  // The table: a telephone is typed.
  await press(page, "表格");
  await page.locator(".sheet-cell").getByText("0513-8000", { exact: true }).click();
  await page.locator("#sheet-cell:focus").waitFor();
  await page.keyboard.type("0513-80001002");
  await page.keyboard.press("Enter");
  await page.locator(".sheet-cell").getByText("0513-80001002", { exact: true }).first().waitFor();

  // What has no coordinates: the sure ones together.
  await press(page, "没有坐标");
  await press(page, /^接受有把握的 \d+ 处$/);
  await page.getByRole("button", { name: "撤销", exact: true }).and(page.locator(":enabled")).waitFor();

  // Published as a new layer; who is responsible is not public.
  await press(page, "发布");
  await page.getByText(/^还不能发布/).waitFor();
  await press(page, "负责人：不公开");
  for (const column of ["位置精度", "位置来源"]) await press(page, `${column}：公开`);
  await page.getByText(/^可以发布：40 条/).waitFor();
  const zip = await saved(page, "保存发布包（ZIP）", "site.zip");
  const html = await saved(page, "存成一个网页文件（HTML）", "map.html");

  // Unpacked over the site it is live: found by search.
  execFileSync("python3", ["-m", "zipfile", "-e", zip, site.root]);
  await page.goto("about:blank");
  await page.goto(server.url);
  await find(page, "汇龙示例敬老院1号");
  const text = await page.locator("body").innerText();
  assert.ok(!text.includes("示例1\n"), "who is responsible is nowhere");

  // And from the file, without a server.
  await server.stop();
  server = null;
  await page.goto(pathToFileURL(html).href);
  await find(page, "汇龙示例敬老院1号");

  assert.deepEqual(errors, []);
  const isOwn = ([method, url]) => ["GET", "HEAD"].includes(method) && /^(http:\/\/127\.0\.0\.1:|blob:|data:|file:|about:)/.test(url);
  assert.deepEqual(asked.filter((one) => !isOwn(one)), [], "nothing is sent");
  await context.close();
});
