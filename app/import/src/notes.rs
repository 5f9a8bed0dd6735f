//! What a reader should know of a file: collected while it is read, counted, with a few examples.

use std::collections::BTreeMap;

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

/// Remarks as they come.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes(BTreeMap<(What, String), (u32, Vec<String>)>);

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
        let mut key = (what, text.into());
        if self.0.len() >= MAX_TEXTS && !self.0.contains_key(&key) {
            key.1 = "Other remarks of this kind".into();
        }
        let (times, examples) = self.0.entry(key).or_default();
        *times = times.saturating_add(count);
        let example = example.into();
        if !example.is_empty() && examples.len() < MAX_EXAMPLES && !examples.contains(&example) {
            examples.push(example);
        }
    }

    /// All of them, by kind, the most frequent first.
    pub fn list(self) -> Vec<Note> {
        let of = |((what, text), (count, examples))| Note { what, text, count, examples };
        let mut notes: Vec<Note> = self.0.into_iter().map(of).collect();
        notes.sort_by(|a, b| a.what.cmp(&b.what).then(b.count.cmp(&a.count)).then_with(|| a.text.cmp(&b.text)));
        notes
    }
}
