//! The article's claims, each with check, verdict, sources and the figures that the catalogue gives.

use super::source_links;
use maud::{Markup, html};
use model::advice::knowledge::claims::{CLAIMS, Claim, LiveFigure, Verdict};
use model::advice::knowledge::timeline::event;
use model::catalog::Catalog;

/// Verdicts in the order of the legend, with what each means.
const VERDICTS: [(Verdict, &str); 5] = [
    (Verdict::Wrong, "was wrong then"),
    (Verdict::Slip, "a slip without consequence"),
    (Verdict::Partly, "was true in part"),
    (Verdict::Changed, "was true or fair then, is not today"),
    (Verdict::Unverified, "could not be checked"),
];

/// The part of the page.
pub(super) fn part(catalog: &Catalog) -> Markup {
    let count = |verdict: Verdict| CLAIMS.iter().filter(|claim| claim.verdict == verdict).count();
    html! {
        p { "Only claims that needed a check are listed; what the article gets right is not." }
        ul.verdicts aria-label="Verdicts" {
            @for (verdict, means) in VERDICTS { li { (badge(verdict)) " " (count(verdict)) ": " (means) } }
        }
        ol.claims { @for claim in &CLAIMS { (row(catalog, claim)) } }
    }
}

fn badge(verdict: Verdict) -> Markup {
    html! { span class={ "badge " (verdict.code()) } { (verdict.name()) } }
}

fn row(catalog: &Catalog, claim: &Claim) -> Markup {
    html! {
        li id=(claim.id) {
            div.said { h3 { (claim.id) " " (badge(claim.verdict)) } p { (claim.claim) } }
            div.found {
                p { (claim.check) }
                @if !claim.events.is_empty() {
                    ul.plain.events {
                        @for e in claim.events.iter().filter_map(|id| event(id)) {
                            li { a href={ "#e-" (e.id) } { time { (e.date) } } " " (e.text) }
                        }
                    }
                }
                (live_table(claim, &(claim.live)(catalog)))
                (source_links(claim.basis.sources()))
            }
        }
    }
}

/// The figures, if there are any; the article's column only where it prints one.
fn live_table(claim: &Claim, figures: &[LiveFigure]) -> Markup {
    let prints = figures.iter().any(|figure| figure.article.is_some());
    html! {
        @if !figures.is_empty() {
            table.live aria-label={ "Figures for " (claim.id) } {
                thead { tr { td {} @if prints { th scope="col" { "printed" } } th scope="col" { "comes to" } } }
                tbody {
                    @for figure in figures {
                        tr {
                            th scope="row" { (figure.label) }
                            @if prints { td.printed { (figure.article.unwrap_or("–")) } }
                            td { b { (figure.now) } }
                        }
                    }
                }
            }
        }
    }
}
