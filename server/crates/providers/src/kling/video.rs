//! Videos.

use super::{
    Desk, KEPT_VIDEOS,
    auth::Auth,
    failed, found,
    request::{self, Dialect, Extra, Pictures},
    task::{State, Task},
};
use crate::{Account, Call, Failure, FailureClass, Lookup, Maker, Model, Poll, Started, VideoMade, picture, result};
use async_trait::async_trait;
use model::VideoSpec;

/// The largest file of a picture, in bytes, as the newer and the older API take it.
const MOST_NEWER: u64 = 50_000_000;
const MOST_OLDER: u64 = 10_000_000;

/// Films with one account at Kling.
pub(crate) struct Videos(pub(crate) Desk);

impl Videos {
    fn model(&self, spec: &VideoSpec) -> Result<&Model, Failure> {
        let model = self.0.catalogue.listed(&spec.model)?;
        self.0.check_key(model)?;
        Ok(model)
    }

    /// The pictures that a video is made from, as far as the model takes them.
    async fn pictures(&self, model: &Model, spec: &VideoSpec, call: &Call<'_>) -> Result<Pictures, Failure> {
        let takes = model.takes();
        let older = matches!(Dialect::of(model), Dialect::Legacy | Dialect::LegacyOmni);
        let most = if older { MOST_OLDER } else { MOST_NEWER };
        let read = async |name: &str| Ok::<_, Failure>(picture::read(name, &model.label, most, call).await?.base64());
        let mut pictures = Pictures::default();
        if let Some(first) = spec.first_frame.as_deref().filter(|_| takes.first_frame) {
            pictures.first = Some(read(first).await?);
            if let Some(last) = spec.last_frame.as_deref().filter(|_| takes.last_frame) {
                pictures.last = Some(read(last).await?);
            }
        }
        for reference in spec.references.iter().filter(|_| takes.references) {
            pictures.references.push((reference.name.clone(), read(&reference.picture).await?));
        }
        Ok(pictures)
    }
}

impl Desk {
    /// # Errors
    /// `FixKey` when the account's keys are not good for this video model.
    pub(crate) fn check_key(&self, model: &Model) -> Result<(), Failure> {
        let older = matches!(Dialect::of(model), Dialect::Legacy | Dialect::LegacyOmni);
        if older || matches!(self.auth, Auth::Key(_)) {
            return Ok(());
        }
        let sentence = format!(
            "{} needs an API key ({}); an access key with a secret key films with the models of the older API only.",
            model.label,
            Account::variable(&self.provider, "API_KEY")
        );
        Err(Failure::new(FailureClass::FixKey, sentence))
    }

    /// How a task that makes a video is getting on; its video when it is done.
    pub(super) async fn poll_video(
        &self,
        id: &str,
        kept: &[&str],
        call: &Call<'_>,
    ) -> Result<Poll<VideoMade>, Failure> {
        let task = self.follow(id, kept, call).await?;
        match &task.state {
            State::Working(message) => Ok(Poll::Waiting { message: message.clone(), progress: None }),
            State::Succeeded => self.fetch(&task, call).await,
            State::Failed(why) => Ok(Poll::Failed(failed(why).billed(task.billed.clone()))),
        }
    }

    /// Fetches a finished task's video.
    async fn fetch(&self, task: &Task, call: &Call<'_>) -> Result<Poll<VideoMade>, Failure> {
        let Some(url) = &task.video else {
            let sentence = "Kling says that the video is done, but names none.";
            let failure = Failure::new(FailureClass::Broken, sentence).billed(task.billed.clone());
            return Ok(Poll::Failed(failure.made()));
        };
        let video = result::Video { url, declared: task.seconds, billed: task.billed.clone() };
        let mut fetched = result::video(&self.http, &self.tools, video, call).await?;
        if let Poll::Done(made) = &mut fetched {
            made.remote.clone_from(&task.video_id);
        }
        Ok(fetched)
    }
}

#[async_trait]
impl Maker for Videos {
    type Spec = VideoSpec;
    type Made = VideoMade;

    async fn start(&self, spec: &VideoSpec, call: &Call<'_>) -> Result<Started<VideoMade>, Failure> {
        let model = self.model(spec)?;
        let pictures = self.pictures(model, spec, call).await?;
        let callback_url = self.0.callback_url.as_deref();
        let extra = Extra { external_id: call.external_id, pictures, callback_url };
        let (path, body) = request::video(model, spec, extra)?;
        Ok(Started::Pending { task_id: self.0.order(&path, body, call).await? })
    }

    async fn poll(&self, task_id: &str, call: &Call<'_>) -> Result<Poll<VideoMade>, Failure> {
        self.0.poll_video(task_id, KEPT_VIDEOS, call).await
    }

    async fn find(&self, external_id: &str, call: &Call<'_>) -> Result<Lookup, Failure> {
        Ok(found(self.0.find(external_id, KEPT_VIDEOS, call).await?))
    }
}
