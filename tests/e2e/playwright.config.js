// Browser tests over the built dist/, as a person uses it: `cargo xtask test` builds and runs them;
// `npx playwright test --config tests/e2e/playwright.config.js` runs them again without building.

import { defineConfig } from "@playwright/test";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const xtask = process.env.DIMING_XTASK ?? "cargo xtask";
const realData = process.env.DIMING_REAL_DATA ?? resolve(project, "../shared/real");

// One port a clone, so that several clones can be tested on one machine at once.
let port = 20000;
for (const letter of project) port = 20000 + ((port * 31 + letter.codePointAt(0)) % 20000);

const baseURL = `http://127.0.0.1:${port}/`;
const DESKTOP = { viewport: { width: 1280, height: 800 } };

export default defineConfig({
  testDir: ".",
  outputDir: resolve(project, "test-results"),
  // Two processors, and half of a test is waiting.
  workers: 3,
  fullyParallel: true,
  forbidOnly: !!process.env.CI,
  // Guards, not measures: a machine that builds beside is three times slower. What measures time says so itself.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: process.env.PLAYWRIGHT_JSON_OUTPUT_FILE ? [["list"], ["json"]] : [["list"]],
  use: {
    baseURL,
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    serviceWorkers: "block",
    trace: "off",
    launchOptions: {
      // Chromium without windows: a whole one draws its own bars for each page, in a process of their own.
      executablePath: "/usr/bin/chromium-headless-shell",
      args: [
        "--no-sandbox",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        // The map is drawn by a 2D canvas; a GPU that is imitated on the processor only costs time.
        "--disable-gpu",
      ],
    },
  },
  projects: [
    { name: "desktop", grepInvert: /@phone|@alone/, use: DESKTOP },
    {
      name: "phone",
      // What does not depend on the screen is walked once.
      grepInvert: /@desktop|@alone/,
      use: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
    // What measures time has the machine to itself.
    { name: "alone", grep: /@alone/, use: DESKTOP, workers: 1, dependencies: ["desktop", "phone"] },
  ],
  webServer: {
    command: `${xtask} host dist --port ${port} --faults --mount real=${realData} --mount e2e=tests/e2e/data`,
    cwd: project,
    url: baseURL,
    timeout: 120_000,
  },
});
