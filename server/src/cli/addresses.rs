//! `berth addresses`: a scenario in, whether its subnets last out, with what to set; without a store.

use crate::cli::options::{Addresses as Options, Format};
use crate::cli::scenario::{from_value, read};
use crate::fleets::USUAL_WORK;
use crate::json::addresses_asked::{described, or_of_scenario, take_subnets};
use crate::wrong_input::WrongInput;
use crate::{json, table};
use addresses::asked::Asked;
use addresses::mix::Placed;
use addresses::work::{Question, Work};
use anyhow::Result;
use fleet::fleet::Fleet;
use fleet::options::Options as FleetOptions;
use fleet::plan::plan;
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::scenario::network_mode::{MODES, NetworkMode};
use model::words;
use std::io::Write;
use std::sync::Arc;

/// Work on the fleet of a mode that is not the scenario's own: enough for a fleet that is near the cheapest.
const WORK_ELSEWHERE: u64 = 200_000;

/// Reads, works out, prints.
pub fn addresses(options: Options) -> Result<()> {
    let text = read(&options.file)?;
    let mut value = serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text.clone()));
    let mut wrong = Vec::new();
    let mut subnets = match take_subnets(&mut value) {
        Some(Ok(subnets)) => Some(subnets),
        Some(Err(problems)) => {
            wrong.extend(problems.iter().map(ToString::to_string));
            None
        }
        None => None,
    };
    if let Some(file) = &options.subnets {
        match read(file).and_then(|text| described(&text)) {
            Ok(read) => subnets = Some(read),
            Err(WrongInput(sentences)) => wrong.extend(sentences),
        }
    }
    let asked = asked(&options, &mut wrong);
    // what is wrong with the scenario is told together with the rest
    let read = match value {
        serde_json::Value::String(_) => crate::cli::scenario::asked(&text),
        value => from_value(&value),
    };
    let (catalog, scenario) = match read {
        Ok(read) if wrong.is_empty() => read,
        Ok(_) => return Err(WrongInput(wrong).into()),
        Err(error) => {
            let of_scenario = error.downcast::<WrongInput>()?;
            return Err(WrongInput(of_scenario.0.into_iter().chain(wrong).collect()).into());
        }
    };
    let catalog = Arc::new(catalog);
    let fleets = if options.fleet { fleets(&catalog, &scenario)? } else { Vec::new() };
    let subnets = or_of_scenario(subnets, &scenario);
    let none = || WrongInput(vec![words::NO_TYPE_CARRIES.into()]);
    let question = Question { scenario: scenario.clone(), subnets, asked, fleets };
    let mut work = Work::of(&catalog, question).ok_or_else(none)?;
    work.finish(&catalog);
    let answered = work.answer(&catalog).ok_or_else(none)?;
    let text = match options.format {
        Format::Json => json::addresses::text(&catalog, &scenario, &answered)?,
        Format::Table => table::addresses::text(&catalog, &scenario, &answered),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}

/// The cheapest fleet in every networking mode that has one; in the scenario's own it is searched for as long as elsewhere.
fn fleets(catalog: &Arc<Catalog>, scenario: &Scenario) -> Result<Vec<(NetworkMode, Vec<Placed>)>, WrongInput> {
    let found = |mode: NetworkMode, work| {
        let scenario = Scenario { mode, ..scenario.clone() };
        plan(catalog, &scenario, &FleetOptions::of(&scenario), work).map(|fleet| (mode, placed(&fleet)))
    };
    let own = found(scenario.mode, USUAL_WORK).map_err(|none| WrongInput(vec![none.to_string()]))?;
    let others = MODES.iter().map(|facts| facts.mode).filter(|mode| *mode != scenario.mode);
    Ok(std::iter::once(own).chain(others.filter_map(|mode| found(mode, WORK_ELSEWHERE).ok())).collect())
}

/// The nodes of a fleet, spares left out: nothing runs on them.
fn placed(fleet: &Fleet) -> Vec<Placed> {
    let groups = fleet.groups.iter().filter(|group| !group.is_spare);
    let of = |group: &fleet::fleet::NodeGroup| Placed {
        instance_type: group.instance_type.clone(),
        pods: group.pods.clone(),
        nodes: group.nodes,
    };
    groups.map(of).collect()
}

fn asked(options: &Options, wrong: &mut Vec<String>) -> Asked {
    let (mut asked, mut problems) = (Asked::default(), Vec::new());
    let Options { event, minutes, burst, seed, tokens, refill, .. } = options;
    let given = [event, minutes, burst, seed, tokens, refill];
    Asked::KEYS.iter().zip(given).for_each(|(key, value)| asked.set(key, value, &mut problems));
    wrong.extend(problems.iter().map(|problem| format!("--{problem}")));
    asked
}
