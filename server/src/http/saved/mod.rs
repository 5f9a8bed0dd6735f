//! Saved scenarios: the addresses under `/s`, and the page that compares saved scenarios.

pub mod compared;
pub mod handover;
pub mod pages;
