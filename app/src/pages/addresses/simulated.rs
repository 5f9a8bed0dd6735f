//! What the simulation came to: figures, a chart of the time line, and its table.

use addresses::answer::{Answer, Simulated};
use addresses::simulate::ec2::Action;
use addresses::simulate::report::{Report, Sample};
use charts::{Counted, Line, LineChart, Picture, Series, Size};
use cluster::readable::{Place, Readable};
use maud::{Markup, html};
use model::units::{counted, grouped};

const TITLE: &str = "Addresses over time";
/// Rows of the table: every so many samples are left out where there are more.
const ROWS: usize = 25;

pub(super) fn section(found: &Answer) -> Markup {
    html! {
        section.growing aria-labelledby="simulated-title" {
            h2 id="simulated-title" { "Over time" }
            @match &found.simulated {
                Err(why) => p { (why.text()) },
                Ok(simulated) => (figures(simulated)),
            }
        }
    }
}

fn figures(simulated: &Simulated) -> Markup {
    let (setup, report) = (&simulated.setup, &simulated.report);
    html! {
        p {
            "VPC CNI\u{2019}s loop on every node: " (setup.event.name()) ", " (counted(report.seconds / 60, "minute")) " from then on. "
            (waiting(report))
        }
        ul.plain {
            li { (report.idle_percent()) " % of the addresses held were idle." }
            @for (subnet, least) in setup.subnets.iter().zip(report.least_free.iter().zip(&report.least_blocks)) {
                li { (subnet.name) ": " (grouped((*least.0).into())) " addresses and " (grouped((*least.1).into())) " /28 blocks free at the least." }
            }
            @if report.waiting_before > 0 {
                li { (counted(report.waiting_before, "pod")) " had no address before anything happened: the cluster does not fit its subnets as it is." }
            }
            @if report.unplaced > 0 { li { (counted(report.unplaced, "pod")) " had no node at the end." } }
            @if report.nodes_refused > 0 { li { (counted(report.nodes_refused, "launch")) " found no address for the node itself." } }
            li { "Calls to EC2: " (calls(report)) }
            @for line in &simulated.assumed.0 { li { "Assumed: " (line) } }
        }
        div.beside-table {
            (chart(report).figure())
            div.scroll.all tabindex="0" role="region" aria-label="Time line" { (table(report)) }
        }
        p.help {
            "Seed " (report.seed) ": the same seed gives the same run. Nothing is said beyond it. The kubelet tries again 10 to 15 seconds after a pod got no address; "
            "how long pods start and nodes boot is our judgement: 5 and 60 seconds."
        }
    }
}

fn waiting(report: &Report) -> String {
    match (report.wait(50), report.wait(99)) {
        (Some(half), Some(most)) => format!(
            "{} of {} waited for an address, at most {} at once: half of those for {} s, 99 % for at most {} s; {} still had none at the end.",
            grouped(report.waits.len() as u64),
            counted(report.asked, "pod"),
            grouped(report.most_waiting.into()),
            half / 1_000,
            most / 1_000,
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

fn chart(report: &Report) -> Readable {
    let points =
        |of: fn(&Sample) -> u32| report.samples.iter().map(|s| (u64::from(s.second), u64::from(of(s)))).collect();
    let lines = [
        Line { series: Series::Best, name: "held", points: points(|s| s.held) },
        Line { series: Series::Throughout, name: "in use", points: points(|s| s.assigned) },
    ];
    let desc = format!("{} moments; the table has them.", report.samples.len());
    let chart = LineChart {
        picture: Picture { size: Size::COLUMN, title: TITLE, desc: &desc },
        x: ("seconds", Counted::Things),
        y: ("addresses for pods, all nodes", Counted::Things),
        lines: &lines,
        notes: &[],
        here: None,
    };
    let shown: Vec<&Sample> = samples(report).collect();
    let at = shown.iter().map(|s| (u64::from(s.second), u64::from(s.held)));
    Readable {
        title: TITLE.into(),
        legend: vec![
            (Series::Best.class(), "held by nodes".into()),
            (Series::Throughout.class(), "in use by pods".into()),
        ],
        svg: chart.svg(),
        places: chart.positions(at).into_iter().zip(&shown).map(|(at, s)| Place { at, says: says(s) }).collect(),
        home: 0,
        is_list: false,
    }
}

fn samples(report: &Report) -> impl Iterator<Item = &Sample> {
    report.samples.iter().step_by(report.samples.len().div_ceil(ROWS).max(1))
}

fn says(sample: &Sample) -> String {
    format!(
        "after {} s: {} held, {} in use, {} cooling down, {} waiting",
        grouped(sample.second.into()),
        grouped(sample.held.into()),
        grouped(sample.assigned.into()),
        grouped(sample.cooling.into()),
        counted(sample.waiting, "pod")
    )
}

fn table(report: &Report) -> Markup {
    html! {
        table.list {
            caption.help { "All nodes and subnets together." }
            thead { tr {
                th scope="col" { "Second" } th scope="col" { "Nodes" } th scope="col" { "Waiting" } th scope="col" { "In use" }
                th scope="col" { "Cooling" } th scope="col" { "Held" } th scope="col" { "Free" }
            } }
            tbody { @for sample in samples(report) {
                tr {
                    th scope="row" { (grouped(sample.second.into())) }
                    @for n in [sample.nodes, sample.waiting, sample.assigned, sample.cooling, sample.held] { td { (grouped(n.into())) } }
                    td { (grouped(sample.free.iter().map(|n| u64::from(*n)).sum())) }
                }
            } }
        }
    }
}
