// Starts the reader of workbooks in a worker of its own. The build puts the reader's glue where it is imported; its
// WebAssembly, or why there is none, comes from the page, maybe behind what the page asks.

const waiting = [];
self.onmessage = (event) => {
  if (event.data instanceof WebAssembly.Module) {
    glue.init({ module_or_path: event.data }).then(() => waiting.forEach((asked) => self.onmessage(asked)));
  } else if (typeof event.data === "string") {
    self.postMessage(null); // the page says that it did not load
  } else {
    waiting.push(event);
  }
};
importScripts("glue.js");

// A trap inside a promise is an end too: the page hears of errors only.
self.addEventListener("unhandledrejection", ({ reason }) => setTimeout(() => { throw reason; }));
