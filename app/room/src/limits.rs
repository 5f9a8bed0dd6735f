//! How much a room takes. Beyond each of these is a refusal that says so.

/// Seats of a room.
pub const MAX_SEATS: usize = 200;
/// Events of a room.
pub const MAX_EVENTS: u32 = 50_000;
/// Bytes of an event.
pub const MAX_EVENT: usize = 64 * 1024;
/// Questions of a room.
pub const MAX_QUESTIONS: usize = 30;
/// Characters of a name.
pub const MAX_NAME: usize = 40;
/// Characters of a why, a reason or the owner of a parked question.
pub const MAX_WHY: usize = 280;
/// Characters of a title: what a saved scenario takes.
pub const MAX_TITLE: usize = 100;
/// Characters of a note: what a saved scenario takes.
pub const MAX_NOTE: usize = 2_000;
/// Bytes of a scenario as a link's query. A saved one takes 8 KB: what is settled has to fit in, too.
pub const MAX_SCENARIO: usize = 7 * 1024;
/// Days from now that a date for the reveal may be away.
pub const MAX_DAYS_TO_REVEAL: u64 = 90;
/// Rounds of a question.
pub const MAX_ROUNDS: u32 = 100;
/// Seconds without the facilitator after which another seat may take over.
pub const TAKE_OVER_AFTER: u64 = 120;
/// Days without an event after which a room that was never closed may go.
pub const EXPIRES_AFTER_DAYS: u64 = 30;
/// Combinations of answers that are evaluated; beyond, one question at a time.
pub const MAX_COMBINATIONS: usize = 4_096;
/// Different workloads that the numbers among these answers may make: each is planned, which takes as long as twenty
/// decisions by other answers. Beyond, one question at a time, too.
pub const MAX_WORKLOADS: usize = 256;

/// Seconds of a day.
pub const DAY: u64 = 86_400;
