//! What EC2 describes, taken into the table of types. What others publish of a type (branch ENIs, measured memory and work, the
//! table of 2018) stays, and so does what is corrected.

use super::some;
use super::sources::{Kind, source};
use crate::read::Described;
use catalog_files::{CorrectedField, Correction, Figures};
use model::catalog::Offer;
use model::catalog::instance_type::{Attachments, InstanceType};
use model::catalog::launch::Marks;
use model::units::Mbps;

/// How many names a remark shows.
const SHOWN: usize = 12;

/// Takes all of them in: known types anew, others as new ones, on offer nowhere yet.
pub(super) fn take(figures: &mut Figures, described: &[Described], day: &str, remarks: &mut Vec<String>) {
    let before = figures.types.clone();
    let (mut added, mut incomplete) = (Vec::new(), Vec::new());
    for d in described {
        match figures.types.binary_search_by(|t| t.name.cmp(&d.name)) {
            Ok(at) => {
                let corrections: Vec<&Correction> =
                    figures.corrections.iter().filter(|correction| correction.instance_type == d.name).collect();
                update(&mut figures.types[at], d, &corrections);
            }
            Err(at) => match (d.bandwidth, d.attachments) {
                (Some(bandwidth), Some(attachments)) => {
                    figures.types.insert(at, new(d, bandwidth, attachments));
                    for region in &mut figures.regions {
                        region.offers.insert(at, Offer::default());
                    }
                    added.push(d.name.clone());
                }
                _ => incomplete.push(d.name.clone()),
            },
        }
    }
    if figures.types != before {
        source(figures, Kind::Types, day);
    }
    if !added.is_empty() {
        remarks.push(format!("types that are new: {}", some(&added, SHOWN)));
    }
    if !incomplete.is_empty() {
        remarks.push(format!(
            "described without bandwidth or EBS attachments, as older versions of the AWS CLI do, and left out: {}. Update the AWS CLI",
            some(&incomplete, SHOWN)
        ));
    }
}

fn new(d: &Described, (baseline, peak): (Mbps, Mbps), attachments: Attachments) -> InstanceType {
    let mut t = InstanceType {
        name: d.name.clone(),
        vcpu: d.vcpu,
        memory: d.memory,
        arch: d.arch,
        hypervisor: d.hypervisor,
        burstable: d.burstable,
        current_generation: d.current_generation,
        enis: d.enis,
        enis_all_cards: d.enis_all_cards,
        enis_max_pods: None,
        ipv4_per_eni: d.ipv4_per_eni,
        ipv6: d.ipv6,
        network_performance: d.network_performance.clone(),
        baseline,
        peak,
        attachments,
        local_nvme_gb: d.local_nvme_gb,
        gpu_count: d.gpu_count,
        gpu_name: d.gpu_name.clone(),
        accelerator: d.accelerator,
        encryption_in_transit: d.encryption_in_transit,
        branch_enis: None,
        in_2018: false,
        marks: Marks::of(&d.name),
        efa: d.efa,
        seen: None,
        work: None,
    };
    update(&mut t, d, &[]);
    t
}

fn update(t: &mut InstanceType, d: &Described, corrections: &[&Correction]) {
    let is_corrected = |field: CorrectedField| corrections.iter().any(|correction| correction.field == field);
    t.vcpu = d.vcpu;
    t.memory = d.memory;
    t.arch = d.arch;
    t.hypervisor = d.hypervisor;
    t.burstable = d.burstable;
    t.current_generation = d.current_generation;
    if !is_corrected(CorrectedField::EnisMaxPods) {
        t.enis = d.enis;
    }
    t.enis_all_cards = d.enis_all_cards.max(t.enis);
    t.ipv4_per_eni = d.ipv4_per_eni;
    t.ipv6 = d.ipv6;
    t.network_performance.clone_from(&d.network_performance);
    if let Some((baseline, peak)) = d.bandwidth {
        if !is_corrected(CorrectedField::Baseline) {
            t.baseline = baseline;
        }
        t.peak = peak.max(t.baseline);
    }
    if let Some(attachments) = d.attachments {
        if !is_corrected(CorrectedField::AttachmentKind) {
            t.attachments.kind = attachments.kind;
        }
        if !is_corrected(CorrectedField::AttachmentSlots) {
            t.attachments.slots = attachments.slots;
        }
    }
    t.local_nvme_gb = d.local_nvme_gb;
    if !is_corrected(CorrectedField::Accelerators) {
        t.gpu_count = d.gpu_count;
    }
    if !is_corrected(CorrectedField::AcceleratorName) {
        t.gpu_name.clone_from(&d.gpu_name);
    }
    if !is_corrected(CorrectedField::Accelerator) {
        t.accelerator = d.accelerator;
    }
    t.encryption_in_transit = d.encryption_in_transit;
    t.efa = d.efa;
}
