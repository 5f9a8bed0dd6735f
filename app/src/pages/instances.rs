//! Every instance type with what EC2 publishes of it, and the region's prices.

use super::{Asked, no_catalogue, problem_list};
use crate::escape::escaped;
use crate::head::Head;
use crate::surroundings::{Search, regions};
use crate::view::page_view::kept;
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use model::catalog::instance_type::{Arch, AttachmentKind, InstanceType};
use model::catalog::missing::MISSING;
use model::catalog::{Catalog, Offer, PriceKind, TypeIndex};
use model::node::max_pods::eni_limited;
use model::scenario::Scenario;
use model::scenario::link::{query_pairs, to_query};
use model::units::grouped;
use std::fmt::Write;

/// The columns of the list.
const COLUMNS: [&str; 10] =
    ["Type", "vCPU", "Memory", "Arch", "ENIs × IPs", "max-pods", "Baseline", "EBS slots", "US$/hour", "Spot saves"];

/// The list.
#[component]
pub fn Instances() -> AnyView {
    let Some(Asked { catalog, problems, scenario, .. }) = Asked::from_address() else { return no_catalogue() };
    let find = find_in_address();
    let mut found: Vec<_> = catalog.indices().filter(|&i| catalog.instance_type(i).name.contains(&find)).collect();
    // Families are kept together, smallest size first.
    found.sort_by_key(|&i| {
        let t = catalog.instance_type(i);
        (t.family(), t.vcpu, &t.name)
    });
    let caption = format!(
        "{} of {} types. Prices: {} ({}), on demand of {}, Linux, per hour; ~ is an estimate.",
        grouped(found.len() as u64),
        grouped(catalog.types.len() as u64),
        catalog.region.location,
        catalog.region.code,
        catalog.region.on_demand_as_of,
    );
    let head = Head::titled("Instance types: Berth")
        .described("All EC2 instance types: ENIs, addresses, max-pods, bandwidth, EBS attachments and prices.");
    head.page(html! {
        article.page.wide {
            h1 { "Instance types" }
            (search(&find, &scenario, &catalog.region.code))
            (problem_list(&problems))
            p.help id="caption" { (caption) }
            div.scroll.all tabindex="0" role="region" aria-label="Instance types" {
                table.list aria-describedby="caption" {
                    thead { tr { @for name in COLUMNS { th scope="col" { (name) } } } }
                    tbody { (PreEscaped(rows(&catalog, &found, &scenario))) }
                }
            }
            div { (beyond(&find)) }
        }
    })
}

/// The search. The scenario goes along, its region being the one that is searched.
fn search(find: &str, scenario: &Scenario, region: &str) -> Markup {
    let query = to_query(scenario);
    html! {
        form.tools method="get" action="/instances" {
            label { "Find " input type="search" name="find" value=(find) maxlength="40"; }
            label {
                "Region "
                select name="region" {
                    @for r in regions() {
                        option value=(r.code) selected[r.code == region] disabled[r.url.is_none()] { (r.label()) }
                    }
                }
            }
            @for (key, value) in query_pairs(&query).filter(|(key, _)| key != "region") { input type="hidden" name=(key) value=(value); }
            button { "Show" }
        }
    }
}

fn find_in_address() -> String {
    let query = use_context::<Search>().unwrap_or_default().0;
    let find = query_pairs(&query).find(|(key, _)| key == "find").map(|(_, value)| value);
    find.unwrap_or_default().trim().to_ascii_lowercase().chars().take(40).collect()
}

/// Types of that name which the catalogue does not have and of which something is known; nothing without a search.
fn beyond(find: &str) -> Markup {
    let names = MISSING.iter().flat_map(|row| row.names.split(' '));
    let found: Vec<&str> = names.filter(|name| !find.is_empty() && name.contains(find)).collect();
    html! {
        @if !found.is_empty() {
            p.help { "Withdrawn, or not described by any source: " @for name in found { a href=(kept(&format!("/instances/{name}"))) { (name) } " " } }
        }
    }
}

/// The rows as HTML: nothing in them comes from a person but the scenario that their links keep.
fn rows(catalog: &Catalog, found: &[TypeIndex], scenario: &Scenario) -> String {
    if found.is_empty() {
        return "<tr class=\"none\"><td colspan=\"10\">No type has that in its name. Try a family, such as m7i or c8g.</td></tr>".into();
    }
    let query = escaped(&to_query(scenario));
    let mut out = String::with_capacity(found.len() * (300 + query.len()));
    for &i in found {
        row(&mut out, catalog.instance_type(i), catalog.offer(i), &query);
    }
    out
}

fn row(out: &mut String, t: &InstanceType, offer: &Offer, query: &str) {
    let name = &t.name;
    let kind = match t.attachments.kind {
        AttachmentKind::Shared => "shared",
        AttachmentKind::Dedicated => "own",
    };
    let spot = offer.spot_savings.map_or("–".into(), |s| s.to_string());
    let _ = write!(
        out,
        "<tr><th scope=\"row\"><a href=\"/instances/{name}?{query}\">{name}</a></th><td>{}</td><td>{}</td><td>{}</td><td>{} × {}</td><td>{}</td><td>{}</td><td>{} {kind}</td><td>{}</td><td>{spot}</td></tr>",
        t.vcpu,
        t.memory.brief(),
        arch(t.arch),
        t.enis,
        t.ipv4_per_eni,
        eni_limited(t),
        t.baseline,
        t.attachments.slots,
        price(offer),
    );
}

/// `x86-64`, `Arm`.
pub(crate) fn arch(arch: Arch) -> &'static str {
    match arch {
        Arch::X86_64 => "x86-64",
        Arch::Arm64 => "Arm",
        Arch::Mac => "Mac",
    }
}

/// The on-demand price, `~` before an estimate, in words where there is none.
pub(crate) fn price(offer: &Offer) -> String {
    match &offer.on_demand {
        Some(p) if p.kind == PriceKind::Published => p.hourly.hourly(),
        Some(p) => format!("~{}", p.hourly.hourly()),
        None if offer.offered => "no price known".into(),
        None => "not offered".into(),
    }
}
