//! The limits of one type for smaller and larger pods.

use crate::pages::worked_out::{heading, of_limit};
use charts::{Counted, Line, LineChart, Picture, Series, Size, class_of};
use cluster::readable::{Along, Place, Readable};
use maud::{Markup, html};
use model::catalog::Catalog;
use model::catalog::instance_type::InstanceType;
use model::node::limit::Limit;
use model::node::workload::Workload;
use model::plan::growth::{OfSize, SIZES, limits_by_pod_size, turns};
use model::scenario::Scenario;
use model::units::{capitalised, counted, grouped};
use model::words::equal_work;
use std::collections::BTreeSet;

/// The index of the scenario's own size in [`SIZES`].
const OWN: u32 = 100;

/// So many turns of the binding limit are told one by one.
const MOST_TURNS: usize = 3;

/// Chart and table.
pub(in crate::pages) fn section(catalog: &Catalog, t: &InstanceType, scenario: &Scenario) -> Markup {
    let workload = Workload::of(scenario).sized(catalog);
    let rows = limits_by_pod_size(t, &workload);
    let has = |limit: &Limit| rows.iter().any(|r| r.capacity.by_limit.get(*limit).is_some());
    let limits: Vec<Limit> = Limit::ALL.into_iter().filter(has).collect();
    html! {
        section.growing aria-labelledby="sizes-title" {
            h2 id="sizes-title" { "Smaller and larger pods" }
            p { (lead(t, &turns(t, &workload))) @if let Some(text) = equal_work(scenario) { " " (text) } }
            div.beside-table {
                (figure(t, &rows, &limits).figure())
                div.scroll.all tabindex="0" role="region" aria-label="Limits by pod size" { (table(t, &rows, &limits)) }
            }
            p.help { "CPU and memory of a pod change together, everything else stays. 100 % is your pod: " (size(own(&rows))) "." }
        }
    }
}

fn own(rows: &[OfSize]) -> &OfSize {
    rows.iter().find(|r| r.percent == OWN).unwrap_or(&rows[0])
}

/// What binds up to which size. Where pods are so large that one more or less decides, limits take turns: what follows
/// the first few is told without its ranges.
fn lead(t: &InstanceType, turns: &[(u32, Limit)]) -> String {
    let (single, rest) = turns.split_at(turns.len().min(MOST_TURNS).saturating_sub(1));
    let until = |i: usize| turns.get(i + 1).map_or(0, |(next, _)| next - 1);
    let one = |(i, (from, limit)): (usize, &(u32, Limit))| match i {
        0 => format!("{} up to {} % of your pod", limit.name(), until(i)),
        _ => format!("{} from {from} to {} %", limit.name(), until(i)),
    };
    let last = match rest {
        [(_, limit)] if single.is_empty() => format!("{} whatever the size of the pods", limit.name()),
        [(from, limit)] => format!("{} from {from} %", limit.name()),
        _ => {
            let limits: BTreeSet<_> = rest.iter().map(|(_, limit)| limit.name()).collect();
            let from = rest.first().map_or(0, |(from, _)| *from);
            format!("{} in turn from {from} %", Vec::from_iter(limits).join(" or "))
        }
    };
    let parts: Vec<_> = single.iter().enumerate().map(one).chain([last]).collect();
    format!("What stops the next pod on {}: {}.", t.name, parts.join(", "))
}

fn figure(t: &InstanceType, rows: &[OfSize], limits: &[Limit]) -> Readable {
    let title = "Pods per node under each limit, against the size of a pod";
    let line = |limit: &Limit| Line { series: Series::Limit(*limit), name: limit.name(), points: points(rows, *limit) };
    let lines: Vec<Line> = limits.iter().map(line).collect();
    let home = rows.iter().position(|r| r.percent == OWN).unwrap_or(0);
    let desc = format!("{}, {} sizes; the table has every figure.", t.name, SIZES.len());
    let chart = LineChart {
        picture: Picture { size: Size::COLUMN, title, desc: &desc },
        x: ("CPU and memory of a pod, relative to yours", Counted::Percent),
        y: ("pods per node", Counted::Things),
        lines: &lines,
        here: Some(fits(&rows[home])),
    };
    let places = chart.positions(rows.iter().map(fits)).into_iter().zip(rows);
    Readable {
        title: title.into(),
        legend: limits.iter().map(|limit| (class_of(*limit), limit.name().into())).collect(),
        places: places.map(|(at, r)| Place { at, says: says(r) }).collect(),
        svg: chart.svg(),
        home,
        along: Along::X,
    }
}

fn points(rows: &[OfSize], limit: Limit) -> Vec<(u64, u64)> {
    let point = |r: &OfSize| Some((u64::from(r.percent), u64::from(r.capacity.by_limit.get(limit)?)));
    rows.iter().filter_map(point).collect()
}

fn fits(r: &OfSize) -> (u64, u64) {
    (u64::from(r.percent), u64::from(r.capacity.pods))
}

fn says(r: &OfSize) -> String {
    format!(
        "{} %, {}: {} a node, bound by {}",
        r.percent,
        size(r),
        counted(r.capacity.pods, "pod"),
        r.capacity.binding().name()
    )
}

fn size(r: &OfSize) -> String {
    format!("{} and {}", r.cpu, r.memory)
}

fn table(t: &InstanceType, rows: &[OfSize], limits: &[Limit]) -> Markup {
    html! {
        table.list {
            caption.help { "Pods that one " (t.name) " takes under each limit." }
            thead { tr {
                th scope="col" { "Size" } th scope="col" { "CPU" } th scope="col" { "Memory" } (heading("pods-per-node", "Fit"))
                @for limit in limits { (heading(&of_limit(*limit), &capitalised(limit.name()))) }
            } }
            tbody { @for r in rows {
                @let is_own = r.percent == OWN;
                tr.shown[is_own] aria-current=[is_own.then_some("true")] {
                    th scope="row" { (r.percent) " %" }
                    td { (r.cpu) } td { (r.memory) }
                    td { b { (grouped(r.capacity.pods.into())) } }
                    @for limit in limits { @let pods = r.capacity.by_limit.get(*limit);
                        td class=(if pods == Some(r.capacity.pods) { class_of(*limit) } else { "" }) { (pods.map_or(String::new(), |n| grouped(n.into()))) }
                    }
                }
            } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::m5_large;
    use model::units::{Mib, MilliCpu};

    #[test]
    fn the_sentence_says_what_binds_up_to_which_size() {
        let said = |cpu, memory| {
            let mut scenario = Scenario::default();
            (scenario.profiles[0].cpu, scenario.profiles[0].memory) = (MilliCpu(cpu), Mib(memory));
            lead(&m5_large().types[0], &turns(&m5_large().types[0], &Workload::of(&scenario)))
        };
        assert_eq!(said(0, 0), "What stops the next pod on m5.large: addresses whatever the size of the pods.");
        // 25 addresses; 1730 / 68 = 25 pods of 27 % of 250m, 1730 / 70 = 24 of 28 %
        assert_eq!(
            said(250, 0),
            "What stops the next pod on m5.large: addresses up to 27 % of your pod, CPU from 28 %."
        );
    }
}
