//! Which few kinds a fleet should be of, where not all may be used at once: by the relaxation of each choice.

use crate::generate::{Generator, Relaxed, Scope};
use model::order::{sort_indices, sort_short_by_key};

/// Some kinds and what the relaxation with them costs.
#[derive(Clone, Debug)]
pub struct Choice {
    /// In rising order.
    pub kinds: Vec<usize>,
    /// The relaxation with these kinds alone.
    pub relaxed: Relaxed,
}

/// Looks for the best few kinds, step by step.
#[derive(Clone, Debug)]
pub struct Few {
    most: usize,
    /// Kinds worth a try.
    near: Vec<usize>,
    /// The best choice so far; larger than allowed while kinds are still left out one after the other.
    pub best: Choice,
    /// Swaps that remain to be tried: which one goes, which one comes.
    swaps: Vec<(usize, usize)>,
    /// Whether no so few kinds hold every item.
    pub is_impossible: bool,
}

impl Few {
    /// From the relaxation with all kinds: those that it uses.
    pub fn of(g: &Generator, relaxed: &Relaxed, near: Vec<usize>, most: usize) -> Few {
        let mut kinds: Vec<usize> = relaxed.nodes.iter().map(|(at, _)| g.pool[*at].kind).collect();
        sort_short_by_key(&mut kinds, |kind| *kind);
        kinds.dedup();
        let mut few = Few {
            most,
            near,
            best: Choice { kinds, relaxed: relaxed.clone() },
            swaps: Vec::new(),
            is_impossible: false,
        };
        few.list_swaps();
        few
    }

    /// Whether so few kinds are left as are allowed.
    pub fn is_few(&self) -> bool {
        self.best.kinds.len() <= self.most
    }

    /// Whether no step is left.
    pub fn is_done(&self) -> bool {
        self.is_impossible || self.is_few() && self.swaps.is_empty()
    }

    /// Leaves out the kind that is missed least, or tries a swap; whether the choice is another one now.
    pub fn step(&mut self, g: &mut Generator, demand: &[u32], min_nodes: u32) -> bool {
        if self.is_impossible {
            return false;
        }
        if !self.is_few() {
            self.leave_one_out(g, demand, min_nodes);
            return true;
        }
        let Some((goes, comes)) = self.swaps.pop() else { return false };
        let mut kinds: Vec<usize> = self.best.kinds.iter().copied().filter(|kind| *kind != goes).collect();
        kinds.push(comes);
        sort_short_by_key(&mut kinds, |kind| *kind);
        let Some(choice) = relaxed(g, kinds, demand, min_nodes) else { return false };
        if choice.relaxed.cost >= self.best.relaxed.cost * (1.0 - 1e-9) {
            return false;
        }
        self.best = choice;
        self.list_swaps();
        true
    }

    fn leave_one_out(&mut self, g: &mut Generator, demand: &[u32], min_nodes: u32) {
        let without = |goes: &usize| self.best.kinds.iter().copied().filter(|kind| kind != goes).collect::<Vec<_>>();
        let mut best: Option<Choice> = None;
        for goes in &self.best.kinds {
            let choice = relaxed(g, without(goes), demand, min_nodes);
            if let Some(choice) = choice
                && best.as_ref().is_none_or(|best| choice.relaxed.cost < best.relaxed.cost)
            {
                best = Some(choice);
            }
        }
        match best {
            Some(choice) => self.best = choice,
            // Each of them is the only one for some item: others that hold more items must take their part.
            None => match covering(g, self.most).and_then(|kinds| relaxed(g, kinds, demand, min_nodes)) {
                Some(choice) => self.best = choice,
                None => self.is_impossible = true,
            },
        }
        self.list_swaps();
    }

    /// Every kind of the choice for every near one, and near ones on top where there is room.
    fn list_swaps(&mut self) {
        self.swaps.clear();
        if !self.is_few() {
            return;
        }
        let comes: Vec<usize> = self.near.iter().copied().filter(|kind| !self.best.kinds.contains(kind)).collect();
        for comes in comes.into_iter().rev() {
            if self.best.kinds.len() < self.most {
                self.swaps.push((usize::MAX, comes));
            } else {
                self.swaps.extend(self.best.kinds.iter().map(|goes| (*goes, comes)));
            }
        }
    }
}

fn relaxed(g: &mut Generator, kinds: Vec<usize>, demand: &[u32], min_nodes: u32) -> Option<Choice> {
    let relaxed = g.relax_roughly(&Scope { kinds: &kinds, demand, min_nodes })?;
    Some(Choice { kinds, relaxed })
}

/// At most so many kinds that hold every item, good ones first; `None` where there are no such.
fn covering(g: &Generator, most: usize) -> Option<Vec<usize>> {
    // Of kinds for the same items, the one that holds most for its price.
    let mut kinds: Vec<usize> = Vec::new();
    for kind in g.open() {
        let allowed = g.problem.kinds[kind].allowed;
        match kinds.iter_mut().find(|known| g.problem.kinds[**known].allowed == allowed) {
            Some(known) if g.ratio[kind] > g.ratio[*known] => *known = kind,
            Some(_) => {}
            None => kinds.push(kind),
        }
    }
    sort_indices(&mut kinds, &|a, b| g.ratio[b].total_cmp(&g.ratio[a]));
    let all = (0..g.problem.items.len()).fold(0, |bits, item| bits | 1 << item);
    let mut chosen = Vec::new();
    cover(g, &kinds, all, most, &mut chosen).then_some(chosen)
}

fn cover(g: &Generator, kinds: &[usize], missing: u32, most: usize, chosen: &mut Vec<usize>) -> bool {
    if missing == 0 {
        sort_short_by_key(chosen, |kind| *kind);
        return true;
    }
    if least_kinds(g, kinds, missing) > most {
        return false;
    }
    let item = missing.trailing_zeros();
    let holding = kinds.iter().filter(|kind| g.problem.kinds[**kind].allowed >> item & 1 == 1);
    for kind in holding.take(if most == 0 { 0 } else { usize::MAX }) {
        chosen.push(*kind);
        if cover(g, kinds, missing & !g.problem.kinds[*kind].allowed, most - 1, chosen) {
            return true;
        }
        chosen.pop();
    }
    false
}

/// Kinds that it takes at least for these items: one for each of some items of which no kind holds two, as in different node pools.
fn least_kinds(g: &Generator, kinds: &[usize], mut missing: u32) -> usize {
    let mut least = 0;
    while missing != 0 {
        let item = missing.trailing_zeros();
        let holding =
            kinds.iter().map(|kind| g.problem.kinds[*kind].allowed).filter(|allowed| allowed >> item & 1 == 1);
        missing &= !holding.fold(1 << item, |all, allowed| all | allowed);
        least += 1;
    }
    least
}
