//! The carried font: how wide a text is, and its pixels.
//!
//! Text is set with `ab_glyph` itself: plotters' own use of it drops the space before each letter and moves
//! every letter to a whole pixel.

use super::not_drawn::NotDrawn;
use ab_glyph::{Font, FontRef, Glyph, PxScale, point};
use std::sync::LazyLock;

/// How heavy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    Regular,
    SemiBold,
}

/// Both weights.
pub struct Faces {
    regular: FontRef<'static>,
    semi_bold: FontRef<'static>,
}

static FACES: LazyLock<Option<Faces>> = LazyLock::new(|| {
    Some(Faces {
        regular: FontRef::try_from_slice(include_bytes!("../../assets/fonts/Inter-Regular.ttf")).ok()?,
        semi_bold: FontRef::try_from_slice(include_bytes!("../../assets/fonts/Inter-SemiBold.ttf")).ok()?,
    })
});

/// The font, read once.
pub fn faces() -> Result<&'static Faces, NotDrawn> {
    FACES.as_ref().ok_or(NotDrawn::Font)
}

impl Faces {
    fn face(&self, weight: Weight) -> &FontRef<'static> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semi_bold,
        }
    }

    /// Whether there is a picture of the character.
    pub fn has(&self, c: char) -> bool {
        self.regular.glyph_id(c).0 != 0
    }

    /// How far a text reaches, in pixels.
    pub fn width(&self, weight: Weight, size: f32, text: &str) -> f32 {
        let face = self.face(weight);
        let em = face.units_per_em().unwrap_or(2048.0);
        text.chars().map(|c| face.h_advance_unscaled(face.glyph_id(c))).sum::<f32>() * size / em
    }

    /// Calls `put` for each pixel that a text covers, with how much of it. `x` and `y` start at the left end
    /// of the baseline, whose fraction of a pixel is `from`.
    pub fn draw(&self, weight: Weight, size: f32, text: &str, from: f32, mut put: impl FnMut(i32, i32, f32)) {
        let face = self.face(weight);
        let em = face.units_per_em().unwrap_or(2048.0);
        let scale = PxScale::from(size * face.height_unscaled() / em);
        let mut x = from;
        for c in text.chars() {
            let id = face.glyph_id(c);
            let glyph = Glyph { id, scale, position: point(x, 0.0) };
            if let Some(outlined) = face.outline_glyph(glyph) {
                let corner = outlined.px_bounds().min;
                outlined.draw(|dx, dy, cover| put(corner.x as i32 + dx as i32, corner.y as i32 + dy as i32, cover));
            }
            x += face.h_advance_unscaled(id) * size / em;
        }
    }
}
