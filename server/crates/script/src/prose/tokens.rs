//! Words of a text with their places, for the passes that read prose.

/// A word, and whether it opens a sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    pub text: &'a str,
    /// In bytes of the whole source.
    pub start: usize,
    pub end: usize,
    pub capital: bool,
    pub opens: bool,
    /// A comma, a full stop or another mark follows.
    pub mark: Option<char>,
}

impl Word<'_> {
    /// In lower case, without a possessive.
    pub fn lower(&self) -> String {
        let lower = self.text.to_lowercase().replace('’', "'");
        lower.strip_suffix("'s").map_or(lower.clone(), str::to_owned)
    }

    pub fn possessive(&self) -> bool {
        self.text.ends_with("'s") || self.text.ends_with("’s")
    }
}

/// The words of `text[start..end]`.
pub(crate) fn words(text: &str, start: usize, end: usize) -> Vec<Word<'_>> {
    let mut out: Vec<Word> = Vec::new();
    let Some(body) = text.get(start..end) else { return out };
    let mut from: Option<usize> = None;
    let mut opens = true;
    let mut chars = body.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner =
            matches!(c, '\'' | '’' | '-') && from.is_some() && chars.peek().is_some_and(|&(_, n)| n.is_alphanumeric());
        if c.is_alphanumeric() || inner {
            from.get_or_insert(at);
            continue;
        }
        if let Some(a) = from.take() {
            push(&mut out, body, start, a, at, &mut opens);
        }
        if !c.is_whitespace() && c != '_' && c != '*' {
            // "Mr. Hale": the full stop of a title ends nothing.
            let title = c == '.' && out.last().is_some_and(|w| is_title(&w.text.to_lowercase()));
            if let Some(last) = out.last_mut()
                && last.mark.is_none()
                && !title
            {
                last.mark = Some(c);
            }
            opens |= matches!(c, '.' | '!' | '?' | '"' | '“' | '‘' | '…' | ':') && !title;
        }
    }
    if let Some(a) = from {
        push(&mut out, body, start, a, body.len(), &mut opens);
    }
    out
}

fn push<'a>(out: &mut Vec<Word<'a>>, body: &'a str, base: usize, a: usize, b: usize, opens: &mut bool) {
    let Some(text) = body.get(a..b) else { return };
    let capital = text.chars().next().is_some_and(char::is_uppercase);
    out.push(Word { text, start: base + a, end: base + b, capital, opens: *opens, mark: None });
    *opens = false;
}

/// Forms of address that stand before a name.
pub(crate) fn is_title(lower: &str) -> bool {
    matches!(
        lower,
        "mr" | "mrs"
            | "miss"
            | "ms"
            | "dr"
            | "doctor"
            | "sir"
            | "lady"
            | "lord"
            | "captain"
            | "capt"
            | "colonel"
            | "col"
            | "major"
            | "general"
            | "admiral"
            | "lieutenant"
            | "sergeant"
            | "inspector"
            | "professor"
            | "prof"
            | "aunt"
            | "uncle"
            | "cousin"
            | "father"
            | "brother"
            | "sister"
            | "madame"
            | "mme"
            | "mademoiselle"
            | "mlle"
            | "monsieur"
            | "count"
            | "countess"
            | "duke"
            | "duchess"
            | "prince"
            | "princess"
            | "king"
            | "queen"
            | "baron"
            | "baroness"
            | "reverend"
            | "rev"
            | "master"
            | "mistress"
            | "farmer"
            | "parson"
            | "squire"
            | "judge"
            | "nurse"
            | "signor"
            | "signora"
            | "herr"
            | "frau"
            | "don"
            | "st"
            | "constable"
            | "officer"
            | "detective"
            | "mother"
            | "grandfather"
            | "grandmother"
    )
}

pub(crate) fn title_sex(lower: &str) -> Option<model::Sex> {
    match lower {
        "mrs" | "miss" | "ms" | "lady" | "aunt" | "sister" | "madame" | "mme" | "mademoiselle" | "mlle"
        | "countess" | "duchess" | "princess" | "queen" | "baroness" | "mistress" | "signora" | "frau" | "mother"
        | "grandmother" | "nurse" => Some(model::Sex::Female),
        "mr" | "sir" | "lord" | "uncle" | "father" | "brother" | "monsieur" | "count" | "duke" | "prince" | "king"
        | "baron" | "master" | "squire" | "captain" | "colonel" | "major" | "general" | "admiral" | "lieutenant"
        | "sergeant" | "parson" | "farmer" | "signor" | "herr" | "don" | "rev" | "reverend" | "grandfather"
        | "judge" => Some(model::Sex::Male),
        _ => None,
    }
}

/// Whether a word tells that something is said.
pub(crate) fn is_reporting(lower: &str) -> bool {
    static VERBS: crate::names::WordSet = crate::names::WordSet::new(
        " said says say asked asks ask replied replies cried cries answered answers whispered whispers shouted shouts called calls muttered mutters added adds exclaimed exclaims murmured murmurs returned continued observed remarked began declared repeated inquired enquired rejoined responded retorted demanded suggested insisted explained announced admitted agreed growled snapped sighed gasped laughed interrupted interposed ejaculated protested pleaded begged urged commanded ordered screamed screeched yelled roared sobbed groaned moaned stammered faltered drawled hissed breathed grumbled mumbled went concluded resumed pursued proceeded assented objected thought quoth echoed chuckled grinned smiled nodded persisted assured told corrected commented mused confessed acknowledged affirmed argued bawled bellowed boasted chimed complained croaked countered croaked declared exhorted finished gabbled giggled grunted hinted hollered implored intoned jeered joked lamented mentioned mocked noted offered panted piped pronounced proposed queried quavered recited recommended reflected remonstrated requested scoffed shrieked shrilled sneered snarled sniffed snorted spluttered sputtered squeaked stated stuttered swore threatened ventured vowed wailed warned whimpered whined wondered yawned invited reminded reported supplied volunteered apologized apologised saying say hazarded chattered blustered bantered crowed barked spoke chirped cooed teased soothed ",
    );
    VERBS.holds(lower)
}

/// Whether what follows a word is beside what is told, and not its subject: "with Tom", "under the towel".
pub(super) fn is_preposition(lower: &str) -> bool {
    matches!(
        lower,
        "with"
            | "of"
            | "to"
            | "at"
            | "from"
            | "for"
            | "by"
            | "in"
            | "on"
            | "upon"
            | "about"
            | "like"
            | "beside"
            | "behind"
            | "towards"
            | "toward"
            | "after"
            | "before"
            | "than"
            | "into"
            | "between"
            | "addressing"
            | "seeing"
            | "near"
            | "under"
            | "over"
            | "through"
            | "against"
            | "across"
            | "inside"
            | "outside"
            | "within"
            | "without"
            | "above"
            | "below"
            | "beneath"
            | "underneath"
            | "among"
            | "around"
            | "past"
            | "opposite"
    )
}
