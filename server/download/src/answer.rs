//! What a server has to say of a file.

use crate::body::Body;
use crate::client::{Client, Validators};
use crate::error::DownloadError;
use ureq::http::StatusCode;

/// An answer that can be used.
pub(crate) enum Answer {
    /// The file is as it was.
    NotModified,
    /// All of it, in a stream.
    File(Box<Body>),
}

/// Asks for a file, unless it is as it was when it had these validators.
pub(crate) fn get(client: &Client, url: &str, known: &Validators) -> Result<Answer, DownloadError> {
    if !url.starts_with("http://") && !url.starts_with("https://") {
        return Err(DownloadError::Address(url.to_owned()));
    }
    let conditions = [("if-none-match", &known.etag), ("if-modified-since", &known.modified)];
    let headers: Vec<(&str, &str)> =
        conditions.iter().filter_map(|(name, value)| Some((*name, value.as_deref()?))).collect();
    let answer = client.send(url, &headers)?;
    match answer.status() {
        StatusCode::NOT_MODIFIED => Ok(Answer::NotModified),
        StatusCode::OK => Ok(Answer::File(Box::new(Body::new(client.clone(), url, answer)))),
        status => Err(DownloadError::Refused { url: url.to_owned(), status: status.to_string() }),
    }
}
