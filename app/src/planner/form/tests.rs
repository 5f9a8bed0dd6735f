//! The controls: every setting has one, it shows what is set, and what was typed wrongly is kept with the reason.

use super::*;
use crate::testing::{check, scenario, within, words};
use model::scenario::fields::{DAEMONSET_NUMBERS, PROFILE_NUMBERS};
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
        let name = Seen::of(key, "").name;
        assert!(html.contains(&format!("name=\"{name}\"")), "{key} cannot be set");
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

/// A number field loses the Gi of 6Gi before anybody can read it.
#[test]
fn amounts_are_typed_as_text_and_counts_as_numbers() {
    let html = controls(View::Nodes, "v=2&subnet=a");
    for (key, is_amount) in PROFILE_NUMBERS
        .iter()
        .map(|n| (n.key, n.amount().is_some()))
        .chain(DAEMONSET_NUMBERS.iter().map(|n| (n.key, n.amount().is_some())))
        .chain(NUMBERS.iter().map(|n| (Seen::of(n.key, "").name, n.amount().is_some())))
    {
        let input = control(&html, key).split('>').next().expect("a tag");
        assert_eq!(!input.contains("type=\"number\""), is_amount, "{input}");
    }
    let typed = controls(View::Nodes, "mem_mib=6Gi&cpu_m=1,5");
    assert!(control(&typed, "mem_mib").contains("value=\"6144\""), "in the field's unit");
    assert!(control(&typed, "cpu_m").contains("value=\"1,5\"") && typed.contains("250m or 1.5 cores."), "kept");
}

#[test]
fn a_wrong_number_stays_in_its_field_beside_the_reason() {
    let html = controls(View::Nodes, "v=1&pods=200000&cpu_m=%22%3E%3Cb%3E");
    let input = html.split("id=\"f-pods\"").nth(1).and_then(|rest| rest.split('>').next()).expect("a field");
    assert!(input.contains("value=\"200000\"") && input.contains("aria-invalid=\"true\""), "{input}");
    let error = html.split("id=\"e-pods\"").nth(1).and_then(|rest| rest.split("</p>").next()).expect("a reason");
    assert!(error.contains("It takes a whole number from 1 to 150,000."), "{error}");
    assert!(!html.contains("value=\"\"><b>"), "what was typed is text");
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
    assert!(!is_open(&controls(View::Nodes, "v=1"), "more") && is_open(&controls(View::Nodes, "v=1"), "network"));
    let order = |view: View, id: &str| controls(view, "v=1").find(&format!("id=\"{id}\"")).expect("a part");
    assert!(
        order(View::Advice, "questions") < order(View::Advice, "more"),
        "asked first where they are what it is about"
    );
    assert!(order(View::Nodes, "questions") > order(View::Nodes, "more"));
}

#[test]
fn what_comes_first_is_free_and_the_rest_is_counted() {
    let html = controls(View::Nodes, "v=2&pods=407&survive=zone&zones=3&headroom=10&mode=prefix-delegation");
    let (first, more) = html.split_once("id=\"more\"").expect("the rest");
    for key in ["pods", "cpu_m", "mem_mib", "region", "arch", "buy", "survive", "zones"] {
        assert!(first.contains(&format!("name=\"{key}\"")), "{key} is not among the first");
    }
    check(more, &["More settings : 2 changed"]);
    let reset = more.split("<a href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a way to reset");
    assert!(reset.contains("pods=407") && reset.contains("survive=zone") && !reset.contains("headroom"), "{reset}");
    assert!(!words(&controls(View::Nodes, "v=2&pods=407")).contains("changed"));
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

/// The row of a workload, from 0.
fn row(html: &str, index: usize) -> &str {
    let rest = html.split("<tbody class=\"workload\">").nth(index + 1).unwrap_or_else(|| panic!("no row {index}"));
    rest.split("</tbody>").next().expect("it ends")
}

const TWO: &str = "v=1&profile=web&pods=120&profile=db+%26+%3Ccache%3E&pods=6&cpu_m=2000&mem_mib=8192&volumes=2&own_sg=0\
                   &most_per_node=1&pod_arch=arm64";

#[test]
fn every_workload_is_edited_in_a_row_of_its_own() {
    let html = controls(View::Nodes, TWO);
    assert!(!html.contains("<cache>"), "a name is text");
    assert!(!html.contains("type=\"hidden\" name=\"profile\""));
    let (web, db) = (row(&html, 0), row(&html, 1));
    assert!(
        control(web, "profile").contains("id=\"f-profile\"") && control(db, "profile").contains("id=\"f-profile-2\"")
    );
    assert!(control(db, "profile").contains("value=\"db &amp; &lt;cache&gt;\""));
    for (name, value) in
        [("pods", "6"), ("cpu_m", "2000"), ("mem_mib", "8192"), ("volumes", "2"), ("most_per_node", "1")]
    {
        assert!(control(db, name).contains(&format!("value=\"{value}\"")), "{name} in {db}");
    }
    assert!(db.contains("<option value=\"arm64\" selected>arm64 only</option>"));
    assert!(control(db, "pods").contains("aria-label=\"Pods of workload 2\""));
    // three behind the fold differ from what is usual, and the security group
    assert!(words(db).contains("More : 4 set") && !words(web).contains(" set"), "{}", words(db));
    let positions: Vec<_> =
        PROFILE_NUMBERS.iter().map(|n| db.matches(&format!("data-of=\"{}\"", n.key)).count()).collect();
    assert_eq!(positions, vec![1; PROFILE_NUMBERS.len()], "a slider each");
}

#[test]
fn no_id_is_there_twice_and_what_refers_to_one_finds_it() {
    let html = controls(View::Nodes, &format!("{TWO}&profile=third"));
    let all = |attribute: &str| -> Vec<String> {
        let start = format!(" {attribute}=\"");
        let found = html.split(&start).skip(1).filter_map(|rest| rest.split('"').next());
        found.flat_map(|ids| ids.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let ids = all("id");
    let unique: std::collections::HashSet<_> = ids.iter().collect();
    assert_eq!(unique.len(), ids.len(), "{ids:?}");
    for id in all("for").into_iter().chain(all("aria-describedby")).chain(all("popovertarget")) {
        assert!(unique.contains(&id), "{id}");
    }
}

#[test]
fn what_is_wrong_with_a_workload_is_said_in_its_own_row() {
    let html = controls(View::Nodes, "v=1&profile=web&profile=db&pods=0&volumes=lots&profile=a%00b");
    let error = |row: &str, id: &str| {
        let rest = row.split(&format!("id=\"{id}\"")).nth(1).and_then(|rest| rest.split_once('>')).expect("a place").1;
        rest.split("</p>").next().expect("it ends").to_owned()
    };
    let (web, db, third) = (row(&html, 0), row(&html, 1), row(&html, 2));
    assert!(!web.contains("aria-invalid") && error(web, "e-pods").is_empty());
    assert_eq!(error(db, "e-pods-2"), "It takes a whole number from 1 to 150,000.");
    assert!(
        control(db, "volumes").contains("value=\"lots\"") && control(db, "volumes").contains("aria-invalid=\"true\"")
    );
    assert!(error(third, "e-profile-3").contains("a name of at most 100 characters"), "{third}");
}

#[test]
fn a_full_table_takes_no_more_and_the_only_row_cannot_be_removed() {
    use model::scenario::MAX_PROFILES;
    let of = |rows: usize| controls(View::Nodes, &"profile=a&".repeat(rows));
    let add =
        |html: &str| html.split("value=\"add\"").nth(1).and_then(|rest| rest.split('>').next()).map(str::to_owned);
    assert_eq!(add(&of(1)).as_deref(), Some(""));
    assert_eq!(add(&of(MAX_PROFILES)).as_deref(), Some(" disabled"));
    assert_eq!(of(MAX_PROFILES).matches("<tbody class=\"workload\">").count(), MAX_PROFILES);
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
    let subnet = Subnet { zone: "a\"b".into(), free_addresses: Some(251) };
    let of_subnets = |n: usize| subnets::rows(&vec![subnet.clone(); n]).into_string();
    assert_eq!((of_subnets(0).matches("<tr>").count(), of_subnets(2).matches("<tr>").count()), (1, 3));
    assert_eq!(of_subnets(MAX_SUBNETS).matches("<tr>").count(), MAX_SUBNETS);
    assert!(of_subnets(1).contains("value=\"a&quot;b\"") && of_subnets(1).contains("value=\"251\""));
    assert_eq!(of_subnets(1).matches("name=\"remove\"").count(), 1, "what is not there cannot be removed");
}

#[test]
fn sliders_are_spoken_with_their_unit() {
    let spoken = |key, unit, value| Seen::of(key, unit).spoken(value);
    assert_eq!(spoken("mem_mib", "MiB", Some(1_500)), "1,500 MiB");
    assert_eq!(spoken("discount_bp", "bp", Some(1_250)), "12.5 %");
    assert_eq!(spoken("gib_mils", "US$/1000", Some(80)), "$0.08");
    assert_eq!(spoken("pods", "", Some(3)), "3");
    assert_eq!(spoken("mem_mib", "MiB", None), "automatic");
}
