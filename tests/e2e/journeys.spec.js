// What people come for, counted in taps, on a phone of 360 × 740, on a first visit: nothing is dismissed, nothing scrolled.

import { expect, test } from "./app.js";
import { card, rowAt, sample, searchBox } from "./walk.js";

const PLACE = { longitude: 121.6744, latitude: 31.812 };
const PHONE = { tag: "@phone" };
const STANDARD = "mode=standard";
const ELDER = "mode=elder";

test.use({ geolocation: PLACE, permissions: ["geolocation"] });

/** Counts taps and typings; a tap is on what stands in the window as a whole, and is not covered. */
class Hand {
  taps = 0;
  typings = 0;

  constructor(page, app) {
    Object.assign(this, { page, app });
  }

  async tap(what) {
    await what.waitFor();
    // What slides in comes to rest first, as for a person.
    await this.page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => null))));
    const seen = () => what.evaluate((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const at = (x, y) => element.contains(document.elementFromPoint(x, y));
      const isWithin = left >= -0.5 && top >= -0.5 && right <= innerWidth + 0.5 && bottom <= innerHeight + 0.5;
      return isWithin && at((left + right) / 2, (top + bottom) / 2) && at((left + right) / 2, bottom - 3);
    });
    await expect.poll(seen, `${what} is seen as a whole`).toBe(true);
    const box = await what.boundingBox();
    await this.page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    this.taps += 1;
  }

  async type(box, words) {
    await box.fill(words);
    this.typings += 1;
  }
}

/** What the link to call would dial, instead of dialling it. */
const watchCalls = (page) => page.evaluate(() => {
  globalThis.called = [];
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='tel:']");
    if (!link) return;
    event.preventDefault();
    globalThis.called.push(link.href);
  }, true);
});
const called = (page) => page.evaluate(() => globalThis.called);

const homes = sample("care-homes");
const byName = (name) => homes.find(({ properties }) => properties.name === name).properties;
const nameOf = async (row) => (await row.locator(".row-name").innerText()).trim();
const metres = ([lon, lat]) => Math.hypot((lon - PLACE.longitude) * Math.cos((lat * Math.PI) / 180), lat - PLACE.latitude);

/** The nearest of some homes that are in use. */
function nearest(passes) {
  const open = homes.filter(({ geometry, properties }) => geometry && properties.status === "现用" && passes(properties));
  return open.toSorted((a, b) => metres(a.geometry.coordinates) - metres(b.geometry.coordinates))[0].properties.name;
}

test("the nearest home with nursing beds, called: four taps and a word", PHONE, async ({ page, app }) => {
  const hand = new Hand(page, app);
  await app.open(STANDARD);
  await watchCalls(page);
  await app.drawn(() => hand.type(searchBox(page), "护理床位"));
  await hand.tap(page.locator(".counts-near"));
  await hand.tap(page.getByRole("button", { name: "使用我的位置" }));
  await expect(page.locator(".counts-words")).toBeFocused();
  await expect(rowAt(page, 1)).toContainText("距您的位置");
  const name = await nameOf(rowAt(page, 1));
  expect(byName(name).beds_nursing).toBeGreaterThan(0);
  await hand.tap(rowAt(page, 1));
  await hand.tap(card(page).getByRole("link", { name: /^拨打/ }).first());
  expect(await called(page)).toHaveLength(1);
  expect(hand).toMatchObject({ taps: 4, typings: 1 });
});

test("in the elder view as well: four taps and no word", PHONE, async ({ page, app }) => {
  const hand = new Hand(page, app);
  await app.open(ELDER);
  await watchCalls(page);
  await hand.tap(page.getByRole("button", { name: "住养老院" }));
  await hand.tap(page.getByRole("button", { name: /^要，找离我最近的/ }));
  await expect(rowAt(page, 1)).toContainText("距您的位置");
  const kinds = ["养老院", "护理院", "嵌入式机构", "敬老院"];
  expect(await nameOf(rowAt(page, 1))).toBe(nearest((of) => kinds.includes(of.kind) && of.beds_nursing > 0));
  await hand.tap(rowAt(page, 1));
  await hand.tap(card(page).getByRole("link", { name: /^拨打/ }).first());
  expect(await called(page)).toHaveLength(1);
  expect(hand).toMatchObject({ taps: 4, typings: 0 });
});

test("when a cemetery may be visited: a word and two taps", PHONE, async ({ page, app }) => {
  const hand = new Hand(page, app);
  await app.open(STANDARD);
  await app.drawn(() => hand.type(searchBox(page), "清明"));
  await hand.tap(rowAt(page, 1));
  await hand.tap(page.getByRole("button", { name: /^面板高度/ }));
  await seen(card(page).getByText("清明期间", { exact: false }).first());
  expect(hand).toMatchObject({ taps: 2, typings: 1 });
});

test("in the elder view when a cemetery may be visited: two taps, read in the list", PHONE, async ({ page, app }) => {
  const hand = new Hand(page, app);
  await app.open(ELDER);
  await hand.tap(page.getByRole("button", { name: "祭扫" }));
  await hand.tap(page.getByRole("button", { name: /^开放时间/ }));
  await seen(rowAt(page, 1).getByText(/\d:\d\d–\d+:\d\d/).first());
  expect(hand).toMatchObject({ taps: 2, typings: 0 });
});

test("a meal point near an address: a word, and at most three taps to its card", PHONE, async ({ page, app }) => {
  const hand = new Hand(page, app);
  await app.open(STANDARD);
  await app.drawn(() => hand.type(searchBox(page), "汇龙镇人民路 吃饭"));
  await hand.tap(page.getByRole("button", { name: /^找离“.*”近的“吃饭”$/ }));
  await expect(page.locator(".counts-words")).toBeFocused();
  await expect(page.locator(".counts-near")).toContainText("人民路");
  await expect(rowAt(page, 1)).toContainText(/距.*人民路 [\d.,]+ (米|公里)/);
  const name = await nameOf(rowAt(page, 1));
  await hand.tap(rowAt(page, 1));
  await expect(card(page).getByRole("heading", { level: 2 })).toContainText(name);
  expect([byName(name).kind, ...(byName(name).services ?? [])].join()).toMatch(/助餐/);
  expect(hand).toMatchObject({ taps: 2, typings: 1 });
});

test("in the elder view a meal point near an address: three taps and a word", PHONE, async ({ page, app }) => {
  const hand = new Hand(page, app);
  await app.open(ELDER);
  await hand.tap(page.getByRole("button", { name: "吃饭" }));
  await hand.tap(page.getByRole("button", { name: /^离一个地方近/ }));
  const box = page.getByRole("searchbox", { name: "输入地址、村名或路名" });
  await expect(box).toBeFocused();
  await hand.type(box, "汇龙镇人民路");
  await hand.tap(page.getByRole("list", { name: /输入地址/ }).getByRole("button").first());
  await expect(rowAt(page, 1)).toContainText(/距.*人民路/);
  expect(byName(await nameOf(rowAt(page, 1))).services).toContain("助餐");
  expect(hand).toMatchObject({ taps: 3, typings: 1 });
});

for (const [mode, first] of [[STANDARD, (page) => page.locator(".counts-near")], [ELDER, (page) => page.getByRole("button", { name: "找离我近的" })]]) {
  test(`whose area one is in, and whom to call: two taps, ${mode}`, PHONE, async ({ page, app }) => {
    const hand = new Hand(page, app);
    await app.open(mode);
    await hand.tap(first(page));
    await hand.tap(page.getByRole("button", { name: "使用我的位置" }));
    const line = page.locator(".counts .area-line");
    await expect(line).toContainText("片区");
    await seen(line);
    expect(hand).toMatchObject({ taps: 2, typings: 0 });
  });
}

/** It stands in the window. */
async function seen(what) {
  await expect(what).toBeVisible();
  await expect(what).toBeInViewport({ ratio: 0.95 });
}
