//! Subnets as blocks of 16 addresses: a picture of each at the end of the simulation, and the chances in closed form.

use crate::figures::Grouped;
use ::addresses::answer::{Answer, Fragments, Simulated};
use ::addresses::cidr::Cidr;
use ::addresses::simulate::subnet::Block;
use charts::subnet_blocks::{Cell, in_a_row, subnet_blocks};
use maud::{Markup, PreEscaped, html};
use model::node::addresses::PREFIX_SIZE;
use model::order::{sort_long_by_key, sort_numbers};
use model::units::{counted, grouped, tenths};

/// Subnets that have a picture: those with the fewest free blocks.
const MOST_PICTURES: usize = 6;

pub(super) fn section(answer: &Answer) -> Markup {
    let simulated = answer.simulated.and_then(Result::ok);
    html! {
        @if simulated.is_some() || !answer.fragments.is_empty() {
            section.card.addresses-blocks aria-labelledby="blocks-title" {
                header {
                    h2 id="blocks-title" { "Subnets as blocks" }
                    @if simulated.is_some() { ul.legend.blocks-legend aria-label="Blocks" { @for cell in Cell::ALL { li class=(cell.class()) { (name(cell)) } } } }
                }
                @if let Some(simulated) = simulated { (pictures(answer, simulated)) }
                @if !answer.fragments.is_empty() { (chances(answer)) }
            }
        }
    }
}

fn name(cell: Cell) -> &'static str {
    match cell {
        Cell::Prefix => "a prefix",
        Cell::Singles => "single addresses",
        Cell::Reserved => "has AWS\u{2019}s own addresses",
        Cell::Free => "free",
    }
}

fn cell(block: &Block) -> Cell {
    match block {
        Block::Free => Cell::Free,
        Block::Prefix => Cell::Prefix,
        Block::Singles(_) => Cell::Singles,
        Block::Reserved(_) => Cell::Reserved,
    }
}

fn pictures(answer: &Answer, simulated: &Simulated) -> Markup {
    let report = &simulated.report;
    let free = |i: &usize| report.blocks[*i][1].iter().filter(|block| **block == Block::Free).count();
    let mut order: Vec<usize> = (0..simulated.setup.subnets.len().min(report.blocks.len())).collect();
    sort_long_by_key(&mut order, free);
    let left_out = order.len().saturating_sub(MOST_PICTURES);
    order.truncate(MOST_PICTURES);
    sort_numbers(&mut order);
    html! {
        div.block-pictures id="blocks-figures" data-boxes="" role="group" aria-label="Pictures of the subnets. Arrow keys read out each row." {
            @for i in &order {
                @let subnet = &simulated.setup.subnets[*i];
                @let blocks = &report.blocks[*i][1];
                @let cidr = answer.subnets.list.get(*i).and_then(|subnet| subnet.cidr);
                figure {
                    figcaption { b { (subnet.name) } " " span.quiet { "/" (subnet.length) } }
                    (PreEscaped(subnet_blocks(&blocks.iter().map(cell).collect::<Vec<_>>(), |row| says(&subnet.name, cidr, blocks, row))))
                }
            }
        }
        p.read-out aria-live="polite" { "Each square is a /28 block at the end of the simulation. Point at a row, or use the arrow keys." }
        (crate::readable::drawn(Some("blocks-figures")))
        @if left_out > 0 { p.help { (counted(left_out as u64, "subnet")) " more had as many free blocks at the end, or more." } }
        div.scroll.all tabindex="0" role="region" aria-label="Blocks of each subnet" {
            table.list {
                caption.help { "Blocks before the event, and at its end. Where single addresses lie follows from the seed: EC2 picks them anywhere." }
                thead { tr {
                    th.text scope="col" { "Subnet" } th.text scope="col" { "When" } th scope="col" { "Prefixes" } th scope="col" { "With single addresses" }
                    th scope="col" { "AWS\u{2019}s" } th scope="col" { "Free" } th scope="col" { "Single addresses" }
                } }
                tbody { @for i in &order {
                    @for (when, blocks) in ["before", "end"].iter().zip(&report.blocks[*i]) { (row(&simulated.setup.subnets[*i].name, when, blocks)) }
                } }
            }
        }
    }
}

/// `10.0.0.0 to 10.0.1.255 of subnet-0a: 3 free, 9 prefixes, 20 with single addresses`.
fn says(name: &str, cidr: Option<Cidr>, blocks: &[Block], row: usize) -> String {
    let each = in_a_row(blocks.len());
    let (from, here) = (row * each, &blocks[row * each..blocks.len().min((row + 1) * each)]);
    let place = match cidr {
        Some(cidr) => {
            let first = cidr.first() + from as u32 * PREFIX_SIZE;
            let last = first + here.len() as u32 * PREFIX_SIZE - 1;
            let address = core::net::Ipv4Addr::from;
            format!("{} to {} of {name}", address(first), address(last))
        }
        None => format!("blocks {} to {} of {name}", from + 1, from + here.len()),
    };
    let of = |kind: Cell| here.iter().filter(|block| cell(block) == kind).count() as u64;
    let free = grouped(of(Cell::Free));
    let prefixes = match of(Cell::Prefix) {
        1 => "1 prefix".into(),
        n => format!("{} prefixes", grouped(n)),
    };
    format!("{place}: {free} free, {prefixes}, {} with single addresses", grouped(of(Cell::Singles)))
}

fn row(name: &str, when: &str, blocks: &[Block]) -> Markup {
    let of = |kind: Cell| grouped(blocks.iter().filter(|block| cell(block) == kind).count() as u64);
    let single = |block: &Block| match block {
        Block::Singles(n) | Block::Reserved(n) => u64::from(*n),
        Block::Free | Block::Prefix => 0,
    };
    html! {
        tr {
            th.text scope="row" { (name) } td.text { (when) }
            @for kind in Cell::ALL { td { (of(kind)) } }
            td { (Grouped(blocks.iter().map(single).sum())) }
        }
    }
}

/// The chances in closed form.
fn chances(answer: &Answer) -> Markup {
    html! {
        h3 { "Before the first node" }
        div.scroll.all tabindex="0" role="region" aria-label="Chances by subnet" {
            table.list {
                caption.help { "If all that is in use is single addresses anywhere in the subnet. A prefix needs a block of 16 that none of them touches; a node\u{2019}s own addresses break blocks too." }
                thead { tr {
                    th.text scope="col" { "Subnet" } th scope="col" { "In use" } th scope="col" { "Free blocks, average" } th scope="col" { "No block" }
                    th scope="col" { "More nodes, 99 %" } th scope="col" { "As likely as not" } th scope="col" { "On paper" }
                } }
                tbody { @for fragments in answer.fragments { (chance(answer, fragments)) } }
            }
        }
        @if answer.not_fragmented > 0 { p.help { (counted(answer.not_fragmented as u64, "subnet")) " more have more free blocks than these." } }
    }
}

fn chance(answer: &Answer, row: &Fragments) -> Markup {
    html! {
        tr {
            th.text scope="row" { (answer.subnets.list.get(row.subnet).map_or("", |s| s.label())) }
            td { (Grouped(row.used.into())) } td { (tenths(row.expected)) " of " (row.blocks) }
            td { (tenths(row.none * 100.0)) " %" } td { (Grouped(row.nodes_sure.into())) }
            td { (Grouped(row.nodes_even.into())) } td { (Grouped(row.nodes_on_paper.into())) }
        }
    }
}
