//! Reads what a script says of its people, sentence by sentence: who is meant, and what is told of them.

use super::cast::{Cast, Figure};
use super::mentions::Mention;
use super::pieces::{self, Keep, Place, lowers};
use super::spots::Spots;
use super::tokens::{Segment, Token, segments, sentences, tokens};
use model::Sex;

/// One stretch of text that is read at once: a paragraph of action, or of a story without what is said in it.
pub(super) struct Unit<'a> {
    pub text: &'a str,
    pub scene: usize,
    /// A story: names are not in capitals.
    pub prose: bool,
}

/// What is known while a text is read.
pub(super) struct Reading<'c> {
    spots: Spots,
    pub cast: &'c mut Cast,
    /// Who was meant last, the latest first.
    pub recent: Vec<usize>,
    /// Claims that wait for "This is JONAH".
    waiting: Option<usize>,
    /// One who is told of by a pronoun before being named.
    cataphor: Option<usize>,
    /// A name that the script gives outright.
    forced: bool,
    scene: usize,
    prose: bool,
}

/// How a sentence stands at a segment.
#[derive(Default)]
pub(super) struct State {
    /// Whom appositions tell of.
    pub chain: Vec<usize>,
    pub open: bool,
    /// The chain has told something of looks: unknown words beside it are looks, too.
    pub known: bool,
    pub subject: Vec<usize>,
    /// Who was named last in the sentence.
    pub last: Option<usize>,
    /// Of a list: "Two hyenas, SCRAG and MOTHER".
    pub listed: Option<usize>,
    pub now: bool,
    /// The deed before was told in a word or two.
    pub brief: bool,
    /// The segment begins with "and".
    pub joined_by_and: bool,
    /// Whoever was named last stands alone in the segment.
    pub bare: bool,
    /// Told before anybody is named: "Opposite him, behind a veil, a WOMAN".
    pub ahead: Option<Vec<Token>>,
    /// Everybody named so far, with the token.
    pub named: Vec<(usize, usize)>,
}

const RECENT: usize = 8;

impl<'c> Reading<'c> {
    pub fn new(cast: &'c mut Cast) -> Self {
        Self {
            spots: Spots::default(),
            cast,
            recent: Vec::new(),
            waiting: None,
            cataphor: None,
            forced: false,
            scene: 0,
            prose: false,
        }
    }

    /// The claims that a unit makes are in bytes of its text.
    pub fn unit(&mut self, unit: &Unit, spots: Spots) {
        self.spots = spots;
        if self.scene != unit.scene && !unit.prose {
            self.recent.clear();
        }
        self.cast.place = self.spots.place();
        (self.scene, self.prose, self.waiting, self.cataphor) = (unit.scene, unit.prose, None, None);
        let tokens = tokens(unit.text);
        for range in sentences(&tokens) {
            let before = self.recent.clone();
            let mut state = State::default();
            for segment in segments(&tokens, range) {
                let Some(part) = tokens.get(segment.from..segment.to) else { continue };
                self.segment(unit.text, part, segment, &mut state);
            }
            super::pronouns::vote(
                self.cast,
                tokens.get(range.0..range.1).unwrap_or_default(),
                range.0,
                &state.named,
                &before,
            );
        }
    }

    /// Somebody is meant: the next pronoun may mean them.
    pub fn meant(&mut self, figure: usize) {
        let figure = self.cast.whole(figure);
        self.recent.retain(|f| *f != figure);
        self.recent.insert(0, figure);
        self.recent.truncate(RECENT);
        if let Some(f) = self.cast.figure(figure) {
            f.met = true;
        }
    }

    fn segment(&mut self, text: &str, tokens: &[Token], segment: Segment, state: &mut State) {
        let mut tokens = tokens;
        let mut lead = 0;
        state.joined_by_and = tokens.first().is_some_and(|t| t.is(&["and"]));
        while tokens.len() > 1
            && tokens.first().is_some_and(|t| {
                t.is(&["now", "and", "but", "then", "still", "today", "again", "so", "also", "finally", "suddenly"])
                    || t.mark.is_some()
            })
        {
            state.now |= tokens.first().is_some_and(|t| t.is(&["now", "today"])) && segment.lead != ' '
                || tokens.first().is_some_and(|t| t.is(&["now"]));
            tokens = tokens.get(1..).unwrap_or_default();
            lead += 1;
        }
        let Some(first) = tokens.first() else { return };
        let at = segment.from + lead;
        if segment.bracket {
            return self.bracket(text, tokens, state);
        }
        if first.is(&["he", "she", "they", "it"]) && segment.lead != '"' {
            let owners = self.pronoun(&first.lower, state);
            let rest = tokens.get(1..).unwrap_or_default();
            state.subject.clone_from(&owners);
            if first.possessive {
                // "She's JO."
                return self.being(text, &owners, tokens, at, state);
            }
            state.last = owners.first().copied().or(state.last);
            return self.tail(text, &owners, rest, at + 1, state);
        }
        // "Beneath it he was pink"
        let later = (1..tokens.len().min(6)).find(|i| {
            tokens.get(*i).is_some_and(|t| t.is(&["he", "she", "they"]))
                && tokens.get(*i + 1).is_some_and(is_verb_of_looks)
        });
        if let Some(later) = later.filter(|i| {
            super::mentions::first(self.cast, text, tokens.get(..*i).unwrap_or_default(), self.prose).is_none()
        }) {
            let owners = self.pronoun(&tokens.get(later).map(|t| t.lower.clone()).unwrap_or_default(), state);
            state.subject.clone_from(&owners);
            return self.tail(text, &owners, tokens.get(later + 1..).unwrap_or_default(), at + later + 1, state);
        }
        if state.open && segment.lead == ',' && !state.chain.is_empty() && is_verb_of_looks(first) {
            let owners = state.chain.clone();
            return self.tail(text, &owners, tokens, at, state);
        }
        if let Some(owners) = self.married(tokens) {
            state.subject.clone_from(&owners);
            state.named.extend(owners.iter().map(|f| (at, *f)));
            return self.tail(text, &owners, tokens.get(4..).unwrap_or_default(), at + 4, state);
        }
        if first.is(&["who", "whom"])
            && let Some(last) = state.last
        {
            return self.tail(text, &[last], tokens.get(1..).unwrap_or_default(), at + 1, state);
        }
        if first.is(&["whose"])
            && let Some(last) = state.last
        {
            return self.of_owner(text, &[last], tokens.get(1..).unwrap_or_default(), at + 1, state);
        }
        if segment.lead == '&' && !state.subject.is_empty() && is_verb_of_looks(first) {
            let owners = state.subject.clone();
            return self.tail(text, &owners, tokens, at, state);
        }
        let worn = first.is(&["in", "wearing", "dressed", "with", "clad", "wrapped", "sporting", "carrying"]);
        if worn && !state.subject_or_chain().is_empty() && has_hits(tokens) && (segment.lead != ' ' || state.open) {
            let owners = state.subject_or_chain();
            self.tell(text, &owners, tokens, Keep::Known, 0.8, state);
            return;
        }
        let mention = super::mentions::first(self.cast, text, tokens, self.prose);
        if first.is(&["his", "her", "their", "its"])
            && mention.as_ref().is_none_or(|m| m.from > 0)
            && mention.as_ref().is_none_or(|m| m.own.is_none())
        {
            let owners = if state.open && !state.chain.is_empty() {
                state.chain.clone()
            } else {
                self.pronoun(&first.lower, state)
            };
            return self.of_owner(text, &owners, tokens.get(1..).unwrap_or_default(), at + 1, state);
        }
        if let Some(mention) = mention {
            return self.mention(text, tokens, at, &mention, segment, state);
        }
        self.without_mention(text, tokens, at, segment, state);
    }

    /// "Mr. and Mrs. Tolland"
    fn married(&self, tokens: &[Token]) -> Option<Vec<usize>> {
        let [a, and, b, name] = tokens.get(..4)? else { return None };
        if !and.is(&["and"]) || !name.capital || !crate::prose::is_title(&a.lower) || !crate::prose::is_title(&b.lower)
        {
            return None;
        }
        let of = |title: &Token| self.cast.named(&[title.lower.as_str(), name.lower.as_str()], true).map(|(f, _)| f);
        Some(vec![of(a)?, of(b)?])
    }

    fn bracket(&mut self, text: &str, tokens: &[Token], state: &mut State) {
        let Some(last) = state.last else { return };
        let words = lowers(tokens);
        if is_note(&words) {
            return;
        }
        let owners = vec![last];
        if words.first().is_some_and(|w| matches!(*w, "he" | "she")) {
            let sex = if words.first() == Some(&"he") { Sex::Male } else { Sex::Female };
            if let Some(f) = self.cast.figure(last) {
                f.portrait.vote(2, sex, 5);
            }
            return self.tail(text, &owners, tokens.get(1..).unwrap_or_default(), 0, state);
        }
        let owner_words = words.first().is_some_and(|w| matches!(*w, "his" | "her"))
            && words.get(1).is_some_and(|w| lexicon::nouns().at("en", &[w]).is_some());
        if !owner_words {
            self.tell(text, &owners, tokens, Keep::All, 0.95, state);
        } else {
            self.tell(text, &owners, tokens.get(1..).unwrap_or_default(), Keep::Known, 0.9, state);
        }
        (state.chain, state.open, state.known) = (owners, true, true);
    }

    /// A segment in which somebody is named.
    fn mention(&mut self, text: &str, tokens: &[Token], at: usize, m: &Mention, segment: Segment, state: &mut State) {
        let before = tokens.get(..m.from).unwrap_or_default();
        let after = tokens.get(m.to..).unwrap_or_default();
        let words = lowers(before);
        // "…, a thin youth with a cold": an apposition, however many nouns are in it.
        let open = state.open && !state.chain.is_empty() && matches!(segment.lead, ',' | ':' | '-' | ')' | ';');
        let own = m.own.is_some() && !m.named;
        let led = words.iter().any(|w| {
            matches!(
                *w,
                "by" | "to"
                    | "with"
                    | "at"
                    | "of"
                    | "from"
                    | "beside"
                    | "behind"
                    | "and"
                    | "for"
                    | "like"
                    | "as"
                    | "on"
                    | "in"
            )
        });
        let again = self.same_label(tokens);
        let indefinite = tokens.first().is_some_and(|t| t.is(&["a", "an"]));
        if open
            && !m.named
            && (indefinite || !self.is_person(m.figure_known) || again.is_some())
            && !led
            && !own
            && !super::verbs::begins(tokens)
        {
            if let (Some(label), Some(owner)) = (again, state.chain.first().copied()) {
                self.cast.link(label, owner, self.spots.place());
                return;
            }
            let owners = state.chain.clone();
            let (said, name) = split_named(tokens);
            self.tell(text, &owners, said, if state.known { Keep::All } else { Keep::Known }, 0.9, state);
            if let Some(rest) = name {
                self.called(text, &owners, rest, at, state);
            }
            return;
        }
        let figure = self.take(text, tokens, m, state);
        let described = tokens.get(m.adjectives.0..m.adjectives.1).filter(|a| !a.is_empty());
        if let Some(adjectives) = described {
            self.tell(text, &[figure], adjectives, Keep::Known, 0.9, state);
            self.vague(adjectives, figure);
            state.known = false;
        }
        // "The boy's name was Fitz."
        if m.possessive {
            state.last = Some(figure);
            self.meant(figure);
            let begins = after.first().is_some_and(|t| t.is(&["name", "real", "own", "full"]));
            if begins || m.from == 0 && has_hits(after) {
                return self.of_owner(text, &[figure], after, at + m.to, state);
            }
            if let Some(next) = super::mentions::first(self.cast, text, after, self.prose) {
                let base = at + m.to;
                return self.mention(text, after, base, &next, segment, state);
            }
            return;
        }
        state.named.push((at + m.from, figure));
        // "The widow, MRS. ACHTERBERG": what was told of the first is told of the second.
        let joined = open
            && (m.from == 0 || m.before_noun && segment.lead == ':')
            && state.listed.is_none()
            && !state.joined_by_and
            && (state.bare || segment.lead == ':')
            && state.last.is_some_and(|last| self.may_be(last, figure, m));
        if joined && let Some(last) = state.last {
            self.cast.link(last, figure, self.spots.place());
        }
        if let Some(listed) = state.listed.filter(|l| *l != figure && m.named) {
            self.list(listed, figure);
        }
        if state.listed.is_none() && m.plural && !m.named {
            state.listed = Some(figure);
        }
        // "Reaching the CASHIER, Sandra": two people. "A boy of twelve, ABEL": one.
        state.bare = words.is_empty()
            || words.iter().all(|w| pieces::is_determiner(w))
            || m.noun.is_some() && !m.named && !m.definite;
        if let Some(waiting) = self.cataphor.take().filter(|w| self.may_join(*w, figure)) {
            self.cast.link(waiting, figure, self.spots.place());
        }
        let named_before = words.last().is_some_and(|w| matches!(*w, "named" | "called"));
        let shown = words.len() >= 2
            && words.len() <= 4
            && words.first().is_some_and(|w| matches!(*w, "this" | "it" | "that" | "here" | "shadow" | "voice"))
            && words.last().is_some_and(|w| matches!(*w, "is" | "was" | "only" | "to" | "just"));
        if (shown || named_before && state.last.is_some()) && m.named {
            let other = state
                .last
                .or_else(|| self.waiting.take())
                .or_else(|| self.recent.iter().copied().find(|f| *f != figure));
            if let Some(other) = other.filter(|o| self.may_be(*o, figure, m)) {
                self.cast.link(other, figure, self.spots.place());
            }
        }
        let figure = self.cast.whole(figure);
        let joint = before.last().is_some_and(|t| t.is(&["and"])) && m.from <= 2
            || segment.lead == ',' && m.from == 0 && state.listed.is_some();
        let shown_last = segment.lead == ':' && m.from == 0 && m.named && after.is_empty() && !open;
        if shown_last
            && let [subject] = state.subject[..]
            && self.may_be(subject, figure, m)
        {
            self.cast.link(subject, figure, self.spots.place());
        }
        let figure = self.cast.whole(figure);
        let owners = if (joint || tokens.first().is_some_and(|t| t.is(&["and"])))
            && !state.subject.is_empty()
            && state.listed.is_some()
        {
            let listed = state.listed.map(|l| self.cast.whole(l));
            let mut all: Vec<usize> =
                state.subject.iter().copied().filter(|s| Some(self.cast.whole(*s)) != listed).collect();
            all.push(figure);
            all
        } else {
            vec![figure]
        };
        state.last = Some(figure);
        self.meant(figure);
        if let Some(ahead) = state.ahead.take().filter(|_| !open) {
            self.tell(text, &[figure], &ahead, Keep::Known, 0.8, state);
        }
        self.before_name(text, before, figure, m, state);
        state.subject.clone_from(&owners);
        state.chain.clone_from(&owners);
        (state.open, state.known) = (true, false);
        self.tail(text, &owners, after, at + m.to, state);
    }

    /// One of the people whom a label names: "the man with the flowers" is MAN WITH FLOWERS.
    fn same_label(&self, tokens: &[Token]) -> Option<usize> {
        let words: Vec<&str> =
            tokens.iter().map(|t| t.lower.as_str()).filter(|w| !matches!(*w, "the" | "a" | "an")).collect();
        let (figure, taken) = self.cast.named(&words, false)?;
        (taken > 1 && taken == words.len()).then_some(figure)
    }

    /// Adjectives between the article and the name: "Old Branwen", "a huge MAN".
    fn before_name(&mut self, text: &str, before: &[Token], figure: usize, m: &Mention, state: &mut State) {
        let from = before.iter().rposition(|t| {
            t.mark.is_some()
                || t.is(&[
                    "in", "on", "at", "of", "with", "to", "from", "by", "is", "was", "and", "the", "a", "an", "his",
                    "her", "their", "under", "behind",
                ])
        });
        let near = before.get(from.map_or(0, |at| at + 1)..).unwrap_or_default();
        let _ = m;
        if near.is_empty() || near.len() > 4 || near.iter().any(|t| t.is(&["how", "not", "never"])) {
            return;
        }
        self.vague(near, figure);
        self.tell(text, &[figure], near, Keep::Known, 0.9, state);
    }

    /// "old", "young" before a noun or a name.
    fn vague(&mut self, near: &[Token], figure: usize) {
        let said = near.iter().find_map(|t| pieces::vague_age(&t.lower));
        if let (Some(said), Some(f)) = (said, self.cast.figure(figure)) {
            f.portrait.age = f.portrait.age.or(Some(said));
        }
    }

    /// Whether a figure is one of the people of the script.
    fn is_person(&self, figure: Option<usize>) -> bool {
        figure.is_some_and(|at| self.cast.figures.get(self.cast.whole(at)).is_some_and(|f| f.person.is_some()))
    }

    /// Whether one told of by a pronoun may be who is named after it.
    fn may_join(&self, waiting: usize, figure: usize) -> bool {
        !matches!((self.cast.sex(waiting), self.cast.sex(figure)), (Some(a), Some(b)) if a != b)
    }

    /// Whether an earlier figure may turn out to be the one named now.
    fn may_be(&self, label: usize, name: usize, m: &Mention) -> bool {
        let (label, name) = (self.cast.whole(label), self.cast.whole(name));
        if label == name || !m.named {
            return false;
        }
        let differ = matches!((self.cast.sex(label), self.cast.sex(name)), (Some(a), Some(b)) if a != b);
        let Some(figure) = self.cast.figures.get(label) else { return false };
        let proper = figure.name.as_deref().is_some_and(|n| !super::identity::is_label(n));
        !differ && !proper && figure.portrait.kind != super::slots::Kind::Group
    }

    /// One of a list takes what was told of all.
    fn list(&mut self, listed: usize, figure: usize) {
        let listed = self.cast.whole(listed);
        let Some(told) = self.cast.figures.get(listed).map(|f| (f.portrait.clone(), f.sex)) else { return };
        if let Some(f) = self.cast.figure(figure) {
            let mut portrait = told.0;
            if portrait.kind == super::slots::Kind::Group {
                portrait.kind = super::slots::Kind::Human;
            }
            f.portrait.absorb(portrait);
        }
    }

    /// The figure of a mention; a new one where it is new.
    fn take(&mut self, text: &str, tokens: &[Token], m: &Mention, state: &State) -> usize {
        let figure = match m.figure_known {
            Some(figure) => figure,
            None => {
                let first = tokens.get(m.from);
                let last = tokens.get(m.to.saturating_sub(1));
                let (start, end) = (first.map_or(0, |t| t.start), last.map_or(0, |t| t.end));
                let name = text.get(start..end).unwrap_or_default();
                let name = name
                    .strip_suffix("'s")
                    .or_else(|| name.strip_suffix("’s"))
                    .unwrap_or(name)
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ");
                let span = self.spots.span(start, end);
                if m.named {
                    let article = m.from > 0 && tokens.get(m.from - 1).is_some_and(|t| t.is(&["a", "an", "the"]));
                    self.cast.in_capitals(&name, span, article)
                } else {
                    let trade = m
                        .noun
                        .filter(|n| self.prose && n.is("role") && m.own.is_none() && !m.plural)
                        .map(|_| format!("the {}", m.word));
                    if let Some(at) = trade.as_ref().and_then(|name| self.cast.trade(name)) {
                        return at;
                    }
                    let mut figure =
                        Figure { span, article: true, role: trade.is_some(), name: trade, ..Figure::default() };
                    if let Some(entry) = m.noun {
                        pieces::take_noun(&mut figure.portrait, entry, m.word.as_str());
                    }
                    self.cast.add(figure)
                }
            }
        };
        if let (Some(owner), Some(kin)) = (m.own.as_ref(), m.noun.and_then(|n| n.value("kin"))) {
            let of = match owner {
                super::mentions::Own::Pronoun(word) => self.pronoun(word, state).first().copied(),
                super::mentions::Own::Figure(at) => Some(*at),
            };
            if let Some(of) = of.filter(|of| *of != figure) {
                let sex =
                    m.noun.and_then(|n| n.value("spouse")).map(|s| if s == "m" { Sex::Male } else { Sex::Female });
                if let (Some(sex), Some(f)) = (sex, self.cast.figure(of)) {
                    f.portrait.vote(1, sex, 1);
                }
                if let Some(f) = self.cast.figure(figure) {
                    f.kin = Some((of, kin));
                }
            }
        }
        if let (Some(entry), Some(_)) = (m.noun, m.figure_known.or(m.named.then_some(0)))
            && m.before_noun
            && let Some(f) = self.cast.figure(figure)
        {
            pieces::take_noun(&mut f.portrait, entry, m.word.as_str());
        }
        figure
    }

    /// What follows somebody's name, or a pronoun.
    fn tail(&mut self, text: &str, owners: &[usize], tokens: &[Token], at: usize, state: &mut State) {
        let mut from = 0;
        while tokens.get(from).is_some_and(|t| {
            t.mark.is_some()
                || t.is(&[
                    "now",
                    "both",
                    "also",
                    "still",
                    "always",
                    "just",
                    "once",
                    "all",
                    "himself",
                    "herself",
                    "themselves",
                ]) && !(t.is(&["all"]) && tokens.get(from + 1).is_some_and(|t| t.is(&["in"])))
        }) {
            state.now |= tokens.get(from).is_some_and(|t| t.is(&["now"]));
            from += 1;
        }
        let Some(rest) = tokens.get(from..).filter(|r| !r.is_empty()) else {
            if !owners.is_empty() {
                state.chain = owners.to_vec();
                state.open = true;
            }
            return;
        };
        let Some(first) = rest.first() else { return };
        let next = rest.get(1);
        if first.is(&["and"])
            && let Some(m) = super::mentions::first(self.cast, text, rest.get(1..).unwrap_or_default(), self.prose)
                .filter(|m| m.from <= 1)
        {
            let part = rest.get(1..).unwrap_or_default();
            let figure = self.take(text, part, &m, state);
            state.named.push((at + from + 1, figure));
            if let Some(listed) = state.listed.filter(|_| m.named) {
                self.list(listed, figure);
            }
            let mut all = owners.to_vec();
            all.push(figure);
            state.last = Some(figure);
            self.meant(figure);
            state.subject.clone_from(&all);
            state.chain.clone_from(&all);
            state.open = true;
            return self.tail(text, &all, part.get(m.to..).unwrap_or_default(), at + from + 1 + m.to, state);
        }
        if owners.is_empty() {
            return self.others(text, rest, at + from, state);
        }
        if first.is(&["named", "called", "known"]) {
            self.called(text, owners, rest.get(1..).unwrap_or_default(), at, state);
            return;
        }
        if pieces::is_word("verb-be", &first.lower) && !first.is(&["stood", "remains", "remained"]) {
            return self.being(text, owners, rest, at + from, state);
        }
        if first.is(&["has", "had"]) {
            let past = next.is_some_and(|t| {
                t.is(&["been", "never", "just", "already", "not", "once"])
                    || t.lower.ends_with("ed") && !has_hits(rest.get(1..2).unwrap_or_default())
            });
            if past && !next.is_some_and(|t| t.is(&["been"])) {
                return self.others(text, rest, at + from, state);
            }
            if past {
                return self.been(text, owners, rest, at, state);
            }
            let told = self.tell(text, owners, rest.get(1..).unwrap_or_default(), Keep::Known, 0.85, state);
            state.open = told;
            state.chain = owners.to_vec();
            return;
        }
        if pieces::is_word("verb-wear", &first.lower) {
            let keep =
                if next.is_some_and(|t| t.is(&["a", "an", "the", "his", "her"])) { Keep::Known } else { Keep::All };
            let told = self.tell(text, owners, rest.get(1..).unwrap_or_default(), keep, 0.95, state);
            (state.open, state.known) = (told, told);
            state.chain = owners.to_vec();
            return;
        }
        if first.is(&["belongs", "belonged"]) && next.is_some_and(|t| t.is(&["to"])) {
            self.called(text, owners, rest.get(2..).unwrap_or_default(), at, state);
            return;
        }
        if first.is(&["in", "with", "of", "wrapped", "dressed", "wearing", "without", "about", "aged", "all"])
            && (has_hits(rest)
                || super::age::find(rest, &lowers(rest)).is_some()
                || pieces::worn_soon(&lowers(rest), &[], 1))
        {
            let cut = super::verbs::cut(rest);
            let told = self.tell(text, owners, rest.get(..cut).unwrap_or_default(), Keep::Known, 0.85, state);
            state.chain = owners.to_vec();
            state.open = cut == rest.len();
            state.known = told;
            if cut < rest.len() {
                self.act(text, owners, rest.get(cut..).unwrap_or_default(), at + from + cut, state);
            }
            return;
        }
        // "The child at the window was called Ilir", "the boy who answered the door was nine".
        if first.is(&["at", "on", "by", "in", "from", "behind", "beside", "near", "who", "under"])
            && let Some(verb) = (1..rest.len().min(9)).find(|i| rest.get(*i).is_some_and(is_verb_of_looks))
            && super::mentions::first(self.cast, text, rest.get(..verb).unwrap_or_default(), self.prose).is_none()
        {
            return self.tail(text, owners, rest.get(verb..).unwrap_or_default(), at + from + verb, state);
        }
        self.act(text, owners, rest, at + from, state);
    }

    /// "had been Nguyet Pham": a name, or what is over.
    fn been(&mut self, text: &str, owners: &[usize], rest: &[Token], at: usize, state: &mut State) {
        let after = rest.get(2..).unwrap_or_default();
        if after.first().is_some_and(|t| t.capital) {
            self.called(text, owners, after, at, state);
        }
        state.open = false;
    }

    /// "is fifty", "was the smallest man on the ward", "is called WYN".
    fn being(&mut self, text: &str, owners: &[usize], rest: &[Token], at: usize, state: &mut State) {
        let mut after = rest.get(1..).unwrap_or_default();
        while after.first().is_some_and(|t| {
            t.is(&["now", "also", "only", "still", "already", "just", "indeed", "probably", "always", "so", "very"])
        }) {
            state.now |= after.first().is_some_and(|t| t.is(&["now"]));
            after = after.get(1..).unwrap_or_default();
        }
        let Some(next) = after.first() else { return };
        if next.is(&["called", "named", "known"]) {
            self.called(text, owners, after.get(1..).unwrap_or_default(), at, state);
            return;
        }
        if next.is(&["wearing", "dressed", "clad"]) {
            return self.tail(text, owners, after, at, state);
        }
        let names = after.iter().take_while(|t| t.capital && t.mark.is_none()).count();
        let known = super::mentions::first(self.cast, text, after, self.prose).is_some_and(|m| m.from == 0 && m.named);
        if next.capital
            && (!self.prose || names > 1 || known)
            && (next.caps || !has_hits(after.get(..1).unwrap_or_default()))
            && self.called(text, owners, after, at, state)
        {
            return;
        }
        let ing = next.lower.ends_with("ing") && !has_hits(after.get(..1).unwrap_or_default());
        if ing {
            return self.act(text, owners, after, at, state);
        }
        let told = self.tell(text, owners, after, Keep::Known, 0.9, state);
        state.chain = owners.to_vec();
        state.open = true;
        state.known = told;
    }

    /// A verb of action; looks are told beside it: "walks in wearing a red coat", "sits in a blue dress".
    fn act(&mut self, text: &str, owners: &[usize], rest: &[Token], at: usize, state: &mut State) {
        let words = lowers(rest);
        let hits = pieces::hits(&words);
        state.open = false;
        state.brief = rest.len() <= 2;
        // "The barmaid called him Mr. Vane."
        if let Some(call) = words.iter().position(|w| matches!(*w, "called" | "calls" | "call" | "named" | "nicknamed"))
            && let Some(object) = words.get(call + 1).filter(|w| matches!(**w, "him" | "her" | "them"))
            && tokens_capital(rest, call + 2)
        {
            let them = self.pronoun(object, &State::default());
            if !them.is_empty() {
                self.called(text, &them, rest.get(call + 2..).unwrap_or_default(), at, state);
                return;
            }
        }
        self.used(text, owners, rest, &words, &hits, state);
        for from in 0..rest.len() {
            let word = words.get(from).copied().unwrap_or_default();
            let worn = matches!(word, "in") && pieces::worn_soon(&words, &hits, from + 1)
                || matches!(word, "wearing" | "clad")
                || word == "dressed" && words.get(from + 1) == Some(&"in")
                || word == "with"
                    && hits.iter().any(|h| {
                        h.at > from
                            && h.at <= from + 5
                            && matches!(
                                h.slot,
                                super::slots::Slot::Hair | super::slots::Slot::FacialHair | super::slots::Slot::Mark
                            )
                            && h.entry.id != "body"
                    });
            let others =
                super::mentions::first(self.cast, text, rest.get(..from).unwrap_or_default(), self.prose).is_some();
            if worn && !others {
                let part = rest.get(from..).unwrap_or_default();
                let cut = super::verbs::cut(part);
                self.tell(text, owners, part.get(..cut).unwrap_or_default(), Keep::Known, 0.7, state);
                break;
            }
        }
        self.others(text, rest, at, state);
    }

    /// "taps her stick", "adjusts his glasses": what somebody does shows what they have.
    fn used(
        &mut self,
        text: &str,
        owners: &[usize],
        rest: &[Token],
        words: &[&str],
        hits: &[pieces::Hit],
        state: &mut State,
    ) {
        use super::slots::Slot;
        let gone = words.iter().any(|w| {
            matches!(
                *w,
                "off"
                    | "removes"
                    | "removed"
                    | "loses"
                    | "lost"
                    | "drops"
                    | "dropped"
                    | "throws"
                    | "hands"
                    | "gives"
                    | "gave"
                    | "without"
                    | "hangs"
                    | "shaves"
                    | "shaved"
                    | "buys"
                    | "forgets"
                    | "wants"
                    | "needs"
                    | "on"
            )
        });
        let [owner] = owners[..] else { return };
        if gone {
            return;
        }
        for hit in
            hits.iter().filter(|h| matches!(h.slot, Slot::Aid | Slot::FacialHair | Slot::Head) || h.entry.is("eyes"))
        {
            let own = hit.at.checked_sub(1).and_then(|b| rest.get(b)).is_some_and(|t| t.is(&["his", "her", "their"]));
            if own && let Some(part) = rest.get(hit.at..hit.at + hit.taken) {
                self.tell(text, &[owner], part, Keep::Known, 0.6, state);
            }
        }
    }

    /// Those who are named further on in a segment.
    fn others(&mut self, text: &str, rest: &[Token], at: usize, state: &mut State) {
        let mut from = 0;
        for _ in 0..12 {
            let part = rest.get(from..).unwrap_or_default();
            let Some(m) = super::mentions::first(self.cast, text, part, self.prose) else { return };
            let figure = self.take(text, part, &m, state);
            let met = self.cast.figure(figure).is_some_and(|f| f.met);
            state.named.push((at + from + m.from, figure));
            if !m.possessive {
                self.meant(figure);
                // "slides one to MISS OYELARAN, his junior, twenty-nine": whoever ends the segment is told of next.
                let ends = m.to == part.len();
                let new = m.named && !met || !self.prose && m.named;
                if ends && (new || self.prose) {
                    state.last = Some(figure);
                    state.chain = vec![figure];
                    (state.open, state.known) = (true, false);
                } else if !met {
                    state.last = Some(figure);
                    let after = part.get(m.to..).unwrap_or_default();
                    if after.first().is_some_and(|t| t.is(&["in", "with", "of", "named", "called"])) {
                        let before = part.get(..m.from).unwrap_or_default();
                        self.before_name(text, before, figure, &m, state);
                        return self.tail(text, &[figure], after, at + from + m.to, state);
                    }
                }
                if !met {
                    let before = part.get(..m.from).unwrap_or_default();
                    self.before_name(text, before, figure, &m, state);
                }
            }
            from += m.to.max(1);
        }
    }

    /// Looks told as what somebody has: "Her white hair hung in two ropes", "her name was Roswitha".
    fn of_owner(&mut self, text: &str, owners: &[usize], tokens: &[Token], at: usize, state: &mut State) {
        let words = lowers(tokens);
        let name = words.iter().take(3).position(|w| matches!(*w, "name" | "badge" | "nametag"));
        if let Some(name) = name {
            if let Some(verb) = words
                .iter()
                .skip(name + 1)
                .take(3)
                .position(|w| matches!(*w, "is" | "was" | "reads" | "read" | "says" | "said"))
            {
                let rest = tokens.get(name + verb + 2..).unwrap_or_default();
                self.forced = true;
                self.called(text, owners, rest, at, state);
                self.forced = false;
            }
            return;
        }
        if owners.is_empty() {
            return self.others(text, tokens, at, state);
        }
        state.subject = owners.to_vec();
        let hits = pieces::hits(&words);
        if hits.iter().any(|h| h.at < 6) {
            let hair = hits.first().is_some_and(|h| matches!(h.slot, super::slots::Slot::Hair));
            let cut = if hair { tokens.len() } else { super::verbs::cut(tokens) };
            let told = self.tell(text, owners, tokens.get(..cut).unwrap_or_default(), Keep::Known, 0.9, state);
            state.chain = owners.to_vec();
            (state.open, state.known) = (true, told || hair);
        } else {
            self.others(text, tokens, at, state);
        }
    }

    /// A segment that names nobody.
    fn without_mention(&mut self, text: &str, tokens: &[Token], at: usize, segment: Segment, state: &mut State) {
        let Some(first) = tokens.first() else { return };
        let apposed = state.open && !state.chain.is_empty() && segment.lead != ' ';
        if segment.lead == ')' && !state.chain.is_empty() {
            let owners = state.chain.clone();
            state.open = true;
            return self.tail(text, &owners, tokens, at, state);
        }
        if apposed {
            let owners = state.chain.clone();
            if first.is(&["named", "called", "known", "wearing", "wears", "wore", "dressed", "has", "had", "is", "was"])
            {
                return self.tail(text, &owners, tokens, at, state);
            }
            let words = lowers(tokens);
            if let Some((years, from, to)) = super::age::relative(&words) {
                let _ = (from, to);
                self.relative(&owners, years, state);
                return;
            }
            let over = super::verbs::begins(tokens)
                || first.is(&["as", "while", "when", "then", "before", "until", "if", "because", "once", "where"]);
            if over {
                state.open = first.is(&["once"]);
                return if first.is(&["once"]) { () } else { self.act(text, &owners, tokens, at, state) };
            }
            let place = first.is(&[
                "at", "on", "behind", "beside", "under", "near", "by", "from", "to", "into", "through", "across",
                "over", "next", "opposite", "among", "outside", "inside", "above", "below", "between", "against",
            ]);
            let doing = first.lower.ends_with("ing") && !has_hits(tokens.get(..1).unwrap_or_default());
            let keep = if state.known && !place && !doing { Keep::All } else { Keep::Known };
            if doing && !has_hits(tokens) {
                return;
            }
            let cut = super::verbs::cut(tokens);
            let told = self.tell(text, &owners, tokens.get(..cut).unwrap_or_default(), keep, 0.85, state);
            state.known |= told;
            if cut < tokens.len() {
                state.open = false;
            }
            return;
        }
        let verbless = !super::verbs::any(tokens);
        let aged = super::age::find(tokens, &lowers(tokens)).is_some_and(|(_, from, _)| from == 0);
        if verbless
            && segment.lead == ','
            && !state.subject.is_empty()
            && (aged || state.brief && has_hits(tokens))
            && !first.is(&["on", "at", "by", "behind"])
        {
            // "SATO floats in, fifty, close-cropped grey hair"
            let owners = state.subject.clone();
            let told = self.tell(text, &owners, tokens, Keep::Known, 0.8, state);
            (state.chain, state.open, state.known) = (owners, told, told);
            return;
        }
        let words = lowers(tokens);
        if verbless
            && first.is(&["behind", "under", "in", "with", "beneath", "at", "wrapped", "dressed"])
            && state.named.is_empty()
            && (has_hits(tokens) || super::age::find(tokens, &words).is_some())
        {
            let from = usize::from(first.is(&["behind", "under", "beneath"]));
            state.ahead = tokens.get(from..).map(<[Token]>::to_vec);
            return;
        }
        if let Some(of) =
            words.iter().position(|w| *w == "of").filter(|_| has_hits(tokens) && !state.subject.is_empty())
            && tokens.get(of + 1).is_some_and(|t| t.is(&["his", "her", "their"]))
        {
            let owners = state.subject.clone();
            let cut = super::verbs::cut(tokens);
            self.tell(text, &owners, tokens.get(..cut).unwrap_or_default(), Keep::Known, 0.8, state);
            return;
        }
        if segment.lead == ' ' && verbless || state.chain.is_empty() && matches!(segment.lead, ',' | ':') && verbless {
            let far = words
                .iter()
                .zip(words.iter().skip(1))
                .any(|(a, b)| matches!(*a, "on" | "under" | "across" | "round" | "at" | "through") && *b == "the");
            let known = has_hits(tokens) || super::age::find(tokens, &words).is_some();
            if known && !far {
                let owner = self.somebody();
                let owner = owner.unwrap_or_else(|| self.wait());
                let told = self.tell(text, &[owner], tokens, Keep::Known, 0.7, state);
                state.chain = vec![owner];
                (state.open, state.known) = (told, told);
                return;
            }
        }
        // "There was chalk in her eyebrows."
        if let Some(of) = tokens.iter().position(|t| t.is(&["his", "her", "their"])).filter(|p| *p > 0) {
            let there =
                words.first() == Some(&"there") && words.get(1).is_some_and(|w| matches!(*w, "was" | "is" | "were"));
            if there && tokens.get(of).is_some() {
                let owners = self.pronoun(words.get(of).copied().unwrap_or_default(), state);
                self.tell(text, &owners, tokens.get(2..).unwrap_or_default(), Keep::Known, 0.7, state);
            }
        }
    }

    /// Whom a sentence without a verb tells of: a person before the horse that is ridden.
    fn somebody(&self) -> Option<usize> {
        let human = |at: &usize| self.cast.figures.get(self.cast.whole(*at)).is_some_and(|f| f.name.is_some());
        self.recent.iter().copied().find(human).or_else(|| self.recent.first().copied())
    }

    /// Somebody who is told of before being named.
    fn wait(&mut self) -> usize {
        let at =
            self.waiting.unwrap_or_else(|| self.cast.add(Figure { article: true, pronoun: true, ..Figure::default() }));
        self.waiting = Some(at);
        at
    }

    /// "a year younger": than the one whose relative this is, or who was named before.
    fn relative(&mut self, owners: &[usize], years: i32, state: &State) {
        let Some(owner) = owners.first().copied() else { return };
        let kin = self.cast.figure(owner).and_then(|f| f.kin).map(|(of, _)| of);
        let other = kin
            .or_else(|| state.named.iter().map(|(_, f)| *f).find(|f| *f != owner))
            .or_else(|| self.recent.iter().copied().find(|f| *f != owner));
        let base =
            other.and_then(|of| self.cast.figure(of)).and_then(|f| f.portrait.age).map(super::slots::SaidAge::years);
        if let (Some(base), Some(f)) = (base, self.cast.figure(owner)) {
            let age = super::slots::SaidAge::Years(base.saturating_add_signed(years));
            f.portrait.age = f.portrait.age.or(Some(age));
        }
    }

    /// A name after "called": the owners bear it.
    fn called(&mut self, text: &str, owners: &[usize], tokens: &[Token], at: usize, state: &mut State) -> bool {
        let Some(owner) = owners.first().copied() else { return false };
        let mut from = 0;
        while tokens.get(from).is_some_and(|t| t.is(&["as", "by", "to", "the", "only", "always"])) {
            from += 1;
        }
        let part = tokens.get(from..).unwrap_or_default();
        let known = super::mentions::first(self.cast, text, part, self.prose).filter(|m| m.from == 0 && m.named);
        let taken = part.iter().take(4).take_while(|t| t.capital && t.mark.is_none() && !t.possessive).count();
        let (figure, taken) = match known {
            Some(m) if m.to >= taken => (self.take(text, part, &m, state), m.to),
            _ if taken > 0 && (taken > 1 || part.len() == taken) => {
                let last = part.get(taken - 1).map_or(0, |t| t.end);
                let start = part.first().map_or(0, |t| t.start);
                let name = text.get(start..last).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
                let span = self.spots.span(start, last);
                (self.cast.in_capitals(&name, span, false), taken)
            }
            _ => return false,
        };
        let label = self.cast.figures.get(self.cast.whole(owner)).and_then(|f| f.name.clone());
        if self.forced || label.is_none_or(|l| super::identity::is_label(&l)) {
            self.cast.link(owner, figure, self.spots.place());
        }
        state.named.push((at, figure));
        state.last = Some(figure);
        state.subject = vec![figure];
        state.chain = vec![figure];
        (state.open, state.known) = (taken >= part.len(), false);
        self.meant(figure);
        true
    }

    /// Whom a pronoun means.
    fn pronoun(&mut self, word: &str, state: &State) -> Vec<usize> {
        let sex = match word {
            "he" | "his" | "him" => Some(Sex::Male),
            "she" | "her" | "hers" => Some(Sex::Female),
            _ => None,
        };
        let mut order: Vec<usize> = state.named.iter().rev().map(|(_, f)| self.cast.whole(*f)).collect();
        order.extend(self.recent.iter().map(|f| self.cast.whole(*f)));
        let fits = |at: &usize| super::pronouns::fits(self.cast, *at, sex);
        if let Some(found) = order.iter().copied().find(|at| fits(at)) {
            return vec![found];
        }
        if word == "it" || sex.is_none() {
            return order.first().map(|at| vec![*at]).unwrap_or_default();
        }
        let at = self
            .cataphor
            .unwrap_or_else(|| self.cast.add(Figure { article: true, pronoun: true, ..Figure::default() }));
        self.cataphor = Some(at);
        if let (Some(sex), Some(f)) = (sex, self.cast.figure(at)) {
            f.portrait.vote(2, sex, 1);
        }
        vec![at]
    }

    /// Tells something of the owners; whether anything was told.
    pub fn tell(
        &mut self,
        text: &str,
        owners: &[usize],
        tokens: &[Token],
        keep: Keep,
        sure: f32,
        state: &mut State,
    ) -> bool {
        let spots = std::mem::take(&mut self.spots);
        let place = Place { spots: &spots, scene: self.scene, now: state.now, sure };
        let mut any = false;
        for owner in owners {
            if let Some(figure) = self.cast.figure(*owner) {
                any |= pieces::read(&mut figure.portrait, text, tokens, keep, place).any;
            }
        }
        self.spots = spots;
        state.known |= any;
        any
    }
}

impl State {
    fn subject_or_chain(&self) -> Vec<usize> {
        if self.open && !self.chain.is_empty() { self.chain.clone() } else { self.subject.clone() }
    }
}

pub(super) fn has_hits(tokens: &[Token]) -> bool {
    !pieces::hits(&lowers(tokens)).is_empty()
}

fn tokens_capital(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.capital && t.mark.is_none())
}

fn is_verb_of_looks(token: &Token) -> bool {
    ["verb-be", "verb-have", "verb-wear"].iter().any(|tag| pieces::is_word(tag, &token.lower))
}

/// "(O.S.)", "(CONT'D)", "(to Ben)": how it is said, not how they look.
fn is_note(words: &[&str]) -> bool {
    let notes = [
        "o.s",
        "v.o",
        "o.c",
        "cont'd",
        "continued",
        "off",
        "os",
        "vo",
        "oc",
        "beat",
        "pause",
        "to",
        "into",
        "on",
        "off-screen",
        "offscreen",
        "voice",
        "more",
    ];
    words.first().is_some_and(|w| notes.contains(w)) && !words.iter().any(|w| matches!(*w, "crutches" | "wheels"))
}

/// "a tiny bald man named COSMO": what is told, and what follows "named".
fn split_named(tokens: &[Token]) -> (&[Token], Option<&[Token]>) {
    match tokens.iter().position(|t| t.is(&["named", "called"])) {
        Some(at) => tokens.split_at_checked(at).map_or((tokens, None), |(a, b)| (a, b.get(1..))),
        None => (tokens, None),
    }
}
