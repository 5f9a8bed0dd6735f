//! The left side: everything a person can set, as one form that also works without JavaScript.

use super::controls::*;
use super::daemonsets::daemonsets;
use super::state::{Loading, State};
use crate::surroundings;
use leptos::ev;
use leptos::prelude::*;
use model::fields::{
    CHOICES, Choice, NUMBERS, Number, PROFILE_CHOICES, PROFILE_NUMBERS, choice, number as find_number,
};
use model::scenario::Scenario;

/// The controls, in the order a person thinks of them.
pub fn form(state: State) -> AnyView {
    let questions = ["q_vpc", "q_perf", "q_density", "q_addresses", "q_encryption"];
    let questions =
        questions.iter().enumerate().map(|(i, key)| question(state, ChoiceField::of(scenario_choice(key)), i + 1));
    let name = state.scenario.with_untracked(|s| s.profile().name);
    view! {
        <div class="controls">
            <input type="hidden" name="v" value=model::link::VERSION />
            <p class="apply"><button class="primary">"Work it out"</button></p>
            {choices(state, &["era"])}
            {section("workload", "Workload", true, view! {
                <input type="hidden" name="profile" value=name />
                {PROFILE_NUMBERS.iter().map(|n| number(state, NumberField::of_profile(n))).collect_view()}
            }.into_any())}
            {section("questions", "Five questions", false, questions.collect_view().into_any())}
            {section("network", "Network and nodes", true, view! {
                {choices(state, &["mode", "node"])}
                {numbers(state, &["max_pods", "max_eni"])}
                {PROFILE_CHOICES.iter().map(|c| switch(state, ChoiceField::of_profile(c))).collect_view()}
            }.into_any())}
            {section("place", "Region and price", true, view! {
                {region(state)}
                {choices(state, &["buy"])}
                {numbers(state, &["discount_bp", "min_nodes", "hours"])}
            }.into_any())}
            {section("daemonsets", "Daemonsets", false, daemonsets(state))}
            {section("filters", "Which types", false, view! {
                {choices(state, &["arch", "burstable", "flex", "metal", "xen", "accel", "hpc", "estimated"])}
                {families(state)}
                {numbers(state, &["max_vcpu"])}
            }.into_any())}
            {section("reserves", "Reserves and disks", false, view! {
                {numbers(state, &["overhead_bp", "system_cpu_m", "system_mem_mib", "root_gib", "extra_volumes"])}
                {choices(state, &["nvme"])}
            }.into_any())}
            {section("article", "The article\u{2019}s parameters", false, view! {
                {numbers(state, &["cap", "art_ds"])}
                {choices(state, &["cap_order"])}
            }.into_any())}
        </div>
    }
    .into_any()
}

/// A part of the form that folds.
fn section(id: &'static str, title: &'static str, open: bool, body: AnyView) -> AnyView {
    view! { <details class="part" id=id open=open><summary>{title}</summary>{body}</details> }.into_any()
}

fn scenario_choice(key: &str) -> &'static Choice<Scenario> {
    choice(&CHOICES, key).unwrap_or(&CHOICES[0])
}

fn scenario_number(key: &str) -> &'static Number<Scenario> {
    find_number(&NUMBERS, key).unwrap_or(&NUMBERS[0])
}

fn numbers(state: State, keys: &'static [&'static str]) -> AnyView {
    keys.iter().map(|key| number(state, NumberField::of(scenario_number(key)))).collect_view().into_any()
}

fn choices(state: State, keys: &'static [&'static str]) -> AnyView {
    let control = |key: &&str| {
        let c = scenario_choice(key);
        if c.is_flag() { switch(state, ChoiceField::of(c)) } else { select(state, ChoiceField::of(c)) }
    };
    keys.iter().map(control).collect_view().into_any()
}

/// The region, and how its catalogue is coming.
fn region(state: State) -> AnyView {
    let on_change = move |ev: ev::Event| {
        let code = event_target_value(&ev);
        state.scenario.update(|s| s.region = code);
        state.settle();
    };
    let option = move |r: surroundings::RegionRef| {
        let code = r.code.clone();
        view! {
            <option value=r.code selected=move || state.scenario.with(|s| s.region == code)>{format!("{} ({code})", r.location, code = code.clone())}</option>
        }
    };
    let status = move || {
        match state.loading.get() {
        Loading::Done => state.catalog.with(|c| format!("On-demand prices of {}.", c.region.on_demand_as_of)),
        Loading::Waiting => "Fetching this region\u{2019}s prices\u{2026}".into(),
        Loading::Failed => "This region\u{2019}s prices did not come; the figures are still the last region\u{2019}s. Choose it again to retry.".into(),
    }
    };
    view! {
        <div class="field">
            <label for="f-region">"Region"</label>
            <select id="f-region" name="region" aria-describedby="f-region-help" on:change=on_change>
                {surroundings::regions().into_iter().map(option).collect_view()}
            </select>
            <p class="help" id="f-region-help" class:error=move || state.loading.get() == Loading::Failed aria-live="polite">{status}</p>
        </div>
    }
    .into_any()
}

/// Families to keep, as a list with commas.
fn families(state: State) -> AnyView {
    let text = move || state.scenario.with(|s| s.filters.families.join(","));
    let on_change = move |ev: ev::Event| {
        let typed = event_target_value(&ev);
        let decoded = model::link::decode([("families".to_string(), typed)]);
        if decoded.problems.is_empty() {
            state.scenario.update(|s| s.filters.families = decoded.scenario.filters.families);
            state.settle();
        }
    };
    view! {
        <div class="field">
            <label for="f-families">"Families"</label>
            <input id="f-families" name="families" maxlength="100" placeholder="all" autocomplete="off" value=text()
                prop:value=text aria-describedby="f-families-help" on:change=on_change />
            <p class="help" id="f-families-help">"Only these, such as m7i,c7i. Empty: all."</p>
            <input type="hidden" name="type" value=state.scenario.with_untracked(|s| s.chosen.clone()).unwrap_or_default() />
        </div>
    }
    .into_any()
}
