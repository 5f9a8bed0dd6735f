//! The same workload in every region: the cheapest type of each, two of them pinned where asked for.

use super::worked_out::heading;
use super::{Asked, no_catalogue, problem_list};
use crate::compared::names;
use crate::date::day_number;
use crate::head::Head;
use crate::site::site;
use crate::surroundings::Search;
use crate::view::page_view::View;
use crate::view::words::about_licence;
use leptos::prelude::*;
use maud::{Markup, html};
use model::catalog::{Region, UnpricedRegion};
use model::plan::plan;
use model::scenario::link::{Problem, to_query};
use model::scenario::{Era, Scenario};
use model::units::{MicroUsd, counted, grouped};
use model::words::NO_TYPE_CARRIES;

/// The key of regions to keep in sight, in the address.
const PIN: &str = "pin";
/// Most that are pinned.
const MOST_PINNED: usize = 2;
/// Days of a quarter: prices further apart than this may differ by their dates.
const QUARTER: i64 = 92;

/// One row.
struct Row {
    code: String,
    location: String,
    name: String,
    nodes: u32,
    monthly: MicroUsd,
    as_of: String,
}

/// The list, cheapest region first.
#[component]
pub fn Regions() -> AnyView {
    let Some(asked) = Asked::from_address() else { return no_catalogue() };
    let scenario = Scenario { era: Era::Today, ..asked.scenario.clone() };
    let site = site();
    let planned: Vec<_> = site.regions().iter().map(|r| (&r.catalog.region, best(&r.catalog, &scenario))).collect();
    let without: Vec<_> = planned.iter().filter(|(_, row)| row.is_none()).map(|(region, _)| *region).collect();
    let mut rows: Vec<Row> = planned.into_iter().filter_map(|(_, row)| row).collect();
    rows.sort_by(|a, b| a.monthly.cmp(&b.monthly).then_with(|| a.code.cmp(&b.code)));
    let (pinned, wrong) = pinned(&rows);
    let list = List { scenario: &scenario, base: rows.iter().find(|r| r.code == scenario.region), rows: &rows, pinned };
    let head = Head::titled("The same workload in every region: Berth")
        .described("The cheapest instance type for the same pods in each AWS region.");
    head.page(html! {
        article.page.wide.regions {
            h1 { "The same workload in every region" }
            (problem_list(&[asked.problems.clone(), wrong].concat()))
            p.help {
                (counted(scenario.pods(), "pod")) ", "
                @if asked.is_given { "as in your scenario" } @else { "as in the scenario that Berth opens with" }
                "; the cheapest type of each region."
            }
            @if let Some(text) = model::words::equal_work(&scenario) { p.help { (text) } }
            div { (about_licence(&scenario)) }
            (list.about_dates())
            (list.side_by_side())
            div.scroll.all tabindex="0" role="region" aria-label="Regions; scrolls sideways where it is wider than the page" {
                table.list {
                    thead { tr {
                        th scope="col" { "Region" } (heading("monthly", "US$/month")) th.bar-column scope="col" { span.vh { "Compared" } }
                        th scope="col" { "Difference from your region" }
                        th.text scope="col" { "Best type" } (heading("nodes", "Nodes")) th scope="col" { "Prices of" } th scope="col" { "Pin" }
                    } }
                    tbody {
                        @for row in &rows { (list.line(row)) }
                        @for region in without { (without_a_type(region)) }
                    }
                }
            }
            div { (unpriced(site.unpriced())) }
        }
    })
}

/// Regions of the address that have a row, and a sentence for each that cannot be pinned.
fn pinned(rows: &[Row]) -> (Vec<String>, Vec<Problem>) {
    let query = use_context::<Search>().unwrap_or_default().0;
    let (mut pinned, mut problems): (Vec<String>, Vec<Problem>) = (Vec::new(), Vec::new());
    for code in names(&query, PIN) {
        let wrong = match rows.iter().any(|row| row.code == code) {
            false => "the code of a region that the list has, such as eu-west-1",
            true if pinned.contains(&code) => continue,
            true if pinned.len() == MOST_PINNED => "two regions at most; this one is left out",
            true => {
                pinned.push(code);
                continue;
            }
        };
        problems.push(Problem::new(PIN, &code, wrong));
    }
    (pinned, problems)
}

/// What the page lists.
struct List<'a> {
    scenario: &'a Scenario,
    /// The scenario's own region, where a type carries the pods there.
    base: Option<&'a Row>,
    /// Cheapest first.
    rows: &'a [Row],
    /// Codes of those to keep in sight.
    pinned: Vec<String>,
}

impl List<'_> {
    /// A region with its best type, and what that costs against the scenario's own region.
    fn line(&self, row: &Row) -> Markup {
        let here = row.code == self.scenario.region;
        let there = Scenario { region: row.code.clone(), chosen: None, ..self.scenario.clone() };
        let most = self.rows.last().map_or(1, |last| last.monthly.0.max(1));
        let is_far = self.base.is_some_and(|base| quarter_apart(base, row));
        html! {
            tr class=[here.then_some("shown")] aria-current=[here.then_some("true")] {
                th scope="row" { a href=(View::Nodes.address(&there)) { (row.location) } " " small { (row.code) } }
                td { (row.monthly.cents()) }
                td.bar-column aria-hidden="true" { span.cost-bar style={ "inline-size:" (row.monthly.0 * 100 / most) "%" } {} }
                td { @if let Some(base) = self.base { (against(base.monthly, row.monthly)) } }
                td.text { (row.name) } td { (grouped(row.nodes.into())) }
                td { @if is_far { abbr title="More than three months from the date of your region" { "! " } } (row.as_of) }
                td { (self.pin(row)) }
            }
        }
    }

    /// Adds a region to those in sight, in place of the one that was pinned first where there are two, or takes it away.
    fn pin(&self, row: &Row) -> Markup {
        let is_pinned = self.pinned.contains(&row.code);
        let others: Vec<&str> = self.pinned.iter().filter(|code| **code != row.code).map(String::as_str).collect();
        let with: Vec<&str> = match is_pinned {
            true => others,
            false => others.iter().rev().take(MOST_PINNED - 1).rev().copied().chain([row.code.as_str()]).collect(),
        };
        let words = if is_pinned { "Unpin" } else { "Pin" };
        html! { a href=(self.address(&with)) aria-label={ (words) " " (row.location) } { (words) } }
    }

    /// The page with other regions pinned.
    fn address(&self, codes: &[&str]) -> String {
        let own = if codes.is_empty() { String::new() } else { format!("{PIN}={}&", codes.join(",")) };
        format!("/regions?{own}{}", to_query(self.scenario))
    }

    /// The pinned regions, with the difference between them where there are two.
    fn side_by_side(&self) -> Markup {
        let rows: Vec<&Row> =
            self.pinned.iter().filter_map(|code| self.rows.iter().find(|row| row.code == *code)).collect();
        html! {
            @if let [first, rest @ ..] = rows.as_slice() {
                section.card aria-labelledby="pinned" {
                    h2 id="pinned" { "Pinned" }
                    ul.plain {
                        @for row in &rows {
                            li {
                                b { (row.location) } ": " (row.monthly.cents()) " a month, " (counted(row.nodes, "node")) " of " (row.name)
                                ", prices of " span.whole { (row.as_of) } ". " (self.pin(row))
                            }
                        }
                    }
                    @match rest {
                        [other] => p { (apart(first, other)) },
                        _ => p.help { "Pin a second region to see the difference between them." },
                    }
                }
            }
        }
    }

    /// Said where a difference may come from the dates of prices.
    fn about_dates(&self) -> Markup {
        let far = |base: &Row| self.rows.iter().filter(|row| quarter_apart(base, row)).count();
        html! {
            @if let Some(base) = self.base && far(base) > 0 {
                p.help role="note" {
                    "Prices of " (far(base)) " of " (self.rows.len()) " regions, marked with !, are of another time than those of " (base.location)
                    " (" (base.as_of) "), by more than three months. A difference may come from the dates."
                }
            }
        }
    }
}

/// How much one region costs against another, and whether their prices are of one time.
fn apart(first: &Row, other: &Row) -> String {
    let (least, most) = if first.monthly <= other.monthly { (first, other) } else { (other, first) };
    let gap = MicroUsd(most.monthly.0 - least.monthly.0);
    let dates = match quarter_apart(first, other) {
        true => " Their prices are more than three months apart, so a part of it may come from the dates.",
        false => "",
    };
    match gap.0 {
        0 => format!("They cost the same.{dates}"),
        _ => format!(
            "{} costs {} a month more than {} ({}).{dates}",
            most.location,
            gap.cents(),
            least.location,
            against(least.monthly, most.monthly)
        ),
    }
}

/// Whether two regions' prices are more than a quarter apart. Dates that are none are not known to be.
fn quarter_apart(one: &Row, other: &Row) -> bool {
    let days = day_number(&one.as_of).zip(day_number(&other.as_of)).map(|(one, other)| (one - other).abs());
    days.is_some_and(|days| days > QUARTER)
}

/// A region where no type can carry the pods, so that nobody takes it for one that Berth does not know.
fn without_a_type(region: &Region) -> Markup {
    html! {
        tr {
            th scope="row" { (region.location) " " small { (region.code) } }
            td.text colspan="7" { (NO_TYPE_CARRIES) }
        }
    }
}

fn best(catalog: &model::catalog::Catalog, scenario: &Scenario) -> Option<Row> {
    let planned = plan(catalog, scenario);
    let best = planned.best()?;
    Some(Row {
        code: catalog.region.code.clone(),
        location: catalog.region.location.clone(),
        name: best.name(catalog).to_string(),
        nodes: best.fleet.nodes,
        monthly: best.fleet.monthly,
        as_of: catalog.region.on_demand_as_of.clone(),
    })
}

/// Regions of which no price is known, in a sentence.
pub(super) fn unpriced(regions: &[UnpricedRegion]) -> Markup {
    html! {
        @if let Some((last, others)) = regions.split_last() {
            p.help {
                "No price is known of "
                @for region in others { (region.location) " " span.whole { "(" (region.code) ")," } " " }
                (last.location) " " span.whole { "(" (last.code) ")." }
            }
        }
    }
}

/// `+12 %`, `-3 %`, `same`.
pub(super) fn against(base: MicroUsd, other: MicroUsd) -> String {
    let percent = (other.dollars() / base.dollars().max(1e-9) - 1.0) * 100.0;
    match percent.abs() < 0.5 {
        true => "same".into(),
        false => format!("{}{:.0} %", if percent > 0.0 { "+" } else { "\u{2212}" }, percent.abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(code: &str, dollars: u64, as_of: &str) -> Row {
        Row {
            code: code.into(),
            location: code.to_uppercase(),
            name: "m5.large".into(),
            nodes: 3,
            monthly: MicroUsd(dollars * 1_000_000),
            as_of: as_of.into(),
        }
    }

    #[test]
    fn a_quarter_is_92_days_and_unknown_dates_are_not_apart() {
        let of = |date: &str| row("a", 1, date);
        assert!(!quarter_apart(&of("2026-07-20"), &of("2026-04-19")), "92 days");
        assert!(quarter_apart(&of("2026-04-18"), &of("2026-07-20")), "93 days, whichever is older");
        assert!(!quarter_apart(&of("2026-07-20"), &of("")));
    }

    #[test]
    fn regions_whose_prices_are_of_another_time_are_marked_and_counted() {
        let rows = [row("a", 90, "2025-04-04"), row("b", 100, "2026-07-20"), row("c", 200, "2026-07-01")];
        let scenario = Scenario { region: "b".into(), ..Scenario::default() };
        let list = List { scenario: &scenario, base: Some(&rows[1]), rows: &rows, pinned: Vec::new() };
        let said = list.about_dates().into_string();
        assert!(said.contains("Prices of 1 of 3 regions"), "{said}");
        assert!(
            list.line(&rows[0]).into_string().contains("<abbr") && !list.line(&rows[2]).into_string().contains("<abbr")
        );
        assert!(list.line(&rows[2]).into_string().contains("inline-size:100%"), "the most expensive fills the bar");
        assert!(list.line(&rows[0]).into_string().contains("inline-size:45%"));
        assert_eq!(
            apart(&rows[0], &rows[2]),
            "C costs $110.00 a month more than A (+122 %). Their prices are more than three months apart, so a part of it may come from the dates."
        );
        assert_eq!(apart(&rows[1], &rows[1]), "They cost the same.");
    }

    #[test]
    fn a_third_region_takes_the_place_of_the_first() {
        let rows = [row("a", 90, ""), row("b", 100, ""), row("c", 200, "")];
        let scenario = Scenario::default();
        let list = List { scenario: &scenario, base: None, rows: &rows, pinned: vec!["a".into(), "b".into()] };
        assert!(list.pin(&rows[2]).into_string().contains("/regions?pin=b,c&"));
        let unpin = list.pin(&rows[0]).into_string();
        assert!(unpin.contains("/regions?pin=b&") && unpin.contains("Unpin A"), "{unpin}");
    }
}
