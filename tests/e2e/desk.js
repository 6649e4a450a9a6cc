// The ways through the review workspace that several specs share, in either language.

import { expect } from "./app.js";
import { raiseSheet } from "./walk.js";

/** Opens one part of the review: "批量", "在用名称", "案卷", or in English. */
export async function openPart(page, app, name, hash = "lang=zh", options = {}) {
  await app.open(`ws=review&${hash}`, options);
  await raiseSheet(page);
  await part(page, name);
}

/** Goes to another part. */
export async function part(page, name) {
  await page.getByRole("navigation", { name: /^(审查的各部分|Parts of the review)$/ }).getByRole("button", { name, exact: true }).click();
}

/** Opens the box for the list, which folds away once there is a result. */
export async function openFeed(page) {
  const fold = page.locator("details.feed-fold");
  if (!(await fold.evaluate((details) => details.open))) await fold.locator("> summary").click();
}

/** Types a text and begins. */
export async function give(page, text) {
  await openFeed(page);
  await page.getByRole("textbox", { name: /^(申请|名称|Applications|Names)$/ }).fill(text);
  await page.getByRole("button", { name: /^(审查|比对|Review|Compare)$/ }).and(page.locator("button.main")).click();
}

/** The table of results. */
export const table = (page) => page.getByRole("grid", { name: /^(批量审查结果|比对结果|Results( of the batch)?)$/ });

/** Its rows that are there, without the heading: those on the screen and some beside. */
export const tableRows = (page) => table(page).locator("tbody tr.line");

/** The button that shows only rows of one kind, by its words; its number is what it would leave. */
export const kindChip = (page, words) => page.getByRole("group", { name: /^(结论|情况|Outcome|What it is)$/ }).getByRole("button", { name: new RegExp(`^${words} `) });

/** Waits until all is done; the number of rows as it is told. */
export async function done(page, timeout = 20_000) {
  const line = page.getByRole("status").filter({ hasText: /^(已完成，共|Done,)/ });
  await expect(line).toBeVisible({ timeout });
  return Number((await line.innerText()).replace(/\D/g, ""));
}

/** Names of the rows that are there. */
export const tableNames = (page) => tableRows(page).getByRole("rowheader").locator("button, span:not(.spelling)").evaluateAll((all) =>
  all.filter((e) => e.tagName === "BUTTON" || !e.closest("button, p")).map((e) => e.textContent));

/** A case of a file. */
export const madeCase = (id, fields, rest = {}) => ({
  id, state: "draft", created_on: "2026-03-05", changed_on: "2026-03-05T10:00:00", fields, considered: {}, ...rest,
});

/** A file of cases. */
export const caseFile = (...cases) => JSON.stringify({ diming_cases: 1, cases });

/** Imports a text as a file. */
export async function importCases(page, text, name = "cases.json") {
  const details = page.locator("details.case-import");
  if (!(await details.evaluate((element) => element.open))) await details.locator("summary").click();
  await page.getByLabel(/案卷文件|A file of cases/).setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

/** Cases in the list. */
export const cases = (page) => page.getByRole("list", { name: /^(案卷列表|List of cases)$/ }).locator("> li");

/** What came of an import. */
export const importOutcome = (page) => page.locator(".import-outcome");
