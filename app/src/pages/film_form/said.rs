//! What a person said of a script that leaves something open, while the form is filled.

use leptos::prelude::*;
use model::{Answers, ProjectSettings, SaidSex};
use std::collections::BTreeMap;

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Sex {
        name: String,
        sex: SaidSex,
    },
    Looks {
        name: String,
        description: String,
    },
    /// The same name twice: it is somebody else.
    Same {
        name: String,
        whole: String,
    },
    Where {
        key: String,
        place: String,
    },
    /// All that was said of somebody's sex and looks.
    NothingOf(String),
    NotSame(String),
    Nowhere(String),
}

impl Answer {
    fn put_into(self, answers: &mut Answers) {
        match self {
            Self::Sex { name, sex } => answers.people.entry(name).or_default().sex = Some(sex),
            Self::Looks { name, description } => answers.people.entry(name).or_default().looks = Some(description),
            Self::Same { name, whole } => drop(answers.same.insert(name, whole)),
            Self::Where { key, place } => drop(answers.places.insert(key, place)),
            Self::NothingOf(name) => drop(answers.people.remove(&name)),
            Self::NotSame(name) => drop(answers.same.remove(&name)),
            Self::Nowhere(key) => drop(answers.places.remove(&key)),
        }
    }
}

/// Who says what, and the other answers; in the form's hidden fields, and in the settings that the script is read with.
#[derive(Clone, Copy)]
pub struct Said {
    settings: StoredValue<ProjectSettings>,
    speakers: RwSignal<BTreeMap<String, String>>,
    pub answers: RwSignal<Answers>,
}

impl Said {
    pub fn new(settings: StoredValue<ProjectSettings>) -> Self {
        let (speakers, answers) = settings.with_value(|settings| (settings.speakers.clone(), settings.answers()));
        Self { settings, speakers: RwSignal::new(speakers), answers: RwSignal::new(answers) }
    }

    /// A line of these words is said by `name`.
    pub fn speaks(self, line: &str, name: String) {
        self.speakers.update(|chosen| drop(chosen.insert(script::line_key(line), name)));
        self.take_over();
    }

    pub fn answer(self, answer: Answer) {
        self.answers.update(|answers| answer.put_into(answers));
        self.take_over();
    }

    /// What an earlier visit left in the fields of [`fields`](Self::fields).
    pub fn bring(self, [speakers, answers]: [Option<String>; 2]) {
        let read = |json: Option<String>| serde_json::from_slice(json?.as_bytes()).ok();
        self.speakers.set(read(speakers).unwrap_or_default());
        let answers = answers.and_then(|json| serde_json::from_slice(json.as_bytes()).ok());
        self.answers.set(answers.unwrap_or_default());
        self.take_over();
    }

    fn take_over(self) {
        self.settings.update_value(|settings| {
            settings.speakers = self.speakers.get_untracked();
            *settings = std::mem::take(settings).answered(self.answers.get_untracked());
        });
    }

    /// The hidden fields that send it.
    pub fn fields(self) -> impl IntoView {
        let speakers = move || self.speakers.with(|chosen| serde_json::to_string(chosen).unwrap_or_default());
        let answers = move || self.answers.with(|answers| serde_json::to_string(answers).unwrap_or_default());
        view! {
            <input type="hidden" name="form[speakers]" prop:value=speakers />
            <input type="hidden" name="form[answers]" prop:value=answers />
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_that_is_taken_back_leaves_nothing() {
        let mut answers = Answers::default();
        let (name, whole) = ("KLARA".to_owned(), "KLARA WEISS".to_owned());
        let given = [
            Answer::Sex { name: name.clone(), sex: SaidSex::Female },
            Answer::Looks { name: name.clone(), description: "tall".into() },
            Answer::Same { name: name.clone(), whole },
            Answer::Where { key: "odarowedout".into(), place: "Harbour".into() },
        ];
        given.into_iter().for_each(|answer| answer.put_into(&mut answers));
        assert_eq!(answers.people.get(&name).and_then(|said| said.sex), Some(SaidSex::Female));
        let back = [Answer::NothingOf(name.clone()), Answer::NotSame(name), Answer::Nowhere("odarowedout".into())];
        back.into_iter().for_each(|answer| answer.put_into(&mut answers));
        assert_eq!(answers, Answers::default());
    }
}
