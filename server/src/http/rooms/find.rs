//! The room of an address, or what to say where there is none.

use super::answer::Asking;
use crate::http::security::segment::Segment;
use crate::http::state::Service;
use crate::rooms::{NoRoom, Room};
use app::rooms::Gone;
use axum::body::Body;
use axum::http::{Response, StatusCode};
use store::RoomId;

/// Why there is no room, as it is answered.
pub struct Nowhere {
    status: StatusCode,
    gone: Gone,
}

impl Nowhere {
    /// Rooms are switched off.
    pub fn off() -> Nowhere {
        let said =
            "The operator of this site has switched rooms off. A plan can still be saved and shared by its link.";
        Nowhere::new(StatusCode::NOT_FOUND, "There are no rooms here", said)
    }

    fn new(status: StatusCode, heading: &'static str, said: &str) -> Nowhere {
        Nowhere { status, gone: Gone { heading, sentences: vec![said.to_owned()] } }
    }

    /// Whether it may be there later.
    pub fn is_for_now(&self) -> bool {
        self.status == StatusCode::SERVICE_UNAVAILABLE
    }

    /// The answer.
    pub async fn answer(self, asking: Asking) -> Response<Body> {
        asking.gone(self.status, self.gone).await
    }
}

/// A room in which nothing has happened for so many days.
pub fn expired(days: u32) -> Gone {
    let said = format!("Nothing had happened in it for {days} days, so it was deleted, with all that was said in it.");
    Gone { heading: "This room has expired", sentences: vec![said] }
}

/// The room of the address's last part.
pub async fn room(service: &Service, id: Segment) -> Result<Room, Nowhere> {
    let hub = service.rooms().ok_or_else(Nowhere::off)?;
    let not_found = || {
        let said =
            "No room has this address. Check that you copied all of it; a room that was closed lives on as its record.";
        Nowhere::new(StatusCode::NOT_FOUND, "There is no such room", said)
    };
    let id: RoomId = id.0.and_then(|text| text.parse().ok()).ok_or_else(not_found)?;
    hub.room(id).await.map_err(|error| match error {
        NoRoom::NotFound => not_found(),
        NoRoom::Expired => Nowhere { status: StatusCode::GONE, gone: expired(hub.limits().days) },
        NoRoom::Unreadable(_) => {
            let said = "The store cannot be read at the moment. Try again in a few seconds.";
            Nowhere::new(StatusCode::SERVICE_UNAVAILABLE, "The room cannot be read", said)
        }
    })
}
