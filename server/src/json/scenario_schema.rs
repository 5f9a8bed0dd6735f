//! The scenario's schema, from the settings' tables: only they know a key or a range.

use app::site::site;
use model::scenario::fields::{
    BY_TYPE, ByType, CHOICES, Choice, DAEMONSET_CHOICES, DAEMONSET_NUMBERS, FAMILIES, Families, MAX_TEXT, NUMBERS,
    Number, PROFILE_CHOICES, PROFILE_NUMBERS, PROFILE_TEXTS, SUBNET_NUMBERS, WORDS_BY_TYPE, WordsByType,
};
use model::scenario::link::VERSIONS;
use model::scenario::own_nodes::MOST_LISTED;
use model::scenario::owner::SELF_MANAGED_BOTTLEROCKET;
use model::scenario::taints::MAX_TAINTS;
use model::scenario::{MAX_DAEMONSETS, MAX_PROFILES, MAX_SUBNETS};
use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

/// A text without control characters.
const LABEL: &str = "^[^\u{0}-\u{1f}\u{7f}-\u{9f}\u{202a}-\u{202e}\u{2066}-\u{2069}]*$";

/// The id of a saved scenario: a number of 64 bits in base 62, or nothing.
const ID: &str = "^([0-9A-K][0-9A-Za-z]{10}|L[0-9A-Za-x][0-9A-Za-z]{9}|Ly[0-9A-Za-g][0-9A-Za-z]{8})?$";

/// Families, apart by commas or spaces.
const FAMILY_LIST: &str = "^[A-Za-z0-9., -]*$";

/// What `v` says.
const VERSION: &str = "Version of the format, which decides what a key that is left out means. Without it the newest version's defaults hold.";

/// A scenario.
pub fn scenario() -> Schema {
    let mut keys = Map::new();
    let versions: Vec<u32> = VERSIONS.iter().filter_map(|(code, _)| code.parse().ok()).collect();
    keys.insert("v".into(), json!({ "enum": versions, "description": VERSION }));
    keys.insert(
        "profiles".into(),
        list(profile(), 1, MAX_PROFILES, "Pod profiles, planned together on nodes of one type."),
    );
    keys.insert("daemonsets".into(), list(daemonset(), 0, MAX_DAEMONSETS, "Without this key, the usual four."));
    keys.insert("subnets".into(), list(subnet(), 0, MAX_SUBNETS, "Where nodes and pods get addresses."));
    keys.insert("region".into(), region());
    keys.insert(
        "type".into(),
        json!({ "anyOf": [instance_type(), { "type": "null" }], "description": "The chosen type." }),
    );
    keys.extend(FAMILIES.iter().map(|list| (list.key.to_string(), families(list))));
    keys.extend(BY_TYPE.iter().zip(&WORDS_BY_TYPE).map(|(list, words)| (list.key.to_string(), by_type(list, words))));
    keys.insert("sized_on".into(), sized_on());
    put(&mut keys, "", &NUMBERS, &CHOICES);
    let Value::Object(schema) = object(keys, "A scenario. Every key may be left out and then has its default.") else {
        return json_schema!({});
    };
    schema.into()
}

/// The keys of a link as parameters of a query: name, description, schema.
pub fn query() -> Vec<(&'static str, String, Value)> {
    let mut out = vec![
        ("v", VERSION.into(), json!({ "type": "string", "enum": VERSIONS.map(|(code, _)| code) })),
        (
            "profile",
            "Starts a pod profile of this name.".into(),
            json!({ "type": "string", "maxLength": MAX_TEXT, "pattern": LABEL }),
        ),
    ];
    out.extend(parameters(&PROFILE_NUMBERS, &PROFILE_CHOICES));
    out.extend(PROFILE_TEXTS.iter().map(|text| (text.key, said(text.label, "", text.help), taints())));
    out.push(("region", "Code of the region.".into(), region()));
    out.extend(parameters(&NUMBERS, &CHOICES));
    let families = json!({ "type": "string", "maxLength": MAX_TEXT, "pattern": FAMILY_LIST });
    out.extend(FAMILIES.iter().map(|list| (list.key, said(list.label, "", list.help), families.clone())));
    out.extend(
        BY_TYPE
            .iter()
            .zip(&WORDS_BY_TYPE)
            .map(|(list, words)| (list.key, said(words.label, "", words.help), entries(list))),
    );
    out.push(("sized_on", SIZED_ON.into(), sized_on()));
    out.push(("type", "The chosen type.".into(), instance_type()));
    out
}

fn parameters<T>(
    numbers: &'static [Number<T>],
    choices: &'static [Choice<T>],
) -> impl Iterator<Item = (&'static str, String, Value)> {
    let numbers = numbers.iter().map(|n| {
        let schema = json!({ "type": "integer", "minimum": n.min, "maximum": n.max });
        (n.key, said(n.label, n.unit, n.help), schema)
    });
    let choices = choices.iter().map(|c| {
        let codes: Vec<_> = codes(c).collect();
        (c.key, said(c.label, "", c.help), json!({ "type": "string", "enum": codes }))
    });
    numbers.chain(choices)
}

fn profile() -> Value {
    let mut keys = Map::from_iter([("name".to_string(), label("Its name."))]);
    put(&mut keys, "", &PROFILE_NUMBERS, &PROFILE_CHOICES);
    for text in &PROFILE_TEXTS {
        let mut schema = taints();
        schema["description"] = said(text.label, "", text.help).into();
        keys.insert(text.key.into(), schema);
    }
    object(keys, "Pods that are alike.")
}

fn daemonset() -> Value {
    let mut keys = Map::from_iter([("name".to_string(), label("Its name."))]);
    put(&mut keys, "ds_", &DAEMONSET_NUMBERS, &DAEMONSET_CHOICES);
    object(keys, "A pod on every node.")
}

fn subnet() -> Value {
    let mut keys = Map::from_iter([("zone".to_string(), label("Its zone."))]);
    put(&mut keys, "subnet_", &SUBNET_NUMBERS, &[]);
    object(keys, "A subnet.")
}

/// Taints, apart by commas. That a key has one value for an effect is more than a pattern can say.
fn taints() -> Value {
    const PREFIX: &str = "([a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?/)?";
    const NAME: &str = "[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?";
    let taint = format!("{PREFIX}{NAME}(=({NAME})?)?:(NoSchedule|NoExecute)");
    json!({ "type": "string", "maxLength": MAX_TAINTS, "pattern": format!("^({taint}(, ?{taint})*)?$") })
}

fn list(entries: Value, least: usize, most: usize, description: &str) -> Value {
    json!({ "type": "array", "items": entries, "minItems": least, "maxItems": most, "description": description })
}

fn object(keys: Map<String, Value>, description: &str) -> Value {
    json!({ "type": "object", "properties": keys, "additionalProperties": false, "description": description })
}

/// The keys of a table, without the prefix that they have in links.
fn put<T>(keys: &mut Map<String, Value>, prefix: &str, numbers: &[Number<T>], choices: &[Choice<T>]) {
    let bare = |key: &str| key.strip_prefix(prefix).unwrap_or(key).to_string();
    for n in numbers {
        let kind = if n.optional { json!(["integer", "null"]) } else { json!("integer") };
        let description = said(n.label, n.unit, n.help);
        let schema = json!({ "type": kind, "minimum": n.min, "maximum": n.max, "description": description });
        keys.insert(bare(n.key), schema);
    }
    for c in choices {
        let codes: Vec<Value> = codes(c).flat_map(written).collect();
        keys.insert(bare(c.key), json!({ "enum": codes, "description": said(c.label, "", c.help) }));
    }
}

/// The codes of a choice, an old one that is still read included.
fn codes<T>(c: &Choice<T>) -> impl Iterator<Item = &'static str> {
    let old = (c.key == "node").then_some(SELF_MANAGED_BOTTLEROCKET);
    c.options.iter().map(|(code, _)| *code).chain(old)
}

/// How a code may be written: 0 and 1 as numbers or as truth values too.
fn written(code: &str) -> Vec<Value> {
    match code {
        "0" => vec![json!(0), json!(false)],
        "1" => vec![json!(1), json!(true)],
        code => vec![json!(code)],
    }
}

fn said(label: &str, unit: &str, help: &str) -> String {
    let unit = if unit.is_empty() { String::new() } else { format!(" ({unit})") };
    format!("{label}{unit}. {help}")
}

fn label(description: &str) -> Value {
    json!({ "type": ["string", "null"], "maxLength": MAX_TEXT, "pattern": LABEL, "description": description })
}

/// What the setting means.
const SIZED_ON: &str = "The family that CPU requests were sized on, such as m5: figures are then for equal work. Nothing: a vCPU counts as a vCPU.";

fn sized_on() -> Value {
    json!({ "type": ["string", "null"], "maxLength": MAX_TEXT, "pattern": FAMILY_LIST, "description": SIZED_ON })
}

fn families(list: &Families) -> Value {
    let word = json!({ "type": "string", "pattern": FAMILY_LIST, "maxLength": 20 });
    json!({
        "anyOf": [
            { "type": ["string", "null"], "maxLength": MAX_TEXT, "pattern": FAMILY_LIST },
            { "type": "array", "maxItems": 4, "items": word },
        ],
        "description": format!("{} At most 100 characters together.", said(list.label, "", list.help)),
    })
}

/// Numbers by type, as in a link or a list of its entries.
fn by_type(list: &ByType, words: &WordsByType) -> Value {
    json!({
        "anyOf": [
            { "type": "null" },
            entries(list),
            { "type": "array", "maxItems": MOST_LISTED, "uniqueItems": true, "items": { "type": "string", "pattern": format!("^{}$", entry(list)) } },
        ],
        "description": format!("{} At most {MOST_LISTED} types, each once.", said(words.label, "", words.help)),
    })
}

fn entries(list: &ByType) -> Value {
    let (entry, more) = (entry(list), MOST_LISTED - 1);
    json!({ "type": "string", "pattern": format!("^({entry}([, ]{entry}){{0,{more}}})?$") })
}

/// An entry: the ranges end in nines, so that digits can tell them.
fn entry(list: &ByType) -> String {
    let (zeros, most) = (list.min.ilog10(), list.max.ilog10());
    format!("[a-z0-9][A-Za-z0-9.-]{{0,30}}:[1-9][0-9]{{{zeros},{most}}}")
}

/// What schemas and parameters refer to.
pub fn shared() -> [(&'static str, Value); 3] {
    [("RegionCode", region_codes()), ("TypeName", type_names()), ("SavedContent", saved_content())]
}

fn region() -> Value {
    json!({ "$ref": "#/components/schemas/RegionCode" })
}

fn instance_type() -> Value {
    json!({ "$ref": "#/components/schemas/TypeName" })
}

fn region_codes() -> Value {
    let site = site();
    let codes: Vec<_> = site.regions().iter().map(|r| r.catalog.region.code.as_str()).collect();
    json!({ "type": "string", "enum": codes })
}

/// The names of all types, today's and those of 2018; nothing for none.
fn type_names() -> Value {
    let site = site();
    let catalog = site.regions().first().map(|region| &region.catalog);
    let today = catalog.into_iter().flat_map(|c| c.types.iter().map(|t| t.name.as_str()));
    let of_2018 = catalog.into_iter().flat_map(|c| c.history.iter().map(|t| t.name.as_str()));
    let names: std::collections::BTreeSet<&str> = today.chain(of_2018).chain([""]).collect();
    json!({ "type": "string", "enum": names })
}

/// What is saved.
fn saved_content() -> Value {
    let text = |most: usize, pattern: &str, description: &str| json!({ "type": ["string", "null"], "maxLength": most, "pattern": pattern, "description": description });
    let lines = "^[^\u{0}-\u{8}\u{b}-\u{1f}\u{7f}-\u{9f}\u{202a}-\u{202e}\u{2066}-\u{2069}]*$";
    let keys = json!({
        "scenario": { "$ref": "#/components/schemas/Scenario" },
        "title": text(store::saved::MAX_TITLE, LABEL, "Plain text on one line."),
        "note": text(store::saved::MAX_NOTE, lines, "Plain text."),
        "parent": text(11, ID, "The id of the saved scenario that this one was made from."),
    });
    json!({ "type": "object", "properties": keys, "required": ["scenario"], "additionalProperties": false })
}
