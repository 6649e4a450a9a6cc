// A browser below the floor gets the facilities in words, not a white page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { dist, host } from "../host.js";
import { OldBrowser } from "./browser.js";

const TEST = { timeout: 60_000 };
const first = JSON.parse(readFileSync(join(dist, "data/care-homes.geojson"), "utf8")).features[0].properties;

let browser;
let site;

before(async () => {
  site = await host();
  browser = await OldBrowser.start();
}, TEST);

after(() => {
  browser?.stop();
  site?.stop();
});

async function showsTheList() {
  assert.equal(await browser.evaluate("location.pathname"), "/list.html");
  const text = await browser.evaluate("document.body.innerText");
  assert.ok(text.includes(first.name), first.name);
  assert.ok(text.includes(first.address), first.address);
  const numbers = await browser.evaluate("Array.from(document.querySelectorAll('a[href^=\"tel:\"]'), (link) => link.getAttribute('href'))");
  assert.ok(numbers.includes(`tel:${[first.phone].flat()[0].replace(/\D/g, "")}`), `${first.phone}`);
  // Its style sheet came, and is understood.
  assert.equal(await browser.evaluate("getComputedStyle(document.body).fontSize"), "18px");
  assert.equal(await browser.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"), 0);
}

test("it is Chromium 86", TEST, async () => {
  assert.match((await browser.send("Browser.getVersion")).product, /^(Headless)?Chrome\/86\./);
});

test("the address of the map leads to the list", TEST, async () => {
  await browser.open(`${site.url}#q=养老`, "/list.html");
  await showsTheList();
});

test("so it does where scripts are off", TEST, async () => {
  await browser.send("Emulation.setScriptExecutionDisabled", { value: true });
  await browser.open(site.url, "/list.html");
  await browser.send("Emulation.setScriptExecutionDisabled", { value: false });
  await showsTheList();
});
