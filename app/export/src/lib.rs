//! What leaves Berth: configuration that builds what was decided, a decision record, and tables.
//!
//! All of it is text, the same for the same scenario, catalogue and advice, and every figure in it is the
//! plan's. What Berth does not know is left to fill in, marked `TODO`, never made up.

mod bundle;
pub mod config;
mod fleet_nodes;
mod groups;
mod hcl;
mod markdown;
pub mod mixed;
pub mod network;
mod not_planned;
pub mod placements;
mod pools;
mod readme;
pub mod record;
mod subject;
pub mod tables;
mod text;
mod yaml;

pub use bundle::bundle;
pub use config::{Config, ConfigFile, Language, NoConfig, Purpose, Step, Tool};
pub use mixed::{Mixed, mixed};
pub use record::{Kept, decision_record};
pub use room::Meeting;
pub use subject::{PlannedFleet, Subject};
pub use tables::{csv, markdown_table};
