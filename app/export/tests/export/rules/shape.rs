//! What keys a map may have, and what is below each.

use yaml_rust2::Yaml;

/// What a value may be.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Text.
    Text,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// Values alike.
    List(&'static Shape),
    /// These keys and no others.
    Keys(&'static [(&'static str, Shape)]),
    /// Any keys with values alike.
    Of(&'static Shape),
    /// Whatever the tool hands on.
    Anything,
}

/// Where a value is not of a shape.
pub fn differences(value: &Yaml, shape: &Shape, path: &str) -> Vec<String> {
    match (shape, value) {
        (Shape::Anything, _) | (Shape::Text, Yaml::String(_)) | (Shape::Number, Yaml::Integer(_)) => Vec::new(),
        (Shape::Flag, Yaml::Boolean(_)) => Vec::new(),
        (Shape::OneOf(texts), Yaml::String(text)) if texts.contains(&text.as_str()) => Vec::new(),
        (Shape::List(inner), Yaml::Array(items)) => {
            let each = items.iter().enumerate();
            each.flat_map(|(i, item)| differences(item, inner, &format!("{path}[{i}]"))).collect()
        }
        (Shape::Of(inner), Yaml::Hash(map)) => {
            let each = map.iter().map(|(key, value)| (key.as_str().unwrap_or("a key that is no text"), value));
            each.flat_map(|(key, value)| differences(value, inner, &format!("{path}.{key}"))).collect()
        }
        (Shape::Keys(keys), Yaml::Hash(map)) => map
            .iter()
            .flat_map(|(key, value)| {
                let name = key.as_str().unwrap_or("a key that is no text");
                match keys.iter().find(|(key, _)| *key == name) {
                    Some((_, inner)) => differences(value, inner, &format!("{path}.{name}")),
                    None => vec![format!("{path} has no key {name}")],
                }
            })
            .collect(),
        (shape, value) => vec![format!("{path} is {value:?}, no {shape:?}")],
    }
}

#[test]
fn keys_and_types_are_told_apart() {
    const GROUP: Shape = Shape::Keys(&[("name", Shape::Text), ("sizes", Shape::List(&Shape::Number))]);
    let of = |text: &str| differences(&crate::read::yaml(text)[0], &GROUP, "group");
    assert_eq!(of("name: a\nsizes: [1, 2]\n"), Vec::<String>::new());
    assert_eq!(of("nam: a\n"), ["group has no key nam"]);
    assert_eq!(of("sizes: [1, x]\n").len(), 1);
    assert_eq!(of("name: [a]\n").len(), 1);
}
