//! What is said about a plan: the notes under an answer, the figures that a saved scenario keeps.

pub mod decided;
pub mod notes;
pub mod words;
