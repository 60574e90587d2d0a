//! Projects: list, open, make, change, delete.

use crate::Problem;
use leptos::prelude::*;
use model::{
    ProjectId,
    view::{MakerView, Pick, PriceView, ProjectCard, ProjectView, VoiceView},
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

/// What a page shows of a project.
#[server(endpoint = "projects/open")]
pub async fn open_project(id: ProjectId, #[server(default)] pick: Pick) -> Result<ProjectView, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    let mut view = studio()?.project_part(who.id, id, &pick).await.map_err(failed)?;
    if pick.script {
        view.opened = serde_json::to_string(&pipeline::Opened::of(&view)).unwrap_or_default();
    }
    Ok(view)
}

/// The voices of a provider that speaks; the studio's own where none is named.
#[server(endpoint = "voices")]
pub async fn list_voices(#[server(default)] speech: String) -> Result<Vec<VoiceView>, Problem> {
    use crate::server_side::{failed, studio};
    let studio = studio()?;
    if speech.is_empty() { Ok(studio.voices()) } else { studio.voices_of(&speech).map_err(failed) }
}

/// Every model that a film can be made with.
#[server(endpoint = "makers")]
pub async fn list_makers() -> Result<Vec<MakerView>, Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    // No field chooses those that write: they would make every form larger.
    let mut makers = studio()?.maker_views(who.id).await.map_err(failed)?;
    makers.retain(|maker| maker.kind != "text");
    Ok(makers)
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
    /// The tag of the script's language; empty for what its words tell.
    pub language: Option<String>,
    /// "Ana: Spanish, Ben: fr": who speaks another one.
    pub languages: Option<String>,
    /// As JSON: who says a line, by [`script::line_key`].
    pub speakers: Option<String>,
    /// The other answers, as JSON: [`model::Answers`].
    pub answers: Option<String>,
    /// What the form of a film was filled with: [`ProjectView::opened`].
    pub opened: Option<String>,
    /// Which page it is on: [`ProjectView::page`].
    pub page: Option<String>,
}

/// What a film is called where nobody says: by its script's title, else by the place of its first heading.
pub fn title_from(title: &str, heading: &str) -> String {
    let title = title.trim();
    if !title.is_empty() {
        return title.chars().take(200).collect();
    }
    let upper = heading.trim().to_uppercase();
    let place =
        ["INT./EXT.", "INT/EXT.", "EXT./INT.", "INT.", "EXT.", "I/E."].iter().find(|start| upper.starts_with(**start));
    let place = place.map_or(heading, |start| heading.trim().get(start.len()..).unwrap_or(heading));
    // Of a story, its first sentence.
    let place = place.split(" - ").next().unwrap_or(place);
    let place = place.split(". ").next().unwrap_or(place).trim().trim_end_matches('.');
    let place = place.split(['。', '！', '？', '\n']).find(|part| !part.trim().is_empty()).unwrap_or(place);
    let words = place.split_whitespace().take(8).map(|word| {
        let shouted = word.chars().any(char::is_alphabetic) && word == word.to_uppercase();
        let mut letters = word.chars();
        let first = letters.next().into_iter();
        if shouted { first.chain(letters.as_str().to_lowercase().chars()).collect() } else { word.to_owned() }
    });
    let named = words.collect::<Vec<String>>().join(" ");
    if named.is_empty() { "Untitled film".to_owned() } else { named.chars().take(200).collect() }
}

/// As much of a script as says what it is.
#[cfg(feature = "ssr")]
fn beginning(script: &str) -> &str {
    const MOST: usize = 20_000;
    let mut ends = (0..=MOST.min(script.len())).rev();
    ends.find(|end| script.is_char_boundary(*end)).and_then(|end| script.get(..end)).unwrap_or(script)
}

#[cfg(feature = "ssr")]
fn title_of(script: &str) -> String {
    let play = script::read(beginning(script));
    let heading = script::outline(&play, &script::prompt_list(&play, &model::ProjectSettings::default()));
    title_from(&heading.title, &heading.begins)
}

/// A chain after the form, which shows its first two: `None` where it showed no field, `Some(None)` for nobody. What comes after those stays.
#[cfg(feature = "ssr")]
fn chain_of(shown: [Option<Option<model::ModelChoice>>; 2], was: Vec<model::ModelChoice>) -> Vec<model::ModelChoice> {
    let mut rest = was.into_iter();
    let mut chain: Vec<model::ModelChoice> = Vec::new();
    for field in shown {
        let own = rest.next();
        chain.extend(field.unwrap_or(own));
    }
    chain.extend(rest);
    chain
}

/// The tag of a language, given by its tag or its English name.
#[cfg(feature = "ssr")]
fn language(words: &str) -> Result<String, Problem> {
    let found =
        script::languages().find(|(tag, name)| tag.eq_ignore_ascii_case(words) || name.eq_ignore_ascii_case(words));
    found.map(|(tag, _)| tag.to_owned()).ok_or_else(|| {
        Problem::field(format!(
            "“{words}” is no language that is known here. Write its English name, such as “Spanish”."
        ))
    })
}

/// "Ana: Spanish, Ben: fr" as tags by name.
#[cfg(feature = "ssr")]
fn languages(words: &str) -> Result<std::collections::BTreeMap<String, String>, Problem> {
    words
        .split([',', ';'])
        .filter(|part| !part.trim().is_empty())
        .map(|part| {
            let (who, tag) = part.rsplit_once(':').ok_or_else(|| {
                Problem::field("Write who speaks another language as “Ana: Spanish, Ben: French”.".to_owned())
            })?;
            Ok((who.trim().to_owned(), language(tag.trim())?))
        })
        .collect()
}

#[cfg(feature = "ssr")]
impl ProjectForm {
    /// The settings after the form; what the form does not name stays as it was.
    pub fn settings(&self, was: model::ProjectSettings) -> Result<model::ProjectSettings, Problem> {
        use super::fields::{cents, choice, number};
        use model::{Aspect, Fit, ModelChoice, Resolution, StylePreset};
        let named = |field: &Option<String>| field.as_deref().and_then(ModelChoice::from_key);
        let model = |field: &Option<String>, was: ModelChoice| named(field).unwrap_or(was);
        let chain = |first: &Option<String>, second: &Option<String>, was: Vec<ModelChoice>| {
            chain_of([first, second].map(|field| field.as_ref().map(|_| named(field))), was)
        };
        let (least, most) = model::limits::USUAL_SHOT_SECONDS;
        let answers = self.answers.as_deref().and_then(|json| serde_json::from_str(json).ok());
        let was = was.clone().answered(answers.unwrap_or_else(|| was.answers()));
        Ok(model::ProjectSettings {
            aspect: choice(self.aspect.as_deref(), Aspect::from_key)?.unwrap_or(was.aspect),
            resolution: choice(self.resolution.as_deref(), Resolution::from_key)?.unwrap_or(was.resolution),
            fit: choice(self.fit.as_deref(), Fit::from_key)?.unwrap_or(was.fit),
            style: choice(self.style.as_deref(), StylePreset::from_key)?.unwrap_or(was.style),
            style_text: self.style_text.trim().to_owned(),
            avoid: self.avoid.as_ref().map_or(was.avoid, |avoid| avoid.trim().to_owned()),
            shot_seconds: number("Shot length", self.shot_seconds.as_deref(), least, most)?.unwrap_or(was.shot_seconds),
            narration: match self.narration.as_deref() {
                None => was.narration,
                Some("auto") => script::read(beginning(&self.script)).format == script::Format::Prose,
                Some(chosen) => chosen != "off",
            },
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
            language: match self.language.as_deref() {
                None => was.language,
                Some("") => None,
                Some(tag) => Some(language(tag)?),
            },
            languages: self.languages.as_deref().map(languages).transpose()?.unwrap_or(was.languages),
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

/// Whether a person who was shown this price, in cents, on the button that films has agreed to what the film costs, or to what its budget
/// covers of it. The form shows what the studio reckons: no cent more is agreed to. A browser that runs no program shows none.
#[cfg(feature = "ssr")]
fn is_agreed(shown: Option<&str>, progress: &model::view::ProgressView) -> bool {
    let shown = shown.and_then(|cents| cents.parse::<i64>().ok()).filter(|cents| *cents > 0);
    match shown {
        _ if progress.estimate_cents == 0 && !progress.unpriced => true,
        Some(cents) => {
            !progress.unpriced && progress.covered.map_or(progress.estimate_cents, |_| progress.covered_cents) <= cents
        }
        None => false,
    }
}

/// Makes a project; `then` is `film` (start at once) or `board` (look at the prompts first). `shown` is the price in cents that stood on the
/// button: what costs more is not begun, and the film's page asks, with the price.
#[server(endpoint = "projects/create")]
pub async fn create_project(form: ProjectForm, then: Option<String>, shown: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use model::{Command, view::NewProject};
    let who = signed_in().await?;
    let studio = studio()?;
    form.check().map_err(fail)?;
    let title = match form.title.trim() {
        "" => title_of(&form.script),
        title => title.to_owned(),
    };
    let settings = form.settings(studio.usual_settings()).map_err(fail)?;
    let new = NewProject { title, script: form.script.replace("\r\n", "\n"), settings };
    let id = studio.create_project(who.id, new).await.map_err(failed)?;
    if then.as_deref() == Some("board") {
        leptos_axum::redirect(&format!("/projects/{id}/board"));
        return Ok(());
    }
    if is_agreed(shown.as_deref(), &studio.project_part(who.id, id, &Pick::default()).await.map_err(failed)?.progress) {
        studio.command(who.id, id, Command::Start).await.map_err(failed)?;
    }
    leptos_axum::redirect(&format!("/projects/{id}"));
    Ok(())
}

/// What a film of this form would cost. Nothing is kept.
#[server(endpoint = "projects/price")]
pub async fn price_film(form: ProjectForm) -> Result<PriceView, Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use model::view::NewProject;
    signed_in().await?;
    form.check().map_err(fail)?;
    let settings = form.settings(studio()?.usual_settings()).map_err(fail)?;
    let new = NewProject { title: String::new(), script: form.script.replace("\r\n", "\n"), settings };
    studio()?.price_of(new).await.map_err(failed)
}

/// Changes a project's title, script and settings: only what was changed in the form. Where edits would be lost by it, or clips would cost money, it is kept and not saved:
/// the project says what it would do, until [`agree_to_change`] or [`drop_change`].
#[server(endpoint = "projects/change")]
pub async fn change_project(id: ProjectId, form: ProjectForm) -> Result<(), Problem> {
    use crate::server_side::{fail, failed, signed_in, studio};
    use pipeline::{Filled, Opened};
    let who = signed_in().await?;
    let studio = studio()?;
    form.check().map_err(fail)?;
    let now = studio.project_part(who.id, id, &Pick { script: true, ..Pick::default() }).await.map_err(failed)?;
    let opened = form.opened.as_deref().and_then(|json| serde_json::from_str(json).ok());
    let opened: Opened = opened.unwrap_or_else(|| Opened::of(&now));
    let settings = form.settings(opened.settings.clone()).map_err(fail)?;
    let page = form.page.as_deref().unwrap_or_default();
    let filled = Filled { title: form.title, script: form.script.replace("\r\n", "\n"), settings };
    let beside = opened.beside(&now, filled).map_err(failed)?;
    if studio.propose_change(who.id, id, beside.change, beside.replaces, page).await.map_err(failed)?.is_none() {
        leptos_axum::redirect(&format!("/projects/{id}"));
    }
    Ok(())
}

/// Saves the change that waits for the person's word.
#[server(endpoint = "projects/change/agree")]
pub async fn agree_to_change(id: ProjectId) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    let asks_again = studio()?.agree_to_change(who.id, id).await.map_err(failed)?.is_some();
    if asks_again { Ok(()) } else { answered(who.id, id).await }
}

/// Forgets the change that waits for the person's word.
#[server(endpoint = "projects/change/drop")]
pub async fn drop_change(id: ProjectId) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    let who = signed_in().await?;
    studio()?.drop_change(who.id, id).await.map_err(failed)?;
    answered(who.id, id).await
}

/// On to the film; where another change waits, the page asks about that one.
#[cfg(feature = "ssr")]
async fn answered(who: model::UserId, id: ProjectId) -> Result<(), Problem> {
    use crate::server_side::{failed, studio};
    if !studio()?.has_unsaved(who, id).await.map_err(failed)? {
        leptos_axum::redirect(&format!("/projects/{id}"));
    }
    Ok(())
}

/// Captions drawn into the picture of the film, or not.
#[server(endpoint = "projects/captions")]
pub async fn burn_captions(id: ProjectId, burn: Option<String>) -> Result<(), Problem> {
    use crate::server_side::{failed, signed_in, studio};
    use model::view::ProjectChange;
    let who = signed_in().await?;
    let studio = studio()?;
    let mut settings = studio.project_part(who.id, id, &Pick::default()).await.map_err(failed)?.settings;
    settings.burn_captions = burn.is_some();
    let change = ProjectChange { settings: Some(settings), ..ProjectChange::default() };
    studio.update_project(who.id, id, change).await.map_err(failed)
}

#[cfg(all(test, feature = "ssr"))]
mod tests;
