//! The file that says what the other files are, and in which order they are used.

use crate::config::{Config, ConfigFile, NoConfig, Purpose, Tool};
use crate::markdown::{Document, link, plain};
use crate::not_planned::not_planned;
use crate::subject::Subject;
use model::units::{counted, grouped};
use model::words::{asked, workload_names};

pub(super) fn readme(subject: &Subject, config: &Result<Config, NoConfig>, files: &[ConfigFile]) -> String {
    let mut document = Document::default();
    document.heading(1, &format!("Files for {}", plain(&workload_names(subject.scenario()))));
    about(&mut document, subject, config.as_ref().ok());
    document.heading(2, "Files");
    document.point("decision.md: what was decided and why.");
    match subject.fleet {
        None => document.point("types.csv and plan.json: every instance type with its figures."),
        Some(_) => {
            document.point("placements.csv: which pods the fleet has room for on which node; room_in_all and pods_that_run are of the whole fleet.");
            document.point("fleet.json: the fleet with its bound and what it is compared with.");
            document.point("types.csv and plan.json: every instance type as it would carry all pods alone.");
        }
    }
    for purpose in Purpose::ALL {
        let mut of = files.iter().filter(|file| file.purpose == purpose).peekable();
        if of.peek().is_some() {
            document.heading(3, purpose.name());
        }
        of.for_each(|file| document.point(&format!("{}: {}", file.name, plain(file.why))));
    }
    match config {
        Ok(config) => tools(&mut document, config),
        Err(why) => {
            document.gap();
            document.paragraph(why.text());
        }
    }
    document.end()
}

fn about(document: &mut Document, subject: &Subject, config: Option<&Config>) {
    let scenario = subject.scenario();
    document.point(&format!("Scenario: {}", link(subject.link)));
    for profile in &scenario.profiles {
        document.point(&format!("Workload {}: {}.", plain(&profile.name), asked(profile)));
    }
    if subject.is_one_of_two() {
        document.point(&plain(&subject.is_for()));
    }
    if let Some(planned) = subject.fleet {
        document.point(&format!("Planned: {} The control plane is extra.", planned.fleet.headline()));
    } else if scenario.profiles.len() > 1 {
        let apart = if scenario.pools().len() > 1 { ", those of different node pools apart" } else { "" };
        document.point(&format!(
            "The {} workloads are planned together, on nodes of one type{apart}: the files are for all of them.",
            scenario.profiles.len()
        ));
    }
    if let Some(c) = subject.shown().filter(|_| subject.fleet.is_none()) {
        document.point(&format!(
            "Planned: {} × {}, {} a month for all nodes; the control plane is extra.",
            grouped(c.fleet.nodes.into()),
            plain(c.name(subject.catalog())),
            c.fleet.monthly.cents()
        ));
    }
    if let Some(text) = config.and_then(Config::as_karpenter_fills) {
        document.point(&plain(&text));
    }
    subject.requests_for_equal_work().iter().for_each(|sentence| document.point(&plain(sentence)));
    not_planned(scenario).iter().for_each(|sentence| document.point(sentence));
    let catalog = subject.catalog();
    document.point(&format!(
        "Prices: {}, on demand of {}; catalogue {}.",
        plain(&catalog.region.code),
        catalog.region.on_demand_as_of,
        plain(&catalog.version)
    ));
}

/// One tool builds the cluster; each has its steps.
fn tools(document: &mut Document, config: &Config) {
    let tools: Vec<_> =
        Tool::ALL.into_iter().map(|tool| (tool, config.steps(tool))).filter(|(_, steps)| !steps.is_empty()).collect();
    document.gap();
    document.paragraph(&format!("{} can build this: choose one.", counted(tools.len() as u64, "tool")));
    for (tool, steps) in tools {
        document.heading(2, &format!("Steps with {}", tool.name()));
        for (index, step) in steps.iter().enumerate() {
            document.step(index + 1, &step.text, &step.commands);
        }
    }
}
