//! A QR code as one path.

use crate::ui::text::{say, t};
use diming_protocol::messages::CardMsg;
use leptos::prelude::*;
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write;

/// Light modules around the code (ISO/IEC 18004 asks for four).
const QUIET: i32 = 4;

/// The code of a text; says so where the text is too long for one.
#[component]
pub fn Qr(text: String) -> impl IntoView {
    match QrCode::encode_text(&text, QrCodeEcc::Medium) {
        Ok(code) => {
            let side = code.size() + 2 * QUIET;
            view! {
                <svg
                    class="qr"
                    viewBox=format!("0 0 {side} {side}")
                    role="img"
                    aria-label=t(CardMsg::QrOf)
                    shape-rendering="crispEdges"
                >
                    <rect class="qr-light" width=side height=side></rect>
                    <path class="qr-dark" d=path_of(&code)></path>
                </svg>
            }
            .into_any()
        }
        Err(_) => view! { <p class="hint">{say(CardMsg::QrTooLong)}</p> }.into_any(),
    }
}

/// Dark modules as runs, one rectangle a run.
fn path_of(code: &QrCode) -> String {
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|&x| code.get_module(x, y)).count() as i32;
            if run > 0 {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}
