//! Where a scenario comes from, and what is wrong with it.

use super::*;
use crate::support::run;
use std::fs;
use tempfile::TempDir;

#[test]
fn a_file_and_standard_input_give_the_same() {
    let directory = TempDir::new().expect("a temporary directory");
    let file = directory.path().join("scenario.json");
    fs::write(&file, S3).expect("a written file");
    let by_file = run(["advise", &file.display().to_string()], b"");
    assert_eq!((by_file.code, by_file.out), (Some(0), table(S3, &[])));
    let missing = run(["advise", "/nowhere/scenario.json"], b"");
    assert_eq!(missing.code, Some(2));
    assert!(
        missing.err.contains("/nowhere/scenario.json") && missing.err.contains("- for standard input"),
        "{}",
        missing.err
    );
}

#[test]
fn a_wrong_answer_is_named_with_what_is_allowed() {
    let wrong =
        r#"{"v": 1, "q_encryption": "maybe", "q_cni": "wave", "region": "mars-1", "type": "m5.tiny", "q_vpn": "yes"}"#;
    let said = advise(wrong, &[]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""));
    let line = |start: &str| said.err.lines().find(|l| l.starts_with(start)).unwrap_or_default().to_string();
    let encryption = line("q_encryption: \u{201c}maybe\u{201d}");
    for code in ["yes", "tenant", "identity", "no", "unsure"] {
        assert!(encryption.contains(code), "{code} is not in {encryption:?}");
    }
    assert!(line("q_cni: \u{201c}wave\u{201d}").contains("weave"), "{}", said.err);
    assert!(line("region: \u{201c}mars-1\u{201d}").contains("us-east-1"), "{}", said.err);
    assert!(line("type: \u{201c}m5.tiny\u{201d}").contains("EC2 instance type"), "{}", said.err);
    assert!(!line("q_vpn").is_empty(), "{}", said.err);
    assert_eq!(said.err.lines().count(), 5, "all at once, nothing else: {}", said.err);
    // Planning says the same of the same file.
    assert_eq!(run(["plan", "-"], wrong.as_bytes()).err, said.err);
    assert_eq!(advise("{}", &["--era", "2018"]).code, Some(2));
    let none = advise("not JSON", &[]);
    assert_eq!(none.code, Some(2));
    assert!(none.err.starts_with("The scenario is not JSON"), "{}", none.err);
}
