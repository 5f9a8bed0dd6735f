//! Cost per pod against pods per node, every type a dot in the colour of its binding limit.

use charts::{Picture, Point, Size, class_of, cost_per_pod, nearest};
use maud::{Markup, html};
use model::catalog::Catalog;
use model::node::limit::Limit;
use model::plan::{Candidate, Plan};
use model::units::grouped;
use model::words;

/// The chart as SVG.
pub fn svg(plan: &Plan, shown: usize) -> String {
    let points = points(plan);
    let desc = format!("{} types; the table lists them all.", grouped(points.len() as u64));
    let picture = Picture { size: Size::COLUMN, title: words::COST_PER_POD, desc: &desc };
    cost_per_pod(&points, Some(shown), &picture)
}

/// The limits that bind anywhere in the plan, each in its colour.
pub fn legend(plan: &Plan) -> Markup {
    let binds = |limit: &Limit| plan.candidates.iter().any(|c| c.capacity.binding() == *limit);
    html! { @for limit in Limit::ALL.into_iter().filter(binds) { li class=(class_of(limit)) { (limit.name()) } } }
}

/// One sentence on the candidate at an index.
pub fn read_out(catalog: &Catalog, plan: &Plan, index: usize) -> String {
    let Some(c) = plan.candidates.get(index) else { return String::new() };
    format!(
        "{}: {} pods per node, {} a pod and month, bound by {}",
        c.name(catalog),
        grouped(c.capacity.pods.into()),
        plan.per_pod(c).per_pod(),
        c.capacity.binding().name()
    )
}

/// The candidate nearest to a point, given as shares of the picture's width.
pub fn nearest_candidate(plan: &Plan, x: f64, y: f64) -> Option<usize> {
    let scale = f64::from(Size::COLUMN.width);
    nearest(&points(plan), Size::COLUMN, ((x * scale) as i32, (y * scale) as i32))
}

fn points(plan: &Plan) -> Vec<Point> {
    let point = |c: &Candidate| Point {
        pods_per_node: c.capacity.pods,
        cost_per_pod: plan.per_pod(c),
        binding: c.capacity.binding(),
    };
    plan.candidates.iter().map(point).collect()
}
