// Starts the engine in a worker. Fetches of catalog and layers begin before the engine can ask.
//
// The engine takes an early answer with `dimingFetch(url, options)`, which is `fetch` for
// everything that was not begun here. Messages that come before the engine listens are kept for it.

const early = new Map();

/** Begins a fetch that the engine is going to ask for. */
function begin(url) {
  const answer = fetch(url, { cache: "no-cache" });
  answer.catch(() => {}); // told to whoever asks for it
  early.set(url, answer);
  return answer;
}

self.dimingFetch = (url, options) => {
  const answer = early.get(url);
  early.delete(url);
  return answer ?? fetch(url, options);
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

if (self.name) beginLayers(self.name).catch(() => {}); // the engine reads it again and says why

const waiting = [];
self.onmessage = (event) => waiting.push(event);
importScripts("engine.js");
wasm_bindgen({ module_or_path: "engine_bg.wasm" }).then(
  () => waiting.forEach((event) => self.onmessage(event)),
  (error) => setTimeout(() => { throw error; }), // reaches the page as the worker's error event
);
