//! The real site, killed without warning while a room answers, loses no answer that it has acknowledged.

use crate::support::campaign::rounds;
use crate::support::room::{Person, TWO_QUESTIONS, hidden, open};
use crate::support::store::Kept;
use std::sync::{Mutex, mpsc};
use std::time::Duration;

/// Kills, unless the campaign is to be longer.
const KILLS: u64 = 12;
const PEOPLE: usize = 6;
/// Answers to wait for before a kill in the middle, however busy the machine is.
const ANSWERS: usize = 12;

/// What somebody has been told is kept.
#[derive(Clone)]
struct Told {
    person: Person,
    /// The last why that was acknowledged.
    why: String,
    /// Those that were sent after it, in whichever round, and never answered.
    unanswered: Vec<String>,
}

#[test]
fn kills_in_a_storm_of_answers_lose_none_that_was_acknowledged() {
    let mut site = Kept::start(&["--saves-per-minute", "0"]);
    let ana = open(site.url(), &TWO_QUESTIONS);
    let mut told: Vec<Told> = (0..PEOPLE)
        .map(|n| Told { person: ana.join(&format!("P{n}"), "answer"), why: String::new(), unanswered: Vec::new() })
        .collect();
    let (mut acknowledged, mut in_vain) = (0, 0);
    let kills = rounds(KILLS);
    for round in 0..kills {
        let before: Vec<String> = told.iter().map(|told| told.why.clone()).collect();
        told = killed_in_a_storm(&mut site, &told, round);
        let new = told.iter().zip(&before).filter(|(told, before)| told.why != **before).count();
        (acknowledged, in_vain) = (acknowledged + new, in_vain + u64::from(new == 0));
        site.start_again();
        for one in &mut told {
            one.person.url = site.url().to_owned();
            let page = one.person.page().body;
            let is_kept = |why: &str| page.contains(&format!("value=\"{why}\""));
            let there = is_kept(&one.why) || one.unanswered.iter().any(|why| is_kept(why));
            assert!(there, "round {round}: neither {:?} nor {:?} is in\n{page}", one.why, one.unanswered);
        }
    }
    // a kill before the first answer proves little; most must come in the middle
    assert!(in_vain * 2 < kills, "{in_vain} rounds without an answer");
    assert!(acknowledged > PEOPLE, "{acknowledged} people in all rounds");
}

/// Everybody changes their answer again and again until the site is killed.
fn killed_in_a_storm(site: &mut Kept, told: &[Told], round: u64) -> Vec<Told> {
    let after = Mutex::new(Vec::new());
    let (answers, each_answer) = mpsc::channel();
    std::thread::scope(|scope| {
        for one in told {
            let (after, answers) = (&after, answers.clone());
            scope.spawn(move || {
                let last = answered_until_killed(one.clone(), round, &answers);
                after.lock().expect("a lock").push(last);
            });
        }
        drop(answers);
        if !round.is_multiple_of(4) {
            assert_eq!(each_answer.iter().take(ANSWERS).count(), ANSWERS);
        }
        // another moment in each round
        std::thread::sleep(Duration::from_millis(15 + round * 37 % 200));
        site.site = None; // SIGKILL
    });
    after.into_inner().expect("a lock")
}

fn answered_until_killed(mut told: Told, round: u64, answers: &mpsc::Sender<()>) -> Told {
    let Some(view) = told.person.try_script("role", &[("role", "answer")]) else { return told };
    let mut against = hidden(&view.body, "answer-q_vpc", "against");
    for n in 0.. {
        let why = format!("{round}-{n}");
        let value = ["yes", "no", "unsure"][n % 3];
        let pairs = [("question", "q_vpc"), ("round", "1"), ("against", &against), ("value", value), ("why", &why)];
        match told.person.try_script("answer", &pairs) {
            Some(answer) if answer.status == 200 => {
                against = hidden(&answer.body, "answer-q_vpc", "against");
                (told.why, told.unanswered) = (why, Vec::new());
                // nobody listens any more once there were enough
                let _ = answers.send(());
            }
            // at its pace, it has been told that nothing was done
            Some(_) => std::thread::sleep(Duration::from_millis(300)),
            None => {
                told.unanswered.push(why);
                return told;
            }
        }
    }
    told
}
