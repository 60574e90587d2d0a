//! Lines and sounds of a shot, each followed through the changed script.

use super::{
    content,
    lists::{Told, three},
};
use model::{Cue, Line, PromptList, Shot};
use std::collections::HashMap;

/// A line's place: its shot, and which of the shot's lines it is.
pub(super) type Place = (usize, usize);

/// Where each line is in the other lists.
pub(super) struct Lines<'a> {
    base: &'a PromptList,
    mine: &'a PromptList,
    theirs: &'a PromptList,
    /// The person's lines: what each was read as.
    was: HashMap<Place, Place>,
    /// What the script reads to: the person's, and the new script's.
    own: HashMap<Place, Place>,
    new: HashMap<Place, Place>,
    /// The new script's: what each was read as before.
    old: HashMap<Place, Place>,
}

fn places(list: &PromptList) -> Vec<Place> {
    list.shots.iter().enumerate().flat_map(|(shot, of)| (0..of.lines.len()).map(move |at| (shot, at))).collect()
}

fn at(list: &PromptList, place: Place) -> Option<&Line> {
    list.shots.get(place.0)?.lines.get(place.1)
}

fn all<'a>(list: &'a PromptList, places: &[Place]) -> Vec<&'a Line> {
    places.iter().filter_map(|place| at(list, *place)).collect()
}

/// For each line of the one list, in order, its place in the other.
pub(super) fn pairs(one: &PromptList, two: &PromptList) -> Vec<Option<Place>> {
    let (own, others) = (places(one), places(two));
    let found = content::line_partners(&all(one, &own), &all(two, &others));
    found.into_iter().map(|other| other.and_then(|other| others.get(other).copied())).collect()
}

fn inverted(map: &HashMap<Place, Place>) -> HashMap<Place, Place> {
    map.iter().map(|(one, two)| (*two, *one)).collect()
}

impl<'a> Lines<'a> {
    /// `of` tells for each of the person's shots which it was made of; `pairs` are those of the old and the new reading.
    pub fn new(
        (base, mine, theirs): (&'a PromptList, &'a PromptList, &'a PromptList),
        of: &[Vec<usize>],
        pairs: &[Option<Place>],
    ) -> Self {
        let new: HashMap<Place, Place> =
            places(base).into_iter().zip(pairs).filter_map(|(line, new)| Some((line, (*new)?))).collect();
        let mut lines = Self { base, mine, theirs, was: HashMap::new(), own: HashMap::new(), old: inverted(&new), new };
        // The same words first, then the same place in the script, then what is alike.
        lines.trace(of, &|one, two| one.text == two.text && one.kind == two.kind);
        lines.trace(of, &|one, two| one.source == two.source && one.source.end > 0);
        lines.trace(of, &|one, two| content::alike(&one.text, &two.text) >= ALIKE);
        lines
    }

    /// Finds out what the person's lines were read as.
    fn trace(&mut self, of: &[Vec<usize>], same: &dyn Fn(&Line, &Line) -> bool) {
        for place in places(self.mine) {
            let Some(line) = at(self.mine, place).filter(|_| !self.was.contains_key(&place)) else { continue };
            let bases = of.get(place.0).into_iter().flatten();
            let found = bases
                .flat_map(|base| {
                    (0..self.base.shots.get(*base).map_or(0, |shot| shot.lines.len())).map(|at| (*base, at))
                })
                .filter(|was| !self.own.contains_key(was))
                .find(|was| at(self.base, *was).is_some_and(|was| same(line, was)));
            if let Some(was) = found {
                self.was.insert(place, was);
                self.own.insert(was, place);
            }
        }
    }

    /// The lines of a shot of the new script, with what the person made of them; `own` is the person's shot, whose added lines stay.
    pub fn merged(&self, shot: usize, own: Option<usize>, told: &mut Told) -> Vec<Line> {
        let number = self.number(own);
        let mut lines = Vec::new();
        let mut from: Vec<Option<Place>> = Vec::new();
        for (place, new) in self.theirs.shots.get(shot).into_iter().flat_map(|of| of.lines.iter().enumerate()) {
            let old = self.old.get(&(shot, place)).copied();
            let was = old.and_then(|old| at(self.base, old));
            let mine = old.and_then(|old| self.own.get(&old)).copied();
            match (was, mine.and_then(|mine| at(self.mine, mine))) {
                (Some(was), Some(mine)) => lines.push(merged(was, mine, new, &number, told)),
                // The person took it out, and the script says the same as then.
                (Some(was), None) if was.text == new.text && own.is_some() => continue,
                _ => lines.push(new.clone()),
            }
            from.push(mine);
        }
        let Some(own) = own else { return lines };
        for (place, line) in self.mine.shots.get(own).into_iter().flat_map(|of| of.lines.iter().enumerate()) {
            if self.was.contains_key(&(own, place)) {
                continue;
            }
            let before = (0..place).rev().find_map(|at| from.iter().position(|from| *from == Some((own, at))));
            let to = before.map_or(if place == 0 { 0 } else { lines.len() }, |before| before + 1);
            lines.insert(to.min(lines.len()), line.clone());
            from.insert(to.min(from.len()), Some((own, place)));
        }
        lines
    }

    /// The lines of a person's shot whose passage is as it was: in the person's order.
    pub fn kept(&self, own: usize, told: &mut Told) -> Vec<Line> {
        let number = self.number(Some(own));
        let lines = self.mine.shots.get(own).into_iter().flat_map(|of| of.lines.iter().enumerate());
        lines
            .map(|(place, line)| {
                let was = self.was.get(&(own, place)).copied();
                let new = was.and_then(|was| self.new.get(&was)).and_then(|new| at(self.theirs, *new));
                match (was.and_then(|was| at(self.base, was)), new) {
                    (Some(was), Some(new)) => merged(was, line, new, &number, told),
                    _ => line.clone(),
                }
            })
            .collect()
    }

    /// Tells of the person's lines that the new script does not have any more.
    pub fn tell_gone(&self, own: usize, told: &mut Told) {
        for (place, line) in self.mine.shots.get(own).into_iter().flat_map(|of| of.lines.iter().enumerate()) {
            let was = self.was.get(&(own, place));
            let is_gone = was.is_some_and(|was| !self.new.contains_key(was));
            if is_gone && was.and_then(|was| at(self.base, *was)).is_some_and(|was| is_edited(was, line)) {
                let words = short(&line.text);
                let number = self.number(Some(own));
                told.lost.push(format!("Shot {number}: your line “{words}” – it is gone from the script."));
            }
        }
    }

    /// Whether the person changed, added or took out lines of a shot.
    pub fn edits(&self, own: usize) -> bool {
        let Some(shot) = self.mine.shots.get(own) else { return false };
        shot.lines.iter().enumerate().any(|(place, line)| {
            let was = self.was.get(&(own, place)).and_then(|was| at(self.base, *was));
            was.is_none_or(|was| is_edited(was, line))
        })
    }

    fn number(&self, own: Option<usize>) -> String {
        own.and_then(|own| self.mine.shots.get(own)).map(|shot| shot.number.clone()).unwrap_or_default()
    }
}

/// Alike enough for two lines of the same shot.
const ALIKE: f32 = 0.4;

/// Enough of a line to know it by.
fn short(text: &str) -> String {
    let mut words: String = text.chars().take(40).collect();
    if words.len() < text.len() {
        words.push('…');
    }
    words
}

/// What a person can change in a line differs.
fn is_edited(was: &Line, own: &Line) -> bool {
    let how = |line: &Line| (line.delivery, line.speed.to_bits(), line.gain_db.to_bits(), line.voice.clone());
    // A list of before voices came through anything was read without it.
    let through = !own.through.is_air() && was.through != own.through;
    was.text != own.text
        || was.speaker != own.speaker
        || how(was) != how(own)
        || was.recording != own.recording
        || through
}

fn merged(was: &Line, own: &Line, new: &Line, number: &str, told: &mut Told) -> Line {
    if own.text != was.text && new.text != was.text && own.text != new.text {
        told.stays
            .push(format!("Shot {number}: your words “{}” stay, though the script has others now.", short(&own.text)));
    }
    Line {
        id: own.id,
        speaker: three(&was.speaker, &own.speaker, &new.speaker),
        text: if only_stops(&was.text, &new.text) { own.text.clone() } else { three(&was.text, &own.text, &new.text) },
        kind: three(&was.kind, &own.kind, &new.kind),
        delivery: three(&was.delivery, &own.delivery, &new.delivery),
        parenthetical: three(&was.parenthetical, &own.parenthetical, &new.parenthetical),
        off_screen: three(&was.off_screen, &own.off_screen, &new.off_screen),
        through: three(&was.through, &own.through, &new.through),
        confidence: three(&was.confidence, &own.confidence, &new.confidence),
        speed: three(&was.speed, &own.speed, &new.speed),
        gain_db: three(&was.gain_db, &own.gain_db, &new.gain_db),
        voice: three(&was.voice, &own.voice, &new.voice),
        take: own.take,
        recording: own.recording.clone(),
        cut_to: own.cut_to,
        at: own.at,
        source: new.source,
    }
}

/// For each of the first sounds its partner among the others.
fn cue_pairs(one: &[Cue], two: &[Cue]) -> Vec<Option<usize>> {
    let mut found = vec![None; one.len()];
    let same: [fn(&Cue, &Cue) -> bool; 3] = [
        |one, two| one.kind == two.kind && one.sound == two.sound,
        |one, two| one.source == two.source && one.source.end > 0 && one.kind == two.kind,
        |one, two| one.kind == two.kind && content::alike(&one.sound, &two.sound) >= ALIKE,
    ];
    for same in same {
        for (at, cue) in one.iter().enumerate() {
            let next = (0..two.len())
                .filter(|other| !found.contains(&Some(*other)))
                .find(|other| two.get(*other).is_some_and(|other| same(cue, other)));
            if let Some(place) = found.get_mut(at).filter(|place| place.is_none()) {
                *place = next;
            }
        }
    }
    found
}

fn merged_cue(was: &Cue, own: &Cue, new: &Cue) -> Cue {
    Cue {
        id: own.id,
        kind: three(&was.kind, &own.kind, &new.kind),
        sound: three(&was.sound, &own.sound, &new.sound),
        at: three(&was.at, &own.at, &new.at),
        gain_db: three(&was.gain_db, &own.gain_db, &new.gain_db),
        take: own.take,
        recording: own.recording.clone(),
        source: new.source,
    }
}

/// The person made something of the sound.
fn is_edited_cue(was: &Cue, own: &Cue) -> bool {
    let how = |cue: &Cue| (cue.kind, cue.sound.clone(), cue.at, cue.gain_db, cue.take, cue.recording.clone());
    how(was) != how(own)
}

/// The sounds of a shot: those of the new script, with what the person made of them, and those that the person added.
pub(super) fn cues(was: &[Cue], own: &[Cue], new: &[Cue]) -> Vec<Cue> {
    let (traced, followed) = (cue_pairs(own, was), cue_pairs(was, new));
    let mine_of = |base: usize| traced.iter().position(|traced| *traced == Some(base)).and_then(|at| own.get(at));
    let mut all: Vec<Cue> = Vec::new();
    for (at, cue) in new.iter().enumerate() {
        let base = followed.iter().position(|followed| *followed == Some(at));
        match base.and_then(|base| Some((was.get(base)?, mine_of(base)))) {
            Some((was, Some(mine))) => all.push(merged_cue(was, mine, cue)),
            // The person took it out.
            Some((was, None)) if was.sound == cue.sound => {}
            _ => all.push(cue.clone()),
        }
    }
    for (cue, traced) in own.iter().zip(&traced) {
        let stays = match traced.and_then(|base| Some((was.get(base)?, followed.get(base)?))) {
            None => true,
            Some((was, None)) => is_edited_cue(was, cue),
            Some((_, Some(_))) => false,
        };
        if stays {
            all.push(cue.clone());
        }
    }
    all
}

/// The sounds of a person's shot whose passage is as it was, such as a piece of a split one.
pub(super) fn kept_cues(was: &[&Shot], own: &[Cue], new: &[&Shot]) -> Vec<Cue> {
    let of = |shots: &[&Shot]| shots.iter().flat_map(|shot| shot.cues.iter().cloned()).collect::<Vec<_>>();
    let (was, new) = (of(was), of(new));
    let (traced, followed) = (cue_pairs(own, &was), cue_pairs(&was, &new));
    own.iter()
        .zip(traced)
        .map(|(cue, base)| {
            let pair = base.and_then(|base| Some((was.get(base)?, new.get((*followed.get(base)?)?)?)));
            pair.map_or_else(|| cue.clone(), |(was, new)| merged_cue(was, cue, new))
        })
        .collect()
}

/// Whether the person changed, added or took out sounds.
pub(super) fn cues_edited(was: &[Cue], own: &[Cue]) -> bool {
    let traced = cue_pairs(own, was);
    let same = |(cue, base): (&Cue, &Option<usize>)| {
        base.and_then(|base| was.get(base)).is_some_and(|was| !is_edited_cue(was, cue))
    };
    own.len() != was.len() || !own.iter().zip(&traced).all(same)
}

/// Whether a line was read with the comma before the narrator's clause, and is now read with a full stop: no reason to say it again.
fn only_stops(was: &str, new: &str) -> bool {
    let bare = was.strip_suffix([',', '，', '、', '،']);
    bare.is_some() && bare == new.strip_suffix(['.', '。'])
}

#[cfg(test)]
mod tests {
    use super::only_stops;

    #[test]
    fn a_comma_that_is_now_a_full_stop_is_no_reason_to_say_a_line_again() {
        assert!(only_stops("You came,", "You came."));
        assert!(only_stops("不，", "不。"));
        assert!(!only_stops("You came.", "You came?"));
        assert!(!only_stops("You came,", "You come."));
        assert!(!only_stops("You came", "You came"));
    }
}
