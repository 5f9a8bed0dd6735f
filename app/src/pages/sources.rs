//! Every source that figures and rules cite: what it is, where it is, and as of when; and how many prices of each
//! region are published ones.

mod prices;

use super::address_of;
use crate::site::site;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use model::sources::{SOURCES, SourceRow};

/// The list, by id.
#[component]
pub fn Sources() -> impl IntoView {
    let mut rows: Vec<&SourceRow> = SOURCES.iter().collect();
    rows.sort_by_key(|row| row.id);
    let line = |row: &&SourceRow| {
        let place = match address_of(row) {
            Some(url) => view! { <a href=url>{row.place}</a> }.into_any(),
            None => row.place.into_any(),
        };
        view! { <tr id=row.id><th scope="row">{row.id}</th><td>{row.title}</td><td class="place">{place}</td><td>{row.date}</td></tr> }
    };
    view! {
        <Title text="Sources: Berth" />
        <Meta name="description" content="Every source behind Berth's figures, rules and facts, with its date." />
        <article class="page wide">
            <h1>"Sources"</h1>
            <p class="help">"Dates are those of the source, or of the day we read it. A fact marked judgement is our own rating; one marked unverified has no primary source that we have seen."</p>
            <p class="help">
                "Berth is licensed under the Apache License 2.0. Figures measured by Spare Cores (memory-ubuntu, cpu-measured), and what is made from them, such as memory-fit, are licensed under "
                <a href="https://creativecommons.org/licenses/by-sa/4.0/">"CC BY-SA 4.0"</a>
                ": they were picked from the project\u{2019}s files and put into tables, one figure a type."
            </p>
            <div class="scroll all" tabindex="0" role="region" aria-label="Sources">
                <table class="list sources stacks">
                    <thead><tr><th scope="col">"Id"</th><th scope="col">"What it is"</th><th scope="col">"Where"</th><th scope="col">"As of"</th></tr></thead>
                    <tbody>{rows.iter().map(line).collect_view()}</tbody>
                </table>
            </div>
            <section inner_html=prices::section(site().regions().iter().map(|region| &*region.catalog)).into_string()></section>
        </article>
    }
}
