//! Everything at once, again and again: pages, saves, deletions, rooms, backups and new catalogues. Nothing fails, nothing that
//! was saved is lost, and memory stays where it was.

use super::requests::World;
use crate::commands::backup::{backup, save, title};
use crate::support::campaign::{rounds, seed};
use crate::support::http::{ask, get, post};
use crate::support::random::Random;
use crate::support::room::{TWO_QUESTIONS, open};
use crate::support::run;
use crate::support::store::{Kept, import_newer};
use serde_json::json;
use std::fs;
use std::path::Path;

/// Rounds until the allocator has what it needs.
const WARM_UP: u64 = 2;
/// MB that memory may grow by after that.
const MOST_GROWTH: u64 = 40;

#[test]
fn rounds_of_everything_lose_nothing_and_leave_memory_where_it_was() {
    let site = Kept::start(&["--saves-per-minute", "0", "--rooms-per-hour", "0"]);
    let first = save(site.url(), "saved first");
    let world = World::of(site.url(), &first);
    let (mut kept, mut memory) = (vec![(first, "saved first".to_owned())], Vec::new());
    for round in 0..WARM_UP + rounds(3) {
        let mut random = Random(seed() + round);
        for n in 0..15 {
            let title = format!("round {round}, {n}");
            kept.push((save(site.url(), &title), title));
            for _ in 0..5 {
                world.request(&mut random).check(site.url());
            }
        }
        passing(&site, round);
        let ana = open(site.url(), &TWO_QUESTIONS);
        ana.join("Bo", "answer").answers("q_vpc", "yes", "because");
        if round == WARM_UP {
            import_newer(site.directory.path(), &site.store());
        }
        let copy = site.directory.path().join(format!("copy-{round}.db"));
        assert_eq!(backup(&site.store(), &copy).code, Some(0), "in round {round}");
        assert_eq!(run([Path::new("check"), Path::new("--store"), &copy], b"").code, Some(0), "in round {round}");
        fs::remove_file(copy).expect("the copy");
        let (id, saved) = &kept[random.below(kept.len() as u64) as usize];
        assert_eq!(title(site.url(), id), *saved, "in round {round}");
        memory.push(resident(&site));
    }
    for (id, saved) in &kept {
        assert_eq!(title(site.url(), id), *saved);
    }
    println!("{} kept, memory in MB: {memory:?}", kept.len());
    let (before, after) = (memory[WARM_UP as usize], memory[memory.len() - 1]);
    assert!(after <= before + MOST_GROWTH, "{memory:?}");
}

/// Something that is saved and deleted again.
fn passing(site: &Kept, round: u64) {
    let body = json!({ "scenario": { "v": 2 }, "title": format!("passing {round}") });
    let saved = post(site.url(), "/api/v1/scenarios", &body).json();
    let (id, token) = (saved["id"].as_str().expect("an id"), saved["delete_token"].as_str().expect("a token"));
    let target = format!("/api/v1/scenarios/{id}");
    let bearer = format!("Bearer {token}");
    assert_eq!(ask(site.url(), "DELETE", &target, &[("authorization", &bearer)], b"").status, 204);
    assert_eq!(get(site.url(), &target).status, 404);
}

/// Memory of the site that is in RAM, in MB.
fn resident(site: &Kept) -> u64 {
    let process = site.site.as_ref().expect("a site").process_id();
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("its status");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("its memory");
    line.split_whitespace().nth(1).expect("a number").parse::<u64>().expect("KB") / 1_024
}
