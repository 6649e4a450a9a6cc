// What the tests of the single file stand on: the file, made by `diming single` of dist/, and opened from its folder in
// Chromium and in Firefox, each with a fresh profile, as a person opens it who has no network.
//
//   import { journey } from "./file.js";
//   journey("…", async (app) => { await app.open(); … });
//
// A journey runs in both browsers. It fails on any error in the console, and on any request that is not for the file
// itself or for what the page made of it; one that provokes them takes them out of `app.errors` and `app.outside`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { dist, project } from "../host.js";
import { App } from "../person.js";

const BROWSERS = {
  Chromium: {
    browser: "chrome",
    executablePath: "/usr/bin/chromium-headless-shell",
    headless: "shell",
    args: ["--no-sandbox", "--lang=zh-CN"],
  },
  Firefox: {
    browser: "firefox",
    executablePath: "/usr/bin/firefox-esr",
    headless: true,
    extraPrefsFirefox: { "intl.accept_languages": "zh-CN, zh, en" },
  },
};
const JOURNEY_MS = 60_000;
/** What a page from a file may ask for. */
const INSIDE = /^(file|blob|data|about):/;

/** Taken away in the end. */
export const folder = mkdtempSync(join(tmpdir(), "diming-single-"));
/** A name such as people give. */
export const file = join(folder, "启东 地图 (1).html");
const running = {};

before(async () => {
  const cargo = ["run", "--quiet", "--package", "diming-cli", "--bin", "diming", "--"];
  execFileSync("cargo", [...cargo, "single", "--site", dist, "--out", file], { cwd: project, stdio: "inherit" });
  for (const [name, options] of Object.entries(BROWSERS)) running[name] = await puppeteer.launch(options);
});

after(async () => {
  for (const browser of Object.values(running)) await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A person's way through the file, once in each browser; `first` runs in the page before anything else. */
export function journey(name, walk, first = () => {}) {
  for (const browser of Object.keys(BROWSERS)) {
    test(`${browser}: ${name}`, { timeout: JOURNEY_MS }, async () => {
      const context = await running[browser].createBrowserContext();
      try {
        const app = new App(await context.newPage(), pathToFileURL(file).href);
        app.outside = [];
        app.page.on("request", (request) => INSIDE.test(request.url()) || app.outside.push(request.url()));
        await app.prepare();
        await app.page.evaluateOnNewDocument(first);
        await walk(app);
        assert.deepEqual(app.errors, [], "errors in the console");
        assert.deepEqual(app.outside, [], "requests that leave");
      } finally {
        await context.close();
      }
    });
  }
}
