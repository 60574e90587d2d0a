//! From a shot's spec to the steps that make its clip.

use crate::{
    Brief, Fingerprint, LineSlot, MixLine, MixSpec, Step, Work, cues, fingerprint, layout::is_spoken, lips, pictures,
    shot_seconds, shot_slots, staging, work::recorded,
};
use model::{
    CameraMove, Character, Line, LineKind, ModelChoice, ProjectSettings, RecordingSpec, Shot, SpeechSpec, VideoSpec,
    Voice,
};

/// The name under which a narrator's voice is cast.
const NARRATOR: &str = "Narrator";
/// How many of a film's people are looked at so that no two sound alike.
const MOST_CAST: usize = 150;

/// The steps from the shot's spec to its clip, in order; the last one makes the clip. While a line was never spoken, only the lines are
/// listed: how long they are decides the rest.
///
/// `stand_in` draws the animatic in place of the chosen video model.
pub fn shot_steps(brief: &Brief<'_>, shot: &Shot, stand_in: bool) -> Vec<Step> {
    let mut steps: Vec<Step> =
        shot.lines.iter().filter(|line| is_spoken(line)).map(|line| line_step(brief, line)).collect();
    if shot.lines.iter().any(|line| is_spoken(line) && line.cut_to.is_none()) {
        return steps;
    }
    let slots = shot_slots(shot);
    let (picture, footage) = footage_steps(brief, shot, &slots, stand_in);
    let lines: Vec<MixLine> = steps
        .iter()
        .zip(shot.lines.iter().zip(&slots).filter(|(line, _)| is_spoken(line)))
        .map(|(step, (line, slot))| MixLine {
            made: step.fingerprint.clone(),
            line: Some(line.id),
            start: slot.start,
            gain_db: line.gain_db,
            through: line.through,
        })
        .collect();
    let (cue_steps, cues) = cues::steps(brief, shot, &footage);
    let (width, height) = brief.settings.size();
    let moved = if stand_in { None } else { lips::steps(brief, shot, &footage, &lines) };
    let shown = moved.as_ref().map_or(&footage, |(_, lips)| lips);
    let mix = MixSpec {
        width,
        height,
        fps: brief.settings.fps,
        footage: shown.fingerprint.clone(),
        filmed: moved.as_ref().map(|_| footage.fingerprint.clone()),
        trim_start: shot.trim_start,
        trim_end: shot.trim_end,
        lines,
        cues,
    };
    steps.extend(picture);
    steps.push(footage);
    if let Some((faces, lips)) = moved {
        steps.extend(faces);
        steps.push(lips);
    }
    steps.extend(cue_steps);
    steps.push(mix_step(brief, mix));
    steps
}

fn mix_step(brief: &Brief<'_>, spec: MixSpec) -> Step {
    // Ids say where a line is shown, not how it sounds.
    let mut inputs = spec.clone();
    for line in &mut inputs.lines {
        line.line = None;
    }
    Step { fingerprint: fingerprint("clip", brief.makers.mix_version(), &inputs), work: Work::Mix { spec } }
}

/// Under which name the voice of a line is cast.
fn speaker(line: &Line) -> &str {
    match (&line.speaker, line.kind) {
        (Some(name), _) => name,
        (None, LineKind::Narration) => NARRATOR,
        (None, _) => "",
    }
}

/// The voice that a person chose for a line: its own, else its speaker's. `None` where the voice is cast by its maker, as it is for a line
/// whose own voice is empty.
pub fn chosen_voice<'a>(brief: &Brief<'a>, line: &'a Line) -> Option<&'a str> {
    let name = speaker(line);
    let of_speaker = || {
        let character = || brief.head.character(name)?.voice.as_ref();
        brief.settings.voices.get(name).or_else(character)
    };
    line.voice.as_ref().or_else(of_speaker).map(String::as_str).filter(|voice| !voice.is_empty())
}

fn line_step(brief: &Brief<'_>, line: &Line) -> Step {
    let name = speaker(line);
    if let Some(recording) = &line.recording {
        let (text, speaker) = (line.text.trim().to_owned(), name.to_owned());
        let spec = RecordingSpec { recording: recording.clone(), text, speaker };
        return recorded("line_take", Some(line.id), spec);
    }
    let unknown = Character::default();
    let character = brief.head.character(name).unwrap_or(&unknown);
    let (text, language) = (line.text.trim().to_owned(), language(brief.settings, name, character));
    let say = spoken::said(&text, &language, &brief.head.names);
    let mut voice = Voice {
        id: chosen_voice(brief, line).map(str::to_owned),
        character: name.to_owned(),
        sex: character.sex,
        age: character.age,
        language,
    };
    if voice.id.is_none() && brief.makers.casts(&brief.settings.speech) {
        voice.id = brief.makers.cast(&brief.settings.speech, &people(brief), &voice);
    }
    let spec = SpeechSpec {
        model: brief.settings.speech.clone(),
        text,
        voice,
        delivery: line.delivery,
        speed: line.speed,
        take: line.take,
        say,
    };
    Step { fingerprint: line_name(brief, &spec), work: Work::Line { line: line.id, spec } }
}

/// What our own voices say is part of a line's name. Of a line that is bought, or that bought lips move to, only what a person told of
/// its names is: the rules that write numbers out may become better, and nothing is bought again for that.
fn line_name(brief: &Brief<'_>, spec: &SpeechSpec) -> Fingerprint {
    let version = brief.makers.version(&spec.model);
    let bought = version == 0 || brief.settings.lips.is_some();
    let say = if bought { spoken::said_names(&spec.text, &brief.head.names) } else { spec.say.clone() };
    fingerprint("line_take", version, &SpeechSpec { say, ..spec.clone() })
}

/// Those of the film's people who come first, with the voices that were chosen for them.
fn people(brief: &Brief<'_>) -> Vec<Voice> {
    let chosen = |character: &Character| {
        let own = brief.settings.voices.get(&character.name).or(character.voice.as_ref());
        own.filter(|voice| !voice.is_empty()).cloned()
    };
    let of = |character: &Character| Voice {
        id: chosen(character),
        character: character.name.clone(),
        sex: character.sex,
        age: character.age,
        language: language(brief.settings, &character.name, character),
    };
    brief.head.characters.iter().take(MOST_CAST).map(of).collect()
}

/// The language that somebody speaks: what a person chose, else what the script tells.
fn language(settings: &ProjectSettings, name: &str, character: &Character) -> String {
    let chosen = settings.languages.get(name).or(character.accent.as_ref()).or(settings.language.as_ref());
    chosen.cloned().unwrap_or_else(|| "en".to_owned())
}

/// The take, and before it the picture that it starts from where one is drawn for it.
fn footage_steps(brief: &Brief<'_>, shot: &Shot, slots: &[LineSlot], stand_in: bool) -> (Option<Step>, Step) {
    let settings = brief.settings;
    let model = match (&shot.video, stand_in) {
        (_, true) => ModelChoice::animatic(),
        (Some(own), false) => own.clone(),
        (None, false) => settings.video.clone(),
    };
    let draws = brief.makers.draws(&model);
    let takes = brief.makers.takes(&model);
    let (width, height) = settings.size();
    // A take that a person chose is in the film, whatever the shot says now.
    let chosen = shot.footage.clone().filter(|_| !stand_in).map(Fingerprint);
    let own = shot.first_frame.clone().filter(|_| takes.first_frame);
    let drawn = pictures::step(brief, shot).filter(|_| takes.first_frame && own.is_none() && chosen.is_none());
    let first_frame = own.or_else(|| drawn.as_ref().map(|step| step.fingerprint.to_string()));
    let last_frame = shot.last_frame.clone().filter(|_| takes.last_frame && first_frame.is_some());
    let seconds = match (&first_frame, &last_frame) {
        (Some(_), None) => brief.makers.fit_seconds_from_picture(&model, shot_seconds(shot)),
        _ => brief.makers.fit_seconds(&model, shot_seconds(shot)),
    };
    let spec = VideoSpec {
        seconds,
        prompt: if draws { String::new() } else { shot.prompt.trim().to_owned() },
        width,
        height,
        fps: settings.fps,
        take: shot.take,
        staging: draws.then(|| staging(brief, shot, slots)),
        camera: Some(shot.camera)
            .filter(|camera| takes.camera && *camera != CameraMove::Static && last_frame.is_none()),
        avoid: if takes.avoid { settings.avoid.trim().to_owned() } else { String::new() },
        references: pictures::references(brief, shot, takes),
        elements: if takes.references || first_frame.is_some() {
            pictures::elements(brief, shot, takes)
        } else {
            Vec::new()
        },
        first_frame,
        last_frame,
        model,
    };
    let name = chosen.unwrap_or_else(|| fingerprint("take", brief.makers.version(&spec.model), &spec));
    (drawn, Step { fingerprint: name, work: Work::Footage { spec } })
}
