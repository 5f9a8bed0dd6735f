//! Whether the addresses of a scenario's subnets last, as its page shows it: worked out before the page is rendered, off the
//! threads that serve others. What is asked besides the scenario has controls of its own, in the planner's form.

use super::in_worker::search_of;
use super::problem_list;
use crate::surroundings::ViewHere;
use addresses::asked::{Asked, MOST_BURST, MOST_MINUTES, MOST_TOKENS};
use addresses::described::from_text;
use addresses::nodes::Nodes;
use addresses::simulate::setup::EVENTS;
use addresses::standing::{self, PODS_ON, Standing};
use addresses::subnets::Subnets;
use addresses::which::Which;
use addresses::work::{Question, Work};
use cluster::addresses::{Given, Missing, PARTS, Parts, Shown, frame};
use cluster::mixes::Mixes;
use maud::{Markup, html};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::link::{Problem, query_pairs, to_query};
use std::sync::Arc;

/// The key of subnets that are pasted, in the form.
pub const GIVEN: &str = "vpc";

/// What a page of addresses is made of.
#[derive(Clone, Debug)]
pub struct AddressesAsked {
    /// Of the scenario's region.
    pub catalog: Arc<Catalog>,
    /// The scenario.
    pub scenario: Scenario,
    /// What is asked besides.
    pub besides: Besides,
    /// What was pasted; mostly nothing.
    pub given: String,
    /// The address of the worker's script.
    pub worker: &'static str,
}

/// What is asked besides the scenario, and what is wrong with that.
#[derive(Clone, Debug)]
pub struct Besides {
    asked: Asked,
    /// The nodes that there are, with the pods on them.
    standing: Vec<Standing>,
    problems: Vec<Problem>,
}

impl Besides {
    /// From a page's query: what is wrong has its default, and is said.
    pub fn of(query: &str) -> Besides {
        let (mut asked, mut standing, mut problems) = (Asked::default(), Vec::new(), Vec::new());
        for (key, value) in query_pairs(query) {
            asked.set(&key, &value, &mut problems);
            if key == PODS_ON {
                match standing::from_text(&value) {
                    Ok(read) => standing = read,
                    Err(wrong) => problems.extend(wrong),
                }
            }
        }
        Besides { asked, standing, problems }
    }

    /// What differs from the default, as it stands in an address behind the scenario: `&event=upgrade`.
    fn in_an_address(&self) -> String {
        let standing = (PODS_ON, self.pods_on());
        let standing = Some(standing).filter(|(_, text)| !text.is_empty());
        self.asked.pairs().into_iter().chain(standing).map(|(key, value)| format!("&{key}={value}")).collect()
    }

    /// The nodes that there are, as the form holds them.
    fn pods_on(&self) -> String {
        standing::to_text(&self.standing).unwrap_or_default()
    }

    /// The same by what is asked, to keep pages by.
    pub fn key(&self) -> String {
        format!("{:?} {:?} {:?}", self.asked, self.standing, self.problems)
    }
}

/// Works the view out. Takes some tenths of a second.
pub fn work_out(of: &AddressesAsked) -> ViewHere {
    let AddressesAsked { catalog, scenario, besides, given: text, worker } = of;
    let read = from_text(text);
    let (subnets, given) = match &read {
        None => (Subnets::of(scenario), Given::Nothing),
        Some(Ok(subnets)) => (subnets.clone(), Given::Read),
        Some(Err(problems)) => (Subnets::of(scenario), Given::Wrong(problems)),
    };
    let work = nodes(of).and_then(|nodes| {
        let question = Question { scenario: scenario.clone(), subnets, asked: besides.asked, nodes };
        let mut work = Work::of(catalog, question).ok_or(Missing::Type)?;
        work.finish(catalog);
        Ok(work)
    });
    let answer = work.as_ref().and_then(|work| work.answer(catalog).ok_or(&Missing::Type));
    let query = to_query(scenario);
    let parts = Shown { scenario, query: &query, answer: answer.as_ref().map_err(|missing| *missing), given }.parts();
    ViewHere {
        description: parts.headline.clone(),
        html: page(&parts, besides, text, worker).into_string(),
        headline: parts.headline,
        summary: parts.summary,
    }
}

/// The nodes that are looked at.
fn nodes(of: &AddressesAsked) -> Result<Nodes, Missing> {
    match of.besides.asked.nodes {
        Which::OneType => Ok(Nodes::OfOneType),
        Which::Fleet => {
            let fleets = Mixes::of(of.catalog.clone(), &of.scenario).finish();
            fleets.map(Nodes::Fleets).map_err(|none| Missing::Fleet(none.to_string()))
        }
        Which::Present => Nodes::present(of.besides.standing.clone(), &of.scenario).ok_or(Missing::Present),
    }
}

fn page(parts: &Parts, besides: &Besides, text: &str, worker: &str) -> Markup {
    html! {
        (search_of("addresses", worker, &PARTS, parts.progress, &besides.in_an_address(), html! {}))
        (problem_list(&besides.problems))
        (frame(parts, which(besides), html! { (event(&besides.asked)) (paste(parts, text)) }))
    }
}

/// Which nodes are looked at, and how many pods are on those that there are.
fn which(besides: &Besides) -> Markup {
    html! {
        div.asked.addresses-which {
            div.field {
                label for="a-nodes" { "Nodes of" }
                select id="a-nodes" name="nodes" data-ask=(Which::default().code()) {
                    @for which in Which::ALL {
                        option value=(which.code()) selected[which == besides.asked.nodes] { (which.name()) }
                    }
                }
            }
            button.no-js { "Show" }
            input type="hidden" name=(PODS_ON) value=(besides.pods_on()) data-ask="";
        }
    }
}

/// What happens in the simulation. The script asks again when one of them changes.
fn event(asked: &Asked) -> Markup {
    let Asked { event, seconds, burst, seed, tokens, refill, nodes: _ } = *asked;
    let usual = Asked::default();
    let number = |key: &str, label: &str, [value, usual]: [u64; 2], (low, high): (u32, u32)| {
        html! {
            div.field {
                label for={ "a-" (key) } { (label) }
                input id={ "a-" (key) } type="number" name=(key) value=(value) min=(low) max=(high) data-ask=(usual);
            }
        }
    };
    html! {
        section.card.addresses-event aria-labelledby="event-title" {
            h2 id="event-title" { "What happens" }
            div.asked {
                div.field.wide {
                    label for="a-event" { "Event" }
                    select id="a-event" name="event" data-ask=(usual.event.code()) {
                        @for code in EVENTS { option value=(code) selected[code == event.code()] { (name_of(code)) } }
                    }
                }
                (number("minutes", "Minutes", [seconds, usual.seconds].map(|seconds| u64::from(seconds / 60)), (1, MOST_MINUTES)))
                (number("burst", "Pods at once on a node that must not wait", [burst, usual.burst].map(u64::from), (0, MOST_BURST)))
                (number("seed", "Seed", [seed, usual.seed], (0, u32::MAX)))
                (number("tokens", "EC2 calls of an action at once (0: any number)", [tokens, usual.tokens].map(u64::from), (0, MOST_TOKENS)))
                (number("refill", "EC2 calls of it a second after that", [refill, usual.refill].map(u64::from), (1, MOST_TOKENS)))
            }
            p.no-js { button { "Simulate" } }
        }
    }
}

/// Subnets as AWS lists them.
fn paste(parts: &Parts, text: &str) -> Markup {
    html! {
        section.card.addresses-paste aria-labelledby="paste-title" {
            h2 id="paste-title" { "Your own subnets" }
            p.help { "Paste what this prints, and sizes, pods\u{2019} own subnets and blocks are known. It is read in this browser and sent nowhere." }
            pre tabindex="0" aria-label="The command" { code { "aws ec2 describe-subnets --filters Name=vpc-id,Values=" i { "your VPC" } } }
            div.field {
                label for="a-given" { "What it printed" }
                textarea id="a-given" name=(GIVEN) rows="4" autocomplete="off" spellcheck="false" data-text="" placeholder="{ \"Subnets\": [ ..." { (text) }
            }
            p.no-js { button { "Read these subnets" } " Without JavaScript the server reads them, and keeps nothing." }
            div id=(PARTS[0]) { (maud::PreEscaped(&parts.html[0])) }
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

#[cfg(test)]
mod tests {
    use super::*;
    use addresses::simulate::setup::Event;

    #[test]
    fn what_is_wrong_with_the_query_has_its_default_and_is_said() {
        let asked = Besides::of(
            "v=2&event=zone-lost&minutes=5&burst=1&seed=9&tokens=50&nodes=present&pods_on=m5.large:9:2:3:a",
        );
        let expected = Asked {
            event: Event::ZoneLost,
            seconds: 300,
            burst: 1,
            seed: 9,
            tokens: 50,
            refill: 20,
            nodes: Which::Present,
        };
        assert_eq!(
            asked.in_an_address(),
            "&event=zone-lost&minutes=5&burst=1&seed=9&tokens=50&nodes=present&pods_on=m5.large:9:2:3:a"
        );
        assert_eq!((asked.asked, asked.problems.len()), (expected, 0));
        let wrong = Besides::of("event=flood&minutes=0&burst=x&seed=-1&nodes=all&pods_on=m5.large:1");
        assert_eq!((wrong.asked, wrong.problems.len()), (Asked::default(), 6));
        assert_ne!(asked.key(), wrong.key());
    }
}
