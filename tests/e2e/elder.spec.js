// The elder view: remembered, in the link, one thing a screen; sizes and contrasts of everything that can be pressed.

import { readFileSync } from "node:fs";
import { collection, expect, look, madeCatalog, point, test } from "./app.js";
import { card, hashOf, map, openFacet, raiseSheet, results, rowAt, rows, sample, search, searchBox, seeResults } from "./walk.js";

const choose = (page, name) => page.getByRole("button", { name }).click();
const START = /^(您想做什么？|What would you like to do\?)$/;

test("one button, remembered, in the link, and back", async ({ page, app }) => {
  await app.open();
  await choose(page, "长辈版");
  await expect(page.getByRole("heading", { name: START })).toBeVisible();
  await expect.poll(() => hashOf(page).mode).toBe("elder");
  await app.open();
  await expect(page.getByRole("heading", { name: START }), "remembered").toBeVisible();
  await app.open("mode=standard");
  await expect(results(page), "a link may say otherwise").toBeVisible();
  await app.open("mode=elder&lang=en");
  await expect(page.getByRole("button", { name: "A care home" })).toBeVisible();
  await choose(page, "Standard view");
  await expect(results(page)).toBeVisible();
  await expect.poll(() => hashOf(page).mode).toBeUndefined();
});

test("text from 18 to 30 pixels, remembered", async ({ page, app }) => {
  await app.open("mode=elder");
  const size = () => page.evaluate(() => parseFloat(getComputedStyle(document.documentElement).fontSize));
  expect(await size()).toBe(18);
  const slider = page.getByRole("slider", { name: "字的大小" });
  await slider.press("End");
  expect(await size()).toBe(30);
  await app.open("mode=elder");
  expect(await size()).toBe(30);
  await expect(page.getByRole("slider", { name: "字的大小" })).toHaveAttribute("aria-valuetext", "30 像素");
});

const homes = sample("care-homes");
const LIVE_IN = ["养老院", "护理院", "嵌入式机构", "敬老院"];
const nursing = homes.filter(({ properties: of }) => LIVE_IN.includes(of.kind) && of.beds_nursing > 0).length;

test("six groups; a question and an answer, to the card and its telephone, and back again", async ({ page, app }) => {
  await app.open("mode=elder");
  await expect(page.locator(".groups").getByRole("button")).toHaveText(["住养老院", "吃饭", "白天照料", "祭扫", "办婚事", "其他"]);
  await choose(page, "住养老院");
  const heading = page.getByRole("heading", { name: "要护理床位吗？" });
  await expect(heading).toBeFocused();
  await app.drawn(() => choose(page, `要，看全部 ${nursing} 处`));
  await expect(page.getByRole("heading", { name: "住养老院：要，看全部" })).toBeFocused();
  await expect(page.locator(".counts-words")).toHaveText(`住养老院：要，看全部共 ${nursing} 条`);
  await rowAt(page, 1).click();
  await expect(card(page).getByRole("link", { name: /^拨打/ }).first()).toHaveAttribute("href", /^tel:\d+/);
  await choose(page, /返回$/);
  await expect(card(page)).toHaveCount(0);
  await expect(rowAt(page, 1)).toBeFocused();
  await choose(page, /返回$/);
  await expect(heading).toBeVisible();
  await choose(page, "首页");
  await expect(page.getByRole("heading", { name: START })).toBeVisible();
});

test("every answer says how many it leads to, and leads there", { tag: "@desktop" }, async ({ page, app }) => {
  const { groups } = JSON.parse(readFileSync("data/catalog.json", "utf8"));
  await app.open("mode=elder");
  for (const group of groups) {
    for (const answer of group.answers.filter(({ near }) => !near)) {
      await choose(page, group.label.zh);
      const button = page.getByRole("button", { name: new RegExp(`^${answer.label.zh} [\\d,]+ 处$`) });
      const n = Number((await button.locator(".count").innerText()).replaceAll(",", ""));
      expect(n, group.label.zh).toBeGreaterThan(0);
      const { passed } = await app.drawn(() => button.click());
      expect(passed, `${group.label.zh}: ${answer.label.zh}`).toBe(n);
      await choose(page, "首页");
    }
  }
  await choose(page, "办婚事");
  await app.drawn(() => choose(page, "看 2 条结果"));
  await expect(rowAt(page, 2)).toBeVisible();
});

test("an answer that nothing passes says 0, and cannot be chosen; without groups the kinds are what it begins with", { tag: "@desktop" }, async ({ page, app }) => {
  const groups = [{
    label: { zh: "喝茶", en: "Tea" }, layers: ["places"], question: { zh: "要哪一种？", en: "Which?" },
    answers: [{ label: { zh: "绿茶", en: "Green" }, fields: { kind: { any: ["茶馆"] } } }, { label: { zh: "红茶", en: "Black" }, fields: { kind: { any: ["无"] } } }],
  }];
  const places = collection(point([121.6, 31.9], { 名称: "甲", kind: "茶馆" }), point([121.7, 31.9], { 名称: "乙", kind: "饭馆" }));
  await app.openMade(madeCatalog((catalog) => Object.assign(catalog, { groups })), { "places.geojson": places }, "mode=elder");
  await choose(page, "喝茶");
  await expect(page.getByRole("button", { name: "红茶 0 处" })).toBeDisabled();
  await app.drawn(() => choose(page, "绿茶 1 处"));
  await expect(rowAt(page, 1)).toContainText("甲");
  await choose(page, "首页");
  await choose(page, "其他");
  await expect(page.getByRole("button", { name: "饭馆 1 处" }), "what no group names").toBeVisible();
  await app.openMade(madeCatalog(), { "places.geojson": places }, "mode=elder");
  await expect(page.getByRole("heading", { name: "您想怎么找？" })).toBeVisible();
  await choose(page, /^按类别找/);
  await expect(page.getByRole("button", { name: "茶馆 1 处" })).toBeVisible();
});

test("其他: near me, by name, and the kinds that no group names", async ({ page, app }) => {
  await app.open("mode=elder");
  await choose(page, "其他");
  await expect(page.getByRole("heading", { name: "您要找哪一类？" })).toBeFocused();
  await expect(page.getByRole("button", { name: "找离我近的" })).toBeVisible();
  await expect(page.getByRole("button", { name: "按名称找" })).toBeVisible();
  await expect(page.getByRole("button", { name: /^养老院 / })).toHaveCount(0);
  const stations = sample("facilities").filter((f) => f.properties.kind === "社工站").length;
  await app.drawn(() => choose(page, `社工站 ${stations} 处`));
  await expect(page.getByText(`共 ${stations} 条`).first()).toBeVisible();
});

test("the header takes 120 pixels at most at the largest text, and the map's buttons and foot keep apart", { tag: "@phone" }, async ({ page, app }) => {
  for (const lang of ["zh", "en"]) {
    await app.open(`mode=elder&lang=${lang}`);
    await page.getByRole("slider").press("End");
    const header = () => page.evaluate(() => {
      const boxes = [...document.querySelectorAll(".banner, .elder-bar")].map((part) => part.getBoundingClientRect());
      return Math.max(...boxes.map((box) => box.bottom));
    });
    expect(await header(), `start, ${lang}`).toBeLessThanOrEqual(120);
    const last = page.locator(".groups").getByRole("button").last();
    await expect(last, `six groups in sight, ${lang}`).toBeInViewport({ ratio: 1 });
    await choose(page, /^(按名称找|By name)$/);
    await rowAt(page, 1).waitFor();
    expect(await header(), `list, ${lang}`).toBeLessThanOrEqual(120);
    await choose(page, /^(看地图|Map)$/);
    await expect(map(page)).toBeVisible();
    expect(await header(), `map, ${lang}`).toBeLessThanOrEqual(120);
    expect(await page.evaluate(meeting), lang).toEqual([]);
    await choose(page, /^(首页|Start)$/);
    await page.getByRole("slider").press("Home");
  }
});

for (const [width, height] of [[360, 740], [390, 844]]) {
  test(`the map's buttons are clear of its foot at ${width} × ${height}`, { tag: "@phone" }, async ({ page, app }) => {
    await page.setViewportSize({ width, height });
    for (const lang of ["zh", "en"]) {
      await app.open(`mode=standard&lang=${lang}`);
      expect(await page.evaluate(meeting), lang).toEqual([]);
      const foot = await page.locator(".map-foot").boundingBox();
      expect(foot.height, `a low foot, ${lang}`).toBeLessThanOrEqual(56);
      await app.open(`mode=elder&lang=${lang}`);
      await choose(page, /^(按名称找|By name)$/);
      await choose(page, /^(看地图|Map)$/);
      await expect(map(page)).toBeVisible();
      expect(await page.evaluate(meeting), `elder, ${lang}`).toEqual([]);
    }
  });
}

/** What of the map's foot (approval number, scale, sources) meets a button of the map, or stands outside of the window. */
function meeting() {
  const box = (element) => element.getBoundingClientRect();
  const parts = [...document.querySelectorAll(".map-approval, .map-scale, .map-sources")].filter((part) => box(part).width > 0);
  const buttons = [...document.querySelectorAll(".map-buttons button, .map-buttons select")].map(box);
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const isOut = ({ left, right, bottom }) => left < -0.5 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
  return parts.filter((part) => isOut(box(part)) || buttons.some((button) => meets(box(part), button))).map((part) => part.className);
}

test("by name: everything that the normal view finds", { tag: "@desktop" }, async ({ page, app }) => {
  for (const words of ["lsg", "石桥", "汇龙镇 养老", "1132"]) {
    await app.open("mode=standard");
    const { passed: normal } = await search(page, app, words);
    await app.open("mode=elder");
    await choose(page, /^按名称找/);
    await expect(searchBox(page)).toBeFocused();
    const { passed } = await search(page, app, words);
    expect(passed, words).toBe(normal);
  }
  await expect(page.getByRole("button", { name: /^筛选/ }), "no raw filters").toHaveCount(0);
});

test("the map is a screen of its own; what is pressed there is told in words", async ({ page, app }) => {
  await app.open("mode=elder&layers=care-homes");
  await choose(page, /^按名称找/);
  await search(page, app, sample("care-homes")[0].properties.name);
  await rowAt(page, 1).click();
  await card(page).getByRole("button", { name: /^在地图上显示/ }).click();
  const canvas = page.getByRole("application");
  await expect(canvas).toBeVisible();
  await expect(card(page)).not.toBeVisible();
  await canvas.focus();
  // The map flies there, and is at the place when it rests.
  await expect(async () => {
    await page.keyboard.press("Enter");
    await expect(card(page).getByRole("heading", { level: 2 })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(canvas).not.toBeVisible();
});

test("near me without a position: why is in sight and has the focus; a point on the map leads to the list", async ({ page, app }) => {
  await app.open("mode=elder");
  await choose(page, "住养老院");
  await choose(page, /^要，找离我最近的/);
  const told = page.getByText("没有获准使用位置。", { exact: false });
  await expect(told).toBeFocused();
  await expect(told).toBeInViewport({ ratio: 1 });
  await choose(page, "在地图上点选");
  await app.drawn(() => page.getByRole("application").click({ position: { x: 150, y: 250 } }));
  await expect(page.locator(".counts-words")).toBeFocused();
  await expect(page.locator(".counts-words")).toContainText(`住养老院：要，找离我最近的共 ${nursing} 条`);
  await expect(rowAt(page, 1)).toContainText(/距您选定的点 /);
  // Back leads to the question, not to what led to the list.
  await page.goBack();
  await expect(page.getByRole("heading", { name: "要护理床位吗？" })).toBeVisible();
});

test("no signal is told as well", { tag: "@phone" }, async ({ page, app }) => {
  await page.addInitScript(() => {
    navigator.geolocation.getCurrentPosition = (_, fail) => setTimeout(() => fail({ code: 2 }), 50);
  });
  await app.open("mode=elder");
  await choose(page, "找离我近的");
  await choose(page, "使用我的位置");
  const told = page.getByText("设备现在给不出位置。", { exact: false });
  await expect(told).toBeFocused();
  await expect(told).toBeInViewport({ ratio: 1 });
});

test.describe("with a position", () => {
  test.use({ geolocation: { longitude: 121.6744, latitude: 31.812 }, permissions: ["geolocation"] });

  test("the list comes at once, the nearest first, at its top, and says from where", async ({ page, app }) => {
    await app.open("mode=elder");
    await choose(page, "吃饭");
    await app.drawn(() => choose(page, /^都看看/));
    await page.locator(".panel .scroll").evaluate((scroller) => scroller.scrollTo(0, 2_000));
    await choose(page, /返回$/);
    await app.drawn(() => choose(page, /^离我近/));
    await expect(page.locator(".counts-words")).toBeFocused();
    await expect(page.locator(".counts-words")).toContainText("距您的位置");
    expect(await page.locator(".panel .scroll").evaluate((scroller) => scroller.scrollTop)).toBe(0);
    await expect(rowAt(page, 1)).toBeInViewport({ ratio: 0.99 });
    await expect(rowAt(page, 1)).toContainText(/距您的位置 [\d.,]+ (米|公里)/);
  });
});

/** The screens, by what leads there. */
async function screens(page, app, lang, each) {
  const name = (zh, en) => new RegExp(`^(${zh}|${en})`);
  await each("start");
  await choose(page, name("找离我近的", "Near me"));
  await each("near");
  await choose(page, /返回$|Back$/);
  await choose(page, name("其他", "Other"));
  await each("kinds");
  await choose(page, /返回$|Back$/);
  await choose(page, name("住养老院", "A care home"));
  await page.locator(".answers .count").first().waitFor();
  await each("question");
  await app.drawn(() => choose(page, name("不要", "No")));
  await each("list");
  await rowAt(page, 1).click();
  await card(page).getByRole("heading", { level: 2 }).waitFor();
  await each("card");
  await choose(page, /^(看地图|Map)$/);
  await each("map");
}

for (const lang of ["zh", "en"]) {
  for (const theme of ["light", "dark"]) {
    test(`axe, sizes, line heights and contrasts on every screen: ${lang}, ${theme}`, look(lang, theme), async ({ page, app }) => {
      test.slow();
      await app.open(`mode=elder&lang=${lang}`, { query: `theme=${theme}` });
      await screens(page, app, lang, async (where) => {
        await page.mouse.move(1, 1);
        expect(await app.axe(), where).toEqual([]);
        expect(await page.evaluate(faults, { text: 18, target: 59.5, least: 43.5, ratio: 7, line: 1.5 }), where).toEqual([]);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect(wide, where).toBeLessThanOrEqual(0);
      });
    });
  }
}

test("the standard view: sizes for a finger, contrasts of all text and controls", async ({ page, app }) => {
  for (const theme of ["light", "dark"]) {
    await app.open("mode=standard&layers=care-homes", { query: `theme=${theme}` });
    await raiseSheet(page);
    // With a mouse the lines above the answers are lower (accessibility.spec.js holds the rest at 44).
    const least = (await page.evaluate(() => matchMedia("(pointer: fine)").matches)) ? 31.5 : 43.5;
    const check = async (where) =>
      expect(await page.evaluate(faults, { text: 11.9, target: least, least, ratio: 4.5, line: 1.15 }), where).toEqual([]);
    await check("list");
    await openFacet(page, /^等级/);
    await check("filters");
    await seeResults(page);
    await rowAt(page, 1).click();
    await card(page).getByRole("heading", { level: 2 }).waitFor();
    await check("card");
  }
});

test("at 320 pixels and 30-pixel text nothing is cut off sideways", { tag: "@desktop" }, async ({ page, app }) => {
  await page.setViewportSize({ width: 320, height: 568 });
  for (const lang of ["zh", "en"]) {
    await app.open(`mode=elder&lang=${lang}`);
    await page.getByRole("slider").press("End");
    await screens(page, app, lang, async (where) => {
      const cut = await page.evaluate(() => {
        const seen = (element) => element.checkVisibility({ visibilityProperty: true });
        const controls = [...document.querySelectorAll("button, select, input, h2, .row")].filter(seen);
        return controls.filter((element) => {
          const { left, right } = element.getBoundingClientRect();
          return !element.closest(".sr, .skips, .elder-title, .table-scroll") && element.offsetWidth > 1 && (left < -1 || right > innerWidth + 1);
        }).map((element) => element.textContent.trim().slice(0, 30) || element.className);
      });
      expect(cut, where).toEqual([]);
    });
    await page.getByRole("slider").waitFor({ state: "detached" });
  }
});

test("a pointer as large as a hand needs", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("mode=elder");
  const cursor = await page.getByRole("button", { name: "标准版" }).evaluate((element) => getComputedStyle(element).cursor);
  expect(cursor).toMatch(/^url\("data:image\/svg\+xml.*width='48'/);
});

test("rows on the screen stay few, however the text grows", async ({ page, app }) => {
  await app.open("mode=elder");
  await page.getByRole("slider").press("End");
  await choose(page, /^按名称找/);
  await expect(rowAt(page, 1)).toBeVisible();
  expect(await rows(page).count()).toBeLessThan(30);
});

/** What is too small, too tight or too faint of what one sees and can press or read. */
function faults({ text, target, least, ratio, line }) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour, over) => {
    canvas.clearRect(0, 0, 1, 1);
    if (over) {
      canvas.fillStyle = `rgb(${over.join()})`;
      canvas.fillRect(0, 0, 1, 1);
    }
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const ground = (element) => {
    const chain = [];
    for (let e = element; e; e = e.parentElement) chain.push(getComputedStyle(e).backgroundColor);
    return chain.reverse().reduce((under, colour) => rgba(colour, under).slice(0, 3), [255, 255, 255]);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a, b) => {
    const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (light + 0.05) / (dark + 0.05);
  };
  const found = [];
  const told = (element, what) => found.push(`${(element.textContent.trim() || element.getAttribute("aria-label") || element.className).slice(0, 24)}: ${what}`);
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !element.closest(".sr, .skips, .elder-title");
  for (const element of document.querySelectorAll("button, a[href], select, summary, input:not([type=range])")) {
    if (!isSeen(element) || element.closest("p a, .map-buttons") || element.disabled) continue;
    const box = (element.closest("label") ?? element).getBoundingClientRect();
    const wanted = element.matches(".map-button, .chip, .icon") ? least : target;
    if (box.height < wanted || box.width < least) told(element, `${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.textContent.trim() || !isSeen(element) || element.closest("[aria-hidden=true], option, noscript, script, style")) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    if (size < text) told(element, `${size} px`);
    const height = style.lineHeight === "normal" ? 1.2 : parseFloat(style.lineHeight) / size;
    if (height < line - 0.01) told(element, `line height ${height}`);
    const under = ground(element);
    const seen = contrast(rgba(style.color, under).slice(0, 3), under);
    if (seen < ratio) told(element, `contrast ${seen.toFixed(2)}`);
  }
  return [...new Set(found)];
}
