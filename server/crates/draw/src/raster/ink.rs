//! What shapes are filled with.

use crate::raster::colour::Rgb;
use tiny_skia::{BlendMode, Color, Paint, Shader};

/// What a shape is filled with. Gradients run over the shape's bounding box.
#[derive(Clone, Copy, Debug)]
pub struct Ink {
    pub a: Rgb,
    pub b: Rgb,
    /// Opacity at the start and the end of the gradient.
    pub alpha: (f32, f32),
    pub run: Run,
    /// Adds to what is there.
    pub add: bool,
}

/// How a gradient runs.
#[derive(Clone, Copy, Debug)]
pub enum Run {
    Flat,
    Down,
    Across,
    /// From the middle outwards.
    Round,
    /// Two tones across, the edge at this part of the width.
    Split(f32),
}

impl Ink {
    pub fn flat(a: Rgb) -> Self {
        Self { a, b: a, alpha: (1.0, 1.0), run: Run::Flat, add: false }
    }

    /// From the top to the bottom.
    pub fn down(a: Rgb, b: Rgb) -> Self {
        Self { b, run: Run::Down, ..Self::flat(a) }
    }

    /// From the left to the right.
    pub fn across(a: Rgb, b: Rgb) -> Self {
        Self { b, run: Run::Across, ..Self::flat(a) }
    }

    /// `a` to the left of the edge, `b` to the right of it, as a painter cuts light from shadow.
    pub fn split(a: Rgb, b: Rgb, edge: f32) -> Self {
        Self { b, run: Run::Split(edge.clamp(0.02, 0.98)), ..Self::flat(a) }
    }

    /// A light that fades to nothing at its rim and adds to what is there.
    pub fn glow(a: Rgb, strength: f32) -> Self {
        Self { alpha: (strength, 0.0), run: Run::Round, add: true, ..Self::flat(a) }
    }

    /// A cloud that fades to nothing at its rim.
    pub fn soft(a: Rgb, strength: f32) -> Self {
        Self { alpha: (strength, 0.0), run: Run::Round, ..Self::flat(a) }
    }

    pub fn alpha(self, k: f32) -> Self {
        Self { alpha: (self.alpha.0 * k, self.alpha.1 * k), ..self }
    }

    /// From opaque at the start of the gradient to clear at its end.
    pub fn fading(self, from: f32, to: f32) -> Self {
        Self { alpha: (from, to), ..self }
    }

    pub fn adding(self) -> Self {
        Self { add: true, ..self }
    }

    /// The paint of an ink that is the same all over; `None` for a gradient.
    pub fn plain(&self) -> Option<Paint<'static>> {
        matches!(self.run, Run::Flat).then(|| self.paint(self.a, self.alpha.0))
    }

    /// The paint of its middle, for thin lines.
    pub fn average(&self) -> Paint<'static> {
        match self.run {
            Run::Flat => self.paint(self.a, self.alpha.0),
            _ => self.paint(self.a.mix(self.b, 0.5), (self.alpha.0 + self.alpha.1) / 2.0),
        }
    }

    fn paint(&self, colour: Rgb, alpha: f32) -> Paint<'static> {
        let c = colour.clamped();
        let colour = Color::from_rgba(c.r, c.g, c.b, alpha.clamp(0.0, 1.0)).unwrap_or(Color::BLACK);
        Paint {
            shader: Shader::SolidColor(colour),
            blend_mode: if self.add { BlendMode::Plus } else { BlendMode::SourceOver },
            anti_alias: true,
            force_hq_pipeline: false,
        }
    }
}
