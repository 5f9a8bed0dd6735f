//! Whether the addresses of a cluster's VPC last, zone by zone and over time, and what to set.
//!
//! Pure: no I/O, no clock, and what is random follows from a seed, so that the server and the browser find the same.
//!
//! # Reading order
//!
//! [`work`] works everything out step by step, [`answer`] is what comes of it, [`asked`] what is asked besides the scenario.
//! [`subnets`] is the list of a VPC's subnets and what can be wrong with it, [`described`] reads it from what
//! `aws ec2 describe-subnets` prints, [`cidr`] are its ranges. [`mix`] are a cluster's nodes as far as addresses go: of [`which`] choice
//! ([`nodes`]), as a fleet has them ([`placed`]) or as they are there ([`standing`]).
//! [`lasts`] says which subnet runs out first, [`fragments`] how single addresses break up a subnet's /28 blocks, in closed
//! form. [`simulate`] plays VPC CNI's loop on every node while something happens to the cluster; [`targets`] are its warm
//! targets, [`tuner`] looks for the best of them, [`settings`] prints them. [`remedies`] is what to try against too few.

pub mod answer;
pub mod around;
pub mod asked;
pub mod cidr;
pub mod described;
pub mod fragments;
mod json;
pub mod lasts;
pub mod mix;
pub mod nodes;
pub mod placed;
pub mod remedies;
pub mod settings;
pub mod simulate;
pub mod standing;
pub mod subnets;
pub mod targets;
pub mod tuner;
pub mod which;
pub mod work;
