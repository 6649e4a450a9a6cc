// Starts the engine in a worker. Fetches of catalog, layers and character table begin before the engine can ask.
//
// The engine's own `fetch` of such an address gets the answer that is already under way, once.
// Messages that come before the engine listens are kept for it. The build puts the engine's glue
// where it is imported, and says the name and hash of its WebAssembly.

self.postMessage(null); // says that the worker runs

const { catalog, site, han, today } = JSON.parse(self.name);
const early = new Map();
const asked = new Set(); // what the engine has fetched itself: it may be quicker
const fetchNow = self.fetch.bind(self);

/** Begins a fetch that the engine is going to ask for. */
function begin(url) {
  if (asked.has(url) || early.has(url)) return;
  const stop = new AbortController();
  const answer = fetchNow(url, { cache: "no-cache", signal: stop.signal });
  answer.catch(() => {}); // told to whoever asks for it
  early.set(url, { answer, stop });
}

self.fetch = (input, options) => {
  const url = input.url || String(input);
  asked.add(url);
  const begun = early.get(url);
  if (!begun) return fetchNow(input, options);
  early.delete(url);
  const signal = (options && options.signal) || input.signal;
  if (signal) signal.addEventListener("abort", () => begun.stop.abort());
  return begun.answer;
};

/** Whether an address may be fetched ahead of the engine's own checks: this origin only. */
const isOurs = (url) => url.startsWith(`${location.origin}/`);

/** Begins every layer of a catalog that lies on this origin; others wait for the engine's checks. */
async function beginLayers() {
  begin(catalog);
  const answer = await early.get(catalog).answer;
  const { layers } = await answer.clone().json();
  for (const layer of layers) {
    const { href } = new URL(layer.source, catalog);
    if (isOurs(href)) begin(href);
  }
}

/** Compiles while it loads, where the server says that it is WebAssembly. */
async function compile(url, integrity) {
  const answer = await fetchNow(url, { integrity });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const streams = (answer.headers.get("content-type") || "").startsWith("application/wasm");
  return streams ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
}

const compiled = compile("engine.wasm", "engine.integrity");
compiled.catch(() => {}); // told below
if (isOurs(catalog)) beginLayers().catch(() => {}); // the engine reads it again and says why
begin(han);

const waiting = [];
self.onmessage = (event) => waiting.push(event);
importScripts("engine.js");
compiled
  .then((module) => glue.init({ module_or_path: module }))
  .then(
    () => {
      glue.open(catalog, site, han, today);
      waiting.forEach((event) => self.onmessage(event));
    },
    (error) => setTimeout(() => { throw error; }), // reaches the page as the worker's error event
  );
