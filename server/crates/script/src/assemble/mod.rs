//! From elements to scenes, people and lines.

mod builder;
mod calls;
mod lines;

pub(crate) use lines::cue_name;

use crate::film::places::settings;
use crate::people;
use crate::screenplay::{Beat, Element, ElementKind, Format, Screenplay, SourceScene};
use crate::source::CodePoints;
use builder::Builder;
use model::Span;

/// Builds the screenplay. Spans of `elements` are in bytes; those of the result in code points.
pub(crate) fn assemble(format: Format, text: &str, elements: Vec<Element>) -> Screenplay {
    assemble_in(format, text, elements, None)
}

/// As [`assemble`], where the language is known.
pub(crate) fn assemble_in(format: Format, text: &str, elements: Vec<Element>, language: Option<&str>) -> Screenplay {
    let title_page: Vec<(String, String)> = elements
        .iter()
        .filter_map(|e| match &e.kind {
            ElementKind::TitlePage { key } => Some((key.clone(), e.text.clone())),
            _ => None,
        })
        .collect();
    let title = title_page
        .iter()
        .find(|(key, _)| key.eq_ignore_ascii_case("title"))
        .map(|(_, v)| v.replace('\n', " "))
        .unwrap_or_default();
    let Builder { scenes, hints, mut dialogue, transitions, people: named, prose, language, .. } =
        Builder::build(format, text, &elements, language);
    calls::connect(&mut dialogue);
    let mut play = Screenplay {
        format,
        title,
        text: text.to_owned(),
        title_page,
        elements,
        scenes,
        characters: Vec::new(),
        dialogue,
        transitions,
        language,
    };
    if play.scenes.is_empty() && !play.elements.is_empty() {
        play.scenes.push(SourceScene {
            number: "1".to_owned(),
            span: Span { start: 0, end: text.len() },
            ..SourceScene::default()
        });
    }
    number_scenes(&mut play.scenes);
    if prose {
        match lexicon::Foreign::of(&play.language) {
            Some(foreign) => crate::film::places::foreign::name_scenes(&mut play.scenes, foreign),
            None => settings::name_scenes(&mut play.scenes, &hints),
        }
    }
    if play.language.is_empty() {
        play.language = crate::language::of(&play);
    }
    people::find(&mut play, named);
    crate::language::of_people(&mut play);
    to_code_points(&mut play);
    play
}

fn number_scenes(scenes: &mut [SourceScene]) {
    let mut taken: Vec<String> = scenes.iter().map(|s| s.number.clone()).filter(|n| !n.is_empty()).collect();
    taken.sort();
    let unique = taken.windows(2).all(|pair| pair.first() != pair.last());
    let all = taken.len() == scenes.len();
    for (at, scene) in scenes.iter_mut().enumerate() {
        // Numbers of the script stay only when they name every scene and name it once.
        if !all || !unique {
            scene.number = (at + 1).to_string();
        }
    }
}

fn to_code_points(play: &mut Screenplay) {
    let text = std::mem::take(&mut play.text);
    let points = CodePoints::new(&text);
    move_spans(play, &|span| points.span(span));
    play.text = text;
}

/// Gives everything that has a place in the text another one.
pub(crate) fn move_spans(play: &mut Screenplay, to: &dyn Fn(Span) -> Span) {
    let Screenplay { elements, scenes, characters, dialogue, .. } = play;
    for element in elements {
        element.span = to(element.span);
    }
    for line in dialogue {
        line.span = to(line.span);
        for part in &mut line.parts {
            part.span = to(part.span);
        }
    }
    for person in characters {
        let portrait = &mut person.portrait;
        let ages = [&mut portrait.age_span, &mut portrait.sex_span].into_iter().flatten();
        for span in ages.chain(portrait.claims.iter_mut().map(|claim| &mut claim.span)) {
            *span = to(*span);
        }
        person.first = to(person.first);
    }
    for scene in scenes {
        scene.span = to(scene.span);
        for beat in &mut scene.beats {
            match beat {
                Beat::Action { span, .. } | Beat::Sound { span, .. } | Beat::Transition { span, .. } => {
                    *span = to(*span)
                }
                Beat::Shot(shot) => shot.span = to(shot.span),
                Beat::Line(_) => {}
            }
        }
    }
}
