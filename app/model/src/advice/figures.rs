//! What each option comes to in the scenario: nodes, money and addresses, from the model.

use super::knowledge::options::{OPTIONS, OptionId, OptionRow};
use crate::catalog::instance_type::InstanceType;
use crate::catalog::{Catalog, TypeIndex};
use crate::node::warm_pool::Held;
use crate::plan::best::{Bests, best_by_mode};
use crate::plan::encryption::rests_on_hardware;
use crate::plan::{Candidate, judge_in_mode};
use crate::scenario::Scenario;
use crate::scenario::answers::Encryption;
use crate::scenario::network_mode::{MODES, NetworkMode};
use crate::scenario::owner::Owner;
use crate::vpc::subnets::{self, Fit, held_by_node};

/// An option in figures: its cheapest networking mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionFigures {
    /// The mode.
    pub mode: NetworkMode,
    /// Nodes and cost, on the chosen type if one is chosen, else on the best.
    pub candidate: Candidate<TypeIndex>,
    /// What a node of the fleet holds of the VPC.
    pub held: Held,
    /// Whether the subnets have room, `None` where none are listed.
    pub fit: Option<Fit>,
}

/// The candidates of every mode, on the scenario's own nodes and on Auto Mode's.
#[derive(Debug)]
pub struct BestOfOptions {
    /// With what was answered about encryption: figures are of these.
    asked: [Bests; 2],
    /// Without, where that answer leaves types out: findings rest on these.
    open: [Option<Bests>; 2],
    /// The scenario on Auto Mode: with warm targets and daemonsets of its own. `None` where it is on it anyway.
    auto: Option<Scenario>,
}

const OWN: usize = 0;
const AUTO: usize = 1;

impl BestOfOptions {
    /// Of a scenario, by today's rules. `bests` is the best type of each mode, called where no type is chosen.
    pub fn of(catalog: &Catalog, scenario: &Scenario, bests: impl FnOnce() -> Bests) -> BestOfOptions {
        let auto = (scenario.node.owner != Owner::AutoMode).then(|| {
            let mut auto = scenario.clone();
            auto.node.owner = Owner::AutoMode;
            auto
        });
        let best = |s: &Scenario| of_chosen(catalog, s).unwrap_or_else(|| best_by_mode(catalog, s));
        let open = |s: &Scenario| unasked(catalog, s).as_ref().map(best);
        let (own, own_open) = (of_chosen(catalog, scenario).unwrap_or_else(bests), open(scenario));
        let on_auto = auto.as_ref().map_or(own, best);
        let auto_open = auto.as_ref().map_or(own_open, open);
        BestOfOptions { asked: [own, on_auto], open: [own_open, auto_open], auto }
    }

    /// The candidate of a mode on the scenario's own nodes, whatever was answered about encryption.
    pub fn of_mode(&self, mode: NetworkMode) -> Option<&Candidate<TypeIndex>> {
        self.open(OWN)[mode as usize].as_ref()
    }

    fn open(&self, whose: usize) -> &Bests {
        self.open[whose].as_ref().unwrap_or(&self.asked[whose])
    }

    /// An option's figures: of its modes that fit the subnets the cheapest, else of all. `None` where no type
    /// carries the pods in any of them.
    pub fn of_option(&self, catalog: &Catalog, scenario: &Scenario, option: &OptionRow) -> Option<OptionFigures> {
        match option.id {
            // On VPC CNI's addresses, and encrypting by itself.
            OptionId::VpcCilium => self.of_candidates(catalog, scenario, option, [self.open(OWN), &self.asked[AUTO]]),
            _ => self.of_candidates(catalog, scenario, option, [&self.asked[OWN], &self.asked[AUTO]]),
        }
    }

    fn of_candidates(
        &self,
        catalog: &Catalog,
        scenario: &Scenario,
        option: &OptionRow,
        [own, auto]: [&Bests; 2],
    ) -> Option<OptionFigures> {
        let (candidates, scenario) = match option.id {
            OptionId::EksAuto => (auto, self.auto.as_ref().unwrap_or(scenario)),
            _ => (own, scenario),
        };
        let of = |mode: NetworkMode| {
            let candidate = candidates[mode as usize]?;
            let held = held_by_node(catalog.instance_type(candidate.index), scenario, mode, &candidate);
            let fit = subnets::fit(&held, candidate.fleet.nodes, &scenario.subnets);
            Some(OptionFigures { mode, candidate, held, fit })
        };
        let all = option.modes.iter().filter_map(|mode| of(*mode));
        all.min_by_key(|f| {
            (f.fit.is_some_and(|fit| fit.fits == Some(false)), f.candidate.fleet.monthly, f.mode as usize)
        })
    }

    /// Options whose addresses fit the subnets in none of their modes; `None` where [`BestOfOptions::runs_short`] is.
    pub fn short(&self, catalog: &Catalog, scenario: &Scenario) -> Option<Vec<OptionId>> {
        let by_default = self.runs_short(catalog, scenario)?;
        let fails = |row: &&OptionRow| match row.id {
            OptionId::VpcSecondary => by_default,
            _ => self.fails(catalog, scenario, row).unwrap_or(false),
        };
        Some(OPTIONS.iter().filter(fails).map(|row| row.id).collect())
    }

    /// Whether the subnets have too few addresses for what EKS does unless told otherwise: secondary IPs, or prefixes
    /// where no type carries the pods with those. `None` where no subnets are listed, not all that matters of them is known,
    /// or no type carries the pods at all.
    pub fn runs_short(&self, catalog: &Catalog, scenario: &Scenario) -> Option<bool> {
        let rows = [OptionId::VpcSecondary, OptionId::VpcPrefix].into_iter().filter_map(OptionId::row);
        rows.filter_map(|row| self.whether_it_fails(catalog, scenario, row)).next()?
    }

    fn fails(&self, catalog: &Catalog, scenario: &Scenario, row: &OptionRow) -> Option<bool> {
        self.whether_it_fails(catalog, scenario, row)?
    }

    /// Whether its addresses do not fit, `None` inside where that is not checked; `None` where no type carries the pods.
    fn whether_it_fails(&self, catalog: &Catalog, scenario: &Scenario, row: &OptionRow) -> Option<Option<bool>> {
        let figures = self.of_candidates(catalog, scenario, row, [self.open(OWN), self.open(AUTO)])?;
        Some(figures.fit.and_then(|fit| fit.fits).map(|fits| !fits))
    }
}

/// The scenario as if nobody had asked for encryption, `None` where the answer leaves no type out: what types there are
/// to encrypt is no consequence of the answer.
pub fn unasked(catalog: &Catalog, scenario: &Scenario) -> Option<Scenario> {
    rests_on_hardware(catalog, scenario).then(|| {
        let mut unasked = scenario.clone();
        unasked.answers.encryption = Encryption::NotSure;
        unasked
    })
}

/// The chosen type in every mode; `None` where none is chosen.
fn of_chosen(catalog: &Catalog, scenario: &Scenario) -> Option<Bests> {
    let chosen = chosen(catalog, scenario)?;
    Some(std::array::from_fn(|index| judge_in_mode(catalog, scenario, MODES[index].mode, chosen).ok()))
}

/// The chosen type, if there is one of today.
pub fn chosen(catalog: &Catalog, scenario: &Scenario) -> Option<TypeIndex> {
    catalog.find(scenario.chosen.as_deref()?)
}

/// The types that the fleet is pinned to: the chosen one, or those of the families kept that carry pods. None
/// where the choice is free.
pub fn pinned<'a>(catalog: &'a Catalog, scenario: &Scenario) -> Vec<&'a InstanceType> {
    if let Some(chosen) = chosen(catalog, scenario) {
        return vec![catalog.instance_type(chosen)];
    }
    if scenario.filters.families.is_empty() {
        return Vec::new();
    }
    let is_kept = |index: TypeIndex| {
        let family = catalog.instance_type(index).family();
        scenario.filters.families.iter().any(|f| f == family)
    };
    let carries = |index: TypeIndex| judge_in_mode(catalog, scenario, NetworkMode::SecondaryIp, index).is_ok();
    let is_eligible = |index: &TypeIndex| is_kept(*index) && carries(*index);
    catalog.indices().filter(is_eligible).map(|index| catalog.instance_type(index)).collect()
}
