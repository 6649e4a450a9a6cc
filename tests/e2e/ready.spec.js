// What the marks promise: ready means at rest, drawn means that picture, count and list agree.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { rowAt, search, searchBox, shown } from "./walk.js";

test("what is drawn when the page is ready is what stays", async ({ page, app }) => {
  for (const hash of ["", "id=heritage:yc-11", "q=桥&sort=distance&lang=en"]) {
    await app.open(hash);
    const at = await page.screenshot();
    await page.evaluate(() => new Promise((resolve) => {
      const end = performance.now() + 2000;
      const look = (now) => (now >= end ? resolve() : requestAnimationFrame(look));
      requestAnimationFrame(look);
    }));
    const later = await page.screenshot();
    expect(later.equals(at), hash || "as it opens").toBe(true);
  }
});

test("the marks come in their order and say what passed", async ({ page, app }) => {
  await app.open();
  const marks = await page.evaluate(() =>
    performance.getEntriesByType("mark").filter((mark) => mark.name.startsWith("diming:")).map(({ name, startTime, detail }) => ({ name, startTime, detail })));
  const of = (name) => marks.filter((mark) => mark.name === name);
  expect(of("diming:first-data")).toHaveLength(1);
  expect(of("diming:ready")).toHaveLength(1);
  expect(of("diming:first-data")[0].startTime).toBeLessThanOrEqual(of("diming:ready")[0].startTime);
  const drawn = of("diming:drawn").map((mark) => mark.detail);
  expect(drawn.map((detail) => detail.seq)).toEqual([...new Set(drawn.map((detail) => detail.seq))].sort((a, b) => a - b));
  await expect(page.locator(".counts-words")).toContainText(`共 ${shown(drawn.at(-1).passed)} 条`);
});

test("when drawn is said, count and list are the new ones", async ({ page, app }) => {
  await app.open();
  for (const [typed, first] of [["寿丰石桥", "寿丰石桥"], ["3132045Q", "45号界桩"]]) {
    const { passed } = await search(page, app, typed);
    const [count, row] = await page.evaluate(() => [
      document.querySelector(".counts-words").textContent,
      document.querySelector('#results li[aria-posinset="1"]').textContent,
    ]);
    expect(count).toContain(`共 ${shown(passed)} 条`);
    expect(row).toContain(first);
  }
});

test.describe("where no worker can start", () => {
  test.use({ expectedErrors: [/Failed to load resource|net::ERR|Worker/] });
  for (const [what, block] of Object.entries({
    "its file does not come": (page) => page.context().route("**/worker-*.js", (route) => route.fulfill({ status: 404, body: "" })),
    "the browser has none": (page) => page.addInitScript(() => { globalThis.Worker = class { constructor() { throw new Error("no Worker"); } }; }),
  })) {
    test(`the page does the work itself: ${what}`, { tag: "@desktop" }, async ({ page, app }) => {
      await block(page);
      await app.openMade(madeCatalog(), { "places.geojson": collection(point([121.6, 31.9], { id: "1", name: "寿丰石桥" })) });
      await expect(rowAt(page, 1)).toContainText("寿丰石桥");
      await search(page, app, "sfsq");
      await expect(rowAt(page, 1)).toContainText("寿丰石桥");
      await app.open();
      await expect(page.locator(".counts-words")).toContainText("共 6,699 条");
    });
  }
});

test.describe("when the engine's worker dies", () => {
  test.use({ expectedErrors: [/the engine breaks/] });
  test("what is on the screen stays, the page says so, and everything is read again", { tag: "@desktop" }, async ({ page, app }) => {
    await app.open();
    await search(page, app, "寿丰石桥");
    // The address follows a little later.
    await expect.poll(() => page.evaluate(() => decodeURIComponent(location.hash))).toContain("q=寿丰石桥");
    const view = await page.evaluate(() => location.hash);
    await page.workers().at(-1).evaluate(() => { setTimeout(() => { throw new Error("the engine breaks"); }); });
    await expect(page.getByRole("status").filter({ hasText: "已重新启动" })).toBeVisible();
    await expect(rowAt(page, 1)).toContainText("寿丰石桥");
    expect(await page.evaluate(() => location.hash)).toBe(view);
    await search(page, app, "3132045Q");
    await expect(rowAt(page, 1)).toContainText("45号界桩");
  });

  test("no worker, no answers: the work is really there", { tag: "@desktop" }, async ({ page, app }) => {
    await app.open();
    await page.evaluate(() => globalThis.dimingEngine.worker.terminate());
    const drawn = () => page.evaluate(() => performance.getEntriesByName("diming:drawn").length);
    const before = await drawn();
    await searchBox(page).fill("石桥");
    // Ten times what an answer takes.
    await page.evaluate(() => new Promise((resolve) => {
      let frames = 60;
      const look = () => (frames-- > 0 ? requestAnimationFrame(look) : resolve());
      look();
    }));
    expect(await drawn()).toBe(before);
  });
});
