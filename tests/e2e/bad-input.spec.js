// Bad input gets a clear answer, and what was good in it is not lost.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { card, csvRows, fromMenu, names, openLayers, over, rowAt, rows, saved, search } from "./walk.js";

const good = point([121.6, 31.9], { id: "1", name: "好地方" });
const other = point([121.7, 31.9], { id: "2", name: "另一处" });
const text = (...features) => JSON.stringify(collection(...features));
const data = (page) => over(page, /^数据$/);
/** What depends on the reading of a file, not on the screen, is walked on one screen. */
const ONCE = { tag: "@desktop" };
const openData = (page) => fromMenu(page, /^数据/);

/** Opens the notes of the only layer and gives their items. */
async function notes(page) {
  await openData(page);
  await data(page).getByRole("button", { name: /^数据问题/ }).click();
  return data(page).locator("ol").getByRole("listitem");
}

test.describe("a layer that does not come", () => {
  // The browser itself tells of a failed request in its console.
  test.use({ expectedErrors: [/Failed to load resource|net::ERR/] });

  const table = {
    "not JSON": ["{]", "第 1 字节处不是有效的 JSON"],
    "a portal's login page": [{ answer: { contentType: "text/html", body: "<!doctype html><title>登录</title>" } }, "收到的是网页而不是数据"],
    "404": [{ answer: { status: 404, body: "" } }, "服务器上没有这个文件（状态 404）"],
    "503": [{ answer: { status: 503, body: "" } }, "服务器返回状态 503"],
    "JSON but no GeoJSON": ['{"rows":[1,2]}', "是 JSON，但不是 GeoJSON（没有 type）"],
    "a wrong type": ['{"type":"Table","rows":[]}', "type 为“Table”"],
    "another format": ['{"type":"Topology","objects":{}}', "这是 TopoJSON"],
    "a foreign coordinate system": [
      { ...collection(good), crs: { type: "name", properties: { name: "urn:ogc:def:crs:EPSG::2437" } } },
      "不支持坐标系“urn:ogc:def:crs:EPSG::2437”",
    ],
    "nothing at all": ["", "中断"],
  };
  test("each of many is said in words, and the page and the good one stay", ONCE, async ({ page, app }) => {
    const kinds = Object.entries(table);
    const catalog = madeCatalog((c) => {
      const [like] = c.layers;
      c.layers.push(...kinds.map(([what], n) => ({ ...like, id: `bad-${n}`, label: { zh: what, en: what }, source: `bad-${n}.geojson` })));
    });
    const bad = Object.fromEntries(kinds.map(([, [content]], n) => [`bad-${n}.geojson`, content]));
    await app.openMade(catalog, { "places.geojson": collection(good), ...bad });
    await expect(page.locator(".not-whole")).toContainText("没有完整加载：");
    for (const [what] of kinds) await expect(page.locator(".not-whole"), what).toContainText(what);
    await expect(rowAt(page, 1)).toContainText("好地方");
    await page.locator(".not-whole").getByRole("button", { name: "数据" }).click();
    for (const [what, [, sentence]] of kinds) {
      const layer = data(page).locator("section").filter({ has: page.getByRole("heading", { level: 3, name: what }) });
      await expect(layer, what).toContainText(sentence);
      await expect(layer.getByRole("button", { name: "重试" }), what).toBeVisible();
    }
    await expect(page.getByRole("application", { name: "地图" })).toBeVisible();
    await expect(page.getByRole("searchbox", { name: "搜索" })).toBeEnabled();
  });

  test("no network: said, and Try again brings the data", async ({ page, app }) => {
    let broken = true;
    await app.serve({ "catalog.json": madeCatalog() });
    await page.context().route("**/made/places.geojson", (route) =>
      broken ? route.abort("connectionfailed") : route.fulfill({ contentType: "application/geo+json", body: text(good) }));
    await app.open("", { catalog: "made/catalog.json" });
    await openData(page);
    await expect(data(page)).toContainText("网络不通");
    broken = false;
    await app.drawn(() => data(page).getByRole("button", { name: "重试" }).click());
    await expect(data(page)).toContainText("1 条记录，1 条在地图上");
    await page.getByRole("button", { name: "返回" }).click();
    await expect(rowAt(page, 1)).toContainText("好地方");
  });

  test("a silent server: given up after the catalog's time, said, and Try again brings the data", ONCE, async ({ page, app }) => {
    let isSilent = true;
    await app.serve({ "catalog.json": madeCatalog((c) => (c.silence_s = 2)) });
    await page.context().route("**/made/places.geojson", (route) =>
      isSilent ? undefined : route.fulfill({ contentType: "application/geo+json", body: text(good) }));
    await app.open("", { catalog: "made/catalog.json" });
    await openData(page);
    await expect(data(page)).toContainText("服务器 2 秒没有回应。");
    isSilent = false;
    await app.drawn(() => data(page).getByRole("button", { name: "重试" }).click());
    await expect(data(page)).toContainText("1 条记录，1 条在地图上");
  });

  test("the catalog itself: the page says so and can try again", ONCE, async ({ page, app }) => {
    await app.serve({ "catalog.json": { answer: { status: 404, body: "" } } });
    await app.open("", { catalog: "made/catalog.json", wait: false });
    const alert = page.getByRole("alert");
    await expect(alert).toContainText("无法打开地图目录");
    await expect(alert).toContainText("状态 404");
    await page.context().unroute("**/made/catalog.json");
    await app.serve({ "catalog.json": madeCatalog(), "places.geojson": collection(good) });
    await alert.getByRole("button", { name: "重试" }).click();
    await expect(rowAt(page, 1)).toContainText("好地方");
  });

  test("one broken layer leaves the others alone", ONCE, async ({ page, app }) => {
    const catalog = madeCatalog((c) =>
      c.layers.push({ ...c.layers[0], id: "more", label: { zh: "更多", en: "More" }, source: "more.geojson" }));
    await app.openMade(catalog, { "places.geojson": "<html>", "more.geojson": collection(good) });
    await expect(rowAt(page, 1)).toContainText("好地方");
    await expect(page.locator(".not-whole")).toContainText("没有完整加载：地点");
    await openLayers(page);
    await expect(page.getByRole("group", { name: "图层" }).locator("label", { hasText: "地点" })).toContainText("不完整");
  });
});

test("half a file: what came before is kept, the byte named", ONCE, async ({ page, app }) => {
  const whole = text(good, other);
  const half = whole.slice(0, whole.indexOf("另一处"));
  await app.openMade(madeCatalog(), { "places.geojson": half });
  await expect(page.locator(".counts-words")).toContainText("共 1 条");
  await expect(rowAt(page, 1)).toContainText("好地方");
  await openData(page);
  await expect(data(page)).toContainText(`文件在第 ${Buffer.byteLength(half)} 字节处中断`);
  await expect(data(page)).toContainText("已读到的内容都已保留");
});

test("a file over the limits: its figures and the limit are said, what was read is kept", ONCE, async ({ page, app }) => {
  await app.openMade(madeCatalog((c) => (c.limit_features = 1)), { "places.geojson": collection(good, other) });
  await expect(page.locator(".counts-words")).toContainText("共 1 条");
  await openData(page);
  await expect(data(page)).toContainText("记录数超过上限（1 条）");
  await expect(data(page)).toContainText("不完整");
  const large = text(good, other) + " ".repeat(5_000);
  await app.openMade(madeCatalog((c) => (c.limit_bytes = 2_000)), { "places.geojson": { answer: { headers: { "content-length": String(Buffer.byteLength(large)) }, body: large } } });
  await openData(page);
  await expect(data(page)).toContainText(/文件有 \d kB，超过大小上限（2 kB），没有读取。/);
  await expect(data(page)).toContainText("0 条记录");
});

test("a syntax error in the middle: what came before is kept, the byte named", ONCE, async ({ page, app }) => {
  const broken = text(good, other).replace('{"type":"Feature","geometry":{"type":"Point","coordinates":[121.7', "]]$1");
  await app.openMade(madeCatalog(), { "places.geojson": broken });
  await expect(rowAt(page, 1)).toContainText("好地方");
  await openData(page);
  await expect(data(page)).toContainText(/第 \d+ 字节处/);
  await expect(data(page)).toContainText("不完整");
});

/** Bytes of a text in an encoding of the old days, for the few characters that these tests use. */
const GBK = { 好: [0xba, 0xc3], 地: [0xb5, 0xd8], 方: [0xb7, 0xbd] };
const gbk = (text) => Buffer.from([...text].flatMap((c) => GBK[c] ?? [c.codePointAt(0)]));
for (const [encoding, bytes] of Object.entries({
  "UTF-8 with a byte order mark": Buffer.from(`\ufeff${text(good)}`),
  "UTF-16, little end first": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text(good), "utf16le")]),
  "UTF-16, big end first": Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(text(good), "utf16le").swap16()]),
  GBK: gbk(text(good)),
})) {
  test(`bytes in ${encoding} are read`, ONCE, async ({ page, app }) => {
    await app.openMade(madeCatalog(), { "places.geojson": bytes });
    await expect.poll(() => names(page)).toEqual(["好地方"]);
  });
}

/** A feature, the words of the note, and whether it is placed on the map. */
const ring = [[121.6, 31.8], [121.7, 31.8], [121.7, 31.9], [121.6, 31.9]];
const shape = (coordinates) => ({ type: "Feature", geometry: { type: "Polygon", coordinates }, properties: { id: "x", name: "怪事" } });
const NOTED = {
  "a number as text": [point([121.6, 31.9], { id: "x", name: "怪事", beds: "120" }), "数字写成了文字", true],
  "coordinates as text": [point(["121.6", "31.9"], { id: "x", name: "怪事" }), "坐标写成了文字", true],
  "swapped coordinates": [point([31.9, 121.6], { id: "x", name: "怪事" }), "经度和纬度颠倒", true],
  "an unclosed ring": [shape([ring]), "没有闭合", true],
  "a ring that winds the other way": [shape([[...ring, ring[0]].reverse()]), "环绕向相反", true],
  "a collection inside a collection": [
    {
      type: "Feature",
      geometry: { type: "GeometryCollection", geometries: [{ type: "GeometryCollection", geometries: [{ type: "Point", coordinates: [121.6, 31.9] }] }] },
      properties: { id: "x", name: "怪事" },
    },
    "集合中又套集合",
    true,
  ],
  "extra numbers": [point([121.6, 31.9, 3, 4], { id: "x", name: "怪事" }), "坐标多于三个数", true],
  "a coordinate that is no number": [point([121.6, "北"], { id: "x", name: "怪事" }), "坐标不是数字", false],
  "out of range": [point([121.6, 95], { id: "x", name: "怪事" }), "坐标不在地球上", false],
  "projected metres": [point([13537000, 3740000], { id: "x", name: "怪事" }), "坐标像是投影的米", false],
  "too few positions": [shape([[[121.6, 31.8], [121.7, 31.8]]]), "点数太少", false],
  "no geometry": [{ type: "Feature", geometry: null, properties: { id: "x", name: "怪事" } }, "没有位置", false],
  "a value of another kind": [point([121.6, 31.9], { id: "x", name: "怪事", beds: { a: 1 } }), "值的类型不对", true],
  "an id given twice": [point([121.6, 31.9], { id: "1", name: "怪事" }), "编号与前面的记录重复", true],
};
for (const [what, [feature, reason, placed]] of Object.entries(NOTED)) {
  test(`${what}: the record stays, the note says row and reason`, ONCE, async ({ page, app }) => {
    await app.openMade(madeCatalog(), { "places.geojson": collection(good, feature, other) });
    await expect(page.locator(".counts-words")).toContainText("共 3 条");
    expect((await search(page, app, "怪事")).passed).toBe(1);
    await expect(rowAt(page, 1)).toContainText("怪事");
    await search(page, app, "");
    await (await notes(page)).filter({ hasText: reason }).filter({ hasText: "第 2 条" }).first().waitFor();
    await expect(data(page)).toContainText(`3 条记录，${placed ? 3 : 2} 条在地图上`);
  });
}

test("broken features among good ones, ragged and missing properties", async ({ page, app }) => {
  const broken = `{"type":"FeatureCollection","features":[${[
    JSON.stringify(good),
    '{"type":"Feature","geometry":{"type":"Point","coordinates":[121.6,31.9]},"properties":null}',
    '17',
    '{"type":"Feature","geometry":{"type":"Point","coordinates":[121.6,31.9]}}',
    '{"type":"Feature","properties":{"name":"无坐标"},"geometry":{"type":"Circle","coordinates":[1,2]}}',
    JSON.stringify(point([121.65, 31.9], { 名称: "别名字段", unheard: 1 })),
    JSON.stringify(other),
  ].join(",")}]}`;
  await app.openMade(madeCatalog(), { "places.geojson": broken });
  for (const name of ["好地方", "另一处", "无坐标", "别名字段"]) {
    await expect(rows(page).filter({ hasText: name }), name).toHaveCount(1);
  }
  const items = await notes(page);
  for (const [row, reason] of [["第 2 条", "没有任何属性"], ["第 3 条", "不是要素"], ["第 4 条", "没有任何属性"], ["第 5 条", "图形无法识别"]]) {
    await expect(items.filter({ hasText: row }).filter({ hasText: reason }), row).not.toHaveCount(0);
  }
});

test("long strings and deep nesting end in notes, not in a frozen page", ONCE, async ({ page, app }) => {
  const deep = `{"type":"Feature","geometry":{"type":"Point","coordinates":[121.6,31.9]},"properties":{"name":"很深","kind":${"[".repeat(3000)}${"]".repeat(3000)}}}`;
  const long = JSON.stringify(point([121.65, 31.9], { id: "long", name: "长".repeat(34_000), kind: "长".repeat(34_000) }));
  await app.openMade(madeCatalog(), { "places.geojson": `{"type":"FeatureCollection","features":[${deep},${long},${JSON.stringify(good)}]}` });
  await expect(rows(page).filter({ hasText: "好地方" })).toHaveCount(1);
  const items = await notes(page);
  await expect(items.filter({ hasText: "嵌套太深" })).not.toHaveCount(0);
  await expect(items.filter({ hasText: "超过长度上限" })).not.toHaveCount(0);
});

test("the notes say row, id, field, value and reason, and are saved as CSV", ONCE, async ({ page, app }) => {
  const places = collection(good, point([121.6, 31.9], { id: "x-7", name: "=1+1", beds: "一百二" }));
  await app.openMade(madeCatalog(), { "places.geojson": places });
  const item = (await notes(page)).filter({ hasText: "床位" });
  for (const part of ["第 2 条", "x-7", "床位", "一百二", "值的类型不对"]) await expect(item).toContainText(part);
  const { name, text } = await saved(page, () => data(page).getByRole("button", { name: "保存为 CSV" }).click());
  expect(name).toMatch(/places.*\.csv$/);
  const [heading, ...table] = csvRows(text);
  expect(heading).toEqual(["序号", "编号", "字段", "值", "问题与处理"]);
  const row = table.find((cells) => cells[3] === "一百二");
  expect(row.slice(0, 2)).toEqual(["2", "x-7"]);
  expect(row[4]).toContain("值的类型不对");
});

test("a catalog error names the path inside the file", ONCE, async ({ page, app }) => {
  const table = [
    [(c) => (c.layers[0].style.color = "red"), "layers[0].style.color"],
    [(c) => (c.fields.beds.kind = "numbers"), "fields.beds.kind"],
    [(c) => delete c.bounds, "bounds"],
  ];
  for (const [change, path] of table) {
    await page.context().unroute("**/made/catalog.json");
    await app.serve({ "catalog.json": madeCatalog(change) });
    await app.open("", { catalog: "made/catalog.json", wait: false });
    await expect(page.getByRole("alert"), path).toContainText(path);
    await expect(page.getByRole("alert").getByRole("button", { name: "重试" })).toBeVisible();
  }
});

test("hostile strings stay text", ONCE, async ({ page, app }) => {
  const hostile = `<img src=x onerror="globalThis.hacked=1">`;
  const places = collection(
    point([121.6, 31.9], { id: "<b>", name: hostile, kind: hostile, website: "javascript:globalThis.hacked=1", __proto__x: 1 }),
    JSON.parse('{"type":"Feature","geometry":null,"properties":{"id":"p","name":"__proto__","__proto__":{"kind":"坏"},"town":"constructor"}}'),
  );
  await app.openMade(madeCatalog(), { "places.geojson": places });
  await rows(page).filter({ hasText: "onerror" }).click();
  await expect(card(page).getByRole("heading", { level: 2 })).toHaveText(hostile);
  await expect(card(page)).toContainText("javascript:globalThis.hacked=1");
  await expect(card(page).locator('a[href^="javascript:"], img')).toHaveCount(0);
  await page.getByRole("button", { name: "返回" }).click();
  await rows(page).filter({ hasText: "__proto__" }).click();
  await expect(card(page).getByRole("heading", { level: 2 })).toHaveText("__proto__");
  await expect(card(page)).toContainText("constructor");
  expect(await page.evaluate(() => [globalThis.hacked, {}.kind])).toEqual([undefined, undefined]);
});

test.describe("the table of characters does not come", () => {
  test.use({ expectedErrors: [/Failed to load resource|net::ERR/] });

  const named = (name, i, rest = {}) => point([121.6 + i / 100, 31.9], { id: `b${i}`, name, ...rest });
  const places = text(named("寿丰石桥", 1), named("明月桥", 2), named("石桥村", 3));
  const missing = (page) => page.locator("#sound-missing");
  const broken = {
    "404": [{ status: 404, body: "" }, "服务器上没有这个文件（状态 404）"],
    "a portal's login page": [{ contentType: "text/html", body: "<!doctype html><title>登录</title>" }, "收到的是网页而不是数据"],
    "cut": [{ body: Buffer.from("HAN2\u0001\u0002cut") }, "中断"],
    "another file": [{ body: "not a table" }, "收到的文件不是本版本的汉字表"],
  };
  for (const [what, [answer, why]] of Object.entries(broken)) {
    test(`${what}: what is written is found, and what cannot be found is said`, ONCE, async ({ page, app }) => {
      await page.context().route("**/data/dict/han.bin", (route) => route.fulfill(answer));
      await app.openMade(madeCatalog(), { "places.geojson": places });
      await expect(missing(page)).toContainText("不能按拼音");
      await expect(missing(page)).toContainText(why);
      await expect(missing(page)).toHaveAttribute("role", "alert");
      await search(page, app, "石桥");
      expect((await names(page)).sort()).toEqual(["寿丰石桥", "石桥村"]);
      for (const none of ["zzzz", "shiqiao"]) {
        await search(page, app, none);
        await expect(rows(page)).toHaveCount(0);
        await expect(page.getByText(`没有找到与“${none}”相符的记录`).first()).toBeVisible();
      }
      await page.context().unroute("**/data/dict/han.bin");
      await app.drawn(() => missing(page).getByRole("button", { name: "重试" }).click());
      await expect(missing(page)).toHaveCount(0);
      await expect.poll(() => names(page)).toContain("寿丰石桥");
    });
  }

  test("no network: said in English, and tried again in vain it is said again", ONCE, async ({ page, app }) => {
    await page.context().route("**/data/dict/han.bin", (route) => route.abort("connectionfailed"));
    await app.openMade(madeCatalog(), { "places.geojson": places }, "lang=en");
    await expect(missing(page)).toContainText("Search by pinyin, by sound");
    await missing(page).getByRole("button", { name: "Try again" }).click();
    await expect(missing(page).getByRole("button", { name: "Try again" })).toHaveAttribute("aria-disabled", "false");
    await search(page, app, "石桥");
    await expect(rows(page)).toHaveCount(2);
  });

  test("late: what is written is found meanwhile, and everything afterwards", ONCE, async ({ page, app }) => {
    let come;
    const waiting = new Promise((resolve) => { come = resolve; });
    await page.context().route("**/data/dict/han.bin", async (route) => {
      await waiting;
      await route.continue();
    });
    await app.openMade(madeCatalog(), { "places.geojson": places }, "", { wait: false });
    await page.getByRole("searchbox", { name: "搜索" }).fill("石桥");
    await expect(rows(page)).toHaveCount(2);
    await page.getByRole("searchbox", { name: "搜索" }).fill("shouf");
    await expect(rows(page)).toHaveCount(0);
    come();
    await expect(rows(page)).toHaveCount(1);
    await expect(missing(page)).toHaveCount(0);
  });
});
