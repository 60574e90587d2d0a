//! A person's own recording in the place of a voice or of a made sound, sounds made again, and the film's music.

use super::{auto::Auto, level::Level};
use crate::{
    api::{
        cues::{ChangeCue, DoCue},
        film::ChangeMusic,
        lines::DoLine,
    },
    live::{Live, Row},
    ui::{Act, Choice, Icon},
};
use leptos::{prelude::*, server_fn::ServerFn};
use model::{CueId, CueKind, LineId, Mood, recording_url};

/// Under a line: its recording, or a way to send one.
#[component]
pub fn LineRecording(live: Live, row: Row, line: LineId) -> impl IntoView {
    let recording = Memo::new(move |_| {
        row.shot.with(|shot| shot.lines.iter().find(|own| own.id == line).and_then(|line| line.recording.clone()))
    });
    let back = vec![
        ("id", live.id.to_string()),
        ("shot", row.id.to_string()),
        ("line", line.to_string()),
        ("verb", "use_voice".to_owned()),
    ];
    move || {
        match recording.get() {
        Some(name) => view! {
            <div class="recording stack">
                <p class="dim">"Recorded. What it says stays as it was said: new words are in the captions only."</p>
                <audio controls=true preload="none" src=recording_url(live.id, &name)></audio>
                <Act to=DoLine::PATH fields=back.clone()><button type="submit" class="small quiet" data-verb="use_voice"><Icon name="undo" />"Use the voice again"</button></Act>
            </div>
        }
        .into_any(),
        None => view! { <Send live row named=("line", line.to_string()) words="Record it yourself" /> }.into_any(),
    }
    }
}

/// Under a sound: whether it is heard once or under the whole shot, another one of the same words, and a recording of one's own.
#[component]
pub fn CueRecording(live: Live, row: Row, cue: CueId) -> impl IntoView {
    let now = Memo::new(move |_| {
        row.shot.with(|shot| shot.cues.iter().find(|own| own.id == cue).map(|cue| (cue.kind, cue.recording.clone())))
    });
    let own = vec![("id", live.id.to_string()), ("shot", row.id.to_string()), ("cue", cue.to_string())];
    let with = move |name: &'static str, value: &str| {
        let mut fields = own.clone();
        fields.push((name, value.to_owned()));
        fields
    };
    move || {
        let (kind, recording) = now.get()?;
        let (other, words) = match kind {
            CueKind::Ambience => ("effect", "Hear it once"),
            CueKind::Effect => ("ambience", "Under the whole shot"),
        };
        let own = match recording {
            Some(name) => view! {
                <p class="dim">"Recorded."</p>
                <audio controls=true preload="none" src=recording_url(live.id, &name)></audio>
                <Act to=DoCue::PATH fields=with("verb", "use_made")><button type="submit" class="small quiet" data-verb="use_made"><Icon name="undo" />"Use the made sound again"</button></Act>
            }
            .into_any(),
            None => view! {
                <Act to=DoCue::PATH fields=with("verb", "make_again")><button type="submit" class="small quiet" data-verb="make_again"><Icon name="again" />"Make another"</button></Act>
                <Send live row named=("cue", cue.to_string()) words="Use your own sound" />
            }
            .into_any(),
        };
        Some(view! {
            <div class="recording line-tools">
                <Act to=ChangeCue::PATH fields=with("kind", other)><button type="submit" class="small quiet" data-kind=other>{words}</button></Act>
                {own}
            </div>
        })
    }
}

/// A form with a sound file. Where the browser can record, `public/record.js` puts what it records into the form and sends it.
#[component]
fn Send(live: Live, row: Row, named: (&'static str, String), words: &'static str) -> impl IntoView {
    let (name, value) = named;
    view! {
        <details class="add">
            <summary class="button small quiet"><Icon name="record" />{words}</summary>
            <form class="stack" action=format!("/projects/{}/shots/{}/recording", live.id, row.id) method="post" enctype="multipart/form-data">
                <input type="hidden" name=name value=value />
                <button type="button" class="small with-script" data-record="Stop and use it">"Record now"</button>
                <label class="field"><span class="label">"Or a sound file"<span class="unit">"20 MB, 10 minutes"</span></span><input type="file" name="recording" accept="audio/*,video/webm,video/mp4" required=true /></label>
                <button type="submit" class="small">"Send it"</button>
                <p class="dim" role="status" data-record-says=""></p>
            </form>
        </details>
    }
}

/// The level of the film's music and its mood, in the whole film and in the scene of this shot.
#[component]
pub fn MusicPanel(live: Live, row: Row) -> impl IntoView {
    let has_music = live.view.with_untracked(|view| view.settings.music);
    has_music.then(|| {
        let music = Memo::new(move |_| live.view.with(|view| view.list.music.clone()));
        let scene = row.shot.with_untracked(|shot| shot.scene.clone());
        let own = vec![("id", live.id.to_string())];
        let mut of_scene = own.clone();
        of_scene.push(("scene", scene.clone()));
        let key = |mood: Option<Mood>| mood.map(|mood| mood.key().to_owned()).unwrap_or_default();
        let label = format!("Scene {scene}");
        view! {
            <details class="add music">
                <summary class="button small">"The film's music"</summary>
                <Auto to=ChangeMusic::PATH fields=own class="stack">
                    <div class="row">
                        <Level value=Signal::derive(move || music.with(|music| music.gain_db.to_string())) />
                        <Choice label="Mood of the film" name="mood" options=moods("as the script has it") value=Signal::derive(move || key(music.with(|music| music.mood))) />
                    </div>
                </Auto>
                <Auto to=ChangeMusic::PATH fields=of_scene class="stack">
                    <p class="dim">{label}</p>
                    <div class="row">
                        <Choice label="Mood of this scene" name="mood" options=moods("as the film has it") value=Signal::derive(move || key(music.with(|music| music.scenes.get(&scene).copied()))) />
                    </div>
                </Auto>
            </details>
        }
    })
}

fn moods(none: &'static str) -> Vec<(String, String)> {
    let own = (String::new(), none.to_owned());
    [own].into_iter().chain(Mood::ALL.iter().map(|mood| (mood.key().to_owned(), mood.label().to_owned()))).collect()
}
