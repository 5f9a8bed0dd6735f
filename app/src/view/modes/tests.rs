//! The markup of the modes on a catalogue of one type, m5.large.

use super::*;
use crate::testing::m5_large as catalog;
use crate::view::state::modes::ModeColumn;
use model::scenario::Subnet;
use model::scenario::network_mode::MODES;
use model::scenario::owner::Owner;
use model::units::{Mib, MilliCpu};

/// 400 pods of 50m and 64 MiB: addresses bind with secondary IPs, CPU with prefixes.
fn small_pods() -> Scenario {
    let mut s = Scenario::version_1();
    (s.profiles[0].pods, s.profiles[0].cpu, s.profiles[0].memory) = (400, MilliCpu(50), Mib(64));
    s
}

fn shown<T>(scenario: &Scenario, view: &ViewState, f: impl FnOnce(&Modes) -> T) -> T {
    f(&Modes { evaluation: &Evaluation::of(catalog().into(), scenario.clone()), view })
}

fn body(scenario: &Scenario, view: &ViewState) -> String {
    shown(scenario, view, |m| m.body().into_string())
}

/// The rows' text, each from its `tr` on.
fn rows(body: &str) -> Vec<&str> {
    body.split("<tr").skip(1).collect()
}

#[test]
fn every_mode_has_a_row_in_the_models_order() {
    let body = body(&small_pods(), &ViewState::default());
    let rows = rows(&body);
    assert_eq!(rows.len(), 12);
    for (row, facts) in rows.iter().zip(&MODES) {
        assert!(row.contains(&format!(">{}</span>", facts.name)), "{row}");
    }
}

#[test]
fn rows_hold_figures_and_how_far_they_are_from_the_scenarios_mode() {
    let body = body(&small_pods(), &ViewState::default());
    let rows = rows(&body);
    // 25 pods, 16 nodes, 16 * 70.08, 16 * 30 addresses: no differences from itself
    let secondary = rows[0];
    assert!(
        secondary.contains("aria-current=\"true\"") && secondary.contains("in use") && !secondary.contains("delta")
    );
    for figure in [">25<", ">16<", "$1,121.28", ">480<", "30 a node", ">512<"] {
        assert!(secondary.contains(figure), "{figure} in {secondary}");
    }
    // 34 pods, 12 nodes, 840.96, 780 addresses, 60 NAU
    let prefixes = rows[1];
    for figure in ["+9<", "\u{2212}4<", "\u{2212}$280.32<", "+300<", "\u{2212}452<", "65 a node"] {
        assert!(prefixes.contains(figure), "{figure} in {prefixes}");
    }
    assert!(rows[2].contains("1 + 20 a node"), "custom networking: {}", rows[2]);
}

#[test]
fn the_server_links_to_each_mode_and_the_browser_has_buttons() {
    let view = ViewState { mode_sort: ModeColumn::Pods, ..ViewState::default() };
    let by_link = body(&small_pods(), &view);
    assert_eq!(by_link.matches("<a href=\"/modes?").count(), 11);
    assert!(by_link.contains("mode=overlay-calico") && by_link.contains("msort=pods"));
}

#[test]
fn modes_sort_by_a_column_and_those_without_figures_stay_last() {
    let auto = Scenario {
        node: model::scenario::NodeSettings { owner: Owner::AutoMode, ..Scenario::version_1().node },
        ..small_pods()
    };
    for modes_descending in [false, true] {
        let view = ViewState { mode_sort: ModeColumn::Addresses, modes_descending, ..ViewState::default() };
        let body = body(&auto, &view);
        let names: Vec<_> = rows(&body).into_iter().map(|row| row.contains("colspan")).collect();
        assert_eq!(names, [[false; 7].as_slice(), &[true; 5]].concat(), "seven modes are on Auto Mode");
        let least = if modes_descending { 6 } else { 0 };
        assert!(rows(&body)[least].contains("IPv6 cluster"), "one address a node is the least");
        assert!(body.contains("Auto Mode does not have this networking mode"));
    }
    let head = |view: &ViewState| shown(&small_pods(), view, |m| m.head().into_string());
    let view = ViewState { mode_sort: ModeColumn::Nau, modes_descending: true, ..ViewState::default() };
    assert!(head(&view).contains("<th class=\"nau\" scope=\"col\" aria-sort=\"descending\">"));
    assert_eq!(head(&view).matches("aria-sort").count(), 1);
    let told = |view: &ViewState| shown(&small_pods(), view, |m| m.told_head().into_string());
    let buttons = |head: &str| head.matches("name=\"msort\"").count();
    assert_eq!((buttons(&head(&view)), buttons(&told(&view))), (OF_FIGURES, MODE_COLUMNS.len() - OF_FIGURES));
    assert!(!told(&view).contains("aria-sort"));
    let by_policy = ViewState { mode_sort: ModeColumn::Policy, ..ViewState::default() };
    assert!(told(&by_policy).contains("<th class=\"policy\" scope=\"col\" aria-sort=\"ascending\">"));
    assert!(!head(&by_policy).contains("aria-sort"));
}

#[test]
fn modes_of_which_the_same_is_said_share_a_row() {
    let told = |scenario: &Scenario, view: &ViewState| shown(scenario, view, |m| m.told_body().into_string());
    let names = |row: &str| -> Vec<String> {
        let of = |part: &str| {
            part.split_once('>').and_then(|(_, rest)| rest.split_once('<')).map(|(name, _)| name.to_string())
        };
        row.split("<div").skip(1).filter_map(of).collect()
    };
    let html = told(&small_pods(), &ViewState::default());
    let rows = rows(&html);
    let in_order: Vec<String> = rows.iter().flat_map(|row| names(row)).collect();
    assert_eq!(in_order, MODES.map(|facts| facts.name), "every mode once");
    // VPC CNI's, flannel, Calico, Cilium's overlay, Cilium's ENIs
    assert_eq!(rows.iter().map(|row| names(row).len()).collect::<Vec<_>>(), [7, 1, 1, 1, 2]);
    assert!(rows[0].contains("class=\"shown\"") && html.matches("class=\"current\"").count() == 1, "{html}");
    for words in
        ["5 Gbps", "not in hardware; none in software", "Kubernetes policy since v1.14", "AWS, which supports no other"]
    {
        assert!(rows[0].contains(words), "{words} in {}", rows[0]);
    }
    assert!(rows[2].contains("WireGuard") && rows[2].contains("full Calico policy"), "{}", rows[2]);
    let turned = told(&small_pods(), &ViewState { modes_descending: true, ..ViewState::default() });
    assert_eq!(names(self::rows(&turned)[0]), ["Cilium ENI, prefixes", "Cilium ENI, secondary IPs"]);
}

#[test]
fn where_a_mode_has_no_type_nothing_is_said_of_hardware() {
    let auto = Scenario {
        node: model::scenario::NodeSettings { owner: Owner::AutoMode, ..Scenario::version_1().node },
        ..small_pods()
    };
    let html = shown(&auto, &ViewState::default(), |m| m.told_body().into_string());
    let calico = rows(&html).into_iter().find(|row| row.contains("Calico blocks")).unwrap_or_default();
    assert!(calico.contains("WireGuard") && !calico.contains("hardware;") && calico.contains(NONE), "{calico}");
    assert!(rows(&html)[0].contains("hardware;"));
}

#[test]
fn subnets_that_are_too_small_are_said_to_be() {
    let subnets = vec![Subnet { zone: "us-east-1a".into(), free_addresses: Some(251) }];
    let body = body(&Scenario { subnets, ..small_pods() }, &ViewState::default());
    let rows = rows(&body);
    assert!(rows[0].contains("does not fit your subnets"), "480 of 251: {}", rows[0]);
    assert!(rows[2].contains("fits your subnets"), "25 nodes, one address each: {}", rows[2]);
    assert!(!self::body(&small_pods(), &ViewState::default()).contains("your subnets"));
}

#[test]
fn the_view_survives_a_link() {
    let view = ViewState {
        mode_sort: ModeColumn::Support,
        modes_descending: true,
        which: Which::Chosen,
        ..ViewState::default()
    };
    let pairs = view.pairs();
    assert_eq!(ViewState::from_pairs(pairs.iter().map(|(k, v)| (*k, v.as_str()))), view);
    for (i, (column, code, _, _)) in MODE_COLUMNS.into_iter().enumerate() {
        assert_eq!((column as usize, ModeColumn::from_code(code)), (i, column), "{code}");
    }
    let again = ViewState::default().modes_sorted_by(ModeColumn::Nodes);
    assert!(!again.modes_descending && again.modes_sorted_by(ModeColumn::Nodes).modes_descending);
}

#[test]
fn caption_chart_and_notes_stand_around_the_table() {
    let chosen = ViewState { which: Which::Chosen, ..ViewState::default() };
    let caption = |view: &ViewState| shown(&small_pods(), view, |m| m.caption());
    // IPv6 is nobody's answer
    assert_eq!(shown(&small_pods(), &chosen, |m| m.body().into_string()).matches("ruled out: ").count(), 1);
    assert!(
        caption(&chosen).starts_with("12 of 12 modes can carry the pods, 1 of them ruled out, each with m5.large.")
    );
    assert!(caption(&ViewState::default()).contains("each with its cheapest type"));
    let figure = shown(&small_pods(), &chosen, |m| m.figure().into_string());
    assert_eq!(figure.matches("class=\"chart-bar ").count(), 12);
    assert!(figure.contains("<figcaption>") && figure.contains("\u{25b8} VPC CNI, secondary IPs"));
    let notes = notes().into_string();
    assert!(
        notes.contains("they do not save addresses") && notes.contains("Costs are those of the nodes with their disks")
    );
    // bpg-custom and ec2-bandwidth once, the four others two each
    assert_eq!(notes.matches("class=\"cite\"").count(), 10);
}

#[test]
fn the_headline_names_the_cheapest_mode_and_what_it_saves() {
    let headline = |s: &Scenario| shown(s, &ViewState::default(), |m| m.headline());
    // 16 nodes of $70.08 with single addresses, 12 with prefixes or without VPC addresses; IPv6 is nobody's wish
    assert_eq!(
        headline(&small_pods()),
        "6 modes are cheapest, among them VPC CNI, prefix delegation: $840.96 a month, $280.32 less than VPC CNI, secondary IPs."
    );
    let prefixes = Scenario { mode: NetworkMode::PrefixDelegation, ..small_pods() };
    assert_eq!(headline(&prefixes), "No networking mode is cheaper than VPC CNI, prefix delegation: $840.96 a month.");
    let mut huge = small_pods();
    huge.profiles[0].cpu = MilliCpu(64_000);
    assert_eq!(headline(&huge), "No networking mode can carry these pods.");
}

#[test]
fn a_cost_that_all_modes_share_is_said_once_and_the_bars_are_of_what_differs() {
    let mut few = small_pods();
    few.profiles[0].pods = 2;
    // two nodes at the least, 70.08 each, in every mode
    let html = shown(&few, &ViewState::default(), |m| m.figure().into_string());
    assert!(html.contains("Every mode costs $140.16 a month") && !html.contains("<svg"), "{html}");
    assert_eq!(html.matches("<li").count(), MODES.len());
    assert!(html.contains("inline-size:100%"), "one holds the most: {html}");
    let differing = shown(&small_pods(), &ViewState::default(), |m| m.figure().into_string());
    assert!(differing.contains("What all nodes cost a month") && differing.contains("<svg"));
}
