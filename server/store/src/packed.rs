//! Editions as a store keeps them: packed, and unpacked only if they are what was packed.

use crate::edition::{Edition, EditionError, EditionRef, name_and_bytes};
use crate::error::StoreError;
use crate::location::Location;
use model::catalog::Catalog;
use std::io::{Read, Write};

/// Brotli's quality: 34 regions in 51 ms and 394 KB. At 11 they would take 3.2 s and 349 KB.
const QUALITY: u32 = 5;
/// Brotli's window and buffer: an edition has 64 KB.
const WINDOW: u32 = 18;
const BUFFER: usize = 1 << 16;
/// Most bytes that an edition is unpacked to: 250 times what one has.
const MOST_BYTES: u64 = 16 << 20;

/// An edition as a store keeps it.
pub(crate) struct Packed {
    pub(crate) name: EditionRef,
    pub(crate) region: String,
    pub(crate) content: Vec<u8>,
}

/// The editions of catalogues.
pub(crate) fn packed(catalogs: &[Catalog]) -> Result<Vec<Packed>, sqlx::Error> {
    catalogs.iter().map(packed_one).collect()
}

/// The edition of a catalogue.
pub(crate) fn packed_one(catalog: &Catalog) -> Result<Packed, sqlx::Error> {
    let (name, bytes) = name_and_bytes(catalog).map_err(|error| sqlx::Error::Encode(Box::new(error)))?;
    let mut content = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut content, BUFFER, QUALITY, WINDOW);
    writer.write_all(&bytes)?;
    drop(writer);
    Ok(Packed { name, region: catalog.region.code.clone(), content })
}

/// Editions of a store, worked on by all processors: it is what a start waits for.
pub(crate) fn all_unpacked(store: &Location, kept: &[(EditionRef, &[u8])]) -> Result<Vec<Edition>, StoreError> {
    let Some((first, rest)) = kept.split_first() else { return Ok(Vec::new()) };
    let first = unpacked(store, &first.0, first.1)?;
    let part = |kept: &[(EditionRef, &[u8])]| -> Result<Vec<Edition>, StoreError> {
        let mut part = Vec::with_capacity(kept.len());
        for (name, content) in kept {
            let mut edition = unpacked(store, name, content)?;
            // at once, so that there are never 34 tables of types
            edition.catalog.share(&first.catalog);
            part.push(edition);
        }
        Ok(part)
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let parts: Vec<_> = std::thread::scope(|scope| {
        let part = &part;
        let chunks = rest.chunks(rest.len().div_ceil(threads).max(1));
        let threads: Vec<_> = chunks.map(|kept| scope.spawn(move || part(kept))).collect();
        threads.into_iter().map(|thread| thread.join()).collect()
    });
    let mut editions = Vec::with_capacity(kept.len());
    for part in parts {
        editions.extend(part.unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
    }
    editions.insert(0, first);
    Ok(editions)
}

/// An edition of a store, if its bytes are those that were stored.
pub(crate) fn unpacked(store: &Location, name: &EditionRef, content: &[u8]) -> Result<Edition, StoreError> {
    let edition = unpack(content).and_then(|bytes| Edition::checked(name.clone(), bytes));
    edition.map_err(|why| StoreError::DamagedEdition { store: store.clone(), hash: name.hash, why })
}

fn unpack(content: &[u8]) -> Result<Vec<u8>, EditionError> {
    let mut bytes = Vec::new();
    let mut reader = brotli::Decompressor::new(content, BUFFER).take(MOST_BYTES);
    reader.read_to_end(&mut bytes).map_err(|_| EditionError::Packed)?;
    Ok(bytes)
}
