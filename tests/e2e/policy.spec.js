// The policy at work: what was put into the page from outside does not run, and is reported. That nothing of the app is
// reported is tested by every other test: each fails on a report (app.js).

import { expect, test } from "./app.js";

test.use({ expectedErrors: [/./] });

/** Keeps what the browser reports. */
const keepReports = (page) => page.addInitScript(() => {
  globalThis.reports = [];
  addEventListener("securitypolicyviolation", ({ effectiveDirective }) => reports.push(effectiveDirective));
});

const reports = (page) => page.evaluate(() => globalThis.reports);

test("a script that was put into the page is reported and does not run", { tag: "@desktop" }, async ({ page, app }) => {
  await keepReports(page);
  await page.route(/\/(\?.*)?$/, async (route) => {
    const response = await route.fetch();
    const html = (await response.text()).replace("</body>", "<script>globalThis.isInjected = true</script><img src=x onerror='isInjected = true'></body>");
    await route.fulfill({ response, body: html });
  });
  await app.open();
  expect(await page.evaluate(() => globalThis.isInjected)).toBeUndefined();
  expect(await reports(page)).toContain("script-src-elem");
  expect(await reports(page)).toContain("script-src-attr");
});

test("no text becomes HTML, a script or a worker, once the app runs either", { tag: "@desktop" }, async ({ page, app }) => {
  await keepReports(page);
  await app.open();
  expect(await reports(page)).toEqual([]);
  const tries = await page.evaluate(() => {
    const name = (act) => {
      try {
        act();
        return "done";
      } catch (error) {
        return error.name;
      }
    };
    const script = document.createElement("script");
    return {
      html: name(() => (document.body.innerHTML = "<img src=x onerror=alert(1)>")),
      parsed: name(() => document.body.insertAdjacentHTML("beforeend", "<b>x</b>")),
      source: name(() => (script.src = "https://evil.example/x.js")),
      text: name(() => (script.text = "alert(1)")),
      worker: name(() => new Worker("data/worker.js")),
      another: name(() => trustedTypes.createPolicy("another", {})),
      again: name(() => trustedTypes.createPolicy("diming-boot", {})),
      usual: trustedTypes.defaultPolicy,
    };
  });
  const refused = "TypeError";
  expect(tries).toEqual({
    html: refused,
    parsed: refused,
    source: refused,
    text: refused,
    worker: refused,
    another: refused,
    again: refused,
    usual: null,
  });
  await expect.poll(() => reports(page)).toContain("require-trusted-types-for");
  await expect(page.getByRole("searchbox")).toBeVisible();
});
