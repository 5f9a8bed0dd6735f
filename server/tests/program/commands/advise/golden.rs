//! Scenarios with known advice.

use super::*;
use serde_json::{Value, json};

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
    for part in [
        "secondary IPs allow 25 pods",
        "CPU would allow 34",
        "16 nodes instead of 12",
        "You answered \u{201c}yes\u{201d}",
    ] {
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
    assert!(text.starts_with("An overlay: Weave Net by default, or Calico.\n"), "{text}");
    assert!(text.contains("R18-3, closing question 3") && text.contains("archived since 2024"), "{text}");
}

#[test]
fn rules_also_set_off_stand_apart() {
    // Density against performance: the article is silent, and offers Calico; policy is no closing question.
    let clash = r#"{"v": 1, "era": "article", "q_perf": "yes", "q_density": "yes", "q_policy": "basic"}"#;
    let said = advised(clash, &[]);
    assert_eq!(said["code"], "silent");
    assert_eq!(each(&said, "also_set_off", "rule"), ["R18-6", "R18-8"]);
    assert!(table(clash, &[]).contains("Other rules that apply"));
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
