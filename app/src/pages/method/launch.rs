//! The part on what can be started: the table that types are held against, row by row with its sources.

use crate::view::cites::cites;
use maud::{Markup, html};
use model::catalog::launch::LAUNCH;
use model::sources::source;

/// The part of the page.
pub(super) fn part() -> Markup {
    html! {
        p {
            "Every type is held against this table before anything else: what the owner and the OS of the nodes cannot start is in no ranking, no comparison and no file. What the table does not mention counts as startable: AL2023 runs on every x86-64 type and on Graviton2 and later, Bottlerocket on both architectures. "
            (cites(&["al2023-requirements", "eks-bottlerocket", "bottlerocket-nodes-2023"]))
        }
        ul.plain { @for row in LAUNCH { li {
            b { (row.says()) ": " } (row.names.replace(' ', ", ")) ". "
            @if let Some(first) = row.sources().first().and_then(|id| source(id)) { "As of " (first.date) ". " }
            (cites(row.sources()))
        } } }
        p.help { "Not known: which types a managed node group or Karpenter would refuse, since neither publishes a list, and whether Auto Mode starts bare metal." }
    }
}
