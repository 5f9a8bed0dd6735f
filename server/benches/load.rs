//! Prints what happens under load: `cargo bench -p server --bench load`.
//!
//! Pages are asked for at a fixed rate, whatever is answered, first a few, then four times as many as the site can make; and
//! scenarios are saved by few clients and by 3,000. The load comes from the same machine and takes its share of it: where more is
//! asked than it can send, times are those of its own queue.
//! Nothing here fails for being slow.

mod connection;
#[path = "../tests/support/mod.rs"]
mod support;

use connection::answered;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use support::Site;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

/// How long each load lasts.
const LASTS: Duration = Duration::from_secs(10);
/// Whoever waits longer than this has gone.
const PATIENCE: Duration = Duration::from_secs(20);
/// Connections over which pages are asked for.
const CONNECTIONS: u64 = 400;

#[tokio::main]
async fn main() {
    println!(
        "{:<44}{:>10}{:>10}{:>9}{:>9}{:>9}{:>9}",
        "what", "asked/s", "served/s", "p50 ms", "p99 ms", "refused", "failed"
    );
    let limits = ["--connections", "20000", "--connections-per-client", "20000", "--saves-per-minute", "0"];
    let site = Site::start_under_load(&limits);
    pages(&site, "the default page", |_| "/".to_owned()).await;
    pages(&site, "pages of other scenarios", |n| format!("/?pods={}", 1 + n % 100_000)).await;
    for clients in [32, 3_000] {
        saves(&site, clients).await;
    }
}

/// A page when little is asked for, as many as can be made, and four times as many.
async fn pages(site: &Site, what: &str, target: fn(u64) -> String) {
    // whatever is made once is made
    at_rate(site, 50, Duration::from_secs(2), target).await;
    at_rate(site, 50, LASTS, target).await.print(&format!("{what}, a few"), 50);
    // few connections: those who are refused would take from those who are served
    let rush = at_rate_of(site.url.clone(), 100_000, 8, Duration::from_secs(5), target).await;
    let most = rush.answered(200).len() as u64 / 5;
    let health = tokio::spawn(at_rate_of(site.url.clone(), 20, 4, LASTS, |_| "/readyz".to_owned()));
    at_rate(site, 4 * most, LASTS, target).await.print(&format!("{what}, 4 times what can be made"), 4 * most);
    if let Ok(health) = health.await {
        health.print("  health meanwhile", 20);
    }
}

/// Saves one after the other from each client; one that is refused tries again when it was told to.
async fn saves(site: &Site, clients: u64) {
    static TITLE: AtomicU64 = AtomicU64::new(0);
    let until = Instant::now() + LASTS;
    let mut tasks = JoinSet::new();
    for _ in 0..clients {
        let url = site.url.clone();
        tasks.spawn(async move {
            let (mut seen, mut connection) = (Seen::default(), None);
            while Instant::now() < until {
                let title = TITLE.fetch_add(1, Ordering::Relaxed);
                let body = format!("{{\"scenario\":{{\"v\":1}},\"title\":\"load {title}\"}}");
                let head = "content-type: application/json\r\n";
                let status =
                    seen.ask(&mut connection, &url, "POST", "/api/v1/scenarios", head, &body, Instant::now()).await;
                if status != Some(201) {
                    sleep_until(Instant::now() + Duration::from_secs(5)).await;
                }
            }
            seen
        });
    }
    let seen = gathered(tasks).await;
    seen.print(&format!("saves by {clients} clients"), seen.answers.len() as u64 / LASTS.as_secs());
}

async fn at_rate(site: &Site, rate: u64, lasts: Duration, target: fn(u64) -> String) -> Seen {
    at_rate_of(site.url.clone(), rate, CONNECTIONS, lasts, target).await
}

/// Asks so many times a second; a time runs from the moment that it should have been asked.
async fn at_rate_of(url: String, rate: u64, connections: u64, lasts: Duration, target: fn(u64) -> String) -> Seen {
    let (next, start) = (Arc::new(AtomicU64::new(0)), Instant::now());
    let mut tasks = JoinSet::new();
    for _ in 0..connections {
        let (url, next) = (url.clone(), next.clone());
        tasks.spawn(async move {
            let (mut seen, mut connection) = (Seen::default(), None);
            loop {
                let n = next.fetch_add(1, Ordering::Relaxed);
                let due = start + Duration::from_nanos(n * 1_000_000_000 / rate);
                // past what can be sent at all, the rate is that of the connections
                let due = if rate >= 100_000 { Instant::now() } else { due };
                if due.duration_since(start) >= lasts || start.elapsed() >= lasts {
                    return seen;
                }
                sleep_until(due).await;
                let head = "accept: text/html\r\naccept-encoding: br\r\n";
                seen.ask(&mut connection, &url, "GET", &target(n), head, "", due).await;
            }
        });
    }
    gathered(tasks).await
}

async fn gathered(mut tasks: JoinSet<Seen>) -> Seen {
    let mut all = Seen::default();
    while let Some(seen) = tasks.join_next().await {
        all.answers.extend(seen.expect("a task").answers);
    }
    all
}

/// What was answered, and after how long; no status: nothing in time.
#[derive(Default)]
struct Seen {
    answers: Vec<(Option<u16>, Duration)>,
}

impl Seen {
    #[allow(clippy::too_many_arguments)] // they are a request
    async fn ask(
        &mut self,
        connection: &mut Option<TcpStream>,
        url: &str,
        method: &str,
        target: &str,
        head: &str,
        body: &str,
        due: Instant,
    ) -> Option<u16> {
        let request =
            format!("{method} {target} HTTP/1.1\r\nhost: berth\r\n{head}content-length: {}\r\n\r\n{body}", body.len());
        let answered = timeout(PATIENCE, answered(connection, url, request.as_bytes())).await;
        let status = answered.ok().and_then(Result::ok);
        if status.is_none() {
            *connection = None;
        }
        self.answers.push((status, due.elapsed()));
        status
    }

    fn answered(&self, status: u16) -> Vec<Duration> {
        let mut times: Vec<_> = self.answers.iter().filter(|(s, _)| *s == Some(status)).map(|(_, t)| *t).collect();
        times.sort();
        times
    }

    fn print(&self, what: &str, rate: u64) {
        let mut times = self.answered(200);
        times.extend(self.answered(201));
        times.sort();
        let percentile = |per_cent: usize| {
            let time = times.get(times.len() * per_cent / 100).copied().unwrap_or_default();
            format!("{:.1}", time.as_secs_f64() * 1e3)
        };
        let served = times.len() as u64 / LASTS.as_secs();
        let refused = self.answered(503).len();
        let failed = self.answers.len() - times.len() - refused;
        let (p50, p99) = (percentile(50), percentile(99));
        println!("{what:<44}{rate:>10}{served:>10}{p50:>9}{p99:>9}{refused:>9}{failed:>9}");
    }
}
