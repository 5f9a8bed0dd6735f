//! The real site, killed without warning while many save through it, loses nothing that it has answered.

use crate::support::campaign::rounds;
use crate::support::http::{get, try_ask};
use crate::support::store::Kept;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Mutex, mpsc};
use std::time::Duration;

/// Kills, unless the campaign is to be longer.
const KILLS: u64 = 20;
const CLIENTS: u64 = 6;
/// Answers to wait for before a kill in the middle, however busy the machine is.
const ANSWERS: usize = 12;

#[test]
fn kills_in_a_storm_of_saves_lose_nothing_that_was_answered() {
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    let mut kept: BTreeMap<String, String> = BTreeMap::new();
    let mut rounds_in_vain = 0;
    let kills = rounds(KILLS);
    for round in 0..kills {
        let answered = killed_in_a_storm(&mut site, round);
        rounds_in_vain += u64::from(answered.is_empty());
        kept.extend(answered);
        site.start_again();
        // those of this round, and a few of those before
        let before = kept.iter().step_by(1 + kept.len() / 200);
        for (id, title) in before {
            let saved = get(site.url(), &format!("/api/v1/scenarios/{id}"));
            assert_eq!(saved.status, 200, "{title} of {id} is missing after round {round}");
            assert_eq!(saved.json()["title"], *title);
        }
    }
    for (id, title) in &kept {
        assert_eq!(get(site.url(), &format!("/api/v1/scenarios/{id}")).json()["title"], *title, "{id}");
    }
    // a kill before the first answer proves little; most must come in the middle
    assert!(rounds_in_vain * 2 < kills, "{rounds_in_vain} rounds without an answer");
    assert!(kept.len() >= kills as usize * 3 / 4 * ANSWERS, "{} answers", kept.len());
}

/// Saves from all sides until the site is killed. What was answered 201: id and title.
fn killed_in_a_storm(site: &mut Kept, round: u64) -> Vec<(String, String)> {
    let answered = Mutex::new(Vec::new());
    let (answers, each_answer) = mpsc::channel();
    let url = site.url().to_owned();
    std::thread::scope(|scope| {
        for client in 0..CLIENTS {
            let (url, answered, answers) = (&url, &answered, answers.clone());
            scope.spawn(move || {
                for n in 0.. {
                    let title = format!("{round}-{client}-{n}");
                    let body = json!({ "scenario": { "v": 1, "min_nodes": 1 + n % 50 }, "title": title }).to_string();
                    let headers = [("content-type", "application/json")];
                    let answer = try_ask(url, "POST", "/api/v1/scenarios", &headers, body.as_bytes());
                    let Some(answer) = answer.filter(|answer| answer.status == 201) else { return };
                    let id = answer.json()["id"].as_str().expect("an id").to_owned();
                    answered.lock().expect("a lock").push((id, title));
                    answers.send(()).expect("a listener");
                }
            });
        }
        drop(answers);
        if !round.is_multiple_of(4) {
            assert_eq!(each_answer.iter().take(ANSWERS).count(), ANSWERS);
        }
        // another moment in each round; of those that waited for nothing, some before the first commit
        std::thread::sleep(Duration::from_millis(15 + round * 37 % 300));
        site.site = None; // SIGKILL
    });
    answered.into_inner().expect("a lock")
}
