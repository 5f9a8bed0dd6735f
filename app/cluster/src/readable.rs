//! A chart that can be read out: a figure whose points have a sentence each, for pointer and arrow keys. The page's script
//! (`read_out.js`) does the rest.

use charts::Series;
use maud::{Markup, PreEscaped, html};

/// A point of a chart, in units of its view box, and its sentence.
pub struct Place {
    /// Across and down.
    pub at: (i32, i32),
    /// What is read out.
    pub says: String,
}

/// A chart with what its figure needs.
pub struct Readable {
    /// Above it.
    pub title: String,
    /// Class and name of each series.
    pub legend: Vec<(&'static str, String)>,
    /// The chart as SVG text.
    pub svg: String,
    /// From left to right, or from top to bottom; a page shows only charts that have some.
    pub places: Vec<Place>,
    /// The point that is the scenario's own.
    pub home: usize,
    /// Where one looks for the point next to the pointer.
    pub along: Along,
}

/// How the points of a chart lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Along {
    /// From left to right.
    X,
    /// One below the other: the chart is as high as it has rows.
    Y,
    /// Anywhere.
    Both,
}

impl Along {
    /// As the script reads it.
    fn code(self) -> &'static str {
        match self {
            Along::X => "x",
            Along::Y => "y",
            Along::Both => "xy",
        }
    }
}

impl Readable {
    /// The figure.
    pub fn figure(&self) -> Markup {
        html! {
            figure.chart-pane {
                figcaption {
                    b { (self.title) }
                    @if !self.legend.is_empty() { ul.legend { @for (class, name) in &self.legend { li class=(class) { (name) } } } }
                }
                (self.frame())
                (drawn(None))
            }
        }
    }

    /// The chart without what is above and below it, and the line that reads it out.
    pub fn frame(&self) -> Markup {
        let lines: Vec<_> = self.places.iter().map(|p| format!("{} {} {}", p.at.0, p.at.1, p.says)).collect();
        html! {
            div.chart-frame.bars-frame[self.along == Along::Y] data-along=(self.along.code()) data-places=(lines.join("\n")) data-home=(self.home) role="group"
                aria-label={ "Chart: " (self.title) ". Arrow keys read it out." } { (PreEscaped(&self.svg)) }
            p.read-out aria-live="polite" { (self.places.get(self.home).map_or("", |p| p.says.as_str())) }
        }
    }
}

/// What draws a figure into a file: the one around it, or that of an id. Seen only where the page's script does it.
pub fn drawn(of: Option<&str>) -> Markup {
    html! {
        p.draws data-of=[of] {
            "Picture: " button type="button" data-draw="svg" aria-label="Picture as SVG" { "SVG" } " "
            button type="button" data-draw="png" aria-label="Picture as PNG" { "PNG" }
        }
    }
}

/// Class and name of two lines.
pub fn two_lines(first: (Series, &str), second: (Series, &str)) -> Vec<(&'static str, String)> {
    [first, second].map(|(series, name)| (series.class(), name.to_string())).to_vec()
}
