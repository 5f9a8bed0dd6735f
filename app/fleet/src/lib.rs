//! The cheapest mix of nodes for many workloads, and a bound that shows how good it is.

pub mod check;
pub mod counts;
pub mod curves;
pub mod dual;
pub mod few;
pub mod fleet;
pub mod generate;
pub mod knapsack;
pub mod offers;
pub mod options;
pub mod pack;
pub mod picture;
pub mod placed;
pub mod plan;
pub mod problem;
pub mod prove;
pub mod random;
pub mod reduce;
pub mod relaxation;
pub mod search;
pub mod show;
pub mod simplex;
pub mod single;
pub mod spare;
pub mod zones;
