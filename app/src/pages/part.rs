//! One shot, or one scene, filmed before the rest of its film, with its price on the button.

use crate::{
    api::film::FilmPart,
    live::{Live, Row},
    ui::{Act, Icon, money},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::RunState;

/// Films this shot alone; nothing where it is filmed, or where filming goes on.
#[component]
pub fn FilmShot(live: Live, row: Row) -> impl IntoView {
    let open = Memo::new(move |_| (is_idle(live) && is_open(row)).then(|| cents(row)));
    let fields = vec![("id", live.id.to_string()), ("shot", row.id.to_string())];
    move || open.get().map(|cents| button(fields.clone(), "Film only this shot", cents))
}

/// Films the scene of this shot alone; nothing where no more than one of its shots is to be filmed, or where it is all that is.
#[component]
pub fn FilmScene(live: Live, row: Row) -> impl IntoView {
    let scene = Memo::new(move |_| row.shot.with(|shot| shot.scene.clone()));
    let open = Memo::new(move |_| {
        let part = live.beyond(|window| {
            let own = window.scenes.iter().find(|own| scene.with(|scene| own.number == *scene))?;
            (own.open > 1 && own.open < window.open).then_some(own.cents)
        });
        if let Some(part) = part {
            return part.filter(|_| is_idle(live));
        }
        live.rows.with(|rows| {
            let open: Vec<&Row> = rows.iter().filter(|row| is_open(**row)).collect();
            let own = |row: &&&Row| row.shot.with(|shot| scene.with(|scene| shot.scene == *scene));
            let of_scene: Vec<&&Row> = open.iter().filter(own).collect();
            let is_part = of_scene.len() > 1 && of_scene.len() < open.len();
            (is_part && is_idle(live)).then(|| of_scene.into_iter().map(|row| cents(**row)).sum::<Option<i64>>())
        })
    });
    let id = live.id.to_string();
    move || {
        let fields = vec![("id", id.clone()), ("scene", scene.get())];
        open.get().map(|cents| button(fields, "Film only this scene", cents))
    }
}

fn is_idle(live: Live) -> bool {
    live.view.with(|view| view.card.state != RunState::Filming)
}

fn is_open(row: Row) -> bool {
    row.clip.with(|clip| clip.state.is_to_come())
}

/// What filming it costs at most; `None` where nobody can tell.
fn cents(row: Row) -> Option<i64> {
    row.clip.with(|clip| clip.estimate_cents)
}

fn button(fields: Vec<(&'static str, String)>, words: &'static str, cents: Option<i64>) -> impl IntoView {
    let price = match cents {
        Some(0) => " · free".to_owned(),
        Some(cents) => format!(" · about {}", money(cents)),
        None => String::new(),
    };
    view! {
        <Act to=FilmPart::PATH fields=fields>
            <button type="submit" class="small" data-command="film_part"><Icon name="play" />{format!("{words}{price}")}</button>
        </Act>
    }
}
