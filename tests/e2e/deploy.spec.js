// A deploy in the middle of loading: page and engine of one version, or the page is loaded again, once, with a word.

import { expect, test } from "./app.js";

test.use({ expectedErrors: [/./] });

/** The page that a cache or a proxy still has: it names files that the server has no more. */
const older = (html, name) => html.replaceAll(new RegExp(`app/${name}-[0-9a-f]{16}`, "g"), `app/${name}-0000000000000000`);

/** Answers the first `times` requests for the page with an older one; gives how often it was asked for as a document. */
async function serveOlder(page, name, times) {
  const asked = { documents: 0 };
  await page.route(/\/(\?.*)?$/, async (route) => {
    const response = await route.fetch();
    const isDocument = route.request().isNavigationRequest();
    if (isDocument) asked.documents += 1;
    const isOld = isDocument && asked.documents <= times;
    const html = await response.text();
    await route.fulfill({ response, body: isOld ? older(html, name) : html });
  });
  return asked;
}

for (const name of ["page", "engine"]) {
  test(`files of an older ${name} that are gone: the new version is loaded, once`, { tag: "@desktop" }, async ({ page, app }) => {
    if (name === "engine") await page.addInitScript(() => delete globalThis.Worker);
    await page.addInitScript(() => addEventListener("pagehide", () => {
      const word = document.getElementById("boot-newer");
      if (word?.checkVisibility()) sessionStorage.setItem("word", word.textContent);
    }));
    const asked = await serveOlder(page, name, 1);
    await app.open("q=石桥", { wait: false });
    await expect.poll(() => asked.documents).toBe(2);
    await expect(page.getByRole("searchbox")).toHaveValue("石桥");
    await app.ready();
    expect(asked.documents).toBe(2);
    expect(await page.evaluate(() => sessionStorage.getItem("word"))).toContain("新版本");
  });
}

test("a server that never has the files is told of, not asked for ever", { tag: "@desktop" }, async ({ page, app }) => {
  const asked = await serveOlder(page, "page", Infinity);
  await app.open("", { wait: false });
  await expect(page.getByRole("alert")).toContainText("无法");
  expect(asked.documents).toBe(2);
  await page.waitForTimeout(1_000);
  expect(asked.documents).toBe(2);
});

test("a network's login page in place of what is fetched is no newer version: told, not loaded again", { tag: "@desktop" }, async ({ page, app }) => {
  const login = { status: 200, contentType: "text/html", body: "<!doctype html><title>登录</title><form></form>" };
  const asked = { documents: 0, again: 0 };
  await page.route(/app\/page-[0-9a-f]{16}\.wasm$/, (route) => route.fulfill(login));
  await page.route(/\/(\?.*)?$/, (route) => {
    const isDocument = route.request().isNavigationRequest();
    asked[isDocument ? "documents" : "again"] += 1;
    return isDocument ? route.continue() : route.fulfill(login);
  });
  await app.open("", { wait: false });
  await expect(page.getByRole("alert")).toContainText("无法");
  await expect(page.getByRole("alert")).toContainText("cannot be opened");
  await expect(page.getByText("网站刚刚更新")).toBeHidden();
  expect(asked).toEqual({ documents: 1, again: 1 });
  await page.waitForTimeout(1_000);
  expect(asked.documents).toBe(1);
});
