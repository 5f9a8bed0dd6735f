//! Manifests of public projects, from what is pasted to the files for their fleet: all pods have room on nodes that the files
//! name, and the tools take the files.

#[path = "../../../import/tests/support/projects.rs"]
#[allow(dead_code, reason = "the import\u{2019}s own tests take more of it")]
mod manifests;

use crate::cluster::{AUTO_MODE, KARPENTER, MANAGED, Nodes, SELF_MANAGED, Worked, with};
use crate::read::named;
use crate::rules::broken;
use catalog_files::{Files, parse};
use export::{Config, PlannedFleet, Subject};
use fleet::check::faults;
use fleet::fleet::Fleet;
use fleet::options::Options;
use fleet::plan::plan;
use import::conclude::conclude;
use import::read;
use import::scenario::{AS_IT_IS, Options as Asked};
use manifests::{ALL, Project};
use model::catalog::Catalog;
use model::scenario::Scenario;
use model::units::{Mib, MilliCpu};
use std::sync::OnceLock;

const NODES: [Nodes; 4] = [MANAGED, SELF_MANAGED, KARPENTER, AUTO_MODE];

fn us_east_1() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let figures = parse(&Files::embedded()).expect("the carried files are right");
        figures.catalogs().into_iter().find(|c| c.region.code == "us-east-1").expect("us-east-1")
    })
}

/// What a person gets who pastes the manifests and wants so many times the replicas.
fn pasted(project: &Project, times: u32) -> Scenario {
    let imported = read((project.manifests)().as_bytes(), &mut |_| {});
    let scale = AS_IT_IS * times;
    let asked = Asked { cpu: MilliCpu(50), memory: Mib(128), scale, ..Asked::default() };
    let concluded = conclude(&imported, &asked, &|region| Some(us_east_1()).filter(|c| c.region.code == region));
    let scenario = concluded.converted.expect("a workload").scenario;
    assert_eq!(scenario.pods(), project.pods * times, "{}", project.name);
    scenario
}

/// Pods of each profile that a fleet has room for.
fn room(fleet: &Fleet, profile: usize) -> u32 {
    fleet.groups.iter().map(|group| group.pods[profile] * group.nodes).sum()
}

#[test]
fn six_projects_go_from_paste_to_files_that_the_tools_take() {
    let mut projects = 0;
    for project in &ALL {
        for (nodes, times) in NODES.into_iter().flat_map(|nodes| [(nodes, 1), (nodes, 20)]) {
            let asked = pasted(project, times);
            let scenario = Scenario { node: with(nodes, asked.node), ..asked };
            let worked = Worked::on(us_east_1().clone(), scenario);
            let (catalog, scenario, options) = (worked.0.catalog(), worked.scenario(), Options::of(worked.scenario()));
            let place = || format!("{} {times} times on {nodes:?}", project.name);
            let fleet = plan(catalog, scenario, &options, 100_000).expect("a fleet");
            for (index, profile) in scenario.profiles.iter().enumerate() {
                assert!(room(&fleet, index) >= profile.pods, "{}: {} has no room", place(), profile.name);
            }
            assert_eq!(faults(catalog, scenario, &options, &fleet), Vec::<String>::new(), "{}", place());
            assert!(fleet.bound <= fleet.cost.total, "{}", place());
            let planned = Some(PlannedFleet { fleet: &fleet, options: &options });
            let files = Config::of(Subject { fleet: planned, ..worked.subject() }).expect("there is a fleet").files();
            assert_eq!(broken(&files), Vec::<String>::new(), "{}", place());
            let terraform = &named(&files, "main.tf").text;
            for (name, ..) in fleet.types() {
                assert!(files.iter().any(|file| file.text.contains(name)), "{}: {name} is in no file", place());
            }
            assert!(!terraform.is_empty() && files.len() >= 3, "{}: {} files", place(), files.len());
        }
        projects += 1;
    }
    assert!(projects >= 6);
}
