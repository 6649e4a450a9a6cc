// Cases: kept on this machine, by state, counted, exported, imported, and never lost without a word.

import { expect, test } from "./app.js";
import { caseFile, cases, done, give, importCases, importOutcome, madeCase, openPart, part, tableRows } from "./desk.js";
import { hashOf, saved } from "./walk.js";

const KEY = "diming.cases.1";
const street = (name, rest = {}) => ({ name, type: "street", town: "汇龙镇", county: "启东市", ...rest });
const named = (page, name) => cases(page).filter({ has: page.getByRole("heading", { name, exact: true }) });
const stateOf = (page, name) => named(page, name).getByRole("combobox");
const stored = (page) => page.evaluate((key) => localStorage.getItem(key), KEY);
const ONCE = { tag: "@desktop" };
/** Today where the browser is: 2026-05-04. */
const today = () => new Intl.DateTimeFormat("sv", { timeZone: "Asia/Shanghai" }).format(new Date());

const some = () => caseFile(
  madeCase("a", street("起草路")),
  madeCase("b", street("获批路", { approved_on: "2025-04-01" }), { state: "approved" }),
  madeCase("c", { name: "公告小区", type: "estate", approved_on: "2025-11-30", announced_on: "2026-01-10", applicant: "某公司" }, { state: "announced" }),
  madeCase("d", street("改名路", { renaming: "是", old_name: "旧名路", approved_on: "2026-02-01" }), { state: "approved" }),
  madeCase("e", street("不准路"), { state: "refused" }),
);

test("applications of a batch are kept, and are there when the page opens again", async ({ page, app }) => {
  await openPart(page, app, "批量");
  await give(page, "名称,类别,乡镇\n新试一路,街路巷,汇龙镇\n新试二路,street,汇龙镇");
  await done(page);
  await page.getByRole("button", { name: "将所列 2 条存入案卷" }).click();
  await expect(page.getByText("已存入案卷 2 件。")).toBeVisible();
  await openPart(page, app, "案卷");
  await expect(cases(page)).toHaveCount(2);
  await expect(named(page, "新试一路")).toContainText("街路巷");
  await expect(named(page, "新试一路")).toContainText("汇龙镇");
  await expect(stateOf(page, "新试一路")).toHaveValue("draft");
  await named(page, "新试二路").getByRole("button", { name: "打开“新试二路”" }).click();
  await expect.poll(() => JSON.stringify(hashOf(page))).toContain("新试二路");
  await part(page, "案卷");
  await expect(named(page, "新试二路")).toContainText("正在“申请”中");
});

test("states, filters, and today's date where the state asks for one", ONCE, async ({ page, app }) => {
  await openPart(page, app, "案卷");
  await importCases(page, some());
  await expect(importOutcome(page)).toContainText("新增 5 件，更新 0 件，未变 0 件。");
  await expect(cases(page)).toHaveCount(5);
  await expect(page.getByRole("combobox", { name: "状态", exact: true })).toContainText("已批准（2）");
  await stateOf(page, "起草路").selectOption({ label: "已批准" });
  await named(page, "起草路").getByRole("button", { name: /批准日期填今天/ }).click();
  const [year, month, day] = today().split("-").map(Number);
  await expect(named(page, "起草路")).toContainText(`批准 ${year}年${month}月${day}日`);
  await expect(named(page, "起草路").getByRole("button", { name: /填今天/ })).toHaveCount(0);
  await stateOf(page, "起草路").selectOption("announced");
  await expect(named(page, "起草路").getByRole("button", { name: /公告日期填今天/ })).toBeVisible();
  await page.getByRole("combobox", { name: "状态", exact: true }).selectOption("approved");
  await expect(cases(page)).toHaveCount(2);
  await page.getByRole("combobox", { name: "状态", exact: true }).selectOption("");
  await page.getByRole("searchbox", { name: "名称中含有" }).fill("旧名");
  await expect(cases(page)).toHaveCount(1);
  await expect(cases(page)).toContainText("改名路");
  await page.getByRole("searchbox", { name: "名称中含有" }).fill("没有这个");
  await expect(page.getByText("没有符合条件的行。")).toBeVisible();
});

test("counts by year and type: named, renamed, announced", ONCE, async ({ page, app }) => {
  await openPart(page, app, "案卷");
  await importCases(page, some());
  const counts = page.getByRole("table", { name: "按年份和类别统计" });
  await expect(counts.locator("tr")).toHaveCount(6);
  const cells = await counts.locator("tr").evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent).join(" ")));
  expect(cells).toEqual([
    "年份 类别 命名 更名 公告",
    "2026 全部类别 1 1 1", "街路巷 0 1 0", "住宅区 1 0 1",
    "2025 全部类别 1 0 0", "街路巷 1 0 0",
  ]);
});

test("a case is deleted at once, and comes back to its place", async ({ page, app }) => {
  await openPart(page, app, "案卷");
  await importCases(page, some());
  const names = () => cases(page).getByRole("heading").allInnerTexts();
  await expect(cases(page)).toHaveCount(5);
  const before = await names();
  await page.getByRole("button", { name: "删除“公告小区”" }).click();
  await expect(cases(page)).toHaveCount(4);
  await expect(page.getByText("已删除“公告小区”。")).toBeVisible();
  await expect(page.getByRole("button", { name: "撤销删除" })).toBeFocused();
  expect(await stored(page)).not.toContain("公告小区");
  await page.keyboard.press("Enter");
  await expect(cases(page)).toHaveCount(5);
  expect(await names()).toEqual(before);
  expect(await stored(page)).toContain("公告小区");
});

test("what is exported is imported elsewhere: by id, the newer wins", ONCE, async ({ page, app }) => {
  await openPart(page, app, "案卷");
  await importCases(page, some());
  await stateOf(page, "起草路").selectOption("reviewed");
  const file = await saved(page, () => page.getByRole("button", { name: "导出全部案卷" }).click());
  expect(file.name).toBe(`cases-${today().replaceAll("-", "")}.json`);
  const parsed = JSON.parse(file.text);
  expect([parsed.diming_cases, parsed.cases.length, parsed.cases[0].state]).toEqual([1, 5, "reviewed"]);
  expect(parsed.cases[2].fields.applicant).toBe("某公司");

  await page.evaluate((key) => localStorage.removeItem(key), KEY);
  await openPart(page, app, "案卷");
  await importCases(page, file.text);
  await expect(importOutcome(page)).toContainText("新增 5 件");
  await importCases(page, some());
  await expect(importOutcome(page)).toContainText("新增 0 件，更新 0 件，未变 5 件。");
  await expect(stateOf(page, "起草路")).toHaveValue("reviewed");
  const newer = madeCase("a", street("起草新路"), { changed_on: "2099-01-01" });
  await importCases(page, caseFile(newer, madeCase("f", street("另外路"))));
  await expect(importOutcome(page)).toContainText("新增 1 件，更新 1 件，未变 0 件。");
  await expect(named(page, "起草新路")).toBeVisible();
  await expect(named(page, "起草路")).toHaveCount(0);
});

test("texts survive: quotes, line breaks, signs", ONCE, async ({ page, app }) => {
  const odd = "“\"引\\号\"”\n\t\u0001<b>𠮷</b>";
  await openPart(page, app, "案卷");
  await importCases(page, caseFile(madeCase("q", { name: "怪名路", applicant: odd }, { considered: { "duplicate.D1|x@y": odd } })));
  await expect(named(page, "怪名路")).toBeVisible();
  const file = await saved(page, () => page.getByRole("button", { name: "导出全部案卷" }).click());
  const [kept] = JSON.parse(file.text).cases;
  expect([kept.fields.applicant, kept.considered["duplicate.D1|x@y"]]).toEqual([odd, odd]);
});

test.describe("a bad file", ONCE, () => {
  for (const [what, [text, sentence]] of Object.entries({
    "not JSON": ["{\"diming_cases\": 1,", /没有导入：不是有效的 JSON（.*(position|JSON)/],
    "another JSON": ["{\"rows\": []}", "没有导入：不是案卷文件，缺少“diming_cases”。"],
    "no list": ["{\"diming_cases\": 1}", "没有导入：不是案卷文件，缺少“cases”。"],
    "a newer version": ["{\"diming_cases\": 2, \"cases\": []}", "没有导入：案卷文件的版本是 2，本页只能读取版本 1。"],
    "too many": [JSON.stringify({ diming_cases: 1, cases: Array.from({ length: 2_001 }, () => 0) }), "没有导入：文件中有 2001 件，超过上限。"],
  })) {
    test(`${what}: refused, with what and where`, async ({ page, app }) => {
      await openPart(page, app, "案卷");
      await importCases(page, text);
      await expect(importOutcome(page)).toContainText(sentence);
      await expect(cases(page)).toHaveCount(0);
    });
  }

  test("partly bad: what is good is kept, the rest is told", async ({ page, app }) => {
    const bad = [
      7,
      madeCase("x", street("无效态路"), { state: "lost" }),
      madeCase("y", street("无效日路"), { created_on: "last week" }),
      madeCase("z", { name: "坏字段路", town: ["汇龙镇"] }),
      madeCase("a", street("重复路")),
      { id: "w", state: "draft", created_on: "2026-01-01", changed_on: "2026-01-01" },
    ];
    await openPart(page, app, "案卷");
    await importCases(page, caseFile(madeCase("a", street("好路")), ...bad, madeCase("n", { name: "数字路", storeys: 12, renaming: true, brand: null })));
    await expect(importOutcome(page)).toContainText("新增 2 件");
    await expect(importOutcome(page).getByRole("listitem")).toHaveText([
      "第 2 件：不是案卷", "第 3 件：状态“lost”无法识别", "第 4 件：“created_on”缺失或无法识别", "第 5 件：“fields.town”缺失或无法识别",
      "第 6 件：编号“a”重复", "第 7 件：“fields”缺失或无法识别",
    ]);
    await expect(cases(page)).toHaveCount(2);
    await expect(named(page, "好路")).toBeVisible();
  });
});

test("a browser that refuses to keep anything: said, and the cases last for the visit", ONCE, async ({ page, app }) => {
  await page.addInitScript(() => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; });
  await openPart(page, app, "案卷");
  await importCases(page, some());
  await expect(page.getByText("浏览器不允许保存或空间已满")).toBeVisible();
  await part(page, "批量");
  await part(page, "案卷");
  await expect(cases(page)).toHaveCount(5);
});

test("what is kept but cannot be read is put aside, not lost", ONCE, async ({ page, app }) => {
  await app.open();
  const broken = caseFile(madeCase("a", street("好路")), { id: "b" });
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, broken]);
  await openPart(page, app, "案卷");
  await expect(page.getByText("本机保存的案卷有一部分无法读取")).toBeVisible();
  await expect(cases(page)).toHaveCount(1);
  await stateOf(page, "好路").selectOption("refused");
  const aside = await page.evaluate(() => Object.entries(localStorage).find(([key]) => key.startsWith("diming.cases.1.set-aside."))?.[1]);
  expect(aside).toBe(broken);
});

test("what can neither be read whole nor put aside is not written over", ONCE, async ({ page, app }) => {
  await app.open();
  const broken = caseFile(madeCase("a", street("好路")), { id: "b" });
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, broken]);
  // Room for what is there, none for a copy of it.
  await page.addInitScript((aside) => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = function (key, text) {
      if (key.startsWith(aside)) throw new DOMException("full", "QuotaExceededError");
      setItem.call(this, key, text);
    };
  }, `${KEY}.set-aside.`);
  await openPart(page, app, "案卷");
  await expect(page.getByText(`本机保存的案卷有一部分无法读取，原文已另存为“${KEY}”，没有删除。`)).toBeVisible();
  await expect(page.getByText("浏览器不允许保存或空间已满")).toBeVisible();
  await stateOf(page, "好路").selectOption("refused");
  await expect(stateOf(page, "好路")).toHaveValue("refused");
  await importCases(page, caseFile(madeCase("new", street("新路"))));
  await expect(cases(page)).toHaveCount(2);
  expect(await stored(page)).toBe(broken);
});

test("two windows keep the same cases", ONCE, async ({ page, app }) => {
  await openPart(page, app, "案卷");
  const other = await page.context().newPage();
  const App = app.constructor;
  await openPart(other, new App(other), "案卷");
  await importCases(other, caseFile(madeCase("one", street("一号路"))));
  await expect(named(page, "一号路")).toBeVisible();
  await importCases(page, caseFile(madeCase("two", street("二号路"))));
  await expect(cases(other)).toHaveCount(2);
});

test("what is pending counts as also applied for, what is refused does not", ONCE, async ({ page, app }) => {
  await openPart(page, app, "案卷");
  const unheard = "瀚澜虹路";
  await importCases(page, caseFile(madeCase("p", street(unheard))));
  await expect(named(page, unheard)).toBeVisible();
  await part(page, "批量");
  await give(page, `名称,类别,乡镇,县（市、区）\n${unheard},street,汇龙镇,启东市`);
  await done(page);
  await expect(tableRows(page)).toContainText(`重名：${unheard}`);
  await part(page, "案卷");
  await stateOf(page, unheard).selectOption("refused");
  await part(page, "批量");
  await give(page, `名称,类别,乡镇,县（市、区）\n${unheard},street,汇龙镇,启东市`);
  await expect(tableRows(page)).not.toContainText("重名");
  await done(page);
  await expect(tableRows(page)).not.toContainText("重名：");
});

test("a long list of cases has pages", ONCE, async ({ page, app }) => {
  await openPart(page, app, "案卷");
  await importCases(page, caseFile(...Array.from({ length: 120 }, (_, n) => madeCase(`c${n}`, street(`第${n}路`)))));
  await expect(cases(page)).toHaveCount(50);
  const pages = page.getByRole("navigation", { name: "翻页" });
  await expect(pages).toContainText("第 1 / 3 页");
  await pages.getByRole("button", { name: "下一页" }).click();
  await pages.getByRole("button", { name: "下一页" }).click();
  await expect(cases(page)).toHaveCount(20);
  await expect(pages.getByRole("button", { name: "下一页" })).toBeDisabled();
});

test("by keyboard: import, state, delete and undo", ONCE, async ({ page, app }) => {
  await openPart(page, app, "案卷");
  await importCases(page, caseFile(madeCase("a", street("键盘路"))));
  await expect(cases(page)).toHaveCount(1);
  await page.locator("details.case-import summary").focus();
  const tabTo = async (locator) => {
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press("Tab");
      if (await locator.evaluate((element) => element === document.activeElement)) return;
    }
    await expect(locator).toBeFocused();
  };
  await tabTo(stateOf(page, "键盘路"));
  await page.keyboard.press("ArrowDown");
  await expect(stateOf(page, "键盘路")).toHaveValue("reviewed");
  await tabTo(page.getByRole("button", { name: "删除“键盘路”" }));
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "撤销删除" })).toBeFocused();
  await page.keyboard.press("Space");
  await expect(stateOf(page, "键盘路")).toHaveValue("reviewed");
});

for (const [lang, name] of [["zh", "案卷"], ["en", "Cases"]]) {
  test(`axe finds nothing: ${lang}`, async ({ page, app }) => {
    await openPart(page, app, name, `lang=${lang}`);
    expect(await app.axe(), "empty").toEqual([]);
    await importCases(page, caseFile(...JSON.parse(some()).cases, 7));
    await expect(cases(page)).toHaveCount(5);
    await page.getByRole("button", { name: /^(删除|Delete).*不准路/ }).click();
    await stateOf(page, "起草路").selectOption("approved");
    expect(await app.axe(), "with cases").toEqual([]);
    await page.evaluate(() => document.documentElement.setAttribute("data-theme", "dark"));
    expect(await app.axe(), "dark").toEqual([]);
  });
}
