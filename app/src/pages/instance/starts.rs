//! What can start a type: each OS and Auto Mode, each with its sources, and what is not known.

use crate::view::cites::cites;
use maud::{Markup, html};
use model::catalog::instance_type::{Accelerator, Arch, InstanceType};
use model::catalog::launch::Mark;
use model::node::launchable::{NoStart, cannot_start};
use model::scenario::os::Os;
use model::scenario::owner::Owner;

/// An owner or an OS, what is known of it and this type, and the sources.
type Row = (&'static str, String, &'static [&'static str]);

/// The section; a Mac host has none, since nothing starts it.
pub(super) fn section(t: &InstanceType) -> Markup {
    let rows: Vec<Row> = match t.arch {
        Arch::Mac => vec![("Kubernetes nodes", words(Some(NoStart::Mac)), &["eks-choose"])],
        _ => vec![al2023(t), bottlerocket(t), windows(t), auto_mode(t), lists(), generation(t)],
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

fn in_a_group(t: &InstanceType, os: Os) -> Option<NoStart> {
    cannot_start(t, Owner::ManagedNodeGroup, os)
}

fn windows(t: &InstanceType) -> Row {
    ("Windows", words(in_a_group(t, Os::Windows)), &["eks-windows"])
}

fn al2023(t: &InstanceType) -> Row {
    let why = in_a_group(t, Os::Al2023);
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
        false => words(in_a_group(t, Os::Bottlerocket)),
    };
    ("Bottlerocket", says, &["eks-bottlerocket"])
}

fn auto_mode(t: &InstanceType) -> Row {
    let says = match cannot_start(t, Owner::AutoMode, Os::Bottlerocket) {
        None if t.is_bare_metal() => "it offers the family; whether bare metal too is not published".into(),
        why => words(why),
    };
    ("EKS Auto Mode", says, &["eks-auto-types"])
}

fn lists() -> Row {
    let says = "as their OS; which types they refuse is not published";
    ("Managed node group, Karpenter", says.into(), &["eks-choose"])
}

fn generation(t: &InstanceType) -> Row {
    let says = match t.marks.has(Mark::Previous) {
        true => "a previous generation, by AWS\u{2019}s page",
        false => "current: not on AWS\u{2019}s page of previous generations",
    };
    ("Generation", says.into(), &["ec2-previous"])
}
