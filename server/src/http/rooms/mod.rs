//! Planning rooms: the addresses under `/r`, and the page that opens a room.
//!
//! Who may do and see what, the crate `room` decides; [`crate::rooms`] has the rooms that are in use. Here are forms as
//! commands (`form`), keys as cookies (`key`), pages (`pages`), commands (`commands`) and streams (`stream`).

mod answer;
mod commands;
mod find;
mod form;
mod key;
mod moment;
mod not_done;
mod opening;
mod pages;
mod stream;

pub use answer::is_script;

use crate::http::state::Service;
use axum::Router;
use axum::routing::{get, post};

/// Whether a page's address is answered for here.
pub fn is_here(path: &str) -> bool {
    path == "/r" || path.starts_with("/r/") || path == "/rooms/new"
}

/// The routes of pages and commands.
pub fn routes() -> Router<Service> {
    Router::new()
        .route("/rooms/new", get(pages::start))
        .route("/r", get(pages::by_code).post(opening::open))
        .route("/r/{id}", get(pages::seat))
        .route("/r/{id}/screen", get(pages::screen))
        .route("/r/{id}/{command}", post(commands::command).get(pages::back))
}

/// The routes of streams, which nothing on the way may gather or compress.
pub fn streams() -> Router<Service> {
    Router::new().route("/r/{id}/stream", get(stream::seat)).route("/r/{id}/screen/stream", get(stream::screen))
}
