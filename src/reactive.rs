//! Reactive primitives: state, derived values, effects and views, each of one type.
//!
//! Leptos makes its code anew for each type of closure, of value and of view, which was half of the
//! page's WebAssembly. Here closures are boxed before Leptos sees them, values stand beside one kind
//! of signal that only says "changed", and every part of a view is an [`AnyView`].

use leptos::prelude::*;
use std::sync::{PoisonError, RwLock};

/// A value with subscribers. It is never freed, so it is for state that is created once; a component that is created
/// again and again uses an [`RwSignal`].
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

    /// Subscribes to the value without reading it.
    pub fn track(&self) {
        self.changed.track();
    }

    /// Reads the value in place and subscribes to it.
    pub fn with<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.with_untracked(read)
    }

    /// Reads the value in place.
    pub fn with_untracked<R>(&self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.value.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Changes the value in place and notifies its subscribers.
    pub fn update(&self, change: impl FnOnce(&mut T)) {
        change(&mut self.value.write().unwrap_or_else(PoisonError::into_inner));
        self.changed.notify();
    }

    /// Replaces the value and notifies its subscribers.
    pub fn set(&self, value: T) {
        self.update(|old| *old = value);
    }
}

impl<T: Clone + Send + Sync> State<T> {
    /// Returns a copy of the value and subscribes to it.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// Returns a copy of the value.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

/// A value computed from others; its subscribers are notified only when it has changed.
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

/// A value computed by `work_out`, again whenever a signal changes that it reads.
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
    /// Reads the value in place and subscribes to it.
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
    /// Returns a copy of the value and subscribes to it.
    pub fn get(&self) -> T {
        self.with(T::clone)
    }

    /// Returns a copy of the value.
    pub fn get_untracked(&self) -> T {
        self.with_untracked(T::clone)
    }
}

/// Runs `act` after the page has been updated, and again whenever a signal changes that it reads.
pub fn effect(act: impl FnMut() + 'static) {
    let act: Box<dyn FnMut()> = Box::new(act);
    Effect::new(act);
}

/// A view that is rebuilt whenever a signal changes that `view` reads.
pub fn live<V: IntoAny>(mut view: impl FnMut() -> V + Send + 'static) -> AnyView {
    let view: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || view().into_any());
    view.into_any()
}

/// A view that is shown while `when` returns true.
pub fn show<V: IntoAny>(
    when: impl Fn() -> bool + Send + Sync + 'static,
    view: impl Fn() -> V + Send + 'static,
) -> AnyView {
    let when = derived(when);
    live(move || if when.get() { view().into_any() } else { ().into_any() })
}

/// A view for each of `items`, which are their own keys.
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

/// Several views in a row.
pub fn all<V: IntoAny>(parts: impl IntoIterator<Item = V>) -> AnyView {
    parts.into_iter().map(V::into_any).collect::<Vec<AnyView>>().into_any()
}
