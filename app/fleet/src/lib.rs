//! The cheapest mix of nodes for many workloads, and a bound that shows how good it is.
//!
//! Pure: no I/O, no clock, no randomness but what follows from a seed, and budgets are counts of work, never times: the
//! same steps find the same fleet on the server and in the browser.
//!
//! # Reading order
//!
//! [`plan::plan`] is the entry point, [`plan::Planner`] the same step by step. [`offers`] makes a [`problem::Problem`] in
//! bare numbers of catalogue and scenario, by the model's own supply, needs, filters and prices; [`reduce`] makes it
//! smaller. [`search`] looks for a fleet: [`generate`] relaxes it, with [`solver`]'s [`knapsack`] and [`simplex`] inside; [`few`]
//! chooses types where only some may be used; [`dive`], [`pack`] and [`again`] make whole nodes; [`prove`] raises the bound
//! with [`counts`] of nodes and [`dual`] inside. [`zones`] and [`spare`] are for what must survive, [`downsize`]
//! takes cheaper types for nodes as they are filled, [`single`] is for what a fleet is compared with. [`check`] holds every fleet
//! against all limits before it is given out, and shares no code with the search. [`fleet`] is what comes out, [`picture`]
//! and [`curves`] are drawn from it.
//!
//! # How far a bound can be trusted
//!
//! Sizes, rooms and prices are whole numbers. Worths that the simplexes find are rounded to whole numbers, and what a node
//! holds by them is counted exactly or rounded up by more than floats can be off; so is every sum that a bound is made of.
//! A cheap worth makes a low bound, never a wrong one. `tests/tiny.rs` compares with looking at everything.

pub use solver::{dual, knapsack, problem, relaxation, simplex};

pub mod again;
pub mod beside;
pub mod check;
pub mod counts;
pub mod curves;
pub mod derivation;
pub mod derive;
pub mod dive;
pub mod downsize;
pub mod few;
pub mod fleet;
pub mod generate;
pub mod offers;
pub mod options;
pub mod pack;
pub mod picture;
pub mod placed;
pub mod plan;
pub mod present;
pub mod prove;
pub mod reduce;
pub mod search;
pub mod show;
pub mod single;
pub mod spare;
pub mod start;
pub mod zones;
