//! A plan in words: the notes under an answer, the figures that a saved scenario keeps.

pub mod decided;
pub mod frees;
pub mod notes;
