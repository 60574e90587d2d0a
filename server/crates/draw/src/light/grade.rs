//! The film's look, applied to every colour before it is painted.

use crate::raster::colour::{Rgb, rgb};
use model::StylePreset;

/// Lifts or deepens contrast about a middle grey.
fn contrast(c: Rgb, k: f32, pivot: f32) -> Rgb {
    let f = |v: f32| (v - pivot) * k + pivot;
    Rgb::new(f(c.r), f(c.g), f(c.b))
}

/// Colours of the shadows and of the lights, mixed in by brightness.
fn split(c: Rgb, shadow: Rgb, light: Rgb, amount: f32) -> Rgb {
    let l = c.luma().clamp(0.0, 1.0);
    c.mix(shadow.mix(light, l), amount)
}

/// The graded colour.
pub fn apply(style: StylePreset, c: Rgb) -> Rgb {
    match style {
        StylePreset::Cinematic => split(contrast(c.saturate(1.02), 1.08, 0.45), rgb(0x0d2230), rgb(0xfff0dc), 0.1),
        StylePreset::Noir => {
            let l = (0.35 * c.r + 0.5 * c.g + 0.15 * c.b).clamp(0.0, 1.0);
            let k = l.sqrt() * 0.3 + l * 0.7;
            let k = (k - 0.5) * 1.25 + 0.49;
            let k = k.clamp(0.03, 0.98);
            Rgb::new(k * 0.99, k, k * 1.005)
        }
        StylePreset::Storybook => split(c.saturate(1.12).mix(rgb(0xf3dfb8), 0.08), rgb(0x33264a), rgb(0xfff3d8), 0.14),
        StylePreset::Documentary => contrast(c.saturate(0.86), 1.02, 0.5),
        StylePreset::Neon => split(contrast(c.saturate(1.18), 1.12, 0.42), rgb(0x12083a), rgb(0xc9f6ff), 0.12),
        StylePreset::Vintage => {
            let faded = c.saturate(0.85).mix(rgb(0xd9a864), 0.1);
            let lift = contrast(faded, 0.9, 0.55).plus(Rgb::new(0.035, 0.02, 0.01));
            split(lift, rgb(0x3a2418), rgb(0xffe9c0), 0.12)
        }
    }
}
