//! A stream that may be packed with gzip.

use flate2::read::MultiGzDecoder;
use std::io::{self, Cursor, Read};

/// How much is read at once.
pub(super) const BUFFER: usize = 1 << 18;

const GZIP: [u8; 2] = [0x1F, 0x8B];

/// The same stream, unpacked where it begins as gzip does.
pub(super) fn unpacked<'a>(mut input: impl Read + 'a) -> io::Result<Box<dyn Read + 'a>> {
    let mut start = Vec::with_capacity(GZIP.len());
    input.by_ref().take(GZIP.len() as u64).read_to_end(&mut start)?;
    let is_gzip = start == GZIP;
    let whole = Cursor::new(start).chain(input);
    Ok(if is_gzip {
        Box::new(MultiGzDecoder::new(io::BufReader::with_capacity(BUFFER, whole)))
    } else {
        Box::new(whole)
    })
}
