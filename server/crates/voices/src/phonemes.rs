//! From words to the signs of how they are spoken, by espeak-ng.

use crate::{VoicesError, align, symbols};
use std::{collections::BTreeSet, path::Path, process::Stdio, time::Duration};
use tokio::{io::AsyncWriteExt as _, process::Command};

const LIMIT: Duration = Duration::from_secs(20);
/// It writes no files, but its sound library asks for 64 MB of shared memory, which count as one.
const LIMITS: children::Limits = children::Limits { memory: 1 << 30, seconds: 30, file: 256 << 20, files: 64 };
/// Words that are given to espeak-ng at once: it breaks longer stretches by itself.
const TOGETHER: usize = 30;
/// Words before a dot that ends no sentence.
const SHORTENED: [&str; 12] = ["mr", "mrs", "ms", "dr", "st", "prof", "jr", "sr", "vs", "mme", "mlle", "sra"];

/// What the voices speak well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tongue {
    American,
    British,
    Spanish,
    French,
    Italian,
    Brazilian,
    Hindi,
}

impl Tongue {
    /// By a language tag such as `en-gb-scotland` or `pt-br`; `None` for languages that the voices do not speak.
    pub fn of(tag: &str) -> Option<Self> {
        let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
        Some(match tag.split('-').next().unwrap_or_default() {
            "en" if tag.starts_with("en-us") || tag == "en" || tag.starts_with("en-0") || tag == "en-ca" => {
                Self::American
            }
            "en" => Self::British,
            "es" => Self::Spanish,
            "fr" => Self::French,
            "it" => Self::Italian,
            "pt" => Self::Brazilian,
            "hi" => Self::Hindi,
            _ => return None,
        })
    }

    fn espeak(self) -> &'static str {
        match self {
            Self::American => "en-us",
            Self::British => "en-gb",
            Self::Spanish => "es",
            Self::French => "fr-fr",
            Self::Italian => "it",
            Self::Brazilian => "pt-br",
            Self::Hindi => "hi",
        }
    }

    pub fn is_english(self) -> bool {
        matches!(self, Self::American | Self::British)
    }
}

/// One sign, and the word that it belongs to; spaces and punctuation belong to none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sign {
    pub(crate) id: i32,
    pub(crate) word: Option<usize>,
}

/// A part of a word that is spoken by itself, with the punctuation at both sides.
#[derive(Debug, Default, PartialEq)]
struct Unit {
    word: usize,
    before: String,
    say: String,
    after: String,
}

impl Unit {
    fn ends_clause(&self) -> bool {
        self.after.contains([';', ':', ',', '.', '!', '?', '…', '—'])
    }
}

/// The signs of a line. `lively` lines end with an exclamation where they would end with a full stop.
pub(crate) async fn signs(
    tongue: Tongue,
    words: &[String],
    lively: bool,
    scratch: &Path,
) -> Result<Vec<Sign>, VoicesError> {
    let mut units = units(words);
    if lively && let Some(last) = units.last_mut() {
        last.after = if last.after.contains(['.', '!', '?', '…']) {
            last.after.replace('.', "!")
        } else {
            format!("{}!", last.after)
        };
    }
    let mut clauses: Vec<&[Unit]> =
        units.split_inclusive(Unit::ends_clause).flat_map(|clause| clause.chunks(TOGETHER)).collect();
    clauses.retain(|clause| !clause.is_empty());
    let together: Vec<String> = clauses
        .iter()
        .map(|clause| clause.iter().map(|unit| unit.say.as_str()).collect::<Vec<_>>().join(" "))
        .collect();
    let alone: Vec<&str> = clauses
        .iter()
        .filter(|clause| clause.len() > 1)
        .flat_map(|clause| clause.iter().map(|unit| unit.say.as_str()))
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let lines: Vec<&str> = together.iter().map(String::as_str).chain(alone.iter().copied()).collect();
    let spoken = spoken(tongue, &lines, scratch).await?;
    let of_word = |say: &str| alone.binary_search(&say).ok().and_then(|at| spoken.get(together.len() + at));
    let mut signs = Vec::new();
    for (clause, groups) in clauses.iter().zip(&spoken) {
        let own: Vec<Vec<Vec<char>>> = match clause {
            [_] => vec![groups.clone()],
            _ => clause.iter().map(|unit| of_word(&unit.say).cloned().unwrap_or_default()).collect(),
        };
        let owners = align::owners(groups, &own);
        write_clause(clause, groups, &owners, &mut signs);
    }
    Ok(signs)
}

/// Adds a clause's signs, punctuation put back where it stood.
fn write_clause(clause: &[Unit], groups: &[Vec<char>], owners: &[Vec<usize>], signs: &mut Vec<Sign>) {
    let mark = |text: &str, signs: &mut Vec<Sign>| {
        signs.extend(text.chars().filter_map(symbols::number).map(|id| Sign { id, word: None }));
    };
    // Units whose punctuation is written already.
    let mut opened = 0;
    let mut closed = 0;
    for (group, owners) in groups.iter().zip(owners) {
        let mut first = true;
        for (sign, owner) in group.iter().zip(owners) {
            let Some(id) = symbols::number(*sign) else { continue };
            for unit in clause.iter().take(*owner).skip(closed) {
                mark(&unit.after, signs);
                closed += 1;
            }
            if first && !signs.is_empty() {
                signs.push(Sign { id: symbols::SPACE, word: None });
            }
            first = false;
            for unit in clause.iter().take(owner + 1).skip(opened) {
                mark(&unit.before, signs);
                opened += 1;
            }
            signs.push(Sign { id, word: clause.get(*owner).map(|unit| unit.word) });
        }
    }
    for unit in clause.iter().skip(closed) {
        mark(&unit.after, signs);
    }
}

/// The parts of the words that are spoken by themselves: cut where a dash stands between, punctuation taken off.
fn units(words: &[String]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut waiting = String::new();
    for (word, say) in words.iter().enumerate() {
        let spaced = say.replace("--", "—").replace("...", "…").replace('–', "—").replace('—', "— ").replace('…', "… ");
        for part in spaced.split_whitespace() {
            let inside = part.trim_matches(|c: char| {
                !c.is_alphanumeric() && !matches!(c, '$' | '€' | '£' | '%' | '+' | '&' | '@' | '°')
            });
            if inside.is_empty() {
                match units.last_mut() {
                    Some(last) => last.after.push_str(&punctuation(part)),
                    None => waiting.push_str(&punctuation(part)),
                }
                continue;
            }
            let (before, after) = part.split_once(inside).unwrap_or_default();
            let shortened = after == "."
                && (SHORTENED.contains(&inside.to_lowercase().as_str())
                    || inside.contains('.')
                    || inside.chars().count() == 1);
            units.push(Unit {
                word,
                before: std::mem::take(&mut waiting) + &punctuation(before),
                say: inside.to_owned(),
                after: if shortened { String::new() } else { punctuation(after) },
            });
        }
    }
    if let Some(last) = units.last_mut().filter(|last| last.after.is_empty()) {
        last.after.push('.');
    }
    units
}

/// The punctuation that the model knows, each mark once in a row.
fn punctuation(text: &str) -> String {
    let mut marks = String::new();
    for c in text.chars() {
        let mark = match c {
            ';' | ':' | ',' | '.' | '!' | '?' | '…' | '—' | '(' | ')' | '“' | '”' => c,
            '"' | '»' => '”',
            '«' | '„' => '“',
            '।' | '。' => '.',
            '-' => '—',
            _ => continue,
        };
        if !marks.ends_with(mark) {
            marks.push(mark);
        }
    }
    marks
}

/// How each line is spoken: its groups of signs, as white space parts them.
async fn spoken(tongue: Tongue, lines: &[&str], scratch: &Path) -> Result<Vec<Vec<Vec<char>>>, VoicesError> {
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let said = run(tongue, &lines.join("\n\n"), scratch).await?;
    let found: Vec<&str> = said.lines().collect();
    if found.len() == lines.len() {
        return Ok(found.into_iter().map(|line| groups(tongue, line)).collect());
    }
    // Something in a line made it another number of lines: each by itself.
    let mut all = Vec::with_capacity(lines.len());
    for line in lines {
        all.push(groups(tongue, &run(tongue, line, scratch).await?));
    }
    Ok(all)
}

/// What the model knows of espeak-ng's signs. Changes of language are told in brackets: `(en)`.
fn groups(tongue: Tongue, line: &str) -> Vec<Vec<char>> {
    let mut plain = String::with_capacity(line.len());
    let mut inside = false;
    for c in line.chars() {
        match c {
            '(' => inside = true,
            ')' => inside = false,
            _ if inside => {}
            '\n' => plain.push(' '),
            'r' if tongue.is_english() || tongue == Tongue::French => plain.push('ɹ'),
            _ => plain.push(c),
        }
    }
    if !tongue.is_english() {
        for (two, one) in [("tʃ", "ʧ"), ("dʒ", "ʤ"), ("ts", "ʦ"), ("dz", "ʣ")] {
            plain = plain.replace(two, one);
        }
    }
    let known = |c: &char| symbols::number(*c).is_some();
    plain
        .split_whitespace()
        .map(|group| group.chars().filter(known).collect::<Vec<_>>())
        .filter(|group| !group.is_empty())
        .collect()
}

/// espeak-ng's phonemes of a text, a line for each paragraph.
async fn run(tongue: Tongue, text: &str, scratch: &Path) -> Result<String, VoicesError> {
    let wrong = |why: String| VoicesError::Pronunciation(why);
    let mut command = Command::from(children::command("espeak-ng"));
    command.args(["-q", "--ipa", "-b", "1", "-v", tongue.espeak(), "--stdin"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).kill_on_drop(true);
    if scratch.is_dir() {
        command.current_dir(scratch);
    }
    let runtime = tokio::runtime::Handle::current();
    let started = children::start(move || {
        let _inside = runtime.enter();
        let child = command.spawn()?;
        children::limit(child.id(), LIMITS);
        Ok(child)
    });
    let mut child = started.map_err(|error| wrong(error.to_string()))?;
    let stdin = child.stdin.take();
    let speaking = async {
        let write = async {
            if let Some(mut stdin) = stdin {
                // A pipe that closes early shows as a failed run.
                let _closed = stdin.write_all(text.as_bytes()).await;
            }
        };
        tokio::join!(write, child.wait_with_output()).1
    };
    let output = tokio::time::timeout(LIMIT, speaking).await.map_err(|_| wrong("it took too long".to_owned()))?;
    let output = output.map_err(|error| wrong(error.to_string()))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(wrong(
            String::from_utf8_lossy(&output.stderr).lines().next_back().unwrap_or("it gave no reason").to_owned(),
        ))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    async fn written(tongue: Tongue, text: &str) -> (String, Vec<Option<usize>>) {
        let signs = signs(tongue, &words(text), false, Path::new("/nowhere")).await.unwrap();
        let all: Vec<char> = ('\u{20}'..'\u{3000}').filter(|c| symbols::number(*c).is_some()).collect();
        let sign = |id| all.iter().find(|c| symbols::number(**c) == Some(id)).unwrap();
        (signs.iter().map(|of| sign(of.id)).collect(), signs.iter().map(|sign| sign.word).collect())
    }

    #[test]
    fn punctuation_is_taken_off_words_and_dashes_part_them() {
        let units = units(&words("“Well—no,” said Mr. Gray at 3.5 (late)..."));
        let told: Vec<_> = units.iter().map(|unit| (unit.word, &*unit.before, &*unit.say, &*unit.after)).collect();
        assert_eq!(
            told,
            [
                (0, "“", "Well", "—"),
                (0, "", "no", ",”"),
                (1, "", "said", ""),
                (2, "", "Mr", ""),
                (3, "", "Gray", ""),
                (4, "", "at", ""),
                (5, "", "3.5", ""),
                (6, "(", "late", ")…")
            ]
        );
    }

    #[tokio::test]
    async fn every_word_has_its_signs_also_where_espeak_joins_words() {
        let (text, owners) = written(Tongue::American, "One of the letters, of the war!").await;
        assert!(text.contains("lˈɛɾɚz, ") && text.ends_with("wˈɔːɹ!"), "{text}");
        for word in 0..7 {
            assert!(owners.contains(&Some(word)), "word {word} of {text}: {owners:?}");
        }
        let told: Vec<usize> = owners.into_iter().flatten().collect();
        assert!(told.is_sorted(), "{told:?}");
    }

    #[tokio::test]
    async fn a_foreign_word_leaves_no_mark_of_its_language() {
        let (text, _) = written(Tongue::French, "Je pars ce weekend").await;
        assert!(!text.contains('(') && text.contains("wiːkˈɛnd"), "{text}");
    }

    #[test]
    fn a_tag_names_a_tongue_where_there_are_voices_for_it() {
        assert_eq!(Tongue::of("en-gb-scotland"), Some(Tongue::British));
        assert_eq!(Tongue::of("pt_BR"), Some(Tongue::Brazilian));
        assert_eq!((Tongue::of("de"), Tongue::of("ja")), (None, None));
    }
}
