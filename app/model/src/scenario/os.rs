//! The operating system that a node runs.

/// What decides the memory reserve and the disks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Os {
    /// Amazon Linux 2023, set up by nodeadm.
    Al2023,
    /// Bottlerocket.
    Bottlerocket,
    /// Windows Server, as in EKS's own images.
    Windows,
}

/// Codes in links and names on the page, in the order of [`Os`].
pub const SYSTEMS: [(&str, &str); 3] = [("al2023", "AL2023"), ("bottlerocket", "Bottlerocket"), ("windows", "Windows")];

impl Os {
    /// The name on the page.
    pub fn name(self) -> &'static str {
        SYSTEMS[self as usize].1
    }

    /// The code in links.
    pub fn code(self) -> &'static str {
        SYSTEMS[self as usize].0
    }
}
