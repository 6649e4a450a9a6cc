//! Camera motion: flights, glides after a fling, easing to a zoom. Pure functions of the elapsed time.

use super::camera::{Camera, Limits, Px};
use diming_protocol::geo::mercator::two_to;

/// A glide slows down by the factor e in this time.
const GLIDE_MS: f64 = 320.0;
/// A glide ends below this speed, pixels per millisecond.
const GLIDE_MIN: f64 = 0.02;
/// Zooming by wheel approaches its goal by the factor e in this time.
const ZOOM_MS: f64 = 45.0;
/// A zoom ends this near to its goal.
const ZOOM_ARRIVED: f64 = 0.002;
/// Movement older than this does not count for a fling.
const FLING_WINDOW_MS: f64 = 90.0;
/// Slowest fling, pixels per millisecond.
const FLING_MIN: f64 = 0.15;
/// Fastest fling, pixels per millisecond.
const FLING_MAX: f64 = 4.0;

/// A running motion.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Motion {
    /// From one camera to another.
    Flight {
        /// Start.
        from: Camera,
        /// End.
        to: Camera,
        /// Elapsed time.
        elapsed_ms: f64,
        /// Duration.
        duration_ms: f64,
    },
    /// Slowing down after a fling.
    Glide {
        /// Pixels per millisecond.
        velocity: Px,
    },
    /// Approaching a zoom about a position on the screen.
    Zoom {
        /// The fixed position.
        about: Px,
        /// The goal.
        zoom: f64,
    },
}

impl Motion {
    /// A flight between two cameras.
    pub fn flight(from: Camera, to: Camera, duration_ms: f64) -> Motion {
        Motion::Flight { from, to, elapsed_ms: 0.0, duration_ms }
    }

    /// The camera at which the motion ends, given the current one.
    pub fn goal(&self, now: Camera, limits: &Limits) -> Camera {
        match *self {
            Motion::Flight { to, .. } => to,
            Motion::Glide { velocity } => {
                now.dragged(Px { x: velocity.x * GLIDE_MS, y: velocity.y * GLIDE_MS }).within(limits)
            }
            Motion::Zoom { about, zoom } => now.zoomed_about(about, limits.zoom(zoom)).within(limits),
        }
    }

    /// The camera after `dt_ms`, and the rest of the motion; `None` when it has ended.
    pub fn step(self, now: Camera, limits: &Limits, dt_ms: f64) -> (Camera, Option<Motion>) {
        match self {
            Motion::Flight { from, to, elapsed_ms, duration_ms } => {
                let elapsed_ms = elapsed_ms + dt_ms;
                if elapsed_ms >= duration_ms {
                    return (to, None);
                }
                let next = Motion::Flight { from, to, elapsed_ms, duration_ms };
                (between(from, to, ease_out(elapsed_ms / duration_ms)), Some(next))
            }
            Motion::Glide { velocity } => {
                let keep = (-dt_ms / GLIDE_MS).exp();
                let way = GLIDE_MS * (1.0 - keep);
                let moved = now.dragged(Px { x: velocity.x * way, y: velocity.y * way });
                let held = moved.within(limits);
                let axis = |v: f64, wanted: f64, got: f64| if (wanted - got).abs() > 1e-12 { 0.0 } else { v * keep };
                let velocity = Px {
                    x: axis(velocity.x, moved.center.x, held.center.x),
                    y: axis(velocity.y, moved.center.y, held.center.y),
                };
                (held, (velocity.x.hypot(velocity.y) > GLIDE_MIN).then_some(Motion::Glide { velocity }))
            }
            Motion::Zoom { about, zoom } => {
                let goal = limits.zoom(zoom);
                let left = (goal - now.zoom) * (-dt_ms / ZOOM_MS).exp();
                if left.abs() < ZOOM_ARRIVED {
                    return (now.zoomed_about(about, goal).within(limits), None);
                }
                (now.zoomed_about(about, goal - left).within(limits), Some(self))
            }
        }
    }
}

fn ease_out(t: f64) -> f64 {
    1.0 - (1.0 - t).powi(3)
}

/// Interpolates two cameras: the zoom linearly, the centre so that a zoom about a position keeps that position fixed.
fn between(from: Camera, to: Camera, t: f64) -> Camera {
    let zoom = from.zoom + (to.zoom - from.zoom) * t;
    let whole = 1.0 - two_to(from.zoom - to.zoom);
    let part = if whole.abs() < 1e-6 { t } else { (1.0 - two_to(from.zoom - zoom)) / whole };
    let mut camera = to;
    camera.center.x = from.center.x + (to.center.x - from.center.x) * part;
    camera.center.y = from.center.y + (to.center.y - from.center.y) * part;
    camera.zoom = zoom;
    camera
}

/// The last pointer positions, from which a fling gets its speed.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    /// Time in milliseconds and position, the newest last; at most eight.
    trail: Vec<(f64, Px)>,
}

impl Hand {
    /// Clears it.
    pub fn clear(&mut self) {
        self.trail.clear();
    }

    /// Adds a position.
    pub fn at(&mut self, time_ms: f64, place: Px) {
        if self.trail.len() == 8 {
            self.trail.remove(0);
        }
        self.trail.push((time_ms, place));
    }

    /// The glide after the pointer is released; `None` if it was still or slow.
    pub fn fling(&self, time_ms: f64) -> Option<Motion> {
        let recent = self.trail.iter().find(|(t, _)| time_ms - t < FLING_WINDOW_MS);
        let (&(t0, from), &(t1, to)) = (recent?, self.trail.last()?);
        let dt = (t1 - t0).max(time_ms - t0 - FLING_WINDOW_MS / 3.0);
        if dt < 5.0 {
            return None;
        }
        let (vx, vy) = ((to.x - from.x) / dt, (to.y - from.y) / dt);
        let speed = vx.hypot(vy);
        let cap = FLING_MAX.min(speed) / speed.max(f64::MIN_POSITIVE);
        (speed > FLING_MIN).then_some(Motion::Glide { velocity: Px { x: vx * cap, y: vy * cap } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::camera::Viewport;
    use diming_protocol::geo::{World, WorldBounds};

    const LIMITS: Limits = Limits {
        bounds: WorldBounds { min_x: 0.0, min_y: 0.0, max_x: 1.0, max_y: 1.0 },
        zoom_min: 4.0,
        zoom_max: 18.0,
    };

    fn camera(x: f64, zoom: f64) -> Camera {
        let viewport = Viewport { width_px: 800.0, height_px: 600.0, covered_px: 0.0 };
        Camera { center: World { x, y: 0.4 }, zoom, viewport }
    }

    fn run(mut motion: Motion, mut now: Camera, dt_ms: f64) -> (Camera, f64) {
        let mut time_ms = 0.0;
        loop {
            time_ms += dt_ms;
            let (next, rest) = motion.step(now, &LIMITS, dt_ms);
            now = next;
            match rest {
                Some(rest) if time_ms < 10_000.0 => motion = rest,
                _ => return (now, time_ms),
            }
        }
    }

    #[test]
    fn every_motion_arrives_at_its_goal_whatever_the_frame_rate() {
        let now = camera(0.5, 12.0);
        let motions = [
            Motion::flight(now, camera(0.5001, 14.0), 200.0),
            Motion::Glide { velocity: Px { x: 1.2, y: -0.4 } },
            Motion::Zoom { about: Px { x: 100.0, y: 80.0 }, zoom: 13.5 },
        ];
        for motion in motions {
            let goal = motion.goal(now, &LIMITS);
            for dt_ms in [4.0, 16.7, 50.0] {
                let (end, time_ms) = run(motion, now, dt_ms);
                let off = end.screen_from_world(goal.center).distance(goal.viewport.middle());
                assert!(off < 8.0 && (end.zoom - goal.zoom).abs() < 1e-9, "{motion:?} at {dt_ms} ms: {off} px");
                assert!(time_ms < 2_500.0, "{motion:?} takes {time_ms} ms");
            }
        }
    }

    #[test]
    fn a_flight_that_zooms_about_a_place_keeps_it_still() {
        let now = camera(0.5, 12.0);
        let about = Px { x: 620.0, y: 90.0 };
        let world = now.world_from_screen(about);
        let mut motion = Motion::flight(now, now.zoomed_about(about, 13.0), 200.0);
        for _ in 0..11 {
            let (camera, rest) = motion.step(now, &LIMITS, 16.7);
            assert!(camera.screen_from_world(world).distance(about) < 0.01);
            motion = rest.unwrap();
        }
    }

    #[test]
    fn a_hand_that_rests_before_it_lets_go_flings_nothing() {
        let mut hand = Hand::default();
        for i in 0..6 {
            hand.at(f64::from(i) * 16.0, Px { x: f64::from(i) * 20.0, y: 0.0 });
        }
        assert!(matches!(hand.fling(82.0), Some(Motion::Glide { velocity }) if velocity.x > 0.8 && velocity.x < 1.5));
        assert_eq!(hand.fling(400.0), None);
        hand.clear();
        assert_eq!(hand.fling(401.0), None);
    }
}
