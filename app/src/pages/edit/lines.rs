//! What is said in a shot.

use super::{Changed, auto::Auto, level::Level, means, recording::LineRecording};
use crate::{
    api::lines::{AddLine, ChangeLine, DoLine},
    api::projects::list_voices,
    asked::ask_beside,
    live::{Live, Row},
    ui::{Act, Area, Choice, Icon, Input, Shuttle},
};
use leptos::{html, prelude::*, server_fn::ServerFn};
use model::{Delivery, Line, LineId, Through};

#[component]
pub fn Lines(live: Live, row: Row, shuttle: Shuttle) -> impl IntoView {
    let ids = Memo::new(move |_| row.shot.with(|shot| shot.lines.iter().map(|line| line.id).collect::<Vec<_>>()));
    let voices = ask_beside(move || live.view.with(|view| view.settings.speech.provider.clone()), list_voices);
    let speakers = Memo::new(move |_| speakers(live));
    let add = vec![("id", live.id.to_string()), ("shot", row.id.to_string())];
    view! {
        <Suspense>
            {move || Suspend::new(async move {
                let options: Vec<(String, String)> = std::iter::once((String::new(), "the character's own".to_owned()))
                    .chain(voices.await.unwrap_or_default().into_iter().map(|voice| (voice.id, voice.label)))
                    .collect();
                view! {
                    <ul class="lines">
                        <For each=move || ids.get() key=|id| *id let:line>
                            <OneLine live row line shuttle speakers voices=options.clone() />
                        </For>
                    </ul>
                }
            })}
        </Suspense>
        {move || ids.with(Vec::is_empty).then(|| view! { <p class="dim">"Nobody speaks in this shot."</p> })}
        <details class="add">
            <summary class="button small"><Icon name="plus" />"Add a line"</summary>
            <Act to=AddLine::PATH fields=add class="stack" reset=true>
                {move || view! { <Choice label="Speaker" name="speaker" options=speakers.get() value=first_in(row) /> }}
                <Area label="Text" name="text" rows="2" value="" />
                <button type="submit">"Add"</button>
            </Act>
        </details>
    }
}

#[component]
fn OneLine(
    live: Live,
    row: Row,
    line: LineId,
    shuttle: Shuttle,
    speakers: Memo<Vec<(String, String)>>,
    voices: Vec<(String, String)>,
) -> impl IntoView {
    let now =
        Memo::new(move |_| row.shot.with(|shot| shot.lines.iter().find(|l| l.id == line).cloned()).unwrap_or_default());
    let value = move |read: fn(&Line) -> String| Signal::derive(move || now.with(read));
    let start = Memo::new(move |_| row.clip.with(|clip| clip.lines.iter().find(|l| l.line == line).map(|l| l.start)));
    let fields = vec![("id", live.id.to_string()), ("shot", row.id.to_string()), ("line", line.to_string())];
    let verb = |verb: &str| {
        let mut fields = fields.clone();
        fields.push(("verb", verb.to_owned()));
        fields
    };
    let (again, remove) = (verb("say_again"), verb("remove"));
    let adding = NodeRef::<html::Details>::new();
    let deliveries = Delivery::ALL.iter().map(|d| (d.key().to_owned(), d.label().to_owned())).collect::<Vec<_>>();
    let ways = Through::ALL.iter().map(|way| (way.key().to_owned(), way.label().to_owned())).collect::<Vec<_>>();
    let doubtful = move || now.with(|line| line.confidence < 0.6 && line.speaker.is_some());
    view! {
        <li class="line" data-line=line.to_string()>
            <Auto to=ChangeLine::PATH fields=fields.clone() class="stack" button="Save and say it" means=means(live, row, Changed::Sound)>
                <Area label="Text" name="text" class="script" rows="2" value=value(|line| line.text.clone()) />
                <div class="row">
                    {move || view! { <Choice label="Speaker" name="speaker" options=speakers.get() value=value(|line| line.speaker.clone().unwrap_or_default()) /> }}
                    <Choice label="Delivery" name="delivery" options=deliveries value=value(|line| line.delivery.key().to_owned()) />
                </div>
                {move || doubtful().then(|| view! { <p class="waits hint"><Icon name="alert" />"The script does not say plainly who speaks here. Correct it if it is wrong."</p> })}
                <div class="row">
                    <Choice label="Voice" name="voice" options=voices value=value(|line| line.voice.clone().unwrap_or_default()) />
                    <Choice label="Heard through" name="through" options=ways value=value(|line| line.through.key().to_owned()) />
                    <Input label="Speed" unit="×" name="speed" kind="number" step="0.05" min="0.5" max="2" value=value(|line| line.speed.to_string()) />
                    <Level value=value(|line| line.gain_db.to_string()) />
                </div>
            </Auto>
            <LineRecording live row line />
            <div class="line-tools">
                {move || start.get().map(|at| view! {
                    <button type="button" class="small quiet" on:click=move |_| {
                        if let Some(shot) = shuttle.start_of(row.id) {
                            shuttle.seek(shot + at);
                            shuttle.play(1.0);
                        }
                    }><Icon name="play" />"Play"</button>
                })}
                <details class="new-speaker" node_ref=adding>
                    <summary class="button small quiet"><Icon name="plus" />"Somebody new speaks"</summary>
                    <Act to=ChangeLine::PATH fields=fields class="stack" done=move |()| if let Some(adding) = adding.get_untracked() { adding.set_open(false) }>
                        <Input label="Name" name="speaker" value="" required=true />
                        <p class="dim">"Nobody of that name is in the film yet. A new voice is cast for them."</p>
                        <button type="submit" class="small">"Add them and have them say this"</button>
                    </Act>
                </details>
                <Act to=DoLine::PATH fields=again><button type="submit" class="small quiet" data-verb="say_again"><Icon name="again" />"Say it again"</button></Act>
                <Act to=DoLine::PATH fields=remove><button type="submit" class="small quiet" data-verb="remove"><Icon name="bin" />"Remove"</button></Act>
            </div>
        </li>
    }
}

/// Who can speak: the cast, and whoever has a line already.
fn speakers(live: Live) -> Vec<(String, String)> {
    let mut names = live.view.with(|view| view.list.characters.iter().map(|c| c.name.clone()).collect::<Vec<_>>());
    live.rows.with(|rows| {
        for row in rows {
            row.shot.with(|shot| names.extend(shot.lines.iter().filter_map(|line| line.speaker.clone())));
        }
    });
    let mut known = std::collections::HashSet::new();
    names.retain(|name| !name.is_empty() && known.insert(name.clone()));
    let nobody = (String::new(), "nobody named".to_owned());
    names.into_iter().map(|name| (name.clone(), name)).chain([nobody]).collect()
}

/// Who would speak first: somebody who is seen.
fn first_in(row: Row) -> String {
    row.shot.with_untracked(|shot| shot.focus.clone().or_else(|| shot.cast.first().cloned()).unwrap_or_default())
}
