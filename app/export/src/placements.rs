//! Which pods a fleet has room for where, as a table for spreadsheets: a line for each node and workload.

use super::tables::text;
use csv::{Terminator, WriterBuilder};
use fleet::fleet::Fleet;
use model::scenario::Scenario;

const HEAD: [&str; 8] = ["group", "type", "zone", "node", "workload", "pods", "spare", "spot"];

/// As CSV by RFC 4180, after a line of heads. A spare node has one line, without a workload; zones count from 1.
pub fn placements(scenario: &Scenario, fleet: &Fleet) -> String {
    let mut out = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    // In memory, and with as many cells in each line as in the first, nothing can fail.
    let _ = out.write_record(HEAD);
    for (i, group) in fleet.groups.iter().enumerate() {
        let zone = group.zone.map_or(String::new(), |zone| (zone + 1).to_string());
        let held: Vec<(String, String)> = scenario
            .profiles
            .iter()
            .zip(&group.pods)
            .filter(|(_, pods)| **pods > 0)
            .map(|(profile, pods)| (text(&profile.name), pods.to_string()))
            .collect();
        let lines = if held.is_empty() { vec![(String::new(), "0".to_string())] } else { held };
        let [spare, spot] = [group.is_spare, group.is_spot].map(|is| if is { "yes" } else { "no" });
        for node in 1..=group.nodes {
            let (number, node) = ((i + 1).to_string(), node.to_string());
            for (workload, pods) in &lines {
                let _ = out.write_record([&number, &group.instance_type, &zone, &node, workload, pods, spare, spot]);
            }
        }
    }
    out.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
