//! Everything that can be taken away: record, configuration, tables, charts, a card to embed.

use super::taken::Taken;
use super::{not_found, problem_list};
use crate::escape::escaped;
use crate::head::Head;
use crate::saved::BaseUrl;
use export::placements::placements;
use export::{Config, ConfigFile, Purpose, Step, Tool, markdown_table};
use leptos::prelude::*;
use maud::{Markup, html};
use model::plan::ways::with;
use model::scenario::Era;
use model::scenario::fields::{CHOICES, choice};
use model::scenario::link::to_query;
use model::words;

/// Rows of the table to copy.
const ROWS: usize = 10;

/// The page.
#[component]
pub fn TakeAway() -> AnyView {
    let Some(taken) = Taken::from_context() else { return not_found::NotFound() };
    let head = Head::titled("Export: Berth")
        .described("One scenario as files: decision record, cluster configuration, tables and charts.")
        .unlisted();
    head.page(html! {
        article.page.wide.take-away {
            h1 { "Export" }
            (problem_list(&taken.problems))
            p { (about(&taken)) " " a href=(taken.to_planner()) { "Change the scenario" } }
            (which_nodes(&taken))
            (which_owner(&taken))
            @match no_fleet(&taken) {
                Some(why) => p.error { (why) },
                None => {
                    (archive(&taken))
                    (record(&taken))
                    (steps(&taken))
                    (configuration(&taken))
                    (tables(&taken))
                },
            }
            (charts(&taken))
        }
    })
}

/// Why there is no fleet, on a page that is about one.
pub(super) fn no_fleet(taken: &Taken) -> Option<String> {
    taken.fleet.as_ref().and_then(|found| found.why_none())
}

/// The two sets of files, and which of them is here: the other is a page of its own.
fn which_nodes(taken: &Taken) -> Markup {
    let is_fleet = taken.fleet.is_some();
    let here = |is: bool| is.then_some("page");
    html! {
        @if taken.evaluation.scenario().era == Era::Today {
            nav.views aria-label="Nodes" {
                a href=(taken.address("take-away")) aria-current=[here(!is_fleet)] { "One type throughout" }
                a href=(taken.address("take-away/fleet")) aria-current=[here(is_fleet)] { "A fleet of several types" }
            }
            @if no_fleet(taken).is_none() { p { b { (taken.subject().is_for()) } } }
        }
    }
}

/// Who launches the nodes decides which files there are: the same plan with each owner, one click away. What is saved keeps
/// the owner that it was decided with.
fn which_owner(taken: &Taken) -> Markup {
    let scenario = taken.evaluation.scenario();
    let Some(owners) = choice(&CHOICES, "node") else { return html! {} };
    if taken.saved.is_some() || scenario.era == Era::Article {
        return html! {};
    }
    html! {
        nav.views aria-label="Who launches the nodes" {
            @for (at, (code, name)) in owners.options.iter().enumerate() {
                a href=(taken.of_same_nodes_as(&with(scenario, "node", code, false))) aria-current=[(at == (owners.get)(scenario)).then_some("true")] { (name) }
            }
        }
    }
}

fn archive(taken: &Taken) -> Markup {
    let name = if taken.fleet.is_some() { "berth-fleet.zip" } else { "berth.zip" };
    html! {
        p {
            a href=(taken.of_same_nodes("take-away", name)) download { "Download all files as one archive" }
            " (ZIP, with the steps in README.md)"
        }
    }
}

fn record(taken: &Taken) -> Markup {
    html! {
        section aria-labelledby="record" {
            h2 id="record" { "Decision record" }
            p { "The decision first, then context, answers, evidence, options, what was not known and sources, in the usual form of such records. It is a proposal until somebody accepts it." }
            p {
                a href=(taken.of_same_nodes("record", "")) { "To read and to print" } " · "
                a href=(taken.of_same_nodes("take-away", "decision.md")) download { "Markdown" }
            }
        }
    }
}

/// The order in which the files are used, a list for each tool that can build this.
fn steps(taken: &Taken) -> Markup {
    let Ok(config) = Config::of(taken.subject()) else { return html! {} };
    let lists = Tool::ALL.into_iter().map(|tool| (tool, config.steps(tool))).filter(|(_, steps)| !steps.is_empty());
    html! {
        section aria-labelledby="steps" {
            h2 id="steps" { "Steps" }
            p.help { "One tool builds the cluster: choose one. The same steps are in README.md." }
            @for (tool, steps) in lists {
                details.file open[tool == Tool::Eksctl] {
                    summary { "Steps with " (tool.name()) }
                    ol.steps { @for step in &steps { (one_step(step)) } }
                }
            }
        }
    }
}

fn one_step(step: &Step) -> Markup {
    html! {
        li {
            p { (step.text) }
            @if !step.commands.is_empty() { pre tabindex="0" aria-label="Commands" { code { (step.commands.join("\n")) } } }
        }
    }
}

/// The files that build the cluster, by purpose.
fn configuration(taken: &Taken) -> Markup {
    html! {
        section aria-labelledby="config" {
            h2 id="config" { "Configuration" }
            @match Config::of(taken.subject()) {
                Ok(config) => {
                    p.help { "The files agree with each other and with the page: the same types, the same max-pods, which counts every pod of a node and so more than the workloads’ pods on it. What Berth does not know is marked TODO." }
                    @if let Some(text) = config.as_karpenter_fills() { p { (text) (to_fleet(taken)) } }
                    (by_purpose(taken, &config.files()))
                }
                Err(why) => p { (why.text()) },
            }
        }
    }
}

/// From one type, whose pool may launch others, to the files that have a pool for each type.
fn to_fleet(taken: &Taken) -> Markup {
    html! {
        @if taken.fleet.is_none() {
            " " a href=(taken.address("take-away/fleet")) { "The files of a fleet" } " have a pool for each type, and say what these come to."
        }
    }
}

fn by_purpose(taken: &Taken, files: &[ConfigFile]) -> Markup {
    let of = |purpose: Purpose| files.iter().filter(move |file| file.purpose == purpose);
    html! {
        @for purpose in Purpose::ALL.into_iter().filter(|purpose| of(*purpose).next().is_some()) {
            h3 { (purpose.name()) }
            @for file in of(purpose) { (config_file(taken, file)) }
        }
    }
}

fn tables(taken: &Taken) -> Markup {
    let table = markdown_table(&taken.evaluation, &taken.evaluation.plan().candidates, ROWS);
    let file = |name: &str| taken.of_same_nodes("take-away", name);
    html! {
        section aria-labelledby="tables" {
            h2 id="tables" { "Tables" }
            @if taken.fleet.is_some() {
                p {
                    "Which pods the fleet has room for on which node: " a href=(file("placements.csv")) download { "placements.csv" } ". "
                    "The fleet with its bound and what it is compared with: " a href=(file("fleet.json")) download { "fleet.json" } "."
                }
                (placements_in_full(taken))
                p {
                    "Every type as it would carry all pods alone, ranked: " a href=(file("types.csv")) download { "CSV" } " · "
                    a href=(file("plan.json")) download { "JSON" }
                }
            } @else {
                p {
                    "Every type, ranked: " a href=(file("types.csv")) download { "CSV" } " · "
                    a href=(file("plan.json")) download { "JSON" }
                }
                (copyable("table", "The best types as a Markdown table", &table))
            }
        }
    }
}

/// One sentence on what is taken.
fn about(taken: &Taken) -> String {
    let of = match &taken.saved {
        Some(saved) if !saved.title.is_empty() => format!("Of \u{201c}{}\u{201d}, as saved.", saved.title),
        Some(_) => "Of a saved scenario, as saved.".into(),
        None => "For the scenario in this link.".into(),
    };
    let scenario = taken.evaluation.scenario();
    let workloads = match (scenario.profiles.len(), scenario.pools().len()) {
        (1, _) => String::new(),
        (several, 1) => {
            format!(" {several} workloads, planned together on the same nodes: every file is for all of them.")
        }
        (several, pools) => format!(" {several} workloads in {pools} node pools: every file is for all of them."),
    };
    format!(
        "{of}{workloads} Catalogue {}, prices of {}.",
        taken.evaluation.catalog().version,
        taken.evaluation.catalog().region.on_demand_as_of
    )
}

fn config_file(taken: &Taken, file: &ConfigFile) -> Markup {
    let which = (taken.evaluation.scenario().era == Era::Today).then(|| taken.subject().is_for());
    html! {
        details.file {
            summary { b { (file.name) } " " (file.title) }
            p.help { (file.why) @if let Some(which) = which { " " (which) } }
            p { a href=(taken.of_same_nodes("take-away", file.name)) download { "Download " (file.name) } }
            pre tabindex="0" aria-label=(file.name) { code { (file.text) } }
        }
    }
}

/// The table of placements as it is in its file.
fn placements_in_full(taken: &Taken) -> Markup {
    let planned = taken.fleet.as_ref().and_then(|found| found.planned());
    html! {
        @if let Some(planned) = planned {
            details.file {
                summary { b { "placements.csv" } " Which pods go where" }
                p.help { "A line for each node and workload. " (taken.subject().is_for()) }
                pre tabindex="0" aria-label="placements.csv" { code { (placements(taken.evaluation.scenario(), planned.fleet)) } }
            }
        }
    }
}

/// Text to copy.
fn copyable(id: &str, label: &str, text: &str) -> Markup {
    html! {
        p.copyable {
            label for=(id) { (label) }
            textarea id=(id) readonly rows=(text.lines().count().clamp(2, 14)) wrap="off" spellcheck="false" { (text) }
        }
    }
}

/// Pictures and the card to embed.
fn charts(taken: &Taken) -> Markup {
    let query = to_query(taken.evaluation.scenario());
    let base = use_context::<BaseUrl>().map(|b| b.0).unwrap_or_default();
    let embed = match &taken.saved {
        Some(saved) => format!("{base}/embed/s/{}", saved.id),
        None => format!("{base}/embed?{query}"),
    };
    // Those of a saved scenario are drawn from the catalogue of its day.
    let (of, query) = match &taken.saved {
        Some(saved) => (format!("/s/{}", saved.id), String::new()),
        None => (String::new(), format!("?{query}")),
    };
    let at = |kind: &str, ending: &str| format!("{of}/charts/{kind}.{ending}{query}");
    html! {
        section aria-labelledby="charts" {
            h2 id="charts" { "Charts" }
            ul.plain {
                @for (kind, name) in [("cost-per-pod", words::COST_PER_POD), ("cost-by-mode", "What all nodes cost, by networking mode")] {
                    li { (name) ": " a href=(at(kind, "svg")) download { "SVG" } " · " a href=(at(kind, "png")) download { "PNG" } }
                }
            }
            (copyable("embed", "Card and chart for another page", &snippet(&embed)))
        }
    }
}

/// What another page holds to show the card: an address in an attribute, so `&` is written out.
fn snippet(address: &str) -> String {
    format!(
        "<iframe src=\"{}\" title=\"Berth: nodes for the pods\" width=\"640\" height=\"1160\" loading=\"lazy\"></iframe>",
        escaped(address)
    )
}
