//! Markup as a function of an evaluation, the same on the server and in the browser, and how it is looked at.

pub mod advice;
pub mod answer;
pub mod boxes;
pub mod chart;
pub(crate) mod cites;
pub mod find;
pub mod hero;
pub mod modes;
pub mod page_view;
pub mod state;
pub mod table;
pub mod words;
