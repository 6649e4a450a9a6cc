//! Where the camera goes, and how it gets there.

use super::{MapController, reduced_motion};
use crate::state::Goto;
use diming_protocol::geo::mercator;
use diming_scene::camera::Camera;
use diming_scene::motion::Motion;

/// Duration of a flight, milliseconds.
const FLIGHT_MS: f64 = 260.0;
/// Margin around a position that is brought into view, CSS pixels.
const SHOW_MARGIN_PX: f64 = 64.0;
/// Margin around a circle that is brought into view, CSS pixels.
const AROUND_MARGIN_PX: f64 = 24.0;

impl MapController {
    pub(super) fn home(&self) -> Camera {
        let Some(home) = self.catalog.as_ref().map(|c| c.home) else { return self.camera };
        Camera { center: mercator::world_from_lonlat(home.center_lonlat()), zoom: home.zoom, ..self.camera }
    }

    pub(super) fn goal_of(&self, order: Goto) -> Camera {
        match order {
            Goto::Camera { center_lonlat, zoom } | Goto::Fly { center_lonlat, zoom } => {
                Camera { center: mercator::world_from_lonlat(center_lonlat), zoom, ..self.camera }
            }
            Goto::Show { at, zoom_at_least } => {
                let zoom = self.limits.zoom(zoom_at_least);
                self.camera.showing(mercator::world_from_lonlat(at), zoom, SHOW_MARGIN_PX)
            }
            Goto::Around { at, radius_m } => {
                self.camera.fitting(mercator::circle_bounds(at, radius_m), AROUND_MARGIN_PX, self.limits.zoom_max)
            }
            Goto::Box { bounds, .. } => self.camera.fitting(bounds, AROUND_MARGIN_PX, self.limits.zoom_max),
            Goto::Home => self.home(),
        }
    }

    /// Executes an order. The camera of a link is set at once, and so is everything before the map is ready; other
    /// orders fly.
    pub fn go(&mut self, order: Goto) {
        if !self.placed {
            return;
        }
        let goal = self.goal_of(order);
        let is_at_once = matches!(order, Goto::Camera { .. } | Goto::Box { at_once: true, .. });
        if is_at_once || !crate::user_timing::is_ready() {
            self.motion = None;
            self.camera = goal.within(&self.limits);
            self.wake();
        } else {
            self.fly(goal);
        }
    }

    /// Flies to a camera, or jumps if reduced motion is preferred.
    pub fn fly(&mut self, goal: Camera) {
        let goal = goal.within(&self.limits);
        let far = self.camera.screen_from_world(goal.center).distance(self.camera.viewport.middle());
        let is_far = far > 4.0 * (self.camera.viewport.width_px + self.camera.viewport.height_px);
        if reduced_motion() || is_far {
            self.motion = None;
            self.camera = goal;
        } else {
            self.motion = Some(Motion::flight(self.camera, goal, FLIGHT_MS));
        }
        self.wake();
    }

    /// Starts a motion; with reduced motion it jumps to the goal, and there are no glides.
    pub fn begin(&mut self, motion: Motion) {
        match motion {
            Motion::Glide { .. } if reduced_motion() => self.motion = None,
            _ if reduced_motion() => self.camera = motion.goal(self.camera, &self.limits),
            _ => self.motion = Some(motion),
        }
        self.wake();
    }

    /// The camera at which the current motion ends.
    pub fn goal(&self) -> Camera {
        self.motion.map_or(self.camera, |m| m.goal(self.camera, &self.limits))
    }

    /// The zoom that the wheel approaches, else the current zoom.
    pub fn zoom_goal(&self) -> f64 {
        match self.motion {
            Some(Motion::Zoom { zoom, .. }) => zoom,
            _ => self.goal().zoom,
        }
    }
}
