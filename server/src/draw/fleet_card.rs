//! The preview of a fleet: what it is and costs on the left, its nodes as boxes with their pods as cells on the right.

use super::card::{Card, LAST, LEGEND_LINE, Line, MARGIN, SIZE, SMALL, WIDTH};
use super::colours;
use super::fleet_figures::{DrawnBox, OnFleetPicture};
use super::font::Weight::{Regular, SemiBold};
use super::not_drawn::NotDrawn;
use super::surface::Surface;
use super::words::clean;
use charts::boxes::{Rect, SIDE, drawing};

/// From the figures on the left to the boxes.
const LEFT: i32 = 548;
/// Right edge of the boxes.
const RIGHT: i32 = MARGIN + WIDTH;
/// Between two boxes.
const GAP: i32 = 8;
/// The side of a box for each square root of a vCPU: the most and the least.
const PER_ROOT: (i32, i32) = (90, 1);
/// The smallest side.
const LEAST: i32 = 16;
/// What a count takes below its box.
const COUNT: i32 = 30;
/// Lines of the legend at most.
const MOST_LINES: usize = 2;
/// A cell smaller than this has no line around it.
const LINED: i32 = 6;

/// Draws the card.
pub fn draw(figures: &OnFleetPicture) -> Result<Surface, NotDrawn> {
    let mut card = Card { surface: Surface::new(SIZE, "surface")? };
    card.surface.rectangle((0, 0), (SIZE.0 as i32, 12), "accent");
    card.heading(&figures.title);
    let below = card.headline(&figures.headline);
    if !figures.monthly.is_empty() {
        card.column(&lines(figures), below);
        let legend = if figures.has_pods { legend_of(&card, figures) } else { Vec::new() };
        let bottom = LAST - 14.0 - LEGEND_LINE * legend.len() as f32;
        boxes(&mut card, figures, (below as i32, bottom as i32));
        draw_legend(&mut card, &legend);
    }
    card.put(&figures.prices, (MARGIN as f32, LAST), Regular, SMALL, "quiet", (LEFT - MARGIN) as f32);
    Ok(card.surface)
}

fn lines(figures: &OnFleetPicture) -> Vec<Line> {
    let line = |gap, size, weight, colour, text: &str| Line { gap, size, weight, colour, text: text.to_string() };
    // one line, so that three types have room below it
    let mix = if figures.room.is_empty() { "Cheapest mix found" } else { &figures.room };
    let mut lines = vec![
        line(0.0, SMALL, Regular, "quiet", figures.network_label),
        line(8.0, 28.0, SemiBold, "text", &figures.network),
        line(24.0, SMALL, Regular, "quiet", mix),
        line(8.0, 40.0, SemiBold, "text", &format!("{} a month", figures.monthly)),
    ];
    lines.extend(figures.types.iter().map(|text| line(10.0, 26.0, Regular, "text", text)));
    lines.push(line(14.0, SMALL, Regular, "quiet", &figures.bound));
    if !figures.single.is_empty() {
        lines.push(line(10.0, SMALL, Regular, "quiet", &figures.single));
    }
    lines
}

/// Where a box goes.
struct At {
    left: i32,
    top: i32,
    side: i32,
}

/// The boxes as large as there is room for, in rows; those that have none are counted.
fn boxes(card: &mut Card, figures: &OnFleetPicture, (top, bottom): (i32, i32)) {
    let sizes = (PER_ROOT.1..=PER_ROOT.0).rev();
    let whole = sizes.map(|per_root| rows(figures, per_root, (top, bottom))).find(|at| at.len() == figures.boxes.len());
    let (at, room) = match whole {
        Some(at) => (at, bottom),
        None => (rows(figures, PER_ROOT.1, (top, bottom - COUNT)), bottom - COUNT),
    };
    for (at, drawn) in at.iter().zip(&figures.boxes) {
        one(card, at, drawn);
    }
    let left_out = figures.boxes.len() - at.len();
    if left_out > 0 {
        let text = format!("and {left_out} more");
        card.put(&text, (LEFT as f32, (room + 24) as f32), Regular, SMALL, "quiet", WIDTH as f32);
    }
}

/// The boxes that fit at a size, from the top left.
fn rows(figures: &OnFleetPicture, per_root: i32, (top, bottom): (i32, i32)) -> Vec<At> {
    let (mut left, mut row, mut height) = (LEFT, top, 0);
    let mut out: Vec<At> = Vec::new();
    for drawn in &figures.boxes {
        let side = ((f64::from(drawn.node.vcpu).sqrt() * f64::from(per_root)).round() as i32).max(LEAST);
        let below = if drawn.count.is_some() { COUNT } else { 0 };
        let wide = side.max(drawn.count.map_or(0, count_width));
        if left > LEFT && left + wide > RIGHT {
            (left, row, height) = (LEFT, row + height + GAP, 0);
        }
        if left + wide > RIGHT || row + side + below > bottom {
            break;
        }
        out.push(At { left, top: row, side });
        height = height.max(side + below);
        left += wide + GAP;
    }
    out
}

/// Room for `× 1,234` in the smallest size, by its digits.
fn count_width(count: u32) -> i32 {
    30 + 13 * count.to_string().len() as i32
}

fn one(card: &mut Card, At { left, top, side }: &At, drawn: &DrawnBox) {
    let frame = if drawn.is_spare { "line" } else { "line-strong" };
    card.surface.rectangle((*left, *top), (*side, *side), frame);
    let (left, top, inner) = (left + 1, top + 1, side - 2);
    card.surface.rectangle((left, top), (inner, inner), "surface");
    let drawing = drawing(drawn.node.reserved, &drawn.node.cells);
    let pixel = |unit: u64| (unit as i64 * i64::from(inner) / SIDE as i64) as i32;
    if drawing.reserved > 0 {
        let from = pixel(SIDE - drawing.reserved);
        card.surface.rectangle((left, top + from), (inner, inner - from), "line");
    }
    for (profile, cells) in &drawing.bands {
        let colour = colours::of_workload(*profile);
        for Rect { left: l, top: t, right, bottom } in cells {
            let (l, t, r, b) = (pixel(*l), pixel(*t), pixel(*right), pixel(*bottom));
            let line = i32::from(r - l >= LINED && b - t >= LINED);
            card.surface.rectangle((left + l, top + t), ((r - l - line).max(1), (b - t - line).max(1)), &colour);
        }
    }
    if let Some(count) = drawn.count {
        let text = format!("× {}", model::units::grouped(count.into()));
        let below = (left as f32, (top + inner + 24) as f32);
        card.put(&text, below, Regular, SMALL, "text", count_width(count) as f32 + 40.0);
    }
}

/// Entries of the legend with their places, a list a line.
type Legend = Vec<Vec<(String, String, f32)>>;

/// The workloads in their colours, as many to a line as there is room for.
fn legend_of(card: &Card, figures: &OnFleetPicture) -> Legend {
    const DOT: f32 = 22.0;
    let setting = card.setting(Regular, SMALL);
    let most = (RIGHT - LEFT) as f32;
    let more = |n: usize| (format!("and {n} more"), String::new());
    let mut lines: Legend = Vec::new();
    let mut end = f32::INFINITY;
    let all = figures.workloads.len();
    for (index, name) in figures.workloads.iter().enumerate() {
        let name = setting.fit(&clean(card.surface.faces, name), 180.0);
        let width = DOT + setting.width(&name);
        // the last line keeps room for how many are left
        let is_last = lines.len() == MOST_LINES && index + 1 < all;
        let keeps = if is_last { setting.width(&more(all).0) + DOT } else { 0.0 };
        if end + width + keeps > RIGHT as f32 && lines.len() == MOST_LINES {
            let (text, colour) = more(all - index);
            lines.iter_mut().last().into_iter().for_each(|line| line.push((text.clone(), colour.clone(), end)));
            return lines;
        }
        if end + width > LEFT as f32 + most {
            end = LEFT as f32;
            lines.push(Vec::new());
        }
        lines
            .iter_mut()
            .last()
            .into_iter()
            .for_each(|line| line.push((name.clone(), colours::of_workload(index), end)));
        end += width + DOT;
    }
    lines
}

fn draw_legend(card: &mut Card, legend: &Legend) {
    for (line, below) in legend.iter().rev().zip(0_u8..) {
        let y = LAST - LEGEND_LINE * f32::from(below);
        for (name, colour, x) in line {
            let mut x = *x;
            if !colour.is_empty() {
                card.surface.rectangle((x as i32, y as i32 - 15), (15, 15), colour);
                x += 22.0;
            }
            card.put(name, (x, y), Regular, SMALL, "text", WIDTH as f32);
        }
    }
}
