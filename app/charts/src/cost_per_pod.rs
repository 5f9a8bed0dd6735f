//! What a pod costs each month on every type, against the pods that fit on its node.
//!
//! Entry point: [`cost_per_pod`]. Each type is a dot, coloured by the limit that binds; the chosen one
//! has a ring, and lines to both axes. [`paint`] draws the same on any other backend. [`nearest`] and
//! [`position`] place a pointer without drawing.

use crate::layout::{Layout, Size};
use crate::scale::{Along, Scale, Spread, Unit};
use crate::svg::{Canvas, FONT_SIZE, Ink, put, text_width};
use model::node::limit::{LIMITS, Limit};
use model::units::{MicroUsd, grouped};
use plotters::drawing::{DrawingAreaErrorKind, IntoDrawingArea};
use plotters::element::{Circle, PathElement};
use plotters_backend::DrawingBackend;
use plotters_backend::text_anchor::{HPos, Pos, VPos};

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

const TITLES: [&str; 2] = ["pods per node", "US$ per pod and month"];
const NOTHING: &str = "no type fits";

const DOT: u32 = 3;
const RING: i32 = 7;

/// What is said of points in the chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks<'a> {
    /// The index of the chosen point; one out of range marks nothing.
    pub chosen: Option<usize>,
    /// Names of the first points, of which as many are written as find room, [`MOST_NAMES`] at most.
    pub names: &'a [&'a str],
    /// Corners of what the axes span whatever the points are: they hold still while points move. A point beyond is drawn at an
    /// axis' end, and counted in its title. Without them the axes span the points.
    pub held: Option<[Point; 2]>,
}

/// The most names in a chart.
pub const MOST_NAMES: usize = 5;

/// The chart as SVG text. `chosen` is an index into `points`; one out of range marks nothing.
///
/// The order of the points does not show, except through `chosen`.
pub fn cost_per_pod(points: &[Point], chosen: Option<usize>, picture: &Picture) -> String {
    cost_per_pod_marked(points, &Marks { chosen, ..Marks::default() }, picture)
}

/// The same with names next to points, and on axes that hold still.
pub fn cost_per_pod_marked(points: &[Point], marks: &Marks, picture: &Picture) -> String {
    let layout = holding(points, marks.held, picture.size);
    let size = (layout.width as u32, layout.height as u32);
    let mut canvas = Canvas::new(size, &CLASSES);
    canvas.reserve_dots(points.len());
    let titles = titles(points, &layout);
    layout.axes(&mut canvas, [&titles[0], &titles[1]]);
    points.iter().for_each(|point| canvas.dot(point.binding as u8, layout.at(point.values())));
    if let Some(point) = marks.chosen.and_then(|at| points.get(at)) {
        let (x, y) = layout.at(point.values());
        canvas.polyline([(layout.left, y), (x, y), (x, layout.low)].into_iter(), Ink::CROSS);
        // Its dot once more, on top of those of other limits: a line of no length.
        canvas.polyline([(x, y); 2].into_iter(), point.ink());
        canvas.ring((x, y), RING, Ink::CHOSEN);
    }
    if points.is_empty() {
        canvas.text(Ink::NOTE, "middle", layout.middle(), false, NOTHING);
    }
    for (name, anchor, at) in places_of_names(points, marks, &layout) {
        canvas.text(Ink::NOTE, anchor, at, false, name);
    }
    canvas.finish(picture.title, picture.desc)
}

/// Where names are written: right of their points or left of them, on top of no other name and of no dot. A name with room on
/// neither side is left out; that of the chosen point may cover dots.
fn places_of_names<'a>(
    points: &[Point],
    marks: &Marks<'a>,
    layout: &Layout,
) -> Vec<(&'a str, &'static str, (i32, i32))> {
    let dots: Vec<(i32, i32)> = points.iter().map(|point| layout.at(point.values())).collect();
    let ring = marks.chosen.and_then(|at| dots.get(at).copied());
    let mut taken: Vec<Line> = Vec::new();
    let mut placed = Vec::new();
    for (index, (&(x, y), name)) in dots.iter().zip(marks.names).enumerate() {
        let is_chosen = marks.chosen == Some(index);
        let (near, width) = (RING + 3, text_width(name));
        let low = (y + FONT_SIZE / 3).max(FONT_SIZE);
        let right = (Line { left: x + near, right: x + near + width, low }, "start", x + near);
        let left = (Line { left: x - near - width, right: x - near, low }, "end", x - near);
        let is_free = |line: &Line| {
            let is_inside = layout.left <= line.left && line.right <= layout.width;
            let covers_dots = dots.iter().any(|&dot| line.covers(dot, DOT as i32));
            let covers_ring = ring.is_some_and(|ring| ring != (x, y) && line.covers(ring, RING));
            is_inside && !covers_ring && (is_chosen || !covers_dots) && !taken.iter().any(|other| line.meets(other))
        };
        if placed.len() < MOST_NAMES
            && let Some((line, anchor, at)) = [right, left].into_iter().find(|(line, ..)| is_free(line))
        {
            taken.push(line);
            placed.push((*name, anchor, (at, low)));
        }
    }
    placed
}

/// A line of text: its ends, and where its letters stand.
struct Line {
    left: i32,
    right: i32,
    low: i32,
}

impl Line {
    /// Whether a circle around a point reaches into it.
    fn covers(&self, (x, y): (i32, i32), radius: i32) -> bool {
        let high = self.low - FONT_SIZE * 3 / 4;
        x + radius >= self.left && x - radius <= self.right && y + radius >= high && y - radius <= self.low
    }

    fn meets(&self, other: &Line) -> bool {
        self.left <= other.right && other.left <= self.right && (self.low - other.low).abs() < FONT_SIZE
    }
}

/// The same chart on a backend of somebody else's, in the same units. Colours are [`Role`](crate::Role)s;
/// dots come in the order of the points, and the backend may put them in one of its own.
pub fn paint<B: DrawingBackend>(
    mut backend: B,
    points: &[Point],
    chosen: Option<usize>,
    size: Size,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let layout = layout(points, size);
    if points.is_empty() {
        let style = Ink::NOTE.text().pos(Pos::new(HPos::Center, VPos::Bottom));
        backend.draw_text(NOTHING, &style, layout.middle()).map_err(DrawingAreaErrorKind::BackendError)?;
    }
    draw(backend, points, chosen.and_then(|at| points.get(at)), layout)
}

fn draw<B: DrawingBackend>(
    backend: B,
    points: &[Point],
    chosen: Option<&Point>,
    layout: Layout,
) -> Result<(), DrawingAreaErrorKind<B::ErrorType>> {
    let mark = chosen.map(|point| (point, layout.at(point.values()), (layout.left, layout.low)));
    let root = backend.into_drawing_area();
    let mut chart = layout.frame(&root, TITLES)?;
    chart.draw_series(points.iter().map(|point| {
        let (x, y) = point.values();
        Circle::new((x, y), DOT, point.ink().shape(true))
    }))?;
    if let Some((point, (x, y), (left, low))) = mark {
        root.draw(&PathElement::new(vec![(left, y), (x, y), (x, low)], Ink::CROSS.shape(false)))?;
        // Its dot once more, on top of those of other limits: a line of no length.
        root.draw(&PathElement::new(vec![(x, y), (x, y)], point.ink().shape(false)))?;
        root.draw(&Circle::new((x, y), RING as u32, Ink::CHOSEN.shape(false)))?;
    }
    Ok(())
}

/// Where the point at `index` is drawn, in units of the view box.
pub fn position(points: &[Point], held: Option<[Point; 2]>, size: Size, index: usize) -> Option<(i32, i32)> {
    let point = points.get(index)?;
    Some(holding(points, held, size).at(point.values()))
}

/// The two corners of all that the points span: what axes that are to hold still keep to, see [`Marks::held`].
pub fn corners(points: &[Point]) -> Option<[Point; 2]> {
    let mut corners = [*points.first()?; 2];
    for point in points {
        let [low, high] = &mut corners;
        low.pods_per_node = low.pods_per_node.min(point.pods_per_node);
        low.cost_per_pod = low.cost_per_pod.min(point.cost_per_pod);
        high.pods_per_node = high.pods_per_node.max(point.pods_per_node);
        high.cost_per_pod = high.cost_per_pod.max(point.cost_per_pod);
    }
    Some(corners)
}

/// The point drawn nearest to `(x, y)`, in units of the view box; of equally near ones the first.
/// A point outside of the picture counts as the edge.
pub fn nearest(points: &[Point], held: Option<[Point; 2]>, size: Size, (x, y): (i32, i32)) -> Option<usize> {
    let layout = holding(points, held, size);
    let (x, y) = (x.clamp(0, layout.width), y.clamp(0, layout.height));
    let distance = |point: &Point| {
        let (to_x, to_y) = layout.at(point.values());
        (to_x - x).pow(2) + (to_y - y).pow(2)
    };
    points.iter().enumerate().min_by_key(|(_, point)| distance(point)).map(|(index, _)| index)
}

/// The class of the dots under a limit: `limit-` and [`Limit::code`].
pub fn class_of(limit: Limit) -> &'static str {
    CLASSES[limit as usize]
}

/// In the order of [`Limit::ALL`].
pub(crate) const CLASSES: [&str; LIMITS] = [
    "limit-addresses",
    "limit-max-pods",
    "limit-cpu",
    "limit-memory",
    "limit-ephemeral",
    "limit-volumes",
    "limit-branch-enis",
    "limit-bandwidth",
    "limit-gpus",
    "limit-neuron",
    "limit-most-per-node",
];

impl Point {
    fn values(&self) -> (u64, u64) {
        (u64::from(self.pods_per_node), self.cost_per_pod.0)
    }

    fn ink(&self) -> Ink {
        Ink::series(self.binding as u8)
    }
}

fn layout(points: &[Point], size: Size) -> Layout {
    holding(points, None, size)
}

fn holding(points: &[Point], held: Option<[Point; 2]>, size: Size) -> Layout {
    let corners = held.or_else(|| corners(points)).map(|[low, high]| (low.values(), high.values()));
    let spread = |of: fn((u64, u64)) -> u64| corners.map(|(low, high)| Spread { least: of(low), greatest: of(high) });
    let x = |pixels| Scale::new(spread(|(x, _)| x), Unit::Count, Along::X, pixels);
    let y = |pixels| Scale::new(spread(|(_, y)| y), Unit::MicroUsd, Along::Y, pixels);
    Layout::new(size, 0, x, y)
}

/// What the axes are called, each with the number of points beyond it: `pods per node, 3 beyond`.
fn titles(points: &[Point], layout: &Layout) -> [String; 2] {
    let beyond = |title: &str, is_beyond: &dyn Fn(&Point) -> bool| {
        let mut text = title.to_string();
        let count = points.iter().filter(|point| is_beyond(point)).count();
        if count > 0 {
            put(&mut text, &[", ", &grouped(count as u64), " beyond"]);
        }
        text
    };
    let [x, y] = TITLES;
    [beyond(x, &|point| !layout.x.holds(point.values().0)), beyond(y, &|point| !layout.y.holds(point.values().1))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backend::Backend;
    use crate::layout::MARGIN_TOP;
    use crate::testing::{Element, parse};

    const SIZES: [Size; 4] =
        [Size::COLUMN, Size::WIDE, Size { width: 0, height: 0 }, Size { width: u32::MAX, height: u32::MAX }];

    fn point(pods_per_node: u32, cost: u64, binding: Limit) -> Point {
        Point { pods_per_node, cost_per_pod: MicroUsd(cost), binding }
    }

    /// Types as a catalogue has them: some share a pixel, one is extremely dear.
    fn many() -> Vec<Point> {
        let types = (0..900_u32).map(|n| {
            let pods = [4, 8, 15, 29, 58, 110, 234][(n % 7) as usize] + n / 90;
            point(pods, 500_000 + u64::from(n * 7_919 % 1_000) * 40_000, Limit::ALL[n as usize % LIMITS])
        });
        types.chain([point(1, 3_000_000_000, Limit::Memory)]).collect()
    }

    /// What must not make a chart fail.
    fn extremes() -> Vec<Vec<Point>> {
        let cpu = |pods, cost| point(pods, cost, Limit::Cpu);
        vec![
            vec![],
            vec![cpu(29, 2_595_556)],
            vec![cpu(8, 900_000); 40],
            vec![cpu(0, 0)],
            vec![cpu(0, 0), cpu(110, 0)],
            vec![cpu(u32::MAX, u64::MAX)],
            vec![cpu(u32::MAX, u64::MAX), cpu(u32::MAX - 1, u64::MAX - 1)],
            vec![cpu(0, u64::MAX), cpu(u32::MAX, 0)],
            vec![cpu(1, 1), cpu(u32::MAX, u64::MAX)],
            vec![cpu(1, u64::MAX), cpu(20, 1), cpu(19, 20)],
            many(),
        ]
    }

    fn svg(points: &[Point], chosen: Option<usize>, size: Size) -> String {
        cost_per_pod(points, chosen, &Picture { size, title: "Cost & pods", desc: "m5.large < all" })
    }

    /// The same by plotters.
    fn painted(points: &[Point], chosen: Option<usize>, size: Size) -> String {
        let layout = layout(points, size);
        let mut canvas = Canvas::new((layout.width as u32, layout.height as u32), &CLASSES);
        paint(Backend(&mut canvas), points, chosen, size).expect("cannot fail");
        canvas.finish("Cost & pods", "m5.large < all")
    }

    fn with_class<'a>(elements: &'a [Element], class: &str) -> Vec<&'a Element> {
        elements.iter().filter(|e| e.get("class").split(' ').any(|c| c == class)).collect()
    }

    #[test]
    fn another_backend_is_told_to_draw_the_same() {
        for size in SIZES {
            for points in extremes().into_iter().filter(|points| !points.is_empty()) {
                for chosen in [None, Some(0), Some(3), Some(usize::MAX)] {
                    assert_eq!(painted(&points, chosen, size), svg(&points, chosen, size));
                }
            }
        }
        let elements = parse(&painted(&[], Some(0), Size::COLUMN));
        let notes: Vec<_> = elements.iter().filter(|e| e.within == "chart-note").map(|e| e.text.as_str()).collect();
        assert_eq!(notes, [NOTHING]);
    }

    #[test]
    fn it_introduces_itself() {
        let elements = parse(&svg(&many(), Some(3), Size::COLUMN));
        let root = &elements[0];
        assert_eq!([root.name.as_str(), root.get("class"), root.get("role")], ["svg", "chart", "img"]);
        assert_eq!(root.get("viewBox"), "0 0 480 300");
        assert_eq!((root.get("width"), root.get("height")), ("", ""));
        assert_eq!([elements[1].name.as_str(), &elements[1].text], ["title", "Cost & pods"]);
        assert_eq!([elements[2].name.as_str(), &elements[2].text], ["desc", "m5.large < all"]);
        let titles: Vec<_> = elements.iter().filter(|e| e.within == "chart-label").map(|e| e.text.as_str()).collect();
        assert_eq!(titles, ["US$ per pod and month", "pods per node"]);
    }

    #[test]
    fn names_are_written_next_to_their_points_and_never_on_top_of_each_other() {
        let cpu = |pods, cost| point(pods, cost, Limit::Cpu);
        let points =
            [cpu(10, 5_000_000), cpu(11, 5_010_000), cpu(50, 2_000_000), cpu(110, 9_000_000), cpu(30, 7_000_000)];
        let names = ["m5.large", "m5a.large", "c7g.4xlarge", "r7iz.metal-16xl", "c5.large"];
        let marks = Marks { chosen: Some(0), names: &names, held: None };
        let picture = Picture { size: Size::COLUMN, title: "", desc: "" };
        let elements = parse(&cost_per_pod_marked(&points, &marks, &picture));
        let written: Vec<_> = elements.iter().filter(|e| e.within == "chart-note").map(|e| e.text.as_str()).collect();
        assert_eq!(written, ["m5.large", "c7g.4xlarge", "r7iz.metal-16xl", "c5.large"], "two would overlap");
        let inside = |e: &Element| e.get("x").parse::<i32>().is_ok_and(|x| (0..=480).contains(&x));
        assert!(elements.iter().filter(|e| e.within == "chart-note").all(inside));
    }

    #[test]
    fn a_name_is_on_the_side_without_dots_or_left_out() {
        let cpu = |pods, cost| point(pods, cost, Limit::Cpu);
        // right of the first is a dot, on both sides of the second
        let points =
            [cpu(50, 4_000_000), cpu(50, 8_000_000), cpu(56, 4_000_000), cpu(56, 8_000_000), cpu(44, 8_000_000)];
        let unnamed = [cpu(1, 1_000_000), cpu(100, 9_000_000)];
        let points: Vec<Point> = points.into_iter().chain(unnamed).collect();
        let layout = layout(&points, Size::COLUMN);
        let marks = Marks { chosen: None, names: &["m5.large", "c5.large"], held: None };
        let placed = places_of_names(&points, &marks, &layout);
        assert_eq!(placed.iter().map(|(name, anchor, _)| (*name, *anchor)).collect::<Vec<_>>(), [("m5.large", "end")]);
        // who is chosen is named all the same
        let placed = places_of_names(&points, &Marks { chosen: Some(1), ..marks }, &layout);
        assert_eq!(placed.iter().map(|(name, ..)| *name).collect::<Vec<_>>(), ["m5.large", "c5.large"]);
    }

    #[test]
    fn axes_that_are_held_stay_whatever_the_points_are() {
        let cpu = |pods, cost| point(pods, cost, Limit::Cpu);
        let before = [cpu(10, 2_000_000), cpu(50, 4_000_000), cpu(100, 9_000_000)];
        // one beyond the upper end of both axes, one beyond that of the cost alone, one as before
        let after = [cpu(700, 30_000_000), cpu(30, 11_000_000), cpu(50, 4_000_000)];
        let held = corners(&before);
        assert_eq!(held, Some([cpu(10, 2_000_000), cpu(100, 9_000_000)]));
        let drawn = |points: &[Point], held| {
            let marks = Marks { held, ..Marks::default() };
            parse(&cost_per_pod_marked(points, &marks, &Picture { size: Size::COLUMN, title: "", desc: "" }))
        };
        let texts = |elements: &[Element], class: &str| -> Vec<String> {
            elements.iter().filter(|e| e.within == class).map(|e| e.text.clone()).collect()
        };
        let (then, now) = (drawn(&before, None), drawn(&after, held));
        assert_eq!(texts(&now, "chart-tick"), texts(&then, "chart-tick"));
        assert_ne!(texts(&now, "chart-tick"), texts(&drawn(&after, None), "chart-tick"));
        assert_eq!(texts(&now, "chart-label"), ["US$ per pod and month, 2 beyond", "pods per node, 1 beyond"]);
        // none is lost: those beyond are at the ends
        let Layout { left, right, low, .. } = layout(&before, Size::COLUMN);
        let dots: Vec<_> = with_class(&now, "chart-point").iter().flat_map(|e| e.dots()).collect();
        assert_eq!(dots.len(), 3);
        assert!(dots.iter().all(|(x, y)| (left..=right).contains(x) && (MARGIN_TOP..=low).contains(y)), "{dots:?}");
        assert_eq!(corners(&[]), None);
    }

    #[test]
    fn every_distinct_dot_is_drawn_once_under_its_limit() {
        let points = many();
        for size in [Size::COLUMN, Size::WIDE] {
            let elements = parse(&svg(&points, None, size));
            for limit in Limit::ALL {
                let at = |i: usize| position(&points, None, size, i).expect("a point");
                let under = (0..points.len()).filter(|&i| points[i].binding == limit);
                let mut expected: Vec<_> = under.map(at).collect();
                expected.sort_unstable();
                expected.dedup();
                let paths = with_class(&elements, class_of(limit));
                assert_eq!(paths.len(), 1);
                assert_eq!(paths[0].dots(), expected, "{limit:?}");
            }
        }
    }

    #[test]
    fn the_order_of_points_does_not_show() {
        let points = many();
        let last = points.len() - 1;
        let backwards: Vec<Point> = points.iter().rev().copied().collect();
        let drawn = svg(&points, Some(5), Size::WIDE);
        assert_eq!(drawn, svg(&points, Some(5), Size::WIDE));
        assert_eq!(drawn, svg(&backwards, Some(last - 5), Size::WIDE));
    }

    #[test]
    fn the_chosen_type_has_a_ring_and_lines_to_both_axes() {
        let points = many();
        for size in [Size::COLUMN, Size::WIDE] {
            let elements = parse(&svg(&points, Some(17), size));
            let (x, y) = position(&points, None, size, 17).expect("a point");
            let ring = with_class(&elements, "chart-chosen");
            assert_eq!((ring[0].int("cx"), ring[0].int("cy"), ring.len()), (x, y, 1));
            let layout = layout(&points, size);
            let cross = with_class(&elements, "chart-cross");
            assert_eq!(cross[0].get("d"), format!("M{} {y}H{x}V{}", layout.left, layout.low));
            let on_top = with_class(&elements, class_of(points[17].binding));
            assert_eq!(on_top[1].get("d"), format!("M{x} {y}H{x}"));
        }
    }

    #[test]
    fn a_choice_that_is_not_there_marks_nothing() {
        let points = many();
        assert_eq!(svg(&points, Some(points.len()), Size::WIDE), svg(&points, None, Size::WIDE));
    }

    #[test]
    fn ticks_are_inside_the_plot_and_labels_inside_the_picture_and_apart() {
        for points in extremes() {
            for size in SIZES {
                let elements = parse(&svg(&points, Some(0), size));
                let layout = layout(&points, size);
                let ticks: Vec<_> = elements.iter().filter(|e| e.within == "chart-tick").collect();
                assert_eq!(ticks.len(), layout.x.ticks().len() + layout.y.ticks().len());
                let (up, across) = ticks.split_at(layout.y.ticks().len());
                let mut free = layout.left / 2;
                for tick in across {
                    let (x, half) = (tick.int("x"), text_width(&tick.text) / 2);
                    assert!(layout.left <= x && x <= layout.right, "{} at {x}", tick.text);
                    assert!(free <= x - half && x + half <= layout.width, "{} at {x}", tick.text);
                    free = x + half;
                }
                let mut free = layout.height;
                for tick in up {
                    let (baseline, left) = (tick.int("y"), tick.int("x") - text_width(&tick.text));
                    assert!(FONT_SIZE + 3 <= left, "{} starts at {left}, in the axis title", tick.text);
                    assert!(baseline < free && FONT_SIZE <= baseline, "{} at {baseline}", tick.text);
                    assert!((MARGIN_TOP..=layout.low + FONT_SIZE).contains(&baseline));
                    free = baseline - FONT_SIZE;
                }
            }
        }
    }

    #[test]
    fn plotters_draws_where_the_layout_says() {
        for points in extremes() {
            for size in SIZES {
                let elements = parse(&svg(&points, None, size));
                let Layout { left, right, low, .. } = layout(&points, size);
                let axes = with_class(&elements, "chart-axis")[0].get("d");
                assert!(axes.contains(&format!("M{} {MARGIN_TOP}V{low}", left - 1)), "{axes}");
                assert!(axes.contains(&format!("M{left} {}H{right}", low + 1)), "{axes}");
                for (x, y) in with_class(&elements, "chart-point").iter().flat_map(|e| e.dots()) {
                    assert!((left..=right).contains(&x) && (MARGIN_TOP..=low).contains(&y), "({x}, {y})");
                }
            }
        }
    }

    #[test]
    fn without_points_there_are_axes_and_a_sentence() {
        let elements = parse(&svg(&[], Some(0), Size::COLUMN));
        assert_eq!(with_class(&elements, "chart-axis").len(), 1);
        assert!(with_class(&elements, "chart-point").is_empty() && with_class(&elements, "chart-chosen").is_empty());
        let notes: Vec<_> = elements.iter().filter(|e| e.within == "chart-note").map(|e| e.text.as_str()).collect();
        assert_eq!(notes, [NOTHING]);
    }

    #[test]
    fn the_nearest_point_is_found_and_the_first_of_equals() {
        let points = [point(8, 4_000_000, Limit::Cpu), point(29, 1_000_000, Limit::Memory)];
        let twice = [points[0], points[1], points[1]];
        for size in SIZES {
            for index in 0..2 {
                let (x, y) = position(&twice, None, size, index).expect("a point");
                assert_eq!(nearest(&twice, None, size, (x + 3, y - 2)), Some(index));
            }
            assert_eq!(nearest(&points, None, size, (i32::MIN, i32::MIN)), Some(0));
            assert_eq!(nearest(&points, None, size, (i32::MAX, i32::MAX)), Some(1));
            assert_eq!((nearest(&[], None, size, (9, 9)), position(&points, None, size, 2)), (None, None));
        }
    }

    #[test]
    fn a_dear_outlier_leaves_room_for_the_others() {
        // $1 to $8 next to one type of $500: linear, all but one would lie in the lowest 5 pixels.
        let mut points: Vec<Point> = (1..9).map(|n| point(10 * n, u64::from(n) * 1_000_000, Limit::Cpu)).collect();
        points.push(point(1, 500_000_000, Limit::Cpu));
        let y = |index| position(&points, None, Size::COLUMN, index).expect("a point").1;
        assert!(y(0) - y(7) > 60);
    }

    #[test]
    fn classes_follow_the_codes_of_limits() {
        for limit in Limit::ALL {
            assert_eq!(class_of(limit), format!("limit-{}", limit.code()));
        }
    }
}
