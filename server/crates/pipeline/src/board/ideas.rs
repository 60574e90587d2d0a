//! Films that begin with an idea: the studio writes an outline, which is the film's script until a writer changes it.

use crate::{Error, Studio, brief::Project, lists::head_of};
use diesel_async::{AsyncConnection, AsyncPgConnection};
use model::{
    Brief, ProjectId, ProjectSettings, PromptList, UserId, limits,
    view::{NewIdea, NewProject},
};
use std::ops::RangeInclusive;
use store::projects;
use storyboard::{Idea, NARRATIVES, TONES, pages};

/// The longest idea, in characters, and how long a film of one may be, in seconds.
const LONGEST_IDEA: usize = 2_000;
const SECONDS: RangeInclusive<u32> = 30..=600;
/// So many people and places of an idea are in its outline.
const NAMES: usize = 3;
/// Words of an idea that are its title where nobody gives one.
const TITLE_WORDS: usize = 6;

impl Studio {
    /// Begins a film from an idea: with the studio's outline as its script, in the first of the tones and structures.
    ///
    /// # Errors
    /// `Refused` where there is no idea, or a very long one.
    pub async fn create_from_idea(&self, who: UserId, new: NewIdea) -> Result<ProjectId, Error> {
        let (new, brief) = project_of(new)?;
        let id = self.create_project(who, new).await?;
        self.keep_brief(id, brief).await?;
        Ok(id)
    }

    /// As [`Self::create_from_idea`], for the command line: the film that it made before of this key, or a new one.
    pub async fn local_from_idea(&self, who: UserId, new: NewIdea, key: &str) -> Result<ProjectId, Error> {
        let (new, brief) = project_of(new)?;
        let id = self.local_project(who, new, key).await?;
        self.keep_brief(id, brief).await?;
        Ok(id)
    }

    async fn keep_brief(&self, id: ProjectId, brief: Brief) -> Result<(), Error> {
        let mut conn = self.store().conn().await?;
        (*conn)
            .transaction(async |conn: &mut AsyncPgConnection| {
                let project = Project::read(projects::lock(conn, id).await?)?;
                let mut head = project.head;
                head.story.brief = brief;
                let head = Some(head_of(&head)?);
                projects::update(conn, id, projects::Change { head, ..projects::Change::default() }).await?;
                Ok::<_, Error>(())
            })
            .await?;
        drop(conn);
        self.write_list(id).await
    }
}

/// The project that an idea begins as.
fn project_of(new: NewIdea) -> Result<(NewProject, Brief), Error> {
    let idea = new.idea.split_whitespace().collect::<Vec<_>>().join(" ");
    if idea.is_empty() {
        return Err(Error::refused("Write your idea first: one sentence will do."));
    }
    if idea.chars().count() > LONGEST_IDEA {
        return Err(Error::refused(format!(
            "The idea is longer than {LONGEST_IDEA} characters. If it is a story already, begin from a script instead."
        )));
    }
    let (people, places) = named_in(&idea);
    let seconds = if new.seconds == 0 { 90 } else { new.seconds.clamp(*SECONDS.start(), *SECONDS.end()) };
    let [tone, language] = [&new.tone, &new.language].map(|text| text.trim().chars().take(60).collect::<String>());
    let brief = Brief { seconds, people, places, idea, tone, language };
    let title = match new.title.trim() {
        "" => title_of(&brief.idea),
        title => title.to_owned(),
    };
    let script = pages(&Idea { title: &title, brief: &brief }, 0, 0);
    let style = TONES.first().map_or(new.settings.style, |tone| tone.style);
    let settings = ProjectSettings { style, ..new.settings };
    Ok((NewProject { title, script, settings }, brief))
}

/// The first words of an idea.
fn title_of(idea: &str) -> String {
    let first = idea.split(['.', ',', ';', ':', '!', '?']).next().unwrap_or(idea);
    let words: Vec<&str> = first.split_whitespace().take(TITLE_WORDS).collect();
    let title: String = words.join(" ").chars().take(limits::NAME).collect();
    let mut letters = title.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The people and the places that an idea names.
fn named_in(idea: &str) -> (Vec<String>, Vec<String>) {
    let play = script::read(idea);
    let list: PromptList = script::prompt_list(&play, &ProjectSettings::default());
    let mut people: Vec<String> = list.characters.iter().map(|own| own.name.clone()).take(NAMES).collect();
    if people.is_empty() {
        people = capitals(idea);
    }
    let mut places: Vec<String> = Vec::new();
    for name in list.locations.iter().map(|own| &own.name).chain(list.shots.iter().map(|shot| &shot.place.name)) {
        let is_new = !places.iter().any(|known| known.eq_ignore_ascii_case(name));
        if places.len() < NAMES && is_new && !name.trim().is_empty() {
            places.push(name.clone());
        }
    }
    (people, places)
}

/// Words with a capital that only begin a sentence.
const BEGINNINGS: &[&str] = &[
    "a",
    "an",
    "the",
    "one",
    "two",
    "three",
    "in",
    "on",
    "at",
    "when",
    "while",
    "after",
    "before",
    "if",
    "every",
    "each",
    "some",
    "his",
    "her",
    "their",
    "my",
    "our",
    "this",
    "that",
    "there",
    "it",
    "he",
    "she",
    "they",
    "we",
    "you",
    "nobody",
    "somebody",
    "everybody",
    "once",
    "only",
    "and",
    "but",
    "then",
    "what",
    "who",
    "how",
    "old",
    "young",
    "until",
    "as",
];

/// Names, as far as a capital tells them.
fn capitals(idea: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for word in idea.split(|c: char| !c.is_alphabetic()) {
        let is_name = word.chars().count() > 2
            && word.starts_with(char::is_uppercase)
            && !BEGINNINGS.contains(&word.to_lowercase().as_str());
        if is_name && names.len() < 2 && !names.iter().any(|known| known == word) {
            names.push(word.to_owned());
        }
    }
    names
}

/// The options of lore and narrative that a script was made from; `None` where it was not, or a writer changed it.
pub(super) fn options_of(brief: &Brief, title: &str, script: &str) -> Option<(usize, usize)> {
    if brief.idea.is_empty() {
        return None;
    }
    let own = body(script);
    let idea = Idea { title, brief };
    let all = (0..TONES.len()).flat_map(|lore| (0..NARRATIVES.len()).map(move |narrative| (lore, narrative)));
    all.into_iter().find(|(lore, narrative)| body(&pages(&idea, *lore, *narrative)) == own)
}

/// A script without its title page.
fn body(script: &str) -> String {
    let script = script.replace("\r\n", "\n");
    script.split_once("\n\n").map_or(script.clone(), |(_, body)| body.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idea_becomes_a_script_that_tells_which_options_it_is_of() {
        let idea = "Mara keeps the last lighthouse. One night, a letter arrives from a ship that sank.";
        let (new, brief) = project_of(NewIdea { idea: idea.to_owned(), ..NewIdea::default() }).unwrap();
        assert_eq!(new.title, "Mara keeps the last lighthouse");
        assert_eq!(brief.seconds, 90);
        assert_eq!(brief.people, ["Mara"]);
        assert_eq!(options_of(&brief, &new.title, &new.script), Some((0, 0)));
        assert_eq!(options_of(&brief, "Another title", &new.script), Some((0, 0)));
        let other = pages(&Idea { title: &new.title, brief: &brief }, 2, 1);
        assert_eq!(options_of(&brief, &new.title, &other), Some((2, 1)));
        assert_eq!(options_of(&brief, &new.title, &format!("{} More.", new.script)), None);
    }

    #[test]
    fn no_idea_and_an_endless_one_are_refused() {
        let of = |idea: String| project_of(NewIdea { idea, ..NewIdea::default() }).map(drop);
        assert!(of("  \n ".to_owned()).is_err());
        assert!(of("word ".repeat(1_000)).is_err());
    }
}
