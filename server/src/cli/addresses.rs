//! `berth addresses`: a scenario in, whether its subnets last out, with what to set; without a store.

use crate::cli::options::{Addresses as Options, Format};
use crate::cli::scenario::{from_value, read};
use crate::fleets::USUAL_WORK;
use crate::json::addresses_asked::{described, or_of_scenario, take_subnets};
use crate::wrong_input::WrongInput;
use crate::{json, table};
use addresses::answer::answer;
use addresses::asked::Asked;
use addresses::mix::Placed;
use anyhow::Result;
use fleet::fleet::Fleet;
use fleet::options::Options as FleetOptions;
use fleet::plan::plan;
use model::words;
use std::io::Write;
use std::sync::Arc;

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
    let placed = match options.fleet {
        true => Some(placed(
            &plan(&catalog, &scenario, &FleetOptions::of(&scenario), USUAL_WORK)
                .map_err(|none| WrongInput(vec![none.to_string()]))?,
        )),
        false => None,
    };
    let subnets = or_of_scenario(subnets, &scenario);
    let answered = answer(&catalog, &scenario, subnets, asked, placed.as_deref())
        .ok_or_else(|| WrongInput(vec![words::NO_TYPE_CARRIES.into()]))?;
    let text = match options.format {
        Format::Json => json::addresses::text(&catalog, &scenario, &answered)?,
        Format::Table => table::addresses::text(&catalog, &scenario, &answered),
    };
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
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
    let given = [&options.event, &options.minutes, &options.burst, &options.seed];
    Asked::KEYS.iter().zip(given).for_each(|(key, value)| asked.set(key, value, &mut problems));
    wrong.extend(problems.iter().map(|problem| format!("--{problem}")));
    asked
}
