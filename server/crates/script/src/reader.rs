//! A script that is read again and again while it is written.

use crate::film::{self, Set};
use crate::screenplay::Screenplay;
use model::{ProjectSettings, PromptList};

/// Reads a script at every keystroke: of scenes that are as they were, the shots are kept. What it finds is what
/// [`crate::read`], [`crate::name_speakers`] and [`crate::prompt_list`] find.
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

impl Reader {
    /// The screenplay, with the speakers that a person chose, and its shots.
    pub fn read(&mut self, text: &str, settings: &ProjectSettings) -> (&Screenplay, &PromptList) {
        let mut play = crate::read(text);
        crate::name_speakers(&mut play, &settings.speakers);
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
