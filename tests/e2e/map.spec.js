// The map: moved by hand, wheel, fingers and keys; clusters, names, shapes.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { card, hashOf, map, over, rows, sample, search } from "./walk.js";

const HOME = [121.68, 31.88];
const button = (page, name) => page.getByRole("button", { name, exact: true });
/** Zoom, latitude and longitude that the address bar holds once the map rests. */
const camera = (page) => (hashOf(page).map ?? "").split("/").map(Number);
const zoomOf = (page) => expect.poll(() => camera(page)[0]);
const placed = (...list) => collection(...list.map(([lon, lat, name], i) => point([lon, lat], { id: `${i}`, name, kind: "桥" })));

/** Where a position stands on the screen, from the camera in the address bar. */
async function screenOf(page, [lon, lat]) {
  await expect.poll(() => camera(page)).toHaveLength(3);
  const box = await map(page).boundingBox();
  const sheet = await page.locator(".sheet").boundingBox();
  const isPhone = page.viewportSize().width < 900;
  const seenHeight = isPhone ? Math.min(box.height, sheet.y - box.y) : box.height;
  const [zoom, lat0, lon0] = camera(page);
  const world = 256 * 2 ** zoom;
  const y = (degrees) => (1 - Math.asinh(Math.tan((degrees * Math.PI) / 180)) / Math.PI) / 2;
  return {
    x: box.x + box.width / 2 + ((lon - lon0) / 360) * world,
    y: box.y + seenHeight / 2 + (y(lat) - y(lat0)) * world,
  };
}
const opened = (app, places, hash = "map=14/31.88/121.68", { catalog = madeCatalog(), ...options } = {}) =>
  app.openMade(catalog, { "places.geojson": places }, hash, options);

test("dragging moves the map with the hand", { tag: "@desktop" }, async ({ page, app }) => {
  await opened(app, placed([...HOME, "正中"]));
  const box = await map(page).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 100, y + 50, { steps: 5 });
  // Held still before letting go: no fling.
  await page.mouse.move(x + 101, y + 50, { steps: 30 });
  await page.mouse.up();
  await expect.poll(() => camera(page)[2]).toBeLessThan(HOME[0]);
  // 101 pixels of a world of 256 × 2¹⁴ are 0.00867 degrees.
  expect(Math.abs(HOME[0] - camera(page)[2] - (101 * 360) / (256 * 2 ** 14))).toBeLessThan(0.002);
  expect(camera(page)[1]).toBeGreaterThan(HOME[1]);
  expect(camera(page)[0]).toBe(14);
});

test("the wheel zooms about the pointer, a double click about its place", { tag: "@desktop" }, async ({ page, app }) => {
  await opened(app, placed([...HOME, "正中"]));
  const aim = [121.69, 31.885];
  const at = await screenOf(page, aim);
  await page.mouse.move(at.x, at.y);
  await page.mouse.wheel(0, -120);
  await zoomOf(page).toBeGreaterThan(14.2);
  // The address is written a while after the map has come to rest.
  await expect.poll(async () => {
    const seen = camera(page)[0];
    await page.waitForTimeout(500);
    return camera(page)[0] - seen;
  }).toBe(0);
  const after = await screenOf(page, aim);
  expect(Math.hypot(after.x - at.x, after.y - at.y)).toBeLessThan(2);
  const before = camera(page)[0];
  await page.mouse.dblclick(at.x, at.y);
  await zoomOf(page).toBeCloseTo(before + 1, 1);
  const again = await screenOf(page, aim);
  expect(Math.hypot(again.x - at.x, again.y - at.y)).toBeLessThan(3);
});

test("two fingers pinch", { tag: "@phone" }, async ({ page, app }) => {
  await opened(app, placed([...HOME, "正中"]));
  const touch = await page.context().newCDPSession(page);
  const box = await map(page).boundingBox();
  const [x, y] = [box.x + box.width / 2, box.y + 100];
  const fingers = (half) => [{ x: x - half, y, id: 1 }, { x: x + half, y, id: 2 }];
  const send = (type, touchPoints) => touch.send("Input.dispatchTouchEvent", { type, touchPoints });
  await send("touchStart", fingers(30));
  for (let half = 35; half <= 60; half += 5) await send("touchMove", fingers(half));
  await send("touchEnd", []);
  // Twice as far apart is one zoom more.
  await zoomOf(page).toBeCloseTo(15, 0);
  expect(camera(page)[0]).toBeGreaterThan(14.5);
});

test("keys and buttons: arrows, + and −, Home", async ({ page, app }) => {
  await opened(app, placed([...HOME, "正中"]));
  await map(page).focus();
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => camera(page)[2]).toBeGreaterThan(HOME[0]);
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => camera(page)[1]).toBeGreaterThan(HOME[1]);
  await page.keyboard.press("+");
  await zoomOf(page).toBe(15);
  await page.keyboard.press("-");
  await zoomOf(page).toBe(14);
  await button(page, "放大").click();
  await zoomOf(page).toBe(15);
  await button(page, "缩小").click();
  await zoomOf(page).toBe(14);
  await button(page, "回到初始范围").click();
  await zoomOf(page).toBe(10.5);
  // The map keeps inside the deployment's bounds, so that its middle may stand a little beside home.
  await expect.poll(() => Math.abs(camera(page)[1] - HOME[1]) + Math.abs(camera(page)[2] - HOME[0])).toBeLessThan(0.002);
});

test("scale bar, sources and 审图号 are there, in the catalog's words", async ({ page, app }) => {
  const catalog = madeCatalog((c) => (c.layers[0].attribution = { zh: "某局", en: "Some office" }));
  await opened(app, placed([...HOME, "正中"]), "map=14/31.88/121.68", { catalog });
  await expect(page.getByText("审图号：试验")).toBeVisible();
  await expect(page.getByText("某局", { exact: true })).toBeVisible();
  const bar = page.getByRole("img", { name: /^比例尺/ });
  await expect(bar).toHaveText(/^\d+ (米|公里)$/);
  const metres = Number.parseInt(await bar.innerText()) * ((await bar.innerText()).includes("公里") ? 1000 : 1);
  const metresPerPixel = (40_075_016.7 * Math.cos((HOME[1] * Math.PI) / 180)) / (256 * 2 ** 14);
  expect(Math.abs((await bar.boundingBox()).width - metres / metresPerPixel)).toBeLessThan(3);
  await opened(app, placed([...HOME, "正中"]), "", { catalog: madeCatalog((c) => (c.approval = "")) });
});

test("where no 审图号 is set the map says so", { tag: "@desktop" }, async ({ page, app }) => {
  await opened(app, placed([...HOME, "正中"]), "", { catalog: madeCatalog((c) => (c.approval = "")) });
  await expect(page.getByText("审图号：未设置")).toBeVisible();
});

test("a cluster tells its count and opens where it parts", { tag: "@desktop" }, async ({ page, app }) => {
  const near = [0, 1, 2, 3, 4].map((i) => [HOME[0] + i * 0.001, HOME[1], `点${i}`]);
  await opened(app, placed(...near), "map=10/31.88/121.682");
  const at = await screenOf(page, [121.682, 31.88]);
  await page.mouse.move(at.x, at.y);
  await expect(page.getByRole("tooltip")).toHaveText("5 个地点");
  await page.mouse.click(at.x, at.y);
  await zoomOf(page).toBeGreaterThan(12);
  await expect.poll(async () => {
    const there = await screenOf(page, [HOME[0], HOME[1]]);
    await page.mouse.move(there.x + 30, there.y + 60);
    await page.mouse.move(there.x, there.y);
    return (await page.getByRole("tooltip").allInnerTexts()).join();
  }).toMatch(/点0|[1-4] 个地点/);
});

test("what no zoom can part opens as a list", async ({ page, app }) => {
  await opened(app, placed([...HOME, "甲"], [...HOME, "乙"], [...HOME, "丙"]), "map=18/31.88/121.68");
  const at = await screenOf(page, HOME);
  await page.mouse.click(at.x, at.y);
  const spot = over(page, "此处的记录");
  await expect(spot.getByRole("heading", { name: "此处共有 3 条" })).toBeVisible();
  await spot.getByRole("button", { name: /乙/ }).click();
  await expect(card(page).getByRole("heading", { level: 2 })).toHaveText("乙");
  await page.getByRole("button", { name: "返回" }).click();
  await expect(spot).toBeVisible();
});

test("hovering names, clicking selects, list and map follow each other", { tag: "@desktop" }, async ({ page, app }) => {
  await opened(app, placed([...HOME, "甲桥"], [121.69, 31.885, "乙桥"]));
  const at = await screenOf(page, [121.69, 31.885]);
  await page.mouse.move(at.x, at.y);
  await expect(page.getByRole("tooltip")).toHaveText("乙桥");
  await expect(rows(page).filter({ hasText: "乙桥" })).toHaveClass(/hovered/);
  await page.mouse.click(at.x, at.y);
  await expect(card(page).getByRole("heading", { level: 2 })).toHaveText("乙桥");
  await page.getByRole("button", { name: "返回" }).click();
  const still = await map(page).screenshot();
  await rows(page).filter({ hasText: "甲桥" }).hover();
  await expect.poll(async () => (await map(page).screenshot()).equals(still), "the sign is marked").toBe(false);
});

test("panning never regroups: what was drawn only moves", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("map=11/31.88/121.68");
  const tip = async (lonlat) => {
    const at = await screenOf(page, lonlat);
    await page.mouse.move(at.x + 40, at.y + 40);
    await page.mouse.move(at.x, at.y);
    return (await page.getByRole("tooltip").allInnerTexts()).join();
  };
  const spots = sample("gazetteer").slice(0, 12).map((record) => record.geometry.coordinates);
  const seen = [];
  for (const spot of spots) seen.push(await tip(spot));
  await map(page).focus();
  await app.drawn(() => page.keyboard.press("Shift+ArrowRight"));
  await expect.poll(() => camera(page)[2]).toBeGreaterThan(121.7);
  for (const [i, spot] of spots.entries()) expect(await tip(spot), String(spot)).toBe(seen[i]);
  expect(seen.filter(Boolean).length).toBeGreaterThan(3);
});

test("lines and areas draw, are named under the pointer and selected by a click", { tag: "@desktop" }, async ({ page, app }) => {
  const shapes = collection(
    { type: "Feature", properties: { id: "line", name: "一条河" }, geometry: { type: "LineString", coordinates: [[121.66, 31.885], [121.70, 31.885]] } },
    { type: "Feature", properties: { id: "area", name: "一片地" }, geometry: { type: "Polygon", coordinates: [[[121.67, 31.865], [121.69, 31.865], [121.69, 31.875], [121.67, 31.875], [121.67, 31.865]]] } },
  );
  await opened(app, shapes);
  for (const [name, aim] of [["一条河", [121.665, 31.885]], ["一片地", [121.6735, 31.8735]]]) {
    const at = await screenOf(page, aim);
    await page.mouse.move(at.x, at.y);
    await expect(page.getByRole("tooltip")).toHaveText(name);
    await page.mouse.click(at.x, at.y);
    await expect(card(page).getByRole("heading", { level: 2 }), name).toHaveText(name);
    await page.getByRole("button", { name: "返回" }).click();
  }
});

test("clusters and single signs of the whole view are all that passed", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("map=9/31.88/121.68");
  for (const typed of ["", "桥"]) {
    const { passed } = typed ? await search(page, app, typed) : await page.evaluate(() => performance.getEntriesByName("diming:drawn").at(-1).detail);
    const without = Number((await page.locator(".counts-words").innerText()).match(/(\d+) 条没有位置/)?.[1] ?? 0);
    // Place names are signs only where words were looked for.
    const written = typed ? 0 : sample("gazetteer").length;
    expect(await page.evaluate(pointedAtInAll), typed).toBe(passed - without - written);
  }
});

/** Points at every place of the map, four pixels apart, and adds up what each symbol there says to hold. */
async function pointedAtInAll() {
  const canvas = document.querySelector("canvas.map-canvas");
  const box = canvas.getBoundingClientRect();
  const turn = new MessageChannel();
  const nextTurn = () => new Promise((resolve) => { turn.port1.onmessage = resolve; turn.port2.postMessage(0); });
  const held = new Map();
  for (let y = box.top + 2; y < box.bottom; y += 4) {
    for (let x = box.left + 2; x < box.right; x += 4) {
      canvas.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y, pointerType: "mouse", bubbles: true }));
      await nextTurn();
      const tip = document.querySelector('[role="tooltip"]');
      if (tip) held.set(`${tip.style.left} ${tip.style.top}`, Number(tip.textContent.match(/^([\d,]+) 个地点$/)?.[1].replaceAll(",", "") ?? 1));
    }
  }
  return [...held.values()].reduce((a, b) => a + b, 0);
}

test("the canvas has a pixel for every pixel of the screen", async ({ page, app }) => {
  await app.open();
  const [canvas, css, dpr] = await map(page).evaluate((c) => [c.width, c.clientWidth, devicePixelRatio]);
  expect(canvas).toBe(Math.round(css * dpr));
});

test("an answer of which nothing is in sight is brought into view; a button shows all of it", async ({ page, app }) => {
  const at = () => hashOf(page).map?.split("/").map(Number) ?? [];
  await app.open("layers=care-homes&map=16/31.600000/121.900000");
  await search(page, app, "启东市和睦养老院");
  await expect.poll(async () => Math.abs(at()[1] - 31.6) > 0.01, "by itself").toBe(true);
  expect(at()[0]).toBeGreaterThan(11);
  // What is in sight moves nothing.
  const before = hashOf(page).map;
  await search(page, app, "和睦养老院");
  await page.waitForTimeout(1_000);
  expect(hashOf(page).map).toBe(before);
  await search(page, app, "");
  await app.drawn(() => page.getByRole("button", { name: "看全部结果" }).click());
  await expect.poll(() => at()[0], "all of them").toBeLessThan(12);
});

test("the page opens on its data, also where the catalog's home shows none of it", { tag: "@desktop" }, async ({ page, app }) => {
  const at = () => hashOf(page).map?.split("/").map(Number) ?? [];
  const catalog = madeCatalog((c) => (c.home = { lon: 121.3, lat: 31.6, zoom: 14 }));
  await opened(app, placed([121.9, 32.1, "甲"], [121.95, 32.15, "乙"]), "", { catalog });
  await expect.poll(() => at()[1]).toBeGreaterThan(32);
  // A link's own view stays.
  await opened(app, placed([121.9, 32.1, "甲"], [121.95, 32.15, "乙"]), "map=14/31.600000/121.300000", { catalog });
  await page.waitForTimeout(800);
  expect(at()[1]).toBeCloseTo(31.6, 3);
});
