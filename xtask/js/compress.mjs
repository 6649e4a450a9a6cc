// Writes .br and .gz copies beside the app's files in a folder, and prints the sizes.
// Data gets no copies: an office edits it in place, and an old copy would hide the edit. Its prepared columns do: they are
// made, with their copies, by a command.
//
// Usage: node compress.mjs FOLDER
//        node compress.mjs --files FILE…
import { readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [folder, ...files] = process.argv.slice(2);
const compressible = /\.(html|js|css|wasm|json|geojson|columns|svg|csv|bin|webmanifest)$/;
const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
const sums = { app: [0, 0, 0], columns: [0, 0, 0], data: [0, 0, 0] };

/** A file, compressed both ways. */
function compressed(path) {
  const bytes = readFileSync(path);
  const params = {
    // The largest window that browsers accept, and the best of the eleven qualities that is not slow on data.
    [constants.BROTLI_PARAM_QUALITY]: bytes.length > 4e6 ? 9 : 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return [bytes, brotliCompressSync(bytes, { params }), gzipSync(bytes, { level: 9 })];
}

function kindOf(name) {
  if (name.endsWith(".columns")) return "columns";
  return name.startsWith("data") ? "data" : "app";
}

const paths = folder === "--files" ? files : readdirSync(folder, { recursive: true }).sort();
console.log("       kB    brotli      gzip");
for (const name of paths) {
  if (!compressible.test(name)) continue;
  const path = folder === "--files" ? name : join(folder, name);
  const [bytes, brotli, gzip] = compressed(path);
  const sizes = [bytes.length, brotli.length, gzip.length];
  console.log(`${sizes.map(kB).join(" ")}  ${name}`);
  const kind = kindOf(name);
  if (kind !== "data") {
    // A server may tell a copy's own date as the file's.
    const { atime, mtime } = statSync(path);
    for (const [ending, copy] of [["br", brotli], ["gz", gzip]]) {
      writeFileSync(`${path}.${ending}`, copy);
      utimesSync(`${path}.${ending}`, atime, mtime);
    }
  }
  sizes.forEach((size, index) => (sums[kind][index] += size));
}
if (folder !== "--files") {
  console.log(`${sums.app.map(kB).join(" ")}  page and app without data`);
  console.log(`${sums.data.map(kB).join(" ")}  data`);
}
console.log(`${sums.columns.map(kB).join(" ")}  prepared columns`);
