//! The workloads, as a table in which they are merged, split, renamed and scaled; daemonsets; Jobs.

use super::asked::{FACTORS, MERGE, SPLIT, written};
use super::{Shown, check};
use crate::figures::Grouped;
use import::imported::{OnNodes, Workload};
use import::merge::Merged;
use import::scenario::Converted;
use import::words::{more, named, named_on_nodes, of_needs};
use maud::{Markup, html};
use model::scenario::fields::MAX_TEXT;
use model::units::{counted, grouped};

/// Rows that are shown unless all are asked for.
const ROWS: usize = 100;
/// No more rows than these, even then.
const MOST_ROWS: usize = 1_000;
/// Names of a merged row's workloads that are told.
const NAMES: usize = 20;

impl Shown<'_> {
    /// The workload at a position.
    fn at(&self, position: usize) -> Option<&Workload> {
        let all = &self.imported.workloads;
        all.get(position).or_else(|| self.imported.jobs.get(position.checked_sub(all.len())?))
    }

    pub(super) fn workloads(&self) -> Markup {
        let Some(converted) = &self.concluded.converted else { return html! {} };
        let most = if self.asked.shows_all { MOST_ROWS } else { ROWS };
        let (shown, rest) = converted.rows.split_at(converted.rows.len().min(most));
        let is_merged = converted.scenario.profiles.len() < converted.rows.len();
        html! {
            h3 id="workloads-title" { "Workloads" }
            (self.settings())
            div.scroll tabindex="0" role="region" aria-labelledby="workloads-title" {
                table.list.workload-rows {
                    thead { tr {
                        th scope="col" { span.vh { "Merge" } } th.text scope="col" { "Name" } th scope="col" { "Pods" } th scope="col" { "CPU" }
                        th scope="col" { "Memory" } th.text scope="col" { "Placement and more" }
                        @if is_merged { th.text scope="col" { "Planned in" } }
                    } }
                    tbody { @for row in shown { (self.row(row, converted, is_merged)) } }
                }
            }
            @for row in rest.iter().filter(|row| row.of.len() > 1 || self.is_renamed(row)) {
                (self.state(row))
                input type="hidden" name="name" value=(row.profile.name);
            }
            @if !rest.is_empty() || self.asked.shows_all {
                p { (check("all", &format!("Show all {}", counted(converted.rows.len() as u64, "row")), self.asked.shows_all)) }
            }
            p.actions { button name="do" value=(MERGE) { "Merge what is ticked" } }
        }
    }

    /// What holds for all of them.
    fn settings(&self) -> Markup {
        let options = &self.asked.options;
        let nothing = self.imported.asking_for_nothing();
        let [least, most] = FACTORS;
        html! {
            p.settings {
                label for="u-scale" { "Replicas times " }
                input id="u-scale" name="scale" type="number" min=(factor(least)) max=(factor(most)) step="any" value=(factor(options.scale));
            }
            @if nothing > 0 {
                p.settings {
                    b { (counted(nothing, "pod")) @if nothing == 1 { " asks" } @else { " ask" } " for nothing." } " Each counts as "
                    label.vh for="u-cpu" { "CPU of a pod that asks for none, millicores" }
                    input id="u-cpu" name="cpu_default" inputmode="numeric" autocomplete="off" value=(options.cpu.0); "m CPU and "
                    label.vh for="u-memory" { "Memory of a pod that asks for none, MiB" }
                    input id="u-memory" name="memory_default" inputmode="numeric" autocomplete="off" value=(options.memory.0); " MiB."
                }
            }
        }
    }

    fn is_renamed(&self, row: &Merged) -> bool {
        let first = row.of.iter().min();
        self.asked.options.renamed.iter().any(|(of, _)| first == Some(of))
    }

    /// What the form has to send of a row before its name.
    fn state(&self, row: &Merged) -> Markup {
        let was = if self.is_renamed(row) { "" } else { &row.profile.name };
        html! {
            input type="hidden" name="row" value=(written(&row.of));
            input type="hidden" name="was" value=(was);
        }
    }

    fn row(&self, row: &Merged, converted: &Converted, is_merged: bool) -> Markup {
        let first = row.of.iter().min().copied().unwrap_or_default();
        let profile = &row.profile;
        html! {
            tr id={ "row-" (first) } {
                td {
                    (self.state(row))
                    input type="checkbox" name="pick" id={ "pick-" (first) } aria-label={ "Merge " (profile.name) };
                }
                th.text scope="row" {
                    input type="text" name="name" id={ "name-" (first) } value=(profile.name) maxlength=(MAX_TEXT) aria-label={ "Name of " (profile.name) };
                    @if row.of.len() > 1 { (self.inside(row, first)) } @else { (self.from(first)) }
                }
                td { (Grouped(profile.pods.into())) }
                td { (profile.cpu) }
                td { (profile.memory) }
                td.text.more { bdi { (self.more(row)) } }
                @if is_merged { td.text { bdi { (planned_in(row, converted)) } } }
            }
        }
    }

    /// Where a workload is from, if its name does not tell.
    fn from(&self, position: usize) -> Markup {
        let own = self.at(position).map(|workload| named(&workload.namespace, &workload.owner)).unwrap_or_default();
        html! { span.quiet { bdi { (own) } } }
    }

    /// The workloads of a merged row, and the way to take it apart.
    fn inside(&self, row: &Merged, first: usize) -> Markup {
        let names = row.of.iter().filter_map(|position| self.at(*position));
        let names: Vec<String> = names.take(NAMES).map(|w| named(&w.namespace, &w.owner)).collect();
        let others = row.of.len().saturating_sub(NAMES);
        html! {
            span.quiet { bdi { (names.join(", ")) } @if others > 0 { " and " (Grouped(others as u64)) " more" } }
            " " button name="do" value={ (SPLIT) (first) } aria-label={ "Split " (row.profile.name) } { "Split" }
        }
    }

    /// Placement and the like, each once.
    fn more(&self, row: &Merged) -> String {
        let mut all: Vec<String> = Vec::new();
        for workload in row.of.iter().filter_map(|position| self.at(*position)) {
            for one in more(workload) {
                if !all.contains(&one) && all.len() < NAMES {
                    all.push(one);
                }
            }
        }
        all.join(", ")
    }

    pub(super) fn on_nodes(&self) -> Markup {
        let all = &self.imported.on_nodes;
        let nodes = |one: &OnNodes| one.nodes.map_or_else(|| "all".to_owned(), |n| grouped(n.into()));
        html! {
            @if !all.is_empty() {
                h3 { "One on each node" }
                div.scroll tabindex="0" role="region" aria-label="DaemonSets and static pods" {
                    table.list {
                        thead { tr {
                            th scope="col" { "Name" } th scope="col" { "Nodes" } th scope="col" { "CPU" } th scope="col" { "Memory" }
                            th.text scope="col" { "More" }
                        } }
                        tbody { @for one in all {
                            tr {
                                th scope="row" { bdi { (named_on_nodes(&one.namespace, &one.owner)) } }
                                td { (nodes(one)) }
                                td { (one.needs.cpu) }
                                td { (one.needs.memory) }
                                td.text.more { (of_needs(&one.needs).join(", ")) }
                            }
                        } }
                    }
                }
            }
        }
    }

    pub(super) fn jobs(&self) -> Markup {
        let jobs = &self.imported.jobs;
        html! {
            @if !jobs.is_empty() {
                h3 id="jobs-title" { "Jobs" }
                p { "They run to an end, so they count for nothing unless you want room for them at any time. " (check("jobs", "Count them as if they always ran", self.asked.options.jobs)) }
                div.scroll tabindex="0" role="region" aria-label="Jobs" {
                    table.list {
                        thead { tr {
                            th scope="col" { "Name" } th scope="col" { "Pods" } th scope="col" { "CPU" } th scope="col" { "Memory" } th.text scope="col" { "More" }
                        } }
                        tbody { @for job in jobs.iter().take(ROWS) {
                            tr {
                                th scope="row" { bdi { (named(&job.namespace, &job.owner)) } }
                                td { (Grouped(job.pods.into())) }
                                td { (job.needs.cpu) }
                                td { (job.needs.memory) }
                                td.text.more { bdi { (more(job).join(", ")) } }
                            }
                        } }
                    }
                }
                @if jobs.len() > ROWS { p.help { "and " (Grouped((jobs.len() - ROWS) as u64)) " more." } }
            }
        }
    }
}

/// The profile that a row is planned in, where that has others in it.
fn planned_in<'a>(row: &Merged, converted: &'a Converted) -> &'a str {
    let first = row.of.first();
    let index = converted.members.iter().position(|of| of.iter().any(|position| Some(position) == first));
    let of = index.map(|index| (&converted.members[index], &converted.scenario.profiles[index].name));
    of.filter(|(members, _)| members.len() > row.of.len()).map_or("", |(_, name)| name)
}

/// Thousandths as people write them: `1`, `1.5`, `0.01`.
fn factor(thousandths: u32) -> String {
    let (whole, rest) = (thousandths / 1_000, thousandths % 1_000);
    match rest {
        0 => whole.to_string(),
        rest => format!("{whole}.{rest:03}").trim_end_matches('0').to_owned(),
    }
}
