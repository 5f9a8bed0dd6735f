//! The digest of a table's rows.

use sha2::{Digest as _, Sha256};

/// A row as both databases give it: each column as text, in the table's order.
pub(super) type Row = Vec<Option<String>>;

/// SHA-256 of rows in an order that both sides have, and how many they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Digest {
    hash: Sha256,
    rows: u64,
}

impl Digest {
    /// Takes another row: each column after its length, so that no two tables are written the same.
    pub(super) fn add(&mut self, row: &Row) {
        self.rows += 1;
        for column in row {
            let length = column.as_ref().map_or(u64::MAX, |text| text.len() as u64);
            self.hash.update(length.to_be_bytes());
            self.hash.update(column.as_deref().unwrap_or_default());
        }
    }

    /// How many.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// In hex.
    pub(super) fn hex(&self) -> String {
        self.hash.clone().finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

impl PartialEq for Digest {
    fn eq(&self, other: &Digest) -> bool {
        (self.rows, self.hex()) == (other.rows, other.hex())
    }
}
