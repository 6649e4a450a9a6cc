// The ready configurations in a real browser: the app under their headers, what is kept, and who may frame it.

import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { chromium } from "@playwright/test";
import { SERVERS, makeSite, startServer } from "./servers.js";

const TEST_MS = 60_000;
const PATHS = ["", "maps/qidong/"];
const FLAGS = ["--headless=new", "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

const site = makeSite(...PATHS);
const catalog = join(site.folder, "catalog.json");
/** Pages on two origins; the catalog lists the first. */
const portals = { listed: null, other: null };
let browser;

/** A server of pages that show the map of `?src=` in a frame. */
async function startPortal() {
  const server = createServer((request, response) => {
    const src = new URL(request.url, "http://portal").searchParams.get("src");
    response.writeHead(src ? 200 : 204, { "content-type": "text/html; charset=utf-8" });
    response.end(src && `<!doctype html><meta charset="utf-8"><title>门户</title><iframe src="${src}" title="地图" width="900" height="600"></iframe>`);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

before(async () => {
  for (const name of Object.keys(portals)) portals[name] = await startPortal();
  const listed = JSON.parse(readFileSync(join(site.root, "data/catalog.json"), "utf8"));
  listed.portal_origins = [portals.listed.origin];
  writeFileSync(catalog, JSON.stringify(listed));
  browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: FLAGS });
});
after(async () => {
  await browser?.close();
  for (const { server } of Object.values(portals)) server.close();
  site.remove();
});

/** In the page, before anything else: notes what the policy stops, and how WebAssembly is compiled. */
function takeNotes() {
  globalThis.notes = { violations: [], compiled: [] };
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => notes.violations.push(`${violatedDirective} ${blockedURI}`));
  for (const way of ["compile", "compileStreaming"]) {
    const compile = WebAssembly[way];
    WebAssembly[way] = (...args) => {
      notes.compiled.push(way);
      return compile.apply(WebAssembly, args);
    };
  }
}

/** Opens a page in a context of its own; `use` gets it with what it says on its console and what is answered. */
async function withPage(use) {
  const context = await browser.newContext({ locale: "zh-CN", serviceWorkers: "block" });
  try {
    const page = await context.newPage();
    const [errors, answers] = [[], []];
    page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
    page.on("pageerror", (error) => errors.push(error.message));
    context.on("response", (answer) => answers.push(answer));
    await page.addInitScript(takeNotes);
    await use(page, errors, answers);
  } finally {
    await context.close();
  }
}

const firstRow = (page) => page.getByRole("list", { name: "结果列表" }).getByRole("button").first();
const ready = (page) => page.waitForFunction(() => performance.getEntriesByName("diming:ready").length > 0);

/** Files of the app that page and worker got: name → whether it came from the cache. */
async function filesOfTheApp(page) {
  const read = () => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/app/"))
    .map(({ name, transferSize, decodedBodySize }) => [name.split("/app/")[1], transferSize === 0 && decodedBodySize > 0]);
  const [worker] = page.workers();
  return new Map([...await page.evaluate(read), ...await worker.evaluate(read)]);
}

for (const name of SERVERS) {
  describe(name, () => {
    let server;
    before(async () => (server = await startServer(name, site, { catalog })));
    after(() => server?.stop());

    for (const path of PATHS) {
      test(`opens from /${path} under its policy, and again from the cache`, { timeout: TEST_MS }, () =>
        withPage(async (page, errors, answers) => {
          await page.goto(server.url + path);
          await firstRow(page).waitFor();
          await ready(page);
          const notes = await page.evaluate(() => globalThis.notes);
          assert.deepEqual(notes.violations, []);
          assert.deepEqual(notes.compiled, ["compileStreaming", "compileStreaming"], "page and engine");
          const types = answers.filter((answer) => answer.url().endsWith(".wasm")).map((answer) => answer.headers()["content-type"]);
          assert.deepEqual([...new Set(types)], ["application/wasm"], "of page, engine and the map's part");
          assert.ok(types.length > 2, `${types.length} modules`);
          assert.ok(answers.some((answer) => answer.url() === `${server.url}${path}data/catalog.json`));

          const first = await filesOfTheApp(page);
          await page.reload();
          await firstRow(page).waitFor();
          await ready(page);
          const again = await filesOfTheApp(page);
          assert.deepEqual([...again.keys()].sort(), [...first.keys()].sort());
          assert.ok(again.size >= 6, [...again.keys()].join(" "));
          assert.deepEqual([...again].filter(([, isKept]) => !isKept).map(([file]) => file), [], "asked for again");
          assert.deepEqual(errors, []);
        }));
    }

    test("a page of a listed origin frames it, another cannot", { timeout: TEST_MS }, () =>
      withPage(async (page, errors) => {
        const src = encodeURIComponent(`${server.url}?layout=list`);
        await page.goto(`${portals.listed.origin}/?src=${src}`);
        await firstRow(page.frameLocator("iframe")).waitFor();
        assert.deepEqual(errors, []);

        const refusal = page.waitForEvent("console", (message) => message.text().includes("frame-ancestors"));
        await page.goto(`${portals.other.origin}/?src=${src}`);
        assert.match((await refusal).text(), new RegExp(portals.listed.origin));
        const [frame] = page.mainFrame().childFrames();
        assert.equal(await frame.locator("#boot, #results").count(), 0);
        assert.ok(!frame.url().startsWith(server.url), frame.url());
      }));
  });
}
