//! What was not known when the record was written: it is said, not assumed.

use crate::markdown::Document;
use crate::network::{is_on_vpc_cni, network};
use crate::not_planned::not_planned;
use crate::subject::Subject;
use model::advice::what_if::questions;
use model::node::max_pods::is_custom_networking;
use model::plan::cost::Confidence;
use model::scenario::fields::NOT_ASKED;
use model::scenario::owner::Owner;
use model::units::counted;
use model::words::WITHOUT_LICENCE;

pub(super) fn write(document: &mut Document, subject: &Subject) {
    document.heading(2, "What was not known");
    let scenario = subject.scenario();
    let open = questions().filter(|q| q.options[(q.get)(scenario)].0 == NOT_ASKED).count();
    if open > 0 {
        document.point(&format!("{} of the advice not answered.", counted(open as u64, "question")));
    }
    if scenario.subnets.is_empty() {
        document.point("The subnets: whether their addresses last was not checked.");
    } else if is_custom_networking(scenario.mode) {
        document.point("The pods\u{2019} own subnets: only those of the nodes were given.");
    }
    prices(document, subject);
    if scenario.node.owner == Owner::ManagedNodeGroup && is_on_vpc_cni(network(subject)) {
        document.point(
            "What max-pods EKS gives the managed node group: AWS documents a cap, not the number. Check it on a node.",
        );
    }
    if !subject.catalog().region.availability_known {
        document.point("Whether the region has every type shown.");
    }
    not_planned(scenario).iter().for_each(|sentence| document.point(sentence));
    document.point("The account\u{2019}s quotas, its VPC and the image of the nodes.");
}

fn prices(document: &mut Document, subject: &Subject) {
    let Some(candidate) = subject.shown() else { return };
    match candidate.price.confidence {
        Confidence::Published => {}
        Confidence::Estimated => document.point("The price of the type: no list has it, so it is estimated."),
        Confidence::WithoutLicence => document.point(WITHOUT_LICENCE),
        Confidence::Derived => {
            document.point("The spot price: it is the region\u{2019}s average discount, and it changes by the hour.")
        }
    }
}
