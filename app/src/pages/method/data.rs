//! The part on the data: what the catalogue holds, from where, and as of when.

use crate::site::site;
use crate::view::cites::cites;
use crate::view::page_view::kept;
use maud::{Markup, html};
use model::units::grouped;

/// The part of the page.
pub(super) fn part() -> Markup {
    let site = site();
    let regions = site.regions();
    html! {
        @if let Some(first) = regions.first() {
            p {
                "Catalogue " b { (first.catalog.version) } ": " (grouped(first.catalog.types.len() as u64)) " types and "
                (regions.len()) " regions. The server has all of it; nothing is fetched while you look."
            }
            dl.facts-of-data {
                dt { "Limits of types" }
                dd { "ENIs, addresses, vCPU, memory, bandwidth, EBS attachments and branch ENIs. " (cites(&["ec2-types", "vcni-limits", "vrc-limits", "corrections"])) }
                dt { "On-demand prices" }
                dd { "Linux, shared tenancy, US dollars without tax, of " (site.price_dates()) ". Where no source has a region\u{2019}s price it is estimated, and marked so. " (cites(&["prices"])) }
                dt { "Spot" }
                dd { "Average saving of a type in a region, of " (first.catalog.spot_as_of) ": indicative only. " (cites(&["spot-advisor"])) }
                @if let Some(date) = &first.catalog.reserved_as_of {
                    dt { "Commitments" }
                    dd { "Reserved Instances without upfront payment, of " (date) ". Types of later are without. " (cites(&["reserved"])) }
                }
                @if let Some(date) = &first.catalog.auto_mode_as_of {
                    dt { "Auto Mode\u{2019}s fees" }
                    dd { "By type, of " (date) ". A type without one counts at a share of its price. " (cites(&["auto-mode-list"])) }
                }
                dt { "2018" }
                dd { (grouped(first.catalog.history.len() as u64)) " types with the limits and us-east-1 prices of 29 November 2018. " (cites(&["vcni-130", "prices-2018"])) }
            }
            p { "Every region\u{2019}s date is on the page " a href=(kept("/regions")) { "Regions" } ", every source on the page " a href=(kept("/sources")) { "Sources" } "." }
        }
    }
}
