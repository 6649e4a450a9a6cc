// The three web servers, each started with its ready configuration and nothing else of the machine's.
//
//   const site = makeSite("", "maps/qidong/");           // copies of dist/ at these paths of a root
//   const server = await startServer("nginx", site, { catalog, cors });
//   … server.url …
//   await server.stop(); site.remove();

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { dist, xtask } from "../host.js";

const START_TRIES_MAX = 100;
const TRY_EVERY_MS = 100;

/** A folder for a server's own files, and below it a root with copies of dist/ at paths like "" or "maps/". */
export function makeSite(...paths) {
  const folder = mkdtempSync(join(tmpdir(), "diming-hosting-"));
  const root = join(folder, "site");
  mkdirSync(root);
  for (const path of paths) cpSync(dist, join(root, path), { recursive: true });
  // Servers run as other users.
  chmodSync(folder, 0o755);
  return { folder, root, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const freePort = () =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

/** What `cargo xtask hosting` writes. */
function configuration(server, { root }, listen, { catalog, cors }) {
  const options = ["--root", root, "--listen", listen, "--name", "127.0.0.1", ...(catalog ? ["--catalog", catalog] : []), ...(cors ? ["--cors"] : [])];
  return execFileSync(xtask, ["hosting", server, ...options], { encoding: "utf8" });
}

/** Program and arguments that run each server in the foreground, on a port of this machine. */
const COMMANDS = {
  nginx(site, port, options) {
    const { folder } = site;
    const file = join(folder, "nginx.conf");
    writeFileSync(file, `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/nginx.log; user root; events {}
      http { access_log off; client_body_temp_path ${folder}/n1; proxy_temp_path ${folder}/n2; fastcgi_temp_path ${folder}/n3;
      uwsgi_temp_path ${folder}/n4; scgi_temp_path ${folder}/n5;\n${configuration("nginx", site, `127.0.0.1:${port}`, options)}\n}`);
    return ["/usr/sbin/nginx", ["-c", file]];
  },
  apache(site, port, options) {
    const { folder } = site;
    const file = join(folder, "apache.conf");
    const modules = ["mpm_event", "authz_core", "dir", "mime", "headers", "deflate", "filter", "setenvif"];
    const load = modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n");
    writeFileSync(file, `ServerRoot ${folder}\nPidFile ${folder}/apache.pid\nErrorLog ${folder}/apache.log\nServerName localhost\nMutex file:${folder}\n
      ${load}\nTypesConfig /etc/mime.types\nListen 127.0.0.1:${port}\n${configuration("apache", site, `127.0.0.1:${port}`, options)}`);
    return ["/usr/sbin/apache2", ["-f", file, "-DFOREGROUND"]];
  },
  caddy(site, port, options) {
    const file = join(site.folder, "Caddyfile");
    writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n}\n${configuration("caddy", site, `http://127.0.0.1:${port}`, options)}`);
    return ["/usr/bin/caddy", ["run", "--config", file, "--adapter", "caddyfile"]];
  },
};

export const SERVERS = Object.keys(COMMANDS);

/** Starts a server over a site until `stop()`. Options: `catalog`, another file to make the headers from; `cors`. */
export async function startServer(name, site, options = {}) {
  const port = await freePort();
  const [program, args] = COMMANDS[name](site, port, options);
  assert.ok(existsSync(program), `${program} is not installed`);
  const env = { ...process.env, HOME: site.folder, XDG_DATA_HOME: site.folder, XDG_CONFIG_HOME: site.folder };
  const server = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"], env });
  const ended = once(server, "exit");
  const url = `http://127.0.0.1:${port}/`;
  for (let i = 0; !(await fetch(url).then((answer) => answer.ok, () => false)); i += 1) {
    assert.ok(i < START_TRIES_MAX && server.exitCode === null, `${name} does not start`);
    await after(TRY_EVERY_MS);
  }
  const stop = async () => {
    server.kill();
    await ended;
  };
  return { url, stop };
}
