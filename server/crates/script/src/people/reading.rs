//! Reads what a script says of its people, sentence by sentence: who is meant, and what is told of them.

mod deeds;
mod loose;
mod naming;

use super::cast::{Cast, Figure};
use super::pieces::{self, Keep, Place, lowers};
use super::spots::Spots;
use super::tokens::{Segment, Token, segments, sentences, tokens};
use crate::english::SAME;
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
        if self.name_told(tokens) {
            return;
        }
        if first.is(&["he", "she", "they", "it", SAME]) && segment.lead != '"' {
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
        // "an old woman (NONNA PIA, 80s)"
        let named = super::mentions::first(self.cast, text, tokens, self.prose)
            .filter(|m| m.named && m.from == 0 && tokens.first().is_some_and(|t| t.caps) && self.is_nameless(last));
        if let Some(mention) = named {
            let figure = self.take(text, tokens, &mention, state);
            self.cast.link(last, figure, self.spots.place());
            self.meant(figure);
            state.named.push((0, figure));
            state.last = Some(figure);
            return self.bracket(text, tokens.get(mention.to..).unwrap_or_default(), state);
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

    /// Whether a figure is only told of, as "an old woman" is.
    fn is_nameless(&self, figure: usize) -> bool {
        let figure = self.cast.figures.get(self.cast.whole(figure));
        figure.is_some_and(|f| f.name.as_deref().is_none_or(|name| name.starts_with(char::is_lowercase)))
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
        if word == SAME {
            return order.first().map(|at| vec![*at]).unwrap_or_default();
        }
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
