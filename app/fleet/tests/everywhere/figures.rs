//! Problems and what so much work makes of them: the same on every machine, whatever it is compiled to.

use fleet::problem::{Item, Kind, LANES, Problem};
use fleet::search::{Search, Settings};
use model::random::Random;

/// What a search came to.
pub type Figures = (u64, u64, u32, u64);

/// How many problems there are.
pub const CASES: usize = 12;

/// Cost, bound, nodes and work of a problem after about so much work.
pub fn figures(case: u64) -> Figures {
    let mut search = Search::of(problem(case), Settings { most_kinds: 3, enough: 10, seed: case });
    while !search.is_over() && search.work() < 150_000 {
        search.step();
    }
    let best = search.best();
    (best.map_or(0, |best| best.cost), search.bound(), best.map_or(0, |best| best.nodes()), search.work())
}

fn problem(case: u64) -> Problem {
    let mut random = Random::of(case);
    let (items, lanes) = (3 + random.modulo(9) as usize, 2 + random.modulo(3) as usize);
    let mut each = vec![[0; LANES]; items];
    for each in &mut each {
        (0..lanes).for_each(|lane| each[lane] = 10 * random.modulo(200) as i64);
        each[0] = each[0].max(50);
    }
    let demand = |random: &mut Random| [1, 3, 7, 20, 55, 140][random.modulo(6) as usize];
    let items =
        (0..items).map(|_| Item { demand: demand(&mut random), most_per_node: u32::MAX, addresses: 1, volumes: 0 });
    let items: Vec<Item> = items.collect();
    let kinds = (0..20 + random.modulo(60) as usize).map(|source| {
        let size = 1 << random.modulo(6);
        let mut room = [0; LANES];
        (0..lanes).for_each(|lane| room[lane] = size * (1_900 + random.modulo(2_500) as i64));
        let price = size as u64 * (30_000_000 + random.modulo(20_000_000));
        Kind { source, price, room, sizes: 0, allowed: u32::MAX, volumes: Vec::new() }
    });
    Problem { kinds: kinds.collect(), items, sizes: vec![each], lanes, min_nodes: 1 }
}
