//! One step of the order in which files are used.

/// One step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What to do, and why.
    pub text: String,
    /// The commands, a line each; may be empty.
    pub commands: Vec<String>,
}

pub(super) fn step(text: impl Into<String>, commands: &[&str]) -> Step {
    Step { text: text.into(), commands: commands.iter().map(|c| c.to_string()).collect() }
}
