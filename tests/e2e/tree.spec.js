// The accessibility tree of the main views, as it is told to a screen reader: a change is to be seen in the snapshot.

import { expect, test } from "./app.js";
import { card, fromMenu, rowAt, search } from "./walk.js";

test.describe("the accessibility tree", { tag: "@desktop" }, () => {
  const views = {
    "find": async () => {},
    "card": async (page, app) => {
      await search(page, app, "和睦养老院");
      await rowAt(page, 1).click();
      await card(page).getByRole("heading", { level: 2 }).waitFor();
    },
    "near": async (page) => page.getByRole("button", { name: "离我近的" }).click(),
    "elder-start": async (page) => page.getByRole("button", { name: "长辈版" }).click(),
    "elder-list": async (page, app) => {
      await page.getByRole("button", { name: "长辈版" }).click();
      await page.getByRole("button", { name: "住养老院" }).click();
      await app.drawn(() => page.getByRole("button", { name: /^要，看全部 / }).click());
    },
    "review": async (page, app) => {
      await app.open("ws=review&layers=care-homes&map=12/31.81/121.66");
    },
    "menu": async (page) => page.getByRole("button", { name: "菜单" }).click(),
    "filters": async (page) => page.getByRole("button", { name: "筛选" }).click(),
    "compare": async (page, app) => {
      await search(page, app, "和睦养老院");
      await rowAt(page, 1).click();
      await card(page).getByRole("button", { name: "加入对比" }).click();
      await page.getByRole("button", { name: /返回$/ }).click();
      await page.getByRole("button", { name: /^对比/ }).click();
    },
    "help": async (page) => page.getByRole("button", { name: "帮助" }).click(),
    "print-and-save": async (page) => fromMenu(page, "打印与保存"),
  };
  for (const [name, go] of Object.entries(views)) {
    test(name, async ({ page, app }) => {
      await app.open("layers=care-homes&map=12/31.81/121.66");
      await go(page, app);
      await expect(page.locator("body")).toMatchAriaSnapshot({ name: `${name}.aria.yml` });
    });
  }
});
