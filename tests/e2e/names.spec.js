// Names found in use: what each is by the register, and the standard form.

import { expect, test } from "./app.js";
import { done, give, kindChip, openPart, part, table, tableRows } from "./desk.js";
import { csvRows, sample, saved } from "./walk.js";

const gazetteer = sample("gazetteer").map((feature) => feature.properties);
const heritage = new Set(sample("heritage").flatMap(({ properties }) => [properties.name, ...[properties.former_names ?? []].flat()]));
const count = {};
for (const { name } of gazetteer) count[name] = (count[name] ?? 0) + 1;
const of = (status) => gazetteer.find(({ name, status: its }) => its === status && count[name] === 1 && !heritage.has(name)).name;
const [standard, cancelled, former] = [of("现用"), of("注销"), of("曾用")];
const unknown = "瀚澜虹霁路";
const rowOf = (page, name) => tableRows(page).filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const ONCE = { tag: "@desktop" };

test("standard, non-standard, former, cancelled, unknown", async ({ page, app }) => {
  await openPart(page, app, "在用名称");
  await give(page, [standard, `启东市${standard}`, cancelled, former, unknown].join("\n"));
  expect(await done(page)).toBe(5);
  await expect(rowOf(page, standard)).toContainText("标准地名");
  await expect(rowOf(page, `启东市${standard}`)).toContainText(`“${standard}”的非标准写法`);
  await expect(rowOf(page, former)).toContainText("曾用名");
  await expect(rowOf(page, cancelled)).toContainText("已注销");
  await expect(rowOf(page, unknown)).toContainText("未登记，可能未经批准使用");
});

test("the standard form leads to its record, and back to the list", async ({ page, app }) => {
  await openPart(page, app, "在用名称");
  await give(page, `启东市${standard}`);
  await done(page);
  const button = tableRows(page).getByRole("button", { name: standard });
  await button.click();
  await expect(page.getByRole("region", { name: "地点详情" }).getByRole("heading", { level: 2 })).toContainText(standard);
  await page.keyboard.press("Escape");
  await expect(button).toBeFocused();
});

test("filter by what they are, with counts, and save what is shown", ONCE, async ({ page, app }) => {
  await openPart(page, app, "在用名称");
  await give(page, [standard, cancelled, unknown, `${unknown}口`].join("\n"));
  await done(page);
  await expect(kindChip(page, "未登记")).toHaveText(/未登记\s+2$/);
  await expect(kindChip(page, "全部")).toHaveText(/全部\s+4$/);
  await kindChip(page, "未登记").click();
  await expect(tableRows(page)).toHaveCount(2);
  const csv = await saved(page, () => page.getByRole("button", { name: "保存为 CSV" }).click());
  expect(csvRows(csv.text).slice(1).map(([name]) => name)).toEqual([unknown, `${unknown}口`]);
});

test("a long list stops when told, and what is found stays while one looks elsewhere", ONCE, async ({ page, app }) => {
  await openPart(page, app, "在用名称");
  const text = Array.from({ length: 20_000 }, (_, n) => `${gazetteer[n % gazetteer.length].name}${n}`).join("\n");
  await page.getByLabel("或选择文件").setInputFiles({ name: "names.txt", mimeType: "text/plain", buffer: Buffer.from(text) });
  await expect(tableRows(page).first()).toBeVisible({ timeout: 20_000 });
  await page.getByRole("button", { name: "停止", exact: true }).click();
  await expect(page.getByText(/^已停止，完成 [\d,]+ \/ 20,000。$/)).toBeVisible();
  await part(page, "案卷");
  await part(page, "在用名称");
  await expect(tableRows(page).first()).toBeVisible();
  expect(await tableRows(page).count()).toBeLessThan(60);
});

test("nothing in what is pasted becomes HTML", ONCE, async ({ page, app }) => {
  await openPart(page, app, "在用名称");
  await give(page, "<img src=x onerror=alert(1)>\n<b>路</b>");
  await done(page);
  await expect(tableRows(page).first().getByRole("rowheader")).toHaveText("<img src=x onerror=alert(1)>");
  expect(await table(page).locator("img, b").count()).toBe(0);
});

for (const [lang, name] of [["zh", "在用名称"], ["en", "Names in use"]]) {
  test(`axe finds nothing: ${lang}`, async ({ page, app }) => {
    await openPart(page, app, name, `lang=${lang}`);
    await give(page, [standard, `启东市${standard}`, cancelled, former, unknown].join("\n"));
    await done(page);
    expect(await app.axe()).toEqual([]);
    await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
    expect(await app.axe(), "dark").toEqual([]);
  });
}
