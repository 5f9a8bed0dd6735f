//! The rows of the daemonset table: one each, and an empty one to add to the list.
//!
//! The empty row serves with and without JavaScript: what is typed there becomes a daemonset.

use maud::{Markup, html};
use model::scenario::fields::DAEMONSET_NUMBERS;
use model::scenario::{DaemonSet, DaemonSetNetwork, MAX_DAEMONSETS};

/// All rows.
pub fn rows(daemonsets: &[DaemonSet]) -> Markup {
    html! {
        @for (i, d) in daemonsets.iter().enumerate() { (row(d, &format!("of daemonset {}", i + 1), true)) }
        @if daemonsets.len() < MAX_DAEMONSETS { (row(&DaemonSet::named(""), "of a new daemonset", false)) }
    }
}

fn row(d: &DaemonSet, of: &str, is_listed: bool) -> Markup {
    let is_host = d.network == DaemonSetNetwork::Host;
    let [cpu, memory] = &DAEMONSET_NUMBERS;
    html! {
        tr {
            td { input name="ds" maxlength="100" value=(d.name) aria-label={ "Name " (of) } placeholder=[(!is_listed).then_some("add one")] autocomplete="off"; }
            td {
                select name="ds_net" aria-label={ "Network " (of) } {
                    option value="host" selected[is_host] { "host" }
                    option value="pod" selected[!is_host] { "pod" }
                }
            }
            td { input inputmode="numeric" autocomplete="off" name=(cpu.key) value=(d.cpu.0) aria-label={ "CPU in millicores " (of) }; @if let Some(caution) = cpu.amount().and_then(|amount| amount.caution(d.cpu.0)) { p.error { (caution) } } }
            td {
                input inputmode="numeric" autocomplete="off" name=(memory.key) value=(d.memory.0) aria-label={ "Memory in MiB " (of) };
                input type="hidden" name="ds_aws" value=(u8::from(d.aws_networking));
            }
            td { @if is_listed { button.quiet.js type="button" name="remove" aria-label={ "Remove " (d.name) } { "\u{d7}" } } }
        }
    }
}
