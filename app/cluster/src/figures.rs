//! Figures as they stand in HTML. Each writes itself where it goes, which is less code at every place than a text that is
//! made, written and let go.

use maud::Render;
use model::units::{MicroUsd, grouped};

/// Micro-dollars, in dollars and cents: `$1,234.56`.
pub(crate) struct Cents(pub u64);

impl Render for Cents {
    fn render_to(&self, into: &mut String) {
        into.push_str(&MicroUsd(self.0).cents());
    }
}

/// A whole number: `1,234`.
pub(crate) struct Grouped(pub u64);

impl Render for Grouped {
    fn render_to(&self, into: &mut String) {
        into.push_str(&grouped(self.0));
    }
}
