//! The charts of the pages as pictures of their own, in the site's colours, light or dark.

use super::answer::{ASK_AGAIN, Answered, Keep, kept, svg};
use super::asked::{Asked, which};
use crate::http::state::Service;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use charts::{Bar, Picture, Point, Size, class_of, cost_by_mode, cost_per_pod};
use model::evaluation::Evaluation;
use model::modes::{ModeRow, modes};
use model::node::limit::Limit;
use model::plan::Candidate;
use model::units::grouped;
use model::words;

/// The site's colours, which are in its style sheet only.
const TOKENS: &str = include_str!("../../../../style/00-tokens.css");

/// What the charts' classes look like, as on the pages.
const STYLE: &str = "svg{background:var(--surface);color:var(--text);font-family:system-ui,sans-serif}\
.chart-grid,.chart-axis,.chart-cross,.chart-chosen{fill:none;stroke:var(--line);shape-rendering:crispEdges}\
.chart-axis{stroke:var(--line-strong);stroke-linecap:square}\
.chart-tick,.chart-label,.chart-note,.chart-name{fill:var(--quiet)}\
.chart-point{fill:none;stroke:currentColor;stroke-width:5;stroke-linecap:round}\
.chart-cross{stroke:var(--line-strong);stroke-dasharray:3 3}\
.chart-chosen{stroke:var(--text);stroke-width:2;shape-rendering:auto}\
.chart-bar{fill:currentColor}.chart-bar.chart-mine{stroke:var(--text);stroke-width:1.5}\
.chart-value,.chart-mine{fill:var(--text)}.chart-bar.chart-mine{fill:currentColor}";

/// Cost per pod against pods per node, a dot a type.
pub async fn per_pod(State(service): State<Service>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answered {
    let Asked { scenario, catalog } = Asked::from_query(&service.current().site, &query.unwrap_or_default())?;
    kept(Keep { state: &service.state(), control: ASK_AGAIN }, &headers, || {
        let evaluation = Evaluation::of(catalog, scenario);
        let planned = evaluation.plan();
        let point = |c: &Candidate| Point {
            pods_per_node: c.capacity.pods,
            cost_per_pod: planned.per_pod(c),
            binding: c.capacity.binding(),
        };
        let points: Vec<Point> = planned.candidates.iter().map(point).collect();
        let chosen = evaluation.shown().map(|(rank, _)| rank);
        let desc = format!("{} instance types in {}.", grouped(points.len() as u64), evaluation.catalog().region.code);
        let picture = Picture { size: Size::WIDE, title: words::COST_PER_POD, desc: &desc };
        svg(styled(&cost_per_pod(&points, chosen, &picture)))
    })
}

/// What all nodes cost a month in every networking mode, a bar a mode.
pub async fn by_mode(State(service): State<Service>, RawQuery(query): RawQuery, headers: HeaderMap) -> Answered {
    let query = query.unwrap_or_default();
    let Asked { scenario, catalog } = Asked::from_query(&service.current().site, &query)?;
    let which = which(&query)?;
    kept(Keep { state: &service.state(), control: ASK_AGAIN }, &headers, || {
        let rows = modes(&catalog, &scenario, which);
        let bar = |row: &ModeRow| Bar {
            name: row.name(),
            cost: match &row.outcome {
                Ok(figures) => Ok((figures.monthly(), figures.candidate.capacity.binding())),
                Err(reason) => Err(reason.text()),
            },
            chosen: row.is_current,
            says: "",
        };
        let bars: Vec<Bar> = rows.iter().map(bar).collect();
        let desc = format!("Every networking mode in {}.", catalog.region.code);
        svg(styled(&cost_by_mode(&bars, words::COST_BY_MODE, &desc)))
    })
}

/// A picture that carries its own style.
fn styled(picture: &str) -> String {
    let colours: String = TOKENS.lines().filter(|line| line.contains("light-dark(")).map(str::trim).collect();
    let limits = Limit::ALL.into_iter().map(class_of).map(|class| format!(".{class}{{color:var(--{class})}}"));
    let limits: String = limits.collect();
    match picture.split_once('>') {
        Some((head, rest)) => {
            format!("{head}><style>:root{{color-scheme:light dark;{colours}}}{limits}{STYLE}</style>{rest}")
        }
        None => picture.to_owned(),
    }
}
