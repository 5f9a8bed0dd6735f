//! The controls: every setting has one, it shows what is set, and what was typed wrongly is kept with the reason.

use super::*;
use crate::testing::{check, scenario, within, words};
use model::scenario::link::{encode, from_query};

fn controls(view: View, query: &str) -> String {
    within(query, || form(view, &from_query(query).scenario, &from_query(query).problems, "").into_string())
}

/// The control of a name, from its tag on.
fn control<'a>(html: &'a str, name: &str) -> &'a str {
    let at = html.find(&format!("name=\"{name}\"")).unwrap_or_else(|| panic!("no control is named {name}"));
    let start = html[..at].rfind('<').expect("a tag");
    let end = html[at..].find("</select>").map_or(html.len(), |end| at + end);
    &html[start..end]
}

#[test]
fn every_setting_of_a_scenario_has_a_control() {
    let html = controls(View::Nodes, "v=1");
    for (key, _) in encode(&scenario("v=1")) {
        assert!(html.contains(&format!("name=\"{key}\"")), "{key} cannot be set");
    }
}

#[test]
fn controls_show_what_is_set() {
    let html = controls(
        View::Nodes,
        "v=1&pods=407&mode=prefix-delegation&burstable=1&families=m7i%2Cc7i&region=eu-west-1&max_pods=58",
    );
    assert!(
        control(&html, "pods").starts_with("<input id=\"f-pods\"") && control(&html, "pods").contains("value=\"407\"")
    );
    assert!(control(&html, "max_pods").contains("value=\"58\""));
    assert!(html.contains("<option value=\"prefix-delegation\" selected>"));
    assert!(html.contains("value=\"m7i,c7i\""));
    assert!(html.contains("<option value=\"eu-west-1\" selected>EU (Ireland) (eu-west-1)</option>"));
    let switch = html.split("id=\"f-burstable\"").nth(1).and_then(|rest| rest.split('>').next()).expect("a switch");
    assert!(switch.contains("checked"), "{switch}");
    let off = html.split("id=\"f-flex\"").nth(1).and_then(|rest| rest.split('>').next()).expect("a switch");
    assert!(!off.contains("checked"), "{off}");
}

#[test]
fn what_is_left_to_berth_is_automatic() {
    let html = controls(View::Nodes, "v=1");
    let input = html.split("id=\"f-max_eni\"").nth(1).and_then(|rest| rest.split('>').next()).expect("a field");
    assert!(input.contains("placeholder=\"auto\"") && !input.contains(" value="), "{input}");
    let slider = html.split("data-of=\"max_eni\"").nth(1).and_then(|rest| rest.split('>').next()).expect("a slider");
    assert!(slider.contains("aria-valuetext=\"automatic\""), "{slider}");
}

#[test]
fn a_wrong_number_stays_in_its_field_beside_the_reason() {
    let html = controls(View::Nodes, "v=1&pods=200000&cpu_m=%22%3E%3Cb%3E");
    let input = html.split("id=\"f-pods\"").nth(1).and_then(|rest| rest.split('>').next()).expect("a field");
    assert!(input.contains("value=\"200000\"") && input.contains("aria-invalid=\"true\""), "{input}");
    let error = html.split("id=\"e-pods\"").nth(1).and_then(|rest| rest.split("</p>").next()).expect("a reason");
    assert!(error.contains("It takes a whole number from 1 to 150,000."), "{error}");
    assert!(!html.contains("\"><b>"), "what was typed is text");
    let fine = html.split("id=\"e-mem_mib\"").nth(1).and_then(|rest| rest.split("</p>").next()).expect("a place");
    assert!(!fine.contains("It takes"), "{fine}");
}

#[test]
fn questions_stand_open_where_they_are_asked() {
    let is_open = |html: &str, id: &str| {
        let tag = html.split(&format!("id=\"{id}\"")).nth(1).and_then(|rest| rest.split('>').next()).expect("a part");
        tag.contains("open")
    };
    assert!(is_open(&controls(View::Advice, "v=1"), "questions"));
    assert!(!is_open(&controls(View::Nodes, "v=1"), "questions"));
    assert!(is_open(&controls(View::Nodes, "v=1"), "workload"));
}

#[test]
fn an_answer_is_one_of_its_questions_radio_buttons() {
    let html = controls(View::Advice, "v=1&q_encryption=tenant");
    let radios: Vec<&str> = html
        .split("<input")
        .filter_map(|rest| rest.split('>').next())
        .filter(|tag| tag.contains("type=\"radio\"") && tag.contains("name=\"q_encryption\""))
        .collect();
    assert!(radios.len() >= 5, "{radios:?}");
    let checked: Vec<_> = radios.iter().filter(|tag| tag.contains("checked")).collect();
    assert!(checked.len() == 1 && checked[0].contains("value=\"tenant\""), "{checked:?}");
}

#[test]
fn other_profiles_are_named_and_travel_along() {
    let html = controls(
        View::Nodes,
        "v=1&profile=web&pods=120&profile=db+%26+%3Ccache%3E&pods=6&cpu_m=2000&mem_mib=8192&volumes=2&own_sg=0",
    );
    check(&html, &["Planned together with:", "db & <cache>"]);
    assert!(!html.contains("<cache>"), "a name is text");
    let hidden = html.rsplit_once("type=\"hidden\" name=\"profile\"").expect("the second profile").1;
    for pair in [
        "name=\"pods\" value=\"6\"",
        "name=\"cpu_m\" value=\"2000\"",
        "name=\"volumes\" value=\"2\"",
        "name=\"own_sg\" value=\"0\"",
    ] {
        assert!(hidden.contains(pair), "{pair} in {hidden}");
    }
}

#[test]
fn a_copy_says_what_it_was_made_from() {
    let of = |parent: &str| within("", || form(View::Nodes, &scenario("v=1"), &[], parent).into_string());
    check(&of("0123456789a"), &["A copy of /s/0123456789a ."]);
    assert!(of("0123456789a").contains("name=\"parent\" value=\"0123456789a\""));
    assert!(!words(&of("")).contains("A copy of"));
}

#[test]
fn lists_end_in_an_empty_row_until_they_are_full() {
    use model::scenario::{DaemonSet, MAX_DAEMONSETS, MAX_SUBNETS, Subnet};
    let of_daemonsets = |n: usize| daemonsets::rows(&vec![DaemonSet::named("fluent <bit>"); n]).into_string();
    assert_eq!(of_daemonsets(0).matches("<tr>").count(), 1);
    assert_eq!(of_daemonsets(3).matches("<tr>").count(), 4);
    assert_eq!(of_daemonsets(MAX_DAEMONSETS).matches("<tr>").count(), MAX_DAEMONSETS, "no row for one too many");
    assert!(
        of_daemonsets(1).contains("value=\"fluent &lt;bit&gt;\"")
            && of_daemonsets(1).contains("aria-label=\"Name of daemonset 1\"")
    );
    let subnet = Subnet { zone: "a\"b".into(), free_addresses: 251 };
    let of_subnets = |n: usize| subnets::rows(&vec![subnet.clone(); n]).into_string();
    assert_eq!((of_subnets(0).matches("<tr>").count(), of_subnets(2).matches("<tr>").count()), (1, 3));
    assert_eq!(of_subnets(MAX_SUBNETS).matches("<tr>").count(), MAX_SUBNETS);
    assert!(of_subnets(1).contains("value=\"a&quot;b\"") && of_subnets(1).contains("value=\"251\""));
    assert_eq!(of_subnets(1).matches("name=\"remove\"").count(), 1, "what is not there cannot be removed");
}

#[test]
fn sliders_are_spoken_with_their_unit() {
    assert_eq!(spoken(Some(1_500), "MiB"), "1,500 MiB");
    assert_eq!(spoken(Some(3), ""), "3");
    assert_eq!(spoken(None, "MiB"), "automatic");
}
