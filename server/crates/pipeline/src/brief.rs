//! From a project's row to what the plan needs.

use crate::Error;
use model::{ClipState, LipsSpec, ModelChoice, ProjectSettings, PromptList, Shot, ShotId, Voice, view::VideoTakes};
use plan::{Brief, Fingerprint, HeardBy, LipsMakers, Makers, Step, Work};
use providers::{Kind, Registry};
use store::{
    projects::ProjectRow,
    shots::{Chain, OWN, ShotRow},
};

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

    fn casts(&self, speech: &ModelChoice) -> bool {
        self.0.casts(speech)
    }

    fn cast(&self, speech: &ModelChoice, people: &[Voice], who: &Voice) -> Option<String> {
        self.0.cast(speech, people, who)
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

/// What a shot may need.
pub(crate) struct Foreseen {
    pub(crate) shot: ShotId,
    /// By the makers whose turn it is.
    pub(crate) now: Vec<Step>,
    /// With the wanted maker of each chain first.
    pub(crate) anew: Vec<Step>,
    /// The chains in which another than the wanted maker has its turn.
    others: Vec<Chain>,
}

impl Foreseen {
    /// What it needs: who took over in a chain keeps its turn where all that it makes is made already (`with_turns_begun`), and else the
    /// wanted maker is the first.
    pub(crate) fn steps(self, is_made: impl Fn(&Fingerprint) -> bool) -> Vec<Step> {
        let own =
            |chain: &Chain| self.now.iter().filter(|step| chain_of(&step.work) == Some(*chain)).collect::<Vec<_>>();
        let keeps = |chain: &Chain| !own(chain).is_empty() && own(chain).iter().all(|step| is_made(&step.fingerprint));
        if self.others.iter().all(keeps) { self.now } else { self.anew }
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

    /// The shots that the run is to film; `None` is the whole film.
    pub(crate) fn only(&self) -> Option<&[uuid::Uuid]> {
        self.row.only_shots.as_deref()
    }

    /// The steps of a shot's clip, by the makers whose turn it is: those that were chosen, or, after they failed, those that
    /// take over; and from the take that stays in the film where the shot could not be filmed anew.
    pub(crate) fn steps(&self, makers: &Known<'_>, row: &ShotRow, shot: &Shot) -> Vec<Step> {
        self.by_turn(makers, row, shot, |brief, shot| plan::shot_steps(brief, shot, row.stand_in))
    }

    /// As [`Self::steps`], also those that follow from lines that were never spoken, as far as they can be foreseen.
    pub(crate) fn foreseen_steps(&self, makers: &Known<'_>, row: &ShotRow, shot: &Shot) -> Vec<Step> {
        self.by_turn(makers, row, shot, plan::foreseen_steps)
    }

    /// The steps of a shot that is to be made, for its price: by the makers whose turn it is, and as they are when every chain begins anew.
    pub(crate) fn foreseen_in_turn(&self, makers: &Known<'_>, row: &ShotRow, shot: &Shot) -> Foreseen {
        // What has failed is asked for at the wanted maker first.
        let row = if row.clip_state() == ClipState::Failed { row.clone().anew() } else { row.clone() };
        let now = self.foreseen_steps(makers, &row, shot);
        let others: Vec<Chain> =
            Chain::ALL.into_iter().filter(|chain| row.turn(*chain) != 0 && !row.has_failed(*chain)).collect();
        let first = others.iter().fold(row.clone(), |row, chain| row.in_turn(*chain, 0));
        let anew = if others.is_empty() { Vec::new() } else { self.foreseen_steps(makers, &first, shot) };
        Foreseen { shot: row.shot(), anew, now, others }
    }

    /// Plans a shot in the light of the makers whose turn it is.
    fn by_turn(
        &self,
        makers: &Known<'_>,
        row: &ShotRow,
        shot: &Shot,
        plan: impl FnOnce(&Brief<'_>, &Shot) -> Vec<Step>,
    ) -> Vec<Step> {
        let other = |chain| self.takes_over(row, shot, chain);
        let (film, speech, sound) = (other(Chain::Footage), other(Chain::Speech), other(Chain::Sound));
        let as_chosen = film.is_none() && speech.is_none() && sound.is_none();
        if as_chosen && row.kept_take.is_none() && row.unsynced.is_none() {
            return plan(&self.brief(makers), shot);
        }
        let mut settings = self.settings.clone();
        let mut shot = shot.clone();
        if let Some(film) = film {
            shot.video = Some(film);
        }
        if row.kept_take.is_some() {
            shot.footage.clone_from(&row.kept_take);
        }
        if let Some(speech) = speech {
            if speech.provider != settings.speech.provider {
                self.cast_anew(makers, &speech, &mut shot);
            }
            settings.speech = speech;
        }
        if let Some(sound) = sound {
            settings.sound = sound;
        }
        if row.unsynced.is_some() {
            settings.lips = None;
        }
        plan(&Brief { settings: &settings, head: &self.head, makers }, &shot)
    }

    /// How a shot's lips are moved by those whose turn it is, whether or not that could be done; `None` where they are not to be.
    pub(crate) fn lips_step(&self, makers: &Known<'_>, row: &ShotRow, shot: &Shot) -> Option<LipsSpec> {
        self.settings.lips.as_ref()?;
        let row = ShotRow { unsynced: None, ..row.clone() };
        self.steps(makers, &row, shot).into_iter().find_map(|step| match step.work {
            Work::Lips { spec } => Some(spec),
            _ => None,
        })
    }

    /// A voice that was chosen for one service means nothing to another, which casts the character itself; but for voices that it knows.
    fn cast_anew(&self, makers: &Known<'_>, speech: &ModelChoice, shot: &mut Shot) {
        let known = makers.0.voices(&speech.provider);
        for line in &mut shot.lines {
            let chosen = plan::chosen_voice(&self.brief(makers), line);
            let voice = chosen.filter(|id| known.iter().any(|voice| voice.id == *id));
            line.voice = Some(voice.unwrap_or_default().to_owned());
        }
    }

    /// Those who can make what a chain is for, in turn: the wanted one first.
    pub(crate) fn line_up<'a>(&'a self, shot: &'a Shot, chain: Chain) -> Vec<&'a ModelChoice> {
        let settings = &self.settings;
        let (wanted, others) = match chain {
            Chain::Footage => (shot.video.as_ref().unwrap_or(&settings.video), &settings.fallbacks),
            Chain::Speech => (&settings.speech, &settings.speech_fallbacks),
            Chain::Sound => (&settings.sound, &settings.sound_fallbacks),
        };
        std::iter::once(wanted).chain(others).collect()
    }

    /// Who takes over from the wanted maker, where it is not that one's turn. A chain that was made shorter since begins anew.
    fn takes_over(&self, row: &ShotRow, shot: &Shot, chain: Chain) -> Option<ModelChoice> {
        match (row.turn(chain), chain) {
            (0, _) => None,
            (OWN, Chain::Speech) => Some(ModelChoice::espeak()),
            (OWN, Chain::Sound) => Some(ModelChoice::foley()),
            (turn, _) => self.line_up(shot, chain).get(usize::try_from(turn).ok()?).copied().cloned(),
        }
    }

    /// The place of a maker in the chain of those that film a shot: 0 is the one that was chosen, and stands for all that are not in it.
    pub(crate) fn turn_of(&self, shot: &Shot, provider: &str, model: &str) -> i32 {
        let line_up = self.line_up(shot, Chain::Footage);
        let turn = line_up.iter().position(|maker| maker.provider == provider && maker.model == model);
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

/// The chain that a step's maker is in, where it is in one.
pub(crate) const fn chain_of(work: &Work) -> Option<Chain> {
    match work {
        Work::Footage { .. } => Some(Chain::Footage),
        Work::Line { .. } => Some(Chain::Speech),
        Work::Cue { .. } => Some(Chain::Sound),
        _ => None,
    }
}

/// The step that makes the shot's clip, when its lines are known.
pub(crate) fn clip_step(steps: &[Step]) -> Option<&Step> {
    steps.last().filter(|step| matches!(step.work, Work::Mix { .. }))
}
