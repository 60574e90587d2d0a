//! From a shot's spec to the steps that make its clip.

use crate::{Fingerprint, LineSlot, cues, fingerprint, lips, pictures, shot_seconds, shot_slots};
use model::{
    CameraMove, Character, CueId, FacesSpec, Figure, Line, LineId, LineKind, LipsSpec, ModelChoice, PictureSpec,
    ProjectSettings, PromptList, RecordingSpec, ScoreSpec, Shot, SoundSpec, SpeechSpec, Staging, VideoSpec, Voice,
    view::VideoTakes,
};
use serde::{Deserialize, Serialize};

/// The name under which a narrator's voice is cast.
const NARRATOR: &str = "Narrator";

/// What the plan must know of the makers.
pub trait Makers: Sync {
    /// Raised whenever a maker of ours gives another result for the same spec. 0 for outside services.
    fn version(&self, model: &ModelChoice) -> u32;
    /// The length nearest to `seconds` that a video model can film, never shorter where it can be helped.
    fn fit_seconds(&self, model: &ModelChoice, seconds: f64) -> f64;
    /// Raised whenever the mix of a clip changes.
    fn mix_version(&self) -> u32;
    /// The model draws from the staging, not from the prompt.
    fn draws(&self, model: &ModelChoice) -> bool;
    /// What a video model takes beside the prompt.
    fn takes(&self, _model: &ModelChoice) -> VideoTakes {
        VideoTakes::default()
    }
    /// As `fit_seconds`, for a video that starts from a picture and ends as it likes.
    fn fit_seconds_from_picture(&self, model: &ModelChoice, seconds: f64) -> f64 {
        self.fit_seconds(model, seconds)
    }
    /// Who finds faces in the videos of a video model and moves their mouths, where `lips` was chosen to; `None` where it cannot.
    fn lips(&self, _video: &ModelChoice, _lips: &ModelChoice) -> Option<LipsMakers> {
        None
    }
    /// The videos of this model come with sound.
    fn films_with_sound(&self, _video: &ModelChoice) -> bool {
        false
    }
    /// Who makes the sounds under the videos of a video model, where `sound` was chosen to.
    fn heard_by(&self, _video: &ModelChoice, sound: &ModelChoice) -> HeardBy {
        HeardBy::Words(sound.clone())
    }
}

/// Who makes sounds, and from what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeardBy {
    /// Each sound is made from its words.
    Words(ModelChoice),
    /// One sound for the whole shot is made from what is seen in the take, told what to listen for.
    Footage(ModelChoice),
}

/// The models that move lips: one finds the faces, the other moves a mouth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LipsMakers {
    /// `None` where the other one looks for the speaker itself.
    pub faces: Option<ModelChoice>,
    pub lips: ModelChoice,
}

/// What a shot is made in the light of: the film it belongs to.
#[derive(Clone, Copy)]
pub struct Brief<'a> {
    pub settings: &'a ProjectSettings,
    /// The list's head; its shots are not looked at.
    pub head: &'a PromptList,
    pub makers: &'a dyn Makers,
}

/// One step: what to make and the name it will have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    pub fingerprint: Fingerprint,
    pub work: Work,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "work", rename_all = "snake_case")]
pub enum Work {
    Line {
        line: LineId,
        spec: SpeechSpec,
    },
    /// What the footage starts from.
    Picture {
        spec: PictureSpec,
    },
    Footage {
        spec: VideoSpec,
    },
    Cue {
        /// Of a sound for the whole shot, the first.
        cue: CueId,
        spec: SoundSpec,
    },
    /// A person's recording, in the place of a line's voice or of a sound.
    Recording {
        /// The line that it is of; `None` for a sound.
        line: Option<LineId>,
        spec: RecordingSpec,
    },
    Faces {
        spec: FacesSpec,
    },
    Lips {
        spec: LipsSpec,
    },
    Mix {
        spec: MixSpec,
    },
    /// The film's music.
    Score {
        spec: ScoreSpec,
    },
    /// All clips, joined. Which ones is read when it runs.
    Film,
}

impl Work {
    /// Who makes it; `None` for what the studio puts together itself.
    pub const fn model(&self) -> Option<&ModelChoice> {
        match self {
            Self::Picture { spec } => Some(&spec.model),
            Self::Footage { spec } => Some(&spec.model),
            Self::Line { spec, .. } => Some(&spec.model),
            Self::Cue { spec, .. } => Some(&spec.model),
            Self::Faces { spec } => Some(&spec.model),
            Self::Lips { spec } => Some(&spec.model),
            Self::Score { spec } => Some(&spec.model),
            Self::Recording { .. } | Self::Mix { .. } | Self::Film => None,
        }
    }

    /// What it is part of, in one word for a bill; `None` for what never costs anything.
    pub const fn stage(&self) -> Option<&'static str> {
        match self {
            Self::Picture { .. } => Some("pictures"),
            Self::Footage { .. } => Some("footage"),
            Self::Line { .. } => Some("voices"),
            Self::Cue { .. } => Some("sounds"),
            Self::Faces { .. } | Self::Lips { .. } => Some("lips"),
            Self::Score { .. } => Some("music"),
            Self::Recording { .. } | Self::Mix { .. } | Self::Film => None,
        }
    }

    /// What is being done, for a person.
    pub const fn doing(&self) -> &'static str {
        match self {
            Self::Line { .. } => "speaking a line",
            Self::Picture { .. } => "drawing a picture",
            Self::Footage { .. } => "filming",
            Self::Cue { .. } => "making a sound",
            Self::Recording { .. } => "taking a recording",
            Self::Faces { .. } => "looking for faces",
            Self::Lips { .. } => "moving lips",
            Self::Mix { .. } => "mixing",
            Self::Score { .. } => "composing the music",
            Self::Film => "joining the film",
        }
    }
}

/// A clip's ingredients, by their fingerprints.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixSpec {
    pub width: u32,
    pub height: u32,
    pub fps: u32,
    /// The picture: the take, or the take with its lips moved.
    pub footage: Fingerprint,
    /// The take behind a picture whose lips were moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filmed: Option<Fingerprint>,
    pub trim_start: f64,
    pub trim_end: f64,
    pub lines: Vec<MixLine>,
    pub cues: Vec<MixCue>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixLine {
    pub made: Fingerprint,
    pub line: Option<LineId>,
    /// When it should start, in seconds from the take's start; later when the line before it runs over.
    pub start: f64,
    pub gain_db: f64,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MixCue {
    pub made: Fingerprint,
    pub ambience: bool,
    /// Seconds from the take's start.
    pub at: f64,
    pub gain_db: f64,
}

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

pub(crate) fn is_spoken(line: &Line) -> bool {
    line.text.chars().any(char::is_alphanumeric)
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
    let spec = SpeechSpec {
        model: brief.settings.speech.clone(),
        text: line.text.trim().to_owned(),
        voice: Voice {
            id: chosen_voice(brief, line).map(str::to_owned),
            character: name.to_owned(),
            sex: character.sex,
            age: character.age,
            language: language(brief.settings, name, character),
        },
        delivery: line.delivery,
        speed: line.speed,
        take: line.take,
    };
    Step {
        fingerprint: fingerprint("line_take", brief.makers.version(&spec.model), &spec),
        work: Work::Line { line: line.id, spec },
    }
}

/// The language that somebody speaks: what a person chose, else what the script tells.
fn language(settings: &ProjectSettings, name: &str, character: &Character) -> String {
    let chosen = settings.languages.get(name).or(character.accent.as_ref()).or(settings.language.as_ref());
    chosen.cloned().unwrap_or_else(|| "en".to_owned())
}

/// A recording in the place of what would be made.
pub(crate) fn recorded(kind: &str, line: Option<LineId>, spec: RecordingSpec) -> Step {
    Step { fingerprint: fingerprint(kind, 0, &spec), work: Work::Recording { line, spec } }
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

/// The shot as the set designer of the animatic needs it.
pub fn staging(brief: &Brief<'_>, shot: &Shot, slots: &[LineSlot]) -> Staging {
    let figures = shot
        .cast
        .iter()
        .map(|name| {
            let unknown = Character { name: name.clone(), ..Character::default() };
            let character = brief.head.character(name).unwrap_or(&unknown);
            let speaking = shot
                .lines
                .iter()
                .zip(slots)
                .filter(|(line, _)| line.speaker.as_deref() == Some(name) && !line.off_screen)
                .map(|(_, slot)| (slot.start, slot.end))
                .collect();
            Figure {
                name: name.clone(),
                description: character.looks_in(&shot.scene).to_owned(),
                sex: character.sex,
                age: character.age,
                focus: shot.focus.as_ref() == Some(name),
                speaking,
            }
        })
        .collect();
    Staging {
        place: shot.place.clone(),
        framing: shot.framing,
        camera: shot.camera,
        action: shot.action.clone(),
        figures,
        props: shot.props.clone(),
        mood: shot.mood,
        style: brief.settings.style,
    }
}
