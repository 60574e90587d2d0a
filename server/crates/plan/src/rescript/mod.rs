//! A changed script meets a list that a person has edited. Three lists are laid side by side: what the old script reads to, what the
//! person made of it, and what the new script reads to. What the person changed stays with its passage; all else is the new script's.

mod align;
mod changes;
mod content;
mod finish;
mod head;
mod lists;
mod origin;
mod prompts;
mod recut;
mod shot;
mod sound;

use crate::apply::clipped;
pub use changes::{Changes, changes};
use content::Content;
use finish::{describe_places, named, number};
pub use lists::Told;
use lists::{Fate, From, Lists};
use model::{Location, PromptList, Shot};
use origin::{Group, Origins};
use sound::Lines;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A list after its script changed.
#[derive(Clone, Debug)]
pub struct Merged {
    pub list: PromptList,
    pub told: Told,
}

/// Brings the person's edits into what the new script reads to. `base` is what the old script reads to, `mine` what the person made of it,
/// `theirs` what the new script reads to, with ids of its own; `rewrite` gives the prompt of a shot from its parts.
///
/// Shots, lines and sounds that are found again keep their ids, takes and pictures.
pub fn rescript(
    base: &PromptList,
    mine: &PromptList,
    theirs: &PromptList,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
) -> Merged {
    let mut pairs = sound::pairs(base, theirs);
    let names = head::renamed(base, theirs, &pairs);
    let origins = Origins::find(base, mine);
    let base = &origins.as_kept(base, mine);
    let (was, mut now) = (Content::of(base), Content::of(theirs));
    let mut shots = content::partners(&was, &now);
    let recut = recut::kept((base, mine, theirs), &origins, (&was, &now), (&shots, &pairs), rewrite);
    let theirs = recut.as_ref().unwrap_or(theirs);
    if recut.is_some() {
        pairs = sound::pairs(base, theirs);
        now = Content::of(theirs);
        shots = content::partners(&was, &now);
    }
    let (mut base, mut mine) = (base.clone(), mine.clone());
    head::rename(&mut base, &names);
    head::rename(&mut mine, &names);
    let lines = Lines::new((&base, &mine, theirs), &origins.of, &pairs);
    let lists = Lists { base: &base, mine: &mine, theirs, origins: &origins, shots: &shots, was: &was, now: &now };
    let mut told = Told::default();
    let scenes = lists.scenes();
    let fates = lists.fates(&scenes, &lines, &mut told);
    let order = lists.order(&fates, &mut told);
    let mut made: Vec<Shot> = order.iter().map(|from| lists.made(*from, &fates, &lines, &scenes, &mut told)).collect();
    let used: HashSet<String> = named(&made);
    let used: HashSet<&str> = used.iter().map(String::as_str).collect();
    let mut list = head::merged((&base, &mine, theirs), &scenes, &used, &mut told);
    describe_places(&mut made, theirs, &list);
    number(&mut made, &order, &fates);
    list.shots = made;
    let prompts = lists.prompts(&list, &order, &fates, &|list, shot| clipped(rewrite(list, shot)), &mut told);
    for (shot, prompt) in list.shots.iter_mut().zip(prompts) {
        shot.prompt = prompt;
    }
    Merged { list, told }
}

impl Lists<'_> {
    /// Which scene of the new script each of the old one is: that which most of its shots are in.
    fn scenes(&self) -> HashMap<String, String> {
        let mut votes: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for (at, shot) in self.base.shots.iter().enumerate() {
            if let Some(new) = self.new_of(at).and_then(|new| self.theirs.shots.get(new)) {
                *votes.entry((&shot.scene, &new.scene)).or_default() += 1;
            }
        }
        let mut most: Vec<((&str, &str), usize)> = votes.into_iter().collect();
        most.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
        let mut scenes = HashMap::new();
        for ((old, new), _) in most {
            scenes.entry(old.to_owned()).or_insert_with(|| new.to_owned());
        }
        scenes
    }

    /// What becomes of each of the person's shots; `None` where it goes.
    fn fates(&self, scenes: &HashMap<String, String>, lines: &Lines<'_>, told: &mut Told) -> Vec<Option<Fate>> {
        let mut fates = vec![None; self.mine.shots.len()];
        let mut put = |at: usize, fate: Fate| {
            if let Some(place) = fates.get_mut(at) {
                *place = Some(fate);
            }
        };
        for group in self.origins.groups() {
            if group.base.is_empty() {
                for at in &group.own {
                    if self.is_alive(*at, scenes) {
                        put(*at, Fate { beside: None, whole: true, simple: false });
                    } else {
                        self.tell_inserted(*at, told);
                    }
                }
            } else if group.is_simple() || group.base.iter().all(|base| self.is_untouched(*base)) {
                for at in &group.own {
                    let beside = self.origins.of.get(*at).and_then(|of| of.iter().min()).copied();
                    match beside.and_then(|base| Some((base, self.new_of(base)?))) {
                        Some(beside) => put(*at, Fate { beside: Some(beside), whole: true, simple: group.is_simple() }),
                        None => self.tell_gone(*at, lines, told),
                    }
                }
            } else {
                self.take_apart(&group, lines, told).into_iter().for_each(|(at, fate)| put(at, fate));
            }
        }
        fates
    }

    /// The pieces of a passage that was split or joined, and is another one now: each shot of the new script takes over one of them.
    fn take_apart(&self, group: &Group, lines: &Lines<'_>, told: &mut Told) -> Vec<(usize, Fate)> {
        let mut kept: Vec<(usize, Fate)> = Vec::new();
        for base in &group.base {
            let Some(new) = self.new_of(*base) else { continue };
            let free = |at: &&usize| {
                self.origins.of.get(**at).is_some_and(|of| of.contains(base)) && !kept.iter().any(|(own, _)| own == *at)
            };
            if let Some(at) = group.own.iter().find(free) {
                kept.push((*at, Fate { beside: Some((*base, new)), whole: false, simple: true }));
            }
        }
        let first = group.own.first().and_then(|at| self.mine.shots.get(*at));
        let number = first.map(|shot| shot.number.as_str()).unwrap_or_default();
        let how = if group.own.len() > group.base.len() { "split" } else { "join" };
        told.lost.push(format!("Shot {number}: your {how} – its passage is another one now."));
        for at in group.own.iter().filter(|at| !kept.iter().any(|(own, _)| own == *at)) {
            self.tell_gone(*at, lines, told);
        }
        kept
    }

    /// An inserted shot stays as long as anything of its scene does.
    fn is_alive(&self, own: usize, scenes: &HashMap<String, String>) -> bool {
        let Some(shot) = self.mine.shots.get(own) else { return false };
        scenes.contains_key(&shot.scene) || self.base.scene(&shot.scene).is_none() || self.base.shots.is_empty()
    }

    fn tell_inserted(&self, own: usize, told: &mut Told) {
        if let Some(shot) = self.mine.shots.get(own) {
            told.lost
                .push(format!("Shot {}: the shot that you inserted – its scene is gone from the script.", shot.number));
        }
    }

    /// Tells what a person did to a shot that goes.
    fn tell_gone(&self, own: usize, lines: &Lines<'_>, told: &mut Told) {
        let base = self.origins.of.get(own).and_then(|of| of.first()).and_then(|base| self.base.shots.get(*base));
        let (Some(shot), Some(base)) = (self.mine.shots.get(own), base) else { return };
        // What a place shows is the place's, and told with it.
        let is_its = |at: &Location| shot.place.is_at(&at.name) && at.description == shot.place.description;
        let mut plain = shot.clone();
        if self.mine.locations.iter().any(is_its) {
            plain.place.description.clone_from(&base.place.description);
        }
        let mut edits = shot::edits(base, &plain);
        if lines.edits(own) {
            edits.push("lines");
        }
        if sound::cues_edited(&base.cues, &shot.cues) {
            edits.push("sounds");
        }
        if !edits.is_empty() {
            let all = edits.join(", ");
            told.lost.push(format!("Shot {}: your {all} – its passage is gone from the script.", shot.number));
        }
    }

    /// The order of the merged list: the new script's, with what the person moved or inserted after the shot that it followed.
    fn order(&self, fates: &[Option<Fate>], told: &mut Told) -> Vec<From> {
        let beside: Vec<(usize, usize, usize)> = fates
            .iter()
            .enumerate()
            .filter_map(|(own, fate)| fate.and_then(|fate| fate.beside).map(|(base, new)| (own, base, new)))
            .collect();
        let in_place = align::rising(&beside.iter().map(|(_, base, _)| *base).collect::<Vec<_>>());
        let mut there: HashMap<usize, Vec<usize>> = HashMap::new();
        for ((own, _, new), _) in beside.iter().zip(&in_place).filter(|(_, stays)| **stays) {
            there.entry(*new).or_default().push(*own);
        }
        let placed: HashSet<usize> = there.values().flatten().copied().collect();
        let taken = self.taken(fates, told);
        let mut order: Vec<From> = Vec::new();
        for new in 0..self.theirs.shots.len() {
            match there.get(&new) {
                Some(own) => order.extend(own.iter().map(|own| From::Own(*own))),
                None if taken.contains(&new) => {}
                None => order.push(From::New(new)),
            }
        }
        let mut before: Option<usize> = None;
        for (own, fate) in fates.iter().enumerate() {
            if fate.is_none() {
                continue;
            }
            if !placed.contains(&own) {
                let after = before.and_then(|before| order.iter().position(|from| *from == From::Own(before)));
                order.insert(after.map_or(0, |after| after + 1), From::Own(own));
            }
            before = Some(own);
        }
        order
    }

    /// Shots of the new script that are in the list already, or that the person deleted.
    fn taken(&self, fates: &[Option<Fate>], told: &mut Told) -> HashSet<usize> {
        let mut taken = HashSet::new();
        for (base, made) in self.origins.made.iter().enumerate() {
            let Some(new) = self.new_of(base) else { continue };
            let fates = || made.iter().filter_map(|own| fates.get(*own).copied().flatten());
            let stands_for = |fate: Fate| fate.whole || fate.beside.is_some_and(|(_, beside)| beside == new);
            if made.is_empty() {
                if self.is_untouched(base) {
                    taken.insert(new);
                } else {
                    let number = self.theirs.shots.get(new).map(|shot| shot.number.as_str()).unwrap_or_default();
                    told.lost.push(format!(
                        "Shot {number}: you had deleted it – its passage is another one now, so it is back."
                    ));
                }
            } else if fates().any(stands_for) {
                taken.insert(new);
            }
        }
        taken
    }

    /// A shot of the merged list, but for its prompt.
    fn made(
        &self,
        from: From,
        fates: &[Option<Fate>],
        lines: &Lines<'_>,
        scenes: &HashMap<String, String>,
        told: &mut Told,
    ) -> Shot {
        let own = match from {
            From::New(new) => {
                let mut shot = self.theirs.shots.get(new).cloned().unwrap_or_default();
                shot.lines = lines.merged(new, None, told);
                return shot;
            }
            From::Own(own) => own,
        };
        let Some(mine) = self.mine.shots.get(own) else { return Shot::default() };
        let fate = fates.get(own).copied().flatten();
        let beside = fate.and_then(|fate| fate.beside);
        let pair = beside.and_then(|(base, new)| Some((self.beside(base, new)?, new)));
        let (Some(fate), Some(((was, new), place))) = (fate, pair) else {
            let mut shot = mine.clone();
            if let Some(scene) = scenes.get(&shot.scene) {
                shot.scene.clone_from(scene);
            }
            return shot;
        };
        let mut shot = shot::merged(was, mine, &new, fate.whole, told);
        if fate.simple {
            shot.lines = lines.merged(place, Some(own), told);
            shot.cues = sound::cues(&was.cues, &mine.cues, &new.cues);
            lines.tell_gone(own, told);
        } else {
            let of = self.origins.of.get(own).cloned().unwrap_or_default();
            let was: Vec<&Shot> = of.iter().filter_map(|base| self.base.shots.get(*base)).collect();
            let new: Vec<&Shot> = of.iter().filter_map(|base| self.theirs.shots.get(self.new_of(*base)?)).collect();
            shot.lines = lines.kept(own, told);
            shot.cues = sound::kept_cues(&was, &mine.cues, &new);
        }
        shot
    }
}
