//! What if one answer were another: what would make an option win.

use super::decide::{Decision, decide};
use super::knowledge::findings::{Case, Findings};
use super::knowledge::options::OptionId;
use crate::scenario::Scenario;
use crate::scenario::fields::{CHOICES, Choice};

/// One change to a case.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// A question answered otherwise: its key, and the index of the answer in its options.
    Answer(&'static str, usize),
    /// Figures of the workload that say otherwise.
    Figures(Figures),
}

/// Figures that would have to come out otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Figures {
    /// Addresses stop pods before anything else does.
    DensityPresses,
    /// Something else stops pods before addresses do.
    DensityIsEnough,
    /// The subnets hold every mode's addresses.
    AddressesFit,
    /// Every node type encrypts in hardware.
    TypesEncrypt,
}

/// The questions that advice asks.
pub fn questions() -> impl Iterator<Item = &'static Choice<Scenario>> {
    CHOICES.iter().filter(|c| c.key.starts_with("q_"))
}

/// For each option that is not the headline, the nearest change that makes it so: the first question, in
/// their order, of which one other answer does; else the figures that would. Options that no single
/// change brings to the top are not listed.
pub fn to_win(case: &Case) -> Vec<(OptionId, Change)> {
    let mut found: Vec<(OptionId, Change)> = Vec::new();
    let now = decide(case).best();
    let mut note = |decision: Decision, change: Change| {
        if let Some(best) = decision.best()
            && Some(best) != now
            && !found.iter().any(|(id, _)| *id == best)
        {
            found.push((best, change));
        }
    };
    let mut altered = Scenario { answers: *case.answers, ..Scenario::default() };
    for question in questions() {
        let given = (question.get)(&altered);
        for index in (0..question.options.len()).filter(|index| *index != given) {
            (question.set)(&mut altered, index);
            note(decide(&Case { answers: &altered.answers, ..*case }), Change::Answer(question.key, index));
            (question.set)(&mut altered, given);
        }
    }
    for figures in [Figures::DensityPresses, Figures::DensityIsEnough, Figures::AddressesFit, Figures::TypesEncrypt] {
        let findings = figures.applied_to(case.findings);
        note(decide(&Case { findings: &findings, ..*case }), Change::Figures(figures));
    }
    found
}

impl Figures {
    fn applied_to(self, findings: &Findings) -> Findings {
        let now = findings.clone();
        match self {
            Figures::DensityPresses => Findings { density_presses: Some(true), ..now },
            Figures::DensityIsEnough => Findings { density_presses: Some(false), ..now },
            Figures::AddressesFit => Findings { short: Some(Vec::new()), ..now },
            Figures::TypesEncrypt => Findings { encrypts: Some(true), ..now },
        }
    }
}

impl Change {
    /// As the end of "it would win if ...".
    pub fn text(self) -> String {
        match self {
            Change::Answer(key, index) => {
                let question = questions().find(|q| q.key == key);
                let (asked, answer) = question.map_or(("", ""), |q| (q.label, q.options[index].1));
                let asked = asked.trim_end_matches('?');
                format!("the answer to \u{201c}{asked}\u{201d} were \u{201c}{answer}\u{201d}")
            }
            Change::Figures(Figures::DensityPresses) => "addresses stopped pods before CPU and memory do".into(),
            Change::Figures(Figures::DensityIsEnough) => "CPU or memory stopped pods before addresses do".into(),
            Change::Figures(Figures::AddressesFit) => "the subnets had room for its addresses".into(),
            Change::Figures(Figures::TypesEncrypt) => "every node type encrypted in hardware".into(),
        }
    }
}
