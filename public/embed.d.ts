/** Types of embed.js and of the messages of version 1 (docs/embedding.md). */

export type Layout = "full" | "viewer" | "compact" | "list" | "map";
export type Filter = Record<string, (string | number)[] | { min?: number; max?: number }>;

export interface View { lon: number; lat: number; zoom: number }
export interface Bounds { west: number; south: number; east: number; north: number }
export interface RecordRef { layer: string; key: string }
export interface Hit extends RecordRef { name: string; latin: string; lon: number | null; lat: number | null }
export interface Results { listed: number; passed: number; total: number }

export interface MapState {
  view: View | null;
  layers: string[];
  filter: Filter;
  query: string;
  selected: RecordRef | null;
  sort: "relevance" | "distance" | "name";
  inView: boolean;
  lang: "zh" | "en";
  mode: "standard" | "elder";
  results: Results | null;
  /** The view as the part of a link after #. */
  hash: string;
}

/** Orders: what each carries, and what it is answered with. */
export interface Orders {
  setView: [Partial<View> & { animate?: boolean }, MapState];
  fitBounds: [Bounds & { animate?: boolean }, MapState];
  setLayers: [{ layers?: string[] | null }, MapState];
  setFilter: [{ filter?: Filter }, MapState];
  setQuery: [{ q: string }, MapState];
  select: [RecordRef | {}, MapState];
  clear: [void, MapState];
  getState: [void, MapState];
  search: [{ q: string; limit?: number; filter?: Filter }, { hits: Hit[] }];
  /** Field names and findings: docs/review.md. */
  review: [{ application: Record<string, string | number> }, unknown];
  exportList: [{ format?: "csv" | "geojson" } | void, { name: string; text: string }];
}

export type ErrorCode =
  | "too-large" | "too-many" | "malformed" | "version" | "replayed" | "unknown-type" | "bad-payload"
  | "not-found" | "not-offered" | "overtaken" | "stopped" | "private";

export type ToMap = { [T in keyof Orders]: { v: 1; id: string | number; type: T; payload?: Orders[T][0] } }[keyof Orders];
export type Answer =
  | { v: 1; id: string | number; type: "ack"; payload: unknown }
  | { v: 1; id?: string | number; type: "error"; code: ErrorCode; message: string };
export type FromMap =
  | { v: 1; type: "ready"; payload: { v: 1; layout: Layout } }
  | { v: 1; type: "viewChanged"; payload: View }
  | { v: 1; type: "selectionChanged"; payload: Hit | null }
  | { v: 1; type: "resultsChanged"; payload: Results | null }
  | { v: 1; type: "error"; payload: { code: "catalog" | "engine-restarted" | "engine-lost" } };

/** Events: ready, viewchanged, selectionchanged, resultschanged, error; `detail` is the message's payload. */
export interface DimingMapEvents {
  ready: CustomEvent<{ v: 1; layout: Layout }>;
  viewchanged: CustomEvent<View>;
  selectionchanged: CustomEvent<Hit | null>;
  resultschanged: CustomEvent<Results | null>;
}

export type DimingMapMethods = { [T in keyof Orders]: (payload?: Orders[T][0]) => Promise<Orders[T][1]> };

export interface DimingMap extends HTMLElement, DimingMapMethods {
  /** Folder of the map; by default the one that embed.js lies in. */
  src: string | null;
  layout: Layout | null;
  theme: "light" | "dark" | "auto" | null;
  catalog: string | null;
  /** zoom/lat/lon */
  view: string | null;
  /** As in a link: layers=care-homes&f.grade=三级 */
  filter: string | null;
  query: string | null;
  /** layer:key */
  selected: string | null;
  mode: "standard" | "elder" | null;
  send<T extends keyof Orders>(type: T, payload?: Orders[T][0]): Promise<Orders[T][1]>;
  addEventListener<T extends keyof DimingMapEvents>(type: T, listener: (event: DimingMapEvents[T]) => void): void;
  addEventListener(type: string, listener: EventListenerOrEventListenerObject): void;
}

declare global {
  interface HTMLElementTagNameMap { "diming-map": DimingMap }
}
