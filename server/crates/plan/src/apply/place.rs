//! Where a shot takes place, and what is seen there.

use super::{EditError, board, bounded, rewrite_where};
use model::{Location, Place, PromptList, Shot};

/// Describes a place anew, in all shots that are there.
pub(super) fn describe(
    list: &mut PromptList,
    name: &str,
    description: &str,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
) -> Result<(), EditError> {
    let location = list.locations.iter_mut().find(|location| location.name == name).ok_or(EditError::NoLocation)?;
    let description = bounded(description)?;
    if location.description != description {
        board::mark(&mut location.by_hand, "description");
    }
    location.description.clone_from(&description);
    for shot in list.shots.iter_mut().filter(|shot| shot.place.is_at(name)) {
        shot.place.description.clone_from(&description);
    }
    rewrite_where(list, rewrite, |shot| shot.place.is_at(name));
    Ok(())
}

/// The place of that name, as other shots have it; the light and the weather stay those of the shot. A new one is added to the film's.
pub(super) fn named(list: &mut PromptList, was: &Place, name: &str) -> Place {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || was.is_at(&name) {
        return was.clone();
    }
    let known = list.shots.iter().map(|shot| &shot.place).find(|place| place.is_at(&name));
    let known = known.cloned().unwrap_or_else(|| Place { name: name.clone(), ..Place::default() });
    let place = Place { time: was.time, weather: was.weather, ..known };
    match list.locations.iter().find(|location| place.is_at(&location.name)) {
        Some(location) => Place { description: location.description.clone(), ..place },
        None => {
            list.locations.push(Location { name, description: place.description.clone(), ..Location::default() });
            place
        }
    }
}
