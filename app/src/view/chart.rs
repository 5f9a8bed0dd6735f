//! Cost per pod against pods per node: a dot a type in the colour of its binding limit. The best type of each size stands for
//! the others of its size until all are asked for.

use charts::{Marks, Picture, Point, Size, class_of, corners, cost_per_pod_marked, nearest, position};
use maud::{Markup, html};
use model::catalog::Catalog;
use model::evaluation::Evaluation;
use model::node::limit::Limit;
use model::plan::{Candidate, Plan};
use model::units::{counted, grouped};
use model::words;

/// Types that cost so many times the best one a pod are left out, and counted: they would squash the others.
const MOST_TIMES: u64 = 5;

/// The dots of the chart.
pub struct Dots<'a> {
    e: &'a Evaluation,
    /// Candidates by their rank, best first.
    pub ranks: Vec<usize>,
    points: Vec<Point>,
    /// How many cost too many times the best.
    beyond: usize,
}

/// What is marked of the dots, by the candidates' ranks, and what the axes keep to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marked {
    /// The candidate on the card.
    pub shown: usize,
    /// The one that is pointed at.
    pub pointed: Option<usize>,
    /// Corners of what was there before a slider began to move, while it does.
    pub held: Option<[Point; 2]>,
}

impl<'a> Dots<'a> {
    /// Of an evaluation: the best type of each number of vCPUs, or every type. The type that is shown is one of them.
    pub fn of(e: &'a Evaluation, every: bool, shown: usize) -> Dots<'a> {
        let plan = e.plan();
        let per_pod = |rank: usize| plan.per_pod(&plan.candidates[rank]);
        // ranked by what a pod costs, in either era
        let mut order: Vec<usize> = (0..plan.candidates.len()).collect();
        let most = order.first().map_or(0, |best| per_pod(*best).0.saturating_mul(MOST_TIMES));
        let mut sizes: Vec<u32> = Vec::new();
        let mut is_first = |rank: usize| {
            let (vcpu, _) = plan.candidates[rank].index.size(e.catalog());
            let is_new = !sizes.contains(&vcpu);
            sizes.extend(is_new.then_some(vcpu));
            is_new
        };
        order.retain(|&rank| every || is_first(rank) || rank == shown);
        let all = order.len();
        order.retain(|&rank| per_pod(rank).0 <= most || rank == shown);
        let points = order.iter().map(|&rank| point(plan, &plan.candidates[rank])).collect();
        Dots { e, beyond: all - order.len(), ranks: order, points }
    }

    /// The chart as SVG.
    pub fn svg(&self, marked: &Marked) -> String {
        let plan = self.e.plan();
        let desc = format!(
            "{} of {} types; the table lists them all.",
            self.ranks.len(),
            grouped(plan.candidates.len() as u64)
        );
        let picture = Picture { size: Size::COLUMN, title: words::COST_PER_POD, desc: &desc };
        let names: Vec<&str> = self.ranks.iter().map(|&rank| plan.candidates[rank].name(self.e.catalog())).collect();
        let marks = Marks { chosen: self.at(marked.shown), names: &names, held: marked.held };
        let mut svg = cost_per_pod_marked(&self.points, &marks, &picture);
        if let Some((x, y)) =
            marked.pointed.and_then(|rank| position(&self.points, marked.held, Size::COLUMN, self.at(rank)?))
        {
            svg.truncate(svg.len() - "</svg>".len());
            svg += &format!("<circle class=\"chart-pointed\" cx=\"{x}\" cy=\"{y}\" r=\"5\"></circle></svg>");
        }
        svg
    }

    /// The limits that bind among the dots, each in its colour, and what is not drawn.
    pub fn legend(&self) -> Markup {
        let binds = |limit: &Limit| self.points.iter().any(|point| point.binding == *limit);
        html! {
            @for limit in Limit::ALL.into_iter().filter(binds) { li class=(class_of(limit)) { (limit.name()) } }
            @if self.beyond > 0 { li.beyond { (counted(self.beyond as u64, "type")) " beyond " (MOST_TIMES) " × the best" } }
        }
    }

    /// The corners of all dots.
    pub fn corners(&self) -> Option<[Point; 2]> {
        corners(&self.points)
    }

    /// Where each is drawn, in the order of their ranks.
    pub fn places(&self) -> Vec<(i32, i32)> {
        (0..self.points.len()).filter_map(|at| position(&self.points, None, Size::COLUMN, at)).collect()
    }

    /// The candidate nearest to a point, given as shares of the picture's width.
    pub fn nearest(&self, held: Option<[Point; 2]>, x: f64, y: f64) -> Option<usize> {
        let scale = f64::from(Size::COLUMN.width);
        let at = nearest(&self.points, held, Size::COLUMN, ((x * scale) as i32, (y * scale) as i32))?;
        self.ranks.get(at).copied()
    }

    fn at(&self, rank: usize) -> Option<usize> {
        self.ranks.iter().position(|other| *other == rank)
    }
}

/// Legend and chart where nothing moves.
pub fn legend_and_svg(e: &Evaluation) -> (Markup, String) {
    let shown = e.shown().map_or(0, |(rank, _)| rank);
    let dots = Dots::of(e, false, shown);
    (dots.legend(), dots.svg(&Marked { shown, ..Marked::default() }))
}

/// Whether every type has a dot: a switch of the form that the chart is in.
pub fn tools(every: bool) -> Markup {
    html! {
        label.every { input type="checkbox" name="dots" value="1" checked[every]; " every type" }
    }
}

/// One sentence on the candidate of a rank.
pub fn read_out(catalog: &Catalog, plan: &Plan, rank: usize) -> String {
    let Some(c) = plan.candidates.get(rank) else { return String::new() };
    format!(
        "{}: {} pods per node, {} a pod and month, bound by {}",
        c.name(catalog),
        grouped(c.capacity.pods.into()),
        plan.per_pod(c).per_pod(),
        c.capacity.binding().name()
    )
}

fn point(plan: &Plan, c: &Candidate) -> Point {
    Point { pods_per_node: c.capacity.pods, cost_per_pod: plan.per_pod(c), binding: c.capacity.binding() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{catalog, check, scenario};

    /// Six types of three sizes; the last costs more than five times the best.
    fn evaluation() -> Evaluation {
        let all = [
            ("m5.large", 2, Some(96_000)),
            ("m5a.large", 2, Some(86_000)),
            ("m5.xlarge", 4, Some(192_000)),
            ("m5a.xlarge", 4, Some(172_000)),
            ("m5.2xlarge", 8, Some(384_000)),
            ("m9.large", 2, Some(9_000_000)),
        ];
        Evaluation::of(catalog(&all).into(), scenario("v=1"))
    }

    fn names<'a>(e: &'a Evaluation, dots: &Dots) -> Vec<&'a str> {
        dots.ranks.iter().map(|&rank| e.plan().candidates[rank].name(e.catalog())).collect()
    }

    #[test]
    fn the_best_of_each_size_stands_for_it() {
        let e = evaluation();
        assert_eq!(names(&e, &Dots::of(&e, false, 0)), ["m5a.xlarge", "m5a.large", "m5.2xlarge"]);
        let every = Dots::of(&e, true, 0);
        assert_eq!(every.ranks.len(), 5);
        check(&every.legend().into_string(), &["CPU", "1 type beyond 5 × the best"]);
        let shown = e.plan().candidates.iter().position(|c| c.name(e.catalog()) == "m9.large").expect("a candidate");
        assert!(names(&e, &Dots::of(&e, false, shown)).contains(&"m9.large"), "what is shown has its dot");
    }

    #[test]
    fn the_dot_that_is_pointed_at_is_marked() {
        let e = evaluation();
        let dots = Dots::of(&e, false, 0);
        let svg = dots.svg(&Marked { pointed: Some(dots.ranks[1]), ..Marked::default() });
        assert_eq!(svg.matches("chart-pointed").count(), 1);
        assert!(svg.ends_with("</circle></svg>") && svg.contains("m5a.xlarge"), "{svg}");
        assert!(!dots.svg(&Marked::default()).contains("chart-pointed"));
        assert_eq!(dots.nearest(None, 0.0, 1.0), dots.ranks.get(1).copied(), "few pods on a node: bottom left");
    }
}
