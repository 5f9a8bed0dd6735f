//! Which pod network the files are for: the scenario's mode, by the network advised where it has that mode.

use crate::subject::Subject;
use model::advice::knowledge::options::{OPTIONS, OptionId};
use model::scenario::network_mode::NetworkMode;
use model::scenario::owner::Owner;

/// The pod network of the scenario's mode. Several networks can be behind one mode: then the one advised, else
/// the first of [`OPTIONS`], which for VPC CNI is VPC CNI alone.
pub fn network(subject: &Subject) -> OptionId {
    let (mode, owner) = (subject.scenario().mode, subject.scenario().node.owner);
    if owner == Owner::AutoMode {
        return OptionId::EksAuto;
    }
    let has_mode = |id: OptionId| id.row().is_some_and(|row| row.modes.contains(&mode));
    let advised = subject.advice().decision.best().filter(|id| *id != OptionId::EksAuto && has_mode(*id));
    advised.unwrap_or(match mode {
        NetworkMode::SecurityGroups => OptionId::VpcSecondary,
        NetworkMode::SecurityGroupsPrefix => OptionId::VpcPrefix,
        _ => OPTIONS.iter().find(|o| o.modes.contains(&mode)).map_or(OptionId::VpcSecondary, |o| o.id),
    })
}

/// AWS's VPC CNI gives the pods their addresses, alone or with an engine chained behind it.
pub fn is_on_vpc_cni(network: OptionId) -> bool {
    use OptionId::*;
    matches!(network, VpcSecondary | VpcPrefix | VpcCustom | VpcIpv6 | VpcCalico | VpcCilium)
}
