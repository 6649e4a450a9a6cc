// A list of an office becomes a layer of the site: a package that is unpacked, or one page.

import { readFileSync } from "node:fs";
import { expect, test } from "./app.js";
import { fromMenu, over, raiseSheet } from "./walk.js";

const LIST = "名称,乡镇,地址,电话,负责人电话,经度,纬度\n甲助餐点,寅阳镇,人民路1号,0513-80001234,13800001234,121.7,31.9\n乙助餐点,惠萍镇,东兴路2号,0513-80001235,,,\n";
const csv = (name, text) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
const data = (page) => over(page, /^(数据|Data)$/);
const press = (page, name) => page.getByRole("button", { name, exact: true }).click();

/** Puts a list on the desk and shows what it would be on the site. */
async function publish(page, app, text = LIST, name = "助餐点.csv") {
  await app.open();
  await raiseSheet(page);
  await fromMenu(page, /^(数据|Data)/);
  await app.drawn(() => page.getByLabel(/^(打开本机文件|Open a file)$/).setInputFiles([csv(name, text)]));
  const file = data(page).locator("section").filter({ has: page.getByRole("heading", { level: 3, name }) });
  await file.getByRole("button", { name: /^(逐行检查|Check row by row)$/ }).click();
  await expect(page.locator(".desk-sum").first()).toBeVisible();
  await press(page, "发布");
  await expect(page.getByText(/^还不能发布，有 \d+ 个原因。$/)).toBeVisible();
}

const saved = async (page, name) => {
  const [download] = await Promise.all([page.waitForEvent("download"), press(page, name)]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
};

test("nothing is published before each unknown column is decided of; the package has catalog, layer and list", async ({ page, app }) => {
  const requests = [];
  page.on("request", (request) => requests.push([request.method(), request.url()]));
  await publish(page, app);
  await expect(page.getByText("“负责人电话”一栏还没有选公开还是不公开。")).toBeVisible();
  await expect(page.getByRole("button", { name: "保存发布包（ZIP）" })).toHaveCount(0);
  await press(page, "负责人电话：不公开");
  await expect(page.getByText("可以发布：2 条，其中 1 条没有坐标。")).toBeVisible();
  await expect(page.locator(".publish-notes")).toContainText("没有公开的栏目：负责人电话");
  await expect(page.locator(".publish-preview")).toContainText("甲助餐点");
  const { name, bytes } = await saved(page, "保存发布包（ZIP）");
  expect(name).toMatch(/^site-list-1\.zip$/);
  const text = bytes.toString("latin1");
  for (const path of ["data/catalog.json", "data/list-1.geojson", "data/care-homes.geojson", "list.html"]) expect(text, path).toContain(path);
  expect(requests.filter(([method, url]) => !/^(GET|HEAD)$/.test(method) || !url.startsWith(new URL(page.url()).origin) && !url.startsWith("blob:"))).toEqual([]);
});

test("the new layer is described without writing JSON, and what is wrong is said @desktop", async ({ page, app }) => {
  await publish(page, app);
  await press(page, "负责人电话：不公开");
  await page.getByLabel("名称", { exact: true }).fill("助餐点位");
  await page.getByLabel("名称", { exact: true }).press("Tab");
  await page.getByText("目录（catalog.json）有哪些变化").click();
  await expect(page.locator(".publish-diff")).toContainText("助餐点位");
  await page.getByLabel("编号（小写字母、数字、-）").fill("care-homes");
  await page.getByLabel("编号（小写字母、数字、-）").press("Tab");
  await expect(page.getByText("编号“care-homes”已有图层使用，请换一个。")).toBeVisible();
  await page.getByLabel("发布为").selectOption({ label: "代替“养老服务”现有的记录" });
  await press(page, "负责人电话：不公开");
  await expect(page.getByText("可以发布：2 条，其中 1 条没有坐标。")).toBeVisible();
});

test("one page holds program and data @desktop", async ({ page, app }) => {
  await publish(page, app);
  await press(page, "负责人电话：不公开");
  await expect(page.getByText(/^可以发布/)).toBeVisible();
  const { name, bytes } = await saved(page, "存成一个网页文件（HTML）");
  expect(name).toBe("list-1.html");
  const html = bytes.toString("utf8");
  expect(html).toContain("data/list-1.geojson");
  expect(html).toMatch(/<meta http-equiv="?Content-Security-Policy/i);
  expect(html.length).toBeGreaterThan(1_000_000);
});
