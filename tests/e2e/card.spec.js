// The place card: what the catalog lists, in its order, and what one does with a record.

import { readFileSync } from "node:fs";
import jsqr from "jsqr";
import { collection, expect, madeCatalog, point, test } from "./app.js";
import { card, fromMenu, openDirections, openShare, openSources, rowAt, rows, sample, search, searchBox } from "./walk.js";

const catalogOfSite = JSON.parse(readFileSync("data/catalog.json", "utf8"));
const heading = (page) => card(page).getByRole("heading", { level: 2 });
/** Labels of the facts of the card, in their order. */
const labels = (page) => card(page).getByRole("term").allInnerTexts();
const fact = (page, label) =>
  card(page).locator(".fact-line").filter({ has: page.getByRole("term").filter({ hasText: new RegExp(`^${label}$`) }) }).getByRole("definition");

/** Pixels of a PNG picture in base64. */
async function pixelsOf(picture) {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
  const { width, height } = bitmap;
  const canvas = new OffscreenCanvas(width, height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  return { data: [...canvas.getImageData(0, 0, width, height).data], width, height };
}

test("what one came for first, the catalog's fields in its order, the sources last", async ({ page, app }) => {
  const layer = catalogOfSite.layers.find((layer) => layer.id === "care-homes");
  const home = sample("care-homes")[0];
  await app.open(`id=care-homes:${home.id}`);
  await expect(heading(page)).toContainText(home.properties.name);
  const given = layer.card.filter((key) => home.properties[key] !== undefined);
  expect(given.length).toBeGreaterThan(15);
  const [first, last] = [["phone", "hours", "address", "town"], ["source", "updated_on"]];
  const rest = given.filter((key) => ![...first, ...last].includes(key));
  const order = [...first.filter((key) => given.includes(key)), ...rest].map((key) => catalogOfSite.fields[key].label.zh);
  expect(await labels(page)).toEqual(order);
  await openSources(page);
  const sources = last.map((key) => catalogOfSite.fields[key].label.zh);
  expect(await labels(page)).toEqual([...order, ...sources, "编号", "坐标"]);
  await expect(fact(page, "床位数")).toHaveText(`${home.properties.beds_total} 张`);
  await expect(fact(page, "收住对象")).toHaveText(home.properties.admits.join("、"));
  await expect(fact(page, "普惠")).toHaveText("否");
  await expect(fact(page, "资料来源")).toHaveText(home.properties.source);
  await expect(fact(page, "更新日期")).toHaveText("2024年4月22日");
});

test("the same card in English", async ({ page, app }) => {
  const home = sample("care-homes")[0];
  await app.open(`id=care-homes:${home.id}&lang=en`);
  await expect(heading(page)).toContainText(home.properties.name_en);
  await expect(heading(page)).toContainText(home.properties.name);
  await expect(fact(page, "Beds")).toHaveText(`${home.properties.beds_total} beds`);
  await openSources(page);
  await expect(fact(page, "Updated on")).toHaveText("22 April 2024");
  await expect(fact(page, "Kind")).toHaveText("Care home");
  await expect(fact(page, "Town or subdistrict")).toHaveText("Huilong Town");
});

test("several phones are labelled links that dial", async ({ page, app }) => {
  await app.open("id=care-homes:2");
  const phones = fact(page, "联系电话").getByRole("link", { name: /拨打电话/ });
  await expect(phones).toHaveCount(2);
  expect(await phones.evaluateAll((links) => links.map((link) => link.getAttribute("href")))).toEqual([
    "tel:051380001647",
    "tel:051380005323",
  ]);
  await expect(fact(page, "联系电话").getByRole("listitem").nth(1)).toContainText("夜间");
});

test("the first number that dials is the card's first action", async ({ page, app }) => {
  await app.open("id=care-homes:2");
  const call = card(page).locator(".card-actions").getByRole("link");
  await expect(call).toHaveText(/^拨打 0513-/);
  await expect(call).toHaveAttribute("href", "tel:051380001647");
  await app.open("id=heritage:yc-11");
  await expect(heading(page)).toContainText("寿丰石桥");
  await expect(card(page).getByRole("link", { name: /^拨打/ }), "no number, no link").toHaveCount(0);
});

test("what one came for is seen without scrolling", { tag: "@phone" }, async ({ page, app }) => {
  const home = sample("care-homes").find(({ properties: { phone, hours, status } }) => phone && status === "现用" && /^周一至周六/.test(hours ?? ""));
  for (const mode of ["standard", "elder"]) {
    await app.open(`mode=${mode}&layers=care-homes`);
    if (mode === "elder") await page.getByRole("button", { name: /^按名称找/ }).click();
    await search(page, app, home.properties.name);
    await rowAt(page, 1).click();
    await expect(heading(page)).toContainText(home.properties.name);
    if (mode === "standard") await expect(page.locator(".sheet")).toHaveAttribute("data-stop", "half");
    const open = card(page).getByText(/^按登记的时间，/);
    const call = card(page).locator(".card-actions").getByRole("link", { name: /^拨打/ });
    await expect(card(page).locator(".card-kind")).toHaveText(home.properties.kind);
    for (const part of [heading(page), card(page).locator(".card-kind"), open, call]) await expect(part, mode).toBeInViewport({ ratio: 0.99 });
  }
});

test("open now or when, by hours that are understood whole, at the time where the places are", { tag: "@desktop" }, async ({ page, app }) => {
  // Noon of a Monday in China.
  await page.addInitScript(() => {
    const now = Date.now;
    const ahead = Date.parse("2024-07-08T12:00:00+08:00") - now();
    Date.now = () => now() + ahead;
  });
  const table = [
    ["甲", { hours: "周一至周五 8:00–17:00" }, "按登记的时间，现在开放，到 17:00", "By the registered hours: open now, until 17:00"],
    ["乙", { hours: "8:30–11:30，13:30–17:30" }, "按登记的时间，现在不开放，今天 13:30 开", "By the registered hours: closed now, opens today at 13:30"],
    ["丙", { hours: "8:00–11:00" }, "按登记的时间，现在不开放，明天 8:00 开", "By the registered hours: closed now, opens tomorrow at 8:00"],
    ["丁", { hours: "周三 8:30–11:00" }, "按登记的时间，现在不开放，星期三 8:30 开", "By the registered hours: closed now, opens on Wednesday at 8:30"],
    ["戊", { hours: "全天" }, "按登记的时间，全天开放", "By the registered hours: always open"],
    ["己", { hours: "全天，探视 9:00–17:00" }],
    ["庚", { hours: "全天", status: "停用" }],
    ["辛", { hours: "全天", status: "规划" }],
    ["壬", {}],
  ];
  const places = collection(...table.map(([name, rest], i) => point([121.6 + i / 100, 31.9], { id: name, name, ...rest })));
  const catalog = madeCatalog((c) => {
    for (const key of ["hours", "status"]) {
      c.fields[key] = catalogOfSite.fields[key];
      c.layers[0].fields.push(key);
      c.layers[0].card.push(key);
    }
  });
  await app.openMade(catalog, { "places.geojson": places });
  const said = card(page).getByText(/^(按登记的时间|By the registered hours)/);
  for (const [lang, place] of [["中文", 2], ["English", 3]]) {
    if (lang === "English") await fromMenu(page, lang);
    for (const row of table) {
      await rows(page).filter({ hasText: row[0] }).click();
      await expect(heading(page)).toHaveText(row[0]);
      await (row[place] ? expect(said, row[0]).toHaveText(row[place]) : expect(said, row[0]).toHaveCount(0));
      await page.getByRole("button", { name: /^(返回|Back)$/ }).click();
    }
  }
});

test("a number and its extension never run together", { tag: "@desktop" }, async ({ page, app }) => {
  const phone = "0513-80001234-12、0513-80001235转8001、8002；0513-80001236/8003";
  await app.openMade(madeCatalog(), { "places.geojson": collection(point([121.6, 31.9], { id: "1", name: "甲院", phone })) }, "id=places:1");
  const links = fact(page, "电话").getByRole("link");
  await expect(links).toHaveCount(5);
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute("href")))).toEqual([
    "tel:051380001234;ext=12",
    "tel:051380001235;ext=8001",
    "tel:051380001235;ext=8002",
    "tel:051380001236",
    "tel:051380001236;ext=8003",
  ]);
});

test("moved, planned, closed and not yet valid are said first", { tag: "@desktop" }, async ({ page, app }) => {
  const places = collection(
    point([121.6, 31.9], { id: "a", name: "甲", status: "已迁", moved_to: "新址一号" }),
    point([121.61, 31.9], { id: "b", name: "乙", status: "规划" }),
    point([121.62, 31.9], { id: "c", name: "丙", status: "停用" }),
    point([121.63, 31.9], { id: "d", name: "丁", status: "现用", valid_from: "2999-03-05" }),
    point([121.64, 31.9], { id: "e", name: "戊", status: "现用", valid_to: "2001年2月" }),
    point([121.65, 31.9], { id: "f", name: "己", status: "现用", valid_from: "2001-01-01" }),
  );
  const catalog = madeCatalog((c) => {
    for (const key of ["status", "valid_from", "valid_to", "moved_to"]) {
      c.fields[key] = catalogOfSite.fields[key];
      c.layers[0].fields.push(key);
      c.layers[0].card.push(key);
    }
  });
  await app.openMade(catalog, { "places.geojson": places });
  const table = [
    ["甲", "已迁移", "已迁至：新址一号"],
    ["乙", "规划中", "规划或建设中，尚未启用。"],
    ["丙", "已停用", "已停用或不再使用。"],
    ["丁", "规划中", "自2999年3月5日起启用。"],
    ["戊", "已停用", "已停用或不再使用。"],
  ];
  for (const [name, word, sentence] of table) {
    const row = rows(page).filter({ hasText: name });
    await expect(row, name).toContainText(word);
    await row.click();
    await expect(heading(page)).toHaveText(name);
    await expect(card(page).locator(".state-line"), name).toHaveText(sentence);
    await page.getByRole("button", { name: "返回" }).click();
  }
  await app.openMade(
    { ...catalog, layers: [{ ...catalog.layers[0], card: ["kind"] }] },
    { "places.geojson": places },
    "id=places:a",
  );
  await expect(card(page).locator(".state-line"), "said also where the card does not list the field").toHaveText("已迁至：新址一号");
  await page.getByRole("button", { name: "返回" }).click();
  await rows(page).filter({ hasText: "己" }).click();
  await expect(heading(page)).toHaveText("己");
  await expect(card(page).locator(".state-line")).toHaveCount(0);
});

test("a moved place leads to its new place, whatever was filtered", async ({ page, app }) => {
  const catalog = madeCatalog((c) => {
    for (const key of ["status", "moved_to"]) {
      c.fields[key] = catalogOfSite.fields[key];
      c.layers[0].fields.push(key);
      c.layers[0].card.push(key);
    }
  });
  const places = collection(
    point([121.6, 31.9], { id: "a", name: "旧所", kind: "旧", status: "已迁", moved_to: "新所一号" }),
    point([121.7, 31.9], { id: "b", name: "新所一号", kind: "新" }),
  );
  await app.openMade(catalog, { "places.geojson": places }, "f.kind=旧&id=places:a");
  await app.drawn(() => card(page).locator(".state-line").getByRole("button", { name: "新所一号" }).click());
  await expect(card(page)).toHaveCount(0);
  await expect(searchBox(page)).toHaveValue("新所一号");
  await expect(rowAt(page, 1)).toContainText("新所一号");
});

test("the title of the window follows the record and the search", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=heritage");
  await expect(page).toHaveTitle("启东地名与设施");
  await search(page, app, "寿丰石桥");
  await expect(page).toHaveTitle("“寿丰石桥” – 启东地名与设施");
  await rowAt(page, 1).click();
  await expect(page).toHaveTitle("寿丰石桥 – 启东地名与设施");
  await page.getByRole("button", { name: "返回" }).click();
  await expect(page).toHaveTitle("“寿丰石桥” – 启东地名与设施");
  await search(page, app, "");
  await expect(page).toHaveTitle("启东地名与设施");
});

test("the marriage registry tells of its move", async ({ page, app }) => {
  await app.open("layers=facilities");
  await search(page, app, "婚姻登记中心");
  await rows(page).filter({ hasText: "已迁移" }).first().click();
  await expect(card(page).locator(".state-line")).toHaveText("已迁至：启东市婚姻登记中心新址（示例）");
  await expect(fact(page, "停用日期")).toHaveText("2023年10月");
});

test("hours and the marks of 八有 are told, unknown apart from no", async ({ page, app }) => {
  const some = sample("cemeteries").find(({ properties: { eight_haves: marks, visiting, hours } }) =>
    visiting && hours && marks && new Set(marks).size === 3);
  await app.open(`id=cemeteries:${some.id}`);
  await expect(heading(page)).toContainText(some.properties.name);
  await expect(fact(page, "祭扫时间")).toHaveText(some.properties.visiting);
  await expect(fact(page, "开放时间")).toHaveText(some.properties.hours);
  const words = some.properties.eight_haves.map((mark) => (mark === null ? "未知" : mark ? "有" : "没有"));
  const marks = fact(page, "“八有”").getByRole("listitem");
  await expect(marks.locator(".mark-word")).toHaveText(words);
  await expect(marks.first()).toContainText("有建设审批");
});

test("other maps get the position in their own datum, and the page says that it is left", { tag: "@desktop" }, async ({ page, app }) => {
  // Vectors of the domain: WGS 84, GCJ-02, BD-09.
  const places = collection(point([121.66, 31.81], { id: "a b", name: "启东&东", address: "人民路1号" }));
  const catalog = madeCatalog((c) => {
    c.outbound = catalogOfSite.outbound;
    c.fields.address = catalogOfSite.fields.address;
    c.layers[0].fields.push("address");
    c.layers[0].card.push("address");
  });
  await app.openMade(catalog, { "places.geojson": places }, "id=places:a b");
  const name = encodeURIComponent("启东&东");
  const address = encodeURIComponent("人民路1号");
  const title = encodeURIComponent("试验目录");
  const table = {
    高德地图: `https://uri.amap.com/marker?position=121.664316,31.807945&name=${name}&coordinate=gaode`,
    百度地图: `https://api.map.baidu.com/marker?location=31.814195,121.670759&title=${name}&content=${address}&output=html&coord_type=bd09ll&src=${title}`,
    腾讯地图: `https://apis.map.qq.com/uri/v1/marker?marker=coord:31.807945,121.664316;title:${name};addr:${address}&referer=${title}`,
    手机地图: `geo:31.810000,121.660000?q=${name}`,
  };
  await openDirections(page);
  for (const [label, href] of Object.entries(table)) {
    const link = card(page).getByRole("link", { name: new RegExp(`^${label}.*打开外部网站`) });
    await expect(link, label).toHaveAttribute("href", href);
    await expect(link, label).toHaveAttribute("rel", /noopener/);
  }
});

test("its link is copied, opens this record again, and stands in a QR code", { tag: "@desktop" }, async ({ page, app, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.open("id=heritage:yc-11&q=桥");
  await expect(heading(page)).toContainText("寿丰石桥");
  await openShare(page);
  await card(page).getByRole("button", { name: "复制链接" }).click();
  await expect(card(page).getByText("链接已复制")).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain("id=heritage:yc-11");
  await card(page).getByRole("button", { name: "二维码" }).click();
  const code = card(page).getByRole("img", { name: "本记录链接的二维码" });
  await expect(code).toBeVisible();
  const picture = (await code.screenshot()).toString("base64");
  const { data, width, height } = await page.evaluate(pixelsOf, picture);
  expect(jsqr.default(Uint8ClampedArray.from(data), width, height)?.data, "what a phone reads").toBe(link);
  await page.goto("about:blank");
  await page.goto(link);
  await app.ready();
  await expect(heading(page)).toContainText("寿丰石桥");
});

test("where copying is refused, the link stands there to be copied by hand", async ({ page, app }) => {
  await page.addInitScript(() => {
    navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"));
  });
  await app.open("id=heritage:yc-11");
  await openShare(page);
  await card(page).getByRole("button", { name: "复制链接" }).click();
  await expect(card(page).getByText("浏览器不允许复制", { exact: false })).toBeVisible();
  await expect(card(page).getByRole("textbox", { name: "要复制的内容" })).toHaveValue(/#.*id=heritage:yc-11/);
});

test("where the browser has no clipboard, as on a page of http, it is the same", { tag: "@desktop" }, async ({ page, app }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await app.open("id=heritage:yc-11");
  await openShare(page);
  await card(page).getByRole("button", { name: "复制链接" }).click();
  await expect(card(page).getByRole("textbox", { name: "要复制的内容" })).toHaveValue(/#.*id=heritage:yc-11/);
});

test("an error is reported to where the catalog says, with layer and id", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("id=heritage:yc-11");
  await openSources(page);
  const name = encodeURIComponent("寿丰石桥");
  await expect(card(page).getByRole("link", { name: "报告数据错误" })).toHaveAttribute(
    "href",
    `mailto:diming@example.org?subject=diming%20heritage%20yc-11&body=${name}`,
  );
});

test("a report is written in the reader's language", { tag: "@desktop" }, async ({ page, app }) => {
  const catalog = madeCatalog((c) => {
    c.report = "https://report.example/?layer={layer}&label={layer_label}&id={id}&name={name}&lang={lang}";
    c.fields.name_en = catalogOfSite.fields.name_en;
    c.layers[0].fields.push("name_en");
  });
  const places = collection(point([121.6, 31.9], { id: "1", name: "甲院", name_en: "Jia Home" }));
  const table = {
    zh: `https://report.example/?layer=places&label=${encodeURIComponent("地点")}&id=1&name=${encodeURIComponent("甲院")}&lang=zh`,
    en: "https://report.example/?layer=places&label=Places&id=1&name=Jia%20Home&lang=en",
  };
  for (const [lang, href] of Object.entries(table)) {
    await app.openMade(catalog, { "places.geojson": places }, `lang=${lang}&id=places:1`);
    await openSources(page);
    await expect(card(page).getByRole("link", { name: /^(报告数据错误|Report an error)$/ })).toHaveAttribute("href", href);
  }
});

test("a record that does not exist is said to be missing", async ({ page, app }) => {
  await app.open("id=heritage:no-such");
  await expect(card(page).getByText("找不到这条记录", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "返回" }).click();
  await expect(rowAt(page, 1)).toBeVisible();
});

test("a record that does not exist is said to be missing where the data were there before the page", { tag: "@desktop" }, async ({ page, app }) => {
  await page.route(/app\/page-[0-9a-f]{16}\.wasm$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await app.open("id=heritage:no-such");
  await expect(card(page).getByText("找不到这条记录", { exact: false })).toBeVisible();
});
