//! The preview: where everything is on 1200 x 630 pixels. Chats show it at half that size or less, so
//! nothing is smaller than 22 pixels.

use super::colours;
use super::figures::{OnPicture, Shown};
use super::font::Weight::{self, Regular, SemiBold};
use super::not_drawn::NotDrawn;
use super::on_surface::OnSurface;
use super::surface::{Anchor, Surface, Text};
use super::words::{Setting, clean};
use charts::cost_per_pod::paint;
use charts::{FONT_SIZE, Size};
use model::node::limit::Limit;
use model::words;

pub(super) const MARGIN: i32 = 56;
/// Width and height of a preview, in pixels: what chats and networks ask for.
pub(super) const SIZE: (u32, u32) = (1200, 630);
pub(super) const WIDTH: i32 = SIZE.0 as i32 - 2 * MARGIN;
/// The smallest text.
pub(super) const SMALL: f32 = 22.0;
/// From the figures on the left to the chart.
const CHART_LEFT: i32 = 548;
/// Width of the figures.
const COLUMN: f32 = (CHART_LEFT - MARGIN - 24) as f32;
/// How much of a size a capital takes, and what letters need below their baseline.
const CAPITALS: f32 = 0.73;
const DESCENT: f32 = 8.0;
/// Pixels to a unit of the chart: its text is as small as the smallest here.
const CHART_SCALE: f32 = SMALL / FONT_SIZE as f32;
/// Baseline of the last line.
pub(super) const LAST: f32 = 600.0;
/// From one line of the legend to the next.
pub(super) const LEGEND_LINE: f32 = 32.0;
/// A legend's dot with the space after it, and the space between two limits.
const LEGEND_DOT: f32 = 22.0;
/// Sizes of the headline, the first in which it takes two lines at most, else the last.
const HEADLINE: [f32; 3] = [52.0, 46.0, 42.0];

const TAGLINE: &str = "Pod network and nodes for Kubernetes on AWS";

/// Draws the card.
pub fn draw(figures: &OnPicture) -> Result<Surface, NotDrawn> {
    let mut card = Card { surface: Surface::new(SIZE, "surface")? };
    card.surface.rectangle((0, 0), (SIZE.0 as i32, 12), "accent");
    card.heading(&figures.title);
    let below = card.headline(&figures.headline);
    match &figures.shown {
        Some(shown) => {
            card.answer(figures, shown, below);
            if !figures.points.is_empty() {
                let legend = card.legend_lines(figures);
                card.chart(figures, below, LAST - LEGEND_LINE * legend.len() as f32)?;
                card.legend(&legend);
            }
        }
        None => card.reasons(figures, below),
    }
    card.put(&figures.prices, (MARGIN as f32, LAST), Regular, SMALL, "quiet", COLUMN);
    Ok(card.surface)
}

/// A card under way.
pub(super) struct Card {
    pub surface: Surface,
}

/// A line of the column on the left.
pub(super) struct Line {
    /// From the line above, in pixels, where there is room.
    pub gap: f32,
    pub size: f32,
    pub weight: Weight,
    pub colour: &'static str,
    pub text: String,
}

impl Card {
    pub fn setting(&self, weight: Weight, size: f32) -> Setting<'static> {
        Setting { faces: self.surface.faces, weight, size }
    }

    /// A line of text from its left end, cut to a width.
    pub fn put(&mut self, text: &str, at: (f32, f32), weight: Weight, size: f32, colour: &str, width: f32) {
        let text = self.setting(weight, size).fit(text, width);
        self.surface.text(&Text { text: &text, at, anchor: Anchor::Start, weight, size, colour, upright: false });
    }

    /// The wordmark, and next to it what the picture is about.
    pub fn heading(&mut self, title: &str) {
        let right = (MARGIN + WIDTH) as f32;
        self.put("Berth", (MARGIN as f32, 74.0), SemiBold, 44.0, "accent", 300.0);
        let title = clean(self.surface.faces, title);
        let (text, weight, size) = if title.is_empty() { (TAGLINE, Regular, 24.0) } else { (&*title, SemiBold, 30.0) };
        let text = &self.setting(weight, size).fit(text, right - 220.0);
        self.surface.text(&Text {
            text,
            at: (right, 73.0),
            anchor: Anchor::End,
            weight,
            size,
            colour: "quiet",
            upright: false,
        });
    }

    /// The headline; gives where it ends.
    pub fn headline(&mut self, text: &str) -> f32 {
        let text = clean(self.surface.faces, text);
        let wrapped = |size| (size, self.setting(SemiBold, size).balance(&text, WIDTH as f32, 3));
        let short = HEADLINE.into_iter().map(wrapped).find(|(_, lines)| lines.len() <= 2);
        let (size, lines) = short.unwrap_or_else(|| wrapped(HEADLINE[2]));
        let mut y = 94.0;
        for line in lines {
            y += size * 1.18;
            self.put(&line, (MARGIN as f32, y), SemiBold, size, "text", WIDTH as f32);
        }
        y + 34.0
    }

    /// The network and the type's figures, on the left.
    fn answer(&mut self, figures: &OnPicture, shown: &Shown, top: f32) {
        let line = |gap, size, weight, colour, text: &str| Line { gap, size, weight, colour, text: text.to_string() };
        let network = self.setting(SemiBold, 28.0).wrap(&figures.network, COLUMN, 2);
        let mut lines = vec![line(0.0, SMALL, Regular, "quiet", figures.network_label)];
        lines.extend(network.iter().map(|text| line(8.0, 28.0, SemiBold, "text", text)));
        lines.extend([
            line(24.0, SMALL, Regular, "quiet", &shown.rank),
            line(8.0, 40.0, SemiBold, "text", &shown.name),
            line(16.0, 26.0, Regular, "text", &format!("{}, {} {}", shown.nodes, shown.up_to, shown.pods)),
            line(12.0, 32.0, SemiBold, "text", &format!("{} a month", shown.monthly)),
        ]);
        if let Some(limit) = shown.binding {
            lines.push(line(14.0, 26.0, SemiBold, colours::of_limit(limit), &format!("bound by {}", limit.name())));
        }
        self.column(&lines, top);
    }

    /// Lines below each other, as loose as the room allows. A line in a limit's colour has the limit's dot.
    pub fn column(&mut self, lines: &[Line], top: f32) {
        let heights: f32 = lines.iter().map(|line| line.size * CAPITALS).sum();
        let gaps: f32 = lines.iter().map(|line| line.gap + DESCENT).sum();
        let loose = ((LAST - 40.0 - top - heights) / gaps).clamp(0.5, 1.5);
        let mut y = top;
        for line in lines {
            y += (line.gap + DESCENT) * loose + line.size * CAPITALS;
            let mut x = MARGIN as f32;
            if line.colour.starts_with("limit-") {
                self.surface.dot((x + 9.0, y - 9.0), 9.0, line.colour);
                x += 28.0;
            }
            self.put(&line.text, (x, y), line.weight, line.size, line.colour, COLUMN);
        }
    }

    /// The chart, from the headline down to its legend.
    fn chart(&mut self, figures: &OnPicture, top: f32, bottom: f32) -> Result<(), NotDrawn> {
        let units = |pixels: f32| (pixels / CHART_SCALE) as u32;
        let size = Size { width: units((MARGIN + WIDTH - CHART_LEFT) as f32), height: units(bottom - 2.0 - top) };
        let backend = OnSurface {
            surface: &mut self.surface,
            origin: (CHART_LEFT, top as i32),
            size: (size.width, size.height),
            scale: CHART_SCALE,
            dots: Vec::with_capacity(figures.points.len()),
        };
        paint(backend, &figures.points, figures.chosen, size).map_err(|error| NotDrawn::Chart(error.to_string()))
    }

    /// The limits in the chart's colours, as many to a line as there is room for.
    fn legend_lines(&self, figures: &OnPicture) -> Vec<Vec<(Limit, f32)>> {
        let setting = self.setting(Regular, SMALL);
        let mut lines: Vec<Vec<(Limit, f32)>> = Vec::new();
        let mut end = f32::INFINITY;
        for limit in figures.limits() {
            let width = LEGEND_DOT + setting.width(limit.name());
            if end + width > (MARGIN + WIDTH) as f32 {
                end = CHART_LEFT as f32 + 8.0;
                lines.push(Vec::new());
            }
            lines.iter_mut().last().into_iter().for_each(|line| line.push((limit, end)));
            end += width + LEGEND_DOT;
        }
        lines
    }

    fn legend(&mut self, lines: &[Vec<(Limit, f32)>]) {
        for (line, below) in lines.iter().rev().zip(0_u8..) {
            let y = LAST - LEGEND_LINE * f32::from(below);
            for &(limit, x) in line {
                let colour = colours::of_limit(limit);
                self.surface.dot((x + 7.0, y - 7.0), 7.0, colour);
                self.put(limit.name(), (x + LEGEND_DOT, y), Regular, SMALL, colour, WIDTH as f32);
            }
        }
    }

    /// Instead of figures: why each type is excluded.
    fn reasons(&mut self, figures: &OnPicture, top: f32) {
        let x = MARGIN as f32;
        self.put(words::WHY_EXCLUDED, (x, top + 24.0), Regular, 28.0, "quiet", WIDTH as f32);
        for (reason, row) in figures.reasons.iter().zip(1_u8..=6) {
            let y = top + 24.0 + f32::from(row) * 48.0;
            if y < LAST - 40.0 {
                self.put(reason, (x, y), Regular, 30.0, "text", WIDTH as f32);
            }
        }
    }
}
