//! What is heard under a shot.

use super::recording::{CueRecording, MusicPanel};
use crate::{
    api::{
        cues::{AddCue, ChangeCue, RemoveCue},
        projects::list_makers,
    },
    live::{Live, Row},
    ui::{Act, Icon, Input, Tick},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{Cue, CueId, CueKind};

#[component]
pub fn Sounds(live: Live, row: Row) -> impl IntoView {
    let ids = Memo::new(move |_| row.shot.with(|shot| shot.cues.iter().map(|cue| cue.id).collect::<Vec<_>>()));
    let add = vec![("id", live.id.to_string()), ("shot", row.id.to_string())];
    let makers = Resource::new_blocking(|| (), |()| list_makers());
    let chosen = live.view.with_untracked(|view| view.settings.sound.clone());
    let follows = move || {
        let chosen = chosen.clone();
        Suspend::new(async move {
            let makers = makers.await.unwrap_or_default();
            let maker = makers.into_iter().find(|maker| maker.per_shot && maker.choice == chosen);
            maker.map(|maker| view! { <p class="dim">{format!("{} makes one sound for the whole shot, from what is seen in the take; it is told to listen for these. When they are heard, the picture says.", maker.name)}</p> })
        })
    };
    view! {
        <Suspense>{follows}</Suspense>
        <ul class="lines">
            <For each=move || ids.get() key=|id| *id let:cue>
                <OneCue live row cue />
            </For>
        </ul>
        {move || ids.with(Vec::is_empty).then(|| view! { <p class="dim">"No sounds under this shot."</p> })}
        <MusicPanel live row />
        <details class="add">
            <summary class="button small"><Icon name="plus" />"Add a sound"</summary>
            <Act to=AddCue::PATH fields=add class="stack" reset=true>
                <Input label="What is heard" name="sound" placeholder="rain on a window" value="" />
                <div class="row">
                    <Input label="Starts at" unit="s" name="at" kind="number" step="0.1" min="0" max="60" value="" />
                    <Tick label="Under the whole shot" name="ambience" checked=false />
                </div>
                <button type="submit">"Add"</button>
            </Act>
        </details>
    }
}

#[component]
fn OneCue(live: Live, row: Row, cue: CueId) -> impl IntoView {
    let now =
        Memo::new(move |_| row.shot.with(|shot| shot.cues.iter().find(|c| c.id == cue).cloned()).unwrap_or_default());
    let value = move |read: fn(&Cue) -> String| Signal::derive(move || now.with(read));
    let fields = vec![("id", live.id.to_string()), ("shot", row.id.to_string()), ("cue", cue.to_string())];
    let effect = now.with_untracked(|cue| cue.kind == CueKind::Effect);
    view! {
        <li class="line" data-cue=cue.to_string()>
            <Act to=ChangeCue::PATH fields=fields.clone() class="stack">
                <div class="row">
                    <Input label=if effect { "Effect" } else { "Ambience" } name="sound" value=value(|cue| cue.sound.clone()) />
                    {effect.then(|| view! { <Input label="Starts at" unit="s" name="at" kind="number" step="0.1" min="0" max="60" value=value(|cue| cue.at.map(|at| format!("{at:.1}")).unwrap_or_default()) /> })}
                    <Input label="Level" unit="dB" name="gain_db" kind="number" step="0.5" min="-30" max="12" value=value(|cue| cue.gain_db.to_string()) />
                    <button type="submit">"Save"</button>
                </div>
            </Act>
            <CueRecording live row cue />
            <div class="line-tools">
                <Act to=RemoveCue::PATH fields=fields><button type="submit" class="small quiet" data-verb="remove"><Icon name="bin" />"Remove"</button></Act>
            </div>
        </li>
    }
}
