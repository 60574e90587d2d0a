//! A script that is read again and again while it is written.

use crate::film::{self, Set};
use crate::screenplay::Screenplay;
use model::{ProjectSettings, PromptList};

/// Reads a script at every keystroke: of scenes that are as they were, the shots are kept. What it finds is what
/// [`read_with`] and [`crate::prompt_list`] find.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    kept: Option<Reading>,
}

#[derive(Clone, Debug)]
struct Reading {
    settings: ProjectSettings,
    play: Screenplay,
    list: PromptList,
    sets: Vec<Set>,
}

/// The screenplay, with the language and the speakers that a person chose, and what a person said where the script leaves it open.
pub fn read_with(text: &str, settings: &ProjectSettings) -> Screenplay {
    let mut play = crate::read::read_in(text, settings.language.as_deref());
    crate::answers::put_into(&mut play, settings);
    crate::name_speakers(&mut play, &settings.speakers);
    for person in &mut play.characters {
        let chosen = settings.languages.get(&person.name).filter(|tag| **tag != play.language);
        person.language = chosen.cloned().or(person.language.take());
    }
    play
}

impl Reader {
    /// The screenplay, with the speakers that a person chose, and its shots.
    pub fn read(&mut self, text: &str, settings: &ProjectSettings) -> (&Screenplay, &PromptList) {
        let play = read_with(text, settings);
        let earlier = self.kept.take().filter(|kept| kept.settings == *settings);
        let (list, sets, settings) = match earlier {
            Some(kept) => {
                let (list, sets) = film::film(&play, settings, Some((&kept.play, kept.list, kept.sets)), usize::MAX);
                (list, sets, kept.settings)
            }
            None => {
                let (list, sets) = film::film(&play, settings, None, usize::MAX);
                (list, sets, settings.clone())
            }
        };
        let kept = self.kept.insert(Reading { settings, play, list, sets });
        (&kept.play, &kept.list)
    }
}
