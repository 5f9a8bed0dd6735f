//! Whatever is asked of whatever catalogue: files parse, and agree on max-pods and types.

use crate::cluster::Worked;
use crate::generate::catalogs::catalog;
use crate::generate::config;
use crate::generate::scenarios::Spread::{Anything, Plausible};
use crate::generate::scenarios::scenario;
use crate::read::{all_texts, yaml};
use crate::rules::broken;
use export::{Config, Kept, Language, csv, decision_record};
use model::node::launchable::cannot_start;
use model::scenario::{Era, Filters, Scenario};
use proptest::prelude::*;
use yaml_rust2::Yaml;

/// Every max-pods that a document states, by whichever key.
fn max_pods(value: &Yaml, found: &mut Vec<i64>) {
    match value {
        Yaml::Hash(map) => map.iter().for_each(|(key, value)| {
            if let (Some("maxPods" | "maxPodsPerNode" | "max-pods"), Some(number)) = (key.as_str(), value.as_i64()) {
                found.push(number);
            }
            max_pods(value, found);
        }),
        Yaml::Array(items) => items.iter().for_each(|item| max_pods(item, found)),
        Yaml::String(text) if text.contains("kind: NodeConfig") => {
            yaml(text).iter().for_each(|inner| max_pods(inner, found));
        }
        _ => {}
    }
}

/// Reads all files of a configuration; how many numbers of max-pods were stated.
fn agree(worked: &Worked) -> Result<usize, TestCaseError> {
    let Ok(config) = Config::of(worked.subject()) else { return Ok(0) };
    let expected = i64::from(config.max_pods());
    let types = config.instance_types();
    let mut numbers = Vec::new();
    for file in config.files() {
        match file.language {
            Language::Yaml => {
                let documents = yaml(&file.text);
                prop_assert!(!documents.is_empty(), "{}", file.name);
                documents.iter().for_each(|document| max_pods(document, &mut numbers));
                let mut texts = Vec::new();
                documents.iter().for_each(|document| all_texts(document, &mut texts));
                let named = |name: &str| texts.iter().any(|text| text == name);
                for t in worked.catalog().types.iter().filter(|t| named(&t.name)) {
                    prop_assert!(types.contains(&t.name.as_str()), "{} in {}", t.name, file.name);
                }
                prop_assert!(!file.text.to_lowercase().contains("weave"));
            }
            Language::Toml => {
                let table: toml::Table = file.text.parse().expect("TOML");
                numbers.extend(table["settings"]["kubernetes"]["max-pods"].as_integer());
            }
            Language::Hcl | Language::Markdown => {}
        }
    }
    prop_assert_eq!(broken(&config.files()), Vec::<String>::new());
    prop_assert!(numbers.iter().all(|n| *n == expected), "{numbers:?} are not {expected}");
    Ok(numbers.len())
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn files_of_plausible_scenarios_agree(catalog in catalog(), s in scenario(Era::Today, Plausible)) {
        let worked = Worked::on(catalog, s);
        agree(&worked)?;
        let again = Worked::on(worked.catalog().clone(), worked.scenario().clone());
        if let (Ok(a), Ok(b)) = (Config::of(worked.subject()), Config::of(again.subject())) {
            prop_assert_eq!(a.files(), b.files());
        }
    }

    #[test]
    fn files_of_any_scenario_parse(catalog in catalog(), s in scenario(Era::Today, Anything)) {
        agree(&Worked::on(catalog, s))?;
    }

    /// With nothing filtered out: neither a file nor the record nor the table of candidates names a type that the nodes
    /// of the scenario cannot be of.
    #[test]
    fn nothing_that_leaves_names_a_type_that_cannot_be_started(
        catalog in catalog(),
        s in scenario(Era::Today, Plausible),
    ) {
        let worked = Worked::on(catalog, Scenario { filters: Filters::open(), chosen: None, ..s });
        let node = worked.scenario().node;
        let refused = worked.catalog().types.iter().filter(|t| cannot_start(t, node.owner, node.os()).is_some());
        let refused: Vec<&str> = refused.map(|t| t.name.as_str()).collect();
        let mut texts = vec![
            decision_record(&worked.subject(), &Kept { date: "2026-11-28", ..Kept::default() }),
            csv(&worked.0, &worked.plan().candidates, &[]),
        ];
        if let Ok(config) = Config::of(worked.subject()) {
            texts.extend(config.files().into_iter().map(|file| file.text));
        }
        for text in &texts {
            let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
            for word in text.split(|c| !is_of_name(c)).map(|word| word.trim_end_matches('.')) {
                prop_assert!(!refused.contains(&word), "{word} on {:?} {:?} in {text}", node.owner, node.os());
            }
        }
    }
}

/// The random cases do state max-pods, so that agreeing means something.
#[test]
fn random_cases_state_max_pods() {
    let stated = std::cell::RefCell::new([0, 0]);
    let mut runner = proptest::test_runner::TestRunner::new(config(300));
    let ran = runner.run(&(catalog(), scenario(Era::Today, Plausible)), |(catalog, s)| {
        let n = agree(&Worked::on(catalog, s))?;
        stated.borrow_mut()[usize::from(n > 0)] += 1;
        Ok(())
    });
    assert_eq!(ran, Ok(()));
    let [silent, said] = *stated.borrow();
    assert!(said > 30 && silent > 20, "{said} state it, {silent} leave it to AWS or have no files");
}
