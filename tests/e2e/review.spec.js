// The naming review as an officer uses it: an application as it is typed, its findings, what comes of them.

import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { collection, expect, look, madeCatalog, point, test } from "./app.js";
import { card, fromMenu, map, raiseSheet } from "./walk.js";

const commands = resolve(process.env.DIMING_XTASK ?? "target/debug/xtask", "../diming");

const nameBox = (page) => page.getByLabel(/^(拟用名称|Name applied for)$/);
const typeBox = (page) => page.getByLabel(/^(类别|Type)$/);
const townBox = (page) => page.getByLabel(/^(乡镇（街道）|Town or subdistrict)$/);
const found = (page) => page.getByRole("region", { name: /^(审查发现|Findings)$/ });
const finding = (page, code) => found(page).locator(".finding").filter({ hasText: code });
/** Opens the acts that do not stand on the bar. */
const moreActs = (page) => page.getByRole("button", { name: /^(更多操作|More acts)$/ }).click();
const bar = (page) => page.getByRole("region", { name: /^(审查结果|Outcome)$/ });
const paper = (page) => page.locator("article.paper");

/** Opens the review with an application: "name=人民路&type=street". */
async function open(app, page, fields = "", more = "") {
  const application = fields.split("&").filter(Boolean).map((field) => `a.${field}`).join("&");
  await app.open(["ws=review", application, more].filter(Boolean).join("&"));
  await page.evaluate(() => new Promise((done) => {
    const look = () => performance.getEntriesByName("diming:review-ready").length > 0 && done();
    new PerformanceObserver(look).observe({ type: "mark", buffered: true });
    look();
  }));
  if (application) await expect(page.locator(".summary")).not.toBeEmpty();
  await raiseSheet(page);
}

/** Does something, and waits until the findings that answer it are shown. */
async function reviewed(page, act) {
  const seq = () => page.evaluate(() => performance.getEntriesByName("diming:reviewed").at(-1)?.detail.seq ?? 0);
  const before = await seq();
  await act();
  await expect.poll(seq, "newer findings").toBeGreaterThan(before);
}

const ROAD = "name=人民路&type=street&town=汇龙镇&lon=121.66&lat=31.812";

test("findings follow as one types, with law, evidence and rule in the reader's language", async ({ page, app }) => {
  await open(app, page);
  await expect(found(page)).toContainText("填写名称后");
  await nameBox(page).fill("人民路");
  await typeBox(page).selectOption("street");
  await reviewed(page, () => townBox(page).fill("汇龙镇"));
  const same = finding(page, "duplicate.D1").first();
  await expect(same).toContainText("违反规定");
  await expect(same).toContainText("第九条（八）");
  await expect(same).toContainText("人民路（现用，汇龙镇）");
  await expect(page.locator(".spelling")).toContainText("Rénmín Lù");
  await expect(page.locator(".spelling")).toContainText("Renmin Lu");
  await expect(page.locator(".summary")).toContainText("不能视为没有问题");
  // The most serious come first.
  const signs = await found(page).locator("> .findings > .finding .weight-sign").allInnerTexts();
  const order = "■▲◆●?";
  expect(signs.map((sign) => order.indexOf(sign))).toEqual(signs.map((sign) => order.indexOf(sign)).toSorted((a, b) => a - b));
  await fromMenu(page, "English");
  await expect(same).toContainText("Against a rule");
  await expect(same).toContainText("Art. 9(8)");
  await expect(same).toContainText("人民路 (in use, 汇龙镇)");
});

test("a place by a click on the map, in another datum, outside the map @desktop", async ({ page, app }) => {
  await open(app, page, "name=人民路&type=street");
  await page.getByRole("button", { name: "在地图上点选" }).click();
  await expect(page.getByText("请在地图上点选位置")).toBeVisible();
  const box = await map(page).boundingBox();
  await reviewed(page, () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2));
  const lon = Number(await page.getByLabel("经度").inputValue());
  expect(Math.abs(lon - 121.68)).toBeLessThan(0.01);
  // The same place in the datum of Amap: 启东 of the notes.
  await page.getByLabel("经度").fill("121.664315889");
  await page.getByLabel("纬度").fill("31.807944677");
  await page.getByLabel("坐标系").selectOption("gcj02");
  await reviewed(page, () => townBox(page).fill("汇龙镇"));
  await expect(page.locator(".summary")).toContainText("汇龙建成区");
  await reviewed(page, () => page.getByLabel("经度").fill("12"));
  await expect(page.locator(".summary")).toContainText("不在本图范围内");
  await reviewed(page, () => page.getByLabel("经度").fill("东边"));
  await expect(page.getByText("无法识别，按未填写处理")).toBeVisible();
});

test("a name of the evidence opens its record, and Back returns to it", async ({ page, app }) => {
  await open(app, page, ROAD);
  const show = finding(page, "duplicate.D1").first().getByRole("button", { name: "在地图上显示“人民路”" }).first();
  await show.click();
  await expect(card(page)).toContainText("人民路");
  await page.getByRole("button", { name: /^返回$/ }).click();
  await expect(show).toBeFocused();
});

test("what findings rest on stands on the map while the review is open, and only then @desktop", async ({ page, app }) => {
  await open(app, page, ROAD, "map=14/31.812/121.66");
  // Pixels of the colour of what is against a rule.
  const marked = () => map(page).evaluate((canvas) => {
    const [red, green, blue] = [0xa3, 0x28, 0x1f];
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) count += data[at] === red && data[at + 1] === green && data[at + 2] === blue;
    return count;
  });
  await expect.poll(marked).toBeGreaterThan(100);
  await page.getByRole("button", { name: "查找", exact: true }).click();
  await expect.poll(marked).toBe(0);
});

test("Back to before the review takes nothing from the form @desktop", async ({ page, app }) => {
  await app.open("id=gazetteer:1&mode=officer");
  // The card makes way for what the tab names.
  await page.getByRole("button", { name: "审查", exact: true }).click();
  await reviewed(page, () => nameBox(page).fill("人民路"));
  await expect.poll(() => decodeURIComponent(page.url())).toContain("a.name=人民路");
  await page.evaluate(() => (location.hash = "lang=zh&mode=officer"));
  await page.getByRole("button", { name: "审查", exact: true }).click();
  await expect(nameBox(page)).toHaveValue("人民路");
});

test("a considered finding goes into the sheet with its note", async ({ page, app }) => {
  await open(app, page, ROAD);
  const first = finding(page, "duplicate.D1").first();
  await first.getByLabel("标为已考虑").check();
  await first.getByLabel(/^说明/).fill("两路相距较远，已与镇里核实");
  await first.getByLabel(/^说明/).blur();
  await page.getByRole("button", { name: "审查意见表" }).click();
  await expect(paper(page)).toContainText("经办人说明：两路相距较远，已与镇里核实");
  // Another collision is another finding.
  await reviewed(page, () => nameBox(page).fill("通海路"));
  await expect(paper(page)).not.toContainText("经办人说明");
});

test("the sheet names register, file, fingerprint and rules, and prints alone", async ({ page, app }) => {
  await open(app, page, `${ROAD}&applicant=某某单位&renaming=true&old_name=寿丰石桥`);
  await page.getByRole("button", { name: "审查意见表" }).click();
  const hash = createHash("sha256").update(readFileSync(resolve("data/gazetteer.geojson"))).digest("hex");
  await expect(paper(page)).toContainText(hash);
  const { title, updated_on } = JSON.parse(readFileSync(resolve("data/rules/profile.json"), "utf8"));
  for (const text of ["地名命名、更名审查意见表", "启东市民政局（示例）", "gazetteer.geojson", `${title}，${updated_on} 版`, "联合审查意见", "审查结论", "寿丰石桥", "原名称受保护"])
    await expect(paper(page), text).toContainText(text);
  await page.emulateMedia({ media: "print" });
  await expect(paper(page)).toBeVisible();
  for (const gone of [page.getByRole("banner"), map(page), nameBox(page), page.getByRole("button", { name: "审查意见表" })]) await expect(gone).toBeHidden();
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(Number(/\/Count (\d+)/.exec(pdf)[1])).toBeLessThan(5);
});

test("a draft notice has its fixed fields", async ({ page, app }) => {
  await open(app, page, "name=通海路&type=street&town=汇龙镇&county=启东市&approved_on=2026-11-03");
  await page.getByRole("button", { name: "公告稿" }).click();
  await page.getByLabel("位置描述").fill("东起江海路，西至人民路");
  await page.getByLabel("批准机关").fill("启东市人民政府");
  for (const text of ["标准名称", "通海路", "Tōnghǎi Lù", "启东市汇龙镇", "东起江海路，西至人民路", "启东市人民政府", "2026-11-03"])
    await expect(paper(page), text).toContainText(text);
  await expect(finding(page, "filing")).toHaveCount(1);
});

test("names derived from the old one are listed at a renaming", { tag: "@desktop" }, async ({ page, app }) => {
  await open(app, page, "name=通海路&type=street&town=汇龙镇&renaming=true&old_name=人民路");
  await page.getByText("材料、审批与期限").click();
  await expect(finding(page, "derived")).toContainText("人民");
});

test("the saved JSON says what the command line says @desktop", async ({ page, app }, info) => {
  await open(app, page, ROAD);
  await moreActs(page);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "保存为 JSON" }).click()]);
  const saved = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(download.suggestedFilename()).toBe("review.json");
  const applications = info.outputPath("applications.jsonl");
  writeFileSync(applications, JSON.stringify(saved.application));
  const files = ["--register", "data/gazetteer.geojson", "--scopes", "data/built-up.geojson", "--applications", applications];
  const said = JSON.parse(execFileSync(commands, ["review", ...files], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  expect(saved.romanisation).toBe(said.romanisation);
  const short = ({ findings }) => findings.map(({ code, weight, article, in_scope, evidence }) =>
    [code, weight, article, in_scope, evidence.map(({ name }) => name && [name.id, name.class]).sort()]);
  expect(short(saved)).toEqual(short(said));
});

test("a link carries the application, and not the applicant", async ({ page, app, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(app, page, ROAD);
  await page.getByText("规模与申请单位").click();
  await reviewed(page, () => page.getByLabel("申请单位").fill("秘密公司"));
  await moreActs(page);
  await page.getByRole("button", { name: /^复制链接/ }).click();
  await expect(page.getByText("链接已复制")).toBeVisible();
  const link = decodeURIComponent(await page.evaluate(() => navigator.clipboard.readText()));
  expect(link).toContain("ws=review");
  expect(link).toContain("a.name=人民路");
  expect(link).not.toContain("秘密");
  await expect.poll(() => decodeURIComponent(page.url())).toContain("a.name=人民路");
  expect(decodeURIComponent(page.url())).not.toContain("秘密");
  await page.goto("about:blank");
  await page.goto(link);
  await expect(nameBox(page)).toHaveValue("人民路");
  await expect(typeBox(page)).toHaveValue("street");
  await expect(finding(page, "duplicate.D1").first()).toBeVisible();
  await expect(page.getByLabel("申请单位")).toHaveValue("");
});

test("any text is reviewed, and an empty form says so", { tag: "@desktop" }, async ({ page, app }) => {
  await open(app, page, "type=street&town=汇龙镇");
  await expect(finding(page, "structure")).toContainText("没有填写名称");
  const texts = ["路", "长".repeat(39) + "路", "人 民 路", "人　民　路", "123路", "ABC路", "人民·路-（东）", "😀路", "𠮷𠮷路", "人民東路", "<b>路</b>", "人民路".normalize("NFD"), "\u202e路"];
  for (const text of texts) {
    await reviewed(page, () => nameBox(page).fill(text));
    await expect(page.locator(".summary"), text).not.toBeEmpty();
  }
  // Blanks and traditional forms are the same name.
  for (const text of ["人 民 路", "人　民　路"]) {
    await reviewed(page, () => nameBox(page).fill(text));
    await expect(finding(page, "duplicate.D1").first(), text).toBeVisible();
  }
});

test("readings are chosen, and names that pass are offered", { tag: "@desktop" }, async ({ page, app }) => {
  await open(app, page, "name=人民重路&type=street&town=汇龙镇");
  await expect(page.locator(".spelling")).toContainText("zhòng");
  await reviewed(page, () => page.getByLabel("“重”的读音").selectOption("chóng"));
  await expect(page.locator(".spelling")).toContainText("chóng");
  await reviewed(page, () => nameBox(page).fill("人民路"));
  await page.getByRole("button", { name: "查找可用的名称" }).click();
  const first = page.locator(".suggestions li button").first();
  await expect(first).toBeVisible();
  const name = await first.innerText();
  await reviewed(page, () => first.click());
  await expect(nameBox(page)).toHaveValue(name);
  await expect(page.locator(".summary")).not.toContainText("违反");
});

test.describe("files that are bad", () => {
  test.use({ expectedErrors: [/status of 404/] });

  test("a broken profile is refused with path and reason, and the built-in one goes on", { tag: "@desktop" }, async ({ page, app, context }) => {
    const broken = readFileSync(resolve("data/rules/profile.json"), "utf8").replace('"weight": "error"', '"weight": "bad"');
    await context.route("**/data/rules/profile.json", (route) => route.fulfill({ contentType: "application/json", body: broken }));
    await open(app, page, ROAD);
    await expect(finding(page, "duplicate.D1").first()).toBeVisible();
    await page.getByRole("button", { name: "依据" }).click();
    const refused = page.getByRole("alert").filter({ hasText: "rules/profile.json" });
    await expect(refused).toContainText("classes[0].weight");
    await expect(refused).toContainText("内置规则");
  });

  test("without a table nothing is checked, and one can try again", { tag: "@desktop" }, async ({ page, app, context }) => {
    await context.route("**/data/dict/alike.txt", (route) => route.fulfill({ status: 404, body: "" }));
    await app.open("ws=review&a.name=人民路");
    await expect(page.getByRole("alert")).toContainText("现在无法审查");
    await expect(page.locator(".summary")).toBeEmpty();
    await context.unroute("**/data/dict/alike.txt");
    await page.getByRole("button", { name: "重试" }).click();
    await expect(page.locator(".summary")).not.toBeEmpty();
  });
});

const registerCatalog = () => madeCatalog((catalog) => {
  catalog.fields.type = { label: { zh: "类型", en: "Type" }, kind: "choice" };
  catalog.fields.status = { label: { zh: "状态", en: "Status" }, kind: "choice" };
  catalog.layers[0].fields.push("type", "status");
  catalog.review = { registers: ["places"] };
});

test("an empty register, one of former names, and one without fields are never an all-clear", { tag: "@desktop" }, async ({ page, app }) => {
  const road = (properties) => point([121.68, 31.88], { name: "人民路", ...properties });
  const cases = {
    empty: { file: collection(), undone: true },
    former: { file: collection(road({ type: "street", status: "曾用" }), road({ type: "street", status: "注销" })), undone: true },
    plain: { file: collection(road({})), undone: false },
  };
  for (const [name, { file, undone }] of Object.entries(cases)) {
    await app.serve({ "catalog.json": registerCatalog(), "places.geojson": file });
    await app.open("ws=review&a.name=人民路&a.type=street&a.town=汇龙镇", { catalog: "made/catalog.json" });
    await expect(page.locator(".summary"), name).not.toBeEmpty();
    await expect(found(page).getByText("没有可供比对的地名录"), name).toHaveCount(undone ? 1 : 0);
    const codes = { empty: 0, former: 2, plain: 1 };
    await expect(finding(page, /duplicate\.[DX]1/), name).toHaveCount(codes[name]);
    await page.context().unrouteAll();
  }
});

test("where the catalog has no review, there is none", { tag: "@desktop" }, async ({ page, app }) => {
  await app.openMade(madeCatalog(), { "places.geojson": collection(point([121.68, 31.88], { name: "甲" })) }, "ws=review");
  const tabs = page.getByRole("navigation", { name: "工作区" });
  await expect(tabs.getByRole("button", { name: "检查数据" })).toBeVisible();
  await expect(tabs.getByRole("button", { name: "审查" })).toHaveCount(0);
});

test("the office's own register is used by every check, and nothing of it leaves the browser @desktop", async ({ page, app }) => {
  const seen = [];
  page.context().on("request", (request) => seen.push(`${request.url()} ${request.postData() ?? ""}`));
  await open(app, page, "name=墨痕路&type=street&town=汇龙镇");
  await expect(finding(page, "duplicate.D1")).toHaveCount(0);
  await page.getByRole("button", { name: "依据" }).click();
  const csv = "编号,名称,地名类别,乡镇,状态,经度,纬度,高程\nQX-1,墨痕路,street,汇龙镇,现用,121.6612345,31.8154321,3.25\nQX-2,墨痕新村,estate,汇龙镇,现用,121.67,31.82,\nQX-3,隐泉路,street,汇龙镇,现用,121.68,31.82,\n";
  await page.getByLabel("打开本机文件").setInputFiles({ name: "秘册.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await expect(page.locator(".basis")).toContainText("秘册.csv");
  await expect(page.locator(".basis")).toContainText(createHash("sha256").update(csv).digest("hex"));
  await page.getByRole("button", { name: "申请", exact: true }).click();
  const same = finding(page, "duplicate.D1").first();
  await expect(same).toContainText("墨痕路（现用，汇龙镇）");
  await same.getByRole("checkbox").check();
  await same.getByRole("button", { name: "在地图上显示“墨痕路”" }).click();
  await expect(card(page)).toContainText("3.25");
  await expect(card(page)).toContainText("121.66123");
  await page.getByRole("button", { name: "返回" }).click();
  await page.getByRole("button", { name: "审查意见表" }).click();
  await expect(paper(page)).toContainText("秘册.csv");
  await page.getByRole("button", { name: "存入案卷" }).click();
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  const all = decodeURIComponent([...seen, page.url()].join("\n")) + kept;
  for (const mark of ["QX-", "秘册", "墨痕新村", "隐泉", "1.66123", "3.25", "local-"]) expect(all, mark).not.toContain(mark);
  // Closed, it counts no more.
  await page.getByRole("button", { name: "查找", exact: true }).click();
  await fromMenu(page, /^数据/);
  await page.getByRole("button", { name: "关闭这个文件" }).click();
  await page.getByRole("button", { name: "返回" }).click();
  await page.getByRole("button", { name: "审查", exact: true }).click();
  await expect(page.locator(".summary")).not.toBeEmpty();
  await expect(finding(page, "duplicate.D1")).toHaveCount(0);
});

test("by keyboard alone: to the review, through the form, to the findings @desktop", async ({ page, app }) => {
  await app.open("mode=officer");
  await page.getByRole("button", { name: "审查", exact: true }).focus();
  await page.keyboard.press("Enter");
  await nameBox(page).focus();
  await page.keyboard.type("人民路");
  await page.keyboard.press("Tab");
  while (!(await typeBox(page).evaluate((box) => box === document.activeElement))) await page.keyboard.press("Tab");
  for (let down = 0; down < 4; down++) await page.keyboard.press("ArrowDown");
  await expect(typeBox(page)).toHaveValue("street");
  await page.keyboard.press("Tab");
  await reviewed(page, () => page.keyboard.type("汇龙镇"));
  const mark = finding(page, "duplicate.D1").first().getByRole("checkbox");
  for (let presses = 0; presses < 40 && !(await mark.evaluate((box) => box === document.activeElement)); presses++) await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(mark).toBeChecked();
});

test("without a worker the review works as well @desktop", async ({ page, app }) => {
  await page.addInitScript(() => {
    globalThis.Worker = class { constructor() { throw new Error("no Worker"); } };
  });
  await open(app, page, ROAD);
  await expect(finding(page, "duplicate.D1").first()).toBeVisible();
});

for (const lang of ["zh", "en"]) {
  for (const theme of ["light", "dark"]) {
    test(`axe finds nothing in the review: ${lang}, ${theme}`, look(lang, theme), async ({ page, app }) => {
      test.slow();
      await app.open(`ws=review&lang=${lang}&${ROAD.split("&").map((field) => `a.${field}`).join("&")}&a.renaming=true&a.old_name=寿丰石桥`, { query: `theme=${theme}` });
      await expect(finding(page, "duplicate.D1").first()).toBeVisible();
      await raiseSheet(page);
      await finding(page, "duplicate.D1").first().getByRole("checkbox").check();
      for (const details of await page.locator(".desk details").all()) await details.evaluate((element) => (element.open = true));
      await page.getByRole("button", { name: /^(查找可用的名称|Find names that pass)$/ }).click();
      await expect(page.locator(".suggestions li").first()).toBeVisible();
      await page.getByRole("button", { name: /^(审查意见表|Sheet)$/ }).click();
      await expect(paper(page)).toBeVisible();
      expect(await app.axe(), "application").toEqual([]);
      await page.getByRole("button", { name: /^(公告稿|Notice)$/ }).click();
      expect(await app.axe(), "notice").toEqual([]);
      await page.getByRole("button", { name: /^(依据|Rules)$/ }).click();
      await expect(page.locator(".basis")).toContainText("gazetteer.geojson");
      expect(await app.axe(), "rules").toEqual([]);
    });
  }
}

/** Findings that are seen whole, and whether the acts are: nothing covers any of their corners. */
const inSight = (page) => page.evaluate(() => {
  const isSeen = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [[left + 3, top + 3], [right - 3, top + 3], [left + 3, bottom - 3], [right - 3, bottom - 3]]
      .every(([x, y]) => element.contains(document.elementFromPoint(x, y)));
  };
  const all = (what) => [...document.querySelectorAll(what)];
  return {
    findings: all(".found > .findings > .finding").filter(isSeen).length,
    summary: all(".summary").every(isSeen),
    acts: all(".outcome > .buttons > button").filter(isSeen).length,
    primary: all(".outcome .main").length,
  };
});

for (const [width, height, least] of [[1366, 657, 2], [1280, 800, 2], [1093, 526, 1]]) {
  for (const lang of ["zh", "en"]) {
    test(`findings and acts are in sight when a name is typed: ${width} × ${height}, ${lang}`, { tag: "@desktop" }, async ({ page, app }) => {
      await page.setViewportSize({ width, height });
      await open(app, page, "type=street&town=汇龙镇", `lang=${lang}`);
      const before = await nameBox(page).boundingBox();
      await reviewed(page, () => nameBox(page).fill("人民路"));
      await expect.poll(async () => (await inSight(page)).findings).toBeGreaterThanOrEqual(least);
      expect(await inSight(page)).toMatchObject({ summary: true, acts: 3, primary: 1 });
      expect(await nameBox(page).boundingBox(), "nothing jumps while one types").toEqual(before);
      // Form, findings and map stand side by side, and each column scrolls by itself.
      const lefts = [nameBox(page), found(page), map(page)].map(async (part) => (await part.boundingBox()).x);
      const [form, findings, ground] = await Promise.all(lefts);
      expect(form < findings && findings < ground).toBe(true);
      await finding(page, "duplicate.D1").first().getByRole("checkbox").scrollIntoViewIfNeeded();
      expect(await nameBox(page).boundingBox()).toEqual(before);
      expect(await inSight(page)).toMatchObject({ summary: true, acts: 3 });
    });
  }
}

/** Where the map is once it has stayed there for a second: longer than anything waits to move it. */
async function settled(page, camera) {
  for (;;) {
    const before = camera();
    await page.evaluate(() => new Promise((done) => setTimeout(done, 1_000)));
    if (camera() === before) return before;
  }
}

test("the map goes to the evidence, but not against a person who has just moved it", { tag: "@desktop" }, async ({ page, app }) => {
  await open(app, page, "type=street&town=汇龙镇");
  const camera = () => new URL(page.url()).hash.match(/map=([^&]*)/)?.[1];
  const zoom = () => Number(camera().split("/")[0]);
  await reviewed(page, () => nameBox(page).fill("人民路"));
  await expect.poll(zoom, "zoomed to the road of this name").toBeGreaterThan(12);
  const fitted = await settled(page, camera);
  const box = await map(page).boundingBox();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 200, box.y + box.height / 2 - 150, { steps: 4 });
  await page.mouse.up();
  await expect.poll(camera).not.toBe(fitted);
  const own = await settled(page, camera);
  await reviewed(page, () => nameBox(page).fill("通海路"));
  expect(await settled(page, camera)).toBe(own);
  // What one asks for is shown at once.
  await found(page).locator(".finding-title").first().click();
  await expect.poll(camera).not.toBe(own);
});

test("on a phone verdict and acts stay in sight over the form, and nothing scrolls sideways", { tag: "@phone" }, async ({ page, app }) => {
  for (const lang of ["zh", "en"]) {
    await open(app, page, ROAD, `lang=${lang}`);
    await expect(finding(page, "duplicate.D1").first()).toBeAttached();
    expect(await inSight(page), lang).toMatchObject({ summary: true, acts: 3, primary: 1 });
    const wide = await page.evaluate(() => Math.max(...[".desk", ".scroll"].map((what) => document.querySelector(what)).concat(document.documentElement).map((e) => e.scrollWidth - e.clientWidth)));
    expect(wide, lang).toBeLessThanOrEqual(0);
    const low = await page.locator(".desk").locator("button, select, input, summary").evaluateAll((all) => all.filter((element) => {
      const target = element.closest("label") ?? element;
      return element.checkVisibility({ visibilityProperty: true }) && target.getBoundingClientRect().height < 43.5;
    }).map((element) => element.textContent || element.id));
    expect(low, lang).toEqual([]);
    await finding(page, "duplicate.D1").first().scrollIntoViewIfNeeded();
    expect((await inSight(page)).findings, lang).toBeGreaterThan(0);
  }
});

test("a paper that is opened is in sight and has the focus, and is printed once nothing is missing on it", { tag: "@desktop" }, async ({ page, app }) => {
  await page.setViewportSize({ width: 1366, height: 657 });
  await page.addInitScript(() => { globalThis.print = () => { globalThis.printed = document.querySelector(".paper").textContent; }; });
  await open(app, page, ROAD);
  await page.getByRole("button", { name: "审查意见表" }).click();
  await expect(page.getByRole("region", { name: "审查意见表" })).toBeFocused();
  await expect(paper(page).getByText("启东市民政局（示例）").first()).toBeInViewport();
  await bar(page).getByRole("button", { name: "打印", exact: true }).click();
  await expect.poll(() => page.evaluate(() => globalThis.printed ?? "")).toMatch(/[0-9a-f]{64}/);
  expect((await inSight(page)).primary).toBe(1);
});

test("another part of the review starts at its top", { tag: "@phone" }, async ({ page, app }) => {
  await open(app, page, ROAD);
  await finding(page, "duplicate.D1").first().scrollIntoViewIfNeeded();
  const top = () => page.locator(".scroll").first().evaluate((element) => element.scrollTop);
  expect(await top()).toBeGreaterThan(0);
  await page.getByRole("button", { name: "依据" }).click();
  await expect.poll(top).toBe(0);
});
