//! Saved scenarios side by side, with the figures that each was decided with.

use super::form::Form;
use super::lines::{Line, least};
use super::tables;
use crate::compared::{MOST, SAVED};
use crate::date::date;
use crate::head::Head;
use crate::pages::problem_list;
use crate::pages::saved::changes::{SAME, Since, in_short, since};
use crate::pages::saved::in_words;
use crate::saved::{SavedOutcome, SavedPage};
use crate::view::words::NONE;
use leptos::nonce::use_nonce;
use leptos::prelude::AnyView;
use maud::{Markup, PreEscaped, html};
use model::scenario::link::{Problem, own_pairs};
use model::scenario::{Scenario, Subnet};
use model::summary::decided::{Bought, DecidedType, limit_name, network_name};
use model::units::{MicroUsd, grouped};
use model::words::asked;

/// Fills in what this browser keeps.
const SCRIPT: &str = concat!(include_str!("../links_kept.js"), include_str!("pick.js"));

/// Links of this browser that are offered.
const OFFERED: usize = 12;

/// Letters and digits of an ID.
const ID_LETTERS: usize = 11;

/// The page of what was opened.
pub(super) fn page(asked: &[(String, SavedOutcome)]) -> AnyView {
    let (pages, problems) = sorted(asked);
    Head::titled("Saved scenarios side by side: Berth").unlisted().page(html! {
        article.page.wide.compare {
            h1 { "Saved scenarios side by side" }
            (problem_list(&problems))
            div.compare-parts { (comparison(&pages)) }
        }
    })
}

/// Those that are there, and a sentence for each that is not.
pub(super) fn sorted(asked: &[(String, SavedOutcome)]) -> (Vec<&SavedPage>, Vec<Problem>) {
    let (mut pages, mut problems): (Vec<&SavedPage>, Vec<Problem>) = (Vec::new(), Vec::new());
    for (id, outcome) in asked {
        let wrong = match outcome {
            SavedOutcome::Found(page) if pages.iter().any(|p| p.id == page.id) => "each saved scenario once",
            SavedOutcome::Found(_) if pages.len() == MOST => "four saved scenarios at most; this one is left out",
            SavedOutcome::Found(page) => {
                pages.push(page);
                continue;
            }
            SavedOutcome::Expired { .. } => "saved scenarios that are still kept; this one has expired",
            SavedOutcome::Unreadable { .. } => "saved scenarios; this one cannot be read at the moment",
            _ => wrong_with(id),
        };
        problems.push(Problem::new(SAVED, id, wrong));
    }
    (pages, problems)
}

/// What is wrong with a text that no saved scenario has as its ID.
fn wrong_with(text: &str) -> &'static str {
    let is_id = text.len() == ID_LETTERS && text.bytes().all(|b| b.is_ascii_alphanumeric());
    match (is_id, text.contains(['/', '?', '='])) {
        (true, _) => "the ID of a scenario that is saved here; this one was deleted, or is of another Berth",
        (_, true) => {
            "the link of a saved scenario, with /s/ and its ID in it; what this link opens is not saved: open it and save it first"
        }
        (_, false) => "the ID of a saved scenario, 11 letters and digits; a part of this one may be missing",
    }
}

fn comparison(pages: &[&SavedPage]) -> Markup {
    let headings: Vec<Markup> = pages.iter().map(|page| heading(page)).collect();
    html! {
        @if pages.len() < 2 { p.lead { (too_few(pages)) } }
        @else {
            p.help {
                "Each is shown with the figures it was saved with."
                @if has_fleet(pages) { " One that was saved with a fleet is compared by its fleet; what one type throughout came to is below." }
            }
            (tables(&headings, lines(pages)))
        }
        (form(pages))
    }
}

/// What is missing.
fn too_few(pages: &[&SavedPage]) -> String {
    match pages.first() {
        Some(page) => format!("Paste the link of at least one more to compare with {}.", title(page)),
        None => "Two to four saved scenarios are compared: paste their links.".into(),
    }
}

fn title(page: &SavedPage) -> &str {
    if page.title.is_empty() { &page.id } else { &page.title }
}

fn heading(page: &SavedPage) -> Markup {
    html! { a href={ "/s/" (page.id) } { bdi { (title(page)) } } }
}

/// Whether the figures would be others by the catalogue and the rules of today.
fn today(page: &SavedPage) -> String {
    match since(page) {
        Since::Same => SAME.into(),
        Since::NoPrices => NONE.into(),
        Since::Changed(now, _) => {
            let [then, now] = [&page.decided, &*now].map(|decided| decided.bought(&page.scenario));
            in_short(then.as_ref(), now.as_ref())
        }
    }
}

/// The figures decided with, then every setting.
pub(super) fn lines(pages: &[&SavedPage]) -> Vec<Line> {
    let each = |of: &dyn Fn(&SavedPage) -> String| pages.iter().map(|page| of(page)).collect::<Vec<String>>();
    let mut out = match has_fleet(pages) {
        true => with_fleets(pages),
        false => of_one_type(pages, ""),
    };
    out.extend([
        Line::new("Pod network advised", each(&|page| network_name(&page.decided.network).to_string())),
        Line::new("By today\u{2019}s prices", each(&today)),
        Line::new("Decided", each(&|page| date(page.created_at))),
        Line::new("Prices of", each(&|page| page.catalog_then.region.on_demand_as_of.clone())),
        Line::new("Catalogue", each(&|page| page.catalog_then.version.clone())),
        Line::new("Rules", each(&|page| page.model_then.to_string())),
    ]);
    out.extend(settings(pages));
    out
}

/// Whether one of them was decided with a fleet of several types.
fn has_fleet(pages: &[&SavedPage]) -> bool {
    pages.iter().any(|page| page.decided.fleet.is_some())
}

/// An amount of money of each, with the least.
fn money(
    label: String,
    pages: &[&SavedPage],
    of: impl Fn(&SavedPage) -> Option<MicroUsd>,
    shown: fn(MicroUsd) -> String,
) -> Line {
    let amounts: Vec<Option<MicroUsd>> = pages.iter().map(|page| of(page)).collect();
    let values = amounts.iter().map(|amount| amount.map_or(NONE.into(), shown)).collect();
    Line { least: least(&amounts), ..Line::new(label, values) }
}

/// Of a fleet what it came to, and of what was planned on one type that type: each says which it is. What the type alone would
/// come to follows, of all of them.
fn with_fleets(pages: &[&SavedPage]) -> Vec<Line> {
    let bought = |page: &SavedPage| page.decided.bought(&page.scenario);
    let said = |of: &dyn Fn(Bought) -> String| -> Vec<String> {
        pages.iter().map(|page| bought(page).map_or(NONE.into(), of)).collect()
    };
    let kind = |b: Bought| if b.is_fleet { "a fleet" } else { "one type throughout" }.to_string();
    let bound = |page: &&SavedPage| page.decided.fleet.as_ref().map_or(NONE.into(), |fleet| fleet.bound.cents());
    let mut out = vec![
        Line::new("Planned as", said(&kind)),
        money("All nodes, a month".into(), pages, |page| bought(page).map(|b| b.monthly), MicroUsd::cents),
        money("A pod, a month".into(), pages, |page| bought(page).map(|b| b.per_pod), MicroUsd::per_pod),
        Line::new("Nodes", said(&|b| b.types)),
        Line::new("No fleet costs less than", pages.iter().map(bound).collect()),
    ];
    out.extend(of_one_type(pages, "One type throughout: "));
    out
}

/// The type that each page shows.
fn shown(page: &SavedPage) -> Option<&DecidedType> {
    page.decided.shown(&page.scenario)
}

/// What one type throughout came to; `of` begins each label.
fn of_one_type(pages: &[&SavedPage], of: &str) -> Vec<Line> {
    let label = |text: &str| if of.is_empty() { text.to_string() } else { format!("{of}{}", uncapitalised(text)) };
    let line = |text: &str, of: fn(&DecidedType) -> String| {
        Line::new(label(text), pages.iter().map(|page| shown(page).map_or(NONE.into(), of)).collect())
    };
    let monthly = |page: &SavedPage| shown(page).map(|t| t.monthly);
    let per_pod = |page: &SavedPage| shown(page).map(|t| t.bought(&page.scenario).per_pod);
    vec![
        money(label("All nodes, a month"), pages, monthly, MicroUsd::cents),
        money(label("A pod, a month"), pages, per_pod, MicroUsd::per_pod),
        line("Type", |t| t.name.clone()),
        line("Rank", |t| t.rank.to_string()),
        line("Pods per node", |t| grouped(t.pods.into())),
        line("Nodes", |t| grouped(t.nodes.into())),
        line("Bound by", |t| limit_name(&t.binding).to_string()),
    ]
}

/// Within a label.
fn uncapitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// Every setting that occurs once, then the lists by their names.
fn settings(pages: &[&SavedPage]) -> Vec<Line> {
    let columns: Vec<_> = pages.iter().map(|page| own_pairs(&page.scenario)).collect();
    let Some(first) = columns.first() else { return Vec::new() };
    let line = |(index, (key, _)): (usize, &(&'static str, String))| {
        let said: Vec<(String, String)> =
            columns.iter().filter_map(|c| c.get(index)).map(|(k, v)| in_words(((*k).to_string(), v.clone()))).collect();
        let label = said.first().map_or_else(|| (*key).to_string(), |(label, _)| label.clone());
        Line::new(
            label,
            said.into_iter().map(|(_, value)| if value.is_empty() { NONE.into() } else { value }).collect(),
        )
    };
    let list = |label: &str, of: fn(&Scenario) -> Vec<String>| {
        let joined = |page: &&SavedPage| of(&page.scenario).join(", ");
        Line::new(label, pages.iter().map(joined).map(|all| if all.is_empty() { NONE.into() } else { all }).collect())
    };
    let mut out: Vec<Line> = first.iter().enumerate().map(line).collect();
    out.insert(0, list("Workloads", |s| s.profiles.iter().map(|p| format!("{}: {}", p.name, asked(p))).collect()));
    out.push(list("DaemonSets", |s| s.daemonsets.iter().map(|d| d.name.clone()).collect()));
    out.push(list("Subnets", |s| s.subnets.iter().map(subnet).collect()));
    out
}

fn subnet(subnet: &Subnet) -> String {
    let free = subnet.free_addresses.map_or("not known".into(), |free| free.to_string());
    format!("{} {free}", subnet.zone)
}

/// The form that takes links and IDs.
pub(super) fn form(pages: &[&SavedPage]) -> Markup {
    let form = Form {
        legend: "Saved scenarios to compare",
        help: "Paste links such as https://\u{2026}/s/0Kd6bEUlL2x, or only what follows /s/. Clear a field to remove its scenario.",
        label: "Scenario",
        key: SAVED,
        longest: 2_000,
        names: pages.iter().map(|page| page.id.as_str()).collect(),
        kept: Vec::new(),
        more: own_links(),
    };
    html! { (form.markup()) script nonce=[use_nonce()] { (PreEscaped(SCRIPT)) } }
}

/// The links that this browser keeps, to tick; a script fills them in.
fn own_links() -> Markup {
    html! {
        fieldset id="own-links" data-most=(OFFERED) hidden {
            legend { "Or tick some of my links" }
            ul {}
            p.help hidden { "These are the newest; " a href="/links" { "all are on their page" } "." }
        }
    }
}
