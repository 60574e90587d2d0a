//! The words of a line, their marks apart.

/// Marks that a script puts round words for weight; nobody says them.
const EMPHASIS: &[char] = &['*', '_', '~', '`'];

/// A word that white space parts from its neighbours.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Word {
    /// As it stands in the line.
    pub(crate) written: String,
    /// Marks before and after the word, those of emphasis left out.
    pub(crate) before: String,
    pub(crate) core: String,
    pub(crate) after: String,
    /// What is said in place of the core; an empty text says nothing of the word, nor its marks.
    pub(crate) said: Option<String>,
    /// A person told how it is said: no rule reads it again.
    pub(crate) told: bool,
}

impl Word {
    pub(crate) fn say(&mut self, said: impl Into<String>) {
        self.said = Some(said.into());
    }

    /// What a rule may read: nothing where another has read it.
    pub(crate) fn open(&self) -> Option<&str> {
        (self.said.is_none() && !self.core.is_empty()).then_some(self.core.as_str())
    }

    /// Nothing stands between it and the next word.
    pub(crate) fn joins_next(&self) -> bool {
        self.after.is_empty()
    }

    pub(crate) fn lower(&self) -> String {
        self.core.to_lowercase()
    }

    fn text(&self) -> String {
        match self.said.as_deref() {
            None => format!("{}{}{}", self.before, self.core, self.after),
            Some("") => self.after.chars().filter(|c| matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | '…')).collect(),
            Some(said) => format!("{}{said}{}", self.before, self.after),
        }
    }
}

pub(crate) fn words(text: &str) -> Vec<Word> {
    text.split_whitespace().map(word).collect()
}

fn word(written: &str) -> Word {
    // A web address may hold any mark.
    let address = written.contains("://") || written.contains('@');
    let bare: String = if address {
        written.trim_matches(EMPHASIS).to_owned()
    } else {
        let shown = written.trim_matches(EMPHASIS).replace("**", "").replace('*', "").replace('`', "");
        // Within a word an underscore parts two.
        shown.replace('_', if shown.chars().any(|c| c.is_ascii_digit()) { "_" } else { " " })
    };
    let opens = |c: char| {
        matches!(c, '"' | '\'' | '“' | '‘' | '«' | '(' | '[' | '{' | '¿' | '¡' | '…' | '—' | '–' | '„' | '‚')
            || EMPHASIS.contains(&c)
    };
    let closes = |c: char| {
        matches!(
            c,
            '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '}' | '.' | ',' | ';' | ':' | '!' | '?' | '…' | '—' | '–' | '“'
        ) || EMPHASIS.contains(&c)
    };
    // `'80s` keeps its apostrophe: it stands for the century.
    let decade = bare
        .trim_start_matches(['"', '“', '('])
        .strip_prefix(['\'', '’'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let start = if decade {
        bare.len() - bare.trim_start_matches(['"', '“', '(']).len()
    } else {
        bare.len() - bare.trim_start_matches(opens).len()
    };
    let (before, rest) = bare.split_at(start);
    let core = rest.trim_end_matches(closes);
    let after = rest.get(core.len()..).unwrap_or_default();
    let plain = |marks: &str| marks.chars().filter(|c| !EMPHASIS.contains(c)).collect::<String>();
    Word {
        written: written.to_owned(),
        before: plain(before),
        core: core.to_owned(),
        after: plain(after),
        said: None,
        told: false,
    }
}

/// What is said of each word; nothing where nothing differs from what is written.
pub(crate) fn changed(words: Vec<Word>) -> Vec<String> {
    if words.iter().all(|word| word.said.is_none() && word.text() == word.written) {
        return Vec::new();
    }
    let mut said: Vec<String> = Vec::with_capacity(words.len());
    for word in &words {
        let text = word.text();
        // The marks behind a silent word are heard as a pause behind the last one that is said.
        let silent = word.said.as_deref() == Some("");
        match said.iter_mut().rev().find(|before| !before.is_empty()).filter(|_| silent) {
            Some(before) => {
                before.push_str(&text);
                said.push(String::new());
            }
            None => said.push(text),
        }
    }
    said
}
