//! The entry point: a catalogue, a scenario and options in, a checked fleet out; at once, or step by step.

use crate::check::faults;
use crate::derivation::Derivation;
use crate::derive::{Derived, derivation};
use crate::downsize::Downsizing;
use crate::fleet::{Compared, Fleet, gap_bp};
use crate::offers::{Offered, Offers, as_karpenter_guesses, offers as of_catalog};
use crate::options::{Options, Survive};
use crate::placed::Placed;
use crate::present::present;
use crate::problem::Pods;
use crate::reduce::{Reduced, reduce};
use crate::search::{Search, Settings};
use crate::show::{Shown, shown};
use crate::single::{Nodes, OfOneKind, by_karpenters_rule};
use crate::spare::spares;
use crate::zones::{Alike, spread};
use model::catalog::Catalog;
use model::order::sort_short_by_key;
use model::scenario::{Purchase, Scenario, ZoneSpread};
use std::sync::Arc;

/// Why there is no fleet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoFleet {
    /// Options out of range: field, value, what is allowed.
    Options(Vec<String>),
    /// Names of profiles of which no eligible type holds a pod.
    NothingHolds(Vec<String>),
    /// Every profile fits on some type, and no so few types hold all.
    TooFewTypes(u32),
    /// The checker found these faults with every fleet: a fault of Berth's.
    Faulty(Vec<String>),
}

impl std::fmt::Display for NoFleet {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            NoFleet::Options(problems) => write!(f, "{}", problems.join("; ")),
            NoFleet::NothingHolds(names) => {
                write!(f, "No eligible type has room for a pod of {}.", names.join(", "))
            }
            NoFleet::TooFewTypes(most) => {
                write!(f, "No {most} types together have room for a pod of every workload. Allow more types.")
            }
            NoFleet::Faulty(faults) => write!(f, "The fleet did not pass its check: {}", faults.join("; ")),
        }
    }
}

/// The search for a fleet, in steps.
#[derive(Clone, Debug)]
pub struct Planner {
    catalog: Arc<Catalog>,
    scenario: Scenario,
    options: Options,
    offers: Offers,
    zones: Vec<Alike>,
    /// The same problem with all types, or with small nodes only, whose spares are cheaper.
    variations: Vec<Variation>,
    /// The whole demand at once, where zones are looked at: its bound holds for all zones together.
    whole: Option<Part>,
    single: Option<Vec<Placed>>,
    karpenter: Option<Vec<Placed>>,
    /// The same if it knew every type's memory.
    karpenter_knowing: Option<Vec<Placed>>,
    present: Option<Compared>,
    /// The cheapest fleet under these rules that was found elsewhere.
    offered: Option<Vec<Placed>>,
    turn: usize,
    /// What the searches' best fleets cost in all when the cheapest one was last made of them.
    seen: u64,
    /// The cheapest fleet so far, zones and spares included.
    cheapest: Option<Vec<Placed>>,
}

#[derive(Clone, Debug)]
struct Variation {
    /// The dearest node.
    most_price: u64,
    /// One for each of the zones that are alike; those after the first follow when its types are chosen.
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    reduced: Reduced,
    search: Search,
}

/// Plans a fleet with about so much work; a million takes a fraction of a second.
pub fn plan(catalog: &Arc<Catalog>, scenario: &Scenario, options: &Options, work: u64) -> Result<Fleet, NoFleet> {
    let mut planner = Planner::of(catalog.clone(), scenario.clone(), options)?;
    planner.run(work);
    planner.fleet()
}

impl Planner {
    /// For a scenario. The options must be in range, and every profile must fit on some type.
    pub fn of(catalog: Arc<Catalog>, scenario: Scenario, options: &Options) -> Result<Planner, NoFleet> {
        let problems = options.problems();
        if !problems.is_empty() {
            return Err(NoFleet::Options(problems));
        }
        let options = options.in_range().with_room_for_pools(&scenario);
        let offers = of_catalog(&catalog, &scenario, &options);
        let fits = |item: usize| (0..offers.problem.kinds.len()).any(|kind| offers.problem.alone(kind, item) > 0);
        let homeless = scenario.profiles.iter().enumerate().filter(|(item, _)| !fits(*item));
        let homeless: Vec<String> = homeless.map(|(_, profile)| format!("\u{201c}{}\u{201d}", profile.name)).collect();
        if !homeless.is_empty() {
            return Err(NoFleet::NothingHolds(homeless));
        }
        let zones = spread(&offers.problem.demand(), options.zones, options.survive == Survive::Zone);
        let present = present(&catalog, &scenario);
        let mut planner = Planner {
            catalog,
            scenario,
            options,
            offers,
            zones,
            variations: Vec::new(),
            whole: None,
            single: None,
            karpenter: None,
            karpenter_knowing: None,
            present,
            offered: None,
            turn: 0,
            seen: 0,
            cheapest: None,
        };
        planner.single = planner.best_single();
        let guessed = of_catalog(&planner.catalog, &as_karpenter_guesses(&planner.scenario), &planner.options);
        planner.karpenter = planner.by_karpenter(&guessed);
        planner.karpenter_knowing = planner.by_karpenter(&planner.offers);
        planner.whole = planner.whole_demand();
        planner.vary(u64::MAX);
        Ok(planner)
    }

    /// What was asked: the catalogue, the scenario and what the fleet is held to.
    pub fn asked(&self) -> (&Arc<Catalog>, &Scenario, &Options) {
        (&self.catalog, &self.scenario, &self.options)
    }

    /// Takes a fleet that was found elsewhere for the same pods, under rules that are no wider: of fewer types, say. The fleet
    /// given out costs no more, the search goes on from it, and one of a single type is what single types are compared by.
    pub fn offer(&mut self, nodes: Vec<Placed>) {
        let first = nodes.first().map(|n| n.source);
        let is_of_one_type = nodes.iter().all(|n| Some(n.source) == first);
        if is_of_one_type && self.single.as_ref().is_none_or(|known| self.cost(&nodes) < self.cost(known)) {
            self.single = Some(nodes.clone());
        }
        if self.offered.as_ref().is_some_and(|known| self.cost(known) <= self.cost(&nodes)) {
            return;
        }
        for at in 0..self.variations.len() {
            self.begin_with(at, &nodes);
        }
        (self.offered, self.seen) = (Some(nodes), 0);
    }

    /// The nodes of the cheapest fleet so far, for other searches.
    pub fn best(&self) -> Option<Vec<Placed>> {
        self.found().into_iter().next()
    }

    /// Work so far.
    pub fn work(&self) -> u64 {
        self.all_parts().iter().map(|part| part.search.work()).sum()
    }

    /// Whether stage A is over: from here on the bound rises and the fleet improves.
    pub fn is_rounded(&self) -> bool {
        self.all_parts().iter().all(|part| part.search.is_rounded())
            && self.variations.iter().all(|variation| variation.parts.len() == self.zones.len())
    }

    /// Whether nothing is left to do, or the fleet is good enough.
    pub fn is_over(&self) -> bool {
        self.is_rounded() && (self.is_good_enough() || self.all_parts().iter().all(|part| part.search.is_over()))
    }

    /// Whether the cheapest fleet so far is as near to the bound as is asked for.
    fn is_good_enough(&self) -> bool {
        let (bound, losses) = self.bound();
        let gap = self.cheapest.as_ref().map(|placed| gap_bp(self.cost(placed), bound + losses));
        gap.is_some_and(|gap| gap <= self.options.enough_bp.into())
    }

    /// Makes the cheapest fleet of what was found, where that is something else than before.
    fn look(&mut self) {
        let best = |part: &&Part| part.search.best().map_or(0, |best| best.cost);
        let seen = self.all_parts().iter().map(best).sum();
        if seen != self.seen && self.is_rounded() {
            let mut found: Vec<Vec<Placed>> =
                self.as_found().into_iter().map(|placed| self.downsized(placed)).collect();
            // What was the cheapest may be found no more: fewer nodes can need larger spares.
            found.extend(self.cheapest.take());
            self.cheapest = found.into_iter().min_by_key(|placed| self.cost(placed));
            self.seen = seen;
        }
    }

    /// Steps until so much work is done in all, but through stage A in any case.
    pub fn run(&mut self, work: u64) {
        while !self.is_rounded() || self.work() < work && !self.is_over() {
            self.step();
        }
    }

    /// One step, some milliseconds at most.
    pub fn step(&mut self) {
        if let Some(part) = self.all_parts_mut().into_iter().find(|part| !part.search.is_rounded()) {
            part.search.step();
        } else if !self.go_on() {
            self.turn += 1;
            let turn = self.turn;
            let mut open = self.all_parts_mut();
            open.retain(|part| !part.search.is_over());
            let at = turn % open.len().max(1);
            open.into_iter().nth(at).into_iter().for_each(|part| part.search.step());
        }
        self.look();
    }

    fn all_parts(&self) -> Vec<&Part> {
        self.variations.iter().flat_map(|variation| &variation.parts).chain(&self.whole).collect()
    }

    fn all_parts_mut(&mut self) -> Vec<&mut Part> {
        self.variations.iter_mut().flat_map(|variation| &mut variation.parts).chain(&mut self.whole).collect()
    }

    fn settings(&self, enough: u32) -> Settings {
        Settings { most_kinds: self.options.types as usize, enough: enough.into(), seed: self.options.seed }
    }

    /// The least number of nodes in each zone. A spare comes on top.
    fn min_nodes(&self) -> u32 {
        let of_all = self.scenario.min_nodes.saturating_sub(self.least_spares()).max(1).div_ceil(self.options.zones);
        of_all.max(self.options.least_in_zone())
    }

    /// The least number of nodes in all.
    fn least_nodes(&self) -> u32 {
        self.scenario.min_nodes.max(self.options.least_in_zone() * self.options.zones)
    }

    fn part(&self, demand: &[u32], min_nodes: u32, is_open: &dyn Fn(usize) -> bool) -> Part {
        let reduced = reduce(&self.offers.problem, demand, min_nodes, &|kind| is_open(kind.source));
        let search = Search::of(reduced.problem.clone(), self.settings(self.options.enough_bp));
        Part { reduced, search }
    }

    fn whole_demand(&self) -> Option<Part> {
        let min_nodes = match self.options.survive {
            Survive::Nothing => self.least_nodes(),
            // What is left without any one node of each pool is what the bound is of.
            Survive::Node => self.least_nodes().saturating_sub(self.least_spares()).max(1),
            Survive::Zone => 1,
        };
        (self.options.zones > 1).then(|| self.part(&self.offers.problem.demand(), min_nodes, &|_| true))
    }

    /// Begins another variation with nodes that cost at most so much.
    fn vary(&mut self, most_price: u64) {
        let price = |source: usize| self.offers.types[source].price.month.0;
        let Some(first) = self.zones.first() else { return };
        let part = self.part(&first.pods, self.min_nodes(), &|source| price(source) <= most_price);
        self.variations.push(Variation { most_price, parts: vec![part] });
        let known = [self.single.clone(), self.offered.clone()];
        known.into_iter().flatten().for_each(|nodes| self.begin_with(self.variations.len() - 1, &nodes));
    }

    /// Gives a variation's first part the nodes of a fleet that are in its zone, where they are small enough.
    fn begin_with(&mut self, at: usize, nodes: &[Placed]) {
        let Some(first) = self.zones.first() else { return };
        let is_here = |n: &&Placed| n.zone.is_none_or(|zone| zone == first.zones[0]) && !n.is_spare;
        let here: Nodes = nodes.iter().filter(is_here).map(|n| (n.source, n.pods.clone(), n.nodes)).collect();
        let most_price = self.variations[at].most_price;
        let is_small = here.iter().all(|(source, _, _)| self.price(*source) <= most_price);
        let Some(part) = self.variations[at].parts.first_mut().filter(|_| is_small && !here.is_empty()) else { return };
        if let Some(packed) = part.reduced.reduced(&here) {
            part.search.offer(packed);
        }
    }

    /// Where stage A of all that is there is over: adds the other zones, or a variation of smaller nodes.
    fn go_on(&mut self) -> bool {
        let at = self.variations.iter().position(|variation| variation.parts.len() < self.zones.len());
        if let Some(at) = at {
            self.add_zones(at);
            return true;
        }
        let (Survive::Node, Some(last)) = (self.options.survive, self.variations.last()) else { return false };
        let spare = |nodes: Vec<Placed>| nodes.iter().filter(|n| n.is_spare).map(|n| self.price(n.source)).max();
        let Some(dearest) = self.placed(last).and_then(spare) else { return false };
        let half = dearest.min(last.most_price) / 2;
        let fits = |item: usize| {
            let kinds = &self.offers.problem.kinds;
            (0..kinds.len()).any(|kind| kinds[kind].price <= half && self.offers.problem.alone(kind, item) > 0)
        };
        if self.variations.len() >= 4 || !(0..self.scenario.profiles.len()).all(fits) {
            return false;
        }
        self.vary(half);
        true
    }

    /// The parts of the other zones, all of the types that the first one came to.
    fn add_zones(&mut self, at: usize) {
        let first = &self.variations[at].parts[0];
        let sources: Vec<usize> = first.search.best().map_or_else(Vec::new, |best| {
            best.kinds().into_iter().map(|kind| first.search.problem().kinds[kind].source).collect()
        });
        let nodes = first.search.best().map(|best| first.reduced.expanded(best));
        let min_nodes = self.min_nodes();
        let parts: Vec<Part> = self
            .zones
            .iter()
            .map(|zone| self.part(&zone.pods, min_nodes, &|source| sources.contains(&source)))
            .collect();
        self.variations[at].parts = parts;
        let own = &mut self.variations[at].parts[0];
        if let Some(packed) = nodes.and_then(|nodes| own.reduced.reduced(&nodes)) {
            own.search.offer(packed);
        }
    }

    /// The fleets of the searches as they are, zones and spares included.
    fn as_found(&self) -> Vec<Vec<Placed>> {
        let mut found: Vec<Vec<Placed>> =
            self.variations.iter().filter_map(|variation| self.placed(variation)).collect();
        found.extend(self.dealt_to_zones());
        found.extend(self.offered.clone());
        found
    }

    /// The same pods on cheaper types, where some hold them.
    fn downsized(&self, placed: Vec<Placed>) -> Vec<Placed> {
        let downsizing = Downsizing {
            problem: &self.offers.problem,
            most_kinds: self.options.types as usize,
            min_nodes: self.least_nodes(),
            least_in_zone: self.options.least_in_zone(),
            survives_node: self.options.survive == Survive::Node,
        };
        downsizing.of(placed)
    }

    fn price(&self, source: usize) -> u64 {
        self.offers.types[source].price.month.0
    }

    /// A variation's nodes in all zones, with spares.
    fn placed(&self, variation: &Variation) -> Option<Vec<Placed>> {
        let mut by_zone = Vec::new();
        for part in &variation.parts {
            by_zone.push(part.reduced.expanded(part.search.best()?));
        }
        (by_zone.len() == self.zones.len()).then(|| self.in_zones(&self.zones, &by_zone))?
    }

    /// Nodes of each kind of zone, in every zone of it, with spares.
    fn in_zones(&self, zones: &[Alike], by_zone: &[Nodes]) -> Option<Vec<Placed>> {
        let mut placed: Vec<Placed> = Vec::new();
        for (alike, nodes) in zones.iter().zip(by_zone) {
            for zone in &alike.zones {
                let zone = (self.options.zones > 1).then_some(*zone);
                placed.extend(nodes.iter().map(|(source, pods, nodes)| Placed {
                    source: *source,
                    pods: pods.clone(),
                    nodes: *nodes,
                    zone,
                    is_spare: false,
                }));
            }
        }
        let cheapest = |placed: &[Placed]| placed.iter().map(|n| n.source).min_by_key(|of| (self.price(*of), *of));
        let empty = |source: usize, nodes: u32, zone: u32, is_spare: bool| Placed {
            source,
            pods: vec![0; self.scenario.profiles.len()],
            nodes,
            zone: (self.options.zones > 1).then_some(zone),
            is_spare,
        };
        for zone in 0..self.options.zones {
            let own: u32 = placed.iter().filter(|n| n.zone == Some(zone)).map(|n| n.nodes).sum();
            let missing = self.options.least_in_zone().saturating_sub(own);
            placed.extend(cheapest(&placed).filter(|_| missing > 0).map(|source| empty(source, missing, zone, false)));
        }
        if self.options.survive == Survive::Node {
            let all: Nodes = placed.iter().map(|n| (n.source, n.pods.clone(), n.nodes)).collect();
            let spares = spares(&self.offers.problem, &all)?.into_iter().enumerate();
            placed.extend(spares.map(|(at, source)| empty(source, 1, at as u32 % self.options.zones, true)));
        }
        let nodes: u32 = placed.iter().map(|n| n.nodes).sum();
        let missing = self.least_nodes().saturating_sub(nodes);
        placed.extend(cheapest(&placed).filter(|_| missing > 0).map(|source| empty(source, missing, 0, false)));
        Some(placed)
    }

    /// Where no profile is spread evenly and no zone may be lost: the nodes for the whole demand, as many in each zone.
    fn dealt_to_zones(&self) -> Option<Vec<Placed>> {
        let is_even = self.scenario.profiles.iter().any(|profile| profile.zones == ZoneSpread::Even);
        let Part { reduced, search } =
            self.whole.as_ref().filter(|_| !is_even && self.options.survive != Survive::Zone)?;
        let (zones, mut next, mut by_zone) = (self.options.zones, 0, vec![Nodes::new(); self.options.zones as usize]);
        for (source, pods, nodes) in reduced.expanded(search.best()?) {
            for at in 0..zones {
                let zone = (next + at) % zones;
                let own = nodes / zones + u32::from(at < nodes % zones);
                if own > 0 {
                    by_zone[zone as usize].push((source, pods.clone(), own));
                }
            }
            next = (next + nodes) % zones;
        }
        let alone: Vec<Alike> = (0..zones).map(|zone| Alike { zones: vec![zone], pods: Pods::new() }).collect();
        self.in_zones(&alone, &by_zone)
    }

    pub(crate) fn cost(&self, placed: &[Placed]) -> u64 {
        placed.iter().map(|n| self.price(n.source) * u64::from(n.nodes)).sum()
    }

    fn best_single(&self) -> Option<Vec<Placed>> {
        let (problem, min_nodes) = (&self.offers.problem, self.min_nodes());
        let demands: Vec<OfOneKind> =
            self.zones.iter().map(|alike| OfOneKind::of(problem, &alike.pods, min_nodes)).collect();
        let of = |kinds: &[usize]| -> Option<Vec<Placed>> {
            let mut by_zone = Vec::new();
            for demand in &demands {
                by_zone.push(demand.nodes(kinds)?);
            }
            self.in_zones(&self.zones, &by_zone)
        };
        // The kinds are in the order of their names: the first of equals stays.
        let mut best: Option<(u64, Vec<Placed>)> = None;
        // As the scenario buys: that is what a plan of one type says. A type is the same in each of its pools.
        let (types, all_spot) = (&self.offers.types, self.scenario.purchase == Purchase::Spot);
        let usual: Vec<usize> = (0..types.len()).filter(|kind| all_spot || !types[*kind].is_spot).collect();
        for kinds in usual.chunk_by(|a, b| types[*a].index == types[*b].index) {
            let Some(placed) = of(kinds) else { continue };
            let cost = self.cost(&placed);
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, placed));
            }
        }
        best.map(|(_, placed)| placed)
    }

    /// Nodes by Karpenter's rule where types are as these offers have them.
    fn by_karpenter(&self, guessed: &Offers) -> Option<Vec<Placed>> {
        let asked: Vec<(u32, u32)> = self.scenario.profiles.iter().map(|p| (p.cpu.0, p.memory.0)).collect();
        // The same type by its place among those that are known to have room.
        let own = |source: usize| {
            let of = &guessed.types[source];
            let is_same = |own: &Offered| (own.index, own.is_spot, own.pool) == (of.index, of.is_spot, of.pool);
            self.offers.types.iter().position(is_same)
        };
        let mut by_zone = Vec::new();
        for alike in &self.zones {
            let mut nodes = by_karpenters_rule(&guessed.problem, &alike.pods, &asked)?;
            for (source, ..) in &mut nodes {
                *source = own(*source)?;
            }
            by_zone.push(nodes);
        }
        self.in_zones(&self.zones, &by_zone)
    }

    /// The part of the whole demand: its bound holds for all zones together.
    fn of_whole_demand(&self) -> Option<&Part> {
        self.whole.as_ref().or_else(|| self.variations.first()?.parts.first())
    }

    /// No fleet under the same rules costs less: what a fleet costs that carries the pods, and what it adds that something
    /// may be lost.
    fn bound(&self) -> (u64, u64) {
        let bound = self.of_whole_demand().map_or(0, |part| part.search.bound());
        let zones = u128::from(self.options.zones.max(2));
        let losses = match self.options.survive {
            Survive::Nothing => 0,
            // Without any one node of each pool there is still a fleet: these nodes come on top, be they those with the pod that
            // needs the largest.
            Survive::Node => (0..self.pools()).map(|pool| self.largest_pod(pool)).sum(),
            // Without any one zone there is still a fleet: all zones together cost that much more.
            Survive::Zone => u128::from(bound).div_ceil(zones - 1) as u64,
        };
        (bound, losses)
    }

    fn pools(&self) -> usize {
        self.scenario.pools().len()
    }

    /// Nodes that are spares at least: one in each pool, where one may be lost.
    fn least_spares(&self) -> u32 {
        if self.options.survive == Survive::Node { self.pools() as u32 } else { 0 }
    }

    /// What a node of a pool costs at least that holds the pod of it that needs the most expensive one.
    fn largest_pod(&self, pool: usize) -> u64 {
        let problem = &self.offers.problem;
        let cheapest = |item: usize| {
            let kinds = problem.kinds.iter().enumerate().filter(|(kind, _)| problem.alone(*kind, item) > 0);
            kinds.map(|(_, kind)| kind.price).min()
        };
        let pools = self.scenario.pools();
        let own = (0..problem.items.len()).filter(|item| self.scenario.profiles[*item].taints == pools[pool]);
        own.filter_map(cheapest).max().unwrap_or(0)
    }

    /// How the bound comes about, for a fleet of this cost.
    fn derivation(&self, cost: u64) -> Derivation {
        let (bound, losses) = self.bound();
        let Some(Part { reduced, search }) = self.of_whole_demand() else { return Derivation::default() };
        let demand = self.offers.problem.demand();
        let bound = bound.min(cost);
        let losses = losses.min(cost - bound);
        derivation(&Derived {
            catalog: &self.catalog,
            offers: &self.offers,
            reduced,
            search,
            demand: &demand,
            bound,
            losses,
        })
    }

    /// The fleets found that are of few enough types and hold their pods, the cheapest first.
    fn found(&self) -> Vec<Vec<Placed>> {
        let is_of_few = |placed: &Vec<Placed>| {
            let mut sources: Vec<usize> = Vec::new();
            for n in placed {
                if !sources.contains(&n.source) {
                    sources.push(n.source);
                }
            }
            sources.len() <= self.options.types as usize
        };
        let mut found = self.as_found();
        for known in [&self.single, &self.karpenter, &self.cheapest, &self.offered] {
            found.extend(known.clone());
        }
        found.retain(|placed| is_of_few(placed) && self.holds(placed));
        // Of equals the downsized one.
        let mut all: Vec<Vec<Placed>> = found.iter().map(|placed| self.downsized(placed.clone())).collect();
        all.append(&mut found);
        sort_short_by_key(&mut all, |placed| self.cost(placed));
        all
    }

    /// The cheapest fleet found that passes the check.
    pub fn fleet(&self) -> Result<Fleet, NoFleet> {
        let all = self.found();
        if all.is_empty() {
            return Err(NoFleet::TooFewTypes(self.options.types));
        }
        let mut found = Vec::new();
        for placed in &all {
            let fleet = self.show(placed);
            found = faults(&self.catalog, &self.scenario, &self.options, &fleet);
            if found.is_empty() {
                return Ok(fleet);
            }
        }
        Err(NoFleet::Faulty(found))
    }

    /// Whether nodes hold what is placed on them; Karpenter's guess of memory can be above what there is.
    fn holds(&self, placed: &[Placed]) -> bool {
        placed.iter().all(|n| self.offers.problem.fits(n.source, &n.pods))
    }

    fn show(&self, placed: &[Placed]) -> Fleet {
        let compared =
            |placed: &Option<Vec<Placed>>| placed.as_ref().map(|placed| (placed.clone(), self.holds(placed)));
        shown(&Shown {
            catalog: &self.catalog,
            scenario: &self.scenario,
            offers: &self.offers,
            placed,
            derivation: self.derivation(self.cost(placed)),
            single: compared(&self.single),
            karpenter: compared(&self.karpenter),
            karpenter_knowing: compared(&self.karpenter_knowing),
            most_types: self.options.types,
            present: self.present.clone(),
            worth: self.worth(),
            work: self.work(),
            is_over: self.is_over(),
        })
    }

    /// What a pod of each profile is worth by the relaxation.
    fn worth(&self) -> Vec<Option<f64>> {
        let mut by_profile = vec![None; self.scenario.profiles.len()];
        let Some(part) = self.of_whole_demand() else { return by_profile };
        let Some(worth) = part.search.worth() else { return by_profile };
        for (group, worth) in part.reduced.stands_for.iter().zip(worth) {
            group.iter().for_each(|(profile, _)| by_profile[*profile] = Some(*worth));
        }
        by_profile
    }
}
