//! What is published of an office's data, as files in memory: [`refuse`] says what must not be, [`list_page`] makes `list.html`.

pub mod html;
pub mod list_page;
pub mod refuse;
pub mod versioned;
