//! A cluster's pools over time: VPC CNI's loop on every node, subnets whose addresses are drawn at random, and events.
//!
//! [`run`] is the entry point: a [`setup::Setup`] in, a [`report::Report`] out. [`pool`] is one node's ipamd, [`subnet`] one
//! subnet, [`ec2`] all of them and the calls, [`throttle`] how
//! many calls an account may make, [`world`] what happens when. The same seed gives the same run everywhere:
//! only whole numbers are counted with.

pub mod action;
mod audit;
mod clock;
pub mod ec2;
pub mod pool;
pub mod report;
pub mod setup;
pub mod subnet;
pub mod throttle;
pub mod world;

use report::Report;
use setup::Setup;
use world::World;

/// Simulates; `None` where a subnet's size is none that a subnet can have, or there is no zone.
pub fn run(setup: &Setup) -> Option<Report> {
    let mut world = World::of(setup)?;
    while world.go_on() {}
    Some(world.report())
}

/// The same, and after every moment all books are looked through: the first fault is an error.
pub fn run_audited(setup: &Setup) -> Result<Report, String> {
    let mut world = World::of(setup).ok_or("no such subnets")?;
    while world.go_on() {
        world.audit()?;
    }
    Ok(world.report())
}
