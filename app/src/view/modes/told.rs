//! What each mode can do, mostly in words: a table of its own, so that the figures need no more room than a
//! page has. Modes of one pod network share a row.

use super::Modes;
use crate::view::cites::told;
use crate::view::state::modes::{MODE_COLUMNS, OF_FIGURES};
use crate::view::words::NONE;
use maud::{Markup, PreEscaped, html};
use model::advice::knowledge::fact::Fact;
use model::modes::ModeRow;

impl Modes<'_> {
    /// Headings of what a mode can do, all of which sort.
    pub fn told_head(&self) -> Markup {
        html! { tr { th scope="col" { (MODE_COLUMNS[0].2) } (self.headings(&MODE_COLUMNS[OF_FIGURES..])) } }
    }

    /// A row for all modes of which the same is said, in the order of the figures.
    pub fn told_body(&self) -> Markup {
        html! {
            @for (said, modes) in self.told_alike() {
                tr.shown[modes.iter().any(|row| row.is_current)] {
                    th scope="row" { @for row in modes { div.current[row.is_current] { (row.name()) } } }
                    (PreEscaped(said))
                }
            }
        }
    }

    /// What is said, with the modes of which it is.
    fn told_alike(&self) -> Vec<(String, Vec<&ModeRow>)> {
        let mut all: Vec<(String, Vec<&ModeRow>)> = Vec::new();
        for row in self.ordered() {
            let said = cells(row).into_string();
            match all.iter_mut().find(|(others, _)| *others == said) {
                Some((_, modes)) => modes.push(row),
                None => all.push((said, vec![row])),
            }
        }
        all
    }
}

fn cells(row: &ModeRow) -> Markup {
    html! {
        td data-label="Largest flow" { @if let Some(f) = row.figures() { (f.largest_flow) } @else { (NONE) } }
        td data-label="Encryption" { (encryption(row)) }
        td data-label="Network policy" { (fact(row.policy())) }
        td data-label="Support on EKS" { (fact(row.support())) }
    }
}

/// What the type's hardware encrypts, where the mode has a type, and what the pod network itself encrypts with.
fn encryption(row: &ModeRow) -> Markup {
    html! {
        @match row.figures() {
            Some(f) if f.hardware_encryption => "in hardware; ",
            Some(_) => "not in hardware; ",
            None => {}
        }
        @if let Some(f) = row.software_encryption() { (told(f)) } @else { "none in software" }
    }
}

fn fact(fact: Option<&Fact>) -> Markup {
    html! { @if let Some(fact) = fact { (told(fact)) } @else { (NONE) } }
}
