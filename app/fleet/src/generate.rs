//! Column generation: what the pods would cost if nodes could be bought in parts, and what a pod of each item is worth.
//!
//! A column is a node of a kind with pods on it. The programme of all columns is solved with those few that matter: the
//! knapsack finds, for the worths of the pods so far, nodes that hold more than they cost, until there are none.
//! Worths then give a bound below every fleet, scaled by Farley's rule to be valid even where a search was cut off.

use crate::knapsack::{Answer, Knapsack, Question};
use crate::problem::{Pods, Problem, gcd};
use crate::simplex::{Column, Simplex};
use model::order::sort_indices;

/// Values are micro-dollars in so many parts, as whole numbers.
pub const SCALE: f64 = 256.0;

/// A node of a kind with pods on it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pattern {
    /// Which kind.
    pub kind: usize,
    /// Pods of each item.
    pub pods: Pods,
}

/// What pods are worth, and the most that a node of each kind holds by that.
#[derive(Clone, Debug)]
pub struct Cut {
    /// What a pod of each item is worth, in parts of [`SCALE`].
    pub values: Vec<f64>,
    /// What each node counts besides, for the least number of nodes.
    pub per_node: f64,
    /// By kind, [`Cut::per_node`] included; 0 for kinds that were not looked at.
    pub at_most: Vec<f64>,
}

/// Which part of the problem is looked at.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The kinds that may be used.
    pub kinds: &'a [usize],
    /// Pods of each item to carry.
    pub demand: &'a [u32],
    /// Never fewer nodes than this.
    pub min_nodes: u32,
}

/// The relaxation of a scope.
#[derive(Clone, Debug)]
pub struct Relaxed {
    /// What it costs, micro-dollars.
    pub cost: f64,
    /// Nodes in parts: a pattern's index in the pool, and how many.
    pub nodes: Vec<(usize, f64)>,
    /// What the pods are worth at the end.
    pub values: Vec<f64>,
    /// The bound's proof; `None` where rounds ran out.
    pub cut: Option<Cut>,
}

/// Generates columns for a problem, and keeps them.
#[derive(Clone, Debug)]
pub struct Generator {
    /// The problem.
    pub problem: Problem,
    /// Every node that was found worth its price.
    pub pool: Vec<Pattern>,
    /// Kinds that no cheaper fleet than the best one has.
    pub closed: Vec<bool>,
    /// The pool's indices in the order of its patterns.
    known: Vec<usize>,
    /// What a node was last worth for its price, by kind.
    pub ratio: Vec<f64>,
    /// By item, a small part of what a pod costs on the kind that is cheapest for it.
    pub least_worth: Vec<f64>,
    /// Fills nodes.
    pub knapsack: Knapsack,
    pivots: u64,
}

/// Search nodes for a node of a kind: at first, and where nothing is found.
const EFFORTS: [u32; 3] = [80, 400, 5_000];
/// Times that the longest search is worth its work.
const DEEP_LOOKS: usize = 2;
/// The same for a cut.
const CUT_EFFORT: u32 = 300;
const ROUNDS: usize = 300;
/// The part of its cost that a pod is worth at least to a filling.
const LEAST_WORTH: f64 = 1e-2;
/// A bound that is so near to the relaxation, as a share, is good enough: whole numbers of nodes raise it further.
const NEAR_ENOUGH: f64 = 2e-4;
/// The programme stalls where so many rounds make it cheaper by less than this share.
const STALLED_ROUNDS: usize = 8;
const STALLED: f64 = 2e-4;

impl Generator {
    /// For a problem. Items that do not fit on a kind are not allowed on it from here on.
    pub fn of(mut problem: Problem) -> Generator {
        for kind in 0..problem.kinds.len() {
            let fitting = (0..problem.items.len()).filter(|item| problem.alone(kind, *item) > 0);
            problem.kinds[kind].allowed = fitting.fold(0, |bits, item| bits | 1 << item);
        }
        let kinds = problem.kinds.len();
        let cost = |kind: usize, item: usize| match problem.alone(kind, item) {
            0 => f64::INFINITY,
            n => problem.kinds[kind].price as f64 * SCALE / f64::from(n),
        };
        let least = |item: usize| (0..kinds).map(|kind| cost(kind, item)).fold(f64::INFINITY, f64::min);
        let least_worth = (0..problem.items.len()).map(|item| (least(item).min(1e15) * LEAST_WORTH).ceil()).collect();
        let knapsack = Knapsack::of(&problem);
        Generator {
            problem,
            pool: Vec::new(),
            closed: vec![false; kinds],
            known: Vec::new(),
            ratio: vec![1.0; kinds],
            least_worth,
            knapsack,
            pivots: 0,
        }
    }

    /// Work so far.
    pub fn work(&self) -> u64 {
        self.knapsack.work + self.pivots
    }

    /// The kinds that are still open.
    pub fn open(&self) -> Vec<usize> {
        (0..self.problem.kinds.len()).filter(|kind| !self.closed[*kind]).collect()
    }

    /// Keeps a pattern; whether it is new.
    pub fn keep(&mut self, pattern: Pattern) -> bool {
        let before = self.pool.len();
        self.index_of(pattern);
        self.pool.len() > before
    }

    /// Keeps a pattern; where in the pool it is.
    pub fn index_of(&mut self, pattern: Pattern) -> usize {
        match self.known.binary_search_by(|at| self.pool[*at].cmp(&pattern)) {
            Ok(at) => self.known[at],
            Err(at) => {
                self.known.insert(at, self.pool.len());
                self.pool.push(pattern);
                self.pool.len() - 1
            }
        }
    }

    /// The relaxation of a scope with its proof; `None` where an item fits on none of the kinds.
    pub fn relax(&mut self, scope: &Scope) -> Option<Relaxed> {
        self.relax_so_far(scope, DEEP_LOOKS)
    }

    /// The same without a search for the last nodes that are worth their price: at a somewhat higher cost, and with a proof
    /// that falls short.
    pub fn relax_roughly(&mut self, scope: &Scope) -> Option<Relaxed> {
        self.relax_so_far(scope, 0)
    }

    fn relax_so_far(&mut self, scope: &Scope, mut deep_looks: usize) -> Option<Relaxed> {
        let rows = Rows::of(scope);
        let mut programme = self.first_programme(scope, &rows)?;
        self.add_pool(scope, &rows, &mut programme);
        let mut kinds = scope.kinds.to_vec();
        let (mut values, mut cut, mut costs) = (Vec::new(), None::<(u64, Cut)>, Vec::new());
        let (mut steady, mut is_deep) = (Steady::default(), false);
        for _ in 0..ROUNDS {
            let before = programme.pivots;
            programme.optimise();
            self.pivots += (programme.pivots - before + 1) * rows.count() as u64;
            let per_node;
            (values, per_node) = rows.values(programme.duals(), self.problem.items.len());
            sort_indices(&mut kinds, &|a, b| self.ratio[b].total_cmp(&self.ratio[a]));
            let (from, cost) = (self.pool.len(), programme.cost());
            // Many small steps are not worth their work: the bound is taken from here.
            let is_stalled =
                costs.iter().rev().nth(STALLED_ROUNDS).is_some_and(|before| before - cost < STALLED * cost);
            costs.push(cost);
            is_deep |= is_stalled;
            let asked = if is_deep { (values.clone(), per_node) } else { steady.between(&values, per_node, cost) };
            let is_exact = asked.0 == values && asked.1 == per_node;
            let is_last = is_deep && (is_stalled || deep_looks <= 1);
            let efforts = if is_deep && deep_looks > 0 { &EFFORTS[..] } else { &EFFORTS[..2] };
            let enough = if is_deep { usize::MAX } else { 4 + scope.demand.len() / 2 };
            deep_looks = deep_looks.saturating_sub(usize::from(is_deep));
            if let Some(found) = self.price(&kinds, scope.demand, &asked, (efforts, enough)) {
                let bound = found.bound(&self.problem, scope);
                if cut.as_ref().is_none_or(|(best, _)| bound > *best) {
                    cut = Some((bound, found));
                }
            }
            for at in from..self.pool.len() {
                programme.add(self.column(at, &rows));
            }
            let has_found = self.pool.len() > from;
            steady.has_found = has_found;
            let is_near = |(bound, _): &(u64, Cut)| *bound as f64 >= programme.cost() * (1.0 - NEAR_ENOUGH);
            if is_last || !has_found && is_exact && is_deep || cut.as_ref().is_some_and(is_near) {
                break;
            }
            // Where nothing is left to be found at once, it is worth a longer search.
            is_deep = !has_found && is_exact;
            if is_deep && deep_looks == 0 {
                break;
            }
        }
        Some(Relaxed { cost: programme.cost(), nodes: programme.solution(), values, cut: cut.map(|(_, cut)| cut) })
    }

    /// Looks for nodes worth more than their price and keeps them; gives the most that nodes of every kind are worth,
    /// unless it found enough before it had looked at all.
    fn price(
        &mut self,
        kinds: &[usize],
        most: &[u32],
        (values, per_node): &(Vec<f64>, f64),
        (efforts, enough): (&[u32], usize),
    ) -> Option<Cut> {
        let mut at_most = vec![0.0; self.problem.kinds.len()];
        let (mut found, mut open) = (0, kinds.to_vec());
        // Only where little is found is it worth a longer search.
        for &effort in efforts {
            let mut unclear = Vec::new();
            for kind in open {
                let price = self.problem.kinds[kind].price as f64 * SCALE;
                let question = Question { kind, values, most, more_than: price - per_node, effort };
                let looked = self.look(&question);
                at_most[kind] = looked.at_most + per_node;
                self.ratio[kind] = at_most[kind] / price;
                found += usize::from(looked.is_new);
                if found >= enough {
                    return None;
                }
                if at_most[kind] > price * (1.0 + NEAR_ENOUGH / 4.0) && !looked.is_whole {
                    unclear.push(kind);
                }
            }
            open = unclear;
            if found > 0 && enough < usize::MAX {
                break;
            }
        }
        Some(Cut { values: values.to_vec(), per_node: *per_node, at_most })
    }

    /// Looks for a node of a kind that is worth more than is asked, and keeps it.
    fn look(&mut self, question: &Question) -> Looked {
        let answer = self.fill(question);
        let is_new = answer.pods.is_some_and(|pods| self.keep(Pattern { kind: question.kind, pods }));
        Looked { is_new, at_most: answer.at_most, is_whole: answer.is_whole }
    }

    /// The most valuable pods for a node, where a quick look does not rule them out.
    pub fn fill(&mut self, question: &Question) -> Answer {
        self.knapsack.fill(&self.problem, question)
    }

    /// A valid cut from any values: for the kinds that are looked at exactly the most that a node is worth, for others what
    /// it may be in parts.
    pub fn cut(&mut self, kinds: &[usize], values: Vec<f64>, exactly: impl Fn(usize) -> bool) -> Cut {
        let mut cut = Cut { values, per_node: 0.0, at_most: vec![f64::INFINITY; self.problem.kinds.len()] };
        for &kind in kinds {
            let effort = if exactly(kind) { CUT_EFFORT } else { 0 };
            self.lower(&mut cut, kind, effort);
        }
        cut.at_most.iter_mut().filter(|at_most| at_most.is_infinite()).for_each(|at_most| *at_most = 0.0);
        cut
    }

    /// Looks exactly at what a node of a kind is worth by a cut.
    pub fn sharpen(&mut self, cut: &mut Cut, kind: usize) {
        self.lower(cut, kind, CUT_EFFORT);
    }

    fn lower(&mut self, cut: &mut Cut, kind: usize, effort: u32) {
        let most = self.problem.demand();
        let question = Question { kind, values: &cut.values, most: &most, more_than: 0.0, effort };
        let answer = self.knapsack.fill(&self.problem, &question);
        cut.at_most[kind] = cut.at_most[kind].min(answer.at_most + cut.per_node);
        if let Some(pods) = answer.pods {
            self.keep(Pattern { kind, pods });
        }
    }

    /// For each item the cheapest kind by itself, and for the least number of nodes the cheapest of all.
    fn first_programme(&mut self, scope: &Scope, rows: &Rows) -> Option<Simplex> {
        let (mut first, mut placed) = (Vec::new(), 0.0);
        for &item in &rows.items {
            let cost = |kind: usize, n: u32| self.problem.kinds[kind].price as f64 / f64::from(n);
            let fits = |&kind: &usize| match self.problem.alone(kind, item).min(scope.demand[item]) {
                0 => None,
                n => Some((kind, n)),
            };
            let best = scope.kinds.iter().filter_map(fits);
            let (kind, n) = best.reduce(|a, b| if cost(b.0, b.1) < cost(a.0, a.1) { b } else { a })?;
            let mut pods = vec![0; self.problem.items.len()];
            pods[item] = n;
            placed += f64::from(scope.demand[item]) / f64::from(n);
            let at = self.index_of(Pattern { kind, pods });
            first.push(Some(self.column(at, rows)));
        }
        if rows.has_nodes {
            let cheapest = scope.kinds.iter().min_by_key(|kind| self.problem.kinds[**kind].price)?;
            let at = self.index_of(Pattern { kind: *cheapest, pods: vec![0; self.problem.items.len()] });
            first.push((placed < f64::from(scope.min_nodes)).then(|| self.column(at, rows)));
        }
        Some(Simplex::of(rows.right_sides(scope), first))
    }

    fn add_pool(&mut self, scope: &Scope, rows: &Rows, programme: &mut Simplex) {
        let mut in_scope = vec![false; self.problem.kinds.len()];
        scope.kinds.iter().for_each(|kind| in_scope[*kind] = true);
        for at in (0..self.pool.len()).filter(|at| in_scope[self.pool[*at].kind]) {
            let column = self.column(at, rows);
            if column.entries.iter().any(|entry| *entry > 0.0) {
                programme.add(column);
            }
        }
    }

    fn column(&self, at: usize, rows: &Rows) -> Column {
        let pattern = &self.pool[at];
        let mut entries: Vec<f64> = rows.items.iter().map(|item| f64::from(pattern.pods[*item])).collect();
        if rows.has_nodes {
            entries.push(1.0);
        }
        Column { cost: self.problem.kinds[pattern.kind].price as f64, entries, tag: at }
    }
}

impl Cut {
    /// What all pods and the least number of nodes count by these values.
    pub fn total(&self, demand: &[u32], min_nodes: u32) -> u128 {
        let pods: u128 = self.values.iter().zip(demand).map(|(value, n)| *value as u128 * u128::from(*n)).sum();
        pods + self.per_node as u128 * u128::from(min_nodes)
    }

    /// Whether so many nodes of each of these kinds can be worth what the whole demand is.
    pub fn is_met(&self, problem: &Problem, kinds: &[usize], counts: &[u32]) -> bool {
        let worth = kinds.iter().zip(counts).map(|(kind, n)| self.at_most[*kind] as u128 * u128::from(*n));
        worth.sum::<u128>() >= self.total(&problem.demand(), problem.min_nodes)
    }

    /// No fleet of these kinds that carries the demand costs less, by Farley's rule: the values are scaled so that no
    /// node holds more than it costs. In whole numbers, rounded down.
    pub fn bound(&self, problem: &Problem, scope: &Scope) -> u64 {
        let total = self.total(scope.demand, scope.min_nodes);
        let of = |kind: &usize| total * u128::from(problem.kinds[*kind].price) / (self.at_most[*kind] as u128).max(1);
        scope.kinds.iter().map(of).min().map_or(0, |bound| u64::try_from(bound).unwrap_or(u64::MAX))
    }

    /// The kinds of which a single node makes a fleet cost as much as one that is known: what a node of the kind costs
    /// more than it holds, on top of the bound by the same values.
    pub fn hopeless(&self, problem: &Problem, scope: &Scope, known: u64) -> Vec<usize> {
        let (total, bound) = (self.total(scope.demand, scope.min_nodes), self.bound(problem, scope));
        let is_hopeless = |kind: &&usize| {
            // What a node holds by the scaled values, rounded up.
            let holds = (self.at_most[**kind] as u128 * u128::from(bound)).div_ceil(total.max(1)) + 1;
            u128::from(bound) + u128::from(problem.kinds[**kind].price).saturating_sub(holds) >= u128::from(known)
        };
        scope.kinds.iter().filter(is_hopeless).copied().collect()
    }
}

/// A bound rounded up to what a fleet can cost: a multiple of what divides all prices.
pub fn rounded_up(bound: u64, problem: &Problem, kinds: &[usize]) -> u64 {
    let step = kinds.iter().fold(0, |step, kind| gcd(step, problem.kinds[*kind].price)).max(1);
    bound.div_ceil(step) * step
}

/// Keeps worths from leaping to and fro: nodes are looked for by worths between those before and those of the programme,
/// which takes fewer rounds (Neame's smoothing; Pessoa, Sadykov, Uchoa and Vanderbeck 2018).
#[derive(Default)]
struct Steady {
    before: Option<(Vec<f64>, f64)>,
    cost: f64,
    /// Whether the last worths found something.
    has_found: bool,
}

/// How much of the worths before is kept.
const KEPT: f64 = 0.6;

impl Steady {
    /// The worths to look by; the programme's own where the last ones did not make it cheaper.
    fn between(&mut self, values: &[f64], per_node: f64, cost: f64) -> (Vec<f64>, f64) {
        let has_helped = self.has_found && cost < self.cost;
        self.cost = cost;
        let between = |before: f64, now: f64| (KEPT * before + (1.0 - KEPT) * now).floor();
        let asked = match &self.before {
            Some((before, node)) if has_helped => {
                (before.iter().zip(values).map(|(b, n)| between(*b, *n)).collect(), between(*node, per_node))
            }
            _ => (values.to_vec(), per_node),
        };
        self.before = Some(asked.clone());
        asked
    }
}

/// What a look at a kind came to.
struct Looked {
    is_new: bool,
    at_most: f64,
    is_whole: bool,
}

/// The rows of a programme: items with a demand, and the least number of nodes where one is asked for.
struct Rows {
    items: Vec<usize>,
    has_nodes: bool,
}

impl Rows {
    fn of(scope: &Scope) -> Rows {
        let items = (0..scope.demand.len()).filter(|item| scope.demand[*item] > 0).collect();
        Rows { items, has_nodes: scope.min_nodes > 1 }
    }

    fn count(&self) -> usize {
        self.items.len() + usize::from(self.has_nodes)
    }

    fn right_sides(&self, scope: &Scope) -> Vec<f64> {
        let pods = self.items.iter().map(|item| f64::from(scope.demand[*item]));
        pods.chain(self.has_nodes.then_some(f64::from(scope.min_nodes))).collect()
    }

    /// Duals as values in whole parts, rounded down, and that of a node.
    fn values(&self, duals: &[f64], items: usize) -> (Vec<f64>, f64) {
        let whole = |dual: f64| (dual * SCALE).floor().max(0.0);
        let mut values = vec![0.0; items];
        self.items.iter().zip(duals).for_each(|(item, dual)| values[*item] = whole(*dual));
        let per_node = if self.has_nodes { duals.last().map_or(0.0, |dual| whole(*dual)) } else { 0.0 };
        (values, per_node)
    }
}
