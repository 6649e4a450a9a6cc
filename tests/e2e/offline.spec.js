// Without the network: the app and the last data are kept on this machine; data say since when; a newer version is
// offered. Against a server of its own that stops, answers 503, or holds another version.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dist, host } from "../host.js";
import { expect, test as base } from "./app.js";
import { fromMenu, over, rowAt, search } from "./walk.js";

const test = base.extend({
  /** A site of one's own: a copy of dist/ on a server that can be stopped and started again. */
  site: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "diming-offline-"));
    cpSync(dist, folder, { recursive: true });
    const site = { folder, server: await host([], folder) };
    site.url = site.server.url;
    site.stop = () => site.server.stop();
    site.start = async () => (site.server = await host(["--port", new URL(site.url).port], folder));
    await use(site);
    site.stop();
    rmSync(folder, { recursive: true });
  },
});

test.use({ serviceWorkers: "allow", expectedErrors: [/./] });

/** Opens the site, and waits until app and data are kept. */
async function visit(page, app, site, hash = "") {
  await page.goto(`${site.url}${hash}`);
  await app.ready();
  const { layers } = JSON.parse(readFileSync(join(site.folder, "data/catalog.json")));
  await expect.poll(() => keptData(page), { timeout: 15_000 }).toHaveLength(layers.length + 3);
}

/** Puts another file into the site; compressed copies of the one before go. */
function put(site, name, text) {
  writeFileSync(join(site.folder, name), text);
  for (const ending of ["br", "gz"]) rmSync(join(site.folder, `${name}.${ending}`), { force: true });
}

const keptData = (page) => page.evaluate(async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("diming data"));
  const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
  return requests.flat().map((request) => new URL(request.url).pathname);
});

/** Nothing comes from the browser's own cache any more. */
async function withoutHttpCache(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.clearBrowserCache");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
}

const kept = (page) => page.getByRole("status").filter({ hasText: "保存在本机的资料" });

test("with the server stopped the app opens with the last data, and says of what day; back again, it takes the new", { tag: "@desktop" }, async ({ page, app, site }) => {
  test.setTimeout(60_000);
  await visit(page, app, site);
  await expect(kept(page)).toHaveCount(0);
  await site.stop();
  await withoutHttpCache(page);
  await page.reload();
  await app.ready();
  const today = new Intl.DateTimeFormat("zh-CN", { dateStyle: "long", timeZone: "Asia/Shanghai" }).format(new Date());
  await expect(kept(page)).toContainText(today);
  await search(page, app, "寿丰石桥");
  await expect(rowAt(page, 1)).toContainText("寿丰石桥");
  // What is fetched later is there as well.
  await fromMenu(page, /^数据/);
  await expect(over(page, "数据").getByText(`${today} 保存在本机的资料`).first()).toBeVisible();
  await page.getByRole("button", { name: "返回" }).click();
  await page.getByRole("button", { name: "长辈版" }).click();
  await page.getByRole("button", { name: "首页" }).click();
  await expect(page.getByRole("heading", { name: "您想做什么？" })).toBeVisible();
  await page.getByRole("button", { name: "标准版" }).click();

  await site.start();
  await kept(page).getByRole("button", { name: "重试" }).click();
  await app.ready();
  await expect(kept(page)).toHaveCount(0);
});

test("a server in trouble is taken for none, a file that is gone is gone", { tag: "@desktop" }, async ({ page, app, site }) => {
  await visit(page, app, site);
  await site.stop();
  const troubled = createServer((request, response) => {
    const { pathname } = new URL(request.url, site.url);
    const status = { "/data/facilities.geojson": 503, "/data/cemeteries.geojson": 404 }[pathname.replace(/\.columns$/, "")] ?? 200;
    const type = pathname.endsWith("json") ? "application/json" : "application/octet-stream";
    response.writeHead(status, { "content-type": type });
    response.end(status === 200 ? readFileSync(join(site.folder, pathname)) : "");
  });
  await new Promise((resolve) => troubled.listen(new URL(site.url).port, "127.0.0.1", resolve));
  await page.reload();
  await app.ready();
  await expect(kept(page)).toBeVisible();
  await fromMenu(page, /^数据/);
  await expect(over(page, "数据").getByText("服务器上没有这个文件")).toBeVisible();
  await expect(over(page, "数据").getByText("保存在本机的资料")).toHaveCount(1);
  troubled.close();
  troubled.closeAllConnections();
});

const LOGIN = '<!doctype html><html><head><title>登录</title></head><body><form action="/login"><input name="user"></form></body></html>';

/** How networks and servers answer with what is not the file: status, headers, body; `destroy` cuts the line. */
const BAD_ANSWERS = {
  "a login page": (response) => response.writeHead(200, { "content-type": "text/html" }).end(LOGIN),
  "a login page that is called JSON": (response) => response.writeHead(200, { "content-type": "application/json" }).end(`\ufeff\n${LOGIN}`),
  "nothing": (response) => response.writeHead(200, { "content-type": "application/json", "content-length": 0 }).end(),
  "no content": (response) => response.writeHead(204).end(),
  "a login page elsewhere": (response) => response.writeHead(302, { location: "http://localhost:1/login" }).end(),
  "a fault in JSON": (response) => response.writeHead(200, { "content-type": "application/json" }).end('{"code":401,"message":"请先登录"}'),
  "half of it": (response, bytes) => response.writeHead(200, { "content-type": "application/json" }).end(bytes.subarray(0, bytes.length / 2)),
  "half of it, then silence": (response, bytes) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": bytes.length });
    response.write(bytes.subarray(0, bytes.length / 2), () => setTimeout(() => response.destroy(), 100));
  },
  "a part": (response, bytes) => response.writeHead(206, { "content-range": `bytes 0-99/${bytes.length}` }).end(bytes.subarray(0, 100)),
  "another status": (response) => response.writeHead(403, { "content-type": "text/html" }).end(LOGIN),
};

/** A server in the place of the site's, which answers for what `isBad` names as told. */
async function portal(site, isBad, answer) {
  await site.stop();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, site.url);
    if (isBad(pathname)) return answer(response, readFileSync(join(site.folder, pathname.endsWith("/") ? "index.html" : pathname)));
    const type = pathname.endsWith("json") ? "application/json" : "application/octet-stream";
    const bytes = readFileSync(join(site.folder, pathname));
    response.writeHead(200, { "content-type": type, "content-length": bytes.length });
    response.end(bytes);
  });
  await new Promise((resolve) => server.listen(new URL(site.url).port, "127.0.0.1", resolve));
  return () => {
    server.close();
    server.closeAllConnections();
  };
}

/** Sizes of what is kept, by path. */
const keptSizes = (page) => page.evaluate(async () => {
  const cache = await caches.open("diming data /");
  const sizes = (await cache.keys()).map(async (request) => [new URL(request.url).pathname, (await (await cache.match(request)).blob()).size]);
  return Object.fromEntries(await Promise.all(sizes));
});

const counts = (page) => page.locator(".counts-words");

for (const [what, answer] of Object.entries(BAD_ANSWERS)) {
  test(`what is kept stays where the network answers with ${what}`, { tag: "@desktop" }, async ({ page, app, site }) => {
    test.setTimeout(90_000);
    await visit(page, app, site);
    const whole = await keptSizes(page);
    const words = await counts(page).textContent();
    const home = "/data/care-homes.geojson";
    const files = [home, `${home}.columns`, "/data/dict/han.bin", "/data/catalog.json", "/", "/index.html", "/sw.js"];
    for (const bad of [files.slice(0, 3), files]) {
      const stop = await portal(site, (path) => bad.includes(path), answer);
      await withoutHttpCache(page);
      await page.reload();
      await expect(page.getByText(/保存在本机的资料|不完整|没有打开|重试/).first()).toBeVisible({ timeout: 15_000 });
      // Time enough for whoever would keep it.
      await page.waitForTimeout(1_500);
      expect(await keptSizes(page)).toEqual(whole);
      stop();
    }
    await page.reload();
    await app.ready();
    await expect(counts(page)).toHaveText(words);
    await expect(kept(page)).toBeVisible();
    await search(page, app, "shoufengshiqiao");
    await expect(rowAt(page, 1)).toContainText("寿丰石桥");
  });
}

test("where a network answers with its login page, the data kept are shown, and of what day they are", { tag: "@desktop" }, async ({ page, app, site }) => {
  await visit(page, app, site);
  const words = await counts(page).textContent();
  const stop = await portal(site, () => true, BAD_ANSWERS["a login page"]);
  await withoutHttpCache(page);
  await page.reload();
  await app.ready();
  await expect(kept(page)).toContainText("登录");
  await expect(counts(page)).toHaveText(words);
  stop();
});

test("what the server has new takes the place of what is kept", { tag: "@desktop" }, async ({ page, app, site }) => {
  await visit(page, app, site);
  const path = "data/care-homes.geojson";
  expect((await keptSizes(page))[`/${path}`]).toBeUndefined();
  const text = readFileSync(join(site.folder, path), "utf8").replace("养老", "颐养");
  put(site, path, `${text}\n\n\n`);
  await page.reload();
  await app.ready();
  await expect.poll(async () => (await keptSizes(page))[`/${path}`]).toBe(Buffer.byteLength(text) + 3);
  // Without a network too it is the newer one that is shown: the columns that were kept before it are gone.
  expect((await keptSizes(page))[`/${path}.columns`]).toBeUndefined();
  await site.stop();
  await withoutHttpCache(page);
  await page.reload();
  await app.ready();
  await expect(kept(page)).toBeVisible();
  await fromMenu(page, /^数据/);
  await over(page, /^数据$/).getByRole("button", { name: /^数据问题/ }).first().click();
  await expect(over(page, /^数据$/).locator("ol").getByRole("listitem").first()).toContainText("却没有取到");
});

test("a newer version is offered and waits until it is wanted", { tag: "@desktop" }, async ({ page, app, site }) => {
  await visit(page, app, site, "#q=石桥");
  const file = (name) => join(site.folder, name);
  const html = readFileSync(file("index.html"), "utf8").replace('<html lang="zh">', '<html lang="zh" data-build="next">');
  const hash = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
  const script = readFileSync(file("sw.js"), "utf8").replace(hash(readFileSync(file("index.html"))), hash(html)).replace(/version: "\w+"/, 'version: "next"');
  put(site, "index.html", html);
  put(site, "sw.js", script);
  await page.reload();
  await app.ready();
  const offer = page.getByRole("status").filter({ hasText: "新版本" });
  await expect(offer).toBeVisible({ timeout: 15_000 });
  const build = () => page.evaluate(() => document.documentElement.dataset.build);
  expect(await build()).toBeUndefined();
  // It is the old one that runs until a person says so.
  await page.reload();
  await app.ready();
  expect(await page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("diming app")).length)).toBe(2);
  await offer.getByRole("button", { name: "以后再说" }).click();
  await expect(offer).toHaveCount(0);
  await page.reload();
  await app.ready();
  const loaded = page.waitForEvent("load");
  await offer.getByRole("button", { name: "现在更新" }).click();
  await loaded;
  await app.ready();
  await expect(page.getByRole("searchbox")).toHaveValue("石桥");
  await expect(offer).toHaveCount(0);
  expect(await build()).toBe("next");
  expect(await page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("diming app")))).toEqual(["diming app / next"]);
});

test("never more than 50 MB: the oldest goes", { tag: "@desktop" }, async ({ page, app, site }) => {
  const room = 400_000;
  put(site, "sw.js", readFileSync(join(site.folder, "sw.js"), "utf8").replace(/bytes: \d+ }/, `bytes: ${(50_000_000 - room) / 2} }`));
  await page.goto(site.url);
  await app.ready();
  await expect.poll(async () => (await keptData(page)).length).toBeGreaterThan(0);
  await page.reload();
  await app.ready();
  const size = () => page.evaluate(async () => {
    const cache = await caches.open("diming data /");
    const sizes = (await cache.keys()).map(async (request) => (await (await cache.match(request)).blob()).size);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  });
  await expect.poll(size).toBeGreaterThan(room / 4);
  expect(await size()).toBeLessThanOrEqual(room);
});

test("inside another page nothing is kept", { tag: "@desktop" }, async ({ page, app, site }) => {
  await page.goto(`${site.url}data/catalog.json`);
  await page.evaluate((address) => {
    const frame = document.createElement("iframe");
    frame.src = address;
    document.body.replaceChildren(frame);
  }, site.url);
  const frame = page.frames().at(-1);
  await expect(frame.locator(".list [aria-posinset]").first()).toBeVisible();
  await frame.evaluate(() => new Promise((resolve) => {
    new PerformanceObserver(() => performance.getEntriesByName("diming:ready").length && resolve()).observe({ type: "mark", buffered: true });
  }));
  await page.waitForTimeout(500);
  expect(await frame.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  expect(await frame.evaluate(() => caches.keys())).toEqual([]);
});
