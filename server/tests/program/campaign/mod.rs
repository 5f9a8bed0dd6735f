//! Campaigns against the real site: hostile requests, stalled crowds, more than can be done, flipped bits, everything at once for
//! long. Each is short whenever the tests run, and goes on for `$CAMPAIGN` times as long by hand (`server/docs/operating.md` has
//! the table).

mod addresses;
mod bits;
mod crowd;
mod hostile;
mod overload;
mod requests;
mod soak;
