//! MP4 names languages by three letters.

/// The three-letter code (ISO 639-2/T) of a language tag such as `de`, `zh-Hans` or `en-us`; `und` where it is not known.
pub(crate) fn three_letters(tag: &str) -> String {
    const KNOWN: &[(&str, &str)] = &[
        ("ar", "ara"),
        ("bg", "bul"),
        ("bn", "ben"),
        ("ca", "cat"),
        ("cmn", "zho"),
        ("cs", "ces"),
        ("cy", "cym"),
        ("da", "dan"),
        ("de", "deu"),
        ("el", "ell"),
        ("eo", "epo"),
        ("en", "eng"),
        ("es", "spa"),
        ("et", "est"),
        ("fa", "fas"),
        ("fi", "fin"),
        ("fr", "fra"),
        ("ga", "gle"),
        ("he", "heb"),
        ("hi", "hin"),
        ("hr", "hrv"),
        ("hu", "hun"),
        ("hy", "hye"),
        ("id", "ind"),
        ("it", "ita"),
        ("ja", "jpn"),
        ("ka", "kat"),
        ("ko", "kor"),
        ("la", "lat"),
        ("mr", "mar"),
        ("nb", "nob"),
        ("ne", "nep"),
        ("nl", "nld"),
        ("no", "nor"),
        ("pl", "pol"),
        ("pt", "por"),
        ("ro", "ron"),
        ("ru", "rus"),
        ("sk", "slk"),
        ("sr", "srp"),
        ("sv", "swe"),
        ("sw", "swa"),
        ("th", "tha"),
        ("tr", "tur"),
        ("uk", "ukr"),
        ("ur", "urd"),
        ("vi", "vie"),
        ("yue", "zho"),
        ("zh", "zho"),
    ];
    let main = tag.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    if let Some((_, three)) = KNOWN.iter().find(|(tag, _)| *tag == main) {
        return (*three).to_owned();
    }
    if main.len() == 3 && main.bytes().all(|byte| byte.is_ascii_lowercase()) { main } else { "und".to_owned() }
}
