//! Holds JSON against a schema, as far as our OpenAPI document uses the language, and more strictly: what no
//! schema names must not be there.

use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Everything in which a value differs from its schema, each with its place.
pub fn differences(document: &Value, schema: &Value, value: &Value) -> Vec<String> {
    let mut out = Vec::new();
    Checker { document, out: &mut out }.check(schema, value, "$");
    out
}

struct Checker<'a> {
    document: &'a Value,
    out: &'a mut Vec<String>,
}

impl<'a> Checker<'a> {
    fn check(&mut self, schema: &Value, value: &Value, place: &str) {
        self.rules(schema, value, place);
        if let Value::Object(object) = value {
            self.strangers(schema, object, place);
        }
    }

    fn rules(&mut self, schema: &Value, value: &Value, place: &str) {
        let Value::Object(rules) = schema else { return };
        for (rule, says) in rules {
            match rule.as_str() {
                "$ref" => {
                    let target = self.target(says);
                    self.rules(&target, value, place);
                }
                "type" if !is_of_type(says, value) => self.differs(place, value, says),
                "const" if says != value => self.differs(place, value, says),
                "enum" if !says.as_array().is_some_and(|all| all.contains(value)) => self.differs(place, value, says),
                "minimum" if value.as_f64() < says.as_f64() && value.is_number() => self.differs(place, value, says),
                "maximum" if value.as_f64() > says.as_f64() && value.is_number() => self.differs(place, value, says),
                "required" => self.required(says, value, place),
                "properties" => self.properties(says, value, place),
                "additionalProperties" => self.additional(rules, says, value, place),
                "items" => self.items(says, value, place),
                "allOf" => says.as_array().into_iter().flatten().for_each(|part| self.rules(part, value, place)),
                "anyOf" | "oneOf" => self.one_of(says, value, place),
                _ => {}
            }
        }
    }

    fn required(&mut self, says: &Value, value: &Value, place: &str) {
        let Value::Object(object) = value else { return };
        for key in says.as_array().into_iter().flatten().filter_map(Value::as_str) {
            if !object.contains_key(key) {
                self.out.push(format!("{place}.{key} is missing"));
            }
        }
    }

    fn properties(&mut self, says: &Value, value: &Value, place: &str) {
        for (key, schema) in says.as_object().into_iter().flatten() {
            if let Some(value) = value.get(key) {
                self.check(schema, value, &format!("{place}.{key}"));
            }
        }
    }

    /// A map: every value that `properties` does not name.
    fn additional(&mut self, rules: &Map<String, Value>, says: &Value, value: &Value, place: &str) {
        if !says.is_object() {
            return;
        }
        for (key, value) in value.as_object().into_iter().flatten() {
            if rules.get("properties").is_none_or(|named| named.get(key).is_none()) {
                self.check(says, value, &format!("{place}.{key}"));
            }
        }
    }

    fn items(&mut self, says: &Value, value: &Value, place: &str) {
        for (at, value) in value.as_array().into_iter().flatten().enumerate() {
            self.check(says, value, &format!("{place}[{at}]"));
        }
    }

    fn one_of(&mut self, says: &Value, value: &Value, place: &str) {
        let mut nearest: Option<Vec<String>> = None;
        for part in says.as_array().into_iter().flatten() {
            let mut out = Vec::new();
            Checker { document: self.document, out: &mut out }.rules(part, value, place);
            if nearest.as_ref().is_none_or(|nearest| out.len() < nearest.len()) {
                nearest = Some(out);
            }
        }
        self.out.extend(nearest.unwrap_or_default());
    }

    /// Keys that no part of the schema names.
    fn strangers(&mut self, schema: &Value, object: &Map<String, Value>, place: &str) {
        let mut names = BTreeSet::new();
        if self.names(schema, &mut names) {
            let strangers = object.keys().filter(|key| !names.contains(*key));
            self.out.extend(strangers.map(|key| format!("{place}.{key} is in no schema")));
        }
    }

    /// The keys that a schema names; whether those are all that there may be.
    fn names(&self, schema: &Value, names: &mut BTreeSet<String>) -> bool {
        if schema.get("additionalProperties").is_some_and(Value::is_object) {
            return false;
        }
        names.extend(schema["properties"].as_object().into_iter().flatten().map(|(key, _)| key.clone()));
        let mut all = !(schema == &serde_json::json!({ "type": "object" }));
        if schema.get("$ref").is_some() {
            all &= self.names(&self.target(&schema["$ref"]), names);
        }
        for list in ["anyOf", "oneOf", "allOf"] {
            for part in schema[list].as_array().into_iter().flatten() {
                all &= self.names(part, names);
            }
        }
        all
    }

    fn target(&self, reference: &Value) -> Value {
        let pointer = reference.as_str().and_then(|text| text.strip_prefix('#')).unwrap_or_default();
        self.document.pointer(pointer).cloned().unwrap_or_else(|| unreachable!("{reference} leads nowhere"))
    }

    fn differs(&mut self, place: &str, value: &Value, says: &Value) {
        let (value, says) = (value.to_string(), says.to_string());
        let short = |text: String| text.chars().take(80).collect::<String>();
        self.out.push(format!("{place}: {} is not {}", short(value), short(says)));
    }
}

fn is_of_type(says: &Value, value: &Value) -> bool {
    match says {
        Value::Array(types) => types.iter().any(|one| is_of_type(one, value)),
        Value::String(name) => match name.as_str() {
            "object" => value.is_object(),
            "array" => value.is_array(),
            "string" => value.is_string(),
            "boolean" => value.is_boolean(),
            "null" => value.is_null(),
            "integer" => value.is_i64() || value.is_u64(),
            "number" => value.is_number(),
            _ => false,
        },
        _ => false,
    }
}
