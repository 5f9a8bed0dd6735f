//! What has changed since a saved decision: a banner, and every figure that would be another one now.

use crate::saved::SavedPage;
use crate::view::page_view::View;
use leptos::prelude::*;
use model::evaluation::Evaluation;
use model::summary::decided::{Decided, Difference, differences, in_plan};

/// Nothing while catalogue and rules are those of the decision.
pub fn banner(page: &SavedPage) -> Option<AnyView> {
    if page.is_current {
        return None;
    }
    let Some(now) = &page.catalog_now else {
        let text = "Prices of this region are no longer in the catalogue: what is shown are the figures as saved.";
        return Some(view! { <section class="changed" aria-label="Changes since"><p>{text}</p></section> }.into_any());
    };
    let today = Evaluation::of(now.clone(), page.scenario.clone());
    let found = differences(&page.decided, &Decided::of(&today), |name| in_plan(now, today.plan(), name));
    let dates = format!(
        "Since then the catalogue went from {} to {}, prices of {}.",
        page.catalog_then.version, now.version, now.region.on_demand_as_of
    );
    let recompute = View::Nodes.address(&page.scenario) + "&parent=" + &page.id;
    let said = match found.len() {
        0 => "None of these figures would change.".to_string(),
        1 => "One figure would change.".to_string(),
        n => format!("{n} figures would change."),
    };
    Some(
        view! {
            <section class="changed" aria-labelledby="changed">
                <h2 id="changed">{said}</h2>
                <p>{dates}" Below are the figures as saved."</p>
                {table(found)}
                <p><a class="button" href=recompute>"Recalculate with today\u{2019}s prices"</a></p>
            </section>
        }
        .into_any(),
    )
}

fn table(found: Vec<Difference>) -> Option<AnyView> {
    let line = |d: Difference| view! { <tr><th scope="row">{d.what}</th><td>{d.then}</td><td>{d.now}</td></tr> };
    if found.is_empty() {
        return None;
    }
    let rows = found.into_iter().map(line).collect_view();
    let table = view! {
        <div class="scroll all" tabindex="0" role="region" aria-label="Figures that would change">
            <table class="list changes">
                <thead><tr><th scope="col">"What"</th><th scope="col">"As saved"</th><th scope="col">"Now"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    };
    Some(table.into_any())
}
