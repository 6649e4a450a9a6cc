// Keeps the app and the last data on this machine, so that the page opens without the network.
//
// The app is kept whole, one version at a time, each file checked by its hash: a newer version waits until a person wants
// it or all its pages are closed. Data come from the network, and as they were kept only where that does not answer; their
// answer then says since when (`x-diming-kept`). Pages inside other pages are left alone. At most 50 MB.

/** The version, its files with their hashes (paths from here), and their size: the build writes them. */
const app = { version: "", files: {}, bytes: 0 };

const here = new URL("./", self.location.href);
const APP = `diming app ${here.pathname} ${app.version}`;
const DATA = `diming data ${here.pathname}`;
const INDEX = "index.html";
/** For data: of the app, a second version may wait beside the first. */
const BYTES_MAX = 50_000_000 - 2 * app.bytes;
/** Longest wait for the network where data are kept, milliseconds. */
const PATIENCE_MS = 8_000;
const KEPT = "x-diming-kept";
const BYTES = "x-diming-bytes";

const address = (path) => new URL(path, here).href;

addEventListener("install", (event) => event.waitUntil(keepApp()));

addEventListener("activate", (event) => event.waitUntil(takeOver()));

addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  if (event.data === "keep data") event.waitUntil(keepFirstData());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== "GET" || path === null) return;
  const isPage = path === "" || path === INDEX;
  if (request.mode === "navigate") {
    if (isPage && request.destination === "document") event.respondWith(appFile(INDEX, request));
  } else if (app.files[path] && !isPage) {
    event.respondWith(appFile(path, request));
  } else if (request.cache === "no-cache" && !isPage) {
    // So the engine asks for data, and nobody else.
    event.respondWith(data(event));
  }
});

/** The path from here, without what is behind it; `null` elsewhere. */
function pathOf(url) {
  const { origin, pathname } = new URL(url);
  return origin === here.origin && pathname.startsWith(here.pathname) ? pathname.slice(here.pathname.length) : null;
}

async function keepApp() {
  const cache = await caches.open(APP);
  await cache.addAll(Object.entries(app.files).map(([path, integrity]) => {
    const isNamedByContent = path.startsWith("app/");
    return new Request(address(path), { integrity, cache: isNamedByContent ? "default" : "no-cache" });
  }));
}

/** Another version's files go; its pages fetch what they still need. */
async function takeOver() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(`diming app ${here.pathname} `) && name !== APP);
  await Promise.all(others.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function appFile(path, request) {
  const cache = await caches.open(APP);
  return (await cache.match(address(path))) || fetch(request);
}

async function data(event) {
  const { request } = event;
  const cache = await caches.open(DATA);
  const kept = await cache.match(request.url);
  const answer = await fromNetwork(request, kept ? PATIENCE_MS : 0);
  if (answer && answer.ok) event.waitUntil(keep(request.url, answer.clone()));
  const isRefused = !answer || answer.status >= 500;
  return isRefused && kept ? kept : answer || Response.error();
}

/** The network's answer; `null` where there is none, or none in time. */
async function fromNetwork(request, patience_ms) {
  const answer = fetch(request).catch(() => null);
  if (!patience_ms) return answer;
  return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, patience_ms, null))]);
}

/** One after the other: each sees what the others have kept. */
let keeping = Promise.resolve();

function keep(url, { body, headers }) {
  // Read at once: what nobody reads piles up beside what the engine reads.
  const reading = readUpTo(body, BYTES_MAX);
  reading.catch(() => {}); // told below
  // Where the machine has no room, or the answer broke off, what was kept before stays.
  keeping = keeping.then(async () => keepNow(url, await reading, new Headers(headers))).catch(() => {});
  return keeping;
}

async function keepNow(url, bytes, headers) {
  if (!bytes) return;
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set(KEPT, new Date().toUTCString());
  headers.set(BYTES, bytes.size);
  const cache = await caches.open(DATA);
  await cache.put(url, new Response(bytes, { headers }));
  await makeRoom(cache);
}

/** What is longer is not kept. */
async function readUpTo(stream, bytesMax) {
  const [reader, parts] = [stream.getReader(), []];
  for (let size = 0; ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(parts);
    size += value.byteLength;
    if (size > bytesMax) return void reader.cancel();
    parts.push(value);
  }
}

/** The oldest go. */
async function makeRoom(cache) {
  const all = [];
  for (const request of await cache.keys()) {
    const { headers } = await cache.match(request);
    all.push({ request, kept: Date.parse(headers.get(KEPT)), bytes: Number(headers.get(BYTES)) });
  }
  all.sort((a, b) => b.kept - a.kept);
  let size = 0;
  for (const { request, bytes } of all) {
    size += bytes;
    if (size > BYTES_MAX) await cache.delete(request);
  }
}

/** What the first visit fetched before anyone could keep it: asked for again, where the browser has it still. */
async function keepFirstData() {
  const fetchToKeep = async (url) => {
    const answer = await fetch(url, { cache: "no-cache" });
    if (answer.ok) await keep(url, answer);
  };
  const catalogUrl = address("data/catalog.json");
  await fetchToKeep(catalogUrl);
  const { layers } = await (await caches.match(catalogUrl)).json();
  const urls = layers.map((layer) => new URL(layer.source, catalogUrl).href).filter((url) => pathOf(url) !== null);
  for (const url of [...urls, address("data/dict/han.bin")]) await fetchToKeep(url).catch(() => {});
}
