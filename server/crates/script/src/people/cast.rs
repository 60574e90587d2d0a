//! Everybody who is named or told of, while the script is read.

pub(super) use super::figures::Figure;
use super::figures::{is_kin, is_somebody, noun_of_name, without_nickname};
use super::slots::Portrait;
use crate::screenplay::Person;
use crate::words::lower_words;
use model::{Sex, Span};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// A name in words, and whose it is.
struct Name {
    words: Vec<String>,
    figure: usize,
    /// A role: found in small letters as well.
    role: bool,
}

pub(super) struct Cast {
    pub people: Vec<Person>,
    pub figures: Vec<Figure>,
    /// By the first word.
    names: HashMap<String, Vec<Name>>,
    /// By the name in small letters.
    index: HashMap<String, usize>,
    by_first: HashMap<String, Vec<usize>>,
    wordless: Option<usize>,
    /// How many names may still be compared word by word: far more than in any script that somebody wrote.
    comparisons: usize,
    aliases: HashSet<(usize, String)>,
    /// Pairs of people of the script who are one: the label, and the name.
    pub pairs: Vec<Pair>,
    /// Where the reading is, in bytes.
    pub place: usize,
}

/// Two people of the script who are one.
pub(super) struct Pair {
    pub label: usize,
    pub name: usize,
    /// Where the script says so, in bytes.
    pub place: usize,
}

/// More further names than anybody has.
const ALIASES: usize = 100;
const COMPARISONS: usize = 3_000_000;
/// Bytes within which one told of is the one who speaks under that label.
const FAR: usize = 2_500;
/// More words than any name has.
const LONGEST_NAME: usize = 12;

impl Cast {
    pub fn new(people: Vec<Person>) -> Self {
        let aliases =
            people.iter().enumerate().flat_map(|(at, p)| p.aliases.iter().map(move |a| (at, a.clone()))).collect();
        let mut cast = Self {
            people: Vec::new(),
            figures: Vec::new(),
            names: HashMap::new(),
            index: HashMap::new(),
            by_first: HashMap::new(),
            wordless: None,
            comparisons: COMPARISONS,
            aliases,
            pairs: Vec::new(),
            place: 0,
        };
        for person in people {
            cast.push(person);
        }
        cast.parts();
        cast
    }

    /// One more person of the script; the figure that stands for them.
    fn push(&mut self, person: Person) -> usize {
        let at = self.people.len();
        match lower_words(&person.name).next() {
            Some(word) => self.by_first.entry(word.into_owned()).or_default().push(at),
            None => self.wordless = self.wordless.or(Some(at)),
        }
        let figure = self.figures.len();
        self.index.entry(person.name.to_lowercase()).or_insert(figure);
        let mut portrait = Portrait::default();
        noun_of_name(&mut portrait, &person.name);
        super::pieces::of_name(&mut portrait, &person.name, person.first);
        let sex = person
            .sex
            .or_else(|| crate::names::sex_of(&person.name))
            .filter(|_| super::labels::tells_sex(&person.name));
        self.figures.push(Figure {
            person: Some(at),
            name: Some(person.name.clone()),
            span: person.first,
            sex,
            portrait,
            ..Figure::default()
        });
        for name in std::iter::once(&person.name).chain(&person.aliases) {
            self.learn(name, figure);
        }
        self.people.push(person);
        figure
    }

    fn learn(&mut self, name: &str, figure: usize) {
        let mut words: Vec<String> = lower_words(name).map(|w| w.strip_suffix("'s").unwrap_or(&w).to_owned()).collect();
        if words.len() > 1 && words.first().is_some_and(|w| matches!(w.as_str(), "the" | "a" | "an")) {
            words.remove(0);
        }
        let words_count = words.len();
        if words.is_empty() || words.len() > LONGEST_NAME {
            return;
        }
        let role = name.chars().next().is_some_and(char::is_lowercase)
            || super::labels::is_label(name) && words.last().is_some_and(|w| !is_kin(w));
        // "VOICE ON RADIO" is "the voice", "MAN WITH FLOWERS" "the man with the flowers".
        words.retain(|w| words_count < 3 || !matches!(w.as_str(), "the" | "a" | "an"));
        // "the voice" is VOICE ON RADIO.
        let head = words.iter().position(|w| matches!(w.as_str(), "on" | "with" | "in"));
        if let Some(head) = head.filter(|at| *at == 1 && role).and_then(|_| words.first().cloned()) {
            self.names.entry(head.clone()).or_default().push(Name { words: vec![head], figure, role });
        }
        if let Some(first) = words.first().cloned() {
            let list = self.names.entry(first).or_default();
            if !list.iter().any(|n| n.words == words) {
                list.push(Name { words, figure, role });
            }
        }
    }

    /// First names and surnames that only one of the people has are names, too.
    fn parts(&mut self) {
        let mut owners: HashMap<String, (usize, u32)> = HashMap::new();
        for (figure, person) in self.people.iter().enumerate() {
            let words: Vec<Cow<str>> = lower_words(&person.name).collect();
            if words.len() < 2 || words.len() > 5 || person.name.chars().next().is_some_and(char::is_lowercase) {
                continue;
            }
            for word in [words.first(), words.last()].into_iter().flatten() {
                let title = crate::prose::is_title(word) || crate::names::is_role(word) || word.chars().count() < 2;
                if !title {
                    owners.entry(word.to_string()).and_modify(|o| o.1 += 1).or_insert((figure, 1));
                }
            }
        }
        let mut single: Vec<(String, usize)> =
            owners.into_iter().filter(|(_, (_, n))| *n == 1).map(|(word, (figure, _))| (word, figure)).collect();
        single.sort();
        for (word, figure) in single {
            if !self.names.contains_key(&word) || !self.index.contains_key(&word) {
                self.learn_part(word, figure);
            }
        }
    }

    fn learn_part(&mut self, word: String, figure: usize) {
        let list = self.names.entry(word.clone()).or_default();
        if !list.iter().any(|n| n.words.len() == 1) {
            list.push(Name { words: vec![word], figure, role: false });
        }
    }

    /// Who a figure is, after all that has been found to be one.
    pub fn whole(&self, mut at: usize) -> usize {
        for _ in 0..self.figures.len() {
            match self.figures.get(at).and_then(|f| f.same) {
                Some(same) if same != at => at = same,
                _ => break,
            }
        }
        at
    }

    pub fn figure(&mut self, at: usize) -> Option<&mut Figure> {
        let at = self.whole(at);
        self.figures.get_mut(at)
    }

    pub fn sex(&self, at: usize) -> Option<Sex> {
        self.figures.get(self.whole(at)).and_then(Figure::sex)
    }

    pub fn add(&mut self, figure: Figure) -> usize {
        self.figures.push(figure);
        self.figures.len() - 1
    }

    /// The longest known name that words begin with, in how many words.
    pub fn named(&self, words: &[&str], capital: bool) -> Option<(usize, usize)> {
        let list = self.names.get(*words.first()?)?;
        list.iter()
            .filter(|n| capital || n.role)
            .filter(|n| n.words.len() <= words.len() && n.words.iter().zip(words).all(|(a, b)| a == b))
            .max_by_key(|n| n.words.len())
            .map(|n| (self.whole(n.figure), n.words.len()))
    }

    /// Somebody whose name is written in capitals: known, or new.
    pub fn in_capitals(&mut self, name: &str, span: Span, article: bool) -> usize {
        let key = name.to_lowercase();
        if let Some(at) = self.index.get(&key) {
            return self.whole(*at);
        }
        if let Some(person) = self.within(name)
            && let Some(figure) = self.figures.iter().position(|f| f.person == Some(person))
        {
            self.alias(person, name);
            self.index.insert(key, figure);
            self.learn(name, figure);
            return self.whole(figure);
        }
        let mut portrait = Portrait::default();
        noun_of_name(&mut portrait, name);
        super::pieces::of_name(&mut portrait, name, span);
        let figure = self.add(Figure {
            name: Some(name.to_owned()),
            span,
            portrait,
            sex: crate::names::sex_of(name).filter(|_| super::labels::tells_sex(name)),
            article,
            ..Figure::default()
        });
        self.index.insert(key, figure);
        // "Roe" is CAPTAIN ROE from here on.
        let words: Vec<Cow<str>> = lower_words(name).collect();
        if let [title, .., last] = &words[..]
            && crate::prose::is_title(title)
            && !crate::names::is_role(last)
            && !crate::prose::is_title(last)
        {
            self.learn(name, figure);
            self.learn_part(last.to_string(), figure);
        }
        figure
    }

    /// Somebody known by a trade: "the tax collector".
    pub fn trade(&self, name: &str) -> Option<usize> {
        self.figures
            .iter()
            .rev()
            .take(40)
            .position(|f| f.role && f.name.as_deref() == Some(name))
            .map(|back| self.whole(self.figures.len() - 1 - back))
    }

    /// Whether "a man" here is no one who is called so much later.
    pub fn is_far(&self, figure: usize) -> bool {
        self.figures.get(figure).is_some_and(|f| f.span.start > self.place + FAR || f.met)
    }

    pub fn alias(&mut self, person: usize, name: &str) {
        if let Some(of) = self.people.get_mut(person)
            && of.name != name
            && of.aliases.len() < ALIASES
            && self.aliases.insert((person, name.to_owned()))
        {
            of.aliases.push(name.to_owned());
        }
    }

    /// "WILL BLOOM" introduces the one whose cue is "WILL": the first of all whose words are among those of `name`.
    fn within(&mut self, name: &str) -> Option<usize> {
        lower_words(name).nth(1)?;
        let words: HashSet<String> = lower_words(name).map(Cow::into_owned).collect();
        let mut best = self.wordless;
        for word in &words {
            for &at in self.by_first.get(word).into_iter().flatten() {
                if best.is_some_and(|best| best <= at) || self.comparisons == 0 {
                    break;
                }
                self.comparisons -= 1;
                if self.people.get(at).is_some_and(|p| lower_words(&p.name).all(|w| words.contains(w.as_ref()))) {
                    best = Some(at);
                }
            }
        }
        best
    }

    /// Two figures are one; `name` is what they are called from then on.
    pub fn link(&mut self, label: usize, name: usize, place: usize) {
        let (label, name) = (self.whole(label), self.whole(name));
        if label == name {
            return;
        }
        let of = |at: usize| self.figures.get(at).and_then(|f| f.person);
        match (of(label), of(name)) {
            (Some(a), Some(b)) => self.pairs.push(Pair { label: a, name: b, place }),
            (Some(person), None) => {
                // The label speaks, and the name is its own.
                if let Some(own) = self.figures.get(name).and_then(|f| f.name.clone()) {
                    let span = self.figures.get(name).map(|f| f.span).unwrap_or_default();
                    let figure = self.push(Person { name: own, first: span, ..Person::default() });
                    if let (Some(p), Some(f)) =
                        (self.figures.get(figure).and_then(|f| f.person), self.figures.get_mut(name))
                    {
                        f.same = Some(figure);
                        self.pairs.push(Pair { label: person, name: p, place });
                    }
                }
                let _ = person;
            }
            _ => {}
        }
        let (label, name) = (self.whole(label), self.whole(name));
        if label == name {
            return;
        }
        let told = self.figures.get_mut(label).map(|f| {
            f.same = Some(name);
            (std::mem::take(&mut f.portrait), f.kin, f.sex)
        });
        if let (Some((portrait, kin, _)), Some(f)) = (told, self.figures.get_mut(name)) {
            f.portrait.absorb(portrait);
            f.kin = f.kin.or(kin);
            f.pronoun = false;
        }
    }

    pub fn sex_of_person(&self, person: usize) -> Option<Sex> {
        let own = self.people.get(person)?;
        own.portrait.voted().map(|(sex, _)| sex).or(own.sex).or_else(|| crate::names::sex_of(&own.name))
    }

    /// Those who were introduced become people of the script, and everybody gets what was told of them.
    pub fn settle(&mut self, prose: bool) {
        for at in 0..self.figures.len() {
            self.relatives(at);
        }
        for at in 0..self.figures.len() {
            if self.figures.get(at).is_some_and(|f| is_somebody(f) && (!prose || f.role && f.portrait.tells_looks())) {
                self.adopt(at);
            }
        }
        for figure in &mut self.figures {
            let portrait = std::mem::take(&mut figure.portrait);
            if let Some(person) = figure.person.and_then(|at| self.people.get_mut(at)) {
                person.portrait.absorb(portrait);
            }
        }
    }

    /// About how old a relative is, where the other one's age is told.
    fn relatives(&mut self, at: usize) {
        let Some((of, kin)) = self.figures.get(at).and_then(|f| f.kin) else { return };
        let Some(years) =
            self.figures.get(self.whole(of)).and_then(|f| f.portrait.age).map(super::slots::SaidAge::years)
        else {
            return;
        };
        let about = match kin {
            "parent" | "elder" => years + 28,
            "grandparent" => years + 55,
            "offspring" | "younger" => years.saturating_sub(27).max(3),
            _ => years,
        };
        if let Some(figure) = self.figures.get_mut(at) {
            figure.portrait.kin_years = Some(about.min(88));
        }
    }

    /// A figure becomes a person of the script.
    pub fn adopt(&mut self, at: usize) {
        let at = self.whole(at);
        let Some(figure) = self.figures.get(at).filter(|f| f.person.is_none()) else { return };
        let Some(name) = figure.name.clone() else { return };
        let (plain, others) = without_nickname(&name);
        let person = Person { name: plain, aliases: others, first: figure.span, ..Person::default() };
        let place = self.people.len();
        if let Some(figure) = self.figures.get_mut(at) {
            figure.person = Some(place);
        }
        if let Some(name) = self.figures.get(at).and_then(|f| f.name.clone()) {
            self.learn(&name, at);
        }
        self.people.push(person);
    }
}
