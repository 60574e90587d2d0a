//! Where somebody is named: who that is, and what stands before the name.

use super::{Reading, State, has_hits, split_named};
use crate::people::cast::Figure;
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
        }
        let (said, name) = split_named(tokens);
        self.tell(text, &owners, said, if state.known { Keep::All } else { Keep::Known }, 0.9, state);
        if let Some(rest) = name {
            self.called(text, &owners, rest, at, state);
        }
    }

    /// "IVAN, the older brother": one of TWO BROTHERS looks as both do.
    fn one_of_group(&mut self, tokens: &[Token], figure: usize) {
        if !tokens.first().is_some_and(|t| t.is(&["the", "one"])) {
            return;
        }
        let words = lowers(tokens);
        let noun = |word: &&str| lexicon::nouns().at("en", &[*word]).is_some_and(|(e, _)| !e.is("group"));
        let Some(noun) = words.iter().skip(1).take(3).find(|word| noun(word)) else { return };
        let several = [format!("{noun}s"), format!("{noun}es")];
        let named =
            |name: &str| name.to_lowercase().split(' ').any(|word| word == *noun || several.iter().any(|s| s == word));
        let group = self.cast.figures.iter().rposition(|group| {
            group.portrait.kind == crate::people::slots::Kind::Group && group.name.as_deref().is_some_and(named)
        });
        if let Some(group) = group.filter(|group| *group != figure) {
            self.list(group, figure);
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

    /// One of the people whom a label names: "the man with the flowers" is MAN WITH FLOWERS.
    pub(super) fn same_label(&self, tokens: &[Token]) -> Option<usize> {
        let words: Vec<&str> =
            tokens.iter().map(|t| t.lower.as_str()).filter(|w| !matches!(*w, "the" | "a" | "an")).collect();
        let (figure, taken) = self.cast.named(&words, false)?;
        (taken > 1 && taken == words.len()).then_some(figure)
    }

    /// Adjectives between the article and the name: "Old Branwen", "a huge MAN".
    pub(super) fn before_name(&mut self, text: &str, before: &[Token], figure: usize, m: &Mention, state: &mut State) {
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
        // "There were five Hollis men": of how many are told, not how old.
        if near.iter().any(|t| crate::people::age::number(&[t.lower.as_str()]).is_some()) {
            return;
        }
        self.vague(near, figure);
        self.tell(text, &[figure], near, Keep::Known, 0.9, state);
    }

    /// "old", "young" before a noun or a name.
    pub(super) fn vague(&mut self, near: &[Token], figure: usize) {
        let said = near.iter().find_map(|t| pieces::vague_age(&t.lower));
        if let (Some(said), Some(f)) = (said, self.cast.figure(figure)) {
            f.portrait.age = f.portrait.age.or(Some(said));
        }
    }

    /// Whether a figure is one of the people of the script.
    pub(super) fn is_person(&self, figure: Option<usize>) -> bool {
        figure.is_some_and(|at| self.cast.figures.get(self.cast.whole(at)).is_some_and(|f| f.person.is_some()))
    }

    /// Whether one told of by a pronoun may be who is named after it.
    pub(super) fn may_join(&self, waiting: usize, figure: usize) -> bool {
        !matches!((self.cast.sex(waiting), self.cast.sex(figure)), (Some(a), Some(b)) if a != b)
    }

    /// Whether an earlier figure may turn out to be the one named now.
    pub(super) fn may_be(&self, label: usize, name: usize, m: &Mention) -> bool {
        let (label, name) = (self.cast.whole(label), self.cast.whole(name));
        if label == name || !m.named {
            return false;
        }
        let differ = matches!((self.cast.sex(label), self.cast.sex(name)), (Some(a), Some(b)) if a != b);
        let Some(figure) = self.cast.figures.get(label) else { return false };
        let proper = figure.name.as_deref().is_some_and(|n| !crate::people::labels::is_label(n));
        !differ && !proper && figure.portrait.kind != crate::people::slots::Kind::Group
    }

    /// One of a list takes what was told of all.
    pub(super) fn list(&mut self, listed: usize, figure: usize) {
        let listed = self.cast.whole(listed);
        let Some(told) = self.cast.figures.get(listed).map(|f| (f.portrait.clone(), f.sex)) else { return };
        if let Some(f) = self.cast.figure(figure) {
            let mut portrait = told.0;
            if portrait.kind == crate::people::slots::Kind::Group {
                portrait.kind = crate::people::slots::Kind::Human;
            }
            f.portrait.absorb(portrait);
        }
    }

    /// The figure of a mention; a new one where it is new.
    pub(super) fn take(&mut self, text: &str, tokens: &[Token], m: &Mention, state: &State) -> usize {
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
                crate::people::mentions::Own::Pronoun(word) => self.pronoun(word, state).first().copied(),
                crate::people::mentions::Own::Figure(at) => Some(*at),
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

    /// A name after "called": the owners bear it.
    pub(super) fn called(
        &mut self,
        text: &str,
        owners: &[usize],
        tokens: &[Token],
        at: usize,
        state: &mut State,
    ) -> bool {
        let Some(owner) = owners.first().copied() else { return false };
        let mut from = 0;
        while tokens.get(from).is_some_and(|t| t.is(&["as", "by", "to", "the", "only", "always"])) {
            from += 1;
        }
        let part = tokens.get(from..).unwrap_or_default();
        let known =
            crate::people::mentions::first(self.cast, text, part, self.prose).filter(|m| m.from == 0 && m.named);
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
        if self.forced || label.is_none_or(|l| crate::people::labels::is_label(&l)) {
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

    /// "a year younger": than the one whose relative this is, or who was named before.
    pub(super) fn relative(&mut self, owners: &[usize], years: i32, state: &State) {
        let Some(owner) = owners.first().copied() else { return };
        let kin = self.cast.figure(owner).and_then(|f| f.kin).map(|(of, _)| of);
        let other = kin
            .or_else(|| state.named.iter().map(|(_, f)| *f).find(|f| *f != owner))
            .or_else(|| self.recent.iter().copied().find(|f| *f != owner));
        let base = other
            .and_then(|of| self.cast.figure(of))
            .and_then(|f| f.portrait.age)
            .map(crate::people::slots::SaidAge::years);
        if let (Some(base), Some(f)) = (base, self.cast.figure(owner)) {
            let age = crate::people::slots::SaidAge::Years(base.saturating_add_signed(years));
            f.portrait.age = f.portrait.age.or(Some(age));
        }
    }
}
