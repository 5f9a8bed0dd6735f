//! `berth addresses`: a scenario in, whether its subnets last out, with what to set; without a store.

use crate::cli::imported::{self, Understood, understood};
use crate::cli::options::{Addresses as Options, Format};
use crate::cli::scenario::{from_value, read};
use crate::fleets::USUAL_WORK;
use crate::json::addresses_asked::{described, or_of_scenario, take_subnets};
use crate::wrong_input::WrongInput;
use crate::{json, table};
use addresses::asked::Asked;
use addresses::mix::{Placed, Standing};
use addresses::subnets::Subnets;
use addresses::work::{Nodes, Question, Work};
use anyhow::Result;
use fleet::fleet::Fleet;
use fleet::options::Options as FleetOptions;
use fleet::plan::plan;
use import::present::PresentNode;
use import::report;
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
    let mut wrong = Vec::new();
    let given = if options.cluster { of_cluster(&options)? } else { given(&options, &mut wrong)? };
    let Given { asked_for, mut subnets, standing } = given;
    if let Some(file) = &options.subnets {
        match read(file).and_then(|text| described(&text)) {
            Ok(read) => subnets = Some(read),
            Err(WrongInput(sentences)) => wrong.extend(sentences),
        }
    }
    let asked = asked(&options, &mut wrong);
    // what is wrong with the scenario is told together with the rest
    let (catalog, scenario) = match asked_for {
        Ok(read) if wrong.is_empty() => read,
        Ok(_) => return Err(WrongInput(wrong).into()),
        Err(error) => {
            let of_scenario = error.downcast::<WrongInput>()?;
            return Err(WrongInput(of_scenario.0.into_iter().chain(wrong).collect()).into());
        }
    };
    let catalog = Arc::new(catalog);
    let nodes = match standing {
        Some(standing) => Nodes::Standing(standing),
        None if options.fleet => Nodes::Fleets(fleets(&catalog, &scenario)?),
        None => Nodes::OfOneType,
    };
    let subnets = or_of_scenario(subnets, &scenario);
    let none = || WrongInput(vec![words::NO_TYPE_CARRIES.into()]);
    let question = Question { scenario: scenario.clone(), subnets, asked, nodes };
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

/// What a file holds.
struct Given {
    /// The scenario, with the catalogue of its region.
    asked_for: Result<(Catalog, Scenario)>,
    /// Subnets as AWS lists them.
    subnets: Option<Subnets>,
    /// The nodes that there are.
    standing: Option<Vec<Standing>>,
}

/// A scenario, and subnets if the file has any.
fn given(options: &Options, wrong: &mut Vec<String>) -> Result<Given> {
    let text = read(&options.file)?;
    let mut value = serde_json::from_str(&text).unwrap_or(serde_json::Value::String(text.clone()));
    let subnets = take_subnets(&mut value)
        .and_then(|read| read.map_err(|problems| wrong.extend(problems.iter().map(ToString::to_string))).ok());
    let asked_for = match value {
        serde_json::Value::String(_) => crate::cli::scenario::asked(&text),
        value => from_value(&value),
    };
    Ok(Given { asked_for, subnets, standing: None })
}

/// A dump: its workloads as a scenario, and its nodes with the pods that are on them. What was understood goes to standard
/// error.
fn of_cluster(options: &Options) -> Result<Given> {
    let imported = imported::read(std::slice::from_ref(&options.file))?;
    let Understood { converted, priced, catalog } = understood(&imported, &import::scenario::Options::default())?;
    std::io::stderr().write_all(report::text(&imported, &converted.notes, priced.as_ref()).as_bytes())?;
    let of = |node: &PresentNode| Standing {
        instance_type: node.instance_type.clone(),
        addresses: node.with_address,
        daemons: node.with_address_by_node,
    };
    let standing: Vec<Standing> = imported.present.iter().flat_map(|present| present.ec2()).map(of).collect();
    if !standing.iter().any(|node| catalog.find(&node.instance_type).is_some()) {
        let none = "The dump has no EC2 nodes of a type with a price in their region: give what kubectl get nodes,pods -A -o json prints.";
        return Err(WrongInput(vec![none.into()]).into());
    }
    Ok(Given { asked_for: Ok((catalog, converted.scenario)), subnets: None, standing: Some(standing) })
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
