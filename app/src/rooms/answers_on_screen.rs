//! The answers to a question on the screen: as much as is read from the last row without scrolling, and how much more there is.
//! Everybody has the rest on their own page.

use super::people::answered;
use maud::{Markup, html};
use model::units::counted;
use room::view::{Chip, Revealed};

/// Columns that the screen has room for.
const COLUMNS: usize = 4;
/// Rows of numbers that it has room for.
const ROWS: usize = 6;
/// People that a column names, and whys that it quotes.
const IN_A_COLUMN: Shown = Shown { names: 4, whys: 2 };
/// The same of a row, which is one line.
const IN_A_ROW: Shown = Shown { names: 3, whys: 1 };

/// How much of an answer is shown.
struct Shown {
    names: usize,
    whys: usize,
}

/// A column an answer.
pub(super) fn columns(revealed: &Revealed) -> Markup {
    let all = &revealed.columns;
    let most = all.iter().map(|column| column.chips.len()).max().unwrap_or_default();
    html! {
        @if all.is_empty() { p { "Nobody has answered." } }
        ul.columns aria-label="Answers" {
            @for column in all.iter().take(COLUMNS) {
                li.column.most[most > 1 && column.chips.len() == most] {
                    h3 { span { (column.words) } span { (column.chips.len()) } }
                    (names(&column.chips, &IN_A_COLUMN))
                }
            }
        }
        (more(all.len().saturating_sub(COLUMNS)))
    }
}

/// A line a number, beside the plot of all: columns have no room for six of them above what they lead to.
pub(super) fn rows(revealed: &Revealed) -> Markup {
    let all = &revealed.columns;
    html! {
        div {
            ul.rows aria-label="Answers" {
                @for column in all.iter().take(ROWS) { li { b { (column.words) } (names(&column.chips, &IN_A_ROW)) } }
            }
            (more(all.len().saturating_sub(ROWS)))
        }
    }
}

fn more(answers: usize) -> Markup {
    html! { @if answers > 0 { p.help { "and " (counted(answers as u32, "more answer")) } } }
}

/// Those who say why come first.
fn names(chips: &[Chip], shown: &Shown) -> Markup {
    let (said, unsaid): (Vec<&Chip>, Vec<&Chip>) = chips.iter().partition(|chip| !chip.why.is_empty());
    let named = said.into_iter().chain(unsaid);
    html! {
        ul {
            @for (index, chip) in named.take(shown.names).enumerate() {
                @let why = if index < shown.whys { chip.why.clone() } else { String::new() };
                (answered(&Chip { why, ..chip.clone() }, None))
            }
            @if chips.len() > shown.names { li { "and " (chips.len() - shown.names) " more" } }
        }
    }
}
