//! The catalogue's files as texts: embedded in the binary, or read from a directory.
//!
//! Knows where the texts are, not what they say.

use super::problem::{CatalogError, Problems};
use model::catalog::wire;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::ErrorKind;
use std::path::Path;

/// Version, dates and row counts.
pub(super) const MANIFEST: &str = "manifest.csv";
/// Where the figures come from.
pub(super) const SOURCES: &str = "sources.csv";
/// One row for each instance type.
pub(super) const INSTANCE_TYPES: &str = "instance_types.csv";
/// Published figures that we know to be wrong.
pub(super) const CORRECTIONS: &str = "corrections.csv";
/// One row for each region.
pub(super) const REGIONS: &str = "regions.csv";
/// One row for each region of which no price is known.
pub(super) const UNPRICED_REGIONS: &str = "unpriced_regions.csv";
/// The types of November 2018.
pub(super) const HISTORY: &str = "history_2018.csv";
/// Memory that Bottlerocket nodes reported. What is measured has a directory of its own, for its licence.
pub(super) const MEMORY_BOTTLEROCKET: &str = "measured/memory_bottlerocket.csv";
/// Memory that Ubuntu machines reported.
pub(super) const MEMORY_UBUNTU: &str = "measured/memory_ubuntu.csv";
/// What the vCPUs of a type get done.
pub(super) const CPU: &str = "measured/cpu.csv";
/// CPU that burstable types have all day.
pub(super) const BASELINES: &str = "baselines.csv";
/// Types that take EFA interfaces.
pub(super) const EFA: &str = "efa.csv";
/// Directory of the price files, one for each region.
const PRICES: &str = "prices";

const SINGLE: [&str; 12] = [
    MANIFEST,
    SOURCES,
    INSTANCE_TYPES,
    CORRECTIONS,
    REGIONS,
    UNPRICED_REGIONS,
    HISTORY,
    MEMORY_BOTTLEROCKET,
    MEMORY_UBUNTU,
    CPU,
    BASELINES,
    EFA,
];

/// Raised when the same files come to mean other rows or other bytes in the store, so that they are loaded again at
/// the next start. The format of an edition's bytes is part of it.
const MEANING: u32 = wire::FORMAT as u32;

macro_rules! embedded {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("../data/", $name)))),*] };
}

static EMBEDDED: [(&str, &str); 46] = embedded! {
    "manifest.csv" "sources.csv" "instance_types.csv" "corrections.csv" "regions.csv" "unpriced_regions.csv"
    "history_2018.csv"
    "measured/memory_bottlerocket.csv" "measured/memory_ubuntu.csv" "measured/cpu.csv" "baselines.csv" "efa.csv"
    "prices/af-south-1.csv" "prices/ap-east-1.csv" "prices/ap-northeast-1.csv" "prices/ap-northeast-2.csv"
    "prices/ap-northeast-3.csv" "prices/ap-south-1.csv" "prices/ap-south-2.csv" "prices/ap-southeast-1.csv"
    "prices/ap-southeast-2.csv" "prices/ap-southeast-3.csv" "prices/ap-southeast-4.csv" "prices/ap-southeast-5.csv"
    "prices/ap-southeast-7.csv" "prices/ca-central-1.csv" "prices/ca-west-1.csv" "prices/eu-central-1.csv"
    "prices/eu-central-2.csv" "prices/eu-north-1.csv" "prices/eu-south-1.csv" "prices/eu-south-2.csv"
    "prices/eu-west-1.csv" "prices/eu-west-2.csv" "prices/eu-west-3.csv" "prices/il-central-1.csv"
    "prices/me-central-1.csv" "prices/me-south-1.csv" "prices/mx-central-1.csv" "prices/sa-east-1.csv"
    "prices/us-east-1.csv" "prices/us-east-2.csv" "prices/us-gov-east-1.csv" "prices/us-gov-west-1.csv"
    "prices/us-west-1.csv" "prices/us-west-2.csv"
};

/// The catalogue's files by name: `manifest.csv`, `prices/us-east-1.csv`.
#[derive(Clone, Debug)]
pub struct Files {
    texts: BTreeMap<String, Cow<'static, str>>,
}

impl Files {
    /// The files that the binary carries.
    pub fn embedded() -> Files {
        let texts = EMBEDDED.iter().map(|(name, text)| ((*name).to_owned(), Cow::Borrowed(*text))).collect();
        Files { texts }
    }

    /// The files of a directory with the same layout. Other files in it are left alone.
    pub fn from_dir(directory: &Path) -> Result<Files, CatalogError> {
        let problems = Problems::default();
        let mut texts = BTreeMap::new();
        let single = SINGLE.iter().map(|name| (*name).to_owned());
        for name in single.chain(price_files(directory, &problems)) {
            if let Some(text) = read(directory, &name, &problems) {
                texts.insert(name, Cow::Owned(text));
            }
        }
        problems.into_result(Files { texts })
    }

    /// The text of a file.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.texts.get(name).map(|text| text.as_ref())
    }

    /// Regions that have a price file, in order.
    pub(super) fn priced_regions(&self) -> impl Iterator<Item = &str> {
        self.texts.keys().filter_map(|name| name.strip_prefix("prices/")?.strip_suffix(".csv"))
    }

    /// SHA-256 over all names and texts: tells two catalogues of the same version apart.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(MEANING.to_be_bytes());
        for (name, text) in &self.texts {
            for part in [name.as_bytes(), text.as_bytes()] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        hex(&hash.finalize())
    }
}

/// Bytes as hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        // writing to a String cannot fail
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// Name of a region's price file.
pub(super) fn price_file(region: &str) -> String {
    format!("{PRICES}/{region}.csv")
}

fn price_files(directory: &Path, problems: &Problems) -> Vec<String> {
    let entries = match std::fs::read_dir(directory.join(PRICES)) {
        Ok(entries) => entries,
        Err(error) => {
            problems.file(PRICES, cannot_be_read(&error, directory));
            return Vec::new();
        }
    };
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| name.ends_with(".csv") && !name.starts_with('.'))
        .map(|name| format!("{PRICES}/{name}"))
        .collect();
    names.sort_unstable();
    names
}

fn read(directory: &Path, name: &str, problems: &Problems) -> Option<String> {
    match std::fs::read_to_string(directory.join(name)) {
        Ok(text) => Some(text),
        Err(error) => {
            problems.file(name, cannot_be_read(&error, directory));
            None
        }
    }
}

fn cannot_be_read(error: &std::io::Error, directory: &Path) -> String {
    match error.kind() {
        ErrorKind::NotFound => format!("is missing in {}", directory.display()),
        ErrorKind::InvalidData => "is not UTF-8 text".to_owned(),
        _ => format!("cannot be read from {}: {error}", directory.display()),
    }
}
