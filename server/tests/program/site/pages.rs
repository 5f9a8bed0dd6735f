//! Pages answer, with the figures of the command line, many at once, and say where there is none.

use super::client::*;

#[test]
fn every_page_answers() {
    let site = site();
    for (target, words) in [
        ("/", "Best of"),
        ("/instances", "1,395 of 1,395 types"),
        ("/instances/m5.large", "3 / 3"), // ENIs of the default card and of all cards
        ("/regions", "us-east-1"),
        ("/failed-to-assign-an-ip-address", "What to change, in this order"),
        ("/healthz", "ok"),
    ] {
        let answer = get(&site, target);
        assert_eq!(answer.status, 200, "{target}");
        assert!(answer.text().contains(words), "{target}: no {words:?}");
    }
    let icon = get(&site, "/favicon.svg");
    assert_eq!(icon.status, 200);
    assert!(icon.head.to_ascii_lowercase().contains("content-type: image/svg+xml"), "{}", icon.head);
    assert!(icon.body.contains("<svg"), "{}", icon.body);
}

#[test]
fn regions_of_which_no_price_is_known_are_named_and_never_planned_in() {
    let site = site();
    // announced by AWS, on no price list that Berth has
    let named = "No price is known of Asia Pacific (Taipei) (ap-east-2), Asia Pacific (New Zealand) (ap-southeast-6), \
                 AWS European Sovereign Cloud (Germany) (eusc-de-east-1), Middle East (Saudi Arabia) (me-west-1), \
                 South America (Chile) (sa-west-1).";
    for target in ["/regions", "/instances/m5.large"] {
        let text = get(&site, target).text();
        assert!(text.contains(named), "{target}: {text}");
    }
    let form = get(&site, "/").body;
    let option =
        form.split("<option").skip(1).find(|option| option.contains("sa-west-1")).expect("a region of the list");
    assert!(
        option.contains("disabled") && option.contains("South America (Chile) (sa-west-1): no price is known"),
        "{option}"
    );
    let text = get(&site, "/?region=sa-west-1").text();
    assert!(text.contains("no price is known of South America (Chile)"), "{text}");
}

#[test]
fn addresses_that_lead_nowhere_say_so_and_lead_on() {
    let site = site();
    for target in ["/nope", "/instances/nope.large", "/instances/m5.large/more", "/%ff", "/instances/%ff", "//"] {
        let answer = get(&site, target);
        assert_eq!(answer.status, 404, "{target}");
        let text = answer.text();
        assert!(text.contains("There is nothing at this address"), "{target}: {text}");
        assert!(answer.body.contains("href=\"/instances\""), "{target}: {}", answer.body);
    }
    for target in ["/pkg/nope.js", "/catalog/nope.bin", "/pkg/..%2f..%2fCargo.toml"] {
        let answer = get(&site, target);
        assert_eq!(answer.status, 404, "{target}");
        assert!(answer.text().contains("nothing at this address"), "{target}: {}", answer.body);
    }
}

#[test]
fn pages_without_javascript_have_the_figures_of_the_command_line() {
    let site = site();
    // 400 / 34 = 11.8 nodes of m5.large, 12 * 0.096 * 730 = 840.96
    let prefixes = r#"{ "v": 1, "mode": "prefix-delegation", "families": ["m5"], "max_vcpu": 2,
        "profiles": [{ "pods": 400, "cpu_m": 50, "mem_mib": 64 }] }"#;
    let expected = best(prefixes);
    assert_eq!((expected.nodes.as_str(), expected.monthly.as_str()), ("12", "$840.96"));
    check_figures(&site, "/?v=1&pods=400&cpu_m=50&mem_mib=64&mode=prefix-delegation&families=m5&max_vcpu=2", &expected);

    let spot = r#"{ "region": "ap-southeast-2", "buy": "spot", "arch": "both", "burstable": 1, "node": "karpenter",
        "profiles": [{ "pods": 2500, "cpu_m": 330, "mem_mib": 900, "volumes": 1 }] }"#;
    check_figures(
        &site,
        "/?profile=batch&pods=2500&cpu_m=330&mem_mib=900&volumes=1&region=ap-southeast-2&buy=spot&arch=both&burstable=1&node=karpenter",
        &best(spot),
    );

    let article = r#"{ "era": "article", "profiles": [{ "pods": 1000 }] }"#;
    check_figures(&site, "/?era=article&pods=1000", &best(article));

    check_figures(&site, "/", &best("{}"));
}

#[test]
fn many_at_once_get_the_same_answer() {
    let site = site();
    let target = "/?pods=777&cpu_m=120";
    let expected = get(&site, target).text();
    assert!(expected.contains("Best of "), "{expected}");
    std::thread::scope(|scope| {
        let ask = || (0..4).all(|_| get(&site, target).text() == expected);
        let people: Vec<_> = (0..8).map(|_| scope.spawn(ask)).collect();
        for person in people {
            assert!(person.join().expect("an answer"), "somebody got another page");
        }
    });
}
