//! The form of what was understood: what a person sets in it comes back as it was meant.

use super::asked::Asked;
use super::understood;
use import::Imported;
use model::scenario::link::from_query;

fn table(rows: &str) -> Imported {
    import::read(format!("name,pods,cpu,memory\n{rows}").as_bytes(), &mut |_| {})
}

/// The values of every input of a name, in order.
fn inputs(html: &str, name: &str) -> Vec<String> {
    let marked = format!("name=\"{name}\"");
    let tags = html.split("<input ").skip(1).map(|rest| rest.split('>').next().unwrap_or_default());
    let value = |tag: &str| Some(tag.split("value=\"").nth(1)?.split('"').next()?.to_owned());
    tags.filter(|tag| tag.contains(&marked)).filter_map(value).collect()
}

/// What the form of this HTML sends, with these rows ticked by their index, and what is pressed.
fn sent(html: &str, picked: &[usize], pressed: &str) -> String {
    let rows = inputs(html, "row").into_iter().zip(inputs(html, "was")).zip(inputs(html, "name"));
    let mut form = form_of(&[("scale", &inputs(html, "scale").concat())]);
    for (index, ((row, was), name)) in rows.enumerate() {
        form += &form_of(&[("row", &row), ("was", &was)]);
        if picked.contains(&index) {
            form += &form_of(&[("pick", "on")]);
        }
        form += &form_of(&[("name", &name)]);
    }
    form + &form_of(&[("do", pressed)])
}

fn form_of(pairs: &[(&str, &str)]) -> String {
    let plain = |text: &str| text.bytes().map(|b| format!("%{b:02x}")).collect::<String>();
    pairs.iter().map(|(key, value)| format!("{key}={}&", plain(value))).collect()
}

/// Name and pods of every profile in the address of the plan.
fn planned(html: &str) -> Vec<(String, u32)> {
    let address =
        html.split("id=\"plan-this\" href=\"/?").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
    let scenario = from_query(&address.replace("&amp;", "&")).scenario;
    scenario.profiles.into_iter().map(|profile| (profile.name, profile.pods)).collect()
}

fn names(html: &str) -> Vec<String> {
    planned(html).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn rows_are_merged_renamed_and_taken_apart() {
    let imported = table("web,40,500m,512Mi\napi,20,250m,256Mi\ncron,5,100m,64Mi\n");
    let html = understood(&imported, "", None).into_string();
    assert_eq!(names(&html), ["web", "api", "cron"]);
    let html = understood(&imported, &sent(&html, &[1, 2], "merge"), None).into_string();
    assert_eq!(planned(&html), [("web".into(), 40), ("2 merged: api, cron".into(), 25)]);
    // renamed, and again and again what it was renamed to
    let renamed =
        sent(&html, &[], "").replace(&form_of(&[("name", "2 merged: api, cron")]), &form_of(&[("name", "backend")]));
    let html = understood(&imported, &renamed, None).into_string();
    let html = understood(&imported, &sent(&html, &[], ""), None).into_string();
    assert_eq!(planned(&html), [("web".into(), 40), ("backend".into(), 25)]);
    let html = understood(&imported, &sent(&html, &[], "split 1"), None).into_string();
    assert_eq!(planned(&html).iter().map(|(_, pods)| pods).collect::<Vec<_>>(), [&40, &20, &5]);
}

#[test]
fn replicas_are_scaled_and_rounded_up() {
    let imported = table("web,3,500m,512Mi\n");
    let of = |factor: &str| planned(&understood(&imported, &format!("scale={factor}"), None).into_string())[0].1;
    assert_eq!([of("2"), of("1.5"), of("0.1"), of("")], [6, 5, 1, 3]);
}

#[test]
fn a_wrong_number_gets_a_sentence_and_changes_nothing() {
    let asked = Asked::of("scale=0&cpu_default=x&memory_default=99999999");
    assert_eq!(asked.problems.len(), 3, "{:?}", asked.problems);
    assert_eq!(asked.options, import::scenario::Options::default());
    let html = understood(&table("web,3,0,0\n"), "scale=1e9", None).into_string();
    assert!(html.contains("takes a number from 0.01 to 100") && html.contains("role=\"alert\""), "{html}");
}

#[test]
fn nothing_ticked_is_said() {
    let html = understood(&table("web,3,1,1Gi\n"), "row=0&was=web&name=web&do=merge", None).into_string();
    assert!(html.contains("Tick the workloads to merge."));
    assert_eq!(names(&html), ["web"]);
}

#[test]
fn names_are_left_out_everywhere() {
    let imported = table("secret-project,3,1,1Gi\nother-project,1,1,1Gi\n");
    let html = understood(&imported, "hide=on", None).into_string();
    assert!(!html.contains("project"), "{html}");
    assert_eq!(names(&html), ["workload 1", "workload 2"]);
}

#[test]
fn names_are_text_whatever_they_hold() {
    let html = understood(&table("<img src=x onerror=alert(1)>,3,1,1Gi\n"), "", None).into_string();
    assert!(!html.contains("<img") && html.contains("&lt;img"), "{html}");
}

#[test]
fn what_cannot_be_read_is_a_sentence_and_leads_nowhere() {
    for (bytes, words) in [
        (&b"{\"kind\": \"List\", \"items\": [{\"kind\":"[..], "it was cut off"),
        (b"\x1F\x8B\x08\x00", "unpack it first"),
        (b"", "empty"),
        (b"kind: ConfigMap\nmetadata: {name: a}\n", "no workload"),
    ] {
        let html = understood(&import::read(bytes, &mut |_| {}), "", None).into_string();
        assert!(html.contains(words) && !html.contains("plan-this"), "{words}: {html}");
    }
}

#[test]
fn many_rows_are_shown_in_part_and_what_was_done_to_the_others_stays() {
    let rows: String = (0..150).map(|i| format!("w{i},{},{}m,64Mi\n", 1 + i % 7, 50 + 10 * i)).collect();
    let imported = table(&rows);
    let html = understood(&imported, "", None).into_string();
    assert_eq!(inputs(&html, "row").len(), 100);
    assert!(html.contains("Planned in") && html.contains("Show all 150 rows"));
    let all = understood(&imported, "all=on", None).into_string();
    assert_eq!(inputs(&all, "row").len(), 150);
    // two of the smallest, which are not among the first hundred
    let merged =
        understood(&imported, &(form_of(&[("all", "on")]) + &sent(&all, &[148, 149], "merge")), None).into_string();
    let fewer = understood(&imported, &sent(&merged, &[], ""), None).into_string();
    assert_eq!(inputs(&fewer, "row").iter().filter(|row| row.contains('.')).count(), 1);
}
