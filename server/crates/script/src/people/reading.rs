//! Reads what a script says of its people, sentence by sentence: who is meant, and what is told of them.

mod deeds;
mod known;
mod loose;
mod naming;
mod who;

pub(super) use known::Reading;

use super::pieces::{Keep, lowers};
use super::spots::Spots;
use super::tokens::{Segment, Token, segments, sentences, tokens};
use crate::english::SAME;
use known::{State, has_hits, is_verb_of_looks};
use model::Sex;

/// One stretch of text that is read at once: a paragraph of action, or of a story without what is said in it.
pub(super) struct Unit<'a> {
    pub text: &'a str,
    pub scene: usize,
    /// A story: names are not in capitals.
    pub prose: bool,
}

impl Reading<'_> {
    /// The claims that a unit makes are in bytes of its text.
    pub fn unit(&mut self, unit: &Unit, spots: Spots) {
        self.spots = spots;
        if self.scene != unit.scene && !unit.prose {
            self.recent.clear();
            self.together.clear();
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
        let people = first.is(&[
            "people",
            "everyone",
            "everybody",
            "folk",
            "folks",
            "most",
            "some",
            "we",
            "locals",
            "neighbours",
            "neighbors",
            "children",
            "others",
        ]);
        if people && self.nicknamed(text, tokens, at, state) {
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
        let told = |i: usize| tokens.get(..i).unwrap_or_default().iter().any(is_verb_of_looks);
        if let Some(later) = later.filter(|i| !told(*i)).filter(|i| {
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
            self.joins(&owners);
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
