//! Positions of the rows of a virtual list on its scroll track.
//!
//! Browsers reject elements taller than about 17 million pixels (Firefox), so a longer list has a shortened track: its
//! rows keep their height and scroll faster than the bar.

/// Longest track, CSS pixels.
const TRACK_MAX_PX: f64 = 16_000_000.0;

/// A list of rows of equal height in a scrolling window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RowTrack {
    /// Number of rows.
    pub rows: u32,
    /// Height of a row, CSS pixels.
    pub row_px: f64,
    /// Height of the window, CSS pixels.
    pub view_px: f64,
}

impl RowTrack {
    fn rows_px(&self) -> f64 {
        f64::from(self.rows) * self.row_px
    }

    /// Height of the track.
    pub fn height_px(&self) -> f64 {
        self.rows_px().min(TRACK_MAX_PX)
    }

    /// Pixels of rows per pixel of the bar; 1 if the track is not shortened.
    fn ratio(&self) -> f64 {
        let room = self.height_px() - self.view_px;
        if room <= 0.0 { 1.0 } else { (self.rows_px() - self.view_px) / room }
    }

    /// Height of the rows above the window when the bar is at `scroll_px`.
    fn passed_px(&self, scroll_px: f64) -> f64 {
        if scroll_px <= 0.0 { scroll_px } else { scroll_px * self.ratio() }
    }

    /// The visible rows, with `spare` more at either end.
    pub fn window(&self, scroll_px: f64, spare: u32) -> std::ops::Range<u32> {
        let passed = self.passed_px(scroll_px);
        let first = (passed / self.row_px).floor().max(0.0) as u32;
        let end = ((passed + self.view_px) / self.row_px).ceil().max(0.0) as u32;
        let end = end.saturating_add(spare).min(self.rows);
        first.saturating_sub(spare).min(end)..end
    }

    /// Position of a row on the track when the bar is at `scroll_px`.
    pub fn top_px(&self, row: u32, scroll_px: f64) -> f64 {
        f64::from(row) * self.row_px - (self.passed_px(scroll_px) - scroll_px)
    }

    /// Scroll position that shows a row whole below what covers `covered_px` of the window's upper edge; `None` if it
    /// is visible already.
    pub fn scroll_to_show(&self, row: u32, scroll_px: f64, covered_px: f64) -> Option<f64> {
        let passed = self.passed_px(scroll_px);
        let top = f64::from(row) * self.row_px;
        let wanted = if top < passed + covered_px {
            top - covered_px
        } else if top + self.row_px > passed + self.view_px {
            top + self.row_px - self.view_px
        } else {
            return None;
        };
        Some(if wanted <= 0.0 { wanted } else { wanted / self.ratio() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LENGTHS: [u32; 5] = [0, 1, 40, 6_000, 5_000_000];

    #[test]
    fn a_row_brought_into_view_is_in_the_window_whole() {
        for rows in LENGTHS {
            let track = RowTrack { rows, row_px: 64.0, view_px: 500.0 };
            for row in [0, rows / 3, rows.saturating_sub(1)].into_iter().filter(|row| *row < rows) {
                for from_px in [-200.0, 0.0, track.height_px() / 2.0] {
                    let scroll_px = track.scroll_to_show(row, from_px, 80.0).unwrap_or(from_px);
                    let top_px = track.top_px(row, scroll_px) - scroll_px;
                    assert!((79.9..=436.1).contains(&top_px) || row == 0, "{rows} {row} {from_px}: {top_px}");
                    assert!(track.window(scroll_px, 0).contains(&row), "{rows} {row}");
                }
            }
        }
    }

    #[test]
    fn the_last_row_stands_at_the_end_of_the_track() {
        for rows in LENGTHS.into_iter().skip(2) {
            let track = RowTrack { rows, row_px: 64.0, view_px: 500.0 };
            assert!(track.height_px() <= TRACK_MAX_PX);
            let end_px = track.height_px() - track.view_px;
            let bottom_px = track.top_px(rows - 1, end_px) + track.row_px;
            assert!((bottom_px - track.height_px()).abs() < 0.01, "{rows}: {bottom_px}");
            let window = track.window(end_px, 3);
            assert!(window.end == rows && window.len() < 20, "{rows}: {window:?}");
        }
    }
}
