//! Pages without the frame of the site: a card for other sites, and the components of the design; the fleet view and
//! that of addresses, which are worked out before they are rendered; and what a submitted form of a page leads to.

pub mod addresses;
pub mod bare;
#[cfg(debug_assertions)]
pub mod design;
pub mod document;
pub mod embed;
pub mod fleet;
pub mod fleet_files;
pub mod kept;
pub mod seal;
pub mod short;
pub mod workloads;
