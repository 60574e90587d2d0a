//! The takes of a shot, side by side.

use crate::{
    api::shots::ChooseTake,
    live::{Live, Row},
    ui::{Act, Icon, When, money},
};
use leptos::{prelude::*, server_fn::ServerFn};

#[component]
pub fn Takes(live: Live, row: Row) -> impl IntoView {
    let takes = Memo::new(move |_| row.clip.with(|clip| clip.takes.clone()));
    view! {
        {move || takes.with(Vec::is_empty).then(|| view! { <p class="dim">"No take yet. It appears here when the shot was filmed."</p> })}
        <ul class="takes">
            {move || {
                takes.get().into_iter().map(|take| {
                    let fields = vec![("id", live.id.to_string()), ("shot", row.id.to_string()), ("take", take.take.to_string())];
                    view! {
                        <li class:chosen=take.chosen>
                            <video controls=true preload="none" playsinline=true src=take.video poster=take.poster aria-label=format!("Take {}", take.take + 1)></video>
                            <p class="state-row"><strong>"Take " {take.take + 1}</strong>
                                <span class="dim tabular">{format!("{:.1} s · {} · {}", take.seconds, take.made_by.provider, if take.reused { "from another film, free".to_owned() } else { money(take.cost_cents) })}</span></p>
                            <p class="meta"><When at=take.made_at /></p>
                            {if take.chosen {
                                view! { <p class="badge made"><Icon name="check" /><span>"In the film"</span></p> }.into_any()
                            } else {
                                view! { <Act to=ChooseTake::PATH fields=fields><button type="submit" class="small">"Use this take"</button></Act> }.into_any()
                            }}
                        </li>
                    }
                }).collect_view()
            }}
        </ul>
    }
}
