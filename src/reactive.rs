//! What follows signals: state, derived values, effects and parts of the page, each of one type.
//!
//! Leptos makes its code anew for each type of closure, of value and of view, which was half of the
//! page's WebAssembly. Here closures are boxed before Leptos sees them, values stand beside one kind
//! of signal that only says "changed", and every part of a view is an [`AnyView`].

use leptos::prelude::*;
use std::sync::{PoisonError, RwLock};

/// A value that a person or the engine changes. Kept until the page is closed, so it is only for
/// what is made once; what a component makes again and again is an [`RwSignal`].
pub struct State<T: 'static> {
    value: &'static RwLock<T>,
    changed: Trigger,
}

impl<T> Clone for State<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for State<T> {}

impl<T: Send + Sync> State<T> {
    /// A state with its first value.
    pub fn new(value: T) -> State<T> {
        State { value: Box::leak(Box::new(RwLock::new(value))), changed: Trigger::new() }
    }

    /// Follows the value without reading it.
    pub fn track(&self) {
        self.changed.track();
    }

    /// Reads the value in place, and follows it.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Reads the value in place.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the value in place, and tells who follows it.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.value.write().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify();
    }

    /// Puts another value, and tells who follows it.
    pub fn set(&self, value: T) {
        self.update(|old| *old = value);
    }
}

impl<T: Clone + Send + Sync> State<T> {
    /// A copy of the value, which is followed.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

/// A value worked out from others; who reads it is told only when it has become another.
pub struct Derived<T: 'static> {
    value: StoredValue<T>,
    /// How often the value has become another.
    changes: Memo<u32>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

/// A value worked out by `work_out` whenever something changes that it reads.
pub fn derived<T>(work_out: impl Fn() -> T + Send + Sync + 'static) -> Derived<T>
where
    T: Default + PartialEq + Send + Sync + 'static,
{
    let value = StoredValue::new(T::default());
    let becomes_other = move || {
        let new = work_out();
        let is_other = value.with_value(|old| *old != new);
        if is_other {
            value.set_value(new);
        }
        is_other
    };
    Derived { value, changes: count_changes(Box::new(becomes_other)) }
}

fn count_changes(becomes_other: Box<dyn Fn() -> bool + Send + Sync>) -> Memo<u32> {
    Memo::new(move |count: Option<&u32>| count.copied().unwrap_or_default().wrapping_add(becomes_other().into()))
}

impl<T: Send + Sync> Derived<T> {
    /// Reads the value in place, and follows it.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.changes.get();
        self.value.with_value(read)
    }

    /// Reads the value in place.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.changes.get_untracked();
        self.value.with_value(read)
    }
}

impl<T: Clone + Send + Sync> Derived<T> {
    /// A copy of the value, which is followed.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// A copy of the value.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

/// Runs `act` after the page has been brought up to date, and again whenever something changes that it reads.
pub fn effect(act: impl FnMut() + 'static) {
    let act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(act);
}

/// A part of the page that is made again whenever something changes that `view` reads.
pub fn live<V: IntoAny>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || view().into_any());
    view.into_any()
}

/// A part of the page that is there while `when` holds.
pub fn show<V: IntoAny>(
    when: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> V + Send + 'static,
) -> AnyView {
    let when = derived(when);
    live(move || if when.get() { view().into_any() } else { ().into_any() })
}

/// A part of the page for each of `items`; what stays in the list keeps its part.
pub fn each<T, V>(items: impl Fn() -> Vec<T> + Send + 'static, view: impl Fn(T) -> V + Send + Sync + 'static) -> AnyView
where
    T: Clone + Eq + std::hash::Hash + Send + Sync + 'static,
    V: IntoAny,
{
    let items: Box<dyn Fn() -> Vec<T> + Send> = Box::new(items);
    let view: std::sync::Arc<dyn Fn(T) -> AnyView + Send + Sync> =
        std::sync::Arc::new(move |item| view(item).into_any());
    let view = move |item| view(item);
    view! { <For each=items key=T::clone children=view /> }.into_any()
}

/// Parts of the page in a row.
pub fn all<V: IntoAny>(parts: impl IntoIterator<Item = V>) -> AnyView {
    parts.into_iter().map(V::into_any).collect::<Vec<AnyView>>().into_any()
}
