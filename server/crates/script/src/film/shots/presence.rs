//! Who is in a scene while it goes on: who comes, who leaves, and who is only named, heard, pictured or awaited.

use crate::claims::{DENIED, Sentence, UNREAL, told};
use crate::finder::Finder;
use crate::words::lower_words;
use lexicon::claims::{PRESENCE, grammar};
use model::Sex;
use std::collections::HashSet;

/// What is known of somebody in a scene so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    /// Not seen, and not said to be away.
    #[default]
    Unknown,
    In,
    /// Gone, or not come yet.
    Out,
    /// Heard, and not seen.
    Heard,
}

/// What a sentence does with somebody whom it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mention {
    Seen,
    Comes,
    /// Seen for the last time.
    Goes,
    Heard,
    /// Said not to be there: "is gone", "has left".
    Away,
    /// In a picture, on the telephone, dead, awaited, or the owner of something.
    Elsewhere,
}

/// How many of those who were seen last a pronoun may mean.
const RECENT: usize = 8;

/// The states of the people of a scene, by their places in its list.
pub(super) struct Presence<'a> {
    finder: &'a Finder,
    sexes: Vec<Option<Sex>>,
    states: Vec<State>,
    /// Who was seen, the last one at the end; no more than [`RECENT`].
    recent: Vec<usize>,
}

struct Named {
    who: usize,
    at: usize,
    end: usize,
    mention: Mention,
}

impl<'a> Presence<'a> {
    pub fn new(finder: &'a Finder, sexes: Vec<Option<Sex>>) -> Self {
        let states = vec![State::Unknown; sexes.len()];
        Self { finder, sexes, states, recent: Vec::new() }
    }

    /// The same scene before it begins: those whose first deed in it is to come, or who are first heard from elsewhere, are not in it yet.
    pub fn before<'t>(&self, beats: impl Iterator<Item = Happening<'t>>) -> Vec<State> {
        let mut first: Vec<Option<State>> = vec![None; self.states.len()];
        let mut set = |who: usize, state: State| {
            if let Some(first) = first.get_mut(who) {
                first.get_or_insert(state);
            }
        };
        for beat in beats {
            match beat {
                Happening::Action(text) if !self.tells(text) => {}
                Happening::Action(text) => {
                    for sentence in told(text) {
                        for named in self.named(&sentence) {
                            match named.mention {
                                Mention::Seen | Mention::Goes => set(named.who, State::Unknown),
                                Mention::Comes => set(named.who, State::Out),
                                Mention::Heard => set(named.who, State::Heard),
                                Mention::Away => set(named.who, State::Out),
                                Mention::Elsewhere => {}
                            }
                        }
                    }
                }
                Happening::Line { who, off_screen } => set(who, if off_screen { State::Heard } else { State::Unknown }),
            }
        }
        first.into_iter().map(|state| state.unwrap_or(State::Out)).collect()
    }

    pub fn begin(&mut self, states: Vec<State>) {
        self.states = states;
    }

    pub fn state(&self, who: usize) -> State {
        self.states.get(who).copied().unwrap_or_default()
    }

    /// Whether somebody may be put into the picture beside another one.
    pub fn may_be_seen(&self, who: usize) -> bool {
        matches!(self.state(who), State::In | State::Unknown)
    }

    /// Somebody says a line on the screen, or elsewhere.
    pub fn speaks(&mut self, who: usize, off_screen: bool) {
        if off_screen {
            if self.state(who) != State::In {
                self.set(who, State::Heard);
            }
        } else {
            self.set(who, State::In);
            self.saw(who);
        }
    }

    /// Those whom an action shows, in the order of their naming. What it says of who comes and goes holds from then on.
    pub fn acts(&mut self, action: &str) -> Vec<usize> {
        let mut seen: Vec<usize> = Vec::new();
        let mut known: HashSet<usize> = HashSet::new();
        if !self.tells(action) {
            return seen;
        }
        for sentence in told(action) {
            let named = self.named(&sentence);
            for one in &named {
                let shown = matches!(one.mention, Mention::Seen | Mention::Comes | Mention::Goes);
                if shown && known.insert(one.who) {
                    seen.push(one.who);
                }
                match one.mention {
                    Mention::Seen | Mention::Comes => self.set(one.who, State::In),
                    Mention::Goes | Mention::Away => self.set(one.who, State::Out),
                    Mention::Heard if self.state(one.who) != State::In => self.set(one.who, State::Heard),
                    Mention::Heard | Mention::Elsewhere => {}
                }
                if shown {
                    self.saw(one.who);
                }
            }
            for (who, comes) in self.pronouns(&sentence, &named) {
                if known.insert(who) {
                    seen.push(who);
                }
                self.set(who, if comes { State::In } else { State::Out });
            }
        }
        seen
    }

    /// Whether an action may say who is there: it names somebody, or speaks of somebody.
    fn tells(&self, action: &str) -> bool {
        let words: Vec<_> = lower_words(action).collect();
        let pronoun = words.iter().any(|word| is_pronoun(word) || matches!(word.as_ref(), "him" | "her" | "them"));
        pronoun || (0..words.len()).any(|at| self.finder.at(&words, at).is_some())
    }

    fn set(&mut self, who: usize, state: State) {
        if let Some(have) = self.states.get_mut(who) {
            *have = state;
        }
    }

    fn saw(&mut self, who: usize) {
        self.recent.retain(|have| *have != who);
        self.recent.push(who);
        if self.recent.len() > RECENT {
            self.recent.remove(0);
        }
    }

    /// Those whom a sentence names, and what it does with them.
    fn named(&self, sentence: &Sentence) -> Vec<Named> {
        // Names may have hyphens.
        let pieces: Vec<(&str, usize)> = sentence
            .lower
            .iter()
            .enumerate()
            .flat_map(|(at, word)| {
                word.split(|c: char| !(c.is_alphanumeric() || c == '\'')).map(move |piece| (piece, at))
            })
            .filter(|(piece, _)| !piece.is_empty())
            .collect();
        let words: Vec<&str> = pieces.iter().map(|(piece, _)| *piece).collect();
        let mut out: Vec<Named> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let Some((who, taken)) = self.finder.at(&words, at) else {
                at += 1;
                continue;
            };
            let place = |piece: usize| pieces.get(piece).map_or(sentence.lower.len(), |(_, at)| *at);
            let (from, to) = (place(at), place(at + taken - 1) + 1);
            out.push(Named { who, at: from, end: to, mention: Mention::Seen });
            at += taken;
        }
        for index in 0..out.len() {
            let mention = out.get(index).map(|one| mention(sentence, one, &out));
            if let (Some(one), Some(mention)) = (out.get_mut(index), mention) {
                one.mention = mention;
            }
        }
        out
    }

    /// Those who come or go under a pronoun: "She goes out into the street."
    fn pronouns(&self, sentence: &Sentence, named: &[Named]) -> Vec<(usize, bool)> {
        let mut out = Vec::new();
        for moved in moves(sentence, named) {
            let near = |at: usize| named.iter().any(|one| one.end <= moved.verb && one.at > at);
            let subject = (0..moved.verb).rev().take(8).find(|at| is_pronoun(sentence.lower(*at)));
            let object = (moved.verb..moved.verb + 7).find(|at| matches!(sentence.lower(*at), "him" | "her" | "them"));
            let word = if moved.takes { object } else { subject.filter(|at| !near(*at)) };
            let Some(at) = word else { continue };
            match sentence.lower(at) {
                "he" | "him" => out.extend(self.last(Sex::Male, at, named).map(|who| (who, moved.comes))),
                "she" | "her" => out.extend(self.last(Sex::Female, at, named).map(|who| (who, moved.comes))),
                "they" | "both" if !moved.comes => {
                    out.extend(
                        self.recent.iter().filter(|who| self.state(**who) == State::In).map(|who| (*who, false)),
                    );
                }
                _ => {}
            }
        }
        out
    }

    /// The one of a sex who was named last before a word, or seen last; one whose sex is not known where nobody else can be meant.
    fn last(&self, sex: Sex, at: usize, named: &[Named]) -> Option<usize> {
        let sex_of = |who: usize| self.sexes.get(who).copied().flatten();
        let here =
            named.iter().rev().filter(|one| one.end <= at && one.mention != Mention::Elsewhere).map(|one| one.who);
        let before = self.recent.iter().rev().copied().filter(|who| self.state(*who) != State::Out);
        let all: Vec<usize> = here.chain(before).collect();
        let sure = all.iter().find(|who| sex_of(**who) == Some(sex));
        sure.or_else(|| all.iter().find(|who| sex_of(**who).is_none())).copied()
    }
}

/// What happens in a scene, as far as it tells who is there.
pub(super) enum Happening<'a> {
    Action(&'a str),
    Line { who: usize, off_screen: bool },
}

fn is_pronoun(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "both")
}

/// Somebody comes or goes.
struct Move {
    verb: usize,
    comes: bool,
    /// It is done to somebody: "lead him out".
    takes: bool,
}

/// The verbs of coming and going, found also where the one who is taken, or how, stands between: "lead him quickly out".
fn moves(sentence: &Sentence, named: &[Named]) -> Vec<Move> {
    let skipped = |at: usize| {
        let word = sentence.lower(at);
        matches!(word, "him" | "her" | "them" | "back" | "slowly" | "by")
            || word.ends_with("ly")
            || named.iter().any(|one| (one.at..one.end).contains(&at))
    };
    let kept: Vec<usize> = (0..sentence.lower.len()).filter(|at| !skipped(*at)).collect();
    let words: Vec<&str> = kept.iter().map(|at| sentence.lower(*at)).collect();
    let mut out = Vec::new();
    for (index, verb) in kept.iter().enumerate() {
        let rest = words.get(index..).unwrap_or_default();
        let Some((entry, ..)) =
            PRESENCE.all_at(rest).find(|(entry, role, _)| *role == 1 && (entry.is("come") || entry.is("go")))
        else {
            continue;
        };
        let so = sentence.words.get(*verb).is_some_and(|word| word.marks & (DENIED | UNREAL) == 0);
        if so && !sentence.is_noun(*verb) {
            out.push(Move { verb: *verb, comes: entry.is("come"), takes: entry.id == "taken" });
        }
    }
    out
}

fn mention(sentence: &Sentence, one: &Named, all: &[Named]) -> Mention {
    if is_away(sentence, one) {
        return Mention::Away;
    }
    if is_elsewhere(sentence, one) {
        return Mention::Elsewhere;
    }
    match owned(sentence, one) {
        Some("voice" | "voices" | "whisper" | "shout" | "cry" | "laughter" | "footsteps" | "song") => {
            return Mention::Heard;
        }
        Some(thing) if !is_body(thing) => return Mention::Elsewhere,
        _ => {}
    }
    if is_hidden(sentence, one) {
        return Mention::Heard;
    }
    for moved in moves(sentence, all) {
        let between = |from: usize, to: usize| {
            all.iter().any(|other| other.who != one.who && other.at >= from && other.end <= to)
        };
        let passive = moved
            .verb
            .checked_sub(1)
            .is_some_and(|at| matches!(sentence.lower(at), "is" | "are" | "was" | "were" | "be" | "being"));
        let subject =
            one.end <= moved.verb && moved.verb - one.end <= 8 && !has_new_subject(sentence, one.end, moved.verb);
        let object = one.at > moved.verb && one.at - moved.verb <= 6 && !between(moved.verb, one.at);
        let joined = one.end <= moved.verb && sentence.lower(one.end) == "and";
        let meant = if moved.takes && !passive { object } else { subject && (joined || !between(one.end, moved.verb)) };
        if meant {
            return if moved.comes { Mention::Comes } else { Mention::Goes };
        }
    }
    Mention::Seen
}

/// "Clara is gone.", "Ben has left." and no more: "has left the letter" is somebody who is there.
fn is_away(sentence: &Sentence, one: &Named) -> bool {
    const ENDS: &[&str] =
        &["", "and", "but", "now", "already", "by", "for", "when", "since", "too", "as", "well", "long", "ago"];
    PRESENCE.all_at(sentence.from(one.end)).any(|(entry, role, taken)| {
        let next = one.end + taken;
        let over = sentence.clause(next) != sentence.clause(one.end) || next >= sentence.lower.len();
        role == 0 && entry.is("away") && (over || ENDS.contains(&sentence.lower(next)))
    })
}

fn has_new_subject(sentence: &Sentence, from: usize, to: usize) -> bool {
    (from..to)
        .any(|at| is_pronoun(sentence.lower(at)) || matches!(sentence.lower(at), "while" | "as" | "until" | "when"))
}

/// Whether the words before a name say that it is of somebody who is not there: "a photograph of", "waits for", "the coffin of".
fn is_elsewhere(sentence: &Sentence, one: &Named) -> bool {
    (one.at.saturating_sub(7)..one.at).any(|start| {
        PRESENCE.all_at(sentence.from(start)).any(|(entry, role, taken)| {
            let end = start + taken;
            let tells = ["image", "dead", "remote", "absent"].iter().any(|tag| entry.is(tag));
            // "A photograph of a young woman, MARGARET".
            let shows = entry.is("image") || entry.is("dead");
            // "On the phone to his mother, DANA".
            let own = matches!(sentence.lower(end), "his" | "her" | "their" | "my")
                && crate::people::is_kin(sentence.lower(end + 1))
                && one.at == end + 2;
            let (reach, clauses) = if shows { (5, 1) } else { (2, usize::from(own)) };
            let own = sentence.clause(end.saturating_sub(1));
            let near = end <= one.at && one.at - end <= reach && sentence.clause(one.at).saturating_sub(own) <= clauses;
            let open = (end..one.at).all(|at| !matches!(sentence.lower(at), "and" | "but" | "while" | "to"));
            role == 0 && tells && near && open
        })
    })
}

/// What somebody owns in a sentence: "Roe's eye" is the eye, "Harrow's office" the office.
fn owned<'s>(sentence: &'s Sentence, one: &Named) -> Option<&'s str> {
    let last = sentence.lower(one.end.checked_sub(1)?);
    let owns = last.ends_with("'s") || last.ends_with("s'");
    let next = sentence.lower(one.end);
    let is =
        matches!(next, "here" | "there" | "not" | "in" | "on" | "at" | "a" | "the" | "gone" | "back" | "still" | "")
            && next != "back";
    if !owns || is || next.ends_with("ing") {
        return None;
    }
    let things = (one.end..one.end + 3)
        .filter(|at| sentence.clause(*at) == sentence.clause(one.end))
        .map(|at| sentence.lower(at));
    things.clone().find(|word| is_body(word)).or_else(|| things.clone().next())
}

fn is_body(word: &str) -> bool {
    PRESENCE.all_at(&[word]).any(|(entry, role, _)| role == 0 && entry.is("body"))
}

/// "Behind it, Anja and Bolt argue": heard through a door or a wall.
fn is_hidden(sentence: &Sentence, one: &Named) -> bool {
    let behind = (0..one.at)
        .any(|at| PRESENCE.all_at(sentence.from(at)).any(|(entry, role, _)| role == 0 && entry.is("hidden")));
    let after = (one.end..sentence.lower.len())
        .any(|at| PRESENCE.all_at(sentence.from(at)).any(|(entry, role, _)| role == 0 && entry.is("hidden")));
    let sounds = sentence.lower.iter().any(|word| grammar("heard through walls", word.as_str()));
    sounds && (behind || after && sentence.lower(one.end).starts_with("call"))
}
