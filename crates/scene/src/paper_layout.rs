//! Layout of a printed sheet: sizes, the camera of its map, and the number tags of the list.
//!
//! The map of a sheet has units of its own, [`UNITS_PER_MM`] per millimetre, in place of CSS pixels: signs and names
//! keep the proportions of the screen and get a size fit for print.

use super::camera::{Camera, Px, Viewport};
use super::draw_list::{Face, SymbolItem};
use diming_protocol::FeatureId;
use diming_protocol::geo::{World, WorldBounds};

/// Units per millimetre of paper: names of 13 units are 2.7 mm (7.8 pt) high.
pub const UNITS_PER_MM: f64 = 4.75;
/// Height of a number tag, units.
pub const TAG_HEIGHT: f64 = 13.0;
/// Font size of a tag, units.
pub const TAG_FONT: f64 = 10.5;
/// Most characters in the tag of a cluster.
const TAG_CHARS_MAX: usize = 9;
/// A sign whose centre is nearer to the frame is left out, so that none is cut: units.
pub const EDGE: f64 = 15.0;
/// Spacing of the obstacles that keep names off tags and frame, units.
const GUARD_STEP: f64 = 12.0;
/// Distance from the frame that the outermost places keep where the map fits them: a cluster's disc and its number, units.
const FIT_MARGIN: f64 = 36.0;
/// Largest zoom of a map that fits places: a single one is shown with what is around it.
const FIT_ZOOM_MAX: f64 = 16.0;

/// Paper sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PaperSize {
    /// 210 × 297 mm.
    #[default]
    A4,
    /// 297 × 420 mm.
    A3,
}

/// A sheet: size and orientation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Format {
    /// Size.
    pub size: PaperSize,
    /// Landscape.
    pub is_landscape: bool,
}

impl Format {
    /// Its name in the style sheet, which sets page and margins.
    pub fn class(self) -> &'static str {
        match (self.size, self.is_landscape) {
            (PaperSize::A4, false) => "a4-portrait",
            (PaperSize::A4, true) => "a4-landscape",
            (PaperSize::A3, false) => "a3-portrait",
            (PaperSize::A3, true) => "a3-landscape",
        }
    }

    /// Width and height of the printed map, millimetres: the page without margins of 12 mm, heading and legend.
    pub fn map_mm(self) -> (f64, f64) {
        match (self.size, self.is_landscape) {
            (PaperSize::A4, false) => (186.0, 196.0),
            (PaperSize::A4, true) => (207.0, 158.0),
            (PaperSize::A3, false) => (273.0, 312.0),
            (PaperSize::A3, true) => (316.0, 244.0),
        }
    }

    /// The camera of the map: the whole view of the screen fits in.
    pub fn camera(self, seen: WorldBounds) -> Camera {
        self.empty().fitting(seen, 0.0, 22.0)
    }

    /// The camera of the map: all places in a box stand on it with their signs and numbers, none cut by the frame.
    pub fn camera_around(self, places: WorldBounds) -> Camera {
        self.empty().fitting(places, FIT_MARGIN, FIT_ZOOM_MAX)
    }

    fn empty(self) -> Camera {
        let (width_mm, height_mm) = self.map_mm();
        let viewport =
            Viewport { width_px: width_mm * UNITS_PER_MM, height_px: height_mm * UNITS_PER_MM, covered_px: 0.0 };
        Camera { center: World::default(), zoom: 0.0, viewport }
    }
}

/// The box whose records are on the map and in the list: the frame without its edge.
pub fn listed_bounds(camera: &Camera) -> WorldBounds {
    let v = &camera.viewport;
    let min = camera.world_from_screen(Px { x: EDGE, y: EDGE });
    let max = camera.world_from_screen(Px { x: v.width_px - EDGE, y: v.height_px - EDGE });
    WorldBounds { min_x: min.x, min_y: min.y, max_x: max.x, max_y: max.y }
}

/// Scale denominator, rounded to two digits: 95 000 for 1:95 000.
pub fn scale_number(camera: &Camera) -> f64 {
    let number = camera.metres_per_px() * UNITS_PER_MM * 1000.0;
    let ten = 10f64.powf(number.max(1.0).log10().floor() - 1.0);
    (number / ten).round() * ten
}

/// Formats ascending numbers in short form: `7`, `3–9`, `2, 5`; truncated with … beyond `chars_max`.
pub fn number_runs(numbers: &[u32], chars_max: usize) -> String {
    let mut text = String::new();
    let mut rest = numbers;
    while let Some(&first) = rest.first() {
        let run = rest.iter().zip(first..).take_while(|(a, b)| **a == *b).count();
        let last = first + run as u32 - 1;
        let part = match run {
            1 => first.to_string(),
            2 => format!("{first}, {last}"),
            _ => format!("{first}–{last}"),
        };
        let joined = if text.is_empty() { part } else { format!("{text}, {part}") };
        // Leaves room for the ellipsis, unless this is the last one.
        let room = if rest.len() == run { chars_max } else { chars_max.saturating_sub(2) };
        if joined.chars().count() > room && !text.is_empty() {
            return text + " …";
        }
        if joined.chars().count() > room && run == 2 {
            return first.to_string() + " …";
        }
        text = joined;
        rest = &rest[run..];
    }
    text
}

/// The number tag of a symbol: a small box at the edge of its sign.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The numbers.
    pub text: String,
    /// Centre of the box on the map, units.
    pub at: Px,
    /// Its width, units.
    pub width: f64,
}

/// The tag of a symbol whose records have these numbers; `None` for none. It stays inside the frame.
pub fn tag_of(camera: &Camera, symbol: &SymbolItem, numbers: &[u32]) -> Option<Tag> {
    let text = number_runs(numbers, TAG_CHARS_MAX);
    if text.is_empty() {
        return None;
    }
    let width = text.chars().map(char_width).sum::<f64>() * TAG_FONT + 5.0;
    let middle = camera.screen_from_world(symbol.at);
    let at = match symbol.face {
        Face::Disc { .. } => Px { x: middle.x, y: middle.y + symbol.radius_px + 2.0 },
        Face::Sign { .. } => Px { x: middle.x, y: middle.y + symbol.radius_px + 4.5 },
    };
    let into = |v: f64, half: f64, size: f64| v.clamp(half + 1.0, size - half - 1.0);
    let (v, half) = (&camera.viewport, TAG_HEIGHT / 2.0);
    Some(Tag { text, width, at: Px { x: into(at.x, width / 2.0, v.width_px), y: into(at.y, half, v.height_px) } })
}

/// Width of a tag character relative to the font size: an upper bound.
fn char_width(c: char) -> f64 {
    match c {
        ',' | ' ' => 0.38,
        '…' => 1.0,
        _ => 0.7,
    }
}

/// Obstacles that keep names off the tags and inside the frame: symbols without appearance, for
/// [`super::labels::Labels::arrange`] only.
pub fn guards(camera: &Camera, tags: &[Tag]) -> Vec<SymbolItem> {
    let half = GUARD_STEP / 2.0;
    let mut places = Vec::new();
    for tag in tags {
        let reach = (tag.width / 2.0 - half).max(0.0);
        let steps = (2.0 * reach / GUARD_STEP).ceil() as u32;
        places.extend(
            (0..=steps).map(|i| Px {
                x: tag.at.x - reach + 2.0 * reach * f64::from(i) / f64::from(steps.max(1)),
                y: tag.at.y,
            }),
        );
    }
    let (w, h) = (camera.viewport.width_px, camera.viewport.height_px);
    let along = |length: f64| (0..=(length / GUARD_STEP).ceil() as u32).map(|i| f64::from(i) * GUARD_STEP);
    places.extend(along(w).flat_map(|x| [Px { x, y: -half }, Px { x, y: h + half }]));
    places.extend(along(h).flat_map(|y| [Px { x: -half, y }, Px { x: w + half, y }]));
    let guard = |at: Px| SymbolItem {
        id: FeatureId(u32::MAX),
        at: camera.world_from_screen(at),
        radius_px: half,
        face: Face::Disc { count: 0, mix: Vec::new() },
        selected: false,
        label: String::new(),
        label_rank: u32::MAX,
    };
    places.into_iter().map(guard).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::labels::{Block, Fonts, Labels, Turn, Type};
    use diming_protocol::geo::{LonLat, mercator};
    use proptest::prelude::*;
    use std::rc::Rc;

    const FORMATS: [Format; 4] = [
        Format { size: PaperSize::A4, is_landscape: false },
        Format { size: PaperSize::A4, is_landscape: true },
        Format { size: PaperSize::A3, is_landscape: false },
        Format { size: PaperSize::A3, is_landscape: true },
    ];

    fn seen() -> WorldBounds {
        let at = |lon, lat| mercator::world_from_lonlat(LonLat { lon, lat });
        let (nw, se) = (at(121.5, 32.1), at(121.9, 31.7));
        WorldBounds { min_x: nw.x, min_y: nw.y, max_x: se.x, max_y: se.y }
    }

    struct Even;

    impl Fonts for Even {
        fn block(&mut self, name: &str, set_in: Type) -> Rc<Block> {
            Rc::new(Block::of(name, set_in, |text| self.width_px(text, set_in)))
        }

        fn width_px(&mut self, text: &str, set_in: Type) -> f64 {
            text.chars().count() as f64 * set_in.font_px()
        }
    }

    #[test]
    fn numbers_are_told_in_runs() {
        for (numbers, expected) in [
            (vec![], ""),
            (vec![7], "7"),
            (vec![2, 3], "2, 3"),
            (vec![3, 4, 5, 6], "3–6"),
            (vec![2, 5, 6, 7], "2, 5–7"),
            (vec![1, 3, 5], "1, 3, 5"),
            (vec![2, 5, 9, 14], "2, 5, 9 …"),
            (vec![2, 5, 19, 24], "2, 5 …"),
            (vec![498, 499, 500], "498–500"),
            (vec![101, 103, 205], "101 …"),
            (vec![316, 317, 319], "316 …"),
            ((1..=200).collect(), "1–200"),
        ] {
            assert_eq!(number_runs(&numbers, 9), expected, "{numbers:?}");
        }
    }

    proptest! {
        #[test]
        fn runs_are_short_and_begin_with_the_first(numbers in proptest::collection::btree_set(1u32..=500, 1..60)) {
            let numbers: Vec<u32> = numbers.into_iter().collect();
            let text = number_runs(&numbers, 9);
            prop_assert!(text.chars().count() <= 9, "{}", text);
            prop_assert!(text.starts_with(&numbers[0].to_string()));
        }
    }

    #[test]
    fn what_is_seen_fits_on_every_sheet() {
        for format in FORMATS {
            let camera = format.camera(seen());
            let shown = camera.canvas_bounds();
            let seen = seen();
            assert!(shown.min_x <= seen.min_x + 1e-12 && shown.max_x >= seen.max_x - 1e-12, "{format:?}");
            assert!(shown.min_y <= seen.min_y + 1e-12 && shown.max_y >= seen.max_y - 1e-12, "{format:?}");
            let listed = listed_bounds(&camera);
            assert!(listed.min_x > shown.min_x && listed.max_y < shown.max_y);
            let (long, short) = if format.size == PaperSize::A4 { (297.0, 210.0) } else { (420.0, 297.0) };
            let (width, height) = if format.is_landscape { (long, short) } else { (short, long) };
            let map = format.map_mm();
            assert!(map.0 <= width - 24.0 && map.1 <= height - 24.0, "{format:?}: the map and its margins fit");
        }
    }

    proptest! {
        #[test]
        fn all_places_of_a_fitted_box_stand_inside_the_frame_and_fill_it(
            a in (121.0..122.0f64, 31.5..32.5f64), b in (121.0..122.0f64, 31.5..32.5f64), format in 0..4usize,
        ) {
            let at = |(lon, lat)| mercator::world_from_lonlat(LonLat { lon, lat });
            let (a, b) = (at(a), at(b));
            let box_of = WorldBounds { min_x: a.x.min(b.x), min_y: a.y.min(b.y), max_x: a.x.max(b.x), max_y: a.y.max(b.y) };
            let camera = FORMATS[format].camera_around(box_of);
            let listed = listed_bounds(&camera);
            prop_assert!(listed.contains(a) && listed.contains(b));
            let (v, margin) = (camera.viewport, FIT_MARGIN - 1e-6);
            let inside = |px: Px| px.x >= margin && px.y >= margin && px.x <= v.width_px - margin && px.y <= v.height_px - margin;
            prop_assert!(inside(camera.screen_from_world(a)) && inside(camera.screen_from_world(b)));
            let scale = camera.world_px();
            let (w, h) = ((box_of.max_x - box_of.min_x) * scale, (box_of.max_y - box_of.min_y) * scale);
            let fills = w > v.width_px - 2.0 * FIT_MARGIN - 1.0 || h > v.height_px - 2.0 * FIT_MARGIN - 1.0;
            prop_assert!(fills || camera.zoom == FIT_ZOOM_MAX, "{} {}", w, h);
        }
    }

    #[test]
    fn a_single_place_is_printed_with_what_is_around_it() {
        let at = mercator::world_from_lonlat(LonLat { lon: 121.66, lat: 31.81 });
        let camera = FORMATS[0].camera_around(WorldBounds { min_x: at.x, min_y: at.y, max_x: at.x, max_y: at.y });
        assert_eq!(camera.zoom, FIT_ZOOM_MAX);
        let middle = camera.screen_from_world(at);
        let (w, h) = (camera.viewport.width_px, camera.viewport.height_px);
        assert!((middle.x - w / 2.0).abs() < 1e-6 && (middle.y - h / 2.0).abs() < 1e-6);
    }

    #[test]
    fn the_scale_is_that_of_the_paper() {
        let camera = FORMATS[0].camera(seen());
        let seen = camera.canvas_bounds();
        let (a, b) = (World { x: seen.min_x, y: camera.center.y }, World { x: seen.max_x, y: camera.center.y });
        let (a, b) = (mercator::lonlat_from_world(a), mercator::lonlat_from_world(b));
        let ground_m = diming_protocol::geo::distance_m(a, b);
        let number = ground_m / (FORMATS[0].map_mm().0 / 1000.0);
        assert!((scale_number(&camera) / number - 1.0).abs() < 0.05, "{} {number}", scale_number(&camera));
        assert_eq!(scale_number(&camera) % 1000.0, 0.0);
    }

    fn symbol(camera: &Camera, at: Px, count: u32) -> SymbolItem {
        let face = Face::Disc { count, mix: Vec::new() };
        let at = camera.world_from_screen(at);
        let label = "吕四港镇敬老院".to_owned();
        SymbolItem { id: FeatureId(count), at, radius_px: 11.0, face, selected: false, label, label_rank: 1 }
    }

    #[test]
    fn tags_stay_inside_the_frame() {
        let camera = FORMATS[1].camera(seen());
        let (w, h) = (camera.viewport.width_px, camera.viewport.height_px);
        for at in [Px { x: EDGE, y: EDGE }, Px { x: w - EDGE, y: h - EDGE }, Px { x: w / 2.0, y: h - EDGE }] {
            let tag = tag_of(&camera, &symbol(&camera, at, 2), &[101, 103, 205]).expect("a tag");
            assert!(tag.at.x - tag.width / 2.0 >= 0.0 && tag.at.x + tag.width / 2.0 <= w, "{tag:?}");
            assert!(tag.at.y - TAG_HEIGHT / 2.0 >= 0.0 && tag.at.y + TAG_HEIGHT / 2.0 <= h, "{tag:?}");
        }
        assert_eq!(tag_of(&camera, &symbol(&camera, Px { x: 50.0, y: 50.0 }, 2), &[]), None);
    }

    #[test]
    fn names_keep_off_tags_and_inside_the_frame() {
        let camera = FORMATS[0].camera(seen());
        let (w, h) = (camera.viewport.width_px, camera.viewport.height_px);
        let symbols: Vec<SymbolItem> = (0..40u32)
            .map(|i| symbol(&camera, Px { x: 16.0 + f64::from(i % 8) * 120.0, y: 16.0 + f64::from(i / 8) * 208.0 }, i))
            .filter(|s| camera.screen_from_world(s.at).x < w - EDGE && camera.screen_from_world(s.at).y < h - EDGE)
            .collect();
        let tags: Vec<Tag> = symbols.iter().filter_map(|s| tag_of(&camera, s, &[s.id.0 + 100, s.id.0 + 200])).collect();
        let mut all = symbols.clone();
        all.extend(guards(&camera, &tags));
        let mut labels = Labels::default();
        labels.arrange(&all, &[], camera.world_px(), Turn::default(), &mut Even);
        assert!(labels.items.len() > 20, "{}", labels.items.len());
        for label in &labels.items {
            let at = camera.screen_from_world(label.at);
            let (x0, y0) = (at.x + label.offset_px.0, at.y + label.offset_px.1);
            let (x1, y1) = (x0 + label.block.width_px, y0 + label.block.height_px());
            assert!(
                x0 >= -0.01 && y0 >= -0.01 && x1 <= w + 0.01 && y1 <= h + 0.01,
                "{}: {x0} {y0} {x1} {y1}",
                label.name
            );
            for tag in &tags {
                let apart = tag.at.x + tag.width / 2.0 <= x0 + 0.5
                    || tag.at.x - tag.width / 2.0 >= x1 - 0.5
                    || tag.at.y + 6.0 <= y0 + 0.5
                    || tag.at.y - 6.0 >= y1 - 0.5;
                assert!(apart, "a name lies on {}", tag.text);
            }
        }
    }
}
