//! Near or far, indoors or out.

use crate::dsp::{Biquad, Room, SR, Stereo, db, frames};
use model::{Heard, Surroundings};

/// How much softer what is far away is, in dB.
const FAR_DB: f32 = -8.0;
/// What the air leaves of what is far away, in hertz.
const FAR_HERTZ: (f32, f32) = (2_600.0, 110.0);

/// Puts a sound where it is heard; its tail comes on top of its length.
pub(super) fn place(stereo: &mut Stereo, heard: Heard) {
    let room = match heard.surroundings {
        Surroundings::Outdoors => None,
        Surroundings::Closed => Some(Room { decay: 0.16, size: 0.006, damping: 3_000.0, wet: 0.3 }),
        Surroundings::Room => Some(Room { decay: 0.4, size: 0.016, damping: 4_500.0, wet: 0.2 }),
        Surroundings::Hall => Some(Room { decay: 2.2, size: 0.08, damping: 3_800.0, wet: 0.34 }),
    };
    if heard.far {
        for side in [&mut stereo.left, &mut stereo.right] {
            Biquad::low_pass(FAR_HERTZ.0, 0.6).run(side);
            Biquad::high_pass(FAR_HERTZ.1, 0.7).run(side);
        }
    }
    match room {
        Some(room) => {
            // What is far away in a room is heard by its walls.
            let wet = if heard.far { (room.wet * 2.5).min(0.9) } else { room.wet };
            stereo.resize(stereo.len() + frames(room.decay));
            Room { wet, ..room }.apply(stereo);
        }
        None if heard.far => echo(stereo),
        None => {}
    }
}

/// Outdoors what is far away comes back once, late and dull.
fn echo(stereo: &mut Stereo) {
    let mut late = stereo.clone();
    for side in [&mut late.left, &mut late.right] {
        Biquad::low_pass(1_400.0, 0.7).run(side);
    }
    let delay = 0.31;
    stereo.resize(stereo.len() + (delay * SR) as usize);
    stereo.add_stereo(&late, delay, 0.28);
}

/// How loud a sound is for where it is heard, as a factor.
pub(super) fn level(heard: Heard) -> f32 {
    if heard.far { db(FAR_DB) } else { 1.0 }
}
