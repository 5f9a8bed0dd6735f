//! What a room asks: the advice's questions, and the numbers of a workload that teams are unsure of.

use model::advice::what_if::questions;
use model::scenario::fields::{self, Choice, NOT_ASKED, Number, PROFILE_NUMBERS};
use model::scenario::link::Problem;
use model::scenario::{PodProfile, Scenario};
use model::units::grouped;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A question, by its key in links and forms.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(into = "&'static str", try_from = "String")]
pub struct Question(Kind);

#[derive(Clone, Copy)]
enum Kind {
    Choice(&'static Choice<Scenario>),
    Number(&'static Number<PodProfile>, &'static str),
}

/// The numbers, of the first workload, how they are asked, and where in that a workload is named.
const NUMBERS: [(&str, &str, &str); 3] = [
    ("pods", "How many pods will there be?", "How many pods"),
    ("cpu_m", "How much CPU will a pod request?", "How much CPU will a pod"),
    ("mem_mib", "How much memory will a pod request?", "How much memory will a pod"),
];

/// The questions of the article of 2018; the last two are its fifth.
pub const OF_THE_ARTICLE: [&str; 6] = ["q_vpc", "q_perf", "q_density", "q_addresses", "q_encryption", "q_multicast"];

impl Question {
    /// Every question there is: the advice's in their order, then the numbers.
    pub fn all() -> impl Iterator<Item = Question> {
        let number = |(key, text, _): &(&str, &'static str, &str)| {
            Some(Question(Kind::Number(fields::number(&PROFILE_NUMBERS, key)?, text)))
        };
        questions().map(|choice| Question(Kind::Choice(choice))).chain(NUMBERS.iter().filter_map(number))
    }

    /// The one with a key.
    pub fn of_key(key: &str) -> Option<Question> {
        Question::all().find(|question| question.key() == key)
    }

    /// Its key in links and forms.
    pub fn key(self) -> &'static str {
        match self.0 {
            Kind::Choice(choice) => choice.key,
            Kind::Number(number, _) => number.key,
        }
    }

    /// How it is asked of no scenario in particular: what is said in a room is [`Question::text_for`].
    fn text(self) -> &'static str {
        match self.0 {
            Kind::Choice(choice) => choice.label,
            Kind::Number(_, text) => text,
        }
    }

    /// How it is asked of a scenario: a number is that of the first workload, which is named where there are several.
    pub fn text_for(self, scenario: &Scenario) -> String {
        let row = NUMBERS.iter().find(|(key, ..)| *key == self.key());
        match row.and_then(|(_, text, head)| Some((head, text.strip_prefix(head)?))) {
            Some((head, rest)) => named_for(head, scenario) + rest,
            None => self.text().to_string(),
        }
    }

    /// One line: what it means, and a usual answer.
    pub fn help(self) -> &'static str {
        match self.0 {
            Kind::Choice(choice) => choice.help,
            Kind::Number(number, _) => number.help,
        }
    }

    /// Whether the answer is a number.
    pub fn is_number(self) -> bool {
        matches!(self.0, Kind::Number(..))
    }

    /// Unit of the number, empty for a plain count.
    pub fn unit(self) -> &'static str {
        match self.0 {
            Kind::Choice(_) => "",
            Kind::Number(number, _) => number.unit,
        }
    }

    /// Code and words of each answer but "not sure", which every question takes; none for a number.
    pub fn options(self) -> Vec<(&'static str, &'static str)> {
        match self.0 {
            Kind::Choice(choice) => choice.options.iter().copied().filter(|(code, _)| *code != NOT_ASKED).collect(),
            Kind::Number(..) => Vec::new(),
        }
    }

    /// Whether it is an amount, which may be typed with a suffix.
    pub fn is_amount(self) -> bool {
        matches!(self.0, Kind::Number(number, _) if number.amount().is_some())
    }

    /// Least and greatest value of a number.
    pub fn range(self) -> Option<(u32, u32)> {
        match self.0 {
            Kind::Choice(_) => None,
            Kind::Number(number, _) => Some((number.min, number.max)),
        }
    }

    /// A value in words: `yes, with keys we hold`, `1,200 pods`, `250m`, `512 MiB`.
    pub fn words(self, value: &str) -> String {
        match self.0 {
            Kind::Choice(_) => {
                self.options().iter().find(|(code, _)| *code == value).map_or(value, |(_, words)| words).to_string()
            }
            Kind::Number(number, _) => {
                let shown = value.parse().map_or(value.to_string(), grouped);
                match number.unit {
                    "" => format!("{shown} {}", number.label.to_lowercase()),
                    "m" => shown + "m",
                    unit => format!("{shown} {unit}"),
                }
            }
        }
    }

    /// Where an answer belongs among others: options in their order, numbers by size, "not sure" last.
    pub(crate) fn order(self, value: Option<&str>) -> usize {
        let Some(value) = value else { return usize::MAX };
        let place = match self.0 {
            Kind::Number(..) => value.parse().ok(),
            Kind::Choice(choice) => choice.options.iter().position(|(code, _)| *code == value),
        };
        place.unwrap_or(usize::MAX - 1)
    }

    /// An answer in words; `None` is "not sure".
    pub fn answer(self, value: Option<&str>) -> String {
        value.map_or("not sure".into(), |value| self.words(value))
    }

    /// The value that a scenario has; `None` where the question has not been answered.
    pub fn of(self, scenario: &Scenario) -> Option<String> {
        match self.0 {
            Kind::Choice(choice) => Some(choice.code(scenario)).filter(|code| *code != NOT_ASKED).map(str::to_string),
            Kind::Number(number, _) => (number.get)(scenario.profiles.first()?).map(|value| value.to_string()),
        }
    }

    /// Gives a scenario a value that has been checked. "Not sure" leaves a choice unanswered and a number as it is.
    pub fn set(self, scenario: &mut Scenario, value: Option<&str>) {
        match self.0 {
            Kind::Choice(choice) => {
                let code = value.unwrap_or(NOT_ASKED);
                if let Some(index) = choice.options.iter().position(|(known, _)| *known == code) {
                    (choice.set)(scenario, index);
                }
            }
            Kind::Number(number, _) => {
                if let (Some(value), Some(profile)) =
                    (value.and_then(|v| v.parse().ok()), scenario.profiles.first_mut())
                {
                    (number.set)(profile, Some(value));
                }
            }
        }
    }

    /// What was given as it is kept: `None` for "not sure", which is also an empty value.
    pub fn check(self, given: &str) -> Result<Option<String>, Box<Problem>> {
        let given = given.trim();
        if given.is_empty() || given == NOT_ASKED {
            return Ok(None);
        }
        let wrong = |allowed: String| Err(Box::new(Problem::new(self.key(), given, format!("{allowed}{NOT_ASKED}"))));
        match self.0 {
            Kind::Choice(_) if self.options().iter().any(|(code, _)| *code == given) => Ok(Some(given.to_string())),
            Kind::Choice(_) => {
                let codes: Vec<_> = self.options().into_iter().map(|(code, _)| code).collect();
                wrong(format!("one of {}, ", codes.join(", ")))
            }
            Kind::Number(number, _) => match number.read(given) {
                Some(value) if (number.min..=number.max).contains(&value) => Ok(Some(value.to_string())),
                _ => wrong(format!("{}, or ", number.allowed())),
            },
        }
    }
}

/// A setting of the first workload by its name, with that workload's where there are several: which it is of, no number says.
pub fn named_for(label: &str, scenario: &Scenario) -> String {
    match scenario.profiles.as_slice() {
        [first, _, ..] => format!("{label} of \u{201c}{}\u{201d}", first.name),
        _ => label.to_string(),
    }
}

impl std::fmt::Debug for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.key())
    }
}

impl PartialEq for Question {
    fn eq(&self, other: &Question) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Question {}

impl Ord for Question {
    fn cmp(&self, other: &Question) -> Ordering {
        self.key().cmp(other.key())
    }
}

impl PartialOrd for Question {
    fn partial_cmp(&self, other: &Question) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl std::hash::Hash for Question {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl From<Question> for &'static str {
    fn from(question: Question) -> &'static str {
        question.key()
    }
}

impl TryFrom<String> for Question {
    type Error = String;

    fn try_from(key: String) -> Result<Question, String> {
        Question::of_key(&key).ok_or_else(|| format!("no question has the key {key:?}"))
    }
}
