//! A room about several workloads compares fleets: the cost of each option as a fleet follows, and the record carries what was
//! decided with one.

use super::SITE;
use crate::support::http::{get, post};
use crate::support::room::{Person, hidden, open};
use serde_json::json;

const TWO: &str = "v=2&profile=web&pods=60&cpu_m=500&mem_mib=512&profile=cache&pods=8&cpu_m=250&mem_mib=14000";

/// A room about a scenario in which Ana and Bo have answered differently.
fn answered(url: &str, scenario: &str) -> (Person, Person) {
    let ana =
        open(url, &[("scenario", scenario), ("title", "Which nodes?"), ("name", "Ana"), ("question", "q_encryption")]);
    let bo = ana.join("Bo", "answer");
    ana.answers("q_encryption", "tenant", "");
    bo.answers("q_encryption", "no", "");
    (ana, bo)
}

/// The cells of the rows `As a fleet` in what a seat is shown.
fn fleets(view: &str) -> Vec<String> {
    let rows = view.split("<th scope=\"row\">As a fleet</th>").skip(1);
    let cell = |cell: &str| cell.split('>').nth(1).and_then(|text| text.split('<').next()).map(str::to_string);
    rows.flat_map(|row| row.split("</tr>").next().unwrap_or_default().split("<td").skip(1).filter_map(cell)).collect()
}

#[test]
fn options_are_compared_as_fleets_and_the_record_carries_the_decided_one() {
    let site = SITE.get();
    let (ana, bo) = answered(site.url(), TWO);
    assert!(!ana.page().body.contains("As a fleet"), "nothing before the reveal");
    let mut stream = bo.stream();
    ana.does("reveal", &[("question", "q_encryption"), ("round", "1")]);
    let is_known = |cell: &String| cell.contains("the cheapest possible");
    let view = stream.view_where(|view| fleets(view).len() > 1 && fleets(view).iter().all(is_known)).data;
    // the cost is that of the same scenario's fleet by the API
    let unencrypted = json!({ "v": 2, "q_encryption": "no", "profiles": [
        { "name": "web", "pods": 60, "cpu_m": 500, "mem_mib": 512 },
        { "name": "cache", "pods": 8, "cpu_m": 250, "mem_mib": 14000 },
    ] });
    let fleet = post(site.url(), "/api/v1/fleet", &unencrypted).json();
    let headline = fleet["headline"].as_str().expect("a headline");
    let cost = headline.split(" for ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a cost").to_string();
    assert!(fleets(&view).iter().any(|cell| cell.starts_with(&cost)), "{cost} is none of {:?}", fleets(&view));
    for page in [ana.page(), ana.stranger().get("/screen")] {
        assert!(fleets(&page.body).iter().any(|cell| cell.starts_with(&cost)), "everybody sees them");
    }

    let against = hidden(&ana.page().body, "settle-q_encryption", "against");
    let settle = [("question", "q_encryption"), ("round", "1"), ("against", &against), ("value", "no")];
    ana.does("settle", &settle);
    let answer = ana.does("close", &[("title", "Decided"), ("note", "")]);
    let id = answer.header("location").strip_prefix("/s/").expect("on to the record").to_owned();
    let markdown = get(site.url(), &format!("/s/{id}/take-away/decision.md")).body;
    let decided = format!("for {cost} a month**");
    assert!(markdown.contains("As a fleet of several types, when this was decided") && markdown.contains(&decided));
    assert!(get(site.url(), &format!("/s/{id}")).body.contains(&cost));
    assert!(get(site.url(), &format!("/s/{id}/record/fleet")).body.contains("Decided together"));
}

#[test]
fn a_room_about_one_workload_says_nothing_of_fleets() {
    let site = SITE.get();
    let (ana, bo) = answered(site.url(), "v=2&pods=400");
    let mut stream = bo.stream();
    ana.does("reveal", &[("question", "q_encryption"), ("round", "1")]);
    let view = stream.view_where(|view| view.contains("It matters")).data;
    assert!(!view.contains("As a fleet"), "{view}");
}
