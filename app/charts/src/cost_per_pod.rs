//! What a pod costs each month on every type, against the pods that fit on its node.
//!
//! Entry point: [`cost_per_pod`]. Each type is a dot, coloured by the limit that binds; the chosen one
//! has a ring, and lines to both axes. [`nearest`] and [`position`] place a pointer without drawing.

use crate::scale::{Along, Scale, Spread, Unit};
use crate::svg::{Backend, Canvas, FONT_SIZE, Ink, MAX_SIDE, text_width};
use model::capacity::{LIMITS, Limit};
use model::units::MicroUsd;
use plotters::chart::{ChartBuilder, LabelAreaPosition};
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement};
use std::convert::Infallible;

/// One type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Pods that fit on a node.
    pub pods_per_node: u32,
    /// What each of them costs a month.
    pub cost_per_pod: MicroUsd,
    /// What keeps the next one out.
    pub binding: Limit,
}

/// The view box; the picture itself scales.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Units across, 200 to 4,095; drawn as the nearest of these.
    pub width: u32,
    /// Units down, 150 to 4,095.
    pub height: u32,
}

impl Size {
    /// For columns below about 500 px.
    pub const COMPACT: Size = Size { width: 360, height: 280 };
    /// For all wider ones.
    pub const WIDE: Size = Size { width: 720, height: 380 };
}

/// What the chart is drawn into and how it introduces itself to those who do not see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture<'a> {
    /// The view box.
    pub size: Size,
    /// Its name, as plain text.
    pub title: &'a str,
    /// What it shows, as plain text.
    pub desc: &'a str,
}

const X_TITLE: &str = "pods per node";
const Y_TITLE: &str = "US$ per pod and month";
const NOTHING: &str = "no type fits";
const FAILED: &str = "the chart could not be drawn";

const MARGIN_TOP: i32 = 8;
const MARGIN_RIGHT: i32 = 10;
const TICK: i32 = 4;
/// Ticks, tick labels and title of the lower axis; plotters puts labels two ticks away.
const BOTTOM: i32 = 2 * TICK + FONT_SIZE + 6 + FONT_SIZE + 3;
const DOT: u32 = 3;
const RING: u32 = 7;

/// The chart as SVG text. `chosen` is a place in `points`; one that is not there marks nothing.
///
/// The order of the points does not show, except through `chosen`.
pub fn cost_per_pod(points: &[Point], chosen: Option<usize>, picture: &Picture) -> String {
    let layout = Layout::of(points, picture.size);
    let size = (layout.width as u32, layout.height as u32);
    let mut canvas = Canvas::new(size, &CLASSES);
    let chosen = chosen.and_then(|at| points.get(at));
    let middle = ((layout.left + layout.right) / 2, layout.low / 2);
    if draw(&mut canvas, points, chosen, layout).is_err() {
        canvas = Canvas::new(size, &CLASSES);
        canvas.text(Ink::NOTE, "middle", middle, false, FAILED);
    } else if points.is_empty() {
        canvas.text(Ink::NOTE, "middle", middle, false, NOTHING);
    }
    canvas.finish(picture.title, picture.desc)
}

fn draw(
    canvas: &mut Canvas,
    points: &[Point],
    chosen: Option<&Point>,
    layout: Layout,
) -> Result<(), DrawingAreaErrorKind<Infallible>> {
    canvas.reserve_dots(points.len());
    let mark = chosen.map(|point| (layout.at(point), (layout.left, layout.low)));
    let root = Backend(canvas).into_drawing_area();
    let mut chart = ChartBuilder::on(&root)
        .margin_top(MARGIN_TOP)
        .margin_right(MARGIN_RIGHT)
        .set_label_area_size(LabelAreaPosition::Left, layout.left)
        .set_label_area_size(LabelAreaPosition::Bottom, BOTTOM)
        .build_cartesian_2d(layout.x, layout.y)?;
    chart
        .configure_mesh()
        .set_all_tick_mark_size(TICK)
        .bold_line_style(Ink::GRID.shape(false))
        .axis_style(Ink::AXIS.shape(false))
        .label_style(Ink::TICK.text())
        .axis_desc_style(Ink::LABEL.text())
        .x_desc(X_TITLE)
        .y_desc(Y_TITLE)
        .draw()?;
    chart.draw_series(points.iter().map(|point| {
        let (x, y) = point.values();
        Circle::new((x, y), DOT, Ink::series(point.binding as u8).shape(true))
    }))?;
    if let Some(((x, y), (left, low))) = mark {
        root.draw(&PathElement::new(vec![(left, y), (x, y), (x, low)], Ink::CROSS.shape(false)))?;
        root.draw(&Circle::new((x, y), RING, Ink::CHOSEN.shape(false)))?;
    }
    Ok(())
}

/// Where the point at `index` is drawn, in units of the view box.
pub fn position(points: &[Point], size: Size, index: usize) -> Option<(i32, i32)> {
    let point = points.get(index)?;
    Some(Layout::of(points, size).at(point))
}

/// The point drawn nearest to `(x, y)`, in units of the view box; of equally near ones the first.
pub fn nearest(points: &[Point], size: Size, (x, y): (i32, i32)) -> Option<usize> {
    let layout = Layout::of(points, size);
    let distance = |point: &Point| {
        let (to_x, to_y) = layout.at(point);
        let (dx, dy) = (i64::from(to_x) - i64::from(x), i64::from(to_y) - i64::from(y));
        dx * dx + dy * dy
    };
    points.iter().enumerate().min_by_key(|(_, point)| distance(point)).map(|(index, _)| index)
}

/// The class of the dots under a limit: `limit-` and [`Limit::code`].
pub fn class_of(limit: Limit) -> &'static str {
    CLASSES[limit as usize]
}

/// In the order of [`Limit::ALL`].
const CLASSES: [&str; LIMITS] = [
    "limit-addresses",
    "limit-max-pods",
    "limit-cpu",
    "limit-memory",
    "limit-ephemeral",
    "limit-volumes",
    "limit-branch-enis",
    "limit-bandwidth",
];

impl Point {
    fn values(&self) -> (u64, u64) {
        (u64::from(self.pods_per_node), self.cost_per_pod.0)
    }
}

/// Both axes, and the pixels that plotters gives them.
struct Layout {
    width: i32,
    height: i32,
    left: i32,
    right: i32,
    low: i32,
    x: Scale,
    y: Scale,
}

impl Layout {
    fn of(points: &[Point], size: Size) -> Layout {
        let width = size.width.clamp(200, MAX_SIDE) as i32;
        let height = size.height.clamp(150, MAX_SIDE) as i32;
        let low = height - BOTTOM - 1;
        let y = Scale::new(spread(points, |point| point.values().1), Unit::MicroUsd, Along::Y, low - MARGIN_TOP);
        let labels = y.ticks().iter().map(|&tick| text_width(&y.label(tick))).max().unwrap_or(0);
        let left = FONT_SIZE + 6 + labels + 2 * TICK;
        let right = width - MARGIN_RIGHT - 1;
        let x = Scale::new(spread(points, |point| point.values().0), Unit::Count, Along::X, right - left);
        Layout { width, height, left, right, low, x, y }
    }

    fn at(&self, point: &Point) -> (i32, i32) {
        let (x, y) = point.values();
        (self.x.pixel(x, (self.left, self.right)), self.y.pixel(y, (self.low, MARGIN_TOP)))
    }
}

fn spread(points: &[Point], value: impl Fn(&Point) -> u64) -> Option<Spread> {
    let first = value(points.first()?);
    let start = Spread { least: first, greatest: first };
    Some(points.iter().fold(start, |s, point| {
        let value = value(point);
        Spread { least: s.least.min(value), greatest: s.greatest.max(value) }
    }))
}
