//! Pages without the frame of the site: a card for other sites, and the components of the design; and what a submitted form of
//! a page leads to.

pub mod bare;
#[cfg(debug_assertions)]
pub mod design;
pub mod document;
pub mod embed;
pub mod workloads;
