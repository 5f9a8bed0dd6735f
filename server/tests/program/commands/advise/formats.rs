//! Text and JSON of twenty scenarios: they say the same, and cite what they list.

use super::*;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What is printed of a scenario: by today's rules and by the article's, as JSON and as text.
struct Printed {
    scenario: &'static str,
    today: (Value, String),
    article: (Value, String),
}

/// All of [`SCENARIOS`], run once.
static PRINTED: LazyLock<Vec<Printed>> = LazyLock::new(|| {
    let by = |scenario, era| {
        let options = ["--era", era];
        (advised(scenario, &options), table(scenario, &options))
    };
    let print = |scenario| Printed { scenario, today: by(scenario, "today"), article: by(scenario, "article") };
    SCENARIOS.map(print).into()
});

/// Twenty scenarios: the ones above, the other golden ones, and some whose answers conflict.
const SCENARIOS: [&str; 20] = [
    S2,
    S3,
    S4,
    S5,
    S15,
    IMPOSSIBLE,
    r#"{"v": 1}"#,
    r#"{"v": 1, "q_vpc": "yes", "type": "m5.large"}"#,
    r#"{"v": 1, "q_perf": "yes", "q_multicast": "host"}"#,
    r#"{"v": 1, "q_perf": "yes", "q_multicast": "pods", "q_cni": "weave"}"#,
    r#"{"v": 1, "q_vpc": "no", "q_portable": "strong", "q_runs": "kops", "q_policy": "basic", "q_cni": "weave"}"#,
    r#"{"v": 1, "q_vpc": "yes", "q_sgp": "yes", "q_policy": "basic", "type": "m5.large"}"#,
    r#"{"v": 1, "q_addresses": "yes", "q_ipv6": "ready"}"#,
    r#"{"v": 1, "q_perf": "yes", "q_density": "yes", "type": "m5.large"}"#,
    r#"{"v": 1, "q_policy": "dns"}"#,
    r#"{"v": 1, "q_policy": "l7"}"#,
    r#"{"v": 1, "q_addresses": "yes", "q_cidr": "no", "q_ipv6": "no", "q_policy": "basic"}"#,
    r#"{"v": 1, "q_windows": "yes", "q_support": "yes", "type": "m5.large"}"#,
    r#"{"v": 1, "q_ipv6": "mandated", "q_windows": "yes", "q_runs": "auto", "q_cni": "weave"}"#,
    r#"{"v": 1, "q_encryption": "tenant", "q_compliance": "fips", "q_multicast": "pods", "node": "auto"}"#,
];

/// Every text under a value.
fn texts<'a>(value: &'a Value, out: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => out.push(text),
        Value::Array(list) => list.iter().for_each(|v| texts(v, out)),
        Value::Object(object) => object.values().for_each(|v| texts(v, out)),
        _ => {}
    }
}

/// What the text says of a scenario, against what the JSON says of it.
#[test]
fn both_formats_say_the_same() {
    for Printed { scenario, today: (said, text), article } in PRINTED.iter() {
        assert_eq!(text.lines().next(), said["headline"].as_str(), "{scenario}");
        let says = |part: &Value| {
            let part = part.as_str().expect("a text");
            assert!(text.contains(part), "{scenario}: {part:?} is not in\n{text}");
        };
        for (key, of) in [
            ("evidence", "text"),
            ("conflicts", "text"),
            ("add_ons", "text"),
            ("migration", "text"),
            ("ways_out", "text"),
        ] {
            list(said, key).iter().for_each(|v| says(&v[of]));
        }
        let rows: Vec<_> =
            text.lines().filter(|l| l.split_whitespace().next().is_some_and(|w| w.parse::<u32>().is_ok())).collect();
        assert_eq!(rows.len(), list(said, "ranked").len(), "{scenario}");
        for (row, r) in rows.iter().zip(list(said, "ranked")) {
            let fit = r["fit_thousandths"].as_u64().expect("a fit");
            let start = format!("{:>5}  {}", r["rank"].as_u64().expect("a rank"), r["name"].as_str().expect("a name"));
            assert!(row.starts_with(&start), "{scenario}: {row:?} does not start with {start:?}");
            assert!(
                row.contains(&format!(" {}.{:03} ", fit / 1_000, fit % 1_000)),
                "{scenario}: {fit} is not in {row:?}"
            );
            let figures = &r["figures"];
            assert!(figures.is_null() || row.ends_with(figures["mode"].as_str().expect("a mode")), "{row:?}");
        }
        for option in list(said, "ranked").iter().chain(list(said, "eliminated")) {
            if option["wins_if"].is_object() {
                says(&json!(format!(
                    "{} would be first if {}.",
                    option["name"].as_str().expect("a name"),
                    option["wins_if"]["text"].as_str().expect("a text")
                )));
            }
        }
        let out: usize = list(said, "eliminated").iter().map(|e| list(e, "by").len()).sum();
        let section = text.split("\nRuled out\n").nth(1).and_then(|rest| rest.split("\n\n").next()).unwrap_or_default();
        assert_eq!(section.lines().count(), out, "{scenario}: one line a rule");
        for change in list(&said["since_2018"], "changes") {
            says(&change["today"]);
            list(change, "events").iter().for_each(|e| says(&e["text"]));
            list(change, "claims").iter().for_each(|c| says(&c["check"]));
        }
        let (said, text) = article;
        assert_eq!(text.lines().next(), said["headline"].as_str(), "{scenario}");
        for question in list(said, "questions") {
            for verdict in list(question, "verdicts") {
                let place = format!(
                    "{}, {}",
                    verdict["rule"].as_str().expect("an id"),
                    verdict["place"].as_str().expect("a place")
                );
                assert!(text.contains(&place), "{scenario}: {place:?} is not in\n{text}");
            }
        }
    }
}

#[test]
fn every_source_cited_is_listed_and_nothing_else() {
    fn cites(value: &Value, out: &mut BTreeSet<String>) {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    match value {
                        Value::Array(ids) if key == "sources" => {
                            out.extend(ids.iter().map(|id| id.as_str().expect("an id").to_string()))
                        }
                        value => cites(value, out),
                    }
                }
            }
            Value::Array(list) => list.iter().for_each(|v| cites(v, out)),
            _ => {}
        }
    }
    for (scenario, (said, text)) in PRINTED.iter().flat_map(|p| [(p.scenario, &p.today), (p.scenario, &p.article)]) {
        let era = &said["era"];
        let mut cited = BTreeSet::new();
        cites(said, &mut cited);
        let listed: BTreeSet<_> = each(said, "cited", "id").into_iter().map(String::from).collect();
        assert_eq!(cited, listed, "{scenario} {era}");
        assert!(!listed.is_empty() && each(said, "cited", "title").iter().all(|t| !t.is_empty()));
        let marks: BTreeSet<_> =
            text.split('[').skip(1).filter_map(|rest| rest.split_once(']')).map(|(id, _)| id).collect();
        let sources = text.split("\nSources\n").nth(1).expect("a list of sources");
        for mark in marks {
            assert!(sources.contains(&format!("  [{mark}] ")), "{scenario} {era}: [{mark}] is not listed");
        }
    }
}

#[test]
fn weave_net_is_never_advised_today() {
    for Printed { scenario, today: (said, text), .. } in PRINTED.iter() {
        let mut said = said.clone();
        // What runs today, what the article said and why that has changed may name it, titles of sources too.
        for part in ["scenario", "since_2018", "notes", "cited"] {
            said.as_object_mut().expect("an object").remove(part).expect("it is there");
        }
        let mut all = Vec::new();
        texts(&said, &mut all);
        for text in all.iter().filter(|t| t.contains("Weave") || **t == "weave") {
            assert!(text.starts_with("Weave Net has to go"), "{scenario}: {text:?}");
        }
        assert!(
            each(&said, "ranked", "option").iter().chain(&each(&said, "eliminated", "option")).all(|o| *o != "weave")
        );
        let today = text.split("\nWhat changed since the article").next().expect("a beginning");
        for line in today.lines().filter(|l| l.contains("Weave")) {
            let is_past = line.contains("Weave Net has to go") || line.starts_with("Weave Net is not listed");
            assert!(is_past, "{scenario}: {line:?}");
        }
    }
}
