//! Entry point of the import: the files become figures, or a list of all that is wrong with them.
//!
//! One module for each file's layout. Row counts are held against the manifest at the end, so that a
//! file cut short at a line end is noticed too.

mod corrections;
mod fit;
mod history;
mod manifest;
mod measured;
mod regions;
mod sources;
mod types;
mod unpriced_regions;

use super::figures::{Counts, Figures};
use super::files::Files;
use super::problem::{CatalogError, Problems};

/// Reads and checks all files. The error lists every problem, each with file, line and field.
pub fn parse(files: &Files) -> Result<Figures, CatalogError> {
    let problems = Problems::default();
    let figures = read(files, &problems);
    problems.into_result(figures)
}

/// The figures; worthless as soon as `problems` holds one.
fn read(files: &Files, problems: &Problems) -> Figures {
    let manifest = manifest::read(files, problems);
    let sources = sources::read(files, problems);
    let mut types = types::read(files, manifest.promised.instance_types, problems);
    let corrections = corrections::apply(files, &mut types, problems);
    let measured = measured::apply(files, &mut types, problems);
    let mut found = Counts {
        instance_types: types.list.len(),
        sources: sources.list.len(),
        corrections: corrections.len(),
        ..Counts::default()
    };
    let regions = regions::read(files, &types, &sources, &mut found, problems);
    let unpriced_regions = unpriced_regions::read(files, &regions, problems);
    found.unpriced_regions = unpriced_regions.len();
    let history = history::read(files, problems);
    found.history_2018 = history.len();
    manifest.check(&found, &measured, problems);
    Figures {
        spot_source: sources.of(&manifest.spot_as_of, "spot_as_of", problems),
        reserved_source: sources.of(&manifest.reserved_as_of, "reserved_as_of", problems),
        version: manifest.version,
        content_hash: files.hash(),
        spot_as_of: manifest.spot_as_of,
        reserved_as_of: manifest.reserved_as_of,
        sources: sources.list,
        types: types.list,
        corrections,
        regions,
        unpriced_regions,
        history,
    }
}
