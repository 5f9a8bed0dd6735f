//! Ephemeral storage, and the EBS volumes that pods can attach.

use super::super::{Figure, LARGEST_P, LARGEST_P_OF_MIX, Unit, input};
use super::Explanation;
use crate::catalog::instance_type::AttachmentKind;
use crate::node::disks::{os_volumes, pod_storage, uses_instance_store};
use crate::node::limit::Limit;
use crate::node::reserved;
use crate::node::volumes::driver_limit;
use crate::node::warm_pool::attached_enis;
use crate::scenario::owner::Owner;
use crate::units::BYTES_PER_MIB;

/// About a disk of Auto Mode.
const AUTO_INSTANCE_STORE: &str =
    "Auto Mode uses the instance store by itself where that is larger than the ephemeral storage asked for.";

/// What the volumes of an OS are, as an input.
const OS_VOLUMES: &str = "volumes that the OS brings: one, two on Bottlerocket and Auto Mode";

const EXTRA_VOLUMES: &str = "volumes mapped at launch besides those of the OS";

impl Explanation<'_> {
    pub(super) fn ephemeral(&mut self) {
        let Some(have) = self.candidate.capacity.allocatable else { return };
        let node = &self.scenario.node;
        let storage = pod_storage(self.t, node);
        let mut sources = vec!["karpenter", "nodeadm"];
        let mut note = None;
        if node.owner == Owner::AutoMode {
            sources.push("auto-disks");
            note = uses_instance_store(self.t, node).then_some(AUTO_INSTANCE_STORE);
        }
        let inputs = vec![
            input("disk", "volume of images and pods, or instance store, bytes", storage as f64),
            input("mib", "bytes of a MiB", BYTES_PER_MIB as f64),
            input("kube", "kube-reserved, MiB", reserved::EPHEMERAL.0),
        ];
        self.add(
            Figure::new("allocatable-ephemeral", "Allocatable ephemeral storage", have.ephemeral.0, Unit::Mib)
                .by("max(floor((disk - ceil(disk / 10)) / mib) - kube, 0)", inputs)
                .from(&sources)
                .noting(note),
        );
        self.share("pods-by-ephemeral", "Pods by ephemeral storage", Limit::Ephemeral, have.ephemeral.0, 0);
    }

    pub(super) fn volumes(&mut self) {
        let attached = self.candidate.capacity.attached(self.t, &self.workload);
        let limit = driver_limit(self.t);
        let shared = u32::from(limit.kind == AttachmentKind::Shared);
        let inputs = vec![
            input("slots", "EBS attachments of the type", limit.slots),
            input("os", OS_VOLUMES, os_volumes(&self.scenario.node)),
            input("extra", EXTRA_VOLUMES, self.scenario.node.extra_volumes),
            input("shared", "1 where ENIs share the slots", shared),
            input("enis", "ENIs attached on a full node", attached.enis),
        ];
        let formula = "max(slots - os - extra - shared * (enis - 1), 1)";
        self.add(
            Figure::new("csi-volumes", "EBS volumes for pods", attached.volumes, Unit::Volumes)
                .by(formula, inputs)
                .from(&["ebs-csi", "os-disks", "vcni-pool", "ec2-types"]),
        );
        if let Some(pods) = self.under(Limit::Volumes) {
            let enis = |pods| self.enis_with(pods);
            let mut inputs = vec![
                input("slots", "EBS attachments of the type", limit.slots),
                input("os", OS_VOLUMES, os_volumes(&self.scenario.node)),
                input("extra", EXTRA_VOLUMES, self.scenario.node.extra_volumes),
                input("shared", "1 where ENIs share the slots", shared),
                input("enis", "ENIs attached with p pods", enis(pods)),
                input("enis_next", "ENIs attached with one pod more", enis(pods + 1)),
            ];
            let formula = match self.workload.only() {
                Some(only) => {
                    inputs.insert(4, input("each", "volumes of one pod", only.each.get(Limit::Volumes)));
                    LARGEST_P
                }
                None => {
                    inputs.extend(self.of_the_mix(Limit::Volumes));
                    LARGEST_P_OF_MIX
                }
            };
            self.add(
                Figure::new("pods-by-volumes", "Pods by volumes", pods, Unit::Pods)
                    .by(formula, inputs)
                    .from(&["ebs-csi", "vcni-pool"]),
            );
        }
    }

    /// ENIs attached to a node with so many application pods.
    fn enis_with(&self, pods: u32) -> u32 {
        let in_use = self.workload.in_use(pods, self.candidate.capacity.max_pods);
        attached_enis(self.t, self.scenario.mode, in_use)
    }
}
