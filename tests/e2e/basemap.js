// What the tests of basemaps share: a server of tiles that the page may ask, and what they do and see.

import { collection, expect, madeCatalog, point, test as base } from "./app.js";
import { closedOrigin, tileServer } from "./tile-server.js";
import { hashOf } from "./walk.js";

/** What does not depend on the screen is walked on one. */
export const ONCE = { tag: "@desktop" };
/** Where the tests look, and records that do not stand there. */
export const [LON, LAT] = [121.85, 31.9];
export const places = collection(
  point([121.3, 31.6], { id: "1", name: "一号桥", kind: "桥" }),
  point([121.31, 31.6], { id: "2", name: "二号路", kind: "路" }),
);
export const RED = [200, 40, 40];
export const BLUE = [40, 40, 200];

export const test = base.extend({
  /** The server of tiles. The page's policy names its origin, in both places where the build writes it. */
  tiles: async ({ page }, use) => {
    const server = await tileServer();
    server.closed = await closedOrigin();
    // To the browser, a page whose policy was changed on its way is none of this machine.
    await page.context().grantPermissions(["local-network-access"]);
    await page.context().route((url) => url.pathname === "/" && ![server.origin, server.closed].includes(url.origin), async (route) => {
      const response = await route.fetch();
      const allowing = (policy) => policy.replace(/(connect|img)-src 'self'/g, `$& ${server.origin} ${server.closed}`);
      const headers = response.headers();
      for (const name of ["content-length", "content-encoding"]) delete headers[name];
      headers["content-security-policy"] = allowing(headers["content-security-policy"]);
      await route.fulfill({ status: response.status(), headers, body: allowing(await response.text()) });
    });
    await use(server);
    await server.close();
  },
});

export const made = (id, urls, rest = {}) => ({
  id, urls, label: { zh: `底图${id}`, en: `Basemap ${id}` }, level_min: 1, level_max: 18, attribution: { zh: `出处${id}`, en: `Source ${id}` }, ...rest,
});
export const catalogOf = (basemaps, rest = {}) => madeCatalog((c) => Object.assign(c, { basemaps }, rest));
export const open = (app, catalog, hash = `map=12/${LAT}/${LON}`) => app.openMade(catalog, { "places.geojson": places }, hash);
export const select = (page) => page.getByRole("combobox", { name: /^(底图|Basemap)$/ });
export const choose = (page, label) => select(page).selectOption(label);
export const words = (page) => page.locator(".map-status").getByRole("status");
export const again = (page) => page.getByRole("button", { name: "重试", exact: true });

/** Level, column and row of the tile in the middle, counted from 180° west and from 85.05° north; one level down on a dense screen. */
export async function middle(page, zoom, lon = LON) {
  const level = (await page.evaluate(() => devicePixelRatio)) >= 1.5 ? zoom + 1 : zoom;
  const [side, rad] = [2 ** level, (LAT * Math.PI) / 180];
  const column = Math.floor(((lon + 180) / 360) * side);
  return `${level}/${column}/${Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * side)}`;
}

/** The tiles on their way to the page, and the most there were at a time. */
export function traffic(page, tiles) {
  const now = { tiles: new Set(), most: 0 };
  page.on("request", (request) => {
    if (request.url().startsWith(tiles.origin)) now.tiles.add(request);
    now.most = Math.max(now.most, now.tiles.size);
  });
  for (const end of ["requestfinished", "requestfailed"]) page.on(end, (request) => now.tiles.delete(request));
  return now;
}

/** Waits until nothing is on its way and nothing more is asked for. */
export async function rested(way, tiles) {
  let before = -1;
  await expect.poll(() => before === (before = tiles.asked.length) && way.tiles.size).toBe(0);
}

/** Looks elsewhere at once; the rest of the address stays. */
export async function look(page, zoom, lat = LAT, lon = LON) {
  const to = `map=${zoom}/${lat}/${lon}`;
  // What was chosen stands in the address a little later.
  const chosen = await select(page).inputValue();
  await expect.poll(() => Object.values(hashOf(page))).toContain(chosen);
  await page.evaluate((to) => (location.hash = location.hash.replace(/map=[^&]*/, to)), to);
  // The address is written again when the map rests there.
  await expect.poll(async () => Number((hashOf(page).map ?? "").split("/")[2])).toBeCloseTo(lon, 3);
}

/** Reads the colours of the map at some places of the part that one sees. */
export const pixels = `(() => {
  const canvas = document.querySelector("canvas.map-canvas");
  const context = canvas.getContext("2d");
  return [[0.3, 0.12], [0.5, 0.2], [0.6, 0.15], [0.45, 0.27], [0.62, 0.29]].map(([x, y]) =>
    [...context.getImageData(Math.round(canvas.width * x), Math.round(canvas.height * y), 1, 1).data.slice(0, 3)]);
})`;
export const drawnIn = (page, colour) => expect.poll(() => page.evaluate(`${pixels}()`)).toEqual(Array(5).fill(colour));
