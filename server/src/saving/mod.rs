//! Saving scenarios and opening them: the one service behind the pages and the API.
//!
//! - [`Service`] saves, opens and deletes, and keeps the house: it is the state of the handlers.
//! - [`pages`] answers for the addresses under `/s`, [`compared`] for the page that compares them.

mod check;
pub mod compared;
mod kept;
mod options;
pub mod pages;
mod service;

pub use check::{Wanted, parent};
pub use options::{Options, public_url};
pub use service::{Opening, Service};

use crate::refusal::{Kind, Refusal};
use store::saved::Id;

/// What whoever has another token is told.
pub fn wrong_token(id: Id) -> Refusal {
    let detail =
        format!("This is not the secret of the scenario {id}. It was shown once, when the scenario was saved.");
    Refusal::new(Kind::WrongToken, detail)
}
