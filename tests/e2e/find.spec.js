// Finding a place by words: in every way that people write a name, a number or an address.

import { collection, expect, madeCatalog, point, test } from "./app.js";
import { card, names, rowAt, rows, search, searchBox } from "./walk.js";

/** What is typed → a name that must be among the first rows. */
const SAMPLE = [
  ["石桥", "寿丰石桥"],
  ["寿丰石桥", "寿丰石桥"],
  ["壽豐石橋", "寿丰石桥"],
  ["shoufengshiqiao", "寿丰石桥"],
  ["sfsq", "寿丰石桥"],
  ["寿丰shiqiao", "寿丰石桥"],
  ["lsz", "吕四港"],
  ["lsg", "吕四港"],
  ["lvsigang", "吕四港"],
  ["lusigang", "吕四港"],
  ["lyusigang", "吕四港"],
  ["吕si港", "吕四港"],
  ["呂四港", "吕四港"],
  ["45", "45号界桩"],
  ["045", "45号界桩"],
  ["四十五号", "45号界桩"],
  ["45号界桩", "45号界桩"],
  ["3132045Q", "45号界桩"],
  ["3132045q", "45号界桩"],
  ["３１３２０４５Ｑ", "45号界桩"],
];

test("a place is found however its name is written", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open();
  for (const [typed, name] of SAMPLE) {
    await search(page, app, typed);
    await expect.soft(rows(page).filter({ hasText: name }).first(), typed).toBeVisible();
  }
});

test("a marker's number finds that marker first", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=markers");
  for (const typed of ["45", "045", "四十五号", "45号界桩", "3132045Q"]) {
    await search(page, app, typed);
    await expect(rowAt(page, 1), typed).toContainText("45号界桩");
  }
});

test("a former name and an address find their record and say so", { tag: "@desktop" }, async ({ page, app }) => {
  const places = collection(
    point([121.6, 31.9], { id: "1", name: "江海文化馆", 曾用名: "旧书院", 地址: "民乐中路88号" }),
    point([121.7, 31.9], { id: "2", name: "别处", 曾用名: "老码头", 地址: "人民路1号" }),
  );
  const catalog = madeCatalog((c) => {
    c.fields.former_names = { label: { zh: "曾用名", en: "Former names" }, kind: "texts", aliases: ["曾用名"] };
    c.fields.address = { label: { zh: "地址", en: "Address" }, kind: "text", aliases: ["地址"] };
    c.layers[0].fields.push("former_names", "address");
  });
  await app.openMade(catalog, { "places.geojson": places });
  for (const [typed, label, marked] of [
    ["旧书院", "曾用名", "旧书院"],
    ["jiushuyuan", "曾用名", "旧书院"],
    ["民乐中路", "地址", "民乐中路"],
  ]) {
    await search(page, app, typed);
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page)).toContainText("江海文化馆");
    await expect(rows(page).locator(".row-why"), typed).toContainText(label);
    await expect(rows(page).locator("mark"), typed).toHaveText(marked);
  }
});

test("the exact comes first, then prefix, substring, same sound, one slip", { tag: "@desktop" }, async ({ page, app }) => {
  const named = (name, i) => point([121.6 + i / 100, 31.9], { id: String(i), name });
  const places = ["沙地民主村", "民主村社区", "民主村", "民住村", "民主村口桥", "明月桥"].map(named);
  await app.openMade(madeCatalog(), { "places.geojson": collection(...places) });
  await search(page, app, "民主村");
  const found = await names(page);
  expect(found[0]).toBe("民主村");
  expect(found.slice(1, 3).sort()).toEqual(["民主村口桥", "民主村社区"]);
  expect(found[3]).toBe("沙地民主村");
  expect(found[4]).toBe("民住村");
  expect(found).not.toContain("明月桥");
  await expect(rowAt(page, 5)).toContainText("同音");
  await expect(rowAt(page, 1)).not.toContainText("同音");
  await expect(rowAt(page, 1).locator("mark")).toHaveText("民主村");
  await expect(rowAt(page, 4).locator("mark")).toHaveText("民主村");
});

test("one slip of the pen still finds, and is labelled", { tag: "@desktop" }, async ({ page, app }) => {
  const named = (name, i) => point([121.6 + i / 100, 31.9], { id: String(i), name });
  const places = ["惠萍敬老院", "东海邮政局"].map(named);
  await app.openMade(madeCatalog(), { "places.geojson": collection(...places) });
  for (const typed of ["惠苹敬老园", "惠萍敬光院", "huipingjinlaoyuan"]) {
    await search(page, app, typed);
    await expect(rowAt(page, 1), typed).toContainText("惠萍敬老院");
    await expect(rowAt(page, 1), typed).toContainText(/相近|同音/);
    await expect(rows(page), typed).toHaveCount(1);
  }
});

test("what matched is marked in the name", async ({ page, app }) => {
  await app.open("layers=heritage");
  for (const [typed, marked] of [["石桥", "石桥"], ["shoufeng", "寿丰"], ["sfsq", "寿丰石桥"], ["寿丰shi", "寿丰石"]]) {
    await search(page, app, typed);
    const row = rows(page).filter({ hasText: "寿丰石桥" });
    await expect(row.locator(".row-name mark"), typed).toHaveText(marked);
  }
});

test("a composition of an input method is waited for", async ({ page, app }) => {
  await app.open();
  await searchBox(page).click();
  const whole = await page.locator(".counts-words").innerText();
  const keyboard = await page.context().newCDPSession(page);
  const answersBefore = await page.evaluate(() => performance.getEntriesByName("diming:drawn").length);
  for (const text of ["s", "sh", "shi", "shi q", "shi qiao"]) {
    await keyboard.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    await expect(searchBox(page)).toHaveValue(text);
  }
  expect(await page.evaluate(() => performance.getEntriesByName("diming:drawn").length)).toBe(answersBefore);
  expect(await page.locator(".counts-words").innerText()).toBe(whole);
  await app.drawn(() => keyboard.send("Input.insertText", { text: "石桥" }));
  await expect(searchBox(page)).toHaveValue("石桥");
  await expect(rows(page).filter({ hasText: "寿丰石桥" })).toBeVisible();
});

test("arrows and Enter go from the box through the list to the card and back", async ({ page, app }) => {
  await app.open("layers=care-homes,heritage");
  await search(page, app, "养老");
  await searchBox(page).press("ArrowDown");
  await expect(rowAt(page, 1)).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(rowAt(page, 3)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(rowAt(page, 2)).toBeFocused();
  const name = await rowAt(page, 2).locator(".row-name").innerText();
  await page.keyboard.press("Enter");
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText(name);
  await expect(card(page).getByRole("heading", { level: 2 })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(rowAt(page, 2)).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(searchBox(page)).toBeFocused();
  await search(page, app, "寿丰石桥");
  await searchBox(page).press("Enter");
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText("寿丰石桥");
});

test("a card that comes late takes the focus, and gives it back to its row", async ({ page, app }) => {
  // From opening on, every answer of the engine arrives a tenth of a second later: the list is hidden by then.
  await page.addInitScript(() => {
    const { get, set } = Object.getOwnPropertyDescriptor(Worker.prototype, "onmessage");
    Object.defineProperty(Worker.prototype, "onmessage", {
      get,
      set(listen) {
        set.call(this, (event) => {
          if (globalThis.answersAreLate) setTimeout(() => listen.call(this, event), 100);
          else listen.call(this, event);
        });
      },
    });
  });
  await app.open("layers=heritage");
  await page.evaluate(() => { globalThis.answersAreLate = true; });
  await search(page, app, "石桥");
  await searchBox(page).press("ArrowDown");
  await expect(rowAt(page, 1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(card(page).getByRole("heading", { level: 2 })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(rowAt(page, 1)).toBeFocused();
});

test("nothing found is said with what was searched, and a near spelling is offered", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=heritage");
  await search(page, app, "〇不存在的名字〇");
  await expect(page.getByText("没有找到与“〇不存在的名字〇”相符的记录").first()).toBeVisible();
  await expect(rows(page)).toHaveCount(0);
  await app.drawn(() => page.getByRole("button", { name: "清空搜索" }).click());
  await expect(searchBox(page)).toBeFocused();
  await expect(searchBox(page)).toHaveValue("");
  await expect(page.locator(".counts-words")).toContainText("共 40 条");
});

test("signs alone are no filter: all records, nothing in the link", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=heritage");
  for (const typed of ["%", "○", "。。", "  ", "※"]) {
    await searchBox(page).fill(typed);
    await expect(page.locator(".counts-words"), typed).toContainText("共 40 条");
    await expect.poll(() => new URLSearchParams(page.url().split("#")[1]).get("q"), typed).toBeNull();
  }
  await search(page, app, "😀");
  await expect(rows(page)).toHaveCount(0);
});

test("signs beside words find what the words find", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=heritage");
  await search(page, app, "石桥");
  const plain = await names(page);
  for (const typed of ["石桥%", "○石桥。"]) {
    await search(page, app, typed);
    expect(await names(page), typed).toEqual(plain);
  }
});

test("an address of another province is not found as one of the data's", { tag: "@desktop" }, async ({ page, app }) => {
  const at = (id, address) => point([121.6, 31.9], { id, name: `助餐点${id}`, address });
  const catalog = madeCatalog((made) => {
    made.fields.address = { label: { zh: "地址", en: "Address" }, kind: "text" };
    made.layers[0].fields.push("address");
  });
  await app.openMade(catalog, { "places.geojson": collection(at("1", "启东市吕四港镇巴掌圩村18组"), at("2", "江苏省启东市汇龙镇1号")) });
  await search(page, app, "江苏省启东市吕四港镇巴掌圩村18组");
  expect(await names(page)).toEqual(["助餐点1"]);
  // Found by the village alone, which is said with all that was left out.
  await search(page, app, "浙江省杭州市吕四港镇巴掌圩村18组");
  await expect(page.getByText("没有找到“浙江省杭州市吕四港镇…18组”，以下按“巴掌圩村”查找。")).toBeVisible();
  await search(page, app, "浙江省杭州市吕四港镇");
  await expect(rows(page)).toHaveCount(0);
});

test("usual readings come first, and the apostrophe parts syllables", { tag: "@desktop" }, async ({ page, app }) => {
  const named = (name, i) => point([121.6 + i / 100, 31.9], { id: String(i), name });
  const places = ["新虹路", "新疆路", "腊山", "西山", "大庄", "戴庄", "仙渔路", "西安路"].map(named);
  await app.openMade(madeCatalog(), { "places.geojson": collection(...places) });
  for (const [typed, found] of [
    ["xinjiang", ["新疆路", "新虹路"]],
    ["xishan", ["西山", "腊山"]],
    ["daizhuang", ["戴庄", "大庄"]],
    ["xi'an", ["西安路"]],
    ["xi’an", ["西安路"]],
  ]) {
    await search(page, app, typed);
    expect(await names(page), typed).toEqual(found);
  }
});

test("addresses and their numbers are found as people write them, and marked", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open();
  for (const typed of ["巴掌圩村十八组", "江苏省启东市吕四港镇巴掌圩村18组", "吕四港镇巴掌圩村18组助餐点", "江苏省南通市启东市吕四港镇巴掌圩村第十八组"]) {
    await search(page, app, typed);
    await expect(rowAt(page, 1), typed).toContainText("巴掌圩村助餐点");
    await expect(rowAt(page, 1).locator("mark").last(), typed).toContainText("18组");
  }
});

test("where nothing has all words, fewer of them are offered, or the nearest to the place", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("q=恐龙 食堂");
  const empty = page.locator(".empty");
  await expect(empty).toContainText("没有哪一处同时符合这些词");
  await app.drawn(() => empty.getByRole("button", { name: "食堂" }).click());
  await expect(rowAt(page, 1)).toContainText("助餐点");
  await search(page, app, "汇龙镇人民路 助餐点");
  await page.getByRole("button", { name: "找离“人民路”近的“助餐点”" }).click();
  await expect(searchBox(page)).toHaveValue("助餐点");
  await expect(rowAt(page, 1)).toContainText("助餐点");
});
