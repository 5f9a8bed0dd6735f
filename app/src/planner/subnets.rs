//! The rows of the subnet table: one each, and an empty one to add to the list.

use maud::{Markup, html};
use model::scenario::fields::SUBNET_NUMBERS;
use model::scenario::{MAX_SUBNETS, Subnet};

/// All rows.
pub fn rows(subnets: &[Subnet]) -> Markup {
    html! {
        @for (i, s) in subnets.iter().enumerate() { (row(Some(s), &format!("of subnet {}", i + 1))) }
        @if subnets.len() < MAX_SUBNETS { (row(None, "of a new subnet")) }
    }
}

fn row(listed: Option<&Subnet>, of: &str) -> Markup {
    let [free] = &SUBNET_NUMBERS;
    html! {
        tr {
            td { input name="subnet" maxlength="100" value=[listed.map(|s| &s.zone)] aria-label={ "Zone or name " (of) } placeholder=[listed.is_none().then_some("add one")] autocomplete="off"; }
            td { input type="number" name=(free.key) min=(free.min) max=(free.max) value=[listed.and_then(|s| s.free_addresses)] placeholder="not known" aria-label={ "Free addresses " (of) }; }
            td { @if let Some(s) = listed { button.quiet.js type="button" name="remove" aria-label={ "Remove " (s.zone) } { "\u{d7}" } } }
        }
    }
}
