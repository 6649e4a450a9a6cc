//! The shapes of signs as SVG path data, for the canvas (`Path2d`) and the page (`<path>`).
//!
//! Each sign is drawn on a grid of 16 × 16, centred at (8, 8), with a margin of half a unit. The body has the layer's
//! colour, the detail the background's.

use diming_protocol::catalog::Sign;

/// Side of the grid.
pub const GRID: f64 = 16.0;

/// Path data of a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignPath {
    /// The shape, filled with the layer's colour.
    pub body: &'static str,
    /// Drawn on the shape in the background's colour; empty for nothing.
    pub detail: &'static str,
}

/// The path data of a sign.
pub fn sign_path(sign: Sign) -> SignPath {
    match sign {
        Sign::Tablet => {
            SignPath { body: "M4 12V5A4 4 0 0 1 12 5V12H13.5V15H2.5V12Z", detail: "M6 5H7.2V11H6ZM8.8 5H10V11H8.8Z" }
        }
        Sign::Arch => SignPath { body: "M2 14.5V8A6 6 0 0 1 14 8V14.5H10.5V9A2.5 2.5 0 0 0 5.5 9V14.5Z", detail: "" },
        Sign::House => SignPath {
            body: "M8 1.2L15.2 8H13V14.5H3V8H0.8Z",
            detail: "M8 12.8L5.2 9.9A1.75 1.75 0 0 1 8 7.7A1.75 1.75 0 0 1 10.8 9.9Z",
        },
        Sign::Bowl => SignPath {
            body: "M1 7.5H15A7 7 0 0 1 11 13V14.5H5V13A7 7 0 0 1 1 7.5ZM5 2H6.4V5.8H5ZM9.6 2H11V5.8H9.6Z",
            detail: "",
        },
        Sign::Circle => SignPath {
            body: "M8 1.5A6.5 6.5 0 1 1 8 14.5A6.5 6.5 0 1 1 8 1.5Z",
            detail: "M8 5.4A2.6 2.6 0 1 1 8 10.6A2.6 2.6 0 1 1 8 5.4Z",
        },
        Sign::Stele => SignPath { body: "M8 0.8L11 4V12.5H13V15H3V12.5H5V4Z", detail: "M5 6.2H11V8.2H5Z" },
        Sign::Square => SignPath {
            body: "M4.5 2H11.5A2.5 2.5 0 0 1 14 4.5V11.5A2.5 2.5 0 0 1 11.5 14H4.5A2.5 2.5 0 0 1 2 11.5V4.5A2.5 2.5 0 0 1 4.5 2Z",
            detail: "",
        },
        Sign::Dot => SignPath { body: "M8 4.2A3.8 3.8 0 1 1 8 11.8A3.8 3.8 0 1 1 8 4.2Z", detail: "" },
        Sign::Area => SignPath {
            body: "M1.5 6L6 1.5H8.4L1.5 8.4ZM1.5 11.6L11.6 1.5H14L1.5 14ZM4.4 14.5L14.5 4.4V6.8L6.8 14.5ZM10 14.5L14.5 10V12.4L12.4 14.5Z",
            detail: "",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Sign; 9] = [
        Sign::Tablet,
        Sign::Arch,
        Sign::House,
        Sign::Bowl,
        Sign::Circle,
        Sign::Stele,
        Sign::Square,
        Sign::Dot,
        Sign::Area,
    ];

    #[test]
    fn every_shape_is_closed_inside_the_grid_and_its_own() {
        for (i, sign) in ALL.iter().enumerate() {
            let path = sign_path(*sign);
            assert!(path.body.starts_with('M') && path.body.ends_with('Z'), "{sign:?}");
            for text in [path.body, path.detail] {
                let numbers = text.split(|c: char| !(c.is_ascii_digit() || c == '.')).filter(|t| !t.is_empty());
                for number in numbers {
                    let on_grid = number.parse().is_ok_and(|n: f64| (0.0..=GRID).contains(&n));
                    assert!(on_grid, "{sign:?}: {number}");
                }
            }
            assert!(ALL[..i].iter().all(|other| sign_path(*other).body != path.body), "{sign:?}");
        }
    }
}
