//! What keeps the site safe from its visitors, and them from each other.

pub mod body;
pub mod cached;
pub mod client;
pub mod headers;
pub mod origin;
pub mod segment;
