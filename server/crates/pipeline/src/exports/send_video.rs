//! Sends the file of an export to a site for videos. A video there has no name that could be chosen before, so that the address of its upload
//! is what keeps it from being sent twice: it is written down before a byte is sent, and so is that the last piece is on its way.

use super::{
    held::Held,
    sending::{Kept, stopped},
    stopped::Stopped,
};
use crate::Error;
use deliver::{DeliverError, Heard, Source, VideoBegun, VideoStands, VideoText, Videos, Vimeo};
use model::{ExportShape, UserId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use tokio::sync::watch;

/// How often an upload is begun anew in one try, where the site has forgotten it.
const ROUNDS: u32 = 3;
/// What a site is told of who made the film.
const MADE: &str = "Made with AI in Director Studio.";

/// Where a video goes.
pub(super) enum Site {
    Youtube(Videos),
    Vimeo(Vimeo),
}

/// Where an upload stands.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Session {
    /// The video was asked for; the answer may have been lost.
    #[serde(default)]
    asked: bool,
    /// Where its pieces go.
    place: Option<String>,
    /// Where it is seen, as far as that is known before it is whole.
    #[serde(default)]
    link: String,
    /// The last piece is on its way.
    #[serde(default)]
    last: bool,
}

impl Site {
    fn name(&self) -> &'static str {
        match self {
            Self::Youtube(_) => "YouTube",
            Self::Vimeo(_) => "Vimeo",
        }
    }

    /// `asked`: an earlier try asked for it, and its answer may have been lost.
    async fn begin(&self, text: &VideoText, size: u64, asked: bool) -> Result<VideoBegun, DeliverError> {
        match self {
            // Nothing is to be seen of a video that has no bytes.
            Self::Youtube(videos) => Ok(VideoBegun { place: videos.begin(text, size).await?, link: String::new() }),
            Self::Vimeo(vimeo) => match if asked { vimeo.find_begun(text, size).await? } else { None } {
                Some(begun) => Ok(begun),
                None => vimeo.begin(text, size).await,
            },
        }
    }

    async fn stands(&self, begun: &VideoBegun, size: u64) -> Result<VideoStands, DeliverError> {
        match self {
            Self::Youtube(videos) => videos.stands(&begun.place, size).await,
            Self::Vimeo(vimeo) => vimeo.stands(begun, size).await,
        }
    }

    async fn send(
        &self,
        begun: &VideoBegun,
        source: &Arc<dyn Source>,
        at: u64,
        upto: u64,
        heard: &Heard,
    ) -> Result<VideoStands, DeliverError> {
        match self {
            Self::Youtube(videos) => videos.send_from(&begun.place, source, at, upto, heard).await,
            Self::Vimeo(vimeo) => vimeo.send_from(begun, source, at, upto, heard).await,
        }
    }
}

impl Held<'_> {
    /// What the site is told of the film.
    async fn video_text(&self) -> Result<VideoText, Error> {
        let owner = UserId(self.row.owner_id);
        let chapters = self.studio().film_chapters(owner, self.project()).await.unwrap_or_default();
        let description = format!("{}\n\n{MADE}", chapters.trim()).trim().to_owned();
        Ok(VideoText { title: self.stem().await?, description, synthetic: true })
    }

    async fn keep_video(&self, size: u64, session: &Session) -> Result<(), Stopped> {
        self.keep_session(size, &serde_json::to_value(session)?).await
    }

    /// Sends the film, or goes on with it. Gives the address where the person sees it.
    pub(super) async fn send_to_site(
        &self,
        site: &Site,
        kept: Kept,
        said: watch::Sender<u64>,
    ) -> Result<String, Stopped> {
        if super::named::spec_of(&self.row).shape == ExportShape::Sound {
            return Err(Error::refused(format!("{} takes films, and not sound alone.", site.name())).into());
        }
        let source: Arc<dyn Source> = Arc::new(kept);
        let (size, text) = (source.size(), self.video_text().await?);
        let heard: Heard = Arc::new(move |bytes| said.send_modify(|now| *now = bytes));
        let session = self.row.session.clone().map(serde_json::from_value).transpose();
        let mut session: Session = session.ok().flatten().unwrap_or_default();
        for _ in 0..ROUNDS {
            let begun = self.video_begun(site, &text, size, &mut session).await?;
            match self.send_rest(site, &begun, &source, &heard, &mut session).await? {
                VideoStands::Whole(link) => return Ok(link),
                VideoStands::At(at) => {
                    return Err(Stopped::Later(format!(
                        "{} has {at} of {size} bytes; the rest is sent again.",
                        site.name()
                    )));
                }
                VideoStands::Gone if session.last => {
                    // Whoever tries again has looked.
                    self.keep_video(size, &Session::default()).await?;
                    let site = site.name();
                    return Err(Error::refused(format!(
                        "{site} does not say whether the film came whole. Look at your videos there first; if it is missing, try again."
                    ))
                    .into());
                }
                VideoStands::Gone => session = Session::default(),
            }
        }
        Err(Stopped::Later(format!("{} did not keep the film; it is sent again.", site.name())))
    }

    /// The upload that was begun, by this try or an earlier one.
    async fn video_begun(
        &self,
        site: &Site,
        text: &VideoText,
        size: u64,
        session: &mut Session,
    ) -> Result<VideoBegun, Stopped> {
        if let Some(place) = session.place.clone() {
            return Ok(VideoBegun { place, link: session.link.clone() });
        }
        let asked = session.asked;
        session.asked = true;
        self.keep_video(size, session).await?;
        let begun = site.begin(text, size, asked).await.map_err(stopped)?;
        (session.place, session.link) = (Some(begun.place.clone()), begun.link.clone());
        self.keep_video(size, session).await?;
        Ok(begun)
    }

    async fn send_rest(
        &self,
        site: &Site,
        begun: &VideoBegun,
        source: &Arc<dyn Source>,
        heard: &Heard,
        session: &mut Session,
    ) -> Result<VideoStands, Stopped> {
        let size = source.size();
        let mut stands = site.stands(begun, size).await.map_err(stopped)?;
        let last = deliver::last_piece(size);
        if let VideoStands::At(at) = stands
            && at < last
        {
            heard(at);
            stands = site.send(begun, source, at, last, heard).await.map_err(stopped)?;
        }
        if let VideoStands::At(at) = stands {
            session.last = true;
            self.keep_video(size, session).await?;
            stands = site.send(begun, source, at, size, heard).await.map_err(stopped)?;
        }
        Ok(stands)
    }
}
