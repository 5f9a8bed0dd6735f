//! Which pod network: advice by the article's rules of 2018, and by today's.

pub mod fact;
pub mod facts;
pub mod options;
