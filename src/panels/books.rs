//! Workbooks and archives that were opened: read in a worker, and what of them is opened as a layer.
//!
//! A book with a single sheet that holds something is opened at once; of others a person chooses.

use super::local::open_as;
use crate::book_reader::BookReader;
use crate::reactive::{all, effect, live};
use crate::state::{App, BookStage, OpenBook, OpenMember, app};
use crate::ui::text::{said, say};
use diming_protocol::Problem;
use diming_protocol::messages::{DataMsg, bytes, fill, number, text};
use diming_protocol::workbook::{BookFault, BookMember, MemberSize};
use leptos::prelude::*;
use leptos::task::spawn_local;
use litemap::LiteMap;
use std::cell::RefCell;
use std::rc::Rc;

thread_local! {
    static FILES: RefCell<LiteMap<u32, web_sys::File>> = const { RefCell::new(LiteMap::new()) };
    static READERS: RefCell<LiteMap<u32, Rc<BookReader>>> = const { RefCell::new(LiteMap::new()) };
}

/// Takes a file that may be a workbook or an archive; [`Books`] reads it.
pub fn take(app: App, number: u32, file: web_sys::File) {
    let book = OpenBook {
        number,
        name: file.name(),
        modified_ms: file.last_modified().max(0.0) as u64,
        stage: BookStage::Waiting,
    };
    FILES.with_borrow_mut(|files| files.insert(number, file));
    app.session.books.update(|books| books.push(book));
}

/// The books of which something may still be opened.
#[component]
pub fn Books() -> impl IntoView {
    let app = app();
    effect(move || {
        let is_waiting = |book: &&OpenBook| book.stage == BookStage::Waiting;
        let waiting = app.session.books.with(|books| books.iter().find(is_waiting).map(|book| book.number));
        if let Some(number) = waiting {
            set_stage(app, number, BookStage::Reading);
            spawn_local(read(app, number));
        }
    });
    view! { <div class="books" role="status">{live(move || all(app.session.books.get().into_iter().map(|book| book_view(app, book))))}</div> }
}

fn set_stage(app: App, number: u32, stage: BookStage) {
    app.session.books.update(|books| {
        if let Some(book) = books.iter_mut().find(|book| book.number == number) {
            book.stage = stage;
        }
    });
}

/// Ends a book: its worker, its file, its entry.
fn close(app: App, number: u32) {
    if let Some(reader) = READERS.with_borrow_mut(|readers| readers.remove(&number)) {
        reader.end();
    }
    FILES.with_borrow_mut(|files| files.remove(&number));
    app.session.books.update(|books| books.retain(|book| book.number != number));
}

fn book(app: App, number: u32) -> Option<OpenBook> {
    app.session.books.with_untracked(|books| books.iter().find(|book| book.number == number).cloned())
}

/// Says why a book, or a member of it, was not opened.
fn refuse(app: App, name: String, fault: BookFault) {
    app.answers.local_refused.update(|refused| refused.push((name, Problem::Book(fault))));
}

async fn read(app: App, number: u32) {
    let Some(file) = FILES.with_borrow(|files| files.get(&number).cloned()) else { return };
    let opened = async {
        let reader = Rc::new(BookReader::start()?);
        READERS.with_borrow_mut(|readers| readers.insert(number, Rc::clone(&reader)));
        reader.open(&file).await
    };
    let opened = opened.await;
    // It may have been stopped meanwhile.
    let Some(book) = book(app, number) else { return };
    let members = match opened {
        Ok(members) => members,
        Err(fault) => {
            close(app, number);
            return refuse(app, book.name, fault);
        }
    };
    let shown: Vec<usize> = (0..members.len()).filter(|&at| is_shown(&members[at])).collect();
    let opened = |member| OpenMember { member, is_opened: false, rounded: 0 };
    set_stage(app, number, BookStage::Open(members.into_iter().map(opened).collect()));
    if let [only] = shown[..] {
        open_member(app, number, only).await;
    }
}

/// Whether it is what a person means by the book: neither hidden nor empty.
fn is_shown(member: &BookMember) -> bool {
    !member.is_hidden && !member.size.is_empty()
}

/// Opens a member as a layer.
async fn open_member(app: App, number: u32, at: usize) {
    let Some(reader) = READERS.with_borrow(|readers| readers.get(&number).cloned()) else { return };
    let read = reader.member(at as u32).await;
    let Some(mut book) = book(app, number) else { return };
    let BookStage::Open(members) = &mut book.stage else { return };
    let is_only = members.iter().filter(|one| is_shown(&one.member)).count() == 1;
    let Some(member) = members.get_mut(at) else { return };
    let name = if is_only && is_shown(&member.member) {
        book.name.clone()
    } else {
        format!("{} · {}", book.name, member.member.name)
    };
    match read {
        Ok(read) if open_as(app, &name, book.modified_ms, &read.bytes) => {
            (member.is_opened, member.rounded) = (true, read.rounded);
        }
        Ok(_) => refuse(app, name, BookFault::Ended),
        Err(fault) => refuse(app, name, fault),
    }
    // Nothing is left to choose or to say.
    let is_done = members.iter().all(|one| one.is_opened && one.rounded == 0 || one.member.size.is_empty());
    if is_done {
        close(app, number);
    } else {
        set_stage(app, number, book.stage);
    }
}

fn book_view(app: App, book: OpenBook) -> AnyView {
    let (at, name) = (book.number, book.name);
    let lang = app.view.lang.get();
    let whole = |n: u32| number(lang, f64::from(n));
    let BookStage::Open(members) = book.stage else {
        let words = fill(lang, DataMsg::BookReading, &[("name", &name)]);
        return view! {
            <div class="book">
                <p>{said(lang, &words)}</p>
                <button type="button" class="link" on:click=move |_| close(app, at)>{say(DataMsg::BookStop)}</button>
            </div>
        }
        .into_any();
    };
    let is_archive = members.iter().any(|one| matches!(one.member.size, MemberSize::File { .. }));
    let msg = if is_archive { DataMsg::BookFiles } else { DataMsg::BookMembers };
    let words = fill(lang, msg, &[("name", &name), ("n", &whole(members.len() as u32))]);
    let rounded = all(members.iter().filter(|one| one.rounded > 0).map(|one| {
        let values: [(&str, &str); 2] = [("name", &one.member.name), ("n", &whole(one.rounded))];
        let words = fill(lang, DataMsg::BookRounded, &values);
        view! { <p class="warning">{said(lang, &words)}</p> }
    }));
    let rows = all(members.into_iter().enumerate().map(|(place, one)| member_row(app, at, place, one)));
    view! {
        <div class="book">
            <p>{said(lang, &words)}</p>
            <ul class="book-members">{rows}</ul>
            {rounded}
            <button type="button" class="link" on:click=move |_| close(app, at)>{say(DataMsg::BookDone)}</button>
        </div>
    }
    .into_any()
}

fn member_row(app: App, book: u32, at: usize, one: OpenMember) -> AnyView {
    let lang = app.view.lang.get();
    let whole = |n: u32| number(lang, f64::from(n));
    let size = match one.member.size {
        MemberSize::Sheet { rows: 0, .. } => text(lang, DataMsg::BookEmpty).to_owned(),
        MemberSize::Sheet { rows, columns } => {
            fill(lang, DataMsg::BookSheetSize, &[("rows", &whole(rows)), ("columns", &whole(columns))])
        }
        MemberSize::Damaged => text(lang, DataMsg::BookDamaged).to_owned(),
        MemberSize::File { bytes: length } => bytes(lang, length),
    };
    let hidden = one.member.is_hidden.then(|| view! { <span class="hint">{say(DataMsg::BookHidden)}</span> });
    let opened = one.is_opened.then(|| view! { <span class="hint">{say(DataMsg::BookOpened)}</span> });
    let name = one.member.name.clone();
    let is_closed = one.is_opened || one.member.size.is_empty() || one.member.size == MemberSize::Damaged;
    view! {
        <li>
            <button
                type="button"
                disabled=is_closed
                on:click=move |_| spawn_local(open_member(app, book, at))
            >
                {said(lang, &name)}
            </button>
            <span class="hint">{size}</span>
            {hidden}
            {opened}
        </li>
    }
    .into_any()
}
