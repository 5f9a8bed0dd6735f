//! The stream of a file that goes on from where it broke off.
//!
//! The rest is asked for with `Range` and, so that it is of the same file, with `If-Range` (RFC 9110, 13.1.5). A server that
//! knows no ranges sends the whole file again, of which what was read is passed over.

use crate::client::{Client, Validators, text};
use crate::error::DownloadError;
use std::io::{self, Read};
use std::thread::sleep;
use ureq::BodyReader;
use ureq::http::header::CONTENT_RANGE;
use ureq::http::{Response, StatusCode};

/// Most bytes that a file may have, packed as it comes: ten times the largest.
const MOST: u64 = 64 << 30;

/// A file on its way.
pub(crate) struct Body {
    pub validators: Validators,
    /// How many bytes it has, if the server says.
    pub length: Option<u64>,
    client: Client,
    url: String,
    reader: BodyReader<'static>,
    /// Bytes that were given away.
    position: u64,
    /// Failures since the last byte.
    failures: u32,
}

impl Body {
    /// The file of an answer.
    pub fn new(client: Client, url: &str, answer: Response<ureq::Body>) -> Body {
        let validators = Validators::of(&answer);
        let length = answer.body().content_length();
        Body { validators, length, client, url: url.to_owned(), reader: reader(answer), position: 0, failures: 0 }
    }

    /// Asks for the rest.
    fn resume(&mut self, why: &str) -> Result<(), DownloadError> {
        let changed = |why| DownloadError::Changed { url: self.url.clone(), why };
        self.failures += 1;
        if self.failures >= self.client.tries() {
            let (url, tries) = (self.url.clone(), self.failures);
            return Err(DownloadError::Connection { url, tries, why: why.to_owned() });
        }
        let Some(strong) = self.validators.strong() else {
            return Err(changed("the server does not say what tells one state of the file from another"));
        };
        sleep(self.client.pause(self.failures));
        let range = format!("bytes={}-", self.position);
        let answer = self.client.send(&self.url, &[("range", &range), ("if-range", strong)])?;
        let is_same = Validators::of(&answer) == self.validators;
        match answer.status() {
            StatusCode::PARTIAL_CONTENT if starts_at(&answer, self.position) => self.reader = reader(answer),
            StatusCode::OK if is_same => {
                self.reader = reader(answer);
                self.pass_over()?;
            }
            StatusCode::OK => return Err(changed("it was replaced by another meanwhile")),
            _ => return Err(changed("the server does not give the rest of it")),
        }
        Ok(())
    }

    /// Passes over what was given away before.
    fn pass_over(&mut self) -> Result<(), DownloadError> {
        let passed = io::copy(&mut self.reader.by_ref().take(self.position), &mut io::sink());
        match passed {
            Ok(passed) if passed == self.position => Ok(()),
            // it broke off again, before it was anywhere: the next try is on the next read
            Ok(_) => self.resume("the answer ended too early"),
            Err(error) => self.resume(&error.to_string()),
        }
    }
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let why = match self.reader.read(buffer) {
                Ok(0) if buffer.is_empty() || self.length.is_none_or(|length| self.position >= length) => return Ok(0),
                Ok(0) => "the answer ended too early".to_owned(),
                Ok(read) => {
                    self.position += read as u64;
                    self.failures = 0;
                    return Ok(read);
                }
                Err(error) => error.to_string(),
            };
            self.resume(&why).map_err(io::Error::other)?;
        }
    }
}

fn reader(answer: Response<ureq::Body>) -> BodyReader<'static> {
    answer.into_body().into_with_config().limit(MOST).reader()
}

/// Whether an answer is of the bytes from there on: `bytes 1000-1999/2000`.
fn starts_at(answer: &Response<ureq::Body>, position: u64) -> bool {
    text(answer, CONTENT_RANGE).is_some_and(|range| range.starts_with(&format!("bytes {position}-")))
}
