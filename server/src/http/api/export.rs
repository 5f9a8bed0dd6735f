//! Every file of a scenario as one archive, for a link's query string and for a body of JSON: for one type throughout, or
//! for a fleet.

use super::answer::{ASK_AGAIN, Answered, Keep, kept};
use super::asked::{Asked, json_body};
use super::fleet;
use crate::clock::now;
use crate::files::{ARCHIVE, FLEET_ARCHIVE, Wanted, ZIP};
use crate::fleets::in_turn;
use crate::http::refusal::{Kind, Refusal, Wrong};
use crate::http::security::cached::is_known;
use crate::http::state::Service;
use ::fleet::options::Options;
use ::fleet::plan::plan;
use app::date::date;
use app::view::page_view::View;
use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, header};
use axum::response::IntoResponse;
use export::{Kept, PlannedFleet};
use model::evaluation::Evaluation;
use model::scenario::link::{Problem, query_pairs};

/// For a query string.
pub async fn of_query(State(service): State<Service>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answered {
    let query = query.unwrap_or_default();
    let asked = Asked::from_query(&service.current().site, &query)?;
    // The scenario's own keys say what the fleet is held to.
    let own = query_pairs(&query).filter(|(key, _)| [FLEET, "work"].contains(&key.as_str()));
    let of = Files { nodes: nodes(own, &asked)?, base: service.base_url(&headers), today: date(now()), asked };
    // The record has the day in it, and the files say where the scenario can be seen again.
    let state = format!("{}-{}", service.state(), of.today);
    let keep = Keep { state: &state, control: ASK_AGAIN };
    if is_known(&keep.tag(), &headers) {
        return kept(keep, &headers, || Err(unwritten()));
    }
    let archive = of.archive().await;
    kept(keep, &headers, || archive)
}

/// For a body of JSON.
pub async fn of_body(State(service): State<Service>, request: Request) -> Answered {
    let (parts, scenario) = json_body(request).await?;
    let asked = Asked::from_json(&service.current().site, &scenario)?;
    let nodes = nodes(query_pairs(parts.uri.query().unwrap_or_default()), &asked)?;
    Files { nodes, base: service.base_url(&parts.headers), today: date(now()), asked }.archive().await
}

/// The parameter that asks for the files of a fleet.
const FLEET: &str = "fleet";

/// Which nodes the files are for.
enum Nodes {
    /// One type throughout.
    OneType,
    /// A fleet that is held to these, searched for with so much work.
    Fleet(Options, u64),
}

/// What the parameters say, or all that is wrong with them at once.
fn nodes(pairs: impl Iterator<Item = (String, String)>, asked: &Asked) -> Result<Nodes, Refusal> {
    let (own, of_fleet): (Vec<_>, Vec<_>) = pairs.partition(|(key, _)| key == FLEET);
    let options = fleet::options(of_fleet, Options::of(&asked.scenario));
    let wrong = |value: &str| Wrong::from(&Problem::new(FLEET, value, "one of yes, no"));
    match own.last().map_or("no", |(_, value)| value.as_str()) {
        "no" => Ok(Nodes::OneType),
        "yes" => options.map(|(options, work)| Nodes::Fleet(options, work)),
        other => {
            let others = options.err().map(|refusal| refusal.errors).unwrap_or_default();
            Err(Refusal::invalid([wrong(other)].into_iter().chain(others).collect()))
        }
    }
}

/// The files that are asked for.
struct Files {
    asked: Asked,
    nodes: Nodes,
    base: String,
    today: String,
}

impl Files {
    async fn archive(self) -> Answered {
        match self.nodes {
            // a search, which waits for its turn
            Nodes::Fleet(..) => in_turn(move || self.made()).await.ok_or_else(unwritten)?,
            Nodes::OneType => self.made(),
        }
    }

    fn made(self) -> Answered {
        let Files { asked: Asked { scenario, catalog }, nodes, base, today } = self;
        let link = format!("{base}{}", View::Nodes.address(&scenario));
        let found = match &nodes {
            Nodes::OneType => None,
            Nodes::Fleet(options, work) => {
                Some((plan(&catalog, &scenario, options, *work).map_err(fleet::refused)?, options))
            }
        };
        let fleet = found.as_ref().map(|(fleet, options)| PlannedFleet { fleet, options });
        let evaluation = Evaluation::of(catalog, scenario);
        let kept = Kept { date: &today, ..Kept::default() };
        let wanted = Wanted { evaluation: &evaluation, seen: evaluation.plan(), link: &link, kept, fleet };
        let bytes = wanted.archive().map_err(|error| {
            tracing::error!("an archive could not be written: {error}");
            unwritten()
        })?;
        let name = if fleet.is_some() { FLEET_ARCHIVE } else { ARCHIVE };
        let disposition = format!("attachment; filename=\"{name}\"");
        Ok(([(header::CONTENT_TYPE, ZIP.to_string()), (header::CONTENT_DISPOSITION, disposition)], bytes)
            .into_response())
    }
}

fn unwritten() -> Refusal {
    Refusal::new(Kind::Unavailable, "The archive could not be written. Tell the operator of this site.")
}
