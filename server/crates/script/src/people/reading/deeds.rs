//! What follows a name or a pronoun: looks, names and deeds.

use super::known::{Reading, State, has_hits, is_verb_of_looks, tokens_capital};
use crate::people::mentions::Mention;
use crate::people::pieces::{self, Keep, lowers};
use crate::people::tokens::Token;

impl Reading<'_> {
    /// What follows somebody's name, or a pronoun.
    pub(super) fn tail(&mut self, text: &str, owners: &[usize], tokens: &[Token], at: usize, state: &mut State) {
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
            && let Some(m) =
                crate::people::mentions::first(self.cast, text, rest.get(1..).unwrap_or_default(), self.prose)
                    .filter(|m| m.from <= 1)
        {
            return self.joined(text, owners, rest.get(1..).unwrap_or_default(), at + from + 1, &m, state);
        }
        if owners.is_empty() {
            return self.others(text, rest, at + from, state);
        }
        let calls = next.is_some_and(|t| t.is(&["him", "her", "them", "it", "out", "back", "for", "after", "to"]));
        if first.is(&["named", "called", "known"]) && !calls {
            self.called(text, owners, rest.get(1..).unwrap_or_default(), at, state);
            return;
        }
        if self.denied(owners, rest) {
            return self.others(text, rest, at + from, state);
        }
        if pieces::is_word("verb-be", &first.lower) && !first.is(&["stood", "remains", "remained"]) {
            return self.being(text, owners, rest, at + from, state);
        }
        if first.is(&["has", "had"]) {
            let past = next.is_some_and(|t| {
                t.is(&["been", "never", "just", "already", "not", "once"])
                    || t.lower.ends_with("ed") && !has_hits(rest.get(1..2).unwrap_or_default())
            });
            let must = next.is_some_and(|t| t.is(&["to"]));
            if must {
                return self.act(text, owners, rest, at + from, state);
            }
            if past && !next.is_some_and(|t| t.is(&["been"])) {
                return self.others(text, rest, at + from, state);
            }
            if past {
                return self.been(text, owners, rest, at, state);
            }
            // "He had on a brown suit."
            let on = 1 + usize::from(next.is_some_and(|t| t.is(&["on"])));
            let told = self.tell(text, owners, rest.get(on..).unwrap_or_default(), Keep::Known, 0.85, state);
            state.open = told;
            state.chain = owners.to_vec();
            return;
        }
        if pieces::is_word("verb-wear", &first.lower) {
            if next.is_some_and(|t| t.is(&["to", "at", "for", "off", "out", "on"])) {
                return self.act(text, owners, rest, at + from, state);
            }
            // "wore black for a husband nobody had liked"
            let colour = next.is_some_and(|t| pieces::is_word("colour", &t.lower));
            let ends = rest.get(2).is_none_or(|t| t.mark.is_some() || t.is(&["and", "for", "to", "because", "since"]));
            let rest = if colour && ends { rest.get(..2).unwrap_or_default() } else { rest };
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
                || crate::people::age::find(rest, &lowers(rest)).is_some()
                || pieces::worn_soon(&lowers(rest), &[], 1))
        {
            let cut = crate::people::verbs::cut(rest);
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
            && crate::people::mentions::first(self.cast, text, rest.get(..verb).unwrap_or_default(), self.prose)
                .is_none()
        {
            return self.tail(text, owners, rest.get(verb..).unwrap_or_default(), at + from + verb, state);
        }
        self.act(text, owners, rest, at + from, state);
    }

    /// "isn't wearing her glasses", "no longer wears the ring": what somebody does not have is remembered as not there.
    fn denied(&mut self, owners: &[usize], rest: &[Token]) -> bool {
        let words = lowers(rest);
        let no = |at: usize| words.get(at).is_some_and(|w| w.ends_with("n't") || matches!(*w, "not" | "never"));
        let longer = words.first() == Some(&"no") && words.get(1).is_some_and(|w| matches!(*w, "longer" | "more"));
        let verb = words.first().is_some_and(|w| {
            matches!(*w, "is" | "was" | "are" | "were" | "does" | "do" | "did" | "has" | "had" | "have" | "will")
        });
        let found = pieces::hits(&words);
        let says = longer || no(0) || verb && no(1);
        if !says || found.is_empty() || crate::people::age::find(rest, &words).is_some() {
            return false;
        }
        for owner in owners {
            if let Some(figure) = self.cast.figure(*owner) {
                figure.portrait.denied.extend(found.iter().map(|hit| hit.slot));
            }
        }
        true
    }

    /// "… and OLGA": both are told of from here on.
    fn joined(&mut self, text: &str, owners: &[usize], part: &[Token], at: usize, m: &Mention, state: &mut State) {
        let figure = self.take(text, part, m, state);
        state.named.push((at, figure));
        if let Some(listed) = state.listed.filter(|_| m.named) {
            self.list(listed, figure);
        }
        let mut all = owners.to_vec();
        all.push(figure);
        state.last = Some(figure);
        self.meant(figure);
        state.subject.clone_from(&all);
        self.joins(&all);
        state.chain.clone_from(&all);
        state.open = true;
        self.tail(text, &all, part.get(m.to..).unwrap_or_default(), at + m.to, state);
    }

    /// "had been Nguyet Pham": a name, or what is over.
    pub(super) fn been(&mut self, text: &str, owners: &[usize], rest: &[Token], at: usize, state: &mut State) {
        let after = rest.get(2..).unwrap_or_default();
        if after.first().is_some_and(|t| t.capital) {
            self.called(text, owners, after, at, state);
        }
        state.open = false;
    }

    /// "is fifty", "was the smallest man on the ward", "is called WYN".
    pub(super) fn being(&mut self, text: &str, owners: &[usize], rest: &[Token], at: usize, state: &mut State) {
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
        let known =
            crate::people::mentions::first(self.cast, text, after, self.prose).is_some_and(|m| m.from == 0 && m.named);
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
    pub(super) fn act(&mut self, text: &str, owners: &[usize], rest: &[Token], at: usize, state: &mut State) {
        let words = lowers(rest);
        let hits = pieces::hits(&words);
        state.open = false;
        state.brief = rest.len() <= 2;
        self.deed(owners, rest);
        // "The barmaid called him Mr. Vane."
        if let Some(call) = words.iter().position(|w| matches!(*w, "called" | "calls" | "call" | "named" | "nicknamed"))
            && let Some(object) = words.get(call + 1).filter(|w| matches!(**w, "him" | "her" | "them"))
            && tokens_capital(rest, call + 2)
            && let Some(them) = self.object(object, owners)
        {
            self.called(text, &[them], rest.get(call + 2..).unwrap_or_default(), at, state);
            return;
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
                                crate::people::slots::Slot::Hair
                                    | crate::people::slots::Slot::FacialHair
                                    | crate::people::slots::Slot::Mark
                            )
                            && h.entry.id != "body"
                    });
            let others =
                crate::people::mentions::first(self.cast, text, rest.get(..from).unwrap_or_default(), self.prose)
                    .is_some();
            if worn && !others {
                let part = rest.get(from..).unwrap_or_default();
                let cut = crate::people::verbs::cut(part);
                self.tell(text, owners, part.get(..cut).unwrap_or_default(), Keep::Known, 0.7, state);
                break;
            }
        }
        self.others(text, rest, at, state);
    }

    /// Whoever does something may be somebody.
    fn deed(&mut self, owners: &[usize], rest: &[Token]) {
        let deed = crate::people::silent::deed(rest);
        if deed == (0, 0) {
            return;
        }
        for owner in owners {
            if let Some(figure) = self.cast.figure(*owner) {
                figure.deeds = (figure.deeds.0 + deed.0, figure.deeds.1 + deed.1);
            }
        }
    }

    /// "taps her stick", "adjusts his glasses": what somebody does shows what they have.
    pub(super) fn used(
        &mut self,
        text: &str,
        owners: &[usize],
        rest: &[Token],
        words: &[&str],
        hits: &[pieces::Hit],
        state: &mut State,
    ) {
        use crate::people::slots::Slot;
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
    pub(super) fn others(&mut self, text: &str, rest: &[Token], at: usize, state: &mut State) {
        let mut from = 0;
        for _ in 0..12 {
            let part = rest.get(from..).unwrap_or_default();
            let Some(m) = crate::people::mentions::first(self.cast, text, part, self.prose) else { return };
            let figure = self.take(text, part, &m, state);
            let met = self.cast.figure(figure).is_some_and(|f| f.met);
            state.named.push((at + from + m.from, figure));
            if !m.possessive {
                self.meant(figure);
                // "slides one to MISS OYELARAN, his junior, twenty-nine": whoever ends the segment is told of next.
                let ends = m.to == part.len();
                let new = m.named && (!met || !self.prose);
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
}
