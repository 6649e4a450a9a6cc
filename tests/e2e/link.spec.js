// The link is the view: what stands in the address bar is on the screen, and the other way round.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { card, hashOf, isOn, layerSwitch, map, openFacet, openLayers, openShare, rowAt, sample, search, searchBox, seeResults } from "./walk.js";

const homes = sample("care-homes").map((home) => home.properties);
const count = (page) => page.locator(".counts-words");
const graded = homes.filter((home) => ["三级", "四级"].includes(home.grade) && Number(home.beds_total ?? -1) >= 50);

test("a pasted link gives its view, every part of it", async ({ page, app }) => {
  await app.open("map=13.5/31.9/121.7&q=养老&layers=care-homes&f.grade=三级,四级&f.beds_total=50..&sort=distance&lang=en&inview=0");
  const found = graded.filter((home) => /养老/.test(Object.values(home).join(" ")));
  expect(found.length).toBeGreaterThan(0);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(searchBox(page)).toHaveValue("养老");
  expect(await isOn(page, "Elder care")).toBe(true);
  expect(await isOn(page, "Border markers")).toBe(false);
  await expect(page.getByRole("combobox", { name: "Order" })).toHaveValue("distance");
  await expect(page.getByRole("button", { name: /Remove:\s*Beds ≥ 50/ })).toBeVisible();
  await expect(count(page)).toContainText(/^\d+ records?/);
  // Moving the map writes the address: what was pasted comes back as it was.
  await map(page).focus();
  await app.drawn(() => page.keyboard.press("Shift+ArrowLeft"));
  await page.keyboard.press("Shift+ArrowRight");
  await expect.poll(() => hashOf(page)).toMatchObject({
    q: "养老", layers: "care-homes", "f.grade": "三级,四级", "f.beds_total": "50..", sort: "distance", lang: "en",
  });
  await expect.poll(() => Number(hashOf(page).map?.split("/")[2])).toBeCloseTo(121.7, 4);
  expect(hashOf(page).map.split("/").map(Number)[0]).toBe(13.5);
});

test("what a person does is written there, and opens the same view elsewhere", async ({ page, app }) => {
  await app.open();
  await search(page, app, "桥");
  await openLayers(page);
  await app.drawn(() => layerSwitch(page, "标准地名").uncheck());
  await seeResults(page);
  await app.drawn(() => page.getByRole("combobox", { name: "排序" }).selectOption("按名称"));
  await app.drawn(() => page.getByRole("checkbox", { name: "只看地图范围内" }).check());
  await expect.poll(() => hashOf(page)).toMatchObject({ q: "桥", sort: "name", inview: "1" });
  expect(hashOf(page).layers.split(",").sort()).toEqual(["care-homes", "cemeteries", "facilities", "heritage", "markers"]);
  const [url, before] = [page.url(), await count(page).innerText()];
  const other = await page.context().newPage();
  await other.goto(url);
  await expect(other.locator(".counts-words")).toHaveText(before.replace(/\s+/g, " ").trim());
  await expect(searchBox(other)).toHaveValue("桥");
  expect(await isOn(other, "标准地名")).toBe(false);
});

test("no layers, and the catalog's own", async ({ page, app }) => {
  await app.open("layers=");
  await expect(page.getByText("没有打开任何图层")).toBeVisible();
  expect(await isOn(page, "养老服务")).toBe(false);
  await app.open("");
  expect(await isOn(page, "养老服务")).toBe(true);
  expect(await isOn(page, "责任片区")).toBe(false);
});

test("values with commas and dots come through", { tag: "@desktop" }, async ({ page, app }) => {
  const kinds = ["甲,乙", "a..b", "100%&=#", "\\甲,\\", "甲"];
  const places = collection(...kinds.map((kind, i) => point([121.6 + i / 50, 31.9], { id: `${i}`, name: `名${i}`, kind })));
  const catalog = madeCatalog();
  await app.openMade(catalog, { "places.geojson": places });
  const facet = await openFacet(page, "类别");
  for (const [i, kind] of kinds.slice(0, 4).entries()) {
    const box = facet.locator("label.value").filter({ has: page.getByText(kind, { exact: true }) }).getByRole("checkbox");
    await app.drawn(() => box.check());
    await expect.poll(() => page.url(), kind).toContain("f.kind=");
    const url = page.url();
    const other = await page.context().newPage();
    await other.goto(url);
    await expect(other.locator(".counts-words"), kind).toContainText("共 1 条");
    await expect(rowAt(other, 1), kind).toContainText(`名${i}`);
    await other.close();
    await app.drawn(() => box.uncheck());
    await expect.poll(() => page.url(), kind).not.toContain("f.kind=");
  }
});

test("a selection makes an entry of the history; Back closes the card, Forward opens it", async ({ page, app }) => {
  await app.open("layers=heritage");
  const entries = () => page.evaluate(() => history.length);
  const before = await entries();
  await search(page, app, "石桥");
  await expect.poll(() => hashOf(page).q).toBe("石桥");
  expect(await entries()).toBe(before);
  await rowAt(page, 1).click();
  await expect(card(page)).toBeVisible();
  await expect.poll(() => hashOf(page).id).toMatch(/^heritage:yc-\d+$/);
  expect(await entries()).toBe(before + 1);
  const id = hashOf(page).id;
  await page.goBack();
  await expect(card(page)).toHaveCount(0);
  await expect(searchBox(page)).toHaveValue("石桥");
  await page.goForward();
  await expect(card(page)).toBeVisible();
  await expect.poll(() => hashOf(page).id).toBe(id);
});

test("a card opened right after the last letter: Back gives what was typed, not what the address said last", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=heritage");
  // As quick as one can be: in the frame in which the row is there.
  const opened = page.evaluate(() => new Promise((resolve) => {
    const look = () => {
      const rows = document.querySelectorAll("#results li button");
      if (rows.length === 1) resolve(rows[0].click());
      else requestAnimationFrame(look);
    };
    look();
  }));
  await searchBox(page).fill("寿丰石桥");
  await opened;
  await expect(card(page)).toContainText("寿丰石桥");
  await expect.poll(() => hashOf(page).id).toBe("heritage:yc-11");
  await page.goBack();
  await expect(card(page)).toHaveCount(0);
  await expect(searchBox(page)).toHaveValue("寿丰石桥");
  expect(hashOf(page).q).toBe("寿丰石桥");
  await expect(count(page)).toContainText("共 1 条");
});

test("an edited hash is shown at once", async ({ page, app }) => {
  await app.open("layers=heritage");
  await app.drawn(() => page.evaluate(() => (location.hash = "#q=界桩&layers=markers&lang=en")));
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  expect(await isOn(page, "Border markers")).toBe(true);
  await expect(count(page)).toContainText(`${sample("markers").length} records`);
  await page.evaluate(() => (location.hash = "#id=heritage:yc-11&layers=heritage"));
  await expect(card(page)).toContainText("寿丰石桥");
});

test("broken and unknown parts are ignored, the others count", { tag: "@desktop" }, async ({ page, app }) => {
  const broken = "map=x/y/z&map=99/99/999&q=石桥&f.grade&f.=1&f.nothing=..&id=&id=::&sort=up&lang=xx&from=1&=&&%zz=1&base=none&zoom=3";
  for (const hash of [broken, "map=NaN/NaN/NaN&q=石桥", `${"&".repeat(300)}q=桥`]) {
    await app.open(hash);
    await expect(rowAt(page, 1), hash).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "zh");
  }
  await app.open(broken);
  await expect(searchBox(page)).toHaveValue("石桥");
});

test("an id of a record is its key, with what needs encoding", { tag: "@desktop" }, async ({ page, app }) => {
  const places = collection(
    point([121.6, 31.9], { id: "a:b,c/ü", name: "怪编号" }),
    point([121.7, 31.9], { name: "别处" }, { id: 17 }),
  );
  const hash = `id=places:${encodeURIComponent("a:b,c/ü")}`;
  await app.serve({ "catalog.json": madeCatalog(), "places.geojson": places });
  await page.goto(`./?catalog=made/catalog.json#${hash}`);
  await expect(card(page)).toContainText("怪编号");
  await page.evaluate(() => (location.hash = "#id=places:17"));
  await expect(card(page)).toContainText("别处");
});

// What messengers, mail programs and sentences do to a link.
const THERE = [
  "layers%3Dheritage%26map%3D12%2F31.9%2F121.7",
  "layers=heritage&map=12%2F31.9%2F121.7",
  "layers=heritage&amp;map=12/31.9/121.7",
  ...["。", ".", ")", "】", "，看这里"].map((sign) => `layers=heritage&map=12/31.9/121.7${sign}`),
  "layers=heritage&map=12/31.9/121.7&from=singlemessage&isappinstalled=0",
  "map=12/31.9/121.7&layers=heritage。",
];

test("a link that went through other programs opens where it should", { tag: "@desktop" }, async ({ page, app }) => {
  // The page is opened once for each.
  test.slow();
  for (const hash of THERE) {
    await page.goto("about:blank");
    await page.goto(`./#${hash}`);
    await app.ready();
    expect(await isOn(page, "地名文化遗产"), hash).toBe(true);
    expect(await isOn(page, "养老服务"), hash).toBe(false);
    await expect(rowAt(page, 1), hash).toBeVisible();
    await expect(page.getByText("链接中有读不懂的部分"), hash).toHaveCount(0);
    // Moving writes the address, which says where the map was.
    await map(page).focus();
    await app.drawn(() => page.keyboard.press("Shift+ArrowLeft"));
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => Number(hashOf(page).map?.split("/")[2]), hash).toBeCloseTo(121.7, 3);
    expect(Number(hashOf(page).map.split("/")[0]), hash).toBe(12);
  }
});

for (const [lang, words, close, heritage, care] of [
  ["zh", "链接中有读不懂的部分，没有采用", "知道了", "地名文化遗产", "养老服务"],
  ["en", "A part of the link could not be read and was left out", "Close", "Place-name heritage", "Elder care"],
]) {
  test(`what a link says and nobody can read is told once, in ${lang}`, async ({ page, app }) => {
    await app.open(`map=12/x&layers=heritage,nowhere&f.nothing=1&base=none&sort=name&lang=${lang}`);
    const told = page.locator(".notices").getByRole("status").filter({ hasText: words });
    for (const part of ["map=12/x", "layers=nowhere", "f.nothing", "base=none"]) await expect(told).toContainText(part);
    await expect(rowAt(page, 1)).toBeVisible();
    await told.getByRole("button", { name: close }).click();
    await expect(told).toHaveCount(0);
    expect(await isOn(page, heritage)).toBe(true);
    // A link with layers of another catalog alone opens this one's own.
    await app.open(`layers=nowhere&lang=${lang}`);
    await expect(told).toContainText("layers=nowhere");
    await told.getByRole("button", { name: close }).click();
    expect(await isOn(page, care)).toBe(true);
  });
}

// The same in the part of the address before `#`, and a link whose `#` was encoded with what follows it.
const BEFORE = [
  "?from=singlemessage&isappinstalled=0#layers=heritage&map=12/31.9/121.7",
  "?from=timeline&amp;isappinstalled=0#layers=heritage&map=12/31.9/121.7&from=timeline",
  "?from=singlemessage%23layers=heritage&map=12/31.9/121.7",
  "?layout=full%23layers%3Dheritage%26map%3D12%2F31.9%2F121.7",
  "?%23layers=heritage&amp;map=12/31.9/121.7。",
];

test("a link whose address was added to, or its # encoded, opens where it should", { tag: "@desktop" }, async ({ page, app }) => {
  test.slow();
  for (const address of BEFORE) {
    await page.goto("about:blank");
    await page.goto(`./${address}`);
    await app.ready();
    expect(await isOn(page, "地名文化遗产"), address).toBe(true);
    expect(await isOn(page, "养老服务"), address).toBe(false);
    await expect(rowAt(page, 1), address).toBeVisible();
    await expect(page.getByText("链接中有读不懂的部分"), address).toHaveCount(0);
    await map(page).focus();
    await app.drawn(() => page.keyboard.press("Shift+ArrowLeft"));
    await page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => Number(hashOf(page).map?.split("/")[2]), address).toBeCloseTo(121.7, 3);
  }
});

test("a link that lost what stood behind its # opens at home, with its layout", { tag: "@desktop" }, async ({ page, app }) => {
  for (const address of ["", "#", "?from=timeline&isappinstalled=0", "?layout=viewer&amp;theme=dark。"]) {
    await page.goto("about:blank");
    await page.goto(`./${address}`);
    await app.ready();
    await expect(rowAt(page, 1), address).toBeVisible();
    await expect(page.getByText("链接中有读不懂的部分"), address).toHaveCount(0);
  }
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a # of a value in the address stays its own", { tag: "@desktop" }, async ({ page, app }) => {
  await app.serve({ "catalog.json": madeCatalog(), "places.geojson": collection(point([121.6, 31.6], { id: "1", name: "一处" })) });
  await page.goto("./?catalog=made/catalog.json%23b");
  await app.ready();
  await expect(rowAt(page, 1)).toContainText("一处");
});

test("what messengers add to an address does not travel on", { tag: "@desktop" }, async ({ page, app, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.open("id=heritage:yc-11", { query: "layout=viewer&from=singlemessage&isappinstalled=0&utm_source=x" });
  await openShare(page);
  await card(page).getByRole("button", { name: "复制链接" }).click();
  await expect(card(page).getByText("链接已复制")).toBeVisible();
  const link = new URL(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link.search).toBe("?layout=viewer");
  expect(link.hash).toContain("id=heritage:yc-11");
});

test.describe("another catalog", () => {
  test("of the same origin opens", { tag: "@desktop" }, async ({ page, app }) => {
    await app.openMade(madeCatalog(), { "places.geojson": collection(point([121.6, 31.9], { id: "1", name: "一处" })) });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("试验目录");
    await expect(rowAt(page, 1)).toContainText("一处");
  });

  test("of a foreign origin is refused unless the site's own catalog lists it", { tag: "@desktop" }, async ({ page, app }) => {
    const asked = [];
    await page.context().route("https://other.example/**", (route) => {
      asked.push(route.request().url());
      return route.abort();
    });
    await app.open("", { catalog: "https://other.example/catalog.json", wait: false });
    await expect(page.getByRole("alert")).toContainText("https://other.example/catalog.json 不属于本站");
    expect(asked).toEqual([]);
    // What is no address at all is named as it was written.
    await app.open("", { catalog: "http://[bad", wait: false });
    await expect(page.getByRole("alert")).toContainText("http://[bad 不属于本站");
  });

  test("of a foreign origin that the site's own catalog lists opens, with its layers", { tag: "@desktop" }, async ({ page, app, baseURL }) => {
    const origin = "https://other.example";
    // What `xtask build` writes into the policy for such a catalog.
    await page.context().route(`${baseURL}**`, async (route) => {
      const response = await route.fetch();
      const allowed = (policy) => policy.replace("connect-src", `connect-src ${origin}`);
      const headers = response.headers();
      headers["content-security-policy"] = allowed(headers["content-security-policy"]);
      const isPage = headers["content-type"].startsWith("text/html");
      const body = await response.body();
      await route.fulfill({ response, headers, body: isPage ? allowed(body.toString()) : body });
    });
    await page.context().route("**/data/catalog.json*", (route) =>
      route.fulfill({ json: madeCatalog((c) => (c.allowed_origins = [origin])) }));
    const files = {
      "/far/catalog.json": madeCatalog((c) => (c.title.zh = "邻市目录")),
      "/far/places.geojson": collection(point([121.6, 31.9], { id: "1", name: "邻市一处" })),
    };
    await page.context().route(`${origin}/**`, (route) =>
      route.fulfill({ json: files[new URL(route.request().url()).pathname], headers: { "access-control-allow-origin": "*" } }));
    await app.open("", { catalog: `${origin}/far/catalog.json` });
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("邻市目录");
    await expect(rowAt(page, 1)).toContainText("邻市一处");
  });
});
