// Messages between a portal and the map, version 1: every type, every event, every refusal.

import { test, expect } from "./portal.js";
import { card, fromMenu, results } from "./walk.js";

const order = (id, type, payload) => ({ v: 1, id, type, payload });
let last = 0;

/** Sends an order and gives what it is acknowledged with. */
async function done(portal, page, type, payload) {
  const answer = await portal.send(page, order(`t${(last += 1)}`, type, payload));
  expect(answer, JSON.stringify(answer)).toMatchObject({ v: 1, type: "ack" });
  return answer.payload;
}

async function refused(portal, page, type, payload, code) {
  const answer = await portal.send(page, order(`t${(last += 1)}`, type, payload));
  expect(answer).toMatchObject({ v: 1, type: "error", code });
  expect(answer.message.length).toBeGreaterThan(5);
}

async function opened(page, portal, query = "layout=viewer", hash = "") {
  const frame = await portal.open(page, portal.frame(query, hash));
  await portal.ready(page);
  await expect(results(frame).getByRole("button").first()).toBeVisible({ visible: !query.includes("layout=map") });
  await expect.poll(async () => (await portal.told(page, "resultsChanged")).length).toBeGreaterThan(0);
  return frame;
}

test("every order is answered once, when its change is on the screen", { tag: "@desktop" }, async ({ page, portal }) => {
  const frame = await opened(page, portal);
  const words = frame.locator(".counts-words");

  let state = await done(portal, page, "setQuery", { q: "敬老院" });
  expect(state.query).toBe("敬老院");
  await expect(words).toHaveText(new RegExp(`${state.results.listed}`), { timeout: 100 });
  await expect(frame.getByRole("searchbox")).toHaveValue("敬老院", { timeout: 100 });

  state = await done(portal, page, "setLayers", { layers: ["care-homes"] });
  expect(state.layers).toEqual(["care-homes"]);
  state = await done(portal, page, "setFilter", { filter: { grade: ["三级"], beds_total: { min: 10 } } });
  expect(state.filter).toEqual({ grade: ["三级"], beds_total: { min: 10 } });
  state = await done(portal, page, "clear");
  expect(state).toMatchObject({ query: "", filter: {}, selected: null });
  expect(state.results.listed).toBe(state.results.passed);
  expect(state.layers.length).toBeGreaterThan(3);

  state = await done(portal, page, "setView", { lon: 121.6, lat: 31.9, zoom: 13 });
  expect(state.view).toEqual({ lon: 121.6, lat: 31.9, zoom: 13 });
  state = await done(portal, page, "setView", { zoom: 11, animate: true });
  expect(state.view.zoom).toBe(11);
  state = await done(portal, page, "fitBounds", { west: 121.6, south: 31.8, east: 121.7, north: 31.9 });
  expect(state.view.lon).toBeCloseTo(121.65, 3);
  expect(state.view.zoom).toBeGreaterThan(11);

  state = await done(portal, page, "select", { layer: "care-homes", key: "1" });
  expect(state.selected).toEqual({ layer: "care-homes", key: "1" });
  await expect(card(frame).getByRole("heading", { level: 2 })).toContainText("启东市安康养老院", { timeout: 100 });
  state = await done(portal, page, "select");
  expect(state.selected).toBeNull();

  const { hits } = await done(portal, page, "search", { q: "敬老院", limit: 3 });
  expect(hits.length).toBe(3);
  expect(hits[0]).toMatchObject({ layer: expect.any(String), key: expect.any(String), name: expect.stringContaining("敬老院") });
  const among = await done(portal, page, "search", { q: "院", limit: 50, filter: { town: ["汇龙镇"] } });
  expect(among.hits.length).toBeGreaterThan(0);
  expect((await done(portal, page, "getState")).query).toBe("");

  await done(portal, page, "setLayers", { layers: ["care-homes"] });
  const table = await done(portal, page, "exportList");
  expect(table.name).toBe("list.csv");
  const { results: now } = await done(portal, page, "getState");
  expect(table.text.trim().split("\r\n").length).toBe(now.listed + 1);
  const features = await done(portal, page, "exportList", { format: "geojson" });
  expect(JSON.parse(features.text).features.length).toBe(now.listed);

  const answers = await page.evaluate(() => heard.filter(({ data }) => data.id !== undefined).map(({ data }) => data.id));
  expect(answers.length).toBe(new Set(answers).size);
});

test("an origin is the same in each way of writing it", { tag: "@desktop" }, async ({ page, portal }) => {
  for (const parent of [`${portal.origin}/`, portal.origin.toUpperCase(), ` ${portal.origin} `]) {
    await opened(page, portal, new URLSearchParams({ layout: "viewer", parent }).toString());
    expect((await done(portal, page, "getState")).query, parent).toBe("");
  }
});

test("the same asked twice at once is answered twice", { tag: "@desktop" }, async ({ page, portal }) => {
  await opened(page, portal);
  const asked = ["twice-1", "twice-2"];
  await page.evaluate((ids) => ids.forEach((id) => post({ v: 1, id, type: "search", payload: { q: "敬老院", limit: 3 } })), asked);
  for (const id of asked) {
    const answer = await page.waitForFunction((id) => heard.find(({ data }) => data.id === id), id, { timeout: 5_000 });
    expect((await answer.jsonValue()).data).toMatchObject({ type: "ack", payload: { hits: [{}, {}, {}] } });
  }
});

test("a review is answered with its findings; the officer's own form stays", { tag: "@desktop" }, async ({ page, portal }) => {
  const frame = await portal.open(page, portal.frame("layout=full", "ws=review&a.name=和平路"));
  await portal.ready(page);
  await expect(frame.getByRole("textbox", { name: "拟用名称" })).toHaveValue("和平路");
  const line = await done(portal, page, "review", { application: { name: "人民路", type: "street", town: "汇龙镇" } });
  expect(JSON.stringify(line)).toContain("duplicate.D1");
  await expect(frame.getByRole("textbox", { name: "拟用名称" })).toHaveValue("和平路");
});

test("events tell of what changes, the view at most four times a second", { tag: "@alone" }, async ({ page, portal }) => {
  const frame = await opened(page, portal, "layout=viewer", "layers=care-homes");
  await results(frame).getByRole("button").first().click();
  await expect.poll(() => portal.told(page, "selectionChanged")).toHaveLength(1);
  const [selected] = await portal.told(page, "selectionChanged");
  expect(selected).toMatchObject({ layer: "care-homes", name: expect.any(String), lon: expect.any(Number) });
  await frame.getByRole("button", { name: "返回" }).click();
  await expect.poll(async () => (await portal.told(page, "selectionChanged")).at(-1)).toBeNull();
  await frame.getByRole("searchbox").fill("敬老院");
  await expect.poll(async () => (await portal.told(page, "resultsChanged")).at(-1).listed).toBeLessThan(30);

  const before = (await portal.told(page, "viewChanged")).length;
  const times = await page.evaluate(async () => {
    const times = [];
    addEventListener("message", ({ data }) => data.type === "viewChanged" && times.push(performance.now()));
    for (let i = 0; i < 20; i += 1) {
      post({ v: 1, id: `v${i}`, type: "setView", payload: { lon: 121.6 + i / 500, lat: 31.9 } });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await new Promise((resolve) => setTimeout(resolve, 600));
    return times;
  });
  expect((await portal.told(page, "viewChanged")).length).toBeGreaterThan(before);
  expect(times.length).toBeGreaterThan(1);
  for (let i = 1; i < times.length; i += 1) expect(times[i] - times[i - 1]).toBeGreaterThan(200);
});

test("what cannot be done is refused by code and words", { tag: "@desktop" }, async ({ page, portal }) => {
  await opened(page, portal);
  await refused(portal, page, "eval", {}, "unknown-type");
  await refused(portal, page, "setView", { lon: 200, lat: 0 }, "bad-payload");
  await refused(portal, page, "setLayers", { layers: ["no-such"] }, "not-found");
  await refused(portal, page, "setFilter", { filter: { no_such: ["a"] } }, "not-found");
  await refused(portal, page, "search", { q: "a", filter: { no_such: ["a"] } }, "not-found");
  await refused(portal, page, "select", { layer: "care-homes", key: "no-such" }, "not-found");
  await refused(portal, page, "review", { application: { name: "汇龙路" } }, "not-offered");
  expect(await portal.send(page, { v: 2, id: "w1", type: "getState" })).toMatchObject({ type: "error", code: "version" });
  // Sent again under the same id, it is not done again.
  expect(await portal.send(page, order("same", "setQuery", { q: "桥" }))).toMatchObject({ type: "ack" });
  await page.evaluate(() => post({ v: 1, id: "same", type: "setQuery", payload: { q: "路" } }));
  const again = () => page.evaluate(() => heard.filter(({ data }) => data.id === "same").map(({ data }) => data.code ?? data.type));
  await expect.poll(again).toEqual(["ack", "replayed"]);
  expect((await done(portal, page, "getState")).query).toBe("桥");
});

test("in a list there is no map to move", { tag: "@desktop" }, async ({ page, portal }) => {
  await opened(page, portal, "layout=list");
  await refused(portal, page, "setView", { zoom: 12 }, "not-offered");
  expect((await done(portal, page, "setQuery", { q: "桥" })).results.listed).toBeGreaterThan(0);
});

test("what is too large, too much or no message is refused without its id", { tag: "@desktop" }, async ({ page, portal }) => {
  await opened(page, portal);
  const codes = () => page.evaluate(() => heard.filter(({ data }) => data.type === "error" && data.id === undefined).map(({ data }) => data.code));
  await page.evaluate(() => post({ v: 1, id: 1, type: "setQuery", payload: { q: "x".repeat(70_000) } }));
  await expect.poll(codes).toEqual(["too-large"]);
  await page.evaluate(() => post("no message"));
  await expect.poll(codes).toEqual(["too-large", "malformed"]);
  await page.evaluate(() => post({ type: "clear" }));
  await expect.poll(codes).toEqual(["too-large", "malformed", "malformed"]);
  // A flood: some are answered, the rest dropped, and that is said once.
  await page.evaluate(() => {
    for (let i = 0; i < 500; i += 1) post({ v: 1, id: `f${i}`, type: "getState" });
  });
  await expect.poll(codes).toContain("too-many");
  await page.waitForTimeout(1_500);
  const answered = await page.evaluate(() => heard.filter(({ data }) => String(data.id).startsWith("f")).length);
  expect(answered).toBeGreaterThan(10);
  expect(answered).toBeLessThan(130);
  expect((await codes()).filter((code) => code === "too-many").length).toBeLessThan(4);
  expect((await done(portal, page, "getState")).query).toBe("");
});

test.describe("silence", () => {
  const quiet = async (page, act) => {
    await act();
    await page.waitForTimeout(800);
    return page.evaluate(() => heard.length);
  };
  const seen = (frame) => expect(frame.locator(".counts-words")).toContainText("条", { timeout: 15_000 });

  test("for a parent that was not named, and for one that is not listed", { tag: "@desktop" }, async ({ page, portal }) => {
    const warnings = [];
    page.on("console", (message) => message.type() === "warning" && /^parent=/.test(message.text()) && warnings.push(message.text()));
    for (const parent of ["", "https://other.example", `${portal.origin}/x`, portal.origin.replace("http:", "ftp:"), "*"]) {
      const query = new URLSearchParams({ layout: "viewer", parent });
      const frame = await portal.open(page, portal.frame(query));
      await seen(frame);
      expect(await quiet(page, () => page.evaluate(() => post({ v: 1, id: 1, type: "getState" }))), parent).toBe(0);
      // Who looks after the map finds why on its console: one line.
      expect(warnings.splice(0).length, parent).toBe(parent === "" ? 0 : 1);
    }
  });

  test("for a page of another origin that names one that is listed", { tag: "@desktop" }, async ({ page, portal }) => {
    // The same server under another name is another origin.
    const other = portal.origin.replace("127.0.0.1", "localhost");
    await portal.open(page, portal.frame("layout=viewer"));
    const path = new URL(page.url()).pathname;
    await page.goto(`${other}${path}`);
    await seen(page.frameLocator("iframe"));
    expect(await quiet(page, () => page.evaluate(() => post({ v: 1, id: 1, type: "getState" })))).toBe(0);
  });

  test("for another frame of the page, though its origin is the listed one", { tag: "@desktop" }, async ({ page, portal }) => {
    const frame = await portal.open(page, `${portal.frame("layout=viewer")}<iframe id="other" srcdoc="<p>other</p>"></iframe>`);
    await portal.ready(page);
    await seen(frame.first());
    const before = await page.evaluate(() => heard.length);
    await page.evaluate(() => {
      const map = frames[0];
      const other = document.getElementById("other").contentWindow;
      other.eval("globalThis.heard = []; addEventListener('message', (e) => heard.push(e.data))");
      other.eval("parent.frames[0].postMessage({ v: 1, id: 'x', type: 'setQuery', payload: { q: '桥' } }, '*')");
      return map !== other;
    });
    await page.waitForTimeout(800);
    expect(await page.evaluate(() => document.getElementById("other").contentWindow.heard.length)).toBe(0);
    expect(await page.evaluate((before) => heard.slice(before).filter(({ data }) => data.id === "x").length, before)).toBe(0);
    expect((await done(portal, page, "getState")).query).toBe("");
  });

  test("what comes, comes from the map's origin", { tag: "@desktop" }, async ({ page, portal }) => {
    await opened(page, portal);
    await done(portal, page, "getState");
    const origins = await page.evaluate(() => [...new Set(heard.map(({ origin }) => origin))]);
    expect(origins).toEqual([new URL(portal.site).origin]);
  });

  test("from the first file of this machine on", { tag: "@desktop" }, async ({ page, portal }) => {
    const frame = await portal.open(page, portal.frame("layout=full"));
    await portal.ready(page);
    await expect.poll(async () => (await portal.told(page, "resultsChanged")).length).toBeGreaterThan(0);
    await fromMenu(frame, /^数据/);
    await frame.locator('input[type="file"]').setInputFiles({
      name: "密.csv", mimeType: "text/csv", buffer: Buffer.from("name,lon,lat\n保密石桥,121.6,31.9\n"),
    });
    await expect(frame.locator(".over")).toContainText("密.csv");
    const before = await page.evaluate(() => heard.length);
    for (const [type, payload] of [["getState"], ["search", { q: "保密" }], ["exportList"], ["setQuery", { q: "保密" }]]) {
      await refused(portal, page, type, payload, "private");
    }
    await page.waitForTimeout(600);
    const later = await page.evaluate((before) => heard.slice(before).map(({ data }) => JSON.stringify(data)), before);
    expect(later.length).toBe(4);
    expect(later.join()).not.toContain("保密");
  });
});
