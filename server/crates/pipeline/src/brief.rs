//! From a project's row to what the plan needs.

use crate::Error;
use model::{LipsSpec, ModelChoice, ProjectSettings, PromptList, Shot, view::VideoTakes};
use plan::{Brief, HeardBy, LipsMakers, Makers, Step, Work};
use providers::{Kind, Registry};
use store::{projects::ProjectRow, shots::ShotRow};

/// What the plan must know of the makers, from the registry and the catalogue.
pub(crate) struct Known<'a>(pub(crate) &'a Registry);

impl Makers for Known<'_> {
    fn version(&self, model: &ModelChoice) -> u32 {
        self.0.version(model)
    }

    fn fit_seconds(&self, model: &ModelChoice, seconds: f64) -> f64 {
        self.0.fit_seconds(model, seconds)
    }

    fn mix_version(&self) -> u32 {
        media::MIX_VERSION
    }

    fn draws(&self, model: &ModelChoice) -> bool {
        self.0.draws(model)
    }

    fn takes(&self, model: &ModelChoice) -> VideoTakes {
        self.0.takes(model)
    }

    fn fit_seconds_from_picture(&self, model: &ModelChoice, seconds: f64) -> f64 {
        self.0.fit_seconds_from_picture(model, seconds)
    }

    fn films_with_sound(&self, video: &ModelChoice) -> bool {
        self.0.films_with_sound(video)
    }

    fn heard_by(&self, video: &ModelChoice, sound: &ModelChoice) -> HeardBy {
        if !self.0.hears_footage(sound) {
            return HeardBy::Words(sound.clone());
        }
        // It knows no videos but its own; in the others, it is told what is heard.
        if video.provider == sound.provider {
            return HeardBy::Footage(sound.clone());
        }
        HeardBy::Words(self.0.sound_from_words(&sound.provider).unwrap_or_else(ModelChoice::foley))
    }

    fn lips(&self, video: &ModelChoice, lips: &ModelChoice) -> Option<LipsMakers> {
        if video.provider != lips.provider {
            return None;
        }
        let look = || self.0.catalogue().default_model(&lips.provider, Kind::Faces);
        let faces = if self.0.finds_speaker(lips) { None } else { Some(look()?) };
        Some(LipsMakers { faces, lips: lips.clone() })
    }
}

/// A project's settings and the head of its prompt list, read from its row.
pub(crate) struct Project {
    pub(crate) row: ProjectRow,
    pub(crate) settings: ProjectSettings,
    pub(crate) head: PromptList,
}

impl Project {
    pub(crate) fn read(row: ProjectRow) -> Result<Self, Error> {
        let settings = serde_json::from_value(row.settings.clone())?;
        let head = serde_json::from_value(row.head.clone())?;
        Ok(Self { row, settings, head })
    }

    /// The steps of a shot's clip, by the makers whose turn it is: those that were chosen, or, after they failed, those that
    /// take over; and from the take that stays in the film where the shot could not be filmed anew.
    pub(crate) fn steps(&self, makers: &dyn Makers, row: &ShotRow, shot: &Shot) -> Vec<Step> {
        let turn = usize::try_from(row.fallback).ok().and_then(|turn| turn.checked_sub(1));
        let other = turn.and_then(|turn| self.settings.fallbacks.get(turn));
        let as_chosen = other.is_none() && row.kept_take.is_none();
        if as_chosen && !row.own_speech && !row.own_sound && row.unsynced.is_none() {
            return plan::shot_steps(&self.brief(makers), shot, row.stand_in);
        }
        let mut settings = self.settings.clone();
        let mut shot = shot.clone();
        if let Some(other) = other {
            shot.video = Some(other.clone());
        }
        if row.kept_take.is_some() {
            shot.footage.clone_from(&row.kept_take);
        }
        if row.own_speech {
            settings.speech = ModelChoice::espeak();
        }
        if row.own_sound {
            settings.sound = ModelChoice::foley();
        }
        if row.unsynced.is_some() {
            settings.lips = None;
        }
        plan::shot_steps(&Brief { settings: &settings, head: &self.head, makers }, &shot, row.stand_in)
    }

    /// How a shot's lips are moved by those whose turn it is, whether or not that could be done; `None` where they are not to be.
    pub(crate) fn lips_step(&self, makers: &dyn Makers, row: &ShotRow, shot: &Shot) -> Option<LipsSpec> {
        self.settings.lips.as_ref()?;
        let row = ShotRow { unsynced: None, ..row.clone() };
        self.steps(makers, &row, shot).into_iter().find_map(|step| match step.work {
            Work::Lips { spec } => Some(spec),
            _ => None,
        })
    }

    /// The steps of a shot's clip as it was chosen to be made, whatever failed.
    pub(crate) fn chosen_steps(&self, makers: &dyn Makers, shot: &Shot) -> Vec<Step> {
        plan::shot_steps(&self.brief(makers), shot, false)
    }

    /// The place of a maker in the chain of those that film a shot: 0 is the one that was chosen, and stands for all that are not in it.
    pub(crate) fn turn_of(&self, shot: &Shot, provider: &str, model: &str) -> i32 {
        let chosen = shot.video.as_ref().unwrap_or(&self.settings.video);
        let mut chain = std::iter::once(chosen).chain(&self.settings.fallbacks);
        let turn = chain.position(|maker| maker.provider == provider && maker.model == model);
        turn.and_then(|turn| i32::try_from(turn).ok()).unwrap_or_default()
    }

    pub(crate) fn brief<'a>(&'a self, makers: &'a dyn Makers) -> Brief<'a> {
        Brief { settings: &self.settings, head: &self.head, makers }
    }
}

pub(crate) fn shot(row: &ShotRow) -> Result<Shot, Error> {
    let mut shot: Shot = serde_json::from_value(row.spec.clone())?;
    shot.id = row.shot();
    Ok(shot)
}

/// The step that makes the shot's clip, when its lines are known.
pub(crate) fn clip_step(steps: &[Step]) -> Option<&Step> {
    steps.last().filter(|step| matches!(step.work, Work::Mix { .. }))
}
