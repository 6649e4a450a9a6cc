// The first rows in the page as it is delivered: readable before the app runs, and replaced by its own without a jump.

import { readFileSync } from "node:fs";
import { expect, test } from "./app.js";
import { card, names, results, rows, searchBox } from "./walk.js";

const SCREENS = [["@desktop", [[1366, 657], [1280, 800]]], ["@phone", [[390, 844], [360, 740]]]];
/** Parts of the page around the rows. */
const PARTS = ["h1", ".notice", ".elder-switch", ".help-button", ".menu-button", ".finder input", ".filter-button", ".layer-chip", ".chip.more", ".counts", ".counts-words strong", ".counts-sort", ".counts-near", ".counts-view", ".row", ".row-sign svg"];

const shown = (page) => page.locator("html").getAttribute("data-first");
const shell = (page, lang = "zh") => page.locator(`.first:lang(${lang})`);
const firstRows = (page) => shell(page).getByRole("list", { name: "结果列表" }).getByRole("link").and(page.locator(".row"));

/** Holds the app's WebAssembly until it is let go. */
async function hold(page) {
  let letGo;
  const held = new Promise((resolve) => (letGo = resolve));
  await page.route(/\/app\/page-[0-9a-f]+\.wasm$/, async (route) => {
    await held;
    await route.continue();
  });
  return letGo;
}

/** Opens the page with the app held: what stands in it is there. */
async function openHeld(page, address = "./") {
  const letGo = await hold(page);
  await page.goto(address, { waitUntil: "domcontentloaded" });
  return letGo;
}

/** Places and sizes of parts within an element, in tenths of pixels, and the texts of names. */
function placesIn([root, parts]) {
  const found = {};
  for (const part of parts) {
    document.querySelectorAll(`${root} ${part}`).forEach((element, at) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      if (y < innerHeight) found[`${part} ${at}`] = [x, y, width, height].map((n) => Math.round(n * 10) / 10);
    });
  }
  return found;
}

/** What shifts from the first paint on, and how many rows the running page has when it takes over. */
function recordShifts() {
  globalThis.shifts = [];
  new MutationObserver(() => {
    if (document.documentElement.dataset.first === "none") {
      globalThis.rowsTakenOver ??= document.querySelectorAll("body > .app .row-name").length;
    }
  }).observe(document, { subtree: true, attributeFilter: ["data-first"] });
  const observer = new PerformanceObserver((list) => globalThis.shifts.push(...list.getEntries().map(({ value }) => value)));
  observer.observe({ type: "layout-shift", buffered: true });
}

for (const [tag, screens] of SCREENS) {
  for (const [width, height] of screens) {
    for (const lang of ["zh", "en"]) {
      test(`same rows at the same places, and nothing jumps: ${width} × ${height}, ${lang}`, { tag }, async ({ page, app }) => {
        await page.setViewportSize({ width, height });
        await page.addInitScript(recordShifts);
        const letGo = await openHeld(page, lang === "en" ? "./#lang=en" : "./");
        await expect(shell(page, lang).locator(".row-name").first()).toBeVisible();
        const before = await page.evaluate(placesIn, [`.first:lang(${lang})`, PARTS]);
        const told = await shell(page, lang).locator(".row-name").allInnerTexts();
        expect(Object.keys(before).length, "parts").toBeGreaterThan(PARTS.length);
        letGo();
        await app.ready();
        await expect(page.locator(".first")).toHaveCount(0);
        const after = await page.evaluate(placesIn, ["body > .app", PARTS]);
        expect(Object.fromEntries(Object.keys(before).map((part) => [part, after[part]]))).toEqual(before);
        const live = await names(page);
        expect(live.slice(0, told.length)).toEqual(told.slice(0, live.length));
        expect(live.length).toBeGreaterThan(3);
        expect(await page.evaluate(() => globalThis.rowsTakenOver), "rows when it takes over").toBeGreaterThan(3);
        const shifts = await page.evaluate(() => globalThis.shifts);
        expect(shifts.reduce((sum, value) => sum + value, 0), `layout shift: ${shifts}`).toBeLessThanOrEqual(0.02);
      });
    }
  }
}

test("the facts and the telephone of a row are those of the running page", { tag: "@desktop" }, async ({ page, app }) => {
  const letGo = await openHeld(page);
  const told = (of) => of.locator(".item").evaluateAll((items) =>
    items.slice(0, 10).map((item) => [item.querySelector(".row-facts").innerText, item.querySelector(".row-call")?.outerHTML.match(/tel:[^"]*|[\d-]+ \d+(?=<)/g)]));
  const before = await told(shell(page));
  letGo();
  await app.ready();
  const now = await told(page.locator("body > .app"));
  expect(now.length).toBeGreaterThan(3);
  expect(before.slice(0, now.length)).toEqual(now);
  expect(now.filter(([, call]) => call).length, "telephones").toBeGreaterThan(2);
});

test.describe("as it is delivered", () => {
  test.use({ javaScriptEnabled: false });

  test("it holds names, kinds, towns, and telephones that dial", { tag: "@desktop" }, async ({ page, request, baseURL }) => {
    const { features } = JSON.parse(readFileSync("data/care-homes.geojson", "utf8"));
    const html = await (await request.get(baseURL)).text();
    await page.setContent(html.replaceAll(/<noscript>.*?<\/noscript>/gs, "").replace(/<meta http-equiv[^>]*>/, ""));
    const items = page.locator(".first[lang=zh] .item");
    expect(await items.count()).toBe(16);
    let calls = 0;
    for (const item of await items.all()) {
      const name = await item.locator(".row-name").textContent();
      const link = decodeURIComponent(await item.locator("a.row").getAttribute("href"));
      const { id, properties } = features.find((feature) => link === `#id=care-homes:${feature.id}`);
      expect(name, id).toBe(properties.name);
      const facts = await item.locator(".row-facts").textContent();
      for (const part of [properties.kind, properties.town]) expect(facts).toContain(part);
      const number = [properties.phone].flat()[0]?.replaceAll(/\D/g, "");
      if (!number) continue;
      calls += 1;
      expect(await item.locator("a[href^='tel:']").first().getAttribute("href")).toContain(number.slice(0, 11));
    }
    expect(calls).toBeGreaterThan(3);
  });
});

// Addresses and preferences that show something else.
for (const [what, address, preferences] of [
  ["a query", "./#q=养老"],
  ["layers", "./#layers=cemeteries"],
  ["a record", "./#id=care-homes:1"],
  ["a place on the map", "./#map=12/31.88/121.68"],
  ["an order", "./#sort=name"],
  ["a filter", "./#f.town=汇龙镇"],
  ["another view beside the language", "./#lang=en&q=养老"],
  ["the elder view", "./#mode=elder"],
  ["a workspace", "./#ws=review"],
  ["a link whose # was encoded", "./?x=1%23q=养老"],
  ["another catalog", "./?catalog=data/catalog.json"],
  ["a layout", "./?layout=viewer"],
  ["a layout without a list", "./?layout=map"],
  ["a layout behind another parameter", "./?from=x&amp;layout=map"],
  ["a person who chose the elder view", "./", "zh auto elder 24"],
  ["an officer", "./", "zh auto officer 24"],
]) {
  test(`nothing of it where ${what} is asked for`, { tag: "@desktop" }, async ({ page }) => {
    await page.addInitScript((kept) => kept && localStorage.setItem("diming.preferences.1", kept), preferences ?? "");
    const letGo = await openHeld(page, address);
    await expect(page.locator("#boot-wait")).toBeVisible();
    expect(await shown(page)).toBe("none");
    await expect(page.locator(".first")).toHaveCount(0);
    letGo();
  });
}

test("nothing of it in a frame", { tag: "@desktop" }, async ({ page }) => {
  await page.route("**/frame.html", (route) => route.fulfill({ contentType: "text/html", body: '<iframe src="./" width="800" height="600"></iframe>' }));
  await page.goto("./frame.html");
  await expect(page.frameLocator("iframe").getByRole("searchbox")).toBeVisible();
  expect(await page.frameLocator("iframe").locator("html").getAttribute("data-first")).toBe("none");
});

test("English where the person chose it, in the theme they chose", { tag: "@desktop" }, async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("diming.preferences.1", "en dark standard 24"));
  const letGo = await openHeld(page);
  await expect(shell(page, "en").getByRole("searchbox", { name: "Search" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(await shell(page, "en").locator(".panel").evaluate((panel) => getComputedStyle(panel).backgroundColor)).toBe("rgb(28, 32, 33)");
  letGo();
});

test("the theme of the system, with the signs' colours of it", { tag: "@desktop" }, async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const letGo = await openHeld(page);
  const sign = shell(page).locator(".row-sign").first();
  await expect(sign.locator(".on-dark")).toBeVisible();
  await expect(sign.locator(".on-light")).toBeHidden();
  letGo();
});

test("what is typed before the app runs is searched for, and typing goes on", { tag: "@desktop" }, async ({ page, app }) => {
  const letGo = await openHeld(page);
  await searchBox(page).click();
  await page.keyboard.type("lvsi");
  await page.keyboard.press("ArrowLeft");
  letGo();
  await app.ready();
  await expect(searchBox(page)).toBeFocused();
  await expect(searchBox(page)).toHaveValue("lvsi");
  expect(await searchBox(page).evaluate(({ selectionStart }) => selectionStart)).toBe(3);
  await page.keyboard.press("End");
  await page.keyboard.type("gang");
  await expect(page).toHaveURL(/q=lvsigang/);
});

test("Enter before the app runs opens the first that is found", { tag: "@desktop" }, async ({ page }) => {
  const letGo = await openHeld(page);
  await searchBox(page).fill("巴掌圩村助餐点");
  await searchBox(page).press("Enter");
  letGo();
  await expect(card(page).getByRole("heading", { name: "巴掌圩村助餐点" })).toBeVisible({ timeout: 20_000 });
});

test("a composition is not torn apart", { tag: "@desktop" }, async ({ page, app }) => {
  const letGo = await openHeld(page);
  await searchBox(page).click();
  const session = await page.context().newCDPSession(page);
  await session.send("Input.imeSetComposition", { text: "yang", selectionStart: 4, selectionEnd: 4 });
  letGo();
  await app.ready();
  expect(await shown(page)).toBe("zh");
  await session.send("Input.insertText", { text: "养老院" });
  await expect(page.locator("#search")).toHaveValue("养老院");
  await expect(page.locator("#search")).toBeFocused();
  await expect(page).toHaveURL(/q=/);
});

test("a row that is pressed before the app runs is opened by it, and Back leads to the list", async ({ page }) => {
  const letGo = await openHeld(page);
  const name = await firstRows(page).nth(2).locator(".row-name").innerText();
  await firstRows(page).nth(2).click();
  await expect(page).toHaveURL(/#id=care-homes/);
  await expect(firstRows(page).nth(2)).toHaveAttribute("aria-busy", "true");
  letGo();
  await expect(card(page).getByRole("heading", { name })).toBeVisible({ timeout: 20_000 });
  await page.goBack();
  await expect(card(page)).toHaveCount(0);
  await expect(rows(page).first()).toBeVisible();
});

test("a control that is pressed before the app runs is pressed in it", { tag: "@desktop" }, async ({ page }) => {
  const letGo = await openHeld(page);
  await shell(page).getByRole("button", { name: "筛选" }).click();
  letGo();
  await expect(page.locator(".over").getByRole("heading", { name: "筛选" })).toBeVisible({ timeout: 20_000 });
});

test("so is a layer's chip, and the order of the list", { tag: "@desktop" }, async ({ page, app }) => {
  const letGo = await openHeld(page);
  await shell(page).getByRole("button", { name: "公墓与骨灰堂" }).click();
  letGo();
  await app.ready();
  await expect(page).toHaveURL(/layers=cemeteries/);
  const again = await openHeld(page, "./?again");
  await shell(page).getByRole("combobox", { name: "排序" }).selectOption("name");
  again();
  await expect(page).toHaveURL(/sort=name/, { timeout: 20_000 });
});

test("the focus stays at the row in which it stands", { tag: "@desktop" }, async ({ page, app }) => {
  const letGo = await openHeld(page);
  await firstRows(page).first().focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const name = await page.evaluate(() => document.activeElement.querySelector(".row-name").textContent);
  letGo();
  await app.ready();
  await expect(rows(page).filter({ hasText: name }).first()).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.locator("#row-1")).toBeFocused();
});

test("the place to which the list is scrolled is kept", { tag: "@phone" }, async ({ page, app }) => {
  const letGo = await openHeld(page);
  await shell(page).locator(".scroll").evaluate((scroller) => scroller.scrollTo(0, 128));
  letGo();
  await app.ready();
  expect(await page.locator("body > .app .scroll").evaluate(({ scrollTop }) => scrollTop)).toBe(128);
});

test("one list, one search and one heading for screen readers at any time", { tag: "@desktop" }, async ({ page, app }) => {
  const check = async () => {
    for (const found of [results(page), searchBox(page), page.getByRole("main"), page.getByRole("heading", { name: "结果列表" })]) {
      await expect(found).toHaveCount(1);
    }
  };
  const letGo = await openHeld(page);
  await check();
  expect(await app.axe()).toEqual([]);
  letGo();
  await app.ready();
  await check();
});

test("data that were edited after the rows were made are shown as soon as they are read", { tag: "@desktop" }, async ({ page, app }) => {
  const edited = JSON.parse(readFileSync("data/care-homes.geojson", "utf8"));
  for (const { properties } of edited.features) properties.name = properties.name.replace("巴掌圩村", "八丈圩村");
  await page.context().route("**/data/care-homes.geojson", (route) => route.fulfill({ json: edited, contentType: "application/geo+json" }));
  await app.open();
  await expect(page.locator(".first")).toHaveCount(0);
  await expect(page.getByText("巴掌圩村睦邻点")).toHaveCount(0);
});

test.describe("where the app cannot start", () => {
  test.use({ expectedErrors: [/./] });

  for (const isEdited of [false, true]) {
    test(`the rows stay, with their day${isEdited ? ", and say that the data have changed" : ""}`, async ({ page }) => {
      await page.route(/\/app\/page-[0-9a-f]+\.wasm$/, (route) => route.abort());
      if (isEdited) {
        const text = readFileSync("data/care-homes.geojson", "utf8").replace("睦邻点", "睦林点");
        await page.context().route("**/data/care-homes.geojson", (route) => route.fulfill({ body: text, contentType: "application/geo+json" }));
      }
      await page.goto("./");
      await expect(page.getByRole("alert").filter({ hasText: "检查网络" })).toBeVisible();
      await expect(shell(page).locator(".row-name").first()).toBeVisible();
      await expect(shell(page).locator("time")).toHaveText(/^\d{4}-\d\d-\d\d$/);
      await expect(shell(page).getByText("此后资料有更新")).toBeVisible({ visible: isEdited });
      await expect(searchBox(page)).toBeDisabled();
      expect(await shell(page).locator("a[href^='tel:']").count()).toBeGreaterThan(5);
      await firstRows(page).first().click();
      await expect(page).toHaveURL(/list\.html$/);
    });
  }
});
