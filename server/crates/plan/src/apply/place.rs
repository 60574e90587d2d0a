//! Where a shot takes place, and what is seen there.

use super::{EditError, bounded, rewrite_where};
use model::{Location, Place, PromptList, Shot};

/// Describes a place anew, in all shots that are there.
pub(super) fn describe(
    list: &mut PromptList,
    name: &str,
    description: &str,
    rewrite: &dyn Fn(&PromptList, &Shot) -> String,
) -> Result<(), EditError> {
    let location = list.locations.iter_mut().find(|location| location.name == name).ok_or(EditError::NoLocation)?;
    location.description = bounded(description)?;
    let location = location.clone();
    for shot in list.shots.iter_mut().filter(|shot| location.is(&shot.place)) {
        shot.place.description.clone_from(&location.description);
    }
    rewrite_where(list, rewrite, |shot| location.is(&shot.place));
    Ok(())
}

/// The place of that name, as other shots have it; the light and the weather stay those of the shot. A new one is added to the film's.
pub(super) fn named(list: &mut PromptList, was: &Place, name: &str) -> Place {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = Location { name: name.clone(), description: String::new() };
    if name.is_empty() || wanted.is(was) {
        return was.clone();
    }
    let known = list.shots.iter().map(|shot| &shot.place).find(|place| wanted.is(place));
    let known = known.cloned().unwrap_or_else(|| Place { name: name.clone(), ..Place::default() });
    let place = Place { time: was.time, weather: was.weather, ..known };
    match list.locations.iter().find(|location| location.is(&place)) {
        Some(location) => Place { description: location.description.clone(), ..place },
        None => {
            list.locations.push(Location { name, description: place.description.clone() });
            place
        }
    }
}
