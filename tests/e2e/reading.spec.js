// Reading aloud: what is said, in which language, and that it stops.

import { expect, test } from "./app.js";
import { card, fromMenu, raiseSheet, rowAt, sample, search } from "./walk.js";

/** The browser's own speech is silent in a test: one that writes down what it is to say takes its place. */
async function listenTo(page, { voices = ["zh-CN", "en-US"], speaks = true } = {}) {
  await page.addInitScript(
    ({ voices, speaks }) => {
      globalThis.heard = [];
      let queue = [];
      const speech = {
        getVoices: () => voices.map((lang) => ({ lang, name: lang })),
        cancel: () => ((queue = []), globalThis.heard.push({ cancel: true })),
        speak: (utterance) => {
          queue.push(utterance);
          globalThis.heard.push({ text: utterance.text, lang: utterance.lang });
          if (speaks && queue.length === 1) setTimeout(() => utterance.onstart?.());
        },
      };
      globalThis.endSpeech = () => queue.splice(0).forEach((utterance) => utterance.onend?.());
      Object.defineProperty(globalThis, "speechSynthesis", { value: speech });
      globalThis.SpeechSynthesisUtterance = class {
        constructor(text) {
          this.text = text;
        }
      };
    },
    { voices, speaks },
  );
}

const heard = (page) => page.evaluate(() => globalThis.heard.filter((said) => said.text));
const stop = (page) => page.locator(".reading-stop");

test("a card is read: its name, its facts, its telephone; no buttons; then it stops by itself", async ({ page, app }) => {
  await listenTo(page);
  await app.open("layers=care-homes");
  const home = sample("care-homes")[0].properties;
  await search(page, app, home.name);
  await raiseSheet(page);
  await rowAt(page, 1).click();
  await card(page).getByRole("button", { name: "朗读" }).click();
  await expect(stop(page)).toBeVisible();
  const said = (await heard(page)).map(({ text }) => text).join("\n");
  for (const words of [home.name, home.kind, "联系电话", "地址"]) expect(said).toContain(words);
  for (const words of ["复制链接", "高德地图", "停止朗读", "资料来源", "拨打 "]) expect(said).not.toContain(words);
  const texts = await heard(page);
  for (const { text, lang } of texts) {
    expect(text.length).toBeLessThanOrEqual(160);
    expect(lang).toBe(/[\u4e00-\u9fff]/.test(text) || !/[a-z]/i.test(text) ? "zh-CN" : expect.anything() && lang);
  }
  await page.evaluate(() => globalThis.endSpeech());
  await expect(stop(page)).toHaveCount(0);
});

test("the list is read; stopping is at hand, and leaving what is read stops it", async ({ page, app }) => {
  await listenTo(page);
  await app.open("layers=heritage");
  await raiseSheet(page);
  await fromMenu(page, "朗读");
  const said = (await heard(page)).map(({ text }) => text).join("\n");
  expect(said).toContain(await rowAt(page, 1).locator(".row-name").innerText());
  await stop(page).click();
  await expect(stop(page)).toHaveCount(0);
  expect(await page.evaluate(() => globalThis.heard.at(-1))).toEqual({ cancel: true });
  await rowAt(page, 1).click();
  await card(page).getByRole("button", { name: "朗读" }).click();
  await expect(stop(page)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(stop(page)).toHaveCount(0);
});

test("on the English page Chinese names are read as Chinese", async ({ page, app }) => {
  await listenTo(page);
  await app.open("layers=care-homes&lang=en");
  await raiseSheet(page);
  await rowAt(page, 1).click();
  await card(page).getByRole("button", { name: "Read aloud" }).click();
  const said = await heard(page);
  expect(said.some(({ lang }) => lang === "en-US")).toBe(true);
  for (const { text, lang } of said) if (/^[\u4e00-\u9fff]+$/.test(text)) expect(lang, text).toBe("zh-CN");
});

for (const [what, options, words] of [
  ["no voice of the language", { voices: ["de-DE"] }, "这台设备没有中文语音"],
  ["a device that says nothing", { voices: [], speaks: false }, "这台设备没有中文语音"],
]) {
  test(`${what} is said in words`, { tag: "@desktop" }, async ({ page, app }) => {
    await listenTo(page, options);
    await app.open("layers=heritage");
    await fromMenu(page, "朗读");
    await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
    expect(await app.axe()).toEqual([]);
    await page.getByRole("button", { name: "知道了" }).click();
    await expect(page.getByRole("alert")).toHaveCount(0);
  });
}

test("the elder view reads every screen", async ({ page, app }) => {
  await listenTo(page);
  await app.open("mode=elder");
  await page.getByRole("button", { name: "朗读" }).click();
  expect((await heard(page)).map(({ text }) => text).join("")).toContain("您想做什么");
});
