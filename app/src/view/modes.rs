//! The workload under every networking mode: a bar each, a table of what differs, and what to know about it.
//!
//! Markup as a function of the figures, the same on the server and in the browser.

use super::cites::cites;
use super::page_view::{View, here, kept};
use super::words::NONE;
use crate::view::state::ViewState;
use crate::view::state::modes::{Column, MODE_COLUMNS, OF_FIGURES, ordered};
use crate::view::state::write_query;
use charts::{Bar, class_of, cost_by_mode};
use maud::{Markup, html};
use model::evaluation::Evaluation;
use model::modes::{Difference, ModeFigures, ModeRow, Which};
use model::node::limit::Limit;
use model::scenario::link::to_query;
use model::scenario::network_mode::NetworkMode;
use model::scenario::{Era, Scenario};
use model::units::{MicroUsd, grouped};
use model::verdict::{RuledOut, ruled_out};
use model::vpc::subnets::NAU_QUOTA;
use model::words;

/// The modes of a scenario.
#[derive(Clone, Copy)]
pub struct Modes<'a> {
    /// The scenario and what it comes to.
    pub evaluation: &'a Evaluation,
    /// How it is looked at.
    pub view: &'a ViewState,
}

#[cfg(test)]
mod tests;
mod told;

impl<'a> Modes<'a> {
    /// What the comparison comes to, in a sentence.
    pub fn headline(&self) -> String {
        self.evaluation.verdict(self.view.which).of_modes()
    }

    fn rows(&self) -> &'a [ModeRow] {
        self.evaluation.modes(self.view.which)
    }

    fn scenario(&self) -> &'a Scenario {
        self.evaluation.scenario()
    }

    fn ruled_out(&self, row: &ModeRow) -> Option<RuledOut> {
        ruled_out(self.scenario(), self.evaluation.advice(), row.mode)
    }

    /// One sentence on what is compared.
    pub fn caption(&self) -> String {
        let can = || self.rows().iter().filter(|row| row.outcome.is_ok());
        let out = can().filter(|row| self.ruled_out(row).is_some()).count();
        let out = if out > 0 { format!(", {out} of them ruled out") } else { String::new() };
        let with = match self.view.which {
            Which::Best => "each with its cheapest type".to_string(),
            Which::Chosen => match self.rows().iter().find_map(|row| row.figures()) {
                Some(f) => format!("each with {}", self.name(f)),
                None => "each with the chosen type".into(),
            },
        };
        let era = if self.scenario().era == Era::Article {
            " By today\u{2019}s rules: the article knows one mode."
        } else {
            ""
        };
        let mode = self.scenario().mode.name_on(self.scenario().node.owner);
        // By today's rules whatever the era.
        let equal_work = words::equal_work(&Scenario { era: Era::Today, ..self.scenario().clone() });
        let equal_work = equal_work.map_or(String::new(), |text| format!(" {text}"));
        format!(
            "{} of {} modes can carry the pods{out}, {with}. Small figures show the difference from {mode}.{era}{equal_work}{}",
            can().count(),
            self.rows().len(),
            if self.scenario().node.is_windows() { format!(" {}", words::WITHOUT_LICENCE) } else { String::new() }
        )
    }

    /// The bars; the table has their figures. Where all modes cost the same, that is said once, and the bars are of what differs:
    /// the addresses that they hold.
    pub fn figure(&self) -> Markup {
        let mut figures = self.rows().iter().filter_map(|row| row.figures());
        let first = figures.next().map(ModeFigures::monthly);
        match first.filter(|first| figures.clone().count() > 0 && figures.all(|f| f.monthly() == *first)) {
            Some(monthly) => self.addresses(monthly),
            None => self.costs(),
        }
    }

    /// The addresses that each mode holds, where all cost the same.
    fn addresses(&self, monthly: MicroUsd) -> Markup {
        let rows = self.ordered();
        let held = |row: &ModeRow| row.figures().map(|f| f.fleet.addresses());
        let most = rows.iter().filter_map(|row| held(row)).max().unwrap_or(0).max(1);
        html! {
            figure.modes-chart {
                figcaption {
                    h2 { "Every mode costs " (monthly.cents()) " a month. They differ in the VPC addresses that they hold" }
                }
                div data-boxes="y" role="group" tabindex="0" aria-label=(READ_OUT) {
                    ul.bars {
                        @for row in rows {
                            li.binding[row.is_current] data-says=(self.says(row)) {
                                span.limit-name { (row.name()) }
                                @match held(row) {
                                    Some(held) => {
                                        span.track aria-hidden="true" { span.bar.limit-addresses style={ "inline-size:" (held * 100 / most) "%" } {} }
                                        span.pods { (grouped(held)) }
                                    }
                                    None => { span.help { (row.outcome.as_ref().err().map_or(NONE, |reason| reason.text())) } span {} }
                                }
                            }
                        }
                    }
                }
                (hint())
            }
        }
    }

    fn costs(&self) -> Markup {
        let binds = |limit: &Limit| self.rows().iter().filter_map(|r| r.figures()).any(|f| binding(f) == *limit);
        html! {
            figure.modes-chart {
                figcaption {
                    h2 { "What all nodes cost a month" }
                    ul.legend aria-label="Binding limit" {
                        @for limit in Limit::ALL.into_iter().filter(binds) { li class=(class_of(limit)) { (limit.name()) } }
                    }
                }
                div data-boxes="y" role="group" tabindex="0" aria-label=(READ_OUT) { (maud::PreEscaped(self.svg())) }
                (hint())
            }
        }
    }

    fn svg(&self) -> String {
        let rows = self.ordered();
        let says: Vec<String> = rows.iter().map(|row| self.says(row)).collect();
        let bars = rows.iter().zip(&says).map(|(row, says)| Bar {
            name: row.name(),
            cost: row.outcome.as_ref().map(|f| (f.monthly(), binding(f))).map_err(|reason| reason.text()),
            chosen: row.is_current,
            says,
        });
        let bars: Vec<Bar> = bars.collect();
        cost_by_mode(&bars, "What all nodes cost a month, by networking mode", "The table below has every figure.")
    }

    /// `prefix delegation: 8 × m5.large, $560.64 a month, 720 addresses held, bound by CPU.`
    fn says(&self, row: &ModeRow) -> String {
        let name = row.name();
        match &row.outcome {
            Ok(f) => format!(
                "{name}: {} × {}, {} a month, {} addresses held, bound by {}.",
                grouped(f.candidate.fleet.nodes.into()),
                self.name(f),
                f.monthly().cents(),
                grouped(f.fleet.addresses()),
                binding(f).name()
            ),
            Err(reason) => format!("{name}: {}.", reason.text()),
        }
    }

    /// Headings of the figures, all of which sort.
    pub fn head(&self) -> Markup {
        html! { tr { (self.headings(&MODE_COLUMNS[..OF_FIGURES])) th.use scope="col" { "Plan with it" } } }
    }

    fn headings(&self, columns: &[Column]) -> Markup {
        let order = |column| {
            let turned = if self.view.modes_descending { "descending" } else { "ascending" };
            (self.view.mode_sort == column).then_some(turned)
        };
        html! {
            @for &(column, code, short, long) in columns {
                th class=(code) scope="col" aria-sort=[order(column)] {
                    button name="msort" value=(code) title=(long) { (short) }
                }
            }
        }
    }

    /// A row a mode.
    pub fn body(&self) -> Markup {
        html! { @for row in self.ordered() { (self.row(row)) } }
    }

    fn ordered(&self) -> Vec<&ModeRow> {
        ordered(self.evaluation.catalog(), self.rows(), self.view.mode_sort, self.view.modes_descending)
    }

    fn name(&self, f: &ModeFigures) -> &str {
        f.candidate.name(self.evaluation.catalog())
    }

    fn row(&self, row: &ModeRow) -> Markup {
        let facts = row.mode.facts();
        html! {
            tr.shown[row.is_current] aria-current=[row.is_current.then_some("true")] {
                th.mode scope="row" {
                    span title=(facts.summary) { (row.name()) }
                    @if let Some(out) = self.ruled_out(row) {
                        small.misfit { "ruled out: " (out.because) }
                    }
                }
                @match &row.outcome {
                    Ok(figures) => (self.figures(row, figures)),
                    Err(reason) => td.why colspan="7" { (reason.in_scenario(self.scenario())) },
                }
                td.use { (self.use_control(row)) }
            }
        }
    }

    fn figures(&self, row: &ModeRow, f: &ModeFigures) -> Markup {
        let (c, limit) = (&f.candidate, binding(f));
        let differs = |of: fn(&Difference) -> i64| if row.is_current { None } else { f.difference.as_ref().map(of) };
        let href = here(&format!("/instances/{}", self.name(f)), || to_query(&self.in_mode(row.mode)));
        html! {
            td.type { a href=(href) data-here data-mode=(row.mode.facts().code) { (self.name(f)) } }
            td.pods { (grouped(c.capacity.pods.into())) (delta(differs(|d| d.pods))) }
            td class={ "binds " (class_of(limit)) } { (limit.name()) }
            td.nodes { (grouped(c.fleet.nodes.into())) (delta(differs(|d| d.nodes))) }
            td.monthly { (c.fleet.monthly.cents()) (money(differs(|d| d.monthly))) }
            td.addresses {
                (grouped(f.fleet.addresses())) (delta(differs(|d| d.addresses)))
                small { (addresses_of_a_node(f)) }
                @if let Some(fit) = f.fit {
                    @match fit.fits {
                        Some(true) => small.fits { "fits your subnets" },
                        Some(false) => small.misfit { "does not fit your subnets" },
                        None => small { "subnets not checked" },
                    }
                }
            }
            td.nau {
                (grouped(f.fleet.nau)) (delta(differs(|d| d.nau)))
                @if f.fleet.nau > NAU_QUOTA { small.misfit { "above the quota of " (grouped(NAU_QUOTA)) } }
            }
        }
    }

    /// A way to plan with the mode; the scenario's own needs none.
    fn use_control(&self, row: &ModeRow) -> Markup {
        let facts = row.mode.facts();
        let label = format!("Plan with {}", facts.name);
        html! {
            @if row.is_current { span.current { "in use" } }
            @else {
                @let href = here(View::Modes.path(), || write_query(&self.in_mode(row.mode), self.view));
                a href=(href) data-here data-mode=(facts.code) aria-label=(label) { "Use" }
            }
        }
    }

    fn in_mode(&self, mode: NetworkMode) -> Scenario {
        Scenario { mode, ..self.scenario().clone() }
    }
}

const READ_OUT: &str = "Bars of the modes. Arrow keys read out each.";

/// What is said before a bar is pointed at.
fn hint() -> Markup {
    html! { p.read-out aria-live="polite" { "Point at a bar, or use the arrow keys." } }
}

fn binding(f: &ModeFigures) -> Limit {
    f.candidate.capacity.binding()
}

/// `30 a node`, or with custom networking `1 + 20 a node`: its own subnet's and the pods'.
fn addresses_of_a_node(f: &ModeFigures) -> String {
    let node = &f.node;
    match node.pod_subnet_addresses {
        0 => format!("{} a node", grouped(node.node_subnet_addresses.into())),
        pods => format!("{} + {} a node", node.node_subnet_addresses, grouped(pods.into())),
    }
}

/// `+9` or `−4`; nothing where nothing differs.
fn delta(difference: Option<i64>) -> Markup {
    signed(difference, grouped)
}

fn money(difference: Option<i64>) -> Markup {
    signed(difference, |size| MicroUsd(size).cents())
}

fn signed(difference: Option<i64>, size: impl Fn(u64) -> String) -> Markup {
    html! {
        @if let Some(n) = difference.filter(|n| *n != 0) {
            small.delta { (if n < 0 { "\u{2212}" } else { "+" }) (size(n.unsigned_abs())) }
        }
    }
}

/// Which type to compare with. Rendered once.
pub fn tools(view: &ViewState) -> Markup {
    html! {
        div.tools {
            input type="hidden" name="msort" value=(view.mode_sort.code());
            input type="hidden" name="mdir" value=(if view.modes_descending { "desc" } else { "asc" });
            label { "Compare "
                select name="which" {
                    option value="best" selected[view.which == Which::Best] { "each mode\u{2019}s cheapest type" }
                    option value="chosen" selected[view.which == Which::Chosen] { "the chosen type in every mode" }
                }
            }
        }
    }
}

/// What the table cannot say in its cells.
pub fn notes() -> Markup {
    let lines: [(&str, &[&str]); 6] = [
        (
            "Prefixes put more pods on a node; they do not save addresses. Each takes sixteen from the subnet, used or \
             not, and only in whole blocks of sixteen.",
            &["vcni-prefix-target", "bpg-prefix"],
        ),
        (
            "Addresses are those that nodes hold with the pods spread evenly, warm ones included. A branch ENI counts \
             one address and two units of NAU; a prefix counts one unit.",
            &["vcni-ipamd", "vpc-nau"],
        ),
        (
            "Custom networking takes one address a node from the nodes\u{2019} subnets and the rest from the pods\u{2019} subnets; only the first must fit the subnets you list.",
            &["bpg-custom"],
        ),
        (
            "The largest flow is one connection outside a cluster placement group. Inside one it is up to 10 Gbps, \
             with ENA Express up to 25 Gbps within a zone, on types that have it.",
            &["ec2-bandwidth"],
        ),
        (
            "Hardware encryption needs types that encrypt at both ends, in one Region, without a load balancer or \
             transit gateway between.",
            &["ec2-encryption", "karpenter-types"],
        ),
        (
            "With an overlay on EKS the control plane cannot open connections to pods: webhooks and aggregated APIs \
             must run on the host network.",
            &["calico-eks", "antrea-eks"],
        ),
    ];
    html! {
        section.modes-notes aria-labelledby="modes-notes-title" {
            h2 id="modes-notes-title" { "Notes on the figures" }
            ul.notes {
                @for (text, ids) in lines { li { (text) " " (cites(ids)) } }
                li { "Costs are those of the nodes with their disks: no control plane, no traffic. " a href=(kept("/method#formulas")) { "How each figure is calculated" } }
            }
        }
    }
}
