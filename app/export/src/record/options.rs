//! What was considered: the figures next to the answers, and every option with its fit, cost and what speaks against it.

use crate::markdown::{Document, plain, table};
use crate::subject::Subject;
use crate::tables::markdown_table;
use model::advice::conflicts::clashes;
use model::advice::decide::Eliminated;
use model::advice::knowledge::constraints::Constraint;
use model::advice::knowledge::options::OptionRow;
use model::advice::reasons::{Reason, reasons};
use model::units::grouped;
use model::words;

/// Node types in the record's table.
const TYPES_SHOWN: usize = 5;

/// Above figures that the fleet does not have.
const OF_ONE_TYPE: &str = "Nodes, pods, addresses and costs here are of nodes of one type throughout, by which networks are weighed; the fleet\u{2019}s are under Decision and Consequences.";

pub(super) fn evidence(document: &mut Document, subject: &Subject) {
    document.heading(2, "Evidence");
    if subject.fleet.is_some() {
        document.point(OF_ONE_TYPE);
    }
    for e in &subject.advice().evidence {
        let differs = match e.agrees {
            Some(false) => {
                format!("**Contradicts the answer \u{201c}{}\u{201d}; the advice uses the figures.** ", e.answered)
            }
            _ => String::new(),
        };
        let cited = document.cite(e.sources);
        document.point(&format!("{}: {differs}{}{cited}", e.id, plain(&e.text)));
    }
    for clash in clashes(&subject.advice().case()) {
        document.point(&format!("Conflicting answers: {}", clash.text));
    }
}

pub(super) fn options(document: &mut Document, subject: &Subject) {
    document.heading(2, "Options considered");
    let decision = &subject.advice().decision;
    let rows: Vec<Vec<String>> = decision
        .ranked
        .iter()
        .filter_map(|ranked| {
            let option = ranked.id.row()?;
            let found = reasons(decision, option);
            let mut cells = vec![option.name.to_string(), ranked.fit.text()];
            cells.extend(figures(subject, option));
            cells.extend([dimensions(&found.why), dimensions(&found.why_not)]);
            Some(cells)
        })
        .collect();
    let head = [
        ("Option", false),
        ("Fit", true),
        ("Nodes", true),
        ("Type", false),
        ("US$ a month", true),
        ("For", false),
        ("Against", false),
    ];
    if subject.fleet.is_some() {
        document.paragraph(OF_ONE_TYPE);
        document.gap();
    }
    match rows.is_empty() {
        true => document.paragraph(words::NO_NETWORK),
        false => document.raw(&table(&head, &rows)),
    }
    document.gap();
    for (names, by) in together(&decision.eliminated) {
        let mut why = Vec::new();
        for constraint in by {
            let cited = document.cite(constraint.sources);
            why.push(format!("{}{cited}", constraint.because));
        }
        document.point(&format!("Not {}: {}.", names.join("; "), why.join("; ")));
    }
    types(document, subject);
}

/// What fell, those that fell to the same rules together.
fn together(eliminated: &[Eliminated]) -> Vec<(Vec<&'static str>, &[&'static Constraint])> {
    let mut groups: Vec<(Vec<&str>, &[&Constraint])> = Vec::new();
    let because = |by: &[&'static Constraint]| by.iter().map(|c| c.because).collect::<Vec<_>>();
    for e in eliminated {
        match groups.iter_mut().find(|(_, by)| because(by) == because(&e.by)) {
            Some((names, _)) => names.push(e.id.name()),
            None => groups.push((vec![e.id.name()], &e.by)),
        }
    }
    groups
}

/// The node types: the best, and how many fell out for which reason.
pub(super) fn types(document: &mut Document, subject: &Subject) {
    let plan = subject.plan();
    document.heading(3, "Node types");
    if !plan.candidates.is_empty() {
        document.raw(&markdown_table(subject.evaluation, &plan.candidates, TYPES_SHOWN));
        document.gap();
    }
    for (reason, count) in plan.reasons() {
        let types = if count == 1 { "type" } else { "types" };
        document.point(&format!(
            "{} {types} excluded: {}.",
            grouped(count as u64),
            reason.in_scenario(subject.scenario())
        ));
    }
}

/// Nodes, type and cost of an option's cheapest mode.
fn figures(subject: &Subject, option: &OptionRow) -> [String; 3] {
    match subject.advice().figures(option.id) {
        Some(f) => [
            grouped(f.candidate.fleet.nodes.into()),
            subject.catalog().instance_type(f.candidate.index).name.clone(),
            f.candidate.fleet.monthly.cents(),
        ],
        None => ["none fits".to_string(), String::new(), String::new()],
    }
}

fn dimensions(reasons: &[Reason]) -> String {
    reasons.iter().map(|r| r.dimension.name()).collect::<Vec<_>>().join(", ")
}
