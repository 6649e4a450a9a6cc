//! Every sentence of the page in both languages, chosen by code and values.
