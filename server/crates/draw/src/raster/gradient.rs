//! Gradients in whole numbers: the shape's coverage comes from tiny-skia, the colours from a short table. Its own gradients
//! take some fifty times as long.

use crate::raster::ink::{Ink, Run};
use tiny_skia::{FillRule, Mask, Path, PixmapMut, Transform};

/// A premultiplied colour: red, green, blue, opacity.
type Px = [u8; 4];

/// Steps of the table from the middle of a round gradient to its rim, by the square of the distance.
const ROUND: usize = 1024;

/// Fills a path.
pub fn fill(pixels: &mut PixmapMut<'_>, path: &Path, ink: &Ink) {
    let bounds = path.bounds();
    let (w, h) = (pixels.width() as f32, pixels.height() as f32);
    let (x0, y0) = (bounds.left().floor().clamp(0.0, w), bounds.top().floor().clamp(0.0, h));
    let (x1, y1) = (bounds.right().ceil().clamp(0.0, w), bounds.bottom().ceil().clamp(0.0, h));
    let (mw, mh) = ((x1 - x0) as u32, (y1 - y0) as u32);
    let Some(mut mask) = Mask::new(mw, mh) else { return };
    mask.fill_path(path, FillRule::Winding, true, Transform::from_translate(-x0, -y0));
    let mw = mw as usize;
    let (l, t) = (bounds.left(), bounds.top());
    let (bw, bh) = ((bounds.right() - l).max(1e-3), (bounds.bottom() - t).max(1e-3));
    let stride = pixels.width() as usize;
    let colours = Colours::of(ink, (x0, mw), (l, bw));
    let (all, _) = pixels.data_mut().as_chunks_mut::<4>();
    for (i, cover) in mask.data().chunks_exact(mw).enumerate() {
        let Some(first) = cover.iter().position(|&c| c != 0) else { continue };
        let last = cover.iter().rposition(|&c| c != 0).unwrap_or(first) + 1;
        let start = (y0 as usize + i) * stride + x0 as usize;
        let (Some(row), Some(cover)) = (all.get_mut(start + first..start + last), cover.get(first..last)) else {
            continue;
        };
        let down = (y0 + i as f32 + 0.5 - t) / bh;
        match &colours {
            Colours::Rows => {
                let colour = shade(ink, down.clamp(0.0, 1.0));
                blend(row, cover, std::iter::repeat(colour), ink.add);
            }
            Colours::Columns(table) => {
                let table = table.get(first..).unwrap_or(&[]);
                blend(row, cover, table.iter().copied(), ink.add);
            }
            Colours::Round(table) => {
                let dy = 2.0 * down - 1.0;
                let (from, step) = (2.0 * (x0 + first as f32 + 0.5 - l) / bw - 1.0, 2.0 / bw);
                let at = (0..last - first).map(|x| {
                    let dx = from + step * x as f32;
                    let place = ((dx * dx + dy * dy) * ROUND as f32) as usize;
                    table.get(place.min(ROUND)).copied().unwrap_or_default()
                });
                blend(row, cover, at, ink.add);
            }
        }
    }
}

/// The colours of a gradient: one for each row, one for each column, or by the distance from the middle.
enum Colours {
    Rows,
    Columns(Vec<Px>),
    Round(Vec<Px>),
}

impl Colours {
    fn of(ink: &Ink, (x0, w): (f32, usize), (left, width): (f32, f32)) -> Self {
        match ink.run {
            Run::Flat | Run::Down => Self::Rows,
            Run::Across | Run::Split(_) => Self::Columns(
                (0..w).map(|x| shade(ink, ((x0 + x as f32 + 0.5 - left) / width).clamp(0.0, 1.0))).collect(),
            ),
            Run::Round => Self::Round((0..=ROUND).map(|i| shade(ink, (i as f32 / ROUND as f32).sqrt())).collect()),
        }
    }
}

/// The colour at a part of the gradient, 0 to 1.
fn shade(ink: &Ink, t: f32) -> Px {
    let (colour, fade) = match ink.run {
        Run::Flat => (0.0, 0.0),
        Run::Down | Run::Across => (t, t),
        // The edge between two tones is soft.
        Run::Split(edge) => {
            let k = ((t - edge + 0.03) / 0.06).clamp(0.0, 1.0);
            (k, k)
        }
        // Fades fast at first and slowly towards the rim.
        Run::Round => {
            let bend = |points: [(f32, f32); 4]| {
                let pair = points.windows(2).find(|p| t <= p[1].0).unwrap_or(&points[2..]);
                pair[0].1 + (pair[1].1 - pair[0].1) * (t - pair[0].0) / (pair[1].0 - pair[0].0)
            };
            (t, bend([(0.0, 0.0), (0.35, 0.62), (0.7, 0.92), (1.0, 1.0)]))
        }
    };
    let c = ink.a.mix(ink.b, colour).clamped();
    let alpha = (ink.alpha.0 + (ink.alpha.1 - ink.alpha.0) * fade).clamp(0.0, 1.0);
    let level = |v: f32| (v * alpha * 255.0 + 0.5) as u8;
    [level(c.r), level(c.g), level(c.b), level(1.0)]
}

fn part(a: u8, b: u8) -> u8 {
    let t = u16::from(a) * u16::from(b) + 128;
    ((t + (t >> 8)) >> 8) as u8
}

fn blend(row: &mut [Px], cover: &[u8], colours: impl Iterator<Item = Px>, add: bool) {
    for ((d, &cover), colour) in row.iter_mut().zip(cover).zip(colours) {
        if cover == 0 {
            continue;
        }
        if cover == 255 && colour[3] == 255 && !add {
            *d = colour;
            continue;
        }
        let source = colour.map(|c| part(c, cover));
        let rest = if add { 255 } else { 255 - source[3] };
        for (d, s) in d.iter_mut().zip(source) {
            *d = part(*d, rest).saturating_add(s);
        }
    }
}
