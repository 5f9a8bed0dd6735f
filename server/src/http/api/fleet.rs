//! The cheapest mix of nodes for a body of JSON, with a capped amount of work.

use super::answer::{Answered, json};
use super::asked::{Asked, json_body};
use crate::fleets::{MOST_WORK, USUAL_WORK, in_turn};
use crate::http::refusal::{Kind, Refusal, Wrong};
use crate::http::state::Service;
use crate::json;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use fleet::options::{MOST_HEADROOM, MOST_TYPES, MOST_ZONE_NODES, MOST_ZONES, Options, Survive};
use fleet::plan::{NoFleet, plan};
use model::scenario::link::{Problem, query_pairs};

/// For a body of JSON.
pub async fn of_body(State(service): State<Service>, request: Request) -> Answered {
    let (parts, scenario) = json_body(request).await?;
    let Asked { scenario, catalog } = Asked::from_json(&service.current().site, &scenario)?;
    let (options, work) = options(query_pairs(parts.uri.query().unwrap_or_default()), Options::of(&scenario))?;
    let stopped = || Refusal::new(Kind::Unavailable, "The search was stopped. Try again.");
    let search = move || {
        let fleet = plan(&catalog, &scenario, &options, work).map_err(refused)?;
        json(StatusCode::OK, &json::fleet::fleet(&catalog, &scenario, &options, &fleet))
    };
    in_turn(search).await.ok_or_else(stopped)?
}

/// Why there is no fleet, as the API answers.
pub fn refused(none: NoFleet) -> Refusal {
    match none {
        NoFleet::Faulty(_) => {
            tracing::error!("{none}");
            Refusal::new(Kind::Unavailable, "No fleet passed its check. Tell the operator of this site.")
        }
        none => Refusal::invalid(vec![Wrong::of_field("scenario", none.to_string())]),
    }
}

/// The scenario’s options as a query overrides them, and the work; or all that is wrong with the query at once.
pub fn options(
    pairs: impl IntoIterator<Item = (String, String)>,
    mut options: Options,
) -> Result<(Options, u64), Refusal> {
    let mut work = USUAL_WORK;
    let mut problems: Vec<Problem> = Vec::new();
    for (key, value) in pairs {
        let mut number = |low: u64, high: u64| {
            let number = value.parse().ok().filter(|n| (low..=high).contains(n));
            if number.is_none() {
                problems.push(Problem::new(&key, &value, &format!("a whole number from {low} to {high}")));
            }
            number.unwrap_or(low)
        };
        match key.as_str() {
            "types" => options.types = number(1, MOST_TYPES.into()) as u32,
            "zones" => options.zones = number(1, MOST_ZONES.into()) as u32,
            "headroom" => options.headroom = number(0, MOST_HEADROOM.into()) as u32,
            "zone_nodes" => options.zone_nodes = number(0, MOST_ZONE_NODES.into()) as u32,
            "largest_vcpu" => options.largest_vcpu = Some(number(1, 1_000) as u32),
            "work" => work = number(0, MOST_WORK),
            "burstable" => match value.as_str() {
                "yes" => options.burstable = true,
                "no" => options.burstable = false,
                _ => problems.push(Problem::new(&key, &value, "one of yes, no")),
            },
            "survive" => match value.as_str() {
                "nothing" => options.survive = Survive::Nothing,
                "node" => options.survive = Survive::Node,
                "zone" => options.survive = Survive::Zone,
                _ => problems.push(Problem::new(&key, &value, "one of nothing, node, zone")),
            },
            _ => {}
        }
    }
    if options.survive == Survive::Zone && options.zones == 1 {
        problems.push(Problem::new("zones", "1", "2 or more where the loss of a zone is survived"));
    }
    match problems.is_empty() {
        true => Ok((options, work)),
        false => Err(Refusal::invalid(problems.iter().map(Wrong::from).collect())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_and_everything_wrong_is_named_at_once() {
        let of_default = |query: &str| options(query_pairs(query), Options::default());
        let read =
            of_default("types=2&zones=3&survive=zone&headroom=10&zone_nodes=4&largest_vcpu=16&burstable=yes&work=7");
        let (options_read, work) = read.unwrap_or_else(|_| unreachable!("all of them are right"));
        let expected = Options {
            types: 2,
            zones: 3,
            survive: Survive::Zone,
            headroom: 10,
            zone_nodes: 4,
            largest_vcpu: Some(16),
            burstable: true,
            ..Options::default()
        };
        assert_eq!((options_read, work), (expected, 7));
        let wrong = of_default("types=0&zones=x&headroom=99&survive=all&burstable=1&work=99999999");
        assert_eq!(wrong.map_or_else(|refusal| refusal.errors.len(), |_| 0), 6);
        assert_eq!(of_default("survive=zone").map_or_else(|refusal| refusal.errors.len(), |_| 0), 1);
    }
}
