// The map in a sandbox without an origin of its own (no `allow-same-origin`): no worker, nothing kept, the engine in slices
// on the page, where the server lets every origin read its files; where it does not, a word instead of a white frame.

import { host } from "../host.js";
import { expect, test as base } from "./portal.js";
import { card, map, results } from "./walk.js";

const SANDBOX = 'width="1000" height="700" sandbox="allow-scripts allow-popups"';

const test = base.extend({
  // The portal's site once more, open to every origin.
  openSite: [
    async ({ portal }, use) => {
      const { url, stop } = await host(["--cors"], portal.folder);
      await use(url);
      stop();
    },
    { scope: "worker" },
  ],
});

/** Opens the map in a sandbox and waits until it is ready. */
async function opened(page, portal, site, query, hash = "") {
  const frame = await portal.open(page, portal.frame(query, hash, SANDBOX, site));
  await expect(results(frame).getByRole("button").first()).toBeVisible();
  await portal.ready(page);
  return frame;
}

/** How many colours the map's picture has. */
const colours = (frame) =>
  map(frame).evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });

test("list, map, search and card without worker and storage", { tag: "@desktop" }, async ({ page, portal, openSite }) => {
  const frame = await opened(page, portal, openSite, "layout=viewer");
  const isBare = await frame.locator("html").evaluate(() => {
    const refuses = (use) => {
      try {
        return use() === undefined;
      } catch (error) {
        return error.name === "SecurityError";
      }
    };
    return [origin === "null", dimingEngine.worker === null, refuses(() => localStorage), refuses(() => sessionStorage)];
  });
  expect(isBare).toEqual([true, true, true, true]);
  expect(page.workers()).toEqual([]);
  await expect.poll(() => colours(frame)).toBeGreaterThan(50);
  await frame.getByRole("searchbox").fill("敬老院");
  await expect(frame.locator(".counts-words")).toHaveText(/^共 \d\d 条/);
  await expect.poll(() => frame.locator("html").evaluate(() => decodeURI(location.hash)), "the address says so").toContain("q=敬老院");
  await results(frame).getByRole("button").first().click();
  await expect(card(frame).getByRole("heading", { level: 2 })).toContainText("敬老院");
});

test("parts that are fetched later come as well", { tag: "@desktop" }, async ({ page, portal, openSite }) => {
  const frame = await opened(page, portal, openSite, "layout=full", "mode=officer");
  await frame.getByRole("button", { name: "审查", exact: true }).click();
  await expect(frame.locator(".desk-state")).toContainText("6,274");
  await frame.getByRole("button", { name: "长辈版" }).click();
  await expect(frame.getByRole("heading", { name: "您想做什么？" })).toBeVisible();
});

test("the full page opens from it, as bare as it is", { tag: "@desktop" }, async ({ page, portal, openSite }) => {
  const frame = await opened(page, portal, openSite, "layout=compact", "q=敬老院");
  const opening = page.context().waitForEvent("page");
  await frame.getByRole("link", { name: /完整页面/ }).click();
  const full = await opening;
  await expect(results(full).getByRole("button").first()).toBeVisible();
  expect(await full.evaluate(() => origin)).toBe("null");
});

test("messages go to and fro", { tag: "@desktop" }, async ({ page, portal, openSite }) => {
  await opened(page, portal, openSite, "layout=viewer");
  const answer = await portal.send(page, { v: 1, id: 1, type: "setQuery", payload: { q: "敬老院" } });
  expect(answer).toMatchObject({ type: "ack", payload: { query: "敬老院" } });
  expect(await page.evaluate(() => heard.every(({ origin }) => origin === "null"))).toBe(true);
});

test.describe("where the server lets no other origin read", () => {
  test.use({ expectedErrors: [/CORS policy|ERR_FAILED/] });
  test("a word says so", { tag: "@desktop" }, async ({ page, portal }) => {
    const frame = await portal.open(page, portal.frame("layout=viewer", "", SANDBOX));
    await expect(frame.getByRole("alert")).toContainText("无法");
    await expect(frame.getByRole("alert")).toContainText("cannot be opened");
    await expect(frame.getByRole("alert")).toContainText("Access-Control-Allow-Origin");
  });
});
