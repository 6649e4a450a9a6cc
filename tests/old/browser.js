// Chromium 86, below the floor, from npm's `chrome-aws-lambda`, with a fresh profile, driven over the DevTools protocol
// itself: no driver of today is made for it. Its libraries are those of Debian's chromium.

import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const packed = join(dirname(createRequire(import.meta.url).resolve("chrome-aws-lambda/package.json")), "bin/chromium.br");

/** A tab of a browser of its own. */
export class OldBrowser {
  /** Unpacks and starts it. */
  static async start() {
    const folder = mkdtempSync(join(tmpdir(), "diming-old-"));
    const program = join(folder, "chromium");
    writeFileSync(program, brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });
    const browser = new OldBrowser(folder, program);
    try {
      const { targetId } = await browser.send("Target.createTarget", { url: "about:blank" });
      browser.session = (await browser.send("Target.attachToTarget", { targetId, flatten: true })).sessionId;
      await browser.send("Page.enable");
      return browser;
    } catch (error) {
      browser.stop();
      throw error;
    }
  }

  constructor(folder, program) {
    const options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe"];
    const stdio = ["ignore", "ignore", "ignore", "pipe", "pipe"];
    this.folder = folder;
    this.process = spawn(program, [...options, `--user-data-dir=${join(folder, "profile")}`], { stdio });
    [, , , this.to, this.from] = this.process.stdio;
    this.asked = new Map();
    this.listeners = new Set();
    let text = "";
    this.from.setEncoding("utf8").on("data", (chunk) => {
      const messages = (text + chunk).split("\0");
      text = messages.pop();
      for (const message of messages) this.take(JSON.parse(message));
    });
    this.process.once("exit", (code, signal) => this.fail(new Error(`Chromium 86 ended: ${code ?? signal}`)));
    this.to.on("error", (error) => this.fail(error));
  }

  /** Ends the browser and takes its files away. */
  stop() {
    this.process.once("exit", () => rmSync(this.folder, { recursive: true, force: true }));
    this.process.kill("SIGKILL");
  }

  /** What the browser says: an answer, or an event. */
  take({ id, method, params, result, error }) {
    const asked = this.asked.get(id);
    this.asked.delete(id);
    if (error) asked?.reject(new Error(error.message));
    else asked?.resolve(result);
    for (const listener of this.listeners) listener(method, params);
  }

  fail(error) {
    for (const { reject } of this.asked.values()) reject(error);
    this.asked.clear();
  }

  /** Calls a method of the protocol; gives its result. */
  send(method, params = {}) {
    const id = (this.sent = (this.sent ?? 0) + 1);
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve, reject });
      this.to.write(`${JSON.stringify({ id, method, params, sessionId: this.session })}\0`);
    });
  }

  /** Goes to an address and waits until a document whose address ends like this is loaded. */
  async open(url, ending) {
    const loaded = new Promise((resolve) => {
      let isThere = false;
      const listener = (method, params) => {
        if (method === "Page.frameNavigated") isThere = params.frame.url.endsWith(ending);
        if (method !== "Page.loadEventFired" || !isThere) return;
        this.listeners.delete(listener);
        resolve();
      };
      this.listeners.add(listener);
    });
    await this.send("Page.navigate", { url });
    await loaded;
  }

  /** The value of an expression in the page. */
  async evaluate(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }
}
