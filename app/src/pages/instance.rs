//! One instance type explained: what EC2 publishes, every limit in every mode, and each figure of the
//! scenario with formula, inputs and source.

mod calculator;
mod limits;
mod missing;
mod neighbours;
mod region_prices;
pub(super) mod stack;
mod starts;

use super::growth::sizes;
use super::instances::{arch, price};
use super::not_found::NotFound;
use super::{Asked, address_of, no_catalogue, problem_list, readable};
use crate::compared;
use crate::head::Head;
use crate::site::site;
use crate::view::page_view::{View, kept, with_query};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use maud::{Markup, html};
use model::catalog::instance_type::{AttachmentKind, Hypervisor, InstanceType, SeenBy};
use model::catalog::reserved::Commitment::{self, Convertible1, Convertible3, Standard1, Standard3};
use model::catalog::{Catalog, Estimate, HistoryIndex, Offer, PriceKind, TypeIndex, TypeRef};
use model::explain::{Figure, Input, explain, explain_held};
use model::node::capacity::capacity;
use model::node::limit::Limit;
use model::node::max_pods::eni_limited;
use model::node::workload::Workload;
use model::plan::eligibility::Reason;
use model::plan::{Candidate, article_2018, judge};
use model::scenario::{Era, Filters, Scenario};
use model::sources::{SourceRow, source};
use model::summary::notes::notes;
use model::units::{MicroUsd, capitalised, grouped};
use model::words::{NOT_SOLD, asked};

/// The page of a type; 410 where it is withdrawn, 404 where there is none of that name.
#[component]
pub fn Instance() -> AnyView {
    let name = use_params_map().with_untracked(|p| p.get("name")).unwrap_or_default();
    let Some(asked) = Asked::from_address() else { return no_catalogue() };
    match of_era(&asked, &name) {
        Some(TypeRef::Today(index)) => today_page(&asked, index),
        Some(TypeRef::Of2018(index)) => article_page(&asked, index),
        None => match model::catalog::missing::missing(&name) {
            Some(row) => missing::page(&asked, &name, row),
            None => NotFound(),
        },
    }
}

/// The type of that name in the table of the scenario's era, else in the other one.
fn of_era(asked: &Asked, name: &str) -> Option<TypeRef> {
    let today = || asked.catalog.find(name).map(TypeRef::Today);
    let of_2018 = || asked.catalog.find_2018(name).map(TypeRef::Of2018);
    match asked.scenario.era {
        Era::Today => today().or_else(of_2018),
        Era::Article => of_2018().or_else(today),
    }
}

/// What to know first where the page is of the other era than the scenario.
fn other_era(name: &str, asked: Era, shown: Era) -> Markup {
    let text = match (asked, shown) {
        (Era::Article, Era::Today) => {
            format!(
                "The article\u{2019}s table of 2018 has no {name}: these are today\u{2019}s figures, by today\u{2019}s rules."
            )
        }
        (Era::Today, Era::Article) => {
            format!(
                "Today\u{2019}s catalogue has no {name}: these are the figures of 2018, by the article\u{2019}s rules."
            )
        }
        _ => return html! {},
    };
    html! { p.problems role="note" { (text) } }
}

/// On its own page a type is explained whatever the filters say.
pub(super) fn without_filters(scenario: &Scenario) -> Scenario {
    Scenario { filters: Filters::open(), era: Era::Today, ..scenario.clone() }
}

fn today_page(asked: &Asked, index: TypeIndex) -> AnyView {
    let (catalog, scenario) = (&asked.catalog, without_filters(&asked.scenario));
    let t = catalog.instance_type(index);
    let by_today = Scenario { era: Era::Today, ..asked.scenario.clone() };
    let with_it = View::Nodes.address(&Scenario { chosen: Some(t.name.clone()), ..by_today.clone() });
    let judged = judge(catalog, &scenario, index);
    let candidate = judged.as_ref().ok();
    let explained = match &judged {
        Ok(candidate) => figures(catalog, &scenario, candidate),
        Err(_) => not_planned(catalog, t, &scenario),
    };
    let site = site();
    let catalogs = site.regions().iter().map(|r| r.catalog.as_ref());
    let head = Head::titled(&format!("{}: Berth", t.name)).described(format!(
        "{}: addresses, max-pods, allocatable, volumes, bandwidth and price, each figure with its formula and source.",
        t.name
    ));
    head.page(html! {
        article.page.type {
            p { a href=(View::Nodes.address(&asked.scenario)) { "Back to the plan" } }
            (problem_list(&asked.problems))
            h1 { (t.name) }
            (other_era(&t.name, asked.scenario.era, Era::Today))
            p.lead { (lead(catalog, index)) }
            (actions(&by_today, &t.name, &with_it))
            (specs(catalog, index))
            (about(catalog, &scenario, &judged))
            div { (stack::section(catalog, &scenario, index, candidate)) }
            @if let Some(candidate) = candidate { div { (neighbours::section(catalog, &by_today, candidate)) } }
            div { (region_prices::section(&t.name, catalogs, &scenario, &asked.scenario)) }
            div { (limits::section(catalog, t, &scenario)) }
            div { (sizes::section(catalog, t, &scenario)) }
            div { (starts::section(t)) }
            div { (calculator::section(t, &scenario)) }
            (explained)
        }
        (readable::script())
    })
}

/// What EC2 publishes, as a list of facts.
fn specs(catalog: &Catalog, index: TypeIndex) -> Markup {
    html! {
        h2 { "What EC2 publishes" }
        dl.facts { @for (label, value) in published(catalog, index) { div.fact { dt { (label) } dd { (value) } } } }
    }
}

/// Where to go on from here, with the scenario.
fn actions(scenario: &Scenario, name: &str, planned: &str) -> Markup {
    let modes = with_query("/modes", &Scenario { chosen: Some(name.into()), ..scenario.clone() }) + "&which=chosen";
    html! {
        ul.actions {
            li { a href=(planned) { "Plan with " (name) } }
            li { a href=(compared::address(&[name], scenario)) { "Compare with other types" } }
            li { a href=(modes) { "Its cost in every networking mode" } }
        }
    }
}

/// One sentence on the type and its price.
fn lead(catalog: &Catalog, index: TypeIndex) -> String {
    let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
    let kind = match offer.on_demand.as_ref().map(|p| &p.kind) {
        None => "".into(),
        Some(PriceKind::Published) => format!(" an hour on demand, published {}", catalog.price_date(index)),
        Some(PriceKind::Estimated(estimate)) => format!(" an hour on demand, estimated {}", method(estimate)),
    };
    format!(
        "{} vCPU, {}, {}. {}{kind}, in {} ({}).",
        t.vcpu,
        t.memory.brief(),
        arch(t.arch),
        capitalised(price(offer).trim_start_matches('~')),
        catalog.region.location,
        catalog.region.code
    )
}

fn method(estimate: &Estimate) -> String {
    match estimate {
        Estimate::SameFamily => "from the us-east-1 price and the region\u{2019}s ratio for the same family".into(),
        Estimate::NearFamily(basis) => format!("from the us-east-1 price and the region\u{2019}s ratio for {basis}"),
        Estimate::PriceCut => "from an older price and the cut seen in us-east-1".into(),
    }
}

/// The workload, how many of its pods and at what price, and notes on the figures; or why the type is not eligible.
fn about(catalog: &Catalog, scenario: &Scenario, judged: &Result<Candidate<TypeIndex>, Reason>) -> Markup {
    let workloads: Vec<String> = scenario.profiles.iter().map(asked).collect();
    html! {
        h2 { "For your pods" }
        p.help {
            (workloads.join("; ")) ", " (scenario.mode.name_on(scenario.node.owner)) ", " (scenario.node.owner_and_os()) ", "
            span.whole { (catalog.region.code) "." }
        }
        @match judged {
            Ok(candidate) => {
                dl.facts { @for (label, value) in in_short(candidate) { div.fact { dt { (label) } dd { (value) } } } }
                ul.notes { @for note in notes(catalog, scenario, &(*candidate).into()) { li { (note) } } }
            }
            Err(reason) => p.problems role="note" { b { "Not eligible: " } (reason.in_scenario(scenario)) "." },
        }
    }
}

/// What a node carries, and what all of them cost.
fn in_short(c: &Candidate<TypeIndex>) -> [(&'static str, String); 4] {
    let binding = c.capacity.binding();
    let is_full = if binding.is_plural() { "are used up" } else { "is full" };
    let pods = format!("{}, {} {is_full} first", grouped(c.capacity.pods.into()), binding.name());
    [
        ("Pods on a node", pods),
        ("Nodes", grouped(c.fleet.nodes.into())),
        ("All nodes, a month", c.fleet.monthly.cents()),
        ("A pod, a month", c.fleet.per_pod.per_pod()),
    ]
}

fn figures(catalog: &Catalog, scenario: &Scenario, candidate: &Candidate<TypeIndex>) -> Markup {
    let explained = explain(catalog, scenario, &(*candidate).into()).into_iter();
    let all: Vec<Figure> = explained.chain(explain_held(catalog, scenario, candidate)).collect();
    html! {
        h2 { "How each figure is worked out" }
        details.file {
            summary { (all.len()) " formulas with inputs and sources" }
            div.figures { @for f in &all { (figure(f)) } }
        }
    }
}

fn figure(f: &Figure) -> Markup {
    html! {
        section.figure id=(f.id) {
            h3 { (f.label) " " output { (f.reading()) } }
            p.formula { a href=(kept(&format!("/method#{}", f.id))) title="Symbols and sources" { code { (f.formula) } } }
            ul.inputs { @for i in &f.inputs { (input(i)) } }
            @if let Some(note) = &f.note { p.note { (note) } }
            ul.sources aria-label="Sources" { @for row in f.sources.iter().filter_map(|id| source(id)) { (cited(row)) } }
        }
    }
}

/// A source as a link, or with what it is in.
fn cited(row: &SourceRow) -> Markup {
    html! {
        li {
            @match address_of(row) {
                Some(url) => a href=(url) rel="noreferrer" { (row.title) " (" (row.date) ")" },
                None => { (row.title) " (" (row.date) "), " (row.place) }
            }
        }
    }
}

fn input(i: &Input) -> Markup {
    let value = match i.value.fract() == 0.0 {
        true => grouped(i.value as u64),
        false => i.value.to_string(),
    };
    html! { li { code { (i.symbol) } " = " b { (value) } " " span { (i.meaning) } } }
}

/// A type that cannot carry the pods: how far each limit goes.
fn not_planned(catalog: &Catalog, t: &InstanceType, scenario: &Scenario) -> Markup {
    let capacity = capacity(t, &Workload::of(scenario).sized(catalog));
    let limits = Limit::ALL.into_iter().filter_map(|limit| Some((limit, capacity.by_limit.get(limit)?)));
    html! {
        h2 { "Pods per node under each limit" }
        ul.plain {
            @for (limit, pods) in limits {
                li { span class=(charts::class_of(limit)) { (limit.name()) } ": " b { (grouped(pods.into())) } " pods" }
            }
        }
    }
}

/// The raw figures, with the words EC2 uses: the same labels in the same order for every type.
pub(super) fn published(catalog: &Catalog, index: TypeIndex) -> Vec<(&'static str, String)> {
    let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
    let hypervisor = match t.hypervisor {
        Hypervisor::Nitro => "Nitro",
        Hypervisor::Xen => "Xen",
        Hypervisor::BareMetal => "none (bare metal)",
    };
    let attachments = match t.attachments.kind {
        AttachmentKind::Shared => "shared with ENIs and NVMe disks",
        AttachmentKind::Dedicated => "dedicated",
    };
    let yes = |b: bool| if b { "yes" } else { "no" }.to_string();
    vec![
        ("Hypervisor", hypervisor.to_string()),
        ("ENIs, default card / all cards", format!("{} / {}", t.enis, t.enis_all_cards)),
        ("Memory that a node reports", reported(t)),
        ("IPv4 addresses of an ENI", t.ipv4_per_eni.to_string()),
        ("AWS\u{2019}s max-pods", eni_limited(t).to_string()),
        ("IPv6", yes(t.ipv6)),
        ("Branch ENIs", t.branch_enis.map_or("not published".into(), |n| n.to_string())),
        ("Network performance", t.network_performance.clone()),
        ("Baseline and peak bandwidth", format!("{} / {}", t.baseline, t.peak)),
        ("EBS attachments", format!("{}, {attachments}", t.attachments.slots)),
        (
            "Local NVMe",
            if t.local_nvme_gb > 0 { format!("{} GB", grouped(t.local_nvme_gb.into())) } else { "none".into() },
        ),
        (
            "Accelerator",
            if t.gpu_name.is_empty() {
                t.accelerator.map_or("none".into(), |a| format!("{a:?}"))
            } else {
                format!("{} × {}", t.gpu_count, t.gpu_name)
            },
        ),
        ("Encryption in transit", yes(t.encryption_in_transit)),
        ("Burstable", yes(t.burstable)),
        ("In VPC CNI v1.3.0 (November 2018)", yes(t.in_2018)),
        (
            "Spot saves, region average",
            offer.spot_savings.map_or("no figure".into(), |s| format!("{s} ({})", catalog.spot_as_of)),
        ),
        ("Reserved, standard, an hour, 1 and 3 years", reserved(catalog, offer, [Standard1, Standard3])),
        ("Reserved, convertible, an hour, 1 and 3 years", reserved(catalog, offer, [Convertible1, Convertible3])),
    ]
}

/// What a running node has of the type's memory, and how that is known.
fn reported(t: &InstanceType) -> String {
    let Some(seen) = t.seen else { return "not known".into() };
    let by = match (seen.by, seen.hosts_differ) {
        (SeenBy::Fit, _) => "fitted, not measured",
        (_, true) => "measured; hosts differ",
        (SeenBy::Bottlerocket, _) => "measured on Bottlerocket",
        (SeenBy::Ubuntu, _) => "measured on Ubuntu",
    };
    format!("{} ({by})", seen.mib)
}

/// Rates of two commitments and their date: `$0.06 and $0.041 (2025-04-05)`.
fn reserved(catalog: &Catalog, offer: &Offer, commitments: [Commitment; 2]) -> String {
    let rate = |commitment| offer.committed(commitment).map_or(NOT_SOLD.to_string(), MicroUsd::hourly);
    match (commitments.map(rate), &catalog.reserved_as_of) {
        ([one, three], Some(date)) if offer.reserved.is_some() => format!("{one} and {three} ({date})"),
        _ => NOT_SOLD.into(),
    }
}

/// The page of a type in the article's era.
fn article_page(asked: &Asked, index: HistoryIndex) -> AnyView {
    let (catalog, scenario) = (&asked.catalog, Scenario { era: Era::Article, ..asked.scenario.clone() });
    let name = catalog.type_of_2018(index).name.as_str();
    let back = View::Nodes.address(&Scenario { chosen: Some(name.into()), ..scenario.clone() });
    Head::titled(&format!("{name} in 2018: Berth")).page(html! {
        article.page.type {
            p { a href=(back) { "Back to the plan" } }
            (problem_list(&asked.problems))
            h1 { (name) ", as the article counts" }
            (other_era(name, asked.scenario.era, Era::Article))
            @if let Some(row) = model::catalog::missing::missing(name) { div { (missing::about(row)) } }
            p.lead { "Limits and us-east-1 price of 29 November 2018." }
            @match article_2018::judge(catalog, &scenario, index) {
                Ok(candidate) => div.figures { @for f in explain(catalog, &scenario, &candidate) { (figure(&f)) } },
                Err(reason) => p.problems role="note" { (reason.text()) "." },
            }
        }
    })
}

#[cfg(test)]
mod tests;
