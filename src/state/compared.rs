//! The compared records: a few of one layer, in the order of choice.

use super::App;
use diming_protocol::catalog::Layer;
use diming_protocol::link::COMPARED_MAX;
use diming_protocol::{Card, Which};
use std::sync::Arc;

impl App {
    /// Whether a reference names the record of a card.
    fn is_of(&self, which: &Which, card: &Card) -> bool {
        match which {
            Which::Id(id) => *id == card.id,
            Which::Key(layer, key) => *key == card.key && self.layer_place(layer) == Some(card.id.layer()),
        }
    }

    /// Index of a layer in the catalog.
    fn layer_place(&self, id: &str) -> Option<usize> {
        self.answers.catalog.with(|catalog| catalog.as_ref()?.layers.iter().position(|layer| layer.id == id))
    }

    /// Index of a record's layer in the catalog.
    fn place_of(&self, which: &Which) -> Option<usize> {
        match which {
            Which::Id(id) => Some(id.layer()),
            Which::Key(layer, _) => self.layer_place(layer),
        }
    }

    /// The layer whose records are compared.
    pub fn compared_layer(&self) -> Option<Layer> {
        let place = self.view.compared.with(|compared| self.place_of(compared.first()?))?;
        self.answers.catalog.with(|catalog| catalog.as_ref()?.layers.get(place).cloned())
    }

    /// Whether the record of a card is compared.
    pub fn is_compared(&self, card: &Card) -> bool {
        self.view.compared.with(|compared| compared.iter().any(|which| self.is_of(which, card)))
    }

    /// Whether the comparison is full for the card's layer.
    pub fn comparison_is_full(&self, card: &Card) -> bool {
        self.view.compared.with(|compared| {
            compared.len() >= COMPARED_MAX && compared.iter().all(|which| self.place_of(which) == Some(card.id.layer()))
        })
    }

    /// Adds a record to the comparison or removes it. One of another layer replaces the comparison; then it returns
    /// true.
    pub fn toggle_compared(&self, card: &Arc<Card>) -> bool {
        let mut others_went = false;
        let mut compared = self.view.compared.get_untracked();
        let before = compared.len();
        compared.retain(|which| !self.is_of(which, card));
        if compared.len() == before {
            compared.retain(|which| self.place_of(which) == Some(card.id.layer()));
            others_went = compared.len() < before;
            if compared.len() < COMPARED_MAX {
                compared.push(Which::Id(card.id));
                self.answers.compared_cards.update(|cards| cards.push(Arc::clone(card)));
            }
        }
        self.put_compared(compared);
        others_went
    }

    /// Removes the records of the layer at this index.
    pub fn forget_compared(&self, place: usize) {
        let mut compared = self.view.compared.get_untracked();
        compared.retain(|which| self.place_of(which) != Some(place));
        self.put_compared(compared);
    }

    /// Sets the comparison; cards that are no longer needed are dropped.
    pub fn put_compared(&self, compared: Vec<Which>) {
        let cards = self.answers.compared_cards.get_untracked();
        let card_of = |which: &Which| cards.iter().find(|card| self.is_of(which, card)).cloned();
        let kept: Vec<Arc<Card>> = compared.iter().filter_map(card_of).collect();
        self.answers.compared_cards.set(kept);
        if self.view.compared.with_untracked(|old| *old != compared) {
            self.view.compared.set(compared);
        }
    }

    /// Stores the card of a compared record.
    pub fn keep_compared(&self, card: &Card) {
        self.answers.compared_cards.update(|cards| {
            cards.retain(|other| other.id != card.id);
            cards.push(Arc::new(card.clone()));
        });
        self.put_compared(self.view.compared.get_untracked());
    }
}
