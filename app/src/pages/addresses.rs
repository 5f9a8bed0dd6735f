//! Whether the addresses of a scenario's subnets last: worked out before the page is rendered, off the threads that serve
//! others. Without JavaScript, as it is.

mod settings;
mod simulated;
mod zones;

use super::readable;
use super::{Asked, no_catalogue, problem_list};
use crate::head::Head;
use crate::view::page_view::View;
use addresses::answer::{Answer, answer};
use addresses::asked::{Asked as Questions, MOST_BURST, MOST_MINUTES};
use addresses::simulate::setup::EVENTS;
use addresses::subnets::Subnets;
use leptos::prelude::*;
use maud::{Markup, PreEscaped, html};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::link::{Problem, query_pairs, to_query};
use model::units::{counted, grouped};
use model::words;
use std::sync::Arc;

/// The page's content, as the server worked it out: in the page's context.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressesHere(pub String);

impl AddressesHere {
    /// None, for the moment.
    pub fn busy() -> AddressesHere {
        AddressesHere("<p>Many pages are being worked out right now. Reload the page in a moment.</p>".into())
    }
}

/// What the page is asked besides the scenario, and what is wrong with that.
#[derive(Clone, Debug)]
pub struct PageAsked {
    /// The questions.
    pub questions: Questions,
    /// What was wrong.
    pub problems: Vec<Problem>,
}

impl PageAsked {
    /// From a page's query: what is wrong has its default, and is said.
    pub fn of(query: &str) -> PageAsked {
        let (mut questions, mut problems) = (Questions::default(), Vec::new());
        query_pairs(query).for_each(|(key, value)| questions.set(&key, &value, &mut problems));
        PageAsked { questions, problems }
    }

    /// The same by what is asked, to keep pages by.
    pub fn key(&self) -> String {
        format!("{:?} {:?}", self.questions, self.problems)
    }
}

/// Works the page's content out. Takes some tenths of a second.
pub fn work_out(catalog: &Arc<Catalog>, scenario: &Scenario, asked: &PageAsked) -> AddressesHere {
    let found = answer(catalog, scenario, Subnets::of(scenario), asked.questions, None);
    let content = html! {
        (problem_list(&asked.problems))
        @match &found {
            Some(found) => (figures(scenario, found, asked)),
            None => div.empty {
                p { (words::NO_TYPE_CARRIES) }
                p { a href=(View::Nodes.address(scenario)) { "See why" } }
            },
        }
    };
    AddressesHere(content.into_string())
}

/// The page.
#[component]
pub fn Addresses() -> AnyView {
    let Some(asked) = Asked::from_address() else { return no_catalogue() };
    let here = use_context::<AddressesHere>().unwrap_or_default();
    let problems: Vec<Problem> =
        asked.problems.iter().filter(|p| !Questions::KEYS.contains(&p.field.as_str())).cloned().collect();
    let head = Head::titled("Do the addresses last? Berth").described(
        "Which subnet runs out first and at how many pods, what happens to VPC CNI\u{2019}s addresses over time, and what to set.",
    );
    head.page(html! {
        article.page.wide.growth {
            p { a href=(View::Nodes.address(&asked.scenario)) { "Back to the plan" } }
            (problem_list(&problems))
            h1 { "Do the addresses last?" }
            (PreEscaped(here.0))
        }
        (readable::script())
    })
}

fn figures(scenario: &Scenario, found: &Answer, asked: &PageAsked) -> Markup {
    let nodes = found.own().and_then(|own| own.nodes.as_ref());
    html! {
        p { (found.headline()) }
        @if let Some((types, nodes)) = nodes {
            p.help {
                (scenario.mode.name_on(scenario.node.owner)) ": " (counted(found.mix.pods(), "pod")) " on " (counted(*nodes, "node")) " of " (types)
                ", spread evenly over the zones. Subnets are those of the "
                a href=(View::Nodes.address(scenario)) { "scenario" } ". For sizes and pods\u{2019} own subnets, give "
                code { "berth addresses --subnets" } " what " code { "aws ec2 describe-subnets" } " prints."
            }
        }
        (zones::section(found))
        (zones::modes(scenario, found))
        (zones::blocks(found))
        (form(scenario, asked))
        (simulated::section(found))
        @if let Some(tuned) = &found.tuned { (settings::section(found, tuned)) }
        (settings::remedies(found))
    }
}

/// What is simulated; a form that needs no script.
fn form(scenario: &Scenario, asked: &PageAsked) -> Markup {
    let Questions { event, seconds, burst, seed } = asked.questions;
    let number = |key: &str, label: &str, value: u64, low: u32, high: u32| {
        html! { p { label { (label) " " input type="number" name=(key) value=(value) min=(low) max=(high); } } }
    };
    html! {
        section aria-labelledby="event-title" {
            h2 id="event-title" { "What happens" }
            form action="/addresses" {
                @for (key, value) in query_pairs(&to_query(scenario)) { input type="hidden" name=(key) value=(value); }
                p { label { "Event " select name="event" {
                    @for code in EVENTS { option value=(code) selected[code == event.code()] { (name_of(code)) } }
                } } }
                (number("minutes", "Minutes", u64::from(seconds / 60), 1, MOST_MINUTES))
                (number("burst", "Pods at once on a node that must not wait", u64::from(burst), 0, MOST_BURST))
                (number("seed", "Seed", seed, 0, u32::MAX))
                button type="submit" { "Simulate" }
            }
        }
    }
}

fn name_of(code: &str) -> &'static str {
    match code {
        "rolling" => "rolling deployment of all pods",
        "upgrade" => "all nodes replaced, a tenth at a time",
        "zone-lost" => "a zone is lost",
        "burst" => "a tenth more pods for a minute",
        "from-zero" => "all nodes start at once",
        _ => "nothing",
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

#[cfg(test)]
mod tests {
    use super::*;
    use addresses::simulate::setup::Event;

    #[test]
    fn what_is_wrong_with_the_query_has_its_default_and_is_said() {
        let asked = PageAsked::of("v=2&event=zone-lost&minutes=5&burst=1&seed=9");
        let expected = Questions { event: Event::ZoneLost, seconds: 300, burst: 1, seed: 9 };
        assert_eq!((asked.questions, asked.problems.len()), (expected, 0));
        let wrong = PageAsked::of("event=flood&minutes=0&burst=x&seed=-1");
        assert_eq!((wrong.questions, wrong.problems.len()), (Questions::default(), 4));
        assert_ne!(asked.key(), wrong.key());
    }
}
