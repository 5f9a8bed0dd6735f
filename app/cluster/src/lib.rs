//! A whole cluster as HTML: what was understood of a dump, and the fleet that carries its pods.
//!
//! Every function is one of plain data, so the server and the browser's workers write the same bytes. This crate must not
//! know who calls it: no document, no request, no island. [`understood`] is the page `/import` once files are read, [`fleet`]
//! the fleet view of a scenario, [`addresses`] its addresses, [`mixes`] the fleets that
//! these are of, [`readable`] what charts share that can be read out.

pub mod addresses;
mod figures;
pub mod fleet;
pub mod mixes;
pub mod readable;
pub mod understood;
