//! What one type costs an hour in each region: a bar a region, from zero, with name and figure next to it.
//!
//! Entry point: [`price_by_region`]. Bars are in the order given; an estimate is drawn apart from a published
//! price and carries a `~`, the scenario's own region has a mark.

use crate::svg::{begin, escape, int, put, text_width};
use model::units::MicroUsd;

/// One region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegionBar<'a> {
    /// Its code.
    pub name: &'a str,
    /// Price an hour.
    pub hourly: MicroUsd,
    /// Whether the price is not on a price list.
    pub is_estimate: bool,
    /// Whether it is the scenario's region.
    pub is_here: bool,
}

/// Units across the view box: next to its table on a page, text has the size of the page's small text.
const WIDTH: i32 = 340;
const ROW: i32 = 20;
const MARGIN: i32 = 4;
const BAR_HEIGHT: i32 = 12;
/// From a row's top to its bar and to the baseline of its texts.
const BAR_DOWN: i32 = 4;
const TEXT_DOWN: i32 = 15;
/// Before the scenario's region, for those who do not see weights and strokes.
const MARK: &str = "\u{25b8} ";

/// The bars as SVG text, with the picture's name and description.
pub fn price_by_region(bars: &[RegionBar], title: &str, desc: &str) -> String {
    let layout = Layout::of(bars);
    let height = ROW * bars.len().min(200) as i32 + 2 * MARGIN;
    let mut out = String::with_capacity(512 + 300 * bars.len());
    begin(&mut out, "chart chart-bars", (WIDTH as u32, height as u32), title, desc);
    for (i, bar) in bars.iter().enumerate() {
        row(&mut out, bar, MARGIN + i as i32 * ROW, &layout);
    }
    out.push_str("</svg>");
    out
}

/// Where each bar ends, in units of the view box, to read it out.
pub fn ends(bars: &[RegionBar]) -> Vec<(i32, i32)> {
    let layout = Layout::of(bars);
    let end = |(i, bar): (usize, &RegionBar)| {
        (layout.bars + layout.length(bar.hourly), MARGIN + i as i32 * ROW + BAR_DOWN + BAR_HEIGHT / 2)
    };
    bars.iter().enumerate().map(end).collect()
}

fn row(out: &mut String, bar: &RegionBar, top: i32, layout: &Layout) {
    let mine = if bar.is_here { " chart-mine" } else { "" };
    let length = layout.length(bar.hourly);
    text(out, ["chart-name", mine], (0, top + TEXT_DOWN), &name(bar));
    put(out, &["<rect class=\"chart-bar chart-price", if bar.is_estimate { " chart-estimate" } else { "" }, mine]);
    let numbers = [("x", layout.bars), ("y", top + BAR_DOWN), ("width", length), ("height", BAR_HEIGHT)];
    for (name, n) in numbers {
        put(out, &["\" ", name, "=\""]);
        int(out, n);
    }
    out.push_str("\"/>");
    text(out, ["chart-value", mine], (layout.bars + length + MARGIN, top + TEXT_DOWN), &figure(bar));
}

fn text(out: &mut String, class: [&str; 2], (x, y): (i32, i32), words: &str) {
    put(out, &["<text class=\"", class[0], class[1], "\" x=\""]);
    int(out, x);
    out.push_str("\" y=\"");
    int(out, y);
    out.push_str("\">");
    escape(out, words);
    out.push_str("</text>");
}

fn name(bar: &RegionBar) -> String {
    format!("{}{}", if bar.is_here { MARK } else { "" }, bar.name)
}

fn figure(bar: &RegionBar) -> String {
    format!("{}{}", if bar.is_estimate { "~" } else { "" }, bar.hourly.hourly())
}

/// Names left, then bars from zero to the dearest, which leaves room for the widest figure.
struct Layout {
    bars: i32,
    dearest: u64,
    longest: i32,
}

impl Layout {
    fn of(bars: &[RegionBar]) -> Layout {
        let widest = |text: fn(&RegionBar) -> String| bars.iter().map(|b| text_width(&text(b))).max().unwrap_or(0);
        // Names are codes of a known length; whatever comes, the bars keep half of the picture.
        let left = (widest(name) + 2 * MARGIN).min(WIDTH / 2);
        let longest = (WIDTH - left - widest(figure) - 2 * MARGIN).max(1);
        let dearest = bars.iter().map(|b| b.hourly.0).max().unwrap_or(0).max(1);
        Layout { bars: left, dearest, longest }
    }

    /// Whole units, rounded down, at least one.
    fn length(&self, hourly: MicroUsd) -> i32 {
        ((u128::from(hourly.0) * self.longest as u128 / u128::from(self.dearest)) as i32).max(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Element, parse};

    fn three() -> [RegionBar<'static>; 3] {
        let bar =
            |name, hourly, is_estimate, is_here| RegionBar { name, hourly: MicroUsd(hourly), is_estimate, is_here };
        [
            bar("us-east-1", 96_000, false, true),
            bar("eu-west-1", 107_000, false, false),
            bar("sa-east-1", 192_000, true, false),
        ]
    }

    fn texts<'a>(elements: &'a [Element], class: &str) -> Vec<&'a str> {
        let has = |e: &&Element| e.name == "text" && e.get("class").split(' ').any(|c| c == class);
        elements.iter().filter(has).map(|e| e.text.as_str()).collect()
    }

    #[test]
    fn every_region_has_its_name_and_price() {
        let elements = parse(&price_by_region(&three(), "Price & region", ""));
        assert_eq!(elements[0].get("viewBox"), "0 0 340 68"); // 3 * 20 + 8
        assert_eq!(texts(&elements, "chart-name"), ["\u{25b8} us-east-1", "eu-west-1", "sa-east-1"]);
        assert_eq!(texts(&elements, "chart-value"), ["$0.096", "$0.107", "~$0.192"]);
        assert_eq!(texts(&elements, "chart-mine"), ["\u{25b8} us-east-1", "$0.096"]);
    }

    #[test]
    fn bars_are_as_long_as_they_cost_and_estimates_stand_apart() {
        let elements = parse(&price_by_region(&three(), "", ""));
        let bars: Vec<_> = elements.iter().filter(|e| e.name == "rect").collect();
        assert_eq!(bars[0].int("width"), bars[2].int("width") / 2);
        let classes: Vec<_> = bars.iter().map(|b| b.get("class")).collect();
        assert_eq!(
            classes,
            ["chart-bar chart-price chart-mine", "chart-bar chart-price", "chart-bar chart-price chart-estimate"]
        );
    }

    #[test]
    fn a_bar_ends_where_it_is_said_to() {
        let elements = parse(&price_by_region(&three(), "", ""));
        let bars = elements.iter().filter(|e| e.name == "rect");
        let drawn: Vec<_> = bars.map(|b| (b.int("x") + b.int("width"), b.int("y") + b.int("height") / 2)).collect();
        assert_eq!(ends(&three()), drawn);
    }

    #[test]
    fn nothing_runs_out_of_the_picture() {
        let dear = RegionBar {
            name: "a-region-of-a-very-long-name-that-is-none",
            hourly: MicroUsd(u64::MAX / 4),
            ..three()[2]
        };
        for bars in [three().as_slice(), &[dear], &[]] {
            for e in parse(&price_by_region(bars, "", "")) {
                if e.get("class").contains("chart-value") {
                    assert!(e.int("x") <= WIDTH, "{e:?}");
                }
                if e.name == "rect" {
                    assert!(e.int("x") + e.int("width") <= WIDTH, "{e:?}");
                }
            }
        }
        let all = three();
        for e in parse(&price_by_region(&all, "", "")).iter().filter(|e| e.get("class").contains("chart-value")) {
            assert!(e.int("x") + text_width(&e.text) <= WIDTH, "{e:?}");
        }
    }
}
