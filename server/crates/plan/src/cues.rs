//! The sounds under a shot: each from its words, or all of them from what is seen.

use crate::{Brief, MixCue, Step, Work, fingerprint, steps::HeardBy};
use model::{Cue, CueKind, ModelChoice, Shot, SoundSpec};

/// The steps that make a shot's sounds, and where each of them lies under its take.
pub(crate) fn steps(brief: &Brief<'_>, shot: &Shot, footage: &Step) -> (Vec<Step>, Vec<MixCue>) {
    let (seconds, video) = match &footage.work {
        Work::Footage { spec } => (spec.seconds, &spec.model),
        _ => (shot.seconds, &brief.settings.video),
    };
    match brief.makers.heard_by(video, &brief.settings.sound) {
        HeardBy::Words(model) => {
            let steps: Vec<Step> = shot.cues.iter().map(|cue| from_words(brief, &model, cue, seconds)).collect();
            let mixed = placed(shot, &steps, seconds);
            (steps, mixed)
        }
        HeardBy::Footage(model) => from_footage(brief, model, shot, footage, seconds).into_iter().unzip(),
    }
}

fn step(brief: &Brief<'_>, cue: &Cue, spec: SoundSpec) -> Step {
    Step {
        fingerprint: fingerprint("sound", brief.makers.version(&spec.model), &spec),
        work: Work::Cue { cue: cue.id, spec },
    }
}

fn from_words(brief: &Brief<'_>, model: &ModelChoice, cue: &Cue, seconds: f64) -> Step {
    let spec = SoundSpec {
        model: model.clone(),
        sound: cue.sound.trim().to_owned(),
        ambience: cue.kind == CueKind::Ambience,
        seconds,
        take: cue.take,
        footage: None,
    };
    step(brief, cue, spec)
}

fn placed(shot: &Shot, steps: &[Step], seconds: f64) -> Vec<MixCue> {
    let effects = shot.cues.iter().filter(|cue| cue.kind == CueKind::Effect).count();
    let mut effect = 0;
    let place = |(cue, step): (&Cue, &Step)| {
        let ambience = cue.kind == CueKind::Ambience;
        // Effects without a moment of their own are spread over the shot, the first one early.
        let spread = seconds * (effect as f64 + 0.25) / (effects.max(1) as f64 + 0.25);
        effect += usize::from(!ambience);
        let at = if ambience { 0.0 } else { cue.at.unwrap_or(spread).clamp(0.0, seconds) };
        MixCue { made: step.fingerprint.clone(), ambience, at, gain_db: cue.gain_db }
    };
    shot.cues.iter().zip(steps).map(place).collect()
}

/// One sound for the whole take; none where a person wants none. It is as loud as the loudest of those that it stands for, and when
/// each of them is heard, the picture says.
fn from_footage(
    brief: &Brief<'_>,
    model: ModelChoice,
    shot: &Shot,
    footage: &Step,
    seconds: f64,
) -> Option<(Step, MixCue)> {
    let first = shot.cues.first()?;
    let words: Vec<&str> = shot.cues.iter().map(|cue| cue.sound.trim()).filter(|words| !words.is_empty()).collect();
    let spec = SoundSpec {
        model,
        sound: words.join(", "),
        ambience: false,
        seconds,
        take: shot.cues.iter().map(|cue| cue.take).sum(),
        footage: Some(footage.fingerprint.to_string()),
    };
    let step = step(brief, first, spec);
    let gain_db = shot.cues.iter().map(|cue| cue.gain_db).fold(f64::NEG_INFINITY, f64::max);
    let mixed = MixCue { made: step.fingerprint.clone(), ambience: false, at: 0.0, gain_db };
    Some((step, mixed))
}
