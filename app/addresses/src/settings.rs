//! Warm targets as text to paste.

use crate::targets::Targets;

/// Names and values, those that a mode reads: address targets override the others, and only one of the others counts.
pub fn variables(targets: Targets, prefixes: bool) -> Vec<(&'static str, u32)> {
    match (targets.is_by_address(), prefixes) {
        (true, _) => {
            let minimum = (targets.minimum > 0).then_some(("MINIMUM_IP_TARGET", targets.minimum));
            std::iter::once(("WARM_IP_TARGET", targets.addresses)).chain(minimum).collect()
        }
        (false, true) => vec![("WARM_PREFIX_TARGET", targets.prefixes)],
        (false, false) => vec![("WARM_ENI_TARGET", targets.enis)],
    }
}

/// Names that have to go, so that the others count.
fn unset(targets: Targets) -> &'static [&'static str] {
    match (targets.is_by_address(), targets.minimum) {
        (true, 1..) => &[],
        (true, 0) => &["MINIMUM_IP_TARGET"],
        (false, _) => &["WARM_IP_TARGET", "MINIMUM_IP_TARGET"],
    }
}

/// In a sentence: `WARM_IP_TARGET=2 MINIMUM_IP_TARGET=12`.
pub fn in_words(targets: Targets, prefixes: bool) -> String {
    variables(targets, prefixes).iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(" ")
}

/// For a VPC CNI that is no EKS add-on; a dash at the end of a name takes it away.
pub fn kubectl(targets: Targets, prefixes: bool) -> String {
    let gone = unset(targets).iter().map(|name| format!(" {name}-")).collect::<String>();
    format!("kubectl set env daemonset aws-node --namespace kube-system {}{gone}", in_words(targets, prefixes))
}

/// The EKS add-on's configuration values. Its schema takes every variable as text.
pub fn configuration_values(targets: Targets, prefixes: bool) -> String {
    let env =
        variables(targets, prefixes).iter().map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect::<Vec<_>>();
    format!("{{\"env\":{{{}}}}}", env.join(","))
}

/// For the add-on as Terraform has it.
pub fn terraform(targets: Targets, prefixes: bool) -> String {
    let width = variables(targets, prefixes).iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let env: String = variables(targets, prefixes)
        .iter()
        .map(|(name, value)| format!("      {name:<width$} = \"{value}\"\n"))
        .collect();
    format!("configuration_values = jsonencode({{\n  env = {{\n{env}  }}\n}})\n").replace("\n      ", "\n    ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Targets = Targets { addresses: 2, minimum: 12, enis: 1, prefixes: 1 };

    #[test]
    fn what_counts_is_printed_and_what_would_override_it_goes() {
        let kubectl = |targets, prefixes| {
            kubectl(targets, prefixes).replace("kubectl set env daemonset aws-node --namespace kube-system ", "")
        };
        assert_eq!(kubectl(SMALL, false), "WARM_IP_TARGET=2 MINIMUM_IP_TARGET=12");
        assert_eq!(kubectl(Targets { minimum: 0, ..SMALL }, true), "WARM_IP_TARGET=2 MINIMUM_IP_TARGET-");
        assert_eq!(kubectl(Targets::default(), false), "WARM_ENI_TARGET=1 WARM_IP_TARGET- MINIMUM_IP_TARGET-");
        assert_eq!(kubectl(Targets::default(), true), "WARM_PREFIX_TARGET=1 WARM_IP_TARGET- MINIMUM_IP_TARGET-");
    }

    #[test]
    fn the_add_on_takes_text() {
        let expected = r#"{"env":{"WARM_IP_TARGET":"2","MINIMUM_IP_TARGET":"12"}}"#;
        assert_eq!(configuration_values(SMALL, false), expected);
        let parsed: serde_json::Value = serde_json::from_str(expected).expect("it is JSON");
        assert_eq!(parsed["env"]["WARM_IP_TARGET"], "2");
        let expected = "configuration_values = jsonencode({\n  env = {\n    WARM_IP_TARGET    = \"2\"\n    MINIMUM_IP_TARGET = \"12\"\n  }\n})\n";
        assert_eq!(terraform(SMALL, false), expected);
    }
}
