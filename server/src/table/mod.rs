//! What Berth says as text, for a terminal: a plan, a fleet, advice and whether addresses last.

pub mod addresses;
pub mod advice;
pub mod fleet;
pub mod plan;
