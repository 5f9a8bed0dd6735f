//! What a link to a page shows where it is pasted: Open Graph and Twitter card tags.
//!
//! A page of the planner calls [`of_answer`], a saved scenario's page [`of_saved`]; both give the tags.
//! Addresses in them are whole, so they need the site's own, which is in the context as a [`BaseUrl`].

use crate::saved::{BaseUrl, SavedPage};
use crate::view::answer::Answer;
use crate::view::page_view::{View, with_query};
use leptos::prelude::*;
use leptos_meta::{Link, Meta};
use model::summary::decided::limit_name;
use model::units::grouped;

/// Width and height of the picture behind `preview.png`.
pub const SIZE: (u32, u32) = (1200, 630);

/// The tags of a view of a scenario.
pub fn of_answer(view: View, title: &str, answer: &Answer) -> impl IntoView + use<> {
    let description = format!("{} {}.", answer.headline(), answer.summary());
    let scenario = answer.evaluation.scenario();
    tags(title.to_string(), description, &view.address(scenario), &with_query("/preview.png", scenario))
}

/// The tags of a saved scenario.
pub fn of_saved(page: &SavedPage) -> impl IntoView + use<> {
    let title = if page.title.is_empty() { "A saved scenario: Berth".to_string() } else { page.title.clone() };
    let shown = page.decided.shown(&page.scenario).map_or("No type fits".to_string(), |t| {
        let nodes = grouped(t.nodes.into());
        format!("{nodes} × {}: {} a month, bound by {}", t.name, t.monthly.cents(), limit_name(&t.binding))
    });
    let description = format!("{} {shown}.", page.decided.headline);
    let path = format!("/s/{}", page.id);
    // Whatever a pasted link carries behind it, it is this one.
    let canonical = base().map(|base| view! { <Link rel="canonical" href=format!("{base}{path}") /> });
    let tags = tags(title, description, &path, &format!("{path}/preview.png"));
    view! { {canonical}{tags} }
}

/// Where the site is, if that can be written into a page.
fn base() -> Option<String> {
    use_context::<BaseUrl>().map(|base| base.0).filter(|base| is_plain(base))
}

fn tags(title: String, description: String, path: &str, image: &str) -> impl IntoView + use<> {
    let addresses = base().map(|base| addresses(&format!("{base}{path}"), &format!("{base}{image}"), &description));
    view! {
        <Meta property="og:type" content="website" />
        <Meta property="og:site_name" content="Berth" />
        <Meta property="og:title" content=title />
        <Meta property="og:description" content=description />
        <Meta name="twitter:card" content="summary_large_image" />
        {addresses}
    }
}

fn addresses(page: &str, image: &str, description: &str) -> impl IntoView + use<> {
    let alt = format!("{description} With a chart: cost per pod against pods per node, every type a dot.");
    view! {
        <Meta property="og:url" content=page.to_string() />
        <Meta property="og:image" content=image.to_string() />
        <Meta property="og:image:type" content="image/png" />
        <Meta property="og:image:width" content=SIZE.0.to_string() />
        <Meta property="og:image:height" content=SIZE.1.to_string() />
        <Meta property="og:image:alt" content=alt.clone() />
        <Meta name="twitter:image" content=image.to_string() />
        <Meta name="twitter:image:alt" content=alt />
    }
}

/// Whether an address is made of what host names and ports are: it may come from the request's Host, and
/// whatever else is in there leads nowhere.
fn is_plain(base: &str) -> bool {
    let host = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://")).unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
    (1..=300).contains(&host.len()) && host.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn only_plain_addresses_are_written_into_pages() {
        for base in ["https://berth.example", "http://127.0.0.1:3000", "http://[::1]:80", "http://a_b.c-d"] {
            assert!(is_plain(base), "{base}");
        }
        let long = format!("http://{}", "a".repeat(400));
        for base in
            ["", "berth.example", "http://", "ftp://a", "http://a/b", "http://a'b", "http://a b", "http://ä", &long]
        {
            assert!(!is_plain(base), "{base}");
        }
    }
}
