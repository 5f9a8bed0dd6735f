//! What Berth says as text, for a terminal: a plan, a fleet, advice, whether addresses last, and saved scenarios.

pub mod addresses;
pub mod advice;
pub mod fleet;
pub mod plan;
pub mod saved;
