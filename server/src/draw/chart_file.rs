//! The page's charts as self-contained files: heading, legend and origin in the picture, colours in
//! the file.
//!
//! Entry points: [`ChartFile::svg`] and [`ChartFile::png`], the same drawing twice.

use super::chart::Chart;
use super::figures::{OnPicture, prices};
use super::font::faces;
use super::not_drawn::NotDrawn;
use super::sheet::Sheet;
use super::subject::Pictured;
use super::{indexed, sheet_png, sheet_svg};
use charts::{Bar, Picture, Size, cost_by_mode, cost_per_pod};
use model::modes::ModeRow;
use model::node::limit::Limit;
use model::scenario::{Era, Scenario};
use model::words;

/// A chart with heading, legend and foot.
pub struct ChartFile<'a> {
    chart: Chart<'a>,
    heading: &'static str,
    legend: Vec<Limit>,
    /// The headline's sentence, then where the figures come from.
    foot: [String; 2],
}

impl<'a> ChartFile<'a> {
    /// What a pod costs on every type.
    pub fn cost_per_pod(subject: &Pictured) -> ChartFile<'static> {
        let figures = OnPicture::of(subject);
        ChartFile {
            heading: words::COST_PER_POD,
            legend: figures.limits().collect(),
            foot: [figures.headline, origin(&figures.prices)],
            chart: Chart::CostPerPod { points: figures.points, chosen: figures.chosen },
        }
    }

    /// What all nodes cost in every networking mode; the rows in the order given. By today's rules always: the
    /// article knows one mode.
    pub fn cost_by_mode(subject: &Pictured, rows: &[&'a ModeRow], headline: String) -> ChartFile<'a> {
        let prices = prices(
            &Scenario { era: Era::Today, ..subject.evaluation.scenario().clone() },
            subject.evaluation.catalog(),
            None,
        );
        let binding = |limit: &Limit| {
            let mut limits = rows.iter().filter_map(|row| row.figures()).map(|f| f.candidate.capacity.binding());
            limits.any(|binding| binding == *limit)
        };
        let bar = |row: &&'a ModeRow| Bar {
            name: row.name(),
            cost: row.outcome.as_ref().map(|f| (f.monthly(), f.candidate.capacity.binding())).map_err(|why| why.text()),
            chosen: row.is_current,
            says: "",
        };
        ChartFile {
            heading: words::COST_BY_MODE,
            legend: Limit::ALL.into_iter().filter(binding).collect(),
            foot: [headline, origin(&prices)],
            chart: Chart::CostByMode(rows.iter().map(bar).collect()),
        }
    }

    /// As an SVG file.
    pub fn svg(&self) -> Result<String, NotDrawn> {
        let inner = match &self.chart {
            Chart::CostPerPod { points, chosen } => {
                let desc = format!("{} types, each in the colour of its binding limit.", points.len());
                cost_per_pod(points, *chosen, &Picture { size: Size::WIDE, title: self.heading, desc: &desc })
            }
            Chart::CostByMode(bars) => {
                cost_by_mode(bars, self.heading, "A bar a mode, in the colour of its binding limit.")
            }
        };
        Ok(sheet_svg::svg(&self.sheet()?, &inner))
    }

    /// As a PNG file.
    pub fn png(&self) -> Result<Vec<u8>, NotDrawn> {
        indexed::png(&sheet_png::draw(&self.sheet()?, &self.chart)?)
    }

    fn sheet(&self) -> Result<Sheet, NotDrawn> {
        let size = match &self.chart {
            Chart::CostPerPod { .. } => (Size::WIDE.width, Size::WIDE.height),
            Chart::CostByMode(bars) => (charts::cost_by_mode::WIDTH, charts::cost_by_mode::height(bars)),
        };
        Ok(Sheet::around(faces()?, size, self.heading, &self.legend, &self.foot))
    }
}

fn origin(prices: &str) -> String {
    format!("Berth: {prices}")
}
