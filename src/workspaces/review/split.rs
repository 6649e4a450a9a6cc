//! Entrances of the review's lazy modules: its view, and the order of the page around a frame, which is in the module of
//! the messages.

// What the macro writes: for each function one that is imported and one that is exported.
#![allow(unsafe_code)]

use super::{ReviewView, order};
use crate::state::{App, Carried};
use crate::ui::lazy::{Fetched, lazy, plain};
use diming_protocol::link::LinkFields;
use diming_protocol::link::message::{Fault, Refusal};
use leptos::prelude::*;
use leptos::wasm_split::wasm_split;

#[wasm_split(review, wasm_split_path = ::leptos::wasm_split, fallible)]
fn review_view() -> Fetched<fn() -> AnyView> {
    Ok(|| view! { <ReviewView /> }.into_any())
}

#[wasm_split(embed, wasm_split_path = ::leptos::wasm_split, fallible)]
fn review_order() -> Fetched<fn(App, LinkFields) -> Carried> {
    Ok(|app, fields| Box::pin(order::carry_out(app, fields)))
}

/// The workspace's view.
pub fn view() -> AnyView {
    lazy(|| plain(review_view()))
}

/// Carries out an order to review an application.
pub fn carry_out(app: App, fields: LinkFields) -> Carried {
    Box::pin(async move {
        match review_order().await {
            Ok(carry_out) => carry_out(app, fields).await,
            Err(_) => Err(Refusal { fault: Fault::Stopped, message: "a part of the page did not load".to_owned() }),
        }
    })
}
