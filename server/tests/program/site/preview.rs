//! The pictures over real sockets: what they are, that they are the same for everyone, and that no address and
//! no flood of them does harm. And the tags that lead to them.

use crate::support::Site;
use crate::support::web::{Answer, ask, get, save};
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Most bytes of a preview.
const MOST: usize = 60_000;

/// What previews are made of: every era, limit, way to buy and length of headline, nothing that fits, one that does.
const SCENARIOS: [&str; 20] = [
    "",
    "pods=400&cpu_m=50&mem_mib=64",
    "pods=150000&cpu_m=1&mem_mib=1",
    "pods=1&cpu_m=1",
    "volumes=128",
    "families=m5&max_vcpu=2",
    "families=nope",
    "era=article&pods=1000",
    "era=article&q_density=yes&q_perf=yes",
    "era=article&q_encryption=tenant",
    "region=ap-southeast-2&buy=spot&pods=2500&cpu_m=330&mem_mib=900&arch=both&burstable=1&node=karpenter",
    "region=af-south-1&estimated=1&buy=discount&discount_bp=2750",
    "mode=ipv6&volumes=3&pods=9000&arch=both",
    "mode=custom-networking-prefix&pods=9000&arch=both&burstable=1&cpu_m=10&mem_mib=10",
    "mode=overlay-cilium&q_encryption=tenant&q_vpc=yes&q_cni=weave&subnet=a&subnet_free=251",
    "q_multicast=pods&q_routable=yes",
    "type=m5.4xlarge&arch=both&xen=1&burstable=1&accel=1&flex=1&metal=1&hpc=1",
    "type=nope.large&pods=-5&region=atlantis&mode=magic",
    "profile=%F0%9F%9A%80%E4%B8%AD%E6%96%87%E2%80%AE&ds=%3Cscript%3E&pods=77",
    "max_pods=9&cpu_m=10&mem_mib=10&pods=5000",
];

/// One site for all tests that run at the same time; stops with the last of them.
fn site() -> Arc<Site> {
    static SHARED: Mutex<Weak<Site>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let site = Arc::new(Site::start());
        *shared = Arc::downgrade(&site);
        site
    })
}

/// Width, height, and how many different colours a PNG file shows. Fails the test if it cannot be decoded.
#[track_caller]
fn decoded(answer: &Answer) -> (u32, u32, usize) {
    assert_eq!((answer.status, answer.header("content-type")), (200, "image/png"));
    assert_eq!(&answer.body[..8], b"\x89PNG\r\n\x1a\n");
    let mut reader = png::Decoder::new(std::io::Cursor::new(&answer.body)).read_info().expect("a PNG file");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("its pixels");
    let mut shown = [false; 256];
    pixels.iter().for_each(|index| shown[usize::from(*index)] = true);
    (info.width, info.height, shown.into_iter().filter(|shown| *shown).count())
}

// ---- pictures

#[test]
fn previews_are_of_one_size_small_and_not_blank() {
    let site = site();
    for scenario in SCENARIOS {
        let answer = get(&site.url, &format!("/preview.png?{scenario}"));
        let (width, height, colours) = decoded(&answer);
        assert_eq!((width, height), (1200, 630), "{scenario}");
        assert!(answer.body.len() <= MOST, "{scenario}: {} bytes", answer.body.len());
        assert!(colours > 30, "{scenario}: {colours} colours");
    }
}

/// How many pixels of a picture have a colour.
#[track_caller]
fn pixels_in(answer: &Answer, colour: [u8; 3]) -> usize {
    let mut reader = png::Decoder::new(std::io::Cursor::new(&answer.body)).read_info().expect("a PNG file");
    let palette = reader.info().palette.clone().expect("a palette").into_owned();
    let index = palette.as_chunks::<3>().0.iter().position(|c| *c == colour);
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    reader.next_frame(&mut pixels).expect("its pixels");
    pixels.iter().filter(|pixel| Some(usize::from(**pixel)) == index).count()
}

/// The colours of the first three workloads, as the style sheet has them for light surroundings.
const WORKLOADS: [[u8; 3]; 3] = [[0x3b, 0x66, 0xc4], [0xc8, 0x74, 0x0a], [0x1b, 0x84, 0x57]];

const TWO: &str = "v=2&profile=web&pods=60&cpu_m=500&mem_mib=512&profile=cache&pods=6&cpu_m=250&mem_mib=14000";

/// Every node a box, with its pods as cells in their workload's colour; a picture of one type has none of these colours.
#[test]
fn the_preview_of_a_fleet_shows_every_workload_on_its_nodes() {
    let site = site();
    let many = format!("{TWO}&profile=job&pods=9000&cpu_m=1000&mem_mib=900");
    let nothing = "profile=huge&cpu_m=250000&max_vcpu=8".to_string();
    for (query, workloads) in
        [(TWO.to_string(), 2), (many, 3), (format!("{TWO}&zones=3&survive=zone"), 2), (nothing, 0)]
    {
        let answer = get(&site.url, &format!("/fleet/preview.png?{query}"));
        let (width, height, colours) = decoded(&answer);
        assert_eq!((width, height), (1200, 630), "{query}");
        assert!(answer.body.len() <= MOST && colours > 20, "{query}: {} bytes, {colours} colours", answer.body.len());
        for (index, colour) in WORKLOADS.into_iter().enumerate() {
            let pixels = pixels_in(&answer, colour);
            // what is in the legend alone is 225 pixels
            assert_eq!(pixels > 300, index < workloads, "{query}: {pixels} pixels of workload {index}");
        }
    }
    let of_one_type = get(&site.url, &format!("/preview.png?{TWO}"));
    assert_eq!(pixels_in(&of_one_type, WORKLOADS[0]), 0);
    let tags = get(&site.url, &format!("/fleet?{TWO}"));
    assert!(tags.text().contains("/fleet/preview.png?v=2"), "the page leads to it");
}

#[test]
fn the_preview_of_a_saved_fleet_shows_what_was_decided() {
    let site = site();
    let with_fleet = get(&site.url, &format!("/s/{}/preview.png", save(&site.url, TWO)));
    decoded(&with_fleet);
    assert!(pixels_in(&with_fleet, WORKLOADS[1]) > 300);
    let of_one_type = get(&site.url, &format!("/s/{}/preview.png", save(&site.url, "pods=60&cpu_m=500")));
    assert_eq!(pixels_in(&of_one_type, WORKLOADS[0]), 0);
}

#[test]
fn a_preview_is_the_same_bytes_wherever_it_is_drawn() {
    let (here, there) = (site(), Site::start());
    for scenario in &SCENARIOS[..6] {
        let target = format!("/preview.png?{scenario}");
        let first = get(&here.url, &target);
        assert_eq!(first.body, get(&here.url, &target).body, "{scenario}: kept");
        let elsewhere = get(&there.url, &target);
        assert_eq!(
            (first.body == elsewhere.body, first.header("etag")),
            (true, elsewhere.header("etag")),
            "{scenario}"
        );
    }
    let others = ["pods=400", "pods=401", "pods=400&region=eu-west-1"]
        .map(|s| get(&here.url, &format!("/preview.png?{s}")).body);
    assert!(others[0] != others[1] && others[0] != others[2], "different scenarios look different");
    // What is no part of the scenario does not count.
    let marked = get(&here.url, "/preview.png?utm_source=chat&pods=400");
    assert_eq!(marked.body, others[0]);
}

#[test]
fn who_has_a_preview_is_not_sent_it_again() {
    let site = site();
    let target = "/preview.png?pods=123";
    let first = get(&site.url, target);
    let tag = first.header("etag").to_string();
    assert!(tag.starts_with('"') && tag.ends_with('"') && tag.len() == 18, "{tag}");
    assert_eq!(first.header("cache-control"), "public, max-age=600");
    assert_eq!(first.header("cross-origin-resource-policy"), "cross-origin");
    let with = |value: &str| ask(&site.url, "GET", target, &[("Host", "berth"), ("If-None-Match", value)], "");
    for known in [tag.clone(), format!("W/{tag}"), format!("\"x\", {tag}"), "*".into()] {
        let again = with(&known);
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, tag.as_str()), "{known}");
        assert_eq!(again.header("cache-control"), "public, max-age=600");
    }
    assert_eq!(with("\"0123456789abcdef\"").body, first.body);
    let head = ask(&site.url, "HEAD", target, &[("Host", "berth")], "");
    assert_eq!((head.status, head.body.len(), head.header("etag")), (200, 0, tag.as_str()));
}

#[test]
fn no_query_breaks_a_picture() {
    let site = site();
    let long_name = "%F0%9F%9A%80".repeat(2_000);
    let queries = [
        format!("find={}", "a".repeat(100_000)),
        format!("profile={}", "a".repeat(60_000)),
        format!("profile={long_name}"),
        "pods=100".repeat(6_000),
        "&".repeat(30_000),
        "%ff=%ff&%00=%00&pods=%ff".into(),
        "pods=99999999999999999999&cpu_m=-1&mem_mib=1e9".into(),
        "region=..%2f..%2fetc&type=%22%3E%3Csvg%3E".into(),
        "a=b=c=d&=&==&pods".into(),
        "volumes=128&era=article&mode=ipv6&families=,,,,".into(),
    ];
    for query in &queries {
        for path in ["/preview.png", "/charts/cost-per-pod.png", "/charts/cost-by-mode.svg", "/embed"] {
            let answer = get(&site.url, &format!("{path}?{query}"));
            assert!(answer.status < 500, "{path}?{}: {}", &query[..query.len().min(60)], answer.status);
        }
    }
    assert_eq!(get(&site.url, "/healthz").status, 200, "it answers afterwards");
}

#[test]
fn a_flood_is_turned_away_and_the_site_goes_on() {
    // One of its own: the others shall not be turned away.
    let site = Site::start();
    let answers = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for n in 0..64 {
            let (site, answers) = (&site, &answers);
            scope.spawn(move || {
                let answer = get(&site.url, &format!("/preview.png?pods={}", 1_000 + n));
                answers.lock().unwrap_or_else(PoisonError::into_inner).push(answer);
            });
        }
    });
    let answers = answers.into_inner().unwrap_or_else(PoisonError::into_inner);
    let (drawn, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert!(drawn.len() >= 10, "{} were drawn", drawn.len());
    assert!(!refused.is_empty(), "the queue has an end");
    for answer in refused {
        assert_eq!(
            (answer.status, answer.header("retry-after"), answer.header("cache-control")),
            (503, "2", "no-store")
        );
    }
    assert_eq!(decoded(&get(&site.url, "/preview.png?pods=4242")).0, 1200, "it draws afterwards");
}

#[test]
fn the_preview_of_a_saved_scenario_has_its_title_and_never_changes() {
    let site = site();
    let id = save(&site.url, "pods=400&cpu_m=50&mem_mib=64&title=Checkout%2C+spring+sale");
    let target = format!("/s/{id}/preview.png");
    let answer = get(&site.url, &target);
    assert_eq!(decoded(&answer).0, 1200);
    assert!(answer.body.len() <= MOST);
    assert_eq!(answer.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(answer.body, get(&site.url, &target).body);
    assert_ne!(answer.body, get(&site.url, "/preview.png?pods=400&cpu_m=50&mem_mib=64").body, "the title shows");
    let tag = answer.header("etag");
    assert_eq!(ask(&site.url, "GET", &target, &[("Host", "b"), ("If-None-Match", tag)], "").status, 304);
    // Letters that the font has not, markup, a word without an end.
    for title in ["%E4%B8%AD%E6%96%87", "%F0%9F%9A%80+%3Cscript%3E", &"m".repeat(100)] {
        let id = save(&site.url, &format!("pods=401&title={title}"));
        assert_eq!(decoded(&get(&site.url, &format!("/s/{id}/preview.png"))).0, 1200, "{title}");
    }
    for missing in [
        "/s/00000000000/preview.png",
        "/s/nope/preview.png",
        "/s/%ff/preview.png",
        "/s/00000000000/charts/cost-per-pod.svg",
    ] {
        assert!((400..500).contains(&get(&site.url, missing).status), "{missing}");
    }
}

// ---- charts

#[test]
fn charts_are_files_that_stand_by_themselves() {
    let site = site();
    let id = save(&site.url, "pods=300&cpu_m=20");
    for chart in ["cost-per-pod", "cost-by-mode"] {
        for scenario in SCENARIOS {
            let svg = get(&site.url, &format!("/charts/{chart}.svg?{scenario}"));
            assert_eq!((svg.status, svg.header("content-type")), (200, "image/svg+xml"), "{scenario}");
            let text = svg.text();
            assert!(text.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""), "{text}");
            assert!(text.ends_with("</svg>") && text.contains("<style>") && text.contains("Berth: "), "{text}");
            for loose in ["var(", "light-dark", "href", "<script", "url("] {
                assert!(!text.contains(loose), "{chart} {scenario}: {loose}");
            }
            for class in classes(text) {
                let styled = text.contains(&format!(".{class}{{")) || text.contains(&format!(".{class},"));
                assert!(styled || ["chart", "chart-bars", "chart-mine"].contains(&class), "{class} has no rule");
            }
        }
        for path in [format!("/charts/{chart}.png?pods=300&cpu_m=20"), format!("/s/{id}/charts/{chart}.png")] {
            let png = get(&site.url, &path);
            let (width, height, colours) = decoded(&png);
            assert!(width >= 900 && height >= 900 && colours > 30, "{path}: {width} x {height}, {colours} colours");
            let disposition = format!("inline; filename=\"berth-{chart}-us-east-1.png\"");
            assert_eq!(png.header("content-disposition"), disposition);
        }
    }
    for missing in
        ["/charts/", "/charts/nope.svg", "/charts/cost-per-pod", "/charts/cost-per-pod.gif", "/charts/..%2f.svg"]
    {
        assert_eq!(get(&site.url, missing).status, 404, "{missing}");
    }
}

/// Names in the class attributes of an SVG text.
fn classes(svg: &str) -> impl Iterator<Item = &str> {
    svg.split("class=\"").skip(1).filter_map(|rest| rest.split('"').next()).flat_map(|names| names.split(' '))
}

// ---- tags

/// The content of the one tag with this property or name; none if it is not there.
#[track_caller]
fn tag(page: &str, key: &str) -> Option<String> {
    let found: Vec<&str> = page
        .split("<meta ")
        .skip(1)
        .filter(|tag| tag.contains(&format!("=\"{key}\"")))
        .filter_map(|tag| tag.split("content=\"").nth(1)?.split('"').next())
        .collect();
    assert!(found.len() <= 1, "{key} stands {} times", found.len());
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&amp;", "&")];
    found.first().map(|text| entities.iter().fold(text.to_string(), |text, (from, to)| text.replace(from, to)))
}

#[test]
fn a_link_shows_its_scenario_where_it_is_pasted() {
    let site = site();
    for path in ["/", "/advice", "/modes"] {
        let answer = get(&site.url, &format!("{path}?pods=400&cpu_m=50&mem_mib=64&utm_source=chat"));
        let page = answer.text();
        let of = |key: &str| tag(page, key).expect(key);
        assert_eq!((of("og:type"), of("og:site_name")), ("website".into(), "Berth".into()));
        assert_eq!(of("twitter:card"), "summary_large_image");
        assert!(of("og:title").contains("Berth"), "{}", of("og:title"));
        let said = of("og:description");
        assert!(said.contains("limits a node to 74 pods") && said.contains(" a month, bound by "), "{said}");
        assert_eq!(of("og:url"), format!("http://berth.example{path}?v=2&profile=web&pods=400&cpu_m=50&mem_mib=64"));
        let image = of("og:image");
        assert_eq!(
            (of("twitter:image"), image.as_str()),
            (image.clone(), "http://berth.example/preview.png?v=2&profile=web&pods=400&cpu_m=50&mem_mib=64")
        );
        assert_eq!((of("og:image:width"), of("og:image:height")), ("1200".into(), "630".into()));
        assert!(of("og:image:alt").starts_with(&said), "{}", of("og:image:alt"));
        let target = image.strip_prefix("http://berth.example").expect("an address of ours");
        assert_eq!(decoded(&get(&site.url, target)).0, 1200);
    }
}

#[test]
fn hostile_names_and_hosts_stay_inside_their_tags() {
    let site = site();
    let attack = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%27";
    let answer = get(&site.url, &format!("/?profile={attack}&type={attack}"));
    assert!(!answer.text().contains("<script>alert"), "it comes back as it went in");
    let image = tag(answer.text(), "og:image").expect("an image");
    assert!(image.starts_with("http://berth.example/preview.png?") && !image.contains('<'), "{image}");
    for host in [
        "a'b",
        "a\"b",
        "\"><script>alert(1)</script>",
        "a b",
        "berth.example/path",
        "user@berth.example",
        "",
        "ä",
        "a,b",
        "a;b",
    ] {
        let answer = ask(&site.url, "GET", "/?pods=5", &[("Host", host)], "");
        if answer.status != 200 {
            assert!((400..500).contains(&answer.status), "{host}: {}", answer.status);
            continue;
        }
        let page = answer.text();
        assert!(!page.contains("<script>alert"), "{host} comes back as it went in");
        for key in ["og:url", "og:image", "twitter:image"] {
            // Either none, or one that leads to where the site listens.
            let address = tag(page, key).unwrap_or_default();
            assert!(address.is_empty() || address.starts_with(&format!("{}/", site.url)), "{host}: {address}");
        }
    }
}
