//! What was not understood, what has no setting, what was left out, and how things were counted.

use super::Shown;
use import::notes::{Note, What};
use import::words::left_out;
use maud::{Markup, html};

impl Shown<'_> {
    pub(super) fn remarks(&self) -> Markup {
        let of_scenario = self.concluded.converted.iter().flat_map(|converted| &converted.notes);
        let notes: Vec<&Note> = self.imported.notes.iter().chain(of_scenario).collect();
        let left_out = left_out(self.imported);
        // where there is nothing to plan, what is wrong is said above
        let nothing = self.concluded.converted.is_none();
        html! {
            @if !left_out.is_empty() {
                h3 { "Left out" }
                ul { @for line in left_out { li { (line) } } }
            }
            @for what in What::ALL {
                @let of_kind: Vec<_> = notes.iter().filter(|note| note.what == what && !(nothing && what == What::Wrong)).collect();
                @if !of_kind.is_empty() {
                    h3 { (what.heading()) }
                    ul.remarks { @for note in of_kind { li { bdi { (note.words()) } } } }
                } @else if what == What::NotUnderstood && !nothing {
                    h3 { (what.heading()) }
                    p { "Nothing: all that bears on requests and placement was understood." }
                }
            }
        }
    }
}
