//! Reported speech: its frames, and the line that each stands for.

use super::cast::Cast;
use super::clause::{Party, Roles, finish, phrase, question, statement, tokens};
use super::verbs::{base_of_ing, base_of_participle, past_of};
use crate::names::{is_role, sex_of};
use crate::sentences::sentences;
use model::{Sex, Span};

/// A reported line. The span is its sentence, in bytes.
pub(crate) struct Reported {
    pub span: Span,
    pub subject: Span,
    pub text: String,
    pub whisper: bool,
    pub shout: bool,
}

const SAY: &[&str] = &[
    "said",
    "remarked",
    "replied",
    "answered",
    "explained",
    "announced",
    "admitted",
    "insisted",
    "confessed",
    "shouted",
    "whispered",
    "declared",
    "claimed",
    "added",
    "observed",
    "complained",
    "agreed",
    "warned",
    "told",
    "assured",
    "reminded",
    "informed",
    "mentioned",
    "promised",
    "swore",
    "vowed",
    "argued",
    "muttered",
    "murmured",
    "cried",
    "noted",
    "stated",
    "reported",
    "protested",
    "maintained",
    "boasted",
    "joked",
    "acknowledged",
    "conceded",
    "repeated",
    "yelled",
    "screamed",
    "responded",
    "exclaimed",
    "commented",
    "asserted",
    "affirmed",
    "predicted",
    "proclaimed",
    "testified",
    "grumbled",
    "called",
    "bragged",
    "lied",
    "sighed",
    "suggested",
    "recommended",
    "demanded",
    "commanded",
    "ordered",
    "denied",
    "proposed",
    "convinced",
    "notified",
    "cautioned",
    "pleaded",
    "estimated",
    "confirmed",
    "retorted",
    "hinted",
    "sobbed",
    "says",
    "tells",
    "remarks",
    "replies",
    "answers",
    "explains",
    "announces",
    "admits",
    "insists",
    "confesses",
    "shouts",
    "whispers",
    "declares",
    "claims",
    "adds",
    "complains",
    "warns",
    "mentions",
    "promises",
    "agrees",
    "reminds",
    "assures",
    "suggests",
    "denies",
    "confirms",
    "informs",
    "reports",
];
const ASK: &[&str] = &["asked", "inquired", "enquired", "asks", "inquires", "queried", "demanded"];
const ORDER: &[&str] = &[
    "ordered",
    "commanded",
    "instructed",
    "told",
    "warned",
    "urged",
    "begged",
    "advised",
    "implored",
    "invited",
    "asked",
    "directed",
    "reminded",
    "encouraged",
    "forbade",
    "tells",
    "orders",
    "asks",
    "begs",
    "urges",
    "warns",
    "advised",
    "advises",
    "requested",
    "pleaded",
    "pled",
    "beseeched",
    "entreated",
    "summoned",
    "challenged",
    "dared",
    "required",
];
const PROMISE: &[&str] = &[
    "promised",
    "agreed",
    "vowed",
    "swore",
    "threatened",
    "offered",
    "refused",
    "volunteered",
    "promises",
    "agrees",
    "offers",
    "refuses",
    "vows",
    "consented",
    "pledged",
    "declined",
    "threatens",
];
/// Subjects that write or show rather than speak.
const MUTE: &[&str] = &[
    "letter",
    "note",
    "sign",
    "book",
    "paper",
    "report",
    "newspaper",
    "map",
    "clock",
    "it",
    "nothing",
    "everything",
    "story",
    "rumour",
    "rumor",
    "legend",
    "law",
    "message",
    "inscription",
    "notice",
    "label",
    "telegram",
    "this",
    "that",
    "which",
    "what",
    "who",
    "poster",
    "diary",
    "rules",
    "guidebook",
];

/// All reports between two bytes that hold no quotation.
pub(crate) fn find(text: &str, start: usize, end: usize, cast: &Cast, out: &mut Vec<Reported>) {
    let Some(body) = text.get(start..end) else { return };
    for (a, b) in sentences(body) {
        let Some(sentence) = body.get(a..b) else { continue };
        if sentence.len() > 600 || sentence.contains(['"', '“', '”', '?']) {
            continue;
        }
        if let Some((subject, line, verb)) = read(sentence, start + a, cast) {
            out.push(Reported {
                span: Span { start: start + a, end: start + b },
                subject,
                text: line,
                whisper: matches!(verb.as_str(), "whispered" | "murmured" | "muttered" | "whispers"),
                shout: matches!(verb.as_str(), "shouted" | "yelled" | "screamed" | "cried" | "shouts"),
            });
        }
    }
}

struct W<'a> {
    text: &'a str,
    lower: String,
    start: usize,
    end: usize,
    mark: bool,
}

fn split(sentence: &str) -> Vec<W<'_>> {
    let mut out = Vec::new();
    let mut at = 0;
    for piece in sentence.split_whitespace() {
        let Some(found) = sentence.get(at..).and_then(|s| s.find(piece)) else { continue };
        let from = at + found;
        at = from + piece.len();
        let title = matches!(piece, "Mr." | "Mrs." | "Dr." | "Ms." | "St." | "Capt." | "Prof.");
        let core =
            piece.trim_end_matches(|c: char| !c.is_alphanumeric()).trim_start_matches(|c: char| !c.is_alphanumeric());
        if core.is_empty() {
            continue;
        }
        let core_at = from + piece.find(core).unwrap_or(0);
        out.push(W {
            text: core,
            lower: core.to_lowercase().replace('’', "'"),
            start: core_at,
            end: core_at + core.len(),
            mark: !title && core_at + core.len() < from + piece.len(),
        });
    }
    out
}

/// The subject's place in the source, the line, and the verb.
fn read(sentence: &str, base: usize, cast: &Cast) -> Option<(Span, String, String)> {
    let words = split(sentence);
    let is = |at: usize, list: &[&str]| words.get(at).is_some_and(|w| list.contains(&w.lower.as_str()));
    for at in 1..words.len() {
        let any = is(at, SAY)
            || is(at, ASK)
            || is(at, ORDER)
            || is(at, PROMISE)
            || is(
                at,
                &["thanked", "thanks", "apologised", "apologized", "congratulated", "wanted", "apologises", "wished"],
            );
        if !any {
            continue;
        }
        let Some((from, to)) = subject(&words, at) else { continue };
        let last = words.get(to - 1)?;
        if MUTE.contains(&last.lower.as_str())
            || (from..to).any(|i| words.get(i).is_some_and(|w| matches!(w.lower.as_str(), "nobody" | "no" | "nothing")))
        {
            continue;
        }
        let span = Span { start: base + words.get(from)?.start, end: base + last.end };
        let verb = words.get(at)?.lower.clone();
        let roles = Roles {
            speaker: party(&words, from, to, span, cast),
            listener: None,
            past: !verb.ends_with('s') || verb == "was",
            question: false,
        };
        if at + 1 == words.len() || (words.get(at).is_some_and(|w| w.mark) && from > 2) {
            // "The road was closed, the driver explained."
            if from > 2
                && to == at
                && words.get(from - 1).is_some_and(|w| w.mark)
                && is(at, SAY)
                && at + 1 >= words.len()
            {
                let clause = sentence.get(..words.get(from - 1)?.end)?;
                let finite = tokens(clause).iter().any(|t| {
                    matches!(
                        t.lower.as_str(),
                        "was"
                            | "were"
                            | "had"
                            | "would"
                            | "could"
                            | "might"
                            | "is"
                            | "are"
                            | "has"
                            | "will"
                            | "can"
                            | "did"
                    ) || super::verbs::base_of_past(&t.lower).is_some()
                });
                if finite && clause.split_whitespace().count() > 2 {
                    return Some((span, statement(clause, &roles), verb));
                }
            }
            continue;
        }
        if let Some(line) = frame(sentence, &words, at, &roles, base, cast) {
            return Some((span, line, verb));
        }
    }
    None
}

/// The words of the subject before a verb: "the old captain", "Mrs. Patel", "she".
fn subject(words: &[W], verb: usize) -> Option<(usize, usize)> {
    let mut to = verb;
    // "Anna quietly said", "Anna had told".
    while to > 0
        && words.get(to - 1).is_some_and(|w| {
            w.lower.ends_with("ly")
                || matches!(
                    w.lower.as_str(),
                    "then"
                        | "also"
                        | "had"
                        | "has"
                        | "once"
                        | "again"
                        | "never"
                        | "later"
                        | "at"
                        | "last"
                        | "even"
                        | "just"
                        | "only"
                )
        })
    {
        to -= 1;
    }
    let last = words.get(to.checked_sub(1)?)?;
    if matches!(
        last.lower.as_str(),
        "be" | "been"
            | "is"
            | "was"
            | "are"
            | "were"
            | "being"
            | "often"
            | "to"
            | "not"
            | "didn't"
            | "as"
            | "could"
            | "would"
            | "will"
            | "can"
    ) {
        return None;
    }
    if matches!(last.lower.as_str(), "he" | "she" | "they" | "we" | "i" | "you") {
        return Some((to - 1, to));
    }
    if last.lower == "and" || last.mark {
        // "He sat down and said": the subject opens the sentence.
        let first = words.first()?;
        if matches!(first.lower.as_str(), "he" | "she" | "they" | "we" | "i") {
            return Some((0, 1));
        }
        if is_capital(first)
            && !matches!(
                first.lower.as_str(),
                "the"
                    | "a"
                    | "an"
                    | "then"
                    | "but"
                    | "and"
                    | "when"
                    | "as"
                    | "after"
                    | "in"
                    | "at"
                    | "on"
                    | "his"
                    | "her"
                    | "my"
            )
        {
            let n = words.iter().take_while(|w| is_capital(w)).count().max(1);
            return Some((0, n.min(verb)));
        }
        if matches!(first.lower.as_str(), "the" | "his" | "her" | "my") {
            let n = words.iter().take(4).position(|w| is_role(&w.lower))?;
            return Some((0, n + 1));
        }
        return None;
    }
    let mut from = to - 1;
    let mut steps = 0;
    if is_capital(last) && from > 0 || is_capital(last) {
        while from > 0
            && words.get(from - 1).is_some_and(|w| {
                is_capital(w)
                    && !w.mark
                    && !matches!(w.lower.as_str(), "then" | "but" | "and" | "when" | "so" | "later" | "finally" | "at")
            })
        {
            from -= 1;
            steps += 1;
            if steps > 3 {
                return None;
            }
        }
        if from > 0 && words.get(from - 1).is_some_and(|w| w.lower == "the" && !w.mark) {
            from -= 1;
        }
        return Some((from, to));
    }
    // A noun with its determiner: "the man with the black beard" goes to its first determiner.
    while from > 0 && steps < 6 {
        let word = words.get(from)?;
        if matches!(
            word.lower.as_str(),
            "the" | "a" | "an" | "his" | "her" | "my" | "our" | "their" | "this" | "one" | "another" | "every"
        ) {
            let relative = from > 1
                && words
                    .get(from - 1)
                    .is_some_and(|w| matches!(w.lower.as_str(), "with" | "in" | "of" | "from" | "at" | "by" | "on"));
            if !relative {
                return Some((from, to));
            }
        }
        if word.mark && from + 1 != to {
            return None;
        }
        from -= 1;
        steps += 1;
    }
    let first = words.get(from)?;
    matches!(
        first.lower.as_str(),
        "the" | "a" | "an" | "his" | "her" | "my" | "our" | "their" | "this" | "one" | "another"
    )
    .then_some((from, to))
}

fn is_capital(word: &W) -> bool {
    word.text.starts_with(char::is_uppercase)
}

fn party(words: &[W], from: usize, to: usize, span: Span, cast: &Cast) -> Party {
    let text = words.get(from..to).unwrap_or_default().iter().map(|w| w.text).collect::<Vec<_>>().join(" ");
    let lower = text.to_lowercase();
    let known = cast.between(span.start, span.end).first().and_then(|m| cast.people.get(m.who)).and_then(|p| p.sex);
    let sex = match lower.as_str() {
        "he" | "him" => Some(Sex::Male),
        "she" | "her" => Some(Sex::Female),
        _ => known.or_else(|| sex_of(&text)),
    };
    let plural = matches!(lower.as_str(), "they" | "them" | "we" | "us")
        || ["men", "children", "women", "people", "boys", "girls", "guests", "soldiers"]
            .iter()
            .any(|n| lower.ends_with(n))
        || lower.contains(" and ")
        || (lower.starts_with("the ") && lower.ends_with('s') && !lower.ends_with("ss"));
    Party { sex, first: matches!(lower.as_str(), "i" | "me" | "we" | "us"), plural }
}

/// The object after a verb ("Ben", "her", "the old man") ends where; `at` itself when there is none.
fn object(words: &[W], at: usize) -> usize {
    let Some(word) = words.get(at) else { return at };
    if word.mark
        && !word.lower.is_empty()
        && !is_capital(word)
        && !matches!(word.lower.as_str(), "me" | "him" | "her" | "us" | "them" | "you")
    {
        return at;
    }
    if matches!(word.lower.as_str(), "me" | "him" | "her" | "us" | "them" | "you" | "everyone" | "everybody" | "nobody")
    {
        // "her brother" is an object of two words.
        if word.lower == "her"
            && words.get(at + 1).is_some_and(|w| {
                is_role(&w.lower)
                    || matches!(w.lower.as_str(), "mother" | "father" | "friends" | "parents" | "children")
            })
        {
            return at + 2;
        }
        return at + 1;
    }
    if is_capital(word) && word.text != "I" {
        let mut end = at + 1;
        while end < at + 4 && words.get(end - 1).is_some_and(|w| !w.mark) && words.get(end).is_some_and(is_capital) {
            end += 1;
        }
        return end;
    }
    if matches!(word.lower.as_str(), "the" | "his" | "my" | "their" | "our" | "a" | "an" | "all" | "both") {
        let stop = (at + 1..(at + 7).min(words.len())).find(|&i| {
            words.get(i).is_some_and(|w| {
                matches!(
                    w.lower.as_str(),
                    "that"
                        | "to"
                        | "not"
                        | "if"
                        | "whether"
                        | "what"
                        | "where"
                        | "when"
                        | "why"
                        | "how"
                        | "who"
                        | "for"
                        | "which"
                        | "he"
                        | "she"
                        | "they"
                )
            })
        });
        return stop.unwrap_or(at);
    }
    at
}

const WH: &[&str] = &["what", "where", "why", "when", "how", "who", "which", "whose", "whom"];

fn frame(sentence: &str, words: &[W], verb: usize, roles: &Roles, base: usize, cast: &Cast) -> Option<String> {
    let word = words.get(verb)?;
    let is = |list: &[&str]| list.contains(&word.lower.as_str());
    let lower = |at: usize| words.get(at).map_or("", |w| w.lower.as_str());
    let rest = |at: usize| words.get(at).and_then(|w| sentence.get(w.start..)).unwrap_or_default();
    let mut next = verb + 1;
    if matches!(lower(next), "out" | "back" | "aloud" | "quietly" | "softly" | "again" | "loudly") {
        next += 1;
    }
    // "said to Ben that".
    let to_whom =
        lower(next) == "to" && (is(SAY) || is(&["apologised", "apologized"])) && object(words, next + 1) > next + 1;
    let from = if to_whom { next + 1 } else { next };
    let end = if word.mark { next } else { object(words, from) };
    let has_object = end > from;
    let mut roles = *roles;
    if has_object {
        let span = Span { start: base + words.get(from)?.start, end: base + words.get(end - 1)?.end };
        roles.listener = Some(party(words, from, end, span, cast));
    }
    let after = if has_object { end } else { next };
    if is(&["wanted"]) {
        if lower(verb + 1) != "to" || lower(verb + 2) != "know" {
            return None;
        }
        return ask(rest(verb + 3), lower(verb + 3), &roles);
    }
    if is(&["thanked", "thanks"]) && has_object {
        return (lower(after) == "for")
            .then(|| finish(&format!("thank you for {}", phrase(rest(after + 1), &roles)), '.'));
    }
    if is(&["congratulated"]) && has_object {
        return (lower(after) == "on")
            .then(|| finish(&format!("congratulations on {}", phrase(rest(after + 1), &roles)), '.'));
    }
    if is(&["wished"]) && has_object && !rest(after).is_empty() {
        return (!matches!(lower(after), "to" | "that" | "had")).then(|| finish(&phrase(rest(after), &roles), '.'));
    }
    if is(&["apologised", "apologized", "apologises"]) {
        return (lower(after) == "for")
            .then(|| finish(&format!("I'm sorry for {}", phrase(rest(after + 1), &roles)), '.'));
    }
    if is(ASK) || is(&["wondered"]) {
        if let Some(line) = ask(rest(after), lower(after), &roles) {
            return Some(line);
        }
        if lower(after) == "for" && is(&["asked", "asks"]) {
            let thing = phrase(rest(after + 1), &Roles { listener: roles.listener, ..roles });
            return Some(finish(&format!("{}, please", thing.trim_end_matches(['.', '!'])), '.'));
        }
        if lower(after) == "to" && !has_object && is(&["asked", "asks"]) {
            return Some(finish(&format!("may I {}", phrase(rest(after + 1), &roles)), '?'));
        }
        if lower(after) == "to" && lower(after + 1) == "know" && is(&["demanded"]) {
            return ask(rest(after + 2), lower(after + 2), &roles);
        }
    }
    let ordered = if has_object { after } else { usize::MAX };
    if is(ORDER) && has_object {
        let polite =
            is(&["begged", "asked", "implored", "asks", "begs", "pleaded", "requested", "entreated", "beseeched"]);
        if lower(ordered) == "to" {
            let line = phrase(rest(ordered + 1), &roles);
            if is(&["forbade"]) {
                return Some(finish(&format!("do not {line}"), '.'));
            }
            if is(&["invited"]) {
                return Some(finish(&line, '.'));
            }
            return Some(finish(&if polite { format!("please {line}") } else { line }, '.'));
        }
        if matches!(lower(ordered), "not" | "never") && lower(ordered + 1) == "to" {
            let line = phrase(rest(ordered + 2), &roles);
            let head = if lower(ordered) == "never" { "never" } else { "do not" };
            return Some(finish(&if polite { format!("please {head} {line}") } else { format!("{head} {line}") }, '.'));
        }
        if is(&["warned", "warns"])
            && lower(ordered) == "against"
            && let Some(verb) = base_of_ing(lower(ordered + 1))
        {
            return Some(finish(&format!("do not {verb} {}", phrase(rest(ordered + 2), &roles)), '.'));
        }
    }
    if is(PROMISE) && (lower(after) == "to" || (lower(after) == "not" && lower(after + 1) == "to")) {
        let not = lower(after) == "not";
        let line = phrase(rest(if not { after + 2 } else { after + 1 }), &roles);
        let head = if not || is(&["refused", "refuses", "declined"]) {
            "I will not"
        } else if is(&["offered", "offers", "volunteered"]) {
            "I'll"
        } else {
            "I will"
        };
        let head = if roles.speaker.plural { head.replace('I', "we") } else { head.to_owned() };
        return Some(finish(&format!("{head} {line}"), '.'));
    }
    if is(&["suggested", "proposed", "suggests", "recommended"]) {
        if let Some(base) = base_of_ing(lower(after)) {
            return Some(finish(&format!("let's {base} {}", phrase(rest(after + 1), &roles)), '.'));
        }
        if lower(after) == "that" {
            let who = lower(after + 1);
            let skip = usize::from(lower(after + 2) == "should");
            if matches!(who, "they" | "we") {
                return Some(finish(&format!("let's {}", phrase(rest(after + 2 + skip), &roles)), '.'));
            }
            if matches!(who, "he" | "she" | "i") && super::verbs::base_of_past(lower(after + 2)).is_none() {
                return Some(finish(&format!("you should {}", phrase(rest(after + 2 + skip), &roles)), '.'));
            }
        }
    }
    if is(&["denied", "denies"]) {
        let at = if lower(after) == "having" { after + 1 } else { after };
        let base = if lower(after) == "having" { base_of_participle(lower(at)) } else { base_of_ing(lower(at)) };
        if let Some(base) = base {
            return Some(finish(&format!("I did not {base} {}", phrase(rest(at + 1), &roles)), '.'));
        }
        if lower(after) == "that" {
            let said = statement(rest(after + 1), &roles);
            return Some(deny(&said));
        }
        return None;
    }
    if is(&["admitted", "confessed", "admits", "mentioned", "reported"]) {
        let at = if lower(after) == "to" { after + 1 } else { after };
        let having = lower(at) == "having";
        let base = if having { base_of_participle(lower(at + 1)) } else { base_of_ing(lower(at)) };
        if let Some(base) = base {
            return Some(finish(
                &format!("I {} {}", past_of(&base), phrase(rest(at + 1 + usize::from(having)), &roles)),
                '.',
            ));
        }
    }
    if is(&["commanded", "ordered", "demanded", "insisted", "requested"]) && lower(after) == "that" {
        let clause = rest(after + 1);
        let parts = tokens(clause);
        if let Some(at) = parts.iter().position(|t| t.lower == "be") {
            let subject =
                parts.get(..at).unwrap_or_default().iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ");
            let tail = parts
                .get(at..)
                .unwrap_or_default()
                .iter()
                .map(|t| format!("{}{}", t.text, t.tail))
                .collect::<Vec<_>>()
                .join(" ");
            return Some(finish(&format!("let {} {tail}", phrase(&subject, &roles)), '.'));
        }
        let bare = parts.get(1).is_some_and(|t| {
            super::verbs::base_of_past(&t.lower).is_none()
                && !matches!(
                    t.lower.as_str(),
                    "was"
                        | "were"
                        | "had"
                        | "would"
                        | "could"
                        | "must"
                        | "is"
                        | "has"
                        | "should"
                        | "might"
                        | "will"
                        | "can"
                )
        });
        if bare
            && parts.first().is_some_and(|t| matches!(t.lower.as_str(), "he" | "she" | "they"))
            && !is(&["insisted"])
        {
            return Some(finish(&phrase(rest(after + 2), &roles), '.'));
        }
    }
    if is(SAY) {
        let (at, that) = if lower(after) == "that" { (after + 1, true) } else { (after, false) };
        // "said he was tired", "told Ben the train had gone": without "that" a subject and a finite verb must follow.
        let clause = rest(at);
        let parts = tokens(clause);
        let finite = parts.iter().take(12).skip(1).any(|t| {
            matches!(
                t.lower.as_str(),
                "was"
                    | "were"
                    | "had"
                    | "would"
                    | "could"
                    | "might"
                    | "must"
                    | "is"
                    | "are"
                    | "has"
                    | "will"
                    | "can"
                    | "should"
                    | "did"
                    | "didn't"
                    | "wasn't"
                    | "couldn't"
                    | "wouldn't"
                    | "am"
                    | "have"
                    | "does"
                    | "may"
            ) || super::verbs::base_of_past(&t.lower).is_some()
        });
        let pronoun = matches!(lower(at), "he" | "she" | "they" | "it" | "there" | "i" | "we" | "nobody" | "everyone");
        let present = !roles.past && parts.len() > 1;
        if that && (finite || present) && parts.len() > 1 {
            return Some(statement(clause, &roles));
        }
        if pronoun && finite && !word.mark && parts.len() > 1 {
            return Some(statement(clause, &roles));
        }
        if has_object
            && is(&["told", "assured", "informed", "reminded", "warned", "tells"])
            && matches!(lower(at), "the" | "his" | "her" | "their" | "my")
            && parts.get(1..5).unwrap_or_default().iter().any(|t| {
                matches!(t.lower.as_str(), "was" | "were" | "had" | "would" | "could" | "is" | "are" | "has" | "will")
            })
        {
            return Some(statement(clause, &roles));
        }
    }
    None
}

fn ask(clause: &str, first: &str, roles: &Roles) -> Option<String> {
    if matches!(first, "if" | "whether") {
        let rest = clause.split_once(' ')?.1;
        return Some(question(rest.trim_end_matches(" or not."), roles, false));
    }
    if WH.contains(&first) && clause.split_whitespace().nth(1).is_some() {
        let second = clause.split_whitespace().nth(1).unwrap_or_default();
        if second == "to" {
            let rest = clause.splitn(3, ' ').nth(2)?;
            return Some(finish(&format!("{first} should I {}", phrase(rest, roles)), '?'));
        }
        return Some(question(clause, roles, true));
    }
    None
}

/// "I have stolen the ring." → "I have not stolen the ring."
fn deny(said: &str) -> String {
    let mut words: Vec<String> = said.split(' ').map(str::to_owned).collect();
    if let Some(at) = words.iter().position(|w| {
        matches!(
            w.as_str(),
            "am" | "is" | "are" | "have" | "has" | "will" | "can" | "may" | "must" | "should" | "do" | "does"
        )
    }) {
        words.insert(at + 1, "not".to_owned());
    }
    words.join(" ")
}
