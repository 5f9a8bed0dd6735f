//! Two axes with their labels around a plot: where each is, and their drawing.
//!
//! Shared by the charts that have two axes. Ends of axes and widths of labels come from the values, so that nothing
//! runs out of the picture whatever they are.

use crate::scale::Scale;
use crate::svg::{ABOVE_BOTTOM, BELOW_MIDDLE, BELOW_TOP, Canvas, FONT_SIZE, Ink, MAX_SIDE, text_width};
use plotters::chart::{ChartBuilder, ChartContext, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters_backend::DrawingBackend;

/// The view box; the picture itself scales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Units across, 200 to 4,095; drawn as the nearest of these.
    pub width: u32,
    /// Units down, 150 to 4,095.
    pub height: u32,
}

impl Size {
    /// For a column of a page, from a phone's width to half a screen: text stays near the page's small text.
    pub const COLUMN: Size = Size { width: 480, height: 300 };
    /// For a picture of its own.
    pub const WIDE: Size = Size { width: 720, height: 380 };
}

pub(crate) const MARGIN_TOP: i32 = 8;
const MARGIN_RIGHT: i32 = 12;
const TICK: i32 = 4;
/// Ticks, tick labels and title of the lower axis; plotters puts labels two ticks away.
const BOTTOM: i32 = 2 * TICK + FONT_SIZE + 6 + FONT_SIZE + 3;

/// Both axes, and the pixels that plotters gives them.
pub(crate) struct Layout {
    pub(crate) width: i32,
    pub(crate) height: i32,
    pub(crate) left: i32,
    pub(crate) right: i32,
    pub(crate) low: i32,
    /// Units that stay free right of the plot.
    beside: i32,
    pub(crate) x: Scale,
    pub(crate) y: Scale,
}

/// What a two-axis chart is drawn on.
pub(crate) type Frame<'a, B> = ChartContext<'a, B, Cartesian2d<Scale, Scale>>;

impl Layout {
    /// Axes for a length in pixels each, with so many units free right of the plot.
    pub(crate) fn new(size: Size, beside: i32, x: impl FnOnce(i32) -> Scale, y: impl FnOnce(i32) -> Scale) -> Layout {
        let width = size.width.clamp(200, MAX_SIDE) as i32;
        let height = size.height.clamp(150, MAX_SIDE) as i32;
        let low = height - BOTTOM - 1;
        let y = y(low - MARGIN_TOP);
        let labels = y.ticks().iter().map(|&tick| text_width(&y.label(tick))).max().unwrap_or(0);
        let left = FONT_SIZE + 6 + labels + 2 * TICK;
        let beside = beside.max(MARGIN_RIGHT);
        let right = width - beside - 1;
        let x = x(right - left);
        Layout { width, height, left, right, low, beside, x, y }
    }

    pub(crate) fn middle(&self) -> (i32, i32) {
        ((self.left + self.right) / 2, self.low / 2)
    }

    /// Where a pair of values is drawn.
    pub(crate) fn at(&self, (x, y): (u64, u64)) -> (i32, i32) {
        (self.x.pixel(x, (self.left, self.right)), self.y.pixel(y, (self.low, MARGIN_TOP)))
    }

    /// Draws the axes, named.
    pub(crate) fn axes(&self, canvas: &mut Canvas, [x_title, y_title]: [&str; 2]) {
        let (left, right, low) = (self.left, self.right, self.low);
        let across: Vec<(i32, String)> =
            self.x.ticks().iter().map(|&tick| (self.at((tick, 0)).0, self.x.label(tick))).collect();
        let up: Vec<(i32, String)> =
            self.y.ticks().iter().map(|&tick| (self.at((0, tick)).1, self.y.label(tick))).collect();
        let mut line = |ink, from, to| canvas.polyline([from, to].into_iter(), ink);
        across.iter().for_each(|(x, _)| line(Ink::GRID, (*x, low), (*x, MARGIN_TOP)));
        up.iter().for_each(|(y, _)| line(Ink::GRID, (left, *y), (right, *y)));
        line(Ink::AXIS, (left - 1, MARGIN_TOP), (left - 1, low));
        up.iter().for_each(|(y, _)| line(Ink::AXIS, (left - 1 - TICK, *y), (left - 1, *y)));
        line(Ink::AXIS, (left, low + 1), (right, low + 1));
        across.iter().for_each(|(x, _)| line(Ink::AXIS, (*x, low + 1), (*x, low + 1 + TICK)));
        canvas.text(Ink::LABEL, "middle", (BELOW_TOP, MARGIN_TOP + (low + 1 - MARGIN_TOP) / 2), true, y_title);
        canvas.text(Ink::LABEL, "middle", (left + (right + 1 - left) / 2, self.height - ABOVE_BOTTOM), false, x_title);
        up.iter()
            .for_each(|(y, label)| canvas.text(Ink::TICK, "end", (left - 2 * TICK, y + BELOW_MIDDLE), false, label));
        let baseline = low + 1 + 2 * TICK + BELOW_TOP;
        across.iter().for_each(|(x, label)| canvas.text(Ink::TICK, "middle", (*x, baseline), false, label));
    }

    /// The same by plotters, on whatever it draws on, and the area between the axes.
    pub(crate) fn frame<'a, B: DrawingBackend>(
        self,
        root: &'a DrawingArea<B, Shift>,
        [x_title, y_title]: [&str; 2],
    ) -> Result<Frame<'a, B>, DrawingAreaErrorKind<B::ErrorType>> {
        let mut frame = ChartBuilder::on(root)
            .margin_top(MARGIN_TOP)
            .margin_right(self.beside)
            .set_label_area_size(LabelAreaPosition::Left, self.left)
            .set_label_area_size(LabelAreaPosition::Bottom, BOTTOM)
            .build_cartesian_2d(self.x, self.y)?;
        frame
            .configure_mesh()
            .set_all_tick_mark_size(TICK)
            .bold_line_style(Ink::GRID.shape(false))
            .axis_style(Ink::AXIS.shape(false))
            .label_style(Ink::TICK.text())
            .axis_desc_style(Ink::LABEL.text())
            .x_desc(x_title)
            .y_desc(y_title)
            .draw()?;
        Ok(frame)
    }
}
