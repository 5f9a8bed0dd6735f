//! What a short link opens, and what came of saving or deleting.

mod changes;

use super::not_found::NotFound;
use super::og;
use super::taken::Taken;
use crate::compared::SAVED;
use crate::date::date;
use crate::escape::escaped;
use crate::saved::{NOTE, PARENT, RefusedSave, SavedOutcome, SavedPage, TITLE, TOKEN};
use crate::together::{RoomsOn, START, SUPERSEDES};
use crate::view::advice::AdvicePane;
use crate::view::answer::Answer;
use crate::view::chart;
use crate::view::page_view::{View, kept};
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::{Meta, Title};
use model::scenario::Era;
use model::scenario::fields::CHOICES;
use model::scenario::link::{encode, to_query};
use model::summary::decided::{DecidedType, MODEL_VERSION, limit_name, network_name};
use model::units::grouped;
use model::words;
use model::words::listed;

/// The page of a [`SavedOutcome`].
#[component]
pub fn SavedScenario() -> impl IntoView {
    match use_context::<SavedOutcome>() {
        Some(SavedOutcome::Found(page)) => found(&page, None).into_any(),
        Some(SavedOutcome::JustSaved { page, token }) => {
            found(&page, Some(just_saved(&page, token).into_any())).into_any()
        }
        Some(SavedOutcome::Expired { at }) => {
            message("This scenario has expired", vec![format!("It was kept until {} and then deleted.", date(at))])
                .into_any()
        }
        Some(SavedOutcome::Unreadable { sentences }) => {
            message("It cannot be read at the moment", sentences).into_any()
        }
        Some(SavedOutcome::Refused(refused)) => not_saved(*refused).into_any(),
        Some(SavedOutcome::Deleted { id }) => deleted(&id).into_any(),
        Some(SavedOutcome::NotDeleted { id, sentences }) => {
            let back = format!("/s/{id}");
            view! { {message("Not deleted", sentences)}<p class="page"><a href=back>"Back to the scenario"</a></p> }
                .into_any()
        }
        Some(SavedOutcome::NotFound) | None => NotFound().into_any(),
    }
}

/// A heading and sentences.
fn message(heading: &'static str, sentences: Vec<String>) -> impl IntoView {
    view! {
        <Title text=format!("{heading}: Berth") />
        <article class="page">
            <h1>{heading}</h1>
            {sentences.into_iter().map(|s| view! { <p>{s}</p> }).collect_view()}
            <p><a href="/">"Start a plan"</a></p>
        </article>
    }
}

/// The scenario as it was decided, with what has changed since.
fn found(page: &SavedPage, above: Option<AnyView>) -> impl IntoView + use<> {
    let Some(taken) = Taken::from_context() else { return NotFound().into_any() };
    let title = if page.title.is_empty() { "A saved scenario".to_string() } else { page.title.clone() };
    let parent = page.parent.clone().map(|id| view! { ", from "<a href=format!("/s/{id}")>{format!("/s/{id}")}</a> });
    let expires = page.expires_at.map(|at| format!(", kept until {}", date(at)));
    view! {
        <Title text=format!("{}: Berth", escaped(&title)) />
        <Meta name="description" content=page.decided.headline.clone() />
        <Meta name="robots" content="noindex" />
        {og::of_saved(page)}
        <article class="page wide saved">
            {above}
            <header>
                <h1><bdi>{title}</bdi></h1>
                <p class="help">
                    {format!("Saved {}", date(page.created_at))}{parent}{expires}
                    {format!(". Prices of {}, catalogue {}, rules {}.", page.catalog_then.region.on_demand_as_of, page.catalog_then.version, page.model_then)}
                </p>
            </header>
            {(!page.note.is_empty()).then(|| view! { <p class="note"><bdi>{page.note.clone()}</bdi></p> })}
            {decided_together(page)}
            {changes::banner(page)}
            {figures(page, &taken)}
            {actions(page, &taken)}
            {asked(page)}
            {delete_form(&page.id)}
        </article>
    }
    .into_any()
}

/// What a team decided in its meeting, and the records before and after this one.
fn decided_together(page: &SavedPage) -> impl IntoView + use<> {
    let links = |said: &'static str, all: &[String]| {
        let all = all.iter().map(|link| view! { " "<a href=link.clone()>{link.clone()}</a> }).collect_view();
        view! { <p class="help">{said}{all}</p> }
    };
    let meeting = page.meeting.as_ref().map(|meeting| {
        let decided = meeting.questions.iter().map(|question| {
            let what = match (&question.decided, &question.parked) {
                (Some(decided), _) => decided.answer.clone(),
                (None, Some(parked)) => format!("parked, owner {}", parked.owner),
                (None, None) => "left open".to_string(),
            };
            view! { <dt>{question.text.clone()}</dt><dd><bdi>{what}</bdi></dd> }
        });
        let names: Vec<String> = meeting.present.iter().map(|person| person.name.clone()).collect();
        view! {
            <section class="card" aria-labelledby="together">
                <h2 id="together">"Decided together"</h2>
                <dl class="facts-of">{decided.collect_view()}</dl>
                <p class="help">"By "<bdi>{listed(&names)}</bdi>". Votes, reasons and dissent are in the "<a href=format!("/s/{}/record", page.id)>"record"</a>
                    {page.room.clone().map(|room| view! { " and in the "<a href=room>"room"</a> })}"."</p>
            </section>
        }
    });
    view! {
        {(!page.superseded_by.is_empty()).then(|| links("A later decision says that it takes the place of this one:", &page.superseded_by))}
        {(!page.supersedes.is_empty()).then(|| links("It takes the place of an earlier decision:", &page.supersedes))}
        {meeting}
    }
}

/// The figures as decided. The card and the chart are drawn from the kept catalogue; under later rules only the
/// kept figures are shown, since the card would be another one.
fn figures(page: &SavedPage, taken: &Taken) -> impl IntoView + use<> {
    let decided = &page.decided;
    let evaluation = &taken.evaluation;
    let shown = || evaluation.shown().map_or(0, |(rank, _)| rank);
    let same_rules = page.model_then == MODEL_VERSION;
    let card = same_rules.then(|| Answer { evaluation }.markup().into_string());
    let chart = same_rules.then(|| chart::svg(evaluation.plan(), shown()));
    let network = match page.scenario.era {
        Era::Today if same_rules => AdvicePane { evaluation }.headline(),
        _ => format!("{}.", network_name(&decided.network)),
    };
    view! {
        <h2 class="decided">{decided.headline.clone()}</h2>
        <p class="advice-line"><b>"Pod network: "</b>{network}</p>
        <div class="scroll all" tabindex="0" role="region" aria-label="Types as saved">
            <table class="list">
                <thead><tr><th scope="col">"Rank"</th><th scope="col" class="text">"Type"</th><th scope="col">"Pods per node"</th><th scope="col">"Nodes"</th><th scope="col">"All nodes, a month"</th><th scope="col" class="text">"Bound by"</th></tr></thead>
                <tbody>{decided.types.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        <div class="decided-figures">
            {card.map(|html| view! { <div inner_html=html></div> })}
            {chart.map(|svg| view! { <figure class="chart-pane"><figcaption><h2>{words::COST_PER_POD}</h2><ul class="legend" aria-label="Binding limit" inner_html=chart::legend(evaluation.plan()).into_string()></ul></figcaption><div inner_html=svg></div></figure> })}
        </div>
    }
}

fn row(t: &DecidedType) -> impl IntoView + use<> {
    view! {
        <tr>
            <td>{t.rank}</td><th scope="row" class="text">{t.name.clone()}</th><td>{grouped(t.pods.into())}</td><td>{grouped(t.nodes.into())}</td>
            <td>{t.monthly.cents()}</td><td class="text">{limit_name(&t.binding)}</td>
        </tr>
    }
}

fn actions(page: &SavedPage, taken: &Taken) -> impl IntoView + use<> {
    let modes = View::Modes.address(&page.scenario);
    view! {
        <ul class="actions">
            <li><a href=taken.to_planner()>"Edit a copy"</a></li>
            <li><a href=taken.address("record")>"Decision record"</a></li>
            <li><a href=taken.address("take-away")>"Configuration, tables, charts"</a></li>
            <li><a href=modes>"Every networking mode, today"</a></li>
            <li><a href=format!("/compare?{SAVED}={}", page.id)>"Compare with another"</a></li>
            {use_context::<RoomsOn>().map(|_| decide_again(page)).map(|again| view! { <li><a href=again>"Decide again, together"</a></li> })}
        </ul>
    }
}

/// What was asked, where it differs from the defaults.
fn asked(page: &SavedPage) -> impl IntoView + use<> {
    let query = model::scenario::link::to_query(&page.scenario);
    let said: Vec<(String, String)> =
        model::scenario::link::query_pairs(&query).filter(|(key, _)| key != "v").map(in_words).collect();
    let all = encode(&page.scenario).len();
    view! {
        <details class="file">
            <summary>{format!("Its settings: {} of {all} differ from the defaults", said.len())}</summary>
            <dl class="facts-of">{said.into_iter().map(|(name, value)| view! { <dt>{name}</dt><dd><bdi>{value}</bdi></dd> }).collect_view()}</dl>
        </details>
    }
}

/// A pair in the words of the form.
pub(crate) fn in_words((key, value): (String, String)) -> (String, String) {
    if let Some(c) = CHOICES.iter().find(|c| c.key == key) {
        let name = c.options.iter().find(|(code, _)| *code == value).map_or(value.as_str(), |(_, name)| name);
        return (c.label.to_string(), name.to_string());
    }
    if key == "sized_on" {
        return (words::SIZED_ON.to_string(), value);
    }
    let numbers = model::scenario::fields::NUMBERS.iter().map(|n| (n.key, n.label));
    let of_pods = model::scenario::fields::PROFILE_NUMBERS.iter().map(|n| (n.key, n.label));
    let families = model::scenario::fields::FAMILIES.iter().map(|list| (list.key, list.label));
    let label = numbers
        .chain(of_pods)
        .chain(families)
        .find(|(k, _)| *k == key)
        .map_or(key.clone(), |(_, label)| label.to_string());
    (label, value)
}

/// Keeps the browser's own list of links.
const OWN_LINKS: &str = include_str!("own_links.js");

/// The link, and the secret that deletes it.
fn just_saved(page: &SavedPage, token: Option<String>) -> impl IntoView + use<> {
    let secret = token.clone().map(|token| {
        view! {
            <p class="copyable"><label for="delete-token">"The secret that deletes it, shown only this once"</label>
                <input id="delete-token" readonly value=token /></p>
        }
    });
    let again =
        token.is_none().then(|| view! { <p class="help">"This scenario is already saved: this is its link."</p> });
    view! {
        <section class="card just-saved" role="status">
            <h2>"Saved"</h2>
            <p class="copyable"><label for="short-link">"Everyone with this link sees these figures"</label>
                <input id="short-link" readonly value=page.url.clone() /></p>
            {secret}{again}
            <p class="help"><a href=kept("/links")>"My links"</a>" keeps it in this browser only."</p>
            <script nonce=use_nonce() data-id=page.id.clone() data-title=page.title.clone() data-headline=page.decided.headline.clone()
                data-saved=page.created_at data-token=token.unwrap_or_default() inner_html=OWN_LINKS></script>
        </section>
    }
}

/// Nothing typed is lost: the form comes back with it.
fn not_saved(refused: RefusedSave) -> impl IntoView {
    let retry = refused.retry_after.map(|s| format!("Try again in {s} seconds."));
    let pairs = encode(&refused.scenario);
    let hidden =
        pairs.into_iter().map(|(key, value)| view! { <input type="hidden" name=key value=value /> }).collect_view();
    view! {
        <Title text="Not saved: Berth" />
        <article class="page">
            <h1>"Not saved"</h1>
            <div class="problems" role="alert"><ul>{refused.sentences.into_iter().map(|s| view! { <li>{s}</li> }).collect_view()}</ul></div>
            {retry}
            <form method="post" action="/s" class="save-form">
                {hidden}
                <input type="hidden" name=PARENT value=refused.parent />
                <p><label for="title">"Title"</label><input id="title" name=TITLE value=refused.title /></p>
                <p><label for="note">"Note"</label><textarea id="note" name=NOTE rows="4">{escaped(&refused.note)}</textarea></p>
                <p><button class="primary">"Save again"</button>" "<a href=View::Nodes.address(&refused.scenario)>"Back to the plan"</a></p>
            </form>
        </article>
    }
}

fn delete_form(id: &str) -> impl IntoView + use<> {
    view! {
        <details class="file beside-print">
            <summary>"Delete it"</summary>
            <form method="post" action=format!("/s/{id}/delete") class="save-form">
                <p><label for="token">"The secret shown when it was saved"</label><input id="token" name=TOKEN autocomplete="off" required /></p>
                <p><button>"Delete for everyone"</button></p>
            </form>
        </details>
    }
}

fn deleted(id: &str) -> impl IntoView + use<> {
    view! {
        {message("Deleted", vec!["The scenario is gone, for everyone.".into()])}
        <script nonce=use_nonce() data-id=id.to_owned() data-deleted="" inner_html=OWN_LINKS></script>
    }
}

/// Where a room about it is started. Only what was decided in a room is superseded by another.
fn decide_again(page: &SavedPage) -> String {
    let room = format!("{START}?{}", to_query(&page.scenario));
    if page.meeting.is_some() { format!("{room}&{SUPERSEDES}={}", page.id) } else { room }
}

#[cfg(test)]
mod tests;
