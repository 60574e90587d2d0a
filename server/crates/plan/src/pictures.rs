//! What a shot is filmed from beside its words: a picture that is drawn for it, and how those look who are seen.

use crate::{Brief, Step, Work, fingerprint};
use model::{Character, Element, PictureSpec, Reference, Shot, view::VideoTakes};

/// The most pictures of characters that a video or a picture is made from.
const MOST_REFERENCES: usize = 4;
/// As many as every model takes that knows elements.
const MOST_ELEMENTS: usize = 3;

/// The step that draws what the shot starts from; `None` where nobody is to.
pub(crate) fn step(brief: &Brief<'_>, shot: &Shot) -> Option<Step> {
    let settings = brief.settings;
    let model = settings.pictures.clone()?;
    let takes = brief.makers.takes(&model);
    let (references, elements) = (references(brief, shot, takes), elements(brief, shot, takes));
    // What is drawn after a picture takes no words against anything.
    let avoids = takes.avoid && references.is_empty();
    let spec = PictureSpec {
        take: shot.picture_take,
        avoid: if avoids { settings.avoid.trim().to_owned() } else { String::new() },
        references,
        elements,
        ..PictureSpec::from_prompt(model, shot.prompt.trim(), settings.size())
    };
    let name = fingerprint("picture", brief.makers.version(&spec.model), &spec);
    Some(Step { fingerprint: name, work: Work::Picture { spec } })
}

/// Those who are seen, whom the camera is on first.
fn seen<'a>(brief: &Brief<'a>, shot: &Shot) -> impl Iterator<Item = &'a Character> {
    let others = shot.cast.iter().filter(|name| shot.focus.as_ref() != Some(name));
    let focus = shot.focus.iter().filter(|name| shot.cast.contains(name));
    focus.chain(others).filter_map(|name| brief.head.character(name))
}

/// Pictures of those who are seen, where the model takes them; of nobody whom the provider knows better.
pub(crate) fn references(brief: &Brief<'_>, shot: &Shot, takes: VideoTakes) -> Vec<Reference> {
    let pictured = |character: &Character| {
        let picture = character.picture.clone().filter(|_| !(takes.elements && character.element.is_some()))?;
        Some(Reference { name: character.name.clone(), picture })
    };
    let most = if takes.references { MOST_REFERENCES } else { 0 };
    seen(brief, shot).filter_map(pictured).take(most).collect()
}

/// Those who are seen and known to the provider, where the model takes them.
pub(crate) fn elements(brief: &Brief<'_>, shot: &Shot, takes: VideoTakes) -> Vec<Element> {
    let element =
        |character: &Character| Some(Element { name: character.name.clone(), id: character.element.clone()? });
    let most = if takes.elements { MOST_ELEMENTS } else { 0 };
    seen(brief, shot).filter_map(element).take(most).collect()
}
