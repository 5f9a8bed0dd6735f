//! The answer: headline, the shown type as a card with a bar for every limit, and the runners-up.

use super::state::State;
use crate::view_state::size;
use leptos::prelude::*;
use model::capacity::{Capacity, Limit};
use model::catalog::Catalog;
use model::cost::{CONTROL_PLANE, Confidence};
use model::headline::headline;
use model::notes::notes;
use model::plan::{Candidate, Plan};
use model::scenario::{Era, Purchase, Scenario};
use model::units::{Mib, MicroUsd, grouped};

/// How many runners-up are named.
const RUNNERS_UP: usize = 4;
/// A limit this many times the binding one fills its bar.
const BAR_SCALE: u32 = 4;

/// Headline, card and runners-up.
pub fn answer(state: State) -> AnyView {
    let says = move || {
        state.catalog.with(|c| state.plan.with(|p| state.scenario.with(|s| headline(c, s, p).sentence(s.mode, s.era))))
    };
    let body = move || {
        let catalog = state.catalog.get();
        let plan = state.plan.get();
        let scenario = state.scenario.get();
        match state.shown() {
            Some((place, candidate)) => view! {
                {card(&catalog, &scenario, &plan, place, &candidate)}
                {runners_up(state, &catalog, &plan, place)}
            }
            .into_any(),
            None => nothing_fits(&plan),
        }
    };
    view! {
        <section class="answer-pane" aria-labelledby="headline">
            <h2 id="headline" aria-live="polite">{says}</h2>
            {body}
        </section>
    }
    .into_any()
}

/// A figure of the card.
fn fact(label: &'static str, value: String, id: &'static str, link: &str) -> AnyView {
    let href = format!("{link}#{id}");
    view! {
        <div class="fact"><dt>{label}</dt><dd><a href=href title="Formula, inputs and source">{value}</a></dd></div>
    }
    .into_any()
}

fn card(catalog: &Catalog, scenario: &Scenario, plan: &Plan, place: usize, c: &Candidate) -> AnyView {
    let name = plan.name(catalog, c.index).to_string();
    let link = format!("/instances/{name}?{}", model::link::to_query(scenario));
    let (vcpu, memory) = size(catalog, plan.era, c.index);
    let rank = match place {
        0 => "Best of ".to_string() + &grouped(plan.candidates.len() as u64),
        _ => format!("Rank {} of {}", grouped(place as u64 + 1), grouped(plan.candidates.len() as u64)),
    };
    let priced = price_words(catalog, scenario, plan.era, c);
    let is_soft = c.price.confidence != Confidence::Published;
    let per_month = fact("All nodes, a month", c.fleet.monthly.cents(), "monthly", &link);
    let control_plane = MicroUsd(CONTROL_PLANE.0 * u64::from(scenario.hours_per_month));
    let notes = notes(catalog, scenario, c).into_iter().map(|n| view! { <li>{n.to_string()}</li> }).collect_view();
    view! {
        <article class="card" class:soft=is_soft>
            <header>
                <p class="rank">{rank}</p>
                <h3><a href=link.clone()>{name}</a></h3>
                <p class="spec">{format!("{vcpu} vCPU, {}", Mib(memory).brief())}</p>
            </header>
            <dl class="facts">
                {fact("Pods per node", grouped(c.capacity.pods.into()), "pods-per-node", &link)}
                {fact("Nodes", grouped(c.fleet.nodes.into()), "nodes", &link)}
                {per_month}
                {fact("A pod, a month", c.fleet.per_pod.per_pod(), "per-pod", &link)}
            </dl>
            <p class="price">{priced}</p>
            <h4>"Pods per node under each limit"</h4>
            {bars(&c.capacity)}
            {relaxing(c)}
            {stranding(c, &link)}
            <p class="help">{format!(
                "Node price only. The EKS control plane adds {} a month; storage and traffic come on top.",
                control_plane.cents()
            )}</p>
            <ul class="notes">{notes}</ul>
            <p class="open"><a href=link>"Every figure with formula, inputs and source"</a></p>
        </article>
    }
    .into_any()
}

/// Where the price comes from, in words.
fn price_words(catalog: &Catalog, scenario: &Scenario, era: Era, c: &Candidate) -> String {
    let hourly = c.price.hourly.hourly();
    if era == Era::Article {
        return format!("{hourly} an hour on demand, us-east-1, 29 November 2018.");
    }
    let region = &catalog.region;
    let from = match (scenario.purchase, c.price.confidence) {
        (Purchase::Spot, _) => format!("spot average of {}, indicative", catalog.spot_as_of),
        (_, Confidence::Estimated) => "estimated".into(),
        (Purchase::Discount, _) => format!("on demand of {} less {}", region.on_demand_as_of, scenario.discount),
        _ => format!("on demand, {}", region.on_demand_as_of),
    };
    format!("{hourly} an hour in {} ({}), {from}.", region.location, region.code)
}

/// A bar for each limit that applies. Full at four times the binding limit.
fn bars(capacity: &Capacity) -> AnyView {
    let scale = capacity.pods.max(1).saturating_mul(BAR_SCALE);
    let binding: Vec<Limit> = capacity.by_limit.binding().collect();
    let bar = |limit: Limit| {
        let pods = capacity.by_limit.get(limit)?;
        let is_binding = binding.contains(&limit);
        let width = (u64::from(pods.min(scale)) * 100 / u64::from(scale)).max(1);
        let class = format!("bar {}", charts::class_of(limit));
        let style = format!("inline-size:{width}%");
        Some(view! {
            <li class:binding=is_binding>
                <span class="limit-name">{limit.name()}</span>
                <span class="track" aria-hidden="true"><span class=class class:over={pods > scale} style=style></span></span>
                <span class="pods">{grouped(pods.into())}{is_binding.then_some(view! { <b>" binds"</b> })}</span>
            </li>
        })
    };
    let bars = Limit::ALL.into_iter().filter_map(bar).collect_view();
    view! { <ul class="bars">{bars}</ul> }.into_any()
}

/// What lifting the binding limit would bring.
fn relaxing(c: &Candidate) -> Option<AnyView> {
    let relaxed = c.relaxed?;
    let binding: Vec<_> = c.capacity.by_limit.binding().map(Limit::name).collect();
    let saves = match relaxed.saves {
        MicroUsd(0) => "saves nothing at this number of pods".to_string(),
        saves => {
            format!("saves {} nodes and {} a month", grouped(u64::from(c.fleet.nodes - relaxed.nodes)), saves.cents())
        }
    };
    let text = format!(
        "Without {} in the way, {} would stop at {} pods a node: {saves}.",
        binding.join(" and "),
        relaxed.next.name(),
        grouped(relaxed.pods.into()),
    );
    Some(view! { <p class="relax">{text}</p> }.into_any())
}

fn stranding(c: &Candidate, link: &str) -> Option<AnyView> {
    let s = c.stranded?;
    let cpu = format!("{:.1} cores ({})", s.cpu as f64 / 1_000.0, percent(s.cpu_share.0));
    let memory = format!("{:.1} GiB ({})", s.memory as f64 / 1_024.0, percent(s.memory_share.0));
    Some(
        view! {
            <p class="stranded">"Paid for and not asked for, all nodes: "
                <a href=format!("{link}#stranded-cpu")>{cpu}</a>" of CPU, "
                <a href=format!("{link}#stranded-memory")>{memory}</a>" of memory."</p>
        }
        .into_any(),
    )
}

/// Basis points as whole per cent.
fn percent(bp: u32) -> String {
    format!("{} %", (bp + 50) / 100)
}

fn runners_up(state: State, catalog: &Catalog, plan: &Plan, shown: usize) -> AnyView {
    let Some(best) = plan.candidates.get(shown) else { return ().into_any() };
    let line = |(place, c): (usize, &Candidate)| {
        let name = plan.name(catalog, c.index).to_string();
        let difference = difference(best.fleet.monthly, c.fleet.monthly);
        let value = name.clone();
        let choose = move |ev: leptos::ev::MouseEvent| {
            ev.prevent_default();
            state.choose(&value);
        };
        view! {
            <li>
                <button name="type" value=name.clone() on:click=choose>{name.clone()}</button>
                <span>{format!("{} × {} pods", grouped(c.fleet.nodes.into()), grouped(c.capacity.pods.into()))}</span>
                <span class=charts::class_of(c.capacity.binding())>{c.capacity.binding().name()}</span>
                <span class="money">{c.fleet.monthly.cents()}</span>
                <span class="money difference">{difference}</span>
                <span class="vh">{format!("rank {}", place + 1)}</span>
            </li>
        }
    };
    let others = plan.candidates.iter().enumerate().filter(|(place, _)| *place != shown).take(RUNNERS_UP);
    let lines = others.map(line).collect_view();
    view! {
        <section class="runners-up" aria-labelledby="runners-up">
            <h3 id="runners-up">"Runners-up"</h3>
            <ol>{lines}</ol>
        </section>
    }
    .into_any()
}

/// `+$12.30`, `-$3.00`, `same`.
fn difference(from: MicroUsd, to: MicroUsd) -> String {
    if to == from {
        return "same".into();
    }
    let gap = MicroUsd(to.0.abs_diff(from.0));
    format!("{}{}", if to > from { "+" } else { "\u{2212}" }, gap.cents())
}

/// No candidate: the reasons, the commonest first, with how many types each excludes.
fn nothing_fits(plan: &Plan) -> AnyView {
    let reasons = plan.reasons();
    let line = |(reason, n): &(model::eligibility::Reason, usize)| {
        let what = if reason.is_filter() { "filter" } else { "limit" };
        view! { <li class=what><b>{grouped(*n as u64)}</b>" types: "{reason.text()}</li> }
    };
    let lines = reasons.iter().take(8).map(line).collect_view();
    view! {
        <div class="card empty">
            <p>"Why each type is excluded:"</p>
            <ul>{lines}</ul>
            <p class="help">"Ask for less per pod, switch a filter on, or choose another networking mode."</p>
        </div>
    }
    .into_any()
}
