//! Asks the reader of a language, each by how it tells who acts.

use super::text::tokens;
use super::told::{Naming, Order, Reader, Told, Who};
use super::{eastern, marked, ordered};
use model::Span;

/// More words than act in a story.
const MOST: usize = 5000;

impl Reader<'_> {
    /// What follows a speech, up to the next one.
    pub fn after(&self, span: Span) -> Option<Told> {
        match self.order {
            Order::Place => ordered::after(&tokens(self.text, span, self.speech), self),
            Order::Particle => marked::after(&tokens(self.text, span, self.speech), self),
            Order::Unspaced => eastern::after(self.words(span), span.start, self),
        }
    }

    /// What leads into a speech.
    pub fn before(&self, span: Span) -> Option<Told> {
        match self.order {
            Order::Place => ordered::before(&tokens(self.text, span, self.speech), self, self.leads(span)),
            Order::Particle => marked::before(&tokens(self.text, span, self.speech), self, self.leads(span)),
            Order::Unspaced => eastern::before(self.words(span), span.start, self),
        }
    }

    /// Who does something at the beginning of a sentence.
    pub fn actor(&self, span: Span) -> Option<Who> {
        match self.order {
            Order::Place => ordered::actor(&tokens(self.text, span, self.speech), self),
            Order::Particle => marked::actor(&tokens(self.text, span, self.speech), self),
            Order::Unspaced => eastern::actor(self.words(span), span.start, self),
        }
    }

    /// Counts who acts in the sentences of a stretch, where no capitals show what a name is.
    pub fn learn_acting(&mut self, span: Span) {
        if self.order == Order::Place {
            return;
        }
        for sentence in self.sentences(span) {
            let found = match self.order {
                Order::Unspaced => eastern::subject(self.words(sentence), sentence.start, self),
                _ => marked::subject(&tokens(self.text, sentence, self.speech), self, 3),
            };
            if let Some(Who::Named(naming)) = found.filter(|_| self.acting.len() < MOST) {
                *self.acting.entry(naming.name).or_default() += 1;
            }
        }
    }

    /// The roles that a stretch names, in languages with articles.
    pub fn roles(&self, span: Span) -> Vec<Naming> {
        if self.order == Order::Place {
            ordered::roles(&tokens(self.text, span, self.speech), self)
        } else {
            Vec::new()
        }
    }
}
