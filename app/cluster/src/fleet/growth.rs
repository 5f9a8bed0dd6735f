//! Two charts: the cost against the number of types, and as all replicas grow. Each with a table, and with the bound below.

use super::{Curves, Progress, Shown};
use crate::figures::{Cents, Grouped};
use crate::readable::{Along, Place, Readable};
use ::fleet::curves::{Point, scaled};
use ::fleet::fleet::Fleet;
use charts::{Counted, Line, LineChart, Picture, Series, Size};
use maud::{Markup, html};
use model::units::{MicroUsd, counted};

/// The section: the charts, or where they are not worked out, the way to them.
pub(super) fn section(shown: &Shown, fleet: &Fleet) -> Markup {
    html! {
        section.card.fleet-growth aria-labelledby="growth-title" {
            h2 id="growth-title" { "More types, more pods" }
            @match shown.curves {
                Some(curves) => (charts(shown, fleet, curves)),
                None if shown.progress != Progress::Quick => p.help { "Both charts follow when the search has ended." },
                None => p {
                    button name="charts" value="yes" { "Work out both charts" }
                    " What the fleet costs with fewer and with more types, and as all replicas grow."
                },
            }
        }
    }
}

fn charts(shown: &Shown, fleet: &Fleet, curves: &Curves) -> Markup {
    let types = Curve {
        title: "Cost against the number of types",
        x: "types allowed, at most",
        points: by_types(shown, fleet, curves),
        home: shown.options.types.into(),
        noun: "type",
    };
    let pods = Curve {
        title: "Cost as all replicas grow",
        x: "pods",
        points: by_pods(shown, fleet, curves),
        home: shown.scenario.pods().into(),
        noun: "pod",
    };
    html! { div.two-charts { (types.show()) (pods.show()) } }
}

fn by_types(shown: &Shown, fleet: &Fleet, curves: &Curves) -> Vec<(u64, Point)> {
    // The most types first: along a curve that is given so, cost rises.
    let mut points: Vec<Point> = curves.by_types.iter().rev().copied().collect();
    improve(&mut points, shown.options.types, fleet);
    points.iter().rev().map(|point| (point.at.into(), *point)).collect()
}

/// The fleet on the page was searched for longer than the points. Where cost rises along the points, none before its own
/// costs more than it does, and none after it less than its bound.
fn improve(points: &mut [Point], own: u32, fleet: &Fleet) {
    let Some(own) = points.iter().position(|point| point.at == own) else { return };
    for point in points.iter_mut().take(own + 1).filter(|point| point.cost > fleet.cost.total) {
        (point.cost, point.nodes) = (fleet.cost.total, fleet.nodes);
    }
    points.iter_mut().skip(own).for_each(|point| point.bound = point.bound.max(fleet.bound.min(point.cost)));
}

fn by_pods(shown: &Shown, fleet: &Fleet, curves: &Curves) -> Vec<(u64, Point)> {
    let mut points = curves.by_replicas.clone();
    improve(&mut points, 100, fleet);
    points.iter().map(|point| (scaled(shown.scenario, point.at).pods().into(), *point)).collect()
}

/// A chart and its table.
struct Curve {
    title: &'static str,
    x: &'static str,
    points: Vec<(u64, Point)>,
    /// The scenario's own value.
    home: u64,
    noun: &'static str,
}

impl Curve {
    fn show(&self) -> Markup {
        html! {
            div {
                @if self.points.is_empty() { p.help { "There is nothing to draw." } }
                @else {
                    (self.figure().figure())
                    div.scroll.all tabindex="0" role="region" aria-label={ (self.title) ", as a table" } { (self.table()) }
                }
            }
        }
    }

    fn home(&self) -> usize {
        self.points.iter().position(|(at, _)| *at == self.home).unwrap_or(0)
    }

    fn figure(&self) -> Readable {
        let line = |series, name, of: fn(&Point) -> u64| Line {
            series,
            name,
            points: self.points.iter().map(|(at, point)| (*at, of(point))).collect(),
        };
        let lines =
            [line(Series::Best, "fleet", |point| point.cost), line(Series::Throughout, "bound", |point| point.bound)];
        let chart = LineChart {
            picture: Picture { size: Size::COLUMN, title: self.title, desc: "The table has every point." },
            x: (self.x, Counted::Things),
            y: ("US$ a month, all nodes", Counted::MicroUsd),
            lines: &lines,
            here: self.points.get(self.home()).map(|(at, point)| (*at, point.cost)),
        };
        let places =
            chart.positions(self.points.iter().map(|(at, point)| (*at, point.cost))).into_iter().zip(&self.points);
        Readable {
            title: self.title.into(),
            legend: vec![
                (Series::Best.class(), "the fleet".into()),
                (Series::Throughout.class(), "no fleet costs less".into()),
            ],
            svg: chart.svg(),
            places: places.map(|(at, (x, point))| Place { at, says: self.says(*x, point) }).collect(),
            home: self.home(),
            along: Along::X,
        }
    }

    fn says(&self, at: u64, point: &Point) -> String {
        format!(
            "{}: {} a month on {}, no less than {} is possible",
            counted(at, self.noun),
            MicroUsd(point.cost).cents(),
            counted(point.nodes, "node"),
            MicroUsd(point.bound).cents()
        )
    }

    fn table(&self) -> Markup {
        let home = self.home();
        html! {
            table.list {
                thead { tr { th scope="col" { (model::units::capitalised(self.noun)) "s" } th scope="col" { "Nodes" } th scope="col" { "US$/month" } th scope="col" { "No less than" } } }
                tbody {
                    @for (index, (at, point)) in self.points.iter().enumerate() {
                        tr.shown[index == home] aria-current=[(index == home).then_some("true")] {
                            th scope="row" { (Grouped(*at)) } td { (Grouped(point.nodes.into())) }
                            td { (Cents(point.cost)) } td { (Cents(point.bound)) }
                        }
                    }
                }
            }
        }
    }
}
