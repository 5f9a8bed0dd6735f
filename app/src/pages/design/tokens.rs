//! The tokens: colours, sizes of text, distances.

use super::part;
use maud::{Markup, html};
use model::node::limit::Limit;

const COLOURS: [&str; 13] = [
    "ground",
    "surface",
    "raised",
    "line",
    "line-strong",
    "text",
    "quiet",
    "link",
    "accent",
    "on-accent",
    "focus",
    "bad",
    "bad-ground",
];
const SIZES: [&str; 5] = ["step--1", "step-0", "step-1", "step-2", "step-3"];
const GAPS: [&str; 5] = ["gap-1", "gap-2", "gap-3", "gap-4", "gap-5"];

pub(super) fn section() -> Markup {
    let swatch = |name: &str| {
        html! { li { span.swatch style={ "background:var(--" (name) ")" } {} code { "--" (name) } } }
    };
    part(
        "tokens",
        "Tokens",
        html! {
            ul.swatches { @for name in COLOURS { (swatch(name)) } }
            p.help { "Limits: one colour each, in bars, charts, tables and text." }
            ul.swatches { @for limit in Limit::ALL { (swatch(charts::class_of(limit))) } }
            @for size in SIZES { p style={ "font-size:var(--" (size) ")" } { "1,234.56 pods " code { "--" (size) } } }
            ul.swatches { @for gap in GAPS { li { span.gap style={ "inline-size:var(--" (gap) ")" } {} code { "--" (gap) } } } }
        },
    )
}
