// The page can be put on a home screen: its manifest is served and read, its icons are what it says.

import { readFileSync } from "node:fs";
import { expect, test } from "./app.js";

const ONCE = { tag: "@desktop" };

/** Width and height of a PNG file, from its header. */
const sizeOf = (png) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;
const isPng = (bytes) => bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));

test("the manifest is served and parsed, and its icons have the sizes they claim", ONCE, async ({ page, app, request }) => {
  await app.open("layers=heritage");
  const session = await page.context().newCDPSession(page);
  const { url, errors, data } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  expect(url).toBe(new URL("manifest.webmanifest", page.url()).href);
  const manifest = JSON.parse(data);
  expect(manifest).toMatchObject({ lang: "zh", start_url: ".", scope: ".", display: "standalone" });
  const catalog = JSON.parse(readFileSync("data/catalog.json", "utf8"));
  expect(manifest.name).toBe(catalog.title.zh);
  expect((await request.get(url)).headers()["content-type"]).toContain("application/manifest+json");
  for (const icon of manifest.icons) {
    const answer = await request.get(new URL(icon.src, url).href);
    expect(answer.status(), icon.src).toBe(200);
    expect(answer.headers()["content-type"], icon.src).toBe(icon.type);
    const bytes = await answer.body();
    if (icon.type === "image/png") {
      expect(isPng(bytes), icon.src).toBe(true);
      expect(sizeOf(bytes), icon.src).toBe(icon.sizes);
    }
  }
  const purposes = manifest.icons.flatMap((icon) => icon.purpose.split(" "));
  expect(purposes).toEqual(expect.arrayContaining(["any", "maskable"]));
  const touch = await page.locator('link[rel="apple-touch-icon"]').evaluate((link) => link.href);
  expect(sizeOf(await (await request.get(touch)).body())).toBe("180x180");
});

test("its colours and those of the browser's frame are the tokens'", ONCE, async ({ page, app }) => {
  await app.open("layers=heritage");
  const metas = page.locator('meta[name="theme-color"]');
  for (const [scheme, i] of [["light", 0], ["dark", 1]]) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect(metas.nth(i)).toHaveAttribute("media", `(prefers-color-scheme: ${scheme})`);
    const surface = await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--surface").trim());
    await expect(metas.nth(i), scheme).toHaveAttribute("content", surface);
  }
  await page.emulateMedia({ colorScheme: "light" });
  const token = (name) => page.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), name);
  const manifest = JSON.parse(readFileSync("public/manifest.webmanifest", "utf8"));
  expect([manifest.theme_color, manifest.background_color]).toEqual([await token("--surface"), await token("--ground")]);
  await expect(page.locator('meta[name="viewport"]')).toHaveAttribute("content", /viewport-fit=cover/);
});
