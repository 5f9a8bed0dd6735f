//! Which pods a fleet has room for where, as a table for spreadsheets: a line for each node and workload.

use super::tables::text;
use csv::{Terminator, WriterBuilder};
use fleet::fleet::Fleet;
use model::scenario::Scenario;

const HEAD: [&str; 11] = [
    "group",
    "type",
    "zone",
    "node",
    "workload",
    "room_for_pods",
    "spare",
    "spot",
    "room_in_all",
    "pods_that_run",
    "taints",
];

/// As CSV by RFC 4180, after a line of heads. A spare node has one line, without a workload; zones count from 1. Where a
/// zone may be lost there is room for more pods of a workload than run: the two columns before the last are of the whole fleet.
pub fn placements(scenario: &Scenario, fleet: &Fleet) -> String {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    // In memory, and with as many cells in each line as in the first, nothing can fail.
    let _ = out.write_record(HEAD);
    let of = |profile: usize| fleet.groups.iter().map(|g| u64::from(g.pods[profile]) * u64::from(g.nodes)).sum();
    let room: Vec<u64> = (0..scenario.profiles.len()).map(of).collect();
    for (i, group) in fleet.groups.iter().enumerate() {
        let zone = group.zone.map_or(String::new(), |zone| (zone + 1).to_string());
        let held: Vec<[String; 4]> = scenario
            .profiles
            .iter()
            .zip(group.pods.iter().zip(&room))
            .filter(|(_, (pods, _))| **pods > 0)
            .map(|(profile, (pods, room))| {
                [text(&profile.name), pods.to_string(), room.to_string(), profile.pods.to_string()]
            })
            .collect();
        let none = ["", "0", "", ""].map(str::to_string);
        let lines = if held.is_empty() { vec![none] } else { held };
        let [spare, spot] = [group.is_spare, group.is_spot].map(|is| if is { "yes" } else { "no" });
        for node in 1..=group.nodes {
            let (number, node) = ((i + 1).to_string(), node.to_string());
            for [workload, pods, room, run] in &lines {
                let of_node = [&number, &group.instance_type, &zone, &node, workload, pods];
                let _ = out.write_record(of_node.map(String::as_str).into_iter().chain([
                    spare,
                    spot,
                    room,
                    run,
                    &group.taints,
                ]));
            }
        }
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
