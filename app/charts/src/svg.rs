//! A canvas that writes SVG text with class names where others write colours.
//!
//! Equal things share an element: all lines of a class are one path, and all dots of a class are one
//! path of zero-length strokes with round caps, which a browser parses and paints far faster than
//! circles. Coordinates are whole numbers. This module must not know what is drawn.

use model::order::sort_numbers;
use plotters::style::{FontDesc, FontFamily, FontStyle, RGBAColor, ShapeStyle, TextStyle};
use plotters_backend::text_anchor::Pos;
use plotters_backend::{BackendColor, BackendCoord};

/// Height of all text, in units of the view box.
pub const FONT_SIZE: i32 = 13;

// From where a text is put to its baseline: capitals are 0.72 of the size, descenders 0.21.
pub(crate) const BELOW_TOP: i32 = FONT_SIZE * 4 / 5;
pub(crate) const BELOW_MIDDLE: i32 = FONT_SIZE * 9 / 25;
pub(crate) const ABOVE_BOTTOM: i32 = FONT_SIZE * 6 / 25;

/// The widest and highest that a view box may be: dots keep each coordinate in [`COORD_BITS`].
pub(crate) const MAX_SIDE: u32 = (1 << COORD_BITS) - 1;

/// Of all dots; the class of the series follows.
const DOT_CLASS: &str = "chart-point ";
/// Of all lines that show values; the class of the series follows.
const LINE_CLASS: &str = "chart-line ";

const COORD_BITS: i32 = 12;

/// What a thing is drawn with: a class. Plotters carries it as a colour.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ink(u8);

impl Ink {
    pub(crate) const GRID: Ink = Ink(0);
    pub(crate) const AXIS: Ink = Ink(1);
    pub(crate) const CROSS: Ink = Ink(2);
    pub(crate) const CHOSEN: Ink = Ink(3);
    pub(crate) const TICK: Ink = Ink(4);
    pub(crate) const LABEL: Ink = Ink(5);
    pub(crate) const NOTE: Ink = Ink(6);
    const FIRST_SERIES: u8 = 7;
    const FIRST_LINE: u8 = 128;

    /// Of the dots of a series.
    pub(crate) fn series(number: u8) -> Ink {
        Ink(Ink::FIRST_SERIES + number)
    }

    /// Of the line of a series.
    pub(crate) fn line(number: u8) -> Ink {
        Ink(Ink::FIRST_LINE + number)
    }

    /// As plotters needs it for text.
    pub(crate) fn text(self) -> TextStyle<'static> {
        let font = FontDesc::new(FontFamily::SansSerif, f64::from(FONT_SIZE), FontStyle::Normal);
        TextStyle { font, color: BackendColor { alpha: 1.0, rgb: (0, 0, self.0) }, pos: Pos::default() }
    }

    /// As plotters needs it for lines (unfilled) and dots (filled).
    pub(crate) fn shape(self, filled: bool) -> ShapeStyle {
        ShapeStyle { color: RGBAColor(0, 0, self.0, 1.0), filled, stroke_width: 1 }
    }

    pub(crate) fn of(color: BackendColor) -> Ink {
        Ink(color.rgb.2)
    }

    /// The number of the series, for the dots or the line of one.
    pub(crate) fn series_number(self) -> Option<u8> {
        self.0.checked_sub(Ink::FIRST_LINE).or(self.0.checked_sub(Ink::FIRST_SERIES))
    }

    fn class(self) -> &'static str {
        match self {
            Ink::GRID => "chart-grid",
            Ink::AXIS => "chart-axis",
            Ink::CROSS => "chart-cross",
            Ink::CHOSEN => "chart-chosen",
            Ink::TICK => "chart-tick",
            Ink::LABEL => "chart-label",
            Ink::NOTE => "chart-note",
            Ink(Ink::FIRST_LINE..) => LINE_CLASS,
            _ => DOT_CLASS,
        }
    }
}

/// What has been drawn so far, by layer: grid, axes, dots, text, marks.
pub(crate) struct Canvas {
    pub(crate) size: (u32, u32),
    series: &'static [&'static str],
    grid: String,
    axes: String,
    dots: Vec<i32>,
    texts: String,
    group: Option<(Ink, &'static str)>,
    marks: String,
}

impl Canvas {
    /// An empty canvas; `series` are the classes of [`Ink::series`].
    pub(crate) fn new(size: (u32, u32), series: &'static [&'static str]) -> Canvas {
        Canvas {
            size,
            series,
            grid: String::new(),
            axes: String::new(),
            dots: Vec::new(),
            texts: String::new(),
            group: None,
            marks: String::new(),
        }
    }

    /// Makes room for that many dots.
    pub(crate) fn reserve_dots(&mut self, dots: usize) {
        self.dots.reserve(dots);
    }

    /// A text whose baseline's anchor is at `(x, y)`, turned a quarter to the left if `upright`.
    pub(crate) fn text(&mut self, ink: Ink, anchor: &'static str, (x, y): BackendCoord, upright: bool, text: &str) {
        if self.group != Some((ink, anchor)) {
            self.close_group();
            self.group = Some((ink, anchor));
            put(&mut self.texts, &["<g class=\"", ink.class(), "\" text-anchor=\"", anchor, "\">"]);
        }
        let out = &mut self.texts;
        out.push_str("<text x=\"");
        int(out, x);
        out.push_str("\" y=\"");
        int(out, y);
        if upright {
            out.push_str("\" transform=\"rotate(-90 ");
            int(out, x);
            out.push(' ');
            int(out, y);
            out.push(')');
        }
        out.push_str("\">");
        escape(out, text);
        out.push_str("</text>");
    }

    fn close_group(&mut self) {
        if self.group.take().is_some() {
            self.texts.push_str("</g>");
        }
    }

    /// The whole document.
    pub(crate) fn finish(mut self, title: &str, desc: &str) -> String {
        self.close_group();
        let text = title.len() + desc.len() + self.texts.len() + self.grid.len() + self.axes.len() + self.marks.len();
        let mut out = String::with_capacity(512 + text + 9 * self.dots.len());
        begin(&mut out, "chart", self.size, title, desc);
        path(&mut out, Ink::GRID.class(), &self.grid);
        path(&mut out, Ink::AXIS.class(), &self.axes);
        self.put_dots(&mut out);
        // Words last: no line runs through them.
        put(&mut out, &[&self.marks, &self.texts, "</svg>"]);
        out
    }

    /// One path for each series; dots in their own order and each pixel once, whatever was drawn when.
    fn put_dots(&mut self, out: &mut String) {
        const COORD: i32 = MAX_SIDE as i32;
        sort_numbers(&mut self.dots);
        self.dots.dedup();
        let (mut open, mut x, mut y) = (-1, 0, 0);
        for &dot in &self.dots {
            let series = dot >> (2 * COORD_BITS);
            if series != open {
                out.push_str(if open < 0 { "" } else { "\"/>" });
                put(out, &["<path class=\"", DOT_CLASS, self.series[series as usize], "\" d=\""]);
                (open, x, y) = (series, 0, 0);
            }
            // A relative move is shorter; the first one of a path counts from the origin.
            let (to_x, to_y) = (dot >> COORD_BITS & COORD, dot & COORD);
            out.push('m');
            int(out, to_x - x);
            if to_y >= y {
                out.push(' ');
            }
            int(out, to_y - y);
            out.push_str("h0");
            (x, y) = (to_x, to_y);
        }
        out.push_str(if open < 0 { "" } else { "\"/>" });
    }

    /// A dot of a series, of which each pixel has one.
    pub(crate) fn dot(&mut self, series: u8, (x, y): BackendCoord) {
        let clamped = |v: i32| v.clamp(0, MAX_SIDE as i32);
        self.dots.push((i32::from(series) << COORD_BITS | clamped(x)) << COORD_BITS | clamped(y));
    }

    /// A circle's line.
    pub(crate) fn ring(&mut self, (x, y): BackendCoord, radius: i32, ink: Ink) {
        let out = &mut self.marks;
        put(out, &["<circle class=\"", ink.class(), "\" cx=\""]);
        int(out, x);
        out.push_str("\" cy=\"");
        int(out, y);
        out.push_str("\" r=\"");
        int(out, radius);
        out.push_str("\"/>");
    }

    /// A line through points.
    pub(crate) fn polyline(&mut self, mut points: impl Iterator<Item = BackendCoord>, ink: Ink) {
        let Some((mut x, mut y)) = points.next() else { return };
        let out = match ink {
            Ink::GRID => &mut self.grid,
            Ink::AXIS => &mut self.axes,
            _ => {
                let series = ink.series_number().map(|number| self.series[usize::from(number)]);
                put(&mut self.marks, &["<path class=\"", ink.class(), series.unwrap_or(""), "\" d=\""]);
                &mut self.marks
            }
        };
        out.push('M');
        pair(out, x, y);
        for (to_x, to_y) in points {
            if to_y == y {
                out.push('H');
                int(out, to_x);
            } else if to_x == x {
                out.push('V');
                int(out, to_y);
            } else {
                out.push('L');
                pair(out, to_x, to_y);
            }
            (x, y) = (to_x, to_y);
        }
        if !matches!(ink, Ink::GRID | Ink::AXIS) {
            out.push_str("\"/>");
        }
    }
}

/// The root's start tag, name and description.
pub(crate) fn begin(out: &mut String, class: &str, (width, height): (u32, u32), title: &str, desc: &str) {
    put(
        out,
        &[
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"",
            class,
            "\" role=\"img\" font-size=\"13\" viewBox=\"0 0 ",
        ],
    );
    int(out, width as i32);
    out.push(' ');
    int(out, height as i32);
    out.push_str("\"><title>");
    escape(out, title);
    out.push_str("</title><desc>");
    escape(out, desc);
    out.push_str("</desc>");
}

/// How wide a text is at most in common sans-serif fonts.
pub(crate) fn text_width(text: &str) -> i32 {
    let hundredths: i32 = text
        .bytes()
        .map(|b| match b {
            b'.' | b',' | b' ' => 32,
            b'M' | b'm' | b'W' | b'w' => 98,
            _ => 64,
        })
        .sum();
    (hundredths * FONT_SIZE + 99) / 100
}

fn path(out: &mut String, class: &str, d: &str) {
    if !d.is_empty() {
        put(out, &["<path class=\"", class, "\" d=\"", d, "\"/>"]);
    }
}

pub(crate) fn put(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

fn pair(out: &mut String, x: i32, y: i32) {
    int(out, x);
    out.push(' ');
    int(out, y);
}

/// Digits without the formatting machinery: this runs a few thousand times a chart.
pub(crate) fn int(out: &mut String, n: i32) {
    if n < 0 {
        out.push('-');
    }
    let mut rest = n.unsigned_abs();
    let mut digits = [0; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    for &digit in &digits[at..] {
        out.push(char::from(digit));
    }
}

pub(crate) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // XML has no way to write the other control characters.
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::parse;

    fn canvas() -> Canvas {
        Canvas::new((300, 200), &["first", "second"])
    }

    #[test]
    fn dots_of_a_series_share_a_path_in_an_order_of_their_own() {
        let mut canvas = canvas();
        for (series, at) in [(1, (7, 9)), (0, (30, 5)), (0, (4, 60)), (0, (30, 5)), (0, (4, 8)), (1, (30, 5))] {
            canvas.dot(series, at);
        }
        let svg = canvas.finish("", "");
        assert!(svg.contains(r#"<path class="chart-point first" d="m4 8h0m0 52h0m26-55h0"/>"#), "{svg}");
        assert!(svg.contains(r#"<path class="chart-point second" d="m7 9h0m23-4h0"/>"#), "{svg}");
        let elements = parse(&svg);
        assert_eq!(elements[3].dots(), [(4, 8), (4, 60), (30, 5)]);
    }

    #[test]
    fn dots_outside_stay_on_the_edge() {
        let mut canvas = canvas();
        canvas.dot(1, (-5, 5_000));
        assert!(canvas.finish("", "").contains(r#"second" d="m0 4095h0""#));
    }

    #[test]
    fn lines_of_a_class_share_a_path() {
        let mut canvas = canvas();
        for (from, to) in [((1, 2), (1, 9)), ((3, 4), (8, 4)), ((0, 0), (5, 6))] {
            canvas.polyline([from, to].into_iter(), Ink::GRID);
        }
        assert!(canvas.finish("", "").contains(r#"<path class="chart-grid" d="M1 2V9M3 4H8M0 0L5 6"/>"#));
    }

    #[test]
    fn text_is_escaped_everywhere() {
        let mut canvas = canvas();
        canvas.text(Ink::NOTE, "middle", (1, 2), false, "a < b && \"c\" > 'd'\u{1b}\n");
        let elements = parse(&canvas.finish("<script>", "</desc>&lt;"));
        assert_eq!(elements[1].text, "<script>");
        assert_eq!(elements[2].text, "</desc>&lt;");
        assert_eq!(elements[4].text, "a < b && \"c\" > 'd'  ");
    }

    #[test]
    fn no_line_runs_through_words() {
        let mut canvas = canvas();
        canvas.text(Ink::NOTE, "end", (1, 2), false, "c8i.large");
        canvas.polyline([(0, 2), (4, 2)].into_iter(), Ink::CROSS);
        let svg = canvas.finish("", "");
        assert!(svg.rfind("<path") < svg.find("<text"), "{svg}");
    }

    #[test]
    fn texts_of_a_kind_share_a_group() {
        let mut canvas = canvas();
        for (ink, text) in [(Ink::TICK, "1"), (Ink::TICK, "2"), (Ink::LABEL, "pods")] {
            canvas.text(ink, "end", (1, 2), ink == Ink::LABEL, text);
        }
        let elements = parse(&canvas.finish("", ""));
        let groups: Vec<_> = elements.iter().filter(|e| e.name == "g").map(|e| e.get("class")).collect();
        assert_eq!(groups, ["chart-tick", "chart-label"]);
        assert_eq!(elements.last().expect("a text").get("transform"), "rotate(-90 1 2)");
    }

    #[test]
    fn numbers_need_no_formatting_machinery() {
        for n in [0, 7, -7, 10, 4_095, i32::MAX, i32::MIN] {
            let mut out = String::new();
            int(&mut out, n);
            assert_eq!(out, n.to_string());
        }
    }

    #[test]
    fn text_is_measured_by_a_table() {
        // 2 wide, 2 narrow: ceil((2 x 64 + 2 x 32) x 13 / 100)
        assert_eq!(text_width("1,2."), 25);
        assert_eq!(text_width(""), 0);
    }
}
