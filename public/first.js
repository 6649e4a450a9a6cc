// The first rows of the list, which stand in the page as it is delivered (`cli/src/first/`): shows them before anything
// is painted where the link and the person ask for nothing else, and hands over to the running page.
//
// On the root element `data-first` says it: `zh` or `en` while they are shown, `none` where they never were or are gone;
// the style sheet hides what the running page has in their place. They give way
//   - when the running page shows the same rows and chips, or has everything (`diming:ready`),
//   - at once when the person types, presses a control or opens a row, which is then done in the running page,
//   - when the running page has something else to say (a card, a problem), or after LONGEST_MS.
// What was typed, the focus and the scroll position go over. Where the page cannot start they stay, with their day, and
// say so where the data have changed since. Nothing newer than ES2018, as in `boot.js`.
(() => {
  const root = document.documentElement;
  const PREFERENCES = "diming.preferences.1"; // `src/store`
  /** After so long in the running page its list is shown as far as it is. */
  const LONGEST_MS = 10000;
  /** Larger files are not read again only to see whether they have changed. */
  const BYTES_MAX = 4000000;

  const kept = preferences();
  const theme = new URLSearchParams(location.search).get("theme") || kept[1];
  // No flash of the other.
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  root.dataset.first = languageOfHome();
  if (root.dataset.first === "none") return parsed(() => document.querySelectorAll(".first").forEach((rows) => rows.remove()));
  root.lang = root.dataset.first;

  /** What the person has chosen before, in words; a browser that refuses storage is normal. */
  function preferences() {
    try {
      return (localStorage.getItem(PREFERENCES) || "").split(" ");
    } catch (_) {
      return [];
    }
  }

  /** The language in which the page opens with its first rows; `none` where it opens with something else. */
  function languageOfHome() {
    const isOther = parent !== window || /[?&](amp;)?(catalog|layout)=|%23/i.test(location.search);
    if (isOther || kept.includes("elder") || kept.includes("officer")) return "none";
    if (location.hash.length < 2) return kept[0] === "en" ? "en" : "zh";
    const asked = /^#lang=(zh|en)$/.exec(location.hash);
    return asked ? asked[1] : "none";
  }

  function parsed(act) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", act, { once: true });
    else act();
  }

  /** The rows, until they are gone. */
  let shell = null;
  /** The running page's element, once it is there. */
  let live = null;
  /** A control that was pressed, to be pressed in the running page. */
  let pressed = null;
  /** The person has done something that only the running page can answer, or it has had its time. */
  let hasActed = false;
  let isComposing = false;
  let isReady = false;
  /** Rows that are at least seen at once. */
  let seenRows = 0;

  const changes = new MutationObserver(look);
  const marks = new PerformanceObserver((list) => {
    isReady = isReady || list.getEntriesByName("diming:ready").length > 0;
    if (isReady) look();
  });

  parsed(() => {
    for (const rows of document.querySelectorAll(".first")) {
      if (rows.lang === root.dataset.first) shell = rows;
      else rows.remove();
    }
    if (!shell) return (root.dataset.first = "none");
    shell.addEventListener("click", click);
    shell.addEventListener("change", (event) => event.target.matches("select, [type=checkbox]") && press(event.target));
    shell.addEventListener("input", (event) => event.target.type === "search" && act());
    shell.addEventListener("keydown", keydown);
    shell.addEventListener("compositionstart", () => (isComposing = true));
    shell.addEventListener("compositionend", () => {
      isComposing = false;
      act();
    });
    addEventListener("hashchange", hashChanged);
    watch();
  });

  /** Looks whenever the page changes, from its mounting on. */
  function watch() {
    changes.observe(document.body, { childList: true });
    for (const box of document.querySelectorAll("#boot-failed, #page-failed")) changes.observe(box, { attributes: true });
    marks.observe({ type: "mark", buffered: true });
  }

  function look() {
    if (!live) {
      live = document.querySelector("body > .app");
      if (!live) return failed();
      changes.observe(live, { childList: true, subtree: true, characterData: true, attributeFilter: ["hidden"] });
      live.addEventListener("focusin", act);
      seenRows = Math.ceil(shell.querySelector(".scroll").clientHeight / shell.querySelector(".item").clientHeight);
      setTimeout(act, LONGEST_MS);
    }
    if (!live.querySelector(".panel #search")) {
      // It has stopped while it was being made.
      return failed();
    }
    // It is laid out a little later, and takes no focus until then.
    if (live.hidden) return;
    if (shell && !isComposing && (hasActed || isReady || hasOther() || isSame())) handOver();
    if (!shell && pressAgain()) {
      changes.disconnect();
      marks.disconnect();
    }
  }

  function act() {
    hasActed = true;
    look();
  }

  function click(event) {
    const control = event.target.closest("a.row, button[data-for]");
    if (!control || shell.matches(".stays")) return;
    if (!control.matches("a.row")) return press(control);
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // in a place of its own
    // Its address is the record's: the page opens it, now or when it starts. That has numbered its entries of the
    // history by then (`src/back.rs`), so that Back leads to the list.
    if (!live && history.state === null) {
      event.preventDefault();
      history.replaceState(0, "");
      history.pushState(1, "", control.hash);
    }
    wait(control);
  }

  function press(control) {
    pressed = control;
    wait(control);
    act();
  }

  /** Shows that a control was pressed and what it does is still to come. */
  function wait(control) {
    for (const other of shell.querySelectorAll("[aria-busy]")) other.removeAttribute("aria-busy");
    control.setAttribute("aria-busy", "true");
  }

  function keydown(event) {
    const { key, target } = event;
    if (target.type === "search" && key === "Enter" && !event.isComposing && target.value) {
      event.preventDefault();
      pressed = target;
      act();
    }
    if (!target.matches("a.row") || !["ArrowDown", "ArrowUp"].includes(key)) return;
    const rows = [...shell.querySelectorAll("a.row")];
    const next = rows[rows.indexOf(target) + (key === "ArrowDown" ? 1 : -1)];
    if (next) next.focus();
    event.preventDefault();
  }

  /** A record was opened, or it is Back from one before the page runs; anything else is the running page's to show. */
  function hashChanged() {
    if (!shell || [...shell.querySelectorAll("a.row")].some((row) => row.hash === location.hash)) return;
    if (location.hash.length > 1) return act();
    for (const row of shell.querySelectorAll("a[aria-busy]")) row.removeAttribute("aria-busy");
  }

  const textOf = (element) => (element ? element.textContent : "");

  /** Whether the running page shows the rows and chips that are seen here. */
  function isSame() {
    const namesOf = (within, what, name) => [...within.querySelectorAll(what)].map((one) => textOf(one.querySelector(name)));
    const rows = [...shell.querySelectorAll(".item")].slice(0, seenRows);
    const isRow = (row, at) => {
      const other = live.querySelector(`.list > [aria-posinset="${at + 1}"]`);
      return other && textOf(other.querySelector(".row-name")) === textOf(row.querySelector(".row-name"));
    };
    const chips = (within) => namesOf(within, ".layer-chip", ".chip-name").join("\n");
    return rows.every(isRow) && chips(shell) === chips(live);
  }

  /** Whether the running page has something to say that stands in the place of the rows, or above them. */
  function hasOther() {
    return live.querySelector(".panel.covered, .problem, .not-whole, .notices > *") || document.querySelector("body > .said-box:not([hidden])");
  }

  /** The running page's element in the place of one of these. */
  function liveOf(element) {
    const item = element.closest(".item");
    if (item) return liveRow(item, element.matches(".row-call") ? ".row-call" : ".row") || live.querySelector(".list");
    const chip = textOf(element.querySelector(".chip-name"));
    const all = [...live.querySelectorAll(element.dataset.for || ".list")];
    return chip ? all.find((other) => textOf(other.querySelector(".chip-name")) === chip) : all[0];
  }

  function liveRow(item, part) {
    const name = textOf(item.querySelector(".row-name"));
    const items = [...live.querySelectorAll(".list > .item")].filter((other) => textOf(other.querySelector(".row-name")) === name);
    const there = items.find((other) => other.getAttribute("aria-posinset") === item.getAttribute("aria-posinset")) || items[0];
    return there && (there.querySelector(part) || there.querySelector(".row"));
  }

  function handOver() {
    const box = shell.querySelector("[type=search]");
    const search = live.querySelector("#search");
    const { activeElement } = document;
    const focused = shell.contains(activeElement) ? liveOf(activeElement) : null;
    const scrollTop = shell.querySelector(".scroll").scrollTop;
    const [start, end] = [box.selectionStart, box.selectionEnd];
    live.removeEventListener("focusin", act);
    // What one sees first, then the focus: nothing that is hidden takes it.
    root.dataset.first = "none";
    shell.remove();
    if (box.value) {
      search.value = box.value;
      search.dispatchEvent(new InputEvent("input", { bubbles: true }));
    } else {
      live.querySelector(".scroll").scrollTop = scrollTop;
    }
    if (focused) focused.focus({ preventScroll: true });
    if (focused === search) search.setSelectionRange(start, end);
    shell = null;
  }

  /** Presses in the running page what was pressed here, once it is there; true when nothing is left to do. */
  function pressAgain() {
    if (!pressed) return true;
    const control = liveOf(pressed);
    if (!control) return isReady;
    const { value, checked } = pressed;
    if (pressed.type === "search") {
      control.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    } else if (pressed.matches("select")) {
      control.value = value;
      control.dispatchEvent(new Event("change", { bubbles: true }));
    } else if (pressed.type !== "checkbox" || control.checked !== checked) {
      control.click();
    }
    pressed = null;
    return true;
  }

  /** Where the page cannot start: what only it can do is off, and the rows say whether they are still true. */
  function failed() {
    if (!shell || shell.matches(".stays") || [...document.querySelectorAll("#boot-failed, #page-failed")].every((box) => box.hidden)) return;
    for (const control of shell.querySelectorAll("button, input, select")) control.disabled = true;
    shell.querySelector(".first-opening").remove();
    shell.classList.add("stays");
    // Records are in words there.
    for (const row of shell.querySelectorAll("a.row")) row.href = "list.html";
    checkAge();
  }

  /** Says so where a file that the rows were made of has changed. */
  async function checkAge() {
    for (const [file, bytes, sum] of JSON.parse(shell.dataset.sources)) {
      if (bytes > BYTES_MAX) continue;
      try {
        const answer = await fetch(`data/${file}`, { cache: "no-cache" });
        if (!answer.ok) continue;
        const content = new Uint8Array(await answer.arrayBuffer());
        const sumNow = content.reduce((all, byte, at) => (all + Math.imul(byte, at + 1)) >>> 0, 0);
        if (content.length !== bytes || sumNow !== sum) shell.querySelector(".first-older").hidden = false;
      } catch (_) {} // the server is gone: the day says what they are
    }
  }
})();
