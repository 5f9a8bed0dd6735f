//! The table as it is looked at: every order and filter, and its way through links.

use super::*;
use crate::testing::{scenario, varied};
use model::plan::plan;

fn listed(query: &str, view: &ViewState) -> Vec<String> {
    let catalog = varied();
    let planned = plan(&catalog, &scenario(query));
    let name = |place: usize| match view.excluded {
        true => planned.rejected[place].index.name(&catalog).to_string(),
        false => planned.candidates[place].name(&catalog).to_string(),
    };
    rows(&catalog, &planned, view).into_iter().map(name).collect()
}

fn by(sort: Column, descending: bool) -> Vec<String> {
    listed("v=1", &ViewState { sort, descending, ..ViewState::default() })
}

#[test]
fn each_column_puts_its_least_first() {
    // m5.xlarge 14 pods, 8 nodes, $1,121.28; the large ones 6 pods, 17 nodes at $0.096 and $0.10584
    assert_eq!(by(Column::Rank, false), ["m5.xlarge", "m5.large", "m8i.large"]);
    assert_eq!(by(Column::Name, false), ["m5.large", "m5.xlarge", "m8i.large"]);
    assert_eq!(by(Column::Hourly, false), ["m5.large", "m8i.large", "m5.xlarge"]);
    assert_eq!(by(Column::Monthly, false), ["m5.xlarge", "m5.large", "m8i.large"]);
    assert_eq!(by(Column::Nodes, false)[0], "m5.xlarge");
    for last in [Column::Pods, Column::Vcpu, Column::Memory] {
        assert_eq!(by(last, false).last().map(String::as_str), Some("m5.xlarge"), "{last:?}");
        assert_eq!(by(last, true)[0], "m5.xlarge", "{last:?}");
    }
}

#[test]
fn equal_rows_keep_the_plans_order_either_way() {
    let large = ["m5.large", "m8i.large"];
    assert_eq!(by(Column::Vcpu, false)[..2], large);
    assert_eq!(by(Column::Vcpu, true)[1..], large);
    assert_eq!(by(Column::Rank, true), ["m8i.large", "m5.large", "m5.xlarge"]);
}

#[test]
fn every_column_lists_every_type_both_ways() {
    for (column, ..) in COLUMNS {
        for descending in [false, true] {
            let mut found = by(column, descending);
            found.sort();
            assert_eq!(found, ["m5.large", "m5.xlarge", "m8i.large"], "{column:?} {descending}");
        }
    }
}

#[test]
fn a_word_and_a_limit_narrow_the_list() {
    let find = |find: &str| listed("v=1", &ViewState { find: find.into(), ..ViewState::default() });
    assert_eq!(find(" M5. "), ["m5.xlarge", "m5.large"]);
    assert_eq!(find("nope"), [""; 0]);
    let bound = |query: &str, limit| listed(query, &ViewState { limit: Some(limit), ..ViewState::default() });
    assert_eq!(bound("v=1", Limit::Cpu).len(), 3);
    assert_eq!(bound("v=1", Limit::Volumes), [""; 0]);
    assert_eq!(bound("v=1&cpu_m=0&mem_mib=0", Limit::Addresses).len(), 3);
}

#[test]
fn excluded_types_are_found_and_turned_as_well() {
    let excluded = |find: &str, descending| {
        listed("v=1", &ViewState { excluded: true, find: find.into(), descending, ..ViewState::default() })
    };
    assert_eq!(excluded("", false), ["m4.large", "m5.metal", "m6g.large", "mystery.large", "t3.large"]);
    assert_eq!(excluded("", true)[0], "t3.large");
    assert_eq!(excluded("m", false), ["m4.large", "m5.metal", "m6g.large", "mystery.large"]);
}

#[test]
fn the_articles_table_sorts_by_what_it_has() {
    for (column, ..) in COLUMNS {
        assert_eq!(
            listed("v=1&era=article", &ViewState { sort: column, ..ViewState::default() }),
            ["m5.large"],
            "{column:?}"
        );
    }
}

#[test]
fn a_view_goes_through_a_link_and_back() {
    let view = ViewState {
        sort: Column::StrandedMemory,
        descending: true,
        find: "m7i & more".into(),
        limit: Some(Limit::BranchEnis),
        excluded: true,
        every_dot: true,
        all_rows: true,
        mode_sort: ModeColumn::Nau,
        modes_descending: true,
        which: Which::Chosen,
        brought: true,
    };
    let read = |view: &ViewState| {
        let pairs = view.pairs();
        ViewState::from_pairs(pairs.iter().map(|(key, value)| (*key, value.as_str())))
    };
    assert_eq!(read(&view), view);
    assert!(view.pairs().iter().all(|(key, _)| KEYS.contains(key)) && view.pairs().len() == KEYS.len());
    assert_eq!(ViewState::default().pairs(), [], "a default is not written");
    let script = include_str!("../../pages/fleet_found.js");
    assert!(KEYS.iter().all(|key| script.contains(&format!("\"{key}\""))), "the script tells scenarios apart by them");
    for (column, code, ..) in COLUMNS {
        assert_eq!(column.code(), code);
        assert_eq!(read(&ViewState { sort: column, ..ViewState::default() }).sort, column);
    }
}

#[test]
fn what_no_view_knows_is_left_at_its_default() {
    let read = |key, value| ViewState::from_pairs([(key, value)].into_iter());
    for (key, value) in [
        ("sort", "price"),
        ("limit", "luck"),
        ("show", "all"),
        ("rows", "some"),
        ("dir", "up"),
        ("msort", "x"),
        ("pods", "7"),
    ] {
        assert_eq!(read(key, value), ViewState::default(), "{key}={value}");
    }
    let long = "x".repeat(90);
    assert_eq!(read("find", &long).find.len(), 40);
    assert_eq!(read("find", "a\u{7}b\n").find, "ab", "control characters are left out");
}

#[test]
fn a_second_click_turns_the_order_round() {
    let once = ViewState::default().sorted_by(Column::Hourly);
    assert_eq!((once.sort, once.descending), (Column::Hourly, false));
    let twice = once.sorted_by(Column::Hourly);
    assert!(twice.descending && !twice.sorted_by(Column::Hourly).descending);
    assert!(!twice.sorted_by(Column::Name).descending, "another column starts with its least");
    let modes = ViewState::default().modes_sorted_by(ModeColumn::Nau).modes_sorted_by(ModeColumn::Nau);
    assert!(modes.modes_descending && modes.mode_sort == ModeColumn::Nau && modes.sort == Column::Rank);
}
