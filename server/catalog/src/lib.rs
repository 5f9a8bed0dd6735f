//! The catalogue's files and the checked figures that they hold.
//!
//! The carried files are in `data/`: one CSV for the instance types, one a region for its prices, and corrections,
//! history and sources with them.
//!
//! [`parse`] is the entry point: [`Files`] in, [`Figures`] out, or a [`CatalogError`] with every
//! problem that was found. The layout of the files is the modules' of `parse`. Nothing here knows
//! of a database.

mod figures;
mod files;
mod parse;
mod problem;
mod table;
mod version;

pub use figures::{CorrectedField, Correction, Counts, Dated, Figures, RegionFigures, Source};
pub use files::Files;
pub use parse::parse;
pub use problem::{CatalogError, MAX_PROBLEMS, Problem, Problems};
pub use table::{decimal, is_name};
pub use version::{Version, VersionError, is_date};
