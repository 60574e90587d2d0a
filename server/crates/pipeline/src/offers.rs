//! What the words that a person wrote of a shot say, read as a script is read, and offered: lines, sounds and people that the shot does
//! not have. Nothing of it is done before a person asks for it.

use crate::{
    Error, Studio,
    brief::{self, Project},
};
use model::{
    CueKind, Edit, Line, LineChange, LineKind, ProjectId, PromptList, Shot, ShotChange, ShotId, Span, UserId, limits,
    view::{OfferView, ProjectView},
};
use plan::fingerprint;
use script::{CastReader, line_key, sentence_ranges};
use std::collections::{HashMap, HashSet};
use store::{projects, shots};

impl Studio {
    /// What is offered for the shots of a film, or for some of them, in the film's order.
    pub async fn offers(&self, who: UserId, id: ProjectId, of: Option<&[ShotId]>) -> Result<Vec<OfferView>, Error> {
        let mut conn = self.store().conn().await?;
        let project = Project::read(projects::owned(&mut conn, who, id).await?)?;
        let rows = match of {
            Some(of) => shots::among(&mut conn, id, of).await?,
            None => shots::of_project(&mut conn, id).await?,
        };
        drop(conn);
        let reader = CastReader::new(&project.head.characters);
        let mut all = Vec::new();
        for row in &rows {
            all.extend(offers(&project.head, &reader, &brief::shot(row)?));
        }
        Ok(all)
    }

    /// [`Studio::project`], with what is offered for each shot.
    pub async fn project_with_offers(&self, who: UserId, id: ProjectId) -> Result<ProjectView, Error> {
        let mut view = self.project(who, id).await?;
        let reader = CastReader::new(&view.list.characters);
        let mut by_shot: HashMap<ShotId, Vec<OfferView>> = HashMap::new();
        for shot in &view.list.shots {
            by_shot.insert(shot.id, offers(&view.list, &reader, shot));
        }
        for clip in &mut view.clips {
            clip.offers = by_shot.remove(&clip.shot).unwrap_or_default();
        }
        Ok(view)
    }
}

/// The edit that an offer is, of those that are made for the shot now.
pub(crate) fn edit_of(list: &PromptList, shot: ShotId, key: &str) -> Option<Edit> {
    let shot = list.shots.iter().find(|own| own.id == shot)?;
    let all = offers(list, &CastReader::new(&list.characters), shot);
    all.into_iter().find(|offer| offer.key == key).map(|offer| offer.edit)
}

/// Calls those speakers of an edit as the cast does who are in it under another spelling.
pub(crate) fn spell_speaker(list: &PromptList, edit: &mut Edit) {
    let speaker = match edit {
        Edit::ChangeLine { change, .. } => change.speaker.as_mut(),
        Edit::AddLine { new, .. } => new.speaker.as_mut(),
        _ => None,
    };
    let Some(speaker) = speaker.filter(|name| list.character(name.trim()).is_none()) else { return };
    if let Some(name) = CastReader::new(&list.characters).same(speaker) {
        *speaker = name.to_owned();
    }
}

/// All that is offered for one shot.
fn offers(list: &PromptList, reader: &CastReader<'_>, shot: &Shot) -> Vec<OfferView> {
    let mut offered = Offered { shot, all: Vec::new(), keys: HashSet::new() };
    offered.misspelt(list, reader);
    let read = written(list, shot).map(|(words, before)| offered.words(reader, &words, &before)).unwrap_or_default();
    offered.speakers(list, &read);
    offered.prompt(list, reader);
    offered.all
}

/// What a person wrote of the shot, and what of it was read before; `None` where the studio wrote it all.
fn written(list: &PromptList, shot: &Shot) -> Option<(String, String)> {
    let is_inserted = shot.source == Span::default();
    if !shot.prompt_edited {
        return is_inserted.then(|| (shot.action.clone(), String::new()));
    }
    let own = own_words(&shot.prompt, &script::rebuild_prompt(list, shot), &shot.action);
    Some((own, if is_inserted { String::new() } else { shot.action.clone() }))
}

/// The prompt without what the studio would write of place, light, looks and style by itself. What happens stays, for "she" to mean somebody.
fn own_words(prompt: &str, studios: &str, action: &str) -> String {
    let pieces = |text: &str| -> HashSet<String> {
        sentence_ranges(text).into_iter().filter_map(|(a, b)| text.get(a..b)).map(line_key).collect()
    };
    let told = pieces(action);
    let mut dull = pieces(studios);
    dull.retain(|piece| !told.contains(piece));
    let described: HashSet<String> = sentence_ranges(studios)
        .into_iter()
        .filter_map(|(a, b)| Some(studios.get(a..b)?.split_once(": ")?.0.to_owned()))
        .collect();
    let mut own = prompt.to_owned();
    for (a, b) in sentence_ranges(prompt).into_iter().rev() {
        let Some(piece) = prompt.get(a..b) else { continue };
        // "Maya: grey coat" tells how somebody looks, and is nothing that she says.
        let looks = piece.split_once(": ").is_some_and(|(name, rest)| {
            described.contains(name) && !rest.trim_start().starts_with(['"', '“', '«', '„', '‘', '\''])
        });
        if looks || dull.contains(&line_key(piece)) {
            own.replace_range(a..b, "");
        }
    }
    own
}

struct Offered<'a> {
    shot: &'a Shot,
    all: Vec<OfferView>,
    keys: HashSet<String>,
}

impl Offered<'_> {
    /// `about` names what is offered and the words that it was found in.
    fn add(&mut self, kind: &str, about: &[&str], says: String, does: String, edit: Edit) {
        let digest = fingerprint("offer", 0, &(kind, about));
        let key = format!("{kind}-{}", digest.as_str().get(..16).unwrap_or_default());
        if !self.shot.put_aside.contains(&key) && self.keys.insert(key.clone()) {
            self.all.push(OfferView { shot: self.shot.id, key, kind: kind.to_owned(), says, does, edit });
        }
    }

    /// Speakers who are nobody of the film, and nearly somebody.
    fn misspelt(&mut self, list: &PromptList, reader: &CastReader<'_>) {
        for line in &self.shot.lines {
            let Some(name) = line.speaker.as_deref().filter(|name| list.character(name).is_none()) else { continue };
            let Some(meant) = reader.same(name).or_else(|| reader.meant(name)) else { continue };
            let change = LineChange { speaker: Some(meant.to_owned()), ..LineChange::default() };
            let edit = Edit::ChangeLine { shot: self.shot.id, line: line.id, change };
            let says = format!("Nobody of the film is called {name}. Did you mean {meant}?");
            self.add("speaker", &[&line.id.to_string(), name], says, format!("It is {meant}"), edit);
        }
    }

    /// Who speaks in the picture without being in it, but for those whom the words name.
    fn speakers(&mut self, list: &PromptList, named: &[String]) {
        for name in self.shot.lines.iter().filter(|line| line.is_seen()).filter_map(|line| line.speaker.as_deref()) {
            let known = self.shot.cast.iter().chain(named).any(|other| other == name);
            if !known && list.character(name).is_some() {
                self.cast(name, "speaks", format!("{name} speaks in this shot and is not seen in it"));
            }
        }
    }

    fn cast(&mut self, name: &str, words: &str, says: String) {
        let edit = Edit::AddToCast { shot: self.shot.id, name: name.to_owned() };
        self.add("cast", &[name, words], says, "Add to the cast of the shot".to_owned(), edit);
    }

    /// What the words say; nothing of what was read in `before` already. Gives those whom they name.
    fn words(&mut self, reader: &CastReader<'_>, words: &str, before: &str) -> Vec<String> {
        let shot = self.shot;
        let (found, known) = (reader.read(words, &shot.cast), reader.read(before, &shot.cast));
        let said = |lines: &[Line]| {
            lines
                .iter()
                .filter(|line| line.kind != LineKind::Narration)
                .map(|line| line_key(&line.text))
                .collect::<String>()
        };
        let is_said = [said(&shot.lines), said(&known.lines)];
        for line in found.lines {
            let text = line_key(&line.text);
            if text.is_empty()
                || is_said.iter().any(|said| said.contains(&text))
                || line.text.chars().count() > limits::LINE_TEXT
            {
                continue;
            }
            let who = line.speaker.as_deref().unwrap_or("Somebody");
            let says = format!("{who} says: “{}”", line.text);
            let about = [line.speaker.clone().unwrap_or_default(), text];
            let edit = Edit::AddLine { shot: shot.id, new: Box::new(line) };
            self.add("line", &about.each_ref().map(String::as_str), says, "Add this line".to_owned(), edit);
        }
        let has = |sound: &str| shot.cues.iter().chain(&known.cues).any(|cue| cue.sound.eq_ignore_ascii_case(sound));
        for cue in found.cues.into_iter().filter(|cue| !has(&cue.sound)) {
            let place =
                place_of(words, |part| reader.read(part, &[]).cues.iter().any(|other| other.sound == cue.sound));
            let how = if cue.kind == CueKind::Ambience { "Sound all through the shot" } else { "Sound" };
            let says = format!("{how}: {}", cue.sound);
            let about = [cue.sound.clone(), place];
            let edit = Edit::AddCue { shot: shot.id, new: Box::new(cue) };
            self.add("sound", &about.each_ref().map(String::as_str), says, "Add this sound".to_owned(), edit);
        }
        for name in found.people.iter().filter(|name| !shot.cast.contains(name) && !known.people.contains(name)) {
            if self.all.iter().any(|offer| matches!(&offer.edit, Edit::AddToCast { name: other, .. } if other == name))
            {
                continue;
            }
            let place = place_of(words, |part| reader.named_in(part).contains(&name.as_str()));
            self.cast(name, &place, format!("{name} is in this shot"));
        }
        found.people
    }

    /// Who speaks in the picture while the prompt, which is a person's, does not name them.
    fn prompt(&mut self, list: &PromptList, reader: &CastReader<'_>) {
        let shot = self.shot;
        if !shot.prompt_edited {
            return;
        }
        let named = reader.named_in(&shot.prompt);
        for name in shot.lines.iter().filter(|line| line.is_seen()).filter_map(|line| line.speaker.as_deref()) {
            let Some(character) = list.character(name).filter(|_| !named.contains(&name)) else { continue };
            if !shot.cast.iter().any(|seen| seen == name) {
                continue;
            }
            let looks = character.description.trim().trim_end_matches('.');
            let more = if looks.is_empty() { format!("{name} speaks.") } else { format!("{name}: {looks}.") };
            let prompt = format!("{} {more}", shot.prompt.trim_end());
            if prompt.chars().count() > limits::TEXT {
                continue;
            }
            let change = ShotChange { prompt: Some(prompt), ..ShotChange::default() };
            let edit = Edit::ChangeShot { shot: shot.id, change: Box::new(change) };
            let says = format!("{name} speaks in this shot, and your prompt does not name {name}");
            self.add("prompt", &[name], says, format!("Add {name} at its end"), edit);
        }
    }
}

/// The sentence that something was found in, as its letters; all of the text where it takes more than one.
fn place_of(text: &str, holds: impl Fn(&str) -> bool) -> String {
    let mut parts = sentence_ranges(text).into_iter().filter_map(|(a, b)| text.get(a..b));
    line_key(parts.find(|part| holds(part)).unwrap_or(text))
}
