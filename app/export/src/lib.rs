//! What leaves Berth: configuration that builds what was decided, a decision record, and tables.
//!
//! All of it is text, the same for the same scenario, catalogue and advice, and every figure in it is the
//! plan's. What Berth does not know is left to fill in, marked `TODO`, never made up.

pub mod config;
mod markdown;
pub mod mixed;
pub mod network;
pub mod record;
mod subject;
pub mod tables;
mod text;
mod yaml;

pub use config::{Config, ConfigFile, Language, NoConfig};
pub use mixed::{Mixed, mixed};
pub use record::{Dated, decision_record};
pub use subject::Subject;
pub use tables::{csv, markdown_table};
