//! Three narratives of one script: in its order, by its lead, and by its turns.

use crate::{
    facts::{Facts, SceneFacts},
    words::{capital, person},
};

/// How many scenes are told in a paragraph.
const TOLD: usize = 4;

/// One of the narratives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NarrativeOption {
    pub title: String,
    pub text: String,
}

/// Three narratives: what happens as the script has it, what its lead goes through, and where it turns.
pub fn narratives(facts: &Facts) -> Vec<NarrativeOption> {
    let lead = facts.people.first();
    let by_lead = lead.map_or_else(
        || NarrativeOption { title: "Without a lead".to_owned(), text: in_order(facts) },
        |lead| NarrativeOption { title: format!("With {}", person(&lead.name)), text: of_lead(facts, &lead.name) },
    );
    vec![
        NarrativeOption { title: "In three acts".to_owned(), text: in_order(facts) },
        by_lead,
        NarrativeOption { title: "By its turns".to_owned(), text: by_turns(facts) },
    ]
}

/// The scenes of an act: by their time, a quarter, a half and a quarter of the film.
fn in_order(facts: &Facts) -> String {
    let mut acts: [Vec<&SceneFacts>; 3] = Default::default();
    let mut at = 0.0;
    for scene in &facts.scenes {
        let middle = (at + scene.seconds / 2.0) / facts.seconds.max(0.1);
        let act = if middle < 0.25 {
            0
        } else if middle < 0.75 {
            1
        } else {
            2
        };
        if let Some(act) = acts.get_mut(act) {
            act.push(scene);
        }
        at += scene.seconds;
    }
    let names = ["It opens", "Then", "At the end"];
    let told = names.iter().zip(&acts).map(|(name, act)| (*name, told(act, TOLD))).filter(|(_, told)| !told.is_empty());
    told.map(|(name, told)| format!("{name}: {told}")).collect::<Vec<_>>().join("\n\n")
}

fn of_lead(facts: &Facts, lead: &str) -> String {
    let own: Vec<&SceneFacts> =
        facts.scenes.iter().filter(|scene| scene.people.iter().any(|name| name == lead)).collect();
    let away = facts.scenes.len() - own.len();
    let name = person(lead);
    let without = match away {
        0 => format!("{name} is in every scene."),
        1 => format!("One scene does without {name}."),
        more => format!("{more} scenes do without {name}."),
    };
    let told = told(&own, 2 * TOLD);
    if told.is_empty() { without } else { format!("{told}\n\n{without}") }
}

/// Scenes in which the mood or the company is another one than before.
fn by_turns(facts: &Facts) -> String {
    let mut turns: Vec<&SceneFacts> = facts.scenes.first().into_iter().collect();
    for pair in facts.scenes.windows(2) {
        if let [before, scene] = pair
            && (before.mood != scene.mood || (before.people != scene.people && before.place != scene.place))
        {
            turns.push(scene);
        }
    }
    told(&turns, 2 * TOLD)
}

/// What happens in some scenes, spread over all of them where there are too many.
fn told(scenes: &[&SceneFacts], most: usize) -> String {
    let with_words: Vec<&&SceneFacts> = scenes.iter().filter(|scene| !scene.words.is_empty()).collect();
    let count = with_words.len().min(most);
    let picked = (0..count).filter_map(|n| {
        let at = if count < 2 { 0 } else { n * (with_words.len() - 1) / (count - 1) };
        with_words.get(at)
    });
    picked.map(|scene| closed(&capital(&scene.words))).collect::<Vec<_>>().join(" ")
}

fn closed(sentence: &str) -> String {
    if sentence.ends_with(['.', '!', '?', '…', '。', '！', '？']) {
        sentence.to_owned()
    } else {
        format!("{sentence}.")
    }
}
