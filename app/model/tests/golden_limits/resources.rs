//! CPU, memory, storage, volumes and bandwidth of a node.

use crate::types::*;
use model::catalog::instance_type::*;
use model::node::allocatable::{Allocatable, allocatable as of_scenario};
use model::node::bandwidth;
use model::node::limit::Limit;
use model::node::volumes::csi_volumes;
use model::scenario::network_mode::NetworkMode::{self, *};
use model::scenario::os::Os::{self, *};
use model::scenario::owner::Owner;
use model::scenario::*;
use model::units::*;

/// What nodes set up so have for pods, where nothing is known of a person's own nodes.
fn allocatable(t: &InstanceType, node: &NodeSettings, max_pods: u32) -> Allocatable {
    of_scenario(t, &Scenario { node: *node, ..Scenario::default() }, max_pods)
}

/// CPU, memory and ephemeral storage left for pods with a 20 GiB root volume.
#[test]
fn allocatable_matches_karpenters_page() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, chosen_os: Os, pods: u32, [cpu, memory]: [u32; 2]) {
        let node = NodeSettings { owner: Owner::Karpenter, chosen_os, ..NodeSettings::default() };
        let a = allocatable(&t, &node, pods);
        // 20*1024 - 1024 - 2048 = 17 GiB
        assert_eq!((a.cpu.0, a.memory.0, a.ephemeral.0), (cpu, memory, 17 * 1024), "{row} {}", t.name);
    }
    // 2000-60-10; 8192-ceil(614.4)-(255+11*29)-100 = 8192-615-574-100
    check("G11", m5_large(), Al2023, 29, [1_930, 6_903]);
    // 4000-60-10-10; 16384-ceil(1228.8)-(255+11*58)-100 = 16384-1229-893-100
    check("G12", nitro("m5.xlarge", 4, 16_384, 4, 15), Al2023, 58, [3_920, 14_162]);
    // 2048-ceil(153.6)-(255+11*11)-100 = 2048-154-376-100
    check("G13", nitro("t3.small", 2, 2_048, 3, 4), Al2023, 11, [1_930, 1_418]);
    // 8192-64 = 8128; 8128-ceil(609.6)-574-100 = 8128-610-574-100
    check("G14", arm("m7g.large", 2, 8_192, 3, 10), Al2023, 29, [1_930, 6_844]);
    // 192000-60-10-10-floor(188*2.5); 786368-ceil(58977.6)-(255+11*737)-100 = 786368-58978-8362-100
    check("G15", arm("m8g.48xlarge", 192, 786_432, 15, 50), Al2023, 737, [191_450, 718_928]);
    // 2097152-ceil(157286.4)-(255+11*100)-100 = 2097152-157287-1355-100
    check("G16", nitro("p5.48xlarge", 192, 2_097_152, 2, 50), Al2023, 100, [191_450, 1_938_410]);
    // Bottlerocket counts max-pods itself: 8192-615-(255+11*110)-100 = 8192-615-1465-100
    check("G17", m5_large(), Bottlerocket, 110, [1_930, 6_012]);
    // AL2023 counts the ENIs' 29 whatever max-pods is
    check("3 (AL2023 with max-pods 110)", m5_large(), Al2023, 110, [1_930, 6_903]);
    // 5 vCPUs: 5000-60-10-10-floor(2.5); 7: 7000-60-10-10-floor(7.5). 8192-615-574-100
    check("3 (5 vCPUs)", nitro("x", 5, 8_192, 3, 10), Al2023, 29, [4_918, 6_903]);
    check("3 (7 vCPUs)", nitro("x", 7, 8_192, 3, 10), Al2023, 29, [6_913, 6_903]);
}

/// Ephemeral storage: the node's filesystem less 1 GiB and 10 %, in whole MiB.
#[test]
fn ephemeral_storage() {
    #[track_caller]
    fn check(root_gib: u32, instance_store: bool, local_nvme_gb: u32, expected: u32) {
        let t = InstanceType { local_nvme_gb, ..m5_large() };
        let node = NodeSettings { root_gib: Some(root_gib), instance_store, ..NodeSettings::default() };
        assert_eq!(allocatable(&t, &node, 29).ephemeral.0, expected, "3: {root_gib} GiB, {local_nvme_gb} GB");
    }
    check(20, true, 0, 17 * 1024); // no NVMe: 20480-1024-2048
    check(21, false, 75, 18_329); // 21504-1024-ceil(2150.4)
    check(20, true, 75, 63_349); // 75*10^9*0.9/2^20 = 64373.02; less 1024
    check(20, true, 59, 49_616); // M6, c9gd.medium: 59*10^9*0.9/2^20 = 50640.1; less 1024
    check(20, false, 75, 17 * 1024);
}

/// EBS volumes for pods: slots less the OS's volumes less, where shared, the ENIs beyond the first.
#[test]
fn ebs_volumes() {
    #[track_caller]
    fn check(row: &str, mut t: InstanceType, slots: u32, kind: AttachmentKind, enis: u32, expected: u32) {
        t.attachments = Attachments { slots, kind };
        assert_eq!(csi_volumes(&t, &NodeSettings::default(), enis), expected, "{row} {}", t.name);
    }
    use AttachmentKind::{Dedicated, Shared};
    check("G18", m5_large(), 27, Shared, 3, 27 - 1 - 2);
    check("G19", nitro("m7i.large", 2, 8_192, 3, 10), 32, Dedicated, 3, 32 - 1);
    check("G20", nitro("m7i.48xlarge", 192, 786_432, 15, 50), 128, Dedicated, 15, 128 - 1);
    // EC2 says 40 shared; the driver takes 39 dedicated for every type from before Nitro
    check("G21", xen("m4.large", 2, 8_192, 2, 10), 40, Shared, 2, 39 - 1);
    check("4 (floor)", m5_large(), 3, Shared, 15, 1);
}

/// Sustained bandwidth shared by pods: as many as the baseline carries, and not one more.
#[test]
fn bandwidth_per_pod() {
    #[track_caller]
    fn check(row: &str, t: InstanceType, mode: NetworkMode, each: u32, pods: u32) {
        let mut s = light_pods(mode);
        s.profiles[0].bandwidth = Mbps(each);
        let by_bandwidth = capacity_of(&t, &s).by_limit.get(Limit::Bandwidth);
        assert_eq!(by_bandwidth, Some(pods), "{row}: {each} Mbps each of {}", bandwidth::sustained(&t, mode));
    }
    check("G22", m5_large(), SecondaryIp, 30, 25); // 750/25 = 30
    check("G22", m5_large(), SecondaryIp, 31, 24); // 750/31 = 24.2
    check("G23", m5_24xlarge(), SecondaryIp, 100, 250); // 25000/250 = 100
    check("5 (overlay)", m5_large(), OverlayCalico, 1, 727); // 750*0.97 = 727.5
}
