//! What a short link opens, and what came of saving or deleting.

pub(super) mod changes;
mod refused;

use super::not_found::NotFound;
use super::og;
use super::readable;
use super::taken::Taken;
use crate::compared::SAVED;
use crate::date::date;
use crate::head::Head;
use crate::saved::{SavedOutcome, SavedPage, TOKEN};
use crate::together::{RoomsOn, START, SUPERSEDES};
use crate::view::advice::AdvicePane;
use crate::view::answer::Answer;
use crate::view::chart::{self, Dots, Marked};
use crate::view::page_view::{View, kept};
use cluster::readable::{Along, Place, Readable, drawn};
use fleet::beside::saving_of;
use fleet::present::present;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use model::evaluation::Evaluation;
use model::scenario::fields::{
    BY_TYPE, CHOICES, NUMBERS, PROFILE_NUMBERS, PROFILE_TEXTS, WORDS_BY_TYPE, decimal, number,
};
use model::scenario::link::{encode, own_pairs, query_pairs, to_query};
use model::scenario::{Era, Scenario};
use model::summary::decided::{DecidedFleet, DecidedFor, DecidedType, MODEL_VERSION, limit_name, network_name};
use model::units::{counted, grouped};
use model::words;
use model::words::listed;
use room::meeting::Discussed;

/// The page of a [`SavedOutcome`].
#[component]
pub fn SavedScenario() -> AnyView {
    match use_context::<SavedOutcome>() {
        Some(SavedOutcome::Found(page)) => found(&page, html! {}),
        Some(SavedOutcome::JustSaved { page, token }) => found(&page, just_saved(&page, token.as_deref())),
        Some(SavedOutcome::Expired { at }) => {
            let sentence = format!("It was kept until {} and then deleted.", date(at));
            message("This scenario has expired", &[sentence], html! {})
        }
        Some(SavedOutcome::Unreadable { sentences }) => {
            message("It cannot be read at the moment", &sentences, html! {})
        }
        Some(SavedOutcome::Refused(refused)) => refused::not_saved(&refused),
        Some(SavedOutcome::Deleted { id }) => deleted(&id),
        Some(SavedOutcome::NotDeleted { id, sentences }) => {
            let back = html! { p.page { a href={ "/s/" (id) } { "Back to the scenario" } } };
            message("Not deleted", &sentences, back)
        }
        Some(SavedOutcome::NotFound) | None => NotFound(),
    }
}

/// A heading and sentences, with what comes after them.
fn message(heading: &str, sentences: &[String], after: Markup) -> AnyView {
    Head::titled(&format!("{heading}: Berth")).page(html! {
        article.page {
            h1 { (heading) }
            @for sentence in sentences { p { (sentence) } }
            p { a href="/" { "Start a plan" } }
        }
        (after)
    })
}

/// The scenario as it was decided, with what has changed since.
fn found(page: &SavedPage, above: Markup) -> AnyView {
    let Some(taken) = Taken::from_context() else { return NotFound() };
    let title = if page.title.is_empty() { "A saved scenario" } else { page.title.as_str() };
    let head = Head::titled(&format!("{title}: Berth"))
        .described(&page.decided.headline)
        .unlisted()
        .tagged(og::of_saved(page));
    head.page(html! {
        article.page.wide.saved {
            (above)
            header {
                h1 { bdi { (title) } }
                p.help { (origin(page)) }
            }
            (changes::banner(page))
            (planned_for(page))
            @if !page.note.is_empty() { p.note { bdi { (page.note) } } }
            (decided_together(page))
            (figures(page, &taken))
            (actions(page, &taken))
            (asked(page))
            (delete_form(&page.id))
        }
        (readable::script())
    })
}

/// When it was saved, of what, and by which prices and rules.
fn origin(page: &SavedPage) -> Markup {
    let then = &page.catalog_then;
    html! {
        "Saved " (date(page.created_at))
        @if let Some(id) = &page.parent { ", from " a href={ "/s/" (id) } { "/s/" (id) } }
        @if let Some(at) = page.expires_at { ", kept until " (date(at)) }
        ". Prices of " (then.region.on_demand_as_of) ", catalogue " (then.version) ", rules " (page.model_then) "."
    }
}

/// Settings that the first line of what was planned for says.
const SAID_FIRST: [&str; 3] = ["region", "node", "os"];

/// What was planned for: the workloads, and the settings that are not as usual.
fn planned_for(page: &SavedPage) -> Markup {
    let scenario = &page.scenario;
    let usual = Scenario::default();
    // by the defaults of today, whichever version of links says the least
    let mut set: Vec<String> = own_pairs(scenario)
        .into_iter()
        .zip(own_pairs(&usual))
        .filter(|(own, usual)| own != usual && !SAID_FIRST.contains(&own.0))
        .map(|((key, value), _)| in_words((key.to_string(), value)))
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    if scenario.daemonsets != usual.daemonsets {
        set.push(format!("DaemonSets: {}", scenario.daemonsets.len()));
    }
    if !scenario.subnets.is_empty() {
        set.push(format!("Subnets: {}", scenario.subnets.len()));
    }
    html! {
        section.planned-for aria-label="What was planned for" {
            @match &scenario.profiles[..] {
                [one] => p.lead { bdi { (one.name) } ": " (words::asked(one)) "." },
                all => ul.lead { @for profile in all { li { bdi { (profile.name) } ": " (words::asked(profile)) } } },
            }
            p {
                "Region: " (scenario.region) ". "
                @if scenario.era == Era::Today { "Nodes: " (scenario.node.owner_and_os()) ". " }
                @if set.is_empty() { "Everything else is as usual." } @else { "Set: " bdi { (set.join("; ")) } "." }
            }
        }
    }
}

/// What a team decided in its meeting, and the records before and after this one.
fn decided_together(page: &SavedPage) -> Markup {
    html! {
        (links("A later decision says that it takes the place of this one:", &page.superseded_by))
        (links("It takes the place of an earlier decision:", &page.supersedes))
        @if let Some(meeting) = &page.meeting {
            section.card aria-labelledby="together" {
                h2 id="together" { "Decided together" }
                dl.facts-of {
                    @for question in &meeting.questions { dt { (question.text) } dd { bdi { (came_of(question)) } } }
                }
                p.help {
                    "By " bdi { (listed(&meeting.present.iter().map(|person| person.name.clone()).collect::<Vec<_>>())) }
                    ". Votes, reasons and dissent are in the " a href={ "/s/" (page.id) "/record" } { "record" }
                    @if let Some(room) = &page.room { " and in the " a href=(room) { "room" } } "."
                }
            }
        }
    }
}

/// What came of a question.
fn came_of(question: &Discussed) -> String {
    match (&question.decided, &question.parked) {
        (Some(decided), _) => decided.answer.clone(),
        (None, Some(parked)) => format!("parked, owner {}", parked.owner),
        (None, None) => "left open".to_string(),
    }
}

/// Other records, if there are any.
fn links(said: &str, all: &[String]) -> Markup {
    html! { @if !all.is_empty() { p.help { (said) @for link in all { " " a href=(link) { (link) } } } } }
}

/// The figures as decided. The card and the chart are drawn from the kept catalogue; under later rules only the
/// kept figures are shown, since the card would be another one.
fn figures(page: &SavedPage, taken: &Taken) -> Markup {
    let decided = &page.decided;
    let evaluation = &taken.evaluation;
    let same_rules = page.model_then == MODEL_VERSION;
    let network = match page.scenario.era {
        Era::Today if same_rules => AdvicePane { evaluation }.headline(),
        _ => format!("{}.", network_name(&decided.network)),
    };
    html! {
        @let is_for_fleet = page.view() == View::Fleet;
        @let fleet = decided.fleet.as_ref().map(|fleet| of_fleet(page, fleet));
        // what fills a node of one type is said where that is what it is for, else below the fleet
        @let verdict = bought(page).map(|_| html! { p.verdict-line { (decided.headline) } });
        h2.decided { (bought(page).unwrap_or_else(|| decided.headline.clone())) }
        @if !is_for_fleet { (verdict.clone().unwrap_or_default()) }
        p.advice-line { b { "Pod network: " } (network) }
        @if is_for_fleet {
            (fleet.clone().unwrap_or_default())
            h2 { "With one type throughout" }
            (verdict.unwrap_or_default())
        }
        (types(&decided.types))
        @if !is_for_fleet { (fleet.unwrap_or_default()) }
        div.decided-figures {
            @if same_rules {
                div { (Answer { evaluation }.markup()) }
                (cost_chart(evaluation))
            }
        }
    }
}

/// The nodes that it is for, in a form that saves.
fn saved_for(decided_for: Option<DecidedFor>) -> Markup {
    html! { @if let Some(of) = decided_for { input type="hidden" name=(DecidedFor::KEY) value=(of.code()); } }
}

/// What was to be bought, what it was decided for first; beside a fleet, which of the two is of one type throughout.
fn bought(page: &SavedPage) -> Option<String> {
    let of_one_type = page.decided.shown(&page.scenario)?.bought(&page.scenario);
    let said = format!("{}, {} a month", of_one_type.types, of_one_type.monthly.brief());
    Some(match (&page.decided.fleet, page.decided.decided_for) {
        (None, _) => said,
        (Some(fleet), Some(DecidedFor::Fleet)) if fleet.types.len() > 1 => {
            let (types, monthly) = (fleet.of_types(), fleet.monthly.brief());
            format!("A fleet of {types}, {monthly} a month. Of one type throughout it would be {said}")
        }
        (Some(fleet), Some(DecidedFor::OneType)) if fleet.monthly < of_one_type.monthly => {
            format!("{said}, of one type throughout. As a fleet of several types it would be {}", fleet.monthly.brief())
        }
        (Some(fleet), _) if fleet.monthly >= of_one_type.monthly => {
            format!("{said}; no fleet that was found costs less")
        }
        (Some(fleet), _) => format!("{said}, of one type throughout; {} as a fleet", fleet.monthly.brief()),
    })
}

/// What tells it from others in a list.
fn in_a_line(page: &SavedPage) -> String {
    let headline = &page.decided.headline;
    bought(page).map_or_else(|| headline.clone(), |bought| format!("{bought}. {headline}"))
}

/// The fleet as decided.
fn of_fleet(page: &SavedPage, fleet: &DecidedFleet) -> Markup {
    html! {
        section.card aria-labelledby="decided-fleet" {
            h2 id="decided-fleet" { @if fleet.types.len() > 1 { "As a fleet of several types" } @else { "As a fleet, which is of one type" } }
            p {
                b { (counted(fleet.nodes, "node")) " for " (fleet.monthly.cents()) " a month" }
                ": " (fleet.of_types()) ". No fleet costs less than " (fleet.bound.cents()) "."
            }
            @if let Some(nodes) = present(&page.catalog_then, &page.scenario) {
                p { (saving_of("The cluster then", &nodes, fleet.monthly.0)) }
            }
            ul.actions {
                li { a href={ "/s/" (page.id) "/take-away/fleet" } { "Its configuration and tables" } }
                li { a href={ "/s/" (page.id) "/record/fleet" } { "Its decision record" } }
                li { a href=(View::Fleet.address(&page.scenario)) { "The fleet by today\u{2019}s prices, node by node" } }
            }
        }
    }
}

fn types(types: &[DecidedType]) -> Markup {
    html! {
        div.scroll.all tabindex="0" role="region" aria-label="Types as saved" {
            table.list {
                thead { tr {
                    th scope="col" { "Rank" } th.text scope="col" { "Type" } th scope="col" { "Pods per node" }
                    th scope="col" { "Nodes" } th scope="col" { "All nodes, a month" } th.text scope="col" { "Bound by" }
                } }
                tbody {
                    @for t in types {
                        tr {
                            td { (t.rank) } th.text scope="row" { (t.name) } td { (grouped(t.pods.into())) }
                            td { (grouped(t.nodes.into())) } td { (t.monthly.cents()) } td.text { (limit_name(&t.binding)) }
                        }
                    }
                }
            }
        }
    }
}

/// Cost per pod against pods per node.
fn cost_chart(evaluation: &Evaluation) -> Markup {
    let shown = evaluation.shown().map_or(0, |(rank, _)| rank);
    let dots = Dots::of(evaluation, false, shown);
    let says = |rank: &usize| chart::read_out(evaluation.catalog(), evaluation.plan(), *rank);
    let readable = Readable {
        title: words::COST_PER_POD.into(),
        legend: Vec::new(),
        svg: dots.svg(&Marked { shown, ..Marked::default() }),
        places: dots.places().into_iter().zip(&dots.ranks).map(|(at, rank)| Place { at, says: says(rank) }).collect(),
        home: dots.ranks.iter().position(|rank| *rank == shown).unwrap_or(0),
        along: Along::Both,
    };
    html! {
        figure.chart-pane {
            figcaption {
                h2 { (words::COST_PER_POD) }
                ul.legend aria-label="Binding limit" { (dots.legend()) }
            }
            (readable.frame())
            (drawn(None))
        }
    }
}

fn actions(page: &SavedPage, taken: &Taken) -> Markup {
    // those of what it was decided for
    let is_for_fleet = page.view() == View::Fleet && page.decided.fleet.is_some();
    let of = |name: &str| taken.address(name) + if is_for_fleet { "/fleet" } else { "" };
    html! {
        ul.actions {
            li { a href=(taken.to_planner()) { "Edit a copy" } }
            li { a href=(of("record")) { "Decision record" } }
            li { a href=(of("take-away")) { "Configuration, tables, charts" } }
            li { a href=(View::Modes.address(&page.scenario)) { "Every networking mode, today" } }
            @if let Some(parent) = &page.parent {
                li { a href={ "/compare?" (SAVED) "=" (parent) "," (page.id) } { "Compare with what it was made from" } }
            }
            li { a href={ "/compare?" (SAVED) "=" (page.id) } { "Compare with another" } }
            @if use_context::<RoomsOn>().is_some() { li { a href=(decide_again(page)) { "Decide again, together" } } }
        }
    }
}

/// What was asked, where it differs from the defaults.
fn asked(page: &SavedPage) -> Markup {
    let query = to_query(&page.scenario);
    let said: Vec<(String, String)> = query_pairs(&query).filter(|(key, _)| key != "v").map(in_words).collect();
    html! {
        details.file {
            summary { "Its settings: " (said.len()) " of " (encode(&page.scenario).len()) " differ from the defaults" }
            dl.facts-of { @for (name, value) in said { dt { (name) } dd { bdi { (value) } } } }
        }
    }
}

/// What a link says that is no number and no choice of the form.
const OTHERS: [(&str, &str); 8] = [
    ("region", "Region"),
    ("type", "Type chosen"),
    ("profile", "Workload"),
    ("ds", "DaemonSet"),
    ("ds_cpu_m", "CPU, of each node"),
    ("ds_mem_mib", "Memory, of each node"),
    ("subnet", "Subnets of zone"),
    ("subnet_free", "Free addresses"),
];

/// A pair in the words of the form.
pub(crate) fn in_words((key, value): (String, String)) -> (String, String) {
    if let Some(c) = CHOICES.iter().find(|c| c.key == key) {
        let name = c.options.iter().find(|(code, _)| *code == value).map_or(value.as_str(), |(_, name)| name);
        return (c.label.to_string(), name.to_string());
    }
    if key == "sized_on" {
        return (words::SIZED_ON.to_string(), value);
    }
    if let Some((d, n)) = decimal(&key).zip(value.parse().ok())
        && let Some(row) = number(&NUMBERS, &key)
    {
        return (row.label.to_string(), d.with_unit(n));
    }
    let units = NUMBERS.iter().map(|n| (n.key, n.unit)).chain(PROFILE_NUMBERS.iter().map(|n| (n.key, n.unit)));
    let unit = units.filter(|(_, unit)| !unit.is_empty()).find(|(k, _)| *k == key).map(|(_, unit)| unit);
    let numbers = NUMBERS.iter().map(|n| (n.key, n.label));
    let of_pods = PROFILE_NUMBERS.iter().map(|n| (n.key, n.label));
    let families = model::scenario::fields::FAMILIES.iter().map(|list| (list.key, list.label));
    let by_type = BY_TYPE.iter().zip(&WORDS_BY_TYPE).map(|(list, words)| (list.key, words.label));
    let label = numbers
        .chain(of_pods)
        .chain(families)
        .chain(by_type)
        .chain(PROFILE_TEXTS.iter().map(|text| (text.key, text.label)))
        .chain(OTHERS)
        .find(|(k, _)| *k == key)
        .map_or(key.clone(), |(_, label)| label.to_string());
    let value = unit.filter(|_| !value.is_empty()).map(|unit| format!("{value} {unit}")).unwrap_or(value);
    (label, value)
}

/// Keeps the browser's own list of links.
const OWN_LINKS: &str = include_str!("own_links.js");

/// The link, and the secret that deletes it.
fn just_saved(page: &SavedPage, token: Option<&str>) -> Markup {
    html! {
        section.card.just-saved role="status" {
            h2 { "Saved" }
            p.copyable {
                label for="short-link" { "Everyone with this link sees these figures" }
                input id="short-link" readonly value=(page.url);
                a.button href=(page.url) data-share { "Copy the link" }
            }
            @match token {
                Some(token) => details.file {
                    summary { "Show the secret that deletes it: only now, and not on a projector" }
                    p.copyable {
                        label for="delete-token" { "The secret that deletes it" }
                        input id="delete-token" readonly value=(token);
                    }
                },
                None => p.help { "This scenario was saved before, so this is its link. Whoever saved it first has the secret that deletes it, and may delete it for everyone." },
            }
            p.help { a href=(kept("/links")) { "My links" } " keeps it in this browser only." }
            script nonce=[use_nonce()] data-id=(page.id) data-title=(page.title) data-headline=(in_a_line(page))
                data-saved=(page.created_at) data-token=(token.unwrap_or_default()) { (PreEscaped(OWN_LINKS)) }
        }
    }
}

fn delete_form(id: &str) -> Markup {
    html! {
        details.file.beside-print {
            summary { "Delete it" }
            form.save-form method="post" action={ "/s/" (id) "/delete" } {
                p { label for="token" { "The secret shown when it was saved" } input id="token" name=(TOKEN) autocomplete="off" required; }
                p { button { "Delete for everyone" } }
            }
        }
    }
}

fn deleted(id: &str) -> AnyView {
    let script = html! { script nonce=[use_nonce()] data-id=(id) data-deleted="" { (PreEscaped(OWN_LINKS)) } };
    message("Deleted", &["The scenario is gone, for everyone.".into()], script)
}

/// Where a room about it is started. Only what was decided in a room is superseded by another.
fn decide_again(page: &SavedPage) -> String {
    let room = format!("{START}?{}", to_query(&page.scenario));
    if page.meeting.is_some() { format!("{room}&{SUPERSEDES}={}", page.id) } else { room }
}

#[cfg(test)]
mod tests;
