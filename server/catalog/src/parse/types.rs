//! `instance_types.csv`: one row for each type, as EC2 publishes it.

use crate::files::{Files, INSTANCE_TYPES};
use crate::problem::Problems;
use crate::table::{Row, rows};
use model::catalog::instance_type::{Accelerator, Arch, AttachmentKind, Attachments, Hypervisor, InstanceType};
use model::catalog::launch::Marks;
use model::units::{Mbps, Mib};
use std::collections::HashMap;

const COLUMNS: [&str; 24] = [
    "instance_type",
    "vcpu",
    "memory_mib",
    "arch",
    "hypervisor",
    "burstable",
    "current_generation",
    "eni_default_card",
    "eni_total",
    "ipv4_per_eni",
    "ipv6_per_eni",
    "ipv6_supported",
    "network_performance",
    "baseline_mbps",
    "peak_mbps",
    "ebs_max_attachments",
    "ebs_attachment_type",
    "local_nvme_gb",
    "gpu_count",
    "gpu_name",
    "accelerator_kind",
    "encryption_in_transit",
    "branch_eni",
    "in_2018",
];

const ARCHITECTURES: [(&str, Arch); 4] =
    [("x86_64", Arch::X86_64), ("arm64", Arch::Arm64), ("x86_64_mac", Arch::Mac), ("arm64_mac", Arch::Mac)];
const HYPERVISORS: [(&str, Hypervisor); 3] =
    [("nitro", Hypervisor::Nitro), ("xen", Hypervisor::Xen), ("none", Hypervisor::BareMetal)];
/// Words for the kind of accelerator; empty for none.
pub(super) const ACCELERATORS: [(&str, Option<Accelerator>); 6] = [
    ("", None),
    ("gpu", Some(Accelerator::Gpu)),
    ("neuron", Some(Accelerator::Neuron)),
    ("fpga", Some(Accelerator::Fpga)),
    ("media", Some(Accelerator::Media)),
    ("inference", Some(Accelerator::Inference)),
];
/// Words for [`AttachmentKind`].
pub(super) const ATTACHMENT_KINDS: [(&str, AttachmentKind); 2] =
    [("shared", AttachmentKind::Shared), ("dedicated", AttachmentKind::Dedicated)];
/// The most ENIs or addresses that are taken for a figure.
pub(super) const MOST_ENIS: u32 = 1_000;
/// The most bandwidth that is taken for a figure.
pub(super) const MOST_MBPS: u32 = 100_000_000;
/// The most EBS attachments that are taken for a figure.
pub(super) const MOST_ATTACHMENTS: u32 = 1_000;
/// More accelerators than any type has.
pub(super) const MOST_ACCELERATORS: u32 = 1_000;

/// All types, found by name.
pub(super) struct Types {
    /// In name order.
    pub list: Vec<InstanceType>,
    /// Whether there are as many as promised. Where not, an unknown type is no news.
    pub complete: bool,
    index: HashMap<String, usize>,
}

/// Reads the types.
pub(super) fn read(files: &Files, promised: usize, problems: &Problems) -> Types {
    let mut read: Vec<(InstanceType, Row)> =
        rows(files, INSTANCE_TYPES, &COLUMNS, problems).into_iter().map(|row| (instance_type(&row), row)).collect();
    read.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    let mut types =
        Types { list: Vec::with_capacity(read.len()), complete: read.len() == promised, index: HashMap::new() };
    for (at, (t, row)) in read.into_iter().enumerate() {
        if types.index.insert(t.name.clone(), at).is_some() {
            row.wrong("instance_type", "is listed twice");
        }
        types.list.push(t);
    }
    types
}

impl Types {
    /// The index of the type that the row names; an unknown one is noted.
    pub fn find(&self, row: &Row) -> Option<usize> {
        let found = self.index.get(row.raw("instance_type")).copied();
        if found.is_none() && self.complete {
            row.wrong("instance_type", "is not in instance_types.csv");
        }
        found
    }
}

fn instance_type(row: &Row) -> InstanceType {
    // the model needs no more than whether there are any
    row.number("ipv6_per_eni", 0..=MOST_ENIS);
    let t = InstanceType {
        name: row.name("instance_type"),
        vcpu: row.number("vcpu", 1..=4_096),
        memory: Mib(row.number("memory_mib", 1..=134_217_728)),
        arch: row.one_of("arch", &ARCHITECTURES),
        hypervisor: row.one_of("hypervisor", &HYPERVISORS),
        burstable: row.boolean("burstable"),
        current_generation: row.boolean("current_generation"),
        enis: row.number("eni_default_card", 1..=MOST_ENIS),
        enis_all_cards: row.number("eni_total", 1..=MOST_ENIS),
        enis_max_pods: None,
        ipv4_per_eni: row.number("ipv4_per_eni", 1..=MOST_ENIS),
        ipv6: row.boolean("ipv6_supported"),
        network_performance: row.text("network_performance"),
        baseline: Mbps(row.number("baseline_mbps", 1..=MOST_MBPS)),
        peak: Mbps(row.number("peak_mbps", 1..=MOST_MBPS)),
        attachments: attachments(row),
        local_nvme_gb: row.number("local_nvme_gb", 0..=10_000_000),
        gpu_count: row.number("gpu_count", 0..=MOST_ACCELERATORS),
        gpu_name: row.optional_text("gpu_name").unwrap_or_default(),
        accelerator: row.one_of("accelerator_kind", &ACCELERATORS),
        encryption_in_transit: row.boolean("encryption_in_transit"),
        branch_enis: row.optional_number("branch_eni", 0..=MOST_ENIS),
        in_2018: row.boolean("in_2018"),
        marks: Marks::of(row.raw("instance_type")),
        efa: false,
        seen: None,
        work: None,
    };
    agree(row, &t);
    t
}

fn attachments(row: &Row) -> Attachments {
    Attachments {
        slots: row.number("ebs_max_attachments", 1..=MOST_ATTACHMENTS),
        kind: row.one_of("ebs_attachment_type", &ATTACHMENT_KINDS),
    }
}

/// Figures of one row that must agree.
fn agree(row: &Row, t: &InstanceType) {
    if !t.name.contains('.') {
        row.wrong("instance_type", "has no dot between family and size");
    }
    if t.enis > t.enis_all_cards {
        row.wrong("eni_total", "is less than eni_default_card");
    }
    if t.baseline > t.peak {
        row.wrong("peak_mbps", "is less than baseline_mbps");
    }
    if t.accelerator.is_none() && (t.gpu_count > 0 || !t.gpu_name.is_empty()) {
        row.wrong("accelerator_kind", "must be given where there is a GPU");
    }
}
