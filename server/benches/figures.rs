//! Prints the figures that Berth means to keep: `cargo bench -p server --bench figures`.
//!
//! Times are medians of many runs on whatever machine this is: compare them within one run. Nothing here
//! fails for being slow.

#[path = "../tests/support/mod.rs"]
mod support;

use catalog_files::{Files, parse};
use model::advice::advise;
use model::catalog::Catalog;
use model::plan::best::best_by_mode;
use model::plan::plan;
use model::scenario::{Filters, Scenario};
use model::units::grouped;
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use std::hint::black_box;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};
use support::Site;

fn main() {
    let catalogs = parse(&Files::embedded()).expect("the embedded catalogue is sound").catalogs();
    println!("{:<64}{:>14}{:>14}", "what", "measured", "reach");
    model(&catalogs);
    let site = Site::start();
    sizes(&site);
    serving(&site);
    saving();
    opening_of_many();
    previews();
    in_browser(&site, "slider");
    in_browser(&site, "fleet");
    in_browser(&site, "addresses");
    in_browser(&site, "dump");
}

fn print(what: &str, measured: String, reach: &str) {
    println!("{what:<64}{measured:>14}{reach:>14}");
}

/// The median time of a call.
fn median(runs: usize, mut call: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Instant::now();
            call();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[runs / 2]
}

fn micros(time: Duration) -> String {
    format!("{:.1} us", time.as_secs_f64() * 1e6)
}

fn model(catalogs: &[Catalog]) {
    let home = catalogs.iter().find(|c| c.region.code == "us-east-1").expect("us-east-1");
    let s = Scenario { filters: Filters::open(), ..Scenario::default() };
    let types = plan(home, &s).candidates.len();
    let full = median(2_000, || {
        black_box(plan(black_box(home), black_box(&s)));
    });
    print(&format!("full model, {types} priced types, ranked"), micros(full), "200 us");

    let by_mode = median(2_000, || {
        black_box(best_by_mode(black_box(home), black_box(&s)));
    });
    print("best type of every networking mode", micros(by_mode), "150 us");

    let advice = median(1_000, || {
        black_box(advise(black_box(home), black_box(&s)));
    });
    print("advice with figures of 15 options", micros(advice), "");
    let advised = advise(home, &s);
    let to_win = median(1_000, || {
        black_box(advised.to_win());
    });
    print("what would make each option win", micros(to_win), "");
    let link = median(1_000, || {
        black_box(model::scenario::link::to_query(black_box(&s)));
    });
    print("the scenario as a link", micros(link), "");
}

/// A response: its head and its body.
fn get(stream: &mut TcpStream, path: &str, encoding: &str) -> (String, Vec<u8>) {
    ask(stream, &format!("GET {path} HTTP/1.1\r\nhost: berth\r\naccept-encoding: {encoding}\r\n\r\n"))
}

/// The response to a request, as it goes over the wire.
fn ask(stream: &mut TcpStream, request: &str) -> (String, Vec<u8>) {
    stream.write_all(request.as_bytes()).expect("the site listens");
    let mut read = Vec::with_capacity(1 << 17);
    let mut buffer = [0; 1 << 16];
    loop {
        let n = stream.read(&mut buffer).expect("the site answers");
        assert!(n > 0, "the site closed the connection");
        read.extend_from_slice(&buffer[..n]);
        let Some(end) = find(&read, b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&read[..end]).to_ascii_lowercase();
        let body = &read[end + 4..];
        if head.contains("transfer-encoding: chunked") {
            if body.ends_with(b"0\r\n\r\n") {
                return (head, unchunked(body));
            }
        } else if let Some(length) =
            head.lines().find_map(|l| l.strip_prefix("content-length: ")?.parse::<usize>().ok())
            && body.len() >= length
        {
            return (head, body.to_vec());
        }
    }
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|w| w == part)
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    while let Some(end) = find(body, b"\r\n") {
        let size = std::str::from_utf8(&body[..end]).ok().and_then(|s| usize::from_str_radix(s, 16).ok()).unwrap_or(0);
        if size == 0 {
            break;
        }
        out.extend_from_slice(&body[end + 2..end + 2 + size]);
        body = &body[end + 2 + size + 2..];
    }
    out
}

fn connect(site: &Site) -> TcpStream {
    let stream = TcpStream::connect(site.url.trim_start_matches("http://")).expect("the site listens");
    stream.set_nodelay(true).expect("a TCP socket");
    stream
}

fn kilobytes(bytes: usize) -> String {
    format!("{:.1} KB", bytes as f64 / 1e3)
}

fn sizes(site: &Site) {
    let mut stream = connect(site);
    let page = String::from_utf8_lossy(&get(&mut stream, "/", "identity").1).to_string();
    let link = |start: &str, end: &str| {
        let mut links = page.match_indices(start).filter_map(|(at, _)| page[at..].split(['"', '\'']).next());
        links.find(|link| link.ends_with(end)).expect("the page links it").to_string()
    };
    let mut size = |path: &str| get(&mut stream, path, "br").1.len();
    let glue = size(&link("/pkg/app.", ".js"));
    let program = size(&link("/pkg/app.", ".wasm"));
    print("wasm, brotli, chart included", kilobytes(program), "215 KB");
    print("  its JavaScript glue, brotli", kilobytes(glue), "");
    let catalog = size(&link("/catalog/us-east-1.", ".bin"));
    print("catalogue of one region on the wire", kilobytes(catalog), "40 KB");
    let html = size("/");
    let css = size(&link("/pkg/berth.", ".css"));
    print(
        &format!("first page, HTML {} + CSS {}, brotli", kilobytes(html), kilobytes(css)),
        kilobytes(html + css),
        "30 KB",
    );
}

fn serving(site: &Site) {
    print("start on an empty store until ready", format!("{} ms", site.ready_after.as_millis()), "1 s");
    let one_core = Site::start_on_one_core();
    for (encoding, what) in [("identity", "plain"), ("br", "brotli on the fly")] {
        let mut stream = connect(&one_core);
        for _ in 0..200 {
            get(&mut stream, "/", encoding);
        }
        let start = Instant::now();
        let requests = 2_000;
        for _ in 0..requests {
            black_box(get(&mut stream, "/", encoding));
        }
        let rate = f64::from(requests) / start.elapsed().as_secs_f64();
        let reach = if encoding == "identity" { "1,000/s" } else { "" };
        print(&format!("first page rendered, one core, one connection, {what}"), format!("{rate:.0}/s"), reach);
    }
}

/// Saving through the API and opening the page of a short link.
fn saving() {
    let one_core = Site::start_on_one_core();
    let mut ids = Vec::new();
    let alone = save_from(&one_core, 1, 500, &mut ids);
    print("save over HTTP, one core, one client, p50", millis(alone.percentile(50)), "");
    print("  p99", millis(alone.percentile(99)), "10 ms");
    for clients in [8, 32] {
        let saved = save_from(&one_core, clients, 4_000, &mut ids);
        print(&format!("save over HTTP, one core, {clients} clients"), format!("{:.0}/s", saved.rate), "");
        print("  p99", millis(saved.percentile(99)), "");
    }
    for (what, path, reach) in
        [("page of a short link", "/s/", "800/s"), ("the same as JSON", "/api/v1/scenarios/", "")]
    {
        let mut stream = connect(&one_core);
        let mut next = ids.iter().cycle();
        let mut open = || {
            let path = format!("{path}{}", next.next().map_or("", String::as_str));
            let (head, body) = get(&mut stream, &path, "identity");
            assert!(head.starts_with("http/1.1 200") && !body.is_empty(), "{head}");
        };
        (0..200).for_each(|_| open());
        let start = Instant::now();
        (0..2_000).for_each(|_| open());
        let rate = 2_000.0 / start.elapsed().as_secs_f64();
        print(&format!("{what} of {} saved, one core, one connection", ids.len()), format!("{rate:.0}/s"), reach);
    }
}

/// The page of a short link where few and where a million scenarios are saved. `$BERTH_BENCH_ROWS` asks for fewer.
fn opening_of_many() {
    let rows = std::env::var("BERTH_BENCH_ROWS").ok().and_then(|rows| rows.parse().ok()).unwrap_or(1_000_000);
    let directory = tempfile::tempdir().expect("a temporary directory");
    let store = directory.path().join("berth.db");
    let site = Site::start_on_one_core_on(&store);
    save_from(&site, 8, 1_000, &mut Vec::new());
    let few = open_all(&site, &some_ids(&store));
    fill(&store, rows);
    let many = open_all(&site, &some_ids(&store));
    for (count, reach, times) in [("1,000".to_string(), "", &few), (grouped(rows), "+20 %", &many)] {
        let p50_and_p99 = format!("{} / {}", millis(times.percentile(50)), millis(times.percentile(99)));
        print(&format!("page of a short link of {count} saved, p50 / p99"), p50_and_p99, reach);
    }
}

/// Opens the pages of short links one after the other.
fn open_all(site: &Site, ids: &[String]) -> Times {
    let mut stream = connect(site);
    let mut open = |id: &String| {
        let start = Instant::now();
        let (head, body) = get(&mut stream, &format!("/s/{id}"), "identity");
        assert!(head.starts_with("http/1.1 200") && !body.is_empty(), "{head}");
        start.elapsed()
    };
    ids.iter().take(200).for_each(|id| {
        open(id);
    });
    let mut times: Vec<Duration> = ids.iter().map(&mut open).collect();
    let rate = times.len() as f64 / times.iter().sum::<Duration>().as_secs_f64();
    times.sort();
    Times { times, rate }
}

/// 4,000 links of all over the store.
fn some_ids(store: &Path) -> Vec<String> {
    let ids: Vec<String> = with_store(store, async |connection| {
        let all = sqlx::query_scalar("SELECT id FROM saved ORDER BY random() LIMIT 4000");
        all.fetch_all(connection).await.expect("the store has links")
    });
    ids.iter().cycle().take(4_000).cloned().collect()
}

/// Copies what is saved under other ids until there are so many.
fn fill(store: &Path, rows: u64) {
    with_store(store, async |connection| {
        let copies = sqlx::query(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 / 1000 - 1)
             INSERT OR IGNORE INTO saved SELECT printf('%011d', abs(random()) % 100000000000), query, title, note, parent,
             edition_id, model_version, decided, token_hash, created_at, expires_at FROM n, saved WHERE saved.rowid <= 1000",
        );
        copies.bind(rows as i64).execute(&mut *connection).await.expect("the store takes them");
        let merge = sqlx::query("PRAGMA wal_checkpoint(TRUNCATE)");
        merge.execute(connection).await.expect("the log goes into the store");
    });
}

fn with_store<T>(store: &Path, work: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(store);
        let mut connection = SqliteConnection::connect_with(&options).await.expect("the store opens");
        work(&mut connection).await
    })
}

/// How long each of many requests took, and how many there were in a second.
struct Times {
    times: Vec<Duration>,
    rate: f64,
}

impl Times {
    fn percentile(&self, percent: usize) -> Duration {
        self.times[(self.times.len() * percent / 100).min(self.times.len() - 1)]
    }
}

/// Saves so many scenarios, no two the same, from so many clients at once.
fn save_from(site: &Site, clients: usize, count: usize, ids: &mut Vec<String>) -> Times {
    let first = ids.len();
    let start = Instant::now();
    let saved: Vec<(Duration, String)> = std::thread::scope(|scope| {
        let client = |client: usize| {
            scope.spawn(move || {
                let mut stream = connect(site);
                let numbers = (first..first + count).skip(client).step_by(clients);
                numbers.map(|number| save(&mut stream, number)).collect::<Vec<_>>()
            })
        };
        let clients: Vec<_> = (0..clients).map(client).collect();
        clients.into_iter().flat_map(|client| client.join().expect("a client")).collect()
    });
    let rate = saved.len() as f64 / start.elapsed().as_secs_f64();
    let mut times: Vec<Duration> = saved.iter().map(|(time, _)| *time).collect();
    times.sort();
    ids.extend(saved.into_iter().map(|(_, id)| id));
    Times { times, rate }
}

fn save(stream: &mut TcpStream, number: usize) -> (Duration, String) {
    let body = format!(
        r#"{{"scenario": {{"v": 1, "mode": "prefix-delegation", "profiles": [{{"pods": {}, "cpu_m": 50}}]}}, "title": "Number {number}"}}"#,
        100 + number % 900
    );
    let request = format!(
        "POST /api/v1/scenarios HTTP/1.1\r\nhost: berth\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let start = Instant::now();
    let (head, body) = ask(stream, &request);
    let time = start.elapsed();
    assert!(head.starts_with("http/1.1 201"), "{head}");
    let body = String::from_utf8_lossy(&body).to_string();
    let id = body.split("\"id\":\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
    (time, id.to_string())
}

fn millis(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// Pictures that were not requested before.
fn previews() {
    let one_core = Site::start_on_one_core();
    let mut stream = connect(&one_core);
    let (mut runs, mut largest) = (0, 0);
    let cold = median(100, || {
        runs += 1;
        let (head, body) = get(&mut stream, &format!("/preview.png?pods={}", 100 + runs), "identity");
        assert!(head.contains("200 ok"), "{head}");
        largest = body.len().max(largest);
    });
    print("preview of a scenario, PNG, one core, never drawn before", millis(cold), "40 ms");
    print("  the largest of them", kilobytes(largest), "60 KB");
    let kept = median(100, || {
        black_box(get(&mut stream, "/preview.png?pods=101", "identity"));
    });
    print("  one that was drawn before", millis(kept), "");
}

/// A script of `end2end/bench` in headless Chromium, run by Playwright. Needs what the browser tests need.
fn in_browser(site: &Site, script: &str) {
    let end2end = concat!(env!("CARGO_MANIFEST_DIR"), "/../end2end");
    let ran = Command::new("node")
        .arg(format!("bench/{script}.mjs"))
        .current_dir(end2end)
        .env("BASE_URL", &site.url)
        .output();
    match ran {
        Ok(output) if output.status.success() => print!("{}", String::from_utf8_lossy(&output.stdout)),
        Ok(output) => println!(
            "{script}: not measured: {}",
            String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default()
        ),
        Err(error) => println!("{script}: not measured: {error}; run `cargo test` once, it installs what this needs"),
    }
}
