//! Prints what a second server on the same Postgres is worth: `cargo bench -p server --bench servers`.
//!
//! Each server has one core to itself (`taskset`) and one thread to read and one to work; Postgres and the load run wherever there is
//! time, on the same machine. So with as many cores as servers they take from the second server what the first did not miss,
//! and what the machine could not give is printed too: the processor time that servers took for a page. Asked are pages that cost work
//! (each with settings that nobody has asked for before) and pages of saved links, as fast as they are answered, from a few
//! connections to each server. Nothing here fails for being slow.

mod connection;
#[path = "../tests/support/mod.rs"]
mod support;

use connection::answered;
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use support::Site;
use support::http::post;
use support::postgres_server::{Database, Server};
use tokio::task::JoinSet;

/// How long each load lasts.
const LASTS: Duration = Duration::from_secs(15);
/// Connections to each server: one is always answered while others are on their way.
const CONNECTIONS: usize = 4;
/// Scenarios that are saved to be opened.
const SAVED: u64 = 1_000;

type Target = Arc<dyn Fn(u64) -> String + Send + Sync>;

#[tokio::main(worker_threads = 1)]
async fn main() {
    // nothing is answered before it is on the disk
    let Some(postgres) = Server::start("") else { return };
    let store = postgres.database();
    let first = on_core(&store, 0);
    let links = saved(&first.url);
    let link = move |n: u64| links[n as usize % links.len()].clone();
    let loads: [(&str, Target); 2] = [
        ("pages of other settings", Arc::new(|n| format!("/?pods={}", 1 + n % 100_000))),
        ("pages of saved links", Arc::new(link)),
    ];
    println!("{:<28}{:>8}{:>12}{:>22}", "what", "servers", "pages/s", "server ms for a page");
    let mut one = Vec::new();
    for (what, target) in &loads {
        one.push(measure(what, &[&first], target).await);
    }
    let second = on_core(&store, 1);
    for ((what, target), one) in loads.iter().zip(one) {
        let two = measure(what, &[&first, &second], target).await;
        println!("{:<28}{:>8}{:>12.2}{:>22.2}", "  times one server", "", two.0 / one.0, two.1 / one.1);
    }
}

/// A server with a core to itself.
fn on_core(store: &Database, core: usize) -> Site {
    let mut command = Command::new("taskset");
    command.args(["-c", &core.to_string(), env!("CARGO_BIN_EXE_berth")]);
    command.env("TOKIO_WORKER_THREADS", "1").stderr(Stdio::null());
    Site::start_by_on(command, Path::new(&store.url), &["--saves-per-minute", "0", "--queue-millis", "10000"])
}

/// The paths of scenarios that are saved now.
fn saved(url: &str) -> Vec<String> {
    let save = |n: u64| {
        let body = json!({ "scenario": { "v": 2, "min_nodes": 1 + n % 100 }, "title": format!("number {n}") });
        let answer = post(url, "/api/v1/scenarios", &body);
        format!("/s/{}", answer.json()["id"].as_str().expect("an id"))
    };
    (0..SAVED).map(save).collect()
}

/// Pages a second, and milliseconds of the servers' processor time for each.
async fn measure(what: &str, servers: &[&Site], target: &Target) -> (f64, f64) {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let spent = || servers.iter().map(|server| processor_time(server)).sum::<f64>();
    let (mut tasks, start, before) = (JoinSet::new(), Instant::now(), spent());
    for server in servers.iter().cycle().take(servers.len() * CONNECTIONS) {
        let (url, target) = (server.url.clone(), target.clone());
        tasks.spawn(async move {
            let (mut connection, mut pages) = (None, 0_u64);
            while start.elapsed() < LASTS {
                let target = target(NEXT.fetch_add(1, Ordering::Relaxed));
                let request =
                    format!("GET {target} HTTP/1.1\r\nhost: berth\r\naccept: text/html\r\naccept-encoding: br\r\n\r\n");
                let status = answered(&mut connection, &url, request.as_bytes()).await.expect("an answer");
                assert_eq!(status, 200, "{target}");
                pages += 1;
            }
            pages
        });
    }
    let pages = tasks.join_all().await.into_iter().sum::<u64>() as f64;
    let (rate, each) = (pages / start.elapsed().as_secs_f64(), (spent() - before) * 1e3 / pages);
    println!("{what:<28}{:>8}{rate:>12.0}{each:>22.2}", servers.len());
    (rate, each)
}

/// Seconds of processor time that a server has taken so far.
fn processor_time(server: &Site) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", server.process_id())).expect("its figures");
    // after the name, which may have blanks in it: user and system time are the 12th and 13th, in hundredths
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |at: usize| fields[at].parse::<f64>().expect("a number");
    (ticks(11) + ticks(12)) / 100.0
}
