//! `berth advise` as people and programs run it: both eras, both formats, and what is said to wrong input.

mod support;

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::sync::LazyLock;
use support::{Said, run};
use tempfile::TempDir;

/// `berth advise -` with this scenario on standard input.
fn advise(scenario: &str, options: &[&str]) -> Said {
    run(["advise", "-"].iter().chain(options), scenario.as_bytes())
}

/// What it prints as text; it must succeed.
#[track_caller]
fn table(scenario: &str, options: &[&str]) -> String {
    let said = advise(scenario, options);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{scenario}");
    said.out
}

/// What it prints as JSON; it must succeed.
#[track_caller]
fn advised(scenario: &str, options: &[&str]) -> Value {
    let options: Vec<_> = options.iter().copied().chain(["--format", "json"]).collect();
    serde_json::from_str(&table(scenario, &options)).expect("it prints JSON")
}

fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().expect("a list")
}

/// Each of these of a list of objects.
fn each<'a>(value: &'a Value, key: &str, of: &str) -> Vec<&'a str> {
    list(value, key).iter().map(|v| v[of].as_str().expect("a text")).collect()
}

/// Every text under a value.
fn texts<'a>(value: &'a Value, out: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => out.push(text),
        Value::Array(list) => list.iter().for_each(|v| texts(v, out)),
        Value::Object(object) => object.values().for_each(|v| texts(v, out)),
        _ => {}
    }
}

/// Many small pods on m5.large: S2.
const S2: &str = r#"{"v": 1, "type": "m5.large", "q_density": "yes",
    "profiles": [{"pods": 400, "cpu_m": 50, "mem_mib": 64}]}"#;
/// Encryption by any means on types that encrypt: S4.
const S4: &str = r#"{"v": 1, "families": ["m7g", "m6i"], "arch": "both", "q_encryption": "yes", "q_middlebox": "no"}"#;
/// Keys of the tenant on types that do not: S5.
const S5: &str = r#"{"v": 1, "families": ["m5", "t3"], "burstable": true, "q_encryption": "tenant"}"#;
/// Weave Net runs today: S15.
const S15: &str = r#"{"v": 1, "q_encryption": "tenant", "q_portable": "some", "q_runs": "eks", "q_cni": "weave"}"#;
/// Multicast for pods that the VPC must reach.
const IMPOSSIBLE: &str = r#"{"v": 1, "q_multicast": "pods", "q_routable": "yes"}"#;
/// Small subnets and a secondary range: S3.
const S3: &str = r#"{"v": 1, "type": "m5.xlarge", "q_addresses": "yes", "q_cidr": "yes", "q_ipv6": "no",
    "profiles": [{"pods": 1200, "cpu_m": 186, "mem_mib": 64}],
    "subnets": [{"zone": "a", "free": 251}, {"zone": "b", "free": 251}, {"zone": "c", "free": 251}]}"#;

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

/// Twenty scenarios: the ones above, the other golden ones, and some that pull apart.
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

#[test]
fn s2_by_todays_rules_in_json() {
    let said = advised(S2, &[]);
    assert_eq!(json!([said["era"], said["option"], said["as_good"]]), json!(["today", "vpc-pd", []]));
    let ranks = list(&said, "ranked");
    let first: Vec<_> = ranks.iter().take(3).map(|r| json!([r["rank"], r["option"], r["fit_thousandths"]])).collect();
    assert_eq!(json!(first), json!([[1, "vpc-pd", 1000], [2, "eks-auto", 889], [3, "vpc-cn", 889]])); // 27, 24, 24 of 27
    assert_eq!(ranks[1]["fit"], json!({ "points": 24, "of": 27 }));
    let figures = &ranks[0]["figures"];
    let found =
        json!([figures["type"], figures["mode"], figures["pods_per_node"], figures["nodes"], figures["binding"]]);
    assert_eq!(found, json!(["m5.large", "prefix-delegation", 34, 12, ["cpu"]])); // (1930 - 200) / 50; 400 / 34
    assert_eq!(figures["micro_usd_per_month"], 840_960_000); // 12 * 0.096 * 730
    // 36 in use: 1 + 3 prefixes of 16 on one ENI, 65 a node; 1 + 4 units
    assert_eq!(json!([figures["vpc_addresses"], figures["nau_units"]]), json!([780, 60]));
    let evidence = &said["evidence"][0];
    let found = ["id", "question", "answer", "figures_say", "agrees", "counts"].map(|key| evidence[key].clone());
    assert_eq!(json!(found), json!(["E1", "q_density", "yes", true, true, "figures"]));
    let secondary = ranks.iter().find(|r| r["option"] == "vpc-sec").expect("it passes");
    assert_eq!(secondary["wins_if"]["text"], "CPU or memory stopped pods before addresses do");
    assert_eq!(each(&said["since_2018"], "changes", "rule"), ["R18-3"]);
    assert_eq!(said["since_2018"]["changes"][0]["events"][0]["date"], "2021-07-27");
    assert_eq!(each(&said["since_2018"]["changes"][0], "claims", "id"), ["C6", "C7"]);
}

#[test]
fn s2_by_todays_rules_as_text() {
    let said = table(S2, &[]);
    assert_eq!(said.lines().next(), Some("VPC CNI, prefix delegation."));
    let row = said.lines().find(|l| l.trim_start().starts_with("1  VPC CNI, prefix")).expect("a first row");
    let cells: Vec<_> = row.split_whitespace().skip(5).collect();
    assert_eq!(cells, ["1.000", "12", "m5.large", "34", "$840.96", "780", "prefix-delegation"]);
    for part in ["25 places", "CPU would allow 34", "16 nodes instead of 12", "You said \u{201c}yes\u{201d}"] {
        assert!(said.contains(part), "{part:?} is not in\n{said}");
    }
    assert!(said.contains("Scores and weights are judgement") && said.contains("no EKS fee"), "{said}");
}

#[test]
fn s2_by_the_articles_rules() {
    let said = advised(S2, &["--era", "article"]);
    assert_eq!(json!([said["era"], said["code"], said["scenario"]["era"]]), json!(["article", "overlay", "article"]));
    let questions = list(&said, "questions");
    assert_eq!(questions.len(), 5);
    let keys: Vec<_> = questions.iter().map(|q| q["asks"][0]["question"].clone()).collect();
    assert_eq!(json!(keys), json!(["q_vpc", "q_perf", "q_density", "q_addresses", "q_encryption"]));
    assert_eq!(questions[4]["asks"][1]["question"], "q_multicast", "the other half of the fifth");
    let verdict = &questions[2]["verdicts"][0];
    let found = json!([verdict["rule"], verdict["then"], verdict["wording"], verdict["place"]]);
    assert_eq!(found, json!(["R18-3", "an overlay", "\u{201c}look at\u{201d}", "closing question 3"]));
    assert!(questions.iter().enumerate().all(|(i, q)| i == 2 || list(q, "verdicts").is_empty()));
    assert_eq!(each(&said, "calculator", "rule"), ["R18-10", "R18-11", "R18-12"]);
    assert!(said["caveats"].as_str().is_some_and(|c| c.contains("cooldown") && c.contains("EKS fee")));

    let text = table(S2, &["--era", "article"]);
    assert!(text.starts_with("An overlay: Weave Net by default, Calico beside it.\n"), "{text}");
    assert!(text.contains("R18-3, closing question 3") && text.contains("archived since 2024"), "{text}");
}

#[test]
fn rules_also_set_off_stand_apart() {
    // Density against performance: the article is silent, and offers Calico; policy is no closing question.
    let clash = r#"{"v": 1, "era": "article", "q_perf": "yes", "q_density": "yes", "q_policy": "basic"}"#;
    let said = advised(clash, &[]);
    assert_eq!(said["code"], "silent");
    assert_eq!(each(&said, "also_set_off", "rule"), ["R18-6", "R18-8"]);
    assert!(table(clash, &[]).contains("Also set off"));
    // --era wins over the file's.
    assert_eq!(advised(clash, &["--era", "today"])["era"], "today");
}

#[test]
fn s4_and_s5_part_by_who_holds_the_keys() {
    let s4 = advised(S4, &[]);
    assert_eq!(json!([s4["option"], s4["as_good"]]), json!(["vpc-sec", ["vpc-pd", "eks-auto"]]));
    assert_eq!(each(&s4, "add_ons", "code"), ["nitro", "vec"]);
    assert_eq!(s4["since_2018"]["code"], "weave");
    let s5 = advised(S5, &[]);
    let fits: Vec<_> = list(&s5, "ranked").iter().take(5).map(|r| json!([r["option"], r["fit_thousandths"]])).collect();
    // 18, 18, 17, 15, 14 of 27
    let expected = [("vpc+cilium", 667), ("cil-eni", 667), ("antrea", 630), ("cil-ovl", 556), ("calico", 519)];
    assert_eq!(json!(fits), json!(expected));
    let out = list(&s5, "eliminated").iter().find(|e| e["option"] == "vpc-sec").expect("it is out");
    let by = &out["by"][0];
    let found = ["rule", "key", "answer", "answered", "basis"].map(|key| by[key].clone());
    assert_eq!(json!(found), json!(["H10", "q_encryption", "tenant", "yes, with keys we hold", "cited"]));
    assert!(!list(by, "sources").is_empty());
    let text = table(S5, &[]);
    assert!(
        text.contains("VPC CNI, secondary IPs: Must pod traffic be encrypted: \u{201c}yes, with keys we hold\u{201d}. It does not encrypt"),
        "{text}"
    );
    // Nothing that was ruled out would fit better: 18 of 27 too.
    assert_eq!(s5["cost_of_constraints"], Value::Null);
}

#[test]
fn what_a_constraint_costs_is_told() {
    // 24 points of 24 against 8 of Antrea: VPC CNI would fit better, but carries no multicast.
    let asked = r#"{"v": 1, "q_vpc": "yes", "q_multicast": "pods"}"#;
    let said = advised(asked, &[]);
    assert_eq!(said["option"], "antrea");
    let cost = &said["cost_of_constraints"];
    assert_eq!(json!([cost["option"], cost["by"][0]["rule"]]), json!(["vpc-sec", "H8"]));
    assert_eq!(cost["better_at"], json!(["performance", "vpc", "operations", "support"]));
    let text = table(asked, &[]);
    assert!(
        text.contains("What it costs: VPC CNI, secondary IPs would fit better, on performance, VPC integration"),
        "{text}"
    );
}

#[test]
fn s15_has_to_leave_weave_net() {
    let said = advised(S15, &[]);
    assert_eq!(json!([said["option"], said["since_2018"]["code"]]), json!(["antrea", "weave"]));
    let steps = each(&said, "migration", "text");
    assert!(steps[0].starts_with("Weave Net has to go") && steps.len() == 2, "{steps:?}");
    assert_eq!(said["migration"][0]["basis"], "cited");
    assert!(table(S15, &[]).contains("Weave Net has to go"));
    assert!(table(S15, &["--era", "article"]).starts_with("Keep Weave Net"));
}

#[test]
fn impossible_answers_name_the_ways_out() {
    let said = advised(IMPOSSIBLE, &[]);
    assert_eq!(json!([said["option"], said["because"], said["ranked"]]), json!([null, null, []]));
    assert_eq!(list(&said, "eliminated").len(), 15);
    let relax: Vec<_> = list(&said, "ways_out").iter().map(|w| w["relax"].clone()).collect();
    assert_eq!(json!(relax), json!([["q_multicast"], ["q_routable"]]));
    assert_eq!(said["conflicts"][0]["between"], json!(["q_multicast", "q_routable"]));
    let text = table(IMPOSSIBLE, &[]);
    assert!(text.starts_with("No pod network meets every answer.\n"), "{text}");
    assert!(text.contains("Relax \u{201c}Pods reachable by their own address\u{201d}."), "{text}");
    assert!(text.contains("host network") && !text.contains("pods/node"), "{text}");
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
                    "{} would win if {}.",
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
            let is_past = line.contains("Weave Net has to go") || line.starts_with("Weave Net is not among them");
            assert!(is_past, "{scenario}: {line:?}");
        }
    }
}

#[test]
fn a_file_and_standard_input_give_the_same() {
    let directory = TempDir::new().expect("a temporary directory");
    let file = directory.path().join("scenario.json");
    fs::write(&file, S3).expect("a written file");
    let by_file = run(["advise", &file.display().to_string()], b"");
    assert_eq!((by_file.code, by_file.out), (Some(0), table(S3, &[])));
    let missing = run(["advise", "/nowhere/scenario.json"], b"");
    assert_eq!(missing.code, Some(2));
    assert!(
        missing.err.contains("/nowhere/scenario.json") && missing.err.contains("- for standard input"),
        "{}",
        missing.err
    );
}

#[test]
fn a_wrong_answer_is_named_with_what_is_allowed() {
    let wrong =
        r#"{"v": 1, "q_encryption": "maybe", "q_cni": "wave", "region": "mars-1", "type": "m5.tiny", "q_vpn": "yes"}"#;
    let said = advise(wrong, &[]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    let line = |start: &str| said.err.lines().find(|l| l.starts_with(start)).unwrap_or_default().to_string();
    let encryption = line("q_encryption: \u{201c}maybe\u{201d}");
    for code in ["yes", "tenant", "identity", "no", "unsure"] {
        assert!(encryption.contains(code), "{code} is not in {encryption:?}");
    }
    assert!(line("q_cni: \u{201c}wave\u{201d}").contains("weave"), "{}", said.err);
    assert!(line("region: \u{201c}mars-1\u{201d}").contains("us-east-1"), "{}", said.err);
    assert!(line("type: \u{201c}m5.tiny\u{201d}").contains("EC2 instance type"), "{}", said.err);
    assert!(!line("q_vpn").is_empty(), "{}", said.err);
    assert_eq!(said.err.lines().count(), 5, "all at once, nothing else: {}", said.err);
    // Planning says the same of the same file.
    assert_eq!(run(["plan", "-"], wrong.as_bytes()).err, said.err);
    assert_eq!(advise("{}", &["--era", "2018"]).code, Some(2));
    let none = advise("not JSON", &[]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.starts_with("The scenario is not JSON"), "{}", none.err);
}
