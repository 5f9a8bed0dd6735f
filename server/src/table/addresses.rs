//! Whether a cluster's addresses last, as text.

use addresses::answer::{Answer, InMode, Simulated};
use addresses::settings;
use addresses::simulate::ec2::Action;
use addresses::tuner::{Tried, Tuned, uses_prefixes};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::units::{counted, grouped};
use std::fmt::Write;

/// Rows of the time line.
const ROWS: usize = 10;
/// Settings of the tuner that are listed.
const UNBEATEN: usize = 8;

/// The whole answer.
pub fn text(catalog: &Catalog, scenario: &Scenario, answer: &Answer) -> String {
    let mut out = String::new();
    let own = answer.own();
    let name = scenario.mode.name_on(scenario.node.owner);
    if let Some((types, nodes)) = own.and_then(|own| own.nodes.as_ref()) {
        let pods = counted(answer.mix.pods(), "pod");
        let _ = writeln!(out, "{name}: {pods} on {} of {types} in {}", counted(*nodes, "node"), catalog.region.code);
    }
    let _ = writeln!(out, "{}", answer.headline());
    for sentence in answer.about() {
        let _ = writeln!(out, "{sentence}");
    }
    if let Some(own) = own {
        zones(&mut out, own, answer);
    }
    modes(&mut out, scenario, answer);
    fragments(&mut out, answer);
    match answer.simulated {
        Some(Ok(simulated)) => simulation(&mut out, simulated),
        Some(Err(why)) => {
            let _ = writeln!(out, "\n{}", why.text());
        }
        None => {}
    }
    if let Some(tuned) = answer.tuned {
        tuner(&mut out, tuned, uses_prefixes(&answer.mix), &answer.nodes_in_words());
    }
    remedies(&mut out, answer);
    out
}

fn zones(out: &mut String, own: &InMode, answer: &Answer) {
    if own.lasts.zones.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "\n{:<16}{:<7}{:>7}{:>11}{:>12}{:>9}  {:<13}{:>10}  subnets",
        "zone", "for", "nodes", "addresses", "with surge", "free", "enough", "full at"
    );
    for row in &own.lasts.zones {
        let names: Vec<&str> = row.subnets.iter().map(|i| answer.subnets.list[*i].label()).collect();
        let _ = writeln!(
            out,
            "{:<16}{:<7}{:>7}{:>11}{:>12}{:>9}  {:<13}{:>10}  {}",
            row.zone,
            row.role.code(),
            grouped(row.nodes.into()),
            grouped(row.need),
            grouped(row.need_with_surge),
            known(row.free),
            enough(row.fits),
            row.lasts_pods.map_or("-".into(), grouped),
            names.join(", ")
        );
    }
}

fn known(n: Option<u64>) -> String {
    n.map_or("not known".into(), grouped)
}

fn enough(fits: Option<bool>) -> &'static str {
    match fits {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not checked",
    }
}

fn modes(out: &mut String, scenario: &Scenario, answer: &Answer) {
    if answer.subnets.list.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "\n{:<50}{:<18}{:>7}  {:<13}{:>14}  full first",
        "networking mode", "type", "nodes", "enough", "pods until full"
    );
    for row in answer.modes {
        let name = row.mode.name_on(scenario.node.owner);
        let (kind, nodes) = match &row.nodes {
            Some((kind, nodes)) if row.overfull > 0 => {
                (kind.as_str(), format!("{}, {} too full", grouped((*nodes).into()), grouped(row.overfull.into())))
            }
            Some((kind, nodes)) => (kind.as_str(), grouped((*nodes).into())),
            None => ("none carries the pods", "-".into()),
        };
        let pods = row.lasts.pods().map_or("-".into(), grouped);
        let fits = if row.lasts.zones.is_empty() { "-" } else { enough(row.lasts.fits) };
        let first = row.lasts.first.and_then(|i| row.lasts.zones.get(i)).map_or("-", |zone| zone.zone.as_str());
        let _ = writeln!(out, "{name:<50}{kind:<18}{nodes:>7}  {fits:<13}{pods:>14}  {first}");
    }
}

fn fragments(out: &mut String, answer: &Answer) {
    if answer.fragments.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nFree /28 blocks, if what is in use is single addresses anywhere in the subnet:");
    for row in answer.fragments {
        let subnet = &answer.subnets.list[row.subnet];
        let _ = writeln!(
            out,
            "  {}: {} in use, {:.1} of {} blocks free on average, no block with a chance of {:.1} %; more nodes with prefixes: {} surely (99 %), {} as likely as not, {} on paper",
            subnet.label(),
            grouped(row.used.into()),
            row.expected,
            grouped(row.blocks.into()),
            row.none * 100.0,
            grouped(row.nodes_sure.into()),
            grouped(row.nodes_even.into()),
            grouped(row.nodes_on_paper.into())
        );
    }
}

fn simulation(out: &mut String, simulated: &Simulated) {
    let (setup, report) = (&simulated.setup, &simulated.report);
    let _ = writeln!(
        out,
        "\nSimulated: {}, {} from then on, seed {}",
        setup.event.name(),
        counted(report.seconds / 60, "minute"),
        report.seed
    );
    for line in &simulated.assumed.0 {
        let _ = writeln!(out, "  assumed: {line}");
    }
    let waited = match (report.wait(50), report.wait(99)) {
        (Some(half), Some(most)) => format!(
            "{} of {} waited for an address, {} at once at most: half of those {} s, 99 % at most {} s; {} at the end",
            grouped(report.waits.len() as u64),
            counted(report.asked, "pod"),
            grouped(report.most_waiting.into()),
            half / 1_000,
            most / 1_000,
            grouped(report.still_waiting.into())
        ),
        _ => format!("none of {} waited for an address", counted(report.asked, "pod")),
    };
    let _ = writeln!(out, "  {waited}");
    if report.waiting_before > 0 {
        let before = counted(report.waiting_before, "pod");
        let _ = writeln!(
            out,
            "  {before} had no address before anything happened: the cluster does not fit its subnets as it is"
        );
    }
    if report.unplaced > 0 || report.nodes_refused > 0 {
        let pods = grouped(report.unplaced.into());
        let _ =
            writeln!(out, "  {pods} pods had no node at the end; {} launches found no address", report.nodes_refused);
    }
    let _ = writeln!(out, "  {} % of the addresses held were idle", report.idle_percent());
    for (subnet, (free, blocks)) in setup.subnets.iter().zip(report.least_free.iter().zip(&report.least_blocks)) {
        let (free, blocks) = (grouped((*free).into()), grouped((*blocks).into()));
        let _ = writeln!(out, "  {}: {free} addresses and {blocks} blocks free at the least", subnet.name);
    }
    let calls: Vec<String> = Action::ALL
        .into_iter()
        .filter(|action| report.calls_of(*action) > 0)
        .map(|action| format!("{} {}", grouped(report.calls_of(action)), action.name()))
        .collect();
    let _ = writeln!(
        out,
        "  calls to EC2: {}, {} in the busiest second, {} refused for want of addresses",
        if calls.is_empty() { "none".into() } else { calls.join(", ") },
        report.busiest_second,
        grouped(report.refused)
    );
    if setup.throttle.is_some() {
        let times = counted(report.throttled, "time");
        let _ = writeln!(out, "  EC2 refused {times} what a node wanted: the account had made too many calls");
    }
    let _ = writeln!(
        out,
        "\n{:>8}{:>8}{:>10}{:>10}{:>10}{:>10}{:>10}",
        "second", "nodes", "waiting", "assigned", "cooling", "held", "free"
    );
    let step = report.samples.len().div_ceil(ROWS).max(1);
    for sample in report.samples.iter().step_by(step) {
        let free: u64 = sample.free.iter().map(|n| u64::from(*n)).sum();
        let columns =
            [sample.nodes, sample.waiting, sample.assigned, sample.cooling, sample.held].map(|n| grouped(n.into()));
        let [nodes, waiting, assigned, cooling, held] = columns;
        let _ = writeln!(
            out,
            "{:>8}{nodes:>8}{waiting:>10}{assigned:>10}{cooling:>10}{held:>10}{:>10}",
            grouped(sample.second.into()),
            grouped(free)
        );
    }
}

fn tuner(out: &mut String, tuned: &Tuned, prefixes: bool, nodes: &str) {
    let _ = writeln!(
        out,
        "\nVPC CNI's settings, of {} looked at and {} simulated; none beats these on addresses, waiting and calls:",
        grouped(tuned.looked_at as u64),
        grouped(tuned.simulated as u64)
    );
    let _ =
        writeln!(out, "{:<44}{:>11}{:>14}{:>12}{:>13}", "setting", "addresses", "waited", "99 % within", "calls/hour");
    let row = |out: &mut String, tried: &Tried, mark: &str| {
        let wait = tried.wait_p99.map_or("-".into(), |ms| format!("{} s", ms / 1_000));
        let waited = format!("{:.1} %", f64::from(tried.waited_per_mille) / 10.0);
        let setting = settings::in_words(tried.targets, prefixes) + mark;
        let (addresses, calls) = (grouped(tried.addresses), grouped(tried.calls_per_hour));
        let _ = writeln!(out, "{setting:<44}{addresses:>11}{waited:>14}{wait:>12}{calls:>13}");
    };
    row(out, &tuned.shipped, " (as shipped)");
    if tuned.present.targets != tuned.shipped.targets {
        row(out, &tuned.present, " (yours)");
    }
    let step = tuned.unbeaten.len().div_ceil(UNBEATEN).max(1);
    let listed = |(i, t): &(usize, &Tried)| i % step == 0 || t.targets == tuned.recommended.targets;
    for (_, tried) in tuned.unbeaten.iter().enumerate().filter(listed) {
        row(out, tried, if tried.targets == tuned.recommended.targets { " *" } else { "" });
    }
    let _ = writeln!(out, "\n* recommended: {}", tuned.reasons.join(" "));
    let targets = tuned.recommended.targets;
    let _ = writeln!(out, "for {nodes}:");
    let _ = writeln!(out, "{}", settings::kubectl(targets, prefixes));
    let _ = writeln!(out, "add-on configuration values: {}", settings::configuration_values(targets, prefixes));
    let _ = write!(out, "{}", settings::terraform(targets, prefixes));
}

fn remedies(out: &mut String, answer: &Answer) {
    if answer.remedies.is_empty() || answer.subnets.list.is_empty() {
        return;
    }
    let _ = writeln!(out, "\nTry in order:");
    for (n, remedy) in answer.remedies.iter().enumerate() {
        let _ = writeln!(out, "{}. {}", n + 1, remedy.text());
    }
}
