//! The part with the formulas: a card each, in groups.

use super::cases::example_in_words;
use super::lines::{Form, Line, TYPE, lines};
use crate::view::cites::cites;
use crate::view::page_view::kept;
use maud::{Markup, html};
use model::catalog::Catalog;
use model::explain::{Figure, Input, Unit};

/// Headings, and the figures under each.
const GROUPS: [(&str, &[&str]); 8] = [
    ("Addresses", &["addresses", "pods-by-addresses", "pods-by-branch-enis"]),
    ("max-pods", &["max-pods-by-owner", "max-pods", "pods-by-max-pods", "community-threshold"]),
    (
        "CPU and memory",
        &[
            "kube-reserved-cpu",
            "allocatable-cpu",
            "vcpu-ratio",
            "cpu-request",
            "pods-by-cpu",
            "visible-memory",
            "kube-reserved-memory",
            "allocatable-memory",
            "pods-by-memory",
        ],
    ),
    ("Disk and volumes", &["allocatable-ephemeral", "pods-by-ephemeral", "csi-volumes", "pods-by-volumes"]),
    ("Bandwidth", &["sustained-bandwidth", "pods-by-bandwidth", "largest-flow"]),
    (
        "Pods, nodes and cost",
        &[
            "pods-by-most-per-node",
            "pods-per-node",
            "node-price",
            "disks",
            "node-month",
            "nodes",
            "monthly",
            "per-pod",
            "per-slot",
            "control-plane",
            "in-all",
        ],
    ),
    (
        "Addresses held, in use or warm",
        &["held-addresses", "attached-enis", "held-subnet-addresses", "nau", "subnet-need", "subnet-blocks", "cooling"],
    ),
    ("What is left over", &["stranded-cpu", "stranded-memory"]),
];

/// Words that a formula may use besides its symbols.
const FUNCTIONS: [&str; 5] = ["min", "max", "ceil", "floor", "round"];

/// The part of the page.
pub(super) fn part(catalog: &Catalog) -> Markup {
    let lines = lines(catalog);
    html! {
        p {
            "Each is calculated here for one " a href=(kept(&format!("/instances/{TYPE}"))) { (TYPE) } " in " (catalog.region.location)
            ", prices of " (catalog.region.on_demand_as_of) ": " (example_in_words()) ", everything else by default. "
            "The page of each type shows the same lines for your own scenario."
        }
        p.help { "floor rounds down, ceil up, round to the nearest. Inside the formulas money is in millionths of a US dollar, CPU in thousandths of a core (m), shares in hundredths of a per cent (basis points)." }
        @if lines.is_empty() { p.error { "The catalogue has no " (TYPE) " for an example." } }
        @for (heading, ids) in GROUPS {
            h3 { (heading) }
            div.figures { @for id in ids { @if let Some(line) = lines.iter().find(|l| l.id == *id) { (card(line)) } } }
        }
    }
}

fn card(line: &Line) -> Markup {
    html! {
        div.figure id=(line.id) {
            @for (i, form) in line.forms.iter().enumerate() {
                @if i == 0 {
                    h4 { a href={ "#" (line.id) } { (line.label) } span.unit-of { span.vh { ", " } "in " (unit(form.figure.unit)) } }
                } @else {
                    h5 { "With " (form.case) }
                }
                (worked(form))
            }
        }
    }
}

/// A formula, its symbols with their values, the result, and where it comes from.
fn worked(form: &Form) -> Markup {
    let f = &form.figure;
    html! {
        p.formula { code { (f.formula) } }
        ul.inputs {
            @for i in &f.inputs { li { code { (i.symbol) } " = " b { (plain(i)) } " " span { (i.meaning) } } }
            @for i in &form.also { li { code { (i.symbol) } " " span { (i.meaning) ", where it applies" } } }
        }
        p.result { @if let Some(text) = with_values(f) { code { (text) } " = " } output { (f.reading()) } }
        @for (case, note) in &form.notes { p.note { @if !case.is_empty() { b { (case) } ": " } (note) } }
        p.from { (cites(&form.sources)) }
    }
}

/// A value as it would be typed, so that a bracketed list stays a list.
fn plain(i: &Input) -> String {
    i.value.to_string()
}

/// The formula with values instead of symbols; `None` where it is a sentence rather than arithmetic.
fn with_values(figure: &Figure) -> Option<String> {
    let mut out = String::new();
    let mut rest = figure.formula;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let (before, word_on) = rest.split_at(start);
        let end = word_on.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(word_on.len());
        let (word, after) = word_on.split_at(end);
        out.push_str(before);
        match figure.inputs.iter().find(|i| i.symbol == word) {
            Some(input) => out.push_str(&plain(input)),
            None if FUNCTIONS.contains(&word) => out.push_str(word),
            None => return None,
        }
        rest = after;
    }
    out.push_str(rest);
    (figure.inputs.len() > 1 || out.contains('(')).then_some(out)
}

/// A unit in words.
fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Pods => "pods",
        Unit::Addresses => "addresses",
        Unit::MilliCpu => "thousandths of a core",
        Unit::Mib => "MiB",
        Unit::Mbps => "Mbps",
        Unit::Volumes => "volumes",
        Unit::Enis => "ENIs",
        Unit::Nodes => "nodes",
        Unit::UsdHour => "US dollars an hour",
        Unit::UsdMonth => "US dollars a month",
        Unit::Count => "units",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{m5_large_of_2018, measured};
    use model::explain::LARGEST_P;
    use model::sources::source;

    fn all() -> Vec<Line> {
        let in_2018 = m5_large_of_2018();
        lines(&Catalog { history: [in_2018].into(), ..measured() })
    }

    #[test]
    fn every_figure_of_the_model_stands_in_one_group() {
        let grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, ids)| ids.iter().copied()).collect();
        let ids: Vec<&str> = all().iter().map(|line| line.id).collect();
        for id in &ids {
            assert_eq!(grouped.iter().filter(|g| *g == id).count(), 1, "{id}");
        }
        assert_eq!(grouped.len(), ids.len(), "{grouped:?} {ids:?}");
    }

    #[test]
    fn every_form_has_symbols_and_sources() {
        for form in all().iter().flat_map(|line| &line.forms) {
            let f = &form.figure;
            assert!(!f.formula.is_empty() && !f.inputs.is_empty(), "{}", f.id);
            assert!(!form.sources.is_empty() && form.sources.iter().all(|id| source(id).is_some()), "{}", f.id);
            let is_sentence = [LARGEST_P, "the least input"].contains(&f.formula);
            assert!(!is_sentence || with_values(f).is_none(), "{}", f.id);
        }
    }

    #[test]
    fn each_way_to_set_max_pods_is_shown_once() {
        let all = all();
        let forms = |id: &str| all.iter().find(|l| l.id == id).map_or(0, |l| l.forms.len());
        // Managed, the cap alone, self-managed, Karpenter, Auto Mode, Windows, podsPerCore, a number of one's own,
        // what one's own nodes report.
        assert_eq!(forms("max-pods"), 9);
        // ENIs, ENIs with a pool that stops short, Windows' one ENI, a block, the article of 2018.
        assert_eq!(forms("addresses"), 5);
        assert_eq!(forms("monthly"), 1);
    }

    #[test]
    fn symbols_give_way_to_values() {
        let all = all();
        let texts: Vec<Option<String>> = ["addresses", "max-pods", "pods-per-node"]
            .iter()
            .filter_map(|id| all.iter().find(|l| l.id == *id))
            .map(|l| with_values(&l.forms[0].figure))
            .collect();
        let expected = |text: &str| Some(text.to_string());
        assert_eq!(
            texts,
            [
                expected("max(min(3, 3) - 0, 0) * (10 - 1) * 1"),
                expected("min(max(min(3, 3) - 0, 0) * 9 * 1 + 2, 110)"),
                None
            ]
        );
    }
}
