//! The service behind the pages and the API: saves scenarios and opens them.
//!
//! [`Service`] saves, opens and deletes, and looks for newer catalogues: it is the state of the handlers.

mod answers;
mod check;
mod download;
mod figures;
mod follow;
mod host;
mod kept;
mod options;
mod readiness;
#[cfg(test)]
mod reloads;
mod service;

pub use check::{Wanted, parent};
pub use follow::follow;
pub use options::{Options, public_url};
pub use service::{Opening, Service};
