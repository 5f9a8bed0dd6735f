//! What a reader should know of a file: collected while it is read, counted, with a few examples.

use crate::by_name::ByName;
use model::order::sort_short_by;
use model::units::grouped;

/// What kind of remark it is. In the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// The file is not as it must be.
    Wrong,
    /// It binds in the cluster, and Berth cannot tell what it means.
    NotUnderstood,
    /// It is understood, and a scenario has no setting for it.
    NotTakenOver,
    /// How something was counted.
    Counted,
}

impl What {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [What; 4] = [What::Wrong, What::NotUnderstood, What::NotTakenOver, What::Counted];

    /// What they are called together.
    pub fn heading(self) -> &'static str {
        match self {
            What::Wrong => "Not as it must be",
            What::NotUnderstood => "Not understood",
            What::NotTakenOver => "Understood, and not taken over: a scenario has no setting for it",
            What::Counted => "How it was counted",
        }
    }
}

/// A remark, with how often it holds and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind.
    pub what: What,
    /// A sentence without its full stop.
    pub text: String,
    /// How often.
    pub count: u32,
    /// The first few that it holds of; none where names are hidden.
    pub examples: Vec<String>,
}

impl Note {
    /// The whole of it in a line: `Held to zones: a (3 times): web, api and others`.
    pub fn words(&self) -> String {
        let times = if self.count > 1 { format!(" ({} times)", grouped(self.count.into())) } else { String::new() };
        let of = match self.examples.as_slice() {
            [] => String::new(),
            some => {
                let others = if self.count as usize > some.len() { " and others" } else { "" };
                format!(": {}{others}", some.join(", "))
            }
        };
        format!("{}{times}{of}", self.text)
    }
}

/// Remarks as they come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes(ByName<Note>);

/// Examples of one remark.
const MAX_EXAMPLES: usize = 3;
/// Different remarks of one kind; the others are counted together.
const MAX_TEXTS: usize = 200;

impl Notes {
    /// Adds a remark about something.
    pub fn add(&mut self, what: What, text: impl Into<String>, example: impl Into<String>) {
        self.add_many(what, text, example, 1);
    }

    /// Adds a remark about so many.
    pub fn add_many(&mut self, what: What, text: impl Into<String>, example: impl Into<String>, count: u32) {
        let (text, example) = (text.into(), example.into());
        self.add_texts(what, text, example, count);
    }

    fn add_texts(&mut self, what: What, mut text: String, example: String, count: u32) {
        let name = |text: &str| crate::by_name::name(&[["0", "1", "2", "3"][what as usize], text]);
        if self.0.len() >= MAX_TEXTS && !self.0.has(&name(&text)) {
            text = "Other remarks of this kind".into();
        }
        let note = self.0.get_or(name(&text), || Note { what, text, count: 0, examples: Vec::new() });
        note.count = note.count.saturating_add(count);
        if !example.is_empty() && note.examples.len() < MAX_EXAMPLES && !note.examples.contains(&example) {
            note.examples.push(example);
        }
    }

    /// All of them, by kind, the most frequent first.
    pub fn list(mut self) -> Vec<Note> {
        let mut notes: Vec<Note> = self.0.take().into_iter().map(|(_, note)| note).collect();
        // the names were in the order of the texts already
        sort_short_by(&mut notes, |a, b| a.what.cmp(&b.what).then(b.count.cmp(&a.count)));
        notes
    }
}
