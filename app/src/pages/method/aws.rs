//! The part on AWS's network and EKS: facts that hold whichever pod network is chosen.

use crate::view::cites::cites;
use maud::{Markup, html};
use model::advice::knowledge::facts::AWS_FACTS;

/// The part of the page.
pub(super) fn part() -> Markup {
    html! {
        p { "They hold whichever pod network is chosen, and stand behind what it is chosen by." }
        ul.plain {
            @for (_, fact) in AWS_FACTS {
                li {
                    (fact.text) " " (cites(fact.basis.sources())) " "
                    small { "As of " (fact.date) @if let Some(mark) = fact.basis.mark() { ", " (mark) } "." }
                }
            }
        }
    }
}
