//! Whom a name or a noun means, and what is told of them at once.

use super::known::{Reading, State};
use crate::people::cast::Figure;
use crate::people::mentions::Mention;
use crate::people::pieces::{self, Keep, lowers};
use crate::people::tokens::Token;
use model::Sex;

impl Reading<'_> {
    /// "IVAN, the older brother": one of TWO BROTHERS looks as both do.
    pub(super) fn one_of_group(&mut self, tokens: &[Token], figure: usize) {
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
