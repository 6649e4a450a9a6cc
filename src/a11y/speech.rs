//! Reads parts of the page aloud (Web Speech API), sentence by sentence, each in its own language.

use crate::state::{App, Reading};
use diming_protocol::catalog::Lang;
use diming_protocol::messages::AccessMsg;
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use web_sys::{Element, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// Longest text of one utterance, characters: some browsers stop in the middle of longer ones.
const UTTERANCE_CHARS_MAX: usize = 160;
/// Most characters read at a time.
const CHARS_MAX: usize = 6_000;
/// A device that has not started by then has no voice, milliseconds.
const SILENCE_MS: u32 = 4_000;
/// Not read: buttons (but those whose words are an answer), links that act, what is folded, hidden or decorative.
const NOT_READ: &str = "button:not(.row, .moved-to), select, input, svg, [aria-hidden=true], .skip, .buttons, .links, .report, details:not([open])";

thread_local! {
    /// Increases with each reading, so that events of earlier ones are dropped.
    static TURN: Cell<u32> = const { Cell::new(0) };
    static WATCH: RefCell<Option<Timeout>> = const { RefCell::new(None) };
}

/// Reads the first visible part of the page among the selectors.
pub fn read(app: App, what: &'static str) {
    let Ok(speech) = window().speech_synthesis() else {
        return app.session.reading.set(Reading::Refused(AccessMsg::ReadNotHere));
    };
    speech.cancel();
    let turn = TURN.with(|turn| turn.replace(turn.get() + 1)) + 1;
    let parts = utterances(what, app.view.lang.get_untracked());
    let voices: Vec<SpeechSynthesisVoice> = speech.get_voices().iter().map(JsCast::unchecked_into).collect();
    let of = |is_zh: bool| {
        voices.iter().find(|voice| voice.lang().to_ascii_lowercase().starts_with(if is_zh { "zh" } else { "en" }))
    };
    let wanted = app.view.lang.get_untracked() == Lang::Zh;
    if parts.is_empty() {
        return app.session.reading.set(Reading::Silent);
    }
    if !voices.is_empty() && of(wanted).is_none() {
        return app.session.reading.set(Reading::Refused(AccessMsg::ReadNoVoice));
    }
    app.session.reading.set(Reading::Of(what));
    let last = parts.len() - 1;
    for (at, (is_zh, text)) in parts.into_iter().enumerate() {
        let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&text) else { continue };
        utterance.set_lang(if is_zh { "zh-CN" } else { "en-US" });
        utterance.set_voice(of(is_zh));
        listen(app, &utterance, turn, at == last);
        speech.speak(&utterance);
    }
    watch(app, speech, turn);
}

/// The first sound ends the watchdog; the end of the last part, or a failure, ends the reading.
fn listen(app: App, utterance: &SpeechSynthesisUtterance, turn: u32, is_last: bool) {
    let is_current = move || TURN.get() == turn;
    let begun = Closure::once_into_js(move || {
        if is_current() {
            WATCH.take();
        }
    });
    let ended = Closure::once_into_js(move || {
        if is_current() && is_last {
            app.session.reading.set(Reading::Silent);
        }
    });
    let failed = Closure::once_into_js(move || {
        if is_current() && WATCH.take().is_some() {
            app.session.reading.set(Reading::Refused(AccessMsg::ReadNoVoice));
        } else if is_current() && is_last {
            app.session.reading.set(Reading::Silent);
        }
    });
    utterance.set_onstart(Some(begun.unchecked_ref()));
    utterance.set_onend(Some(ended.unchecked_ref()));
    utterance.set_onerror(Some(failed.unchecked_ref()));
}

/// Watchdog: a device without a voice may fire no event at all.
fn watch(app: App, speech: SpeechSynthesis, turn: u32) {
    let silent = Timeout::new(SILENCE_MS, move || {
        if TURN.get() == turn {
            TURN.set(turn + 1);
            speech.cancel();
            app.session.reading.set(Reading::Refused(AccessMsg::ReadNoVoice));
        }
    });
    WATCH.set(Some(silent));
}

/// Stops reading, or hides the message that it is not possible.
pub fn stop(app: App) {
    TURN.with(|turn| turn.set(turn.get() + 1));
    WATCH.take();
    if let Ok(speech) = window().speech_synthesis() {
        speech.cancel();
    }
    app.session.reading.set(Reading::Silent);
}

/// The text of an element as sentences, each with whether it is Chinese.
fn utterances(what: &str, lang: Lang) -> Vec<(bool, String)> {
    let found = what.split(',').filter_map(|selector| document().query_selector(selector.trim()).ok().flatten());
    let mut parts = Vec::new();
    for part in found.into_iter().take(1) {
        collect(&part, lang == Lang::Zh, &mut parts);
    }
    let mut left = CHARS_MAX;
    let mut cut = Vec::new();
    for (is_zh, text) in parts {
        for sentence in sentences(&text) {
            left = left.saturating_sub(sentence.chars().count());
            if left > 0 {
                cut.push((is_zh, sentence));
            }
        }
    }
    cut
}

/// Text nodes in document order; those of one block are joined.
fn collect(element: &Element, is_zh: bool, parts: &mut Vec<(bool, String)>) {
    let children = element.child_nodes();
    for child in (0..children.length()).filter_map(|at| children.item(at)) {
        match child.dyn_ref::<Element>() {
            Some(inner) if inner.matches(NOT_READ).unwrap_or(false) => {}
            Some(inner) => {
                let own = inner.get_attribute("lang").map_or(is_zh, |lang| lang.starts_with("zh"));
                if matches!(inner.tag_name().as_str(), "P" | "LI" | "H1" | "H2" | "H3" | "DT" | "DD" | "DIV" | "TR") {
                    parts.push((is_zh, String::new()));
                }
                collect(inner, own, parts);
            }
            None => {
                let text = child.text_content().unwrap_or_default();
                match parts.last_mut() {
                    Some((last_zh, last)) if *last_zh == is_zh => last.push_str(&text),
                    _ => parts.push((is_zh, text)),
                }
            }
        }
    }
}

/// Splits a text into sentences, and long sentences further.
fn sentences(text: &str) -> Vec<String> {
    let mut cut = vec![String::new()];
    for c in text.chars() {
        let last = cut.len() - 1;
        cut[last].push(c);
        let is_long = cut[last].chars().count() >= UTTERANCE_CHARS_MAX;
        if is_long || matches!(c, '\u{3002}' | '\u{ff1b}' | '\n') {
            cut.push(String::new());
        }
    }
    let kept = cut.into_iter().map(|part| part.trim().to_owned());
    kept.filter(|part| part.chars().any(is_spoken)).collect()
}

/// Whether a character is spoken: no blank, punctuation or symbol.
fn is_spoken(c: char) -> bool {
    let is_mark = matches!(c, '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{2bff}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}'
        | '\u{fe10}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}');
    c.is_ascii_alphanumeric() || !c.is_ascii() && !is_mark
}
