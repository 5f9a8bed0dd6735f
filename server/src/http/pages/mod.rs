//! Pages without the frame of the site: a card for other sites, and the components of the design.

pub mod bare;
#[cfg(debug_assertions)]
pub mod design;
pub mod embed;
