//! Still pictures as PNG: panels, character sheets, empty sets.

use crate::scene::animatic::Animatic;
use crate::sets::BACKDROP;
use model::{Figure, Framing, Place, Staging, StylePreset};
use tiny_skia::{IntSize, Pixmap};

/// The shot's most telling frame.
pub fn panel(staging: &Staging, width: u32, height: u32, take: u32) -> Vec<u8> {
    let (w, h) = (width.max(16) & !1, height.max(16) & !1);
    let mut shot = Animatic::new(staging, w, h, 24, 4.0, take);
    let mut frame = Vec::new();
    shot.render(shot.frames() * 2 / 5, &mut frame);
    png(&frame, w as usize, h as usize)
}

/// A sheet of one person, the whole figure on a plain ground.
pub fn component(figure: &Figure, style: StylePreset, width: u32, height: u32) -> Vec<u8> {
    let ground = Place { name: "studio backdrop".to_owned(), interior: Some(true), ..Place::default() };
    let staging = Staging {
        framing: Framing::Full,
        figures: vec![Figure { focus: true, speaking: Vec::new(), ..figure.clone() }],
        set: BACKDROP.to_owned(),
        ..Staging::of_place(ground, style)
    };
    panel(&staging, width, height, 0)
}

/// The set of a staging without anybody.
pub fn place(staging: &Staging, width: u32, height: u32) -> Vec<u8> {
    let empty = Staging {
        set: staging.set.clone(),
        walls: staging.walls.clone(),
        ..Staging::of_place(staging.place.clone(), staging.style)
    };
    panel(&empty, width, height, 0)
}

/// A frame as a PNG.
pub fn png(frame: &[u8], w: usize, h: usize) -> Vec<u8> {
    let mut rgba = Vec::with_capacity(w * h * 4);
    let (luma, chroma) = frame.split_at(w * h);
    let (us, vs) = chroma.split_at(w * h / 4);
    for y in 0..h {
        for x in 0..w {
            let at = (y / 2) * (w / 2) + x / 2;
            let l = (f32::from(luma.get(y * w + x).copied().unwrap_or(16)) - 16.0) * 1.164_384;
            let u = f32::from(us.get(at).copied().unwrap_or(128)) - 128.0;
            let v = f32::from(vs.get(at).copied().unwrap_or(128)) - 128.0;
            let c = |v: f32| v.round().clamp(0.0, 255.0) as u8;
            rgba.extend([c(l + 1.792_741 * v), c(l - 0.213_249 * u - 0.532_909 * v), c(l + 2.112_402 * u), 255]);
        }
    }
    IntSize::from_wh(w as u32, h as u32)
        .and_then(|size| Pixmap::from_vec(rgba, size))
        .and_then(|pixmap| pixmap.encode_png().ok())
        .unwrap_or_default()
}
