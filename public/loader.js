// Starts the engine in a worker. Fetches of catalog, layers and character table begin before the engine can ask.
//
// The engine's own `fetch` of such an address gets the answer that is already under way, once.
// Messages that come before the engine listens are kept for it. The build puts the engine's glue
// where it is imported; its WebAssembly comes from the page.

self.postMessage(null); // says that the worker runs

// The page hears of the end of a worker without being told where it was: functions by their numbers, which
// `cargo xtask symbols` reads.
self.addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) self.postMessage(error.stack);
});
Error.stackTraceLimit = 40;

const { catalog, site, han, today } = JSON.parse(self.name);
const early = new Map();
const asked = new Set(); // what the engine has fetched itself: it may be quicker
const fetchNow = self.fetch.bind(self);

/** Begins a fetch that the engine is going to ask for. */
function begin(url, method = "GET") {
  const what = `${method} ${url}`;
  if (asked.has(what) || early.has(what)) return;
  const stop = new AbortController();
  const answer = fetchNow(url, { method, cache: "no-cache", signal: stop.signal });
  answer.catch(() => {}); // told to whoever asks for it
  early.set(what, { answer, stop });
}

self.fetch = (input, options) => {
  const what = `${input.method || "GET"} ${input.url || String(input)}`;
  asked.add(what);
  const begun = early.get(what);
  if (!begun) return fetchNow(input, options);
  early.delete(what);
  const signal = (options && options.signal) || input.signal;
  if (signal) signal.addEventListener("abort", () => begun.stop.abort());
  return begun.answer;
};

/** Whether an address may be fetched ahead of the engine's own checks: this origin only. */
const isOurs = (url) => url.startsWith(`${location.origin}/`);

/** The address of the prepared form of a file. */
const columnsOf = (url) => url.replace(/(?=[?#]|$)/, ".columns");

/** Begins a fetch that the engine is going to ask for, and gives its answer to read here as well. */
function beginToRead(url) {
  begin(url);
  return early.get(`GET ${url}`).answer.then((answer) => (answer.ok ? answer.clone() : Promise.reject(answer.status)));
}

/** The layers of the site's own catalog by its prepared form (`docs/prepared.md`): source, and whether it is prepared. */
async function preparedList() {
  const answer = beginToRead(columnsOf(catalog));
  begin(catalog, "HEAD");
  const bytes = await (await answer).arrayBuffer();
  const length = new DataView(bytes).getUint32(12, true);
  return JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 64, length)));
}

/** The same by its file, which a part of the engine reads. */
async function readList() {
  glue.begin_catalog();
  const { layers } = await (await beginToRead(catalog)).json();
  return layers.map(({ source, prepared }) => [source, prepared]);
}

/**
 * Begins every layer of a catalog that lies on this origin; others wait for the engine's checks. Questions about files come
 * last. The part of the engine that reads files comes at the same time as the first file without prepared columns.
 */
async function beginLayers() {
  const layers = await (catalog === site ? preparedList().catch(readList) : readList());
  const stamps = [];
  if (!layers.every(([, prepared]) => prepared)) glue.begin_reading();
  for (const [source, prepared] of layers) {
    const { href } = new URL(source, catalog);
    if (!isOurs(href)) continue;
    begin(prepared ? columnsOf(href) : href);
    if (prepared) stamps.push(href);
  }
  for (const href of stamps) begin(href, "HEAD");
}

const waiting = [];
/** The engine's module, which the page compiles while this script starts. */
const compiled = new Promise((resolve, reject) => {
  self.onmessage = (event) => {
    if (event.data instanceof WebAssembly.Module) resolve(event.data);
    else if (typeof event.data === "string") reject(new Error(event.data));
    else waiting.push(event);
  };
});
compiled.catch(() => {}); // told below

importScripts("glue.js");
if (isOurs(catalog)) {
  beginLayers().catch(() => {}); // the engine reads it again and says why
} else {
  glue.begin_catalog();
  glue.begin_reading(); // what it lists is not known yet
}
begin(han);
compiled
  .then((module) => glue.init({ module_or_path: module }))
  .then(
    () => {
      glue.open(catalog, site, han, today);
      waiting.forEach((event) => self.onmessage(event));
    },
    (error) => setTimeout(() => { throw error; }), // reaches the page as the worker's error event
  );
