// What one would write by hand: the file whole, supercluster over it, Leaflet's canvas. A map alone: no list, no search,
// no filters, no check of the data. The bench bundles it and sets it beside the app.
import L from "leaflet";
import "leaflet/dist/leaflet.css";
import Supercluster from "supercluster";

const { file, catalog } = Object.fromEntries(new URLSearchParams(location.search));
const { home } = await (await fetch(catalog)).json();
const map = L.map("map", { preferCanvas: true, zoomAnimation: false, fadeAnimation: false }).setView([home.lat, home.lon], home.zoom);
const circles = L.layerGroup().addTo(map);
const index = new Supercluster({ radius: 40, maxZoom: 16 });

function draw() {
  const bounds = map.getBounds();
  const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  circles.clearLayers();
  for (const { geometry, properties } of index.getClusters(box, Math.floor(map.getZoom()))) {
    const [lon, lat] = geometry.coordinates;
    const count = properties.point_count ?? 1;
    circles.addLayer(L.circleMarker([lat, lon], { radius: count > 1 ? 10 + 4 * Math.log10(count) : 6 }));
  }
}

const { features } = await (await fetch(file)).json();
index.load(features.filter(({ geometry }) => geometry?.type === "Point"));
map.on("moveend", draw);
draw();
// The frame that shows it has been made when the second one begins.
requestAnimationFrame(() => requestAnimationFrame(() => performance.mark("diming:ready")));
