//! Every source that figures and rules cite: what it is, where it is, and as of when; and how many prices of each
//! region are published ones.

mod prices;

use super::address_of;
use crate::head::Head;
use crate::site::site;
use leptos::prelude::*;
use maud::{Markup, html};
use model::sources::{SOURCES, SourceRow};

/// The list, by id.
#[component]
pub fn Sources() -> AnyView {
    let mut rows: Vec<&SourceRow> = SOURCES.iter().collect();
    rows.sort_by_key(|row| row.id);
    let head = Head::titled("Sources: Berth")
        .described("Every source behind Berth's figures, rules and facts, with its date.");
    head.page(html! {
        article.page.wide {
            h1 { "Sources" }
            p.help { "Dates are those of the source, or of the day we read it. A fact marked judgement is our own rating; one marked unverified has no primary source that we have seen." }
            p.help {
                "Berth is licensed under the Apache License 2.0. Figures measured by Spare Cores (memory-ubuntu, cpu-measured), and what is made from them, such as memory-fit, are licensed under "
                a href="https://creativecommons.org/licenses/by-sa/4.0/" { "CC BY-SA 4.0" }
                ": they were picked from the project\u{2019}s files and put into tables, one figure a type."
            }
            div.scroll.all tabindex="0" role="region" aria-label="Sources" {
                table.list.sources.stacks {
                    thead { tr { th scope="col" { "Id" } th scope="col" { "What it is" } th scope="col" { "Where" } th scope="col" { "As of" } } }
                    tbody { @for row in rows { (line(row)) } }
                }
            }
            section { (prices::section(site().regions().iter().map(|region| &*region.catalog))) }
        }
    })
}

fn line(row: &SourceRow) -> Markup {
    html! {
        tr id=(row.id) {
            th scope="row" { (row.id) } td { (row.title) }
            td.place { @match address_of(row) { Some(url) => a href=(url) { (row.place) }, None => (row.place) } }
            td { (row.date) }
        }
    }
}
