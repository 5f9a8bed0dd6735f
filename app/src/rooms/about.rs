//! What the server gives to a room's page.

use super::figures::Figures;
use maud::{Markup, html};
use model::scenario::Scenario;
use room::{Moment, Question, View};
use std::sync::Arc;

/// What one of the addresses under `/r` and `/rooms` shows; its status is the server's.
#[derive(Clone)]
pub enum RoomPage {
    /// The form that opens a room, also when it was refused.
    Start(Box<StartPage>),
    /// The form for a code.
    Code(CodePage),
    /// A room for somebody without a seat.
    Join(Box<JoinPage>),
    /// A room for somebody with one.
    Seat(Box<SeatPage>),
    /// A room for the projector.
    Screen(Box<ScreenPage>),
    /// No room.
    Gone(Gone),
}

/// Why there is no room.
#[derive(Clone, Debug)]
pub struct Gone {
    /// In a few words.
    pub heading: &'static str,
    /// In sentences.
    pub sentences: Vec<String>,
}

/// A room's addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The end of its address.
    pub id: String,
    /// What people type.
    pub code: String,
    /// Where the site is, without a slash at the end.
    pub base: String,
}

impl Place {
    /// The whole address of the room.
    pub fn link(&self) -> String {
        format!("{}/r/{}", self.base, self.id)
    }

    /// The address of a command, or of a page of the room.
    pub fn path(&self, of: &str) -> String {
        format!("/r/{}/{of}", self.id)
    }
}

/// A question, and whether it is worth asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggested {
    /// Which.
    pub question: Question,
    /// Whether its answer can change the advice or the cost.
    pub matters: bool,
    /// Why, or why not.
    pub why: String,
}

/// The form that opens a room, as it was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// Of the room.
    pub title: String,
    /// The facilitator's.
    pub name: String,
    /// `answer` or `watch`.
    pub role: String,
    /// Keys of those ticked; `None`: those that matter.
    pub questions: Option<Vec<String>>,
    /// `YYYY-MM-DDTHH:MM`, UTC.
    pub reveal_at: String,
    /// How many people.
    pub reveal_people: String,
    /// `everyone` or `facilitator`.
    pub what_if_by: String,
}

/// The form that opens a room.
#[derive(Clone)]
pub struct StartPage {
    /// What is to be decided about.
    pub scenario: Scenario,
    /// Of the facilitator’s seat: sent twice it is still one room.
    pub key: String,
    /// Every question, in the order of asking.
    pub questions: Vec<Suggested>,
    /// As sent, or what the form begins with.
    pub typed: Typed,
    /// What is wrong with it, a sentence each.
    pub problems: Vec<String>,
    /// The saved decision that is reviewed.
    pub supersedes: Option<String>,
}

/// The form for a code.
#[derive(Clone, Debug, Default)]
pub struct CodePage {
    /// As typed.
    pub code: String,
    /// Why it leads nowhere.
    pub problems: Vec<String>,
}

/// A room for somebody without a seat: what the screen shows of it.
#[derive(Clone)]
pub struct JoinPage {
    /// Its addresses.
    pub place: Place,
    /// As for the screen.
    pub view: View,
    /// Of the seat that the form takes: sent twice it is still one.
    pub key: String,
    /// As typed.
    pub name: String,
    /// What is wrong with it.
    pub problems: Vec<String>,
}

/// A room for somebody with a seat.
#[derive(Clone)]
pub struct SeatPage {
    /// Its addresses.
    pub place: Place,
    /// What this seat may see.
    pub view: View,
    /// What the answers lead to.
    pub figures: Arc<Figures>,
    /// When the view was made.
    pub now: Moment,
    /// The link with the seat's key, to go on with on another device. On the page only, never in a fragment.
    pub phone: Option<String>,
    /// What was wrong with the last command.
    pub problems: Vec<String>,
    /// What that command sent: without a script it would be lost.
    pub typed: Vec<(String, String)>,
}

impl SeatPage {
    /// What the last command sent in a field, where it was about this question or about none.
    pub(super) fn typed(&self, question: &str, field: &str) -> Option<&str> {
        let sent = |name: &str| self.typed.iter().rfind(|(key, _)| key == name).map(|(_, value)| value.as_str());
        let is_about_it = sent("question").is_none_or(|asked| asked == question);
        sent(field).filter(|_| is_about_it)
    }
}

/// A room for the projector.
#[derive(Clone)]
pub struct ScreenPage {
    /// Its addresses.
    pub place: Place,
    /// What everybody may see.
    pub view: View,
    /// What the answers lead to.
    pub figures: Arc<Figures>,
    /// When the view was made.
    pub now: Moment,
}

/// What was wrong with a form.
pub(super) fn problems(id: &str, sentences: &[String]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            div.problems id=(id) role="alert" tabindex="-1" { ul { @for sentence in sentences { li { (sentence) } } } }
        }
    }
}

pub(super) fn gone_room(version: u64, gone: &Gone) -> Markup {
    html! {
        div.room id="room" data-version=(version) data-say=(gone.heading) data-over {
            section.stage { h2 tabindex="-1" { (gone.heading) } @for sentence in &gone.sentences { p { (sentence) } } }
        }
    }
}

pub(super) fn gone_page(gone: &Gone) -> Markup {
    html! {
        h1 { (gone.heading) }
        @for sentence in &gone.sentences { p { (sentence) } }
        p { a href="/r" { "Join a room by its code" } ", or " a href="/" { "start a plan" } "." }
    }
}
