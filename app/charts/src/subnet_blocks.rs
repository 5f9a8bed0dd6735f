//! A subnet as its blocks of 16 addresses: free, with single addresses, a prefix, or AWS's.
//!
//! Entry point: [`subnet_blocks`]. A row has a sentence; the style sheet gives the classes of [`Cell::class`] their looks, and
//! `blk-row` the ground, which shows between the cells.

use crate::svg::escape;
use std::fmt::Write;

/// A block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is in use.
    Free,
    /// A prefix.
    Prefix,
    /// Single addresses: no prefix any more.
    Singles,
    /// AWS's own addresses are in it.
    Reserved,
}

impl Cell {
    /// All of them, in the order of legends.
    pub const ALL: [Cell; 4] = [Cell::Prefix, Cell::Singles, Cell::Reserved, Cell::Free];

    /// Its class, also for legends.
    pub fn class(self) -> &'static str {
        match self {
            Cell::Free => "blk-free",
            Cell::Prefix => "blk-prefix",
            Cell::Singles => "blk-singles",
            Cell::Reserved => "blk-reserved",
        }
    }
}

/// Side of a cell and the gap around it, in units of the view box.
const SIDE: usize = 12;
const GAP: usize = 1;

/// Blocks in a row: as many as a column has room for, and a /16 no higher than wide.
pub fn in_a_row(blocks: usize) -> usize {
    match blocks {
        ..=64 => 16,
        65..=512 => 32,
        _ => 64,
    }
}

/// The picture as SVG text; `says` is the sentence of each row.
pub fn subnet_blocks(cells: &[Cell], says: impl Fn(usize) -> String) -> String {
    let row = in_a_row(cells.len()).min(cells.len().max(1));
    let (width, height) = (row * SIDE, cells.len().div_ceil(row) * SIDE);
    let shown = width * 3 / 2;
    let mut svg = format!(
        "<svg class=\"blocks-of-subnet\" viewBox=\"0 0 {width} {height}\" width=\"{shown}\" aria-hidden=\"true\" focusable=\"false\">"
    );
    for (at, cells) in cells.chunks(row).enumerate() {
        let (top, width) = (at * SIDE, cells.len() * SIDE);
        svg += "<g data-says=\"";
        escape(&mut svg, &says(at));
        let _ = write!(svg, "\"><rect class=\"blk-row\" y=\"{top}\" width=\"{width}\" height=\"{SIDE}\"></rect>");
        for kind in Cell::ALL {
            let mut path = String::new();
            for x in (0..cells.len()).filter(|x| cells[*x] == kind) {
                let inner = SIDE - 2 * GAP;
                let _ = write!(path, "M{} {}h{inner}v{inner}h-{inner}z", x * SIDE + GAP, top + GAP);
            }
            if !path.is_empty() {
                let _ = write!(svg, "<path class=\"{}\" d=\"{path}\"></path>", kind.class());
            }
        }
        svg += "</g>";
    }
    svg + "</svg>"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_block_is_drawn_once_in_its_row() {
        let kinds = [Cell::Free, Cell::Prefix, Cell::Singles, Cell::Reserved];
        for length in [16_u32, 18, 20, 22, 24, 26, 28] {
            let blocks = 1_usize << (28 - length);
            let cells: Vec<Cell> = (0..blocks).map(|i| kinds[(i * i + i / 3) % 4]).collect();
            let svg = subnet_blocks(&cells, |row| format!("row <{row}>"));
            assert_eq!(svg.matches("zM").count() + svg.matches("d=\"M").count(), blocks, "/{length}");
            let rows = blocks.div_ceil(in_a_row(blocks));
            assert_eq!(svg.matches("<g ").count(), rows, "/{length}");
            assert!(svg.contains(&format!("row &lt;{}", rows - 1)), "/{length}");
        }
        assert_eq!([in_a_row(16), in_a_row(256), in_a_row(4_096)], [16, 32, 64]);
    }

    #[test]
    fn a_block_is_where_its_addresses_are() {
        let mut cells = vec![Cell::Free; 64];
        cells[17] = Cell::Prefix;
        let svg = subnet_blocks(&cells, |_| String::new());
        // the second of the second row
        assert!(svg.contains("blk-prefix\" d=\"M13 13h10v10h-10z\""), "{svg}");
    }
}
