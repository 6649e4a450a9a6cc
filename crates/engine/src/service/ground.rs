//! The ground of a look: made in a step of its own, and sent again only where view, zoom or language ask for another.

use super::Engine;
use super::look::{MARGIN, label_of};
use crate::query::clusters::Window;
use crate::query::ground::{query_ground_names, query_ground_shapes};
use crate::query::place_names::query_place_names;
use diming_protocol::catalog::Lang;
use diming_protocol::geo::WorldBounds;
use diming_protocol::{Ground, GroundName, Look};
use std::rc::Rc;

impl Engine {
    /// The ground, if the page has not got it; `None` if it was made now and more follows.
    pub(super) fn ground(&mut self, look: &Look) -> Option<Option<Ground>> {
        let zoom_step = look.zoom.floor().clamp(0.0, 24.0) as u8;
        let seen = &mut self.seen;
        let fits = |ground: &Rc<Ground>| ground.bounds.covers(&look.bounds) && ground.zoom_step == zoom_step;
        if let Some(ground) = seen.ground.as_ref().filter(|ground| fits(ground) && seen.ground_lang == look.lang) {
            let is_new = !std::mem::replace(&mut seen.has_sent_ground, true);
            return Some(is_new.then(|| Ground::clone(ground)));
        }
        let ground = self.make_ground(look.bounds.grown(MARGIN), zoom_step, look.lang);
        self.seen.ground = Some(Rc::new(ground));
        self.seen.ground_lang = look.lang;
        self.seen.has_sent_ground = false;
        None
    }

    pub(super) fn make_ground(&self, bounds: WorldBounds, zoom_step: u8, lang: Lang) -> Ground {
        let index = &self.index;
        let window = Window::over(bounds, zoom_step);
        let ids = query_place_names(&index.points, &index.name_ranks, &index.gone, &window);
        let names = self.with_data(|data| {
            let name = |&dense: &u32| {
                let at = index.points.world(index.points.rank_of(dense)?);
                let id = data.numbering.id(dense as usize);
                let rank = index.name_ranks.get(dense)?;
                Some(GroundName { id: Some(id), at, along: Vec::new(), rank, label: label_of(data, id, lang) })
            };
            let lines = query_ground_names(&index.ground, bounds, zoom_step, |id| label_of(data, id, lang));
            let mut names: Vec<GroundName> = ids.iter().filter_map(name).chain(lines).collect();
            names.sort_by_key(|name| (name.rank, name.id.is_none()));
            names
        });
        let shapes = query_ground_shapes(&index.ground, bounds, zoom_step);
        Ground { bounds, zoom_step, shapes, names: names.unwrap_or_default() }
    }
}
