//! What leaves the studio: the film, its captions, the prompt list; and what comes back in.

use crate::{
    Error, Studio,
    brief::Project,
    make::{Timeline, captions, language_of},
};
use model::{Edit, ProjectId, PromptList, UserId, limits};
use store::{artifacts, projects};

impl Studio {
    /// The key of the film's file, and the title to save it under.
    pub async fn film_file(&self, who: UserId, id: ProjectId) -> Result<(String, String), Error> {
        let mut conn = self.store().conn().await?;
        let row = projects::owned(&mut conn, who, id).await?;
        let film = row.film_id.ok_or_else(|| Error::Conflict("The film is not made yet.".to_owned()))?;
        Ok((artifacts::get(&mut conn, film).await?.file_key, row.title))
    }

    /// What the film is called.
    pub async fn title(&self, who: UserId, id: ProjectId) -> Result<String, Error> {
        Ok(projects::owned(&mut *self.store().conn().await?, who, id).await?.title)
    }

    /// What the last finished film measures: length in seconds, and its artifact's detail.
    pub async fn film_facts(&self, who: UserId, id: ProjectId) -> Result<(f64, serde_json::Value), Error> {
        let mut conn = self.store().conn().await?;
        let row = projects::owned(&mut conn, who, id).await?;
        let film = row.film_id.ok_or_else(|| Error::Conflict("The film is not made yet.".to_owned()))?;
        let film = artifacts::get(&mut conn, film).await?;
        Ok((film.seconds.unwrap_or_default(), film.detail))
    }

    /// The film's captions as WebVTT.
    pub async fn captions_vtt(&self, who: UserId, id: ProjectId) -> Result<String, Error> {
        self.check_owner(who, id).await?;
        let Timeline { clips, .. } = self.timeline(id).await?;
        Ok(media::to_vtt(&captions(&clips)))
    }

    /// The film's captions as SubRip.
    pub async fn captions_srt(&self, who: UserId, id: ProjectId) -> Result<String, Error> {
        self.check_owner(who, id).await?;
        let Timeline { clips, .. } = self.timeline(id).await?;
        Ok(media::to_srt(&captions(&clips)))
    }

    /// The film's captions as TTML.
    pub async fn captions_ttml(&self, who: UserId, id: ProjectId) -> Result<String, Error> {
        let project = Project::read(projects::owned(&mut *self.store().conn().await?, who, id).await?)?;
        let Timeline { clips, .. } = self.timeline(id).await?;
        let captions = captions(&clips);
        let language = language_of(&project.settings, &captions).unwrap_or_default();
        Ok(media::to_ttml(&captions, &language, &project.row.title))
    }

    /// A picture of the film, as JPEG.
    pub async fn film_poster(&self, who: UserId, id: ProjectId) -> Result<Vec<u8>, Error> {
        let mut conn = self.store().conn().await?;
        let row = projects::owned(&mut conn, who, id).await?;
        let film = row.film_id.ok_or_else(|| Error::Conflict("The film is not made yet.".to_owned()))?;
        let key = artifacts::get(&mut conn, film).await?.file_key;
        drop(conn);
        let none = || Error::Conflict("There is no picture of this film.".to_owned());
        self.read_shown(film, &key).await?.poster.ok_or_else(none)
    }

    /// The film's scenes with their times, one a line, as video sites read them.
    pub async fn film_chapters(&self, who: UserId, id: ProjectId) -> Result<String, Error> {
        let mut conn = self.store().conn().await?;
        let row = projects::owned(&mut conn, who, id).await?;
        let film = row.film_id.ok_or_else(|| Error::Conflict("The film is not made yet.".to_owned()))?;
        let key = artifacts::get(&mut conn, film).await?.file_key;
        drop(conn);
        let line = |chapter: &media::Chapter| {
            let all = chapter.start as u64;
            let title = chapter.title.split_whitespace().collect::<Vec<_>>().join(" ");
            match all / 3600 {
                0 => format!("{}:{:02} {title}\n", all / 60, all % 60),
                hours => format!("{hours}:{:02}:{:02} {title}\n", all / 60 % 60, all % 60),
            }
        };
        Ok(self.read_shown(film, &key).await?.chapters.iter().map(line).collect())
    }

    /// The prompt list with what became of each prompt, as its file holds it.
    pub async fn prompts_json(&self, who: UserId, id: ProjectId) -> Result<Vec<u8>, Error> {
        self.check_owner(who, id).await?;
        self.list_and_states(id).await
    }

    /// Takes an edited `prompts.json` over; undo brings the old list back.
    pub async fn load_prompts(&self, who: UserId, id: ProjectId, json: &[u8]) -> Result<(), Error> {
        if json.len() > limits::JSON_BYTES {
            let most = limits::JSON_BYTES / 1_000_000;
            return Err(Error::TooLarge(format!("The prompt list is larger than {most} MB. Film it in parts.")));
        }
        let list: PromptList = limits::read_json(json)
            .map_err(|error| Error::refused(format!("This is not a prompt list: {error}. Nothing was changed.")))?;
        self.edit(who, id, Edit::ReplaceList { list: Box::new(list) }).await
    }

    /// The files, for whoever serves them. Check the owner first.
    pub fn files(&self) -> &store::Files {
        self.store().files()
    }

    pub fn database(&self) -> &store::Store {
        self.store()
    }
}
