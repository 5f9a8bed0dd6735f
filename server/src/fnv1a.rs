//! FNV-1a: a hash of content that is the same on every machine and toolchain, for names and tags of files. The build
//! script uses this very file.

/// The hash of these bytes.
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
