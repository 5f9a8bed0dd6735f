//! Everything that can be taken away: record, configuration, tables, charts, a card to embed.

use super::taken::Taken;
use super::{not_found, problem_list};
use crate::escape::escaped;
use crate::head::Head;
use crate::saved::BaseUrl;
use export::{Config, ConfigFile, Purpose, Step, Tool, markdown_table};
use leptos::prelude::*;
use maud::{Markup, html};
use model::scenario::Era;
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
            p {
                a href=(taken.address("take-away/berth.zip")) download { "Download all files as one archive" }
                " (ZIP, with the steps in README.md)"
            }
            @if taken.evaluation.scenario().era == Era::Today { (fleet(&taken)) }
            (record(&taken))
            (steps(&taken))
            (configuration(&taken))
            (tables(&taken))
            (charts(&taken))
        }
    })
}

/// The same for several types of nodes: looked for when it is asked for.
fn fleet(taken: &Taken) -> Markup {
    html! {
        p {
            a href=(taken.address("take-away/berth-fleet.zip")) download { "Download the files for the cheapest mix of types" }
            " (ZIP: node groups or pools and Terraform for several types, which pods go where, and a record with the proof of how good the mix is; it takes a moment)"
        }
    }
}

fn record(taken: &Taken) -> Markup {
    html! {
        section aria-labelledby="record" {
            h2 id="record" { "Decision record" }
            p { "The decision first, then context, answers, evidence, options, what was not known and sources, in the usual form of such records. It is a proposal until somebody accepts it." }
            p {
                a href=(taken.address("record")) { "To read and to print" } " · "
                a href=(taken.address("take-away/decision.md")) download { "Markdown" }
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
                    p.help { "The files agree with each other and with the page: the same types, the same max-pods. What Berth does not know is marked TODO." }
                    (by_purpose(taken, &config.files()))
                }
                Err(why) => p { (why.text()) },
            }
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
    html! {
        section aria-labelledby="tables" {
            h2 id="tables" { "Tables" }
            p {
                "Every type, ranked: " a href=(taken.address("take-away/types.csv")) download { "CSV" } " · "
                a href=(taken.address("take-away/plan.json")) download { "JSON" }
            }
            (copyable("table", "The best types as a Markdown table", &table))
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
    let workloads = match taken.evaluation.scenario().profiles.len() {
        1 => String::new(),
        several => format!(" {several} workloads, planned together on the same nodes: every file is for all of them."),
    };
    format!(
        "{of}{workloads} Catalogue {}, prices of {}.",
        taken.evaluation.catalog().version,
        taken.evaluation.catalog().region.on_demand_as_of
    )
}

fn config_file(taken: &Taken, file: &ConfigFile) -> Markup {
    html! {
        details.file {
            summary { b { (file.name) } " " (file.title) }
            p.help { (file.why) }
            p { a href=(taken.address(&format!("take-away/{}", file.name))) download { "Download " (file.name) } }
            pre tabindex="0" aria-label=(file.name) { code { (file.text) } }
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
