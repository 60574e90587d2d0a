//! A person about to be drawn, and measures that all parts share.

use crate::figures::action_pose::Act;
use crate::figures::appearance::Looks;
use crate::figures::face_model::Face;
use crate::figures::pose::{Point, Pose};
use crate::props::Prop;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::Rgb;
use model::Age;

/// Which part of a figure is painted: they are kept apart so that a mouth can move without painting a coat again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    Body,
    Head,
    /// The middle of the head once more, with other eyes.
    Eyes,
    /// The lower half of the face once more, with another mouth.
    Mouth,
    /// Arms, and what they hold, in front of the head.
    Arms,
}

/// A person about to be drawn.
pub struct Person<'a> {
    pub looks: &'a Looks,
    pub pose: &'a Pose,
    pub act: Act,
    pub face: Face,
    pub holds: Option<(Prop, Option<Rgb>)>,
    /// Where the legs of who goes are, 0 to 1.
    pub stride: Option<f32>,
}

/// The direction from one point to another.
pub(super) fn unit(a: Point, b: Point) -> (f32, f32) {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let len = (dx * dx + dy * dy).sqrt().max(1e-4);
    (dx / len, dy / len)
}

/// Half widths of the trunk, in metres.
pub struct Trunk {
    pub half: f32,
    pub neck: f32,
    pub waist: f32,
    pub hip: f32,
    pub chest: f32,
}

impl Trunk {
    /// Half the width at a part of the spine.
    pub fn wide(&self, s: f32) -> f32 {
        let mix = |a: f32, b: f32, t: f32| a + (b - a) * t.clamp(0.0, 1.0);
        if s > 0.68 {
            mix(self.chest, self.half, (s - 0.68) / 0.22)
        } else if s > 0.3 {
            mix(self.waist, self.chest, (s - 0.3) / 0.38)
        } else {
            mix(self.hip, self.waist, (s + 0.08) / 0.38)
        }
    }
}

impl Person<'_> {
    pub(super) fn half_shoulder(&self) -> f32 {
        let l = self.looks;
        let base = match (l.female, l.age) {
            (_, Age::Child) => 0.15,
            (true, _) => 0.162,
            (false, Age::Teen) => 0.175,
            (false, _) => 0.195,
        };
        base * (0.72 + 0.28 * l.build)
    }

    /// A band round the trunk between two parts of the spine, as wide as the trunk is there.
    pub(super) fn belt(&self, c: &mut Canvas<'_>, (low, high): (f32, f32), (waist, hip): (f32, f32), colour: Rgb) {
        let wide = |s: f32| (waist + (hip - waist) * ((0.3 - s) / 0.38).clamp(0.0, 1.0).powi(2)) * 0.985;
        let p = |s: f32, sign: f32| self.pose.spine(s, sign * wide(s));
        c.fill(Shape::poly(&[p(low, -1.0), p(high, -1.0), p(high, 1.0), p(low, 1.0)]), Ink::flat(colour));
    }
}
