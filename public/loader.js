// Starts the engine in a worker. Fetches of catalog, layers and character table begin before the engine can ask.
//
// The engine's own `fetch` of such an address gets the answer that is already under way, once.
// Messages that come before the engine listens are kept for it.

const early = new Map();
const fetchNow = self.fetch.bind(self);

/** Begins a fetch that the engine is going to ask for. */
function begin(url) {
  const stop = new AbortController();
  const answer = fetchNow(url, { cache: "no-cache", signal: stop.signal });
  answer.catch(() => {}); // told to whoever asks for it
  early.set(url, { answer, stop });
  return answer;
}

self.fetch = (input, options) => {
  const url = input.url || String(input);
  const begun = early.get(url);
  if (!begun) return fetchNow(input, options);
  early.delete(url);
  const signal = (options && options.signal) || input.signal;
  if (signal) signal.addEventListener("abort", () => begun.stop.abort());
  return begun.answer;
};

/** Begins every layer of a catalog that lies on this origin; others wait for the engine's checks. */
async function beginLayers(catalogUrl) {
  const answer = await begin(catalogUrl);
  const catalog = await answer.clone().json();
  for (const layer of catalog.layers) {
    const url = new URL(layer.source, catalogUrl);
    if (url.origin === location.origin) begin(url.href);
  }
}

begin(new URL("../data/dict/han.bin", location.href).href);
if (self.name) beginLayers(self.name).catch(() => {}); // the engine reads it again and says why

const waiting = [];
self.onmessage = (event) => waiting.push(event);
importScripts("engine.js");
wasm_bindgen({ module_or_path: "engine_bg.wasm" }).then(
  () => waiting.forEach((event) => self.onmessage(event)),
  (error) => setTimeout(() => { throw error; }), // reaches the page as the worker's error event
);
