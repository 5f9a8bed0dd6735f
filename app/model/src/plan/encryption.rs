//! Whether the answer that traffic must be encrypted, by any means, leaves only types that encrypt in hardware.

use crate::catalog::{Catalog, TypeIndex};
use crate::node::capacity::capacity;
use crate::node::workload::Workload;
use crate::plan::eligibility::reason_in_mode;
use crate::scenario::Scenario;
use crate::scenario::answers::{Answer, Answers, Encryption};
use crate::scenario::network_mode::NetworkMode::SecondaryIp;

/// Whether hardware is what encrypts, in the modes of VPC CNI, which does not: the answer asks for it by any means, the
/// traffic passes nothing that undoes it, and some type of the fleet that carries the pods can. Where one of these does
/// not hold the pod network has to encrypt, whatever the types.
///
/// The chosen type is the fleet; else all types are that the filters leave.
pub fn rests_on_hardware(catalog: &Catalog, scenario: &Scenario) -> bool {
    asks_for_hardware(&scenario.answers) && can_encrypt(catalog, scenario)
}

/// Whether the answers would have hardware encrypt where it can. All that a plan depends on of the answers.
pub fn asks_for_hardware(answers: &Answers) -> bool {
    answers.encryption == Encryption::Any && answers.middlebox != Answer::Yes
}

fn can_encrypt(catalog: &Catalog, scenario: &Scenario) -> bool {
    let encrypts = |index: &TypeIndex| catalog.instance_type(*index).encryption_in_transit;
    if let Some(chosen) = scenario.chosen.as_deref().and_then(|name| catalog.find(name)) {
        return encrypts(&chosen);
    }
    let workload = Workload::in_mode(scenario, SecondaryIp).sized(catalog);
    let carries = |index| {
        let (t, offer) = (catalog.instance_type(index), catalog.offer(index));
        let is_eligible = reason_in_mode(t, offer, scenario, SecondaryIp).is_none() && !workload.cannot_compare(t);
        is_eligible && capacity(t, &workload).pods > 0
    };
    catalog.indices().filter(encrypts).any(carries)
}
