//! The entrance of the notes' lazy module.

// What the macro writes: for each function one that is imported and one that is exported.
#![allow(unsafe_code)]

use super::NotesView;
use crate::ui::lazy::{Fetched, lazy, plain};
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

#[wasm_split(notes, wasm_split_path = ::leptos::wasm_split, fallible)]
fn notes_view() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <NotesView /> }.into_any())
}

/// The workspace's view.
pub fn view() -> AnyView {
    lazy(|| plain(notes_view()))
}
