//! `berth advise` as people and programs run it: both eras, both formats, and the answers to wrong input.

mod formats;
mod golden;
mod input;

use crate::support::{Said, run};
use serde_json::Value;

/// `berth advise -` with this scenario on standard input.
pub fn advise(scenario: &str, options: &[&str]) -> Said {
    run(["advise", "-"].iter().chain(options), scenario.as_bytes())
}

/// What it prints as text; it must succeed.
#[track_caller]
pub fn table(scenario: &str, options: &[&str]) -> String {
    let said = advise(scenario, options);
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{scenario}");
    said.out
}

/// What it prints as JSON; it must succeed.
#[track_caller]
pub fn advised(scenario: &str, options: &[&str]) -> Value {
    let options: Vec<_> = options.iter().copied().chain(["--format", "json"]).collect();
    serde_json::from_str(&table(scenario, &options)).expect("it prints JSON")
}

pub fn list<'a>(value: &'a Value, key: &str) -> &'a Vec<Value> {
    value[key].as_array().expect("a list")
}

/// Each of these of a list of objects.
pub fn each<'a>(value: &'a Value, key: &str, of: &str) -> Vec<&'a str> {
    list(value, key).iter().map(|v| v[of].as_str().expect("a text")).collect()
}

/// Many small pods on m5.large: S2.
pub const S2: &str = r#"{"v": 1, "type": "m5.large", "q_density": "yes",
    "profiles": [{"pods": 400, "cpu_m": 50, "mem_mib": 64}]}"#;
/// Encryption by any means on types that encrypt: S4.
pub const S4: &str =
    r#"{"v": 1, "families": ["m7g", "m6i"], "arch": "both", "q_encryption": "yes", "q_middlebox": "no"}"#;
/// Keys of the tenant on types that do not: S5.
pub const S5: &str = r#"{"v": 1, "families": ["m5", "t3"], "burstable": true, "q_encryption": "tenant"}"#;
/// Weave Net runs today: S15.
pub const S15: &str = r#"{"v": 1, "q_encryption": "tenant", "q_portable": "some", "q_runs": "eks", "q_cni": "weave"}"#;
/// Multicast for pods that the VPC must reach.
pub const IMPOSSIBLE: &str = r#"{"v": 1, "q_multicast": "pods", "q_routable": "yes"}"#;
/// Small subnets and a secondary range: S3.
pub const S3: &str = r#"{"v": 1, "type": "m5.xlarge", "q_addresses": "yes", "q_cidr": "yes", "q_ipv6": "no",
    "profiles": [{"pods": 1200, "cpu_m": 186, "mem_mib": 64}],
    "subnets": [{"zone": "a", "free": 251}, {"zone": "b", "free": 251}, {"zone": "c", "free": 251}]}"#;
