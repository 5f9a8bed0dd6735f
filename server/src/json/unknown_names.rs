//! Names in a scenario that no catalogue knows.

use model::catalog::{Catalog, UnpricedRegion, not_priced};
use model::node::equal_work;
use model::scenario::Scenario;
use model::scenario::link::Problem;

/// Names of regions and types that no catalogue knows.
pub fn unknown_names<'a>(
    scenario: &Scenario,
    catalogs: impl Iterator<Item = &'a Catalog> + Clone,
    unpriced: &[UnpricedRegion],
) -> Vec<Problem> {
    let mut problems = Vec::new();
    if !catalogs.clone().any(|c| c.region.code == scenario.region) {
        let codes: Vec<_> = catalogs.clone().map(|c| c.region.code.as_str()).collect();
        let listed = format!("one of {}", codes.join(", "));
        let allowed = match unpriced.iter().find(|region| region.code == scenario.region) {
            Some(region) => format!("{}: {listed}", not_priced(&region.location)),
            None => listed,
        };
        problems.push(Problem::new("region", &scenario.region, allowed));
    }
    // types are the same in every region
    let first = catalogs.into_iter().next();
    let knows = |name: &str| first.is_some_and(|c| c.find(name).is_some() || c.history.iter().any(|t| t.name == name));
    if let Some(chosen) = scenario.chosen.as_deref().filter(|name| !knows(name)) {
        problems.push(Problem::new("type", chosen, "the name of an EC2 instance type"));
    }
    problems.extend(first.and_then(|catalog| equal_work::problem(catalog, scenario)));
    problems
}
