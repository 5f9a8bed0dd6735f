//! What Berth says as text, for a terminal: a plan and advice.

pub mod advice;
pub mod plan;
