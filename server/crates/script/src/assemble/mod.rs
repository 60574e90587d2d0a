//! From elements to scenes, people and lines.

mod lines;

pub(crate) use lines::{cue_name, sound_tag};

use crate::film::places::settings;
use crate::heading;
use crate::people;
use crate::prose;
use crate::read::shotlist::parse_shot;
use crate::screenplay::{Beat, Element, ElementKind, Format, Screenplay, SourceScene, Spoken, SpokenPart};
use crate::sentences::sentences;
use crate::source::CodePoints;
use crate::words::delivery_in;
use lines::{jumps, one_line};
use model::{LineKind, Span};

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
    let mut builder = Builder::new(format, text, &elements, language);
    for at in 0..elements.len() {
        builder.element(at);
    }
    builder.close_line();
    builder.finish_scene(text.len());
    let Builder { scenes, dialogue, transitions, people: named, prose, language, .. } = builder;
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
            None => settings::name_scenes(&mut play.scenes),
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

struct Builder<'a> {
    text: &'a str,
    elements: &'a [Element],
    scenes: Vec<SourceScene>,
    /// The scene being filled.
    open: Option<SourceScene>,
    dialogue: Vec<Spoken>,
    transitions: Vec<String>,
    /// The line being filled, under its cue.
    line: Option<Spoken>,
    waiting: Option<String>,
    /// Quoted and reported speech, in source order, not yet placed.
    said: std::iter::Peekable<std::vec::IntoIter<Spoken>>,
    people: Vec<crate::screenplay::Person>,
    prose: bool,
    /// The title of the chapter that has begun, until its first scene has it.
    chapter: String,
    /// Of prose; other scripts tell it by what is said.
    language: String,
}

impl<'a> Builder<'a> {
    fn new(format: Format, text: &'a str, elements: &'a [Element], language: Option<&str>) -> Self {
        let cues = elements.iter().any(|e| matches!(e.kind, ElementKind::Cue { .. }));
        let shots = elements.iter().any(|e| e.kind == ElementKind::Shot);
        let prose = !cues && !shots && !format.has_blocks();
        let language = language.unwrap_or_else(|| if prose { crate::language::guess(text) } else { "" });
        let (said, people) = if prose {
            let paragraphs: Vec<Span> =
                elements.iter().filter(|e| e.kind == ElementKind::Action).map(|e| e.span).collect();
            let found = prose::analyse(text, &paragraphs, language);
            (found.said, found.people)
        } else {
            (Vec::new(), Vec::new())
        };
        Self {
            text,
            elements,
            scenes: Vec::new(),
            open: None,
            dialogue: Vec::new(),
            transitions: Vec::new(),
            line: None,
            waiting: None,
            said: said.into_iter().peekable(),
            people,
            prose,
            chapter: String::new(),
            language: language.to_owned(),
        }
    }

    fn scene(&mut self, at: usize) -> &mut SourceScene {
        // The first scene of a chapter keeps its title.
        let chapter = &mut self.chapter;
        self.open.get_or_insert_with(|| SourceScene {
            span: Span { start: at, end: at },
            synopsis: std::mem::take(chapter),
            ..SourceScene::default()
        })
    }

    fn finish_scene(&mut self, end: usize) {
        if let Some(mut scene) = self.open.take() {
            scene.span.end = end;
            self.scenes.push(scene);
        }
    }

    fn close_line(&mut self) {
        self.waiting = None;
        let Some(mut line) = self.line.take() else { return };
        if line.parts.is_empty() {
            return;
        }
        line.text = line.parts.iter().map(|p| p.text.as_str()).collect::<Vec<_>>().join(" ");
        line.scene = self.scenes.len();
        let at = line.span.start;
        let index = self.dialogue.len();
        self.dialogue.push(line);
        self.scene(at).beats.push(Beat::Line(index));
    }

    fn element(&mut self, at: usize) {
        let Some(element) = self.elements.get(at) else { return };
        let span = element.span;
        let text = element.text.as_str();
        match &element.kind {
            ElementKind::Parenthetical if self.line.is_some() => {
                self.waiting = Some(text.to_owned());
                return;
            }
            ElementKind::Dialogue | ElementKind::Lyric if self.line.is_some() => {
                self.say(text, span);
                return;
            }
            // Notes and page furniture may stand inside a speech.
            ElementKind::Note => return self.note(text, span),
            // In a story a row of stars or a chapter is a cut.
            ElementKind::PageBreak | ElementKind::Section { .. } if self.prose => {
                self.close_line();
                if matches!(element.kind, ElementKind::Section { .. }) {
                    self.chapter = text.to_owned();
                }
                return self.finish_scene(span.start);
            }
            ElementKind::Boneyard | ElementKind::Furniture | ElementKind::Cast | ElementKind::PageBreak => return,
            _ => self.close_line(),
        }
        match &element.kind {
            ElementKind::Heading { number } => {
                self.finish_scene(span.start);
                let heading = heading::parse(text);
                self.open = Some(SourceScene {
                    number: number.clone().or(heading.number).unwrap_or_default(),
                    heading: (!heading.text.is_empty()).then_some(heading.text),
                    interior: heading.interior,
                    location: heading.location,
                    time_of_day: heading.time,
                    span,
                    ..SourceScene::default()
                });
            }
            ElementKind::Cue { dual } => {
                let (name, off_screen) = cue_name(text);
                self.line = Some(Spoken {
                    kind: LineKind::Cue,
                    speaker: (!name.is_empty()).then_some(name),
                    text: String::new(),
                    span,
                    confidence: 1.0,
                    parts: Vec::new(),
                    off_screen,
                    dual: *dual,
                    to: None,
                    scene: 0,
                });
            }
            ElementKind::Transition => {
                // The first picture fades in from nothing: that is no way from one scene to the next.
                if !text.trim().to_uppercase().starts_with("FADE IN") {
                    self.transitions.push(text.to_owned());
                }
                if let Some(scene) = &mut self.open {
                    scene.beats.push(Beat::Transition { text: text.to_owned(), span });
                }
            }
            ElementKind::Synopsis => {
                if let Some(scene) = &mut self.open {
                    scene.synopsis = text.to_owned();
                }
            }
            ElementKind::Shot => {
                let (mut shot, action) = parse_shot(text);
                shot.span = span;
                let scene = self.scene(span.start);
                scene.beats.push(Beat::Shot(shot));
                if !action.is_empty() {
                    scene.beats.push(Beat::Action { text: action, span });
                }
            }
            ElementKind::Action if self.prose => self.paragraph(span),
            ElementKind::Action | ElementKind::Lyric | ElementKind::Dialogue | ElementKind::Parenthetical => {
                self.action(text, span)
            }
            ElementKind::Centered => {
                let end = text.trim_end_matches(['.', '!']).to_uppercase();
                if matches!(end.as_str(), "THE END" | "END" | "FIN" | "FINIS" | "ENDE" | "完" | "终") {
                    self.scene(span.start).beats.push(Beat::Transition { text: text.to_owned(), span });
                } else {
                    self.action(text, span);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, text: &str, span: Span) {
        if let Some((sound, ambience)) = sound_tag(text) {
            // Inside a speech it does not end the speech: the sound comes just before it.
            self.scene(span.start).beats.push(Beat::Sound { sound, ambience, span });
        }
    }

    fn action(&mut self, text: &str, span: Span) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let beat = match sound_tag(text) {
            Some((sound, ambience)) => Beat::Sound { sound, ambience, span },
            None => Beat::Action { text: one_line(text), span },
        };
        self.scene(span.start).beats.push(beat);
    }

    fn say(&mut self, text: &str, span: Span) {
        let parenthetical = self.waiting.take();
        let Some(line) = &mut self.line else { return };
        let text = one_line(text);
        if text.is_empty() {
            return;
        }
        let delivery = parenthetical.as_deref().map(delivery_in).unwrap_or(model::Delivery::Normal);
        if line.parts.is_empty() {
            line.span = span;
        }
        line.span.end = span.end;
        line.parts.push(SpokenPart { parenthetical, delivery, text, span });
    }

    /// Prose: sentences and quotes one after another.
    fn paragraph(&mut self, span: Span) {
        let words = self.text.get(span.start..span.end).unwrap_or_default();
        if self.open.as_ref().is_some_and(|s| s.heading.is_none() && s.beats.len() > 3) && jumps(words, &self.language)
        {
            self.finish_scene(span.start);
        }
        if self.open.as_ref().is_some_and(|s| s.heading.is_none() && settings::is_elsewhere(s, words)) {
            self.finish_scene(span.start);
        }
        let mut from = span.start;
        while let Some(said) = self.said.next_if(|s| s.span.start < span.end) {
            // The parts of a line may hold more than its own words: what the speaker quotes is heard, too.
            let heard = |end: bool| {
                let part = if end { said.parts.last() } else { said.parts.first() };
                part.map_or(said.span, |p| p.span)
            };
            let start = said.span.start.min(heard(false).start).max(from);
            self.narrate(from, start);
            from = said.span.end.max(heard(true).end).max(from).min(span.end);
            let index = self.dialogue.len();
            self.dialogue.push(Spoken { scene: self.scenes.len(), ..said });
            self.scene(start).beats.push(Beat::Line(index));
        }
        self.narrate(from, span.end);
    }

    fn narrate(&mut self, start: usize, end: usize) {
        let Some(text) = self.text.get(start..end) else { return };
        for (a, b) in sentences(text) {
            let Some(sentence) = text.get(a..b) else { continue };
            let bare = sentence.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() {
                continue;
            }
            // "said Anna" tells who speaks; there is nothing to see in it.
            let beside = (start + a == start || a < 3) && self.dialogue_ends_near(start) || b + 3 >= text.len();
            let deed = if beside { prose::deed(bare, &self.language) } else { Some(sentence.to_owned()) };
            let Some(deed) = deed else { continue };
            // What a sentence ends with stays, where all of it is a deed.
            let deed = if deed.len() == bare.len() { sentence } else { &deed };
            let text = one_line(deed.trim_matches(|c: char| {
                c.is_whitespace() || matches!(c, '"' | '“' | '”' | '«' | '»' | '「' | '」' | ',' | ';')
            }));
            let mut chars = text.chars();
            let text = chars.next().map_or(String::new(), |c| format!("{}{}", c.to_uppercase(), chars.as_str()));
            self.action(&text, Span { start: start + a, end: start + b });
        }
    }

    fn dialogue_ends_near(&self, at: usize) -> bool {
        self.dialogue.last().is_some_and(|line| line.span.end <= at && at - line.span.end < 4)
    }
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
