//! What somebody who has to wait is told.

use super::pace::Pace;
use model::units::grouped;
use std::net::IpAddr;
use std::time::Duration;

/// Somebody has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooOften {
    /// So long.
    pub wait: Duration,
    pub(super) pace: Pace,
    pub(super) whose: Whose,
}

/// Whose pace it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whose {
    Own,
    Address,
    Block { is_v4: bool },
}

impl Whose {
    /// That of the block of a client.
    pub(super) fn block_of(client: IpAddr) -> Whose {
        Whose::Block { is_v4: client.to_canonical().is_ipv4() }
    }
}

impl TooOften {
    /// What is limited, such as `scenarios can be saved`, with how often, and how long to wait.
    pub fn sentence(&self, what: &str) -> String {
        let whose = match self.whose {
            Whose::Own => "",
            Whose::Address => "From your address, ",
            Whose::Block { is_v4: true } => "From the network of your address (its /24), ",
            Whose::Block { is_v4: false } => "From the network of your address (its /48), ",
        };
        let (pace, wait) = (self.pace, seconds(self.wait));
        format!(
            "{}, up to {} at once. Try again in {wait}.",
            capital(&format!("{whose}{what} {pace}")),
            grouped(pace.at_once.into())
        )
    }
}

fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// A wait as a sentence has it.
fn seconds(wait: Duration) -> String {
    match wait.as_millis().div_ceil(1_000).max(1) {
        1 => "1 second".into(),
        n @ 2..120 => format!("{n} seconds"),
        n => format!("{} minutes", n.div_ceil(60)),
    }
}
