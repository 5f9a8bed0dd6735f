//! What AWS's max-pods-calculator prints for a type, with the max-pods of the scenario.

use crate::view::cites::cites;
use maud::{Markup, html};
use model::catalog::instance_type::{Hypervisor, InstanceType};
use model::node::max_pods::{CAP_LARGE, CAP_SMALL, CAP_VCPU, max_pods};
use model::node::max_pods_calculator::{CALLS, max_pods_calculator};
use model::scenario::Scenario;
use model::units::grouped;

/// The section.
pub(super) fn section(t: &InstanceType, scenario: &Scenario) -> Markup {
    let in_use = max_pods(t, scenario.mode, scenario);
    html! {
        section.calculator aria-labelledby="calculator-title" {
            h2 id="calculator-title" { "What AWS\u{2019}s max-pods-calculator prints" }
            p {
                "It counts all pods of a node, DaemonSets included. It recommends " (CAP_SMALL) " at most up to " (CAP_VCPU) " vCPUs and "
                (CAP_LARGE) " above; " code { "--show-max-allowed" } " leaves that cap out. Your scenario sets "
                b { (grouped(in_use.into())) } ". " (cites(&["max-pods-calculator"]))
            }
            @if t.hypervisor == Hypervisor::BareMetal {
                p.help { "EC2 names no hypervisor for bare metal, so the script counts no prefixes here, although VPC CNI hands them out." }
            }
            div.scroll.all tabindex="0" role="region" aria-label="max-pods-calculator" {
                table.list {
                    caption.help { "VPC CNI 1.9 or later, " (t.name) "." }
                    thead { tr { th scope="col" { "Called with" } th scope="col" { "Recommended" } th scope="col" { "Most allowed" } } }
                    tbody { @for call in CALLS {
                        @let printed = max_pods_calculator(t, call);
                        tr {
                            th scope="row" { @if call.options().is_empty() { "no options" } @else { code { (call.options()) } } }
                            td { (grouped(printed.recommended.into())) }
                            td { (grouped(printed.allowed.into())) }
                        }
                    } }
                }
            }
        }
    }
}
