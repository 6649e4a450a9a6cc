// <diming-map>: attributes and properties in, events and promises out, and nothing left behind.

import { expect, test } from "./portal.js";
import { card, results } from "./walk.js";

const head = (portal) => `<script src="${portal.site}embed.js" async></script>`;
const open = async (page, portal, attributes = "", inside = "") => {
  await portal.open(page, `<diming-map ${attributes}>${inside}</diming-map>`, head(portal));
  return page.locator("diming-map").frameLocator("iframe");
};
/** Does something with the element once it is ready. */
const use = (page, act, argument) =>
  page.locator("diming-map").evaluate(async (element, [act, argument]) => {
    await customElements.whenDefined("diming-map");
    return new Function("element", "argument", `return (${act})(element, argument)`)(element, argument);
  }, [act.toString(), argument]);

test("shows what its attributes say, in a frame that is as safe as a pasted one", { tag: "@desktop" }, async ({ page, portal }) => {
  const frame = await open(page, portal, 'layout="list" theme="dark" lang="en" query="qiao" filter="layers=gazetteer" title="Bridges"');
  await expect(results(frame).getByRole("button").first()).toBeVisible();
  await expect(frame.getByRole("searchbox")).toHaveValue("qiao");
  await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
  const iframe = page.locator("diming-map iframe");
  await expect(iframe).toHaveAttribute("title", "Bridges");
  await expect(iframe).toHaveAttribute("loading", "lazy");
  await expect(iframe).toHaveAttribute("allow", "geolocation; fullscreen");
  await expect(iframe).toHaveAttribute("referrerpolicy", "strict-origin-when-cross-origin");
  await expect(iframe).toHaveAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals");
  expect((await page.locator("diming-map").boundingBox()).height).toBe(480);
});

test("what stands in it is for browsers that cannot run it", { tag: "@desktop" }, async ({ page, portal }) => {
  await portal.open(page, '<diming-map><a href="#list">列表</a></diming-map>');
  await expect(page.getByRole("link", { name: "列表" })).toBeVisible();
  await open(page, portal, "", '<a href="#list">列表</a>');
  await expect(page.locator("diming-map iframe")).toBeVisible();
  await expect(page.getByRole("link", { name: "列表" })).toBeHidden();
});

test("attributes and properties move it without loading it, and make no entry", { tag: "@desktop" }, async ({ page, portal }) => {
  const frame = await open(page, portal, 'layout="viewer"');
  await expect(results(frame).getByRole("button").first()).toBeVisible();
  let loads = 0;
  page.on("framenavigated", (navigated) => navigated !== page.mainFrame() && (loads += navigated.url().includes("#") ? 0 : 1));
  const before = await page.evaluate(() => history.length);
  await use(page, (element) => { element.query = "敬老院"; });
  await expect(frame.getByRole("searchbox")).toHaveValue("敬老院");
  await use(page, (element) => element.setAttribute("selected", "care-homes:1"));
  await expect(card(frame).getByRole("heading", { level: 2 })).toContainText("启东市安康养老院");
  expect(await use(page, (element) => [element.query, element.selected, element.layout, element.theme])).toEqual(["敬老院", "care-homes:1", "viewer", null]);
  await use(page, (element) => { element.query = null; });
  await expect(frame.getByRole("searchbox")).toHaveValue("");
  expect(await page.evaluate(() => history.length)).toBe(before);
  expect(loads).toBe(0);
  await use(page, (element) => { element.layout = "list"; });
  await expect(frame.locator("html")).toHaveAttribute("data-layout", "list");
});

test("methods are promises, events carry details", { tag: "@desktop" }, async ({ page, portal }) => {
  await open(page, portal, 'layout="viewer"');
  const told = await use(page, async (element) => {
    const events = [];
    for (const type of ["ready", "viewchanged", "selectionchanged", "resultschanged"]) {
      element.addEventListener(type, ({ detail }) => events.push([type, detail]));
    }
    const state = await element.select({ layer: "care-homes", key: "1" });
    const { hits } = await element.search({ q: "敬老院", limit: 2 });
    const refused = await element.setLayers({ layers: ["no-such"] }).catch(({ code, message }) => ({ code, message }));
    await new Promise((resolve) => setTimeout(resolve, 600));
    return { state, hits, refused, events };
  });
  expect(told.state.selected).toEqual({ layer: "care-homes", key: "1" });
  expect(told.hits.length).toBe(2);
  expect(told.refused).toMatchObject({ code: "not-found", message: expect.stringContaining("no-such") });
  const types = new Set(told.events.map(([type]) => type));
  expect([...types].sort()).toEqual(expect.arrayContaining(["selectionchanged", "viewchanged"]));
  expect(told.events.find(([type]) => type === "selectionchanged")[1].name).toContain("安康");
});

test("under a strict policy of the portal it needs no more than its script and its frame", { tag: "@desktop" }, async ({ page, portal }) => {
  const site = new URL(portal.site).origin;
  const policy = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${site} 'unsafe-inline'; frame-src ${site}">`;
  await portal.open(page, '<diming-map layout="list"></diming-map>', policy + head(portal));
  const frame = page.locator("diming-map").frameLocator("iframe");
  await expect(results(frame).getByRole("button").first()).toBeVisible();
  expect((await page.locator("diming-map").boundingBox()).height).toBe(480);
});

test("ten maps on one page", { tag: "@desktop" }, async ({ page, portal }) => {
  test.slow();
  await portal.open(page, '<diming-map layout="map" style="height:150px"></diming-map>'.repeat(10), head(portal));
  const maps = page.locator("diming-map");
  const states = await page.evaluate(async () => {
    await customElements.whenDefined("diming-map");
    const maps = [...document.querySelectorAll("diming-map")];
    const zooms = [];
    for (const [i, map] of maps.entries()) {
      // Far below, a frame that is lazy waits to be seen.
      map.scrollIntoView();
      zooms.push((await map.setView({ lon: 121.6, lat: 31.9, zoom: 9 + i / 4 })).view.zoom);
    }
    // What is out of sight answers as well.
    await maps[0].setQuery({ q: "桥" });
    return zooms;
  });
  expect(states).toEqual(Array.from({ length: 10 }, (_, i) => Math.round((9 + i / 4) * 100) / 100));
  await expect(maps).toHaveCount(10);
});

test("taken out of the page, it leaves nothing: promises end, listeners go", { tag: "@desktop" }, async ({ page, portal }) => {
  await open(page, portal, 'layout="list"');
  const ended = await use(page, async (element) => {
    const listeners = [];
    const remove = globalThis.removeEventListener;
    globalThis.removeEventListener = function (type, ...rest) { listeners.push(type); return remove.call(this, type, ...rest); };
    const asked = element.getState().catch((error) => error.message);
    element.remove();
    return [await asked, listeners];
  });
  expect(ended[0]).toContain("taken out");
  expect(ended[1]).toEqual(["message"]);
});
