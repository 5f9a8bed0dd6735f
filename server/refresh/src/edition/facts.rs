//! What a binary carries, taken into a catalogue that is newer than that: a catalogue that is refreshed every day would else
//! never hear of what a release of Berth knows more than the one before.

use super::sources::described_on;
use catalog_files::{CorrectedField, Figures, Source};
use model::catalog::Offer;
use model::catalog::instance_type::InstanceType;

/// A catalogue with the carried one's types, and with the regions of which the carried one has newer prices. Where EC2's
/// descriptions were read later than what is carried, only what they do not say is taken of types that both have.
pub fn with_facts(mut figures: Figures, carried: &Figures) -> Figures {
    let is_described_later = described_on(&figures).is_some_and(|day| day > carried.version.date());
    for t in &carried.types {
        match figures.types.binary_search_by(|other| other.name.cmp(&t.name)) {
            Ok(at) if is_described_later => take(&mut figures.types[at], t, carried),
            Ok(at) => figures.types[at] = t.clone(),
            Err(at) => {
                figures.types.insert(at, t.clone());
                for region in &mut figures.regions {
                    region.offers.insert(at, Offer::default());
                }
            }
        }
    }
    for region in &carried.regions {
        let there = figures.regions.binary_search_by(|other| other.region.code.cmp(&region.region.code));
        let is_newer = there.is_ok_and(|at| figures.regions[at].region.on_demand_as_of < region.region.on_demand_as_of);
        if let Some(at) = there.ok().filter(|_| is_newer) {
            let mut newer = region.clone();
            newer.spot = Some(carried.spot_of(region));
            newer.reserved = Some(carried.reserved_of(region));
            newer.offers = figures.types.iter().map(|t| offer(carried, &region.offers, &t.name)).collect();
            figures.regions[at] = newer;
        }
    }
    let lacks = |source: &&Source| !figures.sources.iter().any(|other| other.id == source.id);
    let more: Vec<Source> = carried.sources.iter().filter(lacks).cloned().collect();
    // in front: of several sources of a day the last one counts, which a refresh has added
    figures.sources.splice(0..0, more);
    figures.corrections.clone_from(&carried.corrections);
    figures.history.clone_from(&carried.history);
    figures
}

fn offer(carried: &Figures, offers: &[Offer], name: &str) -> Offer {
    let at = carried.types.binary_search_by(|t| t.name.as_str().cmp(name));
    at.ok().map(|at| offers[at].clone()).unwrap_or_default()
}

/// Takes what EC2's descriptions do not have, and what is corrected in them.
fn take(t: &mut InstanceType, carried: &InstanceType, of: &Figures) {
    t.branch_enis = carried.branch_enis.or(t.branch_enis);
    t.in_2018 = carried.in_2018;
    t.seen = carried.seen.or(t.seen);
    t.work = carried.work.or(t.work);
    for correction in of.corrections.iter().filter(|correction| correction.instance_type == t.name) {
        match correction.field {
            CorrectedField::Accelerator => t.accelerator = carried.accelerator,
            CorrectedField::Accelerators => t.gpu_count = carried.gpu_count,
            CorrectedField::AcceleratorName => t.gpu_name.clone_from(&carried.gpu_name),
            CorrectedField::Baseline => t.baseline = carried.baseline.min(t.peak),
            CorrectedField::AttachmentKind => t.attachments.kind = carried.attachments.kind,
            CorrectedField::AttachmentSlots => t.attachments.slots = carried.attachments.slots,
            CorrectedField::EnisMaxPods => (t.enis, t.enis_max_pods) = (carried.enis, carried.enis_max_pods),
        }
    }
}
