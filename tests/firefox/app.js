// What every journey in Firefox stands on: a fresh profile, the app opened and ready, nothing wrong in the console.
//
//   import { journey } from "./app.js";
//   journey("…", async (app) => {
//     await app.open("lang=en");
//     await app.drawn(() => app.fill("searchbox", "Search", "石桥"));
//     await app.click("button", "Back");
//     await app.shows(".counts-words", /6,699/);
//   });
//
// Things are found by role and name, as in tests/e2e. A journey fails on any console error, uncaught error or
// policy violation of the page, and on an uncaught error of its worker; one that provokes them takes them out of
// `app.errors`.
// Playwright cannot drive this Firefox; puppeteer does, over WebDriver BiDi.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";
import { host } from "../host.js";
import { App } from "../person.js";

const FIREFOX = "/usr/bin/firefox-esr";
const JOURNEY_MS = 60_000;

let browser;
let site;

before(async () => {
  site = await host();
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: FIREFOX,
    headless: true,
    extraPrefsFirefox: { "intl.accept_languages": "zh-CN, zh, en" },
  });
});

after(async () => {
  await browser?.close();
  site?.stop();
});

/** A person's way through the app, in a context of its own. */
export function journey(name, walk) {
  test(name, { timeout: JOURNEY_MS }, async () => {
    const context = await browser.createBrowserContext();
    try {
      const app = new App(await context.newPage(), site.url);
      await app.prepare();
      await walk(app);
      assert.deepEqual(app.errors, [], "errors in the console");
    } finally {
      await context.close();
    }
  });
}
