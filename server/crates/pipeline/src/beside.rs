//! A form of a film's script and settings that was opened before another one was saved: only what was changed in it is taken over, so that
//! neither overwrites the other.

use crate::Error;
use model::{
    ProjectSettings,
    view::{ProjectChange, ProjectView},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeSet;

/// What a form was filled with when its page was opened. The form carries it along.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Opened {
    pub title: String,
    /// The digest of the script.
    pub script: String,
    pub settings: ProjectSettings,
}

/// What a form holds.
#[derive(Clone, Debug)]
pub struct Filled {
    /// Empty where the title is to stay.
    pub title: String,
    pub script: String,
    pub settings: ProjectSettings,
}

/// What a form changes, and what of another change it would take the place of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beside {
    pub change: ProjectChange,
    /// In sentences, for a person to agree to.
    pub replaces: Vec<String>,
}

const SCRIPT: &str = "The script as it was saved elsewhere after this page was opened. Undo brings it back.";
const SETTING: &str = "A setting that was saved elsewhere after this page was opened.";

/// The sentence is one of [`Beside::replaces`].
pub(crate) fn is_replaced(sentence: &str) -> bool {
    [SCRIPT, SETTING].contains(&sentence)
}

/// Browsers send the lines of a form with other ends.
fn plain(script: &str) -> String {
    script.replace("\r\n", "\n")
}

fn digest(script: &str) -> String {
    hex::encode(Sha256::digest(plain(script).as_bytes()))
}

impl Opened {
    pub fn of(view: &ProjectView) -> Self {
        Self { title: view.card.title.clone(), script: digest(&view.script), settings: view.settings.clone() }
    }

    /// What the filled form changes of the film as it is now.
    pub fn beside(&self, now: &ProjectView, filled: Filled) -> Result<Beside, Error> {
        let mut replaces = Vec::new();
        let is_own = digest(&filled.script) != self.script && filled.script != plain(&now.script);
        if is_own && digest(&now.script) != self.script {
            replaces.push(SCRIPT.to_owned());
        }
        let (was, is) = (serde_json::to_value(&self.settings)?, serde_json::to_value(&filled.settings)?);
        let (settings, has_clash) = merged(&was, is, serde_json::to_value(&now.settings)?);
        if has_clash {
            replaces.push(SETTING.to_owned());
        }
        let settings: ProjectSettings = serde_json::from_value(settings)?;
        let title = filled.title.trim();
        let is_named = !title.is_empty() && title != self.title && title != now.card.title;
        let change = ProjectChange {
            title: is_named.then(|| title.to_owned()),
            script: is_own.then_some(filled.script),
            settings: (settings != now.settings).then_some(settings),
        };
        Ok(Beside { change, replaces })
    }
}

/// Settings that hold a value for each of several names: these are merged name by name.
const BY_NAME: [&str; 5] = ["speakers", "voices", "people", "same", "places"];

/// What was made of `was` in `mine`, put into `theirs`, field by field; and whether both changed one to something else each. Then mine
/// counts.
fn merged(was: &Value, mine: Value, theirs: Value) -> (Value, bool) {
    let (Value::Object(mine), Value::Object(mut theirs)) = (mine, theirs) else { return (was.clone(), false) };
    let mut clashes = false;
    let names: BTreeSet<String> = mine.keys().chain(theirs.keys()).cloned().collect();
    for name in names {
        let (old, own, other) = (was.get(&name), mine.get(&name), theirs.get(&name));
        if own == old || own == other {
            continue;
        }
        let is_map =
            BY_NAME.contains(&name.as_str()) && [old, own, other].iter().all(|side| side.is_some_and(Value::is_object));
        if let (true, Some(old), Some(own), Some(other)) = (is_map, old, own, other) {
            let (value, clash) = merged(old, own.clone(), other.clone());
            clashes |= clash;
            theirs.insert(name, value);
            continue;
        }
        clashes |= other != old;
        match own {
            Some(own) => drop(theirs.insert(name, own.clone())),
            None => drop(theirs.remove(&name)),
        }
    }
    (Value::Object(theirs), clashes)
}

#[cfg(test)]
mod tests {
    use super::merged;
    use serde_json::json;

    #[test]
    fn what_two_people_change_beside_each_other_is_all_there() {
        let was = json!({ "style": "a", "music": true, "speakers": { "1": "MAYA" } });
        let mine = json!({ "style": "b", "music": true, "speakers": { "1": "MAYA", "2": "TOM" } });
        let theirs = json!({ "style": "a", "music": false, "speakers": { "1": "MAYA", "3": "BEN" } });
        let both = json!({ "style": "b", "music": false, "speakers": { "1": "MAYA", "2": "TOM", "3": "BEN" } });
        assert_eq!(merged(&was, mine, theirs), (both, false));
    }

    #[test]
    fn where_both_changed_the_same_the_later_counts_and_says_so() {
        let (was, mine) = (json!({ "style": "a", "list": [1] }), json!({ "style": "b", "list": [1, 2] }));
        let theirs = json!({ "style": "c", "list": [1] });
        assert_eq!(merged(&was, mine.clone(), theirs), (mine.clone(), true));
        assert_eq!(merged(&was, mine.clone(), mine.clone()), (mine, false), "both changed it to the same");
    }

    #[test]
    fn a_model_is_never_half_of_one_and_half_of_another() {
        let model = |provider: &str, model: &str| json!({ "video": { "provider": provider, "model": model } });
        let (was, mine, theirs) = (model("kling", "a"), model("kling", "b"), model("runway", "a"));
        assert_eq!(merged(&was, mine.clone(), theirs), (mine, true));
    }

    #[test]
    fn what_was_taken_out_stays_out() {
        let (was, mine) = (json!({ "voices": { "A": "x", "B": "y" } }), json!({ "voices": { "A": "x" } }));
        let theirs = json!({ "voices": { "A": "x", "B": "y", "C": "z" } });
        assert_eq!(merged(&was, mine, theirs), (json!({ "voices": { "A": "x", "C": "z" } }), false));
    }
}
