//! Asking a server: what can pass by itself is tried again, everything else is a sentence.

use crate::error::DownloadError;
use crate::trust::trust;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::thread::sleep;
use std::time::Duration;
use ureq::Agent;
use ureq::http::header::{ETAG, HeaderName, LAST_MODIFIED, RETRY_AFTER};
use ureq::http::{Response, StatusCode};

/// How patient a client is.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How often a request is tried, and a stream without any progress.
    pub tries: u32,
    /// How long it waits after the first failure; twice as long after each further one.
    pub pause: Duration,
    /// How long a connection may take, and may say nothing.
    pub silence: Duration,
}

/// The longest that a server's `Retry-After` is obeyed.
const LONGEST: Duration = Duration::from_secs(60);

impl Default for Pace {
    fn default() -> Pace {
        Pace { tries: 5, pause: Duration::from_secs(1), silence: Duration::from_secs(60) }
    }
}

/// What tells one state of a file from another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// Asks servers. Clones share their connections.
#[derive(Clone)]
pub struct Client {
    agent: Agent,
    pace: Pace,
}

impl Client {
    /// One that asks at this pace, and trusts the certificates of a file instead of Mozilla's where one is given.
    pub fn new(pace: Pace, ca: Option<&Path>) -> Result<Client, DownloadError> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .tls_config(trust(ca)?)
            .timeout_connect(Some(pace.silence))
            .timeout_recv_response(Some(pace.silence))
            .timeout_per_read(Some(pace.silence))
            .user_agent(concat!("berth/", env!("CARGO_PKG_VERSION")))
            .accept("application/json, text/csv, */*;q=0.1")
            .accept_encoding("gzip")
            .build();
        Ok(Client { agent: config.into(), pace })
    }

    /// Sends a request until it is answered by something else than "later".
    pub(crate) fn send(&self, url: &str, headers: &[(&str, &str)]) -> Result<Response<ureq::Body>, DownloadError> {
        let mut last = String::new();
        for attempt in 1..=self.pace.tries {
            let request =
                headers.iter().fold(self.agent.get(url), |request, (name, value)| request.header(*name, *value));
            let mut wait = self.pause(attempt);
            match request.call() {
                Ok(answer) if !passes(answer.status()) => return Ok(answer),
                Ok(answer) => {
                    last = format!("the answer was {}", answer.status());
                    let asked = text(&answer, RETRY_AFTER).and_then(|seconds| seconds.parse().ok());
                    wait = asked.map_or(wait, |seconds| Duration::from_secs(seconds).min(LONGEST));
                }
                Err(ureq::Error::BadUri(_) | ureq::Error::Http(_)) => {
                    return Err(DownloadError::Address(url.to_owned()));
                }
                Err(error) if is_untrusted(&error) => {
                    return Err(DownloadError::Untrusted { url: url.to_owned(), why: error.to_string() });
                }
                Err(error) => last = error.to_string(),
            }
            if attempt < self.pace.tries {
                sleep(wait);
            }
        }
        Err(DownloadError::Connection { url: url.to_owned(), tries: self.pace.tries, why: last })
    }

    pub(crate) fn tries(&self) -> u32 {
        self.pace.tries
    }

    /// How long to wait after so many failures.
    pub(crate) fn pause(&self, failures: u32) -> Duration {
        self.pace.pause.saturating_mul(1 << failures.saturating_sub(1).min(6)).min(LONGEST)
    }
}

impl Validators {
    pub(crate) fn of(answer: &Response<ureq::Body>) -> Validators {
        Validators { etag: text(answer, ETAG), modified: text(answer, LAST_MODIFIED) }
    }

    /// What a part of a file may be asked for with: a weak tag says nothing of single bytes.
    pub(crate) fn strong(&self) -> Option<&str> {
        let strong = self.etag.as_deref().filter(|etag| !etag.starts_with("W/"));
        strong.or(self.modified.as_deref().filter(|_| self.etag.is_none()))
    }
}

/// Whether the handshake failed for what the server is, which no further try changes.
fn is_untrusted(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::Rustls(_) => true,
        ureq::Error::Io(error) => error.kind() == std::io::ErrorKind::InvalidData,
        _ => false,
    }
}

/// Whether a refusal may be over in a moment.
fn passes(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::REQUEST_TIMEOUT || status.is_server_error()
}

pub(crate) fn text(answer: &Response<ureq::Body>, name: HeaderName) -> Option<String> {
    answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}
