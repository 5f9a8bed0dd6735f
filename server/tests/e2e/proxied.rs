//! Two servers on one Postgres, behind a proxy that gives each request to the next of them.

use crate::browser::{NO_PACE, end2end};
use crate::support::http::get;
use crate::support::postgres_server::Database;
use crate::support::{Site, berth};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The proxy with its servers; all of it stops when dropped.
pub struct Proxied {
    /// Where the proxy is.
    pub url: String,
    /// Ends when its standard input does.
    proxy: Child,
    _servers: [Site; 2],
    metrics: [String; 2],
}

impl Proxied {
    /// Starts them on a store.
    pub fn start(store: &Database) -> Proxied {
        let metrics = free_addresses();
        let servers = [0, 1].map(|at| {
            let options = ["--behind-proxy", "--metrics", &metrics[at], NO_PACE[0], NO_PACE[1]];
            Site::start_by_on(berth(), Path::new(&store.url), &options)
        });
        let mut proxy = Command::new("node")
            .arg("proxy.mjs")
            .args(servers.iter().map(|server| &server.url))
            .current_dir(end2end())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node runs; install Node.js 20 or later if it is not there");
        let mut url = String::new();
        BufReader::new(proxy.stdout.take().expect("piped")).read_line(&mut url).expect("where it listens");
        Proxied { url: url.trim().to_owned(), proxy, _servers: servers, metrics }
    }

    /// Whether each of the servers has sent pages.
    pub fn every_server_was_asked(&self) -> bool {
        self.metrics.iter().all(|address| {
            let counted = get(&format!("http://{address}"), "/metrics").body;
            counted.lines().any(|line| line.starts_with("berth_requests_total{") && line.contains("\"page\""))
        })
    }
}

impl Drop for Proxied {
    fn drop(&mut self) {
        drop(self.proxy.stdin.take());
        let _ = self.proxy.wait();
    }
}

/// Two that nobody listens on.
fn free_addresses() -> [String; 2] {
    let free = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").expect("a port"));
    free.map(|free| free.local_addr().expect("its address").to_string())
}
