//! What the API can do, with commands to try.

use super::not_found::NotFound;
use crate::api_reference::{ApiOperation, ApiReference};
use crate::head::Head;
use leptos::prelude::*;
use maud::{Markup, html};

/// The page.
#[component]
pub fn Api() -> AnyView {
    let Some(reference) = use_context::<ApiReference>() else { return NotFound() };
    let head = Head::titled("The API: Berth").described(
        "Plans, advice, networking modes, the catalogue and saved scenarios for programs: JSON over HTTP, described in OpenAPI 3.1.",
    );
    head.page(html! { article.page.api { (page(&reference)) } })
}

fn page(reference: &ApiReference) -> Markup {
    html! {
        h1 { "The API" }
        p {
            "The same answers as on the pages and the command line, for programs: JSON over HTTP, no account, no key. Described in "
            a href="/api/openapi.json" { "OpenAPI 3.1" } "."
        }
        ul.plain {
            li { "Money is in millionths of a US dollar, memory in MiB, CPU in thousandths of a core, shares in hundredths of a per cent. Unknown is null, never 0." }
            li { "A body may have at most 64 KiB; a scenario at most 30 profiles, 30 daemonsets and 30 subnets." }
            li { "Pages of other sites may read (GET), not write. An ETag tells whether you already have the answer." }
        }
        @for operation in &reference.operations { (section(operation)) }
        h2 id="rooms" { "Planning rooms" }
        p {
            "Rooms are for people: pages and forms under " code { "/r" } ", which work without a script, and no JSON. A program that follows one reads "
            code { "GET /r/{id}/screen/stream" } ", server-sent events: " code { "view" } " with the screen as HTML in one line and an ID to go on from, "
            code { "beat" } " every 15 seconds, and status 204 where nothing more will come. What a room has decided is JSON like any saved scenario: "
            code { "GET /api/v1/scenarios/{id}" } " has the meeting, and what it supersedes. The operator of a site may have switched rooms off; then their addresses answer 404."
        }
        h2 { "Problems" }
        p { "Every error is a problem document (RFC 9457, application/problem+json). Its list of errors names everything that is wrong at once: field, value, and a sentence." }
        div.scroll.all tabindex="0" role="region" aria-label="Problems" { table.list {
            thead { tr { th scope="col" { "Type" } th scope="col" { "Status" } th scope="col" { "Title" } } }
            tbody {
                @for problem in &reference.problems {
                    tr id=(problem.code) { th.text scope="row" { code { "/api#" (problem.code) } } td { (problem.status) } td.text { (problem.title) } }
                }
            }
        } }
    }
}

fn section(operation: &ApiOperation) -> Markup {
    html! {
        section {
            h2 { (operation.summary) }
            p { code { (operation.method) " " (operation.path) } }
            @if !operation.text.is_empty() { p { (operation.text) } }
            pre tabindex="0" aria-label="Example" { code { (operation.example) } }
            @if !operation.parameters.is_empty() {
                h3 { "Parameters" }
                dl { @for (name, words) in &operation.parameters { dt { code { (name) } } dd { (words) } } }
            }
            h3 { "Answers" }
            dl { @for (status, when) in &operation.answers { dt { (status) } dd { (when) } } }
        }
    }
}
