// A person's way through the app in a page that puppeteer drives: in Firefox (tests/firefox), and in both browsers from one
// file (tests/single).
//
//   const app = new App(page, url);
//   await app.prepare();
//   await app.open("lang=en");
//   await app.drawn(() => app.fill("searchbox", "Search", "石桥"));
//   await app.click("button", "Back");
//   await app.shows(".counts-words", /6,699/);
//
// Things are found by role and name, as in tests/e2e. Console errors, uncaught errors and policy violations of the page,
// and uncaught errors of its worker, are in `app.errors`.

import assert from "node:assert/strict";

const WAIT_MS = 10_000;

export class App {
  errors = [];

  /** `url` is where the app is. */
  constructor(page, url) {
    this.page = page;
    this.url = url;
  }

  async prepare() {
    const { page, errors } = this;
    page.setDefaultTimeout(WAIT_MS);
    page.on("console", (message) => message.type() === "error" && errors.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => errors.push(`uncaught: ${error.message}`));
    await page.evaluateOnNewDocument(tellOfViolationsAndWorkers);
    await page.setViewport({ width: 1280, height: 800 });
  }

  /** Opens the app and waits until every layer is loaded and drawn; the view without `#`, not encoded. */
  async open(hash = "") {
    await this.goTo(`${this.url}${hash ? `#${encodeURI(hash)}` : ""}`);
  }

  /** Opens an address as one that was sent: in a document of its own. */
  async goTo(url) {
    await this.page.goto("about:blank");
    await this.page.goto(url);
    await this.mark("diming:ready");
  }

  /** Waits for a mark of the app. */
  mark(name) {
    return this.until(name, (name) => performance.getEntriesByName(name).length > 0, name);
  }

  /** Waits until a function in the page gives something true. */
  async until(what, check, ...given) {
    try {
      await this.page.waitForFunction(check, {}, ...given);
    } catch (error) {
      throw new Error(`waited for: ${what}`, { cause: error });
    }
  }

  /**
   * Does something and waits for a newer mark with a number: a picture, or findings (`diming:reviewed`); what is
   * typed comes in several, and the last one counts once nothing newer comes for some frames.
   */
  async drawn(act, mark = "diming:drawn") {
    const before = await this.page.evaluate((mark) => performance.getEntriesByName(mark).at(-1)?.detail.seq ?? -1, mark);
    await act();
    const isNewer = (mark, before) => performance.getEntriesByName(mark).at(-1)?.detail.seq > before;
    await this.until(`a newer ${mark}`, isNewer, mark, before);
    await this.page.evaluate(untilQuiet, mark);
  }

  /** The one thing with that role and name (exact, or a pattern) that can be seen; waits for it. */
  async find(role, name) {
    const pattern = name instanceof RegExp ? name.source : `^${escaped(name)}$`;
    try {
      const found = await this.page.waitForFunction(seenByRole, {}, role, pattern);
      return found.asElement();
    } catch (error) {
      throw new Error(`no single ${role} ${name}`, { cause: error });
    }
  }

  async click(role, name) {
    await (await this.find(role, name)).click();
  }

  /** Types in the place of what stands there. */
  async fill(role, name, text) {
    const box = await this.find(role, name);
    await box.focus();
    await box.evaluate((element) => element.select());
    if (text) await box.type(text);
    else await this.page.keyboard.press("Delete");
  }

  /** Chooses by the words of the option. */
  async choose(name, option) {
    const box = await this.find("combobox", name);
    const value = await box.evaluate((select, option) => [...select.options].find(({ text }) => text === option)?.value, option);
    assert.notEqual(value, undefined, `no option ${option}`);
    await box.select(value);
  }

  /** Waits until an element's text is as the pattern says. */
  async shows(selector, pattern) {
    const isShown = (selector, source) => {
      const element = document.querySelector(selector);
      return element?.checkVisibility() && new RegExp(source).test(element.textContent.replace(/\s+/g, " "));
    };
    await this.until(`${pattern} in ${selector}`, isShown, selector, pattern.source);
  }

  /** Waits until the address bar holds a text, decoded. */
  async addressSays(text) {
    await this.until(`${text} in the address`, (text) => decodeURIComponent(location.hash).includes(text), text);
  }
}

const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** In the page, before anything else: what a console may keep to itself becomes an error in it. */
function tellOfViolationsAndWorkers() {
  addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      this.addEventListener("error", (event) => console.error(`worker: ${event.message}`));
    }
  };
}

/** In the page: waits until nothing newer came for some frames. */
async function untilQuiet(mark) {
  const seq = () => performance.getEntriesByName(mark).at(-1).detail.seq;
  let [seen, quietFrames] = [seq(), 0];
  while (quietFrames < 6) {
    await new Promise(requestAnimationFrame);
    quietFrames = seq() === seen ? quietFrames + 1 : 0;
    seen = seq();
  }
}

/** In the page: the only visible element of a role whose name meets a pattern, or null. */
function seenByRole(role, pattern) {
  const own = {
    button: "button, summary", checkbox: "input[type=checkbox]", combobox: "select", heading: "h1, h2, h3", link: "a[href]",
    searchbox: "input[type=search]", textbox: "input:not([type]), input[type=text], textarea", region: "section", group: "fieldset",
  };
  const words = (element) => {
    if (!element) return "";
    const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    let all = "";
    while (texts.nextNode()) {
      // A label says nothing of the choices in it.
      if (!texts.currentNode.parentElement.closest("[aria-hidden=true], option")) all += texts.currentNode.data;
    }
    return all;
  };
  const nameOf = (element) => {
    const by = element.getAttribute("aria-labelledby")?.split(" ").map((id) => words(document.getElementById(id))).join(" ");
    const name = by || element.getAttribute("aria-label") || [...(element.labels ?? [])].map(words).join(" ") || words(element);
    return name.replace(/\s+/g, " ").trim();
  };
  const all = document.querySelectorAll([own[role], `[role=${role}]`].filter(Boolean).join());
  const named = [...all].filter((element) => element.checkVisibility() && new RegExp(pattern).test(nameOf(element)));
  return named.length === 1 ? named[0] : null;
}
