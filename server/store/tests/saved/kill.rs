//! A process that is killed while it saves loses nothing that it has answered.

use crate::campaign::rounds;
use crate::random::Random;
use crate::scenarios::{assert_sound, content, found, small, start};
use crate::support::{STORE_VARIABLE, given_store, one_test, place};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{ChildStdout, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Kills, unless the campaign is to be longer.
const KILLS: u64 = 200;
/// Rounds on one store before the next: looking all of it through takes longer as it grows.
const ROUNDS_A_STORE: u64 = 25;
const TASKS: u64 = 6;
const ROUND_VARIABLE: &str = "BERTH_TEST_ROUND";

#[tokio::test]
async fn kills_lose_nothing_that_was_answered() {
    let mut random = Random(2018);
    let (mut answered, mut rounds_in_vain) = (0, 0);
    let kills = rounds(KILLS);
    for start in (0..kills).step_by(ROUNDS_A_STORE as usize) {
        let (_directory, path) = place();
        small(&path).await.close().await;
        for round in start..start + ROUNDS_A_STORE {
            let numbers = killed(&path, round, &mut random);
            let store = small(&path).await;
            for number in &numbers {
                assert_eq!(found(&store, content(*number).id()).await.content, content(*number));
            }
            store.close().await;
            assert_sound(&path).await;
            answered += numbers.len();
            rounds_in_vain += usize::from(numbers.is_empty());
        }
    }
    // a kill before the first answer proves little; most must come in the middle
    assert!(rounds_in_vain * 2 < kills as usize, "{rounds_in_vain} rounds without an answer");
    assert!(answered > kills as usize * 10, "{answered} answers");
}

/// Starts a process that saves, kills it at some moment, and gives the numbers that it has printed.
fn killed(path: &Path, round: u64, random: &mut Random) -> Vec<u64> {
    let program = std::env::current_exe().expect("this program");
    let mut command = one_test(&program, "kill::saves_until_killed", path);
    command.env(ROUND_VARIABLE, round.to_string()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().expect("a child process");
    let lines = read(child.stdout.take().expect("its output"));
    let mut numbers = Vec::new();
    if !round.is_multiple_of(4) {
        // in the middle of it; the others may hit the opening or the first commit
        numbers.extend(lines.recv());
    }
    thread::sleep(Duration::from_micros(random.below(60_000)));
    child.kill().expect("a kill");
    assert!(!child.wait().expect("an end").success());
    numbers.extend(lines);
    numbers
}

/// The numbers that the child prints, each when it comes. A line that was cut off is none.
fn read(output: ChildStdout) -> mpsc::Receiver<u64> {
    let (send, lines) = mpsc::channel();
    thread::spawn(move || {
        let mut output = BufReader::new(output);
        let mut line = String::new();
        while output.read_line(&mut line).is_ok_and(|length| length > 0) {
            let number = line.strip_prefix("saved ").and_then(|rest| rest.strip_suffix('\n'));
            if let Some(number) = number {
                send.send(number.parse().expect("a number")).expect("a listener");
            }
            line.clear();
        }
    });
    lines
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the process above that is killed"]
async fn saves_until_killed() {
    let Some(path) = given_store() else { return };
    let round: u64 = std::env::var(ROUND_VARIABLE).expect("a round").parse().expect("a number");
    assert!(std::env::var_os(STORE_VARIABLE).is_some());
    // the test harness has begun a line of its own
    println!();
    let saves = start(&small(&path).await);
    let mut tasks = tokio::task::JoinSet::new();
    for task in 0..TASKS {
        let saves = saves.clone();
        tasks.spawn(async move {
            for number in (round * TASKS + task) * 1_000_000.. {
                saves.save(content(number)).await.expect("an answer");
                println!("saved {number}");
            }
        });
    }
    tasks.join_next().await;
}
