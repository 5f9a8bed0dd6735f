//! Pixels: rectangles by plotters' bitmap backend, text by the font, dots and rings by distance.
//!
//! Plotters' own circles have whole radii, and their edges show at this size.

use super::colours::{Rgb, rgb};
use super::font::{Faces, Weight, faces};
use super::not_drawn::NotDrawn;
use plotters::backend::BitMapBackend;
use plotters::style::RGBColor;
use plotters_backend::DrawingBackend;

/// A picture under way, in red, green and blue.
pub struct Surface {
    pub size: (u32, u32),
    pub pixels: Vec<u8>,
    pub faces: &'static Faces,
}

/// Where a text's baseline is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A text to be set.
pub struct Text<'a> {
    pub text: &'a str,
    pub at: (f32, f32),
    pub anchor: Anchor,
    pub weight: Weight,
    pub size: f32,
    /// A token's name.
    pub colour: &'a str,
    /// Turned a quarter to the left.
    pub upright: bool,
}

impl Surface {
    /// A plain surface in a token's colour.
    pub fn new(size: (u32, u32), ground: &str) -> Result<Surface, NotDrawn> {
        let pixels = vec![0; size.0 as usize * size.1 as usize * 3];
        let mut surface = Surface { size, pixels, faces: faces()? };
        surface.rectangle((0, 0), (size.0 as i32, size.1 as i32), ground);
        Ok(surface)
    }

    /// A filled rectangle; what lies outside of the picture is left out.
    pub fn rectangle(&mut self, (x, y): (i32, i32), (width, height): (i32, i32), colour: &str) {
        if width <= 0 || height <= 0 {
            return;
        }
        let (r, g, b) = rgb(colour);
        let mut bitmap = BitMapBackend::with_buffer(&mut self.pixels, self.size);
        // In memory, nothing can fail.
        let _ = bitmap.draw_rect((x, y), (x + width, y + height), &RGBColor(r, g, b), true);
    }

    /// A line of text.
    pub fn text(&mut self, text: &Text) {
        let Text { at: (x, y), anchor, weight, size, upright, .. } = *text;
        let faces = self.faces;
        let back = match anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => faces.width(weight, size, text.text) / 2.0,
            Anchor::End => faces.width(weight, size, text.text),
        };
        let (start, base) = if upright { (-y - back, x) } else { (x - back, y) };
        let (start_px, base_px) = (start.floor(), base.round() as i32);
        let colour = rgb(text.colour);
        faces.draw(weight, size, text.text, start - start_px, |dx, dy, cover| {
            let (along, down) = (start_px as i32 + dx, base_px + dy);
            let at = if upright { (down, -along - 1) } else { (along, down) };
            self.blend(at, colour, cover);
        });
    }

    /// A filled dot.
    pub fn dot(&mut self, centre: (f32, f32), radius: f32, colour: &str) {
        self.by_distance(centre, radius, colour, |distance| radius + 0.5 - distance);
    }

    /// A ring: a circle with a line of that width.
    pub fn ring(&mut self, centre: (f32, f32), radius: f32, width: f32, colour: &str) {
        let half = width / 2.0;
        self.by_distance(centre, radius + half, colour, |distance| half + 0.5 - (distance - radius).abs());
    }

    fn by_distance(&mut self, (x, y): (f32, f32), reach: f32, colour: &str, cover: impl Fn(f32) -> f32) {
        let colour = rgb(colour);
        let span = |middle: f32| (middle - reach - 1.0).floor() as i32..=(middle + reach + 1.0).ceil() as i32;
        for py in span(y) {
            for px in span(x) {
                let (dx, dy) = (px as f32 + 0.5 - x, py as f32 + 0.5 - y);
                self.blend((px, py), colour, cover((dx * dx + dy * dy).sqrt()));
            }
        }
    }

    /// Lays a colour over a pixel, as much of it as is covered.
    fn blend(&mut self, (x, y): (i32, i32), (r, g, b): Rgb, cover: f32) {
        let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y)) else { return };
        if cover <= 0.0 || x >= self.size.0 || y >= self.size.1 {
            return;
        }
        let at = (y as usize * self.size.0 as usize + x as usize) * 3;
        // In 16 steps: edges look the same, and the file needs far fewer colours.
        let cover = (cover.min(1.0) * 16.0).round() as i32;
        for (below, above) in self.pixels[at..at + 3].iter_mut().zip([r, g, b]) {
            *below = (i32::from(*below) + (i32::from(above) - i32::from(*below)) * cover / 16) as u8;
        }
    }
}
