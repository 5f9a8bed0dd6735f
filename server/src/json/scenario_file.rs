//! The scenario as JSON: the keys of a link, with numbers as numbers and lists as lists.
//!
//! The same decoder reads both, so a file and a link mean the same. In a file every problem is an
//! error, an unknown key too: it is more likely a slip than a wish.

use crate::wrong_input::WrongInput;
use model::scenario::Scenario;
use model::scenario::fields::{
    Choice, DAEMONSET_CHOICES, DAEMONSET_NUMBERS, NUMBERS, Number, PROFILE_CHOICES, PROFILE_NUMBERS, SUBNET_NUMBERS,
    amount, by_type, families, text,
};
use model::scenario::link::{self, Decoded, Problem, UNKNOWN_KEY, decode};
use serde_json::{Map, Value};

/// A list of the scenario: its name in JSON, the key that starts an entry in a link, the name of that
/// key in JSON, and the prefix of the other keys in a link.
struct List {
    json: &'static str,
    starts: &'static str,
    name: &'static str,
    prefix: &'static str,
}

const LISTS: [List; 3] = [
    List { json: "profiles", starts: "profile", name: "name", prefix: "" },
    List { json: "daemonsets", starts: "ds", name: "name", prefix: "ds_" },
    List { json: "subnets", starts: "subnet", name: "zone", prefix: "subnet_" },
];

impl List {
    /// Whether a link's key belongs to an entry of this list.
    fn has(&self, key: &str) -> bool {
        match self.starts {
            "profile" => is_in(&PROFILE_NUMBERS, &PROFILE_CHOICES, key) || text(key).is_some(),
            "ds" => is_in(&DAEMONSET_NUMBERS, &DAEMONSET_CHOICES, key),
            _ => is_in(&SUBNET_NUMBERS, &[], key),
        }
    }
}

fn is_in<T>(numbers: &[Number<T>], choices: &[Choice<T>], key: &str) -> bool {
    numbers.iter().any(|n| n.key == key) || choices.iter().any(|c| c.key == key)
}

/// The scenario in a JSON text, with everything that is wrong with it; an error if it is no JSON object.
pub fn from_json(text: &str) -> Result<Decoded, WrongInput> {
    let value: Value = serde_json::from_str(text).map_err(|e| {
        WrongInput(vec![format!(
            "The scenario is not JSON: {e}. It takes an object such as {{\"v\": 1, \"profiles\": [{{\"pods\": 100}}]}}."
        )])
    })?;
    from_value(&value)
}

/// The scenario in a JSON value; an error if it is no object.
pub fn from_value(value: &Value) -> Result<Decoded, WrongInput> {
    let Value::Object(object) = value else {
        return Err(WrongInput(vec!["The scenario is not a JSON object; it takes one such as {\"v\": 1}.".into()]));
    };
    let mut problems = Vec::new();
    let decoded = decode(pairs(object, &mut problems));
    problems.extend(decoded.problems);
    Ok(Decoded { scenario: decoded.scenario, problems })
}

/// The scenario as JSON, every key written.
pub fn to_json(scenario: &Scenario) -> Value {
    let mut object = Map::new();
    for list in &LISTS {
        object.insert(list.json.into(), Value::Array(Vec::new()));
    }
    for (key, value) in link::encode(scenario) {
        put(&mut object, key, value);
    }
    Value::Object(object)
}

fn put(object: &mut Map<String, Value>, key: &str, value: String) {
    let list = LISTS.iter().find(|l| key == l.starts || l.has(key));
    let Some(list) = list else {
        object.insert(key.into(), typed(key, value));
        return;
    };
    let Some(Value::Array(entries)) = object.get_mut(list.json) else { return };
    if key == list.starts {
        // An empty leading key says that the list is empty.
        if !value.is_empty() || list.json == "profiles" {
            entries.push(Value::Object(Map::from_iter([(list.name.to_string(), Value::String(value))])));
        }
        return;
    }
    if let Some(Value::Object(entry)) = entries.last_mut() {
        entry.insert(key.strip_prefix(list.prefix).unwrap_or(key).to_string(), typed(key, value));
    }
}

/// Digits as a number, nothing as null where a number may be left out, the rest as text. What is a name
/// stays one, digits or not.
fn typed(key: &str, value: String) -> Value {
    let optional = NUMBERS.iter().any(|n| n.key == key && n.optional)
        || PROFILE_NUMBERS.iter().any(|n| n.key == key && n.optional)
        || SUBNET_NUMBERS.iter().any(|n| n.key == key && n.optional);
    match value.parse::<u64>() {
        Ok(number) if !(["region", "type", "sized_on"].contains(&key) || is_list(key)) => number.into(),
        Err(_) if value.is_empty() && optional => Value::Null,
        _ => Value::String(value),
    }
}

/// The pairs that a link would have. What JSON cannot mean, and what is in the wrong list, is noted.
fn pairs(object: &Map<String, Value>, problems: &mut Vec<Problem>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for (key, value) in object {
        if let Some(list) = LISTS.iter().find(|l| l.json == key) {
            list_pairs(&mut out, list, value, problems);
        } else if let Some(list) = LISTS.iter().find(|l| l.starts == key || l.has(key)) {
            problems.push(Problem::of_key(key, format!("belongs in an entry of {}", list.json)));
        } else {
            scalar(&mut out, key.clone(), key, value, problems);
        }
    }
    out
}

fn list_pairs(out: &mut Vec<(String, String)>, list: &List, value: &Value, problems: &mut Vec<Problem>) {
    let Value::Array(entries) = value else {
        return problems.push(Problem::new(list.json, &value.to_string(), "a list of objects"));
    };
    if entries.is_empty() && list.json == "daemonsets" {
        out.push((list.starts.into(), String::new()));
    }
    if entries.is_empty() && list.json == "profiles" {
        problems.push(Problem::new(list.json, "[]", "at least one profile"));
    }
    for (index, entry) in entries.iter().enumerate() {
        let before = problems.len();
        let name = entry_pairs(out, list, (index, entry), problems);
        if entries.len() > 1 {
            let of_entry = problems.split_off(before).into_iter().map(|p| p.in_entry(list.starts, index, &name));
            problems.extend(of_entry);
        }
    }
}

/// The pairs of an entry, and its name. One that is no object counts as one without keys, so that the others keep their
/// numbers.
fn entry_pairs(
    out: &mut Vec<(String, String)>,
    list: &List,
    (index, entry): (usize, &Value),
    problems: &mut Vec<Problem>,
) -> String {
    let path = format!("{}[{index}]", list.json);
    let none = Map::new();
    let entry = entry.as_object().unwrap_or_else(|| {
        problems.push(Problem::new(&path, &entry.to_string(), "an object"));
        &none
    });
    let name = entry_name(list, entry, index, problems);
    out.push((list.starts.into(), name.clone()));
    for (key, value) in entry.iter().filter(|(key, _)| *key != list.name) {
        let (in_link, path) = (format!("{}{key}", list.prefix), format!("{path}.{key}"));
        match list.has(&in_link) {
            true => scalar(out, in_link, &path, value, problems),
            false => problems.push(Problem::of_key(&path, UNKNOWN_KEY)),
        }
    }
    name
}

/// The name of an entry; one that has none gets its number.
fn entry_name(list: &List, entry: &Map<String, Value>, i: usize, problems: &mut Vec<Problem>) -> String {
    match entry.get(list.name) {
        Some(Value::String(name)) if !name.is_empty() => return name.clone(),
        None | Some(Value::Null | Value::String(_)) => {}
        Some(other) => {
            let path = format!("{}[{i}].{}", list.json, list.name);
            problems.push(Problem::new(&path, &other.to_string(), "a text"));
        }
    }
    format!("{}-{}", list.starts, i + 1)
}

fn scalar(out: &mut Vec<(String, String)>, key: String, path: &str, value: &Value, problems: &mut Vec<Problem>) {
    let text = match value {
        Value::Null => String::new(),
        Value::Bool(_) if is_number(&key) => return problems.push(Problem::new(path, &value.to_string(), "a number")),
        Value::Bool(b) => u8::from(*b).to_string(),
        Value::Number(n) => whole(n),
        // any other text is refused where numbers are read, with what they may be
        Value::String(s) if is_number(&key) && (s.trim().is_empty() || s.trim().parse::<u32>().is_ok()) => {
            return problems.push(Problem::new(path, &value.to_string(), "a number"));
        }
        Value::String(s) if let Some((amount, n)) = amount(&key).and_then(|a| Some((a, a.read(s.trim())?))) => {
            let allowed = format!("a number{}: {n}", amount.in_unit());
            return problems.push(Problem::new(path, &value.to_string(), allowed));
        }
        Value::String(s) => s.clone(),
        Value::Array(items) if is_list(&key) && items.iter().all(Value::is_string) => {
            items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(",")
        }
        Value::Array(_) if is_list(&key) => {
            return problems.push(Problem::new(path, &value.to_string(), "a list of texts"));
        }
        other => return problems.push(Problem::new(path, &other.to_string(), "a number or a text")),
    };
    out.push((key, text));
}

/// Whether a link's key is one of families, or of numbers by type.
fn is_list(key: &str) -> bool {
    families(key).is_some() || by_type(key).is_some()
}

/// A number as a link writes it: JSON makes no difference between 5 and 5.0.
fn whole(n: &serde_json::Number) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match n.as_f64() {
        Some(float) if n.is_f64() && float.fract() == 0.0 && float.abs() <= EXACT => format!("{float:.0}"),
        _ => n.to_string(),
    }
}

/// Whether a link's key is a number's.
fn is_number(key: &str) -> bool {
    fn among<T>(numbers: &[Number<T>], key: &str) -> bool {
        numbers.iter().any(|n| n.key == key)
    }
    among(&NUMBERS, key)
        || among(&PROFILE_NUMBERS, key)
        || among(&DAEMONSET_NUMBERS, key)
        || among(&SUBNET_NUMBERS, key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::scenario::{DaemonSet, Filters, Subnet};

    fn wrong(json: &str) -> Vec<String> {
        match from_json(json) {
            Ok(decoded) => decoded.problems.iter().map(ToString::to_string).collect(),
            Err(WrongInput(sentences)) => sentences,
        }
    }

    fn read_back(s: &Scenario) -> Decoded {
        from_json(&to_json(s).to_string()).expect("it is a JSON object")
    }

    #[test]
    fn a_scenario_survives_the_round_trip() {
        let mut s = Scenario::default();
        s.profiles[0].pods = 400;
        s.profiles.push(model::scenario::PodProfile { name: "jobs".into(), ..Default::default() });
        s.subnets.push(Subnet { zone: "a".into(), free_addresses: Some(251) });
        s.subnets.push(Subnet { zone: "b".into(), free_addresses: None });
        s.daemonsets.push(DaemonSet::named("falco"));
        s.filters.families = vec!["m5".into(), "c5".into()];
        s.node.max_pods = Some(110);
        assert_eq!(read_back(&s), Decoded { scenario: s, problems: vec![] });
        let none = Scenario { daemonsets: vec![], ..Scenario::default() };
        assert_eq!(read_back(&none), Decoded { scenario: none.clone(), problems: vec![] });
        let digits = Scenario { filters: Filters { families: vec!["0".into()], ..Filters::default() }, ..none };
        assert_eq!(to_json(&digits)["families"], "0", "a family of digits is a text");
    }

    #[test]
    fn numbers_are_numbers_however_json_writes_them() {
        assert_eq!(wrong(r#"{"min_nodes": 3.0, "hours": 7e2, "max_pods": null}"#), Vec::<String>::new());
        assert!(wrong(r#"{"min_nodes": "3"}"#)[0].ends_with("is not allowed; it takes a number"));
        let with_suffix = wrong(r#"{"profiles": [{"name": "web", "mem_mib": "6Gi", "cpu_m": "0.5"}]}"#).join("\n");
        assert!(with_suffix.contains("it takes a number, in MiB: 6144"), "{with_suffix}");
        assert!(with_suffix.contains("it takes a number, in millicores: 500"), "{with_suffix}");
        let unread = wrong(r#"{"profiles": [{"name": "web", "cpu_m": "lots"}]}"#).join("\n");
        assert!(unread.contains("in millicores, or with a unit such as 250m"), "{unread}");
        assert_eq!(wrong(r#"{"min_nodes": 3.5, "max_pods": "", "hours": 1e300, "churn": false}"#).len(), 4);
    }

    #[test]
    fn all_problems_come_at_once() {
        let said = wrong(
            r#"{"v": 1, "regoin": "eu-west-1", "min_nodes": -1, "profiles": [{"pods": 0, "cpu_m": "lots"}], "subnets": 3}"#,
        );
        assert_eq!(said.len(), 5, "{said:?}");
        assert!(said.iter().any(|s| s.contains("regoin")));
        assert!(
            said.iter()
                .any(|s| s == "pods: \u{201c}0\u{201d} is not allowed; it takes a whole number from 1 to 150,000")
        );
    }

    #[test]
    fn a_problem_in_one_of_several_profiles_names_it() {
        let said = wrong(
            r#"{"profiles": [{"name": "web", "pods": 0}, 7, {"name": "db", "cpu": 1, "pods": true, "volumes": -1}]}"#,
        );
        let of_db = "of profile 3, \u{201c}db\u{201d}";
        for start in [
            "pods of profile 1, \u{201c}web\u{201d}: \u{201c}0\u{201d} is not allowed",
            "profiles[1] of profile 2, \u{201c}profile-2\u{201d}: \u{201c}7\u{201d} is not allowed",
            &format!("profiles[2].cpu {of_db}: unknown setting"),
            &format!("profiles[2].pods {of_db}: \u{201c}true\u{201d} is not allowed; it takes a number"),
            &format!("volumes {of_db}: \u{201c}-1\u{201d} is not allowed"),
        ] {
            assert!(said.iter().any(|s| s.starts_with(start)), "{start} in {said:#?}");
        }
        assert_eq!(said.len(), 5, "{said:#?}");
    }

    #[test]
    fn what_is_no_json_says_where() {
        assert!(wrong("{\"v\": 1,")[0].starts_with("The scenario is not JSON: EOF"));
        assert!(wrong("[1]")[0].contains("not a JSON object"));
        assert!(wrong(r#"{"profiles": []}"#)[0].contains("at least one profile"));
    }
}
