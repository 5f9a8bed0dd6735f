//! The part of an address that names something.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use std::convert::Infallible;

/// The two parameters of a path that names a room and a command.
pub struct Segments(Option<(String, String)>);

impl Segments {
    /// Both; nothing names nothing.
    pub fn room_and_command(self) -> (Segment, String) {
        match self.0 {
            Some((room, command)) => (Segment(Some(room)), command),
            None => (Segment(None), String::new()),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Segments {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Segments, Infallible> {
        let read = Path::<(String, String)>::from_request_parts(parts, state).await;
        Ok(Segments(read.ok().map(|Path(both)| both)))
    }
}

/// The one parameter of a path; `None` where it is no text. What cannot be read names nothing, which is for
/// the handler to say as of any other name that is unknown.
pub struct Segment(pub Option<String>);

impl<S: Send + Sync> FromRequestParts<S> for Segment {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Segment, Infallible> {
        let read = Path::<String>::from_request_parts(parts, state).await;
        Ok(Segment(read.ok().map(|Path(text)| text)))
    }
}
