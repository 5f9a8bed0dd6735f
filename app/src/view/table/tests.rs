//! The table of every type: what is in the page of it, and what its rows say.

use super::*;
use crate::testing::{check, scenario, varied, words};
use crate::view::state::{self, Column};

fn table<T>(query: &str, view: &ViewState, f: impl FnOnce(&Table) -> T) -> T {
    let evaluation = Evaluation::of(varied().into(), scenario(query));
    let rows = state::rows(evaluation.catalog(), evaluation.plan(), view);
    f(&Table { evaluation: &evaluation, view, rows: &rows, live: false })
}

fn body(query: &str, view: &ViewState) -> String {
    table(query, view, |t| t.body(0).into_string())
}

/// Text of each row.
fn rows(body: &str) -> Vec<String> {
    body.split("<tr").skip(1).map(|row| words(&format!("<tr{row}"))).collect()
}

#[test]
fn a_row_has_every_column_of_its_type() {
    let found = rows(&body("v=1", &ViewState::default()));
    assert_eq!(found.len(), 3);
    assert!(found[0].starts_with("1 m5.xlarge 14 CPU 8 $1,121.28 $11.21 $0.192 4 16 GiB"), "{}", found[0]);
    assert!(found[1].starts_with("2 m5.large 6 CPU 17 $1,191.36"), "{}", found[1]);
}

#[test]
fn prices_that_are_on_no_list_carry_their_mark() {
    let found = rows(&body("v=1", &ViewState::default()));
    assert!(found.iter().any(|row| row.contains("m8i.large") && row.contains("~ $")), "{found:?}");
    let spot = rows(&body("v=1&buy=spot", &ViewState::default()));
    assert!(!spot.is_empty() && spot.iter().all(|row| row.contains(" s $") != row.contains("m8i.large")), "{spot:?}");
}

#[test]
fn excluded_types_say_why_in_the_order_of_their_names() {
    let view = ViewState { excluded: true, ..ViewState::default() };
    let found = rows(&body("v=1", &view));
    assert_eq!(
        found,
        [
            "m4.large pre-Nitro types are filtered out",
            "m5.metal bare metal is filtered out",
            "m6g.large images are not built for its architecture",
            "mystery.large not offered in this region",
            "t3.large burstable types are filtered out",
        ]
    );
    let html = body("v=1", &view);
    assert!(html.contains("class=\"filter\"") && html.contains("class=\"limit\""), "filters and facts look different");
    check(&table("v=1", &view, |t| t.head().into_string()), &["Type", "Why it is excluded"]);
    assert_eq!(table("v=1", &view, |t| t.caption()), "5 types are excluded, each with its reason; 5 listed.");
}

#[test]
fn an_empty_table_says_what_to_do() {
    let none = ViewState { find: "nope".into(), ..ViewState::default() };
    check(&body("v=1", &none), &["No type matches. Remove a word from Find, or choose any limit."]);
    check(
        &body("v=1&volumes=128", &ViewState::default()),
        &["No instance type can carry these pods. Show the excluded types"],
    );
    assert_eq!(table("v=1", &none, |t| t.caption()), "3 types can carry the pods; 0 listed.");
}

#[test]
fn the_heading_that_sorts_says_which_way() {
    let view = ViewState { sort: Column::Hourly, descending: true, ..ViewState::default() };
    let head = table("v=1", &view, |t| t.head().into_string());
    assert_eq!(head.matches("aria-sort").count(), 1);
    let heading = head.split("class=\"hourly\"").nth(1).and_then(|rest| rest.split("</th>").next()).expect("a heading");
    assert!(heading.contains("aria-sort=\"descending\""), "{heading}");
    assert_eq!(head.matches("name=\"sort\"").count(), COLUMNS.len(), "each sorts by submitting the form");
}

#[test]
fn the_type_on_the_card_is_marked() {
    let html = body("v=1", &ViewState::default());
    assert_eq!(html.matches("aria-current=\"true\"").count(), 1);
    let row = html.split("aria-current=\"true\"").nth(1).and_then(|rest| rest.split("</tr>").next()).expect("a row");
    check(row, &["m5.xlarge"]);
}

#[test]
fn the_articles_rows_leave_out_what_it_does_not_know() {
    let found = rows(&body("v=1&era=article", &ViewState::default()));
    assert_eq!(found.len(), 1);
    assert!(
        found[0].starts_with("1 m5.large 23 addresses 5 $350.40") && found[0].ends_with("\u{2013} \u{2013}"),
        "{}",
        found[0]
    );
}

#[test]
fn only_a_window_of_a_long_table_is_in_the_page() {
    let names: Vec<String> = (0..100).map(|n| format!("m5.x{n:03}")).collect();
    let types: Vec<(&str, u32, Option<u64>)> = names.iter().map(|name| (name.as_str(), 2, Some(96_000))).collect();
    let evaluation = Evaluation::of(crate::testing::catalog(&types).into(), scenario("v=1"));
    let rows: Vec<usize> = (0..100).collect();
    let table = |view: &ViewState, first| {
        Table { evaluation: &evaluation, view, rows: &rows, live: true }.body(first).into_string()
    };
    let html = table(&ViewState::default(), 40);
    assert_eq!(html.matches("<th scope=\"row\">").count(), WINDOW);
    assert!(html.contains("m5.x040") && !html.contains("m5.x039") && !html.contains("m5.x064"), "{html}");
    assert!(html.contains(&format!("height:{}px", 40 * ROW)) && html.contains(&format!("height:{}px", 36 * ROW)));
    let last = table(&ViewState::default(), 99);
    assert!(last.contains("m5.x099"), "the last rows are in view at the end");
    let all = table(&ViewState { all_rows: true, ..ViewState::default() }, 40);
    assert_eq!(all.matches("<th scope=\"row\">").count(), 100);
}

#[test]
fn the_window_moves_in_steps() {
    assert_eq!(first_row(0), 0);
    assert_eq!(first_row(ROW), 0);
    let steps: Vec<usize> = (0..40).map(|row| first_row(row * ROW)).collect();
    assert!(steps.windows(2).all(|pair| pair[0] <= pair[1] && pair[1] - pair[0] <= STEP), "{steps:?}");
    assert!(steps.iter().enumerate().all(|(row, first)| first <= &row && row - first < WINDOW / 2), "{steps:?}");
}

#[test]
fn the_tools_hold_what_is_set() {
    let view = ViewState { find: "m\"<7".into(), limit: Some(Limit::Memory), excluded: true, ..ViewState::default() };
    let html = tools(&view).into_string();
    assert!(html.contains("value=\"m&quot;&lt;7\""), "{html}");
    assert!(
        html.contains("<option value=\"memory\" selected>") && html.contains("<option value=\"excluded\" selected>")
    );
}
