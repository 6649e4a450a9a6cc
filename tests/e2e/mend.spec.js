// The app mends itself: an engine that traps, hangs or is gone is started again while picture, rows and link stay; of a
// page that has stopped the same stays, and it says what to do.

import { expect, test } from "./app.js";
import { fromMenu, rowAt, rows, search, searchBox } from "./walk.js";

test.use({ expectedErrors: [/./], permissions: ["clipboard-read", "clipboard-write"] });

const again = (page) => page.getByRole("status").filter({ hasText: "已重新启动" });
const engine = (page) => page.workers().at(-1);

/** What is on the screen: link, rows, and the picture's pixels. */
const screen = (page) => page.evaluate(() => ({
  hash: location.hash,
  rows: [...document.querySelectorAll(".list [aria-posinset]")].map((row) => row.textContent),
  picture: document.querySelector(".map canvas").toDataURL(),
}));

/** Ends the engine; what was on the screen is still there when the page says that it began again. */
async function endEngine(page, end) {
  // The address follows a little later.
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/map=.*q=/);
  // Names fade in, and stay.
  let before = await screen(page);
  await expect.poll(async () => {
    const last = before;
    before = await screen(page);
    return JSON.stringify(before) === JSON.stringify(last);
  }).toBe(true);
  expect(before.rows.length).toBeGreaterThan(0);
  await end();
  await expect(again(page)).toBeVisible({ timeout: 30_000 });
  expect(await screen(page)).toEqual(before);
}

test("a trap in the engine: what is on the screen stays, and everything goes on", { tag: "@desktop" }, async ({ page, app }) => {
  test.setTimeout(60_000);
  await app.open();
  await search(page, app, "寿丰石桥");
  await endEngine(page, async () => {
    // From here on every record and index of the engine is nonsense.
    await engine(page).evaluate(async () => {
      const { memory } = await glue.init();
      new Uint8Array(memory.buffer).fill(0xff);
    });
    await fromMenu(page, /^打印与保存/);
  });
  await page.getByRole("button", { name: "返回" }).click();
  await search(page, app, "3132045Q");
  await expect(rowAt(page, 1)).toContainText("45号界桩");
});

test("a worker that hangs is noticed", { tag: "@desktop" }, async ({ page, app }) => {
  test.setTimeout(60_000);
  await app.open("q=石桥");
  await endEngine(page, () => engine(page).evaluate(() => void setTimeout(() => { for (;;); })));
  await search(page, app, "3132045Q");
  await expect(rowAt(page, 1)).toContainText("45号界桩");
});

test("a worker that is gone is noticed, and the error can be copied", { tag: "@desktop" }, async ({ page, app }) => {
  test.setTimeout(60_000);
  await app.open("q=石桥");
  await endEngine(page, () => engine(page).evaluate(() => self.close()));
  await again(page).getByRole("button", { name: "复制错误信息" }).click();
  await expect(again(page).getByText("已复制", { exact: true })).toBeVisible();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toMatch(/^diming [\d.]+\nthe worker of the engine does not answer\nMozilla/);
  await again(page).getByRole("button", { name: "知道了" }).click();
  await expect(again(page)).toHaveCount(0);
});

test("three times it is started again, then the page says what to do", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open();
  for (let time = 0; time < 4; time += 1) {
    await search(page, app, time % 2 ? "寿丰石桥" : "3132045Q");
    await expect(rowAt(page, 1)).toContainText(time % 2 ? "寿丰石桥" : "45号界桩");
    await engine(page).evaluate(() => void setTimeout(() => { throw new Error("the engine breaks"); }));
  }
  const lost = page.getByRole("alert").filter({ hasText: "数据服务已停止" });
  await expect(lost).toBeVisible();
  await expect(rowAt(page, 1)).toContainText("寿丰石桥");
  await lost.getByRole("button", { name: "复制错误信息" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain("the engine breaks");
});

test("without workers, a trap is mended as well", { tag: "@desktop" }, async ({ page, app }) => {
  test.setTimeout(60_000);
  await page.addInitScript(() => delete globalThis.Worker);
  await page.addInitScript(() => {
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...given) => {
      const made = await Reflect.apply(instantiate, WebAssembly, given);
      (globalThis.made ??= []).push(made);
      return made;
    };
  });
  await app.open("q=石桥");
  await endEngine(page, async () => {
    await page.evaluate(() => {
      const engine = globalThis.made.map((made) => made.exports ?? made.instance.exports).find((wasm) => wasm.start_on_page);
      new Uint8Array(engine.memory.buffer).fill(0xff);
    });
    await fromMenu(page, /^打印与保存/);
  });
  await page.getByRole("button", { name: "返回" }).click();
  await search(page, app, "3132045Q");
  await expect(rowAt(page, 1)).toContainText("45号界桩");
});

test("a file of this machine is opened again from the file", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open();
  await fromMenu(page, /^数据/);
  const text = "编号,name,lon,lat\nQX-1,墨字渡口,121.66,31.81\n";
  await app.drawn(() => page.getByLabel("打开本机文件").setInputFiles([{ name: "登记册.csv", mimeType: "text/csv", buffer: Buffer.from(text) }]));
  await page.getByRole("button", { name: "返回" }).click();
  await search(page, app, "墨字渡口");
  await expect(rowAt(page, 1)).toContainText("墨字渡口");
  await engine(page).evaluate(() => void setTimeout(() => { throw new Error("the engine breaks"); }));
  await expect(again(page)).toBeVisible();
  await search(page, app, "3132045Q");
  await expect(rowAt(page, 1)).toContainText("45号界桩");
  await search(page, app, "墨字渡口");
  await expect(rowAt(page, 1)).toContainText("墨字渡口");
});

test("of a page that has stopped, everything stays; loaded again, it goes on where it was", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("q=寿丰石桥");
  await expect(rowAt(page, 1)).toContainText("寿丰石桥");
  await expect.poll(() => page.evaluate(() => location.hash)).toMatch(/map=.*q=/);
  const before = await screen(page);
  await page.evaluate(() => (Document.prototype.createElement = () => { throw new Error("no more elements"); }));
  // What is in it is made when it is first opened.
  await page.getByRole("button", { name: "菜单", exact: true }).click();
  const failed = page.getByRole("alert").filter({ hasText: "页面出错" });
  await expect(failed).toBeVisible();
  const after = await screen(page);
  expect(after.hash).toBe(before.hash);
  expect(after.picture).toBe(before.picture);
  await failed.getByRole("button", { name: "复制错误信息" }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/(panicked at |unreachable).*\n.*[^]*Mozilla/);
  await failed.getByRole("button", { name: "重新载入" }).click();
  await app.ready();
  await expect(searchBox(page)).toHaveValue("寿丰石桥");
  await expect(rows(page).first()).toContainText("寿丰石桥");
});
