//! Lines over two axes, each with its name at its end: what changes as something grows.
//!
//! Entry point: [`LineChart::svg`]. Lines that run alike are drawn once; names that would lie on top of each other
//! make room. [`LineChart::positions`] places a pointer without drawing.

use crate::cost_per_pod::{CLASSES, Picture};
use crate::layout::Layout;
use crate::scale::{Along, Scale, Spread, Unit};
use crate::svg::{Canvas, FONT_SIZE, Ink, text_width};
use model::node::limit::{LIMITS, Limit};
use model::order::sort_short_by_key;

/// What a line means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Series {
    /// Pods under a limit.
    Limit(Limit),
    /// The best of all types.
    Best,
    /// One type, whatever the others do.
    Throughout,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its colour.
    pub series: Series,
    /// Its name.
    pub name: &'a str,
    /// Its corners, from left to right.
    pub points: Vec<(u64, u64)>,
}

/// What an axis counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Things.
    Things,
    /// Hundredths.
    Percent,
    /// Millionths of a US dollar.
    MicroUsd,
}

/// An axis: its title with the unit, and what it counts.
pub type Axis<'a> = (&'a str, Counted);

/// The whole picture.
#[derive(Clone, Debug)]
pub struct LineChart<'a> {
    /// What it is drawn into.
    pub picture: Picture<'a>,
    /// Across.
    pub x: Axis<'a>,
    /// Up.
    pub y: Axis<'a>,
    /// The lines.
    pub lines: &'a [Line<'a>],
    /// Where the scenario is.
    pub here: Option<(u64, u64)>,
}

const RING: i32 = 7;
/// Between a line's end and its name.
const GAP: i32 = 6;
/// Between the baselines of two names.
const NAME_STEP: i32 = FONT_SIZE + 1;

/// In the order of [`Series::number`].
static LINE_CLASSES: [&str; LIMITS + 2] = {
    let mut classes = ["line-best"; LIMITS + 2];
    let mut at = 0;
    while at < LIMITS {
        classes[at] = CLASSES[at];
        at += 1;
    }
    classes[LIMITS + 1] = "line-throughout";
    classes
};

impl Series {
    fn number(self) -> u8 {
        match self {
            Series::Limit(limit) => limit as u8,
            Series::Best => LIMITS as u8,
            Series::Throughout => LIMITS as u8 + 1,
        }
    }

    /// The class of its line, also for legends.
    pub fn class(self) -> &'static str {
        LINE_CLASSES[usize::from(self.number())]
    }
}

impl LineChart<'_> {
    /// The picture as SVG text.
    pub fn svg(&self) -> String {
        self.drawn().0.finish(self.picture.title, self.picture.desc)
    }

    /// The same with labels of points, those that matter most first. One that has no room is left out.
    pub fn svg_with_notes(&self, notes: &[((u64, u64), &str)]) -> String {
        let (mut canvas, layout) = self.drawn();
        self.notes(notes, &mut canvas, &layout);
        canvas.finish(self.picture.title, self.picture.desc)
    }

    fn drawn(&self) -> (Canvas, Layout) {
        let layout = self.layout();
        let size = (layout.width as u32, layout.height as u32);
        let mut canvas = Canvas::new(size, &LINE_CLASSES);
        layout.axes(&mut canvas, [self.x.0, self.y.0]);
        for line in self.distinct() {
            canvas.polyline(line.points.iter().map(|point| layout.at(*point)), Ink::line(line.series.number()));
        }
        if let Some(here) = self.here {
            let (x, y) = layout.at(here);
            canvas.polyline([(layout.left, y), (x, y), (x, layout.low)].into_iter(), Ink::CROSS);
            canvas.ring((x, y), RING, Ink::CHOSEN);
        }
        for (at, name) in self.names(&layout) {
            canvas.text(Ink::LABEL, "start", at, false, name);
        }
        if self.lines.is_empty() {
            canvas.text(Ink::NOTE, "middle", layout.middle(), false, "nothing to show");
        }
        (canvas, layout)
    }

    /// Where pairs of values are drawn, in units of the view box.
    pub fn positions(&self, values: impl IntoIterator<Item = (u64, u64)>) -> Vec<(i32, i32)> {
        let layout = self.layout();
        values.into_iter().map(|values| layout.at(values)).collect()
    }

    /// Each run of corners once.
    fn distinct(&self) -> Vec<&Line<'_>> {
        let mut distinct: Vec<&Line> = Vec::new();
        for line in self.lines {
            if !distinct.iter().any(|d| d.points == line.points) {
                distinct.push(line);
            }
        }
        distinct
    }

    fn layout(&self) -> Layout {
        let widest = self.lines.iter().map(|line| text_width(line.name)).max().unwrap_or(0);
        let (x, y) = (self.spread(|(x, _)| x), self.spread(|(_, y)| y));
        // However long a name, the plot keeps half of the picture.
        let beside = (widest + 2 * GAP).min(self.picture.size.width as i32 / 2);
        Layout::new(
            self.picture.size,
            beside,
            |pixels| scale(x, self.x.1, Along::X, pixels),
            |pixels| scale(y, self.y.1, Along::Y, pixels),
        )
    }

    fn spread(&self, of: fn((u64, u64)) -> u64) -> Option<Spread> {
        let values = || self.lines.iter().flat_map(|line| line.points.iter().map(|point| of(*point)));
        Some(Spread { least: values().min()?, greatest: values().max()? })
    }

    /// Names right of the lines' ends, pushed apart where they would touch, and above the axis, which goes on below them.
    fn names(&self, layout: &Layout) -> impl Iterator<Item = ((i32, i32), &str)> {
        let end = |line: &Line| Some(layout.at(*line.points.last()?));
        let mut places: Vec<_> = self.lines.iter().filter_map(|line| Some((end(line)?, line.name))).collect();
        sort_short_by_key(&mut places, |((_, y), _)| *y);
        let heights: Vec<i32> = places.iter().map(|((_, y), _)| *y).collect();
        let heights = apart(&heights, layout.low - FONT_SIZE / 2);
        places.into_iter().zip(heights).map(|(((x, _), name), y)| ((x + GAP, y + FONT_SIZE * 9 / 25), name))
    }

    /// Labels of points, below and right of them, where a line that rises leaves room: none touches another, or a line's name.
    fn notes(&self, notes: &[((u64, u64), &str)], canvas: &mut Canvas, layout: &Layout) {
        let mut taken: Vec<[i32; 4]> = self.names(layout).map(|(at, name)| bounds(at, name)).collect();
        for (at, text) in notes {
            let (x, y) = layout.at(*at);
            let at = (x + GAP, y + FONT_SIZE + GAP / 2);
            let own = bounds(at, text);
            let touches = |t: &[i32; 4]| t[0] < own[1] + GAP && own[0] < t[1] + GAP && t[2] < own[3] && own[2] < t[3];
            if own[1] <= layout.right && at.1 < layout.low && !taken.iter().any(touches) {
                canvas.text(Ink::NOTE, "start", at, false, text);
                taken.push(own);
            }
        }
    }
}

/// From where to where a text goes that starts at a point: across, and down to the tails of its letters.
fn bounds((left, baseline): (i32, i32), text: &str) -> [i32; 4] {
    [left, left + text_width(text), baseline - FONT_SIZE, baseline + FONT_SIZE / 4]
}

/// Ascending heights, moved so that none is less than a name's height below the one before.
fn apart(heights: &[i32], low: i32) -> Vec<i32> {
    let mut places: Vec<i32> = Vec::with_capacity(heights.len());
    for &height in heights {
        places.push(places.last().map_or(height, |last| height.max(last + NAME_STEP)));
    }
    let mut free = low;
    for place in places.iter_mut().rev() {
        *place = (*place).min(free);
        free = *place - NAME_STEP;
    }
    places
}

fn scale(values: Option<Spread>, counted: Counted, along: Along, pixels: i32) -> Scale {
    match counted {
        // What grows starts near its least; what comes of it may differ by orders of magnitude.
        Counted::Things if along == Along::X => Scale::even(values, Unit::Count, along, pixels),
        Counted::Things => Scale::new(values, Unit::Count, along, pixels),
        Counted::Percent => Scale::new(values, Unit::Percent, along, pixels),
        Counted::MicroUsd => Scale::even(values, Unit::MicroUsd, along, pixels),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Size;
    use crate::testing::{Element, parse};

    fn line(series: Series, name: &'static str, points: &[(u64, u64)]) -> Line<'static> {
        Line { series, name, points: points.to_vec() }
    }

    fn chart<'a>(lines: &'a [Line<'a>]) -> LineChart<'a> {
        let picture = Picture { size: Size::COLUMN, title: "Limits & sizes", desc: "a < b" };
        let (x, y) = (("size of a pod", Counted::Percent), ("pods per node", Counted::Things));
        LineChart { picture, x, y, lines, here: None }
    }

    fn limits() -> [Line<'static>; 3] {
        [
            line(Series::Limit(Limit::Addresses), "addresses", &[(13, 54), (800, 54)]),
            line(Series::Limit(Limit::MaxPods), "max-pods", &[(13, 54), (800, 54)]),
            line(Series::Limit(Limit::Cpu), "CPU", &[(13, 240), (100, 30), (800, 3)]),
        ]
    }

    fn texts<'a>(elements: &'a [Element], class: &str) -> Vec<&'a str> {
        elements.iter().filter(|e| e.name == "text" && e.within == class).map(|e| e.text.as_str()).collect()
    }

    fn drawn(elements: &[Element]) -> Vec<&str> {
        elements.iter().map(|e| e.get("class")).filter(|class| class.contains("chart-line")).collect()
    }

    #[test]
    fn lines_that_run_alike_share_a_path_and_keep_their_names() {
        let elements = parse(&chart(&limits()).svg());
        assert_eq!(drawn(&elements), ["chart-line limit-addresses", "chart-line limit-cpu"]);
        assert_eq!(texts(&elements, "chart-label"), ["pods per node", "size of a pod", "addresses", "max-pods", "CPU"]);
        assert!(texts(&elements, "chart-tick").contains(&"100 %"));
    }

    #[test]
    fn a_line_goes_through_the_positions_of_its_points() {
        let lines = limits();
        let chart = chart(&lines);
        let elements = parse(&chart.svg());
        let path = elements.iter().find(|e| e.get("class").ends_with("limit-cpu")).expect("a line").get("d");
        let corners: Vec<_> = chart.positions(lines[2].points.iter().copied());
        let step = |(i, (x, y)): (usize, &(i32, i32))| format!("{}{x} {y}", if i == 0 { 'M' } else { 'L' });
        assert_eq!(path, corners.iter().enumerate().map(step).collect::<String>());
    }

    #[test]
    fn where_the_scenario_stands_has_a_ring() {
        let lines = limits();
        let chart = LineChart { here: Some((100, 30)), ..chart(&lines) };
        let elements = parse(&chart.svg());
        let ring = elements.iter().find(|e| e.get("class") == "chart-chosen").expect("a ring");
        assert_eq!([(ring.int("cx"), ring.int("cy"))], chart.positions([(100, 30)])[..]);
    }

    #[test]
    fn notes_that_have_no_room_are_left_out() {
        let lines = [line(Series::Best, "best type", &[(1, 10), (400, 200)])];
        let notes = [((20, 100), "c6a.2xlarge"), ((21, 100), "c6a.4xlarge"), ((390, 190), "a-very-long-name.metal")];
        let elements = parse(&chart(&lines).svg_with_notes(&notes));
        assert_eq!(texts(&elements, "chart-note"), ["c6a.2xlarge"]);
    }

    #[test]
    fn a_note_that_would_touch_a_lines_name_is_left_out() {
        let noted = |end: (u64, u64)| {
            let lines = [
                line(Series::Best, "best", &[(1, 10), end]),
                line(Series::Throughout, "throughout", &[(1, 10), (400, 900)]),
            ];
            texts(&parse(&chart(&lines).svg_with_notes(&[((20, 100), "c6a.2xlarge")])), "chart-note").len()
        };
        assert_eq!((noted((400, 200)), noted((25, 100))), (1, 0));
    }

    #[test]
    fn names_make_room_and_stay_inside() {
        assert_eq!(apart(&[10, 12, 14, 80], 200), [10, 24, 38, 80]);
        assert_eq!(apart(&[190, 195, 200], 200), [172, 186, 200]);
        assert_eq!(apart(&[], 200), []);
        let names = ["ephemeral storage", "volumes", "bandwidth", "memory"];
        let lines: Vec<_> = names.map(|n| line(Series::Best, n, &[(1, 9), (9, n.len() as u64)])).to_vec();
        for e in parse(&chart(&lines).svg()).iter().filter(|e| names.contains(&e.text.as_str())) {
            assert!(e.int("x") + text_width(&e.text) <= Size::COLUMN.width as i32, "{e:?}");
        }
    }

    #[test]
    fn nothing_and_extremes_are_drawn() {
        assert!(chart(&[]).svg().contains("nothing to show"));
        let extremes =
            [line(Series::Throughout, "all", &[(0, 0), (u64::MAX, u64::MAX)]), line(Series::Best, "none", &[])];
        let money = LineChart { y: ("US$", Counted::MicroUsd), x: ("pods", Counted::Things), ..chart(&extremes) };
        for svg in [chart(&extremes).svg(), money.svg()] {
            assert!(drawn(&parse(&svg)).contains(&"chart-line line-throughout"));
        }
    }
}
