//! From parts to elements: the facts of a block become its heading and its shot, the rest stands in its place.

use super::block::{Block, blocks};
use super::labels::{is_nothing, label_of};
use super::piece::{Head, Label, Level, Part, Piece};
use super::speech::{Chunk, chunks, is_name, rows, said, unmeasured};
use super::tidy::{CAPTION, covered, gone, is_musical, unquoted, words};
use super::titles::title_words;
use crate::read::fountain::clean;
use crate::screenplay::{Element, ElementKind};

/// Elements with spans in bytes; every character of the source lies in one.
pub(super) fn elements(source: &str, parts: &[Part]) -> Vec<Element> {
    let blocks = blocks(parts);
    let narrated = parts
        .iter()
        .any(|part| matches!(part, Part::Fact { label: Label::Narration | Label::Dialogue | Label::Audio, .. }));
    let mut writer = Writer { out: Vec::new(), speaker: None, talking: false, titled: false, place: None, narrated };
    for block in &blocks {
        writer.block(block, parts);
    }
    covered(source, writer.out)
}

struct Writer {
    out: Vec<Element>,
    /// Who spoke last.
    speaker: Option<String>,
    /// Whether what is said next is said under the cue before.
    talking: bool,
    titled: bool,
    place: Option<String>,
    /// Some of the script says who speaks: text under a slide is not spoken then.
    narrated: bool,
}

impl Writer {
    fn push(&mut self, kind: ElementKind, text: &str, (start, end): (usize, usize)) {
        self.talking = matches!(kind, ElementKind::Cue { .. } | ElementKind::Dialogue | ElementKind::Parenthetical)
            || (self.talking && kind == ElementKind::Note);
        self.out.push(Element::new(kind, words(text), start, end));
    }

    fn block(&mut self, block: &Block, parts: &[Part]) {
        let inside = parts.get(block.parts.clone()).unwrap_or_default();
        if let Some(head) = &block.head {
            self.head(head, block);
        } else if let Some(place) = block.heading() {
            let at = inside.iter().find_map(|part| match part {
                Part::Fact { label: Label::Place, value, .. } => Some((value.start, value.end)),
                _ => None,
            });
            if let Some(at) = at {
                self.heading(&place, None, at);
            }
        }
        let mut shots = block.shots.iter();
        for part in inside {
            let seen = matches!(part, Part::Fact { label: Label::Visual, .. } | Part::Text(_));
            if seen && let Some(shot) = shots.next() {
                let at = part.start();
                self.push(ElementKind::Shot, shot, (at, at));
            }
            self.part(part, block);
        }
    }

    fn heading(&mut self, text: &str, number: Option<&str>, at: (usize, usize)) {
        self.place = Some(text.to_owned());
        self.push(ElementKind::Heading { number: number.map(str::to_owned) }, text, at);
    }

    fn head(&mut self, head: &Head, block: &Block) {
        let whole = (head.start, head.end);
        let named = !head.name.is_blank();
        match head.level {
            Level::Act => self.push(ElementKind::Section { level: 1 }, block.act.as_str(), whole),
            Level::Scene => {
                let text = block.heading().unwrap_or_default();
                let own = named && block.place.is_some() && !head.heading;
                let end = if own { head.name.start } else { head.end };
                let number = head.number.clone().or_else(|| crate::heading::parse(&text).number);
                self.heading(&crate::heading::parse(&text).text, number.as_deref(), (head.start, end));
                if own {
                    self.push(ElementKind::Synopsis, &head.name.text, (head.name.start, head.end));
                }
            }
            Level::Shot => {
                if let Some(place) = block.heading().filter(|place| self.place.as_deref() != Some(place.as_str())) {
                    self.heading(&place, None, (head.start, head.start));
                }
                self.push(ElementKind::Shot, &block.shot, whole);
                return;
            }
        }
        if block.shots.is_empty() && !block.shot.is_empty() {
            self.push(ElementKind::Shot, &block.shot, (head.end, head.end));
        }
    }

    fn part(&mut self, part: &Part, block: &Block) {
        match part {
            Part::Head(_) => {}
            Part::Title(piece) if !self.titled => {
                self.titled = true;
                self.push(ElementKind::TitlePage { key: "Title".to_owned() }, &piece.text, (piece.start, piece.end));
            }
            Part::Title(piece) | Part::Note(piece) => {
                self.push(ElementKind::Note, &piece.text, (piece.start, piece.end))
            }
            Part::Text(piece) if block.slide && !self.narrated => self.narration("", None, piece, piece.start),
            Part::Text(piece) => self.action(piece),
            Part::Cut(piece) => self.push(ElementKind::Transition, &piece.text, (piece.start, piece.end)),
            Part::Noise(piece) => self.sounds("SFX", "", piece),
            Part::Said { name, aside, words, from } => {
                self.say(Some(name), aside.as_deref(), words, &words.text, *from)
            }
            Part::More(piece) => {
                let name = self.speaker.clone();
                if self.talking {
                    self.speech(piece, &piece.text);
                } else {
                    self.say(name.as_deref(), None, piece, &piece.text, piece.start);
                }
            }
            Part::Fact { label, key, who, value, from } => {
                self.fact((*label, key, who.as_deref()), value, *from, block)
            }
        }
    }

    fn fact(&mut self, (label, key, who): (Label, &str, Option<&str>), value: &Piece, from: usize, block: &Block) {
        let place = (value.start, value.end);
        if is_nothing(&value.text) {
            return;
        }
        match label {
            Label::Title if !self.titled => {
                self.titled = true;
                self.push(ElementKind::TitlePage { key: "Title".to_owned() }, title_words(&value.text), place);
            }
            Label::Visual | Label::Light => self.action(value),
            Label::Narration => self.narration(key, who, value, from),
            Label::Dialogue => self.dialogue(who, value, from, block),
            Label::Audio => self.audio(value, from, block),
            Label::Sound => self.sounds("SFX", "", value),
            Label::Bed => self.sounds("AMBIENCE", "", value),
            Label::Music => self.sounds("AMBIENCE", "music", value),
            Label::Cut => self.push(ElementKind::Transition, &value.text, place),
            Label::Cast => self.cast(key, value),
            Label::Caption => self.push(ElementKind::Note, &format!("{CAPTION}{}", value.text), place),
            Label::Title | Label::Note => self.push(ElementKind::Note, &format!("{key}: {}", value.text), place),
            Label::Speaker if value.text.contains(['(', ',']) => self.cast(key, value),
            // What the heading and the shot hold.
            Label::Camera
            | Label::Length
            | Label::Clock
            | Label::End
            | Label::Place
            | Label::Time
            | Label::Side
            | Label::Number
            | Label::Speaker => {
                if !block.holds(label, &value.text) {
                    self.push(ElementKind::Note, &format!("{key}: {}", value.text), place);
                }
            }
        }
    }

    /// What is seen, a paragraph a line.
    fn action(&mut self, piece: &Piece) {
        for row in rows(&piece.text).map(unmeasured) {
            let row = row.trim_start_matches(['△', '▲', '▵', '※', '◎', '●', '■', '◆']).trim();
            let inner = row.strip_prefix(['(', '[', '（']).and_then(|row| row.strip_suffix([')', ']', '）']));
            let text = inner.filter(|inner| !inner.contains(['(', '[', '（'])).unwrap_or(row);
            let text =
                text.strip_prefix('"').and_then(|t| t.strip_suffix('"')).filter(|t| !t.contains('"')).unwrap_or(text);
            if text.chars().any(char::is_alphanumeric) {
                // Values of labels seldom have a full stop; sentences that follow each other need one.
                let open = text.ends_with(|c: char| c.is_alphanumeric()) && text.is_ascii() && text.contains(' ');
                let text = if open { format!("{text}.") } else { text.to_owned() };
                self.push(ElementKind::Action, &text, piece.place(row));
            }
        }
    }

    fn narration(&mut self, key: &str, who: Option<&str>, value: &Piece, from: usize) {
        let teller = if key.is_ascii() || key.chars().any(|c| c.is_uppercase() || c.is_lowercase()) {
            "NARRATOR"
        } else {
            key.trim_matches(|c: char| !c.is_alphanumeric())
        };
        // "Narration (V.O., Juno)"
        let named = who.and_then(|who| who.split([',', '/', ';']).map(str::trim).find(|who| is_teller(who)));
        let aside = who.filter(|_| named.is_none()).filter(|who| label_of(who).is_none());
        for (at, line) in said(&value.text).into_iter().enumerate() {
            let teller = line.name.or(named).unwrap_or(teller);
            let name = if teller.contains('(') { teller.to_owned() } else { format!("{teller} (V.O.)") };
            let start = if at == 0 { from } else { value.place(line.row).0 };
            self.say(Some(&name), line.aside.or(aside), value, line.words, start);
        }
    }

    fn dialogue(&mut self, who: Option<&str>, value: &Piece, from: usize, block: &Block) {
        let named = who.filter(|who| is_name(who));
        let aside = who.filter(|_| named.is_none());
        for (at, line) in said(&value.text).into_iter().enumerate() {
            let start = if at == 0 { from } else { value.place(line.row).0 };
            let name = line.name.or(named).or(block.speaker.as_deref());
            // "VO: …" and "SFX: …" stand among the lines, too.
            let name = match line.name.and_then(label_of) {
                Some(Label::Narration) => Some("NARRATOR (V.O.)"),
                Some(Label::Sound | Label::Bed) => {
                    self.sounds("SFX", "", &value.part(line.words));
                    continue;
                }
                Some(Label::Music) => {
                    self.sounds("AMBIENCE", "music", &value.part(line.words));
                    continue;
                }
                _ => name,
            };
            self.say(name, line.aside.or(aside), value, line.words, start);
        }
    }

    /// Speech, music and sounds in one value: `VO: "Hello."; SFX: rain`.
    fn audio(&mut self, value: &Piece, from: usize, block: &Block) {
        let mut from = Some(from);
        for row in rows(&value.text).flat_map(unquoted).map(str::trim).filter(|row| !row.is_empty()) {
            let (start, end) = value.place(row);
            let start = from.take().unwrap_or(start).min(start);
            if let Some(found) = super::labels::labelled(row) {
                let label = if found.label == Label::Audio { Label::Note } else { found.label };
                self.fact((label, found.key, found.who), &value.part(found.value), start, block);
                continue;
            }
            let first = row.split_whitespace().next().unwrap_or_default();
            match label_of(first) {
                Some(Label::Music) if gone(row) => self.push(ElementKind::Note, row, (start, end)),
                Some(Label::Music) => self.sounds("AMBIENCE", "music", &value.part(row)),
                Some(Label::Sound) if first.chars().count() < row.chars().count() => {
                    self.sounds("SFX", "", &value.part(row.get(first.len()..).unwrap_or(row).trim()));
                }
                _ if row.contains(['"', '“', '„', '«', '「']) => {
                    self.dialogue(None, &value.part(row), start, block)
                }
                _ if crate::read::shotlist::colon_line(row).is_some() => {
                    self.dialogue(None, &value.part(row), start, block)
                }
                _ if row.to_lowercase().contains("music") => self.sounds("AMBIENCE", "music", &value.part(row)),
                _ if is_list_of_sounds(row) => self.sounds("SFX", "", &value.part(row)),
                // A sentence in the column of what is heard is read out.
                _ if row.ends_with(['.', '!', '?', '。', '！', '？']) && row.split_whitespace().count() > 4 => {
                    self.narration("", None, &value.part(row), start);
                }
                _ => self.sounds("SFX", "", &value.part(row)),
            }
        }
    }

    /// What is heard, one element a sound. `kind` is said where the words do not say it: "music".
    fn sounds(&mut self, tag: &str, kind: &str, value: &Piece) {
        for sound in rows(&value.text).flat_map(|row| row.split([',', ';', '，', '、', '；'])).map(str::trim) {
            let bare =
                clean(sound).trim_matches(|c: char| c == '.' || c == '。' || c == '"' || c.is_whitespace()).to_owned();
            if !bare.chars().any(char::is_alphanumeric) {
                continue;
            }
            let place = value.place(sound);
            if gone(&bare) {
                self.push(ElementKind::Note, &bare, place);
                continue;
            }
            let told = kind.is_empty() || !bare.is_ascii() || is_musical(&bare);
            let text = if told { format!("{tag}: {bare}") } else { format!("{tag}: {bare} {kind}") };
            self.push(ElementKind::Action, &text, place);
        }
    }

    /// People and how they look; a list of names alone is a note.
    fn cast(&mut self, key: &str, value: &Piece) {
        for row in rows(&value.text).flat_map(|row| row.split([';', '；'])).map(str::trim).filter(|row| !row.is_empty())
        {
            let bare = clean(row);
            let cut = bare.find(['(', '（', ':', '：', '–', '—', ',', '，']).or_else(|| bare.find(" - "));
            let described = cut.and_then(|at| {
                let (name, rest) = bare.split_at(at);
                let rest = rest.trim_start_matches([':', '：', '–', '—', '-', ',', '，', ' ']);
                // "Anna, Ben, Carl" are three names.
                let names = rest.split([',', '，']).all(|part| is_name(part.trim().trim_end_matches('.')));
                (is_name(name.trim()) && !names).then(|| format!("{}, {rest}", name.trim().to_uppercase()))
            });
            match described {
                Some(text) => self.push(ElementKind::Cast, &text.replace(", (", " ("), value.place(row)),
                None => self.push(ElementKind::Note, &format!("{key}: {bare}"), value.place(row)),
            }
        }
    }

    fn say(&mut self, name: Option<&str>, aside: Option<&str>, piece: &Piece, words: &str, from: usize) {
        let (start, _) = piece.place(words);
        let told = clean(name.unwrap_or_default());
        let told = told.trim().trim_start_matches("@[").trim_start_matches('@').trim_end_matches(']').to_owned();
        let cue = if told.chars().any(char::is_alphanumeric) { told } else { "(O.S.)".to_owned() };
        if chunks(words).iter().all(|chunk| !matches!(chunk, Chunk::Words(_))) {
            // A name and a direction: it is done, not said.
            return self.action(&Piece {
                text: std::borrow::Cow::Owned(format!("{cue} {words}")),
                start: from.min(start),
                end: piece.end,
            });
        }
        self.push(ElementKind::Cue { dual: false }, &cue, (from.min(start), start.max(from.min(start))));
        if let Some(aside) = aside {
            self.push(ElementKind::Parenthetical, aside, (start, start));
        }
        self.speaker = Some(cue);
        self.speech(piece, words);
    }

    fn speech(&mut self, piece: &Piece, words: &str) {
        for chunk in chunks(words) {
            match chunk {
                Chunk::Words(text) => self.push(ElementKind::Dialogue, text, piece.place(text)),
                Chunk::Aside(text, whole) => self.push(ElementKind::Parenthetical, text, piece.place(whole)),
                Chunk::Length(_) => {}
            }
        }
    }
}

/// "Engine hum, windscreen wipers, a phone buzzing.": short pieces, and nobody who does anything.
fn is_list_of_sounds(row: &str) -> bool {
    let pieces: Vec<Vec<String>> =
        row.split([',', ';']).map(crate::words::tokens).filter(|words| !words.is_empty()).collect();
    let told = |word: &String| {
        matches!(
            word.as_str(),
            "i" | "you" | "we" | "he" | "she" | "they" | "it" | "is" | "are" | "was" | "were" | "not"
        ) || word.contains(['\'', '’'])
    };
    let sounds = |words: &Vec<String>| {
        (0..words.len())
            .any(|at| words.get(at..).is_some_and(|rest| lexicon::sounds::index().at(rest).next().is_some()))
    };
    pieces.len() > 1
        && pieces.iter().all(|words| words.len() <= 5 && !words.iter().any(told))
        && pieces.iter().filter(|words| sounds(words)).count() * 2 >= pieces.len()
}

/// A name that a voice over may have; "V.O." is none.
fn is_teller(who: &str) -> bool {
    is_name(who) && label_of(who).is_none() && !who.contains('.')
}
