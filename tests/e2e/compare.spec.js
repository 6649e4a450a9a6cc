// Up to three care homes side by side: grade, beds, fees with their date, who is admitted, services, distance.

import { collection, expect, look, madeCatalog, point, test } from "./app.js";
import { card, fromMenu, hashOf, map, over, raiseSheet, rowAt, sample, search, shown } from "./walk.js";

const ONCE = { tag: "@desktop" };
const homes = sample("care-homes");
const home = (id) => homes.find((home) => home.id === id);
/** Both fees and a date; the lowest only; neither fees nor nursing beds; one more. */
const [BOTH, LOWEST, NONE, FOURTH] = [2, 3, 4, 7].map(home);
const name = (home) => home.properties.name;
const link = (...homes) => `compare=${homes.map((home) => `care-homes:${home.id}`).join(",")}`;

const view = (page) => over(page, /^(对比|Compare)$/);
const opener = (page) => page.getByRole("button", { name: /^(对比（\d）|Compare \(\d\))$/ });
const adder = (page) => card(page).getByRole("button", { name: /^(加入对比|Add to comparison)$/ });
const back = (page) => page.getByRole("button", { name: /^(返回|Back)$/ }).click();
const columns = async (page) => (await view(page).locator("thead th .link").allInnerTexts()).map((text) => text.trim());

/** The cells of the row with this head, in the order of the columns. */
async function cells(page, head) {
  const row = view(page).getByRole("row").filter({ has: page.getByRole("rowheader", { name: head }) });
  return (await row.getByRole("cell").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
}

/** Opens a record from the list. */
async function openHome(page, app, home) {
  await search(page, app, name(home));
  await rowAt(page, 1).click();
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText(name(home));
}

/** Metres between two places, and how the page writes them. */
function away([lon, lat], [lonB, latB]) {
  const rad = (degrees) => (degrees * Math.PI) / 180;
  const h = Math.sin(rad(latB - lat) / 2) ** 2 + Math.cos(rad(lat)) * Math.cos(rad(latB)) * Math.sin(rad(lonB - lon) / 2) ** 2;
  const metres = 2 * 6_371_008.8 * Math.asin(Math.sqrt(h));
  return metres < 995 ? `${Math.round(metres / 10) * 10} 米` : `${Math.round(metres / 100) / 10} 公里`;
}

test("three are chosen from their cards, the fourth is refused with words", async ({ page, app }) => {
  await app.open("layers=care-homes");
  await raiseSheet(page);
  await expect(opener(page)).toHaveCount(0);
  for (const [i, home] of [BOTH, LOWEST, NONE].entries()) {
    await openHome(page, app, home);
    await adder(page).click();
    await expect(card(page).getByRole("button", { name: "移出对比" })).toBeVisible();
    await back(page);
    await expect(opener(page)).toHaveText(`对比（${i + 1}）`);
  }
  await openHome(page, app, FOURTH);
  await expect(adder(page)).toBeDisabled();
  await expect(card(page).getByText("已选满 3 条。请先移出一条，再加入这一条。")).toBeVisible();
  await back(page);
  await opener(page).click();
  await expect.poll(() => columns(page)).toEqual([BOTH, LOWEST, NONE].map(name));
  await expect(view(page).getByRole("heading", { level: 2 })).toBeFocused();
});

test("the values are those of the data; what is not given is said", ONCE, async ({ page, app }) => {
  await app.open(link(BOTH, LOWEST, NONE));
  await expect(view(page).getByRole("table")).toHaveAccessibleName("所选记录逐项对照");
  const [both, lowest, none] = [BOTH, LOWEST, NONE].map((home) => home.properties);
  expect(await cells(page, /^等级/)).toEqual([both.grade, lowest.grade, none.grade]);
  expect(await cells(page, /^床位数/)).toEqual([both, lowest, none].map((home) => `${shown(home.beds_total)} 张`));
  expect(await cells(page, /^护理型床位/)).toEqual([`${both.beds_nursing} 张`, `${lowest.beds_nursing} 张`, "未注明"]);
  const free = (home) => `${home.beds_total - home.beds_used} 张（共 ${home.beds_total} 张，已用 ${home.beds_used} 张）`;
  expect(await cells(page, /^空余床位/)).toEqual([both, lowest, none].map(free));
  expect(await cells(page, /^收费/)).toEqual([
    `${shown(both.fee_min)}–${shown(both.fee_max)} 元/月，2024年7月5日公示`,
    `${shown(lowest.fee_min)} 元/月起，公示日期未注明`,
    "未注明",
  ]);
  expect(await cells(page, /^收住对象/)).toEqual([both, lowest, none].map((home) => home.admits.join("、")));
  expect(await cells(page, /^服务/)).toEqual([both, lowest, none].map((home) => home.services?.join("、") ?? "未注明"));
  for (const cell of await view(page).getByRole("cell").allInnerTexts()) expect(cell.trim()).not.toMatch(/^0?$/);
  // What all say alike is said in a word.
  await expect(view(page).getByRole("rowheader", { name: /^类别/ })).toContainText("相同");
  await expect(view(page).getByRole("rowheader", { name: /^等级/ })).not.toContainText("相同");
  await expect(view(page).getByRole("link", { name: /0513-8000 6011/ })).toHaveAttribute("href", /^tel:\+?[\d-]+$/);
});

test("the distance says from where, and changes with the point", ONCE, async ({ page, app }) => {
  const distances = (from) => [BOTH, NONE].map((home) => away(from, home.geometry.coordinates));
  await app.open(`map=12/31.85/121.65&${link(BOTH, NONE)}`);
  expect(await cells(page, "距地图中心（直线）")).toEqual(distances([121.65, 31.85]));
  await map(page).focus();
  await page.keyboard.press("+");
  expect(await cells(page, "距地图中心（直线）")).toEqual(distances([121.65, 31.85]));
  const choose = (from) => page.evaluate((hash) => (location.hash = hash), `#${hashString(page)}&from=${from}`);
  await choose("31.7/121.9");
  await expect.poll(() => cells(page, "距您选定的点（直线）")).toEqual(distances([121.9, 31.7]));
  await app.open(`${link(BOTH, NONE)}&from=31.7/121.9/东海镇`);
  expect(await cells(page, "距“东海镇”（直线）")).toEqual(distances([121.9, 31.7]));
});

const hashString = (page) => new URL(page.url()).hash.slice(1);

test("a link opens the same comparison in the same order", async ({ page, app }) => {
  await app.open(link(NONE, BOTH, LOWEST));
  await expect(view(page)).toBeVisible();
  await expect.poll(() => columns(page)).toEqual([NONE, BOTH, LOWEST].map(name));
  await view(page).getByRole("button", { name: `移出 ${name(BOTH)}` }).click();
  await expect.poll(() => columns(page)).toEqual([NONE, LOWEST].map(name));
  await expect(view(page).getByRole("heading", { level: 2 })).toBeFocused();
  await expect.poll(() => hashOf(page).compare).toBe(`care-homes:${NONE.id},care-homes:${LOWEST.id}`);
  await app.open(hashString(page));
  await expect.poll(() => columns(page)).toEqual([NONE, LOWEST].map(name));
  await view(page).getByRole("button", { name: `移出 ${name(NONE)}` }).click();
  await expect(view(page).getByText("只选了一条。请返回列表，打开另一条，再按“加入对比”；最多可对比 3 条。")).toBeVisible();
  await view(page).getByRole("button", { name: "清空对比" }).click();
  await expect(view(page).getByText(/^还没有选择记录。/)).toBeVisible();
  await expect.poll(() => hashOf(page).compare).toBeUndefined();
});

test("a record that is not there is said, the others stand", ONCE, async ({ page, app }) => {
  await app.open(`${link(BOTH, { id: 987654 }, LOWEST)}`);
  await expect.poll(() => columns(page)).toEqual([BOTH, LOWEST].map(name));
  await expect(view(page).getByText("另有 1 条找不到，可能已被删除或编号已变更。")).toBeVisible();
  await app.open(`compare=care-homes:${BOTH.id},markers:1`);
  await expect(opener(page)).toHaveText("对比（1）");
});

test("a name opens its card; Back leads to the comparison, and keeps what was chosen", async ({ page, app }) => {
  await app.open(`${link(BOTH, LOWEST)}&layers=care-homes`);
  await raiseSheet(page);
  await view(page).getByRole("button", { name: name(LOWEST), exact: true }).click();
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText(name(LOWEST));
  await back(page);
  await expect.poll(() => columns(page)).toEqual([BOTH, LOWEST].map(name));
  await back(page);
  await expect(view(page)).toHaveCount(0);
  // Chosen while its card is open, it outlives the card, however that is closed.
  await openHome(page, app, NONE);
  await expect.poll(() => hashOf(page).id).toBe(`care-homes:${NONE.id}`);
  await adder(page).click();
  await expect.poll(() => hashOf(page).compare).toContain(`care-homes:${NONE.id}`);
  await page.goBack();
  await expect(card(page)).toHaveCount(0);
  await expect(opener(page)).toHaveText("对比（3）");
  await expect.poll(() => hashOf(page).compare).toContain(`care-homes:${NONE.id}`);
  // An address that is put there is what it says.
  await page.evaluate((hash) => (location.hash = hash), `#layers=care-homes&${link(FOURTH)}`);
  await expect(opener(page)).toHaveText("对比（1）");
});

test("the whole way by keyboard", ONCE, async ({ page, app }) => {
  await app.open("layers=care-homes");
  const tabTo = async (locator) => {
    for (let i = 0; i < 40; i++) {
      if ((await locator.count()) && (await locator.evaluate((element) => element === document.activeElement))) return;
      await page.keyboard.press("Tab");
    }
    await expect(locator).toBeFocused();
  };
  for (const home of [BOTH, LOWEST]) {
    await openHome(page, app, home);
    await tabTo(adder(page));
    await page.keyboard.press("Enter");
    await expect(card(page).getByRole("button", { name: "移出对比" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(rowAt(page, 1)).toBeFocused();
  }
  await page.keyboard.press("ArrowUp");
  await tabTo(opener(page));
  await page.keyboard.press("Enter");
  await expect(view(page).getByRole("heading", { level: 2 })).toBeFocused();
  await tabTo(view(page).getByRole("button", { name: `移出 ${name(BOTH)}` }));
  await page.keyboard.press("Space");
  await expect.poll(() => columns(page)).toEqual([name(LOWEST)]);
  await tabTo(view(page).getByRole("group", { name: "所选记录逐项对照" }));
  await page.keyboard.press("Escape");
  await expect(opener(page)).toBeFocused();
});

test("another layer's record begins anew, and says so; a layer that lists nothing has no button", ONCE, async ({ page, app }) => {
  const catalog = madeCatalog((c) => {
    const [places] = c.layers;
    places.compare = ["beds", "phone"];
    c.layers.push({ ...places, id: "others", label: { zh: "别处", en: "Others" }, source: "others.geojson" });
    c.layers.push({ ...places, id: "plain", label: { zh: "不比", en: "Plain" }, source: "plain.geojson", compare: [] });
  });
  const one = (name, i) => collection(point([121.6 + i / 10, 31.9], { id: name, name, beds: i }));
  await app.openMade(catalog, { "places.geojson": one("甲院", 1), "others.geojson": one("乙院", 2), "plain.geojson": one("丙院", 3) });
  const open = async (name) => {
    await search(page, app, name);
    await rowAt(page, 1).click();
    await expect(card(page).getByRole("heading", { level: 2 })).toContainText(name);
  };
  await open("甲院");
  await adder(page).click();
  await back(page);
  await open("乙院");
  await adder(page).click();
  await expect(card(page).getByText("只能对比同一图层的记录：已改为对比“别处”，先前所选已移出。")).toBeVisible();
  await card(page).getByRole("button", { name: "对比（1）" }).click();
  await expect.poll(() => columns(page)).toEqual(["乙院"]);
  await back(page);
  await open("丙院");
  await expect(adder(page)).toHaveCount(0);
});

test("records of this machine are compared, stand in no link, and go with their file", ONCE, async ({ page, app }) => {
  const catalog = madeCatalog((c) => (c.layers[0].compare = ["beds", "phone"]));
  const place = point([121.6, 31.9], { id: "1", name: "甲院", beds: 5 });
  await app.openMade(catalog, { "places.geojson": collection(place) }, "compare=places:1");
  await expect(opener(page)).toHaveText("对比（1）");
  await fromMenu(page, /^数据/);
  const text = "名称,床位,电话,lon,lat\n墨字养老院,77,0513-99887766,121.6612345,31.8154321\n";
  const file = { name: "登记册.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await app.drawn(() => page.getByLabel("打开本机文件").setInputFiles(file));
  await back(page);
  await search(page, app, "墨字养老院");
  await rowAt(page, 1).click();
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText("墨字");
  await adder(page).click();
  await expect(card(page).getByText(/^只能对比同一图层的记录/)).toBeVisible();
  await card(page).getByRole("button", { name: "对比（1）" }).click();
  await expect.poll(() => columns(page)).toEqual(["墨字养老院"]);
  // Numbers of this machine do not dial: no way leads out.
  expect(await cells(page, "电话")).toEqual(["0513-99887766"]);
  await expect(view(page).getByRole("link")).toHaveCount(0);
  await expect.poll(() => hashOf(page).compare).toBeUndefined();
  expect(decodeURIComponent(page.url())).not.toMatch(/local|墨|99887766/);
  await back(page);
  await fromMenu(page, /^数据/);
  await page.getByRole("button", { name: /^关闭这个文件/ }).click();
  await back(page);
  await expect(opener(page)).toHaveCount(0);
});

for (const lang of ["zh", "en"]) {
  for (const theme of ["light", "dark"]) {
    test(`axe finds nothing in the comparison: ${lang}, ${theme}`, look(lang, theme), async ({ page, app }) => {
      await app.open(`lang=${lang}&${link(BOTH, LOWEST, NONE)}`, { query: `theme=${theme}` });
      await raiseSheet(page);
      await expect(view(page).getByRole("table")).toBeVisible();
      expect(await app.axe(), "the table").toEqual([]);
      await back(page);
      await expect(opener(page)).toBeVisible();
      expect(await app.axe(), "the line over the list").toEqual([]);
      await app.open(`lang=${lang}&${link(BOTH, LOWEST, NONE)}&id=care-homes:${FOURTH.id}`, { query: `theme=${theme}` });
      await expect(adder(page)).toBeDisabled();
      expect(await app.axe(), "a card when all places are taken").toEqual([]);
    });
  }
}

test("on a small screen the table scrolls inside its own box, its heads stay", { tag: "@phone" }, async ({ page, app }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  for (const lang of ["zh", "en"]) {
    await app.open(`lang=${lang}&${link(BOTH, LOWEST, NONE)}`);
    await raiseSheet(page);
    const box = view(page).locator(".table-scroll");
    await expect(box).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await view(page).evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
    const head = view(page).getByRole("rowheader").first();
    const before = await head.boundingBox();
    expect(await box.evaluate((element) => ((element.scrollLeft = 10_000), element.scrollLeft))).toBeGreaterThan(50);
    const after = await head.boundingBox();
    expect(Math.abs(after.x - before.x)).toBeLessThan(2);
    await expect(view(page).getByRole("columnheader").last()).toBeInViewport();
    // Nothing of the table lies over the bar that leads back.
    await view(page).evaluate((element) => (element.scrollTop = 300));
    const bar = await page.locator(".back").boundingBox();
    for (const dy of [0.2, 0.5, 0.8]) {
      const place = { x: bar.x + 30, y: bar.y + bar.height * dy };
      expect(await page.evaluate(({ x, y }) => !!document.elementFromPoint(x, y).closest(".back"), place)).toBe(true);
    }
    const small = await view(page).evaluate((element) =>
      [...element.querySelectorAll("button, a[href]")].filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return width < 43.5 || height < 43.5;
      }).map((target) => target.textContent.trim()),
    );
    expect(small, "targets for a finger").toEqual([]);
  }
});
