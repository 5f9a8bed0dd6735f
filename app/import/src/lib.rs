//! From a kubectl dump, manifests or a CSV to a workload and a picture of the present fleet.
//!
//! Pure: no I/O, no clock, no UI; it compiles for the browser, where it runs in a worker. Files are read as streams of
//! objects: of each only what [`shape`] names is ever decoded, so that no value of an environment variable is held, and
//! memory grows with the pods, not with the file. What cannot be understood is listed, never dropped; no input makes it fail.
//!
//! Reading order: [`Reader`], [`shape`], [`source`], [`requests`] (what a pod requests), [`placement`] (where it may run),
//! `gather` (who belongs to whom), [`imported`] (the outcome), [`scenario`] (the same as a scenario), [`mod@conclude`] (all of it
//! with prices).

mod by_name;
pub mod conclude;
pub mod evidence;
mod facts;
pub mod format;
mod gather;
mod groups;
pub mod imported;
pub mod merge;
pub mod needs;
pub mod notes;
mod own_nodes;
pub mod owner;
pub mod placement;
pub mod present;
pub mod price;
pub mod quantity;
mod range;
pub mod reader;
pub mod report;
pub mod requests;
pub mod resources;
pub mod scenario;
pub mod shape;
pub mod source;
mod storage;
mod table;
mod taints;
pub mod value;
mod without_names;
pub mod words;

pub use imported::Imported;
pub use reader::{Reader, read};
