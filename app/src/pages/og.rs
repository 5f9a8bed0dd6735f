//! What a link to a page shows where it is pasted: Open Graph and Twitter card tags.
//!
//! A page of the planner calls [`of_answer`], a saved scenario's page [`of_saved`]; both give the tags.
//! Addresses in them are whole, so they need the site's own, which is in the context as a [`BaseUrl`].

use crate::head::Tag;
use crate::saved::{BaseUrl, SavedPage};
use crate::surroundings::ViewHere;
use crate::view::answer::Answer;
use crate::view::page_view::{View, with_query};
use leptos::prelude::use_context;
use model::scenario::Scenario;
use model::summary::decided::limit_name;
use model::units::{counted, grouped};

/// Width and height of the picture behind `preview.png`.
pub const SIZE: (u32, u32) = (1200, 630);

/// The tags of a view of a scenario.
pub fn of_answer(view: View, title: &str, answer: &Answer) -> Vec<Tag> {
    let description = format!("{} {}.", answer.headline(), answer.summary());
    let scenario = answer.evaluation.scenario();
    let shown = Shown { description, picture: OF_TYPES };
    tags(title.to_string(), shown, &view.address(scenario), &with_query("/preview.png", scenario))
}

/// The tags of a view that was worked out before.
pub fn of_view(view: View, title: &str, here: &ViewHere, scenario: &Scenario) -> Vec<Tag> {
    let (image, picture) = match view {
        View::Fleet => ("/fleet/preview.png", OF_FLEET),
        _ => ("/preview.png", OF_TYPES),
    };
    let shown = Shown { description: here.description.clone(), picture };
    tags(title.to_string(), shown, &view.address(scenario), &with_query(image, scenario))
}

/// The tags of a saved scenario.
pub fn of_saved(page: &SavedPage) -> Vec<Tag> {
    let title = if page.title.is_empty() { "A saved scenario: Berth".to_string() } else { page.title.clone() };
    let shown = page.decided.shown(&page.scenario).map_or("No type fits".to_string(), |t| {
        let nodes = grouped(t.nodes.into());
        format!("{nodes} × {}: {} a month, bound by {}", t.name, t.monthly.cents(), limit_name(&t.binding))
    });
    let of_fleet = page.decided.fleet.as_ref().map_or(String::new(), |fleet| {
        let (nodes, monthly) = (counted(fleet.nodes, "node"), fleet.monthly.cents());
        format!("As a fleet of several types: {nodes} for {monthly} a month, {}.", fleet.of_types())
    });
    let of_one_type = format!("{} {shown}.", page.decided.headline);
    let said = match page.view() {
        View::Fleet if !of_fleet.is_empty() => format!("{of_fleet} With one type throughout: {of_one_type}"),
        _ => format!("{of_one_type} {of_fleet}").trim_end().to_string(),
    };
    let picture = if page.decided.is_of_fleet() { OF_FLEET } else { OF_TYPES };
    let shown = Shown { description: said, picture };
    let path = format!("/s/{}", page.id);
    // Whatever a pasted link carries behind it, it is this one.
    let mut all: Vec<Tag> = base().map(|base| Tag::Canonical(format!("{base}{path}"))).into_iter().collect();
    all.extend(tags(title, shown, &path, &format!("{path}/preview.png")));
    all
}

/// Where the site is, if that can be written into a page.
fn base() -> Option<String> {
    use_context::<BaseUrl>().map(|base| base.0).filter(|base| is_plain(base))
}

/// What a link's description says, and what its picture shows.
struct Shown {
    description: String,
    picture: &'static str,
}

const OF_TYPES: &str = "With a chart: cost per pod against pods per node, every type a dot.";
const OF_FLEET: &str = "With a picture: every node a box, every pod a cell in it.";

fn tags(title: String, shown: Shown, path: &str, image: &str) -> Vec<Tag> {
    let addresses = base().map(|base| addresses(&format!("{base}{path}"), &format!("{base}{image}"), &shown));
    let mut all = vec![
        Tag::Property("og:type", "website".into()),
        Tag::Property("og:site_name", "Berth".into()),
        Tag::Property("og:title", title),
        Tag::Property("og:description", shown.description),
        Tag::Named("twitter:card", "summary_large_image".into()),
    ];
    all.extend(addresses.into_iter().flatten());
    all
}

fn addresses(page: &str, image: &str, shown: &Shown) -> [Tag; 8] {
    let alt = format!("{} {}", shown.description, shown.picture);
    [
        Tag::Property("og:url", page.to_string()),
        Tag::Property("og:image", image.to_string()),
        Tag::Property("og:image:type", "image/png".into()),
        Tag::Property("og:image:width", SIZE.0.to_string()),
        Tag::Property("og:image:height", SIZE.1.to_string()),
        Tag::Property("og:image:alt", alt.clone()),
        Tag::Named("twitter:image", image.to_string()),
        Tag::Named("twitter:image:alt", alt),
    ]
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
