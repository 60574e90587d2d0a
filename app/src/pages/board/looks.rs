//! How a character looks: a picture, or what a provider knows them by.

use super::super::edit::auto::Auto;
use crate::{
    api::film::ChangeCharacter,
    live::Live,
    ui::{Act, Input},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::picture_url;

#[component]
pub fn Looks(live: Live, name: String, picture: Option<String>) -> impl IntoView {
    let away = vec![("id", live.id.to_string()), ("name", name.clone()), ("picture", String::new())];
    let shown = format!("How {name} looks");
    view! {
        {picture.map(|picture| view! {
            <img class="looks" src=picture_url(live.id, &picture) alt=shown loading="lazy" decoding="async" />
            <Act to=ChangeCharacter::PATH fields=away><button type="submit" class="small quiet">"Take the picture away"</button></Act>
        })}
        <form action=format!("/projects/{}/looks", live.id) method="post" enctype="multipart/form-data">
            <input type="hidden" name="name" value=name />
            <label class="field"><span class="label">"A picture"<span class="unit">"for models that keep looks"</span></span><input type="file" name="picture" accept="image/png,image/jpeg" required=true /></label>
            <button type="submit" class="small">"Send it"</button>
        </form>
    }
}

/// The id of the character's element at Kling, for models that film with elements.
#[component]
pub fn KlingElement(live: Live, name: String, element: Signal<String>) -> impl IntoView {
    let fields = vec![("id", live.id.to_string()), ("name", name)];
    view! {
        <Auto to=ChangeCharacter::PATH part="element" fields=fields class="stack" button="Save the element">
            <Input label="Element at Kling" unit="its id, for models that film with elements" name="element" value=element />
        </Auto>
    }
}
