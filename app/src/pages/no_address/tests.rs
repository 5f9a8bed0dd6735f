//! The page on a small catalogue: figures worked out by hand, subnets that are enough or not, and modes without addresses.

use super::*;
use crate::testing::{check, links, page, words};

fn read(query: &str) -> String {
    page(query, NoAddress)
}

/// 8 m5.xlarge with the network of m5.large: 100 pods, 13 on the fullest, and two DaemonSets with addresses.
#[test]
fn what_nodes_hold_is_the_models_figure() {
    let html = read("v=1");
    let scenario = crate::testing::scenario("v=1");
    let catalog = crate::testing::varied();
    let now = Now::of(&catalog, &scenario, scenario.mode).expect("a type carries them");
    let (held, in_use) = now.of_a_node();
    // 15 need two ENIs of 9, a third is kept ready: 27 addresses and the ENIs' own
    assert_eq!((now.type_name(), now.mix.nodes(), held), ("m5.xlarge", 8, 30));
    check(
        &html,
        &[
            "100 pods on 8 nodes of m5.xlarge, VPC CNI, secondary IPs.",
            &format!("A node with {in_use} addresses in use holds 30 of its subnets"),
            &format!("all nodes hold {}", now.mix.subnet_addresses()),
        ],
    );
    assert_eq!(in_use, 15, "13 pods and two DaemonSets");
    // two ready: 17 of 15 and 16 of 14, + 2 ENIs on each of 4 and 4 nodes, of 240; no subnets are listed
    check(&html, &["148 92 0 same not checked"]);
    check(&html, &[&format!("WARM_IP_TARGET=2 MINIMUM_IP_TARGET={in_use}")]);
}

/// The same rule as in the record, told from what is simulated, with the way there.
#[test]
fn the_smaller_pool_is_one_rule_and_says_which_question_it_answers() {
    let (html, scenario, catalog) =
        (read("v=1&pods=407"), crate::testing::scenario("v=1&pods=407"), crate::testing::varied());
    let now = Now::of(&catalog, &scenario, scenario.mode).expect("a type carries them");
    let small = addresses::settings::in_words(addresses::remedies::small_targets(&now.mix), false);
    check(&html, &[&format!("A smaller warm pool: {small}"), "This is a rule for subnets that are full"]);
    check(&html, &["Which targets let the fewest pods wait is another question"]);
    assert!(
        links(&html).iter().filter(|href| href.starts_with("/addresses?") && href.contains("pods=407")).count() > 1
    );
}

#[test]
fn changes_come_in_the_advices_order_with_sources_and_a_plan_each() {
    let html = read("v=1&pods=407&subnet=a&subnet_free=20");
    let table =
        html.split("aria-label=\"Changes").nth(1).and_then(|rest| rest.split("</table>").next()).expect("a table");
    let at = |words: &str| table.find(words).unwrap_or_else(|| panic!("no {words} in {table}"));
    let order = ["A smaller warm pool", "More subnets", "custom networking", "An IPv6 cluster", "An overlay"];
    assert!(order.windows(2).all(|pair| at(pair[0]) < at(pair[1])), "{table}");
    assert_eq!(table.matches("<tr").count() - 1, table.matches("class=\"cite\"").count().min(order.len()));
    let is_plan = |href: &String| ["/?", "/addresses?"].iter().any(|view| href.starts_with(view));
    let plans: Vec<String> = links(table).into_iter().filter(is_plan).collect();
    assert_eq!(plans.len(), 4, "{plans:?}");
    assert!(plans[0].starts_with("/addresses?") && plans[1].starts_with("/?"), "{plans:?}");
    assert!(plans.iter().all(|href| href.contains("pods=407")), "{plans:?}");
    assert!(plans[0].contains("warm_ip=2") && plans[1].contains("mode=custom-networking"), "{plans:?}");
}

#[test]
fn the_zone_that_is_full_first_is_named() {
    let html = read("v=1&subnet=a&subnet_free=4000&subnet=b&subnet_free=100");
    // 8 nodes of 30 in two zones: 120 a zone, 156 with the surge and 6 for the control plane
    check(&html, &["Not enough. Zone b is full first, at", "b 4 120 162 100", "a 4 120 162 4,000"]);
    check(&read("v=1&subnet=a&subnet_free=4000&subnet=b&subnet_free=4000"), &["Enough in every zone."]);
    // 8 nodes in three zones: one of them has two
    let uneven = read("v=1&subnet=a&subnet_free=9&subnet=b&subnet_free=9&subnet=c&subnet_free=9000");
    check(&uneven, &["a has no room for a single node ."]);
    let uneven = read("v=1&subnet=a&subnet_free=9&subnet=b&subnet_free=9&subnet=c&subnet_free=9");
    check(&uneven, &["No zone has room for a single node.", "8 nodes over 3 zones: any zone may have 3 of them"]);
    assert!(!uneven.contains("at 0 pods"), "{uneven}");
    assert!(!html.contains("any zone may have"), "8 nodes are even in two zones");
    check(&read("v=1&subnet=a"), &["Not checked everywhere", "not checked"]);
    check(&read("v=1"), &["Without subnets Berth says what nodes take"]);
}

#[test]
fn the_form_keeps_the_rest_of_the_scenario_and_has_a_row_to_spare() {
    let html = read("v=1&pods=407&subnet=a&subnet_free=7&subnet=b&subnet=c");
    assert!(html.contains("type=\"number\" name=\"pods\" value=\"407\""), "{html}");
    assert!(!html.contains("type=\"hidden\" name=\"pods\""), "{html}");
    assert!(!html.contains("type=\"hidden\" name=\"subnet"), "{html}");
    assert_eq!(html.matches("name=\"subnet\"").count(), 4);
    assert!(html.contains("name=\"subnet_free\" value=\"7\""), "{html}");
}

/// 8 nodes of 30 hold 240, 120 in each of two zones: 11 and 140 left are 131 and 260 without them, of which each zone needs 162.
#[test]
fn what_running_nodes_hold_counts_as_free_for_them() {
    let html = read("v=1&subnet=a&subnet_free=11&subnet=b&subnet_free=140&running=1");
    check(&html, &["Not enough. Zone a is full first, at", "a 4 120 162 131", "b 4 120 162 260"]);
    check(
        &html,
        &["In a fewer are left than one more node takes, 30:", "and the 120 that they would hold of each zone"],
    );
    assert!(html.contains("name=\"running\" value=\"1\" checked"), "{html}");
    let without = read("v=1&subnet=a&subnet_free=11&subnet=b&subnet_free=140");
    check(&without, &["a 4 120 162 11", "b 4 120 162 140"]);
    assert!(!without.contains("value=\"1\" checked") && !without.contains("fewer are left"), "{without}");
    assert!(read("v=1").contains("value=\"1\" checked"), "who comes with the error has nodes that run");
    let sized = read("v=1&subnet=a&subnet_free=11&subnet=b&subnet_free=140&running=1&size=24");
    check(&sized, &["Taken now: 240 of 251 in a and 111 of 251 in b.", "a 4 120 162 131", "b 4 120 162 251"]);
    assert!(
        sized.contains("<option value=\"24\" selected>") && sized.contains("name=\"subnet_free\" value=\"11\""),
        "{sized}"
    );
    let led_to =
        links(&sized).into_iter().find(|href| href.starts_with("/addresses?")).expect("a way to the simulation");
    assert!(led_to.contains("subnet_free=131") && led_to.contains("subnet_free=251"), "{led_to}");
    let unnamed = read("v=1&subnet=&subnet_free=11&subnet=&subnet_free=140&subnet=&subnet_free=&running=1");
    check(&unnamed, &["subnet 1 4 120 162 131", "subnet 2 4 120 162 260"]);
    let roomy = read("v=1&subnet=a&subnet_free=500&running=1");
    check(&roomy, &["Enough in every zone.", "a 8 240 318 740"]);
    assert!(!roomy.contains("fewer are left"), "{roomy}");
    check(&read("v=1&subnet=a&running=1"), &["Not checked everywhere"]);
}

/// Targets are those of the nodes that run, which no plan can know.
#[test]
fn nodes_that_run_are_entered_and_go_along() {
    let html = read("v=1&pods=100&type=m5.large&min_nodes=40&subnet=a&subnet_free=11&running=1");
    // 2 or 3 pods and two DaemonSets: an ENI of 9 and one kept ready, with their own addresses 20
    check(&html, &["100 pods on 40 nodes of m5.large", "holds 20 of its subnets", "all nodes hold 800"]);
    check(&html, &["WARM_IP_TARGET=2 MINIMUM_IP_TARGET=5"]);
    check(&html, &["Links in these sections carry what would be free without these nodes: 811 instead of 11 in a."]);
    for field in ["name=\"type\" value=\"m5.large\"", "name=\"min_nodes\" value=\"40\""] {
        assert_eq!(html.matches(field).count(), 1, "{field} in {html}");
    }
    assert!(!html.contains("type=\"hidden\" name=\"type\"") && !html.contains("for the plan\u{2019}s nodes"), "{html}");
    let led_to =
        links(&html).into_iter().filter(|href| ["/?", "/addresses?", "/import?"].iter().any(|to| href.starts_with(to)));
    let led_to: Vec<String> = led_to.collect();
    assert!(led_to.len() > 5, "{led_to:?}");
    assert!(led_to.iter().all(|href| href.contains("type=m5.large") && href.contains("min_nodes=40")), "{led_to:?}");
}

#[test]
fn where_no_nodes_were_entered_figures_are_said_to_be_the_plans() {
    let of_the_plan = "Figures and targets are for the plan\u{2019}s nodes, 8 of m5.xlarge:";
    check(&read("v=1"), &[of_the_plan]);
    check(&read("v=1&subnet=a&subnet_free=11&running=1"), &[of_the_plan]);
    assert!(!words(&read("v=1&subnet=a&subnet_free=11")).contains(of_the_plan), "who comes from a plan has it");
    check(&read("v=1&type=nope.large"), &["nope.large", "the name of one of the instance types listed", of_the_plan]);
    let needed = "By what they ask for, these pods need";
    check(&read("v=1&type=m5.large&min_nodes=3"), &[needed, "of m5.large, more than the 3 entered."]);
    assert!(!words(&read("v=1&type=m5.large&min_nodes=40")).contains(needed), "as many as were entered");
    let refused = read("v=1&type=m5.large&volumes=128");
    check(&refused, &["m5.large cannot be used:", "So there are no figures to show."]);
    assert!(refused.contains("name=\"type\" value=\"m5.large\""), "another can be entered: {refused}");
}

#[test]
fn nodes_that_cannot_be_those_that_run_are_not_checked() {
    let html = read("v=1&type=m5.large&min_nodes=60&subnet=a&subnet_free=11&running=1&size=24");
    check(
        &html,
        &[
            "these nodes would hold 1,200 addresses of each zone, but 240 of 251 are taken in a.",
            "use 280 in all, and those that run 240 at most. So these are not the nodes that run.",
        ],
    );
    check(
        &html,
        &["Not checked: what would be free without the nodes that run is not known.", "a 60 1,200 1,566 \u{2013}"],
    );
    let text = words(&html);
    assert!(
        !text.contains("Enough in every zone") && !text.contains("fewer are left") && !text.contains("instead of 11"),
        "{text}"
    );
    assert!(html.contains("name=\"subnet_free\" value=\"11\""), "what was entered stays: {html}");
    let uneven = read("v=1&subnet=a&subnet_free=11&subnet=b&subnet_free=140&running=1&size=24");
    check(
        &uneven,
        &[
            "120 addresses of each zone, but 111 of 251 are taken in b.",
            "A zone that is full gives pools no more, and nodes may be spread unevenly.",
        ],
    );
    check(
        &uneven,
        &["carry what would be free without these nodes: 131 instead of 11 in a and 251 instead of 140 in b."],
    );
}

#[test]
fn where_pods_take_no_addresses_or_nothing_fits_it_is_said() {
    let overlay = read("v=1&mode=overlay-cilium");
    check(&overlay, &["Pods take no IPv4 addresses of the VPC\u{2019}s subnets here"]);
    assert!(!overlay.contains("id=\"change\""), "{overlay}");
    check(&read("v=1&volumes=128"), &["No instance type can carry these pods.", "Which of four it is"]);
}

#[test]
fn a_pool_that_is_small_already_is_not_made_smaller() {
    let html = read("v=1&warm_ip=1&min_ip=10");
    assert!(!html.contains("A smaller warm pool") && !html.contains("kubectl set env"), "{html}");
    check(&html, &["An IPv6 cluster"]);
}

#[test]
fn prefixes_are_told_apart_from_what_saves_addresses() {
    check(&read("v=1"), &["Prefixes help where nodes are full, not subnets", "in whole blocks of 16"]);
    assert!(!read("v=1&mode=prefix-delegation").contains("Prefixes help"));
}
