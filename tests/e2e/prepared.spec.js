// Prepared columns: read in the place of a layer's file as long as they are as good, never in the place of the truth.

import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dist, host } from "../host.js";
import { expect, test as base } from "./app.js";
import { fromMenu, over, rowAt, search } from "./walk.js";

const FILE = "data/care-homes.geojson";
const COLUMNS = `${FILE}.columns`;
const ONCE = { tag: "@desktop" };

const test = base.extend({
  /** A site of one's own: a copy of dist/, in which files can be edited. */
  site: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), "diming-prepared-"));
    cpSync(dist, folder, { recursive: true, preserveTimestamps: true });
    const server = await host([], folder);
    await use({ url: server.url, path: (name) => join(folder, name) });
    server.stop();
    rmSync(folder, { recursive: true });
  },
});

/** Paths of the data that are fetched, with the method. */
function asked(page) {
  const all = [];
  page.context().on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (/\.(geojson|columns|json)$/.test(pathname)) all.push(`${request.method()} ${pathname.slice(1)}`);
  });
  return all;
}

/** The sentences about the data of the care homes. */
async function notes(page) {
  await fromMenu(page, /^数据/);
  const data = over(page, /^数据$/);
  await data.getByRole("button", { name: /^数据问题/ }).first().click();
  return data.locator("ol").getByRole("listitem");
}

/** Removes compressed copies: a server would still deliver those. */
function put(site, name, bytes) {
  writeFileSync(site.path(name), bytes);
  for (const ending of ["br", "gz"]) rmSync(site.path(`${name}.${ending}`), { force: true });
}

test("catalog and layers are read from their prepared forms, and their files only asked about", ONCE, async ({ page, app }) => {
  const all = asked(page);
  await app.open();
  const { layers } = JSON.parse(readFileSync(join(dist, "data/catalog.json")));
  const prepared = layers.filter((layer) => layer.prepared).map((layer) => `data/${layer.source}`);
  expect(prepared.length).toBeGreaterThan(8);
  const files = ["data/catalog.json", ...prepared];
  await expect.poll(() => all.toSorted()).toEqual(files.flatMap((file) => [`GET ${file}.columns`, `HEAD ${file}`]).sort());
  await expect(page.locator(".counts-words")).toContainText("共 6,699 条");
});

const first = JSON.parse(readFileSync(join(dist, FILE), "utf8")).features[0].properties.name;

for (const [what, edit] of Object.entries({
  "of another length": (text) => text.replaceAll(first, `${first}新`),
  "of the same length, later": (text) => text.replaceAll(first, `新${first.slice(1)}`),
  "of the same length, put back from an older day": (text) => text.replaceAll(first, `旧${first.slice(1)}`),
})) {
  test(`an edit of the file on the server, ${what}, is seen at the next visit`, ONCE, async ({ page, app, site }) => {
    await page.goto(site.url);
    await app.ready();
    const edited = edit(readFileSync(site.path(FILE), "utf8"));
    put(site, FILE, edited);
    const date = new Date(statSync(site.path(COLUMNS)).mtimeMs + (what.includes("older") ? -60_000 : 60_000));
    utimesSync(site.path(FILE), date, date);
    const all = asked(page);
    await page.reload();
    await app.ready();
    const name = JSON.parse(edited).features[0].properties.name;
    expect(name).not.toBe(first);
    await expect.poll(() => all.includes(`GET ${FILE}`)).toBe(true);
    await search(page, app, name);
    await expect(rowAt(page, 1)).toContainText(name);
    await expect((await notes(page)).first()).toContainText("预制列还是旧的");
    expect(all.filter((one) => one.startsWith("GET") && one.endsWith(".geojson"))).toEqual([`GET ${FILE}`]);
  });
}

test("an edit of the catalog on the server is seen at the next visit", ONCE, async ({ page, app, site }) => {
  await page.goto(site.url);
  await app.ready();
  const catalog = JSON.parse(readFileSync(site.path("data/catalog.json")));
  catalog.title.zh = "另一个标题";
  put(site, "data/catalog.json", JSON.stringify(catalog));
  const all = asked(page);
  await page.reload();
  await app.ready();
  await expect(page).toHaveTitle(/另一个标题/);
  expect(all).toContain("GET data/catalog.json");
});

test("damaged columns are not used, and that is said", ONCE, async ({ page, app, site }) => {
  const bytes = readFileSync(site.path(COLUMNS));
  bytes[bytes.length >> 1] ^= 1;
  put(site, COLUMNS, bytes);
  const { mtime } = statSync(site.path(FILE));
  utimesSync(site.path(COLUMNS), mtime, mtime);
  await page.goto(site.url);
  await app.ready();
  await search(page, app, first);
  await expect(rowAt(page, 1)).toContainText(first);
  await expect(page.getByRole("main")).toBeVisible();
  await expect((await notes(page)).first()).toContainText("预制列已损坏");
});

test.describe("without them", () => {
  test.use({ expectedErrors: [/Failed to load resource/] });

  test("the file is read", ONCE, async ({ page, app, site }) => {
    for (const ending of ["", ".br", ".gz"]) rmSync(site.path(COLUMNS + ending), { force: true });
    await page.goto(site.url);
    await app.ready();
    await search(page, app, first);
    await expect(rowAt(page, 1)).toContainText(first);
    await expect((await notes(page)).first()).toContainText("却没有取到");
  });
});
