//! Animals on four legs.

use crate::figures::beast_plan::{Ears, Extra, Four, Tail};
use crate::figures::beasts_marks::{Body, marks};
use crate::figures::face_model::TwoTone;
use crate::raster::canvas::{Canvas, Ink, Shape};
use crate::raster::colour::{Rgb, rgb};
use std::f32::consts::TAU;

pub fn four_legged(c: &mut Canvas<'_>, four: &Four, coat: Rgb, (long, tall): (f32, f32), stride: Option<f32>) {
    let two = TwoTone::of(c, coat);
    let l = long / 2.0;
    let neck = four.neck * tall;
    let root = (l * 0.62, tall * 0.86);
    let head_r = four.head * tall * 0.62;
    let head = (root.0 + neck * (1.05 - 0.6 * four.rise), root.1 + neck * four.rise);
    let muzzle = four.muzzle * tall;
    let b = Body {
        long,
        tall,
        coat,
        ink: two.ink(c, 0.55),
        far: Ink::flat(two.dark.darker(0.15)),
        back: tall,
        belly: tall * (1.0 - four.deep),
        head,
        head_r,
        nose: (head.0 + head_r * 0.5 + muzzle, head.1 - muzzle * 0.42),
    };
    tail(c, four, &b);
    legs(c, four, &b, stride);
    trunk(c, four, &b);
    neck_and_head(c, four, &b, root);
    face(c, four, &b);
    marks(c, four, &b);
}

fn legs(c: &mut Canvas<'_>, four: &Four, b: &Body, stride: Option<f32>) {
    let l = b.long / 2.0;
    let thick = four.leg * b.tall;
    let panda = four.extra == Extra::Panda;
    let black = Ink::flat(c.lit(rgb(0x2a282a), 0.4));
    let hip = b.belly + (b.back - b.belly) * 0.35;
    for (i, x) in [-0.54_f32, 0.74, -0.82, 0.44].into_iter().enumerate() {
        let near = i > 1;
        let swing = stride.map_or(0.0, |t| {
            let phase = t * TAU + if i % 3 == 0 { 0.0 } else { TAU / 2.0 };
            0.22 * b.tall * phase.sin()
        });
        let knee = (x * l + swing * 0.35 - 0.02 * l, b.belly * 0.52);
        let foot = (x * l + swing, thick * 0.8 + (swing.abs() * 0.12));
        let ink = match (panda, near) {
            (true, _) => black,
            (_, true) => b.ink,
            _ => b.far,
        };
        c.fill(
            Shape::limb(&[(x * l, hip, thick * 1.6), (knee.0, knee.1, thick * 1.05), (foot.0, foot.1, thick * 0.95)]),
            ink,
        );
        if matches!(
            four.extra,
            Extra::Mane | Extra::Udder | Extra::Unicorn | Extra::Antlers | Extra::Spots | Extra::Stripes
        ) && four.leg < 0.062
        {
            c.rect(foot.0 - thick, 0.0, thick * 2.1, thick * 1.1, Ink::flat(c.lit(rgb(0x2a2420), 0.3)));
        }
    }
}

fn trunk(c: &mut Canvas<'_>, four: &Four, b: &Body) {
    let l = b.long / 2.0;
    let deep = b.back - b.belly;
    if four.extra == Extra::Wool {
        let two = TwoTone::of(c, b.coat);
        let ink = two.ink(c, 0.55);
        let r = deep * 0.3;
        for (x, y) in [
            (-0.85, 0.6),
            (-0.55, 0.85),
            (-0.15, 0.95),
            (0.25, 0.92),
            (0.6, 0.75),
            (-0.75, 0.3),
            (-0.35, 0.15),
            (0.1, 0.12),
            (0.5, 0.3),
            (0.0, 0.5),
            (-0.45, 0.5),
            (0.4, 0.58),
        ] {
            c.disc(x * l, b.belly + deep * y, r, ink);
        }
        return;
    }
    if four.extra == Extra::Humps {
        for x in [-0.32, 0.16] {
            c.fill(
                Shape::blob(&[
                    (x * l - 0.2 * l, b.back * 0.96),
                    (x * l - 0.09 * l, b.back * 1.2),
                    (x * l + 0.1 * l, b.back * 1.2),
                    (x * l + 0.22 * l, b.back * 0.96),
                ]),
                b.ink,
            );
        }
    }
    c.fill(
        Shape::blob(&[
            (-l * 0.95, b.back - deep * 0.25),
            (-l * 0.6, b.back),
            (l * 0.1, b.back - deep * 0.06),
            (l * 0.62, b.back),
            (l * 0.85, b.back - deep * 0.45),
            (l * 0.45, b.belly),
            (-l * 0.2, b.belly + deep * 0.08),
            (-l * 0.8, b.belly + deep * 0.12),
        ]),
        b.ink,
    );
    if four.extra == Extra::Udder {
        c.fill(Shape::oval(-l * 0.42, b.belly + 0.02, deep * 0.17, deep * 0.14), Ink::flat(c.lit(rgb(0xe0a898), 0.5)));
        if b.coat.luma() > 0.2 {
            let patch = Ink::flat(c.lit(if b.coat.luma() > 0.6 { rgb(0x2a2624) } else { rgb(0xece4d8) }, 0.55));
            c.fill(
                Shape::blob(&[
                    (-l * 0.5, b.back - 0.08),
                    (-l * 0.1, b.back - 0.1),
                    (-l * 0.05, b.back - deep * 0.5),
                    (-l * 0.45, b.back - deep * 0.6),
                ]),
                patch,
            );
            c.fill(
                Shape::blob(&[
                    (l * 0.3, b.back - deep * 0.4),
                    (l * 0.6, b.back - deep * 0.35),
                    (l * 0.5, b.belly + 0.06),
                    (l * 0.25, b.belly + 0.08),
                ]),
                patch,
            );
        }
    }
}

fn neck_and_head(c: &mut Canvas<'_>, four: &Four, b: &Body, root: (f32, f32)) {
    let deep = b.back - b.belly;
    let thick = (deep * 0.42).min(b.head_r * 1.9);
    if four.extra == Extra::Lion {
        let mane = TwoTone::of(c, b.coat.darker(0.42));
        c.disc(b.head.0 - b.head_r * 0.35, b.head.1 - b.head_r * 0.1, b.head_r * 2.1, mane.ink(c, 0.5));
    }
    c.fill(
        Shape::limb(&[(root.0 - deep * 0.08, root.1 - deep * 0.22, thick), (b.head.0, b.head.1, b.head_r * 0.92)]),
        b.ink,
    );
    if matches!(four.extra, Extra::Mane | Extra::Unicorn) {
        let hair = Ink::flat(c.lit(if four.extra == Extra::Unicorn { rgb(0xe8c8d8) } else { b.coat.darker(0.5) }, 0.4));
        let n = 7;
        for i in 0..n {
            let k = i as f32 / (n - 1) as f32;
            let (x, y) = (
                root.0 - deep * 0.2 + (b.head.0 - root.0) * k,
                root.1 + deep * 0.12 + (b.head.1 - root.1) * k + b.head_r * 0.5,
            );
            c.fill(Shape::oval(x, y, b.tall * 0.045, b.tall * 0.06), hair);
        }
    }
    if four.ears == Ears::Huge {
        c.fill(
            Shape::blob(&[
                (b.head.0 - b.head_r * 0.3, b.head.1 + b.head_r * 0.9),
                (b.head.0 - b.head_r * 1.5, b.head.1 + b.head_r * 0.7),
                (b.head.0 - b.head_r * 1.3, b.head.1 - b.head_r * 1.1),
                (b.head.0 - b.head_r * 0.2, b.head.1 - b.head_r * 0.6),
            ]),
            b.far,
        );
    }
    c.disc(b.head.0, b.head.1, b.head_r, b.ink);
    let r = match four.extra {
        Extra::Snout | Extra::Tusks | Extra::Udder => b.head_r * 0.55,
        _ => b.head_r * 0.46,
    };
    c.fill(
        Shape::limb(&[
            (b.head.0 + b.head_r * 0.2, b.head.1 - b.head_r * 0.15, b.head_r * 0.72),
            (b.nose.0, b.nose.1, r),
        ]),
        b.ink,
    );
}

fn face(c: &mut Canvas<'_>, four: &Four, b: &Body) {
    let dark = Ink::flat(c.lit(rgb(0x16120f), 0.3));
    let (x, y, r) = (b.head.0, b.head.1, b.head_r);
    let tip = match four.extra {
        Extra::Snout => Ink::flat(c.lit(b.coat.darker(0.22), 0.5)),
        _ => dark,
    };
    if four.extra != Extra::Trunk {
        c.fill(Shape::oval(b.nose.0 + r * 0.28, b.nose.1 + r * 0.1, r * 0.17, r * 0.2), tip);
    }
    if four.extra == Extra::Panda {
        c.fill(Shape::oval(x + r * 0.3, y + r * 0.1, r * 0.32, r * 0.36), Ink::flat(c.lit(rgb(0x2a282a), 0.4)));
    }
    let eye = if b.coat.luma() < 0.16 { Ink::flat(c.pal.tone(rgb(0xd9d24e))) } else { dark };
    c.disc(x + r * 0.32, y + r * 0.22, r * 0.15, eye);
    c.disc(x + r * 0.36, y + r * 0.27, r * 0.05, Ink::flat(c.pal.tone(Rgb::WHITE)));
    let ear = if four.extra == Extra::Panda { Ink::flat(c.lit(rgb(0x2a282a), 0.4)) } else { b.far };
    match four.ears {
        Ears::Pricked => {
            for k in [-0.62_f32, -0.12] {
                c.fill(
                    Shape::poly(&[
                        (x + r * (k - 0.24), y + r * 0.62),
                        (x + r * (k - 0.05), y + r * 1.62),
                        (x + r * (k + 0.32), y + r * 0.78),
                    ]),
                    if k < -0.3 { ear } else { b.ink },
                );
            }
        }
        Ears::Long => {
            for k in [-0.62_f32, -0.15] {
                c.fill(
                    Shape::limb(&[
                        (x + r * k, y + r * 0.6, r * 0.2),
                        (x + r * (k - 0.25), y + r * 1.4, r * 0.27),
                        (x + r * (k - 0.35), y + r * 2.1, r * 0.08),
                    ]),
                    ear,
                );
            }
        }
        Ears::Hanging => {
            c.fill(Shape::limb(&[(x - r * 0.5, y + r * 0.55, r * 0.26), (x - r * 0.85, y - r * 0.25, r * 0.3)]), ear)
        }
        Ears::Round => {
            for k in [-0.75, 0.05] {
                c.disc(x + r * k, y + r * 0.88, r * 0.33, ear);
            }
        }
        Ears::Huge => {}
    }
}

fn tail(c: &mut Canvas<'_>, four: &Four, b: &Body) {
    let l = b.long / 2.0;
    let from = (-l * 0.9, b.back - (b.back - b.belly) * 0.2);
    let t = b.tall;
    let thin = t * 0.045;
    match four.tail {
        Tail::Long => c.stroke(
            Shape::new().go(from.0, from.1).quad(
                from.0 - t * 0.34,
                from.1 + t * 0.02,
                from.0 - t * 0.38,
                from.1 + t * 0.36,
            ),
            thin * 1.4,
            b.ink,
        ),
        Tail::Bushy => c.fill(
            Shape::limb(&[
                (from.0, from.1, thin),
                (from.0 - t * 0.28, from.1 - t * 0.2, t * 0.12),
                (from.0 - t * 0.46, from.1 - t * 0.42, thin),
            ]),
            b.ink,
        ),
        Tail::Tuft => {
            c.stroke(
                Shape::new().go(from.0, from.1).quad(from.0 - t * 0.16, from.1 - t * 0.1, from.0 - t * 0.1, t * 0.42),
                thin * 0.9,
                b.ink,
            );
            c.fill(Shape::oval(from.0 - t * 0.1, t * 0.38, t * 0.045, t * 0.075), b.far);
        }
        Tail::Horse => {
            let hair = Ink::flat(c.lit(b.coat.darker(0.5), 0.4));
            c.fill(
                Shape::limb(&[
                    (from.0, from.1, thin),
                    (from.0 - t * 0.12, from.1 - t * 0.2, t * 0.075),
                    (from.0 - t * 0.13, t * 0.28, t * 0.03),
                ]),
                hair,
            );
        }
        Tail::Curl => c.stroke(
            Shape::new().go(from.0, from.1).cubic(
                (from.0 - t * 0.28, from.1 + t * 0.1),
                (from.0 - t * 0.02, from.1 + t * 0.26),
                (from.0 - t * 0.14, from.1 + t * 0.05),
            ),
            thin,
            b.ink,
        ),
        Tail::Stump => c.disc(from.0, from.1, t * 0.07, b.ink),
    }
}
