//! Keyboard navigation between symbols: the next one in a direction, and all in reading order.

use super::camera::{Camera, Px};
use super::draw_list::DrawList;
use diming_text::small_sort::sort_few;

/// An arrow key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the north.
    Up,
    /// To the east.
    Right,
    /// To the south.
    Down,
    /// To the west.
    Left,
}

impl Direction {
    /// Unit vector of the direction.
    pub fn unit(self) -> Px {
        match self {
            Direction::Up => Px { x: 0.0, y: -1.0 },
            Direction::Right => Px { x: 1.0, y: 0.0 },
            Direction::Down => Px { x: 0.0, y: 1.0 },
            Direction::Left => Px { x: -1.0, y: 0.0 },
        }
    }
}

/// Factor for the distance off the axis.
const ASIDE: f64 = 2.0;
/// Height of a line in reading order, CSS pixels.
const LINE_PX: f64 = 24.0;
/// Positions nearer than this are the same, CSS pixels.
const SAME_PX: f64 = 0.5;

/// Indices in the draw list of the visible symbols in reading order: line by line from the top, each from the left.
pub fn seen_symbols(list: &DrawList, camera: &Camera) -> Vec<usize> {
    let mut seen: Vec<(i64, i64, usize)> = Vec::new();
    for (i, symbol) in list.symbols.iter().enumerate() {
        let px = camera.screen_from_world(symbol.at);
        let inside = (0.0..=camera.viewport.width_px).contains(&px.x)
            && (0.0..=camera.viewport.seen_height_px()).contains(&px.y);
        if inside {
            seen.push(((px.y / LINE_PX) as i64, px.x as i64, i));
        }
    }
    sort_few(&mut seen, Ord::cmp);
    seen.into_iter().map(|(.., i)| i).collect()
}

/// The nearest visible symbol in a direction from a position: within 45 degrees of the axis if there is one, else
/// anywhere on that side. Distance off the axis counts double. `None` if that side is empty.
pub fn next_symbol(list: &DrawList, camera: &Camera, from: Px, direction: Direction) -> Option<usize> {
    let unit = direction.unit();
    let mut best: Option<(bool, f64, usize)> = None;
    for i in seen_symbols(list, camera) {
        let px = camera.screen_from_world(list.symbols[i].at);
        let (dx, dy) = (px.x - from.x, px.y - from.y);
        let along = dx * unit.x + dy * unit.y;
        let aside = (dx * unit.y).abs() + (dy * unit.x).abs();
        if along <= SAME_PX {
            continue;
        }
        let (is_off, cost) = (aside > along, along + ASIDE * aside);
        if best.is_none_or(|(off, least, _)| (is_off, cost) < (off, least)) {
            best = Some((is_off, cost, i));
        }
    }
    best.map(|(.., i)| i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::Viewport;
    use crate::draw_list::{Face, SymbolItem};
    use diming_protocol::geo::World;
    use diming_protocol::{FeatureId, RecordState};
    use proptest::prelude::*;

    fn camera() -> Camera {
        let viewport = Viewport { width_px: 400.0, height_px: 300.0, covered_px: 0.0 };
        Camera { center: World { x: 0.5, y: 0.5 }, zoom: 10.0, viewport }
    }

    /// Symbols at positions on the screen.
    fn list(places: &[(f64, f64)]) -> DrawList {
        let symbol = |(i, &(x, y)): (usize, &(f64, f64))| SymbolItem {
            id: FeatureId::new(0, i),
            at: camera().world_from_screen(Px { x, y }),
            radius_px: 8.0,
            face: Face::Sign { sign: diming_protocol::catalog::Sign::Dot, layer: 0, state: RecordState::Current },
            selected: false,
            label: String::new(),
            label_rank: 0,
        };
        DrawList { symbols: places.iter().enumerate().map(symbol).collect(), ..DrawList::default() }
    }

    #[test]
    fn an_arrow_leads_to_the_nearest_that_way() {
        let list =
            list(&[(200.0, 150.0), (300.0, 160.0), (250.0, 60.0), (120.0, 150.0), (200.0, 290.0), (390.0, 500.0)]);
        let from = Px { x: 200.0, y: 150.0 };
        for (direction, expected) in
            [(Direction::Right, 1), (Direction::Up, 2), (Direction::Left, 3), (Direction::Down, 4)]
        {
            assert_eq!(next_symbol(&list, &camera(), from, direction), Some(expected), "{direction:?}");
        }
        let corner = Px { x: 390.0, y: 10.0 };
        assert_eq!(next_symbol(&list, &camera(), corner, Direction::Up), None, "what one does not see is not gone to");
        assert_eq!(next_symbol(&list, &camera(), corner, Direction::Left), Some(2));
    }

    #[test]
    fn off_the_straight_way_is_better_than_nowhere() {
        let list = list(&[(210.0, 20.0)]);
        assert_eq!(next_symbol(&list, &camera(), Px { x: 200.0, y: 150.0 }, Direction::Right), Some(0));
    }

    proptest! {
        #[test]
        fn every_symbol_that_one_sees_stands_once_in_reading_order_and_an_arrow_goes_its_way(
            places in proptest::collection::vec((-50.0..450.0f64, -50.0..350.0f64), 0..40),
            from in (0.0..400.0f64, 0.0..300.0f64),
        ) {
            let list = list(&places);
            let seen = seen_symbols(&list, &camera());
            let inside = |&(x, y): &(f64, f64)| (0.5..399.5).contains(&x) && (0.5..299.5).contains(&y);
            for (i, place) in places.iter().enumerate() {
                if inside(place) {
                    prop_assert_eq!(seen.iter().filter(|&&other| other == i).count(), 1);
                }
            }
            let from = Px { x: from.0, y: from.1 };
            for direction in [Direction::Up, Direction::Right, Direction::Down, Direction::Left] {
                let unit = direction.unit();
                let along = |&(x, y): &(f64, f64)| (x - from.x) * unit.x + (y - from.y) * unit.y;
                match next_symbol(&list, &camera(), from, direction) {
                    Some(i) => prop_assert!(along(&places[i]) > 0.0),
                    None => prop_assert!(places.iter().filter(|p| inside(p)).all(|p| along(p) <= 1.0)),
                }
            }
        }
    }
}
