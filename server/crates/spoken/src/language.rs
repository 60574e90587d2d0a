//! Which language a text is in, and which of espeak-ng's languages speaks it.

/// Words that are frequent in one language and rare in the others.
const TELLING: &[(&str, &[&str])] = &[
    (
        "en-us",
        &[
            "the", "and", "you", "is", "of", "to", "it", "that", "what", "this", "with", "have", "are", "not", "my",
            "i'm", "don't",
        ],
    ),
    (
        "de",
        &[
            "der", "die", "und", "ich", "nicht", "das", "ist", "du", "wir", "ein", "eine", "mit", "sie", "auf", "zu",
            "es", "dem",
        ],
    ),
    (
        "fr",
        &[
            "le", "les", "je", "vous", "est", "pas", "et", "une", "des", "que", "qui", "nous", "c'est", "dans", "il",
            "elle", "mais",
        ],
    ),
    (
        "es",
        &[
            "el", "los", "las", "que", "y", "es", "por", "una", "está", "yo", "con", "para", "qué", "pero", "muy",
            "usted", "te",
        ],
    ),
    (
        "it",
        &[
            "il", "che", "di", "sono", "non", "è", "per", "una", "gli", "ho", "mi", "della", "questo", "cosa", "ma",
            "perché", "ti",
        ],
    ),
    (
        "pt",
        &[
            "o", "os", "que", "não", "você", "é", "uma", "eu", "com", "para", "mas", "isso", "está", "meu", "do", "da",
            "muito",
        ],
    ),
    (
        "nl",
        &[
            "de", "het", "een", "ik", "niet", "en", "van", "je", "wat", "dat", "met", "zijn", "maar", "hij", "zij",
            "voor", "wij",
        ],
    ),
    (
        "pl",
        &[
            "nie", "się", "jest", "że", "co", "jak", "ja", "ty", "to", "ale", "czy", "już", "mam", "dla", "mnie",
            "tak", "na",
        ],
    ),
    (
        "sv",
        &[
            "och", "jag", "är", "inte", "det", "att", "en", "du", "vi", "på", "för", "med", "har", "som", "han", "hon",
            "vad",
        ],
    ),
    (
        "tr",
        &[
            "bir", "ve", "bu", "ne", "için", "ben", "sen", "değil", "çok", "var", "mi", "da", "ama", "evet", "hayır",
            "gibi", "kadar",
        ],
    ),
];

/// The language that a script (not a text in Latin letters) tells.
fn by_script(text: &str) -> Option<&'static str> {
    let (mut best, mut most) = (None, 0);
    let mut counts: [(&'static str, usize); 12] =
        ["cmn", "ja", "ko", "ru", "ar", "hi", "el", "he", "th", "ka", "hy", "bn"].map(|l| (l, 0));
    let (mut latin, mut ukrainian, mut kana, mut persian) = (0usize, false, false, false);
    for c in text.chars() {
        let language = match c {
            '\u{3040}'..='\u{30ff}' => {
                kana = true;
                "ja"
            }
            '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' => "ko",
            '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{2ffff}' => "cmn",
            '\u{0400}'..='\u{052f}' => {
                ukrainian |= matches!(c, 'і' | 'ї' | 'є' | 'ґ' | 'І' | 'Ї' | 'Є' | 'Ґ');
                "ru"
            }
            '\u{0600}'..='\u{06ff}' => {
                persian |= matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ی' | 'ک');
                "ar"
            }
            '\u{0900}'..='\u{097f}' => "hi",
            '\u{0370}'..='\u{03ff}' | '\u{1f00}'..='\u{1fff}' => "el",
            '\u{0590}'..='\u{05ff}' => "he",
            '\u{0e00}'..='\u{0e7f}' => "th",
            '\u{10a0}'..='\u{10ff}' => "ka",
            '\u{0530}'..='\u{058f}' => "hy",
            '\u{0980}'..='\u{09ff}' => "bn",
            c if c.is_alphabetic() => {
                latin += 1;
                continue;
            }
            _ => continue,
        };
        if let Some(count) = counts.iter_mut().find(|(l, _)| *l == language) {
            count.1 += 1;
            if count.1 > most {
                (best, most) = (Some(count.0), count.1);
            }
        }
    }
    // A foreign word or two do not make a Latin text foreign; one character says more than one letter.
    if most * 3 < latin {
        return None;
    }
    match best {
        Some("cmn") if kana => Some("ja"),
        Some("ru") if ukrainian => Some("uk"),
        Some("ar") if persian => Some("fa"),
        other => other,
    }
}

/// The language a text is in, as espeak-ng names it: by its script, then for Latin letters by telling words. `en-us` where
/// nothing tells.
pub fn language_of(text: &str) -> &'static str {
    by_script(text).or_else(|| by_words(text)).unwrap_or("en-us")
}

fn by_words(text: &str) -> Option<&'static str> {
    // What stands in an address tells nothing.
    let plain = |word: &&str| !word.contains("://") && !word.contains('@') && !word.starts_with("www.");
    let text = text.split_whitespace().filter(plain).collect::<Vec<_>>().join(" ").to_lowercase().replace('’', "'");
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()).collect();
    let mut scores: Vec<(usize, &'static str)> = TELLING
        .iter()
        .map(|(language, telling)| (words.iter().filter(|word| telling.contains(word)).count(), *language))
        .collect();
    scores.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    match scores.as_slice() {
        [(first, language), (second, _), ..] if *first > *second && *first * 8 >= words.len() => Some(language),
        _ => None,
    }
}

/// The engine's language for a text that should be spoken as `wanted`: a tag such as `en-gb` or a word such as `Scottish`. A wish
/// that does not fit the text's letters gives way. Bare English is `None`: the voice's own accent.
pub fn spoken(text: &str, wanted: &str) -> Option<&'static str> {
    let wanted = wanted.trim().to_lowercase().replace('_', "-");
    if let Some(script) = by_script(text) {
        // Cantonese, Bulgarian, Urdu and the like share the letters of what the script alone tells.
        return Some(known(&wanted).filter(|tag| shares_letters(tag, script)).unwrap_or(script));
    }
    if matches!(wanted.as_str(), "" | "en" | "english") {
        return by_words(text).filter(|found| !found.starts_with("en"));
    }
    known(&wanted).filter(|tag| !NOT_LATIN.contains(tag))
}

const NOT_LATIN: &[&str] = &[
    "cmn", "yue", "ja", "ko", "ru", "uk", "bg", "sr", "ar", "fa", "ur", "hi", "mr", "ne", "el", "he", "th", "ka", "hy",
    "bn",
];

fn shares_letters(tag: &str, script: &str) -> bool {
    let family: &[&str] = match script {
        "cmn" => &["cmn", "yue", "ja"],
        "ru" | "uk" => &["ru", "uk", "bg", "sr"],
        "ar" | "fa" => &["ar", "fa", "ur"],
        "hi" => &["hi", "mr", "ne"],
        _ => return tag == script,
    };
    family.contains(&tag)
}

/// espeak-ng's name for a tag or a word of an accent.
fn known(tag: &str) -> Option<&'static str> {
    const NAMES: &[(&str, &[&str])] = &[
        ("en-gb-scotland", &["en-gb-scotland", "en-sc", "scottish", "scots", "scotland"]),
        ("en-gb-x-rp", &["en-gb-x-rp", "en-rp", "received pronunciation", "posh"]),
        ("en-gb-x-gbclan", &["en-gb-x-gbclan", "lancashire", "northern english"]),
        ("en-gb-x-gbcwmd", &["en-gb-x-gbcwmd", "west midlands", "birmingham"]),
        ("en-029", &["en-029", "caribbean", "jamaican"]),
        ("en-us-nyc", &["en-us-nyc", "new york"]),
        ("en-us", &["en-us", "american", "en-ca", "canadian"]),
        (
            "en-gb",
            &[
                "en-gb",
                "en-uk",
                "british",
                "english accent",
                "irish",
                "australian",
                "en-au",
                "en-ie",
                "en-nz",
                "en-za",
                "en-in",
            ],
        ),
        ("cmn", &["cmn", "zh", "chinese", "mandarin"]),
        ("yue", &["yue", "zh-hk", "zh-yue", "cantonese"]),
        ("pt-br", &["pt-br", "brazilian"]),
        ("es-419", &["es-419", "es-mx", "es-ar", "mexican", "latin american"]),
        ("fr-be", &["fr-be", "belgian"]),
        ("fr-ch", &["fr-ch"]),
        ("fr", &["fr", "french"]),
        ("de", &["de", "german"]),
        ("es", &["es", "spanish"]),
        ("it", &["it", "italian"]),
        ("pt", &["pt", "portuguese"]),
        ("nl", &["nl", "dutch"]),
        ("pl", &["pl", "polish"]),
        ("sv", &["sv", "swedish"]),
        ("da", &["da", "danish"]),
        ("nb", &["nb", "no", "nn", "norwegian"]),
        ("fi", &["fi", "finnish"]),
        ("tr", &["tr", "turkish"]),
        ("cs", &["cs", "czech"]),
        ("sk", &["sk", "slovak"]),
        ("hu", &["hu", "hungarian"]),
        ("ro", &["ro", "romanian"]),
        ("hr", &["hr", "croatian"]),
        ("sr", &["sr", "serbian"]),
        ("bg", &["bg", "bulgarian"]),
        ("ru", &["ru", "russian"]),
        ("uk", &["uk", "ukrainian"]),
        ("el", &["el", "greek"]),
        ("he", &["he", "hebrew"]),
        ("ar", &["ar", "arabic"]),
        ("fa", &["fa", "persian", "farsi"]),
        ("ur", &["ur", "urdu"]),
        ("hi", &["hi", "hindi"]),
        ("mr", &["mr", "marathi"]),
        ("ne", &["ne", "nepali"]),
        ("bn", &["bn", "bengali"]),
        ("ja", &["ja", "japanese"]),
        ("ko", &["ko", "korean"]),
        ("th", &["th", "thai"]),
        ("vi", &["vi", "vietnamese"]),
        ("id", &["id", "indonesian"]),
        ("ca", &["ca", "catalan"]),
        ("sw", &["sw", "swahili"]),
        ("la", &["la", "latin"]),
        ("eo", &["eo", "esperanto"]),
        ("cy", &["cy", "welsh"]),
        ("ga", &["ga", "gaelic"]),
        ("ka", &["ka", "georgian"]),
        ("hy", &["hy", "armenian"]),
    ];
    let find = |tag: &str| NAMES.iter().find(|(_, names)| names.contains(&tag)).map(|(name, _)| *name);
    // `de-at` is spoken as `de`.
    let exact = find(tag)
        .or_else(|| tag.split_once('-').and_then(|(base, _)| if base == "en" { Some("en-us") } else { find(base) }));
    exact.or_else(|| {
        NAMES.iter().find(|(_, names)| names.iter().any(|n| n.len() > 3 && tag.contains(n))).map(|(name, _)| *name)
    })
}
