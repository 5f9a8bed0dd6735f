//! A node as a box, its pods as cells in their workload's colour: the same in a fleet and in a plan of one type.
//!
//! Entry points: [`drawing`] for whoever paints, [`svg`] for a page. The style sheet gives `kept` and `cell w0` to `cell w11` their colours, and boxes their frame.

use model::node::filled::Cell;
use std::fmt::Write;

/// With more nodes than these, nodes that hold the same pods are one box with a count.
pub const MOST_BOXES: u32 = 48;
/// Side of a box's drawing.
pub const SIDE: u64 = 400;
/// Colours that can be told apart. Those after the last are the first again, paler.
pub const COLOURS: usize = 12;
/// The side of a box for each square root of a vCPU, at the least and at the most, in thousandths.
const PER_ROOT: (u32, u32) = (11_000, 44_000);

/// A cell, in units from the upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub left: u64,
    /// Upper edge.
    pub top: u64,
    /// Right edge.
    pub right: u64,
    /// Lower edge.
    pub bottom: u64,
}

/// What is drawn in a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The height of what is reserved, at the bottom.
    pub reserved: u64,
    /// Profiles from the bottom, each with a cell a pod.
    pub bands: Vec<(usize, Vec<Rect>)>,
}

/// The class of a profile at an index of the scenario: its colour in picture, table and legend.
pub fn class(profile: usize) -> String {
    let colour = profile % COLOURS;
    match profile / COLOURS {
        0 => format!("w{colour}"),
        round => format!("w{colour} pale{}", round.min(2)),
    }
}

/// The side of a node with one vCPU, where all boxes together have so many and take so much of the page. Areas are in
/// proportion to vCPUs, so the side of another node grows with the root of its vCPUs.
pub fn per_root(vcpu: u32, area: f64) -> f64 {
    // Whole thousandths: to clamp floats brings the code that writes them as text.
    let thousandths = ((area / f64::from(vcpu.max(1))).sqrt() * 1e3) as u32;
    f64::from(thousandths.clamp(PER_ROOT.0, PER_ROOT.1)) / 1e3
}

/// What is drawn in a box of which so many parts of 10,000 are reserved. Whole numbers, so that a page and a picture draw the same.
pub fn drawing(reserved: u32, cells: &[Cell]) -> Drawing {
    let reserved = SIDE * u64::from(reserved) / 10_000;
    let room = SIDE - reserved;
    let mut low = room;
    let bands = heights(cells, room).into_iter().zip(cells).map(|(height, cell)| {
        low -= height;
        (cell.profile, band(low, height, cell.pods.into()))
    });
    Drawing { reserved, bands: bands.collect() }
}

/// The same as SVG paths in a view box of [`SIDE`] by [`SIDE`].
pub fn svg(reserved: u32, cells: &[Cell]) -> String {
    let Drawing { reserved, bands } = drawing(reserved, cells);
    let mut svg = String::new();
    if reserved > 0 {
        let room = SIDE - reserved;
        let _ = write!(svg, "<path class=\"kept\" d=\"M0 {room}h{SIDE}v{reserved}H0z\"></path>");
    }
    for (profile, cells) in &bands {
        let _ = write!(svg, "<path class=\"cell {}\" d=\"", class(*profile));
        for Rect { left, top, right, bottom } in cells {
            let _ = write!(svg, "M{left} {top}H{right}V{bottom}H{left}z");
        }
        svg += "\"></path>";
    }
    svg
}

/// The height of each workload's band: its share, but so that it can be seen.
fn heights(cells: &[Cell], room: u64) -> Vec<u64> {
    let of = |cell: &Cell| (room * u64::from(cell.pods) * u64::from(cell.share) / 10_000).max(8);
    let heights: Vec<u64> = cells.iter().map(of).collect();
    let all: u64 = heights.iter().sum();
    if all <= room { heights } else { heights.iter().map(|height| height * room / all).collect() }
}

/// Cells of equal size in a band: rows from the top, each as high as it has pods of all.
fn band(top: u64, height: u64, pods: u64) -> Vec<Rect> {
    let rows = ((pods as f64 * height as f64 / SIDE as f64).sqrt().round() as u64).max(1).min(pods.max(1));
    let mut cells = Vec::new();
    let mut done = 0;
    for row in 0..rows {
        let here = pods * (row + 1) / rows - done;
        let (y, low) = (top + height * done / pods.max(1), top + height * (done + here) / pods.max(1));
        for at in 0..here {
            cells.push(Rect { left: SIDE * at / here, top: y, right: SIDE * (at + 1) / here, bottom: low });
        }
        done += here;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells_of(cells: &[(u32, u32)]) -> Vec<Cell> {
        let cell = |(profile, (pods, share)): (usize, &(u32, u32))| Cell { profile, pods: *pods, share: *share };
        cells.iter().enumerate().map(cell).collect()
    }

    #[test]
    fn a_cell_for_each_pod_and_none_leaves_the_box() {
        for (of, reserved) in
            [(vec![(7, 1_000), (3, 900)], 350), (vec![(234, 42)], 0), (vec![(1, 9_999), (1, 1), (1, 1)], 9_000)]
        {
            let drawn = drawing(reserved, &cells_of(&of));
            let pods: Vec<u32> = drawn.bands.iter().map(|(_, cells)| cells.len() as u32).collect();
            assert_eq!(pods, of.iter().map(|c| c.0).collect::<Vec<_>>());
            for cell in drawn.bands.iter().flat_map(|(_, cells)| cells) {
                assert!(cell.left <= cell.right && cell.right <= SIDE, "{cell:?}");
                assert!(cell.top <= cell.bottom && cell.bottom <= SIDE - drawn.reserved, "{cell:?}");
            }
            let svg = svg(reserved, &cells_of(&of));
            assert_eq!(svg.matches('M').count() as u32, pods.iter().sum::<u32>() + u32::from(reserved > 0), "{svg}");
        }
    }

    #[test]
    fn heights_are_shares_and_nothing_is_too_thin_to_be_seen() {
        assert_eq!(heights(&cells_of(&[(4, 1_250), (2, 2_500)]), 400), [200, 200]);
        assert_eq!(heights(&cells_of(&[(1, 0), (1, 5_000)]), 400), [8, 200]);
        let crowded = heights(&cells_of(&[(1, 9_990), (1, 1), (1, 1)]), 400);
        assert!(crowded.iter().sum::<u64>() <= 400 && crowded.iter().all(|height| *height > 0), "{crowded:?}");
    }

    #[test]
    fn cells_of_a_band_are_equal_in_area() {
        let cells = band(100, 90, 7);
        let area = |cell: &Rect| (cell.right - cell.left) * (cell.bottom - cell.top);
        let mean = 400 * 90 / 7;
        assert_eq!(cells.len(), 7);
        assert!(cells.iter().all(|cell| area(cell).abs_diff(mean) * 20 <= mean), "{cells:?} {mean}");
    }

    #[test]
    fn boxes_share_the_area_by_their_vcpus() {
        assert_eq!(per_root(100, 90_000.0), 30.0); // 100 nodes of one vCPU: 30 by 30 each
        assert_eq!((per_root(1, 90_000.0), per_root(1_000_000, 90_000.0)), (44.0, 11.0));
    }
}
