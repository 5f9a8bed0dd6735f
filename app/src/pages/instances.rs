//! Every instance type with what EC2 publishes of it, and the region's prices: filtered and sorted by links and a form.

mod wanted;

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
use wanted::{ARCHES, BOUNDS, COLUMNS, Column, Wanted};

/// Rows that are shown at first; all of them at a click.
const AT_FIRST: usize = 60;

/// The list.
#[component]
pub fn Instances() -> AnyView {
    let Some(Asked { catalog, problems, scenario, .. }) = Asked::from_address() else { return no_catalogue() };
    let query = use_context::<Search>().unwrap_or_default().0;
    let (wanted, wrong) = Wanted::from_pairs(query_pairs(&query), &catalog);
    let found = wanted.of(&catalog);
    let shown = if wanted.all { found.len() } else { found.len().min(AT_FIRST) };
    let page = Page { catalog: &catalog, scenario: &scenario, wanted: &wanted };
    let head = Head::titled("Instance types: Berth")
        .described("All EC2 instance types: ENIs, addresses, max-pods, bandwidth, EBS attachments and prices.");
    head.page(html! {
        article.page.wide {
            h1 { "Instance types" }
            (page.search())
            (problem_list(&[problems, wrong].concat()))
            p.help id="caption" { (page.caption(&found, shown)) }
            div.scroll.all tabindex="0" role="region" aria-label="Instance types; scrolls sideways where it is wider than the page" {
                table.list aria-describedby="caption" {
                    thead { tr { @for (column, _, heading) in COLUMNS { (page.heading(column, heading)) } } }
                    tbody { (PreEscaped(rows(&catalog, &found[..shown], &scenario))) }
                }
            }
            @if shown < found.len() {
                p { a href=(page.address(&Wanted { all: true, ..wanted.clone() })) { "Show all " (grouped(found.len() as u64)) " types" } }
            }
            div { (beyond(&wanted.find)) }
        }
    })
}

/// What the page is of.
struct Page<'a> {
    catalog: &'a Catalog,
    scenario: &'a Scenario,
    wanted: &'a Wanted,
}

impl Page<'_> {
    /// Filters and order. The scenario goes along, its region being the one that is searched.
    fn search(&self) -> Markup {
        let (query, region, wanted) = (to_query(self.scenario), &self.catalog.region.code, self.wanted);
        let mut families: Vec<&str> = self.catalog.types.iter().map(|t| t.family()).collect();
        families.sort_unstable();
        families.dedup();
        html! {
            form.tools method="get" action="/instances" {
                label { "Find " input type="search" name="find" value=(wanted.find) maxlength="40" placeholder="m7i, graviton, gpu"; }
                @for ((key, label, most), value) in BOUNDS.iter().zip(wanted.bounds) {
                    label { (label) " " input type="number" name=(key) value=[value] min="0" max=(most) aria-label=[spoken(key)]; }
                }
                label { "Arch "
                    select name="processor" {
                        option value="" { "any" }
                        @for (code, name, arch) in ARCHES { option value=(code) selected[wanted.arch == Some(arch)] { (name) } }
                    }
                }
                label { "Family " input name="family" value=(wanted.family) list="families" size="10" maxlength="20" autocomplete="off"; }
                datalist id="families" { @for family in families { option value=(family) {} } }
                label { "Region "
                    select name="region" {
                        @for r in regions() {
                            option value=(r.code) selected[r.code == *region] disabled[r.url.is_none()] { (r.label()) }
                        }
                    }
                }
                @for (key, value) in wanted.pairs().iter().filter(|(key, _)| ["sort", "dir"].contains(key)) { input type="hidden" name=(key) value=(value); }
                @for (key, value) in query_pairs(&query).filter(|(key, _)| key != "region") { input type="hidden" name=(key) value=(value); }
                button { "Show" }
                @if wanted.narrows() { a href=(self.address(&Wanted { sort: wanted.sort, descending: wanted.descending, ..Wanted::default() })) { "Clear" } }
            }
        }
    }

    /// The heading of a column, a link that sorts by it.
    fn heading(&self, column: Column, words: &str) -> Markup {
        let sort = (self.wanted.sort == Some(column)).then_some(if self.wanted.descending {
            "descending"
        } else {
            "ascending"
        });
        html! {
            th scope="col" aria-sort=[sort] {
                a href=(self.address(&self.wanted.sorted_by(column))) { (words) }
                @if let Some(sort) = sort { span aria-hidden="true" { (if sort == "ascending" { " \u{25b2}" } else { " \u{25bc}" }) } }
            }
        }
    }

    /// The page with other filters or another order.
    fn address(&self, wanted: &Wanted) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(wanted.pairs());
        let own = query.finish();
        let join = if own.is_empty() { "" } else { "&" };
        format!("/instances?{own}{join}{}", to_query(self.scenario))
    }

    fn caption(&self, found: &[TypeIndex], shown: usize) -> String {
        let region = &self.catalog.region;
        let first = if shown < found.len() { format!(" The first {shown} are shown.") } else { String::new() };
        let order = if self.wanted.sort.is_none() { " The newest generation comes first." } else { "" };
        format!(
            "{} of {} types.{first}{order} Prices: {} ({}), on demand of {}, Linux, per hour; ~ is an estimate. Find takes parts of names and \
             the words graviton, arm, x86, amd, intel and gpu. Names of accelerated types such as g5 do not say whether the CPU is AMD\u{2019}s or Intel\u{2019}s.",
            grouped(found.len() as u64),
            grouped(self.catalog.types.len() as u64),
            region.location,
            region.code,
            region.on_demand_as_of,
        )
    }
}

/// What a field is called where the words next to it are not enough.
fn spoken(key: &str) -> Option<&'static str> {
    match key {
        "vcpu_to" => Some("vCPU to"),
        "gib_to" => Some("Memory to (GiB)"),
        _ => None,
    }
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
        return "<tr class=\"none\"><td colspan=\"10\">No type is like that. Try a family such as m7i, a word such as graviton or gpu, or wider bounds.</td></tr>".into();
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
