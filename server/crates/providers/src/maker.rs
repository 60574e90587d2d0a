//! The shape that every maker has, built in or far away.

use crate::{Billed, Failure, FailureClass, backoff};
use async_trait::async_trait;
use model::{PictureSpec, ScoreSpec, SoundSpec, SpeechSpec, VideoSpec, WordTiming};
use std::{
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// What a maker is given beside the spec: nothing in it shapes the result.
#[derive(Clone, Copy)]
pub struct Call<'a> {
    /// Sent to the provider as the task's own name, so that it can be found again. At most 64 characters, no spaces.
    pub external_id: &'a str,
    /// A folder for this call alone; results are left in it.
    pub scratch: &'a Path,
    /// Told how far the work is, 0 to 1.
    pub on_progress: &'a (dyn Fn(f64) + Send + Sync),
    /// Told of every request and answer, keys taken out.
    pub log: &'a dyn CallLog,
    /// Finds the file of a picture by its digest (`VideoSpec::first_frame`).
    pub pictures: &'a (dyn Fn(&str) -> Option<PathBuf> + Send + Sync),
    /// Tasks of one group may be asked for together; whoever reads what was said about one sees the others.
    pub group: &'a str,
    /// What a video should last, in seconds, as it was ordered ([`Catalogue::ordered_seconds`](crate::Catalogue::ordered_seconds));
    /// one of quite another length is no result.
    pub ordered_seconds: Option<f64>,
}

impl<'a> Call<'a> {
    /// A call that nobody watches.
    pub fn new(external_id: &'a str, scratch: &'a Path) -> Self {
        const QUIET: &(dyn Fn(f64) + Send + Sync) = &|_| {};
        const NO_PICTURES: &(dyn Fn(&str) -> Option<PathBuf> + Send + Sync) = &|_| None;
        let (on_progress, log, pictures) = (QUIET, &NoLog, NO_PICTURES);
        Self { external_id, scratch, on_progress, log, pictures, group: "", ordered_seconds: None }
    }

    pub fn on_progress(mut self, told: &'a (dyn Fn(f64) + Send + Sync)) -> Self {
        self.on_progress = told;
        self
    }

    pub fn log(mut self, log: &'a dyn CallLog) -> Self {
        self.log = log;
        self
    }

    pub fn pictures(mut self, find: &'a (dyn Fn(&str) -> Option<PathBuf> + Send + Sync)) -> Self {
        self.pictures = find;
        self
    }

    pub fn group(mut self, group: &'a str) -> Self {
        self.group = group;
        self
    }

    pub fn ordered_seconds(mut self, seconds: Option<f64>) -> Self {
        self.ordered_seconds = seconds;
        self
    }
}

/// Where requests and answers are written down.
pub trait CallLog: Send + Sync {
    fn exchange(&self, exchange: Exchange);
}

/// Writes nothing down.
pub struct NoLog;

impl CallLog for NoLog {
    fn exchange(&self, _: Exchange) {}
}

/// One request and what came back. Keys, and pictures as base64, are taken out.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub at: SystemTime,
    pub took: Duration,
    pub method: &'static str,
    /// Without query parameters that sign it.
    pub url: String,
    pub request: serde_json::Value,
    /// `None` when no answer came.
    pub status: Option<u16>,
    /// The start of the answer, or why there was none.
    pub response: String,
}

/// What `start` did.
#[derive(Clone, Debug)]
pub enum Started<Made> {
    /// It is made already.
    Done(Made),
    /// The provider works on it. Commit the task id before the first poll.
    Pending { task_id: String },
}

/// What a look at a task saw.
#[derive(Clone, Debug)]
pub enum Poll<Made> {
    /// Not yet: what the provider says about it, and how far it is (0 to 1) where it tells.
    Waiting { message: String, progress: Option<f64> },
    /// Made, fetched and found to be what it says it is.
    Done(Made),
    /// The provider ended the task without a usable result. Final; nothing more will be charged for it.
    Failed(Failure),
}

/// What a search for a task by its external id saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup {
    /// It exists: adopt it.
    Found { task_id: String, state: String },
    /// Neither the look-up nor the listing has it, now. Look-ups may lag: ask again over a grace period.
    Absent,
    /// This provider cannot be asked. Only a person can settle it.
    CannotTell,
}

/// Makes one kind of thing from its spec.
#[async_trait]
pub trait Maker: Send + Sync {
    type Spec: Send + Sync;
    type Made: Send;

    /// Sends the one request that may cost money. An error of class `Unknown` means that a task may exist.
    async fn start(&self, spec: &Self::Spec, call: &Call<'_>) -> Result<Started<Self::Made>, Failure>;

    /// Looks at a task once. An error means that this look failed, and says nothing about the task: look again later.
    async fn poll(&self, task_id: &str, _call: &Call<'_>) -> Result<Poll<Self::Made>, Failure> {
        Err(Failure::new(FailureClass::Broken, "There is nothing to wait for: this maker answers at once.")
            .detail(format!("poll of {task_id}")))
    }

    /// Searches for a task whose creation had no clear answer.
    async fn find(&self, _external_id: &str, _call: &Call<'_>) -> Result<Lookup, Failure> {
        Ok(Lookup::CannotTell)
    }

    /// Starts, and waits for the end. For makers that answer at once, and for tools: a paid task belongs in `start`,
    /// a committed task id, and `poll`. Waits ten minutes at most.
    async fn make(&self, spec: &Self::Spec, call: &Call<'_>) -> Result<Self::Made, Failure> {
        let task_id = match self.start(spec, call).await? {
            Started::Done(made) => return Ok(made),
            Started::Pending { task_id } => task_id,
        };
        let end = tokio::time::Instant::now() + Duration::from_secs(600);
        for look in 0.. {
            tokio::time::sleep(backoff::poll_pause(look, &task_id, Duration::ZERO)).await;
            match self.poll(&task_id, call).await {
                Ok(Poll::Done(made)) => return Ok(made),
                Ok(Poll::Failed(failure)) => return Err(failure),
                Ok(Poll::Waiting { progress, .. }) => (call.on_progress)(progress.unwrap_or(0.0)),
                Err(failure) if failure.may_retry() => {}
                Err(failure) => return Err(failure),
            }
            if tokio::time::Instant::now() > end {
                break;
            }
        }
        Err(Failure::new(
            FailureClass::Unknown,
            "It takes longer than expected. It is still being made; look again later.",
        )
        .detail(format!("task {task_id} not done after ten minutes")))
    }
}

/// Makes videos.
pub trait VideoMaker: Maker<Spec = VideoSpec, Made = VideoMade> {}
impl<T: Maker<Spec = VideoSpec, Made = VideoMade>> VideoMaker for T {}

/// Speaks lines.
pub trait SpeechMaker: Maker<Spec = SpeechSpec, Made = SpeechMade> {}
impl<T: Maker<Spec = SpeechSpec, Made = SpeechMade>> SpeechMaker for T {}

/// Makes ambiences and effects.
pub trait SoundMaker: Maker<Spec = SoundSpec, Made = SoundMade> {}
impl<T: Maker<Spec = SoundSpec, Made = SoundMade>> SoundMaker for T {}

/// A sound to be made from what is seen in a video of the same provider.
#[derive(Clone, Debug)]
pub struct FootageSoundOrder {
    pub spec: SoundSpec,
    /// The provider's own id of the video ([`VideoMade::remote`]).
    pub video: String,
}

/// Hears what happens in its provider's own videos.
pub trait FootageSoundMaker: Maker<Spec = FootageSoundOrder, Made = SoundMade> {}
impl<T: Maker<Spec = FootageSoundOrder, Made = SoundMade>> FootageSoundMaker for T {}

/// Composes a film's music.
pub trait ScoreMaker: Maker<Spec = ScoreSpec, Made = SoundMade> {}
impl<T: Maker<Spec = ScoreSpec, Made = SoundMade>> ScoreMaker for T {}

/// Draws stills.
pub trait PictureMaker: Maker<Spec = PictureSpec, Made = PictureMade> {}
impl<T: Maker<Spec = PictureSpec, Made = PictureMade>> PictureMaker for T {}

/// A video, in the call's scratch folder.
#[derive(Clone, Debug)]
pub struct VideoMade {
    pub file: PathBuf,
    /// It is in the project's format already: size, rate and codec as the spec says, no sound.
    pub normalised: bool,
    /// Measured, not as declared.
    pub seconds: f64,
    pub billed: Option<Billed>,
    /// It came with a sound track of its own.
    pub native_audio: bool,
    /// A JPEG that stands for it, where its maker left one.
    pub poster: Option<PathBuf>,
    /// The provider's own id of it, where other orders may name it.
    pub remote: Option<String>,
}

/// A spoken line: WAV, 48 kHz.
#[derive(Clone, Debug)]
pub struct SpeechMade {
    pub wav: PathBuf,
    pub seconds: f64,
    pub words: Vec<WordTiming>,
    pub billed: Option<Billed>,
}

/// An ambience or effect, or music: WAV, 48 kHz.
#[derive(Clone, Debug)]
pub struct SoundMade {
    pub wav: PathBuf,
    /// May be shorter than asked for: providers have limits of their own.
    pub seconds: f64,
    pub billed: Option<Billed>,
}

/// A still picture: PNG or JPEG.
#[derive(Clone, Debug)]
pub struct PictureMade {
    pub file: PathBuf,
    pub width: u32,
    pub height: u32,
    pub billed: Option<Billed>,
}
