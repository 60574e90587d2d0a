//! The prompts of a merged list.

use super::lists::{Fate, From, Lists, Told};
use model::{PromptList, Shot};

impl Lists<'_> {
    /// The prompts of the merged list. One that a person wrote stays; one that the new script changes nothing of does, too.
    pub(super) fn prompts(
        &self,
        list: &PromptList,
        order: &[From],
        fates: &[Option<Fate>],
        rewrite: &dyn Fn(&PromptList, &Shot) -> String,
        told: &mut Told,
    ) -> Vec<String> {
        let other_look = self.theirs.style_line != self.base.style_line;
        let same_head = (&list.style_line, &list.characters, &list.locations)
            == (&self.theirs.style_line, &self.theirs.characters, &self.theirs.locations);
        let mut own_words = 0_usize;
        let prompts = order
            .iter()
            .zip(&list.shots)
            .map(|(from, shot)| {
                if shot.prompt_edited {
                    own_words += 1;
                    return shot.prompt.clone();
                }
                let own = match from {
                    From::New(_) if same_head => return shot.prompt.clone(),
                    From::New(_) => return rewrite(list, shot),
                    From::Own(own) => *own,
                };
                let beside = fates.get(own).copied().flatten().and_then(|fate| fate.beside);
                let pair = beside.and_then(|(base, new)| self.beside(base, new));
                match (pair, self.mine.shots.get(own)) {
                    (Some((was, new)), _) if rewrite(self.base, was) == rewrite(self.theirs, &new) => {
                        shot.prompt.clone()
                    }
                    (Some(_), _) => rewrite(list, shot),
                    // Words of somebody else's stay.
                    (None, Some(mine)) if rewrite(self.mine, mine) == mine.prompt => rewrite(list, shot),
                    (None, _) => shot.prompt.clone(),
                }
            })
            .collect();
        if other_look && own_words > 0 {
            let stay = if own_words == 1 {
                "One prompt that you wrote stays as it is."
            } else {
                "Prompts that you wrote stay as they are."
            };
            told.stays.push(stay.to_owned());
        }
        prompts
    }
}
