//! The handle on a reader of workbooks: a worker for one file, which ends with this handle.

use diming_protocol::workbook::{BookAnswer, BookAsk, BookFault, BookMember, MAGIC_BYTES, may_be_book};
use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Who waits for an answer: what to call with it, and with an end.
type Waiting = Rc<RefCell<VecDeque<(Function, Function)>>>;

/// A worker with a file that was read. It answers in the order of the questions.
pub struct BookReader {
    worker: web_sys::Worker,
    waiting: Waiting,
    /// Lasts as long as the worker.
    _listeners: [Closure<dyn Fn(web_sys::Event)>; 2],
}

impl Drop for BookReader {
    fn drop(&mut self) {
        self.end();
    }
}

/// A member as a file.
pub struct ReadMember {
    /// Delimited text, or the file's own bytes.
    pub bytes: Uint8Array,
    /// Numbers that the spreadsheet has rounded.
    pub rounded: u32,
}

/// Whether a file begins like a workbook or an archive; `false` where it cannot be read.
pub async fn is_book(file: &web_sys::File) -> bool {
    let Ok(head) = file.slice_with_f64_and_f64(0.0, f64::from(MAGIC_BYTES)) else { return false };
    JsFuture::from(head.array_buffer()).await.is_ok_and(|head| may_be_book(&Uint8Array::new(&head).to_vec()))
}

impl BookReader {
    /// Starts a worker; the boot script knows its address.
    ///
    /// # Errors
    /// None can be made here.
    pub fn start() -> Result<BookReader, BookFault> {
        let made = Reflect::get(&js_sys::global(), &"dimingEngine".into())
            .and_then(|boot| Reflect::get(&boot, &"newReader".into()))
            .and_then(|make| make.unchecked_into::<Function>().call0(&JsValue::NULL));
        let worker = made.ok().and_then(|worker| worker.dyn_into::<web_sys::Worker>().ok());
        let (worker, waiting) = (worker.ok_or(BookFault::NoReader)?, Waiting::default());
        let (answered, ended) = (Rc::clone(&waiting), Rc::clone(&waiting));
        let on_message = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            if let Some((resolve, _)) = answered.borrow_mut().pop_front() {
                // Resolving a promise does not fail.
                drop(resolve.call1(&JsValue::NULL, &event));
            }
        });
        let on_error = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| reject_all(&ended, &event));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(BookReader { worker, waiting, _listeners: [on_message, on_error] })
    }

    /// Ends the worker, whatever it does; who waits for it gets an end.
    pub fn end(&self) {
        // What it has already sent would find nobody.
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        reject_all(&self.waiting, &JsValue::NULL);
    }

    /// Reads a file; gives what is in it.
    ///
    /// # Errors
    /// Why it is not read.
    pub async fn open(&self, file: &web_sys::File) -> Result<Vec<BookMember>, BookFault> {
        match self.ask(&BookAsk::Open, file).await?.0 {
            BookAnswer::Opened { members } => Ok(members),
            BookAnswer::Refused { fault } => Err(fault),
            BookAnswer::Member { .. } => Err(BookFault::Ended),
        }
    }

    /// A member, by its place.
    ///
    /// # Errors
    /// Why it is not read.
    pub async fn member(&self, at: u32) -> Result<ReadMember, BookFault> {
        match self.ask(&BookAsk::Member { at }, &JsValue::NULL).await? {
            (BookAnswer::Member { at: answered, rounded }, bytes) if answered == at => {
                Ok(ReadMember { bytes, rounded })
            }
            (BookAnswer::Refused { fault }, _) => Err(fault),
            _ => Err(BookFault::Ended),
        }
    }

    /// Sends a question, and waits for the answer or the end of the worker.
    async fn ask(&self, ask: &BookAsk, file: &JsValue) -> Result<(BookAnswer, Uint8Array), BookFault> {
        let bytes = postcard::to_stdvec(ask).map_err(|_| BookFault::Ended)?;
        let message = Array::of2(&Uint8Array::from(&*bytes), file);
        let answered = Promise::new(&mut |resolve, reject| self.waiting.borrow_mut().push_back((resolve, reject)));
        self.worker.post_message(&message).map_err(|_| BookFault::Ended)?;
        let event = JsFuture::from(answered).await.map_err(|event| of_end(&event))?;
        let parts = event.unchecked_into::<web_sys::MessageEvent>().data();
        // Its WebAssembly did not come.
        let parts = parts.dyn_into::<Array>().map_err(|_| BookFault::NoReader)?;
        let answer = postcard::from_bytes(&Uint8Array::new(&parts.get(0)).to_vec()).map_err(|_| BookFault::Ended)?;
        Ok((answer, parts.get(1).unchecked_into()))
    }
}

fn reject_all(waiting: &Waiting, why: &JsValue) {
    for (_, reject) in waiting.take() {
        // Rejecting a promise does not fail.
        drop(reject.call1(&JsValue::NULL, why));
    }
}

/// A script that did not load has no message of an error.
fn of_end(event: &JsValue) -> BookFault {
    match event.dyn_ref::<web_sys::ErrorEvent>() {
        Some(_) => BookFault::Ended,
        None => BookFault::NoReader,
    }
}
