//! Answers in JSON, and those that the asker may have already.

use crate::http::refusal::{Kind, Refusal};
use crate::http::security::cached::is_known;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::response::IntoResponse;
use serde::Serialize;

/// What every handler gives: an answer, or a refusal in problem details.
pub type Answered = Result<Response<Body>, Refusal>;

/// May be cached, and is revalidated each time.
pub const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// A value as JSON.
pub fn json(status: StatusCode, value: &impl Serialize) -> Answered {
    let body = serde_json::to_vec(value).map_err(|error| {
        tracing::error!("a response could not be written: {error}");
        Refusal::new(Kind::Unavailable, "The response could not be written. Tell the operator of this site.")
    })?;
    Ok((status, [(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// How an answer may be kept.
pub struct Keep<'a> {
    /// What it depends on besides its address.
    pub state: &'a str,
    /// For how long, and by whom.
    pub control: HeaderValue,
}

impl Keep<'_> {
    /// The ETag.
    pub fn tag(&self) -> String {
        format!("W/\"{}\"", self.state)
    }
}

/// An answer with an ETag, computed unless the client has it already.
pub fn kept(keep: Keep, asked: &HeaderMap, answer: impl FnOnce() -> Answered) -> Answered {
    let tag = keep.tag();
    let mut response = match is_known(&tag, asked) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => answer()?,
    };
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, keep.control);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    Ok(response)
}

/// A picture, which brings its own style.
pub fn svg(picture: String) -> Answered {
    const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CONTENT_SECURITY_POLICY, POLICY)];
    Ok((headers, Bytes::from(picture)).into_response())
}
