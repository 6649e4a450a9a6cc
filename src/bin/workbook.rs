//! Entry of the reader of workbooks: a worker of its own for each file, so that what a file does to it ends there.
//!
//! A message is the bytes of a [`BookAsk`], and with the first the file; an answer the bytes of a [`BookAnswer`], and with
//! a member its own.

use diming_protocol::workbook::{BookAnswer, BookAsk, BookFault};
use diming_workbook::{Book, Limits};
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// The file that was opened.
type Opened = Rc<RefCell<Option<Book>>>;

fn main() {
    if !cfg!(panic = "immediate-abort") {
        console_error_panic_hook::set_once();
    }
    let Ok(scope) = js_sys::global().dyn_into::<web_sys::DedicatedWorkerGlobalScope>() else { return };
    let (opened, out) = (Opened::default(), scope.clone());
    let on_message = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let (opened, out) = (Rc::clone(&opened), out.clone());
        spawn_local(async move {
            let (answer, bytes) = answer(&opened, &event.data()).await;
            post(&out, &answer, &bytes);
        });
    });
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
}

/// The answer to a message, and the bytes of a member.
async fn answer(opened: &Opened, message: &JsValue) -> (BookAnswer, Vec<u8>) {
    let message = Array::from(message);
    let answered = match postcard::from_bytes(&Uint8Array::new(&message.get(0)).to_vec()) {
        Ok(BookAsk::Open) => open(opened, message.get(1)).await,
        Ok(BookAsk::Member { at }) => member(opened, at),
        Err(_) => Err(BookFault::Broken),
    };
    answered.unwrap_or_else(|fault| (BookAnswer::Refused { fault }, Vec::new()))
}

async fn open(opened: &Opened, file: JsValue) -> Result<(BookAnswer, Vec<u8>), BookFault> {
    let file: web_sys::File = file.dyn_into().map_err(|_| BookFault::Broken)?;
    let limits = Limits::default();
    if file.size() > limits.bytes as f64 {
        return Err(limits.file_fault());
    }
    let bytes = JsFuture::from(file.array_buffer()).await.map_err(|_| BookFault::Unreadable)?;
    let book = Book::open(Uint8Array::new(&bytes).to_vec(), limits)?;
    let members = book.members();
    opened.replace(Some(book));
    Ok((BookAnswer::Opened { members }, Vec::new()))
}

fn member(opened: &Opened, at: u32) -> Result<(BookAnswer, Vec<u8>), BookFault> {
    let mut opened = opened.borrow_mut();
    let member = opened.as_mut().ok_or(BookFault::Broken)?.member(at as usize)?;
    Ok((BookAnswer::Member { at, rounded: member.rounded }, member.bytes))
}

fn post(out: &web_sys::DedicatedWorkerGlobalScope, answer: &BookAnswer, bytes: &[u8]) {
    let Ok(answer) = postcard::to_stdvec(answer) else { return };
    let (answer, bytes) = (Uint8Array::from(&*answer), Uint8Array::from(bytes));
    let moved = Array::of2(&answer.buffer(), &bytes.buffer());
    if let Err(error) = out.post_message_with_transfer(&Array::of2(&answer, &bytes), &moved) {
        web_sys::console::error_1(&error);
    }
}
