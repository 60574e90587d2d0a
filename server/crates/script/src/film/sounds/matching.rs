//! Which sounds a sentence makes: things with verbs, verbs with things, verbs alone, and words that are sounds themselves.

use crate::claims::{PAST, SILENT, Sentence, UNREAL};
use lexicon::claims::grammar;
use lexicon::sounds::{Role, index, role, table};
use lexicon::{Entry, Hit};

/// How far a verb may stand behind what sounds, and a thing behind the verb, in words.
const VERB_REACH: usize = 9;
const THING_REACH: usize = 6;

struct Found {
    at: usize,
    entry: usize,
    role: Role,
    words: usize,
}

/// The sounds, in the order of their naming, and the things of the sentence that may sound in the next one: "He lifts the phone. It
/// rings." `before` are those of the sentence before.
pub(super) fn heard(sentence: &Sentence, before: &[usize]) -> (Vec<&'static Entry>, Vec<usize>) {
    let found: Vec<Found> = (0..sentence.lower.len())
        .flat_map(|at| index().at(sentence.from(at)).filter_map(move |hit| hit_at(at, hit)))
        .collect();
    if found.is_empty() {
        return Default::default();
    }
    let matcher = Matcher { sentence, found };
    let mut out: Vec<(usize, usize)> = matcher.pairs();
    out.extend(matcher.pronouns(before));
    let taken: Vec<usize> = out.iter().map(|(at, _)| *at).collect();
    out.extend(matcher.acts(&taken));
    let verbs: Vec<usize> = out.iter().map(|(at, _)| *at).collect();
    out.extend(matcher.alone(&verbs));
    out.extend(matcher.events(&taken));
    out.sort_unstable();
    let things = matcher.of(Role::Who).map(|who| who.entry).collect();
    (out.into_iter().filter_map(|(_, entry)| table().entries().get(entry)).collect(), things)
}

fn hit_at(at: usize, hit: Hit) -> Option<Found> {
    Some(Found { at, entry: hit.entry, role: role(&hit)?, words: hit.words })
}

struct Matcher<'a> {
    sentence: &'a Sentence<'a>,
    found: Vec<Found>,
}

impl Matcher<'_> {
    fn of(&self, wanted: Role) -> impl Iterator<Item = &Found> {
        self.found.iter().filter(move |found| found.role == wanted)
    }

    /// Whether a phrase means something else here.
    fn is_barred(&self, entry: usize, at: usize) -> bool {
        self.of(Role::Not).any(|not| not.entry == entry && (not.at..not.at + not.words).contains(&at))
    }

    /// Whether a word is a verb that happens.
    fn happens(&self, at: usize) -> bool {
        let sentence = self.sentence;
        if !sentence.is_so(at, 0) || sentence.is_noun(at) {
            return false;
        }
        let before = |back: usize| at.checked_sub(back).map(|at| sentence.lower(at)).unwrap_or_default();
        match before(1) {
            "to" => grammar("verbs of beginning", before(2)),
            word => !grammar("verbs of ending", word),
        }
    }

    /// Things with their verbs and verbs with their things, by the place of the verb. One verb makes one sound: that of the thing
    /// nearest to it, and of the more particular of two.
    fn pairs(&self) -> Vec<(usize, usize)> {
        let mut best: Vec<(usize, usize, usize, usize)> = Vec::new();
        let mut keep =
            |verb: usize, entry: usize, distance: usize, words: usize| match best.iter_mut().find(|b| b.0 == verb) {
                Some(have) if (distance, usize::MAX - words) < (have.2, usize::MAX - have.3) => {
                    *have = (verb, entry, distance, words)
                }
                Some(_) => {}
                None => best.push((verb, entry, distance, words)),
            };
        for who in self.of(Role::Who) {
            let end = who.at + who.words;
            if !self.sentence.is_so(who.at, 0) || self.is_shadowed(who) {
                continue;
            }
            for does in
                self.of(Role::Does).filter(|does| does.entry == who.entry && !self.is_barred(does.entry, does.at))
            {
                let near = (end..end + VERB_REACH).contains(&does.at) && !self.is_cut(end, does.at);
                // "The ringing phone".
                let ahead =
                    does.at + does.words <= who.at && does.at + does.words + 1 >= who.at && self.is_participle(does.at);
                if near && self.happens(does.at) || ahead && self.sentence.is_so(does.at, 0) {
                    keep(does.at, who.entry, does.at.abs_diff(end), who.words + does.words);
                }
            }
        }
        for deed in self.of(Role::Deed).filter(|deed| self.happens(deed.at) && !self.is_barred(deed.entry, deed.at)) {
            let end = deed.at + deed.words;
            let things =
                self.of(Role::To).filter(|to| to.entry == deed.entry && (end..end + THING_REACH).contains(&to.at));
            let mut things = things.filter(|to| {
                self.sentence.clause(to.at) == self.sentence.clause(deed.at)
                    && self.sentence.is_so(to.at, SILENT)
                    && !self.is_compound(to)
                    && !self.sentence.lower.get(end..to.at).is_some_and(|gap| gap.iter().any(|word| word == "and"))
            });
            if let Some(to) = things.next() {
                keep(deed.at, deed.entry, to.at - end, deed.words + to.words);
            }
        }
        best.into_iter().map(|(verb, entry, ..)| (verb, entry)).collect()
    }

    /// "It rings": what was named in the sentence before.
    fn pronouns(&self, before: &[usize]) -> Vec<(usize, usize)> {
        let it = |does: &&Found| {
            let word = does.at.checked_sub(1).map(|at| self.sentence.lower(at)).unwrap_or_default();
            matches!(word, "it" | "they") && self.happens(does.at) && !self.is_barred(does.entry, does.at)
        };
        let does = self.of(Role::Does).filter(|does| before.contains(&does.entry)).filter(it);
        does.map(|does| (does.at, does.entry)).take(1).collect()
    }

    /// "Car" within "car alarm".
    fn is_shadowed(&self, who: &Found) -> bool {
        let longer = |other: &Found| other.words > who.words && (other.at..other.at + other.words).contains(&who.at);
        self.of(Role::Who).chain(self.of(Role::Alone)).any(longer)
    }

    /// Whether a noun goes on to be another one: "bottle rack".
    fn is_compound(&self, thing: &Found) -> bool {
        let end = thing.at + thing.words;
        let longer = |other: &Found| other.at == thing.at && other.words > thing.words && other.role == Role::To;
        self.found.iter().any(longer)
            || matches!(self.sentence.lower(end), "handle" | "frame" | "rack" | "case" | "shop" | "cellar")
    }

    fn is_participle(&self, at: usize) -> bool {
        self.sentence.lower(at).ends_with("ing")
    }

    /// Whether something else begins to be spoken of between a thing and a verb.
    fn is_cut(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            let word = self.sentence.lower(at);
            let joins = matches!(word, "and" | "but" | "while" | "as" | "when" | "then" | "or");
            let verb_next =
                |next: usize| self.of(Role::Does).any(|does| does.at == next) || self.sentence.lower(next) == "then";
            let name = self.sentence.words.get(at).is_some_and(|word| {
                let mut letters = word.raw.chars();
                at > 0
                    && letters.next().is_some_and(char::is_uppercase)
                    && letters.next().is_some_and(char::is_lowercase)
            });
            grammar("other subjects", word)
                || name
                || (joins && at + 1 != to && !verb_next(at + 1))
                || self.of(Role::Who).any(|who| who.at == at && !self.sentence.lower(at.saturating_sub(1)).eq("of"))
        })
    }

    /// Verbs that are enough. What has a sound of its own does not cough.
    fn acts(&self, taken: &[usize]) -> Vec<(usize, usize)> {
        let acts = self.of(Role::Act).filter(|act| {
            !taken.contains(&act.at)
                && !self.is_barred(act.entry, act.at)
                && self.happens(act.at)
                && self.has_somebody(act)
        });
        acts.map(|act| (act.at, act.entry)).collect()
    }

    /// Whether the subject of a verb may be a person.
    fn has_somebody(&self, act: &Found) -> bool {
        let mut at = act.at;
        while let Some(before) = at.checked_sub(1) {
            let word = self.sentence.lower(before);
            if word.ends_with("ly")
                || matches!(
                    word,
                    "and"
                        | "then"
                        | "to"
                        | "is"
                        | "are"
                        | "was"
                        | "were"
                        | "begins"
                        | "starts"
                        | "began"
                        | "started"
                        | "just"
                        | "also"
                        | "still"
                        | "softly"
                )
            {
                at = before;
            } else {
                break;
            }
        }
        let Some(before) = at.checked_sub(1) else { return true };
        if self.sentence.clause(before) != self.sentence.clause(act.at) {
            return true;
        }
        let person = |entry: usize| table().entries().get(entry).is_some_and(|entry| entry.is("person"));
        let things = self.of(Role::Who).filter(|who| (who.at..who.at + who.words).contains(&before));
        let mut things = things.peekable();
        if things.peek().is_some() {
            return things.any(|who| person(who.entry));
        }
        let moves = table().entries().get(act.entry).is_some_and(|entry| entry.id.contains("footsteps"));
        !moves || self.is_somebody(before)
    }

    /// A pronoun, a name, or a word for a person.
    fn is_somebody(&self, at: usize) -> bool {
        let lower = self.sentence.lower(at);
        let raw = self.sentence.words.get(at).map(|word| word.raw).unwrap_or_default();
        let person = ["man", "woman", "er", "or", "ist", "ers", "ors", "ists", "eer", "ant", "ess", "ian"];
        grammar("people", lower)
            || raw.starts_with(char::is_uppercase)
            || (lower.len() > 4 && person.iter().any(|ending| lower.ends_with(ending)))
    }

    /// Words that are a sound themselves.
    fn events(&self, taken: &[usize]) -> Vec<(usize, usize)> {
        let shadowed = |event: &Found| {
            let inside =
                |other: &&Found| (other.at..other.at + other.words).contains(&event.at) && other.words > event.words;
            self.of(Role::Event).chain(self.of(Role::Who)).chain(self.of(Role::To)).any(|other| inside(&other))
        };
        let events = self.of(Role::Event).filter(|event| {
            self.sentence.is_so(event.at, PAST & UNREAL)
                && !taken.contains(&event.at)
                && !self.is_barred(event.entry, event.at)
                && !shadowed(event)
                && !self.is_figure(event)
                && !self.is_verb_of_another(event)
                && !self.is_over(event.at + event.words)
        });
        events.map(|event| (event.at, event.entry)).collect()
    }

    /// "An explosion of colour": what it is of makes no sound.
    fn is_figure(&self, event: &Found) -> bool {
        let of = event.at + event.words;
        let sounds = |at: usize| self.found.iter().any(|found| found.at == at && found.role != Role::Not);
        self.sentence.lower(of) == "of" && !(of + 1..of + 4).any(sounds)
    }

    /// "Stocks crash": a word that is a verb as well, right behind what it is said of.
    fn is_verb_of_another(&self, event: &Found) -> bool {
        let verb = |found: &Found| matches!(found.role, Role::Does | Role::Deed | Role::Act);
        if event.words > 1 || !self.found.iter().any(|found| found.at == event.at && verb(found)) {
            return false;
        }
        let clause = self.sentence.clause(event.at);
        let before =
            (1..=3).filter_map(|back| event.at.checked_sub(back)).take_while(|at| self.sentence.clause(*at) == clause);
        let mut before = before.peekable();
        before.peek().is_some() && !before.any(|at| grammar("before a noun", self.sentence.lower(at)))
    }

    /// "The footsteps stop."
    fn is_over(&self, after: usize) -> bool {
        let word = self.sentence.lower(after);
        matches!(word, "stop" | "stops" | "stopped" | "cease" | "ceases" | "ceased" | "ended" | "never")
    }

    /// Things that are heard where a clause has no verb, or where somebody hears them.
    fn alone(&self, taken: &[usize]) -> Vec<(usize, usize)> {
        let things = self.of(Role::Alone).filter(|thing| {
            self.sentence.is_so(thing.at, 0)
                && !self.is_shadowed(thing)
                && !taken.contains(&thing.at)
                && !self.is_verb_of_another(thing)
                && (self.is_verbless(thing) || self.is_listened_to(thing.at))
        });
        let listened = self
            .of(Role::Who)
            .filter(|who| self.sentence.is_so(who.at, 0) && !self.is_shadowed(who) && self.is_listened_to(who.at));
        let mut out: Vec<(usize, usize)> = things.map(|thing| (thing.at, thing.entry)).collect();
        for who in listened {
            // The first sound of a thing is its usual one.
            if !out.iter().any(|(at, _)| *at == who.at) {
                out.push((who.at, who.entry));
            }
        }
        out
    }

    fn is_verbless(&self, thing: &Found) -> bool {
        let clause = self.sentence.clause(thing.at);
        let start = (0..thing.at).rev().take_while(|at| self.sentence.clause(*at) == clause).last().unwrap_or(thing.at);
        let end = thing.at + thing.words;
        let next = if self.sentence.clause(end) == clause { self.sentence.lower(end) } else { "" };
        let lead = self.sentence.lower.get(start..thing.at).unwrap_or_default();
        let first_clause =
            start == 0 || matches!(self.sentence.lower(start), "a" | "the" | "then" | "somewhere" | "an");
        first_clause
            && lead.len() <= 3
            && (next.is_empty() || grammar("after a thing alone", next))
            && !lead.iter().any(|word| grammar("before no thing alone", word.as_str()))
    }

    fn is_listened_to(&self, at: usize) -> bool {
        (1..=4).filter_map(|back| at.checked_sub(back)).any(|before| {
            let word = self.sentence.lower(before);
            let of = self.sentence.lower(before + 1) == "of";
            let near = self.sentence.clause(before) == self.sentence.clause(at) && self.sentence.is_so(before, 0);
            near && (matches!(word, "hear" | "hears" | "heard" | "hearing")
                || of
                    && matches!(
                        word,
                        "sound" | "noise" | "roar" | "whine" | "drone" | "clatter" | "rumble" | "hum" | "wail"
                    ))
        })
    }
}
