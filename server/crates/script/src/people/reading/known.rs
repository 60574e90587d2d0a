//! What is known while a text is read, and how it stands in a sentence.

use crate::english::SAME;
use crate::people::cast::{Cast, Figure};
use crate::people::pieces::{self, Keep, Place, lowers};
use crate::people::spots::Spots;
use crate::people::tokens::Token;
use model::Sex;

/// What is known while a text is read.
pub struct Reading<'c> {
    pub spots: Spots,
    pub cast: &'c mut Cast,
    /// Who was meant last, the latest first.
    pub recent: Vec<usize>,
    /// Those who were the subject together last: "they" are these.
    pub together: Vec<usize>,
    /// Claims that wait for "This is JONAH".
    pub waiting: Option<usize>,
    /// One who is told of by a pronoun before being named.
    pub cataphor: Option<usize>,
    /// A name that the script gives outright.
    pub forced: bool,
    pub scene: usize,
    pub prose: bool,
}

/// How a sentence stands at a segment.
#[derive(Default)]
pub struct State {
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
            together: Vec::new(),
            waiting: None,
            cataphor: None,
            forced: false,
            scene: 0,
            prose: false,
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

    /// Whether a figure is only told of, as "an old woman" is.
    pub fn is_nameless(&self, figure: usize) -> bool {
        let figure = self.cast.figures.get(self.cast.whole(figure));
        // "INMATE 4471" is no name.
        let bare = |name: &str| name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ' || c == '#').to_owned();
        figure.is_some_and(|f| f.name.as_deref().is_none_or(|name| crate::people::labels::is_label(&bare(name))))
    }

    /// Whom a pronoun means.
    pub fn pronoun(&mut self, word: &str, state: &State) -> Vec<usize> {
        let sex = match word {
            "he" | "his" | "him" => Some(Sex::Male),
            "she" | "her" | "hers" => Some(Sex::Female),
            _ => None,
        };
        let mut order: Vec<usize> = state.named.iter().rev().map(|(_, f)| self.cast.whole(*f)).collect();
        order.extend(self.recent.iter().map(|f| self.cast.whole(*f)));
        let fits = |at: &usize| crate::people::pronouns::fits(self.cast, *at, sex);
        if matches!(word, "they" | "their" | "both") {
            let several = if state.subject.len() > 1 { &state.subject } else { &self.together };
            let meant = order.first().is_none_or(|last| several.iter().any(|f| self.cast.whole(*f) == *last));
            if several.len() > 1 && meant {
                return several.clone();
            }
        }
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

    /// Whether a figure is no animal, thing or group.
    pub fn is_human(&self, figure: usize) -> bool {
        let figure = self.cast.figures.get(self.cast.whole(figure));
        figure.is_some_and(|f| f.portrait.kind == crate::people::slots::Kind::Human)
    }

    /// Whom "him" means where the owners do something to somebody.
    pub fn object(&self, word: &str, owners: &[usize]) -> Option<usize> {
        let sex = match word {
            "him" => Some(Sex::Male),
            "her" => Some(Sex::Female),
            _ => None,
        };
        let own = |at: usize| owners.iter().any(|owner| self.cast.whole(*owner) == at);
        let mut others = self.recent.iter().map(|at| self.cast.whole(*at)).filter(|at| !own(*at));
        others.find(|at| crate::people::pronouns::fits(self.cast, *at, sex))
    }

    /// Remembers those who are told of together.
    pub fn joins(&mut self, all: &[usize]) {
        if all.len() > 1 {
            self.together = all.to_vec();
        }
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
    pub fn subject_or_chain(&self) -> Vec<usize> {
        if self.open && !self.chain.is_empty() { self.chain.clone() } else { self.subject.clone() }
    }
}

pub fn has_hits(tokens: &[Token]) -> bool {
    !pieces::hits(&lowers(tokens)).is_empty()
}

pub fn tokens_capital(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.capital && t.mark.is_none())
}

pub fn is_verb_of_looks(token: &Token) -> bool {
    ["verb-be", "verb-have", "verb-wear"].iter().any(|tag| pieces::is_word(tag, &token.lower))
}
