//! A chart's file as SVG: the page's own chart in a frame, with the colours that the page's style sheet would
//! give it.

use super::colours::{of_limit, token};
use super::font::Weight;
use super::sheet::{RADIUS, Sheet, SheetText};
use maud::{Markup, PreEscaped, html};
use model::node::limit::Limit;

/// The file around a chart's SVG text.
pub fn svg(sheet: &Sheet, chart: &str) -> String {
    let (width, height) = sheet.size;
    let title = sheet.texts.first().map(|heading| heading.text.as_str()).unwrap_or_default();
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } {
            title { (title) }
            style { (PreEscaped(style())) }
            rect width="100%" height="100%" fill=(token("surface")) {}
            @for ((x, y), colour) in &sheet.dots { circle cx=(x) cy=(y) r=(RADIUS) fill=(token(colour)) {} }
            @for text in &sheet.texts { (line(text)) }
            (PreEscaped(placed(sheet, chart)))
        }
    };
    markup.into_string()
}

fn line(text: &SheetText) -> Markup {
    let weight = if text.weight == Weight::SemiBold { "600" } else { "400" };
    let (x, y) = text.at;
    html! {
        text x=(x) y=(y) font-size=(text.size) font-weight=(weight) fill=(token(text.colour)) { (text.text) }
    }
}

/// The chart's own element, at its position.
fn placed(sheet: &Sheet, chart: &str) -> String {
    let ((x, y), (width, height)) = (sheet.corner, sheet.chart_size);
    let head = format!("<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" ");
    chart.replacen("<svg ", &head, 1)
}

/// The rules of the page's style sheet for a chart's classes, in light colours.
fn style() -> String {
    let [line, strong, text, quiet] = ["line", "line-strong", "text", "quiet"].map(token);
    let mut css = format!(
        "text{{font-family:system-ui,-apple-system,\"Segoe UI\",Roboto,\"Liberation Sans\",sans-serif;\
         font-variant-numeric:tabular-nums}}\
         .chart-grid,.chart-axis,.chart-cross,.chart-chosen{{fill:none;stroke:{line};shape-rendering:crispEdges}}\
         .chart-axis{{stroke:{strong};stroke-linecap:square}}\
         .chart-cross{{stroke:{strong};stroke-dasharray:3 3}}\
         .chart-chosen{{stroke:{text};stroke-width:2;shape-rendering:auto}}\
         .chart-tick,.chart-label,.chart-note,.chart-name{{fill:{quiet}}}\
         .chart-value{{fill:{text}}}\
         .chart-point{{fill:none;stroke:currentColor;stroke-width:5;stroke-linecap:round}}\
         .chart-bar{{fill:currentColor}}\
         .chart-bar.chart-mine{{stroke:{text};stroke-width:1.5}}\
         .chart-name.chart-mine,.chart-value.chart-mine{{fill:{text};font-weight:600}}"
    );
    for limit in Limit::ALL {
        css += &format!(".{}{{color:{}}}", of_limit(limit), token(of_limit(limit)));
    }
    css
}
