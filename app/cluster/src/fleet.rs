//! The fleet view of a scenario.

use fleet::fleet::Fleet;
use maud::{Markup, html};

/// What was found, in a sentence.
pub fn headline(fleet: &Fleet) -> Markup {
    html! { p.fleet-headline { (fleet.headline()) } }
}
