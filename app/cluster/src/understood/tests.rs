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
fn what_a_pod_without_requests_counts_as_may_have_a_suffix() {
    let asked = Asked::of("cpu_default=250m&memory_default=6Gi");
    assert_eq!((asked.options.cpu.0, asked.options.memory.0, asked.problems), (250, 6_144, vec![]));
    let wrong = Asked::of("cpu_default=0,5&memory_default=5Ti");
    assert_eq!((wrong.options.cpu.0, wrong.options.memory.0), (0, 0));
    assert!(wrong.problems[0].contains("250m or 1.5 cores; 0 is used"), "{:?}", wrong.problems);
    assert!(wrong.problems[1].contains("from 0 to 4,194,304, in MiB"), "{:?}", wrong.problems);
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
        assert!(!html.contains("plan-this"), "{words}: {html}");
        // beside its file and in the list, and that it was understood nowhere
        let of_file = html.split("data-files=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        assert_eq!(html.matches(words).count() - of_file.matches(words).count(), 1, "{words}: {html}");
        assert!(!html.contains("was understood."), "{words}: {html}");
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

/// Nodes in two zones with a workload that may be in one of them: the plan looks at no zones, and what a fleet saves is larger
/// than it is.
#[test]
fn nodes_in_zones_that_a_plan_does_not_look_at_are_said_where_it_goes_on() {
    let figures = catalog_files::parse(&catalog_files::Files::embedded()).expect("the carried files are right");
    let catalog = figures.catalogs().into_iter().find(|c| c.region.code == "eu-west-1").expect("Ireland");
    let node = |letter: char| {
        let labels = format!(
            r#""node.kubernetes.io/instance-type":"m5.large","topology.kubernetes.io/region":"eu-west-1","topology.kubernetes.io/zone":"eu-west-1{letter}""#
        );
        let size = r#"{"cpu":"2","memory":"7900000Ki","pods":"29"}"#;
        format!(
            r#"{{"kind":"Node","metadata":{{"name":"{letter}","labels":{{{labels}}}}},"status":{{"capacity":{size},"allocatable":{size}}}}}"#
        )
    };
    let page = |selector: &str| {
        let pod = format!(
            r#"{{"kind":"Pod","metadata":{{"name":"web","namespace":"shop"}},"spec":{{"nodeName":"a",{selector}"containers":[{{"name":"c","resources":{{"requests":{{"cpu":"100m","memory":"128Mi"}}}}}}]}},"status":{{"phase":"Running"}}}}"#
        );
        let list = format!(r#"{{"kind":"List","apiVersion":"v1","items":[{},{},{pod}]}}"#, node('a'), node('b'));
        understood(&import::read(list.as_bytes(), &mut |_| {}), "", Some(&catalog)).into_string()
    };
    let said = "nodes are in several zones, and the plan looks at none";
    let bound = page(r#""nodeSelector":{"topology.kubernetes.io/zone":"eu-west-1a"},"#);
    assert!(bound.contains(said) && bound.contains("what a fleet saves looks larger than it is."), "{bound}");
    let free = page("");
    assert!(free.contains("Plan a fleet") && !free.contains(said), "{free}");
}
