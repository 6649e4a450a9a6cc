// The map drawn anew: after another theme, language, size of text or file its picture is that of a page opened so, pixel
// for pixel; nothing of what was drawn before shines through.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { fromMenu, map } from "./walk.js";

/** Names and signs far from each other, where no name waits for the room of another, and clusters of several sizes. */
const VIEWS = ["map=12/31.88/121.68", "map=10.5/31.88/121.68"];
const places = Array.from({ length: 35 }, (_, n) => {
  const [lon, lat] = [121.5 + (n % 7) * 0.06, 31.76 + Math.floor(n / 7) * 0.06];
  const one = (i) => point([lon, lat + i / 1e5], { id: `${n}-${i}`, name: `${n}号桥`, kind: "桥" });
  return Array.from({ length: n % 3 ? 1 : 1 + n ** 2 }, (_, i) => one(i));
}).flat();
const open = (app, view) => app.openMade(madeCatalog(), { "places.geojson": collection(...places) }, view);

/** The pixels of the map at rest, each a number. */
async function pixels(page) {
  let [last, now] = ["", await map(page).evaluate((canvas) => canvas.toDataURL())];
  while (last !== now) {
    await page.waitForTimeout(400);
    [last, now] = [now, await map(page).evaluate((canvas) => canvas.toDataURL())];
  }
  return now;
}

/** Of two pictures: how many pixels differ by more than what rounding makes. */
const differing = (page, a, b) => page.evaluate(async ([a, b]) => {
  const read = async (url) => {
    const image = Object.assign(new Image(), { src: url });
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    return context.getImageData(0, 0, image.width, image.height).data;
  };
  const [one, other] = [await read(a), await read(b)];
  if (one.length !== other.length) return Infinity;
  let count = 0;
  for (let i = 0; i < one.length; i += 1) count += Math.abs(one[i] - other[i]) > 8;
  return count;
}, [a, b]);

const theme = (page) => fromMenu(page, /^(外观|Appearance)/);
const file = { name: "某表.csv", mimeType: "text/csv", buffer: Buffer.from("名称,经度,纬度\n甲院,121.7,31.9\n乙院,121.66,31.87\n") };

const CHANGES = {
  "the theme": async (page) => {
    await theme(page);
    await theme(page);
  },
  "the language": (page) => fromMenu(page, "English"),
  "theme and language, again and again": async (page) => {
    await theme(page);
    await fromMenu(page, "English");
    await pixels(page);
    await theme(page);
    await fromMenu(page, "中文");
    await pixels(page);
  },
};

for (const density of [1, 2]) {
  test.describe(`at ${density} dots to a pixel`, () => {
    test.use({ deviceScaleFactor: density });
    for (const [what, change] of Object.entries(CHANGES)) {
      test(`after another choice of ${what} the map is as if opened so`, { tag: "@desktop" }, async ({ page, app }) => {
        for (const view of VIEWS) {
          await page.evaluate(() => localStorage.removeItem("diming.preferences.1")).catch(() => {});
          await open(app, view);
          await pixels(page);
          await change(page);
          const changed = await pixels(page);
          await page.reload();
          await app.ready();
          expect(await differing(page, changed, await pixels(page)), view).toBe(0);
        }
      });
    }

    test("a file opened and closed leaves the picture as it was", { tag: "@desktop" }, async ({ page, app }) => {
      for (const view of VIEWS) {
        await open(app, view);
        const before = await pixels(page);
        await fromMenu(page, /^数据/);
        await app.drawn(() => page.locator("input[type=file]").first().setInputFiles([file]));
        const opened = await pixels(page);
        expect(await differing(page, before, opened), "what is in the file is seen").toBeGreaterThan(0);
        await app.drawn(() => page.getByRole("button", { name: "关闭这个文件" }).click());
        await page.getByRole("button", { name: "返回" }).click();
        expect(await differing(page, before, await pixels(page)), `${view}: file`).toBe(0);
      }
    });
  });
}
