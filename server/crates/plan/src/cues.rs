//! The sounds under a shot: each from its words, or all of them from what is seen.

mod moment;

use crate::{Brief, MixCue, Step, Work, fingerprint, makers::HeardBy, work};
use model::{Cue, CueKind, ModelChoice, RecordingSpec, Shot, SoundSpec};

/// The steps that make a shot's sounds, and where each of them lies under its take. Where the take comes with a sound of its own, that
/// takes the place of the ambiences.
pub(crate) fn steps(brief: &Brief<'_>, shot: &Shot, footage: &Step) -> (Vec<Step>, Vec<MixCue>) {
    let (seconds, video) = match &footage.work {
        Work::Footage { spec } => (spec.seconds, &spec.model),
        _ => (shot.seconds, &brief.settings.video),
    };
    // A take that a person chose may be anybody's.
    let sounds = shot.footage.is_none() && brief.makers.films_with_sound(video);
    let wanted: Vec<&Cue> = shot.cues.iter().filter(|cue| !(sounds && cue.kind == CueKind::Ambience)).collect();
    match brief.makers.heard_by(video, &brief.settings.sound) {
        HeardBy::Words(model) => {
            let steps: Vec<Step> = wanted
                .iter()
                .map(|cue| recorded(cue).unwrap_or_else(|| from_words(brief, &model, shot, cue, seconds)))
                .collect();
            let mixed = placed(brief, shot, &wanted, &steps, seconds);
            (steps, mixed)
        }
        HeardBy::Footage(model) => {
            let (own, wanted): (Vec<&Cue>, Vec<&Cue>) = wanted.iter().partition(|cue| cue.recording.is_some());
            let recordings: Vec<Step> = own.iter().filter_map(|cue| recorded(cue)).collect();
            let mut mixed = placed(brief, shot, &own, &recordings, seconds);
            let made = from_footage(brief, model, &wanted, footage, seconds);
            let (made, heard): (Vec<Step>, Vec<MixCue>) = made.into_iter().unzip();
            mixed.splice(0..0, heard);
            (made.into_iter().chain(recordings).collect(), mixed)
        }
    }
}

fn step(brief: &Brief<'_>, cue: &Cue, spec: SoundSpec) -> Step {
    Step {
        fingerprint: fingerprint("sound", brief.makers.version(&spec.model), &spec),
        work: Work::Cue { cue: cue.id, spec },
    }
}

/// The step that takes a person's recording, where there is one in the sound's place.
fn recorded(cue: &Cue) -> Option<Step> {
    let recording = cue.recording.clone()?;
    let spec = RecordingSpec { recording, text: String::new(), speaker: String::new() };
    Some(work::recorded("sound", None, spec))
}

fn from_words(brief: &Brief<'_>, model: &ModelChoice, shot: &Shot, cue: &Cue, seconds: f64) -> Step {
    // Who is paid is told no more than before: nothing is bought again.
    let ours = brief.makers.version(model) > 0 && brief.settings.sound_design.is_placed();
    let spec = SoundSpec {
        model: model.clone(),
        sound: cue.sound.trim().to_owned(),
        ambience: cue.kind == CueKind::Ambience,
        seconds,
        take: cue.take,
        footage: None,
        heard: ours.then(|| moment::heard(shot, cue)),
    };
    step(brief, cue, spec)
}

fn placed(brief: &Brief<'_>, shot: &Shot, cues: &[&Cue], steps: &[Step], seconds: f64) -> Vec<MixCue> {
    let effects = cues.iter().filter(|cue| cue.kind == CueKind::Effect).count();
    let mut effect = 0;
    let told = |cue: &Cue| brief.settings.sound_design.is_placed().then(|| moment::told(shot, cue, seconds)).flatten();
    let place = |(cue, step): (&&Cue, &Step)| {
        let ambience = cue.kind == CueKind::Ambience;
        let spread = spread(effect, effects, seconds);
        effect += usize::from(!ambience);
        let at = if ambience { 0.0 } else { cue.at.or_else(|| told(cue)).unwrap_or(spread).clamp(0.0, seconds) };
        MixCue { made: step.fingerprint.clone(), ambience, at, gain_db: cue.gain_db }
    };
    cues.iter().zip(steps).map(place).collect()
}

/// Effects without a moment of their own are spread over the shot, the first one early.
pub(crate) fn spread(nth: usize, effects: usize, seconds: f64) -> f64 {
    seconds * (nth as f64 + 0.25) / (effects.max(1) as f64 + 0.25)
}

/// One sound for the whole take; none where a person wants none. It is as loud as the loudest of those that it stands for, and when
/// each of them is heard, the picture says.
fn from_footage(
    brief: &Brief<'_>,
    model: ModelChoice,
    cues: &[&Cue],
    footage: &Step,
    seconds: f64,
) -> Option<(Step, MixCue)> {
    let first = cues.first()?;
    let words: Vec<&str> = cues.iter().map(|cue| cue.sound.trim()).filter(|words| !words.is_empty()).collect();
    let spec = SoundSpec {
        model,
        sound: words.join(", "),
        ambience: false,
        seconds,
        take: cues.iter().map(|cue| cue.take).sum(),
        footage: Some(footage.fingerprint.to_string()),
        heard: None,
    };
    let step = step(brief, first, spec);
    let gain_db = cues.iter().map(|cue| cue.gain_db).fold(f64::NEG_INFINITY, f64::max);
    let mixed = MixCue { made: step.fingerprint.clone(), ambience: false, at: 0.0, gain_db };
    Some((step, mixed))
}
