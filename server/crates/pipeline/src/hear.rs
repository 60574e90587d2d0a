//! How a name sounds in a character's voice, before anything is filmed.

use crate::{
    Error, Studio,
    brief::{Known, Project},
    scratch,
};
use model::{Line, LineKind, ModelChoice, ProjectId, Shot, UserId};
use plan::{Work, shot_steps};
use providers::Call;
use store::{artifacts, projects};

/// The most characters that are spoken to be heard.
const LONGEST: usize = 200;

impl Studio {
    /// Words as a character says them in the film, as a WAV; without words it is the character's name. Nothing is bought: where the film's
    /// voices are, one of the studio's own speaks.
    ///
    /// # Errors
    /// When the project is not this person's, there are too many words, or they cannot be spoken.
    pub async fn hear_name(&self, who: UserId, id: ProjectId, character: &str, words: &str) -> Result<Vec<u8>, Error> {
        self.check_owner(who, id).await?;
        let words = if words.trim().is_empty() { character } else { words }.trim();
        if words.chars().count() > LONGEST {
            return Err(Error::refused(format!("That is too long to be heard at once; {LONGEST} characters fit.")));
        }
        let mut project = Project::read(projects::get(&mut *self.store().conn().await?, id).await?)?;
        if !self.is_built_in(&project.settings.speech) {
            project.settings.speech = ModelChoice::espeak();
        }
        let speaker = Some(character.to_owned()).filter(|name| !name.is_empty());
        let kind = if speaker.is_some() { LineKind::Cue } else { LineKind::Narration };
        let line = Line { speaker, kind, text: words.to_owned(), ..Line::default() };
        let shot = Shot { lines: vec![line], ..Shot::default() };
        let steps = shot_steps(&project.brief(&Known(self.registry())), &shot, false);
        let Some(Work::Line { spec, .. }) = steps.first().map(|step| &step.work) else {
            return Err(Error::refused("There is nothing to be heard."));
        };
        let folder = self.config().scratch.join(format!("hear-{}", artifacts::new_id()));
        scratch::make(&folder).await?;
        let spoken = async {
            let failed = |failure: providers::Failure| Error::refused(failure.sentence);
            let maker = self.registry().speech(&spec.model.provider).map_err(failed)?;
            let made = maker.make(spec, &Call::new("hear", &folder)).await.map_err(failed)?;
            Ok(tokio::fs::read(&made.wav).await.map_err(anyhow::Error::from)?)
        };
        let wav = spoken.await;
        let _gone = tokio::fs::remove_dir_all(&folder).await;
        wav
    }
}
