// The office's own register: a file of this machine is a layer for this visit, and nothing of it leaves the browser.

import { mkdirSync, writeFileSync } from "node:fs";
import { withoutWorker } from "../../xtask/js/bench/browser.mjs";
import { collection, expect, point, test } from "./app.js";
import { card, fromMenu, hashOf, isOn, layerChip, layerSwitch, names, openFacet, openLayers, openShare, openSources, over, raiseSheet, rows, search, seeResults, valueBox } from "./walk.js";

/** What does not depend on the screen is walked once. */
const ONCE = { tag: "@desktop" };
const data = (page) => over(page, /^(数据|Data)$/);
const input = (page) => page.getByLabel(/^(打开本机文件|Open a file)$/);
const fact = (page, label) =>
  card(page).locator(".fact-line").filter({ has: page.getByRole("term").filter({ hasText: new RegExp(`^${label}$`) }) }).getByRole("definition");

const REGISTER = `编号,name,town,kind,lon,lat,elevation_m,方位物,密级,网址,电话
QX-7731,墨字暗桩,隐龙镇,石刻秘桩,121.6612345,31.8154321,3.25,老槐树秘点、断墙秘点,秘密,https://mozi.example.org/x,0513-99887766
QX-7732,墨字渡口,隐龙镇,石刻秘桩,121.7012345,31.9054321,4.5,,公开,,
`;
/** No request, address, message or stored text may hold any of these, encoded or not. */
const MARKS = ["QX-77", "墨字", "隐龙", "石刻秘", "秘点", "mozi", "99887766", "1.66123", "1.81543", "1.70123", "1.90543", "local-", "登记册"];

const csv = (name, content) => ({ name, mimeType: "text/csv", buffer: Buffer.isBuffer(content) ? content : Buffer.from(content) });

/** Opens the data panel and chooses files there. */
async function choose(page, app, ...files) {
  await raiseSheet(page);
  if (!(await data(page).isVisible())) await fromMenu(page, /^(数据|Data)/);
  await app.drawn(() => input(page).setInputFiles(files));
}

/** The part of the data panel about one file. */
const file = (page, name) => data(page).locator("section").filter({ has: page.getByRole("heading", { level: 3, name }) });

/** Notes from the start everything that could carry something out of the page. */
async function watch(page) {
  const seen = [];
  page.context().on("request", (request) => seen.push(`${request.url()} ${request.postData() ?? ""} ${JSON.stringify(request.headers())}`));
  await page.exposeFunction("noteForTest", (text) => seen.push(text));
  await page.addInitScript(() => {
    const tell = globalThis.noteForTest;
    const wrap = (object, name) => {
      const own = object?.[name];
      if (!own) return;
      object[name] = function (...given) {
        tell(`${name} ${given.map(String).join(" ")} ${JSON.stringify(given)}`);
        return Reflect.apply(own, this, given);
      };
    };
    wrap(globalThis, "postMessage");
    wrap(globalThis, "open");
    wrap(globalThis, "fetch");
    wrap(BroadcastChannel.prototype, "postMessage");
    wrap(Storage.prototype, "setItem");
    wrap(Navigator.prototype, "sendBeacon");
    wrap(WebSocket.prototype, "send");
    wrap(XMLHttpRequest.prototype, "send");
    wrap(History.prototype, "pushState");
    wrap(History.prototype, "replaceState");
    wrap(Clipboard.prototype, "writeText");
    wrap(IDBObjectStore.prototype, "put");
    wrap(Cache.prototype, "put");
  });
  return {
    /** The address after what was just done, and every text kept in this browser. */
    look: async () =>
      seen.push(page.url(), await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, document.title, globalThis.name]))),
    leaks: () => {
      const plain = (text) => text.replace(/(%[0-9a-f]{2})+/gi, (code) => { try { return decodeURIComponent(code); } catch { return code; } });
      return seen.filter((text) => MARKS.some((mark) => text.includes(mark) || plain(text).includes(mark)));
    },
    seen,
  };
}

test("chosen by the button: a layer of this machine, in both languages", async ({ page, app }) => {
  await app.open();
  await choose(page, app, csv("登记册.csv", REGISTER));
  await expect(file(page, /登记册\.csv/)).toContainText("2 条记录，2 条在地图上");
  await expect(file(page, /登记册\.csv/)).toContainText("本机");
  await expect(data(page)).toContainText("不会上传");
  await page.getByRole("button", { name: "返回" }).click();
  expect(await isOn(page, "登记册\\.csv\\s*本机")).toBe(true);
  expect(await app.axe()).toEqual([]);
  await search(page, app, "mozi");
  expect(await names(page)).toEqual(["墨字渡口", "墨字暗桩"].sort((a, b) => a.localeCompare(b, "zh-u-co-pinyin")));
  await fromMenu(page, /English/);
  await expect(layerChip(page, "登记册")).toContainText("this machine");
  await fromMenu(page, /^Data/);
  await expect(data(page)).toContainText("is sent nowhere");
  expect(await app.axe()).toEqual([]);
});

test("officer's fields, secret records and exact places are shown; nothing leads out", ONCE, async ({ page, app }) => {
  await app.open();
  await choose(page, app, csv("登记册.csv", REGISTER));
  await search(page, app, "墨字暗桩");
  await rows(page).first().click();
  await expect(fact(page, "高程")).toHaveText("3.25 米");
  await expect(fact(page, "方位物")).toHaveText("老槐树秘点、断墙秘点");
  await expect(fact(page, "密级")).toHaveText("秘密");
  await openSources(page);
  await expect(fact(page, "坐标")).toContainText("121.6612345");
  await expect(fact(page, "坐标")).toContainText("31.8154321");
  await expect(card(page)).toContainText("来自本机文件");
  await expect(card(page).getByRole("link")).toHaveCount(0);
  await expect(card(page).getByRole("button", { name: /导航|分享|复制链接|二维码/ })).toHaveCount(0);
  await expect(page, "neither the record nor what was searched for").toHaveTitle("启东地名与设施");
});

test("nothing of the file leaves the browser", ONCE, async ({ page, app, context }) => {
  const watched = await watch(page);
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.open("q=石桥&layers=heritage,gazetteer");
  await choose(page, app, csv("登记册.csv", REGISTER));
  await watched.look();
  await expect.poll(() => hashOf(page)).toMatchObject({ layers: "gazetteer,heritage" });
  await expect.poll(() => hashOf(page).q).toBeUndefined();
  await page.getByRole("button", { name: "返回" }).click();
  await search(page, app, "墨字暗桩");
  await watched.look();
  await rows(page).first().click();
  await expect(fact(page, "高程")).toBeVisible();
  await watched.look();
  await app.drawn(() => card(page).getByRole("button", { name: "在地图上显示" }).click());
  await expect.poll(() => hashOf(page).map).toMatch(/^[\d.]+\/31\.\d{1,3}0*\/121\.\d{1,3}0*$/);
  expect(hashOf(page).id).toBeUndefined();
  await watched.look();
  await page.getByRole("button", { name: "返回" }).click();
  await search(page, app, "");
  const facet = await openFacet(page, "乡镇（街道）");
  await facet.getByLabel(/中查找/).fill("隐龙");
  await app.drawn(() => valueBox(facet, "隐龙镇").check());
  await watched.look();
  await seeResults(page);
  await app.drawn(() => page.getByRole("combobox", { name: "排序" }).selectOption("按距离"));
  await openLayers(page);
  await app.drawn(() => layerSwitch(page, "登记册").uncheck());
  await watched.look();
  await app.drawn(() => layerSwitch(page, "登记册").check());
  await fromMenu(page, "按乡镇统计");
  await expect(page.getByRole("table")).toContainText("隐龙镇");
  await watched.look();
  await page.getByRole("button", { name: "返回" }).click();
  await openFacet(page, "乡镇（街道）");
  await app.drawn(() => valueBox(facet, "隐龙镇").click());
  // A public record can still be linked to, and its link says nothing of the file.
  await search(page, app, "寿丰石桥");
  await rows(page).first().click();
  await openShare(page);
  await card(page).getByRole("button", { name: "复制链接" }).click();
  await expect(card(page)).toContainText("链接已复制");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/#.*id=heritage/);
  await expect.poll(() => hashOf(page).id).toMatch(/^heritage:/);
  // Back folds what was unfolded for the link, then closes the card.
  await page.goBack();
  await expect(card(page)).not.toContainText("链接已复制");
  await page.goBack();
  await expect(card(page)).toBeHidden();
  expect(await isOn(page, "登记册")).toBe(true);
  await watched.look();
  // Closed: the address stays as it is, though what was searched for is still in the box.
  await search(page, app, "墨字渡口");
  await fromMenu(page, /^数据/);
  await app.drawn(() => file(page, /登记册/).getByRole("button", { name: "关闭这个文件" }).click());
  await expect(file(page, /登记册/)).toHaveCount(0);
  await page.getByRole("button", { name: "返回" }).click();
  await app.drawn(() => page.getByRole("combobox", { name: "排序" }).selectOption("按名称"));
  await expect.poll(() => hashOf(page).sort).toBe("name");
  await watched.look();
  expect(watched.leaks()).toEqual([]);
  expect(watched.seen.some((text) => text.includes("replaceState")), "the watch works").toBe(true);
  await page.reload();
  await app.ready();
  await expect(page.locator(".chip-row")).not.toContainText("登记册");
  await search(page, app, "墨字");
  await expect(page.locator(".counts-words")).not.toContainText("共");
  await expect(rows(page)).toHaveCount(0);
});

/** Drops files or folders on the page as the system does. */
async function drop(page, paths, between = async () => {}) {
  const session = await page.context().newCDPSession(page);
  const event = (type) => session.send("Input.dispatchDragEvent", { type, x: 640, y: 400, data: { items: [], files: paths, dragOperationsMask: 1 } });
  await event("dragEnter");
  await event("dragOver");
  await between();
  await event("drop");
}

test("dropped on the page: files are opened, a folder is refused in words", ONCE, async ({ page, app }, info) => {
  const [register, geojson, folder] = ["登记册.csv", "点.geojson", "文件夹"].map((name) => info.outputPath(name));
  writeFileSync(register, REGISTER);
  writeFileSync(geojson, JSON.stringify(collection(point([121.6, 31.9], { name: "本机石桥", elevation_m: 2 }, { id: 5 }))));
  mkdirSync(folder);
  await app.open("map=12/31.9/121.7");
  const hint = page.getByText("松开即打开");
  await expect(hint).toHaveCount(0);
  await app.drawn(() => drop(page, [register, geojson, folder], () => expect(hint).toBeVisible()));
  await expect(hint).toHaveCount(0);
  await expect(file(page, /登记册\.csv/)).toContainText("2 条记录，2 条在地图上");
  await expect(file(page, /点\.geojson/)).toContainText("1 条记录，1 条在地图上");
  await expect(file(page, /文件夹/)).toContainText("可能是文件夹");
  // The map stays where it was.
  await expect.poll(() => hashOf(page).map.split("/").map(Number)).toEqual([12, 31.9, 121.7]);
  await app.drawn(() => file(page, /文件夹/).getByRole("button", { name: "关闭这个文件" }).click());
  await expect(data(page)).not.toContainText("不完整");
});

test("a table in GBK with semicolons, and one in UTF-16", ONCE, async ({ page, app }) => {
  const gbk = new Map();
  const decoder = new TextDecoder("gbk");
  for (let high = 0xb0; high <= 0xf7; high++) {
    for (let low = 0xa1; low <= 0xfe; low++) gbk.set(decoder.decode(Uint8Array.of(high, low)), [high, low]);
  }
  const text = "名称;经度;纬度;备注\r\n吕四老桥;121.6;31.9;本机所存\r\n";
  const bytes = Buffer.from([...text].flatMap((letter) => gbk.get(letter) ?? [letter.charCodeAt(0)]));
  await app.open();
  await choose(page, app, csv("国标.csv", bytes), csv("宽.csv", Buffer.from(`\ufeff${text.replaceAll(";", "\t").replace("吕四老桥", "启东老桥")}`, "utf16le")));
  await expect(file(page, /国标/)).toContainText("1 条记录，1 条在地图上");
  await expect(file(page, /宽/)).toContainText("1 条记录，1 条在地图上");
  await search(page, app, "老桥");
  expect((await names(page)).filter((name) => /^(吕四|启东)老桥$/.test(name))).toHaveLength(2);
});

test("the datum that is chosen is converted", ONCE, async ({ page, app }) => {
  await app.open();
  await fromMenu(page, /^数据/);
  await page.getByRole("combobox", { name: "坐标基准" }).selectOption("gcj02");
  await choose(page, app, csv("偏移.csv", "name,lon,lat\n偏移石桥,121.664315889,31.807944677\n"));
  await search(page, app, "偏移石桥");
  await rows(page).first().click();
  await openSources(page);
  await expect(fact(page, "坐标")).toContainText("121.6600000");
  await expect(fact(page, "坐标")).toContainText("31.8100000");
});

test("what is no table is said in words, and the rest goes on", ONCE, async ({ page, app }) => {
  await app.open();
  const before = await page.locator(".counts-words").textContent();
  const bad = {
    "空.csv": ["", "文件里没有任何记录"],
    "只有列名.csv": ["名称,经度,纬度\n", "文件里没有任何记录"],
    "随笔.txt": ["今天天气不错\n", "“今天天气不错”"],
    "表.7z": [Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4, 0x8d, 0x9b, 0xd5, 0x0f]), "这是压缩包（RAR、7z、gzip）"],
    "坏.geojson": ['{"type":"FeatureCollection","features":[', "中断"],
    "网页.csv": ["<!doctype html><title>x</title>", "这是网页，或以网页格式保存的 Excel 文件"],
    "投影.geojson": [JSON.stringify({ ...collection(point([1, 2], {})), crs: { type: "name", properties: { name: "EPSG:2437" } } }), "不支持坐标系“EPSG:2437”"],
  };
  await choose(page, app, ...Object.entries(bad).map(([name, [content]]) => csv(name, content)));
  for (const [name, [, words]] of Object.entries(bad)) {
    await expect(file(page, name), name).toContainText(words);
  }
  // Seven are open: one more may come, the next is refused.
  await choose(page, app, csv("八.csv", "name\n甲\n"), csv("九.csv", "name\n乙\n"));
  await expect(data(page).getByRole("alert")).toContainText("“九.csv”");
  await expect(data(page).getByRole("alert")).toContainText("最多同时打开 8 个");
  for (const name of [...Object.keys(bad), "八.csv"]) {
    await file(page, name).getByRole("button", { name: "关闭这个文件" }).click();
    await expect(file(page, name)).toHaveCount(0);
  }
  await expect(page.locator(".counts-words")).toHaveText(before);
});

test("odd rows are kept and noted; without columns of places they stand in the list", ONCE, async ({ page, app }) => {
  await app.open();
  await choose(page, app, csv("名单.csv", "名称,备注\n名单石桥\n名单吕四,甲,乙\n"));
  await expect(file(page, /名单/)).toContainText("2 条记录，0 条在地图上");
  await file(page, /名单/).getByRole("button", { name: /^数据问题/ }).click();
  await expect(file(page, /名单/)).toContainText("没有经度、纬度两列");
  await expect(file(page, /名单/)).toContainText("格数与第一行的列数不符");
});

test("a large file comes in whole", ONCE, async ({ page, app }) => {
  const lines = Array.from({ length: 200_000 }, (_, n) => `大表${n},121.${600 + (n % 90)},31.9,${n % 7}`);
  await app.open();
  await fromMenu(page, /^数据/);
  await input(page).setInputFiles([csv("大.csv", `name,lon,lat,remarks\n${lines.join("\n")}\n`)]);
  await expect(file(page, /大\.csv/)).toContainText("200,000 条记录，200,000 条在地图上", { timeout: 20_000 });
});

test.describe("where there is no worker", () => {
  test("a file opens all the same", ONCE, async ({ page, app }) => {
    await page.addInitScript(withoutWorker);
    await app.open();
    await choose(page, app, csv("登记册.csv", REGISTER));
    await expect(file(page, /登记册\.csv/)).toContainText("2 条记录，2 条在地图上");
  });

  test("a file that comes slowly is stopped, and what comes late changes nothing", ONCE, async ({ page, app }) => {
    await page.addInitScript(withoutWorker);
    await page.addInitScript(() => {
      Blob.prototype.stream = () =>
        new ReadableStream({
          start(controller) {
            const give = (text) => controller.enqueue(new TextEncoder().encode(text));
            give(`name,lon,lat\n${"慢一,121.6,31.9\n".repeat(100)}`);
            globalThis.giveLate = () => {
              give("慢二,121.7,31.9\n");
              controller.close();
            };
          },
        });
    });
    await app.open();
    await fromMenu(page, /^数据/);
    await input(page).setInputFiles([csv("慢.csv", "x")]);
    await file(page, /慢/).getByRole("button", { name: "停止加载" }).click();
    await expect(file(page, /慢/)).toContainText("已按您的要求停止加载");
    await expect(file(page, /慢/)).toContainText("100 条记录，100 条在地图上");
    await page.evaluate(() => globalThis.giveLate());
    await app.drawn(() => input(page).setInputFiles([csv("快.csv", "x")]));
    await expect(file(page, /慢/)).toContainText("100 条记录，100 条在地图上");
  });
});
