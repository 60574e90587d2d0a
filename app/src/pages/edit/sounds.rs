//! What is heard under a shot.

use super::{
    Changed,
    auto::Auto,
    level::Level,
    means,
    recording::{CueRecording, MusicPanel},
};
use crate::{
    api::{
        cues::{AddCue, ChangeCue, RemoveCue},
        projects::list_makers,
    },
    asked::ask,
    live::{Live, Row},
    ui::{Act, Icon, Input, Shuttle, Tick},
};
use leptos::{html, prelude::*, server_fn::ServerFn};
use model::{Cue, CueId, CueKind};

#[component]
pub fn Sounds(live: Live, row: Row, shuttle: Shuttle) -> impl IntoView {
    let ids = Memo::new(move |_| row.shot.with(|shot| shot.cues.iter().map(|cue| cue.id).collect::<Vec<_>>()));
    let adding = NodeRef::<html::Details>::new();
    let add = vec![("id", live.id.to_string()), ("shot", row.id.to_string())];
    let makers = ask(|| (), |()| list_makers());
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
                <OneCue live row cue shuttle />
            </For>
        </ul>
        {move || ids.with(Vec::is_empty).then(|| view! { <p class="dim">"No sounds under this shot."</p> })}
        <MusicPanel live row />
        <details class="add" node_ref=adding>
            <summary class="button small"><Icon name="plus" />"Add a sound"</summary>
            <Act to=AddCue::PATH fields=add class="stack" reset=true done=move |()| if let Some(adding) = adding.get_untracked() { adding.set_open(false) }>
                <Input label="What is heard" name="sound" placeholder="rain on a window" value="" />
                <div class="row">
                    <Input label="Starts at" unit="s" name="at" kind="number" step="0.1" min="0" max="60" placeholder="the studio decides" value="" />
                    <Tick label="Under the whole shot" name="ambience" checked=false />
                </div>
                <button type="submit">"Add"</button>
            </Act>
        </details>
    }
}

#[component]
fn OneCue(live: Live, row: Row, cue: CueId, shuttle: Shuttle) -> impl IntoView {
    let now =
        Memo::new(move |_| row.shot.with(|shot| shot.cues.iter().find(|c| c.id == cue).cloned()).unwrap_or_default());
    let value = move |read: fn(&Cue) -> String| Signal::derive(move || now.with(read));
    let fields = vec![("id", live.id.to_string()), ("shot", row.id.to_string()), ("cue", cue.to_string())];
    let effect = now.with_untracked(|cue| cue.kind == CueKind::Effect);
    // From the moment at which it is heard; where the studio placed it, from the shot's start.
    let play = move || {
        let trim = row.shot.with_untracked(|shot| shot.trim_start);
        let at = now.with_untracked(|cue| cue.at).unwrap_or_default();
        if let Some(start) = shuttle.start_of(row.id) {
            shuttle.seek(start + (at - trim).max(0.0));
            shuttle.play(1.0);
        }
    };
    view! {
        <li class="line" data-cue=cue.to_string()>
            <p class="dim">{if effect { "Once" } else { "Under the whole shot" }}</p>
            <Auto to=ChangeCue::PATH fields=fields.clone() class="stack" means=means(live, row, Changed::Sound)>
                <Input label="What is heard" name="sound" value=value(|cue| cue.sound.clone()) />
                <div class="row">
                    {effect.then(|| view! { <Input label="Starts at" unit="s" name="at" kind="number" step="0.1" min="0" max="60" placeholder="the studio decides" value=value(|cue| cue.at.map(|at| format!("{at:.1}")).unwrap_or_default()) /> })}
                    <Level value=value(|cue| cue.gain_db.to_string()) />
                </div>
            </Auto>
            <CueRecording live row cue />
            <div class="line-tools">
                {move || row.clip.with(|clip| clip.video.is_some()).then(|| view! {
                    <button type="button" class="small quiet with-script" on:click=move |_| play()><Icon name="play" />"Play"</button>
                })}
                <Act to=RemoveCue::PATH fields=fields><button type="submit" class="small quiet" data-verb="remove"><Icon name="bin" />"Remove"</button></Act>
            </div>
        </li>
    }
}
