//! Who and where: one description each, for the whole film.

use super::{
    super::edit::auto::Auto,
    looks::{KlingElement, Looks},
    names::{OtherNames, SaidAs},
};
use crate::{
    api::{
        film::{ChangeCharacter, ChangeLocation},
        projects::{list_makers, list_voices},
    },
    asked::ask_beside,
    live::Live,
    ui::{Area, Choice},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{Character, view::VideoTakes};
use std::collections::HashSet;

/// Of a film that is too long to be shown at once, only those of the shots that are shown.
#[component]
pub fn Cast(live: Live) -> impl IntoView {
    let voices_and_takes = ask_beside(
        || (),
        |()| async {
            let makers = list_makers().await.unwrap_or_default();
            let can = |takes: fn(&VideoTakes) -> bool| {
                makers.iter().any(|maker| maker.missing.is_none() && takes(&maker.takes))
            };
            let takes = (can(|takes| takes.references), can(|takes| takes.elements));
            (list_voices().await.unwrap_or_default(), takes)
        },
    );
    let all = Memo::new(move |_| live.view.with(|view| view.list.characters.iter().map(|p| p.name.clone()).collect()));
    let places =
        Memo::new(move |_| live.view.with(|view| view.list.locations.iter().map(|p| p.name.clone()).collect()));
    let part = Memo::new(move |_| live.beyond(|_| ()).is_some());
    let people = Memo::new(move |_| if part.get() { seen(live, all.get()) } else { all.get() });
    let places = Memo::new(move |_| if part.get() { shown(live, places.get()) } else { places.get() });
    view! {
        <details class="cast">
            <summary>
                <h2>"Cast and places"</h2>
                <span class="dim">{move || people.with(|people| people.join(", "))}</span>
            </summary>
            {move || part.get().then(|| view! { <p class="dim">"Those of the shots on this page."</p> })}
            <Suspense>
                {move || Suspend::new(async move {
                    let (voices, (looks, elements)) = voices_and_takes.await;
                    let options: Vec<(String, String)> = std::iter::once((String::new(), "cast by the studio".to_owned()))
                        .chain(voices.into_iter().map(|voice| (voice.id, voice.label)))
                        .collect();
                    let options = StoredValue::new(options);
                    view! {
                        <ul class="sheets">
                            <For each=move || people.get() key=Clone::clone let:name>
                                <Person live name looks elements options />
                            </For>
                        </ul>
                    }
                })}
            </Suspense>
            <ul class="sheets">
                <For each=move || places.get() key=Clone::clone let:name>
                    <Place live name />
                </For>
            </ul>
            <OtherNames live />
        </details>
    }
}

/// Those of the cast who are in the shots that are shown.
fn seen(live: Live, mut names: Vec<String>) -> Vec<String> {
    let mut own: HashSet<String> = HashSet::new();
    live.rows.with(|rows| {
        for row in rows {
            row.shot.with(|shot| {
                own.extend(shot.cast.iter().cloned());
                own.extend(shot.lines.iter().filter_map(|line| line.speaker.clone()));
            });
        }
    });
    names.retain(|name| own.contains(name));
    names
}

/// Those of the places where the shots are that are shown.
fn shown(live: Live, mut names: Vec<String>) -> Vec<String> {
    let of = |shot: &model::Shot| shot.place.name.clone();
    let own: HashSet<String> = live.rows.with(|rows| rows.iter().map(|row| row.shot.with(of)).collect());
    names.retain(|name| own.contains(name));
    names
}

#[component]
fn Person(
    live: Live,
    name: String,
    looks: bool,
    elements: bool,
    options: StoredValue<Vec<(String, String)>>,
) -> impl IntoView {
    let own = name.clone();
    let person = Memo::new(move |_| live.view.with(|view| view.list.character(&own).cloned()).unwrap_or_default());
    let value = move |read: fn(&Character) -> String| Signal::derive(move || person.with(read));
    let fields = vec![("id", live.id.to_string()), ("name", name.clone())];
    let picture = Memo::new(move |_| person.with(|person| person.picture.clone()));
    let has_element = person.with_untracked(|person| person.element.is_some());
    let looks_name = name.clone();
    let said_name = name.clone();
    view! {
        <li class="sheet-card">
            <h3>{name.clone()}</h3>
            <Auto to=ChangeCharacter::PATH fields=fields class="stack">
                <Area label="What the camera sees" name="description" value=value(|person| person.description.clone()) />
                <Choice label="Voice" name="voice" options=options.get_value() value=value(|person| person.voice.clone().unwrap_or_default()) />
            </Auto>
            <SaidAs live name=said_name voice=value(|person| person.voice.clone().unwrap_or_default()) />
            {(elements || has_element).then(|| view! { <KlingElement live name=name element=value(|person| person.element.clone().unwrap_or_default()) /> })}
            {move || (looks || picture.with(Option::is_some)).then(|| view! { <Looks live name=looks_name.clone() picture=picture.get() /> })}
        </li>
    }
}

#[component]
fn Place(live: Live, name: String) -> impl IntoView {
    let own = name.clone();
    let sees = Memo::new(move |_| {
        let description = |place: &model::Location| place.description.clone();
        live.view
            .with(|view| view.list.locations.iter().find(|place| place.name == own).map(description))
            .unwrap_or_default()
    });
    let fields = vec![("id", live.id.to_string()), ("name", name.clone())];
    view! {
        <li class="sheet-card">
            <h3>{name}</h3>
            <Auto to=ChangeLocation::PATH fields=fields class="stack">
                <Area label="What the camera sees there" name="description" value=sees />
            </Auto>
        </li>
    }
}
