//! The ranked table of every type: only the rows in view are in the page.
//!
//! Rows are one string of HTML. Building a few dozen rows as text and setting them at once is several
//! times faster than a view for each cell; nothing in them comes from a person.

use super::state::State;
use crate::view_state::{COLUMNS, Column, ViewState, size};
use leptos::ev;
use leptos::prelude::*;
use model::capacity::Limit;
use model::catalog::Catalog;
use model::cost::Confidence;
use model::plan::{Candidate, Plan};
use model::units::{Mib, grouped};
use std::fmt::Write;

/// Height of a row in CSS pixels; the style sheet has the same figure.
const ROW: usize = 32;
/// Rows in the page: those in view and some beyond.
const WINDOW: usize = 28;
/// The window moves in steps, so that scrolling rarely rebuilds it.
const STEP: usize = 8;

/// The table with its tools.
pub fn table(state: State) -> AnyView {
    let first = RwSignal::new(0usize);
    let total = move || state.rows.with(|rows| rows.len());
    let window = move || {
        let (first, total) = (first.get(), total());
        match state.view.with(|v| v.all_rows) {
            true => 0..total,
            false => first.min(total.saturating_sub(WINDOW)) / STEP * STEP..(first + WINDOW).min(total),
        }
    };
    let body = move || {
        let window = window();
        state.catalog.with(|catalog| {
            state.plan.with(|plan| {
                state.rows.with(|rows| {
                    let shown = state.shown().map(|(place, _)| place);
                    rows_html(catalog, plan, rows, window, state.view.with(|v| v.excluded), shown)
                })
            })
        })
    };
    let on_scroll = move |ev: ev::Event| {
        let top = event_target::<web_sys::Element>(&ev).scroll_top().max(0) as usize;
        let start = (top / ROW).saturating_sub(STEP / 2) / STEP * STEP;
        if first.get_untracked() != start {
            first.set(start);
        }
    };
    let on_click = move |ev: ev::MouseEvent| {
        if let Some(name) = clicked_type(&ev) {
            ev.prevent_default();
            state.choose(&name);
        }
    };
    let excluded = move || state.view.with(|v| v.excluded);
    let caption = move || {
        state.plan.with(|p| match excluded() {
            true => format!(
                "{} types are excluded, each with its reason; {} shown",
                grouped(p.rejected.len() as u64),
                grouped(total() as u64)
            ),
            false => format!(
                "{} types can carry the pods; {} shown",
                grouped(p.candidates.len() as u64),
                grouped(total() as u64)
            ),
        })
    };
    view! {
        <section class="table-pane" aria-labelledby="table-title">
            <header>
                <h2 id="table-title">"Every type"</h2>
                {tools(state)}
            </header>
            <p class="help" id="table-caption" aria-live="polite">{caption}</p>
            <div class="scroll" class:all=move || state.view.with(|v| v.all_rows) tabindex="0" role="region" aria-labelledby="table-title" on:scroll=on_scroll>
                <table class="types" class:excluded=excluded aria-describedby="table-caption" aria-rowcount=move || total() + 1>
                    <thead>{move || if excluded() { excluded_head().into_any() } else { head(state).into_any() }}</thead>
                    <tbody inner_html=body on:click=on_click></tbody>
                </table>
            </div>
            <p class="help no-js-only"><button name="rows" value="all">"Show every row"</button></p>
        </section>
    }
    .into_any()
}

/// The name on the button that was clicked, if any.
fn clicked_type(ev: &ev::MouseEvent) -> Option<String> {
    use wasm_bindgen::JsCast;
    let target = ev.target()?.dyn_into::<web_sys::Element>().ok()?;
    target.closest("button[name=type]").ok()??.get_attribute("value")
}

/// Headings that sort.
fn head(state: State) -> impl IntoView {
    let heading = move |(column, code, short, long): &'static (Column, &str, &str, &str)| {
        let sorted = move || {
            let (sort, descending) = state.view.with(|v| (v.sort, v.descending));
            (sort == *column).then_some(if descending { "descending" } else { "ascending" })
        };
        let on_click = move |ev: ev::MouseEvent| {
            ev.prevent_default();
            state.view.update(|v| *v = v.sorted_by(*column));
            state.settle();
        };
        view! {
            <th scope="col" aria-sort=sorted class=*code>
                <button name="sort" value=*code title=*long on:click=on_click>{*short}</button>
            </th>
        }
    };
    view! { <tr aria-rowindex="1">{COLUMNS.iter().map(heading).collect_view()}</tr> }
}

fn excluded_head() -> impl IntoView {
    view! { <tr aria-rowindex="1"><th scope="col" class="name">"Type"</th><th scope="col" class="reason">"Why it is excluded"</th></tr> }
}

/// Text filter, limit filter, and the switch to the excluded types.
fn tools(state: State) -> AnyView {
    let set = move |change: &dyn Fn(&mut ViewState)| {
        state.view.update(|v| change(v));
    };
    let on_find = move |ev: ev::Event| {
        let text = event_target_value(&ev);
        set(&|v| v.find.clone_from(&text));
    };
    let on_limit = move |ev: ev::Event| {
        let code = event_target_value(&ev);
        set(&|v| v.limit = Limit::ALL.into_iter().find(|l| l.code() == code));
        state.settle();
    };
    let on_show = move |ev: ev::Event| {
        let excluded = event_target_value(&ev) == "excluded";
        set(&|v| v.excluded = excluded);
        state.settle();
    };
    let limit_option = move |limit: Limit| {
        view! { <option value=limit.code() selected=move || state.view.with(|v| v.limit == Some(limit))>{limit.name()}</option> }
    };
    let find = state.view.with_untracked(|v| v.find.clone());
    let excluded = move || state.view.with(|v| v.excluded);
    let (sort, dir) = state.view.with_untracked(|v| (v.sort.code(), if v.descending { "desc" } else { "asc" }));
    view! {
        <div class="tools">
            <input type="hidden" name="sort" value=sort />
            <input type="hidden" name="dir" value=dir />
            <label>"Find "<input type="search" name="find" maxlength="40" placeholder="m7i" value=find
                prop:value=move || state.view.with(|v| v.find.clone()) on:input=on_find on:change=move |_| state.settle() /></label>
            <label>"Bound by "<select name="limit" on:change=on_limit>
                <option value="" selected=move || state.view.with(|v| v.limit.is_none())>"any limit"</option>
                {Limit::ALL.into_iter().map(limit_option).collect_view()}
            </select></label>
            <label>"Show "<select name="show" on:change=on_show>
                <option value="eligible" selected=move || !excluded()>"eligible types"</option>
                <option value="excluded" selected=excluded>"excluded types"</option>
            </select></label>
        </div>
    }
    .into_any()
}

/// The rows of a window as HTML, with the height of the rows around it.
pub fn rows_html(
    catalog: &Catalog,
    plan: &Plan,
    rows: &[usize],
    window: std::ops::Range<usize>,
    excluded: bool,
    shown: Option<usize>,
) -> String {
    let mut out = String::with_capacity(window.len() * 700);
    spacer(&mut out, window.start);
    for (i, &place) in rows.iter().enumerate().skip(window.start).take(window.len()) {
        if excluded {
            excluded_row(&mut out, catalog, plan, i, place);
        } else if let Some(c) = plan.candidates.get(place) {
            row(&mut out, catalog, plan, i, place, c, shown == Some(place));
        }
    }
    spacer(&mut out, rows.len().saturating_sub(window.end));
    out
}

fn spacer(out: &mut String, rows: usize) {
    if rows > 0 {
        let _ =
            write!(out, "<tr class=\"spacer\" aria-hidden=\"true\"><td style=\"height:{}px\"></td></tr>", rows * ROW);
    }
}

fn row(out: &mut String, catalog: &Catalog, plan: &Plan, i: usize, place: usize, c: &Candidate, is_shown: bool) {
    let name = plan.name(catalog, c.index);
    let (vcpu, memory) = size(catalog, plan.era, c.index);
    let binding = c.capacity.binding();
    let mark = match c.price.confidence {
        Confidence::Published => "",
        Confidence::Estimated => "<abbr title=\"estimated price\">~</abbr>",
        Confidence::Derived => "<abbr title=\"spot average, indicative\">s</abbr>",
    };
    let idle = |share: Option<u32>| share.map_or("–".into(), |bp| format!("{} %", (bp + 50) / 100));
    let _ = write!(
        out,
        "<tr aria-rowindex=\"{}\"{}><td>{}</td><th scope=\"row\"><button name=\"type\" value=\"{name}\">{name}</button></th><td>{}</td><td class=\"{}\">{}</td><td>{}</td><td>{mark}{}</td><td>{}</td><td>{}</td><td>{vcpu}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        i + 2,
        if is_shown { " class=\"shown\" aria-current=\"true\"" } else { "" },
        place + 1,
        c.capacity.pods,
        charts::class_of(binding),
        binding.name(),
        grouped(c.fleet.nodes.into()),
        c.fleet.monthly.cents(),
        c.fleet.per_pod.per_pod(),
        c.price.hourly.hourly(),
        Mib(memory).brief(),
        idle(c.stranded.map(|s| s.cpu_share.0)),
        idle(c.stranded.map(|s| s.memory_share.0)),
    );
}

fn excluded_row(out: &mut String, catalog: &Catalog, plan: &Plan, i: usize, place: usize) {
    let Some(r) = plan.rejected.get(place) else { return };
    let name = plan.name(catalog, r.index);
    let class = if r.reason.is_filter() { "filter" } else { "limit" };
    let _ = write!(
        out,
        "<tr aria-rowindex=\"{}\"><th scope=\"row\"><a href=\"/instances/{name}\">{name}</a></th><td class=\"{class}\">{}</td></tr>",
        i + 2,
        r.reason.text()
    );
}
