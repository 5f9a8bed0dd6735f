//! Charts: model series to SVG text, the same bytes on the server and in the browser.
//!
//! Entry points: [`cost_per_pod()`], [`cost_by_mode()`], [`price_by_region()`], [`LineChart::svg`],
//! [`strip()`], [`subnet_blocks()`]. Reading order:
//! [`mod@cost_per_pod`], `layout` (both axes), `scale` (one of them), `svg` (what it is drawn on), [`mod@cost_by_mode`]. Who draws
//! pictures of another kind paints the same charts with [`cost_per_pod::paint`], by plotters, and [`cost_by_mode::rows`]. A test holds plotters to the bytes of the
//! SVG text, which is written without it: in a program for the browser it weighs 8 KB.
//!
//! No I/O, no document, no fonts: text is measured by a fixed table, positions come from arithmetic
//! that every target rounds alike, and series are put in an order of their own, so that equal points
//! give equal bytes wherever and in whatever order they were planned. This crate must not know where
//! points come from, nor what a page looks like: it writes class names and the page's style sheet
//! gives them colours, light or dark.
//!
//! # Classes
//!
//! | class | on | the style sheet gives |
//! |---|---|---|
//! | `chart` | the `svg` | `width: 100%; height: auto`, font family; `pointer-events: none` stops the browser's tooltip of the title |
//! | `chart-grid` | one path, thin lines | `stroke`, `fill: none`, `shape-rendering: crispEdges` |
//! | `chart-axis` | one path, both axes and their ticks | as `chart-grid`, stronger; `stroke-linecap: square` closes the corner |
//! | `chart-tick` | group of tick labels | `fill`, `font-variant-numeric: tabular-nums` |
//! | `chart-label` | group of axis titles | `fill` |
//! | `chart-note` | group of names next to points, or of the text instead of points | `fill` |
//! | `chart-point` | one path for each limit, dots of round caps | `stroke: currentColor`, `stroke-width` 5 to 6, `stroke-linecap: round`, `fill: none` |
//! | `limit-addresses`, `limit-max-pods`, `limit-cpu`, `limit-memory`, `limit-ephemeral`, `limit-volumes`, `limit-branch-enis`, `limit-bandwidth`, `limit-gpus`, `limit-neuron`, `limit-most-per-node` | with `chart-point`, see [`class_of`] | `color`, also for the legend |
//! | `chart-line` | a line of values, with its limit's class, `line-best` or `line-throughout` | `stroke: currentColor`, `fill: none` |
//! | `chart-cross` | path from the chosen point to both axes | `stroke`, `fill: none`, `stroke-dasharray` |
//! | `chart-chosen` | circle around the chosen point | `stroke`, `stroke-width: 2`, `fill: none` |
//! | `chart-bars` | with `chart` on the `svg` of bars | a greatest width, so that text stays the page's size |
//! | `chart-bar` | one rectangle a row, with its limit's class | `fill: currentColor` |
//! | `chart-name`, `chart-value` | text of a row | `fill`; `chart-value` with `tabular-nums` |
//! | `chart-price`, `chart-estimate` | with `chart-bar` on a region's price, the second where it is an estimate | `color`; a look of its own |
//! | `kept`, `cell w0` to `cell w11`, `pale1`, `pale2` | what is reserved of a node and its pods, see [`boxes`] | `fill` |
//! | `segments`, `seg`, `seg-end`, see [`strips::Kind::class`] | a strip, its parts and its end | `fill`, `stroke` |
//! | `blocks-of-subnet`, `blk-row`, see [`subnet_blocks::Cell::class`] | a subnet's blocks | `fill` |
//! | `chart-mine` | with `chart-bar`, `chart-name` and `chart-value` of the chosen row | a stroke, a bold weight |
//!
//! Text is 13 units high by an attribute of the `svg`; the layout counts on it.

#[cfg(test)]
mod backend;
pub mod boxes;
pub mod cost_by_mode;
pub mod cost_per_pod;
mod layout;
pub mod lines;
pub mod price_by_region;
mod role;
mod scale;
pub mod strips;
pub mod subnet_blocks;
mod svg;
#[cfg(test)]
mod testing;

pub use cost_by_mode::{Bar, cost_by_mode};
pub use cost_per_pod::{
    Marks, Picture, Point, class_of, corners, cost_per_pod, cost_per_pod_marked, nearest, position,
};
pub use layout::Size;
pub use lines::{Counted, Line, LineChart, Series};
pub use price_by_region::{RegionBar, price_by_region};
pub use role::Role;
pub use strips::strip;
pub use subnet_blocks::subnet_blocks;
pub use svg::FONT_SIZE;
