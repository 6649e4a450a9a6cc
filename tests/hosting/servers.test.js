// The ready configurations, each on a real server: headers, types, caching, compressed copies, errors, and the app in a browser's eyes.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { dist, xtask } from "../host.js";

const folder = mkdtempSync(join(tmpdir(), "diming-hosting-"));
const root = join(folder, "site");
before(() => {
  cpSync(dist, root, { recursive: true });
  // Servers run as other users.
  chmodSync(folder, 0o755);
});
after(() => rmSync(folder, { recursive: true, force: true }));

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const configuration = (server, listen) =>
  execFileSync(xtask, ["hosting", server, "--root", root, "--listen", listen, "--name", "127.0.0.1"], { encoding: "utf8" });

/** How each server is started in the foreground with a configuration of ours and nothing else. */
const START = {
  nginx(port) {
    const file = join(folder, "nginx.conf");
    writeFileSync(file, `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log; user root; events {}
      http { access_log off; client_body_temp_path ${folder}/n1; proxy_temp_path ${folder}/n2; fastcgi_temp_path ${folder}/n3;
      uwsgi_temp_path ${folder}/n4; scgi_temp_path ${folder}/n5;\n${configuration("nginx", `127.0.0.1:${port}`)}\n}`);
    return ["/usr/sbin/nginx", ["-c", file]];
  },
  apache(port) {
    const file = join(folder, "apache.conf");
    const modules = ["mpm_event", "authz_core", "dir", "mime", "headers", "deflate", "filter", "setenvif"];
    const load = modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n");
    writeFileSync(file, `ServerRoot ${folder}\nPidFile ${folder}/apache.pid\nErrorLog ${folder}/apache.log\nServerName localhost\nMutex file:${folder}\n
      ${load}\nTypesConfig /etc/mime.types\nListen 127.0.0.1:${port}\n${configuration("apache", `127.0.0.1:${port}`)}`);
    return ["/usr/sbin/apache2", ["-f", file, "-DFOREGROUND"]];
  },
  caddy(port) {
    const file = join(folder, "Caddyfile");
    writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n}\n${configuration("caddy", `http://127.0.0.1:${port}`)}`);
    return ["/usr/bin/caddy", ["run", "--config", file, "--adapter", "caddyfile"]];
  },
};

const headers = Object.fromEntries(
  readFileSync(join(dist, "headers.txt"), "utf8").trim().split("\n").map((line) => line.split(/: (.*)/s).slice(0, 2)),
);
const inApp = (pattern) => `app/${readdirSync(join(dist, "app")).find((name) => pattern.test(name))}`;

for (const [name, start] of Object.entries(START)) {
  describe(name, () => {
    let server, url;
    before(async () => {
      const port = await freePort();
      mkdirSync(root, { recursive: true });
      const [program, options] = start(port);
      assert.ok(existsSync(program), `${program} is not installed`);
      server = spawn(program, options, { stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
      url = `http://127.0.0.1:${port}/`;
      for (let i = 0; ; i += 1) {
        const is = await fetch(url).then((answer) => answer.ok, () => false);
        if (is) break;
        assert.ok(i < 100 && server.exitCode === null, `${name} does not start`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    });
    after(() => server?.kill());

    const ask = (path, encoding = "identity", more = {}) => fetch(url + path, { headers: { "accept-encoding": encoding, ...more } });

    test("sends the headers with every answer", async () => {
      for (const path of ["", inApp(/^page-[0-9a-f]{16}\.wasm$/), "data/catalog.json", "no-such-file"]) {
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

    test("lists no folder and gives no hidden file", async () => {
      for (const path of ["data/", "app/", "no-such-file", ".git/config"]) assert.ok([403, 404].includes((await ask(path)).status), path);
    });
  });
}
