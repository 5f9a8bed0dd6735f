//! Which nodes are looked at: a choice that pages, links, the API and the command line share.

/// A choice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Which {
    /// Nodes of one type, the one that was chosen or the best.
    #[default]
    OneType,
    /// The cheapest mix of types.
    Fleet,
    /// The nodes that there are.
    Present,
}

impl Which {
    /// All choices.
    pub const ALL: [Which; 3] = [Which::OneType, Which::Fleet, Which::Present];

    /// A word for links and files.
    pub fn code(self) -> &'static str {
        match self {
            Which::OneType => "one-type",
            Which::Fleet => "fleet",
            Which::Present => "present",
        }
    }

    /// A choice by its word.
    pub fn of_code(code: &str) -> Option<Which> {
        Which::ALL.into_iter().find(|which| which.code() == code)
    }

    /// In words, to follow "nodes of".
    pub fn name(self) -> &'static str {
        match self {
            Which::OneType => "the best single type",
            Which::Fleet => "the fleet, a mix of types",
            Which::Present => "the cluster that you have",
        }
    }
}
