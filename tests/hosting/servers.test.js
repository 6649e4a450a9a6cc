// The ready configurations, each on a real server: headers, types, caching, compressed copies, errors, what is hidden.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { dist } from "../host.js";
import { SERVERS, makeSite, startServer } from "./servers.js";

/** What an upload may leave behind. */
const HIDDEN = [".git/config", ".htpasswd", "data/.draft.geojson", "data/.old/markers.geojson"];
const SECRET = "only for the office";

const site = makeSite("");
before(() => {
  for (const path of HIDDEN) {
    mkdirSync(dirname(join(site.root, path)), { recursive: true });
    writeFileSync(join(site.root, path), SECRET);
  }
});
after(() => site.remove());

const headers = Object.fromEntries(
  readFileSync(join(dist, "headers.txt"), "utf8").trim().split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2)),
);
const inApp = (pattern) => `app/${readdirSync(join(dist, "app")).find((name) => pattern.test(name))}`;

for (const name of SERVERS) {
  describe(name, () => {
    let server;
    before(async () => (server = await startServer(name, site)));
    after(() => server?.stop());

    const ask = (path, encoding = "identity", more = {}) => fetch(server.url + path, { headers: { "accept-encoding": encoding, ...more } });

    test("sends the headers with every answer", async () => {
      for (const path of ["", inApp(/^page-[0-9a-f]{16}\.wasm$/), "data/catalog.json", "no-such-file", ".git/config"]) {
        const answer = await ask(path);
        for (const [header, value] of Object.entries(headers)) assert.equal(answer.headers.get(header), value, `${path}: ${header}`);
      }
    });

    test("names types", async () => {
      const types = {
        "": /^text\/html/, [inApp(/^boot-.*\.js$/)]: /^text\/javascript/, [inApp(/^style-.*\.css$/)]: /^text\/css/,
        [inApp(/^page-[0-9a-f]{16}\.wasm$/)]: /^application\/wasm/, "data/catalog.json": /^application\/json/,
        "data/heritage.geojson": /^application\/geo\+json/, "manifest.webmanifest": /^application\/manifest\+json/, "icon.svg": /^image\/svg\+xml/,
      };
      for (const [path, type] of Object.entries(types)) assert.match((await ask(path)).headers.get("content-type"), type, path);
    });

    test("keeps what has a version, asks again for the rest", async () => {
      const cached = (answer) => answer.headers.get("cache-control");
      assert.equal(cached(await ask(inApp(/^worker-.*\.js$/))), "public, max-age=31536000, immutable");
      for (const path of ["", "data/catalog.json", "data/heritage.geojson", "embed.js"]) {
        const answer = await ask(path);
        assert.equal(cached(answer), "no-cache", path);
        const again = await ask(path, "identity", { "if-none-match": answer.headers.get("etag") });
        assert.equal(again.status, 304, path);
      }
    });

    test("compresses app and data", async () => {
      for (const path of ["", inApp(/^page-[0-9a-f]{16}\.wasm$/), "data/heritage.geojson", "data/catalog.json"]) {
        const answer = await ask(path, "gzip");
        assert.equal(answer.headers.get("content-encoding"), "gzip", path);
        assert.match(answer.headers.get("vary") ?? "", /accept-encoding/i, path);
        const plain = await ask(path);
        assert.equal(Buffer.compare(Buffer.from(await answer.arrayBuffer()), Buffer.from(await plain.arrayBuffer())), 0, path);
      }
    });

    test("lists no folder", async () => {
      for (const path of ["data/", "app/", "no-such-file"]) assert.ok([403, 404].includes((await ask(path)).status), path);
    });

    test("gives nothing that is hidden", async () => {
      for (const path of HIDDEN) {
        assert.ok(existsSync(join(site.root, path)), path);
        for (const asked of [path, path.replace(/\.(?=[a-z])/, "%2e"), `${path}?a=1`]) {
          const answer = await ask(asked);
          assert.ok([403, 404].includes(answer.status), `${asked}: ${answer.status}`);
          assert.ok(!(await answer.text()).includes(SECRET), asked);
        }
      }
    });

    test("lets scripts of other origins read nothing, unless it is asked to", async () => {
      const allowed = async () => (await ask("data/catalog.json", "gzip", { origin: "null" })).headers.get("access-control-allow-origin");
      assert.equal(await allowed(), null);
      await server.stop();
      server = await startServer(name, site, { cors: true });
      assert.equal(await allowed(), "*");
    });
  });
}
