//! The address that compares types or saved scenarios, by their names.

use model::scenario::Scenario;
use model::scenario::link::{query_pairs, to_query};

/// The key of instance types.
pub const TYPES: &str = "types";
/// The key of saved scenarios, by ID.
pub const SAVED: &str = "saved";
/// Most that are compared.
pub const MOST: usize = 4;

/// More names than this are not looked at.
const MOST_READ: usize = 20;

/// The address that compares types.
pub fn address(names: &[&str], scenario: &Scenario) -> String {
    format!("/compare?{TYPES}={}&{}", names.join(","), to_query(scenario))
}

/// The names of a key, separated by commas or given by repeating the key.
pub fn names(query: &str, key: &str) -> Vec<String> {
    let values: Vec<String> = query_pairs(query).filter(|(k, _)| k == key).map(|(_, value)| value).collect();
    let names = values.iter().flat_map(|value| value.split(',')).map(str::trim).filter(|name| !name.is_empty());
    names.take(MOST_READ).map(str::to_owned).collect()
}

/// The saved scenarios of an address, each as an ID or as what was pasted. A whole link stands for its ID, with whatever
/// follows it; a text that may be a link is not taken apart at its commas.
pub fn saved(query: &str) -> Vec<String> {
    let values = query_pairs(query).filter(|(key, _)| key == SAVED).map(|(_, value)| value);
    let texts = values.flat_map(|value| match value.contains(['/', '?']) {
        true => value.split_whitespace().map(str::to_owned).collect::<Vec<_>>(),
        false => value.split([',', ' ']).map(str::to_owned).collect(),
    });
    let ids = texts.map(|text| id_in(&text).map_or(text.clone(), str::to_owned));
    ids.filter(|text| !text.is_empty()).take(MOST_READ).collect()
}

/// The ID in a link to a saved scenario or to one of its pages.
fn id_in(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once("/s/")?;
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
    Some(&rest[..end]).filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_pasted_whole_and_lead_to_their_ids() {
        let all = |value: &str| saved(&format!("saved={value}"));
        let id = ["0Kd6bEUlL2x"];
        for link in [
            "0Kd6bEUlL2x",
            "/s/0Kd6bEUlL2x",
            "https://berth.example/s/0Kd6bEUlL2x",
            "+https://berth.example/s/0Kd6bEUlL2x/record%23top+",
            "https://berth.example/s/0Kd6bEUlL2x%3Fv=2%26families=m5,c5",
            "https://berth.example/s/0Kd6bEUlL2x,",
        ] {
            assert_eq!(all(link), id, "{link}");
        }
        assert_eq!(all("https://a.example/s/one%0Ahttps://a.example/s/two+three"), ["one", "two", "three"]);
        assert_eq!(saved("saved=a,+b,&saved=&saved=c&types=d"), ["a", "b", "c"]);
        let plan = "https://berth.example/?v=2&families=m5,c5";
        let kept = form_urlencoded::byte_serialize(plan.as_bytes()).collect::<String>();
        assert_eq!(all(&kept), [plan], "what is no link of ours is told whole");
        assert_eq!(all("https://berth.example/s/"), ["https://berth.example/s/"]);
        assert_eq!(saved(&"saved=a&".repeat(100)).len(), MOST_READ);
    }

    #[test]
    fn names_come_by_commas_or_one_by_one_and_not_without_end() {
        assert_eq!(names("saved=a,+b,&saved=&saved=c&types=d", SAVED), ["a", "b", "c"]);
        assert_eq!(names(&format!("types={}", "a,".repeat(100)), TYPES).len(), MOST_READ);
        assert!(names("", TYPES).is_empty());
    }
}
