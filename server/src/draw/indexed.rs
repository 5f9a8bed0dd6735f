//! Pixels as a small PNG file: at most 256 colours, the commonest, each other pixel in the nearest of them.

use super::not_drawn::NotDrawn;
use super::surface::Surface;
use std::collections::HashMap;

/// As many colours as a byte tells apart.
const MOST: usize = 256;

/// The surface as a PNG file.
pub fn png(surface: &Surface) -> Result<Vec<u8>, NotDrawn> {
    let (palette, pixels) = indexed(surface);
    let mut out = Vec::with_capacity(1 << 16);
    let mut encoder = png::Encoder::new(&mut out, surface.size.0, surface.size.1);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette);
    encoder.set_deflate_compression(png::DeflateCompression::Level(LEVEL));
    // Neighbouring indices have nothing to do with each other.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(out)
}

/// Where a higher one takes longer than it saves.
const LEVEL: u8 = 4;

/// The palette, and an index a pixel.
fn indexed(surface: &Surface) -> (Vec<u8>, Vec<u8>) {
    let palette_indices = palette_indices(&colours(&surface.pixels));
    let mut palette = vec![[0; 3]; palette_indices.len().min(MOST)];
    let mut known = HashMap::with_capacity(palette_indices.len());
    for (index, (colour, nearest)) in palette_indices.iter().enumerate() {
        if index < MOST {
            palette[index] = *colour;
        }
        known.insert(*colour, *nearest);
    }
    let mut last = ([0; 3], known.get(&[0; 3]).copied().unwrap_or(0));
    let index = |pixel: &[u8; 3]| {
        if *pixel != last.0 {
            last = (*pixel, known.get(pixel).copied().unwrap_or(0));
        }
        last.1
    };
    let pixels = surface.pixels.as_chunks::<3>().0.iter().map(index).collect();
    (palette.concat(), pixels)
}

/// Every colour, the commonest first.
fn colours(pixels: &[u8]) -> Vec<[u8; 3]> {
    let mut counts: HashMap<[u8; 3], u32> = HashMap::new();
    for run in pixels.as_chunks::<3>().0.chunk_by(|a, b| a == b) {
        *counts.entry(run[0]).or_default() += run.len() as u32;
    }
    let mut counted: Vec<_> = counts.into_iter().collect();
    counted.sort_unstable_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    counted.into_iter().map(|(colour, _)| colour).collect()
}

/// For each colour its index in the palette: its own, or that of the nearest.
fn palette_indices(colours: &[[u8; 3]]) -> Vec<([u8; 3], u8)> {
    let kept = &colours[..colours.len().min(MOST)];
    let distance = |a: &[u8; 3], b: &[u8; 3]| {
        a.iter().zip(b).map(|(a, b)| i32::from(*a).abs_diff((*b).into()).pow(2)).sum::<u32>()
    };
    let nearest = |colour: &[u8; 3]| {
        let index = kept.iter().enumerate().min_by_key(|(_, other)| distance(colour, other));
        index.map_or(0, |(index, _)| index as u8)
    };
    let index = |(index, colour): (usize, &[u8; 3])| (*colour, u8::try_from(index).unwrap_or_else(|_| nearest(colour)));
    colours.iter().enumerate().map(index).collect()
}
