//! Numbers that people gave, as dots on a line with their median, in SVG.

use maud::{Markup, html};
use room::view::Numbers;

const WIDTH: u32 = 600;
/// Left and right of the line, for the words under its ends.
const MARGIN: u32 = 40;
/// Between dots that would cover each other.
const STEP: u32 = 18;
const RADIUS: u32 = 7;
/// Most height of a stack: 200 equal answers overlap rather than fill a page.
const TALLEST: u32 = 12 * STEP;

/// A number that somebody gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub value: u32,
    pub name: String,
}

/// The plot. `words` says a value with its unit.
pub(super) fn strip(marks: &[Mark], numbers: &Numbers, words: impl Fn(u32) -> String) -> Markup {
    let Numbers { least, median: middle, greatest: most } = *numbers;
    let x = |value: u32| match u64::from(most - least) {
        0 => WIDTH / 2,
        spread => MARGIN + (u64::from(value - least) * u64::from(WIDTH - 2 * MARGIN) / spread) as u32,
    };
    let placed = stacked(marks, x);
    let rows = placed.iter().map(|(_, row, _)| row + 1).max().unwrap_or(1);
    let up = (TALLEST / rows).clamp(1, STEP);
    let line = rows * up + STEP;
    // near an end of the line the words begin or end just past the median: on a phone they are nearly half as wide as the line
    let beside = match x(middle) {
        at if at < WIDTH / 4 => (at - MARGIN, "start"),
        at if at > WIDTH * 3 / 4 => (at + MARGIN, "end"),
        at => (at, "middle"),
    };
    let says = if least == most {
        format!("Everybody who gave a number says {}.", words(least))
    } else {
        format!("From {} to {}; the median is {}.", words(least), words(most), words(middle))
    };
    html! {
        svg.strip-plot role="img" aria-label=(says) viewBox={ "0 0 " (WIDTH) " " (line + 54) } {
            line.chart-axis x1=(MARGIN) x2=(WIDTH - MARGIN) y1=(line) y2=(line) {}
            line.strip-median x1=(x(middle)) x2=(x(middle)) y1="2" y2=(line + 8) {}
            @for (at, row, mark) in &placed {
                circle.strip-dot cx=(at) cy=(line - RADIUS - 2 - row * up) r=(RADIUS) { title { (mark.name) ": " (words(mark.value)) } }
            }
            @if least != most {
                text.chart-tick x="0" y=(line + 22) { (words(least)) }
                text.chart-tick x=(WIDTH) y=(line + 22) text-anchor="end" { (words(most)) }
            }
            text.strip-middle x=(beside.0) y=(line + 46) text-anchor=(beside.1) { "median " (words(middle)) }
        }
    }
}

/// Where each dot is, left to right, and how high above the line so that none covers another.
fn stacked(marks: &[Mark], x: impl Fn(u32) -> u32) -> Vec<(u32, u32, &Mark)> {
    let mut sorted: Vec<&Mark> = marks.iter().collect();
    sorted.sort_by_key(|mark| mark.value);
    // the last dot of each row
    let mut ends: Vec<u32> = Vec::new();
    let mut placed = Vec::new();
    for mark in sorted {
        let at = x(mark.value);
        let row = ends.iter().position(|end| end + STEP <= at).unwrap_or(ends.len());
        if row == ends.len() {
            ends.push(at)
        } else {
            ends[row] = at
        }
        placed.push((at, row as u32, mark));
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(values: &[u32]) -> Vec<Mark> {
        values.iter().map(|value| Mark { value: *value, name: format!("<{value}>") }).collect()
    }

    #[test]
    fn no_dot_covers_another_and_all_are_on_the_picture() {
        for values in [vec![100; 200], (0..200).collect(), vec![1, 150_000], vec![5]] {
            let marks = marks(&values);
            let x = |value: u32| MARGIN + value % (WIDTH - 2 * MARGIN);
            let placed = stacked(&marks, x);
            assert_eq!(placed.len(), values.len());
            for (i, (at, row, _)) in placed.iter().enumerate() {
                let near = placed[i + 1..].iter().any(|(other, their, _)| row == their && at.abs_diff(*other) < STEP);
                assert!(!near, "{at} in row {row} of {values:?}");
            }
        }
    }

    #[test]
    fn it_says_spread_and_median_and_escapes_names() {
        let numbers = Numbers { least: 100, median: 250, greatest: 400 };
        let html = strip(&marks(&[100, 400, 250]), &numbers, |value| format!("{value} pods")).into_string();
        assert!(html.contains("From 100 pods to 400 pods; the median is 250 pods."), "{html}");
        assert!(html.contains("&lt;400&gt;: 400 pods") && !html.contains("<400>"), "{html}");
        let numbers = Numbers { least: 5, median: 5, greatest: 5 };
        let same = strip(&marks(&[5, 5]), &numbers, |value| value.to_string()).into_string();
        assert!(same.contains("Everybody who gave a number says 5."), "{same}");
    }
}
