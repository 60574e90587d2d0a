//! Moving the mouth of somebody in a video: first a look at who is in it, then the order.

use crate::{Billed, Maker, VideoMade};
use model::ModelChoice;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// A look at who is in a video.
#[derive(Clone, Debug)]
pub struct FacesOrder {
    pub model: ModelChoice,
    /// The provider's own id of the video ([`VideoMade::remote`]).
    pub video: String,
}

/// Who is in a video, as its provider says.
#[derive(Clone, Debug)]
pub struct FacesMade {
    /// What an order of lips refers to. Providers forget it after a day or so.
    pub session: String,
    pub faces: Vec<Face>,
    /// JPEGs of the faces, in their order and in the call's scratch folder, where several were found: a person may have to tell them
    /// apart. `None` for one whose picture could not be had, and nothing at all where there is no choice.
    pub portraits: Vec<Option<PathBuf>>,
    pub billed: Option<Billed>,
}

/// Somebody in a video.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Face {
    /// The provider's name for it.
    pub id: String,
    /// When it is seen, in seconds from the video's start.
    pub start: f64,
    pub end: f64,
}

/// An order of a video whose speaker's mouth is moved.
#[derive(Clone, Debug)]
pub struct LipsOrder {
    pub model: ModelChoice,
    /// The video's length as it was ordered, in seconds: it is paid by that.
    pub seconds: f64,
    /// `None` where the order was sent before and is only followed to its end.
    pub talk: Option<Talk>,
}

/// What is said, and by whom.
#[derive(Clone, Debug)]
pub struct Talk {
    pub speaker: Speaker,
    /// A WAV of what is said, silence included, from the video's start. At most 5 MB, 2 to 60 seconds.
    pub sound: PathBuf,
    /// Of the sound, in milliseconds.
    pub milliseconds: u64,
}

/// Whose mouth is moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Somebody whom a look has found.
    Seen {
        /// As [`FacesMade::session`].
        session: String,
        /// As [`Face::id`].
        face: String,
    },
    /// Whoever the provider takes for the speaker in its own video of this id ([`VideoMade::remote`]).
    Anybody { video: String },
}

/// Finds faces. It answers at once, and cannot be asked whether it was asked before.
pub trait FacesMaker: Maker<Spec = FacesOrder, Made = FacesMade> {}
impl<T: Maker<Spec = FacesOrder, Made = FacesMade>> FacesMaker for T {}

/// Moves lips.
pub trait LipsMaker: Maker<Spec = LipsOrder, Made = VideoMade> {}
impl<T: Maker<Spec = LipsOrder, Made = VideoMade>> LipsMaker for T {}
