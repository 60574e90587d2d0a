//! What a text was written for, and what a panel shows, as digests. They are over values alone: neither a model nor a release of the
//! studio makes anything out of date.

use model::{PromptList, Scene, Shot};
use serde::Serialize;
use sha2::{Digest as _, Sha256};

fn digest(what: &impl Serialize) -> String {
    // Plain data with string keys always serialises; were it ever not to, the error's text keeps the digests apart.
    let bytes = serde_json::to_vec(what).unwrap_or_else(|error| error.to_string().into_bytes());
    hex::encode(Sha256::digest(bytes)).chars().take(32).collect()
}

/// A digest of a text.
pub fn text_digest(text: &str) -> String {
    digest(&text)
}

/// A text of the storyboard that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartNow {
    pub text: String,
    /// It is no reading of the script and no rule's: a person wrote it, or took it from a model.
    pub by_hand: bool,
}

/// What stands at a place such as `lore` or `character:MARA`; `None` where there is no such place.
pub fn text_of(list: &PromptList, part: &str) -> Option<PartNow> {
    let kept = |text: &str| PartNow { text: text.to_owned(), by_hand: !text.is_empty() };
    let marked = |text: &str, by_hand: &[String]| PartNow {
        text: text.to_owned(),
        by_hand: by_hand.iter().any(|field| field == "description"),
    };
    Some(match part.split_once(':') {
        None => match part {
            "lore" => kept(&list.story.lore),
            "logline" => kept(&list.story.logline),
            "narrative" => kept(&list.story.narrative),
            _ => return None,
        },
        Some(("stage", number)) => kept(&list.scene(number)?.stage.description),
        Some(("character", name)) => {
            let own = list.characters.iter().find(|own| own.name == name)?;
            marked(&own.description, &own.by_hand)
        }
        Some(("location", name)) => {
            let own = list.locations.iter().find(|own| own.name == name)?;
            marked(&own.description, &own.by_hand)
        }
        Some(("prop", name)) => {
            list.shots.iter().find(|shot| shot.props.iter().any(|own| own == name))?;
            kept(list.props.iter().find(|own| own.name == name).map_or("", |own| own.description.as_str()))
        }
        Some(_) => return None,
    })
}

/// A model wrote the text that stands there now.
pub fn is_filled(list: &PromptList, part: &str) -> bool {
    let known = list.story.filled.get(part);
    known
        .zip(text_of(list, part))
        .is_some_and(|(known, now)| !now.text.is_empty() && known.text == text_digest(&now.text))
}

/// The values that the studio would fill a part from: `lore`, `logline`, `narrative`, or `stage:12` for the scene of that number. `None` for
/// parts that hang on nothing else.
pub fn basis(list: &PromptList, part: &str) -> Option<String> {
    match part {
        "lore" | "logline" => {
            let names: Vec<&str> = list.characters.iter().map(|own| own.name.as_str()).collect();
            let places: Vec<&str> = list.locations.iter().map(|own| own.name.as_str()).collect();
            Some(digest(&(&list.title, names, places)))
        }
        "narrative" => {
            let shots = list.shots.iter().map(|shot| (&shot.scene, &shot.action));
            Some(digest(&shots.collect::<Vec<_>>()))
        }
        _ => {
            let scene = list.scene(part.strip_prefix("stage:")?)?;
            Some(digest(&(&scene.heading, &scene.characters, scene.mood, place_of(list, scene))))
        }
    }
}

fn place_of<'a>(list: &'a PromptList, scene: &Scene) -> Option<&'a str> {
    let shot = list.shots.iter().find(|shot| shot.scene == scene.number)?;
    Some(&shot.place.description)
}

/// What a shot's panel shows: where it is, who and what is seen, how it is framed, and what happens.
pub fn panel_basis(list: &PromptList, shot: &Shot) -> String {
    let looks =
        |name: &String| list.character(name).map(|own| own.looks_in(&shot.scene).to_owned()).unwrap_or_default();
    let cast: Vec<(&String, String)> = shot.cast.iter().map(|name| (name, looks(name))).collect();
    digest(&(
        (&list.style_line, &shot.action, shot.framing, shot.camera, shot.mood),
        (&shot.place, cast, &shot.focus, &shot.props),
        (&shot.first_frame, shot.take, shot.picture_take),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panel_is_another_one_when_it_shows_something_else() {
        let mut list = PromptList { shots: vec![Shot::default()], ..PromptList::default() };
        let was = panel_basis(&list, &list.shots[0]);
        list.shots[0].lines.push(model::Line::default());
        list.shots[0].seconds = 9.0;
        assert_eq!(panel_basis(&list, &list.shots[0]), was, "what is said and how long it lasts is not in the picture");
        list.shots[0].framing = model::Framing::CloseUp;
        assert_ne!(panel_basis(&list, &list.shots[0]), was);
    }
}
