// Distinct queries, taken from the names of a dataset: the same file gives the same queries.
import { closeSync, openSync, readSync, statSync } from "node:fs";

const KINDS = ["chinese", "chinese", "prefix", "initials", "pinyin", "mixed", "slip"];

/** Names with their pinyin from evenly spaced places of a file. */
function* namesOf(path, count) {
  const { size } = statSync(path);
  const file = openSync(path, "r");
  const buffer = Buffer.alloc(2048);
  for (let i = 0; i < count; i += 1) {
    const read = readSync(file, buffer, 0, buffer.length, Math.floor((size - buffer.length) * (i / count)));
    const text = buffer.toString("utf8", 0, read);
    const found = /"name":"([^"]+)","pinyin":"([^"]+)"/.exec(text);
    if (found) yield { name: [...found[1]], syllables: found[2].normalize("NFD").replace(/[\u0300-\u0307\u0309-\u036f]/g, "").split(" ") };
  }
  closeSync(file);
}

/** A query of a kind for a name; empty where the name gives none. */
function queryOf(kind, { name, syllables }, turn) {
  const plain = syllables.map((syllable) => syllable.replaceAll("u\u0308", "v").replaceAll("\u0308", ""));
  switch (kind) {
    case "chinese": return name.slice(turn % 2, (turn % 2) + 1 + (turn % 4)).join("");
    case "prefix": return name.slice(0, 2 + (turn % 2)).join("");
    case "initials": return plain.map((syllable) => syllable[0]).join("");
    case "pinyin": return plain.join("");
    case "mixed": return name[0] + plain.slice(1).join("");
    default: {
      const whole = plain.join("");
      const at = 2 + (turn % (whole.length - 3));
      return whole.slice(0, at) + whole.slice(at + 1); // one letter left out
    }
  }
}

/** Names applied for: the first characters of names of the dataset, as roads. */
export function appliedNames(path, count) {
  return [...namesOf(path, count)].map(({ name }) => `${name.slice(0, 2).join("")}路`);
}

export function distinctQueries(path, count) {
  const seen = new Set();
  const queries = [];
  let turn = 0;
  for (const named of namesOf(path, count * 4)) {
    const kind = KINDS[turn % KINDS.length];
    const query = queryOf(kind, named, turn);
    if (query && !seen.has(query)) {
      seen.add(query);
      queries.push({ kind, query });
      turn += 1;
    }
    if (queries.length === count) break;
  }
  return queries;
}
