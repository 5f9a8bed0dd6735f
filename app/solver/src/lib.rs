//! What a search for a fleet solves over and over, where nearly all of its time goes: apart from the search, so that it alone
//! is compiled for speed in the browser.
//!
//! Pure: no I/O, no clock, no randomness. Nothing here knows Kubernetes or AWS.
//!
//! [`problem`] is a fleet in bare numbers. [`knapsack`] fills one node as valuably as can be, with [`relaxation`] inside.
//! [`simplex`] and [`dual`] solve linear programmes.

pub mod dual;
pub mod knapsack;
pub mod problem;
pub mod relaxation;
pub mod simplex;
