//! What is said about a plan: the headline, the notes under an answer, the figures that a saved scenario keeps.

pub mod decided;
pub mod headline;
pub mod notes;
pub mod words;
