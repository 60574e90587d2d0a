//! Who speaks and acts in writings without spaces: "小美笑著問", "と太郎は言った".

use super::sexes;
use super::starts::Starts;
use super::text::{is_comma, is_end};
use super::told::{Naming, Reader, Told, Who, pronoun};
use lexicon::Speech;
use model::Span;
use std::sync::OnceLock;

/// The words that a text without spaces is searched for.
pub(super) struct Search {
    /// Verbs of saying.
    say: Starts,
    /// Words that are no part of a name.
    apart: Starts,
    pronouns: Starts,
}

impl Search {
    /// `None` for languages that write spaces.
    pub fn of(speech: &'static Speech) -> Option<&'static Self> {
        static CHINESE: OnceLock<Search> = OnceLock::new();
        static JAPANESE: OnceLock<Search> = OnceLock::new();
        match speech.language {
            "zh" => Some(CHINESE.get_or_init(|| Self::new(speech))),
            "ja" => Some(JAPANESE.get_or_init(|| Self::new(speech))),
            _ => None,
        }
    }

    fn new(speech: &'static Speech) -> Self {
        let apart = speech.pause.iter().chain(&speech.listen).copied().chain(speech.say.iter());
        let pronouns = speech.he.iter().chain(speech.she.iter()).chain(speech.they.iter()).chain(speech.first.iter());
        Self {
            say: Starts::new(speech.say.iter()),
            apart: Starts::new(apart.chain(speech.common.iter())),
            pronouns: Starts::new(pronouns),
        }
    }
}

/// More characters than any name has.
const LONGEST: usize = 12;

/// "小美笑著問。", "と太郎は言った。"
pub(super) fn after(stretch: &str, base: usize, reader: &Reader) -> Option<Told> {
    let lead = stretch.len() - stretch.trim_start_matches(is_edge).len();
    let sentence = first_sentence(stretch.get(lead..)?);
    if reader.speech.language == "ja" {
        let verb = Search::of(reader.speech)?.say.latest(sentence).is_some();
        let bound = sentence.starts_with(['と', 'っ']);
        return (verb || bound).then(|| Told { who: japanese(sentence, base + lead, reader), verb: true, sex: None });
    }
    let clause = first_clause(sentence);
    // Not at the very beginning, where its subject would be missing.
    let verb = Search::of(reader.speech)?.say.earliest(clause)?;
    let who = chinese(clause.get(..verb)?, base + lead, reader)?;
    Some(Told { who: Some(who), verb: true, sex: None })
}

/// "小美抬起头，笑着说：", "太郎は顔を上げて、"
pub(super) fn before(stretch: &str, base: usize, reader: &Reader) -> Option<Told> {
    let whole = stretch.trim_end_matches(|c: char| is_edge(c) && !is_comma(c) && c != '：' && c != ':');
    let from = last_sentence(whole);
    let sentence = whole.get(from..)?;
    let ended = sentence.ends_with(is_end);
    if reader.speech.language == "ja" {
        let says = Search::of(reader.speech)?.say.latest(sentence).is_some();
        let leads = !ended || says;
        return leads
            .then(|| Told { who: japanese(sentence, base + from, reader), verb: says, sex: None })
            .filter(|t| t.who.is_some());
    }
    let leads = sentence.ends_with(['：', ':', '，', ',']) || !ended;
    let verb = Search::of(reader.speech)?.say.latest(sentence);
    // The verb stands at the speech: "说：", "问道，".
    let near = verb.is_some_and(|at| sentence.get(at..).is_some_and(|rest| rest.chars().count() <= 8));
    let who = chinese(sentence, base + from, reader);
    (leads && (near || sentence.ends_with(['：', ':']))).then_some(Told { who, verb: near, sex: None })
}

pub(super) fn actor(stretch: &str, base: usize, reader: &Reader) -> Option<Who> {
    let who = subject(stretch, base, reader)?;
    let sure = match &who {
        Who::Named(naming) => naming.role || reader.known(&naming.name) || titled(&naming.name, reader.speech),
        _ => true,
    };
    sure.then_some(who)
}

/// The one that the first sentence begins with, whether or not it is a person.
pub(super) fn subject(stretch: &str, base: usize, reader: &Reader) -> Option<Who> {
    let lead = stretch.len() - stretch.trim_start_matches(is_edge).len();
    let sentence = first_sentence(stretch.get(lead..)?);
    if reader.speech.language == "ja" {
        return japanese(sentence, base + lead, reader);
    }
    // Without a verb of saying only what looks like a name is one.
    let who = chinese(sentence, base + lead, reader)?;
    let family = sentence.chars().next().is_some_and(|c| reader.speech.surname.contains(c));
    let fond = reader.speech.lead.iter().any(|l| sentence.starts_with(l));
    let looks = match &who {
        Who::Named(naming) => family || fond || naming.role || reader.names.contains(&naming.name),
        _ => true,
    };
    looks.then_some(who)
}

fn titled(name: &str, speech: &'static Speech) -> bool {
    speech.honorific.iter().any(|h| name.len() > h.len() && name.ends_with(h))
}

fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || is_comma(c)
        || matches!(c, '」' | '』' | '”' | '’' | '"' | '「' | '『' | '“' | '‘' | '》' | '：' | ':' | '—' | '－')
}

fn first_sentence(text: &str) -> &str {
    let end = text.char_indices().find(|(_, c)| is_end(*c) || *c == '\n').map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

fn first_clause(text: &str) -> &str {
    let end = text
        .char_indices()
        .find(|(_, c)| is_comma(*c) || matches!(c, '：' | ':' | '；'))
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

/// Where the last sentence begins, in bytes.
fn last_sentence(text: &str) -> usize {
    let body = text.trim_end_matches(is_end);
    body.char_indices().rev().find(|(_, c)| is_end(*c) || *c == '\n').map_or(0, |(at, c)| at + c.len_utf8())
}

/// Who a Chinese clause begins with.
fn chinese(clause: &str, base: usize, reader: &Reader) -> Option<Who> {
    let speech = reader.speech;
    let lead = clause.len() - clause.trim_start_matches(is_edge).len();
    let clause = clause.get(lead..)?;
    let base = base + lead;
    let search = Search::of(reader.speech)?;
    if let Some(word) = search.pronouns.longest(clause) {
        return pronoun(word, speech);
    }
    let name = |text: &str, role: bool| {
        let text = text.trim();
        let sex = speech
            .role_she
            .iter()
            .chain(speech.role_he.iter())
            .chain(speech.honorific.iter().copied())
            .filter(|word| text.ends_with(word))
            .max_by_key(|word| word.len())
            .and_then(|word| sexes::of_word(word, speech).or_else(|| sex_of_honorific(word)));
        let span = Span { start: base, end: base + text.len() };
        Some(Who::Named(Naming { name: text.to_owned(), written: text.to_owned(), role, sex, span }))
    };
    if let Some(known) = reader.starts.longest(clause) {
        return name(known, speech.is_role(known));
    }
    // Up to a word that is no part of a name.
    let end = search.apart.earliest(clause).unwrap_or(clause.len());
    let head = first_clause(clause.get(..end)?).trim();
    let letters = head.chars().count();
    let roles = || speech.role.iter().chain(speech.role_he.iter()).chain(speech.role_she.iter());
    if let Some(role) = roles().filter(|r| head.ends_with(r)).max_by_key(|r| r.len()) {
        let surname =
            head.chars().next().is_some_and(|c| speech.surname.contains(c)) && letters == role.chars().count() + 1;
        return if letters <= LONGEST { name(head, !surname) } else { None };
    }
    // A family name and one or two characters more, "小美", "老周", "阿明", or a short word that fills the whole place.
    let family = head.chars().next().is_some_and(|c| speech.surname.contains(c));
    let most = if family || titled(head, speech) { 4 } else { 3 };
    ((2..=most).contains(&letters) && !head.chars().any(|c| c.is_ascii_punctuation()))
        .then(|| name(head, false))
        .flatten()
}

fn sex_of_honorific(word: &str) -> Option<model::Sex> {
    match word {
        "先生" | "叔叔" | "爷爷" | "爺爺" | "哥" | "大叔" | "大爷" | "伯伯" => Some(model::Sex::Male),
        "小姐" | "女士" | "太太" | "阿姨" | "奶奶" | "姐" | "大妈" | "婆婆" => Some(model::Sex::Female),
        _ => None,
    }
}

/// The one before "は" or "が".
fn japanese(sentence: &str, base: usize, reader: &Reader) -> Option<Who> {
    let speech = reader.speech;
    let mut from = 0;
    for clause in sentence.split_inclusive(is_comma) {
        let found =
            speech.subject.iter().filter_map(|p| clause.find(p).map(|at| (at, *p))).filter(|(at, _)| *at > 0).min();
        if let Some((end, _)) = found {
            let bare = clause.get(..end)?.trim_start_matches(|c: char| is_edge(c) || is_end(c));
            // "と太郎は": the particle of the speech.
            let bare = bare.strip_prefix('と').or_else(|| bare.strip_prefix("って")).unwrap_or(bare);
            // "窓辺の少女": what tells more of her; "静かに太郎": how.
            let bare = speech.pause.iter().find_map(|p| bare.strip_prefix(p)).unwrap_or(bare);
            // "改札の向こうから少女", "弟の翔": where and whose.
            let bare = ["から", "まで", "では", "に", "で"]
                .iter()
                .find_map(|p| bare.rsplit_once(p).map(|(_, b)| b))
                .unwrap_or(bare);
            let bare = match bare.rsplit_once('の') {
                Some((of, own)) if !own.is_empty() && roles(speech).any(|r| of.ends_with(r) || own.ends_with(r)) => own,
                _ => bare,
            };
            let letters = bare.chars().count();
            if let Some(who) = pronoun(bare, speech) {
                return Some(who);
            }
            let end = base + from + end;
            let noun = roles(speech).filter(|r| bare.ends_with(r)).max_by_key(|r| r.len());
            let kana = bare.chars().all(|c| matches!(c, '\u{3041}'..='\u{3096}'));
            if (1..=LONGEST).contains(&letters) && !(kana && letters < 2) && !bare.contains('を') {
                let sex = noun.and_then(|n| sexes::of_word(n, speech));
                let sex = sex.or_else(|| (bare.ends_with("くん") || bare.ends_with('君')).then_some(model::Sex::Male));
                let span = Span { start: end - bare.len(), end };
                let role = noun.is_some();
                return Some(Who::Named(Naming { name: bare.to_owned(), written: bare.to_owned(), role, sex, span }));
            }
        }
        from += clause.len();
    }
    None
}

fn roles(speech: &'static Speech) -> impl Iterator<Item = &'static str> {
    speech.role.iter().chain(speech.role_he.iter()).chain(speech.role_she.iter())
}
