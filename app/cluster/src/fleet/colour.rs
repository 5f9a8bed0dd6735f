//! A workload's colour: the same in picture, table and legend.

pub use charts::boxes::{COLOURS, class};
