// Basemaps of geographic tiles, and of several nodes by level.

import { expect } from "./app.js";
import { BLUE, catalogOf, choose, drawnIn, LAT, LON, look, made, ONCE, open, places, RED, rested, select, test, traffic, words } from "./basemap.js";

test.use({ expectedErrors: [/Failed to load resource|net::ERR|CORS policy|Mixed Content/] });

/** The latitude at which a row of a level begins, fractions allowed, in Web Mercator (w) or by latitude (c). */
const LATITUDE_OF = {
  w: (z, row) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / 2 ** z))) * 180) / Math.PI,
  c: (z, row) => 90 - (row * 360) / 2 ** z,
};

/** Tiles with a dark line, two rows wide, at each multiple of a step of latitude, as exact as grey can be. */
const lines = (set, step) => ({ z, y }, row) => {
  const [north, south] = [0, 1].map((more) => LATITUDE_OF[set](z, y + (row + more) / 256));
  const half = north - south;
  const at = Math.round((north + south) / 2 / step) * step;
  return (255 * Math.max(0, Math.min(north, at + half) - Math.max(south, at - half))) / (north - south);
};

/** The lines in the middle column of the map, as their centres of darkness, from above, in CSS pixels. */
const linesOn = (page) =>
  page.evaluate(() => {
    const canvas = document.querySelector("canvas.map-canvas");
    const { data } = canvas.getContext("2d").getImageData(Math.round(canvas.width / 4), 0, 1, canvas.height);
    const [found, dpr] = [[], canvas.height / canvas.getBoundingClientRect().height];
    let [sum, weight] = [0, 0];
    for (let y = 0; y < canvas.height; y++) {
      const dark = 255 - data[y * 4];
      [sum, weight] = dark > 4 ? [sum + dark * (y + 0.5), weight + dark] : [0, 0];
      if (weight > 0 && 255 - data[(y + 1) * 4] <= 4) found.push(sum / weight / dpr);
    }
    return { found, height: canvas.getBoundingClientRect().height };
  });

for (const [zoom, step] of [[3, 10], [6, 1], [10, 0.05], [15, 0.002], [15.4, 0.002]]) {
  test(`of geographic tiles stands where that of Web Mercator does, zoom ${zoom}`, ONCE, async ({ page, app, tiles }) => {
    for (const set of ["w", "c"]) tiles.play(set, { dots: lines(set, step) });
    const catalog = catalogOf([made("墨", [tiles.url("w")], { id: "w" }), made("经", [tiles.url("c")], { id: "c", tiles: "c" })], {
      zoom_min: 2,
      bounds: { west: 60, south: -20, east: 170, north: 60 },
    });
    await open(app, catalog, `map=${zoom}/${LAT}/${LON}`);
    const way = traffic(page, tiles);
    const world = (lat) => 256 * 2 ** zoom * (0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI));
    for (const [label, set] of [["底图墨", "w"], ["底图经", "c"]]) {
      await choose(page, label);
      await expect.poll(() => tiles.times(set).size).toBeGreaterThan(5);
      await rested(way, tiles);
      const level = Math.round(zoom);
      if (set === "c") expect(tiles.asked).toContain(`/c/${level}/${Math.floor(((LON + 180) / 360) * 2 ** level)}/${Math.floor(((90 - LAT) / 360) * 2 ** level)}.png`);
      await expect(async () => {
        const { found, height } = await linesOn(page);
        const first = Math.floor(LAT / step + 400);
        const expected = Array.from({ length: 800 }, (_, i) => (first - i) * step)
          .filter((lat) => Math.abs(lat) < 84)
          .map((lat) => height / 2 + world(lat) - world(LAT))
          .filter((y) => y > 5 && y < height - 5);
        expect(expected.length).toBeGreaterThan(5);
        for (const y of expected) expect(Math.min(...found.map((at) => Math.abs(at - y))), `${set}: a line at ${y} of ${found}`).toBeLessThan(1);
        expect(Math.abs(found.length - expected.length), `${found}`).toBeLessThanOrEqual(2);
      }).toPass({ timeout: 8000 });
    }
  });
}

/** The nation's node to level 14, the province's from 15 on. */
const twoNodes = (tiles, province = {}) => ({
  id: "two", label: { zh: "两级", en: "Two" }, attribution: { zh: "编制", en: "Made by" },
  sources: [
    { urls: [tiles.url("nation")], level_min: 1, level_max: 14, attribution: { zh: "国家节点", en: "Nation" } },
    { urls: [tiles.url("province")], tiles: "c", level_min: 15, level_max: 18, attribution: { zh: "省级节点", en: "Province" }, ...province },
  ],
});

test("of several nodes is drawn from the one that has the level, the coarser beneath until it has come, and names it", ONCE, async ({ page, app, tiles }) => {
  tiles.play("nation");
  tiles.play("province", { colour: BLUE, held: true });
  await open(app, catalogOf([twoNodes(tiles)]), `map=14/${LAT}/${LON}`);
  await choose(page, "两级");
  await drawnIn(page, RED);
  const source = (text) => page.locator(".map-source").filter({ hasText: text });
  await expect(source("编制")).toBeVisible();
  await expect(source("国家节点")).toBeVisible();
  await expect(source("省级节点")).toHaveCount(0);
  expect(tiles.times("province").size).toBe(0);

  await look(page, 15);
  await expect.poll(() => tiles.times("province").size).toBeGreaterThan(0);
  await drawnIn(page, RED);
  for (const text of ["国家节点", "省级节点"]) await expect(source(text)).toBeVisible();
  const before = tiles.times("nation").size;
  tiles.release("province");
  await drawnIn(page, BLUE);
  await expect(source("国家节点")).toHaveCount(0);
  await expect(source("省级节点")).toBeVisible();
  for (const path of tiles.times("province").keys()) expect(path).toMatch(/^\/province\/15\/\d+\/\d+\.png$/);
  expect(tiles.times("nation").size).toBe(before);
  await expect(words(page)).toHaveText("");
});

test("of several nodes shows the coarser one, enlarged, where the finer has no tile", ONCE, async ({ page, app, tiles }) => {
  tiles.play("nation");
  tiles.play("province", { lacks: () => true });
  await open(app, catalogOf([twoNodes(tiles)]), `map=16/${LAT}/${LON}`);
  await choose(page, "两级");
  await drawnIn(page, RED);
  expect([...tiles.times("nation").keys()].every((path) => path.startsWith("/nation/14/"))).toBe(true);
  await expect(page.locator(".map-source").filter({ hasText: "国家节点" })).toBeVisible();
});

test("of several nodes is not offered while one of them lacks its key", ONCE, async ({ page, app, tiles }) => {
  const keyless = twoNodes(tiles, { urls: [`${tiles.url("province")}?tk={key}`] });
  await open(app, catalogOf([keyless]));
  await expect(select(page)).toHaveCount(0);
});

test("of http on a page of https is said to be that", ONCE, async ({ page, app, baseURL }) => {
  const [origin, foreign] = ["https://map.example", "http://tiles.example"];
  await page.context().route(`${origin}/**`, async (route) => {
    const url = new URL(route.request().url());
    const response = await route.fetch({ url: new URL(url.pathname + url.search, baseURL).href });
    const allowing = (policy) => policy.replace(/(connect|img)-src 'self'/g, `$& ${foreign} https://tiles.example`);
    const headers = response.headers();
    if (url.pathname !== "/") return route.fulfill({ response });
    for (const name of ["content-length", "content-encoding"]) delete headers[name];
    headers["content-security-policy"] = allowing(headers["content-security-policy"]);
    await route.fulfill({ status: response.status(), headers, body: allowing(await response.text()) });
  });
  await page.context().route("https://tiles.example/**", (route) => route.abort());
  await app.serve({ "catalog.json": catalogOf([made("甲", [`${foreign}/{z}/{x}/{y}.png`], { id: "made" })]), "places.geojson": places });
  await page.goto(`${origin}/?catalog=made/catalog.json#map=12/${LAT}/${LON}`);
  await app.ready();
  await choose(page, "底图甲");
  await expect(words(page)).toHaveText(/^底图地址是 http，而本页是 https/);
});

test("a template that is wrong is told with what to write", ONCE, async ({ page, app }) => {
  const wrong = made("甲", ["https://x.example/vec_c/wmts?TILEMATRIXSET=c&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}"], { id: "made" });
  await app.openMade(catalogOf([wrong]), { "places.geojson": places }, "", { wait: false });
  await expect(page.getByRole("alert")).toContainText("basemaps[0].urls[0]");
  await expect(page.getByRole("alert")).toContainText('write "tiles": "c" beside urls');
});
