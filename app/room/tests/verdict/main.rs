//! What a verdict says, held against an oracle of its own and against the real catalogue.

#[path = "../../../model/tests/generate/mod.rs"]
mod generate;
mod oracle;
mod real;
mod support;
