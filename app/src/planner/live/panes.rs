//! Writes the panes that a person can unfold: what is open stays open. Browser only.

use crate::planner::state::State;
use crate::planner::with_advice;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Writes the advice whenever it changes.
pub fn write_advice(state: State) {
    Effect::new(move |shown: Option<String>| {
        let markup = with_advice(state, |a| a.markup().into_string());
        // The first time the server's markup stands there already.
        if shown.as_ref().is_some_and(|shown| *shown != markup)
            && let Some(pane) = document().get_element_by_id("advice-pane")
        {
            replace(&pane, &markup);
        }
        markup
    });
}

/// Replaces a pane's content. Unfolded parts and the focus are found again by their ids.
fn replace(pane: &Element, markup: &str) {
    let open = ids(pane, "details[open]");
    let focused = document().active_element().and_then(|e| e.closest("[id]").ok().flatten()).map(|e| e.id());
    let is_inside =
        focused.as_ref().is_some_and(|id| pane.query_selector(&format!("#{}", css(id))).ok().flatten().is_some());
    pane.set_inner_html(markup);
    for id in open {
        if let Some(details) = document().get_element_by_id(&id) {
            let _ = details.set_attribute("open", "");
        }
    }
    if let Some(id) = focused.filter(|_| is_inside)
        && let Some(element) = document().get_element_by_id(&id)
    {
        let summary = element.query_selector("summary").ok().flatten().unwrap_or(element);
        if let Some(summary) = summary.dyn_ref::<HtmlElement>() {
            let _ = summary.focus();
        }
    }
}

fn ids(pane: &Element, selector: &str) -> Vec<String> {
    let Ok(found) = pane.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| Some(found.item(i)?.dyn_into::<Element>().ok()?.id())).collect()
}

/// An id as a selector takes it: ours hold nothing but letters, digits, `-` and `+`.
fn css(id: &str) -> String {
    id.replace('+', "\\+")
}
