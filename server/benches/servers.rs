//! Prints what a second server on the same Postgres is worth: `cargo bench -p server --bench servers`.
//!
//! Each server is a machine of [`SHARE`] per cent of a core (a control group holds it to that) with one thread to read and one to
//! work; Postgres and the load run beside them. On two cores there is as much left for these as both servers have, so that the
//! second server is not slower for what the first and its load take: how much of the machine nobody used is printed, and where that is
//! next to nothing the figure says what the machine could give, not what a second server is worth. Where no group can be
//! made (it takes root), each server has a core to itself, and that is said. Asked are pages that cost work
//! (each with settings that nobody has asked for before) and pages of saved links, as fast as they are answered, from a few
//! connections to each server. Nothing here fails for being slow.

mod connection;
mod quota;
#[path = "../tests/support/mod.rs"]
mod support;

use connection::answered;
use quota::Quota;
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
/// Per cent of a core that a server gets.
const SHARE: u32 = 50;
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
    let first = held(&store, 0);
    let links = saved(&first.site.url);
    let link = move |n: u64| links[n as usize % links.len()].clone();
    let loads: [(&str, Target); 2] = [
        ("pages of other settings", Arc::new(|n| format!("/?pods={}", 1 + n % 100_000))),
        ("pages of saved links", Arc::new(link)),
    ];
    println!("{:<28}{:>8}{:>12}{:>22}{:>12}", "what", "servers", "pages/s", "server ms for a page", "unused");
    let mut one = Vec::new();
    for (what, target) in &loads {
        one.push(measure(what, &[&first.site], target).await);
    }
    let second = held(&store, 1);
    for ((what, target), one) in loads.iter().zip(one) {
        let two = measure(what, &[&first.site, &second.site], target).await;
        println!("{:<28}{:>8}{:>12.2}{:>22.2}", "  times one server", "", two.0 / one.0, two.1 / one.1);
    }
}

/// A server, and what holds it to its share; that goes when nobody is in it any more.
struct Held {
    site: Site,
    _quota: Option<Quota>,
}

/// A server with its share of the machine.
fn held(store: &Database, number: usize) -> Held {
    let quota = Quota::new(&number.to_string(), SHARE);
    let mut command = match &quota {
        Some(quota) => quota.command(env!("CARGO_BIN_EXE_berth")),
        None => {
            println!(
                "no control group can be made here: server {number} has a core to itself, which Postgres and the load share"
            );
            let mut command = Command::new("taskset");
            command.args(["-c", &number.to_string(), env!("CARGO_BIN_EXE_berth")]);
            command
        }
    };
    command.env("TOKIO_WORKER_THREADS", "1").stderr(Stdio::null());
    let options = ["--saves-per-minute", "0", "--queue-millis", "10000"];
    Held { site: Site::start_by_on(command, Path::new(&store.url), &options), _quota: quota }
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
    let (mut tasks, start, before, idle) = (JoinSet::new(), Instant::now(), spent(), unused());
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
    let cores = std::thread::available_parallelism().map_or(1, usize::from) as f64;
    let unused = 100.0 * (unused() - idle) / start.elapsed().as_secs_f64() / cores;
    println!("{what:<28}{:>8}{rate:>12.0}{each:>22.2}{unused:>10.0} %", servers.len());
    (rate, each)
}

/// Seconds that the machine's cores had nothing to do so far.
fn unused() -> f64 {
    let stat = std::fs::read_to_string("/proc/stat").expect("the machine's figures");
    // of the first line, which is that of all cores: the 4th number, in hundredths
    let ticks = stat.lines().next().and_then(|cores| cores.split_whitespace().nth(4)?.parse::<f64>().ok());
    ticks.expect("a number") / 100.0
}

/// Seconds of processor time that a server has taken so far.
fn processor_time(server: &Site) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", server.process_id())).expect("its figures");
    // after the name, which may have blanks in it: user and system time are the 12th and 13th, in hundredths
    let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or_default().split(' ').collect();
    let ticks = |at: usize| fields[at].parse::<f64>().expect("a number");
    (ticks(11) + ticks(12)) / 100.0
}
