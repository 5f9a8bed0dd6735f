//! How long a campaign goes on: short whenever the tests run, longer by hand.

/// So many rounds, and `$CAMPAIGN` times as many where that is set.
pub fn rounds(usual: u64) -> u64 {
    usual * number("CAMPAIGN", 1)
}

/// Where chance starts from: `$CAMPAIGN_SEED`, the same in every run without it.
pub fn seed() -> u64 {
    number("CAMPAIGN_SEED", 1)
}

fn number(variable: &str, usual: u64) -> u64 {
    match std::env::var(variable) {
        Ok(text) => text.parse().unwrap_or_else(|_| unreachable!("${variable} takes a number, not {text:?}")),
        Err(_) => usual,
    }
}
