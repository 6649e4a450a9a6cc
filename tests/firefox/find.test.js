// Finding a place: opened, searched, filtered, linked, in either language and theme.

import assert from "node:assert/strict";
import { journey } from "./app.js";

const FIRST_ROW = '#results li[aria-posinset="1"]';
const COUNT = ".counts-words";

journey("the page opens, and Firefox names its parts to a screen reader", async (app) => {
  await app.open();
  assert.match(await app.page.title(), /启东/);
  await app.shows(COUNT, /共 6,699 条/);
  // By the accessibility tree of the browser itself.
  for (const [role, name] of [["searchbox", "搜索"], ["application", "地图"], ["list", "结果列表"]]) {
    const found = await app.page.$$(`::-p-aria([role="${role}"][name="${name}"])`);
    assert.equal(found.length, 1, `${role} ${name}`);
  }
});

journey("a search by pinyin, a card with its phone, and Back", async (app) => {
  await app.open("layers=care-homes");
  await app.drawn(() => app.fill("searchbox", "搜索", "yanglao"));
  await app.shows(`${FIRST_ROW} mark`, /养老/);
  await app.addressSays("q=yanglao");
  const name = await app.page.$eval(`${FIRST_ROW} .row-name`, (row) => row.textContent.trim());
  await (await app.page.$(`${FIRST_ROW} button`)).click();
  await app.shows(".card h2", new RegExp(name));
  const phone = await app.page.waitForSelector(".card a[href^='tel:']");
  assert.match(await phone.evaluate((link) => link.getAttribute("href")), /^tel:\+?\d{7,}$/);
  assert.match(await phone.evaluate((link) => link.getAttribute("aria-label") ?? link.textContent), /^拨打/);
  await app.addressSays("id=care-homes:");
  await app.page.goBack();
  await app.until("the card is gone", () => !document.querySelector(".card"));
  await app.shows(FIRST_ROW, new RegExp(name));
  assert.equal(await (await app.find("searchbox", "搜索")).evaluate((box) => box.value), "yanglao");
  // The same by keys alone.
  await app.page.focus("input[type=search]");
  await app.page.keyboard.press("ArrowDown");
  await app.page.keyboard.press("Enter");
  await app.shows(".card h2", new RegExp(name));
  await app.page.keyboard.press("Escape");
  await app.until("the row has the focus again", (row) => document.activeElement === document.querySelector(`${row} button`), FIRST_ROW);
});

journey("filtered by town and by grade of care; one click clears", async (app) => {
  await app.open("layers=care-homes");
  await app.click("button", /^筛选/);
  for (const [facet, value] of [["乡镇（街道）", "汇龙镇"], ["等级", "三级"]]) {
    await app.click("button", new RegExp(`^${facet}`));
    const box = await app.find("checkbox", new RegExp(`^${value} ?[\\d,]+$`));
    const promised = await box.evaluate((box) => Number(box.closest("label").querySelector(".count").textContent.replaceAll(",", "")));
    assert.ok(promised > 0, value);
    await box.click();
    await app.shows(COUNT, new RegExp(`共 ${promised} 条`));
  }
  await app.addressSays("f.grade=三级");
  await app.click("button", "全部清除");
  await app.shows(COUNT, /共 6,699 条/);
});

journey("language and theme are switched, and kept for the next visit", async (app) => {
  await app.open();
  await app.click("button", "菜单");
  await app.click("button", "English");
  await app.until("English", () => document.documentElement.lang === "en");
  await app.shows(COUNT, /6,699 records/);
  await app.find("searchbox", "Search");
  const ground = () => app.page.$eval(".panel", (panel) => getComputedStyle(panel).backgroundColor);
  const theme = (name) => app.until(name, (name) => document.documentElement.dataset.theme === name, name);
  await app.click("button", "Menu");
  await app.click("button", /^Appearance: /);
  await theme("light");
  const light = await ground();
  await app.click("button", /^Appearance: /);
  await theme("dark");
  assert.notEqual(await ground(), light);
  await app.open();
  await theme("dark");
});

journey("a link opens the same view", async (app) => {
  await app.open();
  await app.drawn(() => app.fill("searchbox", "搜索", "桥"));
  await app.click("button", "更多");
  await app.drawn(() => app.click("checkbox", /^标准地名/));
  await app.click("button", /^看 [\d,]+ 条结果$/);
  await app.drawn(() => app.choose("排序", "按名称"));
  await app.addressSays("sort=name");
  await app.addressSays("q=桥");
  const view = () => app.page.evaluate(() => ({
    url: location.href,
    count: document.querySelector(".counts-words").textContent,
    // How many rows are kept beyond the edge depends on the way there.
    rows: [...document.querySelectorAll("#results li")].map((row) => [Number(row.ariaPosInSet), row.textContent]).sort(([a], [b]) => a - b).slice(0, 8),
  }));
  const before = await view();
  assert.ok(before.rows.length > 3);
  await app.goTo(before.url);
  assert.deepEqual(await view(), before);
});

journey("on a narrow screen the list is a sheet over the map, and nothing runs over the edge", async (app) => {
  await app.page.setViewport({ width: 360, height: 740 });
  await app.open();
  await (await app.find("button", /^面板高度/)).press("ArrowUp");
  await app.drawn(() => app.fill("searchbox", "搜索", "sfsq"));
  await app.click("button", /^寿丰石桥/);
  await app.shows(".card h2", /寿丰石桥/);
  assert.ok(await app.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
