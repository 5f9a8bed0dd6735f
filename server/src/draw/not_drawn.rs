//! Why there is no picture.

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
