//! Beds and effects, synthesised.

mod beds;
mod effects;
mod parts;
mod recipes;
mod space;
mod throats;
mod words;

use crate::{
    Sound,
    dsp::{Biquad, Rng, Stereo, db, frames, hash, limit},
    sound::frames_of,
};
use model::SoundSpec;

/// Raised whenever the same words give another sound.
pub const FOLEY_VERSION: u32 = 3;

/// How loud beds and effects are: beds in LUFS over their length, effects in LUFS at their loudest moment.
const BED_LUFS: f64 = -31.0;
const EFFECT_LUFS: f64 = -21.0;
const CEILING: f32 = 0.7;

/// Makes the sound that the words name. A bed (`ambience`) is exactly `seconds` long; an effect lasts as long as it does in
/// life, and `seconds` at most. Unknown words give the nearest fitting sound. The same spec gives the same samples.
pub fn foley(spec: &SoundSpec) -> Sound {
    let kind = words::find(&spec.sound, spec.ambience);
    let seed = hash(&spec.sound.to_lowercase()) ^ u64::from(spec.take).wrapping_mul(0x9e37_79b9);
    let mut rng = Rng::new(seed);
    let length = frames_of(spec.seconds.clamp(0.2, 600.0));
    let mut stereo = match kind {
        words::Kind::Bed(bed) => beds::make(bed, length, &mut rng),
        words::Kind::Recipe(recipe) => {
            let lasts = spec.ambience && recipe.lasts();
            let mut one = recipes::make(recipe, lasts.then_some(length as f32 / crate::dsp::SR), &mut rng);
            one.resize(one.len().min(length));
            if spec.ambience && !lasts { scattered(&one, length, &mut rng) } else { one }
        }
        words::Kind::Effect(effect) => {
            let mut one = effects::make(effect, length as f32 / crate::dsp::SR, &mut rng);
            one.resize(one.len().min(length));
            if spec.ambience { scattered(&one, length, &mut rng) } else { one }
        }
    };
    if spec.ambience || matches!(kind, words::Kind::Bed(_)) {
        stereo.resize(length);
    } else if let Some(heard) = spec.heard {
        space::place(&mut stereo, heard);
        stereo.resize(stereo.len().min(length));
    }
    // What no loudspeaker plays only takes room.
    Biquad::high_pass(24.0, 0.7).run(&mut stereo.left);
    Biquad::high_pass(24.0, 0.7).run(&mut stereo.right);
    stereo.fade(0.01, 0.03);
    let sound = Sound::from_stereo(&stereo);
    let (target, loudness) =
        if spec.ambience { (BED_LUFS, sound.loudness()) } else { (EFFECT_LUFS, sound.loudest_moment()) };
    if let Some(loudness) = loudness {
        let placed = spec.heard.filter(|_| !spec.ambience).map_or(1.0, space::level);
        stereo.scale(db((target - loudness).clamp(-60.0, 60.0) as f32) * placed);
    }
    limit(&mut stereo, CEILING);
    Sound::from_stereo(&stereo)
}

/// An effect as a bed: it happens again and again.
fn scattered(one: &Stereo, length: usize, rng: &mut Rng) -> Stereo {
    let mut bed = Stereo::new(length);
    let mut at = rng.range(0.2, 1.0);
    while frames(at) < length {
        bed.add_stereo(one, at, rng.range(0.5, 1.0));
        at += one.len() as f32 / crate::dsp::SR + rng.range(0.6, 3.0);
    }
    bed
}

/// Whether the words name a sound that is known, rather than falling back to a neutral one.
pub fn recognises(text: &str) -> bool {
    words::known(text)
}

/// Every sound there is, by its plain name.
pub fn known_sounds() -> Vec<&'static str> {
    words::names()
}
