//! What single lines can be: keys of the title page, transitions, cues.

/// Title page keys that may open a script; others may follow them.
const KEYS: &[&str] = &[
    "title",
    "credit",
    "author",
    "authors",
    "source",
    "draft date",
    "date",
    "contact",
    "copyright",
    "notes",
    "revision",
    "format",
    "written by",
    "draft",
    "episode",
    "series",
    "lc",
    "rc",
    "cl",
    "cc",
    "cr",
    "tl",
    "tc",
    "tr",
    "bl",
    "br",
    "header",
    "footer",
    "watermark",
    "font",
    "language",
    "version",
    "created",
    "template",
    "company",
    "address",
    "email",
    "phone",
];

/// Whether a line opens a title page.
pub(crate) fn is_title_line(line: &str) -> bool {
    key_of(line).is_some_and(|key| KEYS.contains(&key.to_lowercase().as_str()))
}

/// "Draft date: 3 May" → "Draft date".
pub(super) fn key_of(line: &str) -> Option<&str> {
    let line = line.trim_start_matches('\u{feff}');
    let (key, _) = line.split_once(':')?;
    let fits = key.len() <= 30
        && !key.trim().is_empty()
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '(' | ')'));
    fits.then_some(key)
}

const TRANSITIONS: &[&str] = &[
    "FADE IN",
    "FADE OUT",
    "FADE TO BLACK",
    "CUT TO BLACK",
    "FADE UP",
    "FADE TO WHITE",
    "SMASH TO BLACK",
    "CUT TO WHITE",
    "FADE IN ON",
    "DISSOLVE",
    "FADE",
    "MATCH CUT",
    "JUMP CUT",
    "SMASH CUT",
    "IRIS OUT",
    "IRIS IN",
    "WIPE",
    "CROSSFADE",
    "INTERCUT",
];

pub(crate) fn is_transition(line: &str) -> bool {
    let line = line.trim();
    if line.chars().any(char::is_lowercase) || line.len() > 60 {
        return false;
    }
    line.ends_with("TO:") || TRANSITIONS.contains(&line.trim_end_matches(['.', ':', ' ']))
}

/// A line in capitals that can name a speaker: "DR. O'NEILL & SON (V.O.)", "R2D2", "李明：".
pub(crate) fn is_cue(line: &str) -> bool {
    let line = line.trim().trim_end_matches('^').trim_end();
    if line.len() > 120 {
        return false;
    }
    // Extensions may be in lower case: "STEEL (on the radio)".
    let name = match line.find('(') {
        Some(0) => return false,
        Some(at) if line.ends_with([')', ':']) || !line.contains(')') => line.get(..at).unwrap_or_default(),
        Some(_) => return false,
        None => line,
    };
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 50 {
        return false;
    }
    let cased = name.chars().any(char::is_uppercase);
    if name.chars().any(char::is_lowercase) {
        // "McAVOY", "DeSOTO", "12-year-old" are not decided here: only Mc, Mac, De and the like may be lower.
        let stripped =
            name.replace("Mc", "MC").replace("Mac", "MAC").replace("De", "DE").replace("'s", "'S").replace("’s", "’S");
        if stripped.chars().any(char::is_lowercase) || !cased {
            return false;
        }
    }
    if !cased {
        return is_uncased_cue(name);
    }
    // "BANG!" and "WHAT?" are action, "HELLO..." too; "ALICE:" is a cue.
    !name.ends_with(['!', '?', '.', ',', ';']) || name.ends_with("JR.") || name.ends_with("SR.")
}

/// A short line of a script without capitals (Chinese, Hindi, Arabic …) that can be a name.
fn is_uncased_cue(name: &str) -> bool {
    let name = name.trim_end_matches([':', '：']);
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    letters > 0
        && name.chars().count() <= 16
        && name.split_whitespace().count() <= 3
        && !name.chars().any(|c| {
            matches!(
                c,
                '。' | '！'
                    | '？'
                    | '，'
                    | '、'
                    | '…'
                    | '.'
                    | '!'
                    | '?'
                    | ','
                    | '।'
                    | '؟'
                    | '،'
                    | '"'
                    | '“'
                    | '”'
                    | '「'
                    | '」'
            )
        })
}
