//! Today's advice as text.

use super::Page;
use crate::advised::{answer, is_answered, label, small_print};
use model::advice::conflicts::{clashes, lost};
use model::advice::evidence::Evidence;
use model::advice::headline::{because, headline, ways_out};
use model::advice::knowledge::add_ons::add_ons;
use model::advice::knowledge::changes::changes;
use model::advice::knowledge::claims::claim;
use model::advice::knowledge::fact::Fact;
use model::advice::knowledge::migration::migration;
use model::advice::knowledge::options::{Dimension, OptionId};
use model::advice::knowledge::rules_2018::headline_2018;
use model::advice::knowledge::timeline::event;
use model::evaluation::Evaluation;
use model::units::{capitalised, grouped};
use model::vpc::subnets::VpcUse;
use model::words;

/// All that today's rules say.
pub fn write(page: &mut Page, evaluation: &Evaluation) {
    verdict(page, evaluation);
    evidence(page, evaluation);
    conflicts(page, evaluation);
    ranked(page, evaluation);
    eliminated(page, evaluation);
    to_win(page, evaluation);
    changed(page, evaluation);
    if evaluation.scenario().node.is_windows() {
        page.line(format!("\n{}", words::WITHOUT_LICENCE));
    }
    page.line(format!("\n{}", small_print(&evaluation.catalog().version)));
}

/// The advised option, its add-ons, and the migration; or the ways out where nothing is left.
fn verdict(page: &mut Page, evaluation: &Evaluation) {
    let (scenario, advice) = (evaluation.scenario(), evaluation.advice());
    page.line(headline(advice));
    let Some(best) = advice.decision.best() else {
        page.head(words::ALL_RULED_OUT);
        ways_out(advice).iter().for_each(|way| page.point(way));
        return;
    };
    if let Some(because) = because(advice) {
        page.line(because);
    }
    if advice.is_default() {
        page.line(words::A_DEFAULT);
    }
    what_it_costs(page, evaluation);
    let beside: Vec<_> = add_ons(&advice.case(), best).collect();
    if !beside.is_empty() {
        page.head(words::ADD_ONS);
    }
    for add_on in beside {
        let cites = page.cite(add_on.sources);
        page.point(format!("{}{cites}", add_on.text));
    }
    steps(page, words::MIGRATION, &migration(scenario.answers.current_cni, best));
}

fn steps(page: &mut Page, head: &str, steps: &[&'static Fact]) {
    if !steps.is_empty() {
        page.head(head);
    }
    for step in steps {
        let told = page.fact(step);
        page.point(told);
    }
}

/// A hard constraint beat a preference: what is lost.
fn what_it_costs(page: &mut Page, evaluation: &Evaluation) {
    let advice = evaluation.advice();
    let Some(lost) = lost(&advice.decision) else { return };
    let names: Vec<_> = lost.better_at.iter().map(|d| d.name()).collect();
    let on = if names.is_empty() { String::new() } else { format!("on {}, ", names.join(", ")) };
    let because = advice.decision.eliminated_by(lost.option).first().map_or("", |c| c.because);
    page.line(format!("What it costs: {} would fit better, {on}but {because}.", lost.option.name()));
}

/// Answers and figures side by side.
fn evidence(page: &mut Page, evaluation: &Evaluation) {
    page.head(words::EVIDENCE);
    for e in &evaluation.advice().evidence {
        let said = e.key.map(|key| said(evaluation, key, e)).unwrap_or_default();
        let cites = page.cite(e.sources);
        page.point(format!("{said}{}{cites}", e.text));
    }
}

fn said(evaluation: &Evaluation, key: &str, e: &Evidence) -> String {
    let scenario = evaluation.scenario();
    let mut said = label(key).to_string();
    if is_answered(scenario, key) {
        said += &format!(" You answered \u{201c}{}\u{201d}.", e.answered);
    }
    if e.agrees == Some(false) {
        said = said + " " + words::FIGURES_DECIDE;
    }
    let end = if said.ends_with(['.', '?']) { " " } else { ". " };
    said + end
}

fn conflicts(page: &mut Page, evaluation: &Evaluation) {
    let advice = evaluation.advice();
    let found: Vec<_> = clashes(&advice.case()).collect();
    if !found.is_empty() {
        page.head(words::CONFLICTS);
    }
    found.iter().for_each(|clash| page.point(clash.text));
}

/// Options that pass, best first, with what each comes to.
fn ranked(page: &mut Page, evaluation: &Evaluation) {
    let (catalog, advice) = (evaluation.catalog(), evaluation.advice());
    if advice.decision.ranked.is_empty() {
        return page.line(format!("\n{}", words::WEAVE_NET_IS_OUT));
    }
    let weights = advice.decision.weights;
    let counting: Vec<_> = Dimension::ALL.iter().filter(|d| weights.get(**d) > 0).collect();
    let counting: Vec<_> = counting.iter().map(|d| format!("{} {}", d.name(), weights.get(**d))).collect();
    page.head(&format!("Every option that is not ruled out. Weights: {}.", counting.join(", ")));
    page.line(format!(
        "{:>5}  {:<30}{:>6}{:>8}  {:<18}{:>10}{:>16}{:>15}  {}",
        "rank", "option", "fit", "nodes", "type", "pods/node", "US$/month", "VPC addresses", "mode"
    ));
    for (index, r) in advice.decision.ranked.iter().enumerate() {
        let start = format!("{:>5}  {:<30}{:>6}", index + 1, r.id.name(), r.fit.text());
        let Some(f) = advice.figures(r.id) else {
            page.line(format!("{start}  no type can carry the pods"));
            continue;
        };
        let c = &f.candidate;
        page.line(format!(
            "{start}{:>8}  {:<18}{:>10}{:>16}{:>15}  {}",
            grouped(c.fleet.nodes.into()),
            c.name(catalog),
            grouped(c.capacity.pods.into()),
            c.fleet.monthly.cents(),
            grouped(VpcUse::of(&f.held, c.fleet.nodes).addresses()),
            f.mode.facts().code,
        ));
    }
    page.line(words::WEAVE_NET_IS_OUT);
}

/// Options that do not pass, with the rules and the answers behind them.
fn eliminated(page: &mut Page, evaluation: &Evaluation) {
    let (scenario, advice) = (evaluation.scenario(), evaluation.advice());
    if advice.decision.eliminated.is_empty() {
        return;
    }
    page.head("Ruled out");
    for e in &advice.decision.eliminated {
        for rule in &e.by {
            let answered = answer(scenario, rule.key)
                .map(|(_, words)| format!("{}: \u{201c}{words}\u{201d}. ", label(rule.key).trim_end_matches('?')));
            let cites = page.cite(rule.sources);
            let answered = answered.unwrap_or_default();
            page.point(format!("{}: {answered}{}. {}{cites}", e.id.name(), capitalised(rule.because), rule.id));
        }
    }
}

fn to_win(page: &mut Page, evaluation: &Evaluation) {
    let advice = evaluation.advice();
    let ways = advice.to_win();
    let best = advice.decision.best();
    page.head("What would put another first");
    for (id, change) in &ways {
        page.point(format!("{} would be first if {}.", id.name(), change.text()));
    }
    let ranked = advice.decision.ranked.iter().map(|r| r.id);
    let all = ranked.chain(advice.decision.eliminated.iter().map(|e| e.id));
    let others: Vec<_> =
        all.filter(|id| Some(*id) != best && !ways.iter().any(|(won, _)| won == id)).map(OptionId::name).collect();
    if !others.is_empty() {
        page.point(format!("No single change puts these first: {}.", others.join("; ")));
    }
}

/// The article's rules that these answers set off and that no longer hold.
fn changed(page: &mut Page, evaluation: &Evaluation) {
    let scenario = evaluation.scenario();
    page.head(words::CHANGES);
    page.line(format!("By the article: {}", headline_2018(&scenario.answers).sentence()));
    let found: Vec<_> = changes(&scenario.answers).collect();
    if found.is_empty() {
        page.line(words::RULES_UNCHANGED);
    }
    for (rule, change) in found {
        page.point(format!("{}: {} meant {}. {}", rule.id, rule.when, rule.then, change.today));
        for event in change.events.iter().filter_map(|id| event(id)) {
            let mark = event.basis.mark().map(|mark| format!(" ({mark})")).unwrap_or_default();
            let cites = page.cite(event.basis.sources());
            page.line(format!("      {}: {}{mark}{cites}", event.date, event.text));
        }
        for claim in change.claims.iter().filter_map(|id| claim(id)) {
            let cites = page.cite(claim.basis.sources());
            page.line(format!("      {} ({}): {}{cites}", claim.id, claim.verdict.name(), claim.check));
        }
    }
}
