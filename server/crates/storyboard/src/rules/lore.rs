//! Three lores of one script: the world told from its places, from its people, and from its mood; each with a look.

use crate::{
    facts::{Facts, SceneFacts},
    words::{capital, listed, person, place, with_article},
};
use model::{Character, Mood, PromptList, StylePreset, TimeOfDay};

/// One of the lores, with the look that goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoreOption {
    pub title: &'static str,
    pub text: String,
    /// Choosing the option gives the film this look.
    pub style: StylePreset,
}

/// Three lores. The film's own look, `style`, is among theirs.
pub fn lores(list: &PromptList, facts: &Facts, style: StylePreset) -> Vec<LoreOption> {
    let titles = ["The place", "The people", "The mood"];
    let texts = [of_places(facts), of_people(list, facts), of_mood(facts)];
    let looks = looks(facts, style);
    titles.into_iter().zip(texts).zip(looks).map(|((title, text), style)| LoreOption { title, text, style }).collect()
}

/// The looks that suit the script, the best first. A film's own that is not among them takes the last one's place.
fn looks(facts: &Facts, own: StylePreset) -> [StylePreset; 3] {
    use StylePreset::{Cinematic, Documentary, Neon, Noir, Storybook, Vintage};
    let night = facts.usual_time().is_some_and(|(time, _)| time == TimeOfDay::Night);
    let mut looks = match facts.usual_mood().map(|(mood, _)| mood) {
        Some(Mood::Tense | Mood::Eerie) => [Cinematic, Noir, if night { Neon } else { Vintage }],
        Some(Mood::Urgent) => [Cinematic, Documentary, if night { Neon } else { Noir }],
        Some(Mood::Wonder | Mood::Joyful) => [Cinematic, Storybook, Vintage],
        Some(Mood::Sad | Mood::Warm) => [Cinematic, Vintage, Storybook],
        _ => [Cinematic, Documentary, Vintage],
    };
    if !looks.contains(&own) {
        looks[2] = own;
    }
    looks
}

fn of_places(facts: &Facts) -> String {
    let names: Vec<String> = facts.places.iter().map(|own| place(&own.name)).collect();
    let light = match facts.usual_time() {
        Some((time, share)) if share > 0.7 => format!("Nearly all of it happens at {}.", at(time)),
        Some((time, _)) => format!("Most of it happens at {}.", at(time)),
        None => String::new(),
    };
    let returns: Vec<String> =
        facts.places.iter().filter(|own| own.scenes.len() > 1).take(3).map(|own| place(&own.name)).collect();
    let returns = match returns.as_slice() {
        [] => "Every scene has a place of its own: nobody comes back to where they were.".to_owned(),
        _ => format!("The film keeps coming back to {}.", listed(&returns, 3)),
    };
    let things: Vec<String> = facts.props.iter().take(4).map(|own| own.name.clone()).collect();
    let things =
        if things.is_empty() { String::new() } else { format!("What lies about and matters: {}.", listed(&things, 4)) };
    let places = match names.len() {
        0 => "The script names no places.".to_owned(),
        1 => format!("One place holds the whole film: {}.", names.concat()),
        count => format!("A world of {count} places: {}.", listed(&names, 4)),
    };
    join([places, light, returns, things])
}

fn of_people(list: &PromptList, facts: &Facts) -> String {
    let Some((lead, others)) = facts.people.split_first() else {
        return "Nobody is seen: the places and the things tell this film.".to_owned();
    };
    let share = (lead.shots * 100).checked_div(facts.shots).unwrap_or_default();
    let name = person(&lead.name);
    let looks = list.character(&lead.name).map(looks_of).unwrap_or_default();
    let first = format!("{name} carries the film and is seen in {share} % of it.{looks}");
    let others: Vec<String> = others.iter().map(|own| person(&own.name)).collect();
    let second = if others.is_empty() {
        "There is nobody else.".to_owned()
    } else {
        format!("With {name}: {}.", listed(&others, 5))
    };
    let together = facts.people.get(1).map(|second| {
        let shared = facts.scenes.iter().filter(|scene| has(scene, &lead.name) && has(scene, &second.name)).count();
        match shared {
            0 => format!("{name} and {} never meet.", person(&second.name)),
            1 => format!("{name} and {} meet once.", person(&second.name)),
            times => format!("{name} and {} meet in {times} scenes.", person(&second.name)),
        }
    });
    join([first, second, together.unwrap_or_default()])
}

fn has(scene: &SceneFacts, name: &str) -> bool {
    scene.people.iter().any(|own| own == name)
}

fn looks_of(own: &Character) -> String {
    // The head of a description; the sheet tells the rest.
    let looks: Vec<&str> = own.description.trim().trim_end_matches('.').split(", ").take(3).collect();
    match looks.as_slice() {
        [] | [""] => String::new(),
        _ => format!(" {}.", capital(&with_article(&looks.join(", ")))),
    }
}

fn of_mood(facts: &Facts) -> String {
    let of = |scene: Option<&SceneFacts>| scene.and_then(|scene| scene.mood).unwrap_or(Mood::Neutral);
    let (begins, ends) = (of(facts.scenes.first()), of(facts.scenes.last()));
    let whole = match facts.usual_mood() {
        Some((mood, share)) if share > 0.6 => format!("The film is {} nearly throughout.", mood.label()),
        Some((mood, _)) => format!("Its strongest colour is {}.", mood.label()),
        None => "The script keeps an even temper: the pictures have to bring the mood.".to_owned(),
    };
    let arc = match (begins, ends) {
        (Mood::Neutral, Mood::Neutral) => String::new(),
        (begins, ends) if begins == ends => format!("It begins and ends {}.", plain(begins)),
        (begins, ends) => format!("It begins {} and ends {}.", plain(begins), plain(ends)),
    };
    let turns = facts.scenes.windows(2).filter(|pair| matches!(pair, [a, b] if a.mood != b.mood)).count();
    let turns = match turns {
        0 => String::new(),
        1 => "The mood turns once.".to_owned(),
        times => format!("The mood turns {times} times."),
    };
    let longest = facts.scenes.iter().max_by(|a, b| a.seconds.total_cmp(&b.seconds));
    let stays = longest
        .filter(|scene| !scene.words.is_empty() && facts.scenes.len() > 2)
        .map(|scene| format!("It stays longest with scene {}: {}", scene.number, capital(&scene.words)));
    join([whole, arc, turns, stays.unwrap_or_default()])
}

const fn plain(mood: Mood) -> &'static str {
    match mood {
        Mood::Neutral => "calm",
        other => other.label(),
    }
}

const fn at(time: TimeOfDay) -> &'static str {
    match time {
        TimeOfDay::Dawn => "dawn",
        TimeOfDay::Day => "daytime",
        TimeOfDay::Dusk => "dusk",
        TimeOfDay::Night => "night",
    }
}

fn join<const N: usize>(sentences: [String; N]) -> String {
    sentences.into_iter().filter(|own| !own.is_empty()).collect::<Vec<_>>().join(" ")
}
