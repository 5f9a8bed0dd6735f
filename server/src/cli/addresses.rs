//! `berth addresses`: a scenario in, whether its subnets last out, with what to set; without a store.

use crate::cli::imported::{self, Understood, understood};
use crate::cli::options::{Addresses as Options, Format};
use crate::cli::scenario::{from_value, read};
use crate::json::addresses_asked::{NoNodes, described, nodes, or_of_scenario, take_subnets};
use crate::wrong_input::WrongInput;
use crate::{json, table};
use addresses::asked::Asked;
use addresses::standing::Standing;
use addresses::subnets::Subnets;
use addresses::which::Which;
use addresses::work::{Question, Work};
use anyhow::Result;
use cluster::understood::standing;
use fleet::plan::NoFleet;
use import::report;
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::words;
use std::io::Write;
use std::sync::Arc;

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
    let which = match (&standing, options.fleet) {
        (Some(_), _) => Which::Present,
        (None, true) => Which::Fleet,
        (None, false) => asked.nodes,
    };
    let nodes = nodes(which, standing.unwrap_or_default(), &catalog, &scenario).map_err(|none| {
        WrongInput(match none {
            NoNodes::Fleet(NoFleet::Options(problems)) => problems,
            NoNodes::Fleet(none) => vec![none.to_string()],
            NoNodes::Present(problem) => vec![format!("--{problem}")],
        })
    })?;
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
    let standing = standing(&imported);
    if !standing.iter().any(|node| catalog.find(&node.instance_type).is_some()) {
        let none = "The dump has no EC2 nodes of a type with a price in their region: give what kubectl get nodes,pods -A -o json prints.";
        return Err(WrongInput(vec![none.into()]).into());
    }
    Ok(Given { asked_for: Ok((catalog, converted.scenario)), subnets: None, standing: Some(standing) })
}

fn asked(options: &Options, wrong: &mut Vec<String>) -> Asked {
    let (mut asked, mut problems) = (Asked::default(), Vec::new());
    let Options { event, minutes, burst, seed, tokens, refill, nodes, .. } = options;
    let given = [event, minutes, burst, seed, tokens, refill, nodes];
    Asked::KEYS.iter().zip(given).for_each(|(key, value)| asked.set(key, value, &mut problems));
    wrong.extend(problems.iter().map(|problem| format!("--{problem}")));
    asked
}
