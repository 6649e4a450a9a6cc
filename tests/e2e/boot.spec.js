// The boot script may run before the rest of the page has come.

import { createServer } from "node:http";
import { expect, test } from "./app.js";
import { rows } from "./walk.js";

/** Serves what another server does, the page itself in two halves: its body comes late. */
async function slowly(base, lateMs) {
  const server = createServer(async (request, response) => {
    const answer = await fetch(new URL(request.url, base));
    const body = Buffer.from(await answer.arrayBuffer());
    const type = answer.headers.get("content-type") ?? "";
    response.writeHead(answer.status, { "content-type": type });
    const cut = type.startsWith("text/html") ? body.indexOf("<body>") : -1;
    if (cut < 0) return response.end(body);
    response.write(body.subarray(0, cut));
    setTimeout(() => response.end(body.subarray(cut)), lateMs);
  });
  await new Promise((resolve) => server.listen(0, "localhost", resolve));
  return { url: `http://localhost:${server.address().port}/`, stop: () => server.close() };
}

test("a page whose body comes after its script opens all the same", { tag: "@desktop" }, async ({ page, baseURL }) => {
  const slow = await slowly(baseURL, 1_500);
  try {
    await page.goto(slow.url);
    await expect(rows(page).first()).toBeVisible({ timeout: 20_000 });
    await expect(page.locator("#boot")).toHaveCount(0);
  } finally {
    slow.stop();
  }
});
