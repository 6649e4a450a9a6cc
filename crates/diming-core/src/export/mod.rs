//! Files to save: CSV that spreadsheets open, with formulas guarded.
