//! Projects: list, open, make, change, delete.

use crate::Problem;
use leptos::prelude::*;
use model::{
    ProjectId,
    view::{MakerView, ProjectCard, ProjectView, VoiceView},
};
use serde::{Deserialize, Serialize};

#[server(endpoint = "projects/list")]
pub async fn list_projects(
    /// The last project of the page before.
    before: Option<ProjectId>,
) -> Result<Vec<ProjectCard>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.projects_before(who.id, before, model::view::CARDS).await.map_err(failed)
}

#[server(endpoint = "projects/open")]
pub async fn open_project(id: ProjectId) -> Result<ProjectView, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.project(who.id, id).await.map_err(failed)
}

#[server(endpoint = "voices")]
pub async fn list_voices() -> Result<Vec<VoiceView>, Problem> {
    Ok(crate::server_side::studio()?.voices())
}

/// Every model that a film can be made with.
#[server(endpoint = "makers")]
pub async fn list_makers() -> Result<Vec<MakerView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.maker_views(who.id).await.map_err(failed)
}

#[server(endpoint = "projects/delete")]
pub async fn delete_project(id: ProjectId) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.delete_project(who.id, id).await.map_err(failed)?;
    leptos_axum::redirect("/");
    Ok(())
}

/// The project form as it is posted: everything as text, so that a mistake gets a sentence and not a refusal to read the form.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProjectForm {
    pub title: String,
    pub script: String,
    pub aspect: Option<String>,
    pub resolution: Option<String>,
    pub fit: Option<String>,
    pub style: Option<String>,
    pub style_text: String,
    pub avoid: Option<String>,
    pub shot_seconds: Option<String>,
    pub narration: Option<String>,
    pub captions: Option<String>,
    pub burn_captions: Option<String>,
    pub music: Option<String>,
    pub budget: Option<String>,
    pub parallel: Option<String>,
    pub video: Option<String>,
    pub speech: Option<String>,
    pub sound: Option<String>,
    /// Who films when the first has failed; empty for nobody.
    pub fallback1: Option<String>,
    pub fallback2: Option<String>,
    /// As for footage: who speaks, and who makes the sounds.
    pub speech_fallback1: Option<String>,
    pub speech_fallback2: Option<String>,
    pub sound_fallback1: Option<String>,
    pub switch_when_refused: Option<String>,
    /// Who moves lips to the words; `none` for nobody.
    pub lips: Option<String>,
    /// Who draws what shots start from; `none` for nobody.
    pub pictures: Option<String>,
    /// Who composes the music; `none` for the studio itself.
    pub composer: Option<String>,
    /// As JSON: who says a line, by [`script::line_key`].
    pub speakers: Option<String>,
}

#[cfg(feature = "ssr")]
impl ProjectForm {
    /// The settings after the form; what the form does not name stays as it was.
    pub fn settings(&self, was: model::ProjectSettings) -> Result<model::ProjectSettings, Problem> {
        use super::fields::{cents, choice, number};
        use model::{Aspect, Fit, ModelChoice, Resolution, StylePreset};
        let named = |field: &Option<String>| field.as_deref().and_then(ModelChoice::from_key);
        let model = |field: &Option<String>, was: ModelChoice| named(field).unwrap_or(was);
        let chain = |first: &Option<String>, second: &Option<String>, was: Vec<ModelChoice>| match (first, second) {
            (None, None) => was,
            _ => [named(first), named(second)].into_iter().flatten().collect(),
        };
        let (least, most) = model::limits::USUAL_SHOT_SECONDS;
        Ok(model::ProjectSettings {
            aspect: choice(self.aspect.as_deref(), Aspect::from_key)?.unwrap_or(was.aspect),
            resolution: choice(self.resolution.as_deref(), Resolution::from_key)?.unwrap_or(was.resolution),
            fit: choice(self.fit.as_deref(), Fit::from_key)?.unwrap_or(was.fit),
            style: choice(self.style.as_deref(), StylePreset::from_key)?.unwrap_or(was.style),
            style_text: self.style_text.trim().to_owned(),
            avoid: self.avoid.as_ref().map_or(was.avoid, |avoid| avoid.trim().to_owned()),
            shot_seconds: number("Shot length", self.shot_seconds.as_deref(), least, most)?.unwrap_or(was.shot_seconds),
            narration: self.narration.is_some(),
            captions: self.captions.is_some(),
            burn_captions: self.burn_captions.is_some(),
            music: self.music.is_some(),
            budget_cents: cents("Budget", self.budget.as_deref())?,
            parallel: number("Clips at once", self.parallel.as_deref(), 1.0, 3.0)?.map_or(was.parallel, |n| n as u32),
            video: model(&self.video, was.video),
            speech: model(&self.speech, was.speech),
            sound: model(&self.sound, was.sound),
            fallbacks: chain(&self.fallback1, &self.fallback2, was.fallbacks),
            speech_fallbacks: chain(&self.speech_fallback1, &self.speech_fallback2, was.speech_fallbacks),
            sound_fallbacks: chain(&self.sound_fallback1, &None, was.sound_fallbacks),
            speakers: self.speakers.as_deref().and_then(|json| serde_json::from_str(json).ok()).unwrap_or(was.speakers),
            switch_when_refused: self.switch_when_refused.is_some(),
            lips: self.lips.as_ref().map_or(was.lips, |_| named(&self.lips)),
            pictures: self.pictures.as_ref().map_or(was.pictures, |_| named(&self.pictures)),
            composer: self.composer.as_ref().map_or(was.composer, |_| named(&self.composer)),
            ..was
        })
    }

    fn check(&self) -> Result<(), Problem> {
        if self.script.trim().is_empty() {
            return Err(Problem::field("The script is empty. Paste a script, drop a file, or start from a sample."));
        }
        if self.script.len() > 2_000_000 {
            return Err(Problem::field("The script is larger than 2 MB. Split it into parts and make a film of each."));
        }
        if self.script.contains('\0') {
            return Err(Problem::field(
                "This does not look like text. Save the script as plain text, Fountain or Final Draft.",
            ));
        }
        Ok(())
    }
}

/// Whether a person who was shown this price, in cents, on the button that films has agreed to what the film costs. The form reckons with
/// prices by the second and the letter: a quarter more is what "about" means, and ten cents are for rounding. A browser that runs no
/// program shows none.
#[cfg(feature = "ssr")]
fn is_agreed(shown: Option<&str>, progress: &model::view::ProgressView) -> bool {
    let shown = shown.and_then(|cents| cents.parse::<i64>().ok()).filter(|cents| *cents > 0);
    match shown {
        _ if progress.estimate_cents == 0 && !progress.unpriced => true,
        Some(cents) => !progress.unpriced && progress.estimate_cents <= cents.saturating_mul(5) / 4 + 10,
        None => false,
    }
}

/// Makes a project; `then` is `film` (start at once) or `board` (look at the prompts first). `shown` is the price in cents that stood on the
/// button: what costs more is not begun, and the film's page asks, with the price.
#[server(endpoint = "projects/create")]
pub async fn create_project(form: ProjectForm, then: Option<String>, shown: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use model::{Command, ProjectSettings, view::NewProject};
    let who = signed_in().await?;
    let studio = studio()?;
    form.check().map_err(fail)?;
    if form.title.trim().is_empty() {
        return Err(fail(Problem::field("The film has no title yet. Give it one; it can be changed later.")));
    }
    let settings = form.settings(ProjectSettings::default()).map_err(fail)?;
    let new = NewProject { title: form.title.trim().to_owned(), script: form.script.replace("\r\n", "\n"), settings };
    let id = studio.create_project(who.id, new).await.map_err(failed)?;
    if then.as_deref() == Some("board") {
        leptos_axum::redirect(&format!("/projects/{id}/board"));
        return Ok(());
    }
    if is_agreed(shown.as_deref(), &studio.project(who.id, id).await.map_err(failed)?.progress) {
        studio.command(who.id, id, Command::Start).await.map_err(failed)?;
    }
    leptos_axum::redirect(&format!("/projects/{id}"));
    Ok(())
}

/// Changes a project's title, script and settings. Where edits would be lost by it, or clips would cost money, it is kept and not saved:
/// the project says what it would do, until [`agree_to_change`] or [`drop_change`].
#[server(endpoint = "projects/change")]
pub async fn change_project(id: ProjectId, form: ProjectForm) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use model::view::ProjectChange;
    let who = signed_in().await?;
    let studio = studio()?;
    form.check().map_err(fail)?;
    let old = studio.project(who.id, id).await.map_err(failed)?;
    let settings = form.settings(old.settings.clone()).map_err(fail)?;
    let title = form.title.trim();
    let script = form.script.replace("\r\n", "\n");
    let change = ProjectChange {
        title: (!title.is_empty() && title != old.card.title).then(|| title.to_owned()),
        script: (script != old.script).then_some(script),
        settings: (settings != old.settings).then_some(settings),
    };
    if studio.propose_change(who.id, id, change).await.map_err(failed)?.is_none() {
        leptos_axum::redirect(&format!("/projects/{id}"));
    }
    Ok(())
}

/// Saves the change that waits for the person's word.
#[server(endpoint = "projects/change/agree")]
pub async fn agree_to_change(id: ProjectId) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    if studio()?.agree_to_change(who.id, id).await.map_err(failed)?.is_none() {
        leptos_axum::redirect(&format!("/projects/{id}"));
    }
    Ok(())
}

/// Forgets the change that waits for the person's word.
#[server(endpoint = "projects/change/drop")]
pub async fn drop_change(id: ProjectId) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.drop_change(who.id, id).await.map_err(failed)?;
    leptos_axum::redirect(&format!("/projects/{id}"));
    Ok(())
}

/// Captions drawn into the picture of the film, or not.
#[server(endpoint = "projects/captions")]
pub async fn burn_captions(id: ProjectId, burn: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    use model::view::ProjectChange;
    let who = signed_in().await?;
    let studio = studio()?;
    let mut settings = studio.project(who.id, id).await.map_err(failed)?.settings;
    settings.burn_captions = burn.is_some();
    let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
    studio.update_project(who.id, id, change).await.map_err(failed)
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::is_agreed;
    use model::view::ProgressView;

    #[test]
    fn a_film_that_costs_money_is_begun_only_for_about_the_price_that_was_shown() {
        let costs = |estimate_cents, unpriced| ProgressView { estimate_cents, unpriced, ..ProgressView::default() };
        for shown in [None, Some(""), Some("0"), Some("250")] {
            assert!(is_agreed(shown, &costs(0, false)), "free, whatever was shown: {shown:?}");
        }
        assert!(is_agreed(Some("100"), &costs(135, false)) && !is_agreed(Some("100"), &costs(136, false)));
        for shown in [None, Some(""), Some("0"), Some("free"), Some("-5")] {
            assert!(!is_agreed(shown, &costs(1, false)), "nobody saw a price: {shown:?}");
        }
        assert!(!is_agreed(Some("100"), &costs(50, true)), "nobody knows all of the price");
    }
}
