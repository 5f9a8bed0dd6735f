//! The site over HTTP.
//!
//! - [`routes`] lists every address; [`state`] is the service that the handlers share.
//! - [`pages`], [`saved`], [`rooms`] and [`api`] answer; [`pictures`], [`take_away`] and [`assets`] send files.
//! - [`health`] says whether the site is well.
//! - [`shed`] refuses what there is no time for; [`send`] compresses once, and sends nothing that the asker has.
//! - [`security`] guards the site and its visitors; [`refusal`] says why a request is not done.

pub mod api;
pub mod assets;
pub mod contact;
pub mod health;
pub mod pack;
pub mod page_context;
pub mod pages;
pub mod pictures;
pub mod refusal;
pub mod rooms;
pub mod routes;
pub mod saved;
pub mod security;
pub mod send;
pub mod shed;
pub mod state;
pub mod take_away;
