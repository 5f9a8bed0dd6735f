//! Files that are not as they must be: a sentence, never a panic, and what can be read is read.

use crate::generated::dump;
use crate::{read, rows, said};
use import::notes::What;
use proptest::prelude::*;

/// A pod with every part that is read.
const POD: &str = r#"{"kind":"Pod","metadata":{"name":"a","namespace":"b","labels":{"x":"y"},"ownerReferences":[{"kind":"ReplicaSet","name":"a-6d4cf56db6","controller":true}]},"spec":{"nodeName":"n","containers":[{"name":"c","env":[{"value":"\"}]"}],"ports":[{"hostPort":1}],"resources":{"limits":{"cpu":"1"}}}],"nodeSelector":{"a":"b"},"affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[{"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"x":"y"}}}]}},"tolerations":[{"key":"k","operator":"Exists"}],"volumes":[{"persistentVolumeClaim":{"claimName":"c"}}]},"status":{"phase":"Running"}}"#;

#[test]
fn a_dump_cut_off_at_any_byte_keeps_what_was_whole() {
    let pods = [POD.to_owned(), POD.replace("\"a\"", "\"z\""), POD.replace("\"a\"", "\"d\"")];
    let whole = format!("{{\"apiVersion\":\"v1\",\"items\":[{}],\"kind\":\"List\"}}", pods.join(",\n"));
    let first = whole.find(&pods[0]).expect("it is there");
    let ends: Vec<usize> = pods
        .iter()
        .scan(first, |at, pod| {
            let end = *at + pod.len();
            *at = end + 2;
            Some(end)
        })
        .collect();
    assert_eq!(read(&whole).pods(), 3);
    for end in 1..whole.len() {
        let imported = read(&whole.as_bytes()[..end]);
        assert_eq!(imported.pods() as usize, ends.iter().filter(|one| **one <= end).count(), "cut at {end}");
        let wrong = said(&imported, What::Wrong);
        assert!(wrong.iter().any(|text| text.contains("cut off")), "cut at {end}: {wrong:?}");
    }
}

#[test]
fn nesting_is_no_matter_how_deep() {
    for (open, close) in
        [("[", "]"), ("{\"a\":", "}"), ("{\"spec\":", "}"), ("{\"items\":[", "]}"), ("- ", ""), ("a:\n ", "")]
    {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let imported = read(deep);
        assert!(imported.workloads.is_empty() && !imported.notes.is_empty(), "{open}");
    }
    let inside = "[".repeat(100_000) + &"]".repeat(100_000);
    let pod = format!(
        r#"{{"kind":"Pod","metadata":{{"name":"a","labels":{inside}}},"junk":{inside},"spec":{{"containers":[{{}}]}}}}"#
    );
    let imported = read(pod);
    assert_eq!(imported.pods(), 1);
    assert_eq!(said(&imported, What::Wrong), ["Pod: metadata.labels is a list; it takes a map"]);
}

fn pod(requests: &str) -> String {
    format!(
        r#"{{"kind":"Pod","metadata":{{"name":"a"}},"spec":{{"containers":[{{"resources":{{"requests":{requests}}}}}]}}}}"#
    )
}

#[test]
fn amounts_that_cannot_be_are_named() {
    let wrong = |requests: &str| said(&read(pod(requests)), What::Wrong);
    assert_eq!(wrong(r#"{"cpu": "-1"}"#), ["Pod: cpu: \u{201c}-1\u{201d} is below zero; it counts as 0"]);
    assert_eq!(
        wrong(r#"{"memory": "lots"}"#),
        ["Pod: memory: \u{201c}lots\u{201d} is no quantity such as 250m or 128Mi; it counts as 0"]
    );
    assert_eq!(
        wrong(r#"{"cpu": [1]}"#),
        ["Pod: spec.containers.resources.requests is a list; it takes a text or a number"]
    );
    assert_eq!(wrong(r#"{"cpu": true}"#).len(), 1);
    assert_eq!(wrong(r#"{"cpu": null, "memory": 1e3}"#), Vec::<String>::new());
    let huge = read(pod(r#"{"cpu": 1e309, "memory": "9999999E", "nvidia.com/gpu": 1e30}"#));
    let converted = import::scenario::scenario(&huge, &Default::default()).expect("a workload");
    let profile = &converted.scenario.profiles[0];
    assert_eq!((profile.cpu.0, profile.memory.0, profile.gpus), (256_000, 4_194_304, 16));
    assert_eq!(said(&huge, What::Wrong).len(), 3);
}

#[test]
fn every_part_of_the_wrong_kind_is_a_sentence() {
    let value: serde_json::Value = serde_json::from_str(POD).expect("JSON");
    let mut paths = Vec::new();
    collect(&value, String::new(), &mut paths);
    assert!(paths.len() > 30);
    for path in paths {
        for odd in ["null", "true", "-7", "1e309", "\"\"", "\"x\"", "[]", "{}", "[[{}]]", "{\"a\":{\"b\":[1]}}"] {
            let odd: serde_json::Value = serde_json::from_str(odd).unwrap_or(serde_json::Value::Null);
            let mut changed = value.clone();
            *changed.pointer_mut(&path).expect("it is there") = odd;
            let imported = read(changed.to_string());
            let _ = import::report::text(&imported, &[], None);
            assert!(imported.pods() <= 1);
        }
    }
}

fn collect(value: &serde_json::Value, path: String, into: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            map.iter().for_each(|(key, value)| collect(value, format!("{path}/{key}"), into))
        }
        serde_json::Value::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| collect(value, format!("{path}/{index}"), into));
        }
        _ => {}
    }
    into.push(path);
}

#[test]
fn what_is_there_twice_counts_once() {
    let twice = format!("{}\n{}", dump(2, 5), dump(2, 5));
    let imported = read(twice);
    assert_eq!((imported.pods(), imported.present.as_ref().map(|p| p.nodes.len())), (5, Some(2)));
    let counted = said(&imported, What::Counted);
    assert!(counted.iter().any(|text| text.starts_with("Pods that are in the input more than once")), "{counted:?}");
    let doubled = r#"{"kind":"Pod","kind":"Pod","metadata":{"name":"x","name":"a"},"spec":{"containers":[]},"spec":{"containers":[{}]}}"#;
    assert_eq!(rows(&read(doubled)), [("a".to_owned(), 1, 0, 0)]);
}

#[test]
fn junk_is_refused_with_a_sentence() {
    for junk in [
        "",
        "\n\n",
        "Hello there",
        "\u{0}\u{1}",
        "{",
        "[",
        "{]",
        "{\"a\"",
        "nul",
        "{\"kind\":tru}",
        "---\n---\n",
        "%YAML 9\n",
        "a: b",
        "[]",
        "{}",
        "3",
        ",,,,",
    ] {
        let imported = read(junk);
        assert!(imported.workloads.is_empty(), "{junk:?}");
        assert!(imported.notes.iter().any(|note| note.what == What::Wrong), "{junk:?}");
        assert!(import::scenario::scenario(&imported, &Default::default()).is_none());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Bytes of a dump changed, moved and left out.
    #[test]
    fn a_damaged_dump_never_breaks_the_reader(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..40_usize), 1..12)) {
        let mut bytes = dump(1, 2).replace("                            ", " ").into_bytes();
        for (at, byte, length) in edits {
            let at = at.index(bytes.len());
            match byte % 3 {
                0 => bytes[at] = byte,
                1 => { bytes.drain(at..(at + length).min(bytes.len())); }
                _ => { let part: Vec<u8> = bytes[at..(at + length).min(bytes.len())].to_vec(); bytes.splice(at..at, part); }
            }
        }
        let imported = read(&bytes);
        prop_assert!(imported.pods() <= 4);
        let _ = import::report::text(&imported, &[], None);
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = read(&bytes);
    }

    #[test]
    fn no_json_breaks_the_reader(text in r#"(\{|\}|\[|\]|"items"|"kind"|"Pod"|"spec"|"a"|:|,| |\n|null|1|"\\u12"|"\\ud800"){0,40}"#) {
        let _ = read(&text);
    }

    /// What serde_json reads, this reads as well, and the same.
    #[test]
    fn texts_and_numbers_are_read_as_serde_json_reads_them(name in "\\PC{1,20}", escaped in any::<bool>(), cpu in 0..100_000_u32) {
        let mut text = serde_json::json!({"kind": "Pod", "metadata": {"name": name}, "spec": {"containers": [{"resources": {"requests": {"cpu": format!("{cpu}m")}}}]}}).to_string();
        if escaped {
            text = text.chars().map(|c| if c.is_ascii() { c.to_string() } else {
                c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}")).collect()
            }).collect();
        }
        let imported = read(&text);
        prop_assert_eq!(&imported.workloads[0].owner.name, &name);
        prop_assert_eq!(imported.workloads[0].needs.cpu.0, cpu);
    }
}
