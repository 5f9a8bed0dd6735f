//! A newer catalogue of an older one and what AWS's files say.
//!
//! What a file does not speak of stays as it was, with its date. A price list is all that a region sells on demand: what it
//! does not have is no longer priced, and what was estimated is published or not known.

mod facts;
mod fees;
mod prices;
mod savings;
mod sources;
mod spot;
mod types;

pub use facts::with_facts;
pub use sources::is_refreshed;

use crate::read::Found;
use catalog_files::Figures;

/// What came of a refresh.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refreshed {
    /// The catalogue, with a version of its own; equal to the older one but for that where nothing was new.
    pub figures: Figures,
    /// What could not be used, and what was seen on the way, a sentence each.
    pub remarks: Vec<String>,
}

/// Takes what was found into a catalogue, on a day. `regions`: the only ones that are changed; none: all.
pub fn refreshed(base: &Figures, found: &[Found], day: &str, regions: &[String]) -> Refreshed {
    let mut figures = base.clone();
    let mut remarks = Vec::new();
    let is_wanted = |code: &str| regions.is_empty() || regions.iter().any(|region| region == code);
    for described in found.iter().filter_map(|found| if let Found::Types(types) = found { Some(types) } else { None }) {
        types::take(&mut figures, described, day, &mut remarks);
    }
    for list in found.iter().filter_map(|found| if let Found::Prices(list) = found { Some(list) } else { None }) {
        prices::take(&mut figures, list, is_wanted, &mut remarks);
    }
    for found in found {
        match found {
            Found::Spot(spot) => spot::take(&mut figures, spot, is_wanted, &mut remarks),
            Found::SavingsPlans(rates) => savings::compare(&figures, rates, &mut remarks),
            Found::AutoMode(found) => fees::take(&mut figures, found, is_wanted, &mut remarks),
            Found::Prices(_) | Found::Types(_) | Found::Index => {}
        }
    }
    fees::only_dated(&mut figures);
    sources::only_used(&mut figures);
    figures.version = base.version.after(day);
    figures.content_hash = figures.hash_of_content();
    Refreshed { figures, remarks }
}

/// Whether two catalogues say the same, whatever they are called.
pub fn say_the_same(one: &Figures, other: &Figures) -> bool {
    let named =
        |figures: &Figures| Figures { version: other.version.clone(), content_hash: String::new(), ..figures.clone() };
    named(one) == named(other)
}

/// The first few of many, and how many more there are: `a, b, c and 12 more`.
fn some(names: &[String], most: usize) -> String {
    let shown = names[..names.len().min(most)].join(", ");
    match names.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}
