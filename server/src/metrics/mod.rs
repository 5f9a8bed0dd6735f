//! What is counted for operators, in Prometheus' terms: [`counts`] while requests are answered, each in one of the few classes of
//! [`route`]. Labels are words of Berth's own, so there are only so many series, whatever is asked for.

mod counts;
mod route;

pub use counts::{Counts, count};
pub use route::route;
