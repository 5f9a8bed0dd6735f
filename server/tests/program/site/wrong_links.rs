//! Wrong links give the nearest plan and every problem; long ones are answered or refused.

use super::client::*;
use crate::support::Site;

/// The link gives a page with a sentence for each problem, field, value and what it takes, and the figures
/// of the nearest scenario that is valid.
#[track_caller]
fn check_bad_link(site: &Site, target: &str, nearest: &str, problems: &[&[&str]]) {
    let text = check_figures(site, target, &best(nearest)).text();
    let shown = &target[..target.len().min(200)];
    assert!(text.contains("Not everything in this link could be used"), "{shown}: {text}");
    for words in problems {
        let told = text.match_indices(words[0]).any(|(at, _)| {
            // Field, value and range stand near each other: in one sentence.
            let sentence: String = text[at..].chars().take(400).collect();
            words.iter().all(|word| sentence.contains(word))
        });
        assert!(told, "{shown}: no {words:?} in {text}");
    }
}

#[test]
fn a_link_that_is_wrong_all_over_gives_the_nearest_plan_and_every_problem() {
    let site = site();
    check_bad_link(
        &site,
        "/?pods=-5&region=atlantis&mode=magic&type=nope.large&v=9",
        r#"{ "profiles": [{ "pods": 1 }] }"#,
        &[
            &["pods: “-5”", "a whole number from 1 to 150,000"],
            &["region: “atlantis”", "one of the regions", "us-east-1"],
            &["mode: “magic”", "one of secondary-ip, prefix-delegation"],
            &["type: “nope.large”", "the name of one of the instance types"],
            &["v: “9”", "takes 1"],
        ],
    );
}

#[test]
fn huge_and_broken_numbers_are_taken_to_the_nearest() {
    let site = site();
    check_bad_link(
        &site,
        "/?pods=99999999999999999999999999&cpu_m=1e3&mem_mib=512.6&min_nodes=0&hours=NaN",
        r#"{ "min_nodes": 1, "profiles": [{ "pods": 150000 }] }"#,
        &[
            &["pods: “99999999999999999999999999”", "from 1 to 150,000"],
            &["cpu_m: “1e3”", "from 0 to 256,000"],
            &["mem_mib: “512.6”", "a whole number", "512Mi"],
            &["min_nodes: “0”", "from 1 to 1,000"],
            &["hours: “NaN”", "from 1 to 744"],
        ],
    );
    // A number of 60,000 digits: the sentence shows its beginning.
    let digits = "9".repeat(60_000);
    check_bad_link(
        &site,
        &format!("/?pods={digits}"),
        r#"{ "profiles": [{ "pods": 150000 }] }"#,
        &[&["pods: “9999", "…”", "from 1 to 150,000"]],
    );
}

#[test]
fn escapes_that_are_no_utf_8_are_told_of() {
    let site = site();
    check_bad_link(
        &site,
        "/?pods=%80&region=%ff%fe&profile=%c3%28",
        "{}",
        &[&["pods: “\u{fffd}”", "from 1 to 150,000"], &["region: “\u{fffd}\u{fffd}”", "a region's code"]],
    );
    for target in ["/?%", "/?%zz=%zz", "/?pods=%", "/?&&&===&&", "/?=5", "/?pods", "/?region=", "/??pods=3"] {
        assert_eq!(get(&site, target).status, 200, "{target}");
    }
}

#[test]
fn long_links_are_answered_or_refused_in_good_order() {
    let site = site();
    // 60 KB of keys that others add to links: none of the reader's business.
    let foreign: String = (0..6_000).map(|i| format!("&x{i}=12")).collect();
    assert!(foreign.len() > 50_000 && foreign.len() < 65_000);
    check_figures(&site, &format!("/?pods=100{foreign}"), &best("{}"));
    // 60 KB of daemonsets: the first thirty count.
    let daemonsets: String = (0..4_500).map(|i| format!("&ds=agent{i:04}")).collect();
    let thirty = vec![r#"{ "name": "agent" }"#; 30].join(",");
    check_bad_link(
        &site,
        &format!("/?pods=100{daemonsets}"),
        &format!(r#"{{ "daemonsets": [{thirty}] }}"#),
        &[&["ds: “agent0030”", "at most 30"]],
    );
    // 100 KB is more than a link may hold.
    let refused = get(&site, &format!("/?find={}", "a".repeat(100_000)));
    assert_eq!(refused.status, 414, "{}", refused.head);
    assert_eq!(get(&site, "/healthz").status, 200, "it answers afterwards");
}

/// The pages behind the first one work out figures from the same link, so they must not pass over what is
/// wrong with it either.
#[test]
fn every_page_with_figures_tells_of_a_wrong_link() {
    let site = site();
    for page in ["/instances", "/instances/m5.large", "/regions"] {
        let answer = get(&site, &format!("{page}?pods=-5&region=atlantis"));
        assert_eq!(answer.status, 200, "{page}");
        let text = answer.text();
        for sentence in ["pods: “-5” is not allowed", "region: “atlantis” is not allowed"] {
            assert!(text.contains(sentence), "{page}: no {sentence:?}");
        }
    }
}
