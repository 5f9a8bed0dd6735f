//! What changed since the article: for the user's own answers, the rules whose verdict differs today.

use super::rules_2018::{RULES_2018, Rule2018};
use crate::scenario::answers::Answers;

/// A rule of 2018 and why it no longer holds as it was.
pub struct Change {
    /// The rule.
    pub rule: &'static str,
    /// What to do today instead.
    pub today: &'static str,
    /// Events of the timeline behind it, by id.
    pub events: &'static [&'static str],
    /// Rows of the claim check, by id.
    pub claims: &'static [&'static str],
}

/// Every rule whose verdict differs today.
pub const CHANGES: &[Change] = &[
    Change {
        rule: "R18-3",
        today: "Prefix delegation raises density on VPC CNI itself; an overlay is no longer the first remedy.",
        events: &["prefix-delegation"],
        claims: &["C6", "C7"],
    },
    Change {
        rule: "R18-4",
        today: "A secondary range with custom networking, or IPv6, comes before an overlay. Prefix delegation does not help here.",
        events: &["custom-networking", "ipv6"],
        claims: &["C9"],
    },
    Change {
        rule: "R18-5a",
        today: "Weave Net is archived and must not be chosen. Most current types encrypt in hardware; Cilium, Antrea and Calico encrypt with keys of your own.",
        events: &["weave-archived", "cilium-wireguard", "nitro-encryption"],
        claims: &["C8", "C16", "C19"],
    },
    Change {
        rule: "R18-5b",
        today: "Weave Net is archived and must not be chosen. A few host-network pods can use transit gateway multicast; for ordinary pods there are two beta features.",
        events: &["weave-archived", "tgw-multicast"],
        claims: &["C15", "C19"],
    },
    Change {
        rule: "R18-6",
        today: "The conflict is gone: prefix delegation gives density without encapsulation. Calico avoids encapsulation only inside one subnet on AWS.",
        events: &["prefix-delegation"],
        claims: &["C13", "C14"],
    },
    Change {
        rule: "R18-7",
        today: "Calico, Antrea and Cilium carry the same network and policies everywhere; Weave Net does not any more.",
        events: &["weave-archived"],
        claims: &["C10", "C19"],
    },
    Change {
        rule: "R18-8",
        today: "VPC CNI enforces Kubernetes NetworkPolicy itself.",
        events: &["native-policy"],
        claims: &["C17"],
    },
];

/// The rules that these answers set off and whose verdict differs today, with what changed.
pub fn changes(answers: &Answers) -> impl Iterator<Item = (&'static Rule2018, &'static Change)> {
    let set_off = RULES_2018.iter().filter(move |rule| rule.is_set_off(answers));
    set_off.filter_map(|rule| Some((rule, CHANGES.iter().find(|change| change.rule == rule.id)?)))
}
