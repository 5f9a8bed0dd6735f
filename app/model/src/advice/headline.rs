//! The advice in a sentence or two.

use super::Advice;
use super::knowledge::constraints::{BY_OS, BY_OWNER, BY_SUBNETS, BY_TYPE};
use super::knowledge::options::OptionId;
use super::what_if::questions;
use crate::scenario::answers::{Ipv6, Operator};
use crate::units::MicroUsd;
use crate::words;

/// The headline of today's advice: the option, its ties, or that nothing is left.
pub fn headline(advice: &Advice) -> String {
    let Some(best) = advice.decision.ranked.first() else {
        return words::NO_NETWORK.into();
    };
    // where the nodes leave one only, nobody's silence has chosen it
    let label = if advice.is_default() && advice.decision.ranked.len() > 1 { ", by default" } else { "" };
    let (mut said, mut as_good, mut otherwise) = (format!("{}{label}.", best.id.name()), Vec::new(), String::new());
    // who has said that the nodes are their own is not told of Auto Mode, whose nodes are AWS's
    let own_nodes = advice.answers.operator == Operator::Eks;
    for id in advice.decision.tied().skip(1).filter(|id| !own_nodes || *id != OptionId::EksAuto) {
        match difference(advice, best.id, id) {
            // not worked out is not equal
            None => otherwise += &format!(" As good by your answers, at a cost that is not known: {}.", id.name()),
            Some(0) => as_good.push(id.name()),
            Some(more) => {
                let (size, than) = (MicroUsd(more.unsigned_abs()).cents(), if more < 0 { "less" } else { "more" });
                otherwise += &format!(" As good by your answers, for {size} a month {than}: {}.", id.name())
            }
        }
    }
    if !as_good.is_empty() {
        said += &format!(" Equally good: {}.", as_good.join("; "));
    }
    said + &otherwise
}

/// What an option costs more than the best one, in micro-dollars a month; `None` where no type carries the pods with one of them.
fn difference(advice: &Advice, best: OptionId, tied: OptionId) -> Option<i64> {
    let monthly = |id| advice.figures(id).map(|f| f.candidate.fleet.monthly.0);
    let (best, tied) = (monthly(best)?, monthly(tied)?);
    Some(tied.saturating_sub(best) as i64 - best.saturating_sub(tied) as i64)
}

/// Where nothing is left, which answers to give up: one sentence for each of the smallest sets.
pub fn ways_out(advice: &Advice) -> Vec<String> {
    let sentence = |keys: &Vec<&'static str>| {
        let names: Vec<_> = keys.iter().map(|key| name(advice, key)).collect();
        format!("Relax {}.", names.join(" and "))
    };
    advice.to_relax().iter().map(sentence).collect()
}

/// What a key means: a question's words, or where the figures come from.
fn name(advice: &Advice, key: &str) -> String {
    match key {
        BY_TYPE => "the instance type".into(),
        BY_SUBNETS => "the subnets listed".into(),
        BY_OWNER => "the owner of the nodes".into(),
        BY_OS => "the OS of the nodes".into(),
        "q_ipv6" if advice.answers.ipv6 != Ipv6::Mandated => {
            "\u{201c}IPv6\u{201d} (it would have to be possible)".into()
        }
        key => {
            let label = questions().find(|q| q.key == key).map_or(key, |q| q.label);
            format!("\u{201c}{}\u{201d}", label.trim_end_matches('?'))
        }
    }
}

/// Why the best option leads, in a sentence: its best reasons by weight.
pub fn because(advice: &Advice) -> Option<String> {
    let best = advice.decision.ranked.first()?;
    let reasons = super::reasons::reasons(&advice.decision, best.id.row()?);
    let names: Vec<_> = reasons.why.iter().take(3).map(|r| r.dimension.name()).collect();
    let fit = best.fit.text();
    let Some((last, others)) = names.split_last() else {
        return Some(format!("It is the best fit that your answers allow. Fit score {fit} of 1 (our judgement)."));
    };
    let listed = if others.is_empty() { last.to_string() } else { format!("{} and {last}", others.join(", ")) };
    let lead = if advice.is_default() { "Its best points" } else { "It scores highest on what matters to you" };
    Some(format!("{lead}: {listed}. Fit score {fit} of 1 (our judgement)."))
}
