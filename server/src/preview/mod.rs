//! Pictures of a scenario, for places that show a link as one (chats, mail, wikis), and its charts as files.
//!
//! Entry point: [`png`], a card of 1200 x 630 pixels: headline, pod network, best type, cost per pod. Reading
//! order: [`subject`] (what is shown), `figures` (what is said of it), `card` (where it stands); then `surface`
//! (pixels), `on_surface` (the charts' backend), `font`, `words` (lines that fit), `colours` (the design
//! tokens), `indexed` (the file). [`chart_file`] draws the charts. [`kept`] keeps what was drawn and bounds how
//! much is drawn at once; [`routes`] answers.
//!
//! The same subject gives the same bytes: no clock, no system font, no randomness.

mod card;
pub mod chart_file;
mod colours;
mod figures;
mod font;
mod indexed;
pub mod kept;
mod on_surface;
pub mod routes;
mod sheet;
mod sheet_png;
mod sheet_svg;
pub mod subject;
mod surface;
mod words;

pub use subject::Subject;

/// Width and height of a preview, in pixels: what chats and networks ask for.
pub const SIZE: (u32, u32) = (1200, 630);

/// A picture could not be drawn. No subject is known to bring this about.
#[derive(Debug, thiserror::Error)]
pub enum NotDrawn {
    /// The carried font cannot be read.
    #[error("the font cannot be read")]
    Font,
    /// A chart was not drawn.
    #[error("the chart cannot be drawn: {0}")]
    Chart(String),
    /// The file was not written.
    #[error("the picture cannot be written: {0}")]
    File(#[from] png::EncodingError),
}

/// The preview of a subject, as a PNG file.
pub fn png(subject: &Subject) -> Result<Vec<u8>, NotDrawn> {
    let surface = card::draw(&figures::Figures::of(subject))?;
    indexed::png(&surface)
}
