//! A picture of how a character looks.

use crate::{api::film::ChangeCharacter, live::Live, ui::Act};
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
