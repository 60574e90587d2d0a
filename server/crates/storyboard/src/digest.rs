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
