//! What can start a type: operating systems and Auto Mode, each with its sources, and what is not known.

use crate::view::cites::cites;
use maud::{Markup, html};
use model::catalog::instance_type::{Accelerator, Arch, InstanceType};
use model::catalog::launch::Mark;
use model::node::launchable::{NoStart, cannot_start};
use model::scenario::node_kind::NodeKind;

/// An owner or a system, what is known of it and this type, and the sources.
type Row = (&'static str, String, &'static [&'static str]);

/// The section; a Mac host has none, since nothing starts it.
pub(super) fn section(t: &InstanceType) -> Markup {
    let rows: Vec<Row> = match t.arch {
        Arch::Mac => vec![("Kubernetes nodes", words(Some(NoStart::Mac)), &["eks-choose"])],
        _ => vec![al2023(t), bottlerocket(t), auto_mode(t), lists(), generation(t)],
    };
    html! {
        section aria-labelledby="starts-title" {
            h2 id="starts-title" { "What can start it" }
            dl.facts { @for (what, says, sources) in rows {
                div.fact { dt { (what) } dd { (says) " " (cites(sources)) } }
            } }
        }
    }
}

fn words(why: Option<NoStart>) -> String {
    why.map_or_else(|| "yes".into(), |why| format!("no: {}", why.text()))
}

fn al2023(t: &InstanceType) -> Row {
    let why = cannot_start(t, NodeKind::ManagedNodeGroup);
    let sources: &[_] = if why.is_some() {
        &["al2023-requirements", "eks-choose", "parallelcluster-a1"]
    } else {
        &["al2023-requirements"]
    };
    ("AL2023", words(why), sources)
}

fn bottlerocket(t: &InstanceType) -> Row {
    let is_inferentia = t.accelerator == Some(Accelerator::Neuron) && t.family().starts_with("inf");
    let says = match is_inferentia {
        true => "yes, but EKS\u{2019}s guide does not recommend it with Inferentia".into(),
        false => words(cannot_start(t, NodeKind::Bottlerocket)),
    };
    ("Bottlerocket", says, &["eks-bottlerocket"])
}

fn auto_mode(t: &InstanceType) -> Row {
    let says = match cannot_start(t, NodeKind::AutoMode) {
        None if t.is_bare_metal() => "it offers the family; whether bare metal too is not published".into(),
        why => words(why),
    };
    ("EKS Auto Mode", says, &["eks-auto-types"])
}

fn lists() -> Row {
    let says = "as its operating system; which types they refuse is not published";
    ("Managed node group, Karpenter", says.into(), &["eks-choose"])
}

fn generation(t: &InstanceType) -> Row {
    let says = match t.marks.has(Mark::Previous) {
        true => "a previous generation, by AWS\u{2019}s page",
        false => "current: not on AWS\u{2019}s page of previous generations",
    };
    ("Generation", says.into(), &["ec2-previous"])
}
