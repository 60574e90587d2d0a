//! Storyboards as JSON: arrays of scenes and shots under the keys that are usual for them.

use super::json::{Value, parse};
use super::labels::label_of;
use super::piece::{Head, Label, Level, Part, Piece};
use std::borrow::Cow;

/// Whether a text is JSON that holds a list of scenes or shots.
pub(crate) fn is_storyboard(text: &str) -> bool {
    let head = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let fenced = head.strip_prefix("```json").or_else(|| head.strip_prefix("```")).unwrap_or(head).trim_start();
    fenced.starts_with(['{', '['])
        && !fenced.starts_with("[[")
        && parse(text).is_some_and(|value| {
            let mut parts = Vec::new();
            Walk { out: &mut parts }.value(&value, "", None);
            parts.iter().any(|part| matches!(part, Part::Head(_)))
                && parts.iter().any(|part| {
                    matches!(
                        part,
                        Part::Fact { label: Label::Visual | Label::Dialogue | Label::Narration | Label::Audio, .. }
                            | Part::Said { .. }
                    )
                })
        })
}

pub(super) fn parts(source: &str) -> Vec<Part<'_>> {
    let Some(value) = parse(source) else { return Vec::new() };
    let mut out = Vec::new();
    Walk { out: &mut out }.value(&value, "", None);
    // The value is gone after this: the parts take their texts along.
    out.into_iter().map(owned).collect()
}

fn owned<'a>(part: Part<'_>) -> Part<'a> {
    let piece =
        |piece: Piece<'_>| Piece { text: Cow::Owned(piece.text.into_owned()), start: piece.start, end: piece.end };
    match part {
        Part::Head(head) => {
            Part::Head(Head { name: piece(head.name), ..head_of(head.level, head.number, head.start, head.end) })
        }
        Part::Fact { label, key, who, value, from } => {
            Part::Fact { label, key: Cow::Owned(key.into_owned()), who, value: piece(value), from }
        }
        Part::Said { name, aside, words, from } => Part::Said { name, aside, words: piece(words), from },
        Part::More(it) => Part::More(piece(it)),
        Part::Text(it) => Part::Text(piece(it)),
        Part::Title(it) => Part::Title(piece(it)),
        Part::Cut(it) => Part::Cut(piece(it)),
        Part::Noise(it) => Part::Noise(piece(it)),
        Part::Note(it) => Part::Note(piece(it)),
    }
}

fn head_of<'a>(level: Level, number: Option<String>, start: usize, end: usize) -> Head<'a> {
    Head {
        level,
        number,
        name: Piece { text: Cow::Borrowed(""), start: end, end },
        when: None,
        heading: false,
        slide: false,
        start,
        end,
    }
}

/// What the items of a list are.
fn level_of(key: &str) -> Option<Level> {
    let key = key.to_lowercase().replace(['_', '-'], " ");
    Some(match key.trim() {
        "scenes" | "scene list" | "sequences" | "sections" | "slides" | "chapters" | "场景" | "场景列表" => {
            Level::Scene
        }
        "shots" | "shot list" | "shotlist" | "frames" | "panels" | "clips" | "storyboard" | "beats" | "segments"
        | "prompts" | "timeline" | "multi prompt" | "multi shot" | "multi shots" | "multi shot prompts"
        | "multi prompts" | "steps" | "keyframes" | "videos" | "cuts" | "镜头" | "分镜" => Level::Shot,
        _ => return None,
    })
}

struct Walk<'o, 'a> {
    out: &'o mut Vec<Part<'a>>,
}

impl<'a> Walk<'_, 'a> {
    fn value(&mut self, value: &'a Value<'a>, key: &str, above: Option<Label>) {
        match value {
            Value::Array(items) => {
                let level = level_of(key).or_else(|| key.is_empty().then(|| level_in(items)));
                for item in items {
                    match item {
                        Value::Object(fields, start) if level.is_some() => {
                            self.block(fields, *start, level.unwrap_or(Level::Shot))
                        }
                        Value::Text(piece) if level == Some(Level::Shot) => {
                            self.out.push(Part::Head(head_of(Level::Shot, None, piece.start, piece.start)));
                            self.fact(Label::Visual, key, piece);
                        }
                        _ => self.value(item, key, above.or_else(|| label_of(key))),
                    }
                }
            }
            Value::Object(fields, _) => self.object(fields, key, above.or_else(|| label_of(key))),
            Value::Text(piece) => self.fact(above.or_else(|| label_of(key)).unwrap_or(Label::Note), key, piece),
            Value::Nothing => {}
        }
    }

    fn fact(&mut self, label: Label, key: &str, piece: &'a Piece<'a>) {
        let value = Piece { text: Cow::Borrowed(&*piece.text), start: piece.start, end: piece.end };
        self.out.push(Part::Fact {
            label,
            key: Cow::Owned(key.replace('_', " ")),
            who: None,
            value,
            from: piece.start,
        });
    }

    /// A scene or a shot.
    fn block(&mut self, fields: &'a [(String, Value<'a>)], start: usize, level: Level) {
        let text = |keys: &[&str]| {
            fields.iter().find_map(|(key, value)| match value {
                Value::Text(piece) if keys.contains(&key.to_lowercase().as_str()) => Some(piece),
                _ => None,
            })
        };
        let level = if fields.iter().any(|(key, _)| level_of(key) == Some(Level::Shot)) { Level::Scene } else { level };
        let number = text(&[
            "number",
            "scene_number",
            "shot_number",
            "id",
            "scene_id",
            "shot_id",
            "index",
            "scene",
            "shot",
            "no",
        ]);
        let number = number.filter(|piece| piece.text.len() <= 5 && piece.text.chars().any(|c| c.is_ascii_digit()));
        let mut head = head_of(level, number.map(|piece| piece.text.to_string()), start, start);
        let named = text(&[
            "title",
            "name",
            "heading",
            "scene_title",
            "scene_heading",
            "slugline",
            "slug",
            "scene_name",
            "shot_title",
        ]);
        if let Some(name) = named.filter(|_| level == Level::Scene) {
            head.name.text = Cow::Borrowed(&*name.text);
            head.heading = crate::heading::is_heading(&name.text);
        }
        self.out.push(Part::Head(head));
        for (key, value) in fields {
            match (value, named) {
                // In the heading already.
                (Value::Text(piece), Some(name)) if piece.start == name.start && level == Level::Scene => {
                    self.out.push(Part::Fact {
                        label: Label::Number,
                        key: Cow::Owned(key.clone()),
                        who: None,
                        value: head_piece(piece),
                        from: piece.start,
                    });
                }
                (Value::Text(piece), Some(name)) if piece.start == name.start => self.fact(Label::Note, key, piece),
                (Value::Text(piece), _) if number.is_some_and(|number| number.start == piece.start) => {
                    self.fact(Label::Number, key, piece)
                }
                (Value::Text(piece), _) if matches!(label_of(key), Some(Label::Title)) => {
                    self.fact(Label::Note, key, piece)
                }
                _ => self.value(value, key, None),
            }
        }
    }

    fn object(&mut self, fields: &'a [(String, Value<'a>)], outer: &str, above: Option<Label>) {
        let find = |keys: &[&str]| {
            fields.iter().find_map(|(key, value)| match value {
                Value::Text(piece) if keys.contains(&key.to_lowercase().as_str()) => Some(piece),
                _ => None,
            })
        };
        let name = find(&["character", "speaker", "name", "who", "role", "角色", "说话人"]);
        let said = find(&["line", "text", "dialogue", "dialog", "speech", "words", "content", "says", "台词", "对白"]);
        if let (Some(name), Some(words)) = (name, said)
            && matches!(above, Some(Label::Dialogue | Label::Narration | Label::Audio) | None)
        {
            let how = find(&["emotion", "tone", "delivery", "parenthetical", "how", "style", "情绪"]);
            let words = Piece { text: Cow::Borrowed(&*words.text), start: words.start, end: words.end };
            let narrated = matches!(label_of(&name.text), Some(Label::Narration));
            let name = if narrated { "NARRATOR (V.O.)".to_owned() } else { name.text.to_string() };
            let from = words.start;
            self.out.push(Part::Said { name, aside: how.map(|how| how.text.to_string()), words, from });
            return;
        }
        if above == Some(Label::Cast)
            && let Some(name) = name
        {
            let looks: Vec<&str> = fields
                .iter()
                .filter_map(|(_, value)| match value {
                    Value::Text(piece) if piece.start != name.start => Some(&*piece.text),
                    _ => None,
                })
                .collect();
            let end = fields
                .iter()
                .filter_map(|(_, value)| if let Value::Text(piece) = value { Some(piece.end) } else { None })
                .max();
            let text =
                if looks.is_empty() { name.text.to_string() } else { format!("{}: {}", name.text, looks.join(", ")) };
            let value = Piece { text: Cow::Owned(text), start: name.start, end: end.unwrap_or(name.end).max(name.end) };
            self.out.push(Part::Fact {
                label: Label::Cast,
                key: Cow::Owned(outer.to_owned()),
                who: None,
                from: value.start,
                value,
            });
            return;
        }
        for (key, value) in fields {
            let own = label_of(key);
            let label = match above {
                // "camera": { "angle": …, "style": … }: all of it is of the camera.
                Some(Label::Camera) if !matches!(own, Some(Label::Length | Label::Clock)) => above,
                _ => own.or(above),
            };
            match value {
                Value::Text(piece) => self.fact(label.unwrap_or(Label::Note), key, piece),
                _ => self.value(value, key, if level_of(key).is_some() { None } else { label }),
            }
        }
    }
}

fn head_piece<'a>(piece: &'a Piece<'a>) -> Piece<'a> {
    Piece { text: Cow::Borrowed(&*piece.text), start: piece.start, end: piece.end }
}

/// What the objects of a list without a key are: scenes when they hold shots or places.
fn level_in(items: &[Value]) -> Level {
    let scene = items.iter().any(|item| match item {
        Value::Object(fields, _) => fields.iter().any(|(key, _)| {
            let key = key.to_lowercase();
            level_of(&key) == Some(Level::Shot) || (key.starts_with("scene") && label_of(&key) != Some(Label::Visual))
        }),
        _ => false,
    });
    if scene { Level::Scene } else { Level::Shot }
}
