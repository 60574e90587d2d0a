//! Which makers there are, by the names that the catalogue gives them.

use crate::{
    Catalogue, Credentials, Failure, FailureClass, PictureMaker, SoundMaker, SpeechMaker, VideoMaker, Wanted,
    builtin::{Animatic, Espeak, Foley, Sketch},
    kling::Kling,
};
use media::Tools;
use model::{ModelChoice, MusicSpec, view::VoiceView};
use std::sync::Arc;

/// The makers of an installation. Cheap to clone.
#[derive(Clone)]
pub struct Registry {
    catalogue: Arc<Catalogue>,
    credentials: Arc<Credentials>,
    tools: Tools,
}

impl Registry {
    pub fn new(catalogue: Catalogue, credentials: Credentials, tools: Tools) -> Self {
        Self { catalogue: Arc::new(catalogue), credentials: Arc::new(credentials), tools }
    }

    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    pub fn credentials(&self) -> &Credentials {
        &self.credentials
    }

    /// Raised whenever the model gives another result for the same spec.
    pub fn version(&self, model: &ModelChoice) -> u32 {
        match model.provider.as_str() {
            "animatic" | "sketch" => draw::VERSION,
            "foley" => sound::FOLEY_VERSION,
            "espeak" => sound::speech::VERSION,
            _ => self.catalogue.version(model),
        }
    }

    /// The seconds that the model can film, nearest to those wanted.
    pub fn fit_seconds(&self, model: &ModelChoice, seconds: f64) -> f64 {
        self.catalogue.fit_seconds(model, seconds)
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
            "kling" => {
                let account = self.credentials.account(provider);
                Ok(Box::new(Kling::new(&account, self.catalogue.clone(), self.tools.clone())?))
            }
            other => Err(self.unknown(other, "video")),
        }
    }

    pub fn speech(&self, provider: &str) -> Result<Box<dyn SpeechMaker>, Failure> {
        match provider {
            "espeak" => Ok(Box::new(Espeak)),
            other => Err(self.unknown(other, "speech")),
        }
    }

    pub fn sound(&self, provider: &str) -> Result<Box<dyn SoundMaker>, Failure> {
        match provider {
            "foley" => Ok(Box::new(Foley)),
            other => Err(self.unknown(other, "sound")),
        }
    }

    pub fn picture(&self, provider: &str) -> Result<Box<dyn PictureMaker>, Failure> {
        match provider {
            "sketch" => Ok(Box::new(Sketch)),
            other => Err(self.unknown(other, "pictures")),
        }
    }

    fn unknown(&self, provider: &str, kind: &str) -> Failure {
        let name = self.catalogue.label(provider);
        Failure::new(
            FailureClass::Broken,
            format!("{name} does not make {kind} here. Choose another provider in the settings."),
        )
    }
}

/// The voices that the studio itself can speak with.
pub fn voices() -> Vec<VoiceView> {
    sound::speech::voices()
}

/// Plays the studio's own music, from its start at every call.
pub fn music_player(spec: &MusicSpec) -> media::Music {
    let spec = spec.clone();
    Box::new(move || {
        let mut player = sound::MusicPlayer::new(&spec);
        Box::new(move |out: &mut [f32]| player.fill(out))
    })
}
