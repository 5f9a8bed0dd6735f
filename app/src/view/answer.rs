//! The answer: headline, the shown type as a card with a bar for every limit, and the runners-up.
//!
//! Markup as a function of the figures, the same on the server and in the browser.

use super::page_view::{View, here};
use super::words::{difference, percent};
use maud::{Markup, html};
use model::catalog::reserved::Commitment;
use model::catalog::{Catalog, Offer, TypeRef};
use model::evaluation::Evaluation;
use model::node::capacity::Capacity;
use model::node::limit::Limit;
use model::node::workload::Workload;
use model::plan::Candidate;
use model::plan::cost::{self, Confidence, PURCHASES, by_purchase};
use model::plan::packing::packing;
use model::plan::relaxed::relaxed;
use model::scenario::{Era, Purchase, Scenario};
use model::summary::notes::notes;
use model::units::{MicroUsd, counted, grouped};
use model::words;

/// How many runners-up are named.
const RUNNERS_UP: usize = 4;
/// How many mixes of pods are listed of those that share a node.
const GROUPS: usize = 4;

/// The answer to a scenario.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// The scenario and what it comes to.
    pub evaluation: &'a Evaluation,
}

impl Answer<'_> {
    /// The headline's sentence.
    pub fn headline(&self) -> String {
        self.evaluation.headline()
    }

    /// The answer in a line, for where there is room for no more.
    pub fn summary(&self) -> String {
        let Some((_, c)) = self.evaluation.shown() else { return "No type fits".into() };
        let (name, nodes) = (c.name(self.evaluation.catalog()), grouped(c.fleet.nodes.into()));
        format!("{nodes} × {name}: {} a month, bound by {}", c.fleet.monthly.cents(), c.capacity.binding().name())
    }

    /// The candidate shown as a card, or why there is none.
    pub fn markup(&self) -> Markup {
        match self.evaluation.shown() {
            Some((rank, candidate)) => self.card(rank, candidate),
            None => self.nothing_fits(),
        }
    }

    fn card(&self, shown: usize, c: &Candidate) -> Markup {
        let Answer { evaluation: e } = self;
        let (catalog, scenario, plan) = (e.catalog(), e.scenario(), e.plan());
        let name = c.name(catalog);
        let link = here(&format!("/instances/{name}"), || model::scenario::link::to_query(scenario));
        let (vcpu, memory) = c.index.size(catalog);
        let total = grouped(plan.candidates.len() as u64);
        html! {
            (self.refused_choice())
            article.card.soft[c.price.confidence != Confidence::Published] {
                header {
                    p.rank { @if shown == 0 { "Best of " (total) } @else { "Rank " (grouped(shown as u64 + 1)) " of " (total) } }
                    h3 { a href=(link) data-here { (name) } }
                    p.spec { (vcpu) " vCPU, " (memory.brief()) }
                }
                dl.facts {
                    (fact(&link, "pods-per-node", pods_per_node(scenario), &grouped(c.capacity.pods.into())))
                    (fact(&link, "nodes", "Nodes", &grouped(c.fleet.nodes.into())))
                    (fact(&link, "monthly", "All nodes, a month", &c.fleet.monthly.cents()))
                    @match plan.era {
                        Era::Today => (fact(&link, "per-pod", "A pod, a month", &plan.per_pod(c).per_pod())),
                        Era::Article => (fact(&link, "per-slot", "A pod on a full node, a month", &plan.per_pod(c).per_pod())),
                    }
                }
                p.price { (self.price(c)) }
                @if plan.era == Era::Today {
                    p.parts { a href={ (link) "#in-all" } data-here { (words::parts(scenario, &c.price, c.fleet.nodes)) } }
                }
                h4 { "What fills a node, and how many of your pods each limit allows" }
                (bars(&c.capacity, &link))
                @if let Some(text) = relaxing(catalog, scenario, c) { p.relax { (text) } }
                (self.who_shares(c))
                @if let Some(s) = c.stranded {
                    p.stranded {
                        "Unused, all nodes: "
                        a href={ (link) "#stranded-cpu" } data-here { (tenths(s.cpu, 1_000)) " cores (" (percent(s.cpu_share().0)) ")" } ", "
                        a href={ (link) "#stranded-memory" } data-here { (tenths(s.memory, 1_024)) " GiB (" (percent(s.memory_share().0)) ")" } "."
                    }
                }
                ul.notes { @for note in notes(catalog, scenario, c) { li { (note.to_string()) } } }
                (self.purchases(c))
                p.open { a href=(link) data-here { "Every figure with formula, inputs and source" } }
            }
        }
    }

    /// That the chosen type is not the one shown, and why.
    fn refused_choice(&self) -> Markup {
        let Some((name, reason)) = self.evaluation.refused_choice() else { return html! {} };
        html! {
            p.problems role="note" {
                b { (name) ", which you chose, cannot be used: " } (reason.in_scenario(self.evaluation.scenario())) ". Shown instead is the best type."
            }
        }
    }

    /// No candidate: the reasons, the commonest first, with how many types each excludes.
    fn nothing_fits(&self) -> Markup {
        let (plan, scenario) = (self.evaluation.plan(), self.evaluation.scenario());
        html! {
            div.card.empty {
                p { (words::WHY_EXCLUDED) }
                ul {
                    @for (reason, n) in plan.reasons().into_iter().take(8) {
                        li class=(if reason.is_filter() { "filter" } else { "limit" }) {
                            b { (grouped(n as u64)) } @if n == 1 { " type: " } @else { " types: " } (reason.in_scenario(scenario))
                        }
                    }
                }
                p.help { "Lower the requests per pod, allow more types, or choose another networking mode." }
            }
        }
    }

    /// The same nodes under every purchase, next to each other.
    fn purchases(&self, c: &Candidate) -> Markup {
        let (e, TypeRef::Today(index)) = (self.evaluation, c.index) else { return html! {} };
        let (catalog, scenario) = (e.catalog(), e.scenario());
        let nodes = c.fleet.nodes;
        let costs = by_purchase(catalog.instance_type(index), catalog.offer(index), scenario, nodes);
        html! {
            h4 { "The same nodes, bought otherwise" }
            table.purchases { tbody {
                @for (purchase, cost) in PURCHASES.into_iter().zip(costs) {
                    tr.shown[purchase == scenario.purchase] {
                        th scope="row" { (words::bought(purchase)) }
                        @match cost {
                            Some(cost) => { td { (cost.cents()) } td { (difference(c.fleet.monthly, cost)) } }
                            None => { td colspan="2" { (words::NOT_SOLD) } }
                        }
                    }
                }
            } }
            p.help {
                "All nodes, a month, without the control plane and traffic. Spot averages of " (catalog.spot_as_of) "."
                " Spot nodes can be taken back at two minutes\u{2019} notice."
                @if let Some(date) = &catalog.reserved_as_of { " Commitments are Reserved Instances, No Upfront, of " (date) (pays_from(catalog.offer(index))) "; Savings Plans are not compared." }
                @if scenario.chosen.is_none() { " Each way may have a best type of its own." }
            }
        }
    }

    /// With several workloads, which of them share a node.
    fn who_shares(&self, c: &Candidate) -> Markup {
        let (e, TypeRef::Today(index)) = (self.evaluation, c.index) else { return html! {} };
        if e.scenario().profiles.len() < 2 {
            return html! {};
        }
        let workload = Workload::of(e.scenario()).sized(e.catalog());
        let packed = packing(e.catalog().instance_type(index), &workload).on(c.fleet.nodes);
        // the room for a lost zone is said below the picture
        let sentences = words::who_shares(e.scenario(), &packed);
        let more = sentences.len().saturating_sub(GROUPS);
        html! {
            h4 { "Who shares a node" }
            ul.groups {
                @for sentence in sentences.iter().take(GROUPS) { li { (sentence) } }
                @if more > 0 { li { "and " (more) " more mixes of pods" } }
            }
            p.relax { a href=(here(View::Fleet.path(), || model::scenario::link::to_query(e.scenario()))) data-here { "As a fleet of several types" } }
        }
    }

    /// Where the price comes from, in words.
    fn price(&self, c: &Candidate) -> String {
        let hourly = c.price.hourly.hourly();
        let (catalog, scenario) = (self.evaluation.catalog(), self.evaluation.scenario());
        if scenario.era == Era::Article {
            return format!("{hourly} an hour on demand, us-east-1, 29 November 2018.");
        }
        let region = &catalog.region;
        let from = match (scenario.purchase, c.price.confidence) {
            (_, Confidence::WithoutLicence) => "Linux, without the Windows licence".into(),
            (Purchase::Spot, _) => format!("spot average of {}, indicative", catalog.spot_as_of),
            (_, Confidence::Estimated) => "estimated".into(),
            (Purchase::Discount, _) => {
                format!("on demand of {} less {} %", region.on_demand_as_of, tenths(scenario.discount.0.into(), 100))
            }
            (Purchase::Committed(_), _) => {
                let date = catalog.reserved_as_of.as_deref().unwrap_or_default();
                format!("Reserved Instance, No Upfront, {}, {date}", words::bought(scenario.purchase))
            }
            _ => match c.index {
                TypeRef::Today(index) => format!("on demand, {}", catalog.price_date(index)),
                TypeRef::Of2018(_) => String::new(),
            },
        };
        format!("{hourly} an hour in {} ({}), {from}.", region.location, region.code)
    }

    /// The next candidates, against the one shown.
    pub fn runners_up(&self) -> Markup {
        let Some((shown, best)) = self.evaluation.shown() else { return html! {} };
        let others = self.evaluation.plan().candidates.iter().enumerate().filter(|(index, _)| *index != shown);
        html! {
            section.runners-up aria-labelledby="runners-up" {
                h3 id="runners-up" { "Runners-up" }
                ol {
                    @for (index, c) in others.take(RUNNERS_UP) {
                        @let name = c.name(self.evaluation.catalog());
                        @let limit = c.capacity.binding();
                        li {
                            button name="type" value=(name) title="Show this type" { (name) }
                            span { (grouped(c.fleet.nodes.into())) " × " (grouped(c.capacity.pods.into())) " pods" }
                            span class=(charts::class_of(limit)) { (limit.name()) }
                            span.money { (c.fleet.monthly.cents()) }
                            span.money.difference { (difference(best.fleet.monthly, c.fleet.monthly)) }
                            span.vh { "rank " (index + 1) }
                        }
                    }
                }
            }
        }
    }
}

/// With several workloads a figure of the average node, not of every one.
fn pods_per_node(scenario: &Scenario) -> &'static str {
    if scenario.profiles.len() > 1 { "Pods per node, on average" } else { "Pods per node" }
}

/// A figure of the card, opening to its derivation.
fn fact(link: &str, id: &str, label: &str, value: &str) -> Markup {
    html! {
        div.fact { dt { (label) } dd { a href={ (link) "#" (id) } data-here title="Formula, inputs and source" { (value) } } }
    }
}

/// A bar for each limit that applies: how much of it the pods on a node use, so that the one that binds is full. Its figure leads
/// to how it is calculated on the page of the type.
fn bars(capacity: &Capacity, link: &str) -> Markup {
    let binding: Vec<Limit> = capacity.by_limit.binding().collect();
    let limits = Limit::ALL.into_iter().filter_map(|limit| Some((limit, capacity.by_limit.get(limit)?)));
    html! {
        ul.bars {
            @for (limit, pods) in limits {
                @let is_binding = binding.contains(&limit);
                @let width = (u64::from(capacity.pods) * 100 / u64::from(pods.max(1))).clamp(1, 100);
                li.binding[is_binding] {
                    span.limit-name { (limit.name()) }
                    span.track aria-hidden="true" {
                        span.bar.{ (charts::class_of(limit)) } style={ "inline-size:" (width) "%" } {}
                    }
                    @let line = limit.code();
                    span.pods { a href={ (link) "#pods-by-" (line) } data-here { (grouped(pods.into())) } @if is_binding { b { " binds" } } }
                }
            }
        }
    }
}

/// What lifting the binding limit would bring.
fn relaxing(catalog: &Catalog, scenario: &Scenario, c: &Candidate) -> Option<String> {
    let relaxed = relaxed(catalog, scenario, c)?;
    let binding: Vec<_> = c.capacity.by_limit.binding().map(Limit::name).collect();
    let fewer = c.fleet.nodes - relaxed.nodes;
    let saves = match relaxed.saves {
        MicroUsd(0) => "which saves nothing for this many pods".to_string(),
        saves => format!("which saves {} and {} a month", counted(fewer, "node"), saves.cents()),
    };
    Some(format!(
        "If {} were not the limit, {} would cap a node at {}, {saves}.",
        binding.join(" and "),
        relaxed.next.name(),
        counted(relaxed.pods, "pod"),
    ))
}

/// `n / unit` with one decimal, half up.
fn tenths(n: u64, unit: u64) -> String {
    let tenths = (n * 10 + unit / 2) / unit;
    format!("{}.{}", grouped(tenths / 10), tenths % 10)
}

/// `, billed for every hour: standard ones of 1 year pay from 468 hours a month (64 %), 3 years from 314 (43 %)`.
fn pays_from(offer: &Offer) -> String {
    let lengths =
        [(Commitment::Standard1, "standard ones of 1 year pay from"), (Commitment::Standard3, "those of 3 years from")];
    let each = lengths.into_iter().filter_map(|(commitment, words)| {
        let share = cost::pays_from(offer, commitment)?;
        let hours = cost::pays_from_hours(share);
        Some(format!("{words} {hours} hours a month ({} %)", share.0.div_ceil(100)))
    });
    let each: Vec<String> = each.collect();
    if each.is_empty() { String::new() } else { format!(", billed for every hour: {}", each.join(", ")) }
}

#[cfg(test)]
mod tests;
