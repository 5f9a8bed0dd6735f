//! What one click changes: the processor, how nodes are bought, what may be lost; each way with what the nodes cost then.

use crate::catalog::Catalog;
use crate::plan::best::best_in;
use crate::plan::judge;
use crate::scenario::fields::{CHOICES, choice};
use crate::scenario::{Era, Scenario};
use crate::units::MicroUsd;

/// A question that is answered by one click: its name, the key of its setting, and the ways by code and name.
pub struct Question {
    /// What it is about.
    pub name: &'static str,
    /// The setting.
    pub key: &'static str,
    /// Code in links and a short name.
    pub ways: &'static [(&'static str, &'static str)],
}

/// All of them, in the order of the page.
pub static QUESTIONS: [Question; 3] = [
    Question { name: "Processor", key: "arch", ways: &[("x86", "x86"), ("arm", "Graviton")] },
    Question {
        name: "Buy",
        key: "buy",
        ways: &[("on-demand", "on demand"), ("standard-1y", "1 year"), ("spot", "spot")],
    },
    Question {
        name: "Survive",
        key: "survive",
        ways: &[("nothing", "nothing"), ("node", "a node"), ("zone", "a zone")],
    },
];

/// What the nodes cost in each way of each question, in the order of [`QUESTIONS`]; `None` where nothing carries the pods or a
/// price is not known.
pub type Costs = Vec<Vec<Option<MicroUsd>>>;

/// The costs of all ways; whether the zones were `brought` by one of them, see [`with`].
pub fn costs(catalog: &Catalog, scenario: &Scenario, brought: bool) -> Costs {
    let of =
        |q: &Question| q.ways.iter().map(|(code, _)| monthly(catalog, &with(scenario, q.key, code, brought))).collect();
    QUESTIONS.iter().map(of).collect()
}

/// What the nodes of a scenario cost a month, by today's rules: those of the chosen type where it carries the pods, else those of
/// the best one.
fn monthly(catalog: &Catalog, scenario: &Scenario) -> Option<MicroUsd> {
    let chosen = scenario.chosen.as_deref().and_then(|name| catalog.find(name));
    let chosen = chosen.and_then(|index| judge(catalog, scenario, index).ok());
    Some(chosen.or_else(|| best_in(catalog, scenario, scenario.mode))?.fleet.monthly)
}

/// The scenario with a choice made. What may be lost brings the zones along that it takes, and on the way back those go that
/// were `brought`, see [`FleetSettings::surviving`](crate::scenario::fleet::FleetSettings::surviving).
pub fn with(scenario: &Scenario, key: &str, code: &str, brought: bool) -> Scenario {
    let (mut changed, before) = (scenario.clone(), scenario.fleet);
    if let Some(choice) = choice(&CHOICES, key)
        && let Some(way) = choice.options.iter().position(|option| option.0 == code)
    {
        (choice.set)(&mut changed, way);
    }
    changed.fleet = before.surviving(changed.fleet.survive, brought);
    changed
}

/// The name of what is set, where it is none of the ways.
pub fn other(scenario: &Scenario, question: &Question) -> Option<&'static str> {
    let choice = choice(&CHOICES, question.key)?;
    let (code, name) = choice.options[(choice.get)(scenario)];
    question.ways.iter().all(|way| way.0 != code).then_some(name)
}

/// Whether the ways are of any use: the article knows none of them.
pub fn are_open(scenario: &Scenario) -> bool {
    scenario.era == Era::Today
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::fleet::{FleetSettings, Survive};

    #[test]
    fn every_way_is_a_value_of_its_setting() {
        for question in &QUESTIONS {
            let choice = choice(&CHOICES, question.key).expect(question.key);
            for (code, name) in question.ways {
                assert_eq!(choice.code(&with(&Scenario::default(), question.key, code, false)), *code, "{name}");
            }
        }
    }

    #[test]
    fn a_zone_that_may_be_lost_brings_three_and_there_is_one_click_back() {
        let usual = Scenario::default();
        assert!(usual.fleet.brings_zones(Survive::Zone));
        let lost = with(&usual, "survive", "zone", false);
        assert_eq!((lost.fleet.zones, lost.fleet.survive), (3, Survive::Zone));
        assert_eq!(with(&lost, "survive", "nothing", true), usual);
        assert_eq!(with(&lost, "survive", "node", true).fleet.zones, 1);
    }

    #[test]
    fn zones_that_somebody_set_are_there_on_the_way_back() {
        for zones in 2..=6 {
            let set = Scenario { fleet: FleetSettings { zones, ..Default::default() }, ..Scenario::default() };
            assert!(!set.fleet.brings_zones(Survive::Zone));
            let lost = with(&set, "survive", "zone", false);
            assert_eq!(lost.fleet.zones, zones);
            assert_eq!(with(&lost, "survive", "nothing", false), set);
        }
    }

    #[test]
    fn nothing_else_changes_and_what_is_unknown_changes_nothing() {
        let s = Scenario::default();
        let arm = with(&s, "arch", "arm", false);
        assert_eq!(Scenario { filters: s.filters.clone(), ..arm }, s);
        assert_eq!((with(&s, "arch", "mips", false), with(&s, "nothing", "x", false)), (s.clone(), s));
    }
}
