//! YAML: several documents, anchors, bombs, templates that were not rendered.

use crate::{read, rows, said};
use import::notes::What;
use proptest::prelude::*;

const WEB: &str = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3\n  template:\n    spec:\n      containers:\n      - name: a\n        resources:\n          requests: {cpu: 0.25, memory: 512Mi}\n";

#[test]
fn documents_are_read_one_by_one_and_a_slip_costs_one_of_them() {
    let text = format!(
        "# a file\n---\n{WEB}---\nkind: Service\nmetadata: {{name: web}}\n---\nkind: [Broken\n--- # another\n{}",
        WEB.replace("web", "api")
    );
    let imported = read(text.replace('\n', "\r\n"));
    assert_eq!(rows(&imported), [("api".to_owned(), 3, 250, 512), ("web".to_owned(), 3, 250, 512)]);
    let wrong = said(&imported, What::Wrong);
    assert!(wrong.len() == 1 && wrong[0].starts_with("The YAML document at line "), "{wrong:?}");
}

#[test]
fn a_list_holds_objects() {
    let item = WEB
        .lines()
        .enumerate()
        .map(|(i, line)| format!("{}{line}\n", if i == 0 { "- " } else { "  " }))
        .collect::<String>();
    let imported = read(format!("apiVersion: v1\nitems:\n{item}{}kind: List\n", item.replace("web", "api")));
    assert_eq!(imported.pods(), 6);
}

#[test]
fn anchors_and_merges_mean_what_yaml_says() {
    let text = "x-common: &small\n  requests: &amounts\n    cpu: 100m\n    memory: 64Mi\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers:\n      - name: one\n        resources: *small\n      - name: two\n        resources:\n          requests:\n            <<: *amounts\n            cpu: 300m\n      - <<: {name: three, resources: {requests: *amounts}}\n        name: four\n";
    assert_eq!(rows(&read(text)), [("a".to_owned(), 1, 500, 192)]);
}

#[test]
fn a_bomb_is_a_sentence() {
    let mut text = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let before = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", vec![before; 10].join(", "));
    }
    text += "kind: Deployment\n";
    let imported = read(&text);
    assert!(said(&imported, What::Wrong)[0].contains("repeat each other without end"));
    for text in ["a: &a [*a]\n", "a: *nobody\n", "&a a: *a\n", "a: &a {b: &b [*a]}\n"] {
        assert!(!said(&read(text), What::Wrong).is_empty(), "{text}");
    }
}

#[test]
fn a_template_that_was_not_rendered_says_so() {
    let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: {{ .Values.name }}\nspec:\n  replicas: {{ .Values.replicas }}\n";
    let imported = read(text);
    let wrong = said(&imported, What::Wrong);
    assert!(wrong.iter().any(|text| text.contains("helm template")), "{wrong:?}");
    assert!(imported.workloads.is_empty());
}

#[test]
fn scalars_keep_their_digits() {
    let with = |cpu: &str| rows(&read(WEB.replace("0.25", cpu)))[0].2;
    assert_eq!(
        [with("'250m'"), with("\"1\""), with("1e-1"), with("0.1"), with("!!str 2"), with("~")],
        [250, 1_000, 100, 100, 2_000, 0]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_yaml_breaks_the_reader(text in r#"(kind|spec|items|a|b|: |:|- |-|\n|\n  |\n    |\[|\]|\{|\}|,|&a|\*a|<<|'|"|\||>|#|!!str|%|\?|---|\.\.\.|\t|\\|é){0,60}"#) {
        let _ = read(format!("kind: List\n{text}"));
    }

    #[test]
    fn damaged_manifests_never_break_the_reader(edits in prop::collection::vec((any::<prop::sample::Index>(), any::<char>(), 0..9_usize), 1..10)) {
        let mut text: Vec<char> = format!("{WEB}---\n{WEB}").chars().collect();
        for (at, c, length) in edits {
            let at = at.index(text.len());
            match length {
                0..3 => text[at] = c,
                3..6 => { text.drain(at..(at + length).min(text.len())); }
                _ => text.insert(at, if length == 6 { '\n' } else { ' ' }),
            }
        }
        prop_assert!(read(text.into_iter().collect::<String>()).workloads.len() <= 4);
    }
}
