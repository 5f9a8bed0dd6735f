//! Refusals as problem details (RFC 9457): one shape for every error, with everything that is wrong in it.

use crate::http::refusal::{Kind, Refusal, Wrong};
use axum::body::Body;
use axum::http::{HeaderValue, Response, header};
use axum::response::IntoResponse;
use schemars::JsonSchema;
use serde::Serialize;

/// Media type of a problem.
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Why a request was not done.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Problem")]
pub struct ProblemJson<'a> {
    /// Where the kind of problem is described.
    r#type: String,
    /// The kind of problem.
    title: &'a str,
    /// The status of the answer.
    status: u16,
    /// Everything that is wrong, in sentences.
    detail: String,
    /// The same one by one.
    errors: Vec<ErrorJson<'a>>,
    /// Seconds after which to try again, where waiting helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    retry_after: Option<u64>,
}

/// One thing that is wrong.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Error")]
struct ErrorJson<'a> {
    /// The field, where it is one's.
    field: Option<&'a str>,
    /// What was given, cut short where it is long.
    value: Option<&'a str>,
    /// A sentence that names what is allowed.
    detail: &'a str,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response<Body> {
        let problem = ProblemJson {
            r#type: format!("/api#{}", self.kind.code()),
            title: self.kind.title(),
            status: self.kind.status().as_u16(),
            detail: self.sentences().into_iter().map(ended).collect::<Vec<_>>().join(" "),
            errors: self.errors.iter().map(error).collect(),
            retry_after: self.retry_after,
        };
        // numbers and texts always become JSON
        let body = serde_json::to_vec(&problem).unwrap_or_default();
        let mut response = (self.kind.status(), body).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if self.kind == Kind::NoToken {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

/// A sentence with its full stop.
fn ended(mut sentence: String) -> String {
    if !sentence.ends_with(['.', '!', '?']) {
        sentence.push('.');
    }
    sentence
}

fn error(wrong: &Wrong) -> ErrorJson<'_> {
    ErrorJson { field: wrong.field.as_deref(), value: wrong.value.as_deref(), detail: &wrong.detail }
}
