// <diming-map>: the map in a page of another site, as an element. Needs nothing; docs/embedding.md tells all of it.
//
//   <script src="https://map.example/diming/embed.js" async></script>
//   <diming-map layout="viewer" view="12/31.81/121.66">a list of the facilities for browsers that cannot run this</diming-map>

(() => {
  if (!globalThis.customElements || customElements.get("diming-map")) return;

  const base = new URL(".", document.currentScript.src);
  const PARAMETERS = ["layout", "theme", "catalog"];
  const VIEW = ["view", "filter", "query", "selected", "lang", "mode"];
  const EVENTS = ["ready", "viewChanged", "selectionChanged", "resultsChanged", "error"];
  const ORDERS = ["setView", "fitBounds", "setLayers", "setFilter", "setQuery", "select", "clear", "getState", "search", "review", "exportList"];
  const SANDBOX = "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals";
  const GONE = "the element was taken out of the page";
  const STYLE = ":host{display:block;height:480px}:host([hidden]){display:none}iframe{display:block;width:100%;height:100%;border:0}";

  class DimingMap extends HTMLElement {
    static observedAttributes = [...PARAMETERS, ...VIEW, "src", "title"];

    #frame = null;
    #origin = "";
    #last = 0;
    #open = new Map();
    #ready = null;
    #hear = (event) => this.#heard(event);

    connectedCallback() {
      const root = this.shadowRoot || this.attachShadow({ mode: "open" });
      const frame = (this.#frame = document.createElement("iframe"));
      frame.title = this.title || "地名与设施 · Place names and facilities";
      frame.loading = "lazy";
      frame.allow = "geolocation; fullscreen";
      frame.referrerPolicy = "strict-origin-when-cross-origin";
      frame.setAttribute("sandbox", SANDBOX);
      this.#begin();
      frame.src = this.#address();
      addEventListener("message", this.#hear);
      root.replaceChildren(this.#style(), frame);
    }

    disconnectedCallback() {
      removeEventListener("message", this.#hear);
      this.#end(GONE);
      this.#frame.remove();
      this.#frame = null;
    }

    attributeChangedCallback(name, before, after) {
      if (!this.#frame || before === after) return;
      if (name === "title") this.#frame.title = after;
      else if (PARAMETERS.includes(name) || name === "src") this.#load();
      // The view is the part of the address after #: a change of it loads nothing and makes no entry.
      else this.#frame.contentWindow?.location.replace(this.#address());
    }

    /** Sends a message; a promise of what is answered. It waits until the map is ready. */
    async send(type, payload) {
      if (!this.#frame) throw new Error("not in a page");
      await this.#ready.promise;
      if (!this.#frame) throw new Error(GONE);
      const id = `${type}-${(this.#last += 1)}`;
      return new Promise((resolve, reject) => {
        this.#open.set(id, { resolve, reject });
        this.#frame.contentWindow.postMessage({ v: 1, id, type, payload }, this.#origin);
      });
    }

    /** Another deployment: what was asked of the one before is not answered any more. */
    #load() {
      this.#end("the map was loaded again");
      this.#begin();
      this.#frame.src = this.#address();
    }

    #begin() {
      this.#ready = {};
      this.#ready.promise = new Promise((resolve, reject) => Object.assign(this.#ready, { resolve, reject }));
      this.#ready.promise.catch(() => {});
    }

    #end(why) {
      const error = new Error(why);
      this.#ready.reject(error);
      for (const { reject } of this.#open.values()) reject(error);
      this.#open.clear();
    }

    #heard({ source, origin, data }) {
      if (source !== this.#frame?.contentWindow || origin !== this.#origin || data?.v !== 1) return;
      if (data.id !== undefined) {
        const open = this.#open.get(data.id);
        this.#open.delete(data.id);
        if (data.type === "ack") open?.resolve(data.payload);
        else open?.reject(Object.assign(new Error(data.message), { code: data.code }));
      } else if (EVENTS.includes(data.type)) {
        if (data.type === "ready") this.#ready.resolve();
        const detail = data.payload ?? { code: data.code, message: data.message };
        this.dispatchEvent(new CustomEvent(data.type.toLowerCase(), { detail }));
      }
    }

    #address() {
      const address = new URL(this.getAttribute("src") || base, document.baseURI);
      this.#origin = address.origin;
      for (const name of PARAMETERS) if (this.hasAttribute(name)) address.searchParams.set(name, this.getAttribute(name));
      address.searchParams.set("parent", location.origin);
      const said = (name) => this.getAttribute(name);
      const parts = [
        said("view") && `map=${said("view")}`,
        said("query") && `q=${encodeURIComponent(said("query"))}`,
        said("filter"),
        said("selected") && `id=${said("selected")}`,
        said("lang") && `lang=${said("lang")}`,
        said("mode") && `mode=${said("mode")}`,
      ];
      address.hash = parts.filter(Boolean).join("&");
      return address.href;
    }

    /** A sheet where that can be made (a strict policy of the page allows it), else a style element. */
    #style() {
      try {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(STYLE);
        this.shadowRoot.adoptedStyleSheets = [sheet];
        return "";
      } catch (_) {
        return Object.assign(document.createElement("style"), { textContent: STYLE });
      }
    }
  }

  for (const name of [...PARAMETERS, ...VIEW, "src"]) {
    if (name === "lang") continue; // every element has it
    Object.defineProperty(DimingMap.prototype, name, {
      get() { return this.getAttribute(name); },
      set(value) { value === null || value === undefined ? this.removeAttribute(name) : this.setAttribute(name, value); },
    });
  }
  for (const order of ORDERS) DimingMap.prototype[order] = function (payload) { return this.send(order, payload); };
  customElements.define("diming-map", DimingMap);
})();
