//! What stands between quotation marks and is not said by anybody: names and signs that are held up, letters, mottoes,
//! and what somebody only might have said.

use super::Quote;
use super::beside::{floor, is_told};
use super::cited::{is_cited, is_motto, is_written, is_written_after};
use crate::prose::tokens::{Word, is_reporting, words};
use model::Span;
use std::ops::Range;

/// What a picture's caption begins with in books.
pub(super) const PICTURE: &str = "[Illustration";

/// Whether somebody says it. `pictures` are the places of every [`PICTURE`], in rising order.
pub(super) fn is_said(text: &str, paragraphs: &[Span], quote: Quote, pictures: &[usize]) -> bool {
    let inside = text.get(quote.span.start..quote.span.end).unwrap_or_default();
    let Some(first) = inside.chars().find(|c| c.is_alphanumeric()) else { return false };
    let Some(paragraph) = paragraphs.get(quote.paragraph) else { return true };
    let line = text.get(paragraph.start..quote.span.start).unwrap_or_default();
    let line = line.get(..line.len() - line.chars().next_back().map_or(0, char::len_utf8)).unwrap_or_default();
    let next = pictures.get(pictures.partition_point(|at| *at < paragraph.start));
    let pictured = next.is_some_and(|at| at + PICTURE.len() <= paragraph.start + line.len());
    let line = line.trim_end();
    let after = text.get(quote.span.end..paragraph.end).unwrap_or_default();
    let after = after.get(after.chars().next().map_or(0, char::len_utf8)..).unwrap_or_default();
    if pictured || is_motto(line, inside, after) || is_written_after(after) {
        return false;
    }
    let Some(last) = line.chars().next_back() else { return !is_cited(text, paragraphs, quote.paragraph, inside) };
    let own = line
        .rfind(['"', '”', '’', '»', '」'])
        .map_or(0, |at| at + line.get(at..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8));
    let tail = words(line, own.max(floor(line, 120)), line.len());
    let sentence =
        tail.iter().rposition(|w| matches!(w.mark, Some('.' | '!' | '?' | '"' | '”'))).map_or(0, |at| at + 1);
    let clause = tail.get(sentence..).unwrap_or_default();
    // "“What a fellow!” you will exclaim": whoever reads has not spoken yet.
    let reader =
        ["you will ", "you'll ", "you’ll ", "you may "].iter().any(|words| after.trim_start().starts_with(words));
    if is_supposed(clause) || is_written(clause) || reader && is_told_after(after, false) {
        return false;
    }
    let ended = inside.trim_end().ends_with(['.', '!', '?', ',', '—', '…', ';', '-', ':', '*', '_']);
    let told = tail.iter().rev().take(3).any(is_told);
    let told_after = is_told_after(after, own == 0 && first.is_lowercase());
    // Speech follows a stop, a comma, a colon, a dash; what follows a word stands inside its sentence.
    if !last.is_alphanumeric() || inside.starts_with(['—', '–', '-']) {
        // "grandees wore broadcloth; “full dress” was broadcloth": a word that is held up.
        let few = inside.split_whitespace().count() <= 4;
        let goes_on = after.trim_start().starts_with(char::is_lowercase) && after.starts_with([' ', '\n']);
        let says = clause.iter().any(|w| is_reporting(&w.lower()) || is_told(w));
        let held_up = few && goes_on && last != ':';
        // "no school for a month, “on account of his health.”": the words of others within the narrator's sentence.
        let borrowed = first.is_lowercase() && last == ',' && own == 0 && !told_after && !says;
        return !borrowed && (!held_up || ended || told_after || says);
    }
    let lower = tail.last().map(Word::lower).unwrap_or_default();
    // "called “The Hills”", "the so-called “friends”", "which they said was “mush,”".
    let exclaims = inside.ends_with(['!', '?']);
    if is_naming(&lower) && !exclaims
        || is_article(&lower) && names_before(&tail) && !exclaims
        || first.is_lowercase()
            && !exclaims
            && !told_after
            && (is_article(&lower) || matches!(lower.as_str(), "was" | "were" | "is" | "are"))
    {
        return false;
    }
    // "said Miss Lavish “others are not.”": the comma before the rest of a speech was forgotten.
    let reports = tail.iter().take(2).any(|w| is_reporting(&w.lower()) && !w.capital);
    if own > 0 && ended && reports && sentence == 0 && tail.len() <= 8 && !is_article(&lower) {
        return true;
    }
    // "There was no “One, two, three, and away,” but": nobody says what is not there.
    if lower == "no" && !told {
        return false;
    }
    // A fragment in the middle of a sentence is said only right beside the verb: "he muttered “so be it”", "she asserted
    // that “if he chose he might,” and".
    let many = ended && inside.split_whitespace().count() >= 5;
    let asserts = |w: &Word| is_told(w) && w.lower() != "saying" || w.lower().starts_with("assert");
    let close =
        tail.last().is_some_and(is_told) || many && lower == "that" && tail.iter().rev().nth(1).is_some_and(asserts);
    if told_after || close || told && first.is_uppercase() {
        return true;
    }
    // "greeted by “I want to see the hills,”" is speech; "the “Jolly Sailors,” is" and "a humble “Brown coupe.”" are names.
    let opening = inside.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let name = inside.split_whitespace().count() <= 2
        && !exclaims
        && !matches!(opening, "I" | "Well" | "Oh" | "Ah" | "Yes" | "No" | "Not" | "Good" | "Come" | "Please" | "Thank")
        && !matches!(lower.as_str(), "by" | "with" | "was" | "is" | "came" | "then" | "to" | "for" | "than" | "but");
    first.is_uppercase() && ended && !name && !is_title_case(inside)
}

/// "called", "the word": what follows is a name.
fn is_naming(lower: &str) -> bool {
    matches!(
        lower,
        "called"
            | "named"
            | "titled"
            | "entitled"
            | "marked"
            | "labelled"
            | "labeled"
            | "termed"
            | "dubbed"
            | "word"
            | "words"
            | "phrase"
            | "as"
            | "inscribed"
            | "christened"
            | "styled"
            | "reads"
            | "not"
            | "nicknamed"
            | "calls"
            | "call"
            | "signed"
            | "name"
            | "initials"
            | "sobriquet"
            | "nickname"
            | "epithet"
            | "epithets"
            | "gist"
            | "indicating"
            | "signifying"
    )
}

fn is_article(lower: &str) -> bool {
    matches!(
        lower,
        "the" | "a" | "an" | "his" | "her" | "their" | "our" | "my" | "its" | "so-called" | "of" | "in" | "and"
    )
}

/// "called a “Chesterfield,”", "calling him a “true sea-dog”".
fn names_before(tail: &[Word]) -> bool {
    tail.iter().rev().skip(1).take(3).any(|w| is_naming(&w.lower()) || w.lower() == "calling")
}

/// "Jolly Sailors": every word of some length has a capital.
fn is_title_case(inside: &str) -> bool {
    let mut words = inside.split_whitespace().peekable();
    words.peek().is_some()
        && !inside.ends_with(['!', '?'])
        && words.all(|w| {
            w.trim_end_matches(['.', ',', ';']).chars().count() <= 3
                || w.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
        })
}

/// "“yes” he said", "“…” was her only answer", "“most rudely,” according to her aunt". A `fragment` is not said by what only
/// gives a name: "a “lady friend” called Maud".
fn is_told_after(after: &str, fragment: bool) -> bool {
    let after: String = after.chars().take(60).collect();
    if !after.starts_with([' ', '\n']) {
        return false;
    }
    let names = fragment && after.trim_start().starts_with("called ");
    let answer = words(&after, 0, after.len());
    // "she went on" says something, "she went to the door" does not.
    let walks = |at: usize| answer.get(at + 1).is_none_or(|next| next.text != "on");
    let told = |(at, w): (usize, &Word)| is_reporting(&w.lower()) && !w.capital && !(w.text == "went" && walks(at));
    !names && answer.iter().enumerate().take(3).any(told)
        || after.trim_start().starts_with("according to ")
        || answer.first().is_some_and(|w| matches!(w.text, "was" | "were"))
            && answer.iter().take(6).any(|w| {
                matches!(
                    w.lower().as_str(),
                    "answer" | "reply" | "remark" | "rejoinder" | "response" | "speech" | "exclamation"
                )
            })
}

/// "She looked as much as to say,", "he might have answered:": nothing is said.
fn is_supposed(clause: &[Word]) -> bool {
    let lower: Vec<String> = clause.iter().map(Word::lower).collect();
    let lower: Vec<&str> = lower.iter().map(String::as_str).collect();
    let says = |w: &str| {
        matches!(
            w,
            "say"
                | "said"
                | "ask"
                | "asked"
                | "reply"
                | "replied"
                | "answer"
                | "answered"
                | "quoted"
                | "cry"
                | "cried"
                | "exclaim"
                | "exclaimed"
                | "shout"
                | "shouting"
                | "saying"
                | "expressed"
                | "declared"
                | "remarked"
                | "call"
                | "put"
                | "remarking"
        )
    };
    let Some(at) = lower.iter().rposition(|w| says(w)) else {
        return lower
            .iter()
            .any(|w| matches!(*w, "implied" | "implying" | "thinking" | "mean" | "meaning" | "signified"))
            && lower.len() <= 14
            && clause.last().is_some_and(|w| matches!(w.mark, Some(':' | ',')));
    };
    if lower.len() - at > 7 {
        return false;
    }
    let before = lower.get(..at).unwrap_or_default();
    let ends = |tail: &[&str]| before.ends_with(tail);
    ends(&["much", "as", "to"])
        || ends(&["if", "to"])
        || ends(&["though", "to"])
        || ends(&["seemed", "to"])
        || ends(&["seem", "to"])
        || ends(&["useless", "to"])
        || ends(&["impossible", "to"])
        || ends(&["longed", "to"])
        || ends(&["wanted", "to"])
        || ends(&["well", "to"])
        || ends(&["ready", "to"])
        || ends(&["temptation", "to"])
        || ends(&["felt", "like"])
        || ends(&["might", "have"])
        || ends(&["could", "have"])
        || ends(&["should", "have"])
        || ends(&["would", "have"])
        || ends(&["plainly"])
        || ends(&["look", "that"])
        || ends(&["can"]) && before.len() > 1
        || ends(&["instead", "of"])
        || ends(&["who", "should"])
        || ends(&["mind", "to"])
        || ends(&["you", "will"])
        || before.last() == Some(&"and") && before.iter().rev().take(6).any(|w| matches!(*w, "nearly" | "almost"))
        || ends(&["going", "to"]) && before.contains(&"not")
        || ends(&["tongue", "to"])
        || ends(&["capable", "of"])
        || ends(&["if", "she", "had"])
        || ends(&["if", "he", "had"])
        || ends(&["if", "they", "had"])
        || ends(&["have", "been"])
        || before.last().is_some_and(|w| matches!(*w, "eyes" | "glance" | "eyebrows" | "look" | "looks"))
}

/// Letters whose every paragraph stands between marks, from "Dearest Meg," to the name under it: they are read, not said.
pub(super) fn letters(text: &str, paragraphs: &[Span], quotes: &[Quote]) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    // The quote that is all of its paragraph, for paragraphs that hold nothing else.
    let alone = |at: usize| {
        let first = quotes.partition_point(|q| q.paragraph < at);
        let quote = quotes.get(first).filter(|q| q.paragraph == at)?;
        let paragraph = paragraphs.get(at)?;
        let around = (quote.span.start - paragraph.start) + (paragraph.end - quote.span.end);
        (around <= 8).then(|| text.get(quote.span.start..quote.span.end).unwrap_or_default().trim())
    };
    for quote in quotes {
        let at = quote.paragraph;
        if out.last().is_some_and(|l| l.contains(&at)) || !alone(at).is_some_and(is_salutation) {
            continue;
        }
        let end = (at + 1..at + 20).take_while(|&p| alone(p).is_some()).find(|&p| alone(p).is_some_and(is_signature));
        if let Some(end) = end {
            let dated = |p: usize| alone(p).is_some_and(|t| t.split_whitespace().count() <= 3);
            let start = at
                .checked_sub(1)
                .filter(|&p| dated(p))
                .map_or(at, |p| p.checked_sub(1).filter(|&p| dated(p)).unwrap_or(p));
            let end = if alone(end + 1).is_some_and(is_signature) { end + 2 } else { end + 1 };
            out.push(start..end);
        }
    }
    out
}

fn is_salutation(line: &str) -> bool {
    let lower = line.to_lowercase();
    let bare = lower.strip_prefix("my ").unwrap_or(&lower);
    let greeting = bare.starts_with("dear ") || bare.starts_with("dearest ") || matches!(bare, "sir," | "madam,");
    greeting && line.split_whitespace().count() <= 6 && line.ends_with([',', ':', '-', '—', '.'])
}

fn is_signature(line: &str) -> bool {
    let lower = line.to_lowercase();
    let closing = ["yours", "your affectionate", "your loving", "believe me", "ever yours", "sincerely", "faithfully"];
    let words = line.split_whitespace().count();
    words <= 6 && closing.iter().any(|c| lower.starts_with(c))
        || words <= 4
            && line.chars().any(char::is_alphabetic)
            && !line.chars().any(char::is_lowercase)
            && !line.ends_with(['!', '?'])
}
