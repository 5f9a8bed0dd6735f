//! The article's claims, each with check, verdict, sources and the figures that the catalogue gives.

use super::source_links;
use leptos::prelude::*;
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
pub(super) fn part(catalog: &Catalog) -> AnyView {
    let legend = VERDICTS.map(|(verdict, means)| {
        let count = CLAIMS.iter().filter(|claim| claim.verdict == verdict).count();
        view! { <li>{badge(verdict)}" "{count}": "{means}</li> }
    });
    let claims = CLAIMS.iter().map(|claim| row(catalog, claim)).collect_view();
    view! {
        <p>"Only claims that needed a check are listed; what the article gets right is not."</p>
        <ul class="verdicts" aria-label="Verdicts">{legend.collect_view()}</ul>
        <ol class="claims">{claims}</ol>
    }
    .into_any()
}

fn badge(verdict: Verdict) -> impl IntoView {
    view! { <span class=format!("badge {}", verdict.code())>{verdict.name()}</span> }
}

fn row(catalog: &Catalog, claim: &'static Claim) -> AnyView {
    let figures = (claim.live)(catalog);
    let events = claim.events.iter().filter_map(|id| event(id));
    let events = events.map(|e| view! { <li><a href=format!("#e-{}", e.id)><time>{e.date}</time></a>" "{e.text}</li> });
    view! {
        <li id=claim.id>
            <div class="said"><h3>{claim.id}" "{badge(claim.verdict)}</h3><p>{claim.claim}</p></div>
            <div class="found">
                <p>{claim.check}</p>
                {(!claim.events.is_empty()).then(|| view! { <ul class="plain events">{events.collect_view()}</ul> })}
                {live_table(claim, figures)}
                {source_links(claim.basis.sources())}
            </div>
        </li>
    }
    .into_any()
}

/// The figures; the article's column only where it prints one.
fn live_table(claim: &Claim, figures: Vec<LiveFigure>) -> Option<AnyView> {
    if figures.is_empty() {
        return None;
    }
    let prints = figures.iter().any(|figure| figure.article.is_some());
    let head = prints.then(|| view! { <th scope="col">"printed"</th> });
    let line = |figure: LiveFigure| {
        let printed = prints.then(|| view! { <td class="printed">{figure.article.unwrap_or("–")}</td> });
        view! { <tr><th scope="row">{figure.label}</th>{printed}<td><b>{figure.now}</b></td></tr> }
    };
    let label = format!("Figures for {}", claim.id);
    Some(
        view! {
            <table class="live" aria-label=label>
                <thead><tr><td></td>{head}<th scope="col">"comes to"</th></tr></thead>
                <tbody>{figures.into_iter().map(line).collect_view()}</tbody>
            </table>
        }
        .into_any(),
    )
}
