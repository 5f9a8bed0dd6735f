//! Which pod network: advice by the article's rules of 2018, and by today's.

pub mod add_ons;
pub mod benchmarks;
pub mod claims;
pub mod changes;
pub mod conflicts;
pub mod constraints;
pub mod decide;
pub mod fact;
pub mod facts;
pub mod findings;
pub mod migration;
pub mod options;
pub mod rules_2018;
pub mod timeline;
pub mod weights;
pub mod what_if;
