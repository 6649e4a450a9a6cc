//! A layer's sign as a small picture: the same shapes as on the map.

use diming_protocol::catalog::{Layer, Sign};
use diming_scene::signs::sign_path;
use leptos::prelude::*;

/// The sign in the layer's colours; decoration, the name stands beside it.
pub fn sign_icon(layer: &Layer, sign: Option<Sign>) -> impl IntoView + use<> {
    let path = sign_path(sign.unwrap_or(layer.style.sign));
    view! {
        <svg
            class="sign"
            viewBox="0 0 16 16"
            aria-hidden="true"
            style=("--sign-light", layer.style.color.clone())
            style=("--sign-dark", layer.style.color_dark.clone())
        >
            <path d=path.body></path>
            <path class="sign-detail" d=path.detail></path>
        </svg>
    }
}
