//! Filter, facets, list, nearest and clusters: bit sets and ids.
