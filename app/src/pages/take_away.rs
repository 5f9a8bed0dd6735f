//! Everything that can be taken away: record, configuration, tables, charts, a card to embed.

use super::taken::Taken;
use super::{not_found, problem_list};
use crate::escape::escaped;
use crate::saved::BaseUrl;
use export::{Config, ConfigFile, Purpose, Step, Tool, markdown_table};
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use model::scenario::link::to_query;
use model::words;

/// Rows of the table to copy.
const ROWS: usize = 10;

/// The page.
#[component]
pub fn TakeAway() -> impl IntoView {
    let Some(taken) = Taken::from_context() else { return not_found::NotFound().into_any() };
    let table = markdown_table(&taken.evaluation, &taken.evaluation.plan().candidates, ROWS);
    view! {
        <Title text="Export: Berth" />
        <Meta name="description" content="One scenario as files: decision record, cluster configuration, tables and charts." />
        <Meta name="robots" content="noindex" />
        <article class="page wide take-away">
            <h1>"Export"</h1>
            {problem_list(&taken.problems)}
            <p>
                {about(&taken)}" "<a href=taken.to_planner()>"Change the scenario"</a>
            </p>
            <p>
                <a href=taken.address("take-away/berth.zip") download>"Download all files as one archive"</a>
                " (ZIP, with the steps in README.md)"
            </p>
            <section aria-labelledby="record">
                <h2 id="record">"Decision record"</h2>
                <p>"The decision first, then context, answers, evidence, options, what was not known and sources, in the usual form of such records. It is a proposal until somebody accepts it."</p>
                <p><a href=taken.address("record")>"To read and to print"</a>" · "<a href=taken.address("take-away/decision.md") download>"Markdown"</a></p>
            </section>
            {steps(&taken)}
            {configuration(&taken)}
            <section aria-labelledby="tables">
                <h2 id="tables">"Tables"</h2>
                <p>
                    "Every type, ranked: "<a href=taken.address("take-away/types.csv") download>"CSV"</a>" · "
                    <a href=taken.address("take-away/plan.json") download>"JSON"</a>
                </p>
                {copyable("table", "The best types as a Markdown table", table)}
            </section>
            {charts(&taken)}
        </article>
    }
    .into_any()
}

/// The order in which the files are used, a list for each tool that can build this.
fn steps(taken: &Taken) -> Option<impl IntoView + use<>> {
    let config = Config::of(taken.subject()).ok()?;
    let lists = Tool::ALL.into_iter().map(|tool| (tool, config.steps(tool))).filter(|(_, steps)| !steps.is_empty());
    let lists = lists.map(|(tool, steps)| {
        view! {
            <details class="file" open=tool == Tool::Eksctl>
                <summary>"Steps with "{tool.name()}</summary>
                <ol class="steps">{steps.into_iter().map(one_step).collect_view()}</ol>
            </details>
        }
    });
    Some(view! {
        <section aria-labelledby="steps">
            <h2 id="steps">"Steps"</h2>
            <p class="help">"One tool builds the cluster: choose one. The same steps are in README.md."</p>
            {lists.collect_view()}
        </section>
    })
}

fn one_step(step: Step) -> impl IntoView {
    let commands = step.commands.join("\n");
    let shown =
        (!commands.is_empty()).then(|| view! { <pre tabindex="0" aria-label="Commands"><code>{commands}</code></pre> });
    view! { <li><p>{step.text}</p>{shown}</li> }
}

/// The files that build the cluster, by purpose.
fn configuration(taken: &Taken) -> impl IntoView + use<> {
    let listed = match Config::of(taken.subject()) {
        Ok(config) => {
            let files = config.files();
            let of = |purpose: Purpose| files.iter().filter(move |file| file.purpose == purpose);
            let lists = Purpose::ALL.into_iter().filter(|purpose| of(*purpose).next().is_some()).map(|purpose| {
                view! {
                    <h3>{purpose.name()}</h3>
                    {of(purpose).map(|file| config_file(taken, file)).collect_view()}
                }
            });
            view! {
                <p class="help">"The files agree with each other and with the page: the same types, the same max-pods. What Berth does not know is marked TODO."</p>
                {lists.collect_view()}
            }
            .into_any()
        }
        Err(why) => view! { <p>{why.text()}</p> }.into_any(),
    };
    view! {
        <section aria-labelledby="config">
            <h2 id="config">"Configuration"</h2>
            {listed}
        </section>
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

fn config_file(taken: &Taken, file: &ConfigFile) -> impl IntoView + use<> {
    let download = taken.address(&format!("take-away/{}", file.name));
    view! {
        <details class="file">
            <summary><b>{file.name}</b>" "{file.title}</summary>
            <p class="help">{file.why}</p>
            <p><a href=download download>{format!("Download {}", file.name)}</a></p>
            <pre tabindex="0" aria-label=file.name><code>{file.text.clone()}</code></pre>
        </details>
    }
}

/// Text to copy.
fn copyable(id: &'static str, label: &'static str, text: String) -> impl IntoView {
    let rows = text.lines().count().clamp(2, 14);
    view! {
        <p class="copyable">
            <label for=id>{label}</label>
            <textarea id=id readonly rows=rows wrap="off" spellcheck="false">{escaped(&text)}</textarea>
        </p>
    }
}

/// Pictures and the card to embed.
fn charts(taken: &Taken) -> impl IntoView + use<> {
    let query = to_query(taken.evaluation.scenario());
    let base = use_context::<BaseUrl>().map(|b| b.0).unwrap_or_default();
    let embed = match &taken.saved {
        Some(saved) => format!("{base}/embed/s/{}", saved.id),
        None => format!("{base}/embed?{query}"),
    };
    let snippet = snippet(&embed);
    // Those of a saved scenario are drawn from the catalogue of its day.
    let (of, query) = match &taken.saved {
        Some(saved) => (format!("/s/{}", saved.id), String::new()),
        None => (String::new(), format!("?{query}")),
    };
    let picture = |kind: &str, name: &'static str| {
        let at = |ending: &str| format!("{of}/charts/{kind}.{ending}{query}");
        view! { <li>{name}": "<a href=at("svg") download>"SVG"</a>" · "<a href=at("png") download>"PNG"</a></li> }
    };
    view! {
        <section aria-labelledby="charts">
            <h2 id="charts">"Charts"</h2>
            <ul class="plain">
                {picture("cost-per-pod", words::COST_PER_POD)}
                {picture("cost-by-mode", "What all nodes cost, by networking mode")}
            </ul>
            {copyable("embed", "Card and chart for another page", snippet)}
        </section>
    }
}

/// What another page holds to show the card: an address in an attribute, so `&` is written out.
fn snippet(address: &str) -> String {
    format!(
        "<iframe src=\"{}\" title=\"Berth: nodes for the pods\" width=\"640\" height=\"1160\" loading=\"lazy\"></iframe>",
        escaped(address)
    )
}
