//! Makes the runs of `tests/everywhere` and ends with how many came out otherwise than `expected.in` says: what the test runs
//! as WebAssembly. Compiled with ADDRESSES_HOUR=1 it simulates an hour of 1,000 nodes instead, to be timed.

#[path = "../tests/everywhere/figures.rs"]
mod figures;

use figures::{CASES, Figures, an_hour, figures};
use std::process::ExitCode;

const EXPECTED: [Figures; CASES] = include!("../tests/everywhere/expected.in");

fn main() -> ExitCode {
    if option_env!("ADDRESSES_HOUR").is_some() {
        return ExitCode::from(u8::from(an_hour() == 0));
    }
    let differing = EXPECTED.iter().enumerate().filter(|(case, expected)| figures(*case as u64) != **expected);
    ExitCode::from(differing.count() as u8)
}
