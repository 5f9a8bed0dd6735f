//! An edition: what a catalogue says of one region, as content that is named by its hash.

use catalog_files::{Version, VersionError};
use model::catalog::Catalog;
use model::catalog::edition::EditionHash;
use model::catalog::wire::{NotACatalog, decode, encode};
use sha2::{Digest, Sha256};

/// Names an edition, and the version that people know it by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EditionRef {
    /// Version of the catalogue.
    pub version: Version,
    /// SHA-256 of its bytes.
    pub hash: EditionHash,
}

/// One region of a catalogue: its figures, and the bytes that its name is the hash of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// Its name.
    pub name: EditionRef,
    /// What the bytes say.
    pub catalog: Catalog,
    /// As [`model::catalog::wire`] writes them.
    pub bytes: Vec<u8>,
}

/// Why stored bytes are not the edition that they are kept as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EditionError {
    /// They were changed after they were stored.
    #[error("its bytes have another hash")]
    OtherHash,
    /// They cannot be unpacked.
    #[error("its bytes cannot be unpacked")]
    Packed,
    /// They are whole, but this Berth cannot read them.
    #[error("{0}")]
    Unreadable(#[from] NotACatalog),
}

impl Edition {
    /// The edition of a catalogue's region.
    pub fn of(catalog: Catalog) -> Result<Edition, VersionError> {
        let (name, bytes) = name_and_bytes(&catalog)?;
        Ok(Edition { name, catalog, bytes })
    }

    /// An edition from a store, whose bytes must have the hash that it is kept under: other figures are worse
    /// than none.
    pub fn checked(name: EditionRef, bytes: Vec<u8>) -> Result<Edition, EditionError> {
        if hash_of(&bytes) != name.hash {
            return Err(EditionError::OtherHash);
        }
        Ok(Edition { name, catalog: decode(&bytes)?, bytes })
    }
}

/// A catalogue's region as bytes, and their name.
pub(crate) fn name_and_bytes(catalog: &Catalog) -> Result<(EditionRef, Vec<u8>), VersionError> {
    let (version, bytes) = (catalog.version.parse()?, encode(catalog));
    Ok((EditionRef { version, hash: hash_of(&bytes) }, bytes))
}

fn hash_of(bytes: &[u8]) -> EditionHash {
    EditionHash(Sha256::digest(bytes).into())
}
