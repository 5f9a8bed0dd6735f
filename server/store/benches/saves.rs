//! Prints what saving and opening scenarios costs: `cargo bench -p store --bench saves`.
//!
//! All of it runs on one core, clients included, where the machine has `taskset`; the store lies in the
//! temporary directory, whose disk decides how long a commit takes. First in a SQLite file, then in a Postgres, if there is
//! one, which runs on the same core. A million scenarios take a few minutes and 600 MB in each; `$BERTH_BENCH_ROWS` asks for
//! fewer. Nothing here fails for being slow.

#[path = "../tests/postgres_server/mod.rs"]
mod postgres_server;
#[path = "../tests/saved/random.rs"]
#[allow(dead_code)] // the tests use the rest of it
mod random;

use catalog_files::{Files, parse};
use model::catalog::edition::EditionHash;
use postgres_server::Server;
use random::Random;
use std::ffi::OsString;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use store::saved::{Content, Id, Opened, Settings};
use store::{Edition, EditionRef, Location, SavedStore, Store};

const ON_ONE_CORE: &str = "BERTH_BENCH_ON_ONE_CORE";
const ROWS: &str = "BERTH_BENCH_ROWS";

#[tokio::main]
async fn main() {
    if std::env::var_os(ON_ONE_CORE).is_none() && again_on_one_core() {
        return;
    }
    let rows = std::env::var(ROWS).ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let directory = tempfile::tempdir().expect("a temporary directory");
    println!("{:<58}{:>12}{:>12}{:>14}", "what", "p50", "p99", "");
    commit_to_disk(directory.path());
    let path = directory.path().join("berth.db");
    let bench = Bench::on(&Location::from(path.as_path()), rows).await;
    let in_file = bench.run(rows, "SQLite").await;
    bench.copy_and_close(&path, in_file.rows).await;
    // as safe as the file: nothing is answered before it is on the disk
    let Some(server) = Server::start("") else { return };
    let bench = Bench::on(&Location::from(OsString::from(server.database().url)), rows).await;
    let in_database = bench.run(rows, "Postgres").await;
    println!("Postgres, times SQLite:");
    for ((what, file), (_, database)) in in_file.figures.iter().zip(&in_database.figures) {
        println!("{what:<58}{:>12.2}", database / file);
    }
}

/// Starts this program again on one core, and says whether that went well.
fn again_on_one_core() -> bool {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new("taskset");
    command.args(["-c", "0"]).arg(program).env(ON_ONE_CORE, "1").env("TOKIO_WORKER_THREADS", "1");
    let ran = command.status().is_ok_and(|status| status.success());
    if !ran {
        println!("on all cores: there is no taskset here");
    }
    ran
}

struct Bench {
    store: Arc<dyn Store>,
    saves: Arc<dyn SavedStore>,
    edition: EditionRef,
}

/// What a store came to: seconds for each thing, and how many scenarios it had in the end.
struct Figures {
    figures: Vec<(String, f64)>,
    rows: usize,
}

/// What saving many took.
struct Run {
    ids: Vec<Id>,
    times: Vec<Duration>,
    all: Duration,
}

impl Bench {
    /// A new store there, with the carried catalogue.
    async fn on(location: &Location, rows: u64) -> Bench {
        let store = store::open(location).await.expect("an open store");
        let figures = parse(&Files::embedded()).expect("the embedded catalogue is sound");
        store.load(&figures, &mut |_| ()).await.expect("a loaded store");
        let us_east_1 = figures.catalogs().into_iter().find(|catalog| catalog.region.code == "us-east-1");
        let edition = Edition::of(us_east_1.expect("us-east-1")).expect("an edition").name;
        let saves = store.start_saving(Settings { most: 2 * rows + 10_000_000, ..Settings::default() });
        Bench { saves, store, edition }
    }

    async fn run(&self, rows: u64, name: &str) -> Figures {
        let mut figures = Vec::new();
        figures.push(("load a kept edition".to_owned(), self.opening_edition(name).await.as_secs_f64()));
        let mut saved = self.save(0..1_000, 8).await.ids;
        let few = self.open(&saved, &format!("{name}: open one of 1,000 by its link")).await;
        figures.push(("open by its link, p50".to_owned(), few.0.as_secs_f64()));
        figures.push(("open by its link, p99".to_owned(), few.1.as_secs_f64()));
        let mut next = 1_000;
        for clients in [1, 8, 16, 32, 64] {
            let count = if clients == 1 { 1_000 } else { 20_000 };
            let run = self.save(next..next + count, clients).await;
            next += count;
            run.print(&format!("{name}: save, {clients} at once, on {}", grouped(saved.len())));
            figures.push((format!("save, {clients} at once, each"), run.all.as_secs_f64() / run.ids.len() as f64));
            saved.extend(run.ids);
        }
        saved.extend(self.save(next..rows, 256).await.ids);
        let what = format!("{name}: open one of {} by its link", grouped(saved.len()));
        let before = self.open(&saved, &what).await;
        println!("{:<58}{:>12.2}{:>12.2}", "  times that of 1,000", ratio(before.0, few.0), ratio(before.1, few.1));
        for clients in [8, 64] {
            let first = rows + clients * 100_000;
            let run = self.save(first..first + 20_000, clients).await;
            run.print(&format!("{name}: save, {clients} at once, on {}", grouped(saved.len())));
            saved.extend(run.ids);
        }
        Figures { figures, rows: saved.len() }
    }

    async fn opening_edition(&self, name: &str) -> Duration {
        let mut times = Vec::new();
        for _ in 0..100 {
            let start = Instant::now();
            let edition = self.store.edition(self.edition.hash).await.expect("an answer");
            times.push(start.elapsed());
            assert!(edition.is_some());
        }
        print(&format!("{name}: load a kept edition"), times, "").0
    }

    /// Saves these contents from so many clients, each one after the other.
    async fn save(&self, numbers: std::ops::Range<u64>, clients: u64) -> Run {
        let next = Arc::new(AtomicU64::new(numbers.start));
        let mut tasks = tokio::task::JoinSet::new();
        let start = Instant::now();
        for _ in 0..clients {
            let (saves, edition, next, end) = (self.saves.clone(), self.edition.clone(), next.clone(), numbers.end);
            tasks.spawn(async move {
                let mut done = Vec::new();
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= end {
                        return done;
                    }
                    let content = content(number, &edition);
                    let start = Instant::now();
                    let id = saves.save(content).await.expect("a saved scenario").id();
                    done.push((id, start.elapsed()));
                }
            });
        }
        let (ids, times) = tasks.join_all().await.into_iter().flatten().unzip();
        Run { ids, times, all: start.elapsed() }
    }

    /// Opens 20,000 of them after as many to warm up, one after the other; p50 and p99.
    async fn open(&self, saved: &[Id], what: &str) -> (Duration, Duration) {
        let mut random = Random(3);
        let mut times = Vec::new();
        for _ in 0..40_000 {
            let id = saved[random.below(saved.len() as u64) as usize];
            let start = Instant::now();
            let opened = self.saves.open(id).await.expect("an answer");
            times.push(start.elapsed());
            assert!(matches!(opened, Opened::Found(_)));
        }
        print(what, times.split_off(20_000), "")
    }

    async fn copy_and_close(self, path: &Path, rows: usize) {
        let start = Instant::now();
        self.store.backup().expect("of a file").backup(&path.with_file_name("copy.db")).await.expect("a backup");
        println!("{:<58}{:>12}", "backup", format!("{:.1} s", start.elapsed().as_secs_f64()));
        self.saves.stop().await;
        self.store.close().await;
        let bytes = path.metadata().expect("the file").len() as f64 / rows as f64;
        println!("{:<58}{:>12}", "bytes for each saved scenario, all of the file", format!("{bytes:.0}"));
        let mut random = Random(0);
        let texts: usize = (0..10_000).map(|_| text_bytes(&random_content(&mut random))).sum();
        println!("{:<58}{:>12}", "  of them text", format!("{:.0}", texts as f64 / 10_000.0));
    }
}

impl Run {
    fn print(&self, what: &str) {
        let rate = format!("{:.0}/s", self.ids.len() as f64 / self.all.as_secs_f64());
        print(what, self.times.clone(), &rate);
    }
}

/// What a commit waits for: 4 KiB appended and safe on the disk.
fn commit_to_disk(directory: &Path) {
    let mut file = File::create(directory.join("probe")).expect("a file");
    let mut times = Vec::new();
    for _ in 0..500 {
        let start = Instant::now();
        file.write_all(&[0; 4_096]).and_then(|()| file.sync_data()).expect("a written page");
        times.push(start.elapsed());
    }
    print("the disk alone: 4 KiB written and synced", times, "");
}

fn content(number: u64, edition: &EditionRef) -> Content {
    let content = random_content(&mut Random(number));
    Content { query: format!("v=1&n={number}&{}", content.query), edition: edition.clone(), ..content }
}

/// Of the size that people save: half have a title, one in five a note, one in three a parent.
fn random_content(random: &mut Random) -> Content {
    let mut up_to = |share: u64, from: u64, to: u64| {
        let length = if random.below(share) == 0 { from + random.below(to - from + 1) } else { 0 };
        random.query(length)
    };
    Content {
        query: up_to(1, 140, 290),
        title: up_to(2, 10, 40),
        note: up_to(5, 40, 200),
        decided: up_to(1, 180, 220),
        parent: (random.below(3) == 0).then(|| "0Kd6bEUlL2x".parse().expect("an id")),
        room: None,
        edition: EditionRef { version: "2026-11-23.1".parse().expect("a version"), hash: EditionHash([0; 32]) },
        model_version: 1,
    }
}

fn text_bytes(content: &Content) -> usize {
    let parent = if content.parent.is_some() { 11 } else { 0 };
    content.query.len() + content.title.len() + content.note.len() + content.decided.len() + parent
}

fn print(what: &str, mut times: Vec<Duration>, rate: &str) -> (Duration, Duration) {
    times.sort();
    let (p50, p99) = (times[times.len() / 2], times[times.len() * 99 / 100]);
    println!("{what:<58}{:>12}{:>12}{rate:>14}", shown(p50), shown(p99));
    (p50, p99)
}

fn shown(time: Duration) -> String {
    match time.as_micros() {
        micros @ 0..1_000 => format!("{micros} us"),
        micros => format!("{:.2} ms", micros as f64 / 1e3),
    }
}

fn ratio(time: Duration, to: Duration) -> f64 {
    time.as_secs_f64() / to.as_secs_f64()
}

fn grouped(count: usize) -> String {
    model::units::grouped(count as u64)
}
