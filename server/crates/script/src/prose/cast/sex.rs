//! Man or woman, told by the pronouns that follow a name.

use super::Cast;
use crate::prose::tokens::Word;
use model::Sex;
use std::collections::HashMap;

impl Cast {
    /// Votes on sex by the pronouns that follow a lone mention in its sentence.
    pub fn learn_sex(&mut self, paragraphs: &[Vec<Word>], quoted: &dyn Fn(usize) -> bool) {
        let mut votes: HashMap<usize, (usize, usize)> = HashMap::new();
        let mut next = 0;
        for words in paragraphs {
            let mut last: Option<(usize, usize)> = None;
            for (i, word) in words.iter().enumerate() {
                while self.mentions.get(next).is_some_and(|m| m.end <= word.start) {
                    next += 1;
                }
                if let Some(m) = self.mentions.get(next).filter(|m| m.start <= word.start && m.end >= word.end) {
                    if !quoted(word.start) {
                        last = Some((m.who, i));
                    }
                    continue;
                }
                if quoted(word.start) {
                    continue;
                }
                let Some((who, at)) = last else { continue };
                if i - at > 14 {
                    continue;
                }
                match word.lower().as_str() {
                    "he" | "his" | "him" | "himself" => votes.entry(who).or_default().0 += 1,
                    "she" | "her" | "herself" | "hers" => votes.entry(who).or_default().1 += 1,
                    _ => continue,
                }
                last = None;
            }
        }
        for (who, (he, she)) in votes {
            if let Some(person) = self.people.get_mut(who)
                && person.sex.is_none()
                && he != she
            {
                person.sex = Some(if he > she { Sex::Male } else { Sex::Female });
            }
        }
    }
}
