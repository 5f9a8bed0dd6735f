//! Saved scenarios: what a short link opens, with the same figures for everyone, for ever.
//! [`Content`] is what a user saves; its [`Id`] is computed from it alone. What saving, opening, deleting and
//! sweeping come to is in `outcome`. A saved scenario is never changed, and the edition that it names stays in the
//! store as long as it does.

mod clock;
mod content;
mod error;
mod id;
mod like;
mod outcome;
mod token;

pub(crate) use clock::now;
pub use content::{Content, MAX_DECIDED_BYTES, MAX_NOTE, MAX_QUERY_BYTES, MAX_TITLE};
pub use error::SaveError;
pub use id::{Id, IdError};
pub(crate) use like::anywhere;
pub use outcome::{Deletion, Opened, Saved, Saving, Settings, Swept};
pub use token::{Token, TokenError, TokenHash};
