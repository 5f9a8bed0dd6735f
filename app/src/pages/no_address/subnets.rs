//! What to enter: pods, nodes, the free addresses of each zone's subnets; and which of them is full first.

use super::others::Others;
use super::running::{RUNNING, Running, SIZE};
use super::{Now, PATH};
use crate::view::cites::cites;
use crate::view::page_view::View;
use crate::view::words::NONE;
use addresses::cidr::SUBNET_LENGTHS;
use addresses::lasts::ZoneUse;
use addresses::subnets::Role;
use maud::{Markup, html};
use model::scenario::link::{query_pairs, to_query};
use model::scenario::{Scenario, Subnet};
use model::units::{counted, grouped};
use model::words::listed;

/// Rows of the form at least; a saved list may have more.
const ROWS: usize = 3;

/// The section.
pub(super) fn section(now: &Now, asked: &Scenario, running: Option<Running>, others: Option<&Others>) -> Markup {
    html! {
        section aria-labelledby="enter" {
            h2 id="enter" { "What to enter" }
            (form(asked, running))
            @if is_ticked(asked, running) { (which_nodes(now, asked)) }
            @if now.lasts.zones.is_empty() {
                p.help { "Without subnets Berth says what nodes take, not whether it is there." }
            } @else {
                @if let Some(others) = others { (others.note()) }
                (verdict(now, others))
                @if let Some(running) = running { (left(now, asked, running, others)) }
                (table(now))
            }
        }
    }
}

/// The same where there are no figures.
pub(super) fn form_alone(asked: &Scenario, running: Option<Running>) -> Markup {
    html! {
        section aria-labelledby="enter" {
            h2 id="enter" { "What to enter" }
            (form(asked, running))
        }
    }
}

/// Who comes with the error has nodes; who comes from a plan has entered what is free without them.
fn is_ticked(asked: &Scenario, running: Option<Running>) -> bool {
    running.is_some() || asked.subnets.is_empty()
}

/// Nodes run, but which was not said, or more are planned than was.
fn which_nodes(now: &Now, asked: &Scenario) -> Markup {
    let (nodes, entered) = (now.mix.nodes(), asked.min_nodes);
    html! {
        @if asked.chosen.is_none() {
            p.help {
                "Figures and targets are for the plan\u{2019}s nodes, " (grouped(nodes.into())) " of " (now.type_name())
                ": enter the type and number of those that run first, since other nodes need other targets."
            }
        } @else if nodes > entered {
            p.help {
                "By what they ask for, these pods need " (counted(nodes, "node")) " of " (now.type_name()) ", more than the "
                (grouped(entered.into())) " entered. If fewer run, correct what pods ask for in the "
                a href=(View::Nodes.address(now.scenario)) { "plan" } "."
            }
        }
    }
}

/// The rest of the scenario goes along unseen.
fn form(asked: &Scenario, running: Option<Running>) -> Markup {
    let (known, query) = (&asked.subnets, to_query(asked));
    let length = running.and_then(|running| running.length);
    let pods = Some(asked).filter(|s| s.profiles.len() == 1).map(Scenario::pods);
    let is_asked =
        |key: &str| ["type", "min_nodes", "subnet", "subnet_free"].contains(&key) || (key == "pods" && pods.is_some());
    html! {
        form.tools.subnets method="get" action={ (PATH) "#enter" } {
            @for (key, value) in query_pairs(&query).filter(|(key, _)| !is_asked(key)) {
                input type="hidden" name=(key) value=(value);
            }
            @if let Some(pods) = pods { label { "Pods " input type="number" name="pods" value=(pods) min="1" max="150000"; } }
            label { "Node type " input name="type" value=(asked.chosen.as_deref().unwrap_or("")) size="14" maxlength="100" autocomplete="off" placeholder="the plan\u{2019}s"; }
            label { "Nodes, at least " input type="number" name="min_nodes" value=(asked.min_nodes) min="1" max="1000"; }
            @for row in 0..(known.len() + 1).max(ROWS) {
                @let (zone, free) = known.get(row).map_or(("", None), |s| (s.zone.as_str(), s.free_addresses));
                fieldset {
                    legend.vh { "Subnet " (row + 1) }
                    label { "Zone " input name="subnet" value=(zone) size="12" maxlength="100" autocomplete="off" placeholder={ (asked.region) "a" }; }
                    label { "free addresses " input type="number" name="subnet_free" value=[free] min="0" max="1000000"; }
                }
            }
            label {
                "Each is "
                select name=(SIZE) {
                    option value="" { "of unknown size" }
                    @for of in SUBNET_LENGTHS { option value=(of) selected[length == Some(of)] { "a /" (of) } }
                }
            }
            label {
                input type="checkbox" name=(RUNNING) value="1" checked[is_ticked(asked, running)];
                " These nodes run: what is free is beside them, as AvailableIpAddressCount says"
            }
            button { "Calculate" }
        }
    }
}

fn verdict(now: &Now, others: Option<&Others>) -> Markup {
    let first = now.lasts.first.and_then(|i| now.lasts.zones.get(i));
    html! {
        p {
            @match now.lasts.fits {
                Some(true) => b { "Enough in every zone. " },
                Some(false) => b { "Not enough. " },
                None if others.is_some_and(|others| others.is_certain) => "Not checked: what would be free without the nodes that run is not known. ",
                None => "Not checked everywhere: free addresses of a zone are not known. ",
            }
            @if now.lasts.has_no_room() { b { "No zone has room for a single node. " } }
            @else if let Some((zone, full)) = first.and_then(|zone| Some((zone, zone.full_first(false)?))) {
                "Zone " (zone.zone) " " b { (full) } @if zone.lasts_pods > Some(0) { " of the whole cluster" } ". "
            }
            @if let Some(uneven) = now.lasts.uneven(now.mix.nodes()) { (uneven) " " }
            "Each zone needs what its share of the nodes holds, 30 % of it more while nodes are replaced, and six addresses of each subnet for the control plane. "
            (cites(&["eks-network-reqs", "bpg-subnets"]))
        }
    }
}

/// What is left beside nodes that run, against what the next one takes.
fn left(now: &Now, asked: &Scenario, running: Running, others: Option<&Others>) -> Markup {
    let ((holds, _), all) = (now.of_a_node(), now.mix.subnet_addresses());
    let left = |s: &&Subnet| s.free_addresses.is_some_and(|free| free < holds);
    let short: Vec<String> = asked.subnets.iter().filter(left).map(|s| s.zone.clone()).collect();
    let taken = |s: &Subnet| {
        let (usable, free) = (running.usable()?, s.free_addresses?);
        Some(format!("{} of {} in {}", grouped(usable.saturating_sub(free).into()), grouped(usable.into()), s.zone))
    };
    let taken: Vec<String> = asked.subnets.iter().filter_map(taken).collect();
    let is_of_others = others.is_some_and(|others| others.is_certain);
    html! {
        p {
            @if !taken.is_empty() { "Taken now: " (listed(&taken)) ". " }
            @if !is_of_others && !short.is_empty() {
                "In " (listed(&short)) " fewer are left than one more node takes, " (grouped(holds.into()))
                ": a new node there, or one more ENI of one that runs, does not get them, and its pods wait. "
            }
            @if !is_of_others {
                "Free below is what would be free without these nodes: what is left, and the "
                (grouped(Running::of_each_zone(all, now.subnets.zones().len()).into()))
                " that they would hold of each zone, but no more than is taken there. "
            }
        }
    }
}

/// That pages linked here are given other free addresses than were entered.
pub(super) fn led_to(now: &Now, asked: &Scenario) -> Markup {
    let both = |(s, entered): (&Subnet, &Subnet)| {
        let (free, entered) = (s.free_addresses?, entered.free_addresses?);
        Some(format!("{} instead of {} in {}", grouped(free.into()), grouped(entered.into()), s.zone))
    };
    let free: Vec<String> = now.scenario.subnets.iter().zip(&asked.subnets).filter_map(both).collect();
    html! {
        @if !free.is_empty() {
            p.help { "Links in these sections carry what would be free without these nodes: " (listed(&free)) "." }
        }
    }
}

fn table(now: &Now) -> Markup {
    let known = |number: Option<u64>| number.map_or(NONE.into(), grouped);
    html! {
        div.scroll.all tabindex="0" role="region" aria-label="Zones; scrolls sideways where it is wider than the page" {
            table.list {
                thead { tr {
                    th scope="col" { "Zone" } th scope="col" { "Nodes" } th scope="col" { "They hold" } th scope="col" { "With the surge" }
                    th scope="col" { "Free" } th scope="col" { "/28 blocks needed" } th scope="col" { "Lasts for pods" } th scope="col" { "Enough" }
                } }
                tbody {
                    @for row in &now.lasts.zones {
                        tr {
                            th scope="row" { (row.zone) @if row.role == Role::Pods { " (pods)" } }
                            td { (grouped(row.nodes.into())) } td { (grouped(row.need)) } td { (grouped(row.need_with_surge)) } td { (known(row.free)) }
                            td { (known(row.blocks.map(|b| b.need_with_surge))) } td { (known(row.lasts_pods)) } td { (enough(row)) }
                        }
                    }
                }
            }
        }
    }
}

fn enough(row: &ZoneUse) -> &'static str {
    in_words(row.fits)
}

/// Whether subnets are enough.
pub(super) fn in_words(fits: Option<bool>) -> &'static str {
    match fits {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not checked",
    }
}
