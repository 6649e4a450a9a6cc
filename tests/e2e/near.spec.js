// Near me: where the person is, how far, in which area, and that nobody else is told.

import { expect, look, test } from "./app.js";
import { card, hashOf, map, names, over, raiseSheet, results, rowAt, sample } from "./walk.js";

const PLACE = { longitude: 121.6744, latitude: 31.812 };
const near = (page) => over(page, /^(离我近的|Near me)$/);

/** Great-circle distance, metres. */
function metres([lon, lat], [lon2, lat2]) {
  const rad = Math.PI / 180;
  const h = Math.sin(((lat2 - lat) * rad) / 2) ** 2 + Math.cos(lat * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon) * rad) / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.sqrt(h));
}

const homes = sample("care-homes").filter((f) => f.geometry?.type === "Point");
const within = (radius, at = [PLACE.longitude, PLACE.latitude]) => homes.filter((f) => metres(f.geometry.coordinates, at) <= radius);

async function openNear(page) {
  await raiseSheet(page);
  await page.locator(".counts-near").click();
  await expect(near(page).getByRole("heading", { name: /^(您在哪里？|Where are you\?)$/ })).toBeFocused();
}

test.describe("with the device's position", () => {
  test.use({ geolocation: PLACE, permissions: ["geolocation"] });

  test("the nearest come first, every distance says from where, and no link or request holds the position", async ({ page, app }) => {
    const asked = [];
    page.context().on("request", (request) => asked.push(request.url() + (request.postData() ?? "")));
    await app.open("layers=care-homes");
    await openNear(page);
    await app.drawn(() => near(page).getByRole("button", { name: "使用我的位置" }).click());
    // What was pressed shows its result: the list at its top, and the line above it says from where.
    await expect(page.locator(".counts-words")).toBeFocused();
    await expect(page.locator(".counts-words")).toContainText("距您的位置");
    await expect(rowAt(page, 1)).toBeInViewport({ ratio: 0.5 });
    await page.locator(".counts-near").click();
    await expect(near(page).getByText("距您的位置（直线）")).toBeVisible();
    await expect(near(page).getByText(/误差约/)).toBeVisible();
    await near(page).getByRole("button", { name: "看看附近有什么" }).click();
    await expect(page.locator(".counts-words")).toBeFocused();
    const nearest = homes.toSorted((a, b) => metres(a.geometry.coordinates, [PLACE.longitude, PLACE.latitude]) - metres(b.geometry.coordinates, [PLACE.longitude, PLACE.latitude]));
    expect((await names(page))[0]).toBe(nearest[0].properties.name);
    await expect(rowAt(page, 1)).toContainText(/距您的位置 [\d.,]+ (米|公里)/);
    await expect(page.getByRole("combobox", { name: "排序" })).toHaveValue("distance");
    expect(hashOf(page).from).toBeUndefined();
    await expect.poll(() => hashOf(page).map).toMatch(/^[\d.]+\/31\.810000\/121\.670000$/);
    await rowAt(page, 1).click();
    await expect(card(page).getByText(/^[\d.,]+ (米|公里) · 距您的位置（直线）$/)).toBeVisible();
    expect(asked.filter((text) => text.includes("121.6744"))).toEqual([]);
    const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    expect(kept).not.toContain("121.67");
  });

  test("a radius lists what stands within, counts it and is drawn as a circle", async ({ page, app }) => {
    await app.open("layers=care-homes");
    await openNear(page);
    await app.drawn(() => near(page).getByRole("button", { name: "使用我的位置" }).click());
    await page.locator(".counts-near").click();
    for (const [label, radius] of [["1 公里", 1000], ["3 公里", 3000]]) {
      const { passed } = await app.drawn(() => near(page).getByRole("combobox", { name: "范围" }).selectOption(label));
      expect(passed).toBe(within(radius).length);
    }
    const inked = await map(page).evaluate((canvas) => {
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      let n = 0;
      for (let i = 0; i < data.length; i += 4) n += data[i] === 0x0b && data[i + 1] === 0x57 && data[i + 2] === 0xc4;
      return n;
    });
    expect(inked, "pixels of the circle's colour").toBeGreaterThan(300);
    await near(page).getByRole("button", { name: "看看附近有什么" }).click();
    await app.drawn(() => page.getByRole("button", { name: /去掉：\s*距您的位置 3 公里以内/ }).click());
    await expect(page.getByText(`共 ${sample("care-homes").length} 条`).first()).toBeVisible();
  });
});

test("refused: said in words, and a town serves as well", async ({ page, app }) => {
  await app.open("layers=care-homes");
  await openNear(page);
  await near(page).getByRole("button", { name: "使用我的位置" }).click();
  await expect(near(page).getByText("没有获准使用位置。", { exact: false })).toBeFocused();
  await app.drawn(() => near(page).getByRole("combobox", { name: /乡镇/ }).selectOption("吕四港镇"));
  await expect(near(page)).toHaveCount(0);
  await expect(page.locator(".counts-words")).toBeFocused();
  await expect(page.locator(".counts-words")).toContainText("距吕四港镇");
  await expect(rowAt(page, 1)).toContainText(/距吕四港镇 /);
  await expect.poll(() => hashOf(page).from).toMatch(/^32\.\d+\/121\.\d+\/吕四港镇$/);
});

test("an address or a name of the data, found as one types, in layers that are off as well", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes");
  await openNear(page);
  const name = sample("heritage")[0].properties.name;
  await near(page).getByRole("searchbox", { name: /^或输入地址/ }).fill(name);
  await app.drawn(() => near(page).getByRole("list").getByRole("button").first().click());
  await expect(near(page)).toHaveCount(0);
  await expect(page.locator(".counts-near")).toContainText(`距${name}`);
  await page.locator(".counts-near").click();
  await expect(near(page).getByText(`距${name}（直线）`)).toBeVisible();
  await near(page).getByRole("searchbox", { name: /^或输入地址/ }).fill("〇没有〇");
  await expect(near(page).getByText("没有找到“〇没有〇”")).toBeVisible();
});

test("a click on the map, and a record's own button, set the point; a link keeps both point and radius", async ({ page, app }) => {
  await app.open("layers=care-homes&map=12/31.81/121.66");
  await openNear(page);
  await near(page).getByRole("button", { name: "在地图上点选" }).click();
  await expect(map(page)).toBeFocused();
  await app.drawn(() => page.keyboard.press("Enter"));
  await expect(page.getByText("距您选定的点（直线）").first()).toBeVisible();
  await app.open("layers=care-homes&from=31.81/121.66/某处&radius=3000&sort=distance");
  await expect(page.getByText("距某处 3 公里以内（直线）").first()).toBeVisible();
  await expect(page.getByText(`共 ${within(3000, [121.66, 31.81]).length} 条`).first()).toBeVisible();
  await raiseSheet(page);
  await rowAt(page, 1).click();
  const name = await card(page).getByRole("heading", { level: 2 }).locator("span").first().innerText();
  await app.drawn(() => card(page).getByRole("button", { name: "从这里量距离" }).click());
  await expect.poll(() => hashOf(page).from).toContain(name);
});

test("nothing within: said, and a wider circle is one press away", { tag: "@desktop" }, async ({ page, app }) => {
  await app.open("layers=care-homes&from=31.6/122.0&radius=500&sort=distance");
  await expect(page.getByText("距您选定的点 500 米以内没有符合条件的地方").first()).toBeVisible();
  await raiseSheet(page);
  await app.drawn(() => page.getByRole("button", { name: "扩大到 1 公里" }).click());
  await expect.poll(() => hashOf(page).radius).toBe("1000");
});

test("the point tells its responsibility area and whom to call", { tag: "@desktop" }, async ({ page, app }) => {
  const area = sample("areas").find((f) => f.id === "pq-02");
  await app.open("layers=care-homes&from=31.812/121.6744");
  await raiseSheet(page);
  await expect(page.getByText(area.properties.name)).toBeVisible();
  const dial = page.locator(".counts").getByRole("link", { name: /0513/ });
  await expect(dial).toHaveAttribute("href", `tel:${area.properties.phone.replace(/\D/g, "")}`);
  await app.open("layers=care-homes&from=31.6/122.0");
  // That it lies in none is said where one looks for it, not above every list.
  const none = page.getByText("这个位置不在已登记的责任片区内。");
  await expect(none).toHaveCount(0);
  await openNear(page);
  await expect(none).toBeVisible();
});

test("an old answer of the device is dropped where one has stopped waiting", { tag: "@desktop" }, async ({ page, app }) => {
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "geolocation", { value: { getCurrentPosition: (found) => (globalThis.answer = () => found({ coords: { longitude: 121.7, latitude: 31.9, accuracy: 20 } })) } });
  });
  await app.open("layers=care-homes");
  await openNear(page);
  await near(page).getByRole("button", { name: "使用我的位置" }).click();
  await expect(near(page).getByText("正在等待设备给出位置…")).toBeVisible();
  await near(page).getByRole("button", { name: "取消" }).click();
  await page.evaluate(() => globalThis.answer());
  await expect(near(page).getByText("正在等待设备给出位置…")).toHaveCount(0);
  await expect(near(page).getByText("距您的位置（直线）")).toHaveCount(0);
});

for (const lang of ["zh", "en"]) {
  for (const theme of ["light", "dark"]) {
    test(`axe finds nothing where one says where one is: ${lang}, ${theme}`, look(lang, theme), async ({ page, app }) => {
      await app.open(`lang=${lang}&layers=care-homes&from=31.812/121.6744&radius=3000`, { query: `theme=${theme}` });
      await openNear(page);
      await near(page).getByRole("searchbox").fill("huilong");
      await expect(near(page).getByRole("list").first()).toBeVisible();
      expect(await app.axe()).toEqual([]);
      await page.getByRole("button", { name: /^(返回|Back)$/ }).click();
      await expect(results(page)).toBeVisible();
      expect(await app.axe()).toEqual([]);
    });
  }
}
