//! The answer first: how many nodes of which type, what they cost, why, and what one click would change.
//!
//! Markup as a function of the figures, the same on the server and in the browser.

use super::page_view::{View, here};
use super::words::brief_difference;
use maud::{Markup, html};
use model::evaluation::Evaluation;
use model::plan::Candidate;
use model::plan::cost::Confidence;
use model::plan::ways::{QUESTIONS, are_open, other, with};
use model::scenario::Era;
use model::scenario::link::to_query;
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
            p.verdict-line { (e.headline()) }
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

/// `14 of your pods fit on each; CPU is full first. Pod network: VPC CNI, secondary IPs. $8.37 a pod.`
fn lead(e: &Evaluation, c: &Candidate) -> String {
    let (scenario, binding) = (e.scenario(), c.capacity.binding());
    let average = if scenario.profiles.len() > 1 { "About " } else { "" };
    let pods = grouped(c.capacity.pods.into());
    let fit = if c.capacity.pods == 1 { "fits" } else { "fit" };
    let is_full = if binding.is_plural() { "are used up" } else { "is full" };
    let mut text = format!("{average}{pods} of your pods {fit} on each; {} {is_full} first. ", binding.name());
    if scenario.era == Era::Today {
        text += &format!("Pod network: {}. ", scenario.mode.name_on(scenario.node.owner));
    }
    let per_pod = e.plan().per_pod(c);
    text += &format!("{} a pod.", if per_pod < MicroUsd(1_000_000) { per_pod.per_pod() } else { per_pod.cents() });
    let held_to = scenario.fleet.held_to();
    if scenario.era == Era::Today && !held_to.is_empty() {
        text += &format!(" {}.", capitalised(&listed(&held_to)));
    }
    text
}

/// What one click changes, each way with its difference in dollars.
pub fn ways(e: &Evaluation) -> Markup {
    let scenario = e.scenario();
    let Some((_, shown)) = e.shown().filter(|_| are_open(scenario)) else { return html! {} };
    html! {
        @for (question, costs) in QUESTIONS.iter().zip(e.ways()) {
            @let all = question.ways.iter().zip(costs).map(|(way, cost)| (way, with(scenario, question.key, way.0), cost));
            div.way role="group" aria-label=(question.name) {
                span.way-name aria-hidden="true" { (question.name) }
                @for ((code, name), changed, cost) in all {
                    @let is_current = changed == *scenario;
                    a href=(here(View::Nodes.path(), || to_query(&changed))) data-set={ (question.key) "=" (code) } aria-current=[is_current.then_some("true")] {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, links, scenario, varied, words};

    fn shown(query: &str, f: impl Fn(&Evaluation) -> Markup) -> String {
        f(&Evaluation::of(varied().into(), scenario(query))).into_string()
    }

    #[test]
    fn nodes_cost_and_why_are_said_first() {
        let html = shown("v=1", answer);
        // 100 pods at 14 a node: 8 nodes of 0.192 * 730
        check(&html, &["8 × m5.xlarge", "$1,121 a month", "14 of your pods fit on each; CPU is full first."]);
        check(&html, &["Pod network: VPC CNI, secondary IPs.", "$11.21 a pod.", "is enough"]);
        check(&shown("v=1&families=m8i", answer), &["~$1"]);
        let two = shown("v=1&profile=web&pods=12&cpu_m=200&profile=db&pods=6&cpu_m=1100", answer);
        check(&two, &["About 7 of your pods fit on each"]);
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
        assert!(links.iter().any(|href| href.contains("survive=zone") && href.contains("zones=3")), "{links:?}");
        let back = shown("v=1&survive=zone&zones=3", ways);
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
