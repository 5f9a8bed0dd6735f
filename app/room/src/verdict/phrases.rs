//! Outcomes and answers in words: the parts that sentences are made of.

use super::table::{Table, combinations, workloads};
use super::{Basis, Group, Nodes, Outcome, Outcomes, Spread};
use crate::limits::{MAX_COMBINATIONS, MAX_WORKLOADS};
use model::units::{MicroUsd, capitalised, grouped};
use model::words::listed;
use std::cmp::Ordering;

/// Answers that a sentence names one by one; of more, the first and the last.
const NAMED: usize = 4;
/// Outcomes that a sentence names for one group.
const ALTERNATIVES: usize = 2;

/// What was done where not every combination was evaluated.
pub(super) fn simplified(basis: &Basis) -> String {
    let by_itself =
        "each question was looked at by itself, the others as most of you answered, numbers at the middle one.";
    let (all, planned) = (combinations(basis), workloads(basis));
    if all > MAX_COMBINATIONS as u64 {
        let (all, most) = (grouped(all), grouped(MAX_COMBINATIONS as u64));
        return format!("Your answers span {all} combinations, more than the {most} that are evaluated: {by_itself}");
    }
    if planned > MAX_WORKLOADS as u64 {
        let (planned, most) = (grouped(planned), grouped(MAX_WORKLOADS as u64));
        return format!(
            "Your numbers make {planned} different workloads, more than the {most} that are planned: {by_itself}"
        );
    }
    "Of the questions that are not decided yet, what most of you answered, and the middle one of your numbers."
        .to_string()
}

/// The spread of cost, where the sentence has not said it.
pub(super) fn cost_besides(Spread { least, greatest }: &Spread, sentence: &str) -> Option<String> {
    let is_said = sentence.contains(least.as_str()) && sentence.contains(greatest.as_str());
    (!is_said).then(|| format!("Cost runs from {least} to {greatest} a month."))
}

/// From the least to the greatest cost of a table's outcomes; `None` where all are the same.
pub(super) fn spread(table: &Table, outcomes: &Outcomes) -> Option<Spread> {
    let costs = || table.outcomes.iter().filter_map(|number| outcomes.get(*number).monthly());
    let (least, greatest) = (costs().min()?, costs().max()?);
    let words = |cost| MicroUsd(cost).cents();
    (least < greatest).then(|| Spread { least: words(least), greatest: words(greatest) })
}

/// ` Difference: who supports it, 2 nodes more, $40.00 a month less.`
pub(super) fn difference(this: &Outcome, that: &Outcome) -> String {
    let mut parts: Vec<String> = Vec::new();
    if this.support != that.support && !this.support.is_empty() && !that.support.is_empty() {
        parts.push("who supports it".into());
    }
    let (Some(this), Some(that)) = (&this.nodes, &that.nodes) else { return sentence(&parts, "") };
    if this.mode != that.mode {
        parts.push("the networking mode".into());
    }
    if this.instance_type != that.instance_type {
        parts.push("the instance type".into());
    }
    parts.extend(by((this.nodes.into(), that.nodes.into()), ["node", "nodes"]));
    parts.extend(addresses(this, that));
    let cost = MicroUsd(this.monthly.abs_diff(that.monthly)).cents();
    match this.monthly.cmp(&that.monthly) {
        Ordering::Equal => return sentence(&parts, "the cost is the same"),
        Ordering::Greater => parts.push(format!("{cost} a month more")),
        Ordering::Less => parts.push(format!("{cost} a month less")),
    }
    sentence(&parts, "")
}

/// What pairs of outcomes differ in, each once: for answers whose ends are the same.
pub(super) fn differing(pairs: &[(&Outcome, &Outcome)]) -> Vec<String> {
    type Differs = fn(&Outcome, &Outcome) -> bool;
    fn of_nodes<T: PartialEq>((a, b): (&Outcome, &Outcome), of: fn(&Nodes) -> &T) -> bool {
        a.nodes.as_ref().zip(b.nodes.as_ref()).is_some_and(|(a, b)| of(a) != of(b))
    }
    let aspects: [(&str, Differs); 8] = [
        ("the pod network", |a, b| a.network != b.network),
        ("whether a type carries the pods", |a, b| a.nodes.is_some() != b.nodes.is_some()),
        ("the networking mode", |a, b| of_nodes((a, b), |n| &n.mode)),
        ("the instance type", |a, b| of_nodes((a, b), |n| &n.instance_type)),
        ("the number of nodes", |a, b| of_nodes((a, b), |n| &n.nodes)),
        ("the addresses of the nodes\u{2019} subnets", |a, b| of_nodes((a, b), |n| &n.addresses)),
        ("the addresses of the pods\u{2019} own subnets", |a, b| of_nodes((a, b), |n| &n.pod_addresses)),
        ("the cost", |a, b| of_nodes((a, b), |n| &n.monthly)),
    ];
    let differ = |(_, differs): &(&str, Differs)| pairs.iter().any(|(a, b)| differs(a, b));
    aspects.into_iter().filter(differ).map(|(name, _)| name.to_string()).collect()
}

/// Addresses more or fewer. Where pods have subnets of their own the two are told apart: what runs short is the nodes' subnets,
/// and the sum hides what they gain.
fn addresses(this: &Nodes, that: &Nodes) -> Vec<String> {
    let of_nodes = (this.addresses, that.addresses);
    if this.pod_addresses == 0 && that.pod_addresses == 0 {
        return by(of_nodes, ["VPC address", "VPC addresses"]).into_iter().collect();
    }
    let of_pods = (this.pod_addresses, that.pod_addresses);
    let in_the_nodes = ["address of the nodes\u{2019} subnets", "addresses of the nodes\u{2019} subnets"];
    let in_the_pods = ["address of the pods\u{2019} own subnets", "addresses of the pods\u{2019} own subnets"];
    by(of_nodes, in_the_nodes).into_iter().chain(by(of_pods, in_the_pods)).collect()
}

fn sentence(parts: &[String], and: &str) -> String {
    match (parts, and) {
        ([], "") => String::new(),
        ([], and) => format!(" {}.", capitalised(and)),
        (parts, "") => format!(" Difference: {}.", parts.join(", ")),
        (parts, and) => format!(" Difference: {}; {and}.", parts.join(", ")),
    }
}

/// `2 nodes more`; nothing where both are the same.
fn by((this, that): (u64, u64), [one, many]: [&str; 2]) -> Option<String> {
    let count = this.abs_diff(that);
    let (what, more) = (if count == 1 { one } else { many }, if this > that { "more" } else { "fewer" });
    (count > 0).then(|| format!("{} {what} {more}", grouped(count)))
}

/// What a group leads to, as the end of a sentence.
pub(super) fn leads_to(group: &Group) -> String {
    let [first, .., last] = group.outcomes.as_slice() else {
        return group.outcomes.first().map(outcome).unwrap_or_default();
    };
    let is_whole = group.outcomes.len() == group.outcomes_in_all;
    let cost = from_to(first, last);
    if first.is_like(last) && group.outcomes.iter().all(|o| o.is_like(first)) {
        let on = first.nodes.as_ref().map(|n| format!(" on {}", n.instance_type)).unwrap_or_default();
        return format!("{}{on}{cost}", first.network_name);
    }
    if let Some(network) = group.network_name {
        return network.to_string() + &cost;
    }
    let names: Vec<&str> = group.outcomes.iter().map(|o| o.network_name).collect();
    match &first.nodes {
        Some(n) if is_whole && group.outcomes.iter().all(|o| o.nodes.as_ref().map(nodes) == Some(nodes(n))) => {
            format!("{} on {}", either(&names), nodes(n))
        }
        _ if is_whole && group.outcomes_in_all <= ALTERNATIVES => {
            group.outcomes.iter().map(outcome).collect::<Vec<_>>().join(" or ")
        }
        _ => format!("{} different outcomes{cost}", number(group.outcomes_in_all)),
    }
}

/// `Antrea or Canal`; where a name has a comma, such as `Cilium, overlay`, `either Cilium, overlay, or Canal,`: names of networks
/// stand without quotation marks, as in the other half of the sentence.
fn either(names: &[&str]) -> String {
    let has_comma = names.len() > 1 && names.iter().any(|name| name.contains(','));
    if has_comma { format!("either {},", names.join(", or ")) } else { names.join(" or ") }
}

/// `, from $1,000.00 to $1,200.00 a month`; nothing where one of them has no cost.
fn from_to(first: &Outcome, last: &Outcome) -> String {
    match (first.monthly(), last.monthly()) {
        (Some(least), Some(greatest)) if least == greatest => format!(", {} a month", MicroUsd(least).cents()),
        (Some(least), Some(greatest)) => {
            format!(", from {} to {} a month", MicroUsd(least).cents(), MicroUsd(greatest).cents())
        }
        _ => String::new(),
    }
}

/// `VPC CNI, secondary IPs, on 12 × m6a.4xlarge: $2,523.00 a month`.
fn outcome(o: &Outcome) -> String {
    match (o.network, &o.nodes) {
        (None, _) => "no pod network that meets every answer".into(),
        (_, None) => format!("{}, for which no instance type carries the pods", o.network_name),
        (_, Some(n)) => format!("{} on {}", o.network_name, nodes(n)),
    }
}

/// `12 × m6a.4xlarge, $2,523.00 a month`.
fn nodes(n: &Nodes) -> String {
    format!("{} \u{d7} {}, {} a month", grouped(n.nodes.into()), n.instance_type, n.monthly_words)
}

/// The answers of a group: each by name, or of many numbers the ends.
pub(super) fn answers(group: &Group) -> String {
    let words: Vec<String> = group.answers.iter().map(|chosen| quoted(&chosen.words)).collect();
    match words.as_slice() {
        [first, .., last] if words.len() > NAMED => format!("{} answers from {first} to {last}", number(words.len())),
        _ => listed(&words),
    }
}

/// In quotation marks; those within become single ones.
pub(super) fn quoted(words: &str) -> String {
    let within = words.replace('\u{201c}', "\u{2018}").replace('\u{201d}', "\u{2019}");
    format!("\u{201c}{within}\u{201d}")
}

/// `one of you`, `two of you`.
pub(super) fn people(n: usize) -> String {
    format!("{} of you", number(n))
}

/// A number as a word up to ten.
pub(super) fn number(n: usize) -> String {
    const WORDS: [&str; 11] = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    WORDS.get(n).map_or_else(|| grouped(n as u64), |word| word.to_string())
}
