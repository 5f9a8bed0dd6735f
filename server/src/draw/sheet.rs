//! What is around a chart in a file, and where, in the chart's units: heading, legend, foot.

use super::colours::of_limit;
use super::font::{Faces, Weight};
use super::words::{Setting, clean};
use model::node::limit::Limit;

const MARGIN: f32 = 20.0;
const HEADING: f32 = 17.0;
const SMALL: f32 = 13.0;
const LINE: f32 = 19.0;
/// How much wider the viewer's font may be than ours.
const WIDER: f32 = 1.2;
/// A legend's dot and the space after it.
const DOT: f32 = 14.0;

/// A chart's surroundings.
pub struct Sheet {
    /// Units across and down.
    pub size: (u32, u32),
    pub texts: Vec<SheetText>,
    /// Centre and token of each dot.
    pub dots: Vec<((f32, f32), &'static str)>,
    /// The chart's upper left corner.
    pub corner: (u32, u32),
    pub chart_size: (u32, u32),
}

/// A line of text by the left end of its baseline.
pub struct SheetText {
    pub at: (f32, f32),
    pub size: f32,
    pub weight: Weight,
    pub colour: &'static str,
    pub text: String,
}

/// Radius of a legend's dot.
pub const RADIUS: f32 = 4.5;

impl Sheet {
    /// The sheet around a chart of that size.
    pub fn around(faces: &Faces, chart: (u32, u32), heading: &str, legend: &[Limit], foot: &[String]) -> Sheet {
        let mut sheet =
            Sheet { size: (0, 0), texts: vec![], dots: vec![], corner: (MARGIN as u32, 0), chart_size: chart };
        let mut y = sheet.lines(faces, heading, MARGIN - 4.0, (HEADING, Weight::SemiBold, "text"));
        y = sheet.legend(faces, legend, y + 4.0);
        sheet.corner.1 = (y + 10.0) as u32;
        y = (sheet.corner.1 + chart.1) as f32 + 6.0;
        for (line, colour) in foot.iter().zip(["text", "quiet"]) {
            y = sheet.lines(faces, line, y, (SMALL, Weight::Regular, colour));
        }
        sheet.size = (chart.0 + 2 * MARGIN as u32, (y + MARGIN) as u32);
        sheet
    }

    /// A text in as many lines as it needs; gives where they end.
    fn lines(&mut self, faces: &Faces, text: &str, top: f32, style: (f32, Weight, &'static str)) -> f32 {
        let (size, weight, colour) = style;
        let mut y = top;
        let setting = Setting { faces, weight, size };
        for text in setting.wrap(&clean(faces, text), self.chart_size.0 as f32 / WIDER, 4) {
            y += size / SMALL * LINE;
            self.texts.push(SheetText { at: (MARGIN, y), size, weight, colour, text });
        }
        y
    }

    fn legend(&mut self, faces: &Faces, limits: &[Limit], top: f32) -> f32 {
        let setting = Setting { faces, weight: Weight::Regular, size: SMALL };
        let right = MARGIN + self.chart_size.0 as f32;
        let width = |limit: Limit| DOT + setting.width(limit.name()) * WIDER;
        let (mut x, mut y) = (MARGIN, if limits.is_empty() { top } else { top + LINE });
        for limit in limits.iter().copied() {
            if x + width(limit) > right {
                (x, y) = (MARGIN, y + LINE);
            }
            let (size, weight, colour) = (SMALL, Weight::Regular, of_limit(limit));
            self.dots.push(((x + RADIUS, y - RADIUS), colour));
            self.texts.push(SheetText { at: (x + DOT, y), size, weight, colour, text: limit.name().to_string() });
            x += width(limit) + DOT;
        }
        y
    }
}
