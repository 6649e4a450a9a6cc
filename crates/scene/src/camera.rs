//! The camera: centre, zoom, viewport, and the transforms between world and screen.
//!
//! Screen positions are CSS pixels from the upper left corner of the map. The lower edge may be covered (the bottom
//! sheet on a phone): the centre is the middle of the uncovered part.

use diming_protocol::geo::{World, WorldBounds, mercator};

/// A position or an offset on the screen, CSS pixels, y down.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Px {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Px {
    /// Distance to another position.
    pub fn distance(self, other: Px) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Size of the map on the screen, CSS pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Viewport {
    /// Width.
    pub width_px: f64,
    /// Height, including the covered part.
    pub height_px: f64,
    /// Height of the covered part at the lower edge.
    pub covered_px: f64,
}

impl Viewport {
    /// Height of the uncovered part; at least a quarter of the whole.
    pub fn seen_height_px(&self) -> f64 {
        (self.height_px - self.covered_px).max(self.height_px / 4.0)
    }

    /// Middle of the uncovered part.
    pub fn middle(&self) -> Px {
        Px { x: self.width_px / 2.0, y: self.seen_height_px() / 2.0 }
    }
}

/// Limits of the camera.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The view stays inside this box; on an axis where the view is larger, the box stays inside the view.
    pub bounds: WorldBounds,
    /// Smallest zoom.
    pub zoom_min: f64,
    /// Largest zoom.
    pub zoom_max: f64,
}

impl Limits {
    /// Clamps a zoom.
    pub fn zoom(&self, zoom: f64) -> f64 {
        zoom.min(self.zoom_max).max(self.zoom_min)
    }
}

/// A view of the world. Immutable: a camera is replaced, never changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// Middle of the uncovered part.
    pub center: World,
    /// Zoom, 256-pixel tile convention.
    pub zoom: f64,
    /// Size on the screen.
    pub viewport: Viewport,
}

impl Camera {
    /// Width of the world on the screen, CSS pixels.
    pub fn world_px(&self) -> f64 {
        mercator::world_px(self.zoom)
    }

    /// World to screen.
    pub fn screen_from_world(&self, at: World) -> Px {
        let (middle, scale) = (self.viewport.middle(), self.world_px());
        Px { x: middle.x + (at.x - self.center.x) * scale, y: middle.y + (at.y - self.center.y) * scale }
    }

    /// Screen to world.
    pub fn world_from_screen(&self, at: Px) -> World {
        let (middle, scale) = (self.viewport.middle(), self.world_px());
        World { x: self.center.x + (at.x - middle.x) / scale, y: self.center.y + (at.y - middle.y) / scale }
    }

    /// The box of the uncovered part.
    pub fn seen_bounds(&self) -> WorldBounds {
        self.bounds_of(self.viewport.seen_height_px())
    }

    /// The box of the whole canvas, including the covered part.
    pub fn canvas_bounds(&self) -> WorldBounds {
        self.bounds_of(self.viewport.height_px)
    }

    fn bounds_of(&self, height_px: f64) -> WorldBounds {
        let min = self.world_from_screen(Px::default());
        let max = self.world_from_screen(Px { x: self.viewport.width_px, y: height_px });
        WorldBounds { min_x: min.x, min_y: min.y, max_x: max.x, max_y: max.y }
    }

    /// Moves the content by an offset, as dragging does.
    pub fn dragged(&self, by: Px) -> Camera {
        let scale = self.world_px();
        let center = World { x: self.center.x - by.x / scale, y: self.center.y - by.y / scale };
        Camera { center, ..*self }
    }

    /// Changes the zoom; the world under `about` keeps its position.
    pub fn zoomed_about(&self, about: Px, zoom: f64) -> Camera {
        let fixed = self.world_from_screen(about);
        let camera = Camera { zoom, ..*self };
        let moved = camera.screen_from_world(fixed);
        camera.dragged(Px { x: about.x - moved.x, y: about.y - moved.y })
    }

    /// Brings a position into the uncovered part, at least `margin_px` from its edges, moving as little as needed.
    pub fn showing(&self, at: World, zoom_at_least: f64, margin_px: f64) -> Camera {
        let camera =
            if self.zoom < zoom_at_least { Camera { center: at, zoom: zoom_at_least, ..*self } } else { *self };
        let px = camera.screen_from_world(at);
        let into = |v: f64, size: f64| {
            let margin = margin_px.min(size / 2.0);
            v.clamp(margin, size - margin) - v
        };
        camera.dragged(Px { x: into(px.x, camera.viewport.width_px), y: into(px.y, camera.viewport.seen_height_px()) })
    }

    /// Fits a box with a margin, at a zoom of at most `zoom_max`.
    pub fn fitting(&self, bounds: WorldBounds, margin_px: f64, zoom_max: f64) -> Camera {
        let room = |size: f64| (size - 2.0 * margin_px).max(size / 4.0).max(1.0);
        let fit = |size: f64, extent: f64| (size / extent.max(f64::MIN_POSITIVE) / mercator::TILE_PX).log2();
        let zoom = fit(room(self.viewport.width_px), bounds.max_x - bounds.min_x)
            .min(fit(room(self.viewport.seen_height_px()), bounds.max_y - bounds.min_y))
            .min(zoom_max);
        let center = World { x: (bounds.min_x + bounds.max_x) / 2.0, y: (bounds.min_y + bounds.max_y) / 2.0 };
        Camera { center, zoom, ..*self }
    }

    /// The nearest camera within the limits.
    pub fn within(&self, limits: &Limits) -> Camera {
        let camera = Camera { zoom: limits.zoom(self.zoom), ..*self };
        let scale = camera.world_px();
        let axis = |center: f64, half_px: f64, min: f64, max: f64| {
            let (a, b) = (min + half_px / scale, max - half_px / scale);
            center.clamp(a.min(b), a.max(b))
        };
        let (v, b) = (&camera.viewport, &limits.bounds);
        let center = World {
            x: axis(camera.center.x, v.width_px / 2.0, b.min_x, b.max_x),
            y: axis(camera.center.y, v.seen_height_px() / 2.0, b.min_y, b.max_y),
        };
        Camera { center, ..camera }
    }

    /// Metres on the ground in one CSS pixel at the centre.
    pub fn metres_per_px(&self) -> f64 {
        let lat = mercator::lonlat_from_world(self.center).lat;
        1.0 / (mercator::world_from_metres(1.0, lat) * self.world_px())
    }
}

/// A scale bar: a round length and how wide it is on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ScaleBar {
    /// 1, 2 or 5 times a power of ten, metres.
    pub length_m: f64,
    /// Width, CSS pixels.
    pub width_px: f64,
}

/// The longest scale bar of a round length that is at most `max_px` wide.
pub fn scale_bar(camera: &Camera, max_px: f64) -> ScaleBar {
    let metres_per_px = camera.metres_per_px();
    let longest_m = max_px * metres_per_px;
    let ten = 10f64.powi(longest_m.log10().floor() as i32);
    let length_m = [5.0, 2.0, 1.0].map(|n| n * ten).into_iter().find(|&m| m <= longest_m).unwrap_or(ten);
    ScaleBar { length_m, width_px: length_m / metres_per_px }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diming_protocol::geo::LonLat;
    use proptest::prelude::*;

    fn camera(zoom: f64, covered_px: f64) -> Camera {
        let center = mercator::world_from_lonlat(LonLat { lon: 121.66, lat: 31.81 });
        Camera { center, zoom, viewport: Viewport { width_px: 1000.0, height_px: 700.0, covered_px } }
    }

    fn near(a: Px, b: Px) -> bool {
        a.distance(b) < 1e-3
    }

    proptest! {
        #[test]
        fn screen_and_world_are_inverse(x in 0.0..1000.0f64, y in 0.0..700.0f64, zoom in 2.0..20.0f64, covered in 0.0..500.0f64) {
            let (camera, px) = (camera(zoom, covered), Px { x, y });
            prop_assert!(near(camera.screen_from_world(camera.world_from_screen(px)), px));
        }

        #[test]
        fn zooming_about_a_place_keeps_it(x in 0.0..1000.0f64, y in 0.0..700.0f64, from in 3.0..19.0f64, to in 3.0..19.0f64) {
            let (camera, about) = (camera(from, 120.0), Px { x, y });
            let world = camera.world_from_screen(about);
            prop_assert!(near(camera.zoomed_about(about, to).screen_from_world(world), about));
        }

        #[test]
        fn the_view_stays_inside_the_bounds_or_the_bounds_inside_the_view(dx in -9e5..9e5f64, dy in -9e5..9e5f64, zoom in 0.0..22.0f64) {
            let b = WorldBounds { min_x: 0.83, min_y: 0.40, max_x: 0.84, max_y: 0.41 };
            let limits = Limits { bounds: b, zoom_min: 7.0, zoom_max: 18.0 };
            let camera = camera(zoom, 200.0).dragged(Px { x: dx, y: dy }).within(&limits);
            let seen = camera.seen_bounds();
            let inside = |min: f64, max: f64, low: f64, high: f64| min >= low - 1e-9 && max <= high + 1e-9;
            let held = |min, max, low, high| inside(min, max, low, high) || inside(low, high, min, max);
            prop_assert!(held(seen.min_x, seen.max_x, b.min_x, b.max_x) && held(seen.min_y, seen.max_y, b.min_y, b.max_y));
            prop_assert!((7.0..=18.0).contains(&camera.zoom));
            prop_assert_eq!(camera.within(&limits).zoom, camera.zoom);
        }

        #[test]
        fn a_shown_position_is_in_the_part_one_sees(x in 0.82..0.86f64, y in 0.39..0.42f64, covered in 0.0..400.0f64) {
            let shown = camera(12.0, covered).showing(World { x, y }, 10.0, 40.0);
            let px = shown.screen_from_world(World { x, y });
            prop_assert_eq!(shown.zoom, 12.0);
            prop_assert!(px.x > 39.9 && px.x < 960.1 && px.y > 39.9 && px.y < shown.viewport.seen_height_px() - 39.9);
        }
    }

    #[test]
    fn a_box_fits_with_its_margin() {
        let bounds = WorldBounds { min_x: 0.83, min_y: 0.40, max_x: 0.84, max_y: 0.4005 };
        let fitted = camera(3.0, 200.0).fitting(bounds, 50.0, 20.0);
        let (a, b) = (World { x: 0.83, y: 0.40 }, World { x: 0.84, y: 0.4005 });
        let (a, b) = (fitted.screen_from_world(a), fitted.screen_from_world(b));
        assert!((a.x - 50.0).abs() < 1e-6 && (b.x - 950.0).abs() < 1e-6, "{a:?} {b:?}");
        assert!(((a.y + b.y) / 2.0 - 250.0).abs() < 1e-6);
    }

    #[test]
    fn scale_bars_are_round() {
        for (zoom, length_m) in [(8.0, 50_000.0), (12.0, 2_000.0), (16.0, 200.0), (18.0, 50.0)] {
            let bar = scale_bar(&camera(zoom, 0.0), 120.0);
            assert_eq!(bar.length_m, length_m, "zoom {zoom}");
            assert!(bar.width_px <= 120.0 && bar.width_px > 40.0);
        }
    }
}
