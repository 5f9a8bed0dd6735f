//! Where the pods of a box are drawn: bands from the bottom, one a workload, each cut into as many cells as it has pods.
//!
//! Whole numbers, so that a page and a picture draw the same.

use crate::picture::NodeBox;

/// An edge of a box's drawing has so many units.
pub const SIDE: u64 = 400;

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

/// What is drawn in a box.
pub fn drawing(node: &NodeBox) -> Drawing {
    let reserved = SIDE * u64::from(node.reserved) / 10_000;
    let room = SIDE - reserved;
    let mut low = room;
    let bands = heights(node, room).into_iter().zip(&node.cells).map(|(height, cell)| {
        low -= height;
        (cell.profile, band(low, height, cell.pods.into()))
    });
    Drawing { reserved, bands: bands.collect() }
}

/// The height of each workload's band: its share, but so that it can be seen.
fn heights(node: &NodeBox, room: u64) -> Vec<u64> {
    let of = |share: u64| (room * share / 10_000).max(8);
    let heights: Vec<u64> = node.cells.iter().map(|cell| of(u64::from(cell.pods) * u64::from(cell.share))).collect();
    let all: u64 = heights.iter().sum();
    if all <= room { heights } else { heights.iter().map(|height| height * room / all).collect() }
}

/// Cells of equal size in a band: rows from the top, each as high as it has pods of all.
fn band(top: u64, height: u64, pods: u64) -> Vec<Rect> {
    let rows = ((pods as f64 * height as f64 / SIDE as f64).sqrt().round() as u64).clamp(1, pods.max(1));
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
    use crate::picture::Cell;

    fn node(cells: &[(u32, u32)], reserved: u32) -> NodeBox {
        let cell = |(profile, (pods, share)): (usize, &(u32, u32))| Cell { profile, pods: *pods, share: *share };
        NodeBox {
            instance_type: "m5.large".into(),
            nodes: 1,
            zone: None,
            vcpu: 2,
            fullest: "cpu".into(),
            reserved,
            cells: cells.iter().enumerate().map(cell).collect(),
            free: 0,
        }
    }

    #[test]
    fn a_cell_for_each_pod_and_none_leaves_the_box() {
        for (cells, reserved) in
            [(vec![(7, 1_000), (3, 900)], 350), (vec![(234, 42)], 0), (vec![(1, 9_999), (1, 1), (1, 1)], 9_000)]
        {
            let drawn = drawing(&node(&cells, reserved));
            let of = |(_, cells): &(usize, Vec<Rect>)| cells.len() as u32;
            assert_eq!(drawn.bands.iter().map(of).collect::<Vec<_>>(), cells.iter().map(|c| c.0).collect::<Vec<_>>());
            for cell in drawn.bands.iter().flat_map(|(_, cells)| cells) {
                assert!(cell.left <= cell.right && cell.right <= SIDE, "{cell:?}");
                assert!(cell.top <= cell.bottom && cell.bottom <= SIDE - drawn.reserved, "{cell:?}");
            }
        }
    }

    #[test]
    fn heights_are_shares_and_nothing_is_too_thin_to_be_seen() {
        assert_eq!(heights(&node(&[(4, 1_250), (2, 2_500)], 0), 400), [200, 200]);
        assert_eq!(heights(&node(&[(1, 0), (1, 5_000)], 0), 400), [8, 200]);
        let crowded = heights(&node(&[(1, 9_990), (1, 1), (1, 1)], 0), 400);
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
}
