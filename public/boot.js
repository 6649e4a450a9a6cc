// Starts the page: engine and page at the same time, the plain list (list.html) where WebAssembly cannot run, and a
// plain message where either fails. Every browser that knows modules must be able to read this file, or the page stays
// white in it: nothing newer than ES2018 (no `?.`, `??`, `1_000`).
//
// What it leaves for the app is `globalThis.dimingEngine`:
//   worker          the engine's worker, already opening the catalog, or null where none could be made
//   early           messages of the worker that came before the app listened (null: it runs)
//   failed          true once the worker could not start, which may come before the app listens
//   restart()       a new worker in the place of one that stopped
//   newReader()     a worker that reads workbooks, or null where none can be made
//   loadHere(post)  the same engine on this thread, for where no worker runs, new each time: a promise
//                   of the function that takes requests; `post` gets the answers
//   pageFailed(why) says that the page itself has stopped; what is on the screen stays
//   update          null, or what loads the newer version that is ready; `diming:update` is told then
//
// `diming:engine-stopped` is told when the engine on this thread has ended by a trap.

// A program on the way may have encoded the `#` of a link: what stands behind it is the view, unless a value has a `#`
// of its own.
const cut = location.search.search(/%23(?:map|q|layers|id|sort|from|radius|compare|mode|inview|base|lang|ws|f\.\w+)(?:=|%3D)/i);
if (cut >= 0 && location.hash.length < 2) {
  history.replaceState(history.state, "", `${location.pathname}${location.search.slice(0, cut)}#${location.search.slice(cut + 3)}`);
}

/** Files of the app by name, each with the hash that it must have: the build writes both into the page. */
const files = {};
for (const [name, file] of Object.entries(document.querySelector("script[data-page]").dataset)) {
  const [path, integrity] = file.split(" ");
  files[name] = { path, url: new URL(path, document.baseURI).href, integrity };
}

/** The only addresses that become scripts: files of the app, and what keeps it for times without a network. */
const keeper = new URL("sw.js", document.baseURI).href;
const scripts = makePolicy("diming-boot", {
  createScriptURL(url) {
    const bare = url.split("?")[0];
    if (bare !== keeper && !Object.values(files).some((file) => file.url === bare)) throw new TypeError(`no script of this app: ${url}`);
    return url;
  },
});

/** A policy for what the browser lets through (Trusted Types), where it knows of them. */
function makePolicy(name, rules) {
  return globalThis.trustedTypes ? trustedTypes.createPolicy(name, rules) : rules;
}

/** Kept for this tab while it is loaded again, so that this happens once. */
const RELOADED = "diming.reloaded";
/** A page that runs for so long may be loaded again for the next deploy. */
const RELOAD_AGAIN_MS = 60000;

/** The page's elements are there: this script may run before they have come. */
function parsed() {
  if (document.readyState !== "loading") return Promise.resolve();
  return new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
}

/** The word of a newer version, which may be said when the rest of what stood here is gone. */
const newer = parsed().then(() => document.getElementById("boot-newer"));

/** Whether the server has another version by now: its page names other files than this one. */
async function isOutdated() {
  const answer = await fetch(location.href.split("#")[0], { cache: "no-cache" });
  const html = await answer.text();
  // A network that asks for a login answers with a page of its own.
  const isThisApp = answer.ok && html.includes("data-page");
  return isThisApp && Object.values(files).some(({ path }) => !html.includes(path));
}

/** What was kept for times without a network is of no use where it does not fit the server's any more. */
async function forgetKept() {
  const { serviceWorker } = navigator;
  const registration = serviceWorker && (await serviceWorker.getRegistration());
  if (registration) await registration.unregister();
}

/** A deploy in the middle of loading: the page is loaded again, once, with a word. A browser that keeps nothing is told instead. */
async function reloadIfOutdated() {
  try {
    if (sessionStorage.getItem(RELOADED) || !(await isOutdated())) return false;
    sessionStorage.setItem(RELOADED, "1");
    await forgetKept();
  } catch (_) {
    return false;
  }
  const word = await newer;
  document.body.append(word);
  word.hidden = false;
  location.reload();
  return true;
}

/** Longest wait for the worker's first sign of life before the page goes on with its own start. */
const HEAD_START_MS = 150;

/** An address that the page names, in full; as it stands where it is none: the engine refuses it by its words. */
function absolute(path) {
  try {
    return new URL(path, document.baseURI).href;
  } catch (_) {
    return path;
  }
}

/** What to open: the catalog that the address names, else the site's own, on this local day (yyyymmdd). */
function whatToOpen() {
  const asked = new URLSearchParams(location.search).get("catalog") || "data/catalog.json";
  const now = new Date();
  return {
    catalog: absolute(asked),
    site: absolute("data/catalog.json"),
    han: absolute("data/dict/han.bin"),
    today: now.getFullYear() * 10000 + (now.getMonth() + 1) * 100 + now.getDate(),
  };
}

/** Imports a module after the browser has checked its hash: later imports get the module that was checked. */
function importChecked({ url, integrity }) {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    Object.assign(tag, { type: "module", crossOrigin: "anonymous", integrity, src: scripts.createScriptURL(url) });
    tag.onerror = () => reject(new Error(`${url} did not load`));
    tag.onload = () => import(url).then(resolve, reject);
    document.head.append(tag);
  });
}

/** How often the engine was begun on this thread. A module is the same whenever it is imported: another needs another address. */
let begun = 0;
/** The address of the engine on this thread; of one that ended before, nothing is heard any more. */
let engineHere = "";

async function loadHere(post) {
  begun += 1;
  const { url, integrity } = files.engine;
  const glueFile = { url: begun > 1 ? `${url}?${begun}` : url, integrity };
  engineHere = glueFile.url;
  const loading = Promise.all([importChecked(glueFile), compileEngine()]);
  const [glue, module] = await loading.catch(async (error) => {
    await reloadIfOutdated();
    throw error;
  });
  await glue.default({ module_or_path: module });
  const submit = glue.start_on_page(post);
  const { catalog, site, han, today } = whatToOpen();
  glue.open(catalog, site, han, today);
  return (message) => {
    try {
      submit(message);
    } catch (error) {
      tellTrap(error);
    }
  };
}

/** The engine's module, once it is begun. */
let engineModule = null;

/** Compiled here, beside the start of the worker: that takes as long. */
function compileEngine() {
  if (!engineModule) {
    engineModule = compile(files.engineWasm);
    engineModule.catch(() => (engineModule = null));
  }
  return engineModule;
}

/** A worker whose name carries what to open, so that it can begin before the page can say so. It gets the module, or why there is none. */
function newWorker() {
  const worker = new Worker(scripts.createScriptURL(files.worker.url), { name: JSON.stringify(whatToOpen()) });
  give(worker, compileEngine());
  return worker;
}

/** Gives a worker its module, or why there is none. */
function give(worker, compiling) {
  compiling.then((module) => worker.postMessage(module), (error) => worker.postMessage(String(error)));
}

function newReader() {
  try {
    const reader = new Worker(scripts.createScriptURL(files.reader.url));
    give(reader, compile(files.workbookWasm));
    return reader;
  } catch (_) {
    return null;
  }
}

function startWorker() {
  const restart = () => {
    handle.worker.terminate();
    return (handle.worker = newWorker());
  };
  const handle = { worker: null, early: [], failed: false, restart, newReader, loadHere, pageFailed, update: null };
  try {
    handle.worker = newWorker();
    handle.worker.addEventListener("error", () => (handle.failed = true));
  } catch (_) {
    handle.failed = true;
  }
  return handle;
}

/** The worker's first sign of life, or its failure, or enough waiting. Its start needs this thread free. */
function headStart({ worker, early }) {
  return new Promise((resolve) => {
    if (!worker) return resolve();
    worker.onmessage = (event) => (event.data === null ? resolve() : early.push(event.data));
    worker.addEventListener("error", resolve);
    setTimeout(resolve, HEAD_START_MS);
  });
}

/** Compiles while it loads, where the server says that it is WebAssembly. */
async function compile({ url, integrity }) {
  const answer = await fetch(url, { integrity });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const streams = (answer.headers.get("content-type") || "").startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
}

/** Whether the first rows of the list stand in the page already. */
function hasFirstRows() {
  const { first } = document.documentElement.dataset;
  return first === "zh" || first === "en";
}

/** Ends the task under way: what comes after is a task of its own. */
const nextTask = () => new Promise((resolve) => setTimeout(resolve));

async function showFailure(error) {
  console.error(error);
  await parsed();
  // The page stands already: what it shows is more than this.
  if (!document.getElementById("boot")) return;
  document.getElementById("boot-wait").hidden = true;
  document.getElementById("boot-reason").textContent = String(error);
  document.getElementById("boot-failed").hidden = false;
}

/** The page's own part has stopped, and answers to nothing any more: picture, rows and address stay as they are. */
function pageFailed(why) {
  const box = document.getElementById("page-failed");
  if (!box || !box.hidden) return;
  const reason = document.getElementById("page-reason");
  reason.textContent = `${why}\n${navigator.userAgent}`;
  document.getElementById("page-reload").onclick = () => location.reload();
  document.getElementById("page-copy").onclick = async () => {
    reason.hidden = false;
    getSelection().selectAllChildren(reason);
    await navigator.clipboard.writeText(reason.textContent);
    document.getElementById("page-copied").hidden = false;
  };
  document.body.append(box);
  box.hidden = false;
}

/** A trap of WebAssembly ends the part in which it happens: the page, or the engine on this thread. */
function tellTrap(error) {
  if (!(error instanceof WebAssembly.RuntimeError)) return;
  const { stack } = error;
  // Firefox leaves the message out of the stack.
  const words = stack.includes(error.message) ? stack : `${error}\n${stack}`;
  if (!stack.includes("/app/engine-")) pageFailed(words);
  // When what called the engine is done.
  else if (stack.includes(`${engineHere}:`)) setTimeout(() => dispatchEvent(new CustomEvent("diming:engine-stopped", { detail: words })));
}

addEventListener("error", ({ error }) => tellTrap(error));
// Which part it was stands far down.
Error.stackTraceLimit = 40;

/** Hears what the engine has read whole and understood on a first visit, while nobody can keep it (`public/sw.js`); `null` on others. */
function listenForData() {
  // In a sandbox without an origin, asking for the service worker is an error.
  if (parent !== window || origin === "null") return null;
  const { serviceWorker } = navigator;
  if (!serviceWorker || serviceWorker.controller) return null;
  const urls = [];
  const channel = new BroadcastChannel("diming");
  channel.onmessage = ({ data }) => {
    const [isUnderstood, held, url] = data.split(" ");
    if (isUnderstood === "1" && !held) urls.push(url);
  };
  return () => {
    channel.close();
    return urls;
  };
}

/** Keeps app and data for times without a network, unless another page shows this one. A newer version waits until it is wanted. */
async function keepForOffline(handle, understood) {
  const { serviceWorker } = navigator;
  if (!serviceWorker || parent !== window) return;
  const registration = await serviceWorker.register(scripts.createScriptURL(keeper), { updateViaCache: "none" });
  const offer = () => {
    if (!registration.waiting || !serviceWorker.controller) return;
    handle.update = () => {
      // Another tab may have taken it.
      if (!registration.waiting) return location.reload();
      serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting.postMessage("take over");
    };
    dispatchEvent(new Event("diming:update"));
  };
  offer();
  registration.addEventListener("updatefound", () => registration.installing.addEventListener("statechange", offer));
  // What was fetched before it was there went past it.
  if (understood) (await serviceWorker.ready).active.postMessage(understood());
}

/** When everything is loaded once: nothing is held up by it. A browser or a server that refuses loses only this. */
function keepWhenReady(handle, understood) {
  const observer = new PerformanceObserver((marks) => {
    if (!marks.getEntriesByName("diming:ready").length) return;
    observer.disconnect();
    keepForOffline(handle, understood).catch(() => {});
  });
  observer.observe({ type: "mark", buffered: true });
}

/**
 * Whether WebAssembly may run here: a module with one of each feature that the build uses compiles. It does not in
 * browsers below the floor (`xtask/src/bundle/floor.rs`), nor under a policy without 'wasm-unsafe-eval'.
 */
function canRun() {
  const module = Uint8Array.of(
    0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 0, 2, 127, 127, 3, 2, 1, 0, 5, 3, 1, 0, 0, 6, 6, 1, 127, 1, 65, 0, 11, 7, 5, 1,
    1, 103, 3, 0, 10, 26, 1, 24, 0, 65, 0, 65, 0, 65, 0, 252, 11, 0, 208, 111, 26, 67, 0, 0, 0, 0, 252, 0, 192, 65, 0, 11,
  );
  try {
    return !!new WebAssembly.Module(module);
  } catch (_) {
    return false;
  }
}

async function start() {
  if (!canRun()) return location.replace("list.html");
  const understood = listenForData();
  const handle = (globalThis.dimingEngine = startWorker());
  // Something to see, and its fonts are found while the rest still loads: the first rows (`first.js`), or that it opens.
  const shown = parsed().then(() => {
    document.getElementById("boot-wait").hidden = hasFirstRows();
    // Laid out now, while nothing else is to be done: in the next frame it would hold up what has come by then.
    document.body.getBoundingClientRect();
  });
  const started = headStart(handle);
  const [page, module] = await Promise.all([importChecked(files.page), compile(files.pageWasm)]);
  await page.default({ module_or_path: module });
  await started;
  await shown;
  await nextTask();
  // Takes away what stands here when it is laid out.
  page.mount();
  setTimeout(forgetReload, RELOAD_AGAIN_MS);
  keepWhenReady(handle, understood);
}

function forgetReload() {
  try {
    sessionStorage.removeItem(RELOADED);
  } catch (_) {} // a browser that refuses storage is normal
}

start().catch(async (error) => (await reloadIfOutdated()) || showFailure(error));
