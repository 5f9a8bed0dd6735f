//! What was decided, what follows from it, and what the article would have recommended.

use super::of_fleet;
use crate::markdown::{Document, plain};
use crate::network::network;
use crate::record::Kept;
use crate::subject::{PlannedFleet, Subject};
use addresses::mix::Mix;
use addresses::remedies::{candidate_in, remedies, small_targets};
use addresses::subnets::Subnets;
use model::advice::conflicts::lost;
use model::advice::headline::{because, ways_out};
use model::advice::knowledge::add_ons::add_ons;
use model::advice::knowledge::changes::changes as changed_rules;
use model::advice::knowledge::migration::migration;
use model::advice::knowledge::rules_2018::headline_2018;
use model::advice::knowledge::timeline::event;
use model::catalog::TypeRef;
use model::node::workload::Workload;
use model::plan::Candidate;
use model::plan::cost::{PURCHASES, by_purchase};
use model::plan::packing::packing;
use model::plan::relaxed::relaxed;
use model::scenario::Scenario;
use model::summary::decided::DecidedFleet;
use model::summary::notes::notes;
use model::units::{MicroUsd, capitalised, counted, grouped};
use model::vpc::subnets::{Fit, fit_of};
use model::words;

pub(super) fn decision(document: &mut Document, subject: &Subject, kept: &Kept) {
    document.heading(2, "Decision");
    let chosen = network(subject);
    let best = subject.advice().decision.best();
    let mode = subject.scenario().mode.name_on(subject.scenario().node.owner);
    document.point(&match best {
        Some(_) if chosen.name() == mode => format!("Pod network: **{mode}**."),
        Some(_) => format!("Pod network: **{}**, planned as {mode}.", chosen.name()),
        None => format!("Pod network: **none meets every answer**; the figures below are those of {mode}."),
    });
    if subject.fleet.is_none() {
        document.point(&plain(&subject.evaluation.headline()));
    }
    match best {
        Some(best) if best == chosen && subject.advice().is_default() => document.point(words::A_DEFAULT),
        Some(best) if best == chosen => {
            because(subject.advice()).into_iter().for_each(|text| document.point(&text));
        }
        Some(best) => document.point(&format!(
            "The rules put {} first; this record follows the mode that the scenario is planned with.",
            best.name()
        )),
        None => ways_out(subject.advice()).iter().for_each(|way| document.point(way)),
    }
    let against = subject.advice().decision.eliminated_by(chosen);
    if best.is_some() && !against.is_empty() {
        let why: Vec<_> = against.iter().map(|c| c.because).collect();
        document.point(&format!("**It does not meet every answer**: {}.", why.join("; ")));
    }
    if subject.is_one_of_two() {
        document.point(&plain(&subject.is_for()));
    }
    match (subject.fleet, subject.shown()) {
        (Some(planned), _) => of_fleet::write(document, subject, planned),
        (None, Some(candidate)) => nodes(document, subject, candidate),
        (None, None) => document.point("Nodes: no instance type can carry these pods."),
    }
    if let Some(fleet) = kept.fleet.filter(|then| subject.is_one_of_two() && !is_still(*then, subject.fleet)) {
        document.point(&as_decided(fleet));
    }
}

/// Whether the fleet that was decided is the one that the record is of, whose figures it has already.
fn is_still(then: Option<&DecidedFleet>, now: Option<PlannedFleet>) -> bool {
    then.zip(now).is_some_and(|(then, PlannedFleet { fleet, .. })| {
        let types = then.types.iter().map(|(name, nodes)| (name.as_str(), *nodes));
        (then.monthly.0, then.bound.0) == (fleet.cost.total, fleet.bound)
            && types.eq(fleet.types().into_iter().map(|(name, nodes, _)| (name, nodes)))
    })
}

/// The fleet that a saved scenario was decided with, next to one type throughout.
fn as_decided(fleet: Option<&DecidedFleet>) -> String {
    match fleet {
        Some(fleet) => format!(
            "As a fleet of several types, when this was decided: **{} for {} a month**, {}. No fleet costs less than {}.",
            counted(fleet.nodes, "node"),
            fleet.monthly.cents(),
            plain(&fleet.of_types()),
            fleet.bound.cents()
        ),
        None => "No fleet of several types was worked out when this was decided.".into(),
    }
}

fn nodes(document: &mut Document, subject: &Subject, c: &Candidate) {
    let nodes = subject.scenario().node.owner_and_os();
    document.point(&format!(
        "Nodes: **{} × {}** ({nodes}), {} a node. What binds is {}; max-pods is {}.",
        grouped(c.fleet.nodes.into()),
        plain(c.name(subject.catalog())),
        counted(c.capacity.pods, "pod"),
        c.capacity.binding().name(),
        grouped(c.capacity.max_pods.into()),
    ));
    cost(document, subject, c);
    zones(document, subject, c);
    who_shares(document, subject, c);
}

/// With several workloads, which of them share a node.
fn who_shares(document: &mut Document, subject: &Subject, c: &Candidate) {
    let (TypeRef::Today(index), [_, _, ..]) = (c.index, subject.scenario().profiles.as_slice()) else { return };
    let workload = Workload::of(subject.scenario()).sized(subject.catalog());
    let packed = packing(subject.catalog().instance_type(index), &workload).on(c.fleet.nodes);
    words::who_is_where(subject.scenario(), &packed).iter().for_each(|sentence| document.point(&plain(sentence)));
}

/// The cost of all nodes: a pod that there is and a pod that there is room for, then the other ways to buy.
pub(super) fn cost(document: &mut Document, subject: &Subject, c: &Candidate) {
    let trust = words::price_caveat(c.price.confidence);
    let hours = subject.scenario().hours_per_month;
    let billed =
        if c.price.billed_hours == hours { String::new() } else { format!(", billed as {}", c.price.billed_hours) };
    document.point(&format!(
        "Cost: **{} a month** of {hours} hours{billed}, {} for each pod that there is, {} for each that there is room for, at {} a node and hour.{trust}",
        c.fleet.monthly.cents(),
        c.fleet.per_pod.per_pod(),
        c.fleet.per_slot.per_pod(),
        c.price.hourly.hourly(),
    ));
    if let TypeRef::Today(index) = c.index {
        let (catalog, scenario) = (subject.catalog(), subject.scenario());
        document.point(&words::parts(scenario, &c.price, c.fleet.nodes));
        let costs = by_purchase(catalog.instance_type(index), catalog.offer(index), scenario, c.fleet.nodes);
        let (mut each, mut unknown) = (Vec::new(), Vec::new());
        for (purchase, cost) in PURCHASES.into_iter().zip(costs) {
            let name = words::bought(purchase);
            match cost {
                Some(cost) => each.push(format!("{name} {}", cost.cents())),
                None => unknown.push(name),
            }
        }
        let without = match unknown.is_empty() {
            true => String::new(),
            false => format!(" {}: {}.", capitalised(words::NOT_SOLD), unknown.join("; ")),
        };
        let dated = catalog.reserved_as_of.as_ref().map_or(String::new(), |date| {
            format!(" Commitments: Reserved Instances, No Upfront, of {date}. That Savings Plans cost the same is unverified.")
        });
        document.point(&format!("The same nodes, a month: {}.{without}{dated}", each.join("; ")));
    }
}

/// The zones of the subnets, and what an even spread asks of each.
fn zones(document: &mut Document, subject: &Subject, c: &Candidate) {
    // none where it is not known of a subnet there
    let mut free: Vec<(&str, Option<u64>)> = Vec::new();
    for subnet in &subject.scenario().subnets {
        let known = subnet.free_addresses.map(u64::from);
        match free.iter_mut().find(|(zone, _)| *zone == subnet.zone) {
            Some((_, addresses)) => *addresses = addresses.zip(known).map(|(all, more)| all + more),
            None => free.push((&subnet.zone, known)),
        }
    }
    let names: Vec<_> = free.iter().map(|(zone, _)| plain(zone)).collect();
    if names.is_empty() {
        return;
    }
    let nodes = c.fleet.nodes.div_ceil(names.len() as u32);
    let mut said = format!(
        "Zones: {}, so {} in each at most when they are spread evenly",
        words::listed(&names),
        counted(nodes, "node")
    );
    if let Some(fit) =
        c.today().and_then(|c| fit_of(subject.catalog(), subject.scenario(), subject.scenario().mode, &c))
    {
        let each = fit.need.div_ceil(u64::from(c.fleet.nodes.max(1))) * u64::from(nodes);
        said += &format!(", which take {} addresses of its subnets", grouped(each));
        for (zone, free) in
            free.iter().filter_map(|(zone, free)| Some((zone, (*free)?))).filter(|(_, free)| *free < each)
        {
            said += &format!("; **{} has {} free**", plain(zone), grouped(free));
        }
    }
    document.point(&(said + "."));
}

pub(super) fn consequences(document: &mut Document, subject: &Subject) {
    document.heading(2, "Consequences");
    let (catalog, scenario, advice) = (subject.catalog(), subject.scenario(), subject.advice());
    let chosen = network(subject);
    // these are of the one type of the plan
    if let Some(c) = subject.shown().filter(|_| subject.fleet.is_none()) {
        if let Some(r) = relaxed(catalog, scenario, c).filter(|r| r.saves > MicroUsd(0)) {
            document.point(&format!(
                "Lifting {} up to {}, the next limit, would fit {} a node on {} and save {} a month.",
                c.capacity.binding().name(),
                r.next.name(),
                counted(r.pods, "pod"),
                counted(r.nodes, "node"),
                r.saves.cents()
            ));
        }
        if let Some(fit) = c.today().and_then(|c| fit_of(catalog, scenario, scenario.mode, &c)) {
            document.point(&addresses(&fit, scenario));
            if fit.fits == Some(false) {
                to_try(document, subject);
            }
        }
        of_fleet::as_karpenter_fills(subject).iter().for_each(|text| document.point(&plain(text)));
        notes(catalog, scenario, c).iter().for_each(|note| document.point(&note.to_string()));
    }
    if let Some(planned) = &subject.fleet {
        of_fleet::addresses(document, subject, planned);
    }
    for add_on in add_ons(&advice.case(), chosen) {
        let cited = document.cite(add_on.sources);
        document.point(&format!("{}{cited}", add_on.text));
    }
    if let Some(lost) = lost(&advice.decision) {
        let names: Vec<_> = lost.better_at.iter().map(|d| d.name()).collect();
        let on = if names.is_empty() { String::new() } else { format!(" on {}", names.join(", ")) };
        let why = advice.decision.eliminated_by(lost.option).first().map_or("", |c| c.because);
        document.point(&format!("{} would fit better{on}, but {why}.", lost.option.name()));
    }
    for fact in migration(scenario.answers.current_cni, chosen) {
        let cited = document.cite(fact.basis.sources());
        let mark = fact.basis.mark().map_or(String::new(), |mark| format!(" ({mark})"));
        document.point(&format!("Migration: {}{mark}{cited}", fact.text));
    }
    for (option, change) in advice.to_win() {
        document.point(&format!("{} would be first if {}.", option.name(), change.text()));
    }
}

/// What to try against too few addresses, in the order of effort, each worked out.
fn to_try(document: &mut Document, subject: &Subject) {
    let (catalog, scenario) = (subject.catalog(), subject.scenario());
    let candidate = candidate_in(catalog, scenario, scenario.mode);
    let small = candidate.map(|c| small_targets(&Mix::of(catalog, scenario, scenario.mode, &c)));
    for remedy in remedies(catalog, scenario, &Subnets::of(scenario), small) {
        document.point(&format!("To try, in order: {}", plain(&remedy.text())));
    }
}

fn addresses(fit: &Fit, scenario: &Scenario) -> String {
    let blocks = fit.blocks.map_or(String::new(), |b| {
        format!(
            " and {} /28 blocks, {} with the surge, of {} at most",
            grouped(b.need),
            grouped(b.need_with_surge),
            grouped(b.have)
        )
    });
    let verdict = plain(&words::whether_it_fits(fit, &scenario.subnets));
    format!(
        "Addresses: the nodes take {} of the subnets listed, {} with 30 % surge, of {} free{blocks}: {verdict}.",
        grouped(fit.need),
        grouped(fit.need_with_surge),
        grouped(fit.have)
    )
}

pub(super) fn changes(document: &mut Document, subject: &Subject) {
    document.heading(2, "What changed since 2018");
    let answers = &subject.scenario().answers;
    let cited = document.cite(&["article"]);
    document.point(&format!("By the article of 2018: {}{cited}", headline_2018(answers).sentence()));
    rules(document, subject);
}

/// The article's rules that these answers set off and that no longer hold.
pub(super) fn rules(document: &mut Document, subject: &Subject) {
    let mut found = 0;
    for (rule, change) in changed_rules(&subject.scenario().answers) {
        found += 1;
        let mut line = format!("{}: {} meant {}. {}", rule.id, rule.when, rule.then, change.today);
        for event in change.events.iter().filter_map(|id| event(id)) {
            let cited = document.cite(event.basis.sources());
            line += &format!(" {}: {}{cited}", event.date, event.text);
        }
        document.point(&line);
    }
    if found == 0 {
        document.point("None of its rules that apply to these answers has changed.");
    }
}
