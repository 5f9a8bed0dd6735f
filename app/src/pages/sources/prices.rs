//! How many of a region's on-demand prices are on a price list, and how many are estimated or not known.

use maud::{Markup, html};
use model::catalog::{Catalog, PriceKind};
use model::units::{BasisPoints, WHOLE_BP, grouped};

/// Offers of a region, or of all, by what is known of their price.
#[derive(Clone, Copy, Default)]
struct Known {
    published: u32,
    estimated: u32,
    unpriced: u32,
}

impl Known {
    fn of(catalog: &Catalog) -> Known {
        let mut known = Known::default();
        for offer in catalog.offers.iter().filter(|offer| offer.offered) {
            match offer.on_demand.as_ref().map(|price| &price.kind) {
                Some(PriceKind::Published) => known.published += 1,
                Some(PriceKind::Estimated(_)) => known.estimated += 1,
                None => known.unpriced += 1,
            }
        }
        known
    }

    fn and(self, other: Known) -> Known {
        Known {
            published: self.published + other.published,
            estimated: self.estimated + other.estimated,
            unpriced: self.unpriced + other.unpriced,
        }
    }

    /// Published ones of all offers, to a tenth of a per cent.
    fn share(self) -> BasisPoints {
        let offers = (self.published + self.estimated + self.unpriced).max(1);
        let tenths = (u64::from(self.published) * u64::from(WHOLE_BP / 10) + u64::from(offers / 2)) / u64::from(offers);
        BasisPoints(tenths as u32 * 10)
    }
}

/// The section: a row a region, all of them last.
pub(super) fn section<'a>(catalogs: impl Iterator<Item = &'a Catalog>) -> Markup {
    let rows: Vec<(&Catalog, Known)> = catalogs.map(|catalog| (catalog, Known::of(catalog))).collect();
    let all = rows.iter().fold(Known::default(), |all, (_, known)| all.and(*known));
    html! {
        h2 id="published" { "Published prices" }
        p.help {
            (all.share()) " of the on-demand prices of what is on offer are on a price list; the others are estimated and marked, or not known. "
            "Where it is not known what a region offers, types without a price are not counted."
        }
        div.scroll.all tabindex="0" role="region" aria-label="Published prices by region" {
            table.list {
                thead { tr {
                    th scope="col" { "Region" } th scope="col" { "Published" } th scope="col" { "Estimated" }
                    th scope="col" { "Not known" } th scope="col" { "Share published" } th scope="col" { "Prices of" }
                } }
                tbody {
                    @for (catalog, known) in &rows {
                        tr {
                            th scope="row" { (catalog.region.location) " " small { (catalog.region.code) } }
                            (cells(*known)) td { (catalog.region.on_demand_as_of) }
                        }
                    }
                    tr { th scope="row" { "All regions" } (cells(all)) td {} }
                }
            }
        }
    }
}

fn cells(known: Known) -> Markup {
    html! {
        td { (grouped(known.published.into())) } td { (grouped(known.estimated.into())) }
        td { (grouped(known.unpriced.into())) } td { (known.share()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_of_all_offers_and_rounds_to_a_tenth() {
        let known = |published, estimated, unpriced| Known { published, estimated, unpriced }.share().to_string();
        assert_eq!(known(18_024, 4_499, 487), "78.3 %"); // 18,024 of 23,010
        assert_eq!(known(15_865, 6_594, 551), "68.9 %"); // 15,865 of 23,010
        assert_eq!((known(7, 0, 0), known(0, 0, 0)), ("100 %".into(), "0 %".into()));
    }
}
