//! Which language a script is in, by its writing and its commonest words.

use crate::screenplay::{Beat, Screenplay};

/// A tag such as `en`, `zh`, `de`.
pub(crate) fn of(play: &Screenplay) -> String {
    let mut sample = String::new();
    for line in play.dialogue.iter().take(200) {
        sample.push_str(&line.text);
        sample.push(' ');
    }
    if sample.len() < 200 {
        for beat in play.scenes.iter().flat_map(|s| &s.beats).take(100) {
            if let Beat::Action { text, .. } = beat {
                sample.push_str(text);
                sample.push(' ');
            }
        }
    }
    guess(&sample).to_owned()
}

/// The language of a text.
pub fn guess(text: &str) -> &'static str {
    let mut counts = [0usize; 8];
    for c in text.chars().take(20_000) {
        let class = match c {
            'a'..='z' | 'A'..='Z' | 'À'..='ɏ' => 0,
            '\u{3040}'..='\u{30ff}' => 1,
            '\u{4e00}'..='\u{9fff}' => 2,
            '\u{ac00}'..='\u{d7a3}' => 3,
            '\u{400}'..='\u{4ff}' => 4,
            '\u{600}'..='\u{6ff}' => 5,
            '\u{900}'..='\u{97f}' => 6,
            '\u{b80}'..='\u{bff}' => 7,
            _ => continue,
        };
        if let Some(count) = counts.get_mut(class) {
            *count += 1;
        }
    }
    let [latin, kana, han, hangul, cyrillic, arabic, deva, tamil] = counts;
    // One Chinese character says as much as a word.
    let most = [latin, (kana + han) * 4, hangul * 3, cyrillic, arabic, deva, tamil].into_iter().max().unwrap_or(0);
    if most == 0 || most == latin {
        return latin_language(text);
    }
    if most == (kana + han) * 4 {
        return if kana * 5 > han { "ja" } else { "zh" };
    }
    if most == hangul * 3 {
        "ko"
    } else if most == cyrillic {
        "ru"
    } else if most == arabic {
        "ar"
    } else if most == deva {
        "hi"
    } else {
        "ta"
    }
}

fn latin_language(text: &str) -> &'static str {
    const COMMON: &[(&str, &[&str])] = &[
        ("en", &["the", "and", "is", "you", "of", "to", "in", "it", "that", "was"]),
        ("de", &["der", "die", "und", "ist", "das", "nicht", "ich", "ein", "zu", "sie"]),
        ("fr", &["le", "la", "et", "est", "les", "des", "une", "pas", "que", "je"]),
        ("es", &["el", "los", "y", "es", "una", "que", "no", "por", "con", "las"]),
        ("it", &["il", "che", "e", "non", "di", "una", "per", "sono", "gli", "della"]),
        ("pt", &["o", "os", "e", "uma", "que", "não", "do", "da", "com", "em"]),
        ("nl", &["de", "het", "een", "en", "niet", "ik", "van", "dat", "je", "op"]),
    ];
    let words = crate::words::tokens(&text.chars().take(4000).collect::<String>());
    COMMON
        .iter()
        .map(|(tag, common)| (*tag, words.iter().filter(|w| common.contains(&w.as_str())).count()))
        .fold(("en", 0), |best, next| if next.1 > best.1 { next } else { best })
        .0
}
