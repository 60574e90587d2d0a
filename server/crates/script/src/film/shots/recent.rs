//! Who was seen lately in a scene.

use model::Sex;
use std::collections::{BTreeMap, HashMap};

/// The people of a scene, the one who was seen last first.
#[derive(Default)]
pub(super) struct Recent {
    /// When somebody was seen last.
    when: HashMap<String, usize>,
    /// The same the other way round.
    who: BTreeMap<usize, String>,
    /// The last man and the last woman.
    man: Option<String>,
    woman: Option<String>,
}

impl Recent {
    pub fn saw(&mut self, name: &str, sex: Option<Sex>) {
        let now = self.who.last_key_value().map_or(0, |(last, _)| last + 1);
        if let Some(before) = self.when.insert(name.to_owned(), now) {
            self.who.remove(&before);
        }
        self.who.insert(now, name.to_owned());
        match sex {
            Some(Sex::Male) => self.man = Some(name.to_owned()),
            Some(Sex::Female) => self.woman = Some(name.to_owned()),
            None => {}
        }
    }

    /// The one of that sex who was seen last.
    pub fn of(&self, sex: Sex) -> Option<&String> {
        match sex {
            Sex::Male => self.man.as_ref(),
            Sex::Female => self.woman.as_ref(),
        }
    }

    /// All, the one who was seen last first.
    pub fn iter(&self) -> impl Iterator<Item = &String> {
        self.who.values().rev()
    }
}
