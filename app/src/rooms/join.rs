//! How people come in: by a room's link, or by its code.

use super::about::{CodePage, JoinPage, problems};
use super::people;
use maud::{Markup, html};
use model::units::counted;
use room::limits::MAX_NAME;

/// A name, and whether to answer or to watch: the two buttons are the form's end.
pub(super) fn page(page: &JoinPage) -> Markup {
    let (place, room) = (&page.place, &page.view.room);
    let asked = counted(room.questions.len() as u32, "question");
    html! {
        h1 { bdi { (room.title) } }
        p.lead {
            bdi { (room.label(room.facilitator)) } " asks you to decide this together: "
            (asked) ". Everybody answers alone; nobody sees your answers before all are shown."
        }
        (problems("join-problems", &page.problems))
        form.join method="post" action=(place.path("join")) {
            input type="hidden" name="key" value=(page.key);
            label for="join-name" { "Your name" }
            input id="join-name" name="name" value=(page.name) maxlength=(MAX_NAME) required autocomplete="nickname" autofocus
                aria-describedby="join-help" aria-invalid=[(!page.problems.is_empty()).then_some("true")];
            p.help id="join-help" { "The others see it. No account." }
            div.choices {
                button.large.primary name="role" value="answer" { "Answer" }
                button.large name="role" value="watch" { "Watch" }
            }
            p.help { "Those who watch see everything that is shown, and are not counted or waited for." }
        }
        @if !room.people.is_empty() { h2 { "Here already" } (people::all(room, None)) }
    }
}

/// For those who read the code on a screen.
pub(super) fn code_page(page: &CodePage) -> Markup {
    html! {
        h1 { "Join a room" }
        (problems("join-problems", &page.problems))
        form.join method="get" action="/r" {
            label for="join-code" { "The code on the screen" }
            input.code id="join-code" name="code" value=(page.code) maxlength="40" required autocomplete="off" autocapitalize="none" autofocus spellcheck="false"
                aria-invalid=[(!page.problems.is_empty()).then_some("true")];
            div.choices { button.large.primary { "Go to the room" } }
        }
        p.help { "A room begins with a plan: " a href="/" { "make one" } ", then choose " i { "Decide together" } "." }
    }
}
