//! The bounds of [`model::limits`], held against a prompt list.

use crate::shot_seconds;
use model::{Character, Cue, Line, Music, PromptList, Prop, Scene, Shot, Story, limits};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// What is beyond a bound; its `Display` is a sentence that names it and the bound.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct OutOfBounds(String);

type Checked = Result<(), OutOfBounds>;

/// Checks a list from outside.
///
/// # Errors
/// The first thing in it that is beyond a bound of [`model::limits`], or holds a NUL character.
pub fn check_list(list: &PromptList) -> Checked {
    if list.shots.len() > limits::SHOTS {
        let count = list.shots.len();
        let most = limits::SHOTS;
        return Err(OutOfBounds(format!("The film has {count} shots; {most} fit. Film it in parts.")));
    }
    text("title", "the film", &list.title, limits::NAME)?;
    text("line on the look", "the film", &list.style_line, limits::TEXT)?;
    count("characters", "The film", list.characters.len(), limits::CHARACTERS)?;
    count("locations", "The film", list.locations.len(), limits::LOCATIONS)?;
    count("scenes", "The film", list.scenes.len(), limits::SCENES)?;
    music(&list.music)?;
    story(&list.story)?;
    count("props", "The film", list.props.len(), limits::PROPS)?;
    list.props.iter().try_for_each(prop)?;
    said_names(&list.names)?;
    list.characters.iter().try_for_each(character)?;
    for location in &list.locations {
        text("name", "a location", &location.name, limits::NAME)?;
        text("description", "a location", &location.description, limits::TEXT)?;
        by_hand("A location", &location.by_hand)?;
    }
    list.scenes.iter().try_for_each(scene)?;
    list.shots.iter().enumerate().try_for_each(|(at, shot)| numbered(shot, || (at + 1).to_string()))
}

/// Checks one shot.
///
/// # Errors
/// As [`check_list`].
pub fn check_shot(shot: &Shot) -> Checked {
    numbered(shot, || "?".to_owned())
}

/// Checks all texts of something else that comes from outside, such as a project's settings: none is longer than
/// [`limits::TEXT`], and none holds a NUL character.
///
/// # Errors
/// Names the field.
pub fn check_texts(what: &impl Serialize) -> Checked {
    let value = serde_json::to_value(what).map_err(|error| OutOfBounds(format!("It cannot be kept: {error}.")))?;
    texts("", &value)
}

fn texts(field: &str, value: &Value) -> Checked {
    let named = |field: &str| format!("field “{}”", short(field));
    match value {
        Value::String(words) => text(&named(field), "the request", words, limits::TEXT),
        Value::Array(list) => {
            count("entries", &format!("The {}", named(field)), list.len(), limits::ENTRIES)?;
            list.iter().try_for_each(|value| texts(field, value))
        }
        Value::Object(table) => {
            count("entries", &format!("The {}", named(field)), table.len(), limits::ENTRIES)?;
            table.iter().try_for_each(|(field, value)| {
                text("name", "a field", field, limits::NAME)?;
                texts(field, value)
            })
        }
        _ => Ok(()),
    }
}

/// Enough of a name to know it by.
fn short(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(40).collect()
}

fn text(what: &str, whose: &str, text: &str, most: usize) -> Checked {
    if text.contains('\0') {
        return Err(OutOfBounds(format!("The {what} of {whose} holds a NUL character. Take it out.")));
    }
    // Bytes are counted sooner than characters.
    if text.len() > most && text.chars().count() > most {
        let is = text.chars().count();
        return Err(OutOfBounds(format!("The {what} of {whose} has {is} characters; {most} fit.")));
    }
    Ok(())
}

fn name(what: &str, whose: &str, name: Option<&str>) -> Checked {
    name.map_or(Ok(()), |name| text(what, whose, name, limits::NAME))
}

fn count(what: &str, whose: &str, is: usize, most: usize) -> Checked {
    if is > most { Err(OutOfBounds(format!("{whose} has {is} {what}; {most} fit."))) } else { Ok(()) }
}

fn number(what: &str, whose: &str, is: f64, (least, most): (f64, f64)) -> Checked {
    if is.is_finite() && (least..=most).contains(&is) {
        return Ok(());
    }
    // A number of three hundred digits is no use to a reader.
    let is = if is.abs() < 1e9 { is.to_string() } else { format!("{is:e}") };
    Err(OutOfBounds(format!("The {what} of {whose} is {is}; {least} to {most} is possible.")))
}

fn takes(what: &str, whose: &str, take: u32) -> Checked {
    number(what, whose, f64::from(take), (0.0, f64::from(limits::TAKES)))
}

fn character(character: &Character) -> Checked {
    let whose = format!("the character “{}”", short(&character.name));
    text("name", &whose, &character.name, limits::NAME)?;
    text("description", &whose, &character.description, limits::TEXT)?;
    count(
        "other names",
        &format!("The character “{}”", short(&character.name)),
        character.aliases.len(),
        limits::ALIASES,
    )?;
    character.aliases.iter().try_for_each(|alias| text("other name", &whose, alias, limits::NAME))?;
    name("accent", &whose, character.accent.as_deref())?;
    name("voice", &whose, character.voice.as_deref())?;
    name("picture", &whose, character.picture.as_deref())?;
    name("element", &whose, character.element.as_deref())?;
    by_hand("A character", &character.by_hand)
}

/// Names of fields; there are not many.
fn by_hand(whose: &str, fields: &[String]) -> Checked {
    count("fields that a person wrote", whose, fields.len(), limits::ALIASES)?;
    fields.iter().try_for_each(|field| text("field's name", &whose.to_lowercase(), field, limits::NAME))
}

fn story(story: &Story) -> Checked {
    let whose = "the story";
    text("idea", whose, &story.brief.idea, limits::TEXT)?;
    let named = story.brief.people.iter().chain(&story.brief.places);
    count("names", "The idea", story.brief.people.len() + story.brief.places.len(), limits::NAMED_IN_SHOT)?;
    named.into_iter().try_for_each(|own| text("name", "the idea", own, limits::NAME))?;
    text("logline", whose, &story.logline, limits::TEXT)?;
    text("tone", "the idea", &story.brief.tone, limits::NAME)?;
    text("language", "the idea", &story.brief.language, limits::NAME)?;
    text("lore", whose, &story.lore, limits::TEXT)?;
    text("narrative", whose, &story.narrative, limits::TEXT)?;
    count("choices", "The story", story.chosen.len(), limits::ALIASES)?;
    story.chosen.keys().try_for_each(|step| text("step", whose, step, limits::NAME))?;
    count("texts", "The story", story.written_for.len(), limits::SCENES)?;
    count("texts by models", "The story", story.filled.len(), limits::SCENES)?;
    let filled = story.filled.iter().flat_map(|(part, own)| [part, &own.text, &own.by]);
    let parts = story.written_for.iter().flat_map(|(part, basis)| [part, basis]).chain(filled);
    parts.into_iter().try_for_each(|own| text("part", whose, own, limits::NAME))
}

fn prop(prop: &Prop) -> Checked {
    text("name", "a prop", &prop.name, limits::NAME)?;
    text("description", "a prop", &prop.description, limits::TEXT)
}

fn music(music: &Music) -> Checked {
    number("level", "the music", music.gain_db, limits::GAIN_DB)?;
    count("moods", "The music", music.scenes.len(), limits::SCENES)?;
    music.scenes.keys().try_for_each(|scene| text("scene", "the music", scene, limits::NAME))
}

fn said_names(names: &BTreeMap<String, String>) -> Checked {
    count("names that it tells how to say", "The film", names.len(), limits::SAID_NAMES)?;
    names.iter().try_for_each(|(written, said)| {
        text("name", "how names are said", written, limits::NAME)?;
        text("way to say a name", "the film", said, limits::NAME)
    })
}

fn scene(scene: &Scene) -> Checked {
    let whose = format!("scene {}", short(&scene.number));
    text("number", &whose, &scene.number, limits::NAME)?;
    text("heading", &whose, scene.heading.as_deref().unwrap_or_default(), limits::TEXT)?;
    name("location", &whose, scene.location.as_deref())?;
    text("time of day", &whose, scene.time_of_day.as_deref().unwrap_or_default(), limits::TEXT)?;
    count("characters", &format!("Scene {}", short(&scene.number)), scene.characters.len(), limits::CHARACTERS)?;
    scene.characters.iter().try_for_each(|who| text("character", &whose, who, limits::NAME))?;
    text("stage", &whose, &scene.stage.description, limits::TEXT)?;
    text("synopsis", &whose, &scene.synopsis, limits::TEXT)
}

/// A shot that has no number of its own is told by its place.
fn numbered(shot: &Shot, place: impl Fn() -> String) -> Checked {
    let known = short(&shot.number);
    let whose = format!("shot {}", if known.is_empty() { place() } else { known });
    let capital = whose.replacen('s', "S", 1);
    let time = (0.0, limits::CLIP_SECONDS);
    text("number", &whose, &shot.number, limits::NAME)?;
    text("scene", &whose, &shot.scene, limits::NAME)?;
    text("prompt", &whose, &shot.prompt, limits::TEXT)?;
    text("action", &whose, &shot.action, limits::TEXT)?;
    text("place", &whose, &shot.place.name, limits::NAME)?;
    text("place's description", &whose, &shot.place.description, limits::TEXT)?;
    in_picture(&whose, &capital, (&shot.cast, &shot.props, shot.focus.as_deref()))?;
    count("lines", &capital, shot.lines.len(), limits::LINES)?;
    shot.lines.iter().try_for_each(|said| line(said, &whose))?;
    count("sounds", &capital, shot.cues.len(), limits::CUES)?;
    shot.cues.iter().try_for_each(|heard| cue(heard, &whose))?;
    number("length in seconds", &whose, shot.seconds, time)?;
    number("cut at the start", &whose, shot.trim_start, time)?;
    number("cut at the end", &whose, shot.trim_end, time)?;
    takes("take", &whose, shot.take)?;
    takes("picture's take", &whose, shot.picture_take)?;
    name("footage", &whose, shot.footage.as_deref())?;
    name("approval", &whose, shot.approved.as_deref())?;
    name("first picture", &whose, shot.first_frame.as_deref())?;
    name("last picture", &whose, shot.last_frame.as_deref())?;
    if let Some(video) = &shot.video {
        text("maker", &whose, &video.provider, limits::NAME)?;
        text("model", &whose, &video.model, limits::NAME)?;
    }
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(face) = &shot.face {
        [&face.look, &face.id, &face.speaker].into_iter().try_for_each(|id| text("face", &whose, id, limits::NAME))?;
    }
    #[cfg(not(target_arch = "wasm32"))]
    {
        count("offers put aside", &capital, shot.put_aside.len(), limits::PUT_ASIDE)?;
        shot.put_aside.iter().try_for_each(|key| text("offer", &whose, key, limits::NAME))?;
        if let Some(kept) = &shot.kept {
            in_picture(&whose, &capital, (&kept.cast, &kept.props, kept.focus.as_deref()))?;
        }
    }
    let seconds = shot_seconds(shot);
    if !seconds.is_finite() || seconds > limits::CLIP_SECONDS {
        let most = limits::CLIP_SECONDS;
        let is = format!("{capital} would last {seconds:.0} seconds with its lines; {most} fit.");
        return Err(OutOfBounds(format!("{is} Split it, or shorten its lines.")));
    }
    Ok(())
}

/// Who and what is seen in a shot, and whom the camera is on.
fn in_picture(whose: &str, capital: &str, (cast, props, focus): (&[String], &[String], Option<&str>)) -> Checked {
    count("people", capital, cast.len(), limits::NAMED_IN_SHOT)?;
    cast.iter().try_for_each(|who| text("cast", whose, who, limits::NAME))?;
    count("props", capital, props.len(), limits::NAMED_IN_SHOT)?;
    props.iter().try_for_each(|prop| text("props", whose, prop, limits::NAME))?;
    name("focus", whose, focus)
}

fn line(line: &Line, shot: &str) -> Checked {
    let whose = &format!("a line in {shot}");
    text("text", whose, &line.text, limits::LINE_TEXT)?;
    name("speaker", whose, line.speaker.as_deref())?;
    text("parenthetical", whose, line.parenthetical.as_deref().unwrap_or_default(), limits::LINE_TEXT)?;
    name("voice", whose, line.voice.as_deref())?;
    name("recording", whose, line.recording.as_deref())?;
    number("confidence", whose, f64::from(line.confidence), (0.0, 1.0))?;
    number("speed", whose, line.speed, limits::SPEED)?;
    number("level", whose, line.gain_db, limits::GAIN_DB)?;
    takes("take", whose, line.take)?;
    number("start", whose, line.at.unwrap_or_default(), (0.0, limits::CLIP_SECONDS))?;
    number("measured length", whose, line.cut_to.unwrap_or_default(), (0.0, limits::CLIP_SECONDS))
}

fn cue(cue: &Cue, shot: &str) -> Checked {
    let whose = &format!("a sound in {shot}");
    text("words", whose, &cue.sound, limits::TEXT)?;
    name("recording", whose, cue.recording.as_deref())?;
    number("start", whose, cue.at.unwrap_or_default(), (0.0, limits::CLIP_SECONDS))?;
    number("level", whose, cue.gain_db, limits::GAIN_DB)?;
    takes("take", whose, cue.take)
}
