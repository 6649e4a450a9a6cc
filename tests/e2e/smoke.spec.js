// The page opens: with its sample data, with a catalog of a test, and with a word where it cannot.

import { collection, expect, madeCatalog, point, test } from "./app.js";

test("opens with the sample data", async ({ page, app }) => {
  await app.open();
  await expect(page).toHaveTitle(/启东/);
  await expect(page.getByRole("main")).toBeVisible();
  await expect(page.locator("#boot")).toHaveCount(0);
});

test("opens with a catalog of the test, fetched by the worker", async ({ page, app }) => {
  const places = collection(point([121.6, 31.9], { id: "1", name: "寿丰石桥" }));
  await app.openMade(madeCatalog(), { "places.geojson": places });
  await expect(page.getByText("寿丰石桥").first()).toBeVisible();
});

test("asks for nothing outside its own origin", async ({ page, app, baseURL }) => {
  const foreign = [];
  page.context().on("request", (request) => {
    if (!request.url().startsWith(baseURL) && !/^(data|blob|about):/.test(request.url())) foreign.push(request.url());
  });
  await app.open();
  expect(foreign).toEqual([]);
});

test("asks for each file of data once, also where the engine is quicker than what begins its fetches", async ({ page, app }) => {
  const asked = [];
  page.context().on("request", (request) => request.url().includes("/data/") && asked.push(request.url()));
  for (const isSlow of [false, true]) {
    await page.context().route("**/worker-*.js", async (route) => {
      const answer = await route.fetch();
      const slow = "const { json } = Response.prototype;"
        + "Response.prototype.json = function () { return new Promise((r) => setTimeout(r, 500)).then(() => json.call(this)); };";
      await route.fulfill({ response: answer, body: (isSlow ? slow : "") + await answer.text() });
    });
    asked.length = 0;
    await app.open();
    await page.waitForTimeout(isSlow ? 700 : 0);
    expect(asked.length).toBeGreaterThan(7);
    expect(asked).toEqual([...new Set(asked)]);
  }
});

for (const [what, older] of Object.entries({
  "has no reader into a buffer": "delete globalThis.ReadableStreamBYOBReader;",
  "cannot read a response into a buffer": "globalThis.ReadableStreamBYOBReader = class { constructor() { throw new TypeError(); } };",
})) {
  test(`reads every layer where the browser ${what}`, { tag: "@desktop" }, async ({ page, app }) => {
    let isOlder = false;
    await page.context().route("**/worker-*.js", async (route) => {
      const response = await route.fetch();
      isOlder = true;
      await route.fulfill({ response, body: older + await response.text() });
    });
    await app.open();
    expect(isOlder).toBe(true);
    await expect(page.locator(".counts-words")).toContainText("共 6,699 条");
  });
}

test.describe("where the page's wasm does not come", () => {
  test.use({ expectedErrors: [/./] });
  test("a message in both languages says so", async ({ page, app }) => {
    await page.route(/app\/page-[0-9a-f]{16}\.wasm$/, (route) => route.fulfill({ status: 503, body: "" }));
    await app.open("", { wait: false });
    await expect(page.getByRole("alert")).toContainText("无法");
    await expect(page.getByRole("alert")).toContainText("cannot be opened");
  });
});

test.describe("where the boot script does not come as it was built", () => {
  test.use({ expectedErrors: [/./] });
  for (const [what, answer] of Object.entries({ gone: { status: 404 }, altered: { contentType: "text/javascript", body: "1" } })) {
    test(`${what}: a message in both languages says so`, { tag: "@desktop" }, async ({ page, app }) => {
      await page.route(/app\/boot-[0-9a-f]{16}\.js$/, (route) => route.fulfill(answer));
      await app.open("", { wait: false });
      await expect(page.getByRole("alert")).toContainText("无法");
      await expect(page.getByRole("alert")).toContainText("cannot be opened");
    });
  }
});
