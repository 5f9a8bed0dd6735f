//! Today's advice as JSON.

use super::figures::{Figures, figures};
use super::{BasisJson, FactJson, basis, fact};
use crate::advised::{answer, label, small_print};
use model::advice::conflicts::{Clash, clashes, lost};
use model::advice::evidence::Evidence;
use model::advice::headline::{because, headline, ways_out};
use model::advice::knowledge::add_ons::{AddOn, add_ons};
use model::advice::knowledge::changes::{Change as ChangeSince, changes};
use model::advice::knowledge::claims::claim;
use model::advice::knowledge::constraints::Constraint;
use model::advice::knowledge::migration::migration;
use model::advice::knowledge::options::{Dimension, OptionId};
use model::advice::knowledge::rules_2018::{Rule2018, headline_2018};
use model::advice::knowledge::timeline::event;
use model::advice::reasons::{Reason, reasons};
use model::advice::what_if::{Change, questions};
use model::evaluation::Evaluation;
use model::words;
use schemars::JsonSchema;
use serde::Serialize;

/// What today's rules say.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TodaysVerdict")]
pub struct Today {
    headline: String,
    because: Option<String>,
    /// Whether neither answers nor figures favour anything.
    is_default: bool,
    /// Code of the pod network evaluation; none where every one is ruled out.
    option: Option<&'static str>,
    /// Codes of those that fit as well.
    as_good: Vec<&'static str>,
    /// How much each dimension counts.
    weights: Dimensions,
    /// What the scores rest on.
    scores_basis: &'static str,
    evidence: Vec<EvidenceJson>,
    /// Conflicting answers.
    conflicts: Vec<ClashJson>,
    /// The option that would lead but for what is required.
    cost_of_constraints: Option<LostJson>,
    /// What to install with the option.
    add_ons: Vec<AddOnJson>,
    /// Migration from the current CNI.
    migration: Vec<FactJson>,
    /// Every option that is left, the best first.
    ranked: Vec<Ranked>,
    /// Every option that is ruled out.
    eliminated: Vec<Eliminated>,
    /// Where nothing is left: what to give up.
    ways_out: Vec<WayOut>,
    since_2018: Since,
    notes: Vec<String>,
}

/// A number for each dimension.
#[derive(Serialize, JsonSchema)]
struct Dimensions {
    performance: u8,
    vpc: u8,
    density: u8,
    addresses: u8,
    encryption: u8,
    policy: u8,
    portability: u8,
    operations: u8,
    support: u8,
}

/// A finding in the scenario's figures.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Evidence")]
struct EvidenceJson {
    id: &'static str,
    /// Key of the question that it answers.
    question: Option<&'static str>,
    label: Option<&'static str>,
    /// Code of what was answered.
    answer: Option<&'static str>,
    /// The same in words.
    answered: Option<&'static str>,
    /// What the figures say to the question; none where they cannot tell.
    figures_say: Option<bool>,
    agrees: Option<bool>,
    /// Which of the two counts: `figures` or `answer`.
    counts: Option<&'static str>,
    text: String,
    /// Ids of sources.
    sources: &'static [&'static str],
}

/// Two conflicting answers.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Conflict")]
struct ClashJson {
    /// Keys of the questions.
    between: [&'static str; 2],
    text: &'static str,
}

/// What the requirements cost.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CostOfConstraints")]
struct LostJson {
    option: &'static str,
    /// Codes of the dimensions that it would be better at.
    better_at: Vec<&'static str>,
    by: Vec<Cause>,
}

/// Something to install with an option.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AddOn")]
struct AddOnJson {
    code: &'static str,
    text: &'static str,
    /// Ids of sources.
    sources: &'static [&'static str],
}

/// An option with its rank.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "RankedOption")]
struct Ranked {
    rank: usize,
    #[serde(flatten)]
    option: OptionJson,
}

/// An option and what rules it out.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "EliminatedOption")]
struct Eliminated {
    #[serde(flatten)]
    option: OptionJson,
    by: Vec<Cause>,
}

/// A pod network.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NetworkOption")]
struct OptionJson {
    option: &'static str,
    name: &'static str,
    /// How well it fits; none where it is ruled out.
    fit_thousandths: Option<u32>,
    fit: Option<FitJson>,
    /// 0 to 3 in each dimension.
    scores: Option<Dimensions>,
    why: Vec<ReasonJson>,
    why_not: Vec<ReasonJson>,
    migration: Vec<FactJson>,
    /// None where no type carries the pods.
    figures: Option<Figures>,
    wins_if: Option<WinsIf>,
}

/// Points out of those to be had.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fit")]
struct FitJson {
    points: u32,
    of: u32,
}

/// A reason for or against an option.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Reason")]
struct ReasonJson {
    /// Code of the dimension.
    dimension: &'static str,
    weight: u8,
    score: u8,
    fact: Option<Known>,
}

/// What is known of an aspect of an option.
#[derive(Serialize, JsonSchema)]
struct Known {
    aspect: &'static str,
    known: FactJson,
}

/// The one change that would make an option win: another answer, or other figures.
#[derive(Serialize, JsonSchema)]
struct WinsIf {
    /// Key of the question; none where figures must change.
    question: Option<&'static str>,
    /// Code of the answer.
    answer: Option<&'static str>,
    text: String,
}

/// A rule that ruled an option out, with the answer that called for it.
#[derive(Serialize, JsonSchema)]
struct Cause {
    rule: &'static str,
    /// Key of the question.
    key: &'static str,
    answer: Option<&'static str>,
    answered: Option<&'static str>,
    because: &'static str,
    /// `cited` or `judgement`.
    basis: &'static str,
    /// Ids of sources.
    sources: &'static [&'static str],
}

/// Answers and figures to give up together.
#[derive(Serialize, JsonSchema)]
struct WayOut {
    relax: Vec<&'static str>,
    text: String,
}

/// What the article would have recommended, and what has changed since.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SinceTheArticle")]
struct Since {
    headline: &'static str,
    code: &'static str,
    changes: Vec<ChangeJson>,
}

/// A rule of the article whose verdict differs today.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ChangeSinceTheArticle")]
struct ChangeJson {
    rule: &'static str,
    when: &'static str,
    then: &'static str,
    today: &'static str,
    events: Vec<EventJson>,
    claims: Vec<ClaimJson>,
}

/// Something that happened since.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Event")]
struct EventJson {
    #[serde(flatten)]
    basis: BasisJson,
    id: &'static str,
    date: &'static str,
    text: &'static str,
}

/// A claim of the article and what came of it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Claim")]
struct ClaimJson {
    #[serde(flatten)]
    basis: BasisJson,
    id: &'static str,
    claim: &'static str,
    check: &'static str,
    verdict: &'static str,
}

/// All that today's rules say.
pub fn said(evaluation: &Evaluation) -> Today {
    let (catalog, scenario, advice) = (evaluation.catalog(), evaluation.scenario(), evaluation.advice());
    let (case, decision) = (advice.case(), &advice.decision);
    let best = decision.best();
    let ways = advice.to_win();
    let ranked = decision.ranked.iter().enumerate();
    let eliminated = decision.eliminated.iter();
    let relax = advice.to_relax().into_iter().zip(ways_out(advice));
    Today {
        headline: headline(advice),
        because: because(advice),
        is_default: advice.is_default(),
        option: best.map(OptionId::code),
        as_good: decision.tied().skip(1).map(OptionId::code).collect(),
        weights: dimensions(|d| decision.weights.get(d)),
        scores_basis: "judgement",
        evidence: advice.evidence.iter().map(|e| evidence(evaluation, e)).collect(),
        conflicts: clashes(&case).map(clash).collect(),
        cost_of_constraints: cost_of_constraints(evaluation),
        add_ons: best.map(|best| add_ons(&case, best).map(add_on).collect()).unwrap_or_default(),
        migration: best.map(|best| steps(evaluation, best)).unwrap_or_default(),
        ranked: ranked.map(|(index, r)| Ranked { rank: index + 1, option: option(evaluation, r.id, &ways) }).collect(),
        eliminated: eliminated
            .map(|e| Eliminated {
                option: option(evaluation, e.id, &ways),
                by: e.by.iter().map(|c| cause(evaluation, c)).collect(),
            })
            .collect(),
        ways_out: relax.map(|(relax, text)| WayOut { relax, text }).collect(),
        since_2018: Since {
            headline: headline_2018(&scenario.answers).sentence(),
            code: headline_2018(&scenario.answers).code(),
            changes: changes(&scenario.answers).map(change_since).collect(),
        },
        notes: vec![small_print(&catalog.version), words::WEAVE_NET_IS_OUT.into()],
    }
}

fn dimensions(of: impl Fn(Dimension) -> u8) -> Dimensions {
    Dimensions {
        performance: of(Dimension::Performance),
        vpc: of(Dimension::Vpc),
        density: of(Dimension::Density),
        addresses: of(Dimension::Addresses),
        encryption: of(Dimension::Encryption),
        policy: of(Dimension::Policy),
        portability: of(Dimension::Portability),
        operations: of(Dimension::Operations),
        support: of(Dimension::Support),
    }
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
fn option(evaluation: &Evaluation, id: OptionId, ways: &[(OptionId, Change)]) -> OptionJson {
    let (catalog, advice) = (evaluation.catalog(), evaluation.advice());
    let fit = advice.decision.fit(id);
    let reasons = id.row().map(|row| reasons(&advice.decision, row)).unwrap_or_default();
    OptionJson {
        option: id.code(),
        name: id.name(),
        fit_thousandths: fit.map(|fit| fit.thousandths()),
        fit: fit.map(|fit| FitJson { points: fit.points, of: fit.of }),
        scores: id.row().map(|row| dimensions(|d| row.score(d))),
        why: reasons.why.iter().map(reason).collect(),
        why_not: reasons.why_not.iter().map(reason).collect(),
        migration: steps(evaluation, id),
        figures: advice.figures(id).map(|f| figures(catalog, f)),
        wins_if: ways.iter().find(|(won, _)| *won == id).map(|(_, change)| wins_if(*change)),
    }
}

/// Migration from the current CNI to an option.
fn steps(evaluation: &Evaluation, to: OptionId) -> Vec<FactJson> {
    let scenario = evaluation.scenario();
    migration(scenario.answers.current_cni, to).into_iter().map(fact).collect()
}

fn reason(reason: &Reason) -> ReasonJson {
    ReasonJson {
        dimension: code(reason.dimension),
        weight: reason.weight,
        score: reason.score,
        fact: reason.fact.map(|(aspect, known)| Known { aspect: aspect.name(), known: fact(known) }),
    }
}

fn wins_if(change: Change) -> WinsIf {
    let (question, answer) = match change {
        Change::Answer(key, index) => {
            let question = questions().find(|q| q.key == key);
            (Some(key), question.map(|q| q.options[index].0))
        }
        Change::Figures(_) => (None, None),
    };
    WinsIf { question, answer, text: change.text() }
}

fn cause(evaluation: &Evaluation, rule: &Constraint) -> Cause {
    let scenario = evaluation.scenario();
    let answered = answer(scenario, rule.key);
    Cause {
        rule: rule.id,
        key: rule.key,
        answer: answered.map(|(code, _)| code),
        answered: answered.map(|(_, words)| words),
        because: rule.because,
        basis: if rule.sources.is_empty() { "judgement" } else { "cited" },
        sources: rule.sources,
    }
}

fn evidence(evaluation: &Evaluation, e: &Evidence) -> EvidenceJson {
    let scenario = evaluation.scenario();
    EvidenceJson {
        id: e.id,
        question: e.key,
        label: e.key.map(label),
        answer: e.key.and_then(|key| answer(scenario, key)).map(|(code, _)| code),
        answered: e.key.map(|_| e.answered),
        figures_say: e.says,
        agrees: e.agrees,
        // what the figures can tell counts, else the answer
        counts: e.key.map(|_| if e.says.is_some() { "figures" } else { "answer" }),
        text: e.text.clone(),
        sources: e.sources,
    }
}

fn clash(clash: &Clash) -> ClashJson {
    ClashJson { between: clash.between, text: clash.text }
}

fn add_on(add_on: &AddOn) -> AddOnJson {
    AddOnJson { code: add_on.code, text: add_on.text, sources: add_on.sources }
}

fn cost_of_constraints(evaluation: &Evaluation) -> Option<LostJson> {
    let decision = &evaluation.advice().decision;
    let lost = lost(decision)?;
    Some(LostJson {
        option: lost.option.code(),
        better_at: lost.better_at.iter().map(|d| code(*d)).collect(),
        by: decision.eliminated_by(lost.option).iter().map(|c| cause(evaluation, c)).collect(),
    })
}

fn change_since((rule, change): (&Rule2018, &ChangeSince)) -> ChangeJson {
    let events = change.events.iter().filter_map(|id| event(id));
    let claims = change.claims.iter().filter_map(|id| claim(id));
    ChangeJson {
        rule: rule.id,
        when: rule.when,
        then: rule.then,
        today: change.today,
        events: events.map(|e| EventJson { basis: basis(e.basis), id: e.id, date: e.date, text: e.text }).collect(),
        claims: claims
            .map(|c| ClaimJson {
                basis: basis(c.basis),
                id: c.id,
                claim: c.claim,
                check: c.check,
                verdict: c.verdict.code(),
            })
            .collect(),
    }
}
