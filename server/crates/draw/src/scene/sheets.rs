//! Sheets for a storyboard: somebody from near and in full, and a thing alone.

use super::{animatic::Animatic, stills::png};
use crate::props::Prop;
use model::{CameraMove, Figure, Framing, Mood, Place, Staging, StylePreset};

/// A plain ground with somebody, or something, on it.
fn plain(framing: Framing, figures: Vec<Figure>, props: Vec<String>, style: StylePreset) -> Staging {
    Staging {
        place: Place { name: "studio backdrop".to_owned(), interior: Some(true), ..Place::default() },
        framing,
        camera: CameraMove::Static,
        action: String::new(),
        figures,
        props,
        mood: Mood::Neutral,
        style,
    }
}

/// The first frame of a staging, as planes.
fn frame(staging: &Staging, w: usize, h: usize) -> Vec<u8> {
    let mut out = Vec::new();
    Animatic::new(staging, w as u32, h as u32, 24, 1.0, 0).render(0, &mut out);
    out
}

/// A sheet of one person: the whole figure, and beside it the face from the front. The sides are in pixels and made even.
pub fn sheet(figure: &Figure, style: StylePreset, width: u32, height: u32) -> Vec<u8> {
    let (w, h) = ((width.max(64) & !1) as usize, (height.max(32) & !1) as usize);
    let left = (w * 2 / 5) & !1;
    let alone = Figure { focus: true, speaking: Vec::new(), ..figure.clone() };
    let of = |framing, w| frame(&plain(framing, vec![alone.clone()], Vec::new(), style), w, h);
    let (full, near) = (of(Framing::Full, left), of(Framing::CloseUp, w - left));
    png(&beside((&full, left), (&near, w - left), h), w, h)
}

/// Whether there is a drawing of such a thing.
pub fn knows(name: &str) -> bool {
    Prop::named(name).is_some()
}

/// A thing alone, large ones as a model of themselves; `None` for one that nobody here can draw. The sides are in pixels and made even.
pub fn prop(name: &str, style: StylePreset, width: u32, height: u32) -> Option<Vec<u8>> {
    Prop::named(name)?;
    let (w, h) = ((width.max(32) & !1) as usize, (height.max(32) & !1) as usize);
    Some(png(&frame(&plain(Framing::Insert, Vec::new(), vec![name.to_owned()], style), w, h), w, h))
}

/// Two frames of one height, each a plane of light and two of colour, side by side.
fn beside(left: (&[u8], usize), right: (&[u8], usize), h: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity((left.1 + right.1) * h * 3 / 2);
    let mut at = (0, 0);
    for share in [1, 2, 2] {
        let (l, r, rows) = (left.1 / share, right.1 / share, h / share);
        for row in 0..rows {
            out.extend(left.0.iter().skip(at.0 + row * l).take(l));
            out.extend(right.0.iter().skip(at.1 + row * r).take(r));
        }
        at = (at.0 + l * rows, at.1 + r * rows);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_frames_lie_side_by_side() {
        let (left, right) = (vec![1; 2 * 2 * 3 / 2], vec![9; 4 * 2 * 3 / 2]);
        let both = beside((&left, 2), (&right, 4), 2);
        assert_eq!(both, [1, 1, 9, 9, 9, 9, 1, 1, 9, 9, 9, 9, 1, 9, 9, 1, 9, 9]);
    }

    #[test]
    fn a_thing_that_nobody_can_draw_has_no_picture() {
        assert!(prop("theodolite", StylePreset::Cinematic, 64, 48).is_none());
        assert!(prop("letter", StylePreset::Cinematic, 64, 48).is_some_and(|png| png.starts_with(b"\x89PNG")));
    }
}
