//! Rooms, from opening to closing: the rules of a meeting, what may be seen, and a network that loses things.

#[path = "../../../model/tests/generate/mod.rs"]
mod generate;

mod blind;
mod kept;
mod meeting;
mod on_screen;
mod replay;
mod rules;
mod script;
mod simulator;
mod support;
