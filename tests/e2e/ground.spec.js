// What the map lies on: place names by rank, water, roads; and a picture that keeps nothing of an older one.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { card, fromMenu, hashOf, layerChip, map, openFacet, over, sample, search, seeResults, valueBox } from "./walk.js";

const HOME = [121.68, 31.88];

/** A catalog with a layer of names and one of water beside the places. */
const grounded = (change = () => {}) =>
  madeCatalog((catalog) => {
    const style = { sign: "dot", color: "#5f5f5f", color_dark: "#b4b4b4" };
    const layer = (id, rest) => ({ id, source: `${id}.geojson`, key_field: "id", fields: ["id", "name", "kind"], style, ...rest });
    catalog.layers.push(
      layer("names", { role: "names", label: { zh: "地名", en: "Names" }, rank_by: { field: "kind", ranks: { 镇: "town", 村: "village" } } }),
      layer("water", { role: "ground", label: { zh: "水系", en: "Water" }, ground: "water" }),
    );
    change(catalog);
  });

const NAMES = collection(point(HOME, { id: "1", name: "汇龙镇", kind: "镇" }), point([121.72, 31.88], { id: "2", name: "王鲍村", kind: "村" }));
const WATER = collection({
  type: "Feature",
  properties: { id: "w", name: "大湖" },
  geometry: { type: "Polygon", coordinates: [[[121.60, 31.86], [121.66, 31.86], [121.66, 31.90], [121.60, 31.90], [121.60, 31.86]]] },
});
const PLACES = collection(point([121.70, 31.90], { id: "p", name: "和睦养老院", kind: "养老" }));
const open = (app, hash, options = {}) =>
  app.openMade(options.catalog ?? grounded(), { "places.geojson": PLACES, "names.geojson": NAMES, "water.geojson": WATER }, hash, options);

/** The colour in the middle of the map, moved by some pixels. */
const colourAt = (page, dx, dy) =>
  map(page).evaluate((canvas, [dx, dy]) => {
    const dpr = canvas.width / canvas.clientWidth;
    const at = [canvas.width / 2 + dx * dpr, canvas.height / 2 + dy * dpr];
    return [...canvas.getContext("2d").getImageData(Math.round(at[0]), Math.round(at[1]), 1, 1).data].join();
  }, [dx, dy]);

/** The picture of the map, once two of them a while apart are the same. */
async function picture(page) {
  const take = () => map(page).evaluate((canvas) => canvas.toDataURL());
  let [before, now] = ["", await take()];
  for (let i = 0; i < 25 && before !== now; i++) {
    await page.waitForTimeout(250);
    [before, now] = [now, await take()];
  }
  return now;
}

/** How many pixels of two pictures differ by more than a trace: text is a trace lighter or darker where its sprite lies. */
const different = (page, one, other) =>
  page.evaluate(async (urls) => {
    const [a, b] = await Promise.all(urls.map(async (url) => {
      const image = new Image();
      image.src = url;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      return context.getImageData(0, 0, image.width, image.height);
    }));
    if (a.width !== b.width || a.height !== b.height) return `${a.width} × ${a.height} and ${b.width} × ${b.height}`;
    let count = 0;
    for (let i = 0; i < a.data.length; i += 4) count += Number([0, 1, 2].some((c) => Math.abs(a.data[i + c] - b.data[i + c]) > 8));
    return count;
  }, [one, other]);

test("a name of the ground opens its card where it is written, and becomes a sign", async ({ page, app }) => {
  await open(app, "map=11/31.88/121.68");
  const box = await map(page).boundingBox();
  const isPhone = page.viewportSize().width < 900;
  const height = isPhone ? (await page.locator(".sheet").boundingBox()).y - box.y : box.height;
  const before = await picture(page);
  await page.mouse.click(box.x + box.width / 2, box.y + height / 2);
  await expect(card(page).getByRole("heading", { level: 2 })).toHaveText("汇龙镇");
  expect(await different(page, before, await picture(page)), "a sign with a halo stands there").toBeGreaterThan(100);
});

test("villages are written from zoom 12, and what is searched becomes a sign", { tag: "@desktop" }, async ({ page, app }) => {
  const at = async (zoom, q = "") => {
    await open(app, `map=${zoom}/31.88/121.72${q}`);
    const box = await map(page).boundingBox();
    await page.mouse.move(box.x + box.width / 2 + 60, box.y + box.height / 2 + 60);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const cursor = await map(page).evaluate((canvas) => getComputedStyle(canvas).cursor);
    return [cursor, (await page.getByRole("tooltip").allInnerTexts()).join()];
  };
  expect(await at(11)).toEqual(["grab", ""]);
  expect(await at(12.5), "written, without a sign").toEqual(["pointer", ""]);
  expect(await at(12.5, "&q=王鲍"), "a sign").toEqual(["pointer", "王鲍村"]);
});

test("water is drawn in the theme's colour", { tag: "@desktop" }, async ({ page, app }) => {
  await open(app, "map=13/31.87/121.64");
  const token = () => page.evaluate(() => {
    const probe = document.createElement("i");
    probe.style.color = getComputedStyle(document.documentElement).getPropertyValue("--map-water");
    document.body.append(probe);
    const rgb = getComputedStyle(probe).color.match(/\d+/g).slice(0, 3);
    probe.remove();
    return `${rgb.join()},255`;
  });
  await picture(page);
  expect(await colourAt(page, 10, 40)).toBe(await token());
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(async () => (await colourAt(page, 10, 40)) === (await token())).toBe(true);
});

test("a heavy ground is drawn bit by bit, and stands where a light one would", { tag: "@desktop" }, async ({ page, app, browser, baseURL }) => {
  // A lake of 9 000 corners, and the same with four.
  const side = (from, to) => Array.from({ length: 2_250 }, (_, i) => from.map((v, axis) => v + ((to[axis] - v) * i) / 2_250));
  const corners = [[121.60, 31.80], [121.76, 31.80], [121.76, 31.96], [121.60, 31.96]];
  const jagged = ([x, y], i) => [x + (i % 2) * 0.0004, y + (i % 3) * 0.0003];
  const ring = corners.flatMap((from, i) => side(from, corners[(i + 1) % 4])).map(jagged);
  const lake = collection({ type: "Feature", properties: { id: "w", name: "" }, geometry: { type: "Polygon", coordinates: [[...ring, ring[0]]] } });
  await app.openMade(grounded(), { "places.geojson": PLACES, "names.geojson": NAMES, "water.geojson": lake }, "map=16/31.880000/121.601000");
  await map(page).focus();
  for (const key of ["Shift+ArrowRight", "Shift+ArrowRight", "-", "-", "-", "+"]) await app.drawn(() => page.keyboard.press(key));
  await page.mouse.move(5, 5);
  const [after, hash] = [await picture(page), new URL(page.url()).hash];
  const fresh = await (await browser.newContext({ viewport: page.viewportSize(), locale: "zh-CN", serviceWorkers: "block" })).newPage();
  for (const [name, body] of [["catalog.json", grounded()], ["places.geojson", PLACES], ["names.geojson", NAMES], ["water.geojson", lake]]) {
    await fresh.route(`**/made/${name}`, (route) => route.fulfill({ contentType: "application/json", body: JSON.stringify(body) }));
  }
  await fresh.goto(`${baseURL}?catalog=made/catalog.json${hash}`);
  await fresh.waitForFunction(() => performance.getEntriesByName("diming:ready").length > 0);
  const water = await map(fresh).evaluate((canvas) => canvas.getContext("2d").getImageData(canvas.width - 200, canvas.height / 2, 1, 1).data.join());
  expect(water, "the lake is there").toMatch(/^188,216,229/);
  // The shore's own pixels are smoothed as the sheet lies; the lake has some 150 000.
  expect(await different(fresh, after, await picture(fresh))).toBeLessThan(2_000);
  await fresh.context().close();
});

test("the sample's map is a map without tiles: towns, water and roads from the first view", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open();
  const kinds = await page.evaluate(() => ["--map-water", "--map-main-road", "--map-built-up"].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim()));
  await picture(page);
  const seen = await map(page).evaluate((canvas, kinds) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const of = kinds.map((hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16)));
    const counts = of.map(() => 0);
    for (let i = 0; i < data.length; i += 4) of.forEach((rgb, k) => (counts[k] += Number(rgb.every((v, c) => Math.abs(v - data[i + c]) < 3))));
    return counts;
  }, kinds);
  seen.forEach((count, i) => expect(count, kinds[i]).toBeGreaterThan(200));
  expect(sample("water").length + sample("roads").length).toBeGreaterThan(20);
});

test.describe("the picture keeps nothing of an older one", { tag: "@desktop" }, () => {
  const HASH = "map=11/31.880000/121.680000";
  const steps = {
    "dark and light again": async (page) => {
      await page.emulateMedia({ colorScheme: "dark" });
      await picture(page);
      await page.emulateMedia({ colorScheme: "light" });
    },
    dark: (page) => page.emulateMedia({ colorScheme: "dark" }),
    "another language": async (page, app) => {
      await app.drawn(() => fromMenu(page, "English"));
    },
    "a chip": async (page, app) => {
      await app.drawn(() => layerChip(page, "公墓与骨灰堂").click());
      await app.drawn(() => layerChip(page, "公墓与骨灰堂").click());
      await app.drawn(() => layerChip(page, "养老服务").click());
    },
    "a search taken back": async (page, app) => {
      await search(page, app, "石桥");
      await search(page, app, "");
    },
    "a filter": async (page, app) => {
      const facet = await openFacet(page, "乡镇");
      await app.drawn(() => valueBox(facet, "汇龙镇").click());
      await seeResults(page);
    },
    "a file opened and closed": async (page, app) => {
      const own = { name: "自己.geojson", mimeType: "application/geo+json", buffer: Buffer.from(JSON.stringify(PLACES)) };
      await fromMenu(page, /^数据/);
      const data = over(page, /^(数据|Data)$/);
      await app.drawn(() => data.getByLabel(/^(打开本机文件|Open a file)$/).setInputFiles([own]));
      await picture(page);
      await app.drawn(() => data.getByRole("button", { name: "关闭这个文件" }).click());
    },
    "another size and back": async (page) => {
      await page.setViewportSize({ width: 1000, height: 700 });
      await picture(page);
      await page.setViewportSize({ width: 1280, height: 800 });
    },
    "the elder view and back": async (page, app) => {
      await page.getByRole("button", { name: "长辈版" }).click();
      await expect(page.locator("html")).toHaveAttribute("data-mode", "elder");
      await page.getByRole("button", { name: /^(返回普通版|普通版|标准版|退出长辈版)/ }).click();
      await app.drawn(() => page.evaluate((hash) => void (location.hash = hash), `${HASH}&layers=care-homes`));
    },
  };
  for (const [name, act] of Object.entries(steps)) {
    test(name, async ({ page, app, browser, baseURL }) => {
      await app.open(HASH);
      await act(page, app);
      await page.mouse.move(5, 5);
      const after = await picture(page);
      const scheme = await page.evaluate(() => (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"));
      const other = await browser.newContext({ viewport: page.viewportSize(), colorScheme: scheme, locale: "zh-CN", timezoneId: "Asia/Shanghai", serviceWorkers: "block" });
      const fresh = await other.newPage();
      await fresh.goto(`${baseURL}${new URL(page.url()).hash}`);
      await fresh.waitForFunction(() => performance.getEntriesByName("diming:ready").length > 0);
      expect(hashOf(fresh).map).toBe(hashOf(page).map);
      // Its ground and names may come in a later frame.
      await expect.poll(async () => different(fresh, after, await picture(fresh)), "as a page that was opened with this view").toBe(0);
      await other.close();
    });
  }
});
