//! The site over real sockets.

mod addresses;
mod api;
mod archive;
mod client;
mod embed;
mod eras;
mod fleet;
mod health;
mod hostile;
mod imports;
mod listen;
mod log;
mod openapi;
mod overload;
mod pages;
mod preview;
mod rooms;
mod running;
mod saving;
mod scenario_kept;
mod sent;
mod several_workloads;
mod stalled;
mod start;
mod stop;
mod wrong_links;
