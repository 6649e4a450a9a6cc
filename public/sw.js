// Keeps the app and the last data on this machine, so that the page opens without the network.
//
// The app is kept whole, one version at a time, each file checked by its hash: a newer version waits until a person wants
// it or all its pages are closed. Data come from the network, and as they were kept only where that does not answer, or
// answers with a page or nothing; their answer then says since when (`x-diming-kept`). Only what the engine has read whole
// and understood takes the place of what is kept: it says so on the channel `diming`. Pages inside other pages are left
// alone. At most 50 MB.

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
/** Longest wait for the word of who reads an answer, after its end, milliseconds. */
const VERDICT_MS = 30_000;
const KEPT = "x-diming-kept";
const HELD = "x-diming-held";
const BYTES = "x-diming-bytes";
/** What the name of a file's prepared columns ends with. */
const COLUMNS = ".columns";
/** The same of the catalog. */
const CATALOG_COLUMNS = "/catalog.json.columns";

const address = (path) => new URL(path, here).href;

addEventListener("install", (event) => event.waitUntil(keepApp()));

addEventListener("activate", (event) => event.waitUntil(takeOver()));

addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
  if (Array.isArray(event.data)) event.waitUntil(keepFirstData(event.data));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method === "HEAD" && request.cache === "no-cache" && path !== null) event.respondWith(description(request));
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
  const isData = answer && answer.ok && (await looksLikeData(answer));
  const isRefused = !answer || answer.status >= 500 || (answer.ok && !isData);
  if (isRefused && kept) return kept;
  return isData && answer.status === 200 ? hold(event, answer) : answer || Response.error();
}

/** How the server describes a file; where it does not answer, what is known of the one that is kept. */
async function description(request) {
  const answer = await fetch(request).catch(() => null);
  if (answer && answer.status < 500) return answer;
  const kept = await (await caches.open(DATA)).match(request.url);
  return kept ? new Response(null, { headers: kept.headers }) : answer || Response.error();
}

/** Whether an answer is neither empty nor a page, such as a network that asks for a login gives for every address. */
async function looksLikeData(answer) {
  if (!answer.body) return false;
  const reader = answer.clone().body.getReader();
  const { value } = await reader.read().catch(() => ({}));
  reader.cancel().catch(() => {});
  // Blanks and marks of the encoding come first.
  const first = value && value.find((byte) => ![0, 9, 10, 13, 32, 0xef, 0xbb, 0xbf, 0xfe, 0xff].includes(byte));
  return first !== undefined && first !== 0x3c;
}

/** What waits for the word of who reads it, by number. */
const held = new Map();

/**
 * Hands an answer on under a number, and keeps it once it is told that what came under this number was whole and
 * understood: nothing else takes the place of what is kept.
 */
function hold(event, answer) {
  const [{ url }, { status, statusText }] = [event.request, answer];
  const [id, headers] = [crypto.randomUUID(), new Headers(answer.headers)];
  // Read at once: what nobody reads piles up beside what the engine reads.
  const reading = readUpTo(answer.clone().body, BYTES_MAX);
  const verdict = new Promise((resolve) => {
    held.set(id, resolve);
    reading.then(() => setTimeout(resolve, VERDICT_MS, false), () => resolve(false));
  });
  event.waitUntil(verdict.then((isUnderstood) => {
    held.delete(id);
    return isUnderstood && keep(url, reading, answer.headers);
  }));
  headers.set(HELD, id);
  return new Response(answer.body, { status, statusText, headers });
}

new BroadcastChannel("diming").onmessage = ({ data }) => {
  const [isUnderstood, id] = String(data).split(" ");
  if (held.has(id)) held.get(id)(isUnderstood === "1");
};

/** The network's answer; `null` where there is none, or none in time. */
async function fromNetwork(request, patience_ms) {
  const answer = fetch(request).catch(() => null);
  if (!patience_ms) return answer;
  return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, patience_ms, null))]);
}

/** One after the other: each sees what the others have kept. */
let keeping = Promise.resolve();

function keep(url, reading, headers) {
  // Where the machine has no room, or the answer broke off, what was kept before stays.
  keeping = keeping.then(async () => keepNow(url, await reading, headers)).catch(() => {});
  return keeping;
}

async function keepNow(url, bytes, headers) {
  if (!bytes) return;
  const cache = await caches.open(DATA);
  await putKept(cache, url, bytes, headers);
  if (url.endsWith(CATALOG_COLUMNS)) {
    // A newer version of the app may not take this one's form of the catalog: then it reads the file.
    const file = await fetch(url.slice(0, -COLUMNS.length), { cache: "no-cache" });
    if (file.status === 200 && (await looksLikeData(file))) await putKept(cache, file.url, await file.blob(), file.headers);
  } else {
    // Of a file and its prepared columns the one that was understood last is kept: the other may be older.
    await cache.delete(url.endsWith(COLUMNS) ? url.slice(0, -COLUMNS.length) : url + COLUMNS);
  }
  await makeRoom(cache);
}

function putKept(cache, url, bytes, given) {
  const headers = new Headers(given);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  headers.set(KEPT, new Date().toUTCString());
  headers.set(BYTES, bytes.size);
  return cache.put(url, new Response(bytes, { headers }));
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

/**
 * What was fetched and understood before anyone could keep it: asked for again, where the browser has it still. It takes
 * the place of nothing: nobody reads it this time.
 */
async function keepFirstData(urls) {
  const cache = await caches.open(DATA);
  const fetchToKeep = async (url) => {
    const path = pathOf(url);
    if (path === null || app.files[path] || (await cache.match(url))) return;
    const answer = await fetch(url, { cache: "no-cache" });
    if (answer.status === 200 && (await looksLikeData(answer))) await keep(url, readUpTo(answer.body, BYTES_MAX), answer.headers);
  };
  for (const url of urls) await fetchToKeep(url).catch(() => {});
}
