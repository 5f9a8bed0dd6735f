//! A strip: what an amount is made of, from left to right, each part with a sentence, and a line where there is no more.
//!
//! Entry point: [`strip`]. The style sheet gives `seg` and each [`Kind`]'s class their looks; `seg-end` is the line.

use crate::svg::escape;
use std::fmt::Write;

/// Width of a strip, in units of its view box; it is stretched to the width that it has.
const WIDTH: u64 = 1_000;
/// Its height.
const HEIGHT: u64 = 24;
/// The least that is drawn of a part that is there.
const LEAST: u64 = 3;

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// In use by somebody else.
    Others,
    /// The own addresses of ENIs.
    Enis,
    /// In use by pods.
    Pods,
    /// Cooling down.
    Cooling,
    /// Ready for pods.
    Warm,
    /// Wanted for a while.
    Surge,
    /// Free.
    Free,
}

impl Kind {
    /// All of them, from left to right.
    pub const ALL: [Kind; 7] =
        [Kind::Others, Kind::Enis, Kind::Pods, Kind::Cooling, Kind::Warm, Kind::Surge, Kind::Free];

    /// Its class, also for legends.
    pub fn class(self) -> &'static str {
        match self {
            Kind::Others => "seg-others",
            Kind::Enis => "seg-enis",
            Kind::Pods => "seg-pods",
            Kind::Cooling => "seg-cooling",
            Kind::Warm => "seg-warm",
            Kind::Surge => "seg-surge",
            Kind::Free => "seg-free",
        }
    }
}

/// A part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// How much.
    pub amount: u64,
    /// It in a sentence.
    pub says: String,
}

/// The strip as SVG text. What is beyond the end is drawn all the same, so that it can be seen how much is lacking.
pub fn strip(parts: &[Part], end: Option<u64>) -> String {
    let sum = parts.iter().fold(0_u64, |sum, part| sum.saturating_add(part.amount));
    let all = sum.max(end.unwrap_or(0)).max(1);
    let at = |n: u64| (u128::from(n.min(all)) * u128::from(WIDTH) / u128::from(all)) as u64;
    let mut svg = format!(
        "<svg class=\"segments\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" preserveAspectRatio=\"none\" aria-hidden=\"true\" focusable=\"false\">"
    );
    let there: Vec<&Part> = parts.iter().filter(|part| part.amount > 0).collect();
    let (mut before, mut from) = (0_u64, 0);
    for (i, part) in there.iter().enumerate() {
        before = before.saturating_add(part.amount);
        // what comes after it has to be seen too
        let after = (there.len() - 1 - i) as u64 * LEAST;
        let to = at(before).max(from + LEAST).min(WIDTH - after);
        let (class, width) = (part.kind.class(), to - from);
        let _ =
            write!(svg, "<rect class=\"seg {class}\" x=\"{from}\" width=\"{width}\" height=\"{HEIGHT}\" data-says=\"");
        escape(&mut svg, &part.says);
        svg += "\"></rect>";
        from = to;
    }
    if let Some(end) = end {
        let _ = write!(svg, "<path class=\"seg-end\" d=\"M{} 0V{HEIGHT}\"></path>", at(end));
    }
    svg + "</svg>"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(amounts: &[u64]) -> Vec<Part> {
        let part =
            |(kind, amount): (&Kind, &u64)| Part { kind: *kind, amount: *amount, says: format!("{amount} & so") };
        Kind::ALL.iter().zip(amounts).map(part).collect()
    }

    /// Left edge and width of each.
    fn drawn(svg: &str) -> Vec<(u64, u64)> {
        let number = |of: &str, key: &str| {
            let rest = of.split(&format!(" {key}=\"")).nth(1).expect("it is there");
            rest.split('"').next().and_then(|n| n.parse().ok()).expect("a number")
        };
        svg.split("<rect").skip(1).map(|rect| (number(rect, "x"), number(rect, "width"))).collect()
    }

    #[test]
    fn parts_stand_side_by_side_in_proportion() {
        let svg = strip(&parts(&[250, 0, 250, 500]), Some(500));
        assert_eq!(drawn(&svg), [(0, 250), (250, 250), (500, 500)]);
        assert!(svg.contains("d=\"M500 0V24\"") && svg.contains("data-says=\"250 &amp; so\""), "{svg}");
        assert_eq!(svg.matches("seg-enis").count(), 0, "what is not there is not drawn");
    }

    #[test]
    fn what_is_small_can_be_seen_and_nothing_leaves_the_strip() {
        for amounts in [[1, 1_000_000, 1, 1, 1, 1, 1], [u64::MAX / 4; 7], [1_000_000, 1, 1, 1, 1, 1, 1]] {
            let rects = drawn(&strip(&parts(&amounts), None));
            assert_eq!(rects.len(), 7);
            let mut at = 0;
            for (from, width) in rects {
                assert!(from == at && width >= LEAST && from + width <= WIDTH, "{amounts:?}: {from} {width}");
                at = from + width;
            }
        }
        assert!(drawn(&strip(&[], Some(0))).is_empty());
    }
}
