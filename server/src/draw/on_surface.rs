//! The backend that the charts draw on where a picture is pixels: their units scaled, their roles coloured.
//!
//! Dots are put in an order of their own before they are drawn, as in the SVG text, and each pixel once.

use super::colours::of_role;
use super::font::Weight;
use super::surface::{Anchor, Surface, Text};
use charts::{FONT_SIZE, Role};
use model::node::limit::Limit;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontTransform,
};
use std::convert::Infallible;

/// A dot's radius in units: half of the stroke that the style sheet gives it.
const DOT: f32 = 2.5;
/// A dash of the lines to the axes and the gap after it, in units.
const DASH: i32 = 3;

/// A part of a surface, its corner at `origin`, with so many pixels to a unit.
pub struct OnSurface<'a> {
    pub surface: &'a mut Surface,
    pub origin: (i32, i32),
    pub size: (u32, u32),
    pub scale: f32,
    pub dots: Vec<(Limit, BackendCoord)>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl OnSurface<'_> {
    fn pixel(&self, (x, y): BackendCoord) -> (f32, f32) {
        let along = |origin: i32, unit: i32| origin as f32 + unit as f32 * self.scale;
        (along(self.origin.0, x), along(self.origin.1, y))
    }

    /// A line along an axis; the charts draw no others.
    fn line(&mut self, from: BackendCoord, to: BackendCoord, colour: &str) {
        let thick = self.scale.round().max(1.0) as i32;
        let (low, high) = ((from.0.min(to.0), from.1.min(to.1)), (from.0.max(to.0), from.1.max(to.1)));
        let ((x, y), (x2, y2)) = (self.pixel(low), self.pixel(high));
        let (x, y) = (x.round() as i32, y.round() as i32);
        let size = (x2.round() as i32 - x + thick, y2.round() as i32 - y + thick);
        self.surface.rectangle((x, y), size, colour);
    }

    fn dashed(&mut self, from: BackendCoord, to: BackendCoord, colour: &str) {
        let step = |a: i32, b: i32| (b - a).signum();
        let (dx, dy) = (step(from.0, to.0), step(from.1, to.1));
        let length = (to.0 - from.0).abs().max((to.1 - from.1).abs());
        for start in (0..length).step_by(2 * DASH as usize) {
            let end = (start + DASH - 1).min(length);
            let at = |along: i32| (from.0 + dx * along, from.1 + dy * along);
            self.line(at(start), at(end), colour);
        }
    }

    /// Draws the dots that have come so far; what follows goes on top of them.
    fn put_dots(&mut self) {
        let mut dots = std::mem::take(&mut self.dots);
        dots.sort_unstable_by_key(|(limit, at)| (*limit as u8, *at));
        dots.dedup();
        for (limit, at) in dots {
            self.dot(limit, at);
        }
    }

    fn dot(&mut self, limit: Limit, at: BackendCoord) {
        let centre = self.pixel(at);
        self.surface.dot(centre, DOT * self.scale, of_role(Role::Limit(limit)));
    }
}

impl DrawingBackend for OnSurface<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        self.put_dots();
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, color: BackendColor) -> Drawn {
        self.line(at, at, of_role(Role::of(color)));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let role = Role::of(style.color());
        if matches!(role, Role::Cross | Role::Limit(_)) {
            self.put_dots();
        }
        let mut points = path.into_iter();
        let Some(mut from) = points.next() else { return Ok(()) };
        for to in points {
            match role {
                // A line of no length is how the chosen point's dot comes once more.
                Role::Limit(limit) if from == to => self.dot(limit, to),
                Role::Cross => self.dashed(from, to, of_role(role)),
                _ => self.line(from, to, of_role(role)),
            }
            from = to;
        }
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, at: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        match Role::of(style.color()) {
            Role::Limit(limit) if fill => self.dots.push((limit, at)),
            role => {
                self.put_dots();
                let centre = self.pixel(at);
                self.surface.ring(centre, radius as f32 * self.scale, 2.0 * self.scale, of_role(role));
            }
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let size = FONT_SIZE as f32 * self.scale;
        // From the anchor down to the baseline, as the SVG text has it.
        let down = size
            * match style.anchor().v_pos {
                VPos::Top => 0.8,
                VPos::Center => 0.36,
                VPos::Bottom => -0.24,
            };
        let upright = matches!(style.transform(), FontTransform::Rotate270);
        let (x, y) = self.pixel(at);
        let at = if upright { (x + down, y) } else { (x, y + down) };
        let colour = of_role(Role::of(style.color()));
        self.surface.text(&Text { text, at, anchor, weight: Weight::Regular, size, colour, upright });
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        _: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = self.surface.faces.width(Weight::Regular, FONT_SIZE as f32, text);
        Ok((width.ceil() as u32, FONT_SIZE as u32))
    }
}
