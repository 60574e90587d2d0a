//! Where a scene takes place, in what light and weather.

pub(crate) mod foreign;
pub(crate) mod light;
pub(crate) mod moves;
pub(crate) mod naming;
pub(crate) mod settings;
mod weather;

use crate::english;
use crate::screenplay::{Beat, SourceScene};
use crate::words::calm;
use lexicon::Foreign;
use lexicon::places::Kind;
use model::{Place, TimeOfDay};

/// How much of a scene's action is looked at for its light and weather.
const BEATS: usize = 12;

/// The place of a scene; `before` is that of the scene before.
pub(crate) fn of(scene: &SourceScene, before: Option<&Place>, language: &str) -> Place {
    let mut interior = scene.interior;
    let mut name = scene.location.as_deref().map(calm).unwrap_or_default();
    if name.is_empty()
        && let Some(before) = before
    {
        name.clone_from(&before.name);
        interior = interior.or(before.interior);
    }
    let english = Foreign::of(language).and_then(|foreign| english::place(foreign, &name));
    let named = naming::of(english.as_deref().unwrap_or(&name), interior);
    interior = interior.or(named.kind.map(Kind::inside)).or_else(|| before.filter(|b| b.name == name)?.interior);
    let description = match (named.shown(interior), english) {
        // A model reads English: what the place is called in it comes first.
        (shown, Some(english)) => std::iter::once(english).chain(shown).collect::<Vec<_>>().join(", "),
        (Some(shown), None) => shown,
        (None, None) => before
            .filter(|b| b.name == name && b.interior == interior)
            .map(|b| b.description.clone())
            .unwrap_or_default(),
    };
    Place { name, description, interior, time: time(scene, before), weather: weather::of(scene) }
}

/// The actions and sounds at the beginning of a scene.
fn actions(scene: &SourceScene) -> impl Iterator<Item = &str> {
    let texts = scene.beats.iter().filter_map(|beat| match beat {
        Beat::Action { text, .. } => Some(text.as_str()),
        Beat::Sound { sound, .. } => Some(sound.as_str()),
        _ => None,
    });
    texts.take(BEATS)
}

fn time(scene: &SourceScene, before: Option<&Place>) -> TimeOfDay {
    const GO_ON: &[&str] = &["continuous", "continuing", "same", "later", "moments"];
    let written = scene.time_of_day.as_deref().unwrap_or_default().to_lowercase();
    let same = before.filter(|_| written.is_empty() || GO_ON.iter().any(|word| written.contains(word)));
    light::in_heading(&written)
        .or_else(|| same.filter(|_| scene.heading.is_some()).map(|b| b.time))
        .or_else(|| light::in_heading(&scene.heading.as_deref().unwrap_or_default().to_lowercase()))
        .or_else(|| actions(scene).find_map(light::in_action))
        .or_else(|| same.map(|b| b.time))
        .unwrap_or(TimeOfDay::Day)
}
