//! What Berth says as text, for a terminal: a plan, a fleet and advice.

pub mod advice;
pub mod fleet;
pub mod plan;
