// The map from one file, without a server: opened, searched, filtered, printed, in browsers with less than others, and
// what it keeps to itself.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { project } from "../host.js";
import { file, folder, journey } from "./file.js";

const FIRST_ROW = '#results li[aria-posinset="1"]';
const COUNT = ".counts-words";

/** How many colours the map's canvas shows. */
const colours = () => {
  const canvas = document.querySelector("#map canvas, canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size;
};

journey("opens with its rows and its map, and the address is the view", async (app) => {
  await app.open();
  await app.shows(COUNT, /共 6,699 条/);
  assert.ok(await app.page.evaluate(() => dimingEngine.worker && !dimingEngine.failed), "the engine runs in a worker");
  await app.page.waitForSelector(`${FIRST_ROW} button`);
  assert.match(await app.page.title(), /启东/);
  assert.ok((await app.page.evaluate(colours)) > 20, "a drawn map");
  await app.goTo(`${app.url}#layers=care-homes`);
  await app.drawn(() => app.fill("searchbox", "搜索", "养老院"));
  await app.shows(`${FIRST_ROW} mark`, /养老院/);
  await app.addressSays("q=养老院");
  const name = await app.page.$eval(`${FIRST_ROW} .row-name`, (row) => row.textContent.trim());
  await (await app.page.$(`${FIRST_ROW} button`)).click();
  await app.shows(".card h2", new RegExp(name));
  await app.page.waitForSelector(".card a[href^='tel:']");
  await app.addressSays("id=care-homes:");
  const address = await app.page.evaluate(() => location.href);
  assert.ok(address.startsWith(app.url), address);
  await app.page.goBack();
  await app.until("the card is gone", () => !document.querySelector(".card"));
  // The same address again, as from a bookmark.
  await app.goTo(address);
  await app.shows(".card h2", new RegExp(name));
});

journey("is filtered, and goes onto paper", async (app) => {
  await app.open("layers=care-homes");
  await app.click("button", /^筛选/);
  await app.click("button", /^乡镇（街道）/);
  const box = await app.find("checkbox", /^汇龙镇 ?[\d,]+$/);
  const promised = await box.evaluate((box) => box.closest("label").querySelector(".count").textContent);
  await box.click();
  await app.shows(COUNT, new RegExp(`共 ${promised} 条`));
  await app.addressSays("f.town=汇龙镇");
  await app.click("button", "菜单");
  assert.equal(await app.page.$$eval(".menu-list button", (all) => all.filter((one) => one.textContent.includes("嵌入")).length), 0);
  await app.click("button", "打印与保存");
  await app.shows(".over h2", /打印与保存/);
  await app.click("button", "打印");
  await app.until("the browser is asked to print", () => globalThis.asked === 1);
  const sheet = await app.page.$eval("section.printed", (sheet) => ({
    names: sheet.querySelectorAll(".printed-rows > li").length,
    signs: sheet.querySelectorAll(".printed-map use").length,
  }));
  assert.ok(sheet.names > 0 && sheet.signs > 0, JSON.stringify(sheet));
}, () => {
  globalThis.asked = 0;
  globalThis.print = () => (globalThis.asked += 1);
});

journey("has the officers' work and opens files, and no basemap to ask for", async (app) => {
  await app.open();
  assert.equal(await app.page.$$eval("select", (all) => all.filter((one) => one.textContent.includes("天地图")).length), 0);
  await app.click("button", "菜单");
  await app.click("checkbox", "显示工作人员功能");
  await app.click("button", "审查");
  await app.mark("diming:review-ready");
  await app.drawn(() => app.fill("textbox", "拟用名称", "人民路"), "diming:reviewed");
  await app.shows(".findings", /人民路（现用，汇龙镇）/);
  await app.open();
  await app.click("button", "菜单");
  await app.click("button", /^数据/);
  const table = join(folder, "登记册.csv");
  writeFileSync(table, "编号,name,lon,lat\n1,墨字暗桩,121.66,31.81\n");
  const input = await app.page.waitForSelector("input[type=file]");
  await app.drawn(() => input.uploadFile(table));
  await app.shows(".over", /登记册\.csv.*1 条记录/);
  // A workbook is read in a worker of its own.
  await app.drawn(() => input.uploadFile(resolve(project, "crates/workbook/tests/books/care.xlsx")));
  await app.shows(".over", /care\.xlsx.*4 条记录，4 条在地图上/);
});

journey("nothing can be sent out of it", async (app) => {
  await app.open();
  const told = await app.page.evaluate(async () => {
    const refused = (promise) => promise.then(() => "sent", () => "refused");
    const asked = new XMLHttpRequest();
    asked.open("GET", "https://example.org/");
    const answer = new Promise((resolve, reject) => Object.assign(asked, { onload: resolve, onerror: reject }));
    asked.send();
    const picture = new Image();
    const shown = new Promise((resolve, reject) => Object.assign(picture, { onload: resolve, onerror: reject }));
    picture.src = "https://example.org/a.png";
    return Promise.all([refused(fetch("https://example.org/")), refused(answer), refused(shown)]);
  });
  assert.deepEqual(told, ["refused", "refused", "refused"]);
  const byPolicy = (what) => app.errors.some((error) => error.includes(`policy: ${what} https://example.org`));
  assert.ok(byPolicy("connect-src") && byPolicy("img-src"), `the policy forbids it: ${app.errors}`);
  app.errors.length = app.outside.length = 0;
});

journey("the engine runs on the page where no worker can start", async (app) => {
  await app.open("layers=care-homes");
  await app.drawn(() => app.fill("searchbox", "搜索", "养老院"));
  await app.shows(`${FIRST_ROW} mark`, /养老院/);
}, () => {
  globalThis.Worker = class {
    constructor() {
      throw new DOMException("no workers here", "SecurityError");
    }
  };
});

journey("a browser that unpacks nothing by itself, and keeps nothing", async (app) => {
  await app.open("layers=care-homes");
  await app.drawn(() => app.fill("searchbox", "搜索", "养老院"));
  await app.shows(`${FIRST_ROW} mark`, /养老院/);
}, () => {
  delete globalThis.DecompressionStream;
  for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
    Object.defineProperty(globalThis, name, { get: () => { throw new DOMException("refused", "SecurityError"); } });
  }
});

journey("a browser without WebAssembly says so", async (app) => {
  await app.page.goto(app.url);
  await app.shows("#boot-failed", /Chrome 97/);
  assert.equal(await app.page.$$eval("a[href$='list.html']", (all) => all.length), 0);
  await app.shows("#boot-reason", /WebAssembly/);
  // It says so on the console as well, and nothing else.
  assert.equal(app.errors.length, 1, `${app.errors}`);
  app.errors.length = 0;
}, () => {
  WebAssembly.Module = undefined;
});

test("the file is small enough to be sent, and names nothing outside of it", () => {
  const html = readFileSync(file, "utf8");
  assert.ok(html.length < 12_000_000, `${html.length} characters`);
  for (const tag of html.match(/<(script|link|img|iframe|a|meta)\b[^>]*>/g)) {
    assert.doesNotMatch(tag, /(src|href)="(?!data:)/, tag.slice(0, 200));
  }
});
