//! What happens to pods when a node or a zone is lost, and on which condition: said whatever may be lost.

use super::Column;
use model::plan::packing::Group;
use model::scenario::Scenario;
use model::scenario::fleet::Survive;
use model::scenario::owner::Owner;
use model::units::counted;

/// Where no room is held for what is lost, the pods of the fullest node and of the fullest zone have none at first. A zone that
/// may be lost is more than any node of it.
pub(super) fn said(scenario: &Scenario, columns: &[Column]) -> Option<String> {
    let pods = |group: &Group| group.pods.iter().sum::<u32>();
    let node = columns.iter().flat_map(|column| &column.groups).map(pods).max()?;
    let zone = columns.iter().map(|column| column.groups.iter().map(|g| g.nodes * pods(g)).sum::<u32>()).max()?;
    let (node, zone) = (counted(node, "pod"), counted(zone, "pod"));
    let said = match (scenario.fleet.survive, columns.len() > 1) {
        (Survive::Nothing, true) => {
            format!("With a lost node, up to {node} wait for a new one; with a lost zone, up to {zone}.")
        }
        (Survive::Nothing, false) => format!("With a lost node, up to {node} wait for a new one."),
        (Survive::Node, true) => {
            format!(
                "With a lost node, every pod finds room on the others; with a lost zone, up to {zone} wait for new nodes."
            )
        }
        (Survive::Node, false) => "With a lost node, every pod finds room on the others.".into(),
        (Survive::Zone, _) => "With a lost node or zone, every pod finds room on the others.".into(),
    };
    Some(said + condition(scenario.fleet.survive, columns.len() > 1) + kept_by(scenario))
}

/// What the pods' rule of spreading must be for that. A zone that is lost is no zone to spread over; one with a node less is.
fn condition(survive: Survive, over_zones: bool) -> &'static str {
    match survive {
        Survive::Node if over_zones => {
            " The spare node is in one zone: pods from another find it only if their even spread is a wish (whenUnsatisfiable: ScheduleAnyway), and such a spread may be missed."
        }
        Survive::Zone => {
            " If pods must be spread evenly (DoNotSchedule), some of a lost node may wait for a new one in its zone."
        }
        Survive::Node | Survive::Nothing => "",
    }
}

/// Who launches nodes for pods that wait keeps none empty.
fn kept_by(scenario: &Scenario) -> &'static str {
    match (scenario.fleet.survive, scenario.node.owner) {
        (Survive::Node | Survive::Zone, Owner::Karpenter | Owner::AutoMode) => {
            " Empty nodes are removed: placeholder pods must hold that room."
        }
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::super::picture;
    use crate::testing::{scenario, varied, words};
    use model::evaluation::Evaluation;

    /// 100 pods on m5.xlarge, 14 to a node: 34, 33 and 33 in three zones.
    fn of(query: &str) -> String {
        let asked = scenario(&format!("v=1&type=m5.xlarge{query}"));
        words(&picture(&Evaluation::of(varied().into(), asked)).into_string())
    }

    #[test]
    fn what_waits_where_no_room_is_held_for_a_loss_is_said() {
        let node = "With a lost node, up to 14 pods wait for a new one.";
        assert!(of("").contains(node), "{}", of(""));
        let both = "With a lost node, up to 14 pods wait for a new one; with a lost zone, up to 34 pods.";
        assert!(of("&zones=3").contains(both), "{}", of("&zones=3"));
    }

    #[test]
    fn that_pods_find_room_is_said_where_it_is_held_for_them() {
        let node = "With a lost node, every pod finds room on the others.";
        assert!(of("&survive=node").contains(node), "{}", of("&survive=node"));
        assert!(!of("&survive=node").contains("ScheduleAnyway"), "there is one zone: {}", of("&survive=node"));
        let over_zones = of("&zones=3&survive=node");
        let both = "finds room on the others; with a lost zone, up to 34 pods wait for new nodes. The spare node is in one zone";
        assert!(over_zones.contains(both) && over_zones.contains("ScheduleAnyway"), "{over_zones}");
        let zone = of("&zones=3&survive=zone");
        assert!(zone.contains("With a lost node or zone, every pod finds room on the others."), "{zone}");
    }

    #[test]
    fn room_that_nobody_keeps_is_said_to_need_placeholders() {
        let placeholders = "placeholder pods must hold that room";
        assert!(of("&survive=node&node=karpenter").contains(placeholders));
        for other in ["&survive=node", "&node=karpenter"] {
            assert!(!of(other).contains(placeholders), "{}", of(other));
        }
    }
}
