// The facilities in words (list.html): who is led there, and that it is good for everybody.

import { readFileSync } from "node:fs";
import { expect, test } from "./app.js";

const first = JSON.parse(readFileSync("data/care-homes.geojson", "utf8")).features[0].properties;
const number = [first.phone].flat()[0].replace(/\D/g, "");

/** The browser shows the list, with a facility's name and number. */
async function isList(page) {
  await expect(page).toHaveURL(/\/list\.html$/);
  await expect(page.getByText(first.name).first()).toBeVisible();
  await expect(page.locator(`a[href="tel:${number}"]`)).toBeVisible();
}

/** Collects what the policy stopped, in this document and the next. */
async function violations(page) {
  const found = [];
  await page.exposeFunction("tellViolation", (what) => found.push(what));
  await page.addInitScript(() =>
    addEventListener("securitypolicyviolation", (event) => globalThis.tellViolation(`${event.violatedDirective} ${event.blockedURI}`)),
  );
  return found;
}

test.describe("without scripts", () => {
  test.use({ javaScriptEnabled: false });

  test("the map's address leads to the list", { tag: "@desktop" }, async ({ page }) => {
    await page.goto("./");
    await isList(page);
  });
});

test.describe("in a frame that may run nothing", () => {
  test.use({ expectedErrors: [/sandboxed/] });

  test("a link leads to the list: the browser does not go there by itself", { tag: "@desktop" }, async ({ page }) => {
    await page.route("**/frame.html", (route) =>
      route.fulfill({ contentType: "text/html", body: '<iframe sandbox="allow-same-origin" src="./" width="800" height="600"></iframe>' }),
    );
    await page.goto("./frame.html");
    const frame = page.frameLocator("iframe");
    await frame.getByRole("link", { name: "查看设施列表（电话、地址）" }).click();
    await expect(frame.getByText(first.name).first()).toBeVisible();
  });
});

test("a browser without WebAssembly is led to the list", { tag: "@desktop" }, async ({ page }) => {
  await page.addInitScript(() => delete globalThis.WebAssembly);
  await page.goto("./?theme=dark#q=养老");
  await isList(page);
});

test("so is one whose WebAssembly lacks a feature of the floor", { tag: "@desktop" }, async ({ page }) => {
  await page.addInitScript(() => {
    WebAssembly.Module = class {
      constructor() {
        throw new WebAssembly.CompileError("invalid value type 'externref'");
      }
    };
  });
  await page.goto("./");
  await isList(page);
});

test.describe("a policy that refuses WebAssembly", () => {
  test.use({ expectedErrors: [/WebAssembly|wasm-eval/] });

  test("leads to the list", { tag: "@desktop" }, async ({ page }) => {
    const without = (text) => text.replaceAll(" 'wasm-unsafe-eval'", "");
    await page.route(/\/(\?.*)?$/, async (route) => {
      const response = await route.fetch();
      const headers = Object.fromEntries(Object.entries(response.headers()).map(([name, value]) => [name, without(value)]));
      await route.fulfill({ response, headers, body: without(await response.text()) });
    });
    await page.goto("./");
    await isList(page);
  });
});

test.describe("a file that does not come", () => {
  test.use({ expectedErrors: [/./] });

  test("is told of, with the list as a link", { tag: "@desktop" }, async ({ page }) => {
    await page.route(/\/app\/page-[0-9a-f]+\.wasm$/, (route) => route.abort());
    await page.goto("./");
    await expect(page.getByRole("alert")).toContainText("检查网络");
    await expect(page).not.toHaveURL(/list\.html/);
    await page.getByRole("alert").getByRole("link").click();
    await isList(page);
  });
});

test("a browser of today stays on the map", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open();
  await expect(page).not.toHaveURL(/list\.html/);
});

// Colours do not depend on the width, nor sizes on the colours.
for (const [colorScheme, width] of [["light", 360], ["dark", 1280]]) {
  test(`good for everybody: ${colorScheme}, ${width} px`, { tag: "@desktop" }, async ({ page, app }) => {
    test.slow();
    const stopped = await violations(page);
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.goto("./list.html");
    await isList(page);
    expect(await page.locator("script, style, [style], [onclick]").count()).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
    const small = await page.evaluate(() => {
      const isSmall = (link) => link.getBoundingClientRect().width < 43.5 || link.getBoundingClientRect().height < 43.5;
      const links = [...document.querySelectorAll("a")].filter(isSmall).map((link) => link.textContent);
      const isFine = (element) => parseFloat(getComputedStyle(element).fontSize) < 18;
      return [...links, ...[...document.body.querySelectorAll("*")].filter(isFine).map((element) => element.textContent)];
    });
    expect(small, "text below 18 px, targets below 44 px").toEqual([]);
    expect(await app.axe()).toEqual([]);
    expect(stopped, "stopped by the policy").toEqual([]);
  });
}

test("the contents lead to layers and towns, and back to the map", { tag: "@desktop" }, async ({ page, app }) => {
  await page.goto("./list.html");
  await page.getByRole("navigation").getByRole("link", { name: /^公墓与骨灰堂/ }).click();
  await expect(page.getByRole("heading", { level: 2, name: /^公墓与骨灰堂/ })).toBeInViewport();
  const town = page.getByRole("main").getByRole("link", { name: /^寅阳镇/ }).nth(1);
  const at = await town.getAttribute("href");
  await town.click();
  await expect(page.locator(at)).toBeInViewport();
  await page.getByRole("link", { name: /^打开地图/ }).click();
  await app.ready();
});
