// Basemaps, against a server of tiles on another origin that plays what such servers do.

import { readFileSync } from "node:fs";
import { collection, expect, point } from "./app.js";
import { again, BLUE, catalogOf, choose, drawnIn, LAT, LON, look, made, middle, ONCE, open, pixels, places, RED, rested, select, test, traffic, words } from "./basemap.js";
import { map, rowAt, rows, search } from "./walk.js";

test.use({ expectedErrors: [/Failed to load resource|net::ERR|CORS policy/] });

/** Reads the colours in every frame from now on; what it gives ends that, and gives them all. */
async function watched(page) {
  await page.evaluate(`(() => {
    const watch = globalThis.watch = { seen: [] };
    const read = ${pixels};
    const look = () => {
      watch.seen.push(...read());
      watch.frame = requestAnimationFrame(look);
    };
    look();
  })()`);
  return () => page.evaluate(() => (cancelAnimationFrame(globalThis.watch.frame), globalThis.watch.seen));
}

/** Keeps what the status says from now on, word for word; what it gives reads it. */
async function heard(page) {
  await page.evaluate(() => {
    const [status, said] = [document.querySelector(".map-status [role=status]"), []];
    globalThis.said = said;
    const hear = () => status.textContent !== (said.at(-1) ?? "") && said.push(status.textContent);
    new MutationObserver(hear).observe(status, { childList: true, subtree: true, characterData: true });
  });
  return () => page.evaluate(() => globalThis.said);
}

test("is drawn from its URL template where one is chosen, its source named", async ({ page, app, tiles }) => {
  tiles.play("made");
  await open(app, catalogOf([made("甲", [tiles.url("made")], { id: "made" })]));
  expect(tiles.asked).toEqual([]);
  await choose(page, "底图甲");
  await expect(page.getByText("出处甲")).toBeVisible();
  await drawnIn(page, RED);
  expect(tiles.asked).toContain(`/made/${await middle(page, 12)}.png`);
  await expect(words(page)).toHaveText("");
});

const tianditu = JSON.parse(readFileSync("data/catalog.json", "utf8")).basemaps;
for (const [what, headers] of Object.entries({ "with CORS": { "access-control-allow-origin": "*" }, "without CORS": { "access-control-allow-origin": "https://elsewhere.example" } })) {
  test(`of 天地图 asks for matrix, row and column with the office's key, and draws what comes ${what}`, ONCE, async ({ page, app }) => {
    const asked = [];
    const tile = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==", "base64");
    await page.context().route("https://*.tianditu.gov.cn/**", (route) => {
      asked.push(new URL(route.request().url()));
      return route.fulfill({ contentType: "image/png", body: tile, headers });
    });
    await open(app, catalogOf(tianditu.map((basemap) => ({ ...basemap, key: "the-key" }))), `map=12/${LAT}/${LON}`);
    const [, column, row] = (await middle(page, 12)).split("/");
    for (const [label, layers] of [["天地图 地图", ["vec", "cva"]], ["天地图 影像", ["img", "cia"]], ["天地图 地形", ["ter", "cta"]]]) {
      const before = await map(page).screenshot();
      await choose(page, label);
      const of = (url) => ["LAYER", "TILEMATRIX", "TILEROW", "TILECOL", "tk"].map((key) => url.searchParams.get(key)).join();
      for (const layer of layers) await expect.poll(() => asked.map(of)).toContain([layer, 12, row, column, "the-key"].join());
      if (layers[0] === "vec") await expect.poll(async () => (await map(page).screenshot()).equals(before)).toBe(false);
    }
    await expect(words(page)).toHaveText("");
    for (const url of asked) expect(url.host).toMatch(/^t[0-7]\.tianditu\.gov\.cn$/);
  });
}

test("covers the ground of the office's own files, names and water, and gives it back", ONCE, async ({ page, app, tiles }) => {
  tiles.play("made");
  const style = { sign: "dot", color: "#5f5f5f", color_dark: "#b4b4b4" };
  const layer = (id, rest) => ({ id, source: `${id}.geojson`, key_field: "id", fields: ["id", "name", "kind"], style, ...rest });
  const catalog = catalogOf([made("甲", [tiles.url("made")], { id: "made" })]);
  catalog.layers.push(
    layer("names", { role: "names", label: { zh: "地名", en: "Names" }, rank_by: { field: "kind", ranks: { 镇: "town" } } }),
    layer("water", { role: "ground", label: { zh: "水系", en: "Water" }, ground: "water" }),
  );
  const ring = [[LON - 0.2, LAT - 0.2], [LON + 0.2, LAT - 0.2], [LON + 0.2, LAT + 0.2], [LON - 0.2, LAT + 0.2], [LON - 0.2, LAT - 0.2]];
  const files = {
    "places.geojson": places,
    "names.geojson": collection(point([LON, LAT], { id: "t", name: "汇龙镇", kind: "镇" })),
    "water.geojson": collection({ type: "Feature", properties: { id: "w", name: "大湖" }, geometry: { type: "Polygon", coordinates: [ring] } }),
  };
  await app.openMade(catalog, files, `map=12/${LAT}/${LON}`);
  /** Colours in the middle of the map, where the name of the town stands in the water. */
  const colours = () => page.evaluate(() => {
    const canvas = document.querySelector("canvas.map-canvas");
    const { data } = canvas.getContext("2d").getImageData(canvas.width / 2 - 40, canvas.height / 2 - 12, 80, 24);
    return [...new Set(Array.from({ length: data.length / 4 }, (_, i) => [...data.slice(4 * i, 4 * i + 3)].join()))];
  });
  const own = await colours();
  expect(own.length, "water and letters").toBeGreaterThan(5);
  await choose(page, "底图甲");
  await drawnIn(page, RED);
  expect(await colours(), "tiles, and nothing else").toEqual([RED.join()]);
  await select(page).selectOption({ index: 0 });
  await expect.poll(colours).toEqual(own);
});

test("of 天地图 is not offered without a key", ONCE, async ({ page, app }) => {
  await open(app, catalogOf(tianditu));
  await expect(select(page)).toHaveCount(0);
});

const REFUSALS = [
  ["418, as 天地图 says it", { status: 418 }, "底图服务器拒绝访问，请核对密钥和它允许的网址；列表和搜索不受影响。"],
  ["403", { status: 403 }, "底图服务器拒绝访问，请核对密钥和它允许的网址；列表和搜索不受影响。"],
  ["401", { status: 401 }, "底图服务器拒绝访问，请核对密钥和它允许的网址；列表和搜索不受影响。"],
  ["429", { status: 429 }, "对底图服务器的请求太多，或超出了配额，请稍后重试；列表和搜索不受影响。"],
  ["500", { status: 500 }, "底图服务器出错，没有给出图片；列表和搜索不受影响。"],
  ["a page instead of a picture", { type: "text/html" }, "底图服务器出错，没有给出图片；列表和搜索不受影响。"],
  ["no answer within the time", { held: true }, "底图服务器迟迟没有回应；列表和搜索不受影响。"],
  ["403 that no script may read", { status: 403, cors: false }, "底图服务器有回应，但没有给出图片，也没有说明原因；列表和搜索不受影响。"],
  ["404 for every tile", { status: 404 }, "底图服务器没有这里的图片；列表和搜索不受影响。"],
];
for (const [what, how, sentence] of REFUSALS) {
  test(`whose server answers ${what} is said once in words, the rest goes on, and it can be tried again`, ONCE, async ({ page, app, tiles }) => {
    tiles.play("made", how);
    await open(app, catalogOf([made("甲", [tiles.url("made")], { id: "made" })], { silence_s: how.held ? 2 : 30 }));
    const said = await heard(page);
    await choose(page, "底图甲");
    await expect(words(page)).toHaveText(sentence);
    const often = how.cors === false ? 2 : 1;
    expect([...tiles.times("made").values()].filter((n) => n > often)).toEqual([]);
    if (how.held) await expect.poll(() => tiles.cut).toEqual(tiles.asked);
    if (how.status !== 404) {
      // A server that refuses is left alone, wherever one looks.
      const before = tiles.asked.length;
      expect(tiles.times("made").size).toBeLessThanOrEqual(6);
      await look(page, 12, LAT, LON - 0.2);
      await look(page, 13, LAT, LON - 0.2);
      expect(tiles.asked.length).toBe(before);
    }
    await expect(rowAt(page, 1)).toContainText("号");
    expect((await search(page, app, "二号路")).passed).toBe(1);
    await expect(rows(page)).toHaveCount(1);
    expect(await said()).toEqual([sentence]);

    tiles.play("made");
    await again(page).click();
    await drawnIn(page, RED);
    await expect(words(page)).toHaveText("");
    await expect(again(page)).toHaveCount(0);
    await expect(select(page)).toBeFocused();
    expect(await said()).toEqual([sentence, ""]);
  });
}

test("whose server is not there is said in words, and one tile is all that was tried", ONCE, async ({ page, app, tiles }) => {
  const tried = [];
  page.on("request", (request) => request.url().includes("/gone/") && tried.push(request.url()));
  await open(app, catalogOf([made("甲", [`${tiles.closed}/gone/{z}/{x}/{y}.png`], { id: "gone" })]));
  const said = await heard(page);
  await choose(page, "底图甲");
  await expect(words(page)).toHaveText("连不上底图服务器，请检查网络；列表和搜索不受影响。");
  expect(new Set(tried).size).toBe(1);
  await look(page, 12, LAT, LON - 0.1);
  expect(new Set(tried).size).toBe(1);
  expect((await search(page, app, "二号路")).passed).toBe(1);
  expect(await said()).toHaveLength(1);
});

test("is said to fail in English as well", ONCE, async ({ page, app, tiles }) => {
  tiles.play("made", { status: 418 });
  await open(app, catalogOf([made("甲", [tiles.url("made")], { id: "made" })]), `map=12/${LAT}/${LON}&lang=en`);
  await choose(page, "Basemap 甲");
  await expect(words(page)).toHaveText("The basemap's server refuses access: check the key and the site it is for. List and search go on.");
  expect(await app.axe()).toEqual([]);
});

test("that came and then fails for a run of tiles is said, and forgotten when tiles come again", ONCE, async ({ page, app, tiles }) => {
  tiles.play("made");
  await open(app, catalogOf([made("甲", [tiles.url("made")], { id: "made" })]));
  await choose(page, "底图甲");
  await drawnIn(page, RED);
  const said = await heard(page);
  tiles.play("made", { status: 429 });
  await look(page, 15, LAT, LON + 0.001);
  await expect(words(page)).toHaveText(/请求太多/);
  // What had come is still shown.
  await drawnIn(page, RED);
  tiles.play("made", { colour: BLUE });
  await again(page).click();
  await drawnIn(page, BLUE);
  await expect(words(page)).toHaveText("");
  expect(await said()).toHaveLength(2);
});

test("is lost with the network, and tried again when the network is back", async ({ page, app, tiles }) => {
  tiles.play("made");
  await open(app, catalogOf([made("甲", [tiles.url("made")], { id: "made" })]));
  await choose(page, "底图甲");
  await drawnIn(page, RED);
  const said = await heard(page);
  await page.context().setOffline(true);
  await look(page, 15, LAT, LON - 0.1);
  await expect(words(page)).toHaveText(/^连不上底图服务器/);
  tiles.play("made", { colour: BLUE });
  await page.context().setOffline(false);
  await drawnIn(page, BLUE);
  await expect(words(page)).toHaveText("");
  expect(await said()).toHaveLength(2);
});

test("one tile that fails is no word, and asked for again only when it comes into view again", ONCE, async ({ page, app, tiles }) => {
  tiles.play("made", { status: 500 });
  await open(app, catalogOf([made("甲", [tiles.url("made")], { id: "made" })]));
  const said = await heard(page);
  const first = page.waitForResponse((response) => response.url().startsWith(tiles.origin));
  await choose(page, "底图甲");
  // The first tile goes alone, and no other is held up by it.
  await first;
  tiles.play("made");
  await expect.poll(() => tiles.times("made").size).toBeGreaterThan(12);
  expect([...tiles.times("made").values()].filter((n) => n > 1)).toEqual([]);
  await look(page, 12, LAT, LON - 0.2);
  await look(page, 12);
  await drawnIn(page, RED);
  expect([...tiles.times("made").values()].filter((n) => n > 2)).toEqual([]);
  expect(await said()).toEqual([]);
});

test("of a server that allows no CORS is shown as plain images, one tile having told so, and that is said quietly", ONCE, async ({ page, app, tiles }) => {
  tiles.play("made", { cors: false, held: true });
  await open(app, catalogOf([made("甲", [tiles.url("made")], { id: "made" })]));
  const said = await heard(page);
  await choose(page, "底图甲");
  await expect.poll(() => tiles.asked.length).toBe(1);
  await look(page, 12, LAT, LON + 0.0001);
  const plain = await map(page).screenshot();
  // Nothing more is asked for until the first has told.
  expect(tiles.asked.length).toBe(1);
  tiles.release("made");
  await expect.poll(async () => (await map(page).screenshot()).equals(plain)).toBe(false);
  await expect.poll(() => tiles.times("made").size).toBeGreaterThan(5);
  const [first] = tiles.asked;
  for (const [path, times] of tiles.times("made")) expect(times, path).toBe(path === first ? 2 : 1);
  await expect(page.getByText("底图服务器未开放跨域读取（CORS），保存图片时不含底图")).toHaveCount(1);
  expect(await said()).toEqual([]);
  // A picture that may not be read makes the canvas one that may not.
  expect(await page.evaluate(`try { ${pixels}(); "read" } catch (error) { error.name }`)).toBe("SecurityError");
});

test("asks for no tile twice, however one moves, and not for one that the server does not have", ONCE, async ({ page, app, tiles }) => {
  const way = traffic(page, tiles);
  // Every third column is missing.
  tiles.play("made", { lacks: ({ x }) => x % 3 === 0 });
  await open(app, catalogOf([made("甲", [tiles.url("made")], { id: "made" })]));
  await choose(page, "底图甲");
  for (let round = 0; round < 2; round++) {
    for (const [zoom, lon] of [[12, LON], [12, LON - 0.15], [13, LON - 0.15], [12, LON], [11, LON], [12, LON]]) {
      await look(page, zoom, LAT, lon);
      // What is called off on the way may be asked for again: all of the view is there first.
      await expect.poll(() => tiles.asked).toContain(`/made/${await middle(page, zoom, lon)}.png`);
      await rested(way, tiles);
    }
  }
  expect(tiles.cut).toEqual([]);
  expect([...tiles.times("made")].filter(([, times]) => times > 1)).toEqual([]);
  expect([...tiles.times("made").keys()].filter((path) => Number(path.split("/")[3]) % 3 === 0).length).toBeGreaterThan(3);
  await expect(words(page)).toHaveText("");
});

test("is kept when another is chosen: going back asks for nothing", ONCE, async ({ page, app, tiles }) => {
  const way = traffic(page, tiles);
  tiles.play("red");
  tiles.play("blue", { colour: BLUE });
  await open(app, catalogOf([made("甲", [tiles.url("red")], { id: "red" }), made("乙", [tiles.url("blue")], { id: "blue" })]));
  await choose(page, "底图甲");
  await drawnIn(page, RED);
  // The whole view is there, what the sheet covers as well.
  await rested(way, tiles);
  await choose(page, "底图乙");
  await drawnIn(page, BLUE);
  await rested(way, tiles);
  const before = tiles.asked.length;
  await choose(page, "底图甲");
  await drawnIn(page, RED);
  await choose(page, "无底图");
  await choose(page, "底图乙");
  await drawnIn(page, BLUE);
  expect(tiles.asked.length).toBe(before);
});

for (const [kind, cors, first] of [["fetched", true, 1], ["plain images", false, 2]]) {
  test(`calls off tiles that are out of view (${kind})`, ONCE, async ({ page, app, tiles }) => {
    // The first tile tells how the others are asked for; they get no answer.
    tiles.play("made", { cors, held: first });
    await open(app, catalogOf([made("甲", [tiles.url("made")], { id: "made" })]));
    await choose(page, "底图甲");
    // A browser opens six connections to a server.
    await expect.poll(() => tiles.asked.length).toBe(first + 6);
    expect(tiles.cut).toEqual([]);
    const out = tiles.asked.slice(first);
    await look(page, 16, LAT, LON - 0.3);
    await expect.poll(() => tiles.cut.filter((path) => out.includes(path)).sort()).toEqual([...out].sort());
    // Those in view were asked for in their place, and choosing none calls these off.
    await expect.poll(() => tiles.asked.filter((path) => path.startsWith("/made/16/")).length).toBe(6);
    await choose(page, "无底图");
    await expect.poll(() => tiles.asked.length - first - tiles.cut.length).toBe(0);
  });
}

test("has at most sixteen tiles on their way", ONCE, async ({ page, app, tiles }) => {
  const way = traffic(page, tiles);
  for (const name of ["made", "labels"]) tiles.play(name, { held: 1 });
  await open(app, catalogOf([made("甲", [tiles.url("made"), tiles.url("labels")], { id: "made" })]));
  await choose(page, "底图甲");
  await expect.poll(() => way.tiles.size).toBe(16);
  await look(page, 12, LAT, LON + 0.0001);
  for (const name of ["made", "labels"]) tiles.release(name);
  await drawnIn(page, RED);
  expect(way.most).toBe(16);
});

test.describe("on a dense screen", () => {
  test.use({ viewport: { width: 700, height: 500 }, deviceScaleFactor: 2 });

  test("takes the level below, where there is one", ONCE, async ({ page, app, tiles }) => {
    for (const name of ["deep", "shallow", "marked"]) tiles.play(name);
    await open(app, catalogOf([
      made("深", [tiles.url("deep")], { id: "deep" }),
      made("浅", [tiles.url("shallow")], { id: "shallow", level_max: 12 }),
      made("倍", [tiles.url("marked", "{r}")], { id: "marked" }),
    ]));
    for (const [label, name, form] of [["底图深", "deep", /^\/deep\/13\/\d+\/\d+\.png$/], ["底图浅", "shallow", /^\/shallow\/12\/\d+\/\d+\.png$/], ["底图倍", "marked", /^\/marked\/12\/\d+\/\d+@2x\.png$/]]) {
      await choose(page, label);
      await expect.poll(() => tiles.times(name).size).toBeGreaterThan(5);
      for (const path of tiles.times(name).keys()) expect(path).toMatch(form);
      await drawnIn(page, RED);
    }
  });
});

test("on a plain screen {r} is nothing", ONCE, async ({ page, app, tiles }) => {
  tiles.play("marked");
  await open(app, catalogOf([made("倍", [tiles.url("marked", "{r}")], { id: "marked" })]));
  await choose(page, "底图倍");
  await drawnIn(page, RED);
  for (const path of tiles.times("marked").keys()) expect(path).toMatch(/^\/marked\/12\/\d+\/\d+\.png$/);
});

// Red of one level or basemap, blue of the next: between them every colour has little green, and the plain ground has much.
const isBlank = ([, green]) => green > 60;
const isBetween = (colour) => ![RED, BLUE].some((pure) => pure.every((part, i) => Math.abs(part - colour[i]) < 2));
const MOVES = {
  "zooming in": (page) => look(page, 13, LAT, LON + 0.001),
  "zooming out": (page) => look(page, 11, LAT, LON - 0.06),
  "choosing another": (page) => choose(page, "底图乙"),
};
for (const [what, move] of Object.entries(MOVES)) {
  for (const reducedMotion of ["no-preference", "reduce"]) {
    const how = reducedMotion === "reduce" ? "comes at once where less movement is asked for" : "fades in";
    // Every frame counts: with the machine to itself.
    test(`${what}, a tile ${how}, and the map never flashes`, { tag: "@alone" }, async ({ page, app, tiles }) => {
      await page.emulateMedia({ reducedMotion });
      const way = traffic(page, tiles);
      tiles.play("levels", { colour: ({ z }) => (z === 12 ? RED : BLUE) });
      tiles.play("blue", { colour: BLUE, held: true });
      await open(app, catalogOf([made("甲", [tiles.url("levels")], { id: "levels" }), made("乙", [tiles.url("blue")], { id: "blue" })]));
      await choose(page, "底图甲");
      // What is around the view as well, so that zooming out has something to show.
      for (const [dx, dy] of [[-0.26, 0.12], [0.14, 0.12], [-0.26, -0.12], [0.14, -0.12], [-0.06, 0], [0, 0]]) {
        if (what === "zooming out") await look(page, 12, LAT + dy, LON + dx);
        await drawnIn(page, RED);
        // All of the view, not only where it is measured: what is on its way is given up by the next look.
        await rested(way, tiles);
      }
      tiles.play("levels", { colour: ({ z }) => (z === 12 ? RED : BLUE), held: true });
      const seen = await watched(page);
      const before = tiles.asked.length;
      await move(page);
      await expect.poll(() => tiles.asked.length).toBeGreaterThan(before);
      await drawnIn(page, RED);
      for (const name of ["levels", "blue"]) tiles.release(name);
      await drawnIn(page, BLUE);
      const frames = await seen();
      expect(frames.filter(isBlank)).toEqual([]);
      expect(frames.some((colour) => !isBetween(colour) && colour[0] > 150)).toBe(true);
      expect(frames.some(isBetween)).toBe(reducedMotion === "no-preference");
    });
  }
}
