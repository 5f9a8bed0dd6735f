//! What a store says of its current catalogue: its name, what loading did, and its figures counted.

use crate::edition::Edition;
use catalog_files::{Counts, Figures, Source, Version};
use model::catalog::{Region, UnpricedRegion};
use std::cmp::Ordering;
use std::fmt;

/// Names a catalogue as it was imported: a version may be given twice, to two contents.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CatalogRef {
    /// Date with a serial.
    pub version: Version,
    /// SHA-256 of its files, in hex.
    pub content_hash: String,
}

/// The catalogue that plans read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CurrentCatalog {
    /// Its name.
    pub name: CatalogRef,
    /// Its editions, in the order of the regions' codes. Equal tables of types are one in memory.
    pub editions: Vec<Edition>,
    /// Regions of which no price is known, in the order of their codes.
    pub unpriced_regions: Vec<UnpricedRegion>,
}

/// What loading has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Loaded {
    /// Nothing: the store held this catalogue.
    Current,
    /// Filled a store that held none.
    First,
    /// Replaced an older one.
    Replaced {
        /// The older version.
        older: Version,
    },
    /// Replaced one with the same version but other content.
    Corrected,
    /// Nothing: the store holds a newer catalogue.
    KeptNewer {
        /// The newer version.
        stored: Version,
    },
}

impl Loaded {
    /// What loading comes to, for a store that holds this version and content.
    pub(crate) fn by(figures: &Figures, stored: Option<(Version, String)>) -> Loaded {
        let Some((version, content_hash)) = stored else { return Loaded::First };
        match version.cmp(&figures.version) {
            Ordering::Less => Loaded::Replaced { older: version },
            Ordering::Equal if content_hash == figures.content_hash => Loaded::Current,
            Ordering::Equal => Loaded::Corrected,
            Ordering::Greater => Loaded::KeptNewer { stored: version },
        }
    }

    /// Whether there is nothing to load.
    pub(crate) fn is_needless(&self) -> bool {
        matches!(self, Loaded::Current | Loaded::KeptNewer { .. })
    }
}

/// How far a load has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// The instance types are in.
    Types {
        /// How many.
        types: usize,
    },
    /// A region's prices are in.
    Region {
        /// Its code.
        code: String,
        /// Regions that are in, this one included.
        done: usize,
        /// All regions.
        of: usize,
    },
}

/// The current catalogue in figures: what `berth catalog show` prints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Its version.
    pub version: Version,
    /// SHA-256 of its files.
    pub content_hash: String,
    /// When it was loaded, UTC: `2026-11-23T05:18:00Z`.
    pub loaded_at: String,
    /// Date of the spot savings.
    pub spot_as_of: String,
    /// Each region, in code order.
    pub regions: Vec<RegionSummary>,
    /// Regions of which no price is known, in code order.
    pub unpriced_regions: Vec<UnpricedRegion>,
    /// Rows over all regions.
    pub totals: Counts,
    /// Where the figures come from.
    pub sources: Vec<Source>,
}

/// A region in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionSummary {
    /// The region and the date of its on-demand prices.
    pub region: Region,
    /// Published on-demand prices.
    pub published: usize,
    /// Estimated on-demand prices.
    pub estimated: usize,
    /// Offers without a price.
    pub unpriced: usize,
    /// Spot savings.
    pub spot: usize,
    /// Offers with rates of commitments.
    pub reserved: usize,
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Progress::Types { types } => write!(f, "{types} instance types"),
            Progress::Region { code, done, of } => write!(f, "{code}: region {done} of {of}"),
        }
    }
}
