//! A script while it is put together, element by element.

use super::calls;
use super::lines::{cue_name, jumps, one_line, sound_tag};
use crate::claims::told;
use crate::film::places::moves::{self, Turn};
use crate::film::places::settings::{self, Setting};
use crate::heading;
use crate::prose;
use crate::read::shotlist::parse_shot;
use crate::screenplay::{Beat, Element, ElementKind, Format, Person, SourceScene, Spoken, SpokenPart};
use crate::sentences::sentences;
use crate::words::delivery_in;
use model::{LineKind, Span};

/// Bytes between a speech and the words that tell who says it.
const BESIDE: usize = 4;

/// Letters before this one are of writings whose sentences end with a full stop.
const LAST_WITH_STOPS: char = '\u{0600}';

pub(super) struct Builder<'a> {
    text: &'a str,
    elements: &'a [Element],
    pub(super) scenes: Vec<SourceScene>,
    /// The scene being filled.
    open: Option<SourceScene>,
    /// Where people went, scene by scene, in a story.
    pub(super) hints: Vec<Option<Setting>>,
    /// Where the scene being filled is, if somebody went there, and where the next one will be.
    hint: Option<Setting>,
    next: Option<Setting>,
    pub(super) dialogue: Vec<Spoken>,
    pub(super) transitions: Vec<String>,
    /// The line being filled, under its cue.
    line: Option<Spoken>,
    waiting: Option<String>,
    /// Quoted and reported speech, in source order, not yet placed.
    said: std::iter::Peekable<std::vec::IntoIter<Spoken>>,
    pub(super) people: Vec<Person>,
    pub(super) prose: bool,
    /// The title of the chapter that has begun, until its first scene has it.
    chapter: String,
    /// Of prose; other scripts tell it by what is said.
    pub(super) language: String,
}

impl<'a> Builder<'a> {
    /// All of a script. Spans are in bytes.
    pub(super) fn build(format: Format, text: &'a str, elements: &'a [Element], language: Option<&str>) -> Self {
        let mut builder = Self::new(format, text, elements, language);
        for at in 0..elements.len() {
            builder.element(at);
        }
        builder.close_line();
        builder.finish_scene(text.len());
        builder
    }

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
            hints: Vec::new(),
            hint: None,
            next: None,
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
        let Self { chapter, hint, next, open, .. } = self;
        open.get_or_insert_with(|| {
            *hint = next.take();
            SourceScene {
                span: Span { start: at, end: at },
                synopsis: std::mem::take(chapter),
                ..SourceScene::default()
            }
        })
    }

    fn finish_scene(&mut self, end: usize) {
        if let Some(mut scene) = self.open.take() {
            scene.span.end = end;
            self.scenes.push(scene);
            self.hints.push(self.hint.take());
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
                self.next = None;
                return self.finish_scene(span.start);
            }
            ElementKind::Boneyard | ElementKind::Furniture | ElementKind::Cast | ElementKind::PageBreak => return,
            _ => self.close_line(),
        }
        match &element.kind {
            ElementKind::Heading { number } => {
                self.finish_scene(span.start);
                (self.hint, self.next) = (None, None);
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
                let off_screen = off_screen || calls::is_device(&name);
                self.line = Some(Spoken {
                    kind: LineKind::Cue,
                    speaker: (!name.is_empty()).then_some(name),
                    text: String::new(),
                    span,
                    confidence: 1.0,
                    parts: Vec::new(),
                    off_screen,
                    through: calls::of_cue(text, off_screen),
                    voice_over: calls::is_voice_over(text),
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
}

impl Builder<'_> {
    /// Sentences and quotes one after another.
    fn paragraph(&mut self, span: Span) {
        let words = self.text.get(span.start..span.end).unwrap_or_default();
        if self.open.as_ref().is_some_and(|s| s.heading.is_none() && s.beats.len() > 3) && jumps(words, &self.language)
        {
            self.finish_scene(span.start);
        }
        let side = told(words).next().is_some_and(|first| matches!(first.lower(0), "inside" | "outside"));
        match self.turn(words).filter(|_| side) {
            // "Inside, the stairs went up.": it is the same house.
            Some(Turn::From(there)) => self.goes_on_at(&there, span.start),
            _ if self.is_elsewhere(words) => self.finish_scene(span.start),
            _ => {}
        }
        let mut from = span.start;
        while let Some(said) = self.said.next_if(|s| s.span.start < span.end) {
            // The parts of a line may hold more than its own words: what the speaker quotes is heard, too.
            let heard = |end: bool| {
                let part = if end { said.parts.last() } else { said.parts.first() };
                part.map_or(said.span, |p| p.span)
            };
            let start = said.span.start.min(heard(false).start).max(from);
            self.narrate(from, start, said.kind != LineKind::Indirect);
            from = said.span.end.max(heard(true).end).max(from).min(span.end);
            if said.kind == LineKind::Indirect {
                self.frame(start, from);
            }
            let index = self.dialogue.len();
            self.dialogue.push(Spoken { scene: self.scenes.len(), ..said });
            self.scene(start).beats.push(Beat::Line(index));
        }
        let leads = words.trim_end().ends_with([':', '：']);
        self.narrate(from, span.end, leads);
    }

    /// What is told between two bytes; `leads` where a speech follows.
    fn narrate(&mut self, start: usize, end: usize, leads: bool) {
        let Some(text) = self.text.get(start..end) else { return };
        for (a, b) in sentences(text) {
            let Some(sentence) = text.get(a..b) else { continue };
            let bare = sentence.trim_matches(|c: char| !c.is_alphanumeric());
            if bare.is_empty() {
                continue;
            }
            // "said Anna" tells who speaks; there is nothing to see in it.
            let beside = a < BESIDE && self.dialogue_ends_near(start) || leads && b + BESIDE > text.len();
            let deed = if beside { prose::deed(bare, &self.language) } else { Some(sentence.to_owned()) };
            let Some(deed) = deed else { continue };
            // What a sentence ends with stays, where all of it is a deed.
            let whole = deed.len() == bare.len();
            let span = Span { start: start + a, end: start + b };
            let turn = self.turn(sentence);
            if let Some(Turn::From(there)) = &turn {
                self.goes_on_at(there, span.start);
            }
            self.told(if whole { sentence } else { &deed }, whole, span);
            if let Some(Turn::After(there)) = &turn {
                self.goes_on_at(there, span.end);
            }
        }
    }

    /// Whether a paragraph begins at another place than the scene so far, in a story without headings.
    fn is_elsewhere(&self, paragraph: &str) -> bool {
        let scene = self.open.as_ref().filter(|scene| scene.heading.is_none());
        scene.is_some_and(|scene| settings::is_elsewhere(scene, self.hint.as_ref(), paragraph))
    }

    /// Where a sentence leads to, in a story without headings.
    fn turn(&self, sentence: &str) -> Option<Turn> {
        let scene = self.open.as_ref();
        if scene.is_some_and(|scene| scene.heading.is_some()) {
            return None;
        }
        let here = self.hint.clone().or_else(|| scene.and_then(settings::so_far)).or_else(|| self.next.clone());
        moves::turn(here.as_ref(), &told(sentence).next()?)
    }

    /// Begins another scene there, or says where the one is that has only begun.
    fn goes_on_at(&mut self, there: &Setting, at: usize) {
        if self.open.as_ref().is_some_and(|scene| scene.beats.is_empty()) {
            self.hint = Some(there.clone());
            return;
        }
        self.finish_scene(at);
        self.next = Some(there.clone());
    }

    /// What is seen of a sentence that reports a speech: "She bought two loaves and said that it was late."
    fn frame(&mut self, start: usize, end: usize) {
        let head = self.text.get(start..end).and_then(|sentence| prose::before_report(sentence, &self.language));
        if let Some(deed) = head {
            self.told(&deed, false, Span { start, end });
        }
    }

    /// An action; one that was cut out of a sentence gets a full stop of its own.
    fn told(&mut self, deed: &str, whole: bool, span: Span) {
        let text = one_line(loose(deed));
        let mut chars = text.chars();
        let mut text = chars.next().map_or(String::new(), |c| format!("{}{}", c.to_uppercase(), chars.as_str()));
        if !whole && text.ends_with(|c: char| c.is_alphanumeric() && c < LAST_WITH_STOPS) {
            text.push('.');
        }
        self.action(&text, span);
    }

    fn dialogue_ends_near(&self, at: usize) -> bool {
        self.dialogue.last().is_some_and(|line| line.span.end <= at && at - line.span.end < BESIDE)
    }
}

/// Without the marks that a speech beside it left.
fn loose(text: &str) -> &str {
    let left =
        |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '«' | '»' | '「' | '」' | ',' | ';' | ':' | '：');
    let text = text.trim_matches(left);
    // The closing mark of a speech in single marks; an apostrophe has a letter behind it.
    match text.strip_prefix(['\'', '’']) {
        Some(rest) if rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => text,
    }
}
