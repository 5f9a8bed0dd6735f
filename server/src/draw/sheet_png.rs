//! A chart's file as pixels, two to a unit.

use super::chart::Chart;
use super::colours::of_limit;
use super::font::Weight;
use super::not_drawn::NotDrawn;
use super::on_surface::OnSurface;
use super::sheet::{RADIUS, Sheet};
use super::surface::{Anchor, Surface, Text};
use charts::cost_by_mode::{Pen, Words, rows};
use charts::cost_per_pod::paint;
use charts::{FONT_SIZE, Size};
use model::node::limit::Limit;

const SCALE: u32 = 2;

/// Draws the sheet with its chart.
pub fn draw(sheet: &Sheet, chart: &Chart) -> Result<Surface, NotDrawn> {
    let scale = SCALE as f32;
    let mut surface = Surface::new((sheet.size.0 * SCALE, sheet.size.1 * SCALE), "surface")?;
    for ((x, y), colour) in &sheet.dots {
        surface.dot((x * scale, y * scale), RADIUS * scale, colour);
    }
    for line in &sheet.texts {
        let at = (line.at.0 * scale, line.at.1 * scale);
        let (anchor, weight, size) = (Anchor::Start, line.weight, line.size * scale);
        surface.text(&Text { text: &line.text, at, anchor, weight, size, colour: line.colour, upright: false });
    }
    let origin = ((sheet.corner.0 * SCALE) as i32, (sheet.corner.1 * SCALE) as i32);
    match chart {
        Chart::CostPerPod { points, chosen } => {
            let dots = Vec::with_capacity(points.len());
            let backend = OnSurface { surface: &mut surface, origin, size: sheet.chart_size, scale, dots };
            let size = Size { width: sheet.chart_size.0, height: sheet.chart_size.1 };
            paint(backend, points, *chosen, size).map_err(|error| NotDrawn::Chart(error.to_string()))?;
        }
        Chart::CostByMode(bars) => rows(bars, &mut PixelPen { surface: &mut surface, origin }),
    }
    Ok(surface)
}

/// The pen of the bars.
struct PixelPen<'a> {
    surface: &'a mut Surface,
    origin: (i32, i32),
}

impl PixelPen<'_> {
    fn pixel(&self, (x, y): (i32, i32)) -> (i32, i32) {
        (self.origin.0 + x * SCALE as i32, self.origin.1 + y * SCALE as i32)
    }
}

impl Pen for PixelPen<'_> {
    fn text(&mut self, words: Words, mine: bool, baseline: (i32, i32), parts: [&str; 2]) {
        let (x, y) = self.pixel(baseline);
        let weight = if mine { Weight::SemiBold } else { Weight::Regular };
        let colour = if mine || words == Words::Value { "text" } else { "quiet" };
        // The font has no small triangle.
        let text = parts.concat().replace('\u{25b8}', "\u{25b6}");
        let (at, anchor, size) = ((x as f32, y as f32), Anchor::Start, (FONT_SIZE as u32 * SCALE) as f32);
        self.surface.text(&Text { text: &text, at, anchor, weight, size, colour, upright: false });
    }

    fn bar(&mut self, limit: Limit, mine: bool, corner: (i32, i32), size: (i32, i32)) {
        let (x, y) = self.pixel(corner);
        let (width, height) = (size.0 * SCALE as i32, size.1 * SCALE as i32);
        if mine {
            self.surface.rectangle((x - 2, y - 2), (width + 4, height + 4), "text");
        }
        let inset = if mine { 1 } else { 0 };
        self.surface.rectangle((x + inset, y + inset), (width - 2 * inset, height - 2 * inset), of_limit(limit));
    }
}
