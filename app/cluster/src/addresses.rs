//! The addresses view of a scenario: whether its subnets last, zone by zone and over time, and what to set or try.
//!
//! Entry point: [`Shown::parts`]. Each part stands in an element of its own, so that the browser replaces only those that
//! have changed; what is still to be worked out says so.

mod answer;
mod blocks;
mod modes;
mod over_time;
mod settings;
mod zones;

use ::addresses::answer::Answer;
use ::addresses::lasts::NO_ROOM;
use maud::{Markup, html};
use model::scenario::Scenario;
use model::scenario::link::Problem;
use model::units::{capitalised, counted, grouped};
use model::words;

/// What the view is made of.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    /// What was asked.
    pub scenario: &'a Scenario,
    /// The same as a link's query.
    pub query: &'a str,
    /// What is worked out, or why there is nothing.
    pub answer: Result<&'a Answer<'a>, &'a Missing>,
    /// What was read of subnets that somebody gave.
    pub given: Given<'a>,
}

/// Why nothing is worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No type carries the pods.
    Type,
    /// The fleet is being looked for.
    Searching,
    /// There is no fleet, for this reason.
    Fleet(String),
    /// No present nodes are known.
    Present,
}

impl Missing {
    /// In a sentence.
    pub fn text(&self) -> &str {
        match self {
            Missing::Type => words::NO_TYPE_CARRIES,
            Missing::Searching => "The fleet is being looked for: nothing is said of its addresses until it is there.",
            Missing::Fleet(why) => why,
            Missing::Present => "The nodes that you have are not known.",
        }
    }

    fn summary(&self) -> &'static str {
        match self {
            Missing::Type => "No type carries these pods",
            Missing::Searching => "Looking for the fleet",
            Missing::Fleet(_) => "There is no fleet",
            Missing::Present => "Your nodes are not known",
        }
    }
}

/// Subnets that somebody gave besides the scenario's own.
#[derive(Clone, Copy, Debug, Default)]
pub enum Given<'a> {
    /// None.
    #[default]
    Nothing,
    /// They count instead of the scenario's.
    Read,
    /// They cannot be used, for all of these reasons: the scenario's own count.
    Wrong(&'a [Problem]),
}

/// The ids of the parts, in the order of the page.
pub const PARTS: [&str; 8] = [
    "addresses-given",
    "addresses-answer",
    "addresses-zones",
    "addresses-over-time",
    "addresses-blocks",
    "addresses-settings",
    "addresses-remedies",
    "addresses-modes",
];

/// The view as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parts {
    /// It in a sentence or two, as plain text.
    pub headline: String,
    /// The same where there is room for less.
    pub summary: String,
    /// How far it is.
    pub progress: &'static str,
    /// The HTML of each part, in the order of [`PARTS`]; nothing where there is nothing to show.
    pub html: [String; 8],
}

impl Shown<'_> {
    /// All of it.
    pub fn parts(&self) -> Parts {
        let given = self.given().into_string();
        let answer = match self.answer {
            Ok(answer) => answer,
            Err(missing) => {
                let mut html: [String; 8] = Default::default();
                (html[0], html[1]) = (given, self.nothing(missing).into_string());
                let progress = if *missing == Missing::Searching { "Looking for the fleet\u{2026}" } else { "" };
                return Parts { headline: missing.text().into(), summary: missing.summary().into(), progress, html };
            }
        };
        let html = [
            answer::card(self, answer),
            zones::section(answer),
            over_time::section(answer),
            blocks::section(answer),
            settings::section(self, answer),
            settings::remedies(answer),
            modes::section(self.scenario, answer),
        ];
        let mut html = html.into_iter().map(Markup::into_string);
        Parts {
            headline: answer.headline(),
            summary: summary(answer),
            progress: progress(answer),
            html: std::array::from_fn(|i| if i == 0 { given.clone() } else { html.next().unwrap_or_default() }),
        }
    }

    /// What was read of the subnets that somebody gave.
    fn given(&self) -> Markup {
        html! {
            @match self.given {
                Given::Nothing => {},
                Given::Read => p { (self.answer.map_or(String::new(), |answer| read(answer))) },
                Given::Wrong(problems) => div.problems role="alert" {
                    p { "These subnets cannot be used as they are; the figures are those of the scenario\u{2019}s own." }
                    ul { @for problem in problems { li { (problem) } } }
                },
            }
        }
    }

    fn nothing(&self, missing: &Missing) -> Markup {
        html! {
            div.card.empty {
                p { b { (missing.text()) } }
                @match missing {
                    Missing::Type => p { a href={ "/?" (self.query) } data-here { "See why" } },
                    Missing::Searching => {},
                    Missing::Fleet(_) => p { a href={ "/fleet?" (self.query) } data-here { "See the fleet" } },
                    Missing::Present => p { a href="/import" { "Read your cluster" } " in this browser: it leads back here, with its nodes and how many pods are on each." },
                }
            }
        }
    }
}

/// The parts in the page, each in its element, but for what was given: that is part of what is asked, which stands between the
/// zones and what happens over time, and which nodes are looked at: that stands before all.
pub fn frame(parts: &Parts, which: Markup, asked: Markup) -> Markup {
    let all = || PARTS.iter().zip(&parts.html).skip(1);
    let element = |(id, part): (&&str, &String)| html! { div id=(id) { (maud::PreEscaped(part)) } };
    html! {
        (which)
        @for part in all().take(2) { (element(part)) }
        (asked)
        @for part in all().skip(2) { (element(part)) }
    }
}

/// `Read: 12 subnets in 3 zones, 4 of them for pods.`
fn read(answer: &Answer) -> String {
    let list = &answer.subnets.list;
    let pods = list.iter().filter(|s| s.role == ::addresses::subnets::Role::Pods).count();
    let of_pods = if pods > 0 { format!(", {} of them for pods", grouped(pods as u64)) } else { String::new() };
    let zones = answer.subnets.zones().len() as u64;
    format!(
        "Read: {} in {}{of_pods}. They count instead of the scenario\u{2019}s own.",
        counted(list.len() as u64, "subnet"),
        counted(zones, "zone")
    )
}

/// `Full at 300 pods, zone a first`.
fn summary(answer: &Answer) -> String {
    let own = answer.own();
    let first = own.and_then(|own| own.lasts.zones.get(own.lasts.first?));
    match first.and_then(|zone| Some((zone, zone.lasts_pods?))) {
        Some((zone, 0)) => format!("{} in zone {}", capitalised(NO_ROOM), zone.zone),
        Some((zone, pods)) => format!("Full at {}, zone {} first", counted(pods, "pod"), zone.zone),
        None => "Addresses are not checked".into(),
    }
}

/// How far it is, in a sentence.
fn progress(answer: &Answer) -> &'static str {
    match (answer.is_over, answer.simulated) {
        (true, _) => "",
        (false, None) => "Simulating\u{2026}",
        (false, Some(_)) => "Trying settings\u{2026}",
    }
}

/// Known or not.
fn known(n: Option<u64>) -> String {
    n.map_or("not known".into(), grouped)
}

/// Whether it is enough, in a word or two.
fn enough(fits: Option<bool>) -> &'static str {
    match fits {
        Some(true) => "enough",
        Some(false) => "too few",
        None => "not checked",
    }
}
