// Starts the page: engine and page at the same time, and a plain message where either cannot run.
//
// What it leaves for the app is `globalThis.dimingEngine`:
//   worker      the engine's worker, already loading, or null where none could be made
//   failed      true once the worker could not start, which may come before the app listens
//   loadHere()  the same engine on this thread: a promise of its exports, for where no worker runs

const script = document.querySelector("script[data-wasm]");
const { js, wasm, engine } = script.dataset;

/** The catalog's address where it may be fetched ahead of the app's own checks: this origin only. */
function earlyCatalog() {
  const asked = new URLSearchParams(location.search).get("catalog") || "data/catalog.json";
  try {
    const url = new URL(asked, document.baseURI);
    return url.origin === location.origin ? url.href : "";
  } catch (_) {
    return "";
  }
}

function loadHere() {
  return new Promise((resolve, reject) => {
    const tag = document.createElement("script");
    tag.src = `${engine}engine.js`;
    tag.onerror = () => reject(new Error(`${tag.src} did not load`));
    tag.onload = () => {
      const glue = wasm_bindgen;
      glue({ module_or_path: `${engine}engine_bg.wasm` }).then(() => resolve(glue), reject);
    };
    document.head.append(tag);
  });
}

function startWorker() {
  const handle = { worker: null, failed: false, loadHere };
  try {
    // The worker's name carries the catalog's address, so that its fetch starts before any wasm runs.
    handle.worker = new Worker(`${engine}loader.js`, { name: earlyCatalog() });
    handle.worker.addEventListener("error", () => (handle.failed = true));
  } catch (_) {
    handle.failed = true;
  }
  return handle;
}

function showFailure(error) {
  document.getElementById("boot-reason").textContent = String(error);
  document.getElementById("boot-failed").hidden = false;
  console.error(error);
}

async function start() {
  globalThis.dimingEngine = startWorker();
  const page = await import(new URL(js, document.baseURI).href);
  await page.default({ module_or_path: wasm });
  document.getElementById("boot").remove();
}

start().catch(showFailure);
