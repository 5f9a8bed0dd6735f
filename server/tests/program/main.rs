//! The real binary: its commands, and the site over real sockets. One program, because each links for seconds.

mod campaign;
mod commands;
mod deploy;
mod shared;
mod site;
#[path = "../support/mod.rs"]
mod support;
