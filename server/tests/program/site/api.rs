//! The API over real sockets: every address and method, every error, caches, other sites, and that it says what
//! the command line says.

use crate::support::http::{Answer, ask, get, post};
use crate::support::run;
use crate::support::store::{Kept, Shared};
use serde_json::{Value, json};

static SITE: Shared = Shared::new();

/// Every address that can be read.
const READ: [&str; 9] = [
    "/api/openapi.json",
    "/api/v1/plan",
    "/api/v1/advise",
    "/api/v1/modes",
    "/api/v1/charts/cost-per-pod.svg",
    "/api/v1/charts/cost-by-mode.svg",
    "/api/v1/catalog",
    "/api/v1/catalog/us-east-1",
    "/api/v1/catalog/us-gov-west-1",
];

/// Every address that takes JSON.
const TAKES_JSON: [&str; 6] =
    ["/api/v1/plan", "/api/v1/advise", "/api/v1/modes", "/api/v1/fleet", "/api/v1/addresses", "/api/v1/scenarios"];

/// 400 small pods with prefixes: m5.large, 34 pods a node, 12 nodes.
const LINK: &str = "v=1&pods=400&cpu_m=50&mem_mib=64&mode=prefix-delegation&families=m5&max_vcpu=2";

fn small_pods() -> Value {
    json!({ "v": 1, "mode": "prefix-delegation", "families": ["m5"], "max_vcpu": 2,
        "profiles": [{ "name": "web", "pods": 400, "cpu_m": 50, "mem_mib": 64 }] })
}

/// The answer is a problem document of this status; its sentences, joined.
#[track_caller]
fn problem(answer: &Answer, status: u16) -> String {
    assert_eq!((answer.status, answer.header("content-type")), (status, "application/problem+json"), "{}", answer.body);
    let problem = answer.json();
    assert_eq!(problem["status"], status);
    assert!(problem["type"].as_str().is_some_and(|kind| kind.starts_with("/api#")), "{problem}");
    assert!(!problem["errors"].as_array().expect("a list").is_empty(), "{problem}");
    let detail = problem["detail"].as_str().expect("a text");
    assert!(detail.ends_with('.'), "{detail}");
    detail.to_owned()
}

// ---- addresses and methods

/// Behind a proxy that asks several servers in turn, and after a restart.
#[test]
fn any_server_of_a_site_knows_what_a_browser_has_from_another() {
    let named = ["--public-url", "https://berth.example"];
    let mut one = Kept::start(&named);
    let tags = READ.map(|target| get(one.url(), target).header("etag").to_owned());
    let known = |site: &Kept| {
        let status =
            |(target, tag): (&str, &String)| ask(site.url(), "GET", target, &[("if-none-match", tag)], b"").status;
        READ.into_iter().zip(&tags).map(status).collect::<Vec<_>>()
    };
    assert_eq!(known(&Kept::start(&named)), [304; READ.len()]);
    one.start_again();
    assert_eq!(known(&one), [304; READ.len()]);
    let with_others = [named.as_slice(), &["--max-saved", "0"]].concat();
    assert_eq!(known(&Kept::start(&with_others)), [200; READ.len()], "with other settings it may say something else");
}

#[test]
fn whatever_can_be_read_can_be_read_from_anywhere_and_kept() {
    let site = SITE.get();
    for target in READ {
        let answer = get(site.url(), target);
        assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, "*"), "{target}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin", "{target}");
        let tag = answer.header("etag");
        assert!(tag.starts_with("W/\"") && answer.header("cache-control") == "no-cache", "{target}");
        let again = ask(site.url(), "GET", target, &[("if-none-match", tag)], b"");
        assert_eq!((again.status, again.body.as_str(), again.header("etag")), (304, "", tag), "{target}");

        let head = ask(site.url(), "HEAD", target, &[], b"");
        assert_eq!((head.status, head.body.as_str()), (200, ""), "{target}");
        for name in ["content-type", "etag", "access-control-allow-origin"] {
            assert_eq!(head.header(name), answer.header(name), "{target}");
        }
        let options = ask(site.url(), "OPTIONS", target, &[("origin", "https://other.example")], b"");
        assert_eq!((options.status, options.header("access-control-allow-origin")), (204, "*"), "{target}");
        assert_eq!(options.header("access-control-allow-methods"), "GET, HEAD, OPTIONS", "{target}");
        assert!(options.header("allow").contains("GET, HEAD"), "{target}: {}", options.header("allow"));
    }
}

#[test]
fn methods_that_an_address_does_not_take_are_refused_with_those_that_it_does() {
    let site = SITE.get();
    for (target, allow) in [
        ("/api/v1/plan", "GET, HEAD, POST, OPTIONS"),
        ("/api/v1/advise", "GET, HEAD, POST, OPTIONS"),
        ("/api/v1/modes", "GET, HEAD, POST, OPTIONS"),
        ("/api/v1/fleet", "POST, OPTIONS"),
        ("/api/v1/addresses", "POST, OPTIONS"),
        ("/api/v1/catalog", "GET, HEAD, OPTIONS"),
        ("/api/v1/catalog/us-east-1", "GET, HEAD, OPTIONS"),
        ("/api/v1/charts/cost-per-pod.svg", "GET, HEAD, OPTIONS"),
        ("/api/v1/scenarios", "POST, OPTIONS"),
        ("/api/v1/scenarios/00000000000", "GET, HEAD, DELETE, OPTIONS"),
        ("/api/openapi.json", "GET, HEAD, OPTIONS"),
    ] {
        for method in ["PUT", "PATCH", "TRACE", "PROPFIND"] {
            let answer = ask(site.url(), method, target, &[], b"");
            let said = problem(&answer, 405);
            assert_eq!(answer.header("allow"), allow, "{method} {target}");
            assert!(said.contains(allow), "{said}");
        }
        assert_eq!(ask(site.url(), "OPTIONS", target, &[], b"").header("allow"), allow, "{target}");
    }
    problem(&get(site.url(), "/api/v1/scenarios"), 405);
    problem(&ask(site.url(), "DELETE", "/api/v1/plan", &[], b""), 405);
}

#[test]
fn addresses_that_lead_nowhere_are_problems_too() {
    let site = SITE.get();
    for target in [
        "/api/",
        "/api/v1",
        "/api/v1/",
        "/api/v1/nope",
        "/api/v2/plan",
        "/api/v1/plan/",
        "/api/v1/plan/x",
        "/api/v1/catalog/atlantis",
        "/api/v1/catalog/%ff",
        "/api/v1/catalog/us-east-1/x",
        "/api/v1/catalog/us-east-1?edition=000000000000",
        "/api/v1/charts/nope.svg",
        "/api/v1/scenarios/x",
        "/api/v1/scenarios/%ff",
        "/api/v1/scenarios/00000000000",
    ] {
        for method in ["GET", "HEAD"] {
            let answer = ask(site.url(), method, target, &[], b"");
            assert_eq!((answer.status, answer.header("access-control-allow-origin")), (404, "*"), "{method} {target}");
        }
        problem(&get(site.url(), target), 404);
    }
    assert_eq!(get(site.url(), "/apix").status, 404);
}

// ---- what is asked

#[test]
fn a_query_that_is_wrong_all_over_is_told_of_all_at_once() {
    let site = SITE.get();
    let query = "pods=-5&region=atlantis&mode=magic&type=nope.large&v=9&utm_source=x&sort=name&which=x";
    for target in ["/api/v1/plan", "/api/v1/advise", "/api/v1/charts/cost-per-pod.svg"] {
        let answer = get(site.url(), &format!("{target}?{query}"));
        let said = problem(&answer, 422);
        for words in [
            "pods: \u{201c}-5\u{201d} is not allowed; it takes a whole number from 1 to 150,000",
            "region: \u{201c}atlantis\u{201d} is not allowed; it takes one of af-south-1",
            "mode: \u{201c}magic\u{201d}",
            "type: \u{201c}nope.large\u{201d}",
            "v: \u{201c}9\u{201d}",
        ] {
            assert!(said.contains(words), "{target}: no {words:?} in {said}");
        }
        let fields: Vec<_> =
            answer.json()["errors"].as_array().expect("a list").iter().map(|e| e["field"].clone()).collect();
        assert_eq!(json!(fields), json!(["pods", "mode", "v", "region", "type"]), "{target}");
    }
    let which = problem(&get(site.url(), "/api/v1/modes?which=x"), 422);
    assert!(which.contains("which: \u{201c}x\u{201d} is not allowed; it takes one of best, chosen"), "{which}");
    // a link of a page, with what others have added to it
    assert_eq!(get(site.url(), "/api/v1/plan?v=1&pods=5&sort=name&dir=desc&utm_source=x&q=%ff").status, 200);
}

#[test]
fn bodies_that_cannot_be_read_are_told_why() {
    let site = SITE.get();
    let json = ("content-type", "application/json");
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let large = format!("{{\"v\": 1, \"region\": \"{}\"}}", "x".repeat(70_000));
    let cases: [(&[u8], u16, &str); 9] = [
        (b"", 400, "not valid JSON"),
        (b"{\"v\": 1", 400, "EOF"),
        (b"{'v': 1}", 400, "line 1 column 2"),
        (b"{\"v\": 1} x", 400, "trailing characters"),
        (b"{\"v\": NaN}", 400, "not valid JSON"),
        (b"{\"region\": \"\xff\"}", 400, "not UTF-8 from byte 12"),
        (deep.as_bytes(), 400, "recursion limit"),
        (large.as_bytes(), 413, "65,536 bytes"),
        (b"[1, 2]", 422, "not a JSON object"),
    ];
    for target in TAKES_JSON {
        for (body, status, words) in cases {
            let said = problem(&ask(site.url(), "POST", target, &[json], body), status);
            assert!(said.contains(words), "{target}: no {words:?} in {said}");
        }
        for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", ""] {
            let answer = ask(site.url(), "POST", target, &[("content-type", media_type)], b"{}");
            assert!(problem(&answer, 415).contains("application/json"), "{target} {media_type}");
        }
        problem(&ask(site.url(), "POST", target, &[], b"{}"), 415);
    }
    let with_charset = [("content-type", "Application/JSON; charset=utf-8")];
    assert_eq!(ask(site.url(), "POST", "/api/v1/plan", &with_charset, b"{}").status, 200);
}

#[test]
fn thirty_profiles_are_read_and_one_more_is_not() {
    let site = SITE.get();
    let profiles = |count: usize| json!({ "profiles": vec![json!({ "name": "p".repeat(100), "pods": 10 }); count] });
    for target in ["/api/v1/plan", "/api/v1/advise", "/api/v1/modes"] {
        assert_eq!(post(site.url(), target, &profiles(30)).status, 200, "{target}");
        let said = problem(&post(site.url(), target, &profiles(31)), 422);
        assert!(said.contains("at most 30 profiles"), "{said}");
    }
}

// ---- what is answered

#[test]
fn the_api_says_what_the_command_line_says() {
    let site = SITE.get();
    for scenario in [
        small_pods(),
        json!({ "v": 1, "region": "ap-southeast-2", "buy": "spot", "arch": "both", "q_encryption": "tenant" }),
        json!({ "v": 1, "era": "article", "q_multicast": "pods", "profiles": [{ "pods": 1_000 }] }),
        json!({ "v": 1, "q_multicast": "pods", "q_routable": "yes", "families": ["no-such-family"] }),
    ] {
        for (command, target) in [("plan", "/api/v1/plan"), ("advise", "/api/v1/advise")] {
            let printed = run([command, "-", "--format", "json"], scenario.to_string().as_bytes());
            assert_eq!(printed.code, Some(0), "{}", printed.err);
            let printed: Value = serde_json::from_str(&printed.out).expect("it prints JSON");
            let answer = post(site.url(), target, &scenario);
            assert_eq!((answer.status, answer.json()), (200, printed), "{target} {scenario}");
        }
    }
}

#[test]
fn a_fleet_is_the_one_that_the_command_line_finds() {
    let site = SITE.get();
    let scenario = json!({ "v": 2, "profiles": [
        { "name": "web", "pods": 90, "cpu_m": 250, "mem_mib": 512 },
        { "name": "cache", "pods": 6, "cpu_m": 500, "mem_mib": 12_000 },
    ] });
    let options = ["--types", "2", "--zones", "3", "--survive", "zone", "--headroom", "5", "--work", "100000"];
    let printed = run(["fleet", "-", "--format", "json"].iter().chain(&options), scenario.to_string().as_bytes());
    assert_eq!(printed.code, Some(0), "{}", printed.err);
    let printed: Value = serde_json::from_str(&printed.out).expect("it prints JSON");
    let target = "/api/v1/fleet?types=2&zones=3&survive=zone&headroom=5&work=100000";
    let answer = post(site.url(), target, &scenario);
    assert_eq!((answer.status, answer.json()), (200, printed.clone()));
    let (cost, bound) = (&printed["micro_usd_per_month"], &printed["lower_bound_micro_usd_per_month"]);
    assert!(bound.as_u64() <= cost.as_u64() && bound.as_u64() > Some(0), "{bound} {cost}");
    assert!(printed["types"].as_array().expect("a list").len() <= 2, "{}", printed["types"]);

    let said = problem(&post(site.url(), "/api/v1/fleet?types=0&survive=everything&work=-1", &scenario), 422);
    for field in ["types", "survive", "work"] {
        assert!(said.contains(field), "{said}");
    }
    let nothing = json!({ "v": 2, "max_vcpu": 2, "profiles": [{ "name": "huge", "cpu_m": 9_000 }] });
    assert!(problem(&post(site.url(), "/api/v1/fleet", &nothing), 422).contains("huge"));
}

#[test]
fn addresses_are_those_that_the_command_line_finds() {
    let site = SITE.get();
    let subnet = |zone: &str, third: u8| json!({ "AvailabilityZone": zone, "CidrBlock": format!("10.0.{third}.0/24"), "AvailableIpAddressCount": 180 });
    let scenario = json!({ "v": 2, "type": "m5.large", "mode": "prefix-delegation", "warm_ip": 2, "min_ip": 10,
        "profiles": [{ "pods": 90, "cpu_m": 100, "mem_mib": 128 }], "vpc": { "Subnets": [subnet("a", 0), subnet("b", 1)] } });
    let options = ["--event", "zone-lost", "--minutes", "10", "--burst", "2", "--seed", "7"];
    let printed = run(["addresses", "-", "--format", "json"].iter().chain(&options), scenario.to_string().as_bytes());
    assert_eq!(printed.code, Some(0), "{}", printed.err);
    let printed: Value = serde_json::from_str(&printed.out).expect("it prints JSON");
    let answer = post(site.url(), "/api/v1/addresses?event=zone-lost&minutes=10&burst=2&seed=7", &scenario);
    assert_eq!((answer.status, answer.json()), (200, printed.clone()));
    assert_eq!((&printed["simulation"]["what"], &printed["not_simulated"]), (&json!("a zone is lost"), &Value::Null));

    let wrong = json!({ "v": 2, "regoin": 1, "vpc": { "Subnets": [{ "AvailabilityZone": "a", "CidrBlock": "ten" }] } });
    let said = problem(&post(site.url(), "/api/v1/addresses?event=flood&minutes=0&burst=x", &wrong), 422);
    for field in ["event", "minutes", "burst", "regoin", "CidrBlock of subnet 1"] {
        assert!(said.contains(field), "{field}: {said}");
    }

    // the same choice of nodes
    let mix = json!({ "v": 2, "profiles": [{ "name": "web", "pods": 60, "cpu_m": 500, "mem_mib": 512 },
        { "name": "cache", "pods": 6, "cpu_m": 250, "mem_mib": 14000 }], "subnets": [{ "zone": "a", "free": 400 }] });
    let options = ["--nodes", "fleet", "--minutes", "1"];
    let printed = run(["addresses", "-", "--format", "json"].iter().chain(&options), mix.to_string().as_bytes());
    let printed: Value = serde_json::from_str(&printed.out).expect("it prints JSON");
    let answer = post(site.url(), "/api/v1/addresses?nodes=fleet&minutes=1", &mix);
    assert_eq!((answer.status, answer.json()), (200, printed));
    let answer =
        post(site.url(), "/api/v1/addresses?nodes=present&minutes=1&pods_on=m5.large:18:3:2:a,c5.large:5:3:1", &mix);
    assert_eq!(answer.json()["nodes"]["groups"].as_array().map(Vec::len), Some(2), "{}", answer.body);
    let said = problem(&post(site.url(), "/api/v1/addresses?nodes=present", &mix), 422);
    assert!(said.contains("today"), "{said}");
    let said = problem(&post(site.url(), "/api/v1/addresses?nodes=all&pods_on=m5.large:1", &mix), 422);
    assert!(said.contains("nodes") && said.contains("m5.large:18:3:12"), "{said}");
}

#[test]
fn a_link_and_a_body_mean_the_same() {
    let site = SITE.get();
    for target in ["/api/v1/plan", "/api/v1/advise", "/api/v1/modes"] {
        let by_link = get(site.url(), &format!("{target}?{LINK}"));
        assert_eq!(by_link.json(), post(site.url(), target, &small_pods()).json(), "{target}");
    }
    let planned = get(site.url(), &format!("/api/v1/plan?{LINK}")).json();
    let best = &planned["best"];
    let found = json!([best["type"], best["pods_per_node"], best["nodes"], best["micro_usd_per_month"]]);
    assert_eq!(found, json!(["m5.large", 34, 12, 840_960_000])); // 12 * 0.096 * 730
    let modes = get(site.url(), &format!("/api/v1/modes?{LINK}")).json();
    let modes = modes["modes"].as_array().expect("a list");
    let current: Vec<_> = modes.iter().filter(|mode| mode["is_current"] == true).collect();
    assert_eq!((modes.len(), current.len(), &current[0]["mode"]), (12, 1, &json!("prefix-delegation")));
    assert_eq!(current[0]["figures"]["micro_usd_per_month"], best["micro_usd_per_month"]);
    assert_eq!(current[0]["figures"]["difference"]["nodes"], 0);
    let chosen = get(site.url(), "/api/v1/modes?mode=ipv6&type=m5.xlarge&which=chosen").json();
    let types = chosen["modes"].as_array().expect("a list").iter().filter_map(|mode| mode["figures"]["type"].as_str());
    assert!(types.clone().count() > 0 && types.into_iter().all(|name| name == "m5.xlarge"), "{chosen}");
}

#[test]
fn the_catalogue_is_all_there_and_an_edition_stays() {
    let site = SITE.get();
    let list = get(site.url(), "/api/v1/catalog").json();
    let regions = list["regions"].as_array().expect("a list");
    assert_eq!(regions.len(), 34);
    let url = |code: &str| {
        let region = regions.iter().find(|region| region["code"] == code).expect("a region");
        region["url"].as_str().expect("an address").to_owned()
    };
    let answer = get(site.url(), &url("us-east-1"));
    assert_eq!((answer.status, answer.header("cache-control")), (200, "public, max-age=31536000, immutable"));
    let region = answer.json();
    let named = regions.iter().find(|region| region["code"] == "us-east-1").expect("a region");
    assert_eq!((&region["edition"], &region["version"]), (&named["edition"], &list["version"]));
    let editions: std::collections::BTreeSet<_> = regions.iter().map(|region| region["edition"].to_string()).collect();
    assert_eq!(editions.len(), 34, "an edition is what the catalogue says of one region");
    let types = region["types"].as_array().expect("a list");
    let large = types.iter().find(|t| t["name"] == "m5.large").expect("m5.large");
    let found = ["vcpu", "memory_mib", "enis", "ipv4_per_eni", "micro_usd_per_hour", "is_price_estimated", "offered"];
    assert_eq!(json!(found.map(|key| &large[key])), json!([2, 8_192, 3, 10, 96_000, false, true]));
    assert_eq!(types.len(), 1_395);
    assert_eq!(get(site.url(), &url("us-gov-west-1")).json()["region"]["code"], "us-gov-west-1");
}

#[test]
fn charts_are_pictures_of_their_own() {
    let site = SITE.get();
    for (chart, words) in [("cost-per-pod", "Cost per pod"), ("cost-by-mode", "What all nodes cost a month")] {
        let answer = get(site.url(), &format!("/api/v1/charts/{chart}.svg?{LINK}"));
        assert_eq!((answer.status, answer.header("content-type")), (200, "image/svg+xml"));
        let svg = &answer.body;
        assert!(svg.starts_with("<svg") && svg.ends_with("</svg>") && svg.contains(words), "{svg}");
        assert!(
            svg.contains("<style>") && svg.contains("--limit-cpu: light-dark("),
            "it has the site\u{2019}s colours: {svg}"
        );
        assert!(svg.contains(".limit-cpu{color:var(--limit-cpu)}"), "and gives each limit its own: {svg}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("script"), "{policy}");
    }
    // a name that would end the picture's title is a text, or refused
    let hostile = get(site.url(), "/api/v1/charts/cost-per-pod.svg?profile=%3C%2Fsvg%3E%3Cscript%3E&type=%3Cb%3E");
    problem(&hostile, 422);
}

// ---- safety

#[test]
fn every_answer_carries_the_headers_that_keep_it_safe() {
    let site = SITE.get();
    // what hyper itself refuses has no text that a browser could misread
    let refused = get(site.url(), &format!("/?{}", "x".repeat(70_000)));
    assert_eq!((refused.status, refused.body.as_str()), (414, ""));
    let targets = ["/", "/modes", "/instances/m5.large", "/nope", "/s/00000000000", "/s", "/healthz", "/favicon.svg"];
    let more =
        ["/favicon.ico", "/pkg/nope.js", "/catalog/nope.bin", "/api", "/api/openapi.json", "/api/v1/plan", "/api/x"];
    for target in targets.into_iter().chain(more) {
        let answer = get(site.url(), target);
        let shown = target;
        check_safe(&answer, shown);
        for (name, value) in [
            ("cross-origin-opener-policy", "same-origin"),
            ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ] {
            assert_eq!(answer.header(name), value, "{shown}");
        }
        assert!(answer.header("cross-origin-resource-policy").ends_with("-origin"), "{shown}");
    }
    for (method, target) in [("POST", "/"), ("PUT", "/s"), ("DELETE", "/instances"), ("POST", "/api/v1/plan")] {
        let answer = ask(site.url(), method, target, &[], b"");
        assert!((400..500).contains(&answer.status), "{method} {target}: {}", answer.status);
        check_safe(&answer, target);
        assert_eq!(answer.header("access-control-allow-origin"), "", "{method} {target}");
    }
}

#[track_caller]
fn check_safe(answer: &Answer, target: &str) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{target}");
    assert_eq!(answer.header("referrer-policy"), "same-origin", "{target}");
    let policy = answer.header("content-security-policy");
    for part in ["default-src 'none'", "frame-ancestors 'none'"] {
        assert!(policy.contains(part), "{target}: {policy:?}");
    }
    assert!(!policy.contains("script-src 'unsafe-inline'") && !policy.contains('*'), "{target}: {policy}");
}

#[test]
fn many_at_once_get_the_same_answers() {
    let site = SITE.get();
    let target = format!("/api/v1/advise?{LINK}&q_density=yes");
    let expected = get(site.url(), &target).body;
    std::thread::scope(|scope| {
        let people: Vec<_> =
            (0..8).map(|_| scope.spawn(|| (0..4).all(|_| get(site.url(), &target).body == expected))).collect();
        for person in people {
            assert!(person.join().expect("an answer"), "somebody got another answer");
        }
    });
}
