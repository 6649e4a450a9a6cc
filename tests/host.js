// A server of its own for a test: `cargo xtask host` over dist/, on any free port.

import { spawn } from "node:child_process";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const project = resolve(dirname(fileURLToPath(import.meta.url)), "..");
export const xtask = process.env.DIMING_XTASK ?? resolve(project, "target/debug/xtask");

/** The folder that is tested: what `cargo xtask build` made, or another that was named. */
export const dist = process.env.DIMING_DIST ?? resolve(project, "dist");

/** Serves a folder until `stop()`; options as `cargo xtask host` takes them. */
export async function host(options = [], folder = dist) {
  const port = options.includes("--port") ? [] : ["--port", "0"];
  const server = spawn(xtask, ["host", folder, ...port, ...options], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const stop = () => {
    server.kill();
    return ended;
  };
  process.once("exit", stop);
  // It says where it serves before it serves; where it cannot, it ends.
  for await (const url of createInterface(server.stdout)) return { url, stop };
  throw new Error(`${xtask} host does not start`);
}
