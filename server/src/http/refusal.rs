//! Why a request is not done: one kind, and everything that is wrong, a sentence each.
//!
//! The pages show the sentences; the API answers the same as problem details.

use crate::rate_limiter::TooOften;
use axum::http::StatusCode;
use model::scenario::link::Problem;
use std::time::Duration;
use store::saved::{Id, SaveError};

/// Seconds to wait where more was asked than could be written.
const SOON: u64 = 5;

/// A request that is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What kind of refusal.
    pub kind: Kind,
    /// Everything that is wrong.
    pub errors: Vec<Wrong>,
    /// Seconds after which to try again, where waiting helps.
    pub retry_after: Option<u64>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field, where it is one's.
    pub field: Option<String>,
    /// What was given, cut short where it is long.
    pub value: Option<String>,
    /// A sentence that names both and what is allowed.
    pub detail: String,
}

/// The kinds of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Malformed,
    NoToken,
    WrongToken,
    OtherSite,
    NotFound,
    WrongMethod,
    Conflict,
    Expired,
    TooLarge,
    WrongMediaType,
    Invalid,
    TooMany,
    Fault,
    Unavailable,
    Full,
}

impl Kind {
    /// All of them, in the order of their status.
    pub const ALL: [Kind; 15] = [
        Kind::Malformed,
        Kind::NoToken,
        Kind::WrongToken,
        Kind::OtherSite,
        Kind::NotFound,
        Kind::WrongMethod,
        Kind::Conflict,
        Kind::Expired,
        Kind::TooLarge,
        Kind::WrongMediaType,
        Kind::Invalid,
        Kind::TooMany,
        Kind::Fault,
        Kind::Unavailable,
        Kind::Full,
    ];

    /// Status, code and title.
    fn facts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Kind::Malformed => (StatusCode::BAD_REQUEST, "malformed", "The request cannot be read"),
            Kind::NoToken => (StatusCode::UNAUTHORIZED, "no-token", "The request has no token"),
            Kind::WrongToken => (StatusCode::FORBIDDEN, "wrong-token", "The token is not for this scenario"),
            Kind::OtherSite => (StatusCode::FORBIDDEN, "other-site", "The request comes from another site"),
            Kind::NotFound => (StatusCode::NOT_FOUND, "not-found", "There is nothing at this address"),
            Kind::WrongMethod => {
                (StatusCode::METHOD_NOT_ALLOWED, "wrong-method", "This address does not take this method")
            }
            Kind::Conflict => (StatusCode::CONFLICT, "conflict", "Conflict with what is stored"),
            Kind::Expired => (StatusCode::GONE, "expired", "This scenario has expired"),
            Kind::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large", "The request is too large"),
            Kind::WrongMediaType => {
                (StatusCode::UNSUPPORTED_MEDIA_TYPE, "wrong-media-type", "The request has the wrong media type")
            }
            Kind::Invalid => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Some values are not allowed"),
            Kind::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too-many", "Too many requests"),
            Kind::Fault => (StatusCode::INTERNAL_SERVER_ERROR, "fault", "Berth has failed"),
            Kind::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, "unavailable", "This cannot be done at the moment"),
            Kind::Full => (StatusCode::INSUFFICIENT_STORAGE, "full", "There is no room left"),
        }
    }

    /// The status of its answer.
    pub fn status(self) -> StatusCode {
        self.facts().0
    }

    /// Its name for programs.
    pub fn code(self) -> &'static str {
        self.facts().1
    }

    /// Its name for people.
    pub fn title(self) -> &'static str {
        self.facts().2
    }
}

impl Refusal {
    /// A refusal that needs no field: one sentence says it all.
    pub fn new(kind: Kind, detail: impl Into<String>) -> Refusal {
        Refusal { kind, errors: vec![Wrong::of_request(detail)], retry_after: None }
    }

    /// For a token that is not this scenario's.
    pub fn wrong_token(id: Id) -> Refusal {
        let detail =
            format!("This is not the secret of the scenario {id}. It was shown once, when the scenario was saved.");
        Refusal::new(Kind::WrongToken, detail)
    }

    /// Too often; `what` is limited, such as `scenarios can be saved`.
    pub fn too_often(too_often: TooOften, what: &str) -> Refusal {
        Refusal::new(Kind::TooMany, too_often.sentence(what)).after(too_often.wait)
    }

    /// Values that are not allowed, all at once.
    pub fn invalid(errors: Vec<Wrong>) -> Refusal {
        Refusal { kind: Kind::Invalid, errors, retry_after: None }
    }

    /// The same, to be tried again later.
    pub fn after(self, wait: Duration) -> Refusal {
        // never 0, and never too early
        Refusal { retry_after: Some(wait.as_millis().div_ceil(1_000).max(1) as u64), ..self }
    }

    /// Everything that is wrong, a sentence each.
    pub fn sentences(&self) -> Vec<String> {
        self.errors.iter().map(|wrong| wrong.detail.clone()).collect()
    }
}

impl Wrong {
    /// Wrong with the request as a whole.
    pub fn of_request(detail: impl Into<String>) -> Wrong {
        Wrong { field: None, value: None, detail: detail.into() }
    }

    /// Wrong with a field, whose value is not worth repeating.
    pub fn of_field(field: &str, detail: impl Into<String>) -> Wrong {
        Wrong { field: Some(field.into()), value: None, detail: detail.into() }
    }
}

impl From<&Problem> for Wrong {
    fn from(problem: &Problem) -> Wrong {
        let value = (!problem.unknown_key).then(|| problem.value.clone());
        Wrong { field: Some(problem.field.clone()), value, detail: problem.to_string() }
    }
}

impl From<SaveError> for Refusal {
    fn from(error: SaveError) -> Refusal {
        let detail = error.to_string();
        let (kind, retry_after) = match &error {
            SaveError::TooLong { what, .. } | SaveError::ControlCharacter { what, .. } => {
                return Refusal::invalid(vec![Wrong::of_field(what, detail)]);
            }
            SaveError::Full { .. } | SaveError::NoRoom(_) => (Kind::Full, None),
            SaveError::UnknownEdition { .. } | SaveError::Collision { .. } => (Kind::Conflict, None),
            SaveError::ReadOnly | SaveError::Off => (Kind::Unavailable, None),
            _ => (Kind::Unavailable, Some(SOON)),
        };
        Refusal { kind, errors: vec![Wrong::of_request(detail)], retry_after }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_come_in_the_order_of_their_status_with_codes_of_their_own() {
        assert!(Kind::ALL.is_sorted_by_key(|kind| kind.status().as_u16()));
        let codes: std::collections::BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.code()).collect();
        assert_eq!(codes.len(), Kind::ALL.len());
    }

    #[test]
    fn waiting_is_told_in_whole_seconds_that_are_enough() {
        let wait = |millis| Refusal::new(Kind::TooMany, "x").after(Duration::from_millis(millis)).retry_after;
        assert_eq!([wait(0), wait(1), wait(1_000), wait(1_001)], [Some(1), Some(1), Some(1), Some(2)]);
    }
}
