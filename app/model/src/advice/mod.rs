//! Which pod network: advice by the article's rules of 2018, and by today's.

pub mod benchmarks;
pub mod fact;
pub mod facts;
pub mod options;
pub mod timeline;
