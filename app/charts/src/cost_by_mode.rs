//! What all nodes cost a month in each networking mode: a bar a mode, from zero, with its figure next to it.
//!
//! Entry point: [`cost_by_mode`]. Bars are in the order given and carry the colour of the limit that binds;
//! the chosen mode's has a mark, a mode without a figure says why instead. [`rows`] lays the same out for
//! a [`Pen`] of another kind.

use crate::cost_per_pod::class_of;
use crate::svg::{FONT_SIZE, begin, escape, int, put, text_width};
use model::node::limit::Limit;
use model::units::MicroUsd;

/// One mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar<'a> {
    /// Its name.
    pub name: &'a str,
    /// All nodes, per month, and what keeps the next pod off a node; or why there is no figure.
    pub cost: Result<(MicroUsd, Limit), &'a str>,
    /// Whether it is the one that the page plans with.
    pub chosen: bool,
    /// It in a sentence, where it can be read out.
    pub says: &'a str,
}

/// Units across the view box: at this width text has the size of the page's small text.
pub const WIDTH: u32 = 420;
/// Units of a row: name above, bar below.
const ROW: u32 = 38;
const MARGIN: i32 = 4;
const BAR_HEIGHT: i32 = 12;
/// From a row's top to the baseline of its name and to its bar.
const NAME_DOWN: i32 = FONT_SIZE + 1;
const BAR_DOWN: i32 = FONT_SIZE + 6;
/// Before the name of the chosen mode, for those who do not see weights and strokes.
const MARK: &str = "\u{25b8} ";

/// What a text says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// The mode's name.
    Name,
    /// Its figure.
    Value,
    /// Why it has none.
    Why,
}

/// Lays out the rows: what is where, in units of the view box. `mine` is the chosen mode's.
pub trait Pen {
    /// A text in two parts, by the left end of its baseline.
    fn text(&mut self, words: Words, mine: bool, baseline: (i32, i32), parts: [&str; 2]);
    /// A bar, by its upper left corner.
    fn bar(&mut self, limit: Limit, mine: bool, corner: (i32, i32), size: (i32, i32));
}

/// The bars as SVG text, with the picture's name and description.
pub fn cost_by_mode(bars: &[Bar], title: &str, desc: &str) -> String {
    let mut out = String::with_capacity(512 + 320 * bars.len());
    begin(&mut out, "chart chart-bars", (WIDTH, height(bars)), title, desc);
    let (mut pen, scale) = (Svg(out), Scale::of(bars));
    for (i, bar) in bars.iter().enumerate() {
        let is_said = !bar.says.is_empty();
        if is_said {
            pen.0.push_str("<g data-says=\"");
            escape(&mut pen.0, bar.says);
            pen.0.push_str("\">");
        }
        row(&mut pen, bar, top(i), &scale);
        pen.0.push_str(if is_said { "</g>" } else { "" });
    }
    pen.0.push_str("</svg>");
    pen.0
}

/// The height of all bars; [`WIDTH`] across.
pub fn height(bars: &[Bar]) -> u32 {
    ROW * bars.len().clamp(1, 100) as u32 + 2 * MARGIN as u32
}

/// Lays out a row a bar.
pub fn rows(bars: &[Bar], pen: &mut impl Pen) {
    let scale = Scale::of(bars);
    for (i, bar) in bars.iter().enumerate() {
        row(pen, bar, top(i), &scale);
    }
}

/// Where a row begins.
fn top(row: usize) -> i32 {
    MARGIN + row as i32 * ROW as i32
}

fn row(pen: &mut impl Pen, bar: &Bar, top: i32, scale: &Scale) {
    let mine = bar.chosen;
    let mark = if mine { MARK } else { "" };
    pen.text(Words::Name, mine, (0, top + NAME_DOWN), [mark, bar.name]);
    let baseline = top + BAR_DOWN + BAR_HEIGHT - 2;
    match bar.cost {
        Ok((monthly, limit)) => {
            let length = scale.length(monthly);
            pen.bar(limit, mine, (0, top + BAR_DOWN), (length, BAR_HEIGHT));
            pen.text(Words::Value, mine, (length + MARGIN, baseline), [&monthly.cents(), ""]);
        }
        Err(why) => pen.text(Words::Why, false, (0, baseline), [why, ""]),
    }
}

/// The pen of [`cost_by_mode`].
struct Svg(String);

impl Pen for Svg {
    fn text(&mut self, words: Words, mine: bool, (x, y): (i32, i32), parts: [&str; 2]) {
        let class = match words {
            Words::Name => "chart-name",
            Words::Value => "chart-value",
            Words::Why => "chart-note",
        };
        let out = &mut self.0;
        put(out, &["<text class=\"", class, class_of_mine(mine), "\" x=\""]);
        int(out, x);
        out.push_str("\" y=\"");
        int(out, y);
        out.push_str("\">");
        parts.iter().for_each(|part| escape(out, part));
        out.push_str("</text>");
    }

    fn bar(&mut self, limit: Limit, mine: bool, (x, y): (i32, i32), (width, height): (i32, i32)) {
        let out = &mut self.0;
        put(out, &["<rect class=\"chart-bar ", class_of(limit), class_of_mine(mine), "\" x=\""]);
        int(out, x);
        out.push_str("\" y=\"");
        int(out, y);
        out.push_str("\" width=\"");
        int(out, width);
        out.push_str("\" height=\"");
        int(out, height);
        out.push_str("\"/>");
    }
}

fn class_of_mine(mine: bool) -> &'static str {
    if mine { " chart-mine" } else { "" }
}

/// From zero to the dearest, which leaves room for the widest figure.
struct Scale {
    dearest: u64,
    longest: i32,
}

impl Scale {
    fn of(bars: &[Bar]) -> Scale {
        let costs = || bars.iter().filter_map(|bar| bar.cost.ok()).map(|(monthly, _)| monthly);
        let figure = costs().map(|monthly| text_width(&monthly.cents())).max().unwrap_or(0);
        let longest = (WIDTH as i32 - figure - 2 * MARGIN).max(1);
        Scale { dearest: costs().map(|monthly| monthly.0).max().unwrap_or(0).max(1), longest }
    }

    /// Whole units, rounded down, at least one: integers come out alike on every target.
    fn length(&self, monthly: MicroUsd) -> i32 {
        let units = u128::from(monthly.0) * self.longest as u128 / u128::from(self.dearest);
        (units as i32).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Element, parse};

    const NO_ROOM: &str = "needs < Nitro & more";

    fn bar(name: &'static str, dollars: u64, limit: Limit) -> Bar<'static> {
        Bar { name, cost: Ok((MicroUsd(dollars * 1_000_000), limit)), chosen: false, says: "" }
    }

    /// Two modes of one cost, one three times as dear, one without a figure; the second chosen.
    fn four() -> [Bar<'static>; 4] {
        [
            bar("secondary & so on", 300, Limit::Addresses),
            Bar { chosen: true, ..bar("prefixes", 100, Limit::Cpu) },
            bar("overlay", 100, Limit::Cpu),
            Bar { name: "IPv6", cost: Err(NO_ROOM), chosen: false, says: "it < has no room" },
        ]
    }

    fn drawn(bars: &[Bar]) -> Vec<Element> {
        parse(&cost_by_mode(bars, "Cost & mode", "a < b"))
    }

    fn texts<'a>(elements: &'a [Element], class: &str) -> Vec<&'a str> {
        let has = |e: &&Element| e.name == "text" && e.get("class").split(' ').any(|c| c == class);
        elements.iter().filter(has).map(|e| e.text.as_str()).collect()
    }

    fn rectangles(elements: &[Element]) -> Vec<&Element> {
        elements.iter().filter(|e| e.name == "rect").collect()
    }

    #[test]
    fn a_row_with_a_sentence_is_one_thing_to_point_at() {
        let svg = cost_by_mode(&four(), "", "");
        assert_eq!(svg.matches("<g data-says=").count(), 1, "{svg}");
        let row = svg.split("<g data-says=\"it &lt; has no room\">").nth(1).and_then(|rest| rest.split("</g>").next());
        assert!(
            row.is_some_and(|row| row.contains(">IPv6<") && row.contains(">needs &lt; Nitro &amp; more<")),
            "{svg}"
        );
    }

    #[test]
    fn it_introduces_itself() {
        let elements = drawn(&four());
        assert_eq!([elements[0].get("class"), elements[0].get("role")], ["chart chart-bars", "img"]);
        assert_eq!(elements[0].get("viewBox"), "0 0 420 160"); // 4 * 38 + 8
        assert_eq!([elements[1].text.as_str(), &elements[2].text], ["Cost & mode", "a < b"]);
    }

    #[test]
    fn every_mode_has_its_name_and_a_figure_or_a_reason() {
        let elements = drawn(&four());
        assert_eq!(texts(&elements, "chart-name"), ["secondary & so on", "\u{25b8} prefixes", "overlay", "IPv6"]);
        assert_eq!(texts(&elements, "chart-value"), ["$300.00", "$100.00", "$100.00"]);
        assert_eq!(texts(&elements, "chart-note"), [NO_ROOM]);
    }

    #[test]
    fn bars_start_at_zero_and_are_as_long_as_they_cost() {
        let elements = drawn(&four());
        let bars = rectangles(&elements);
        let lengths: Vec<i32> = bars.iter().map(|bar| bar.int("width")).collect();
        assert_eq!(lengths[0] / 3, lengths[1], "{lengths:?}");
        assert_eq!(lengths[1], lengths[2]);
        assert!(bars.iter().all(|bar| bar.int("x") == 0));
        let classes: Vec<_> = bars.iter().map(|bar| bar.get("class")).collect();
        assert_eq!(classes, ["chart-bar limit-addresses", "chart-bar limit-cpu chart-mine", "chart-bar limit-cpu"]);
    }

    #[test]
    fn figures_stand_beside_their_bars_inside_the_picture_and_rows_apart() {
        let dear = [bar("dear", 18_000_000_000_000, Limit::Memory), bar("cheap", 0, Limit::Cpu), four()[3]];
        for bars in [four().as_slice(), &dear, &[four()[3]], &[]] {
            let elements = drawn(bars);
            let height: i32 =
                elements[0].get("viewBox").rsplit(' ').next().and_then(|h| h.parse().ok()).expect("a number");
            let mut free = 0;
            for e in elements.iter().filter(|e| ["text", "rect"].contains(&e.name.as_str())) {
                let (x, y) = (e.int("x"), e.int("y"));
                if e.name == "rect" {
                    assert!((1..=WIDTH as i32).contains(&e.int("width")), "{e:?}");
                } else if e.get("class").contains("chart-value") {
                    assert!(x + text_width(&e.text) <= WIDTH as i32, "{} starts at {x}", e.text);
                } else if e.get("class").contains("chart-name") {
                    assert!(y - FONT_SIZE >= free, "{} at {y}, in the row above", e.text);
                    free = y;
                }
                free = free.max(y);
                assert!((0..=height).contains(&y) && (0..=WIDTH as i32).contains(&x), "{e:?}");
            }
        }
    }

    /// Whole numbers and nothing that a target could print its own way.
    #[test]
    fn a_bar_is_these_bytes_on_every_target() {
        let svg = cost_by_mode(&[bar("IPv6", 100, Limit::Cpu)], "", "");
        let (_, drawn) = svg.split_once("</desc>").expect("a description");
        // The figure is ceil((6 * 64 + 32) * 13 / 100) = 55 wide: 420 - 55 - 8 = 357.
        assert_eq!(
            drawn,
            "<text class=\"chart-name\" x=\"0\" y=\"18\">IPv6</text>\
             <rect class=\"chart-bar limit-cpu\" x=\"0\" y=\"23\" width=\"357\" height=\"12\"/>\
             <text class=\"chart-value\" x=\"361\" y=\"33\">$100.00</text></svg>"
        );
    }
}
