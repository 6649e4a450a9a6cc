// The builder of frames: what is chosen stands in snippet, link and preview; what a portal must know is said.

import { expect, test } from "./portal.js";
import { fromMenu, over, raiseSheet, searchBox } from "./walk.js";

test.use({ permissions: ["clipboard-read", "clipboard-write"] });

const builder = (page) => over(page, /^(嵌入网页|Put on a web page)$/);
const code = (page) => builder(page).getByRole("textbox", { name: /^(代码|Code)$/ });

async function openBuilder(page) {
  await raiseSheet(page);
  await fromMenu(page, /^(打印与保存|Print and save)$/);
  await page.getByRole("button", { name: /^(生成嵌入代码|Make the code)$/ }).click();
  await expect(code(page)).toHaveValue(/^<iframe /);
}

/** The snippet as a browser reads it: one element with these attributes, and nothing else. */
async function element(page) {
  const [, attributes] = /^<iframe((?: [a-z]+="[^"<>]*")+)><\/iframe>$/.exec(await code(page).inputValue());
  const signs = { amp: "&", quot: '"', lt: "<", gt: ">" };
  const plain = (value) => value.replace(/&(\w+);/g, (_, name) => signs[name]);
  return Object.fromEntries([...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, plain(value)]));
}

const address = async (page) => new URL((await element(page)).src);

test.describe("the builder", () => {
  test("the snippet holds what was chosen, opens it, and can be copied", { tag: "@desktop" }, async ({ page, app, portal }) => {
    await app.open("q=敬老院&layers=care-homes");
    await openBuilder(page);
    let made = await element(page);
    expect(made).toMatchObject({
      title: "启东地名与设施",
      width: "100%",
      height: "600",
      loading: "lazy",
      allow: "geolocation; fullscreen",
      referrerpolicy: "strict-origin-when-cross-origin",
      sandbox: "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals",
    });
    expect(new URL(made.src).search).toBe("?layout=viewer");
    expect(decodeURIComponent(new URL(made.src).hash)).toMatch(/^#map=.*&q=敬老院&layers=care-homes$/);

    await builder(page).getByLabel("版式").selectOption({ label: "只有列表" });
    await expect(builder(page).getByText(/^高 520 像素左右/)).toBeVisible();
    await builder(page).getByLabel("高（像素）").fill("560");
    await builder(page).getByLabel(/^宽/).fill("420");
    await builder(page).getByLabel("语言").selectOption({ label: "英文" });
    await builder(page).getByLabel("深浅色").selectOption({ label: "深色" });
    await builder(page).getByLabel("现在的地图位置").uncheck();
    await builder(page).getByLabel(/^名称/).fill('养老院 <"启东">');
    await builder(page).getByLabel(/^您的网站/).fill(`${portal.origin}/page`);
    await builder(page).getByLabel(/^您的网站/).press("Tab");
    made = await element(page);
    expect(made).toMatchObject({ title: '养老院 <"启东">', width: "420", height: "560" });
    const { searchParams, hash } = new URL(made.src);
    expect([...searchParams]).toEqual([["layout", "list"], ["theme", "dark"], ["parent", portal.origin]]);
    expect(decodeURIComponent(hash)).toBe("#q=敬老院&layers=care-homes&lang=en");
    await builder(page).getByLabel("现在的搜索、图层和筛选").uncheck();
    await builder(page).getByLabel("长辈版（大字）").check();
    expect((await address(page)).hash).toBe("#mode=elder&lang=en");

    await builder(page).getByRole("button", { name: "复制代码" }).click();
    await expect(builder(page).getByText("已复制")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await code(page).inputValue());
    await builder(page).getByRole("button", { name: "复制链接" }).click();
    await expect(builder(page).getByText("链接已复制")).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe((await address(page)).href);
  });

  test("the preview shows it, and follows", { tag: "@desktop" }, async ({ page, app }) => {
    await app.open("q=敬老院&layers=care-homes");
    await openBuilder(page);
    const preview = page.frameLocator('iframe[title="预览"]');
    await expect(preview.getByRole("searchbox")).toHaveValue("敬老院");
    await builder(page).getByLabel("语言").selectOption({ label: "英文" });
    await expect(preview.getByRole("searchbox", { name: "Search" })).toBeVisible();
    const entries = await page.evaluate(() => history.length);
    await builder(page).getByLabel("版式").selectOption({ label: "只有地图和详情" });
    await expect(preview.getByRole("application", { name: "Map" })).toBeVisible();
    expect(await page.evaluate(() => history.length)).toBe(entries);
    await page.getByRole("button", { name: "返回" }).click();
    await expect(searchBox(page)).toHaveValue("敬老院");
  });

  test("what the portal must know is said", { tag: "@desktop" }, async ({ page, app }) => {
    await app.open();
    await openBuilder(page);
    const check = async (portal, words) => {
      await builder(page).getByLabel(/^您的网站/).fill(portal);
      const cares = builder(page).locator(".keep-care");
      await expect(cares).toHaveCount(words.length);
      for (const [place, word] of words.entries()) await expect(cares.nth(place)).toContainText(word);
    };
    await check("", []);
    await check("门户", ["完整的网址"]);
    await check("https://www.example.gov.cn", ["没有列出", "https，这张地图用 http"]);
    await check("http://www.example.gov.cn", ["没有列出", "不能取得读者的位置"]);
    await check(new URL(page.url()).origin, ["同一个域名", "没有列出"]);
    expect(await builder(page).getByText(/^sandbox 不让框内/).count()).toBe(1);
  });

  test("a portal that the catalog does not list is told so; one that it lists gets messages", { tag: "@desktop" }, async ({ page, portal }) => {
    await page.goto(portal.site);
    await openBuilder(page);
    await builder(page).getByLabel(/^您的网站/).fill("https://www.example.gov.cn");
    await expect(builder(page).locator(".keep-care").first()).toContainText("不在本站允许嵌入的名单里");
    await builder(page).getByLabel(/^您的网站/).fill(portal.origin);
    await expect(builder(page).locator(".keep-care")).toHaveCount(0);
    const snippet = await code(page).inputValue();
    expect(snippet).toContain(`parent=${portal.origin}`);
    const frame = await portal.open(page, snippet);
    await portal.ready(page);
    await expect(frame.getByRole("searchbox")).toBeVisible();
  });

  test("files of this machine are not in it", { tag: "@desktop" }, async ({ page, app }) => {
    await app.open();
    await fromMenu(page, /^数据/);
    const text = "编号,name,lon,lat\nQX-1,墨字渡口,121.66,31.81\n";
    await app.drawn(() => page.getByLabel("打开本机文件").setInputFiles([{ name: "登记册.csv", mimeType: "text/csv", buffer: Buffer.from(text) }]));
    await page.getByRole("button", { name: "返回" }).click();
    await app.drawn(() => searchBox(page).fill("墨字渡口"));
    await openBuilder(page);
    await expect(builder(page).getByText("本机文件不会出现在嵌入的地图里。")).toBeVisible();
    expect(decodeURIComponent((await element(page)).src)).not.toMatch(/墨字|local-/);
  });

  test("in a frame there is no builder", { tag: "@desktop" }, async ({ page, portal }) => {
    const frame = await portal.open(page, portal.frame("layout=full"));
    await fromMenu(frame, "打印与保存");
    await expect(frame.getByRole("button", { name: "保存为 CSV" })).toBeVisible();
    await expect(frame.getByRole("button", { name: "生成嵌入代码" })).toHaveCount(0);
  });

  for (const lang of ["zh", "en"]) {
    test(`nothing for axe to find, nothing cut off (${lang})`, async ({ page, app }) => {
      await app.open(`lang=${lang}`);
      await openBuilder(page);
      await expect(page.frameLocator("iframe.preview").locator(".list [aria-posinset]").first()).toBeVisible();
      expect(await app.axe()).toEqual([]);
      expect(await builder(page).evaluate((part) => part.scrollWidth - part.clientWidth)).toBeLessThanOrEqual(0);
    });
  }
});
