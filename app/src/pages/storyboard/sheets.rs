//! Cast, places and props: a picture of each, and what the camera sees of it on demand.

use super::{super::edit::auto::Auto, Shown};
use crate::{
    api::{
        film::{ChangeCharacter, ChangeLocation},
        storyboard::ChangeProp,
    },
    ui::{Area, Icon},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::view::{BoardView, SHEETS, SheetView, SheetsView};

fn of<'a>(board: &'a BoardView, kind: &str) -> &'a SheetsView {
    match kind {
        "cast" => &board.cast,
        "places" => &board.places,
        _ => &board.props,
    }
}

#[component]
pub fn Sheets(shown: Shown, kind: &'static str, title: &'static str) -> impl IntoView {
    let names = shown.part(move |board| of(board, kind).sheets.iter().map(|own| own.name.clone()).collect::<Vec<_>>());
    let total = shown.part(move |board| of(board, kind).total);
    let first = shown.part(move |board| of(board, kind).first);
    let next = move || first.get() + names.with(Vec::len);
    let more = move || {
        let is_all = first.get() > 0 || names.with(Vec::len) > SHEETS;
        let from = if is_all { next() } else { 0 };
        (next() < total.get())
            .then(|| (format!("/projects/{}/storyboard?all={kind}&sheet={from}#{kind}", shown.id), is_all))
    };
    view! {
        <section class="sheet-wall" id=kind data-kind=kind aria-labelledby=format!("{kind}-head") hidden=move || total.get() == 0>
            <div class="section-head">
                <h2 id=format!("{kind}-head")>{title} <span class="count">{total}</span></h2>
                {move || more().map(|(to, is_all)| view! { <a href=to rel="external">{if is_all { "The next ones".to_owned() } else { format!("All {}", total.get()) }}</a> })}
            </div>
            <ul class="sheet-list">
                <For each=move || names.get() key=Clone::clone let:name>
                    <Sheet shown kind name />
                </For>
            </ul>
        </section>
    }
}

#[component]
fn Sheet(shown: Shown, kind: &'static str, name: String) -> impl IntoView {
    let own = name.clone();
    let sheet = shown
        .part(move |board| of(board, kind).sheets.iter().find(|sheet| sheet.name == own).cloned().unwrap_or_default());
    let picture = Memo::new(move |_| sheet.with(|own| own.picture.clone()));
    let words = Signal::derive(move || sheet.with(|own| own.words.clone()));
    let yours = Memo::new(move |_| sheet.with(|own| own.state == "yours"));
    let (to, label) = match kind {
        "cast" => (ChangeCharacter::PATH, "What the camera sees"),
        "places" => (ChangeLocation::PATH, "What the camera sees there"),
        _ => (ChangeProp::PATH, "What the camera sees of it"),
    };
    let fields = vec![("id", shown.id.to_string()), ("name", name.clone())];
    let alt = format!("Sheet of {name}");
    view! {
        <li class="sheet-tile" data-name=name.clone()>
            <div class="sheet-picture">
                {move || match picture.get() {
                    none if none.is_empty() => view! { <span class="no-picture" aria-hidden="true">{sheet.with(|own| own.name.clone())}</span> }.into_any(),
                    url => view! { <img src=url alt=alt.clone() loading="lazy" decoding="async" /> }.into_any(),
                }}
            </div>
            <details class="words">
                <summary>
                    <span class="sheet-name">{name.clone()}</span>
                    <span class="sheet-seen dim">{move || sheet.with(seen)}</span>
                    {move || yours.get().then(|| view! { <span class="yours">"yours"</span> })}
                </summary>
                <Auto to=to fields=fields class="stack" button="Save">
                    <Area label=label name="description" value=words />
                </Auto>
                <ul class="looks-list">
                    {move || sheet.with(|own| own.looks.iter().map(|(scenes, words)| view! { <li><b>{scenes.clone()}</b>" "{words.clone()}</li> }).collect_view())}
                </ul>
                {(kind == "cast").then(|| view! { <Own shown sheet /> })}
            </details>
        </li>
    }
}

fn seen(sheet: &SheetView) -> String {
    let shots = match sheet.shots {
        0 => "not seen".to_owned(),
        1 => "1 shot".to_owned(),
        many => format!("{many} shots"),
    };
    if sheet.seen.is_empty() { shots } else { format!("{shots} · {}", sheet.seen) }
}

/// A picture of the person's own, in the place of the studio's sheet.
#[component]
fn Own(shown: Shown, sheet: Memo<SheetView>) -> impl IntoView {
    let name = sheet.with_untracked(|own| own.name.clone());
    view! {
        <form class="own-picture" action=format!("/projects/{}/looks", shown.id) method="post" enctype="multipart/form-data">
            <input type="hidden" name="name" value=name />
            <label class="field"><span class="label">"A picture of yours"<span class="unit">"PNG or JPEG, 10 MB"</span></span><input type="file" name="picture" accept="image/png,image/jpeg" required=true /></label>
            <button type="submit" class="small"><Icon name="up" />"Send it"</button>
        </form>
    }
}
