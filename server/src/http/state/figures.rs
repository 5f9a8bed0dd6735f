//! The service in figures, for whoever watches it.

/// What is so at one moment; `None` is not known, or not there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Saves that are being worked out and written.
    pub saves_under_way: usize,
    /// Writes that wait for the writer.
    pub writer_queue: Option<usize>,
    /// Bytes of the store.
    pub store_bytes: Option<u64>,
    /// Seconds since the day of the catalogue's version, 0:00 UTC.
    pub catalog_age: Option<i64>,
    /// Rooms that are not closed.
    pub rooms: Option<u64>,
    /// Pages that follow a room.
    pub streams: Option<u32>,
}
