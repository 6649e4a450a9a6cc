// The map: drawn, zoomed by buttons, keys and wheel, pointed at.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { project } from "../host.js";
import { journey } from "./app.js";

const sample = JSON.parse(readFileSync(resolve(project, "data/heritage.geojson"), "utf8"));

/**
 * In the page: how many colours the map shows, and how many of its pixels are not of the commonest one; or whether
 * those are fewer than so many.
 */
function painted(pixelsBelow) {
  const canvas = document.querySelector("canvas.map-canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const count = new Map();
  for (const colour of new Uint32Array(data.buffer)) count.set(colour, (count.get(colour) ?? 0) + 1);
  const pixels = data.length / 4 - Math.max(...count.values());
  return pixelsBelow === undefined ? { colours: count.size, pixels } : pixels < pixelsBelow;
}

const zoomIs = (app, zoom) => app.until(`zoom ${zoom}`, (zoom) => new RegExp(`map=${zoom}(\\.0+)?/`).test(location.hash), zoom);

journey("the map draws, and zooms by buttons and keys", async (app) => {
  await app.open("map=12/31.81/121.66");
  const whole = await app.page.evaluate(painted);
  assert.ok(whole.colours > 20 && whole.pixels > 5_000, JSON.stringify(whole));
  await app.click("button", "放大");
  await zoomIs(app, 13);
  await app.click("button", "缩小");
  await zoomIs(app, 12);
  await (await app.find("application", "地图")).focus();
  await app.page.keyboard.press("+");
  await zoomIs(app, 13);
  await app.page.keyboard.press("-");
  await zoomIs(app, 12);
  await app.page.keyboard.down("Shift");
  await app.page.keyboard.press("ArrowRight");
  await app.page.keyboard.up("Shift");
  await app.until("further east", () => Number(/map=[^/]*\/[^/]*\/([\d.]+)/.exec(location.hash)?.[1]) > 121.661);
  await app.click("button", "回到初始范围");
  await zoomIs(app, 10.5);
  // With no layer only the ground, its names and its grid are left.
  await app.page.evaluate(() => (location.hash = "#map=12/31.81/121.66&layers="));
  await app.until("nothing but the ground", painted, whole.pixels);
});

journey("a place on the map is named under the pointer and opened by a click; drag and wheel move the map", async (app) => {
  const { coordinates: [lon, lat] } = sample.features.find(({ properties }) => properties.name === "寿丰石桥").geometry;
  await app.open(`layers=heritage&map=14/${lat}/${lon}`);
  const { x, y, width, height } = await (await app.find("application", "地图")).boundingBox();
  const middle = [x + width / 2, y + height / 2];
  await app.page.mouse.move(middle[0] + 100, middle[1] + 100);
  await app.page.mouse.move(...middle);
  await app.shows('[role="tooltip"]', /寿丰石桥/);
  await app.page.mouse.click(...middle);
  await app.shows(".card h2", /寿丰石桥/);
  const camera = () => app.page.evaluate(() => /map=([^&]*)/.exec(location.hash)?.[1]);
  const moved = (from) => app.until("the map is elsewhere", (from) => /map=([^&]*)/.exec(location.hash)?.[1] !== from, from);
  const before = await camera();
  await app.page.mouse.move(...middle);
  await app.page.mouse.down();
  await app.page.mouse.move(middle[0] + 90, middle[1] + 40, { steps: 6 });
  await app.page.mouse.up();
  await moved(before);
  const dragged = await camera();
  assert.ok(Number(dragged.split("/")[2]) < Number(before.split("/")[2]), `${before} → ${dragged}`);
  await app.page.mouse.wheel({ deltaY: -240 });
  await app.until("nearer", (zoom) => Number(/map=([\d.]+)/.exec(location.hash)?.[1]) > zoom, Number(dragged.split("/")[0]) + 0.2);
});
