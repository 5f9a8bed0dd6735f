//! What was asked: the workload, the nodes, and the answers given.

use crate::markdown::{Document, plain};
use crate::not_planned::not_planned;
use crate::subject::Subject;
use model::advice::what_if::questions;
use model::scenario::fields::NOT_ASKED;
use model::scenario::{DaemonSet, DaemonSetNetwork, Era, Purchase, Scenario};
use model::units::grouped;
use model::words::{asked, bought};

pub(super) fn write(document: &mut Document, subject: &Subject) {
    let scenario = subject.scenario();
    document.heading(2, "Context");
    for profile in &scenario.profiles {
        document.point(&format!("Workload {}: {}.", plain(&profile.name), asked(profile)));
    }
    match subject.plan().era {
        Era::Article => document.point(&format!(
            "The article\u{2019}s count: at most {} pods a node, {} daemonsets with an address each.",
            scenario.article.pod_cap, scenario.article.daemonsets
        )),
        Era::Today => nodes(document, scenario),
    }
    answers(document, scenario);
}

fn nodes(document: &mut Document, scenario: &Scenario) {
    let daemonsets: Vec<_> = scenario.running_daemonsets().map(daemonset).collect();
    if !daemonsets.is_empty() {
        document.point(&format!("On every node: {}.", daemonsets.join("; ")));
    }
    let purchase = match scenario.purchase {
        Purchase::OnDemand => "on demand".into(),
        Purchase::Spot => "spot".into(),
        Purchase::Discount => format!("on demand less {}", scenario.discount),
        Purchase::Committed(_) => format!("Reserved Instances, No Upfront, {}", bought(scenario.purchase)),
    };
    let fixed = scenario.node.max_pods.map_or(String::new(), |n| format!(", max-pods fixed at {n}"));
    document.point(&format!(
        "Nodes: {}, {purchase}, at least {}{fixed}; {}.",
        scenario.node.owner_and_os(),
        grouped(scenario.min_nodes.into()),
        scenario.mode.name_on(scenario.node.owner)
    ));
    for sentence in not_planned(scenario) {
        document.point(&sentence);
    }
    for subnet in &scenario.subnets {
        let free = match subnet.free_addresses {
            Some(free) => format!("{} addresses free", grouped(free.into())),
            None => "free addresses not known".into(),
        };
        document.point(&format!("Subnet in {}: {free}.", plain(&subnet.zone)));
    }
}

fn daemonset(d: &DaemonSet) -> String {
    let network = match d.network {
        DaemonSetNetwork::Host => "host network",
        DaemonSetNetwork::Pod => "pod address",
    };
    format!("{} ({network}, {}, {})", plain(&d.name), d.cpu, d.memory)
}

fn answers(document: &mut Document, scenario: &Scenario) {
    let mut given = 0;
    for question in questions() {
        let (code, answer) = question.options[(question.get)(scenario)];
        if code != NOT_ASKED {
            given += 1;
            let colon = if question.label.ends_with('?') { "" } else { ":" };
            document.point(&format!("{}{colon} **{answer}**", question.label));
        }
    }
    if given == 0 {
        document.point("No question has been answered, so the pod network is a default, not a recommendation.");
    }
}
