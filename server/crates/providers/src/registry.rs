//! Which makers there are, by the names that the catalogue gives them.

use crate::{
    Can, Catalogue, Credentials, FacesMaker, Failure, FailureClass, FootageSoundMaker, Health, Kind, LipsMaker, Model,
    PictureMaker, ScoreMaker, SoundMaker, SpeechMaker, VideoMaker, Wanted, backoff,
    builtin::{Animatic, Espeak, Foley, Natural, Sketch},
    elevenlabs,
    films::{Dialect, Fal, Films, Pollo, Replicate, Runway},
    google::Google,
    http::Lines,
    kling,
    openai::OpenAi,
    service::Service,
    text::{Described, TextMaker, Writer},
};
use media::Tools;
use model::{
    ModelChoice, MusicSpec, Voice,
    view::{VideoTakes, VoiceView},
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};
use voices::{Pack, Voices};

/// The makers of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Registry {
    catalogue: Arc<Catalogue>,
    credentials: Arc<Credentials>,
    tools: Tools,
    lines: Arc<Lines>,
    /// Where the natural voices are looked for.
    voices_folder: Option<PathBuf>,
    voices: Arc<OnceLock<Voices>>,
    described: Described,
}

impl Registry {
    pub fn new(catalogue: Catalogue, credentials: Credentials, tools: Tools) -> Self {
        let (catalogue, credentials) = (Arc::new(catalogue), Arc::new(credentials));
        let (voices_folder, voices) = (None, Arc::default());
        let described = Described::default();
        Self { catalogue, credentials, tools, lines: Arc::default(), voices_folder, voices, described }
    }

    /// The same makers, with the natural voices of a folder as soon as they are there.
    pub fn with_voices(self, folder: &Path) -> Self {
        Self { voices_folder: Some(folder.to_owned()), voices: Arc::default(), ..self }
    }

    /// The natural voices, where they are installed.
    fn natural(&self) -> Option<&Voices> {
        if let Some(voices) = self.voices.get() {
            return Some(voices);
        }
        let pack = Pack::find(self.voices_folder.as_deref()?).ok()?;
        Some(self.voices.get_or_init(|| Voices::new(pack)))
    }

    /// Who speaks in a new film: the natural voices where they are installed, else espeak-ng.
    pub fn usual_speech(&self) -> ModelChoice {
        if self.natural().is_some() { ModelChoice::voices() } else { ModelChoice::espeak() }
    }

    /// Casts somebody of a film with these people, for makers that cast a film as a whole; `None` where the maker casts by itself.
    pub fn cast(&self, speech: &ModelChoice, people: &[Voice], who: &Voice) -> Option<String> {
        if self.casts(speech) { voices::natural(people, who) } else { None }
    }

    /// The maker casts a film as a whole, so that no two people sound alike.
    pub fn casts(&self, speech: &ModelChoice) -> bool {
        speech.provider == "voices"
    }

    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// How a provider has answered of late; what this machine makes itself is always fine.
    pub fn health(&self, provider: &str) -> Health {
        self.lines.health(provider)
    }

    /// The pause before look number `look` (from 0) at a task of a provider, which may have a least one; `key` spreads the looks.
    pub fn poll_pause(&self, provider: &str, look: u32, key: &str) -> Duration {
        let seconds = self.catalogue.provider(provider).map_or(0.0, |entry| entry.poll_seconds);
        backoff::poll_pause(look, key, Duration::from_secs_f64(seconds))
    }

    /// A provider reported about a task by itself: what was heard of it before is old, and the next look asks.
    pub fn reported(&self, task: &str) {
        self.lines.forget(task);
    }

    /// The same makers with other accounts.
    pub fn with_credentials(&self, credentials: Credentials) -> Self {
        Self { credentials: Arc::new(credentials), ..self.clone() }
    }

    /// The same makers, over connections of their own.
    pub(crate) fn aside(&self) -> Self {
        Self { lines: Arc::default(), ..self.clone() }
    }

    /// The voices that a provider is known to have; the studio's own where it is the studio itself that speaks.
    pub fn voices(&self, provider: &str) -> Vec<VoiceView> {
        match provider {
            "espeak" => return voices(),
            "voices" => return voices::list(),
            _ => {}
        }
        let known = self.catalogue.provider(provider).map(|entry| entry.voices.as_slice()).unwrap_or_default();
        known.iter().map(|voice| VoiceView { id: voice.id.clone(), label: voice.label.clone() }).collect()
    }

    /// Raised whenever the model gives another result for the same spec.
    pub fn version(&self, model: &ModelChoice) -> u32 {
        match model.provider.as_str() {
            "animatic" | "sketch" => draw::VERSION,
            "foley" => sound::FOLEY_VERSION,
            "espeak" => sound::speech::VERSION,
            "voices" => voices::VERSION,
            _ => self.catalogue.version(model),
        }
    }

    /// The seconds that the model can film, nearest to those wanted.
    pub fn fit_seconds(&self, model: &ModelChoice, seconds: f64) -> f64 {
        self.catalogue.fit_seconds(model, seconds)
    }

    /// As [`Self::fit_seconds`], for a video that starts from a picture and ends as it likes.
    pub fn fit_seconds_from_picture(&self, model: &ModelChoice, seconds: f64) -> f64 {
        self.catalogue.fit_seconds_from_picture(model, seconds)
    }

    /// What a video model takes beside the prompt.
    pub fn takes(&self, model: &ModelChoice) -> VideoTakes {
        self.catalogue.takes(model)
    }

    /// The model draws from the staging and does not read the prompt.
    pub fn draws(&self, model: &ModelChoice) -> bool {
        self.catalogue.draws(model)
    }

    /// Making something with this model never costs anything.
    pub fn is_free(&self, model: &ModelChoice) -> bool {
        self.catalogue.model(model).is_some_and(|entry| entry.price.free)
    }

    /// The price in whole cents, low and high; nothing for what the studio makes itself.
    pub fn price_cents(&self, wanted: Option<Wanted<'_>>) -> (i64, i64) {
        let range = wanted.and_then(|wanted| self.catalogue.price(wanted));
        range.map_or((0, 0), |range| (range.low.cents_up(), range.high.cents_up()))
    }

    pub fn video(&self, provider: &str) -> Result<Box<dyn VideoMaker>, Failure> {
        match provider {
            "animatic" => Ok(Box::new(Animatic { tools: self.tools.clone() })),
            _ if self.films_at_kling(provider) => Ok(Box::new(kling::Videos(self.kling(provider)?))),
            _ => match self.dialect(provider, Kind::Video) {
                Some("runway") => self.films(provider, Runway),
                Some("pollo") => self.films(provider, Pollo),
                Some("fal") => self.films(provider, Fal),
                Some("replicate") => self.films(provider, Replicate),
                _ => Err(self.unknown(provider, Kind::Video)),
            },
        }
    }

    pub fn speech(&self, provider: &str) -> Result<Box<dyn SpeechMaker>, Failure> {
        match provider {
            "espeak" => Ok(Box::new(Espeak)),
            "voices" => match self.natural() {
                Some(voices) => Ok(Box::new(Natural { voices: voices.clone() })),
                None => Err(Failure::new(FailureClass::Broken, voices::VoicesError::Absent.to_string())),
            },
            _ => match self.dialect(provider, Kind::Speech) {
                Some("openai") => Ok(Box::new(OpenAi(self.service(provider, false)?))),
                Some("elevenlabs") => Ok(Box::new(elevenlabs::Voices(self.service(provider, true)?))),
                Some("google-speech") => Ok(Box::new(Google(self.service(provider, false)?))),
                Some("kling") => Ok(Box::new(kling::Voices(self.kling(provider)?))),
                _ => Err(self.unknown(provider, Kind::Speech)),
            },
        }
    }

    pub fn sound(&self, provider: &str) -> Result<Box<dyn SoundMaker>, Failure> {
        match provider {
            "foley" => Ok(Box::new(Foley)),
            _ => match self.dialect(provider, Kind::Sound) {
                Some("elevenlabs") => Ok(Box::new(elevenlabs::Sounds(self.service(provider, true)?))),
                Some("kling") => Ok(Box::new(kling::Sounds(self.kling(provider)?))),
                _ => Err(self.unknown(provider, Kind::Sound)),
            },
        }
    }

    /// Composes the music of a film.
    pub fn score(&self, provider: &str) -> Result<Box<dyn ScoreMaker>, Failure> {
        match self.dialect(provider, Kind::Music) {
            Some("elevenlabs") => Ok(Box::new(elevenlabs::Scores(self.service(provider, true)?))),
            _ => Err(self.unknown(provider, Kind::Music)),
        }
    }

    /// Makes one sound for a whole video of the provider's own.
    pub fn footage_sound(&self, provider: &str) -> Result<Box<dyn FootageSoundMaker>, Failure> {
        match self.dialect(provider, Kind::Sound) {
            Some("kling") => Ok(Box::new(kling::FootageSounds(self.kling(provider)?))),
            _ => Err(self.unknown(provider, Kind::Sound)),
        }
    }

    /// The model's videos come with sound.
    pub fn films_with_sound(&self, model: &ModelChoice) -> bool {
        self.catalogue.model(model).is_some_and(|entry| entry.can(Can::Sound))
    }

    /// The model hears what happens in its provider's own videos.
    pub fn hears_footage(&self, model: &ModelChoice) -> bool {
        self.catalogue.model(model).is_some_and(|entry| entry.can(Can::Footage))
    }

    /// The provider's model that makes sounds from words; `None` where it has none.
    pub fn sound_from_words(&self, provider: &str) -> Option<ModelChoice> {
        let mut models = self.catalogue.models(Kind::Sound);
        models.find(|(choice, model)| choice.provider == provider && !model.can(Can::Footage)).map(|(choice, _)| choice)
    }

    /// Finds faces in the provider's own videos.
    pub fn faces(&self, provider: &str) -> Result<Box<dyn FacesMaker>, Failure> {
        match self.dialect(provider, Kind::Faces) {
            Some("kling") => Ok(Box::new(kling::Faces(self.kling(provider)?))),
            _ => Err(self.unknown(provider, Kind::Faces)),
        }
    }

    /// Moves lips in the videos of the model's own provider.
    pub fn lips(&self, model: &ModelChoice) -> Result<Box<dyn LipsMaker>, Failure> {
        let provider = model.provider.as_str();
        let entry = self.catalogue.model(model).filter(|entry| entry.kind == Kind::Lips);
        match entry.map(|entry| spoken(provider, entry)) {
            Some("kling") => Ok(Box::new(kling::Lips(self.kling(provider)?))),
            Some("kling-lip-sync") => Ok(Box::new(kling::OlderLips(self.kling(provider)?))),
            _ => Err(self.unknown(provider, Kind::Lips)),
        }
    }

    /// The model moves the lips of whoever it takes for the speaker: nobody has to look for faces first.
    pub fn finds_speaker(&self, model: &ModelChoice) -> bool {
        self.catalogue.model(model).is_some_and(|entry| entry.can(Can::FindsSpeaker))
    }

    pub fn picture(&self, provider: &str) -> Result<Box<dyn PictureMaker>, Failure> {
        match provider {
            "sketch" => Ok(Box::new(Sketch)),
            _ => match self.dialect(provider, Kind::Picture) {
                Some("kling" | "kling-omni-image") => Ok(Box::new(kling::Pictures(self.kling(provider)?))),
                _ => Err(self.unknown(provider, Kind::Picture)),
            },
        }
    }

    /// Asks a language model.
    pub fn text(&self, model: &ModelChoice) -> Result<Box<dyn TextMaker>, Failure> {
        let entry = self.catalogue.listed(model)?;
        if entry.kind != Kind::Text {
            return Err(self.unknown(&model.provider, Kind::Text));
        }
        let service = self.service(&model.provider, true)?;
        Ok(Box::new(Writer { service, choice: model.clone(), described: self.described.clone() }))
    }

    /// Why a model cannot be used here, such as that its key is missing.
    pub fn missing(&self, kind: Kind, model: &ModelChoice) -> Option<Failure> {
        let provider = model.provider.as_str();
        match kind {
            // Not every kind of key is good for all that Kling films with.
            Kind::Video if self.films_at_kling(provider) => {
                let own = self.catalogue.model(model);
                self.kling(provider).and_then(|desk| own.map_or(Ok(()), |own| desk.check_key(own))).err()
            }
            Kind::Video => self.video(provider).err(),
            Kind::Speech => self.speech(provider).err(),
            Kind::Sound => self.sound(provider).err(),
            Kind::Picture => self.picture(provider).err(),
            Kind::Faces => self.faces(provider).err(),
            Kind::Lips => self.lips(model).err(),
            Kind::Music => self.score(provider).err(),
            Kind::Text => self.text(model).err(),
        }
    }

    /// The model to take when a person names only the provider: one that can be used here, where there is one.
    pub fn default_model(&self, provider: &str, kind: Kind) -> Option<ModelChoice> {
        let usable = |choice: &ModelChoice| self.missing(kind, choice).is_none();
        let found = self.catalogue.default_of(provider, kind, usable);
        found.or_else(|| self.catalogue.default_model(provider, kind))
    }

    /// Both generations of Kling's API are spoken by the same maker.
    fn films_at_kling(&self, provider: &str) -> bool {
        let speaks = self.dialect(provider, Kind::Video);
        matches!(speaks, Some("kling" | "kling-legacy" | "kling-omni" | "kling-legacy-omni"))
    }

    /// What a provider speaks, by its models of a kind: their dialect where they name one, else its own name. `None` when it has
    /// no model of the kind.
    pub(crate) fn dialect<'a>(&'a self, provider: &'a str, kind: Kind) -> Option<&'a str> {
        let mut models = self.catalogue.provider(provider)?.models.values().filter(|model| model.kind == kind);
        Some(spoken(provider, models.next()?))
    }

    /// The way to an outside service. Where `own_needs_key` is not set, a server at an address of the account's own may do without
    /// a key.
    pub(crate) fn service(&self, provider: &str, own_needs_key: bool) -> Result<Service, Failure> {
        let account = self.credentials.account(provider);
        Service::open(provider, &account, &self.lines, self.catalogue.clone(), self.tools.clone(), own_needs_key)
    }

    pub(crate) fn kling(&self, provider: &str) -> Result<kling::Desk, Failure> {
        let account = self.credentials.account(provider);
        kling::Desk::new(provider, &account, &self.lines, self.catalogue.clone(), self.tools.clone())
    }

    fn films<D: Dialect + 'static>(&self, provider: &str, dialect: D) -> Result<Box<dyn VideoMaker>, Failure> {
        Ok(Box::new(Films { service: self.service(provider, true)?, dialect }))
    }

    pub(crate) fn unknown(&self, provider: &str, kind: Kind) -> Failure {
        let name = self.catalogue.label(provider);
        Failure::new(
            FailureClass::Broken,
            format!("{name} does not make {kind} here. Choose another provider in the settings."),
        )
    }
}

/// What a provider's model speaks: its dialect where it names one, else the provider's own name.
fn spoken<'a>(provider: &'a str, model: &'a Model) -> &'a str {
    if model.speaks.is_empty() { provider } else { &model.speaks }
}

/// The voices that the studio itself can speak with.
pub fn voices() -> Vec<VoiceView> {
    sound::speech::voices()
}

/// The instruments that the studio plays its own music with, by name; empty where the machine has none.
pub fn instruments() -> String {
    sound::instruments_name()
}

/// Plays the studio's own music, from its start at every call.
pub fn music_player(spec: &MusicSpec) -> media::Music {
    let spec = spec.clone();
    Box::new(move || {
        let mut player = sound::MusicPlayer::new(&spec);
        Box::new(move |out: &mut [f32]| player.fill(out))
    })
}
