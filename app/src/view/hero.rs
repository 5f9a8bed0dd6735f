//! The answer first: how many nodes of which type, what they cost, why, and what one click would change.
//!
//! Markup as a function of the figures, the same on the server and in the browser.

use super::page_view::{NO_ADDRESS, View, here};
use super::state::{ViewState, write_query};
use super::words::brief_difference;
use maud::{Markup, html};
use model::advice::knowledge::options::OptionId;
use model::evaluation::Evaluation;
use model::plan::Candidate;
use model::plan::cost::Confidence;
use model::plan::ways::{QUESTIONS, are_open, other, with};
use model::scenario::link::to_query;
use model::scenario::{Era, Scenario};
use model::units::{MicroUsd, capitalised, grouped};
use model::words::{asked, listed};

/// What to buy, what it costs, and why. Its heading is the page's answer.
pub fn answer(e: &Evaluation) -> Markup {
    let shown = e.shown().map(|(_, candidate)| candidate);
    html! {
        h2 id="headline" tabindex="-1" aria-live="polite" {
            @match shown {
                Some(c) => {
                    span { (grouped(c.fleet.nodes.into())) " × " (c.name(e.catalog())) } span.vh { "," }
                    " " span.cost { (about(c)) (c.fleet.monthly.brief()) " a month" }
                }
                None => { (e.headline()) }
            }
        }
        @if let Some(c) = shown {
            p.lead { (lead(e, c)) }
            p.verdict-line {
                (e.headline())
                @if e.own_verdict().ruled_out.is_some_and(|out| out.by_subnets) {
                    " Before another pod network, see "
                    a href=(here(NO_ADDRESS, || to_query(e.scenario()))) data-here { "what to change first" } "."
                }
            }
            p.on-paper { (asked_for(e)) }
        }
    }
}

/// What the answer is for, which on a screen stands in the form: `For 100 pods of 250m CPU, 512 MiB. Region: us-east-1. Nodes:
/// Managed node group, AL2023.`
fn asked_for(e: &Evaluation) -> String {
    let scenario = e.scenario();
    let workloads: Vec<String> = scenario.profiles.iter().map(asked).collect();
    let mut text = format!("For {}. Region: {}.", workloads.join("; "), scenario.region);
    if scenario.era == Era::Today {
        text += &format!(" Nodes: {}.", scenario.node.owner_and_os());
    }
    text
}

/// The mark of a price that is on no list.
fn about(c: &Candidate) -> &'static str {
    if c.price.confidence == Confidence::Published { "" } else { "~" }
}

/// `14 of your pods fit on each; CPU is full first. Pod network: VPC CNI, secondary IPs. $8.37 a pod in us-east-1.`
fn lead(e: &Evaluation, c: &Candidate) -> String {
    let (scenario, binding) = (e.scenario(), c.capacity.binding());
    let average = if scenario.profiles.len() > 1 { "About " } else { "" };
    let pods = grouped(c.capacity.pods.into());
    let fit = if c.capacity.pods == 1 { "fits" } else { "fit" };
    let is_full = if binding.is_plural() { "are used up" } else { "is full" };
    let mut text = format!("{average}{pods} of your pods {fit} on each; {} {is_full} first. ", binding.name());
    if scenario.era == Era::Today {
        text += &pod_network(e);
    }
    let per_pod = e.plan().per_pod(c);
    let per_pod = if per_pod < MicroUsd(1_000_000) { per_pod.per_pod() } else { per_pod.cents() };
    text += &format!("{per_pod} a pod in {}.", scenario.region);
    let held_to = scenario.fleet.held_to();
    if scenario.era == Era::Today && !held_to.is_empty() {
        text += &format!(" {}.", capitalised(&listed(&held_to)));
    }
    text
}

/// The mode that the figures are of, and that it is another than the one advised where it is.
fn pod_network(e: &Evaluation) -> String {
    let scenario = e.scenario();
    let planned = scenario.mode.name_on(scenario.node.owner);
    let advised = e.advice().decision.best().and_then(OptionId::row);
    match advised.filter(|row| !row.modes.contains(&scenario.mode)) {
        None => format!("Pod network: {planned}. "),
        Some(row) => format!("Planned with {planned}; advised is {}. ", row.id.name()),
    }
}

/// What one click changes, each way with its difference in dollars.
pub fn ways(e: &Evaluation, view: &ViewState) -> Markup {
    let scenario = e.scenario();
    let Some((_, shown)) = e.shown().filter(|_| are_open(scenario)) else { return html! {} };
    html! {
        @for (question, costs) in QUESTIONS.iter().zip(e.ways(view.brought)) {
            @let all = question.ways.iter().zip(costs).map(|(way, cost)| (way, with(scenario, question.key, way.0, view.brought), cost));
            div.way role="group" aria-label=(question.name) {
                span.way-name aria-hidden="true" { (question.name) }
                @for ((code, name), changed, cost) in all {
                    @let is_current = changed == *scenario;
                    a href=(here(View::Nodes.path(), || way_query(scenario, &changed, view))) data-set={ (question.key) "=" (code) } aria-current=[is_current.then_some("true")] {
                        (name)
                        @match cost {
                            _ if is_current => {}
                            Some(cost) => { " " small { (brief_difference(shown.fleet.monthly, *cost)) } }
                            None => { " " small { "no price" } }
                        }
                    }
                }
                @if let Some(name) = other(scenario, question) { b { (name) } }
            }
        }
    }
}

/// What a way leads to, and no more of the view than the way back needs.
fn way_query(scenario: &Scenario, changed: &Scenario, view: &ViewState) -> String {
    let brought = view.after_way(scenario, changed).brought;
    write_query(changed, &ViewState { brought, ..ViewState::default() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, links, scenario, varied, words};

    fn shown(query: &str, f: impl Fn(&Evaluation) -> Markup) -> String {
        f(&Evaluation::of(varied().into(), scenario(query))).into_string()
    }

    fn ways(e: &Evaluation) -> Markup {
        super::ways(e, &ViewState::default())
    }

    fn ways_back(e: &Evaluation) -> Markup {
        super::ways(e, &ViewState { brought: true, ..ViewState::default() })
    }

    #[test]
    fn nodes_cost_and_why_are_said_first() {
        let html = shown("v=1", answer);
        // 100 pods at 14 a node: 8 nodes of 0.192 * 730
        check(&html, &["8 × m5.xlarge", "$1,121 a month", "14 of your pods fit on each; CPU is full first."]);
        check(&html, &["Pod network: VPC CNI, secondary IPs.", "$11.21 a pod in us-east-1.", "is enough"]);
        check(&shown("v=1&families=m8i", answer), &["~$1"]);
        let two = shown("v=1&profile=web&pods=12&cpu_m=200&profile=db&pods=6&cpu_m=1100", answer);
        check(&two, &["About 7 of your pods fit on each"]);
    }

    #[test]
    fn a_mode_that_is_not_the_one_advised_is_not_called_the_pod_network() {
        let crowded = shown("v=1&pods=400&cpu_m=10&mem_mib=16&families=m5", answer);
        check(&crowded, &["Planned with VPC CNI, secondary IPs; advised is VPC CNI, prefix delegation."]);
        assert!(!crowded.contains("Pod network:"), "{crowded}");
    }

    /// Another pod network is what is allowed then, but not what is tried first.
    #[test]
    fn subnets_that_are_too_small_lead_to_what_to_change_first() {
        let html = shown("v=1&pods=407&subnet=a&subnet_free=20", answer);
        check(&html, &["is ruled out", "Before another pod network, see what to change first"]);
        assert!(
            links(&html).iter().any(|href| href.starts_with(NO_ADDRESS) && href.contains("subnet_free=20")),
            "{html}"
        );
        assert!(links(&shown("v=1&q_vpc=yes&q_encryption=identity", answer)).is_empty(), "an answer is the reason");
    }

    #[test]
    fn what_the_answer_is_held_to_is_said() {
        let html = shown("v=1&survive=zone&zones=3&headroom=20", answer);
        // 50 pods in each zone at 11 a node (floor(0.8 * 3720 / 250)): 5 nodes each
        check(&html, &["15 × m5.xlarge", "Any one of 3 zones may be lost and 20 % of CPU and memory stay free."]);
        check(&shown("v=1&survive=node", answer), &["9 × m5.xlarge", "Any one node may be lost."]);
    }

    #[test]
    fn nothing_fits_is_the_answer_where_nothing_does() {
        assert_eq!(words(&shown("v=1&volumes=128", answer)), "No instance type can carry these pods.");
        assert_eq!(shown("v=1&volumes=128", ways), "");
    }

    #[test]
    fn each_way_is_a_link_with_its_difference_and_the_way_back_is_one_too() {
        let html = shown("v=1", ways);
        // 17 m6g.large of 0.077 * 730 are $955.57: 165.71 less
        check(&html, &["Processor x86", "Graviton \u{2212}$166"]);
        // one node more; 4 in each of 3 zones instead of 8
        check(&html, &["Survive nothing", "a node +$140", "a zone +$561", "1 year no price"]);
        assert_eq!(html.matches("aria-current=\"true\"").count(), 3);
        let links = links(&html);
        assert_eq!(links.len(), 8);
        assert!(
            links
                .iter()
                .any(|href| ["survive=zone", "zones=3", "brought=zones"].iter().all(|part| href.contains(part))),
            "{links:?}"
        );
        let set = shown("v=1&survive=zone&zones=3", ways);
        assert!(set.contains("href=\"/?v=1&amp;zones=3\" data-set=\"survive=nothing\""), "zones were set: {set}");
        let back = shown("v=1&survive=zone&zones=3", ways_back);
        check(&back, &["nothing \u{2212}$561"]);
        assert!(back.contains("href=\"/?v=1\" data-set=\"survive=nothing\""), "{back}");
    }

    #[test]
    fn a_purchase_that_is_no_way_is_named_and_the_article_has_none() {
        check(&shown("v=1&buy=discount", ways), &["On demand less a discount"]);
        check(&shown("v=1&arch=both", ways), &["Graviton same both"]);
        assert_eq!(shown("v=1&era=article", ways), "");
    }
}
