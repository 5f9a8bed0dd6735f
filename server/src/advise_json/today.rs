//! Today's advice as JSON.

use super::figures::figures;
use super::{basis, fact};
use crate::advise_command::Advised;
use crate::advise_words::{NO_WEAVE, answer, label, small_print};
use model::advice::add_ons::{AddOn, add_ons};
use model::advice::changes::{Change as ChangeSince, changes};
use model::advice::claims::claim;
use model::advice::conflicts::{clashes, lost};
use model::advice::constraints::Constraint;
use model::advice::evidence::Evidence;
use model::advice::headline::{because, headline, ways_out};
use model::advice::migration::migration;
use model::advice::options::{Dimension, OptionId, OptionRow};
use model::advice::reasons::{Reason, reasons};
use model::advice::rules_2018::{Rule2018, headline_2018};
use model::advice::timeline::event;
use model::advice::what_if::{Change, questions};
use serde_json::{Map, Value, json};

/// All that today's rules say.
pub fn said(advised: Advised) -> Value {
    let Advised { catalog, scenario, advice } = advised;
    let (case, decision) = (advice.case(), &advice.decision);
    let best = decision.best();
    let ways = advice.to_win();
    let ranked = decision.ranked.iter().enumerate().map(|(place, r)| {
        let mut value = option(advised, r.id, &ways);
        value.insert("rank".into(), (place + 1).into());
        value
    });
    let eliminated = decision.eliminated.iter().map(|e| {
        let mut value = option(advised, e.id, &ways);
        value.insert("by".into(), e.by.iter().map(|c| cause(advised, c)).collect());
        value
    });
    let beside = best.map(|best| add_ons(&case, best).map(add_on).collect::<Vec<_>>()).unwrap_or_default();
    let steps = best.map(|best| migration(scenario.answers.current_cni, best)).unwrap_or_default();
    let relax = advice.to_relax().into_iter().zip(ways_out(advice));
    json!({
        "headline": headline(advice),
        "because": because(advice),
        "is_default": advice.is_default(),
        "option": best.map(OptionId::code),
        "as_good": decision.tied().skip(1).map(OptionId::code).collect::<Vec<_>>(),
        "weights": dimensions(|d| decision.weights.get(d)),
        "scores_basis": "judgement",
        "evidence": advice.evidence.iter().map(|e| evidence(advised, e)).collect::<Vec<_>>(),
        "conflicts": clashes(&case).map(|c| json!({ "between": c.between, "text": c.text })).collect::<Vec<_>>(),
        "cost_of_constraints": cost_of_constraints(advised),
        "add_ons": beside,
        "migration": steps.into_iter().map(fact).collect::<Vec<_>>(),
        "ranked": ranked.collect::<Vec<_>>(),
        "eliminated": eliminated.collect::<Vec<_>>(),
        "ways_out": relax.map(|(keys, text)| json!({ "relax": keys, "text": text })).collect::<Vec<_>>(),
        "since_2018": {
            "headline": headline_2018(&scenario.answers).sentence(),
            "code": headline_2018(&scenario.answers).code(),
            "changes": changes(&scenario.answers).map(change_since).collect::<Vec<_>>(),
        },
        "notes": [small_print(&catalog.version), NO_WEAVE],
    })
}

/// A number for each dimension, by its code.
fn dimensions(of: impl Fn(Dimension) -> u8) -> Map<String, Value> {
    Dimension::ALL.into_iter().map(|d| (code(d).to_string(), of(d).into())).collect()
}

fn code(dimension: Dimension) -> &'static str {
    match dimension {
        Dimension::Performance => "performance",
        Dimension::Vpc => "vpc",
        Dimension::Density => "density",
        Dimension::Addresses => "addresses",
        Dimension::Encryption => "encryption",
        Dimension::Policy => "policy",
        Dimension::Portability => "portability",
        Dimension::Operations => "operations",
        Dimension::Support => "support",
    }
}

/// An option: its fit (none where it is eliminated), scores, reasons, figures and what would make it win.
fn option(advised: Advised, id: OptionId, ways: &[(OptionId, Change)]) -> Map<String, Value> {
    let Advised { catalog, advice, .. } = advised;
    let mut value = Map::new();
    let mut put = |key: &str, part: Value| value.insert(key.to_string(), part);
    put("option", id.code().into());
    put("name", id.name().into());
    put("fit_thousandths", advice.decision.fit(id).map(|fit| fit.thousandths()).into());
    put("fit", advice.decision.fit(id).map(|fit| json!({ "points": fit.points, "of": fit.of })).into());
    if let Some(row) = id.row() {
        put_row(advised, row, &mut put);
    }
    put("figures", advice.figures(id).map(|f| figures(catalog, f)).into());
    put("wins_if", ways.iter().find(|(won, _)| *won == id).map(|(_, change)| wins_if(*change)).into());
    value
}

fn put_row(
    Advised { scenario, advice, .. }: Advised,
    row: &OptionRow,
    put: &mut impl FnMut(&str, Value) -> Option<Value>,
) {
    let reasons = reasons(&advice.decision, row);
    put("scores", dimensions(|d| row.score(d)).into());
    put("why", reasons.why.iter().map(reason).collect());
    put("why_not", reasons.why_not.iter().map(reason).collect());
    put("migration", migration(scenario.answers.current_cni, row.id).into_iter().map(fact).collect());
}

fn reason(reason: &Reason) -> Value {
    json!({
        "dimension": code(reason.dimension),
        "weight": reason.weight,
        "score": reason.score,
        "fact": reason.fact.map(|(aspect, known)| json!({ "aspect": aspect.name(), "known": fact(known) })),
    })
}

/// The one change that would make an option win: another answer, or other figures.
fn wins_if(change: Change) -> Value {
    let (question, answer) = match change {
        Change::Answer(key, place) => {
            let question = questions().find(|q| q.key == key);
            (Some(key), question.map(|q| q.options[place].0))
        }
        Change::Figures(_) => (None, None),
    };
    json!({ "question": question, "answer": answer, "text": change.text() })
}

/// A rule that ruled an option out, with the answer that called for it.
fn cause(Advised { scenario, .. }: Advised, rule: &Constraint) -> Value {
    let answered = answer(scenario, rule.key);
    json!({
        "rule": rule.id,
        "key": rule.key,
        "answer": answered.map(|(code, _)| code),
        "answered": answered.map(|(_, words)| words),
        "because": rule.because,
        "basis": if rule.sources.is_empty() { "judgement" } else { "cited" },
        "sources": rule.sources,
    })
}

fn evidence(Advised { scenario, .. }: Advised, e: &Evidence) -> Value {
    // What the figures can tell counts, else the answer.
    let counts = e.key.map(|_| if e.says.is_some() { "figures" } else { "answer" });
    json!({
        "id": e.id,
        "question": e.key,
        "label": e.key.map(label),
        "answer": e.key.and_then(|key| answer(scenario, key)).map(|(code, _)| code),
        "answered": e.key.map(|_| e.answered),
        "figures_say": e.says,
        "agrees": e.agrees,
        "counts": counts,
        "text": e.text,
        "sources": e.sources,
    })
}

fn add_on(add_on: &AddOn) -> Value {
    json!({ "code": add_on.code, "text": add_on.text, "sources": add_on.sources })
}

/// The option that would lead but for the hard constraints.
fn cost_of_constraints(advised: Advised) -> Value {
    let Some(lost) = lost(&advised.advice.decision) else { return Value::Null };
    let by = advised.advice.decision.eliminated_by(lost.option);
    json!({
        "option": lost.option.code(),
        "better_at": lost.better_at.iter().map(|d| code(*d)).collect::<Vec<_>>(),
        "by": by.iter().map(|c| cause(advised, c)).collect::<Vec<_>>(),
    })
}

/// A rule of the article whose verdict differs today, with dated events and checked claims.
fn change_since((rule, change): (&Rule2018, &ChangeSince)) -> Value {
    let events = change.events.iter().filter_map(|id| event(id)).map(|event| {
        let mut value = basis(event.basis);
        value.extend([("id", event.id), ("date", event.date), ("text", event.text)].map(|(k, v)| (k.into(), v.into())));
        value
    });
    let claims = change.claims.iter().filter_map(|id| claim(id)).map(|claim| {
        let mut value = basis(claim.basis);
        let parts =
            [("id", claim.id), ("claim", claim.claim), ("check", claim.check), ("verdict", claim.verdict.code())];
        value.extend(parts.map(|(k, v)| (k.into(), v.into())));
        value
    });
    json!({
        "rule": rule.id,
        "when": rule.when,
        "then": rule.then,
        "today": change.today,
        "events": events.collect::<Vec<_>>(),
        "claims": claims.collect::<Vec<_>>(),
    })
}
