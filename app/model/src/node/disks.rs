//! The EBS volumes that a node starts with, and which disk holds images and ephemeral storage.
//!
//! Bottlerocket keeps its system on a volume of its own next to that of images and pods; so does Auto Mode, whose OS is
//! based on it. The others have one. Sources: aws/karpenter-provider-aws@1d927085dd81 pkg/providers/amifamily
//! (bottlerocket.go, al2023.go, windows.go: DefaultBlockDeviceMappings); the EKS API reference, CreateNodegroup,
//! diskSize (20 GiB on Linux and Bottlerocket, 50 GiB on Windows); awsdocs/amazon-eks-user-guide@06faff141146,
//! latest/ug/automode (create-node-class.adoc, automode-learn-instances.adoc).

use crate::catalog::instance_type::InstanceType;
use crate::scenario::NodeSettings;
use crate::scenario::os::Os;
use crate::scenario::owner::Owner;
use crate::units::BYTES_PER_MIB;

/// The volume of images and pods where nothing is set, GiB.
pub const DATA_GIB: u32 = 20;
/// The same on Windows.
pub const WINDOWS_DATA_GIB: u32 = 50;
/// Auto Mode's `ephemeralStorage.size` where nothing is set, GiB.
pub const AUTO_MODE_DATA_GIB: u32 = 80;
/// Auto Mode's data volume on a type whose instance store takes its place, GiB.
pub const AUTO_MODE_SMALL_GIB: u32 = 20;
/// Bottlerocket's system volume as its image has it, GiB.
pub const SYSTEM_GIB: u32 = 2;
/// The same as Karpenter asks for it. That Auto Mode's is as large is unverified.
pub const KARPENTER_SYSTEM_GIB: u32 = 4;

/// EBS volumes that the OS brings: two with Bottlerocket and on Auto Mode, else one.
pub fn os_volumes(node: &NodeSettings) -> u32 {
    if node.os() == Os::Bottlerocket { 2 } else { 1 }
}

/// EBS volumes attached when the node starts: those of its OS and the extra ones.
pub fn volumes_at_launch(node: &NodeSettings) -> u32 {
    os_volumes(node) + node.extra_volumes
}

/// GiB of the volume that holds the system alone; `None` where it shares one with images and pods.
pub fn system_gib(node: &NodeSettings) -> Option<u32> {
    match (node.os(), node.owner) {
        (Os::Bottlerocket, Owner::Karpenter | Owner::AutoMode) => Some(KARPENTER_SYSTEM_GIB),
        (Os::Bottlerocket, Owner::ManagedNodeGroup | Owner::SelfManaged) => Some(SYSTEM_GIB),
        (Os::Al2023 | Os::Windows, _) => None,
    }
}

/// GiB asked for images and pods: what is set, else what owner and OS bring.
pub fn data_gib(node: &NodeSettings) -> u32 {
    node.root_gib.unwrap_or(match (node.owner, node.os()) {
        (Owner::AutoMode, _) => AUTO_MODE_DATA_GIB,
        (_, Os::Windows) => WINDOWS_DATA_GIB,
        _ => DATA_GIB,
    })
}

/// GiB of the EBS volume that holds images and pods, or would: Auto Mode asks for less where the instance store
/// takes its place.
pub fn data_volume_gib(t: &InstanceType, node: &NodeSettings) -> u32 {
    let asked = data_gib(node);
    match node.owner {
        Owner::AutoMode if uses_instance_store(t, node) => AUTO_MODE_SMALL_GIB.min(asked),
        _ => asked,
    }
}

/// Whether images and ephemeral storage are on the instance store, as RAID 0. Auto Mode decides by itself: where the
/// instance store is larger than what is asked for. On Windows Berth knows of no such setting.
pub fn uses_instance_store(t: &InstanceType, node: &NodeSettings) -> bool {
    let larger = || instance_store(t) > gib(data_gib(node));
    match (node.owner, node.os()) {
        _ if t.local_nvme_gb == 0 => false,
        (Owner::AutoMode, _) => larger(),
        (_, Os::Windows) => false,
        _ => node.instance_store,
    }
}

/// The node's filesystem for pods in bytes: its data volume, or all NVMe disks as RAID 0, whose size EC2 gives in
/// decimal GB.
///
/// Auto Mode by default: `80 * 2^30`, and on i3en.xlarge, whose 2,500 GB are more, `2500 * 10^9`.
pub fn pod_storage(t: &InstanceType, node: &NodeSettings) -> u64 {
    if uses_instance_store(t, node) { instance_store(t) } else { gib(data_gib(node)) }
}

fn instance_store(t: &InstanceType) -> u64 {
    u64::from(t.local_nvme_gb) * 1_000_000_000
}

fn gib(gib: u32) -> u64 {
    u64::from(gib) * 1024 * BYTES_PER_MIB
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::instance_type;
    use Owner::*;

    fn node(owner: Owner, chosen_os: Os) -> NodeSettings {
        NodeSettings { owner, chosen_os, ..NodeSettings::default() }
    }

    #[test]
    fn the_os_brings_one_volume_or_two() {
        for owner in [ManagedNodeGroup, SelfManaged, Karpenter] {
            assert_eq!(os_volumes(&node(owner, Os::Al2023)), 1);
            assert_eq!(os_volumes(&node(owner, Os::Bottlerocket)), 2);
            assert_eq!(os_volumes(&node(owner, Os::Windows)), 1);
        }
        for os in [Os::Al2023, Os::Bottlerocket, Os::Windows] {
            assert_eq!(os_volumes(&node(AutoMode, os)), 2, "{os:?}: Auto Mode brings its own OS");
        }
        let extra = NodeSettings { extra_volumes: 3, ..node(Karpenter, Os::Bottlerocket) };
        assert_eq!(volumes_at_launch(&extra), 5);
    }

    #[test]
    fn sizes_are_those_of_owner_and_os_until_set() {
        let of = |owner, os| (system_gib(&node(owner, os)), data_gib(&node(owner, os)));
        assert_eq!(of(ManagedNodeGroup, Os::Al2023), (None, 20));
        assert_eq!(of(SelfManaged, Os::Bottlerocket), (Some(2), 20));
        assert_eq!(of(Karpenter, Os::Bottlerocket), (Some(4), 20));
        assert_eq!(of(ManagedNodeGroup, Os::Windows), (None, 50));
        assert_eq!(of(AutoMode, Os::Al2023), (Some(4), 80));
        let set = NodeSettings { root_gib: Some(30), ..node(AutoMode, Os::Al2023) };
        assert_eq!(data_gib(&set), 30);
    }

    /// automode-learn-instances.adoc, "Considerations".
    #[test]
    fn auto_mode_turns_to_the_instance_store_where_that_is_larger() {
        let with = |gb| InstanceType { local_nvme_gb: gb, ..instance_type("m5d.large", 2, 8192, 3, 10) };
        let auto = node(AutoMode, Os::Al2023);
        assert_eq!(pod_storage(&with(0), &auto), 80 * (1 << 30));
        assert_eq!(pod_storage(&with(75), &auto), 80 * (1 << 30)); // 75 * 10^9 is less than 80 GiB
        assert_eq!(pod_storage(&with(2_500), &auto), 2_500_000_000_000);
        assert_eq!((data_volume_gib(&with(75), &auto), data_volume_gib(&with(2_500), &auto)), (80, 20));
        // The switch is for the other owners, and for them alone.
        let switched = |owner, os| NodeSettings { instance_store: true, ..node(owner, os) };
        assert_eq!(pod_storage(&with(75), &switched(AutoMode, Os::Al2023)), 80 * (1 << 30));
        assert_eq!(pod_storage(&with(75), &switched(Karpenter, Os::Bottlerocket)), 75_000_000_000);
        assert_eq!(pod_storage(&with(75), &switched(ManagedNodeGroup, Os::Windows)), 50 * (1 << 30));
        assert_eq!(pod_storage(&with(2_500), &node(Karpenter, Os::Al2023)), 20 * (1 << 30));
    }
}
