//! The site's colours, read from its design tokens: they are nowhere else.

use charts::Role;
use model::node::limit::Limit;

/// As many workloads have colours that can be told apart.
pub const WORKLOADS: usize = 12;

/// Red, green and blue.
pub type Rgb = (u8, u8, u8);

const TOKENS: &str =
    concat!(include_str!("../../../style/00-tokens.css"), include_str!("../../../style/cluster/fleet.css"));

/// A token's colour for light surroundings, as the style sheet writes it: `#16202c`.
pub fn token(name: &str) -> &'static str {
    let line = |line: &'static str| line.trim().strip_prefix("--")?.strip_prefix(name)?.strip_prefix(": light-dark(");
    // A name that is missing would be our mistake; a test looks each one up.
    TOKENS.lines().find_map(line).and_then(|values| values.split(',').next()).unwrap_or("#000000")
}

/// The same as numbers.
pub fn rgb(name: &str) -> Rgb {
    let digits = token(name).trim_start_matches('#');
    let part = |at: usize| digits.get(at..at + 2).and_then(|d| u8::from_str_radix(d, 16).ok()).unwrap_or(0);
    (part(0), part(2), part(4))
}

/// The token of a limit's colour.
pub fn of_limit(limit: Limit) -> &'static str {
    charts::class_of(limit)
}

/// The token of a workload's colour, by its index; after the last the first again.
pub fn of_workload(index: usize) -> String {
    format!("workload-{}", index % WORKLOADS)
}

/// The token of a thing in a chart.
pub fn of_role(role: Role) -> &'static str {
    match role {
        Role::Grid => "line",
        Role::Axis | Role::Cross => "line-strong",
        Role::Chosen => "text",
        Role::Tick | Role::Label | Role::Note => "quiet",
        Role::Limit(limit) => of_limit(limit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_is_there() {
        assert_eq!((token("text"), rgb("text")), ("#16202c", (0x16, 0x20, 0x2c)));
        let roles = [Role::Grid, Role::Axis, Role::Cross, Role::Chosen, Role::Tick, Role::Label, Role::Note];
        let names = roles.into_iter().chain(Limit::ALL.into_iter().map(Role::Limit)).map(of_role);
        let workloads = (0..WORKLOADS).map(|n| format!("workload-{n}"));
        let plain = names.chain(["surface", "text", "quiet", "accent", "line"]).map(str::to_string);
        for name in plain.chain(workloads) {
            assert_ne!(token(&name), "#000000", "{name}");
            assert_eq!(token(&name).len(), 7, "{name}");
        }
        assert_eq!(token("no-such-token"), "#000000");
    }
}
