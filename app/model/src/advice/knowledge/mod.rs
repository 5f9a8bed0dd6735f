//! What Berth knows about pod networks: tables of options, facts, constraints, weights and dates, each row with its source.
//!
//! Data and the types of its rows; how the rows are weighed is for the files above.

pub mod add_ons;
pub mod benchmarks;
pub mod changes;
pub mod claims;
pub mod constraints;
pub mod fact;
pub mod facts;
pub mod findings;
pub mod migration;
pub mod options;
pub mod rules_2018;
pub mod timeline;
pub mod weights;
