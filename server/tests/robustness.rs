//! The site over real sockets: wrong links, hostile links, oversized ones, and how it starts and stops.

mod support;

use std::fs;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};
use support::{Site, berth};
use tempfile::TempDir;

/// Longest wait for anything; far beyond what a loaded machine needs.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longest wait for the end after a signal.
const STOP: Duration = Duration::from_secs(15);

// ---- a small client

/// One site for all tests that run at the same time; stops with the last of them.
fn site() -> Arc<Site> {
    static SHARED: Mutex<Weak<Site>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let site = Arc::new(Site::start());
        *shared = Arc::downgrade(&site);
        site
    })
}

#[derive(Debug)]
struct Answer {
    status: u16,
    head: String,
    body: String,
}

/// Sends these bytes and reads to the end. What the server does not take is its own affair; an answer that
/// is reset on its way is an error.
fn exchange(site: &Site, request: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = connect(&site.url);
    let _ = stream.write_all(request);
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(answer)
}

fn connect(url: &str) -> TcpStream {
    let address = url.strip_prefix("http://").expect("an http address");
    let stream = TcpStream::connect(address).expect("the site listens");
    stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
    stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
    stream
}

/// The answer to a request for this path and query.
#[track_caller]
fn get(site: &Site, target: &str) -> Answer {
    let request = format!("GET {target} HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n");
    read_answer(&exchange(site, request.as_bytes()).expect("the answer comes whole"))
}

#[track_caller]
fn read_answer(bytes: &[u8]) -> Answer {
    let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").expect("a head and a body");
    let head = String::from_utf8(bytes[..end].to_vec()).expect("a head of text");
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).expect("a status line");
    let body = &bytes[end + 4..];
    let body =
        if head.to_ascii_lowercase().contains("transfer-encoding: chunked") { joined(body) } else { body.to_vec() };
    Answer { status, head, body: String::from_utf8(body).expect("a body of text") }
}

/// The chunks of a body as one.
#[track_caller]
fn joined(mut chunks: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let line = chunks.windows(2).position(|w| w == b"\r\n").expect("a chunk's length");
        let length = std::str::from_utf8(&chunks[..line]).ok().and_then(|hex| usize::from_str_radix(hex, 16).ok());
        let length = length.expect("a length in hex");
        chunks = &chunks[line + 2..];
        if length == 0 {
            return body;
        }
        body.extend_from_slice(&chunks[..length]);
        chunks = &chunks[length + 2..];
    }
}

impl Answer {
    /// What a person reads: no scripts, no tags, entities resolved, white space in one.
    fn text(&self) -> String {
        let mut rest = self.body.as_str();
        let mut bare = String::new();
        while let Some(start) = rest.find('<') {
            bare.push_str(&rest[..start]);
            bare.push(' ');
            let tag = &rest[start..];
            let closing = ["script", "style"].iter().find(|name| tag[1..].starts_with(**name));
            let end = match closing {
                Some(name) => tag.find(&format!("</{name}>")).map(|at| at + name.len() + 3),
                None => tag.find('>').map(|at| at + 1),
            };
            rest = &tag[end.unwrap_or(tag.len())..];
        }
        bare.push_str(rest);
        for (entity, character) in
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#39;", "'"), ("&amp;", "&")]
        {
            bare = bare.replace(entity, character);
        }
        bare.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// What the command line answers for a scenario: the first row of its table.
struct Best {
    name: String,
    pods_per_node: String,
    nodes: String,
    monthly: String,
}

fn best(scenario: &str) -> Best {
    let mut command = berth();
    command.args(["plan", "-", "--rows", "1"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut process = command.spawn().expect("berth starts");
    process.stdin.take().expect("its input is piped").write_all(scenario.as_bytes()).expect("it reads");
    let output = process.wait_with_output().expect("berth ends");
    let table = String::from_utf8(output.stdout).expect("a table of text");
    let mut lines = table.lines().skip_while(|line| !line.trim_start().starts_with("rank "));
    let row = lines.nth(1).expect("a first row");
    // Rank, type, pods per node, the limit in one or two words, nodes, and three prices.
    let words: Vec<&str> = row.split_whitespace().collect();
    let word = |at: usize| words[at].to_string();
    Best { name: word(1), pods_per_node: word(2), nodes: word(words.len() - 4), monthly: word(words.len() - 3) }
}

/// The page is well and shows these figures on its card.
#[track_caller]
fn check_figures(site: &Site, target: &str, best: &Best) -> Answer {
    let answer = get(site, target);
    let shown = &target[..target.len().min(200)];
    assert_eq!(answer.status, 200, "{shown}");
    let text = answer.text();
    let card = text.split_once("Best of ").map(|(_, after)| after).unwrap_or_default();
    let card = card.split_once("Pods per node under each limit").map(|(before, _)| before).unwrap_or_default();
    let Best { name, pods_per_node, nodes, monthly } = best;
    let figures = [
        format!(" {name} "),
        format!(" Pods per node {pods_per_node} "),
        format!(" Nodes {nodes} "),
        format!(" {monthly} "),
    ];
    for figure in figures {
        assert!(card.contains(&figure), "{shown}: no {figure:?} in {card:?}");
    }
    answer
}

// ---- pages

#[test]
fn every_page_answers() {
    let site = site();
    for (target, words) in [
        ("/", "Best of"),
        ("/instances", "1,395 of 1,395 types"),
        ("/instances/m5.large", "3 / 3"), // ENIs of the default card and of all cards
        ("/regions", "us-east-1"),
        ("/healthz", "ok"),
    ] {
        let answer = get(&site, target);
        assert_eq!(answer.status, 200, "{target}");
        assert!(answer.text().contains(words), "{target}: no {words:?}");
    }
    let icon = get(&site, "/favicon.svg");
    assert_eq!(icon.status, 200);
    assert!(icon.head.to_ascii_lowercase().contains("content-type: image/svg+xml"), "{}", icon.head);
    assert!(icon.body.contains("<svg"), "{}", icon.body);
}

#[test]
fn addresses_that_lead_nowhere_say_so_and_lead_on() {
    let site = site();
    for target in ["/nope", "/instances/nope.large", "/instances/m5.large/more", "/%ff", "/instances/%ff", "//"] {
        let answer = get(&site, target);
        assert_eq!(answer.status, 404, "{target}");
        let text = answer.text();
        assert!(text.contains("There is nothing at this address"), "{target}: {text}");
        assert!(answer.body.contains("href=\"/instances\""), "{target}: {}", answer.body);
    }
    for target in ["/pkg/nope.js", "/catalog/nope.bin", "/pkg/..%2f..%2fCargo.toml"] {
        let answer = get(&site, target);
        assert_eq!(answer.status, 404, "{target}");
        assert!(answer.text().contains("nothing at this address"), "{target}: {}", answer.body);
    }
}

#[test]
fn pages_without_javascript_have_the_figures_of_the_command_line() {
    let site = site();
    // 400 / 34 = 11.8 nodes of m5.large, 12 * 0.096 * 730 = 840.96
    let prefixes = r#"{ "mode": "prefix-delegation", "families": ["m5"], "max_vcpu": 2,
        "profiles": [{ "pods": 400, "cpu_m": 50, "mem_mib": 64 }] }"#;
    let expected = best(prefixes);
    assert_eq!((expected.nodes.as_str(), expected.monthly.as_str()), ("12", "$840.96"));
    check_figures(&site, "/?v=1&pods=400&cpu_m=50&mem_mib=64&mode=prefix-delegation&families=m5&max_vcpu=2", &expected);

    let spot = r#"{ "region": "ap-southeast-2", "buy": "spot", "arch": "both", "burstable": 1, "node": "karpenter",
        "profiles": [{ "pods": 2500, "cpu_m": 330, "mem_mib": 900, "volumes": 1 }] }"#;
    check_figures(
        &site,
        "/?profile=batch&pods=2500&cpu_m=330&mem_mib=900&volumes=1&region=ap-southeast-2&buy=spot&arch=both&burstable=1&node=karpenter",
        &best(spot),
    );

    let article = r#"{ "era": "article", "profiles": [{ "pods": 1000 }] }"#;
    check_figures(&site, "/?era=article&pods=1000", &best(article));

    check_figures(&site, "/", &best("{}"));
}

// ---- wrong links

/// The link gives a page with a sentence for each problem, field, value and what it takes, and the figures
/// of the nearest scenario that is valid.
#[track_caller]
fn check_bad_link(site: &Site, target: &str, nearest: &str, problems: &[&[&str]]) {
    let text = check_figures(site, target, &best(nearest)).text();
    let shown = &target[..target.len().min(200)];
    assert!(text.contains("Not everything in this link could be used"), "{shown}: {text}");
    for words in problems {
        let told = text.match_indices(words[0]).any(|(at, _)| {
            // Field, value and range stand near each other: in one sentence.
            let sentence: String = text[at..].chars().take(400).collect();
            words.iter().all(|word| sentence.contains(word))
        });
        assert!(told, "{shown}: no {words:?} in {text}");
    }
}

#[test]
fn a_link_that_is_wrong_all_over_gives_the_nearest_plan_and_every_problem() {
    let site = site();
    check_bad_link(
        &site,
        "/?pods=-5&region=atlantis&mode=magic&type=nope.large&v=9",
        r#"{ "profiles": [{ "pods": 1 }] }"#,
        &[
            &["pods: “-5”", "a whole number from 1 to 150,000"],
            &["region: “atlantis”", "one of the regions", "us-east-1"],
            &["mode: “magic”", "one of secondary-ip, prefix-delegation"],
            &["type: “nope.large”", "the name of one of the instance types"],
            &["v: “9”", "takes 1"],
        ],
    );
}

#[test]
fn huge_and_broken_numbers_are_taken_to_the_nearest() {
    let site = site();
    check_bad_link(
        &site,
        "/?pods=99999999999999999999999999&cpu_m=1e3&mem_mib=512.6&min_nodes=0&hours=NaN",
        r#"{ "min_nodes": 1, "profiles": [{ "pods": 150000, "mem_mib": 513 }] }"#,
        &[
            &["pods: “99999999999999999999999999”", "from 1 to 150,000"],
            &["cpu_m: “1e3”", "from 0 to 256,000"],
            &["mem_mib: “512.6”", "a whole number"],
            &["min_nodes: “0”", "from 1 to 1,000"],
            &["hours: “NaN”", "from 1 to 744"],
        ],
    );
    // A number of 60,000 digits: the sentence shows its beginning.
    let digits = "9".repeat(60_000);
    check_bad_link(
        &site,
        &format!("/?pods={digits}"),
        r#"{ "profiles": [{ "pods": 150000 }] }"#,
        &[&["pods: “9999", "…”", "from 1 to 150,000"]],
    );
}

#[test]
fn escapes_that_are_no_utf_8_are_told_of() {
    let site = site();
    check_bad_link(
        &site,
        "/?pods=%80&region=%ff%fe&profile=%c3%28",
        "{}",
        &[&["pods: “\u{fffd}”", "from 1 to 150,000"], &["region: “\u{fffd}\u{fffd}”", "a region's code"]],
    );
    for target in ["/?%", "/?%zz=%zz", "/?pods=%", "/?&&&===&&", "/?=5", "/?pods", "/?region=", "/??pods=3"] {
        assert_eq!(get(&site, target).status, 200, "{target}");
    }
}

#[test]
fn long_links_are_answered_or_refused_in_good_order() {
    let site = site();
    // 60 KB of keys that others add to links: none of the reader's business.
    let foreign: String = (0..6_000).map(|i| format!("&x{i}=12")).collect();
    assert!(foreign.len() > 50_000 && foreign.len() < 65_000);
    check_figures(&site, &format!("/?pods=100{foreign}"), &best("{}"));
    // 60 KB of daemonsets: the first thirty count.
    let daemonsets: String = (0..4_500).map(|i| format!("&ds=agent{i:04}")).collect();
    let thirty = vec![r#"{ "name": "agent" }"#; 30].join(",");
    check_bad_link(
        &site,
        &format!("/?pods=100{daemonsets}"),
        &format!(r#"{{ "daemonsets": [{thirty}] }}"#),
        &[&["ds: “agent0030”", "at most 30"]],
    );
    // 100 KB is more than a link may hold.
    let refused = get(&site, &format!("/?find={}", "a".repeat(100_000)));
    assert!((400..500).contains(&refused.status), "{}", refused.head);
    assert_eq!(get(&site, "/healthz").status, 200, "it answers afterwards");
}

/// The pages behind the first one work out figures from the same link, so they must not pass over what is
/// wrong with it either.
#[test]
fn every_page_with_figures_tells_of_a_wrong_link() {
    let site = site();
    for page in ["/instances", "/instances/m5.large", "/regions"] {
        let answer = get(&site, &format!("{page}?pods=-5&region=atlantis"));
        assert_eq!(answer.status, 200, "{page}");
        let text = answer.text();
        for sentence in ["pods: “-5” is not allowed", "region: “atlantis” is not allowed"] {
            assert!(text.contains(sentence), "{page}: no {sentence:?}");
        }
    }
}

// ---- hostile links

/// What stands in each tag outside quotes: names of attributes, and values without quotes.
fn attributes(html: &str) -> impl Iterator<Item = String> {
    let tags = html.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()));
    tags.map(|tag| {
        let (mut quote, mut outside) = (None, String::new());
        for c in tag.chars() {
            match (quote, c) {
                (None, '>') => break,
                (None, '"' | '\'') => quote = Some(c),
                (None, _) => outside.push(c),
                (Some(q), _) if q == c => quote = None,
                (Some(_), _) => {}
            }
        }
        outside
    })
}

#[test]
fn markup_in_a_link_stays_text() {
    let site = site();
    let attacks = [
        "<script>alert(1)</script>",
        "\"><script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "'\"><img src=x onerror=alert(1)>",
        "\" onfocus=\"alert(1)\" autofocus=\"",
        "' onfocus='alert(1)' autofocus='",
        "--><svg onload=alert(1)>",
        "</title><svg onload=alert(1)>",
    ];
    let fields = [
        "profile", "find", "region", "type", "families", "ds", "subnet", "mode", "pods", "max_pods", "sort", "limit",
        "v", "unknown",
    ];
    for attack in attacks {
        let escaped: String = attack.bytes().map(|b| format!("%{b:02x}")).collect();
        let mut query: String = fields.iter().map(|field| format!("&{field}={escaped}")).collect();
        query += &format!("&{escaped}=1");
        for page in [
            "/",
            "/instances",
            "/instances/m5.large",
            "/regions",
            &format!("/instances/{escaped}"),
            &format!("/{escaped}"),
        ] {
            for era in ["today", "article"] {
                let answer = get(&site, &format!("{page}?era={era}{query}"));
                assert!(matches!(answer.status, 200 | 404), "{page} {attack}: {}", answer.head);
                for raw in ["<script>alert", "<img src=x", "<svg onload"] {
                    assert!(!answer.body.contains(raw), "{page}?era={era}: {attack} comes back as it went in");
                }
                let broken = attributes(&answer.body).find(|text| text.contains("alert("));
                assert_eq!(broken, None, "{page}?era={era}: {attack} leaves its attribute");
                assert!(!answer.head.contains("alert"), "{page} {attack}: {}", answer.head);
            }
        }
    }
    // The test can tell: an attribute that is left is seen, and as text the markup is there.
    assert_eq!(attributes("<p><a href=\"x\" onfocus=\"y\" b='\"'>").collect::<String>(), "pa href= onfocus= b=");
    let shown = get(&site, "/?region=%3Cscript%3Ealert(1)%3C/script%3E");
    assert!(shown.text().contains("region: “<script>alert(1)</script>” is not allowed"), "{}", shown.text());
}

#[test]
fn requests_that_are_no_http_leave_the_site_alive() {
    let site = site();
    let long_header =
        format!("GET / HTTP/1.1\r\nHost: berth\r\nX: {}\r\nConnection: close\r\n\r\n", "x".repeat(2_000_000));
    let requests: [&[u8]; 7] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 a TLS greeting\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /?pods=\xff\xfe HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: berth\r\nContent-Length: 6\r\nConnection: close\r\n\r\npods=5",
        b"DELETE /instances/m5.large HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n",
        long_header.as_bytes(),
    ];
    for request in requests {
        let shown = String::from_utf8_lossy(&request[..request.len().min(60)]);
        // Cutting the line is an answer too, with so much still unread.
        let answer = exchange(&site, request).unwrap_or_default();
        let status = String::from_utf8_lossy(&answer).split(' ').nth(1).and_then(|code| code.parse::<u16>().ok());
        assert!(status.is_none_or(|code| (400..500).contains(&code)), "{shown:?} gives {status:?}");
        assert_eq!(get(&site, "/healthz").status, 200, "after {shown:?}");
    }
    let head = b"HEAD / HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n";
    let head = read_answer(&exchange(&site, head).expect("the answer comes whole"));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
}

#[test]
fn many_at_once_get_the_same_answer() {
    let site = site();
    let target = "/?pods=777&cpu_m=120";
    let expected = get(&site, target).text();
    assert!(expected.contains("Best of "), "{expected}");
    std::thread::scope(|scope| {
        let ask = || (0..4).all(|_| get(&site, target).text() == expected);
        let people: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        for person in people {
            assert!(person.join().expect("an answer"), "somebody got another page");
        }
    });
}

// ---- starting

/// Runs `berth serve`, which must not come up.
fn refused(store: &Path, listen: &str) -> Output {
    let mut command = berth();
    command.args(["serve", "--listen", listen, "--store"]).arg(store).env("BERTH_LOG", "warn");
    let mut process = Running(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("berth starts"));
    let code = process.wait_for(PATIENCE);
    let mut output = Output { status: code.expect("it gives up"), stdout: Vec::new(), stderr: Vec::new() };
    process.0.stdout.take().expect("piped").read_to_end(&mut output.stdout).expect("its output");
    process.0.stderr.take().expect("piped").read_to_end(&mut output.stderr).expect("its complaint");
    output
}

#[track_caller]
fn check_refused(output: &Output, words: &[&str]) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), &b""[..]), "{err}");
    for word in words {
        assert!(err.contains(word), "no {word:?} in {err}");
    }
    assert!(!err.contains("panicked") && !err.contains("Error {"), "{err}");
}

#[test]
fn a_store_that_cannot_be_is_told_of_with_what_to_do() {
    let directory = TempDir::new().expect("a temporary directory");
    let path = |name: &str| directory.path().join(name);
    let any = "127.0.0.1:0";
    check_refused(&refused(&path("missing/berth.db"), any), &["missing", "no directory", "Create it", "--store"]);
    check_refused(&refused(directory.path(), any), &["is a directory", "Name a file with --store"]);
    let garbage = "not a database, ".repeat(1_000);
    fs::write(path("garbage.db"), &garbage).expect("a written file");
    check_refused(&refused(&path("garbage.db"), any), &["garbage.db", "not a SQLite database", "--store"]);
    assert_eq!(fs::read_to_string(path("garbage.db")).expect("a file"), garbage, "left as it was");
}

#[test]
fn a_port_in_use_is_told_of_with_what_to_do() {
    let directory = TempDir::new().expect("a temporary directory");
    let other = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = other.local_addr().expect("an address").to_string();
    let output = refused(&directory.path().join("berth.db"), &address);
    check_refused(&output, &["cannot listen on", &address, "--listen"]);
}

// ---- stopping

/// A process that is ended when the test is.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Running {
    /// Starts a site on a free port with a store in this directory; gives its address too.
    fn start(directory: &Path) -> (Running, String) {
        let mut command = berth();
        command.args(["serve", "--listen", "127.0.0.1:0", "--store"]).arg(directory.join("berth.db"));
        command.env("BERTH_LOG", "warn").stdout(Stdio::piped()).stderr(Stdio::null());
        let mut running = Running(command.spawn().expect("berth starts"));
        let mut line = String::new();
        BufReader::new(running.0.stdout.take().expect("piped")).read_line(&mut line).expect("a line");
        let url = line.split_whitespace().find(|word| word.starts_with("http://")).expect("its address").to_string();
        (running, url)
    }

    fn signal(&self, name: &str) {
        let status = Command::new("sh").args(["-c", &format!("kill -{name} {}", self.0.id())]).status();
        assert!(status.expect("a shell").success());
    }

    /// Its status once it has ended, `None` if it has not by then.
    fn wait_for(&mut self, patience: Duration) -> Option<std::process::ExitStatus> {
        let started = Instant::now();
        while started.elapsed() < patience {
            if let Some(status) = self.0.try_wait().expect("a child") {
                return Some(status);
            }
            std::thread::sleep(Duration::from_millis(10)); // between looks
        }
        None
    }

    #[track_caller]
    fn check_stops(&mut self, after: &str) {
        let status = self.wait_for(STOP);
        assert_eq!(status.map(|s| s.code()), Some(Some(0)), "after {after}; None: still running {STOP:?} later");
    }
}

#[test]
fn signals_stop_the_site_and_its_store_opens_again() {
    let directory = TempDir::new().expect("a temporary directory");
    for name in ["TERM", "INT"] {
        let (mut running, url) = Running::start(directory.path());
        // Somebody is connected and idle, somebody has just had an answer and keeps the connection.
        let _idle = connect(&url);
        let mut kept = connect(&url);
        kept.write_all(b"GET /healthz HTTP/1.1\r\nHost: berth\r\n\r\n").expect("it listens");
        let mut answer = [0; 15];
        kept.read_exact(&mut answer).expect("an answer");
        assert_eq!(&answer, b"HTTP/1.1 200 OK");
        running.signal(name);
        running.check_stops(name);
        let gone = TcpStream::connect(url.strip_prefix("http://").expect("an http address"));
        assert_eq!(gone.map(|_| ()).map_err(|e| e.kind()), Err(ErrorKind::ConnectionRefused), "{name}");
    }
    let leftover = ["berth.db-wal", "berth.db-shm"].map(|name| directory.path().join(name).exists());
    assert_eq!(leftover, [false, false], "all of the store is in its one file");
}

/// Neither a request that never ends nor a reader that never reads may keep the site from stopping.
#[test]
fn clients_that_hang_do_not_keep_the_site_from_stopping() {
    let directory = TempDir::new().expect("a temporary directory");
    let half: fn(&mut TcpStream) = |stream| stream.write_all(b"GET / HTTP/1.1\r\nHost: be").expect("it listens");
    let deaf: fn(&mut TcpStream) = |stream| {
        // Far more answers than the sockets' buffers hold.
        stream.write_all(&b"GET /instances HTTP/1.1\r\nHost: berth\r\n\r\n".repeat(40)).expect("it listens");
        let mut first = [0; 15];
        stream.read_exact(&mut first).expect("the first answer begins");
    };
    for (what, hang) in [("half a request", half), ("answers that nobody reads", deaf)] {
        let (mut running, url) = Running::start(directory.path());
        let mut stream = connect(&url);
        hang(&mut stream);
        // Its turn has come once a later visitor has an answer.
        let mut later = connect(&url);
        later.write_all(b"GET /healthz HTTP/1.1\r\nHost: berth\r\nConnection: close\r\n\r\n").expect("it listens");
        later.read_to_end(&mut Vec::new()).expect("an answer");
        running.signal("TERM");
        running.check_stops(what);
    }
}
