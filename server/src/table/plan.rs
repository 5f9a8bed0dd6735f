//! A plan as text: the headline, the ranked table, what is excluded, and the caveats of the best type.

use model::evaluation::Evaluation;
use model::plan::{Candidate, Plan};
use model::scenario::Era;
use model::summary::notes::notes;
use model::units::grouped;
use model::words::{asked, parts};
use std::fmt::Write;

/// The first `rows` candidates, all if 0.
pub fn text(evaluation: &Evaluation, rows: usize) -> String {
    let (catalog, scenario, plan) = (evaluation.catalog(), evaluation.scenario(), evaluation.plan());
    let mut out = String::new();
    let of = match plan.era {
        Era::Today => format!("{}, on demand of {}", catalog.region.code, catalog.region.on_demand_as_of),
        Era::Article => "us-east-1, 29 November 2018".into(),
    };
    let _ = writeln!(out, "{}", evaluation.headline());
    let workloads = match scenario.profiles.as_slice() {
        [only] => format!("{}; ", asked(only)),
        several => several.iter().map(|p| format!("{}: {}\n", p.name, asked(p))).collect(),
    };
    let _ = writeln!(out, "{workloads}{of}; disks and agents included\n");
    let _ = writeln!(
        out,
        "{:>5}  {:<20}{:>10}  {:<18}{:>9} {:>15} {:>10} {:>11}",
        "rank", "type", "pods/node", "binds", "nodes", "US$/month", "US$/pod", "US$/hour"
    );
    let shown = if rows == 0 { plan.candidates.len() } else { rows };
    for (index, c) in plan.candidates.iter().take(shown).enumerate() {
        row(&mut out, plan, c.name(catalog), index, c);
    }
    if plan.candidates.len() > shown {
        let _ =
            writeln!(out, "       and {} more (--rows 0 prints all)", grouped((plan.candidates.len() - shown) as u64));
    }
    if let (Era::Today, Some(best)) = (plan.era, plan.best()) {
        let _ = writeln!(out, "\n{}: {}", best.name(catalog), parts(scenario, &best.price, best.fleet.nodes));
    }
    let _ = writeln!(out, "\n{} types are excluded:", grouped(plan.rejected.len() as u64));
    for (reason, n) in plan.reasons() {
        let _ = writeln!(out, "{:>5}  {}", grouped(n as u64), reason.in_scenario(scenario));
    }
    if let Some(best) = plan.best() {
        for note in notes(catalog, scenario, best) {
            let _ = writeln!(out, "\nnote: {note}");
        }
    }
    out
}

fn row(out: &mut String, plan: &Plan, name: &str, index: usize, c: &Candidate) {
    let _ = writeln!(
        out,
        "{:>5}  {name:<20}{:>10}  {:<18}{:>9} {:>15} {:>10} {:>11}",
        index + 1,
        grouped(c.capacity.pods.into()),
        c.capacity.binding().name(),
        grouped(c.fleet.nodes.into()),
        c.fleet.monthly.cents(),
        plan.per_pod(c).per_pod(),
        c.price.hourly.hourly(),
    );
}
