//! Where somebody is named: who that is, and what stands before the name.

use super::known::{Reading, State, has_hits};
use crate::people::mentions::Mention;
use crate::people::pieces::{self, Keep, lowers};
use crate::people::tokens::{Segment, Token};
use model::Sex;

/// Before whom these stand, is somebody else than the one told of.
const LEADS: &[&str] =
    &["by", "to", "with", "at", "of", "from", "beside", "behind", "and", "for", "like", "as", "on", "in"];

impl Reading<'_> {
    /// A segment in which somebody is named.
    pub(super) fn mention(
        &mut self,
        text: &str,
        tokens: &[Token],
        at: usize,
        m: &Mention,
        segment: Segment,
        state: &mut State,
    ) {
        let before = tokens.get(..m.from).unwrap_or_default();
        let after = tokens.get(m.to..).unwrap_or_default();
        let words = lowers(before);
        // "…, a thin youth with a cold": an apposition, however many nouns are in it.
        let open = state.open && !state.chain.is_empty() && matches!(segment.lead, ',' | ':' | '-' | ')' | ';');
        let own = m.own.is_some() && !m.named;
        if open && own && self.relative_beside(tokens, m, segment, state) {
            return;
        }
        let led = words.iter().any(|w| LEADS.contains(w));
        let again = self.same_label(tokens);
        let indefinite = tokens.first().is_some_and(|t| t.is(&["a", "an"]));
        if open
            && !m.named
            && (indefinite || !self.is_person(m.figure_known) || again.is_some())
            && !led
            && !own
            && !crate::people::verbs::begins(tokens)
        {
            return self.apposed(text, tokens, at, again, state);
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
            return self.of_named(text, after, at + m.to, m.from == 0, segment, state);
        }
        state.named.push((at + m.from, figure));
        self.link(m, figure, &words, segment, open, state);
        if segment.lead == ':' && m.from == 0 && m.named && after.is_empty() && !open {
            self.link_subject(m, figure, state);
        }
        let figure = self.cast.whole(figure);
        let joint = before.last().is_some_and(|t| t.is(&["and"])) && m.from <= 2
            || segment.lead == ',' && m.from == 0 && state.listed.is_some();
        let owners = if joint || tokens.first().is_some_and(|t| t.is(&["and"])) {
            self.with_subject(figure, state)
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

    /// "…, a thin youth with a cold": told of those before it.
    fn apposed(&mut self, text: &str, tokens: &[Token], at: usize, again: Option<usize>, state: &mut State) {
        if let (Some(label), Some(owner)) = (again, state.chain.first().copied()) {
            self.cast.link(label, owner, self.spots.place());
            return;
        }
        let owners = state.chain.clone();
        if let [one] = owners[..] {
            self.one_of_group(tokens, one);
            self.one_only(tokens, one);
        }
        let (said, name) = split_named(tokens);
        self.tell(text, &owners, said, if state.known { Keep::All } else { Keep::Known }, 0.9, state);
        if let Some(rest) = name {
            self.called(text, &owners, rest, at, state);
        }
    }

    /// "the REGENT, his aunt, a hawk-faced woman": whose relative the one named just before is.
    fn relative_beside(&mut self, tokens: &[Token], m: &Mention, segment: Segment, state: &State) -> bool {
        let (Some(crate::people::mentions::Own::Pronoun(word)), Some(noun)) = (m.own.as_ref(), m.noun) else {
            return false;
        };
        let [one] = state.chain[..] else { return false };
        let one = self.cast.whole(one);
        let alone = segment.lead == ',' && m.from == 0 && m.to == tokens.len() && !m.plural;
        let fresh = state.named.last().is_some_and(|(_, last)| self.cast.whole(*last) == one);
        let Some(kin) = noun.value("kin").filter(|_| alone && fresh && state.listed.is_none()) else { return false };
        let of = match word.as_str() {
            "his" => self.object("him", &[one]),
            "her" => self.object("her", &[one]),
            _ => None,
        };
        let Some(of) = of else { return false };
        let sex = if noun.is("m") { Some(Sex::Male) } else { noun.is("f").then_some(Sex::Female) };
        if matches!((sex, self.cast.figures.get(one).and_then(|f| f.portrait.voted())), (Some(a), Some((b, _))) if a != b)
        {
            return false;
        }
        if let Some(figure) = self.cast.figure(one) {
            pieces::take_noun(&mut figure.portrait, noun, m.word.as_str());
            figure.kin = figure.kin.or(Some((of, kin)));
        }
        true
    }

    /// "THE ACCUSED, a boy of seventeen": one, though the word may be of several.
    fn one_only(&mut self, tokens: &[Token], figure: usize) {
        use crate::people::slots::Kind;
        let words = lowers(tokens);
        let single = words.first().is_some_and(|w| matches!(*w, "a" | "an"))
            && !words.contains(&"and")
            && words.iter().take(4).any(|w| {
                lexicon::nouns()
                    .at("en", &[*w])
                    .is_some_and(|(e, _)| !e.is("group") && (e.is("m") || e.is("f") || e.is("person")))
            });
        if let Some(figure) = self.cast.figure(figure).filter(|f| f.portrait.kind == Kind::Group)
            && single
            && figure.name.as_deref().is_some_and(|name| !name.to_lowercase().ends_with('s'))
        {
            figure.portrait.kind = Kind::Human;
        }
    }

    /// "The boy's name was Fitz."
    fn of_named(&mut self, text: &str, after: &[Token], at: usize, begins: bool, segment: Segment, state: &mut State) {
        let Some(figure) = state.last else { return };
        let named = after.first().is_some_and(|t| t.is(&["name", "real", "own", "full"]));
        if named || begins && has_hits(after) {
            return self.of_owner(text, &[figure], after, at, state);
        }
        if let Some(next) = crate::people::mentions::first(self.cast, text, after, self.prose) {
            self.mention(text, after, at, &next, segment, state);
        }
    }

    /// Makes one of a mention and of whoever was told of before, where the words say that they are.
    fn link(&mut self, m: &Mention, figure: usize, words: &[&str], segment: Segment, open: bool, state: &mut State) {
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
                .or_else(|| self.recent.iter().copied().find(|f| *f != figure && self.is_human(*f)))
                .or_else(|| self.recent.iter().copied().find(|f| *f != figure));
            if let Some(other) = other.filter(|o| self.may_be(*o, figure, m)) {
                self.cast.link(other, figure, self.spots.place());
            }
        }
    }

    /// "It was her: JO."
    fn link_subject(&mut self, m: &Mention, figure: usize, state: &State) {
        if let [subject] = state.subject[..]
            && self.may_be(subject, figure, m)
        {
            self.cast.link(subject, figure, self.spots.place());
        }
    }

    /// "…, SCRAG and MOTHER": the one named with those named before, without the list that they are of.
    fn with_subject(&self, figure: usize, state: &State) -> Vec<usize> {
        let Some(listed) = state.listed.filter(|_| !state.subject.is_empty()) else { return vec![figure] };
        let listed = self.cast.whole(listed);
        let mut all: Vec<usize> = state.subject.iter().copied().filter(|s| self.cast.whole(*s) != listed).collect();
        all.push(figure);
        all
    }
}

/// "a tiny bald man named COSMO": what is told, and what follows "named".
fn split_named(tokens: &[Token]) -> (&[Token], Option<&[Token]>) {
    match tokens.iter().position(|t| t.is(&["named", "called"])) {
        Some(at) => tokens.split_at_checked(at).map_or((tokens, None), |(a, b)| (a, b.get(1..))),
        None => (tokens, None),
    }
}
