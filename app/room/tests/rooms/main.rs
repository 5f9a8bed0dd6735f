//! Rooms, from opening to closing.

mod meeting;
mod support;
