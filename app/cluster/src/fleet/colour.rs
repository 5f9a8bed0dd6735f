//! A workload's colour: the same in picture, table and legend.

/// Colours that can be told apart. Those after the last are the first again, paler.
pub const COLOURS: usize = 12;

/// The class of a profile at an index of the scenario.
pub fn class(profile: usize) -> String {
    let colour = profile % COLOURS;
    match profile / COLOURS {
        0 => format!("w{colour}"),
        round => format!("w{colour} pale{}", round.min(2)),
    }
}
