//! Bytes, compressed.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;

/// With brotli, as well as it can: takes 0.1 s for a region's catalogue, and is done once.
pub fn in_best_brotli(bytes: &[u8]) -> Vec<u8> {
    in_brotli(bytes, 11)
}

/// With brotli, where its time still pays for what may be sent once.
pub fn in_quick_brotli(bytes: &[u8]) -> Vec<u8> {
    in_brotli(bytes, 5)
}

fn in_brotli(bytes: &[u8], quality: u32) -> Vec<u8> {
    let mut out = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, 22);
    // writing to a vector cannot fail
    let _ = writer.write_all(bytes);
    drop(writer);
    out
}

/// With gzip.
pub fn in_gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::new(5));
    // writing to a vector cannot fail
    let _ = writer.write_all(bytes);
    writer.finish().unwrap_or_default()
}
