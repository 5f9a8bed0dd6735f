//! Brings markup in the page in line with what it has become, by changing what differs. Browser only.
//!
//! What stays the same stays in place: the focus, what is unfolded, what is selected; and a browser needs a
//! fraction of the time that re-rendering everything takes.

use super::in_view::rests;
use crate::planner::panes::{self, Pane};
use crate::planner::state::State;
use crate::unbroken::unbroken;
use crate::view::page_view::View;
use leptos::prelude::*;
use markup::{Tree, unescaped};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Keeps all of the view that follows the figures in line with them.
pub fn follow_all(state: State) {
    panes::panes(state.page).iter().for_each(|pane| follow(state, pane));
    attributes(state.page).iter().for_each(|attribute| follow_attribute(state, attribute));
}

/// What the server wrote stays until the first change.
fn follow(state: State, pane: &'static Pane) {
    let Some(element) = document().get_element_by_id(pane.id) else { return };
    let rests = rests(state, &element);
    Effect::new(move |shown: Option<Shown>| {
        if rests() {
            return shown.unwrap_or(Shown::Servers);
        }
        let markup = unbroken(&(pane.content)(state));
        match shown {
            None => Shown::Servers,
            Some(Shown::Ours(tree)) if tree.markup() == markup => Shown::Ours(tree),
            // The server may have written the same in another way, for browsers without scripts.
            Some(Shown::Servers) => {
                rebuild(&element, &markup);
                Shown::Ours(Tree::of(markup))
            }
            Some(Shown::Ours(tree)) => {
                let now = Tree::of(markup);
                patch(&element, (&tree, 0), (&now, 0));
                Shown::Ours(now)
            }
        }
    });
}

fn follow_attribute(state: State, attribute: &'static Attribute) {
    let Some(element) = document().get_element_by_id(attribute.id) else { return };
    let rests = rests(state, &element);
    Effect::new(move |last: Option<String>| {
        if rests() {
            return last.unwrap_or_default();
        }
        let value = (attribute.value)(state);
        if last.as_ref() != Some(&value) {
            let _ = element.set_attribute(attribute.name, &value);
        }
        value
    });
}

/// An attribute that follows the figures.
struct Attribute {
    /// The id of its element.
    id: &'static str,
    /// Its name.
    name: &'static str,
    /// Its value.
    value: fn(State) -> String,
}

/// The attributes of a view.
fn attributes(view: View) -> &'static [Attribute] {
    match view {
        View::Nodes => &[
            Attribute { id: "types-scroll", name: "class", value: panes::scroll_class },
            Attribute { id: "types", name: "class", value: panes::types_class },
            Attribute { id: "types", name: "aria-rowcount", value: panes::row_count },
        ],
        View::Fleet => &[Attribute { id: "fleet", name: "data-query", value: panes::query }],
        View::Addresses => &[Attribute { id: "addresses", name: "data-query", value: panes::query }],
        View::Advice | View::Modes => &[],
    }
}

enum Shown {
    Servers,
    Ours(Tree),
}

/// An element as its markup has it.
type Place<'a> = (&'a Tree, usize);

fn patch(element: &Element, (then, old): Place, (now, new): Place) {
    if then.inner(old) == now.inner(new) {
        return;
    }
    if let Some(order) = then.order_in(old, now, new).filter(|order| !order.is_sorted()) {
        return reorder(element, &order, (then, old), (now, new));
    }
    let nodes = element.child_nodes();
    let texts = || then.texts(old).zip(now.texts(new));
    let expected = then.children(old).count() + texts().filter(|(text, _)| !text.is_empty()).count();
    if !then.is_like(old, now, new) || nodes.length() as usize != expected {
        return rebuild(element, now.inner(new));
    }
    let mut elements = then.children(old).zip(now.children(new));
    let mut at = 0;
    for (before, after) in texts() {
        if before != after {
            nodes.item(at).inspect(|text| text.set_node_value(Some(&unescaped(after))));
        }
        at += u32::from(!before.is_empty());
        if let Some((old, new)) = elements.next() {
            if then.whole(old) != now.whole(new)
                && let Some(child) = nodes.item(at).and_then(|node| node.dyn_into::<Element>().ok())
            {
                set_attributes(&child, (then, old), (now, new));
                patch(&child, (then, old), (now, new));
            }
            at += 1;
        }
    }
}

/// Moves what an element holds into another order, so that what is unfolded stays so.
fn reorder(element: &Element, order: &[usize], (then, old): Place, (now, new): Place) {
    let children = element.children();
    let held: Vec<Element> = (0..children.length()).filter_map(|i| children.item(i)).collect();
    let indices: Vec<usize> = then.children(old).collect();
    if held.len() != indices.len() {
        return rebuild(element, now.inner(new));
    }
    for (&at, new) in order.iter().zip(now.children(new)) {
        set_attributes(&held[at], (then, indices[at]), (now, new));
        patch(&held[at], (then, indices[at]), (now, new));
    }
    let focused = document().active_element();
    for &at in order {
        let _ = element.append_child(&held[at]);
    }
    // Browsers take the focus away from what is moved.
    if let Some(focused) = focused.and_then(|e| e.dyn_into::<HtmlElement>().ok()).filter(|e| element.contains(Some(e)))
    {
        let _ = focused.focus();
    }
}

fn set_attributes(element: &Element, (then, old): Place, (now, new): Place) {
    if then.attributes(old).eq(now.attributes(new)) {
        return;
    }
    for (name, _) in then.attributes(old).filter(|(name, _)| now.attributes(new).all(|(other, _)| other != *name)) {
        let _ = element.remove_attribute(name);
    }
    for (name, value) in now.attributes(new).filter(|pair| then.attributes(old).all(|other| other != *pair)) {
        let _ = element.set_attribute(name, &unescaped(value));
    }
}

/// Replaces an element's content. Unfolded parts and the focus are found again by their ids.
fn rebuild(element: &Element, markup: &str) {
    if !markup.contains(['<', '&']) {
        return element.set_text_content(Some(markup));
    }
    if !markup.contains(" id=") && !markup.contains("<summary") {
        return element.set_inner_html(markup);
    }
    let open = ids(element, "details[open]");
    let focused = document().active_element().filter(|e| e != element && element.contains(Some(e)));
    let focused = focused.and_then(|e| e.closest("[id]").ok().flatten()).map(|e| e.id());
    element.set_inner_html(markup);
    for details in open.iter().filter_map(|id| document().get_element_by_id(id)) {
        let _ = details.set_attribute("open", "");
    }
    if let Some(element) = focused.and_then(|id| document().get_element_by_id(&id)) {
        let summary = element.query_selector("summary").ok().flatten().unwrap_or(element);
        if let Some(summary) = summary.dyn_ref::<HtmlElement>() {
            let _ = summary.focus();
        }
    }
}

fn ids(element: &Element, selector: &str) -> Vec<String> {
    let Ok(found) = element.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|i| Some(found.item(i)?.dyn_into::<Element>().ok()?.id())).collect()
}
