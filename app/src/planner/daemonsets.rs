//! The list of daemonsets: a row each, and an empty row to add one.
//!
//! The empty row serves with and without JavaScript: what is typed there becomes a daemonset.

use super::state::State;
use leptos::ev;
use leptos::prelude::*;
use model::fields::{DAEMONSET_CHOICES, DAEMONSET_NUMBERS};
use model::scenario::{DaemonSet, DaemonSetNetwork, MAX_DAEMONSETS};

/// The table of daemonsets.
pub fn daemonsets(state: State) -> AnyView {
    let count = Memo::new(move |_| state.scenario.with(|s| s.daemonsets.len()));
    let rows = move || {
        state.restored.track();
        let blank = (count.get() < MAX_DAEMONSETS).then_some(count.get());
        (0..count.get()).chain(blank).map(|i| row(state, i)).collect_view()
    };
    view! {
        <table class="daemonsets">
            <caption class="help">
                "One pod of each on every node. Those on the host network count toward max-pods only; the others take a pod address too."
            </caption>
            <thead>
                <tr><th scope="col">"Name"</th><th scope="col">"Network"</th><th scope="col">"CPU, m"</th><th scope="col">"MiB"</th><th scope="col"><span class="vh">"Remove"</span></th></tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// One row; the one after the last is empty.
fn row(state: State, i: usize) -> impl IntoView {
    let now = state.scenario.with_untracked(|s| s.daemonsets.get(i).cloned());
    let is_blank = now.is_none();
    let d = now.unwrap_or_else(|| DaemonSet::named(""));
    let label = move |what: &str| match is_blank {
        true => format!("{what} of a new daemonset"),
        false => format!("{what} of daemonset {}", i + 1),
    };
    let edit = move |change: &dyn Fn(&mut DaemonSet)| {
        state.scenario.update(|s| {
            if let Some(d) = s.daemonsets.get_mut(i) {
                change(d);
            }
        });
        state.settle();
    };
    let on_name = move |ev: ev::Event| {
        let name = event_target_value(&ev).trim().to_string();
        if is_blank && !name.is_empty() {
            state.scenario.update(|s| s.daemonsets.push(DaemonSet::named(&name)));
            state.settle();
        } else if !is_blank && name.is_empty() {
            remove(state, i);
        } else {
            edit(&|d| d.name.clone_from(&name));
        }
    };
    let on_network = move |ev: ev::Event| {
        let is_host = event_target_value(&ev) == "host";
        edit(&|d| d.network = if is_host { DaemonSetNetwork::Host } else { DaemonSetNetwork::Pod });
    };
    let number = move |place: usize, label: String| {
        let n = &DAEMONSET_NUMBERS[place];
        let value = (n.get)(&d_of(state, i)).unwrap_or(0);
        let on_change = move |ev: ev::Event| {
            if let Ok(v) = event_target_value(&ev).trim().parse::<u32>()
                && (n.min..=n.max).contains(&v)
            {
                edit(&|d| (n.set)(d, Some(v)));
            }
        };
        view! {
            <input type="number" name=n.key min=n.min max=n.max value=value aria-label=label on:change=on_change />
        }
    };
    let network = &DAEMONSET_CHOICES[0];
    let is_host = d.network == DaemonSetNetwork::Host;
    view! {
        <tr>
            <td><input name="ds" maxlength="100" value=d.name.clone() aria-label=label("Name")
                placeholder=is_blank.then_some("add one") on:change=on_name autocomplete="off" /></td>
            <td>
                <select name=network.key aria-label=label("Network") on:change=on_network>
                    <option value="host" selected=is_host>"host"</option>
                    <option value="pod" selected=!is_host>"pod"</option>
                </select>
            </td>
            <td>{number(0, label("CPU in millicores"))}</td>
            <td>
                {number(1, label("Memory in MiB"))}
                <input type="hidden" name="ds_aws" value=if d.aws_networking { "1" } else { "0" } />
            </td>
            <td>{(!is_blank).then(|| view! {
                <button type="button" class="quiet js" aria-label=format!("Remove {}", d.name) on:click=move |_| remove(state, i)>"×"</button>
            })}</td>
        </tr>
    }
}

fn d_of(state: State, i: usize) -> DaemonSet {
    state.scenario.with_untracked(|s| s.daemonsets.get(i).cloned()).unwrap_or_else(|| DaemonSet::named(""))
}

fn remove(state: State, i: usize) {
    state.scenario.update(|s| {
        if i < s.daemonsets.len() {
            s.daemonsets.remove(i);
        }
    });
    state.settle();
}
