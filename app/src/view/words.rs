//! How figures are written, where more than one part of a page writes them.

use maud::{Markup, html};
use model::plan::Candidate;
use model::plan::cost::Confidence;
use model::scenario::Scenario;
use model::units::MicroUsd;
use model::words::WITHOUT_LICENCE;

/// Shown instead of a figure.
pub const NONE: &str = "\u{2013}";

/// Basis points as whole per cent.
pub fn percent(bp: u32) -> String {
    format!("{} %", (bp + 50) / 100)
}

/// `+$12.30`, `-$3.00`, `same`.
pub fn difference(from: MicroUsd, to: MicroUsd) -> String {
    if to == from {
        return "same".into();
    }
    let gap = MicroUsd(to.0.abs_diff(from.0));
    format!("{}{}", if to > from { "+" } else { "\u{2212}" }, gap.cents())
}

/// The same in whole dollars: `+$12`.
pub fn brief_difference(from: MicroUsd, to: MicroUsd) -> String {
    if to == from {
        return "same".into();
    }
    let gap = MicroUsd(to.0.abs_diff(from.0));
    format!("{}{}", if to > from { "+" } else { "\u{2212}" }, gap.brief())
}

/// How many settings are not what they usually are; nothing where none is.
pub fn changed(settings: usize) -> String {
    match settings {
        0 => String::new(),
        n => format!(": {n} changed"),
    }
}

/// A node's price an hour, `~` before one that is on no price list.
pub fn hourly<T>(c: &Candidate<T>) -> String {
    let mark = if c.price.confidence == Confidence::Published { "" } else { "~" };
    format!("{mark}{}", c.price.hourly.hourly())
}

/// What to know of every price on a page about Windows nodes; nothing of others.
pub fn about_licence(scenario: &Scenario) -> Markup {
    html! { @if scenario.node.is_windows() { p.problems role="note" { (WITHOUT_LICENCE) } } }
}
