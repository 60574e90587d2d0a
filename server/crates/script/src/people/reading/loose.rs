//! Looks that are told without a name beside them.

use super::known::{Reading, State, has_hits};
use crate::people::cast::Figure;
use crate::people::pieces::{self, Keep, lowers};
use crate::people::tokens::{Segment, Token};

impl Reading<'_> {
    /// Looks told as what somebody has: "Her white hair hung in two ropes", "her name was Roswitha".
    pub(super) fn of_owner(&mut self, text: &str, owners: &[usize], tokens: &[Token], at: usize, state: &mut State) {
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
            let hair = hits.first().is_some_and(|h| matches!(h.slot, crate::people::slots::Slot::Hair));
            let cut = if hair { tokens.len() } else { crate::people::verbs::cut(tokens) };
            let told = self.tell(text, owners, tokens.get(..cut).unwrap_or_default(), Keep::Known, 0.9, state);
            state.chain = owners.to_vec();
            (state.open, state.known) = (true, told || hair);
        } else {
            self.others(text, tokens, at, state);
        }
    }

    /// "That was the name on their badge": whoever was named last is the one told of before.
    pub(super) fn name_told(&mut self, tokens: &[Token]) -> bool {
        let words = lowers(tokens);
        let [that, be, whose, name, ..] = words[..] else { return false };
        let told = matches!(that, "that" | "this" | "it")
            && matches!(be, "was" | "is")
            && matches!(whose, "the" | "his" | "her" | "their")
            && matches!(name, "name" | "badge" | "nametag");
        let owned = whose != "the" || words.iter().any(|w| matches!(*w, "his" | "her" | "their"));
        if !told || !owned || words.len() > 10 {
            return false;
        }
        let proper = |at: &usize| {
            let figure = self.cast.figures.get(self.cast.whole(*at));
            figure.and_then(|f| f.name.as_deref()).is_some_and(|n| !crate::people::labels::is_label(n))
        };
        let [latest, other, ..] = self.recent[..] else { return true };
        if proper(&latest) && !proper(&other) && self.may_join(other, latest) {
            self.cast.link(other, latest, self.spots.place());
        }
        true
    }

    /// A segment that names nobody.
    pub(super) fn without_mention(
        &mut self,
        text: &str,
        tokens: &[Token],
        at: usize,
        segment: Segment,
        state: &mut State,
    ) {
        let Some(first) = tokens.first() else { return };
        if self.nicknamed(text, tokens, at, state) {
            return;
        }
        let apposed = state.open && !state.chain.is_empty() && segment.lead != ' ';
        if segment.lead == ')' && !state.chain.is_empty() {
            let owners = state.chain.clone();
            state.open = true;
            return self.tail(text, &owners, tokens, at, state);
        }
        if apposed {
            return self.told_beside(text, tokens, at, first, state);
        }
        let verbless = !crate::people::verbs::any(tokens);
        let aged = crate::people::age::find(tokens, &lowers(tokens)).is_some_and(|(_, from, _)| from == 0);
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
            && (has_hits(tokens) || crate::people::age::find(tokens, &words).is_some())
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
            let cut = crate::people::verbs::cut(tokens);
            self.tell(text, &owners, tokens.get(..cut).unwrap_or_default(), Keep::Known, 0.8, state);
            return;
        }
        if segment.lead == ' ' && verbless || state.chain.is_empty() && matches!(segment.lead, ',' | ':') && verbless {
            let far = words.iter().zip(words.iter().skip(1)).any(|(a, b)| {
                matches!(*a, "on" | "under" | "across" | "round" | "at" | "through" | "to") && *b == "the"
            });
            let known = has_hits(tokens) || crate::people::age::find(tokens, &words).is_some();
            // "The ferry's horn sounds.": of a thing, not of somebody.
            let owned = tokens.iter().any(|t| t.possessive);
            if known && !far && !owned {
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

    /// "People called him Grit."
    pub(super) fn nicknamed(&mut self, text: &str, tokens: &[Token], at: usize, state: &mut State) -> bool {
        let verb = tokens
            .iter()
            .take(5)
            .position(|t| t.is(&["called", "calls", "call", "nicknamed", "knew", "know"]))
            .filter(|verb| *verb > 0);
        let Some(verb) = verb else { return false };
        let object = tokens.get(verb + 1).filter(|t| t.is(&["him", "her", "them"]));
        let Some(them) = object.and_then(|t| self.object(&t.lower, &[])) else { return false };
        let rest = tokens.get(verb + 2..).unwrap_or_default();
        let known = tokens.get(verb).is_some_and(|t| t.is(&["knew", "know"]));
        let as_name = rest.first().is_some_and(|t| t.is(&["as"]));
        let rest = if as_name { rest.get(1..).unwrap_or_default() } else { rest };
        rest.first().is_some_and(|t| t.capital) && known == as_name && self.called(text, &[them], rest, at, state)
    }

    /// ", fifty, close-cropped grey hair": told of those before the mark.
    fn told_beside(&mut self, text: &str, tokens: &[Token], at: usize, first: &Token, state: &mut State) {
        let owners = state.chain.clone();
        if first.is(&["named", "called", "known", "wearing", "wears", "wore", "dressed", "has", "had", "is", "was"]) {
            return self.tail(text, &owners, tokens, at, state);
        }
        let words = lowers(tokens);
        if let Some((years, from, to)) = crate::people::age::relative(&words) {
            let _ = (from, to);
            self.relative(&owners, years, state);
            return;
        }
        let aged = crate::people::age::find(tokens, &words).is_some_and(|(_, from, _)| from == 0);
        let over = !aged
            && (crate::people::verbs::begins(tokens)
                || first.is(&["as", "while", "when", "then", "before", "until", "if", "because", "once", "where"]));
        if over {
            state.open = first.is(&["once"]);
            if !first.is(&["once"]) {
                self.act(text, &owners, tokens, at, state);
            }
            return;
        }
        let place = first.is(&[
            "at", "on", "behind", "beside", "under", "near", "by", "for", "from", "to", "into", "through", "across",
            "over", "next", "opposite", "among", "outside", "inside", "above", "below", "between", "against",
        ]);
        let doing = !aged && first.lower.ends_with("ing") && !has_hits(tokens.get(..1).unwrap_or_default());
        let keep = if state.known && !place && !doing { Keep::All } else { Keep::Known };
        if doing && !has_hits(tokens) {
            return;
        }
        let cut = crate::people::verbs::cut(tokens);
        let told = self.tell(text, &owners, tokens.get(..cut).unwrap_or_default(), keep, 0.85, state);
        state.known |= told;
        if cut < tokens.len() {
            state.open = false;
        }
    }

    /// Whom a sentence without a verb tells of: a person before the horse that is ridden.
    pub(super) fn somebody(&self) -> Option<usize> {
        let human = |at: &usize| self.cast.figures.get(self.cast.whole(*at)).is_some_and(|f| f.name.is_some());
        self.recent.iter().copied().find(human).or_else(|| self.recent.first().copied())
    }

    /// Somebody who is told of before being named.
    pub(super) fn wait(&mut self) -> usize {
        let at =
            self.waiting.unwrap_or_else(|| self.cast.add(Figure { article: true, pronoun: true, ..Figure::default() }));
        self.waiting = Some(at);
        at
    }
}
