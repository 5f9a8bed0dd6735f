//! A chart that can be read out: a figure whose points have a sentence each, for pointer and arrow keys.

use leptos::nonce::use_nonce;
use maud::{Markup, PreEscaped, html};

/// Follows pointer and keys; a file of its own would be a request more.
const SCRIPT: &str = include_str!("read_out.js");

/// A point of a chart, in units of its view box, and its sentence.
pub(super) struct Place {
    pub at: (i32, i32),
    pub says: String,
}

/// A chart with what its figure needs.
pub(super) struct Readable {
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
    /// Whether the points are one below the other.
    pub is_list: bool,
}

impl Readable {
    /// The figure.
    pub(super) fn figure(&self) -> Markup {
        let lines: Vec<_> = self.places.iter().map(|p| format!("{} {} {}", p.at.0, p.at.1, p.says)).collect();
        html! {
            figure.chart-pane {
                figcaption {
                    b { (self.title) }
                    @if !self.legend.is_empty() { ul.legend { @for (class, name) in &self.legend { li class=(class) { (name) } } } }
                }
                div.chart-frame.bars-frame[self.is_list] data-along=(if self.is_list { "y" } else { "x" }) data-places=(lines.join("\n")) data-home=(self.home) role="group"
                    aria-label={ "Chart: " (self.title) ". Arrow keys read it out." } { (PreEscaped(&self.svg)) }
                p.read-out aria-live="polite" { (self.places.get(self.home).map_or("", |p| p.says.as_str())) }
            }
        }
    }
}

/// The script, once a page, after its charts.
pub(super) fn script() -> Markup {
    html! { script type="module" nonce=[use_nonce()] { (PreEscaped(SCRIPT)) } }
}
