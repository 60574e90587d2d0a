//! Labels: words before a colon, heads of columns, keys.

use super::line::Stripped;
use super::piece::Label;

/// What a label says; marks, numbers and pictures around it do not matter.
pub(super) fn label_of(key: &str) -> Option<Label> {
    let key = key.trim_matches(|c: char| !c.is_alphanumeric() && c != '#' && c != '№' && c != 'º');
    if key.is_empty() || key.len() > 48 {
        return None;
    }
    let lower = key.to_lowercase().replace(['_', '\u{a0}'], " ");
    let lower = lower.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '#' && key.len() > 1);
    let whole = if lower.is_empty() { key } else { lower };
    known(whole).or_else(|| {
        // "Visual / Action", "Camera & Movement": what the first of them says.
        let cut = whole
            .find(['/', '&', '+', '、', '／', '|'])
            .or_else(|| whole.find(" and "))
            .or_else(|| whole.find(" und "))?;
        let (first, rest) = whole.split_at(cut);
        let rest = rest.trim_start_matches(['/', '&', '+', '、', '／', '|', ' ']).trim_start_matches("and ");
        known(first.trim()).or_else(|| known(rest.trim()))
    })
}

fn known(word: &str) -> Option<Label> {
    let id = lexicon::label(word)
        .or_else(|| lexicon::label(word.strip_suffix('s')?))
        .or_else(|| lexicon::label(word.strip_prefix("the ")?))?;
    Some(match id {
        "title" => Label::Title,
        "visual" => Label::Visual,
        "narration" => Label::Narration,
        "dialogue" => Label::Dialogue,
        "speaker" => Label::Speaker,
        "cast" => Label::Cast,
        "camera" => Label::Camera,
        "length" => Label::Length,
        "clock" => Label::Clock,
        "end" => Label::End,
        "place" => Label::Place,
        "time" => Label::Time,
        "side" => Label::Side,
        "music" => Label::Music,
        "sound" => Label::Sound,
        "bed" => Label::Bed,
        "audio" => Label::Audio,
        "caption" => Label::Caption,
        "cut" => Label::Cut,
        "number" => Label::Number,
        "light" => Label::Light,
        _ => Label::Note,
    })
}

/// "**Voiceover (Maya):** Hello." → narration, "Voiceover", "Maya", "Hello."
pub(super) struct Labelled<'a> {
    pub label: Label,
    pub key: &'a str,
    pub who: Option<&'a str>,
    pub value: &'a str,
}

/// A line that begins with a label. The line has no bullet any more.
pub(super) fn labelled(line: &str) -> Option<Labelled<'_>> {
    // "[VISUAL: a forest]": the brackets are around all of it.
    if let Some(inside) =
        line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).filter(|inside| !inside.contains(['[', ']']))
    {
        return labelled(inside);
    }
    let bold = line.starts_with("**") || line.starts_with("__");
    let colon = line.find([':', '：']).filter(|at| *at <= 72);
    let (head, tail) = match colon {
        Some(at) => {
            let mark = line.get(at..)?.chars().next()?.len_utf8();
            (line.get(..at)?, line.get(at + mark..)?)
        }
        None => return bracketed(line),
    };
    // "【画面】一条街": the brackets are the mark.
    if let Some(found) = bracketed(line) {
        return Some(found);
    }
    // Before the colon stands the label and nothing else, save who or what in brackets.
    let (key, who) = match head.split_once(['(', '（', '[']) {
        Some((key, rest)) if !key.trim().is_empty() => {
            let who = rest.trim_end_matches(['*', '_', ' ']).trim_end_matches([')', '）', ']']).trim();
            (key, Some(who).filter(|who| !who.is_empty()))
        }
        _ => (head, None),
    };
    let label = label_of(key)?;
    let value = if bold || tail.starts_with(['*', '_']) { tail.trim_start_matches(['*', '_']) } else { tail };
    let key = key.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '【' | '】' | '[' | ']'));
    Some(Labelled { label, key, who, value: value.trim() })
}

/// A label alone on its line, in capitals, in bold or as a heading: what it says stands below it.
pub(super) fn alone(line: Stripped) -> Option<Labelled> {
    let shouted =
        !line.text.chars().any(char::is_lowercase) && line.text.chars().filter(|c| c.is_alphabetic()).count() > 1;
    let label = label_of(line.text).filter(|_| line.level > 0 || line.bold || shouted)?;
    let opens = matches!(
        label,
        Label::Visual
            | Label::Narration
            | Label::Dialogue
            | Label::Cast
            | Label::Audio
            | Label::Sound
            | Label::Music
            | Label::Caption
            | Label::Camera
    );
    opens.then_some(Labelled { label, key: line.text, who: None, value: "" })
}

/// "【画面】一条街", "[Visual] A street", "**Visual** – A street".
fn bracketed(line: &str) -> Option<Labelled<'_>> {
    const PAIRS: [(&str, &str); 4] = [("【", "】"), ("[", "]"), ("**", "**"), ("「", "」")];
    let (inside, tail) = PAIRS.iter().find_map(|(open, close)| line.strip_prefix(open)?.split_once(close))?;
    let value = tail.trim_start_matches([':', '：', ' ', '-', '–', '—', '*']);
    let marked = line.starts_with("**") && !tail.trim_start().starts_with([':', '：', '-', '–', '—']);
    let label = label_of(inside)?;
    (!marked || value.is_empty()).then_some(Labelled { label, key: inside, who: None, value: value.trim() })
}

/// A value that says that there is nothing.
pub(super) fn is_nothing(value: &str) -> bool {
    let bare = value.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(
        bare.as_str(),
        "" | "none"
            | "n/a"
            | "na"
            | "nil"
            | "no"
            | "null"
            | "nothing"
            | "no dialogue"
            | "no dialog"
            | "no narration"
            | "no voiceover"
            | "no voice over"
            | "no music"
            | "no sound"
            | "keine"
            | "keiner"
            | "kein"
            | "aucun"
            | "aucune"
            | "ninguno"
            | "ninguna"
            | "nessuno"
            | "nessuna"
            | "nenhum"
            | "nenhuma"
            | "нет"
            | "无"
            | "無"
            | "没有"
            | "なし"
            | "없음"
    )
}
