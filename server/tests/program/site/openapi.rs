//! The OpenAPI document tells the truth: every answer that it lists is brought about on the real site and held
//! against its schema, nothing that is answered is missing from it, and the page `/api` shows commands that work.

use crate::support::http::{Answer, ask, get, post};
use crate::support::schema::differences;
use crate::support::store::{Kept, Shared, import_newer};
use serde_json::{Value, json};
use std::fs;
use std::net::TcpStream;
use std::process::Command;
use std::sync::LazyLock;

static SITE: Shared = Shared::new();
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| get(SITE.get().url(), "/api/openapi.json").json());

/// Method, path and the operation itself.
fn operations() -> Vec<(String, String, Value)> {
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    let methods = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods");
        methods.iter().map(move |(method, operation)| (method.to_uppercase(), path.clone(), operation.clone()))
    });
    methods.collect()
}

#[test]
fn every_answer_in_the_document_is_real_and_as_described() {
    let _site = SITE.get();
    let mut pairs = 0;
    for (method, path, operation) in operations() {
        for (status, described) in operation["responses"].as_object().expect("responses") {
            let status: u16 = status.parse().expect("a status");
            if status == 503 && !path.starts_with("/api/v1/scenarios") {
                continue; // see below
            }
            let answer = bring_about(&method, &path, status);
            let shown = answer.body.chars().take(500).collect::<String>();
            assert_eq!(answer.status, status, "{method} {path}: {shown}");
            check_described(described, &answer, &format!("{method} {path} {status}"));
            pairs += 1;
        }
    }
    assert!(pairs > 60, "{pairs} pairs");
}

/// Where there is more to do than there is time for, or no place for another connection, any operation says so.
#[test]
fn every_operation_says_when_there_is_too_much_to_do() {
    let _site = SITE.get();
    let full = Kept::start(&["--connections", "1"]);
    let address = full.url().strip_prefix("http://").expect("an address");
    let _only_place = TcpStream::connect(address).expect("a connection");
    for (method, path, operation) in operations() {
        let what = format!("{method} {path} 503");
        let described = &operation["responses"]["503"];
        assert!(described["headers"]["Retry-After"].is_object(), "{what} is not described");
        let answer = ask(full.url(), &method, &path.replace("{region}", "us-east-1"), &[], b"");
        assert_eq!((answer.status, answer.header("retry-after")), (503, "5"), "{what}: {}", answer.body);
        check_described(described, &answer, &what);
    }
}

/// The answer has the media type, the schema and the headers that the document describes.
#[track_caller]
fn check_described(described: &Value, answer: &Answer, what: &str) {
    let headers = described["headers"].as_object().into_iter().flatten();
    for (name, _) in headers.filter(|(_, header)| header["required"] == true) {
        assert_ne!(answer.header(&name.to_ascii_lowercase()), "", "{what} has no {name}");
    }
    let Some(content) = described.get("content") else {
        assert_eq!(answer.body, "", "{what}");
        return;
    };
    let media_type = answer.header("content-type");
    let schema = &content[media_type]["schema"];
    assert!(schema.is_object(), "{what}: {media_type} is not described");
    if !["image/svg+xml", "application/zip"].contains(&media_type) {
        assert_eq!(differences(&DOCUMENT, schema, &answer.json()), Vec::<String>::new(), "{what}");
    }
}

/// Asks so that this very answer comes.
#[track_caller]
fn bring_about(method: &str, path: &str, status: u16) -> Answer {
    let site = SITE.get();
    let known = path.replace("{region}", "us-east-1");
    let url = site.url();
    match (method, path, status) {
        (_, "/api/v1/import", _) => of_import(url, status),
        (_, "/api/v1/scenarios" | "/api/v1/scenarios/{id}", _) => of_saving(method, path, status),
        ("GET", _, 200) => get(url, &known),
        ("GET", _, 304) => asked_again(url, &known),
        ("GET", "/api/v1/catalog/{region}", 404) => get(url, "/api/v1/catalog/atlantis"),
        ("GET", _, 422) => get(url, &format!("{known}?pods=0&region=atlantis")),
        ("POST", _, 200) => post(url, path, &json!({ "v": 1 })),
        ("POST", ..) => refused(url, path, status),
        _ => unreachable!("nobody knows how to get {status} from {method} {path}"),
    }
}

fn asked_again(url: &str, target: &str) -> Answer {
    let tag = get(url, target).header("etag").to_owned();
    ask(url, "GET", target, &[("if-none-match", &tag)], b"")
}

/// What any address that takes JSON answers to what is none, and so on.
fn refused(url: &str, path: &str, status: u16) -> Answer {
    let json = ("content-type", "application/json");
    match status {
        400 => ask(url, "POST", path, &[json], b"{\"v\": "),
        403 => ask(url, "POST", path, &[json, ("origin", "https://evil.example")], b"{}"),
        413 => ask(url, "POST", path, &[json], &b" ".repeat(70_000)),
        415 => ask(url, "POST", path, &[], b"{}"),
        422 => post(url, path, &json!({ "min_nodes": 0, "nope": 1 })),
        _ => unreachable!("nobody knows how to get {status} from {path}"),
    }
}

/// What is read as it is, whatever its media type.
fn of_import(url: &str, status: u16) -> Answer {
    let import = |headers: &[(&str, &str)], body: &[u8]| ask(url, "POST", "/api/v1/import", headers, body);
    match status {
        200 => import(&[], b"name,pods,cpu,memory\nweb,40,250m,512Mi\n"),
        400 => import(&[("transfer-encoding", "chunked")], b"no chunk\r\n"),
        403 => import(&[("origin", "https://evil.example")], b"name,pods,cpu,memory\nweb,40,250m,512Mi\n"),
        413 => import(&[], &b" ".repeat(8 * 1024 * 1024 + 1)),
        422 => import(&[], b"{\"kind\": \"List\", \"items\": ["),
        _ => unreachable!("nobody knows how to get {status} from an import"),
    }
}

fn of_saving(method: &str, path: &str, status: u16) -> Answer {
    let site = SITE.get();
    let url = site.url();
    match (method, status) {
        ("POST", 201) => {
            post(url, path, &json!({ "scenario": { "v": 1, "min_nodes": 3 }, "title": "new", "note": "a\nb" }))
        }
        ("POST", 200) => {
            save(url);
            save(url)
        }
        ("POST", 409) => {
            let site = Kept::start(&[]);
            import_newer(site.directory.path(), &site.store());
            save(site.url())
        }
        ("POST", 429) => {
            let site = Kept::start(&["--saves-per-minute", "1"]);
            save(site.url());
            save(site.url())
        }
        ("POST", 503) => save(broken().url()),
        ("POST", 507) => {
            let full = Kept::start(&["--max-saved", "1"]);
            post(full.url(), path, &json!({ "scenario": { "v": 1 }, "title": "the one that there is room for" }));
            save(full.url())
        }
        ("POST", status) => refused(url, path, status),
        ("GET", 200) => get(url, &saved(url).0),
        ("GET", 304) => asked_again(url, &saved(url).0),
        ("GET" | "DELETE", 404) => delete_or_get(method, url, "/api/v1/scenarios/00000000000", Some(NO_TOKEN)),
        ("GET", 410) => expired(),
        ("GET" | "DELETE", 503) => {
            delete_or_get(method, broken().url(), "/api/v1/scenarios/00000000000", Some(NO_TOKEN))
        }
        ("DELETE", 204) => {
            let (target, token) = saved(url);
            delete_or_get(method, url, &target, Some(&token))
        }
        ("DELETE", 401) => delete_or_get(method, url, &saved(url).0, None),
        ("DELETE", 403) => delete_or_get(method, url, &saved(url).0, Some(NO_TOKEN)),
        ("DELETE", 429) => {
            let site = Kept::start(&["--saves-per-minute", "1"]);
            let (target, token) = saved(site.url());
            delete_or_get(method, site.url(), &target, Some(&token))
        }
        _ => unreachable!("nobody knows how to get {status} from {method} {path}"),
    }
}

/// A token, but nobody's.
const NO_TOKEN: &str = "0000000000000000000000";

fn save(url: &str) -> Answer {
    post(url, "/api/v1/scenarios", &json!({ "scenario": { "v": 1 }, "title": "one of its own" }))
}

/// A scenario that is saved anew: its address and token.
fn saved(url: &str) -> (String, String) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let title = format!("number {}", COUNT.fetch_add(1, Ordering::Relaxed));
    let answer = post(url, "/api/v1/scenarios", &json!({ "scenario": { "v": 1 }, "title": title })).json();
    let text = |key: &str| answer[key].as_str().unwrap_or_default().to_owned();
    (format!("/api/v1/scenarios/{}", text("id")), text("delete_token"))
}

fn delete_or_get(method: &str, url: &str, target: &str, token: Option<&str>) -> Answer {
    let bearer = token.map(|token| format!("Bearer {token}"));
    let headers: Vec<_> = bearer.iter().map(|value| ("authorization", value.as_str())).collect();
    ask(url, method, target, &headers, b"")
}

/// A site whose store was written over while it serves.
fn broken() -> Kept {
    let site = Kept::start(&["--saves-per-minute", "0"]);
    fs::write(site.store(), "not a database, ".repeat(1_000)).expect("a file");
    site
}

/// What a scenario answers that is past its day.
fn expired() -> Answer {
    let site = Kept::start(&["--keep-days", "1"]);
    let (target, _) = saved(site.url());
    site.execute("UPDATE saved SET expires_at = created_at");
    get(site.url(), &target)
}

#[test]
fn what_the_document_asks_for_is_understood() {
    let site = SITE.get();
    let schemas = &DOCUMENT["components"]["schemas"];
    assert_eq!(schemas["Scenario"]["properties"]["min_nodes"]["maximum"], 1_000);
    assert_eq!(schemas["RegionCode"]["enum"].as_array().map(Vec::len), Some(34));
    let required = |name: &str| schemas[name]["required"].as_array().map(Vec::len);
    assert_eq!(required("SavedContent"), Some(1), "only the scenario must be there");
    assert_eq!(required("SavedLink"), Some(5), "what is always answered is required");
    // each parameter of a link is one that a link takes
    for (name, parameter) in DOCUMENT["components"]["parameters"].as_object().expect("parameters") {
        let value = match &parameter["schema"] {
            schema if schema["enum"].is_array() => schema["enum"][0].as_str().expect("a text").to_owned(),
            schema if schema["minimum"].is_u64() => schema["minimum"].to_string(),
            _ if name == "region" => "eu-west-1".into(),
            _ => String::new(),
        };
        let answer = get(site.url(), &format!("/api/v1/advise?{name}={value}"));
        assert_eq!(answer.status, 200, "{name}={value}: {}", answer.body);
        let nonsense = get(site.url(), &format!("/api/v1/advise?{name}=%7Bnonsense%7D")).status;
        assert_eq!(nonsense, if name == "profile" { 200 } else { 422 }, "{name}");
    }
}

#[test]
fn the_page_has_every_operation_and_every_problem() {
    let site = SITE.get();
    let page = get(site.url(), "/api");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    for (method, path, operation) in operations() {
        assert!(page.body.contains(&format!("{method} {path}")), "{method} {path}");
        assert!(page.body.contains(operation["summary"].as_str().expect("a summary")), "{path}");
    }
    // the type of a problem leads to its row
    let problem = get(site.url(), "/api/v1/nope").json();
    let (_, anchor) = problem["type"].as_str().expect("a type").split_once('#').expect("an anchor");
    assert!(page.body.contains(&format!("id=\"{anchor}\"")), "{anchor}");
}

#[test]
fn the_commands_on_the_page_work() {
    let site = SITE.get();
    let page = get(site.url(), "/api").body;
    let (target, token) = saved(site.url());
    let id = target.rsplit('/').next().expect("an id");
    let directory = tempfile::tempdir().expect("a temporary directory");
    let mut count = 0;
    for example in page.split("<pre tabindex=\"0\" aria-label=\"Example\"><code>").skip(1) {
        let example = example.split("</code>").next().expect("an end");
        let command = example.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("{command} --silent --show-error --fail --write-out ' %{{http_code}}'")]);
        let output = shell.current_dir(directory.path()).env("ID", id).env("TOKEN", &token).output().expect("a shell");
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{command}: {err}; curl must be installed");
        assert!([" 200", " 201", " 204"].iter().any(|status| out.ends_with(status)), "{command}: {out}");
        count += 1;
    }
    assert_eq!(count, operations().len());
    for chart in ["cost-per-pod.svg", "cost-by-mode.svg"] {
        assert!(fs::read_to_string(directory.path().join(chart)).expect("a picture").starts_with("<svg"), "{chart}");
    }
}
