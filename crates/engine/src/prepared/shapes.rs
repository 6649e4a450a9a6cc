//! Lines and areas.

use super::cursor::{Cursor, put_varint, unzigzag, zigzag};
use super::{Checked, Unusable};
use crate::dataset::{Shape, ShapeKind};

const KINDS: [ShapeKind; 3] = [ShapeKind::Points, ShapeKind::Lines, ShapeKind::Rings];

/// Where the last position stood, and the row of the last shape.
type Pen = (i32, i32);

/// Writes shapes: row, kind, lengths of the parts, then steps from position to position.
pub fn put_shapes(out: &mut Vec<u8>, shapes: &[Shape]) {
    let (mut row, mut pen): (u32, Pen) = (0, (0, 0));
    for shape in shapes {
        put_varint(out, u64::from(shape.row - row));
        out.push(shape.kind as u8);
        put_varint(out, shape.parts.len() as u64);
        shape.parts.iter().for_each(|part| put_varint(out, part.len() as u64));
        for &(lon, lat) in shape.parts.iter().flatten() {
            put_varint(out, zigzag(i64::from(lon) - i64::from(pen.0)));
            put_varint(out, zigzag(i64::from(lat) - i64::from(pen.1)));
            pen = (lon, lat);
        }
        row = shape.row;
    }
}

/// Reads shapes of a table of so many rows.
pub fn take_shapes(mut cursor: Cursor, count: usize, records: u32, shapes: &mut Vec<Shape>) -> Checked<()> {
    let (mut row, mut pen): (u32, Pen) = (0, (0, 0));
    let least = shapes.last().map_or(0, |shape| shape.row);
    for _ in 0..count {
        row = row.checked_add(cursor.small()?).filter(|&row| row < records && row >= least).ok_or(Unusable::Broken)?;
        let kind = *KINDS.get(usize::from(cursor.byte()?)).ok_or(Unusable::Broken)?;
        let mut lengths = Vec::new();
        for _ in 0..cursor.small()? {
            lengths.push(cursor.small()?);
        }
        let mut parts = Vec::new();
        for length in lengths {
            let mut part = Vec::new();
            for _ in 0..length {
                pen = (step(pen.0, cursor.varint()?)?, step(pen.1, cursor.varint()?)?);
                part.push(pen);
            }
            parts.push(part);
        }
        shapes.push(Shape { row, kind, parts });
    }
    cursor.end()
}

fn step(from: i32, by: u64) -> Checked<i32> {
    let to = unzigzag(by).checked_add(from.into()).and_then(|to| i32::try_from(to).ok());
    to.ok_or(Unusable::Broken)
}
