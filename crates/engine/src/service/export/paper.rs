//! A printed sheet: the records of the last look in a box, as a numbered list and a map whose signs have these
//! numbers.

use super::super::Engine;
use crate::query::clusters::Window;
use crate::query::list::query_listed;
use crate::query::rows::with_address;
use diming_protocol::geo::WorldBounds;
use diming_protocol::{Paper, Picture, Response};
use std::collections::HashMap;

/// Most rows of the list.
const ROWS_MAX: u32 = 500;
/// Most numbers on one symbol.
const NUMBERS_MAX: usize = 200;

impl Engine {
    pub(super) fn answer_paper(&mut self, bounds: WorldBounds, zoom: f64, rows: u32) {
        let Some((look, filtered)) = self.last_filtered() else { return };
        let zoom_step = zoom.floor().clamp(0.0, 24.0) as u8;
        let clusters = self.clusters(&filtered, Window::over(bounds, zoom_step));
        // A place name that is only written, and was chosen, is a sign on the screen; so it is here.
        let chosen = look.selected.and_then(|id| self.numbering().dense(id));
        let chosen = chosen.filter(|&dense| filtered.passed.all.get(dense) && !filtered.signs.get(dense));
        let mut signs = filtered.signs.clone();
        chosen.into_iter().for_each(|dense| signs.set(dense));
        let listed = self.with_data(|data| query_listed(data, &signs, bounds)).unwrap_or_default();
        let rows_end = rows.min(ROWS_MAX) as usize;
        let list = self.listed(&look, &filtered, &listed, 0..rows_end.min(listed.count()));
        let places: HashMap<u32, u32> = list.iter().copied().zip(1..).collect();
        let paper = self.with_data(|data| {
            let mut symbols = Vec::new();
            for cluster in clusters.in_bounds(bounds) {
                let members = clusters.members(cluster, &self.index.points, &filtered.signs);
                let mut numbers: Vec<u32> = members.filter_map(|dense| places.get(&dense).copied()).collect();
                numbers.sort_unstable();
                numbers.truncate(NUMBERS_MAX);
                symbols.push((self.symbol(data, &filtered, &clusters, cluster, look.lang), numbers));
            }
            if let Some(dense) = chosen.filter(|&dense| listed.get(dense)) {
                let symbol = self.selected_symbol(data, data.numbering.id(dense), look.lang);
                let numbers = places.get(&(dense as u32)).copied();
                symbols.extend(symbol.map(|symbol| (symbol, Vec::from_iter(numbers))));
            }
            // The first in the list is drawn last, on top.
            symbols.sort_by_key(|(symbol, numbers)| {
                (std::cmp::Reverse(numbers.first().copied().unwrap_or(u32::MAX)), symbol.id)
            });
            let (symbols, numbers) = symbols.into_iter().unzip();
            let shapes = super::super::look::shapes_in(data, &filtered.passed.all, bounds, look.lang);
            Paper {
                listed: listed.count() as u32,
                rows: list
                    .iter()
                    .map(|&dense| with_address(data, self.row(data, dense as usize, &look, &filtered)))
                    .collect(),
                picture: Picture { bounds, zoom_step, symbols, shapes },
                ground: self.make_ground(bounds, zoom_step, look.lang),
                numbers,
            }
        });
        if let Some(paper) = paper {
            self.say(Response::Paper(Box::new(paper)));
        }
    }
}
