//! The charts there are files of.

use charts::{Bar, Point};

/// What the chart of a file is made of.
pub enum Chart<'a> {
    /// Every type a dot.
    CostPerPod { points: Vec<Point>, chosen: Option<usize> },
    /// Every networking mode a bar.
    CostByMode(Vec<Bar<'a>>),
}
