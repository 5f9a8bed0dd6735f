//! Pictures of a scenario, for places that show a link as one (chats, mail, wikis), and its charts as files.
//!
//! Entry point: [`png`], a card of 1200 x 630 pixels: headline, pod network, best type, cost per pod; for a fleet
//! [`fleet_png`], with every node a box (`fleet_card`, `fleet_figures`). Reading
//! order: [`subject`] (what is shown), `figures` (its figures in words), `card` (the layout); then `surface`
//! (pixels), `on_surface` (the charts' backend), `font`, `words` (lines that fit), `colours` (the design
//! tokens), `indexed` (the file). [`chart_file`] draws the charts. [`kept`] keeps what was drawn and bounds how
//! much is drawn at once.
//!
//! The same subject gives the same bytes: no clock, no system font, no randomness.

mod card;
mod chart;
pub mod chart_file;
mod colours;
mod figures;
mod fleet_card;
mod fleet_figures;
mod font;
mod indexed;
pub mod kept;
mod not_drawn;
mod on_surface;
mod sheet;
mod sheet_png;
mod sheet_svg;
pub mod subject;
mod surface;
mod words;

pub use not_drawn::NotDrawn;
pub use subject::{Pictured, PicturedFleet};

/// The preview of a subject, as a PNG file.
pub fn png(subject: &Pictured) -> Result<Vec<u8>, NotDrawn> {
    let surface = card::draw(&figures::OnPicture::of(subject))?;
    indexed::png(&surface)
}

/// The preview of a fleet, as a PNG file.
pub fn fleet_png(subject: &PicturedFleet) -> Result<Vec<u8>, NotDrawn> {
    let surface = fleet_card::draw(&fleet_figures::OnFleetPicture::of(subject))?;
    indexed::png(&surface)
}
