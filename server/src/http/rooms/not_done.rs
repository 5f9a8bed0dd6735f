//! Why something was not done in a room, as it is answered.

use super::form::said;
use crate::http::refusal::Refusal;
use crate::rate_limiter::TooOften;
use crate::rooms::Refused;
use axum::http::StatusCode;
use room::Refusal as ByRoom;
use store::rooms::RoomError;

/// Seconds to wait where the store is busy.
const SOON: u64 = 5;

/// Why, a sentence each.
pub struct NotDone {
    /// The status of the answer.
    pub status: StatusCode,
    /// Everything that is wrong.
    pub problems: Vec<String>,
    /// Seconds after which to try again, where waiting helps.
    pub wait: Option<u64>,
}

impl NotDone {
    /// One sentence says it all.
    pub fn new(status: StatusCode, problem: impl Into<String>) -> NotDone {
        NotDone { status, problems: vec![problem.into()], wait: None }
    }

    /// Fields that are not as they must be.
    pub fn invalid(problems: Vec<String>) -> NotDone {
        NotDone { status: StatusCode::UNPROCESSABLE_ENTITY, problems, wait: None }
    }

    /// Too often; `what` is limited, such as `rooms can be opened`.
    pub fn too_often(too_often: TooOften, what: &str) -> NotDone {
        NotDone::from(Refusal::too_often(too_often, what))
    }
}

impl From<Refusal> for NotDone {
    fn from(refusal: Refusal) -> NotDone {
        NotDone { status: refusal.kind.status(), problems: refusal.sentences(), wait: refusal.retry_after }
    }
}

impl From<ByRoom> for NotDone {
    fn from(refusal: ByRoom) -> NotDone {
        let status = match &refusal {
            ByRoom::Problems(problems) => return NotDone::invalid(problems.iter().map(said).collect()),
            ByRoom::TooMany(_) => StatusCode::UNPROCESSABLE_ENTITY,
            ByRoom::Stale | ByRoom::Closed | ByRoom::NotNow(_) => StatusCode::CONFLICT,
            ByRoom::NotYours | ByRoom::Watching | ByRoom::NotSeated => StatusCode::FORBIDDEN,
        };
        NotDone::new(status, refusal.to_string())
    }
}

impl From<RoomError> for NotDone {
    fn from(error: RoomError) -> NotDone {
        let (status, wait) = match error {
            RoomError::Record(error) => return NotDone::from(Refusal::from(error)),
            RoomError::NotFound => (StatusCode::NOT_FOUND, None),
            RoomError::TooLong { .. } => (StatusCode::UNPROCESSABLE_ENTITY, None),
            RoomError::Full { .. } | RoomError::NoSpace(_) => (StatusCode::INSUFFICIENT_STORAGE, None),
            _ => (StatusCode::SERVICE_UNAVAILABLE, Some(SOON)),
        };
        NotDone { wait, ..NotDone::new(status, error.to_string()) }
    }
}

impl From<Refused> for NotDone {
    fn from(refused: Refused) -> NotDone {
        match refused {
            Refused::Rules(refusal) => NotDone::from(refusal),
            Refused::Record(problems) => NotDone::invalid(problems),
            Refused::Store(error) => NotDone::from(error),
        }
    }
}
