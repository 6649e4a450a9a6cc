// An officer's work: the naming review, a file of this machine; and the app where its surroundings are odd.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { journey } from "./app.js";

journey("a name is typed into the review, and its findings follow", async (app) => {
  await app.open();
  await app.click("button", "菜单");
  await app.click("checkbox", "显示工作人员功能");
  await app.click("button", "审查");
  await app.mark("diming:review-ready");
  await app.drawn(() => app.fill("textbox", "拟用名称", "人民路"), "diming:reviewed");
  await (await app.find("combobox", "类别")).select("street");
  await app.drawn(() => app.fill("textbox", "乡镇（街道）", "汇龙镇"), "diming:reviewed");
  await app.shows(".findings .finding", /违反规定.*人民路（现用，汇龙镇）.*第九条（八）|违反规定.*第九条（八）.*人民路（现用，汇龙镇）/);
  await app.shows(".spelling", /Rénmín Lù/);
  await app.addressSays("a.name=人民路");
  await app.click("button", "审查意见表");
  await app.shows("article.paper", /地名命名、更名审查意见表/);
});

journey("a table of this machine opens as a layer", async (app) => {
  const folder = mkdtempSync(join(tmpdir(), "diming-"));
  try {
    const table = join(folder, "登记册.csv");
    writeFileSync(table, "编号,name,lon,lat\n1,墨字暗桩,121.66,31.81\n2,墨字渡口,121.70,31.90\n");
    await app.open();
    await app.click("button", "菜单");
    await app.click("button", /^数据/);
    const input = await app.page.waitForSelector("input[type=file]");
    await app.drawn(() => input.uploadFile(table));
    await app.shows(".over", /登记册\.csv.*2 条记录，2 条在地图上/);
    await app.click("button", "返回");
    await app.fill("searchbox", "搜索", "mozi");
    await app.shows(".counts-words", /共 2 条/);
    await app.find("button", /^墨字渡口/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

journey("where no worker can start the page does the work itself", async (app) => {
  await app.page.evaluateOnNewDocument(() => {
    globalThis.Worker = class {
      constructor() {
        throw new Error("no Worker");
      }
    };
  });
  await app.open();
  assert.equal(await app.page.evaluate(() => globalThis.dimingEngine.worker), null);
  await app.shows(".counts-words", /共 6,699 条/);
  await app.drawn(() => app.fill("searchbox", "搜索", "sfsq"));
  await app.shows('#results li[aria-posinset="1"]', /寿丰石桥/);
});

journey("what the policy forbids is refused, and would be seen here", async (app) => {
  await app.open();
  await app.page.evaluate(() => document.body.setAttribute("style", "color: red"));
  await app.until("the violation is told", () => document.body.style.color === "");
  const script = await app.page.evaluate(() => new Promise((tell) => {
    addEventListener("securitypolicyviolation", (event) => tell(event.effectiveDirective));
    import("https://elsewhere.example/x.js").catch(() => {});
  }));
  assert.match(script, /^script-src/);
  const told = app.errors.splice(0);
  assert.ok(told.some((text) => /policy: style-src/.test(text)), told.join("\n"));
  assert.ok(told.some((text) => /policy: script-src/.test(text)), told.join("\n"));
});
