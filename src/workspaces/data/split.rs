//! The entrance of the desk's lazy module.

// What the macro writes: for each function one that is imported and one that is exported.
#![allow(unsafe_code)]

use super::DataDeskView;
use crate::ui::lazy::{Fetched, lazy, plain};
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

#[wasm_split(data_desk, wasm_split_path = ::leptos::wasm_split, fallible)]
fn data_desk() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <DataDeskView /> }.into_any())
}

/// The workspace's view.
pub fn view() -> AnyView {
    lazy(|| plain(data_desk()))
}
