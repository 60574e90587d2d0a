//! MP4 names languages by three letters.

/// The three-letter code (ISO 639-2/T) of a language tag such as `de`, `zh-Hans` or `en-us`; `und` where it is not known.
pub(crate) fn three_letters(tag: &str) -> String {
    const KNOWN: [(&str, &str); 30] = [
        ("ar", "ara"),
        ("bg", "bul"),
        ("cs", "ces"),
        ("da", "dan"),
        ("de", "deu"),
        ("el", "ell"),
        ("en", "eng"),
        ("es", "spa"),
        ("et", "est"),
        ("fa", "fas"),
        ("fi", "fin"),
        ("fr", "fra"),
        ("he", "heb"),
        ("hi", "hin"),
        ("hu", "hun"),
        ("id", "ind"),
        ("it", "ita"),
        ("ja", "jpn"),
        ("ko", "kor"),
        ("nb", "nob"),
        ("nl", "nld"),
        ("no", "nor"),
        ("pl", "pol"),
        ("pt", "por"),
        ("ro", "ron"),
        ("ru", "rus"),
        ("sv", "swe"),
        ("tr", "tur"),
        ("uk", "ukr"),
        ("zh", "zho"),
    ];
    let main = tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    if main.len() == 3 && main.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return main;
    }
    let found = KNOWN.iter().find(|(two, _)| *two == main);
    found.map_or("und", |(_, three)| three).to_owned()
}
