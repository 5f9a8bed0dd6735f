//! Requests at random: every address, every setting, valid values and hostile ones.

use super::addresses::addresses;
use crate::support::http::{Answer, get, try_ask};
use crate::support::random::Random;
use model::scenario::fields::{
    BY_TYPE, CHOICES, Choice, DAEMONSET_CHOICES, DAEMONSET_NUMBERS, FAMILIES, NUMBERS, Number, PROFILE_CHOICES,
    PROFILE_NUMBERS, SUBNET_NUMBERS,
};

/// Values that no setting takes, or only some.
const HOSTILE: [&str; 24] = [
    "",
    "0",
    "-1",
    "1e9",
    "NaN",
    "18446744073709551616",
    "999999999999999999999999999999",
    "\u{0}",
    "a\nb",
    "\u{202e}exe",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "../../etc/passwd",
    "%",
    "null",
    "[]",
    "{}",
    "m5.large",
    "m5.large:0",
    "m5.large:99999999999,c7i.xlarge:3",
    "article",
    "us-gov-west-1",
    "\u{1f680}\u{301}",
    ",,,,;;:::",
];
/// Keys that are no settings.
const OTHER_KEYS: [&str; 22] = [
    "v", "profile", "ds", "subnet", "region", "type", "types", "saved", "id", "code", "key", "token", "title", "note",
    "parent", "name", "find", "sort", "limit", "q", "event", "minutes",
];
/// Types of today, of 2018, of both, and of neither.
const TYPES: [&str; 8] =
    ["m5.large", "m8ib.2xlarge", "t2.large", "p5.48xlarge", "u-6tb1.metal", "m1.small", "m5.huge", "inf2.xlarge"];
const REGIONS: [&str; 5] = ["us-east-1", "eu-west-1", "cn-north-1", "ap-east-2", "nowhere-1"];

/// What can be asked for.
pub struct World {
    /// Each address, and the methods that it takes.
    addresses: Vec<(String, Vec<String>)>,
    files: Vec<String>,
    ids: Vec<String>,
}

/// A request.
#[derive(Debug)]
pub struct Request {
    method: String,
    target: String,
    headers: Vec<(&'static str, &'static str)>,
    body: String,
}

impl World {
    /// That of a site in which something is saved.
    pub fn of(url: &str, saved: &str) -> World {
        let files = ["/take-away", "/take-away/fleet"].map(|page| get(url, page).body).concat();
        let files = files.split("href=\"/take-away/").skip(1).filter_map(|rest| rest.split(['"', '?']).next());
        let files: Vec<String> = files.map(|file| file.rsplit('/').next().unwrap_or_default().to_owned()).collect();
        assert!(files.len() > 5, "{files:?}");
        let ids = [saved, "0Kd6bEUlL2x", "0", "zzzzzzzzzzz"].map(str::to_owned).into();
        let addresses = addresses().into_iter().map(|address| {
            let allowed = allowed(url, &address);
            (address, allowed)
        });
        // words of the source that are no address are refused nothing but themselves
        let addresses: Vec<_> = addresses.filter(|(_, allowed)| !allowed.is_empty()).collect();
        assert!(addresses.len() > 60, "{addresses:?}");
        World { addresses, files, ids }
    }

    /// One at random.
    pub fn request(&self, random: &mut Random) -> Request {
        let (address, allowed) = &self.addresses[random.below(self.addresses.len() as u64) as usize];
        let path = self.path(address, random);
        let pairs: Vec<(String, String)> = (0..random.below(9)).map(|_| pair(random)).collect();
        let form: Vec<String> =
            pairs.iter().map(|(key, value)| format!("{}={}", escaped(key), escaped(value))).collect();
        let form = form.join("&");
        let method = match random.below(6) {
            0 => pick(random, &["GET", "HEAD", "POST", "DELETE", "PUT", "OPTIONS", "PATCH"]).to_owned(),
            _ => one_of(random, allowed),
        };
        let mut headers = vec![("accept-encoding", pick(random, &["br", "gzip", "identity", "br;q=x"]))];
        if random.below(8) == 0 {
            headers.push(("if-none-match", pick(random, &["*", "W/\"\"", "\u{1}", "\"a\", \"b"])));
        }
        if random.below(8) == 0 {
            headers.push(pick(
                random,
                &[
                    ("origin", "https://evil.example"),
                    ("cookie", "a=b; seat-x"),
                    ("range", "bytes=-1"),
                    ("x-forwarded-for", "::, 1"),
                    ("authorization", "Bearer \u{ff}"),
                    ("x-fragment", "1"),
                ],
            ));
        }
        if !["POST", "PUT", "PATCH"].contains(&method.as_str()) {
            return Request { method, target: format!("{path}?{form}"), headers, body: String::new() };
        }
        let (kind, body) = match random.below(3) {
            0 => ("application/x-www-form-urlencoded", form),
            1 => ("application/json", json(random, &pairs)),
            _ => (
                pick(random, &["text/csv", "application/yaml", "multipart/form-data", "application/json"]),
                text(random),
            ),
        };
        headers.push(("content-type", kind));
        Request { method, target: path, headers, body }
    }

    /// An address with its parameters filled in.
    fn path(&self, address: &str, random: &mut Random) -> String {
        let is_stream = address.ends_with("/stream");
        let part = |part: &str, random: &mut Random| match part {
            _ if !part.starts_with([':', '{']) => part.to_owned(),
            _ if random.below(5) == 0 => escaped(&value(random)),
            "{id}" | ":id" | "{room}" | "{}" if !is_stream => one_of(random, &self.ids),
            "{file}" => one_of(random, &self.files),
            ":name" => pick(random, &TYPES).into(),
            "{region}" => pick(random, &REGIONS).into(),
            // a room that there is would be followed for ever
            _ => pick(random, &["join", "answer", "close", "zzzzzzzzzzz"]).into(),
        };
        address.split('/').map(|name| part(name, random)).collect::<Vec<_>>().join("/")
    }
}

impl Request {
    /// Asks; the answer must come whole and be none of a fault. What is shed says when to come again.
    #[track_caller]
    pub fn check(&self, url: &str) -> Answer {
        let answer = try_ask(url, &self.method, &self.target, &self.headers, self.body.as_bytes());
        let answer = answer.unwrap_or_else(|| unreachable!("no whole answer to {self:?}"));
        let is_busy = [503, 507].contains(&answer.status) && !answer.body.is_empty();
        assert!(answer.status < 500 || is_busy, "{self:?} gives {} {}", answer.status, answer.body);
        answer
    }
}

/// The methods that an address takes: what is refused says so.
fn allowed(url: &str, address: &str) -> Vec<String> {
    let refused = try_ask(url, "PATCH", address, &[], b"").expect("an answer");
    let named = refused.header("allow").split(',').map(|method| method.trim().to_owned());
    named.filter(|method| !method.is_empty()).collect()
}

/// A key with a value, mostly one that it takes.
fn pair(random: &mut Random) -> (String, String) {
    let key = match random.below(12) {
        0 => return of_number(random, &PROFILE_NUMBERS),
        1 => return of_choice(random, &PROFILE_CHOICES),
        2 => return of_number(random, &DAEMONSET_NUMBERS),
        3 => return of_choice(random, &DAEMONSET_CHOICES),
        4 => return of_number(random, &SUBNET_NUMBERS),
        5 | 6 => return of_number(random, &NUMBERS),
        7..=9 => return of_choice(random, &CHOICES),
        10 => pick(
            random,
            &[FAMILIES[0].key, FAMILIES[1].key, BY_TYPE[0].key, BY_TYPE[1].key, BY_TYPE[2].key, BY_TYPE[3].key],
        ),
        _ => pick(random, &OTHER_KEYS),
    };
    (key.into(), value(random))
}

fn of_number<T>(random: &mut Random, table: &[Number<T>]) -> (String, String) {
    let number = &table[random.below(table.len() as u64) as usize];
    let span = u64::from(number.max - number.min) + 1;
    let given = match random.below(4) {
        0 => value(random),
        1 => pick(random, &[number.min, number.max]).to_string(),
        _ => (u64::from(number.min) + random.below(span)).to_string(),
    };
    (number.key.into(), given)
}

fn of_choice<T>(random: &mut Random, table: &[Choice<T>]) -> (String, String) {
    let choice = &table[random.below(table.len() as u64) as usize];
    let given = if random.below(5) == 0 { value(random) } else { pick(random, choice.options).0.into() };
    (choice.key.into(), given)
}

/// Something that somebody has typed.
fn value(random: &mut Random) -> String {
    match random.below(8) {
        0 => pick(random, &TYPES).into(),
        1 => pick(random, &REGIONS).into(),
        2 => random.below(300_000).to_string(),
        3 => random.unicode(12),
        4 => "9,".repeat(random.below(1_500) as usize),
        _ => pick(random, &HOSTILE).into(),
    }
}

/// A scenario as JSON, or what is nearly one.
fn json(random: &mut Random, pairs: &[(String, String)]) -> String {
    let mut object = serde_json::Map::new();
    for (key, given) in pairs {
        let number = given.parse::<i64>().map(serde_json::Value::from);
        object.insert(key.clone(), number.unwrap_or_else(|_| given.as_str().into()));
    }
    let scenario = serde_json::Value::from(object);
    match random.below(4) {
        0 => serde_json::json!({ "scenario": scenario, "title": value(random), "note": value(random) }).to_string(),
        1 => serde_json::json!({ "profiles": [scenario, { "pods": 3 }], "v": 2 }).to_string(),
        2 => format!("{}{}", "[".repeat(random.below(2_000) as usize), scenario),
        _ => scenario.to_string(),
    }
}

/// A dump, or what is nearly one.
fn text(random: &mut Random) -> String {
    let start = pick(
        random,
        &[
            "name,pods,cpu,memory\nweb,3,",
            "apiVersion: v1\nkind: List\nitems:\n- kind: Pod\n  spec: &a\n    nodeName: *a\n",
            "{\"kind\":\"List\",\"items\":[{\"kind\":\"Node\",\"status\":{\"capacity\":{\"cpu\":\"",
            "--boundary\r\n",
            "\u{feff}---\n- - - - -\n",
        ],
    );
    format!("{start}{}{}", value(random), random.query(40))
}

fn pick<T: Copy>(random: &mut Random, from: &[T]) -> T {
    from[random.below(from.len() as u64) as usize]
}

fn one_of(random: &mut Random, from: &[String]) -> String {
    from[random.below(from.len() as u64) as usize].clone()
}

fn escaped(text: &str) -> String {
    let byte =
        |b: u8| if b.is_ascii_alphanumeric() || b == b'.' { char::from(b).to_string() } else { format!("%{b:02x}") };
    text.bytes().map(byte).collect()
}
