//! What the plan must know of the makers, and of the film that a shot belongs to.

use model::{ModelChoice, ProjectSettings, PromptList, Voice, view::VideoTakes};

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
    /// The maker of speech casts a film as a whole: it is asked for each voice that nobody chose.
    fn casts(&self, _speech: &ModelChoice) -> bool {
        false
    }
    /// The voice of somebody in a film with these people; `None` lets the maker cast by itself.
    fn cast(&self, _speech: &ModelChoice, _people: &[Voice], _who: &Voice) -> Option<String> {
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
