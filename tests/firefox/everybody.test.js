// For everybody: the elder view, what is near, the map by keys, side by side, on paper.

import assert from "node:assert/strict";
import { journey } from "./app.js";

const FIRST_ROW = '#results li[aria-posinset="1"]';

journey("the elder view: a question, a card, its telephone, and back to the start", async (app) => {
  await app.open();
  await app.click("button", "长辈版");
  await app.shows(".elder-screen h2", /您想做什么/);
  assert.ok(parseFloat(await app.page.$eval("html", (html) => getComputedStyle(html).fontSize)) >= 18);
  await app.click("button", "住养老院");
  await app.drawn(() => app.click("button", /^要，看全部.*处$/));
  await (await app.page.waitForSelector(`${FIRST_ROW} button`)).click();
  const phone = await app.page.waitForSelector(".card a[href^='tel:']");
  assert.match(await phone.evaluate((link) => link.getAttribute("href")), /^tel:\+?\d{7,}$/);
  await app.click("button", "首页");
  await app.shows(".elder-screen h2", /您想做什么/);
  await app.addressSays("mode=elder");
});

journey("near a town, within a circle, every distance from there", async (app) => {
  await app.open("layers=care-homes");
  await app.click("button", "离我近的");
  await app.drawn(() => app.page.select(".near-way select", "吕四港镇"));
  // The list stands at once, the nearest first; the circle is chosen where one says from where.
  await app.shows(`${FIRST_ROW} .row-far`, /距吕四港镇/);
  await app.page.click(".counts-near");
  await app.shows(".near-chosen", /距吕四港镇（直线）/);
  await app.drawn(() => app.page.select(".near-chosen select", "3000"));
  await app.click("button", "看看附近有什么");
  await app.shows(`${FIRST_ROW} .row-far`, /距吕四港镇/);
  await app.addressSays("radius=3000");
});

journey("the map by keys: to the next place, into its card, and back to where one was", async (app) => {
  await app.open("layers=care-homes&map=14/31.812/121.674");
  await app.page.focus("input[type=search]");
  await app.page.focus("#map");
  await app.page.keyboard.press("PageDown");
  await app.shows(".map > p[role=status]", /第 \d+ 个，共 \d+ 个在图上/);
  await app.page.keyboard.press("PageDown");
  await app.page.keyboard.press("Enter");
  await app.until("a card or the records of a place, or a nearer map", () => !!document.querySelector(".card, .over") || !location.hash.includes("map=14/"));
});

journey("two care homes side by side, and the view on paper", async (app) => {
  await app.open("layers=care-homes");
  for (const place of [1, 2]) {
    await (await app.page.waitForSelector(`#results li[aria-posinset="${place}"] button`)).click();
    await app.click("button", "加入对比");
    await app.click("button", /返回$/);
  }
  await app.click("button", /^对比/);
  await app.until("two columns", () => document.querySelectorAll(".over thead th[scope=col]").length >= 2);
  await app.click("button", /返回$/);
  await app.click("button", "菜单");
  await app.click("button", "打印与保存");
  await app.shows(".over h2", /打印与保存/);
});
