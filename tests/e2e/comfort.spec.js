// What people and their devices ask for: a phone on its side, more contrast, forced colours, a focus one can see,
// being told of what does not load, a frame that allows no position.

import { expect, madeCatalog, test } from "./app.js";
import { card, map, raiseSheet, rowAt } from "./walk.js";

const sideways = () => document.documentElement.scrollWidth - innerWidth;

test("a phone on its side shows panel and map beside each other", { tag: "@desktop" }, async ({ page, app }) => {
  await page.setViewportSize({ width: 740, height: 360 });
  for (const lang of ["zh", "en"]) {
    await app.open(`lang=${lang}&layers=care-homes`);
    const [panel, canvas] = [await page.locator(".panel").boundingBox(), await map(page).boundingBox()];
    expect(panel.x + panel.width).toBeLessThanOrEqual(canvas.x + 1);
    expect(canvas.width).toBeGreaterThan(300);
    expect(await page.evaluate(sideways)).toBeLessThanOrEqual(0);
    await rowAt(page, 1).click();
    await expect(card(page).getByRole("heading", { level: 2 })).toBeInViewport();
    for (const name of [/^(放大|Zoom in)$/, /^(缩小|Zoom out)$/]) await expect(page.getByRole("button", { name })).toBeInViewport({ ratio: 1 });
  }
});

test("on a phone the map's buttons stand above the sheet, whole, and the notice is read whole", { tag: "@phone" }, async ({ page, app }) => {
  await app.open("layers=care-homes");
  const sheet = await page.locator(".sheet").boundingBox();
  for (const name of ["放大", "缩小", "回到初始范围"]) {
    const button = page.getByRole("button", { name });
    const box = await button.boundingBox();
    expect(box.y + box.height).toBeLessThan(sheet.y);
    const isOnTop = await button.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
    expect(isOnTop, name).toBe(true);
  }
  const notice = page.locator(".notice");
  expect(await notice.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
});

test("a whole sheet stays whole when something in it is pressed", { tag: "@phone" }, async ({ page, app }) => {
  await app.open("ws=review");
  await raiseSheet(page);
  const sheet = page.locator(".sheet");
  await expect(sheet).toHaveAttribute("data-stop", "full");
  await page.getByRole("button", { name: "依据" }).focus();
  await expect(sheet).toHaveAttribute("data-stop", "full");
  await page.getByRole("button", { name: "查找", exact: true }).focus();
  await expect(sheet).toHaveAttribute("data-stop", "half");
});

/** What has the focus and lies under something else. */
async function covered() {
  await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null)));
  const element = document.activeElement;
  if (!element || element === document.body || element.closest(".skips")) return null;
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const steps = [0.1, 0.3, 0.5, 0.7, 0.9];
  const points = steps.flatMap((x) => steps.map((y) => [x, y]));
  const isSeen = points.some(([x, y]) => {
    const there = document.elementFromPoint(left + (right - left) * x, top + (bottom - top) * y);
    return there && (element.contains(there) || there.contains(element) || element.closest("label")?.contains(there));
  });
  return isSeen ? null : element.textContent.trim().slice(0, 30) || element.id || element.className;
}

test("what has the focus is never covered", async ({ page, app }) => {
  test.slow();
  await app.open("layers=care-homes&from=31.812/121.6744&radius=3000");
  await raiseSheet(page);
  const walk = async (keys, steps, where) => {
    const hidden = [];
    for (let i = 0; i < steps; i++) {
      await page.keyboard.press(keys);
      const found = await page.evaluate(covered);
      if (found) hidden.push(found);
    }
    expect(hidden, where).toEqual([]);
  };
  await walk("Tab", 45, "the list");
  await walk("Shift+Tab", 45, "the list, backwards");
  await rowAt(page, 1).click();
  await card(page).getByRole("heading", { level: 2 }).waitFor();
  await walk("Tab", 14, "the card");
  await walk("Shift+Tab", 14, "the card, backwards");
});

test("more contrast makes text at least 7 to 1, borders darker", async ({ page, app }) => {
  await page.emulateMedia({ contrast: "more" });
  for (const theme of ["light", "dark"]) {
    await app.open("layers=care-homes", { query: `theme=${theme}` });
    const token = (name) => page.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), name);
    for (const [name, strong] of [["--ink-2", "--strong-ink-2"], ["--line", "--strong-edge"], ["--accent", "--strong-accent"]])
      expect(await token(name), name).toBe(await token(strong));
    expect(await app.axe(), theme).toEqual([]);
  }
});

test("forced colours: every control keeps an edge, what is selected is outlined", { tag: "@desktop" }, async ({ page, app }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await app.open("layers=care-homes");
  await rowAt(page, 2).hover();
  const outline = await rowAt(page, 2).evaluate((element) => getComputedStyle(element).outlineStyle);
  expect(outline).toBe("solid");
  expect(await app.axe()).toEqual([]);
  await app.open("mode=elder");
  const edge = await page.locator(".big-choice").first().evaluate((element) => getComputedStyle(element).borderTopStyle);
  expect(edge).toBe("solid");
  expect(await app.axe()).toEqual([]);
});

test("less movement: nothing slides, the map is there at once", { tag: "@desktop" }, async ({ page, app }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await app.open("layers=care-homes&map=12/31.81/121.66");
  await rowAt(page, 1).click();
  await card(page).getByRole("heading", { level: 2 }).waitFor();
  expect(await page.evaluate(() => document.getAnimations().filter((a) => a.effect.getTiming().duration > 1).length)).toBe(0);
});

test.describe("a layer that does not load whole", () => {
  test.use({ expectedErrors: [/status of 404/] });
  test("is announced at once, by its name", async ({ page, app }) => {
    await app.openMade(madeCatalog(), { "places.geojson": { answer: { status: 404, body: "" } } });
    await expect(page.getByRole("alert").filter({ hasText: "没有完整加载：地点" })).toHaveCount(1);
  });
});

test.describe("in a frame that allows no position", { tag: "@desktop" }, () => {
  test.use({ permissions: ["geolocation"], geolocation: { longitude: 121.67, latitude: 31.81 }, expectedErrors: [/Geolocation|permissions policy/i] });
  test("that is said, and the other ways serve", async ({ page, app }) => {
    // A page that a test answers does not count as local, and may not show a local one without leave.
    await page.context().grantPermissions(["geolocation", "local-network-access"]);
    await app.open();
    const inner = new URL("./#layers=care-homes", page.url().split("#")[0]).href;
    const portal = inner.replace("127.0.0.1", "localhost").replace(/#.*/, "portal.html");
    await page.route("**/portal.html", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><title>门户</title><iframe src="${inner}" width="1000" height="700" title="地图"></iframe>` }));
    await page.goto(portal);
    const frame = page.frameLocator("iframe");
    await frame.getByRole("button", { name: "离我近的" }).click();
    await frame.getByRole("button", { name: "使用我的位置" }).click();
    await expect(frame.getByText("本页嵌在别的网页里", { exact: false })).toBeVisible();
    await frame.getByRole("combobox", { name: /乡镇/ }).selectOption("汇龙镇");
    await expect(frame.locator(".counts").getByText("距汇龙镇", { exact: false }).first()).toBeVisible();
  });
});

test("the elder view opens the help as a screen, and its examples lead to the list", async ({ page, app }) => {
  await app.open("mode=elder");
  await page.getByRole("button", { name: "帮助" }).click();
  await expect(page.getByRole("heading", { name: "帮助", level: 2 })).toBeFocused();
  expect(await app.axe()).toEqual([]);
  await app.drawn(() => page.locator(".help .example").first().click());
  await expect(rowAt(page, 1)).toBeVisible();
  await page.getByRole("button", { name: /返回$/ }).click();
  await expect(page.getByRole("heading", { name: "帮助", level: 2 })).toBeVisible();
});
