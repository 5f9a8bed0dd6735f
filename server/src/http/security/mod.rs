//! What keeps the site safe from its visitors, and them from each other.

pub mod body;
pub mod cached;
pub mod client;
pub mod cookies;
pub mod form;
pub mod headers;
pub mod origin;
pub mod segment;
