//! Which layers the review uses, for what, and why not.
//!
//! A file of this machine is a register of names unless its kinds are kinds of facilities: the values decide, not the
//! heading. A person may switch each register on and off.

use super::columns::type_of;
use crate::Gaps;
use diming_engine::query::Data;
use diming_engine::service::LayerRead;
use diming_protocol::catalog::{LayerRole, keys};
use diming_review_protocol::plan::ReviewPlan;
use diming_review_protocol::review::{RegisterInfo, RegisterStanding};
use litemap::LiteMap;

/// Records of a file of this machine that are looked at to tell what it holds.
const LOOKED_AT_MAX: usize = 1_000;
/// Fields that facilities have and registers of names have not.
const OF_FACILITIES: [&str; 6] = [keys::PHONE, "hours", "services", "beds_total", "niches_total", "operation"];

/// Ids of layers → whether they are used, as a person has said.
pub(super) type Switches = LiteMap<String, bool>;

/// What a layer gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gives {
    Areas,
    Names,
    Heritage,
    Reserve,
}

/// The layers that a review can use.
pub(super) struct Sources {
    /// Registers, and whether their types may stand in the column of kinds.
    registers: Vec<(RegisterInfo, bool)>,
    /// Areas and reserve banks.
    others: Vec<(Gives, usize)>,
    are_areas_part: bool,
    pub(super) is_reserve_part: bool,
}

impl Sources {
    /// Looks at all layers, and at how each was read.
    pub(super) fn new(data: Data, switches: &Switches, read: &[LayerRead]) -> Sources {
        let mut sources =
            Sources { registers: Vec::new(), others: Vec::new(), are_areas_part: false, is_reserve_part: false };
        let plan = ReviewPlan::of(data.catalog);
        for (layer, of) in data.catalog.layers.iter().enumerate() {
            let LayerRead { is_part, unread } = read.get(layer).copied().unwrap_or_default();
            let is_heritage = plan.as_ref().is_some_and(|plan| plan.heritage.contains(&of.id));
            let is_listed = is_heritage || plan.as_ref().is_some_and(|plan| plan.registers.contains(&of.id));
            match of.role {
                LayerRole::Scopes => {
                    sources.others.push((Gives::Areas, layer));
                    sources.are_areas_part |= is_part || unread > 0;
                }
                LayerRole::Bank if !of.is_closed() => {
                    sources.others.push((Gives::Reserve, layer));
                    sources.is_reserve_part |= is_part || unread > 0;
                }
                _ if is_listed || of.role == LayerRole::Places && of.is_own_file() => {
                    let (is_of_names, by_kind, of_places) =
                        if of.is_own_file() { holds_names(data, layer) } else { (true, false, (0, 0)) };
                    let standing = match switches.get(&of.id) {
                        Some(false) => RegisterStanding::Off,
                        None if !is_of_names => RegisterStanding::Facilities,
                        _ => RegisterStanding::Used,
                    };
                    let layer = layer as u32;
                    let info = RegisterInfo {
                        layer,
                        is_heritage,
                        is_part,
                        unread,
                        standing,
                        of_places,
                        ..RegisterInfo::default()
                    };
                    sources.registers.push((info, by_kind));
                }
                _ => {}
            }
        }
        sources
    }

    /// What is taken, in order. The office's own names come before the published ones: what both have is theirs.
    pub(super) fn in_order(&self, data: Data) -> Vec<(Gives, usize)> {
        let gives = |info: &RegisterInfo| if info.is_heritage { Gives::Heritage } else { Gives::Names };
        let used = self.registers.iter().map(|(info, _)| info).filter(|info| info.is_used());
        let used = used.map(|info| (gives(info), info.layer as usize));
        let mut layers: Vec<(Gives, usize)> = used.chain(self.others.iter().copied()).collect();
        layers.sort_by_key(|(gives, layer)| (*gives, !data.catalog.layers[*layer].is_own_file()));
        layers
    }

    /// What is known of a register, to be counted on; and whether its types may stand in the column of kinds.
    pub(super) fn register(&mut self, layer: usize) -> Option<(&mut RegisterInfo, bool)> {
        let register = self.registers.iter_mut().find(|(info, _)| info.layer as usize == layer)?;
        Some((&mut register.0, register.1))
    }

    /// All is taken: what is missing.
    pub(super) fn end(&mut self) -> Gaps {
        for (info, _) in &mut self.registers {
            if info.is_used() && info.names == 0 && info.repeated == 0 {
                info.standing = RegisterStanding::Unusable;
            }
        }
        let lacks = |is_heritage: bool| {
            self.registers.iter().any(|(info, _)| info.is_heritage == is_heritage && info.is_lacking())
        };
        Gaps { names: lacks(false), heritage: lacks(true), areas: self.are_areas_part, pending: false }
    }

    /// What is known of each register.
    pub(super) fn infos(self) -> Vec<RegisterInfo> {
        self.registers.into_iter().map(|(info, _)| info).collect()
    }
}

/// Whether a file of this machine holds names of places, whether their types stand in the column of kinds, and of how many
/// records with a kind it is one of theirs.
fn holds_names(data: Data, layer: usize) -> (bool, bool, (u32, u32)) {
    let field = |key: &str| data.catalog.fields.get(key);
    let (types, kinds) = (field(keys::TYPE), field(keys::KIND));
    let is_of_facility = |text: &str| {
        let values = kinds.map_or(&[][..], |field| &field.values);
        values.iter().any(|value| value.value == text || value.label.zh == text || value.label.en == text)
    };
    let (mut of_type, mut of_facility, mut unclear) = (0, 0, 0);
    for row in 0..data.tables[layer].len().min(LOOKED_AT_MAX) {
        if type_of(types, data.text(layer, keys::TYPE, row)).is_some() {
            return (true, true, (0, 0));
        }
        match data.text(layer, keys::KIND, row) {
            "" => {}
            text if is_of_facility(text) => of_facility += 1,
            text if type_of(types, text).is_some() => of_type += 1,
            _ => unclear += 1,
        }
    }
    let of_places = (of_type, of_type + of_facility + unclear);
    match (of_type, of_facility, unclear) {
        (0, 0, 0) => (true, false, of_places),
        (0, 0, _) => (!has_fields_of_facilities(data, layer), true, of_places),
        _ => (of_type > 0 && of_type >= of_facility, true, of_places),
    }
}

/// Whether records have what facilities have: a telephone, beds.
fn has_fields_of_facilities(data: Data, layer: usize) -> bool {
    let rows = data.tables[layer].len().min(LOOKED_AT_MAX);
    let is_there = |field: &&str| (0..rows).any(|row| !data.text(layer, field, row).is_empty());
    OF_FACILITIES.iter().any(is_there)
}
