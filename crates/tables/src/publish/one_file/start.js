// Starts the map from one file (`crates/tables/src/publish/one_file.rs`), where no server answers: program and data stand
// in the page as elements `script[data-file]`, in base64, most of them packed by gzip, each unpacked when it is asked for.
//
// The page's addresses are as on a server at SITE, which does not exist (RFC 2606): `fetch` of page and workers answers
// from the file and refuses everything else. Scripts get addresses of their own (`blob:`), behind `#` with their names,
// by which `boot.js` tells engine and page apart. Nothing newer than ES2018, as in `boot.js`.
(() => {
  const SITE = "https://this-file.invalid/";
  /** Characters that are decoded at once, in fours. */
  const PIECE = 4 << 20;
  /** The longest word of a packed file's code. */
  const WORD_BITS_MAX = 15;

  const places = new Map();
  for (const tag of document.querySelectorAll("script[data-file]")) places.set(tag.dataset.file, tag);
  /** What was asked for already: a promise by path. */
  const contents = new Map();

  function bytesOf(base64) {
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
    return bytes;
  }

  async function contentOf(tag) {
    const text = tag.textContent;
    const pieces = [];
    for (let at = 0; at < text.length; at += PIECE) {
      // The page lives on meanwhile.
      if (at > 0) await new Promise((resolve) => setTimeout(resolve));
      pieces.push(bytesOf(text.slice(at, at + PIECE)));
    }
    tag.remove();
    const content = new Blob(pieces);
    return tag.dataset.form === "gzip" ? unpacked(content) : content;
  }

  async function unpacked(content) {
    if (globalThis.DecompressionStream) {
      return new Response(content.stream().pipeThrough(new DecompressionStream("gzip"))).blob();
    }
    return new Blob([inflate(new Uint8Array(await content.arrayBuffer()))]);
  }

  /**
   * What a gzip file holds whose head is as short as can be (RFC 1951, 1952), for browsers without `DecompressionStream`
   * (Firefox below 113, Safari below 16.4).
   */
  function inflate(packed) {
    const size = new DataView(packed.buffer, packed.length - 4).getUint32(0, true);
    const out = new Uint8Array(size);
    let [at, end, held, count] = [10, 0, 0, 0];

    const fill = () => {
      for (; count < WORD_BITS_MAX; count += 8) held |= packed[at++] << count;
    };
    const take = (wanted) => {
      held >>>= wanted;
      count -= wanted;
    };
    const bits = (wanted) => {
      fill();
      const value = held & ((1 << wanted) - 1);
      take(wanted);
      return value;
    };
    /** A code by the lengths of its words: by the bits that come, what the word means and how long it is. */
    const codeOf = (lengths) => {
      const code = new Uint16Array(1 << WORD_BITS_MAX);
      let word = 0;
      for (let length = 1; length <= WORD_BITS_MAX; length += 1, word <<= 1) {
        for (const [meaning, own] of lengths.entries()) {
          if (own !== length) continue;
          let come = 0;
          for (let bit = 0; bit < length; bit += 1) come |= ((word >> bit) & 1) << (length - 1 - bit);
          for (; come < code.length; come += 1 << length) code[come] = (meaning << 4) | length;
          word += 1;
        }
      }
      return code;
    };
    const next = (code) => {
      fill();
      const found = code[held & (code.length - 1)];
      if (!found) throw new Error("a packed part of this file is damaged");
      take(found & 15);
      return found >> 4;
    };
    const series = (length, value) => new Array(length).fill(value);
    const fixed = () => [codeOf([...series(144, 8), ...series(112, 9), ...series(24, 7), ...series(8, 8)]), codeOf(series(30, 5))];
    const written = () => {
      const [literals, distances, given] = [bits(5) + 257, bits(5) + 1, bits(4) + 4];
      const order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
      const ofLengths = series(19, 0);
      for (const place of order.slice(0, given)) ofLengths[place] = bits(3);
      const code = codeOf(ofLengths);
      const lengths = [];
      while (lengths.length < literals + distances) {
        const word = next(code);
        if (word < 16) lengths.push(word);
        else if (word === 16) lengths.push(...series(bits(2) + 3, lengths[lengths.length - 1]));
        else lengths.push(...series(word === 17 ? bits(3) + 3 : bits(7) + 11, 0));
      }
      return [codeOf(lengths.slice(0, literals)), codeOf(lengths.slice(literals))];
    };
    const longer = (word) => {
      if (word < 265) return word - 254;
      if (word === 285) return 258;
      const extra = (word - 261) >> 2;
      return (((word - 265) & 3) + 4 << extra) + 3 + bits(extra);
    };
    const farther = (word) => {
      if (word < 4) return word + 1;
      const extra = (word >> 1) - 1;
      return ((word & 1) + 2 << extra) + 1 + bits(extra);
    };
    const compressed = ([words, distances]) => {
      for (let word = next(words); word !== 256; word = next(words)) {
        if (word < 256) {
          out[end++] = word;
        } else {
          const length = longer(word);
          const distance = farther(next(distances));
          for (let done = 0; done < length; done += 1, end += 1) out[end] = out[end - distance];
        }
      }
    };
    const stored = () => {
      // What was read ahead goes back.
      at -= count >> 3;
      held = count = 0;
      const length = packed[at] | (packed[at + 1] << 8);
      out.set(packed.subarray(at + 4, at + 4 + length), end);
      at += 4 + length;
      end += length;
    };

    for (let isLast = false; !isLast; ) {
      isLast = bits(1) === 1;
      const kind = bits(2);
      if (kind === 0) stored();
      else compressed(kind === 1 ? fixed() : written());
    }
    if (end !== size) throw new Error("a packed part of this file is damaged");
    return out;
  }

  /** What the file has under a path: its size, and its content unless only the size is asked for; null: nothing. */
  async function ask(path, isHead) {
    const tag = places.get(path);
    if (!tag) return null;
    const size = Number(tag.dataset.bytes);
    if (isHead) return { size };
    if (!contents.has(path)) contents.set(path, contentOf(tag));
    return { size, content: await contents.get(path) };
  }

  /** A `fetch` that answers from the file; the text of this function goes into the workers too. */
  function fetchFrom(site, ask) {
    return async (input, options) => {
      const url = typeof input === "string" ? input : input.url || String(input);
      const { method = input.method || "GET", signal = input.signal } = options || {};
      if (!url.startsWith(site)) throw new TypeError(`not in this file: ${url}`);
      const isHead = method === "HEAD";
      const found = await ask(decodeURIComponent(url.slice(site.length).split(/[?#]/)[0]), isHead);
      if (signal && signal.aborted) throw new DOMException("no longer wanted", "AbortError");
      if (!found) return new Response(null, { status: 404 });
      return new Response(isHead ? null : found.content, { headers: { "content-length": found.size } });
    };
  }

  /** Runs in a worker before its script: it asks the page, on the port of the first message. */
  function beginWorker(site, fetchFrom) {
    const page = new Promise((resolve) => {
      self.addEventListener("message", (event) => {
        event.stopImmediatePropagation();
        resolve(event.ports[0]);
      }, { once: true });
    });
    self.fetch = fetchFrom(site, async (...asked) => {
      const { port1, port2 } = new MessageChannel();
      (await page).postMessage(asked, [port2]);
      return new Promise((resolve) => {
        port1.onmessage = ({ data }) => {
          port1.close();
          resolve(data);
        };
      });
    });
  }

  globalThis.fetch = fetchFrom(SITE, ask);
  globalThis.Worker = class extends Worker {
    constructor(...given) {
      super(...given);
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data, ports: [answer] }) => ask(...data).catch(() => null).then((found) => answer.postMessage(found));
      this.postMessage(null, [port2]);
    }
  };
  Object.defineProperty(document, "baseURI", { value: SITE });
  // There is no server of which something could be kept.
  Object.defineProperty(navigator, "serviceWorker", { value: undefined });

  const boot = document.querySelector("script[data-page]");
  for (const [name, file] of Object.entries(boot.dataset)) {
    const [path, integrity] = file.split(" ");
    if (!path.endsWith(".js")) continue;
    const before = name === "worker" || name === "reader" ? `(${beginWorker})("${SITE}", ${fetchFrom});\n` : "";
    const script = new Blob([before, bytesOf(places.get(path).textContent)], { type: "text/javascript" });
    places.get(path).remove();
    boot.dataset[name] = `${URL.createObjectURL(script)}#/${path} ${integrity}`;
  }
})();
