//! Who speaks, where several are seen in the take and lips are to be moved.

use crate::{
    api::shots::{ChooseFace, list_faces},
    asked::ask,
    live::{Live, Row},
    ui::{Act, Icon, clock},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::view::{FaceView, FacesView};

/// Nothing where there is no choice.
#[component]
pub fn WhoSpeaks(live: Live, row: Row) -> impl IntoView {
    // Asked anew when anything may have changed: an edit, an undo, another take.
    let news = Memo::new(move |_| live.view.with(|view| view.settings.lips.is_some().then_some(view.last_seq)));
    let faces = ask(
        move || news.get(),
        move |news| async move {
            match news {
                Some(_) => list_faces(live.id, row.id).await.ok().flatten(),
                None => None,
            }
        },
    );
    view! {
        <Transition>
            {move || Suspend::new(async move { faces.await.map(|faces| view! { <Faces live row faces /> }) })}
        </Transition>
    }
}

#[component]
fn Faces(live: Live, row: Row, faces: FacesView) -> impl IntoView {
    let FacesView { look, question, faces } = faces;
    let all = faces.into_iter().enumerate().map(|(place, face)| {
        let FaceView { id, start, end, picture, chosen } = face;
        let fields =
            vec![("id", live.id.to_string()), ("shot", row.id.to_string()), ("look", look.clone()), ("face", id)];
        let name = format!("Face {}", place + 1);
        let seen = format!("seen {} to {}", clock(start), clock(end));
        let label = format!("{name}, {seen}");
        view! {
            <li class:chosen=chosen>
                <Act to=ChooseFace::PATH fields=fields>
                    <button type="submit" aria-label=label aria-pressed=if chosen { "true" } else { "false" }>
                        {picture.map(|url| view! { <img src=url alt="" width="96" height="96" decoding="async" /> })}
                        <span>{name}</span>
                        <span class="dim tabular">{seen}</span>
                        {chosen.then(|| view! { <span class="badge made"><Icon name="check" />"Speaks"</span> })}
                    </button>
                </Act>
            </li>
        }
    });
    view! {
        <section class="who-speaks" aria-labelledby="who-speaks">
            <h3 id="who-speaks">{question}</h3>
            <ul>{all.collect_view()}</ul>
        </section>
    }
}
