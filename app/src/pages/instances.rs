//! Every instance type with what EC2 publishes of it, and the region's prices.

use super::{Asked, problem_list};
use crate::escape::escaped;
use crate::surroundings::{Search, regions};
use crate::view::page_view::kept;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use maud::{Markup, html};
use model::catalog::instance_type::{Arch, AttachmentKind, InstanceType};
use model::catalog::missing::MISSING;
use model::catalog::{Catalog, Offer, PriceKind, TypeIndex};
use model::node::max_pods::eni_limited;
use model::scenario::Scenario;
use model::scenario::link::{query_pairs, to_query};
use model::units::grouped;
use std::fmt::Write;

/// The list.
#[component]
pub fn Instances() -> impl IntoView {
    let Some(Asked { catalog, problems, scenario, .. }) = Asked::from_address() else {
        return view! { <p class="error">"There is no catalogue."</p> }.into_any();
    };
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
    let option = |r: crate::surroundings::RegionRef| {
        let selected = r.code == catalog.region.code;
        view! { <option value=r.code.clone() selected=selected disabled=r.url.is_none()>{r.label()}</option> }
    };
    // The scenario goes through the search, its region being the one that is searched.
    let kept = query_pairs(&to_query(&scenario)).filter(|(key, _)| key != "region").collect::<Vec<_>>();
    let hidden =
        kept.into_iter().map(|(key, value)| view! { <input type="hidden" name=key value=value /> }).collect_view();
    view! {
        <Title text="Instance types: Berth" />
        <Meta name="description" content="All EC2 instance types: ENIs, addresses, max-pods, bandwidth, EBS attachments and prices." />
        <article class="page wide">
            <h1>"Instance types"</h1>
            <form class="tools" method="get" action="/instances">
                <label>"Find "<input type="search" name="find" value=find.clone() maxlength="40" /></label>
                <label>"Region "<select name="region">{regions().into_iter().map(option).collect_view()}</select></label>
                {hidden}
                <button>"Show"</button>
            </form>
            {problem_list(&problems)}
            <p id="caption" class="help">{caption}</p>
            <div class="scroll all" tabindex="0" role="region" aria-label="Instance types">
                <table class="list" aria-describedby="caption">
                    <thead><tr>
                        <th scope="col">"Type"</th><th scope="col">"vCPU"</th><th scope="col">"Memory"</th><th scope="col">"Arch"</th>
                        <th scope="col">"ENIs × IPs"</th><th scope="col">"max-pods"</th><th scope="col">"Baseline"</th><th scope="col">"EBS slots"</th>
                        <th scope="col">"US$/hour"</th><th scope="col">"Spot saves"</th>
                    </tr></thead>
                    <tbody inner_html=rows(&catalog, &found, &scenario)></tbody>
                </table>
            </div>
            <div inner_html=beyond(&find).into_string()></div>
        </article>
    }
    .into_any()
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
