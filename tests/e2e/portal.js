// A portal on an origin of its own, and a site whose catalog lists that origin: two real servers for the tests of embedding.
//
//   test("…", async ({ page, portal }) => {
//     const frame = await portal.open(page, portal.frame("layout=viewer"));
//     const answer = await portal.send(page, { v: 1, id: 1, type: "getState" });

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dist, host } from "../host.js";
import { test as base } from "./app.js";

export { expect } from "./app.js";

/** In the portal's page: keeps every message that comes, and posts to the frame. */
const SCRIPT = `
  globalThis.heard = [];
  addEventListener("message", (event) => heard.push({ origin: event.origin, data: event.data }));
  globalThis.post = (message, frame = document.querySelector("iframe")) => frame.contentWindow.postMessage(message, "*");
`;

class Portal {
  constructor(server, site, folder) {
    this.pages = new Map();
    this.server = server;
    this.site = site;
    this.folder = folder;
    this.origin = `http://127.0.0.1:${server.address().port}`;
  }

  /** A frame with the map, as a portal's editor pastes it; of another site than the usual one, where that is given. */
  frame(query = "", hash = "", attributes = 'width="900" height="600"', site = this.site) {
    const search = new URLSearchParams(query);
    search.set("parent", search.get("parent") ?? this.origin);
    return `<iframe src="${site}?${search}#${hash}" title="地图" ${attributes} allow="geolocation; fullscreen"></iframe>`;
  }

  /** Puts a page with this body on the portal; gives its address. */
  put(body, head = "") {
    const path = `/${this.pages.size}`;
    this.pages.set(path, `<!doctype html><html lang="zh"><meta charset="utf-8"><title>门户</title>
      <meta name="viewport" content="width=device-width">${head}<script>${SCRIPT}</script><body>${body}</body></html>`);
    return `${this.origin}${path}`;
  }

  /** Opens a page of the portal with this body; gives the frame's locator. */
  async open(page, body, head = "") {
    await page.goto(this.put(body, head));
    return page.frameLocator("iframe");
  }

  /** What the map has told by itself, of one type. */
  told(page, type) {
    return page.evaluate((type) => heard.map(({ data }) => data).filter((data) => data.type === type && data.id === undefined).map((data) => data.payload), type);
  }

  /** Waits for \`ready\`. */
  ready(page) {
    return page.waitForFunction(() => globalThis.heard?.some(({ data }) => data.type === "ready"));
  }

  /** Posts a message and gives its answer. */
  async send(page, message) {
    await page.evaluate((message) => post(message), message);
    const answer = await page.waitForFunction((id) => heard.find(({ data }) => data.id === id), message.id, { timeout: 25_000 });
    return (await answer.jsonValue()).data;
  }

  stop() {
    this.server.close();
    this.server.closeAllConnections();
    rmSync(this.folder, { recursive: true });
  }
}

export const test = base.extend({
  // One for all tests of a worker: the copy of the site takes a while.
  portal: [
    async ({}, use) => {
      let portal = null;
      const server = createServer((request, response) => {
        const page = portal.pages.get(new URL(request.url, portal.origin).pathname);
        if (request.url === "/favicon.ico") return response.writeHead(204).end();
        response.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8" });
        response.end(page ?? "");
      });
      await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
      const folder = mkdtempSync(join(tmpdir(), "diming-portal-"));
      cpSync(dist, folder, { recursive: true });
      const catalog = join(folder, "data/catalog.json");
      const listed = JSON.parse(readFileSync(catalog, "utf8"));
      listed.portal_origins = [`http://127.0.0.1:${server.address().port}`];
      writeFileSync(catalog, JSON.stringify(listed));
      const { url, stop } = await host([], folder);
      portal = new Portal(server, url, folder);
      await use(portal);
      stop();
      portal.stop();
    },
    { scope: "worker" },
  ],
});
