//! The record in the article's era: its rules, its count, and that both are of 2018.

use super::{context, decision, options};
use crate::markdown::{Document, plain};
use crate::subject::Subject;
use model::advice::knowledge::rules_2018::{RULES_2018, headline_2018};
use model::summary::notes::notes;
use model::units::{counted, grouped};

pub(super) fn write(document: &mut Document, subject: &Subject) {
    document.heading(2, "Decision");
    let answers = &subject.scenario().answers;
    document.point(&format!("Pod network, by the article: **{}**", headline_2018(answers).sentence()));
    match subject.shown() {
        Some(c) => {
            document.point(&format!(
                "Nodes: **{} × {}**, {} a node by the article\u{2019}s count. What binds is {}.",
                grouped(c.fleet.nodes.into()),
                plain(c.name(subject.catalog())),
                counted(c.capacity.pods, "pod"),
                c.capacity.binding().name(),
            ));
            decision::cost(document, subject, c);
        }
        None => document.point("Nodes: no type of its table can carry these pods."),
    }
    document.heading(2, "Consequences");
    document.point("This is what 2018 would have decided, not advice for today.");
    if let Some(c) = subject.shown() {
        notes(subject.catalog(), subject.scenario(), c).iter().for_each(|note| document.point(&note.to_string()));
    }
    context::write(document, subject);
    rules(document, subject);
    options::types(document, subject);
    document.heading(2, "What changed since 2018");
    if let Some(best) = subject.advice().decision.best() {
        document.point(&format!("By today\u{2019}s rules, the same answers lead to {}.", best.name()));
    }
    decision::rules(document, subject);
}

/// The rules that these answers set off, as the options that the article weighs.
fn rules(document: &mut Document, subject: &Subject) {
    document.heading(2, "Options considered");
    let cited = document.cite(&["article"]);
    let mut found = 0;
    for rule in RULES_2018.iter().filter(|rule| rule.is_set_off(&subject.scenario().answers)) {
        found += 1;
        document.point(&format!(
            "{}, {}: {}, because {} ({}; {}){cited}",
            rule.id,
            rule.when,
            rule.then,
            rule.because,
            rule.place,
            rule.wording.name()
        ));
    }
    if found == 0 {
        document.point(&format!("None of its rules applies to these answers{cited}"));
    }
}
