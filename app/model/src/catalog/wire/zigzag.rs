//! A figure as what it differs by from a guess, whichever way: small numbers for good guesses. The arithmetic wraps, so that
//! guess and difference give the figure whatever the guess; 0 is left for "none".

/// What is written of a figure. Of 62,800 after a guess of 62,790: `2 * 10 + 1`.
pub(super) fn difference(figure: u64, guess: u64) -> u64 {
    let difference = figure.wrapping_sub(guess) as i64;
    ((difference << 1 ^ difference >> 63) as u64).wrapping_add(1)
}

/// The figure; `None` where there is none.
pub(super) fn figure(difference: u64, guess: impl FnOnce() -> u64) -> Option<u64> {
    let zigzag = difference.checked_sub(1)?;
    Some(guess().wrapping_add(zigzag >> 1 ^ (zigzag & 1).wrapping_neg()))
}
