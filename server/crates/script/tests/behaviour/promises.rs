//! What must hold for every text. Shared by the property tests and by `examples/fuzz.rs`.

use model::ProjectSettings;
use script::{ElementKind, Screenplay, prompt_list, read, read_bytes, write_fdx, write_fountain};

/// A broken promise: a short name of the kind, and what was seen.
pub type Broken = (&'static str, String);

/// One element without its place: kind, words and revision.
pub type Shape = (ElementKind, String, Option<String>);

/// Elements without their places.
pub fn shape(play: &Screenplay) -> Vec<Shape> {
    play.elements
        .iter()
        .filter(|e| !matches!(e.kind, ElementKind::Furniture | ElementKind::TitlePage { .. }))
        .map(|e| (e.kind.clone(), e.text.split_whitespace().collect::<Vec<_>>().join(" "), e.revision.clone()))
        .collect()
}

/// Nothing of the text is lost, spans lie in it and in order, and every word that is said is filmed.
pub fn covered(text: &str) -> Result<(), Broken> {
    covers(&read(text))
}

pub fn covers(play: &Screenplay) -> Result<(), Broken> {
    let length = play.text.chars().count();
    let mut seen = vec![false; length];
    let mut last = 0;
    for element in &play.elements {
        let span = element.span;
        if span.start < last || span.start > span.end || span.end > length {
            return Err(("span", format!("{element:?} after {last}, of {length}")));
        }
        last = span.start;
        seen.iter_mut().take(span.end).skip(span.start).for_each(|s| *s = true);
    }
    let lost = play.text.chars().zip(&seen).position(|(c, seen)| !seen && !c.is_whitespace() && c != '\u{feff}');
    if let Some(at) = lost {
        return Err(("lost", format!("code point {at} of {:?}", play.text)));
    }
    for line in &play.dialogue {
        if line.span.end > length || line.span.start > line.span.end || line.parts.is_empty() {
            return Err(("line", format!("{line:?}, of {length}")));
        }
        if line.scene >= play.scenes.len() {
            return Err(("scene", format!("{line:?}, of {}", play.scenes.len())));
        }
    }
    let list = prompt_list(play, &ProjectSettings::default());
    // A comma where the narrator cut a speech is no part of it.
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect::<String>();
    let said: String = play.dialogue.iter().map(|line| letters(&line.text)).collect();
    let filmed: String = list.shots.iter().flat_map(|s| &s.lines).map(|line| letters(&line.text)).collect();
    if said != filmed {
        return Err(("filmed", format!("{said:?} is said and {filmed:?} filmed")));
    }
    for issue in script::check(play, &list) {
        if issue.message.is_empty() || issue.line == Some(0) {
            return Err(("issue", format!("{issue:?}")));
        }
    }
    Ok(())
}

/// Read as Fountain, written as Fountain and read again: the same script.
pub fn goes_round_as_fountain(text: &str) -> Result<(), Broken> {
    let Ok(first) = read_bytes(text.as_bytes(), Some("a.fountain")) else { return Ok(()) };
    let written = write_fountain(&first);
    if shape(&first).is_empty() && written.trim().is_empty() {
        return Ok(());
    }
    match read_bytes(written.as_bytes(), Some("a.fountain")) {
        Ok(again) => same("fountain", &first, &again, &written),
        Err(error) => Err(("fountain", format!("{error}: {written:?}"))),
    }
}

/// Read as Fountain, written as Final Draft and read again: the same script.
pub fn goes_round_as_final_draft(text: &str) -> Result<(), Broken> {
    let Ok(first) = read_bytes(text.as_bytes(), Some("a.fountain")) else { return Ok(()) };
    let written = write_fdx(&first);
    match read_bytes(written.as_bytes(), Some("a.fdx")) {
        Ok(again) => same("final draft", &first, &again, &written),
        Err(_) if shape(&first).is_empty() => Ok(()),
        Err(error) => Err(("final draft", format!("{error}: {written}"))),
    }
}

fn same(kind: &'static str, first: &Screenplay, again: &Screenplay, written: &str) -> Result<(), Broken> {
    let (a, b) = (shape(first), shape(again));
    if a == b {
        return Ok(());
    }
    let at = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let around = |all: &[Shape]| format!("{:?}", all.get(at..(at + 2).min(all.len())).unwrap_or_default());
    Err((kind, format!("element {at} was {} and became {}\n{written}", around(&a), around(&b))))
}
