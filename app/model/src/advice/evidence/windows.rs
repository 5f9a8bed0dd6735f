//! What Windows nodes leave to pods, where the figures elsewhere are those of Linux nodes.

use super::{Evidence, Weigher};
use crate::node::addresses::address_capacity;
use crate::node::max_pods::WINDOWS_MAX_PODS;
use crate::scenario::NodeSettings;
use crate::scenario::answers::Answer;
use crate::scenario::network_mode::NetworkMode::{PrefixDelegation, SecondaryIp};
use crate::scenario::os::Os;
use crate::scenario::owner::Owner;

/// The constraint of Windows nodes.
pub(super) const ID: &str = "H4";

impl Weigher<'_> {
    /// Pods on a Windows node of the fleet's type; nothing where Windows is not needed, or is what is planned.
    pub(super) fn windows(&self) -> Option<Evidence> {
        if self.scenario.answers.windows != Answer::Yes || self.scenario.node.is_windows() {
            return None;
        }
        let candidate = self.figures.of_mode(SecondaryIp)?;
        let t = self.catalog.instance_type(candidate.index);
        let node = NodeSettings { owner: Owner::SelfManaged, chosen_os: Os::Windows, ..self.scenario.node };
        let of = |mode| address_capacity(t, mode, &node).unwrap_or(0);
        let (secondary, prefixes) = (of(SecondaryIp), of(PrefixDelegation));
        let with_prefixes = if prefixes > secondary { format!(", or {prefixes} with prefixes") } else { String::new() };
        let text = format!(
            "A Windows node of {} gives pods the addresses of one ENI: enough for {secondary} pods{with_prefixes}; max-pods is {WINDOWS_MAX_PODS} there unless set otherwise. Nodes and cost are those of Linux nodes: choose Windows as the OS to plan such nodes.",
            t.name
        );
        Some(self.evidence(ID, "q_windows", None, text))
    }
}
