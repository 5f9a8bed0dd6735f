//! Whether a cluster's addresses last, for a body of JSON: a scenario, with the subnets as AWS lists them.

use super::answer::{Answered, json};
use super::asked::{Asked as AskedScenario, json_body};
use super::fleet::refused;
use crate::fleets::in_turn;
use crate::http::refusal::{Kind, Refusal, Wrong};
use crate::http::state::Service;
use crate::json;
use crate::json::addresses_asked::{NoNodes, nodes, or_of_scenario, take_subnets};
use addresses::asked::Asked;
use addresses::standing::{PODS_ON, Standing, from_text};
use addresses::work::{Question, Work};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use model::scenario::link::{Problem, query_pairs};
use model::words;

/// For a body of JSON.
pub async fn of_body(State(service): State<Service>, request: Request) -> Answered {
    let (parts, mut body) = json_body(request).await?;
    let (asked, standing, mut problems) = asked(parts.uri.query().unwrap_or_default());
    let subnets = match take_subnets(&mut body) {
        Some(Err(wrong)) => {
            problems.extend(wrong);
            None
        }
        Some(Ok(subnets)) => Some(subnets),
        None => None,
    };
    let wrong: Vec<Wrong> = problems.iter().map(Wrong::from).collect();
    let AskedScenario { scenario, catalog } = match AskedScenario::from_json(&service.current().site, &body) {
        Ok(read) if wrong.is_empty() => read,
        Ok(_) => return Err(Refusal::invalid(wrong)),
        Err(mut refusal) => {
            refusal.errors.extend(wrong);
            return Err(refusal);
        }
    };
    let stopped = || Refusal::new(Kind::Unavailable, "The simulation was stopped. Try again.");
    let work_out = move || {
        let subnets = or_of_scenario(subnets, &scenario);
        let none = || Refusal::invalid(vec![Wrong::of_field("scenario", words::NO_TYPE_CARRIES)]);
        let nodes = nodes(asked.nodes, standing, &catalog, &scenario).map_err(|none| match none {
            NoNodes::Fleet(none) => refused(none),
            NoNodes::Present(problem) => Refusal::invalid(vec![Wrong::from(&problem)]),
        })?;
        let question = Question { scenario: scenario.clone(), subnets, asked, nodes };
        let mut work = Work::of(&catalog, question).ok_or_else(none)?;
        work.finish(&catalog);
        let answered = work.answer(&catalog).ok_or_else(none)?;
        json(StatusCode::OK, &json::addresses::addresses(&catalog, &scenario, &answered))
    };
    in_turn(work_out).await.ok_or_else(stopped)?
}

/// What a query asks besides, the nodes that there are by it, and all that is wrong with it.
fn asked(query: &str) -> (Asked, Vec<Standing>, Vec<Problem>) {
    let (mut asked, mut standing, mut problems) = (Asked::default(), Vec::new(), Vec::new());
    for (key, value) in query_pairs(query) {
        asked.set(&key, &value, &mut problems);
        if key == PODS_ON {
            match from_text(&value) {
                Ok(read) => standing = read,
                Err(wrong) => problems.extend(wrong),
            }
        }
    }
    (asked, standing, problems)
}
