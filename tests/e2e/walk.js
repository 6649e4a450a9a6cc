// The ways through the page that several specs share, by role and label, in either language.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Records of a file of the sample, as they stand in it. */
export const sample = (layer) => JSON.parse(readFileSync(resolve(`data/${layer}.geojson`), "utf8")).features;

/** Layers of the sample that the list holds when the page opens. */
export const LISTED = ["care-homes", "cemeteries", "facilities", "heritage", "markers", "gazetteer"];

/** A whole number as the page writes it: 6,699. */
export const shown = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

export const searchBox = (page) => page.getByRole("searchbox", { name: /^(搜索|Search)$/ });
export const results = (page) => page.getByRole("list", { name: /^(结果列表|Results)$/ });
export const rows = (page) => results(page).getByRole("button");
export const map = (page) => page.getByRole("application", { name: /^(地图|Map)$/ });

/** The row at a place of the whole list, counted from 1. */
export const rowAt = (page, place) => results(page).locator(`li[aria-posinset="${place}"]`).getByRole("button");

/** Names of the rows that are there, from the first on. */
export async function names(page) {
  const items = await results(page).getByRole("listitem").all();
  const read = items.map(async (item) => [
    Number(await item.getAttribute("aria-posinset")),
    await item.locator(".row-name").innerText(),
  ]);
  return (await Promise.all(read)).sort((a, b) => a[0] - b[0]).map(([, name]) => name);
}

/** Types into the search box and waits for the answer. */
export const search = (page, app, text) => app.drawn(() => searchBox(page).fill(text));

/** What covers the list: card, records at a place, counts by town, data. */
export const over = (page, name) => page.getByRole("region", { name });
export const card = (page) => over(page, /^(地点详情|About this place)$/);

/** Unfolds what a button of the card unfolds. */
async function unfold(page, name) {
  const button = card(page).getByRole("button", { name });
  if ((await button.getAttribute("aria-expanded")) !== "true") await button.click();
}

/** In the card, the links to other maps. */
export const openDirections = (page) => unfold(page, /^(导航|Directions)$/);

/** In the card, its link and its code. */
export const openShare = (page) => unfold(page, /^(分享|Share)$/);

/** In the card, source, number and position of the record, and where an error is reported. */
export async function openSources(page) {
  const sources = card(page).locator("details.card-sources");
  if (!(await sources.evaluate((details) => details.open))) await sources.locator("> summary").click();
}

/** Chooses from the menu of the page. */
export async function fromMenu(page, name) {
  const list = page.locator(".menu-list");
  if (!(await list.isVisible())) await page.getByRole("button", { name: /^(菜单|Menu)$/ }).click();
  await list.getByRole("button", { name }).click();
}

/** Opens the filters and, in them, one facet. */
export async function openFacet(page, label) {
  const filters = page.locator(".over .filters");
  if (!(await filters.isVisible())) await page.getByRole("button", { name: /^(筛选|Filters)/ }).click();
  const facet = filters.locator("details.facet").filter({ has: page.locator("summary", { hasText: label }) });
  if (!(await facet.evaluate((details) => details.open))) await facet.locator("> summary").click();
  return facet;
}

/** The box of a value of a facet, by its name. */
export const valueBox = (facet, name) => facet.getByRole("checkbox", { name: new RegExp(`^${name}\\s+[\\d,]+$`) });

/** The number that stands behind a box: what one would get. */
export async function countOf(box) {
  const text = await box.locator("xpath=ancestor::label").locator(".count").innerText();
  return Number(text.replaceAll(",", ""));
}

/** From filters or layers back to the list. */
export const seeResults = (page) => page.getByRole("button", { name: /^(看 [\d,]+ 条结果|Show [\d,]+ results?)$/ }).click();

/** The chip of a layer, by its name: pressed, it shows only that layer. */
export const layerChip = (page, name) => page.locator(".chip-row").getByRole("button", { name: new RegExp(`^${name}`) });

/** Opens the overlay of the layers. */
export const openLayers = (page) => page.getByRole("button", { name: /^(更多|More)$/ }).click();

/** Whether a layer is on, as the overlay of the layers says it. */
export async function isOn(page, name) {
  await openLayers(page);
  const isChecked = await layerSwitch(page, name).isChecked();
  await seeResults(page);
  return isChecked;
}

/** In the overlay of the layers, the switch of one, by its name. */
export const layerSwitch = (page, name) =>
  page.getByRole("group", { name: /^(图层|Layers)$/ }).getByRole("checkbox", { name: new RegExp(`^${name}`) });

/** On a phone, raises the sheet to its whole height; elsewhere nothing. */
export async function raiseSheet(page) {
  const handle = page.getByRole("button", { name: /^(面板高度|Height of the panel)/ });
  if (await handle.isVisible()) {
    await handle.press("ArrowUp");
    await handle.press("ArrowUp");
  }
}

/** The hash of the address bar as parts, decoded. */
export function hashOf(page) {
  const hash = new URL(page.url()).hash.slice(1);
  return Object.fromEntries(
    hash
      .split("&")
      .filter(Boolean)
      .map((part) => [part.split("=")[0], decodeURIComponent(part.slice(part.indexOf("=") + 1))]),
  );
}

/** Rows of a CSV text whose cells hold no line breaks. */
export function csvRows(text) {
  const lines = text.replace(/^\ufeff/, "").trimEnd().split("\r\n");
  const cell = /("(?:[^"]|"")*"|[^,]*)(?:,|$)/g;
  return lines.map((line) =>
    [...`${line}`.matchAll(cell)]
      .map((found) => found[1])
      .slice(0, -1)
      .map((text) => (text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text)),
  );
}

/** The text of a file that the page saves. */
export async function saved(page, act) {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}
