//! What the simulation came to: what it says in a sentence, four charts of the time line, and the time line as a table.

use crate::figures::Grouped;
use crate::readable::{Along, Place, Readable};
use ::addresses::answer::{Answer, Simulated};
use ::addresses::simulate::ec2::Action;
use ::addresses::simulate::report::{Report, Sample};
use ::addresses::simulate::setup::Setup;
use charts::{Counted, Line, LineChart, Picture, Series, Size};
use maud::{Markup, html};
use model::node::limit::Limit;
use model::order::{sort_indices, sort_numbers};
use model::units::{counted, grouped};

/// Rows of the table: every so many samples are left out where there are more.
const ROWS: usize = 25;
/// Lines of a list; what is more is counted.
const MOST_LINES: usize = 8;
/// Lines of zones on a chart.
const MOST_ZONES: usize = 6;
/// Seconds between two samples.
const BETWEEN: u32 = 10;

pub(super) fn section(answer: &Answer) -> Markup {
    html! {
        section.card.addresses-over-time aria-labelledby="over-time-title" {
            h2 id="over-time-title" { "Over time" }
            @match answer.simulated {
                None => p.help { "Simulating\u{2026}" },
                Some(Err(why)) => p { (why.text()) },
                Some(Ok(simulated)) => (figures(simulated)),
            }
        }
    }
}

fn figures(simulated: &Simulated) -> Markup {
    let (setup, report) = (&simulated.setup, &simulated.report);
    html! {
        p {
            "VPC CNI\u{2019}s loop on every node: " (setup.event.name()) ", " (counted(report.seconds / 60, "minute")) " from then on. "
            b { (waiting(report)) }
            @if let Some(most @ 1..) = report.samples.iter().map(|sample| sample.unplaced).max() {
                " Seen without a node: " (Grouped(most.into())) " at a time, " (Grouped(report.unplaced.into())) " at the end."
            }
        }
        div.two-charts {
            @for chart in charts(setup, report) { div { (chart.figure()) } }
        }
        div.scroll.all.time-line tabindex="0" role="region" aria-label="Time line" { (table(report)) }
        (notes(simulated))
        p.help {
            "Seed " (report.seed) ": the same seed gives the same run. Nothing is said beyond it. The kubelet tries again 10 to 15 seconds after a pod got no address; "
            "how long pods start and nodes boot is our judgement: 5 and 60 seconds."
        }
    }
}

fn notes(simulated: &Simulated) -> Markup {
    let report = &simulated.report;
    html! {
        ul.plain {
            li { (report.idle_percent()) " % of the addresses held were idle." }
            (least(&simulated.setup, report))
            @if report.waiting_before > 0 {
                li { (counted(report.waiting_before, "pod")) " had no address before anything happened: the cluster does not fit its subnets as it is." }
            }
            @if report.nodes_refused > 0 { li { (counted(report.nodes_refused, "launch")) " found no address for the node itself." } }
            li { "Calls to EC2: " (calls(report)) }
            @if let Some(throttle) = simulated.setup.throttle {
                li {
                    "EC2 takes " (Grouped(throttle.tokens.into())) " calls of an action at once and " (Grouped(throttle.per_second.into()))
                    " a second: " (counted(report.throttled, "time")) " it refused what a node wanted."
                }
            }
            @for line in simulated.assumed.0.iter().take(MOST_LINES) { li { "Assumed: " (line) } }
            @if let Some(more) = simulated.assumed.0.len().checked_sub(MOST_LINES + 1) { li { "Assumed: the same of " (counted(more as u64 + 1, "subnet")) " more." } }
        }
    }
}

/// The subnets that had the fewest free addresses.
fn least(setup: &Setup, report: &Report) -> Markup {
    let mut order: Vec<usize> = (0..setup.subnets.len()).collect();
    sort_indices(&mut order, &|a, b| report.least_free.get(a).cmp(&report.least_free.get(b)));
    order.truncate(MOST_LINES);
    sort_numbers(&mut order);
    html! {
        @for i in order {
            li { (setup.subnets[i].name) ": " (Grouped(report.least_free[i].into())) " addresses and " (Grouped(report.least_blocks[i].into())) " /28 blocks free at the least." }
        }
        @if let Some(more) = setup.subnets.len().checked_sub(MOST_LINES + 1) { li { (counted(more as u64 + 1, "subnet")) " more never had fewer free addresses than these." } }
    }
}

fn waiting(report: &Report) -> String {
    // who went away before an address came waited for none that is counted
    let is_more = report.most_waiting as usize > report.waits.len();
    let gone = if is_more { " beside those that went away while they waited" } else { "" };
    match (report.wait(50), report.wait(99)) {
        (Some(half), Some(most)) => format!(
            "{} of {} waited for an address{gone}, at most {} at once: half of those for {} s, 99 % for at most {} s; {} still had none at the end.",
            grouped(report.waits.len() as u64),
            counted(report.asked, "pod"),
            grouped(report.most_waiting.into()),
            grouped((half / 1_000).into()),
            grouped((most / 1_000).into()),
            grouped(report.still_waiting.into())
        ),
        _ => format!("None of {} waited for an address.", counted(report.asked, "pod")),
    }
}

fn calls(report: &Report) -> String {
    let made = Action::ALL.into_iter().filter(|action| report.calls_of(*action) > 0);
    let each: Vec<String> =
        made.map(|action| format!("{} {}", grouped(report.calls_of(action)), action.name())).collect();
    let all = if each.is_empty() { "none".into() } else { each.join(", ") };
    let refused = grouped(report.refused);
    format!("{all}; {} in the busiest second, {refused} refused for want of addresses.", report.busiest_second)
}

/// A line of a chart: its colour, its name, its value at a moment.
type Drawn<'a> = (Series, String, Box<dyn Fn(&Sample) -> u64 + 'a>);

fn charts(setup: &Setup, report: &Report) -> [Readable; 4] {
    let plain = |series, name: &str, of: fn(&Sample) -> u32| -> Drawn {
        (series, name.into(), Box::new(move |sample| of(sample).into()))
    };
    let pools = [
        plain(Series::Best, "held", |s| s.held),
        plain(Series::Limit(Limit::Memory), "in use and cooling", |s| s.assigned + s.cooling),
        plain(Series::Throughout, "in use", |s| s.assigned),
    ];
    let pods = [plain(Series::Best, "no address", |s| s.waiting), plain(Series::Throughout, "no node", |s| s.unplaced)];
    let calls = [plain(Series::Best, "calls", |s| s.calls)];
    [
        chart(report, "Addresses of all nodes", "addresses for pods", &pools),
        chart(report, "Free in the subnets, by zone", "free addresses", &free_by_zone(setup)),
        chart(report, "Pods that wait", "pods", &pods),
        chart(report, "Calls to EC2 in ten seconds", "calls", &calls),
    ]
}

/// What is free in each zone's subnets, in the order of the zones.
fn free_by_zone(setup: &Setup) -> Vec<Drawn<'_>> {
    const COLOURS: [Limit; MOST_ZONES] =
        [Limit::Addresses, Limit::MaxPods, Limit::Memory, Limit::Cpu, Limit::Volumes, Limit::Bandwidth];
    let zone = |(zone, limit): (&'_ ::addresses::simulate::setup::ZoneSetup, Limit)| -> Drawn<'_> {
        let subnets: Vec<usize> = zone.nodes.iter().chain(&zone.pods).copied().collect();
        let free = move |sample: &Sample| {
            subnets.iter().filter_map(|i| sample.free.get(*i)).map(|free| u64::from(*free)).sum::<u64>()
        };
        (Series::Limit(limit), zone.name.clone(), Box::new(free))
    };
    setup.zones.iter().zip(COLOURS).map(zone).collect()
}

fn chart(report: &Report, title: &str, y: &str, drawn: &[Drawn]) -> Readable {
    let samples: Vec<&Sample> = samples(report).collect();
    let points = |of: &dyn Fn(&Sample) -> u64| report.samples.iter().map(|s| (u64::from(s.second), of(s))).collect();
    let lines: Vec<Line> =
        drawn.iter().map(|(series, name, of)| Line { series: *series, name, points: points(of) }).collect();
    let desc = format!("{} moments; the table has them.", report.samples.len());
    let chart = LineChart {
        picture: Picture { size: Size::COLUMN, title, desc: &desc },
        x: ("seconds after the event began", Counted::Things),
        y: (y, Counted::Things),
        lines: &lines,
        here: None,
    };
    let says = |sample: &Sample| {
        let of_each = drawn.iter().map(|(_, name, of)| format!("{name} {}", grouped(of(sample))));
        format!("after {} s: {}", grouped(sample.second.into()), of_each.collect::<Vec<_>>().join(", "))
    };
    let first = |sample: &Sample| drawn.first().map_or(0, |(_, _, of)| of(sample));
    let positions = chart.positions(samples.iter().map(|sample| (u64::from(sample.second), first(sample))));
    let most = samples.iter().map(|sample| first(sample)).max();
    Readable {
        title: title.into(),
        legend: drawn.iter().map(|(series, name, _)| (series.class(), name.clone())).collect(),
        svg: chart.svg(),
        places: positions.into_iter().zip(&samples).map(|(at, sample)| Place { at, says: says(sample) }).collect(),
        home: samples.iter().position(|sample| Some(first(sample)) == most).unwrap_or(0),
        along: Along::X,
    }
}

/// The samples that are listed and read out: evenly over the time.
fn samples(report: &Report) -> impl Iterator<Item = &Sample> {
    report.samples.iter().step_by(report.samples.len().div_ceil(ROWS).max(1))
}

fn table(report: &Report) -> Markup {
    let step = report.samples.len().div_ceil(ROWS).max(1) as u32;
    html! {
        table.list {
            caption.help { "All nodes and subnets together, every " (counted(step * BETWEEN, "second")) "; calls are those of the ten seconds before." }
            thead { tr {
                th scope="col" { "Second" } th scope="col" { "Nodes" } th scope="col" { "No address" } th scope="col" { "No node" } th scope="col" { "In use" }
                th scope="col" { "Cooling" } th scope="col" { "Held" } th scope="col" { "Free" } th scope="col" { "Free blocks" } th scope="col" { "EC2 calls" }
            } }
            tbody { @for sample in samples(report) {
                tr {
                    th scope="row" { (Grouped(sample.second.into())) }
                    @for n in [sample.nodes, sample.waiting, sample.unplaced, sample.assigned, sample.cooling, sample.held] { td { (Grouped(n.into())) } }
                    @for all in [&sample.free, &sample.blocks] { td { (Grouped(all.iter().map(|n| u64::from(*n)).sum())) } }
                    td { (Grouped(sample.calls.into())) }
                }
            } }
        }
    }
}
