//! The ranked table of every type: only the rows in view are in the page.
//!
//! Markup as a function of the plan. A few dozen rows built as text and set at once are several times
//! faster than a view for each cell.

use super::words::{NONE, percent};
use crate::view::page_view::kept;
use crate::view::state::{COLUMNS, ViewState};
use maud::{Markup, html};
use model::evaluation::Evaluation;
use model::node::limit::Limit;
use model::plan::Candidate;
use model::plan::cost::Confidence;
use model::units::grouped;
use model::words::equal_work;
use std::ops::Range;

/// Height of a row in CSS pixels; the style sheet has the same figure.
pub const ROW: usize = 32;
/// Rows in the page: those in view and some beyond.
const WINDOW: usize = 24;
/// The window moves in steps, so that scrolling rarely rebuilds it.
const STEP: usize = 4;

/// The first row of the window when the table is scrolled down by so many pixels.
pub fn first_row(scrolled: usize) -> usize {
    (scrolled / ROW).saturating_sub(STEP / 2) / STEP * STEP
}

/// What the table is made of.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// The scenario whose plan is listed.
    pub evaluation: &'a Evaluation,
    /// How it is looked at.
    pub view: &'a ViewState,
    /// Indices into the plan, in the order shown.
    pub rows: &'a [usize],
    /// Names as links, which scripts take over, instead of buttons, which submit the form. Buttons take
    /// part in the form, and a browser needs twice the time to lay a table of them.
    pub live: bool,
}

impl Table<'_> {
    /// One sentence on what is listed.
    pub fn caption(&self) -> String {
        match equal_work(self.evaluation.scenario()) {
            Some(text) => format!("{} {text}", self.listed()),
            None => self.listed(),
        }
    }

    fn listed(&self) -> String {
        let listed = grouped(self.rows.len() as u64);
        match self.view.excluded {
            true => format!(
                "{} types are excluded, each with its reason; {listed} listed.",
                grouped(self.evaluation.plan().rejected.len() as u64)
            ),
            false => {
                format!(
                    "{} types can carry the pods; {listed} listed.",
                    grouped(self.evaluation.plan().candidates.len() as u64)
                )
            }
        }
    }

    /// Headings: those of the ranked columns sort.
    pub fn head(&self) -> Markup {
        if self.view.excluded { excluded_head() } else { ranked_head(self.view) }
    }

    /// The rows of the window, and the height of the rows around it.
    pub fn body(&self, first: usize) -> Markup {
        let total = self.rows.len();
        let first = first.min(total.saturating_sub(WINDOW));
        let shown = self.evaluation.shown().map(|(rank, _)| rank);
        let window: Range<usize> = if self.view.all_rows { 0..total } else { first..(first + WINDOW).min(total) };
        html! {
            @if total == 0 { tr.none { td colspan=(COLUMNS.len()) { (self.why_empty()) } } }
            (spacer(window.start))
            @for i in window.clone() {
                @if self.view.excluded { (self.excluded_row(i)) } @else { (self.row(i, shown)) }
            }
            (spacer(total - window.end))
        }
    }

    fn why_empty(&self) -> &'static str {
        match (self.view.excluded, self.evaluation.plan().candidates.is_empty()) {
            (false, true) => "No instance type can carry these pods. Show the excluded types to see why.",
            _ => "No type matches. Remove a word from Find, or choose any limit.",
        }
    }

    fn row(&self, i: usize, shown: Option<usize>) -> Markup {
        let index = self.rows[i];
        let Some(c) = self.evaluation.plan().candidates.get(index) else { return html! {} };
        let is_shown = Some(index) == shown;
        let name = c.name(self.evaluation.catalog());
        let (vcpu, memory) = c.index.size(self.evaluation.catalog());
        let limit = c.capacity.binding();
        html! {
            tr.shown[is_shown] aria-rowindex=(i + 2) aria-current=[is_shown.then_some("true")] {
                td { (index + 1) }
                th scope="row" {
                    @if self.live { a href={ "/instances/" (name) } data-type=(name) { (name) } }
                    @else { button name="type" value=(name) { (name) } }
                }
                td { (c.capacity.pods) }
                td class=(charts::class_of(limit)) { (limit.name()) }
                td { (grouped(c.fleet.nodes.into())) }
                td { (confidence_mark(c)) (c.fleet.monthly.cents()) }
                td { (self.evaluation.plan().per_pod(c).per_pod()) }
                td { (c.price.hourly.hourly()) }
                td { (vcpu) }
                td { (memory.brief()) }
                td { (unused(c.stranded.map(|s| s.cpu_share().0))) }
                td { (unused(c.stranded.map(|s| s.memory_share().0))) }
            }
        }
    }

    fn excluded_row(&self, i: usize) -> Markup {
        let Some(r) = self.evaluation.plan().rejected.get(self.rows[i]) else { return html! {} };
        let name = r.index.name(self.evaluation.catalog());
        html! {
            tr aria-rowindex=(i + 2) {
                th scope="row" { a href=(kept(&format!("/instances/{name}"))) { (name) } }
                td class=(if r.reason.is_filter() { "filter" } else { "limit" }) { (r.reason.in_scenario(self.evaluation.scenario())) }
            }
        }
    }
}

/// `~` before an estimate and a price without the Windows licence, `s` before a spot average.
fn confidence_mark(c: &Candidate) -> Markup {
    match c.price.confidence {
        Confidence::Published => html! {},
        Confidence::Estimated => html! { abbr title="estimated price" { "~" } },
        Confidence::Derived => html! { abbr title="spot average, indicative" { "s" } },
        Confidence::WithoutLicence => html! { abbr title="Linux price, without the Windows licence" { "~" } },
    }
}

/// Unknown in the article's era.
fn unused(share: Option<u32>) -> String {
    share.map_or_else(|| NONE.into(), percent)
}

fn spacer(rows: usize) -> Markup {
    html! { @if rows > 0 { tr.spacer aria-hidden="true" { td style={ "height:" (rows * ROW) "px" } {} } } }
}

/// Headings that sort.
fn ranked_head(view: &ViewState) -> Markup {
    let order = |column| (view.sort == column).then_some(if view.descending { "descending" } else { "ascending" });
    html! {
        tr aria-rowindex="1" {
            @for (column, code, short, long) in COLUMNS {
                th class=(code) scope="col" aria-sort=[order(column)] { button name="sort" value=(code) title=(long) { (breakable(short)) } }
            }
        }
    }
}

/// A heading that may break after its slash: `US$/month`.
fn breakable(heading: &str) -> Markup {
    html! {
        @match heading.split_once('/') {
            Some((what, of)) => { (what) "/" wbr; (of) }
            None => (heading),
        }
    }
}

fn excluded_head() -> Markup {
    html! { tr aria-rowindex="1" { th.name scope="col" { "Type" } th.reason scope="col" { "Why it is excluded" } } }
}

/// Text filter, limit filter, and the switch to the excluded types. Rendered once.
pub fn tools(view: &ViewState) -> Markup {
    html! {
        div.tools {
            input type="hidden" name="sort" value=(view.sort.code());
            input type="hidden" name="dir" value=(if view.descending { "desc" } else { "asc" });
            label { "Find " input type="search" name="find" maxlength="40" placeholder="m7i" value=(view.find); }
            label { "Bound by "
                select name="limit" {
                    option value="" selected[view.limit.is_none()] { "any limit" }
                    @for limit in Limit::ALL { option value=(limit.code()) selected[view.limit == Some(limit)] { (limit.name()) } }
                }
            }
            label { "Show "
                select name="show" {
                    option value="eligible" selected[!view.excluded] { "eligible types" }
                    option value="excluded" selected[view.excluded] { "excluded types" }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
