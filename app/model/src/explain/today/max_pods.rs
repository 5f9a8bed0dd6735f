//! max-pods: the rule of the owner, and what is set instead.

use super::super::{Figure, Input, Unit, input};
use super::addresses::MAX_ENI;
use super::{Explanation, OWN_NODES, SET};
use crate::node::addresses::addresses_per_slot;
use crate::node::cni_settings::max_eni;
use crate::node::limit::Limit;
use crate::node::max_pods::{self, eks_cap};
use crate::scenario::NodeSettings;
use crate::scenario::network_mode::NetworkMode;
use crate::scenario::os::Os;
use crate::scenario::owner::Owner;
use crate::words;

impl Explanation<'_> {
    pub(super) fn max_pods(&mut self) {
        let (t, node) = (self.t, self.scenario.node);
        let max_pods = self.candidate.capacity.max_pods;
        let each = max_pods::pods_per_core(&node);
        if let Some(reported) = self.scenario.own.max_pods_of(t).filter(|_| node.max_pods.is_none()) {
            let inputs = vec![input("reported", "max-pods that your own nodes of the type report", reported)];
            let figure = Figure::new("max-pods", "max-pods", max_pods, Unit::Pods).by("reported", inputs);
            self.add(figure.from(&[OWN_NODES]).noting(Some("As your nodes report, whatever sets it there.")));
            return self.by_max_pods();
        }
        let by_owner = max_pods::by_settings(t, self.scenario.mode, &NodeSettings { pods_per_core: None, ..node });
        let mut rule = self.max_pods_rule(match each {
            None => Figure::new("max-pods", "max-pods", max_pods, Unit::Pods),
            Some(_) => Figure::new("max-pods-by-owner", "max-pods before podsPerCore", by_owner, Unit::Pods),
        });
        if t.enis_max_pods.is_some() {
            rule.sources.push("corrections");
        }
        self.add(rule);
        if let Some(each) = each {
            let inputs = vec![
                input("M", "max-pods before podsPerCore", by_owner),
                input("each", "podsPerCore", each),
                input("V", "vCPUs", t.vcpu),
            ];
            self.add(
                Figure::new("max-pods", "max-pods", max_pods, Unit::Pods)
                    .by("min(M, each * V)", inputs)
                    .from(&["karpenter"]),
            );
        }
        self.by_max_pods();
    }

    /// What max-pods leaves to application pods, and Kubernetes' own threshold.
    fn by_max_pods(&mut self) {
        let (t, max_pods) = (self.t, self.candidate.capacity.max_pods);
        let d = self.workload.daemonsets();
        let inputs = vec![
            input("M", "max-pods", max_pods),
            input("H", "daemonset pods on the host network", d.host_pods),
            input("N", "daemonset pods with an address", d.address_pods),
        ];
        if let Some(pods) = self.under(Limit::MaxPods) {
            self.add(
                Figure::new("pods-by-max-pods", "Pods by max-pods", pods, Unit::Pods)
                    .by("max(M - H - N, 0)", inputs)
                    .from(&["bpg-daemonsets"]),
            );
        }
        let threshold = max_pods::community_threshold(t);
        let inputs = vec![input("V", "vCPUs", t.vcpu)];
        self.add(
            Figure::new("community-threshold", "Kubernetes' own threshold", threshold, Unit::Pods)
                .by("min(110, 10 * V)", inputs)
                .from(&["k8s-thresholds"])
                .noting(Some("A threshold that the Kubernetes community tests, not a limit.")),
        );
    }

    /// max-pods by the owner who sets it.
    fn max_pods_rule(&self, figure: Figure) -> Figure {
        let (t, node, mode) = (self.t, self.scenario.node, self.scenario.mode);
        let e = input("E", "ENIs in AWS's max-pods list", t.enis_for_max_pods());
        let s = input("S", "secondary addresses of an ENI", t.slots_per_eni());
        match (node.owner, node.max_pods) {
            (Owner::AutoMode, fixed) => {
                let fixed = input("fixed", "the number you set, 110 where you set none", fixed.unwrap_or(110));
                figure.by("min(110, E * S, fixed)", vec![e, s, fixed]).from(&["eks-max-pods"])
            }
            (owner, Some(fixed)) => {
                let inputs = vec![input("fixed", SET, fixed)];
                let is_managed = owner == Owner::ManagedNodeGroup && !node.is_windows();
                figure
                    .by("fixed", inputs)
                    .from(&["eks-max-pods"])
                    .noting(is_managed.then_some(words::MANAGED_OVERRIDES))
            }
            (_, None) if node.is_windows() => {
                let default = input("default", "the kubelet\u{2019}s default", max_pods::WINDOWS_MAX_PODS);
                figure.by("default", vec![default]).from(&["bpg-prefix-windows"])
            }
            (Owner::ManagedNodeGroup, None) => self.managed_max_pods(figure, [e, s]),
            (Owner::Karpenter, None) => {
                let note = "Karpenter does not account for prefixes: set kubelet.maxPods yourself.";
                let reserved = u32::from(max_pods::is_custom_networking(mode));
                let inputs = vec![e, s, input("reserved", "RESERVED_ENIS, 1 with custom networking", reserved)];
                let formula = "max(E - reserved, 0) * S + 2 * min(max(E - reserved, 0), 1)";
                let figure = figure.by(formula, inputs).from(&["karpenter"]);
                figure.noting(mode.uses_prefixes().then_some(note))
            }
            (Owner::SelfManaged, None) => {
                let note = "The node counts ENI addresses whatever the networking mode: set max-pods yourself to use the others.";
                let source = if node.os() == Os::Bottlerocket { "bottlerocket" } else { "nodeadm" };
                let figure = figure.by("E * S + 2", vec![e, s]).from(&[source]);
                figure.noting((mode != NetworkMode::SecondaryIp).then_some(note))
            }
        }
    }

    /// What a managed node group injects: the mode's formula, capped.
    fn managed_max_pods(&self, figure: Figure, [e, s]: [Input; 2]) -> Figure {
        let (t, mode, node) = (self.t, self.scenario.mode, &self.scenario.node);
        let cap = input("cap", "EKS's cap: 110 up to 30 vCPUs, 250 above", eks_cap(t));
        if max_pods::mode_formula(t, mode, node).is_none() {
            let note = "Addresses are not tied to ENIs in this mode, so the cap alone is modelled; AWS does not document the case.";
            return figure.by("cap", vec![cap]).from(&["eks-max-pods"]).noting(Some(note));
        }
        let custom = u32::from(max_pods::is_custom_networking(mode));
        let inputs = vec![
            e,
            input("max_eni", MAX_ENI, max_eni(mode, node).unwrap_or(t.enis_for_max_pods())),
            input("custom", "ENI that custom networking leaves out", custom),
            s,
            input("each", "addresses in a slot: 16 with prefixes", addresses_per_slot(t, mode)),
            cap,
        ];
        let formula = "min(max(min(E, max_eni) - custom, 0) * S * each + 2, cap)";
        figure.by(formula, inputs).from(&["eks-max-pods", "vcni-limits"])
    }
}
