// Writes .br and .gz copies beside the app's files in a folder, and prints the sizes.
// Data gets no copies: an office edits it in place, and an old copy would hide the edit.
//
// Usage: node compress.mjs FOLDER
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const folder = process.argv[2];
const compressible = /\.(html|js|css|wasm|json|geojson|svg|csv|bin|webmanifest)$/;
const kB = (bytes) => (bytes / 1000).toFixed(1).padStart(9);
const sums = { app: [0, 0, 0], data: [0, 0, 0] };

console.log("       kB    brotli      gzip");
for (const name of readdirSync(folder, { recursive: true }).sort()) {
  if (!compressible.test(name)) continue;
  const bytes = readFileSync(join(folder, name));
  const brotli = brotliCompressSync(bytes, {
    params: {
      // The largest window that browsers accept, and the best of the eleven qualities that is not slow on data.
      [constants.BROTLI_PARAM_QUALITY]: bytes.length > 4e6 ? 9 : 11,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  const gzip = gzipSync(bytes, { level: 9 });
  const sizes = [bytes.length, brotli.length, gzip.length];
  console.log(`${sizes.map(kB).join(" ")}  ${name}`);
  const kind = name.startsWith("data") ? "data" : "app";
  if (kind === "app") {
    writeFileSync(join(folder, `${name}.br`), brotli);
    writeFileSync(join(folder, `${name}.gz`), gzip);
  }
  sizes.forEach((size, index) => (sums[kind][index] += size));
}
console.log(`${sums.app.map(kB).join(" ")}  page and app without data`);
console.log(`${sums.data.map(kB).join(" ")}  data`);
