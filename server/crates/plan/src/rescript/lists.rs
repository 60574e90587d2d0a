//! The three lists that are laid side by side, and what is told of their merging.

use super::{content::Content, origin::Origins};
use model::{Kept, PromptList, Shot};
use serde::{Deserialize, Serialize};

/// What a person should know of it: sentences such as "Shot 12: your prompt – its passage is gone from the script."
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// What cannot be kept.
    pub lost: Vec<String>,
    /// What stays although the script says something else now.
    pub stays: Vec<String>,
}

/// What the person changed stays as it is; the rest is as the script has it now.
pub(super) fn three<T: PartialEq + Clone>(was: &T, own: &T, new: &T) -> T {
    if own == was { new.clone() } else { own.clone() }
}

/// Where the merged list takes a shot from.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum From {
    /// The person's, of this place.
    Own(usize),
    /// The new script's.
    New(usize),
}

/// What becomes of one of the person's shots.
#[derive(Clone, Copy)]
pub(super) struct Fate {
    /// The shot of the old and of the new reading that it is laid beside; `None` where the person made it from nothing.
    pub(super) beside: Option<(usize, usize)>,
    /// Its passage is as it was, so that a split or a join stays.
    pub(super) whole: bool,
    /// It is made of one shot, and nothing else is.
    pub(super) simple: bool,
}

/// The three lists, and what is the same in them.
pub(super) struct Lists<'a> {
    pub(super) base: &'a PromptList,
    pub(super) mine: &'a PromptList,
    pub(super) theirs: &'a PromptList,
    pub(super) origins: &'a Origins,
    /// For each shot of the old reading, the one of the new.
    pub(super) shots: &'a [Option<usize>],
    pub(super) was: &'a [Content],
    pub(super) now: &'a [Content],
}

impl Lists<'_> {
    pub(super) fn new_of(&self, base: usize) -> Option<usize> {
        self.shots.get(base).copied().flatten()
    }

    /// The passage says the same as before.
    pub(super) fn is_untouched(&self, base: usize) -> bool {
        let new = self.new_of(base).and_then(|new| self.now.get(new));
        new.is_some_and(|new| self.was.get(base).is_some_and(|was| was.text == new.text))
    }

    /// A shot of the old reading and the one of the new. Where the passage, the place and the people of the scene are the same, what is
    /// seen and how stays: that hangs on the number of the scene as well, and nothing is filmed anew for it. The shot remembers it.
    pub(super) fn beside(&self, base: usize, new: usize) -> Option<(&Shot, Shot)> {
        let (was, is) = (self.base.shots.get(base)?, self.theirs.shots.get(new)?);
        let speakers = |shot: &Shot| shot.lines.iter().map(|line| line.speaker.clone()).collect::<Vec<_>>();
        let present = |list: &PromptList, shot: &Shot| {
            let mut people = list.scene(&shot.scene).map(|scene| scene.characters.clone()).unwrap_or_default();
            people.sort_unstable();
            people
        };
        let is_same = self.is_untouched(base)
            && was.place == is.place
            && speakers(was) == speakers(is)
            && present(self.base, was) == present(self.theirs, is);
        let mut is = is.clone();
        if is_same {
            let kept = Kept::of(was);
            if kept != Kept::of(&is) {
                kept.put_into(&mut is);
                is.kept = Some(Box::new(kept));
            }
        }
        Some((was, is))
    }
}
