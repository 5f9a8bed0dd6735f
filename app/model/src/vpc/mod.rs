//! The VPC around the nodes: whether its subnets have the addresses that they hold.

pub mod subnets;
