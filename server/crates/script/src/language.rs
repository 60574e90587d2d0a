//! Which language a script is in, by its writing and its commonest words.

use crate::screenplay::{Beat, Screenplay};
use lexicon::Speech;
use std::collections::HashMap;

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

/// The language of what is not said, where it is surely another one than that of the lines.
pub(crate) fn of_actions(play: &Screenplay) -> &str {
    let mut sample = String::new();
    for beat in play.scenes.iter().flat_map(|s| &s.beats).take(200) {
        if let Beat::Action { text, .. } = beat {
            sample.push_str(text);
            sample.push(' ');
        }
    }
    surely(&sample).unwrap_or(&play.language)
}

/// Gives people who surely speak another language than the script its tag.
pub(crate) fn of_people(play: &mut Screenplay) {
    let mut samples: HashMap<&str, String> = HashMap::new();
    for line in &play.dialogue {
        let Some(speaker) = line.speaker.as_deref() else { continue };
        let sample = samples.entry(speaker).or_default();
        if sample.len() < 2000 {
            sample.push_str(&line.text);
            sample.push(' ');
        }
    }
    let other = |name: &str| samples.get(name).and_then(|sample| surely(sample)).filter(|tag| *tag != play.language);
    let found: Vec<Option<String>> = play.characters.iter().map(|p| other(&p.name).map(str::to_owned)).collect();
    for (person, language) in play.characters.iter_mut().zip(found) {
        person.language = language;
    }
}

/// Languages that can be chosen, with their English names.
const KNOWN: &[(&str, &str)] = &[
    ("ar", "Arabic"),
    ("bn", "Bengali"),
    ("bg", "Bulgarian"),
    ("zh", "Chinese"),
    ("cs", "Czech"),
    ("da", "Danish"),
    ("nl", "Dutch"),
    ("en", "English"),
    ("fi", "Finnish"),
    ("fr", "French"),
    ("de", "German"),
    ("el", "Greek"),
    ("he", "Hebrew"),
    ("hi", "Hindi"),
    ("hu", "Hungarian"),
    ("id", "Indonesian"),
    ("it", "Italian"),
    ("ja", "Japanese"),
    ("ko", "Korean"),
    ("fa", "Persian"),
    ("pl", "Polish"),
    ("pt", "Portuguese"),
    ("ro", "Romanian"),
    ("ru", "Russian"),
    ("sr", "Serbian"),
    ("es", "Spanish"),
    ("sv", "Swedish"),
    ("ta", "Tamil"),
    ("th", "Thai"),
    ("tr", "Turkish"),
    ("uk", "Ukrainian"),
    ("ur", "Urdu"),
    ("vi", "Vietnamese"),
];

/// Tags and English names of the languages that a person can choose, in the order of the names.
pub fn known() -> impl Iterator<Item = (&'static str, &'static str)> {
    KNOWN.iter().copied()
}

/// The English name of a language; a tag that is not known names itself.
pub fn name(tag: &str) -> &str {
    let code = tag.split('-').next().unwrap_or(tag);
    KNOWN.iter().find(|(known, _)| *known == code).map_or(tag, |(_, name)| name)
}

/// The language of a text.
pub fn guess(text: &str) -> &'static str {
    match writing(text) {
        Writing::Latin => match latin(text) {
            // One word alone can stand in English as well: "plus".
            (_, 0 | 1, _) => "en",
            (tag, ..) => tag,
        },
        Writing::Other(tag) => tag,
    }
}

/// The language of a text that leaves no doubt of it.
fn surely(text: &str) -> Option<&'static str> {
    match writing(text) {
        Writing::Latin => {
            let (tag, score, second) = latin(text);
            (score >= 6 && score >= second * 2).then_some(tag)
        }
        Writing::Other(tag) => Some(tag),
    }
}

enum Writing {
    Latin,
    Other(&'static str),
}

/// How many characters tell the writing.
const SAMPLE: usize = 20_000;

/// Writings of one language each, with their blocks of Unicode.
const BLOCKS: &[(&str, char, char)] = &[
    ("ru", '\u{400}', '\u{52f}'),
    ("ar", '\u{600}', '\u{6ff}'),
    ("hi", '\u{900}', '\u{97f}'),
    ("bn", '\u{980}', '\u{9ff}'),
    ("ta", '\u{b80}', '\u{bff}'),
    ("te", '\u{c00}', '\u{c7f}'),
    ("th", '\u{e00}', '\u{e7f}'),
    ("el", '\u{370}', '\u{3ff}'),
    ("he", '\u{590}', '\u{5ff}'),
    ("hy", '\u{530}', '\u{58f}'),
    ("ka", '\u{10a0}', '\u{10ff}'),
    ("am", '\u{1200}', '\u{137f}'),
];

fn writing(text: &str) -> Writing {
    let (mut latin, mut kana, mut han, mut hangul) = (0usize, 0usize, 0usize, 0usize);
    let mut others = [0usize; BLOCKS.len()];
    for c in text.chars().take(SAMPLE) {
        match c {
            'a'..='z' | 'A'..='Z' | 'À'..='ɏ' => latin += 1,
            '\u{3041}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' => han += 1,
            '\u{ac00}'..='\u{d7a3}' => hangul += 1,
            _ if c.is_ascii() => {}
            _ => {
                let block = BLOCKS.iter().position(|(_, from, to)| (*from..=*to).contains(&c));
                if let Some(n) = block.and_then(|at| others.get_mut(at)) {
                    *n += 1;
                }
            }
        }
    }
    let (most, n) = BLOCKS.iter().zip(others).max_by_key(|(_, n)| *n).map_or(("ru", 0), |(block, n)| (block.0, n));
    // One Chinese character says as much as a word.
    let east = (kana + han) * 4;
    if east > latin && east > n && east > hangul * 3 {
        return Writing::Other(if kana * 5 > han { "ja" } else { "zh" });
    }
    if hangul * 3 > latin && hangul * 3 > n {
        return Writing::Other("ko");
    }
    if n == 0 || latin >= n {
        return Writing::Latin;
    }
    Writing::Other(match most {
        "ru" => cyrillic(text),
        "ar" => arabic(text),
        other => other,
    })
}

fn count(text: &str, letters: &str) -> usize {
    text.chars().take(SAMPLE).filter(|c| letters.contains(*c)).count()
}

fn cyrillic(text: &str) -> &'static str {
    let (ukrainian, serbian, russian) = (count(text, "іїєґІЇЄҐ"), count(text, "јљњћђџ"), count(text, "ыэёЫЭЁ"));
    if ukrainian > russian {
        "uk"
    } else if serbian > russian {
        "sr"
    } else if count(text, "ъщ") > russian * 2 + 2 {
        "bg"
    } else {
        "ru"
    }
}

fn arabic(text: &str) -> &'static str {
    let (urdu, persian) = (count(text, "ٹڈڑےں"), count(text, "پچژگی"));
    let common = count(text, "ةيىأإ");
    if urdu > common {
        "ur"
    } else if persian > common {
        "fa"
    } else {
        "ar"
    }
}

/// Languages that have no table of speech, by their commonest words.
const FURTHER: &[(&str, &[&str])] = &[
    ("nl", &["de", "het", "een", "en", "niet", "ik", "van", "dat", "je", "op", "zei", "was", "maar", "ze", "hij"]),
    ("sv", &["och", "att", "det", "inte", "som", "är", "jag", "på", "hon", "han", "till", "sade", "var", "med"]),
    ("da", &["og", "at", "det", "ikke", "som", "er", "jeg", "på", "hun", "han", "til", "sagde", "af", "med"]),
    ("tr", &["bir", "ve", "bu", "da", "ne", "için", "çok", "dedi", "ama", "gibi", "ben", "sen", "değil"]),
    ("cs", &["a", "se", "že", "na", "je", "to", "jsem", "byl", "ale", "jak", "řekl", "řekla", "už", "když"]),
    ("ro", &["și", "să", "nu", "cu", "pe", "era", "din", "spuse", "mai", "este", "în", "un", "o"]),
    ("hu", &["és", "hogy", "nem", "egy", "az", "van", "mondta", "volt", "meg", "csak"]),
    ("fi", &["ja", "ei", "on", "hän", "oli", "että", "se", "sanoi", "mutta", "minä"]),
    ("id", &["yang", "dan", "di", "tidak", "itu", "ini", "aku", "dia", "kata", "dengan"]),
    ("vi", &["và", "không", "là", "của", "một", "tôi", "nói", "anh", "cô", "đã"]),
];

/// The likeliest language in Latin letters, with its score and that of the next one.
fn latin(text: &str) -> (&'static str, usize, usize) {
    let sample = windows(text);
    let words = crate::words::tokens(&sample);
    let tables = Speech::all().iter().filter(|s| s.common.iter().all(|w| !w.chars().any(|c| c > '\u{24f}')));
    let scores = tables.map(|speech| {
        let known =
            words.iter().map(|w| usize::from(speech.common.has(w)) + 2 * usize::from(speech.says(w))).sum::<usize>();
        (speech.language, known + sample.chars().filter(|c| !c.is_ascii() && speech.letters.contains(*c)).count())
    });
    let further =
        FURTHER.iter().map(|(tag, common)| (*tag, words.iter().filter(|w| common.contains(&w.as_str())).count()));
    let (mut best, mut second) = (("en", 0), 0);
    for next in scores.chain(further) {
        if next.1 > best.1 {
            second = best.1;
            best = next;
        } else {
            second = second.max(next.1);
        }
    }
    (best.0, best.1, second)
}

/// The beginning of a text, and of a longer one something of its middle and its end.
fn windows(text: &str) -> String {
    const WINDOW: usize = 2500;
    if text.len() <= 3 * WINDOW {
        return text.to_owned();
    }
    let mut out = String::new();
    for from in [0, text.len() / 2, text.len() - WINDOW] {
        let from = (from..from + 4).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let to = (from + WINDOW - 4..=from + WINDOW).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        out.push_str(text.get(from..to).unwrap_or_default());
        out.push(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::guess;

    #[test]
    fn a_sentence_or_two_tell_the_language() {
        for (tag, text) in [
            ("en", "The lamp went out. \"Is it deep?\" asked Rolf."),
            ("en", "Maya"),
            ("en", "MR. ADEYEMI, late thirties, tweed jacket, blows a whistle. Hoods up! Two by two!"),
            ("en", "ROBIN (33, red plus fours) waits."),
            ("en", ""),
            ("de", "Lotte kam herein. „Ist der Ofen noch warm?“, fragte Emil."),
            ("fr", "— Tu viens ? demanda Luc. Elle ferma la porte."),
            ("es", "Marta cerró la puerta. —Ya lo sabía."),
            ("pt", "— Já fechou? — pergunta Inês. — Então me dê a chave."),
            ("it", "«Chi è?» chiese Paolo. La porta era chiusa."),
            ("pl", "— Nie wiem — powiedział Jan. — Może jutro."),
            ("ru", "— Ты промок, – сказала Вера."),
            ("uk", "— Ти змок, — сказала Віра. Її голос тихий."),
            ("zh", "小美靠在門邊。"),
            ("ja", "太郎は窓を閉めた。"),
            ("ko", "민수가 문을 닫았다."),
            ("ar", "قالت ليلى: «أغلق الباب»."),
            ("fa", "او گفت: «در را ببند». پدر خندید."),
            ("hi", "राम ने कहा, \"दरवाज़ा बंद करो।\""),
            ("th", "เขาปิดประตู"),
            ("nl", "Het was laat en de deur was niet dicht."),
        ] {
            assert_eq!(guess(text), tag, "{text}");
        }
    }
}
