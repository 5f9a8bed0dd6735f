//! EBS volumes that pods can attach on a node, as the EBS CSI driver counts them.
//!
//! Source: kubernetes-sigs/aws-ebs-csi-driver@429e202e5897 pkg/driver/node.go getVolumesLimit,
//! pkg/cloud/limits/volume_limits.go.

use crate::catalog::instance_type::{AttachmentKind, Attachments, Hypervisor, InstanceType};
use crate::node::disks::volumes_at_launch;
use crate::scenario::NodeSettings;

/// The driver's limit for every type from before Nitro, treated as dedicated.
const XEN: Attachments = Attachments { slots: 39, kind: AttachmentKind::Dedicated };

/// The limit that the driver uses: EC2's, but 39 dedicated slots for types from before Nitro.
pub fn driver_limit(t: &InstanceType) -> Attachments {
    if t.hypervisor == Hypervisor::Xen { XEN } else { t.attachments }
}

/// `slots - (volumes of the OS + extra) - (shared: ENIs beyond the first)`, at least 1.
///
/// m5.large (27 shared) with three ENIs: `27 - 1 - 2 = 24`, with one ENI and Bottlerocket `27 - (1 + 1) = 25`; m7i.large
/// (32 dedicated): `32 - 1 = 31`. The driver counts the root device and every other device that was mapped at launch.
pub fn csi_volumes(t: &InstanceType, node: &NodeSettings, attached_enis: u32) -> u32 {
    let limit = driver_limit(t);
    let by_enis = match limit.kind {
        AttachmentKind::Shared => attached_enis.saturating_sub(1),
        AttachmentKind::Dedicated => 0,
    };
    limit.slots.saturating_sub(volumes_at_launch(node) + by_enis).max(1)
}
