// The map in a frame of a portal on another origin: layouts, history, scrolling, and messages with every refusal.

import { test, expect } from "./portal.js";
import { look } from "./app.js";
import { card, fromMenu, results } from "./walk.js";

const LAYOUTS = ["full", "viewer", "compact", "list", "map"];
const message = (id, type, payload) => ({ v: 1, id, type, payload });

test.describe("layouts", () => {
  for (const layout of LAYOUTS) {
    test(`${layout}: what is there, and the approval number always`, async ({ page, portal }) => {
      const frame = await portal.open(page, portal.frame(`layout=${layout}`, "ws=review", 'style="width:100%;height:620px;border:0"'));
      await portal.ready(page);
      await expect(frame.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(frame.locator(".map-approval")).toBeVisible();
      await expect(frame.getByRole("link", { name: /完整页面/ })).toBeVisible();
      await expect(frame.locator(".map-canvas")).toHaveCount(layout === "list" ? 0 : 1);
      const isFull = layout === "full";
      await expect(frame.locator(".desk")).toHaveCount(isFull ? 1 : 0);
      await expect(frame.getByRole("button", { name: "审查", exact: true })).toHaveCount(isFull ? 1 : 0);
      if (!isFull) await expect(frame.getByRole("searchbox")).toBeVisible({ visible: layout !== "map" });
      if (layout === "map") {
        const { payload } = await portal.send(page, message(1, "select", { layer: "care-homes", key: "1" }));
        expect(payload?.selected ?? null).not.toBeNull();
        await expect(frame.locator(".card, .over").first()).toBeVisible();
      }
    });
  }

  for (const lang of ["zh", "en"]) {
    for (const theme of ["light", "dark"]) {
      test(`axe finds nothing in any layout: ${lang}, ${theme}`, look(lang, theme), async ({ page, app, portal }) => {
        test.setTimeout(90_000);
        for (const layout of LAYOUTS) {
          await portal.open(page, portal.frame(`layout=${layout}&theme=${theme}`, `lang=${lang}`, 'style="width:100%;height:620px;border:0"'));
          await portal.ready(page);
          await expect(page.frameLocator("iframe").locator(layout === "map" ? ".map-canvas" : ".list [aria-posinset]").first()).toBeVisible();
          expect(await app.axe(page.frames().at(-1)), layout).toEqual([]);
        }
      });
    }
  }

  test("nothing in a viewer's frame opens what is the officers'", { tag: "@desktop" }, async ({ page, portal }) => {
    const frame = await portal.open(page, portal.frame("layout=viewer", "ws=review&a.name=汇龙路"));
    await portal.ready(page);
    await expect(frame.locator(".desk")).toHaveCount(0);
    await fromMenu(frame, /^数据/);
    await expect(frame.getByRole("heading", { name: "数据" })).toBeVisible();
    await expect(frame.locator('input[type="file"]')).toHaveCount(0);
    const answer = await portal.send(page, message(1, "review", { application: { name: "汇龙路" } }));
    expect(answer).toMatchObject({ type: "error", code: "not-offered" });
  });

  test("a fixed theme has no switch; language and elder view are in the hash", { tag: "@desktop" }, async ({ page, portal }) => {
    const frame = await portal.open(page, portal.frame("layout=viewer&theme=dark", "lang=en&mode=elder"));
    await expect(frame.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(frame.locator("html")).toHaveAttribute("data-mode", "elder");
    await expect(frame.locator("html")).toHaveAttribute("lang", "en");
    await expect(frame.getByRole("button", { name: /^Appearance/ })).toHaveCount(0);
  });

  test("the full page opens the public view in a new tab, as it is shown", { tag: "@desktop" }, async ({ page, portal }) => {
    const frame = await portal.open(page, portal.frame("layout=compact&theme=light", "q=敬老院&map=12/31.9/121.6"));
    await portal.ready(page);
    const opening = page.context().waitForEvent("page");
    await frame.getByRole("link", { name: /完整页面/ }).click();
    const opened = await opening;
    const { searchParams, hash } = new URL(opened.url());
    expect([...searchParams]).toEqual([["layout", "viewer"], ["theme", "light"]]);
    expect(decodeURI(hash)).toContain("q=敬老院");
    expect(hash).toContain("map=12/31.9");
    await expect(opened.getByRole("searchbox")).toHaveValue("敬老院");
    expect(await opened.evaluate(() => opener)).toBeNull();
    await opened.close();
  });
});

test.describe("a good guest", () => {
  test("makes no entries in the history", { tag: "@desktop" }, async ({ page, portal }) => {
    const frame = await portal.open(page, portal.frame("layout=viewer", "layers=care-homes"));
    await portal.ready(page);
    const before = await page.evaluate(() => history.length);
    await results(frame).getByRole("button").first().click();
    await expect(card(frame).getByRole("heading", { level: 2 })).toBeVisible();
    await frame.getByRole("button", { name: "返回" }).click();
    await frame.getByRole("searchbox").fill("桥");
    await expect(frame.locator(".counts-words")).not.toContainText("6,6");
    expect(await page.evaluate(() => history.length)).toBe(before);
  });

  test("leaves the wheel to the page around, and says how to zoom", { tag: "@desktop" }, async ({ page, portal }) => {
    const frame = await portal.open(page, `<div style="height:200px"></div>${portal.frame("layout=map")}<div style="height:2000px"></div>`);
    await portal.ready(page);
    const zoom = async () => (await portal.send(page, message(Math.random().toString(), "getState"))).payload.view.zoom;
    const before = await zoom();
    const box = await page.locator("iframe").boundingBox();
    await page.mouse.move(box.x + 450, box.y + 300);
    await page.mouse.wheel(0, 300);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(200);
    await expect(frame.locator(".map-hint")).toContainText("Ctrl");
    expect(await zoom()).toBe(before);
    const scrolled = await page.evaluate(() => scrollY);
    const { y } = await page.locator("iframe").boundingBox();
    await page.mouse.move(box.x + 450, y + 400);
    await page.keyboard.down("Control");
    await page.mouse.wheel(0, -300);
    await page.keyboard.up("Control");
    await expect.poll(zoom).toBeGreaterThan(before);
    expect(await page.evaluate(() => scrollY)).toBe(scrolled);
    await expect(frame.locator(".map-hint")).toHaveCount(0);
  });

  test("one finger scrolls the page, two move the map", { tag: "@phone" }, async ({ page, portal }) => {
    await portal.open(page, `${portal.frame("layout=map", "", 'style="width:100%;height:500px"')}<div style="height:3000px"></div>`);
    await portal.ready(page);
    const view = async () => (await portal.send(page, message(Math.random().toString(), "getState"))).payload.view;
    const before = await view();
    const touch = await page.context().newCDPSession(page);
    const point = (x, y, id) => ({ x, y, id });
    const go = async (fingers, step) => {
      await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: fingers });
      for (let i = 1; i <= 10; i += 1) {
        await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: fingers.map((finger, n) => step(finger, i, n)) });
      }
      await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    };
    await go([point(180, 400, 0)], (finger, i) => ({ ...finger, y: finger.y - 20 * i }));
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(50);
    // A flick goes on for a while.
    await expect.poll(() => page.evaluate(async () => {
      const seen = scrollY;
      await new Promise((resolve) => setTimeout(resolve, 300));
      return scrollY - seen;
    })).toBe(0);
    await page.evaluate(() => scrollTo(0, 0));
    expect(await view()).toEqual(before);
    await go([point(150, 250, 0), point(210, 250, 1)], (finger, i, n) => ({ ...finger, x: finger.x + (n ? 1 : -1) * 6 * i }));
    await expect.poll(async () => (await view()).zoom).toBeGreaterThan(before.zoom);
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });
});
