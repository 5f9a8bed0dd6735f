//! What Windows nodes leave to pods: the figures elsewhere are those of Linux nodes.

use super::{Evidence, Weigher};
use crate::node::addresses::windows_addresses;
use crate::node::max_pods::WINDOWS_MAX_PODS;
use crate::scenario::answers::Answer;
use crate::scenario::network_mode::NetworkMode::{PrefixDelegation, SecondaryIp};

/// The constraint of Windows nodes.
pub(super) const ID: &str = "H4";

impl Weigher<'_> {
    /// Pods on a Windows node of the fleet's type; nothing where Windows is not needed.
    pub(super) fn windows(&self) -> Option<Evidence> {
        if self.scenario.answers.windows != Answer::Yes {
            return None;
        }
        let candidate = self.figures.of_mode(SecondaryIp)?;
        let t = self.catalog.instance_type(candidate.index);
        let of = |mode| windows_addresses(t, mode).unwrap_or(0);
        let (secondary, prefixes) = (of(SecondaryIp), of(PrefixDelegation));
        let with_prefixes = if prefixes > secondary { format!(", or {prefixes} with prefixes") } else { String::new() };
        let text = format!(
            "A Windows node of {} gives pods the addresses of one ENI: enough for {secondary} pods{with_prefixes}; max-pods is {WINDOWS_MAX_PODS} there unless set otherwise. Nodes and cost are those of Linux nodes.",
            t.name
        );
        Some(self.evidence(ID, "q_windows", None, text))
    }
}
