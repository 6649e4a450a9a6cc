// Draws the icons of the manifest from `public/icon.svg`; run it again when that changes:
//
//   node xtask/js/icons.mjs
//
// `icon-192.png` and `icon-512.png` keep the transparent ground; `icon-maskable-512.png` and
// `apple-touch-icon.png` have the ground of the tokens, the sign within the safe zone (a circle of 0.8).

import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";

const GROUND = "#f5f3ee";
const ICONS = [
  { file: "icon-192.png", size: 192, part: 1, ground: "transparent" },
  { file: "icon-512.png", size: 512, part: 1, ground: "transparent" },
  { file: "icon-maskable-512.png", size: 512, part: 0.68, ground: GROUND },
  { file: "apple-touch-icon.png", size: 180, part: 0.78, ground: GROUND },
];

const svg = `data:image/svg+xml;base64,${readFileSync("public/icon.svg").toString("base64")}`;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const { file, size, part, ground } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}"><img src="${svg}" style="width:${part * 100}%">`,
  );
  await page.locator("img").evaluate((img) => img.decode());
  await page.screenshot({ path: `public/${file}`, omitBackground: true });
  await page.close();
}
await browser.close();
