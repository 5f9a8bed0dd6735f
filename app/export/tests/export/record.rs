//! The decision record: every number in it is the plan's, every reference is listed, and text stays text.

use crate::cluster::{LINK, Worked, scenario};
use crate::generate::catalogs::catalog;
use crate::generate::config;
use crate::generate::scenarios::Spread::{Anything, Plausible};
use crate::generate::scenarios::scenario as any_scenario;
use export::{Kept, decision_record};
use model::plan::cost::by_purchase;
use model::scenario::answers::*;
use model::scenario::network_mode::NetworkMode::PrefixDelegation;
use model::scenario::*;
use model::sources::source;
use model::summary::notes::notes;
use model::units::{MilliCpu, counted, grouped};
use model::words;
use proptest::prelude::*;
use std::collections::BTreeSet;

const KEPT: Kept =
    Kept { title: "", note: "", date: "2026-11-20", meeting: None, supersedes: &[], superseded_by: &[], fleet: None };

fn record(worked: &Worked) -> String {
    decision_record(&worked.subject(), &KEPT)
}

#[track_caller]
fn expect_all(text: &str, said: &[&str]) {
    for part in said {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

/// The text from one heading to the next.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let start = text.find(&format!("## {heading}\n")).expect(heading);
    let rest = &text[start + 3..];
    &rest[..rest.find("\n## ").unwrap_or(rest.len())]
}

fn headings(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("## ")).collect()
}

#[test]
fn the_record_of_today_has_every_part() {
    let answers = Answers {
        density: Answer::No,
        encryption: Encryption::TenantKeys,
        current_cni: CurrentCni::Weave,
        policy: Policy::Basic,
        ..Answers::default()
    };
    let text = record(&Worked::out(Scenario { mode: PrefixDelegation, answers, ..scenario() }));
    let parts = [
        "Decision",
        "Consequences",
        "Context",
        "Evidence",
        "Options considered",
        "What was not known",
        "What changed since 2018",
        "What is judgement",
        "Sources",
    ];
    assert_eq!(headings(&text), parts);
    expect_all(
        &text,
        &[
            "- Status: proposed. Write accepted here once it is.\n",
            "- Date: 2026-11-20\n",
            &format!("<{LINK}>"),
            "catalogue 2026-11-01.1",
        ],
    );
    expect_all(
        section(&text, "Context"),
        &["400 pods of 50m CPU, 64 MiB", "Will many small pods share each node? **no**", "**yes, with keys we hold**"],
    );
    // 25 places with secondary addresses, 34 by CPU: the figures beat the answer
    expect_all(section(&text, "Evidence"), &["**Contradicts the answer \u{201c}no\u{201d}", "16 nodes instead of 12"]);
    let options = section(&text, "Options considered");
    expect_all(
        options,
        &["| Cilium, ENI mode | ", "does not encrypt traffic between pods with keys of your own", "| m5.large |"],
    );
    assert!(!options.contains("Weave"), "never an option\n{options}");
    // 34 pods of 50m, 12 nodes of 70.08 a month
    expect_all(
        section(&text, "Decision"),
        &[
            "**12 × m5.large** (Managed node group, AL2023), 34 pods a node. What binds is CPU; max-pods is 110.",
            "**$840.96 a month** of 730 hours, $2.102 for each pod that there is, $2.061 for each that there is room for, at $0.096 a node and hour",
            "on demand $840.96; ",
            "spot average $319.56",
            "The rules put Cilium, ENI mode first",
            "**It does not meet every answer**: it does not encrypt",
        ],
    );
    // (6903 - 200) / 64 = 104; 400 / 104 = 4 nodes; 8 * 70.08
    expect_all(
        section(&text, "Consequences"),
        &["would fit 104 pods a node on 4 nodes and save $560.64 a month", "Migration: Weave Net has to go"],
    );
    expect_all(section(&text, "What changed since 2018"), &["Keep Weave Net", "R18-5a", "must not be chosen"]);
}

#[test]
fn the_record_of_the_article_is_of_2018() {
    let answers = Answers { encryption: Encryption::Any, ..Answers::default() };
    let text = record(&Worked::out(Scenario { era: Era::Article, answers, ..scenario() }));
    let parts = ["Decision", "Consequences", "Context", "Options considered", "What changed since 2018", "Sources"];
    assert_eq!(headings(&text), parts);
    // 3 * 9 - 4 = 23; 400 / 23 = 17.4; 18 * 70.08
    expect_all(
        section(&text, "Decision"),
        &["**18 × m5.large**, 23 pods a node", "**$1,261.44 a month**", "Weave Net"],
    );
    expect_all(section(&text, "Consequences"), &["not advice for today", "29 November 2018"]);
    expect_all(section(&text, "What changed since 2018"), &["Weave Net is archived and must not be chosen"]);
    expect_all(&text, &["prices of 2018-11-29"]);
}

#[test]
fn nothing_answered_and_nothing_that_fits_are_said() {
    let text = record(&Worked::out(scenario()));
    expect_all(&text, &["No question has been answered"]);
    // A default is no recommendation: it has no score to boast of.
    let text = record(&Worked::out(Scenario::version_1()));
    expect_all(section(&text, "Decision"), &[words::A_DEFAULT]);
    assert!(!section(&text, "Decision").contains("Fit score"), "{text}");
    let mut giant = scenario();
    giant.profiles[0].cpu = MilliCpu(256_000);
    let text = record(&Worked::out(giant));
    expect_all(section(&text, "Decision"), &["no instance type can carry these pods"]);
    let nothing = Answers { ipv6: Ipv6::Mandated, multicast: Multicast::Pods, ..Answers::default() };
    let text = record(&Worked::out(Scenario { answers: nothing, ..scenario() }));
    expect_all(&text, &["No pod network meets every answer.", "Relax ", "Pod network: **none meets every answer**"]);
    assert!(!section(&text, "Decision").contains("Fit score"), "nothing was weighed that could win: {text}");
}

#[test]
fn remedies_against_too_few_addresses_come_in_order() {
    let mut asked = scenario();
    let zone = |zone: &str, free| Subnet { zone: zone.into(), free_addresses: Some(free) };
    asked.subnets = vec![zone("a", 4_000), zone("b", 20)];
    let text = record(&Worked::out(asked.clone()));
    let tried: Vec<&str> = text.lines().filter(|line| line.contains("To try, in order: ")).collect();
    let says = ["A smaller warm pool", "More subnets: a /", "custom networking", "IPv6", "overlay"];
    assert_eq!(tried.len(), says.len(), "{tried:#?}");
    assert!(tried.iter().zip(says).all(|(line, says)| line.contains(says)), "{tried:#?}");
    // where all fit there is nothing to try
    asked.subnets = vec![zone("a", 4_000), zone("b", 4_000)];
    assert!(!record(&Worked::out(asked)).contains("To try, in order"));
}

#[test]
fn what_people_type_stays_text() {
    let mut asked = scenario();
    asked.profiles[0].name = "web\n## Decision | <b> [x](javascript:1) `a` *b*".into();
    asked.daemonsets[0].name = "log | agent\n- x".into();
    asked.subnets = vec![Subnet { zone: "<script>\n# a".into(), free_addresses: Some(10) }];
    let worked = Worked::out(asked);
    let subject = worked.subject();
    let text = decision_record(
        &export::Subject { link: "javascript:alert(1)\n# x", ..subject },
        &Kept { title: "t\n## b", note: "n\n# c <b>\n- d", date: "<i>", ..KEPT },
    );
    assert_eq!(headings(&text).iter().filter(|h| h.contains("Decision")).count(), 1, "{text}");
    for bad in ["<script>", "<b>", "<i>", "[x](", "\n# a", "\n# x", "\n## b", "<javascript"] {
        assert!(!text.contains(bad), "{bad}\n{text}");
    }
    expect_all(&text, &["web \\#\\# Decision \\| \\<b\\>", "log \\| agent - x"]);
}

/// Each reference is in the list, and the list has no other.
fn references(text: &str) -> Result<(), TestCaseError> {
    let (body, list) = text.split_once("\n## Sources\n").unwrap_or((text, ""));
    let ids = |text: &str| -> BTreeSet<String> {
        let parts = text.split('[').skip(1).filter_map(|rest| rest.split_once(']'));
        parts.map(|(id, _)| id.to_string()).filter(|id| source(id).is_some()).collect()
    };
    let listed: BTreeSet<String> =
        list.lines().filter_map(|l| Some(l.strip_prefix("- [")?.split_once(']')?.0.to_string())).collect();
    prop_assert_eq!(ids(body), listed);
    Ok(())
}

/// The candidate's numbers are in the decision and no others; every note is there.
fn numbers(worked: &Worked) -> Result<(), TestCaseError> {
    let text = record(worked);
    references(&text)?;
    let Some(c) = worked.subject().shown() else { return Ok(()) };
    let decision = section(&text, "Decision");
    let name = c.name(worked.catalog());
    for part in [
        format!("**{} × {name}**", grouped(c.fleet.nodes.into())),
        format!("{} a node", counted(c.capacity.pods, "pod")),
        format!("**{} a month**", c.fleet.monthly.cents()),
        format!("{} for each pod that there is", c.fleet.per_pod.per_pod()),
        format!("{} for each that there is room for", c.fleet.per_slot.per_pod()),
        format!("{} a node and hour", c.price.hourly.hourly()),
    ] {
        prop_assert!(decision.contains(&part), "{part}\n{decision}");
    }
    let amounts = |text: &str| text.split(['*', ' ', ',']).filter(|word| word.starts_with('$')).count();
    let of_verdict = amounts(&worked.0.own_verdict().of_nodes());
    // of today also the parts of the cost, and what the same nodes cost under every purchase
    let (catalog, s) = (worked.catalog(), worked.scenario());
    let more = c.today().map_or(0, |today| {
        let (t, offer) = (catalog.instance_type(today.index), catalog.offer(today.index));
        let bought = by_purchase(t, offer, s, c.fleet.nodes).into_iter().flatten().count();
        amounts(&words::parts(s, &c.price, c.fleet.nodes)) + bought
    });
    prop_assert_eq!(
        amounts(decision),
        4 + more + of_verdict,
        "a month, a pod, a slot, an hour, and the verdict's: {}",
        decision
    );
    for note in notes(worked.catalog(), worked.scenario(), c) {
        prop_assert!(text.contains(&format!("- {note}\n")), "{note}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(60))]

    #[test]
    fn records_of_today_cite_the_plan(catalog in catalog(), s in any_scenario(Era::Today, Plausible)) {
        numbers(&Worked::on(catalog, s))?;
    }

    #[test]
    fn records_of_the_article_cite_the_plan(catalog in catalog(), s in any_scenario(Era::Article, Plausible)) {
        numbers(&Worked::on(catalog, s))?;
    }

    /// Whatever is typed, a record has its headings once, and a table's rows their columns.
    #[test]
    fn records_of_any_scenario_keep_their_form(catalog in catalog(), s in any_scenario(Era::Today, Anything)) {
        let text = record(&Worked::on(catalog, s));
        let found = headings(&text);
        prop_assert_eq!(found.iter().collect::<BTreeSet<_>>().len(), found.len(), "{:?}", found);
        prop_assert_eq!(text.lines().filter(|line| line.starts_with("# ")).count(), 1);
        for line in text.lines().filter(|line| line.starts_with("| ")) {
            let columns = line.replace("\\|", "").matches('|').count();
            prop_assert!(columns == 8 || columns == 10, "{line}");
        }
    }
}
