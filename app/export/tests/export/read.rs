//! Exports read back.

use export::{ConfigFile, Language};
use yaml_rust2::{Yaml, YamlLoader};

/// The documents of a YAML text.
#[track_caller]
pub fn yaml(text: &str) -> Vec<Yaml> {
    YamlLoader::load_from_str(text).expect(text)
}

/// The file of this name.
#[track_caller]
pub fn named<'a>(files: &'a [ConfigFile], name: &str) -> &'a ConfigFile {
    files.iter().find(|f| f.name == name).expect(name)
}

/// The documents of the file of this name.
#[track_caller]
pub fn documents(files: &[ConfigFile], name: &str) -> Vec<Yaml> {
    let file = named(files, name);
    assert_eq!(file.language, Language::Yaml, "{name}");
    yaml(&file.text)
}

/// Just so many documents of the file of this name.
#[track_caller]
pub fn just<const N: usize>(files: &[ConfigFile], name: &str) -> [Yaml; N] {
    documents(files, name).try_into().expect("so many documents")
}

/// A value by its path: keys, and places in lists.
pub fn at<'a>(value: &'a Yaml, path: &[&str]) -> &'a Yaml {
    path.iter().fold(value, |value, key| match (value, key.parse::<usize>()) {
        (Yaml::Array(items), Ok(place)) => items.get(place).unwrap_or(&Yaml::BadValue),
        _ => &value[*key],
    })
}

/// Text at a path.
pub fn text<'a>(value: &'a Yaml, path: &[&str]) -> Option<&'a str> {
    at(value, path).as_str()
}

/// A number at a path.
pub fn number(value: &Yaml, path: &[&str]) -> Option<i64> {
    at(value, path).as_i64()
}

/// Texts of the list at a path.
pub fn texts(value: &Yaml, path: &[&str]) -> Vec<String> {
    let items = at(value, path).as_vec().cloned().unwrap_or_default();
    items.iter().filter_map(|v| v.as_str().map(str::to_string)).collect()
}

/// Every text in a document, keys included, those of documents within it too.
pub fn all_texts(value: &Yaml, found: &mut Vec<String>) {
    match value {
        Yaml::String(text) => {
            found.push(text.clone());
            // A block holds a document of its own.
            if text.contains('\n') {
                yaml(text).iter().for_each(|inner| all_texts(inner, found));
                found.retain(|t| t != text);
            }
        }
        Yaml::Array(items) => items.iter().for_each(|item| all_texts(item, found)),
        Yaml::Hash(map) => map.iter().for_each(|(key, value)| {
            all_texts(key, found);
            all_texts(value, found);
        }),
        _ => {}
    }
}
