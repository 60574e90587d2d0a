//! Recordings in the place of voices and made sounds, sounds made again, and the film's music.

use super::{House, bought, house};
use chrono::{TimeDelta, Utc};
use model::{
    Command, CueChange, CueKind, Edit, LineChange, MusicChange, ProjectId, Recording, RunState, Shot, limits,
    view::ProjectView,
};
use pipeline::Error;
use provider_simulators::kling::{Kling, Options};
use std::collections::HashMap;

/// A tone of this many seconds between two of silence, in a file of this kind.
fn tone(seconds: f64, kind: &str) -> Vec<u8> {
    let folder = testkit::folder();
    let file = folder.path().join(format!("tone.{kind}"));
    let tone = format!("sine=frequency=1000:duration={seconds},volume=-30dB,adelay=1000,apad=pad_dur=1");
    let mut ffmpeg = std::process::Command::new("ffmpeg");
    ffmpeg.args(["-v", "error", "-f", "lavfi", "-i", &tone, "-ar", "48000"]);
    if kind == "webm" {
        ffmpeg.args(["-c:a", "libopus"]);
    }
    assert!(ffmpeg.arg(&file).status().unwrap().success());
    std::fs::read(file).unwrap()
}

impl House {
    async fn record(&self, id: ProjectId, kind: &str) -> Recording {
        self.studio.keep_recording(self.who, id, tone(1.5, kind)).await.unwrap()
    }

    async fn edit(&self, id: ProjectId, edit: Edit) -> ProjectView {
        self.studio.edit(self.who, id, edit).await.unwrap();
        self.until_done(id).await
    }

    /// What was made since, by kind.
    async fn made_since(&self, id: ProjectId, before: &HashMap<String, usize>) -> Vec<(String, usize)> {
        let mut more: Vec<(String, usize)> = self.made(id).await.into_iter().collect();
        more.iter_mut().for_each(|(kind, count)| *count -= before[kind]);
        more.retain(|(_, count)| *count > 0);
        more.sort();
        more
    }

    async fn film(&self) -> (ProjectId, ProjectView) {
        let id = self.project().await;
        self.studio.command(self.who, id, Command::Start).await.unwrap();
        let view = self.until_done(id).await;
        assert_eq!(view.card.state, RunState::Done);
        (id, view)
    }

    fn samples(&self, url: &str) -> Vec<f32> {
        let key = url.strip_prefix("/media/").unwrap();
        media::read_wav(&self.database.store().files().local_path(key).unwrap()).unwrap()
    }
}

fn more(made: &[(&str, usize)]) -> Vec<(String, usize)> {
    made.iter().map(|(kind, count)| ((*kind).to_owned(), *count)).collect()
}

fn speaks(view: &ProjectView) -> Shot {
    view.list.shots.iter().find(|shot| !shot.lines.is_empty()).unwrap().clone()
}

fn audio(view: &ProjectView, shot: &Shot) -> String {
    let clip = view.clips.iter().find(|clip| clip.shot == shot.id).unwrap();
    clip.lines[0].audio.clone().unwrap()
}

/// How much of a sound is a tone of 1000 Hz, 0 to 1.
fn share_of_tone(stereo: &[f32]) -> f64 {
    let left: Vec<f64> = stereo.iter().step_by(2).map(|sample| f64::from(*sample)).collect();
    let wave = |at: usize| 2.0 * std::f64::consts::PI * 1000.0 * at as f64 / 48_000.0;
    let (sine, cosine) = left.iter().enumerate().fold((0.0, 0.0), |(sine, cosine), (at, sample)| {
        (sine + sample * wave(at).sin(), cosine + sample * wave(at).cos())
    });
    let all: f64 = left.iter().map(|sample| sample * sample).sum();
    (sine * sine + cosine * cosine) * 2.0 / (left.len() as f64 * all.max(1e-9))
}

#[tokio::test(flavor = "multi_thread")]
async fn recordings_of_every_kind_come_at_one_level_without_the_silence_at_their_ends() {
    let house = house().await;
    let id = house.project().await;
    for kind in ["wav", "mp3", "m4a", "ogg", "webm"] {
        let kept = house.record(id, kind).await;
        assert!((1.4..1.8).contains(&kept.seconds), "{kind}: {} s", kept.seconds);
        let samples = house.samples(&kept.url);
        assert!((samples.len() as f64 / 96_000.0 - kept.seconds).abs() < 0.001, "{kind}");
        let (loudness, peak) = media::measure(&samples);
        assert!((loudness.unwrap() + 18.0).abs() < 1.0, "{kind}: {loudness:?} LUFS");
        assert!(peak < -1.5, "{kind}: {peak} dBTP");
    }
    assert_eq!(house.record(id, "wav").await, house.record(id, "wav").await, "the same is kept once");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_recording_is_refused_with_a_sentence() {
    let house = house().await;
    let id = house.project().await;
    let refused = async |bytes: Vec<u8>| match house.studio.keep_recording(house.who, id, bytes).await {
        Err(Error::Refused(why) | Error::TooLarge(why)) => why,
        other => panic!("{other:?}"),
    };
    assert!(refused(b"#EXTM3U\nfile:///etc/passwd".to_vec()).await.contains("playlist"));
    assert!(refused(Vec::new()).await.contains("empty"));
    assert!(refused(vec![0; limits::RECORDING_BYTES + 1]).await.contains("20 MB"));
    let mut silence = tone(0.5, "wav");
    let body = silence.len() - 48_000;
    silence[200..].fill(0);
    silence.truncate(body);
    let why = refused(silence).await;
    assert!(why.contains("cannot be used"), "{why}");
    let shot = speaks(&house.view(id).await);
    let recording = format!("{}.wav", "ab".repeat(32));
    let edit = Edit::RecordLine { shot: shot.id, line: shot.lines[0].id, recording };
    let why = house.studio.edit(house.who, id, edit).await.unwrap_err().to_string();
    assert!(why.contains("no such recording"), "{why}");
    let stranger = model::UserId::new();
    assert!(matches!(house.studio.keep_recording(stranger, id, tone(0.5, "wav")).await, Err(Error::NotFound)));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recorded_line_is_heard_in_its_clip_stays_through_edits_and_undo_brings_the_voice_back() {
    let house = house().await;
    let (id, view) = house.film().await;
    let shot = speaks(&view);
    let line = shot.lines[0].id;
    let voice = audio(&view, &shot);
    assert!(share_of_tone(&house.samples(&voice)) < 0.2, "a voice is no tone");
    let before = house.made(id).await;
    let recording = house.record(id, "webm").await;
    let view = house.edit(id, Edit::RecordLine { shot: shot.id, line, recording: recording.name.clone() }).await;
    assert_eq!(house.made_since(id, &before).await, more(&[("clip", 1), ("film", 1), ("line_take", 1)]));
    assert_eq!(view.can_undo.as_deref(), Some("record a line"));
    let clip = view.clips.iter().find(|clip| clip.shot == shot.id).unwrap();
    let heard = &clip.lines[0];
    assert!((heard.end - heard.start - recording.seconds).abs() < 0.1, "{heard:?}");
    assert_eq!(heard.words.len(), shot.lines[0].text.split_whitespace().count());
    // The mix itself: what is heard of the clip while the line is on.
    let video = clip.video.clone().unwrap();
    let key = video.strip_prefix("/media/").unwrap();
    let (folder, tools) = (testkit::folder(), media::Tools::find().unwrap());
    let mixed = folder.path().join("mix.wav");
    let file = house.database.store().files().local_path(key).unwrap();
    media::decode_audio(&tools, &file, &mixed, 60.0).await.unwrap();
    let mixed = media::read_wav(&mixed).unwrap();
    let at = |second: f64| (second * 48_000.0) as usize * 2;
    let during = share_of_tone(&mixed[at(heard.start + 0.1)..at(heard.start + 1.0)]);
    assert!(during > 0.5, "{during} of the mix is the recording");

    let before = house.made(id).await;
    let change = LineChange { gain_db: Some(-3.0), speed: Some(1.2), ..LineChange::default() };
    let view = house.edit(id, Edit::ChangeLine { shot: shot.id, line, change }).await;
    assert_eq!(house.made_since(id, &before).await, more(&[("clip", 1), ("film", 1)]), "the recording stays");
    assert_eq!(speaks(&view).lines[0].recording.as_deref(), Some(recording.name.as_str()));
    let change = LineChange { text: Some("You came after all.".into()), ..LineChange::default() };
    house.edit(id, Edit::ChangeLine { shot: shot.id, line, change }).await;
    assert!(house.studio.captions_vtt(house.who, id).await.unwrap().contains("after all"));

    let made = house.made(id).await;
    for _ in 0..3 {
        house.studio.undo(house.who, id).await.unwrap();
        house.until_done(id).await;
    }
    let view = house.view(id).await;
    assert_eq!((audio(&view, &shot), house.made(id).await), (voice, made), "nothing is made again");
    assert_eq!(speaks(&view).lines[0].recording, None);
    house.studio.redo(house.who, id).await.unwrap();
    let view = house.until_done(id).await;
    assert!(speaks(&view).lines[0].recording.is_some());
    let view = house.edit(id, Edit::RecordLine { shot: shot.id, line, recording: String::new() }).await;
    assert_eq!(view.can_undo.as_deref(), Some("use the voice again"));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_in_a_bought_film_buys_nothing() {
    let kling = Kling::start(Options::default()).await.unwrap();
    let house = bought::house(&kling).await;
    let id = bought::project(&house, |_| {}).await;
    house.studio.command(house.who, id, Command::Start).await.unwrap();
    let view = house.until_done(id).await;
    let bought = bought::charged(&kling).len();
    let shot = speaks(&view);
    let recording = house.record(id, "wav").await.name;
    house.edit(id, Edit::RecordLine { shot: shot.id, line: shot.lines[0].id, recording }).await;
    house.studio.undo(house.who, id).await.unwrap();
    let view = house.until_done(id).await;
    assert_eq!((view.card.state, bought::charged(&kling).len()), (RunState::Done, bought));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sound_is_made_again_recorded_and_becomes_another_kind_and_each_can_be_undone() {
    let house = house().await;
    let (id, view) = house.film().await;
    let shot = view.list.shots[0].id;
    let new = model::Cue { kind: CueKind::Effect, sound: "a door slams".into(), ..model::Cue::default() };
    let view = house.edit(id, Edit::AddCue { shot, new: Box::new(new) }).await;
    let cue = view.list.shots[0].cues.last().unwrap().id;
    let step = async |edit: Edit| {
        let before = house.made(id).await;
        house.edit(id, edit).await;
        house.made_since(id, &before).await
    };
    let another = more(&[("clip", 1), ("film", 1), ("sound", 1)]);
    assert_eq!(step(Edit::MakeCueAgain { shot, cue }).await, another);
    let recording = house.record(id, "mp3").await.name;
    assert_eq!(step(Edit::RecordCue { shot, cue, recording }).await, another);
    let change = CueChange { kind: Some(CueKind::Ambience), ..CueChange::default() };
    // A recording is what it is, whatever kind it is: only the mix is another one.
    assert_eq!(step(Edit::ChangeCue { shot, cue, change }).await, more(&[("clip", 1), ("film", 1)]));
    let made = house.made(id).await;
    for _ in 0..3 {
        house.studio.undo(house.who, id).await.unwrap();
        house.until_done(id).await;
    }
    let view = house.view(id).await;
    let cue = view.list.shots[0].cues.last().unwrap();
    assert_eq!((cue.kind, cue.take, &cue.recording), (CueKind::Effect, 0, &None));
    assert_eq!(house.made(id).await, made, "nothing is made again");
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_musics_level_and_mood_change_the_film_alone_and_can_be_undone() {
    let house = house().await;
    let (id, view) = house.film().await;
    let scene = Some(view.list.shots[0].scene.clone());
    let music = |change| Edit::ChangeMusic { change };
    let first = house.made(id).await;
    let only_film = more(&[("film", 1)]);
    let mut before = first.clone();
    for change in [
        MusicChange { gain_db: Some(-12.0), ..MusicChange::default() },
        MusicChange { mood: Some("joyful".into()), ..MusicChange::default() },
        MusicChange { mood: Some("eerie".into()), scene, ..MusicChange::default() },
    ] {
        house.edit(id, music(change)).await;
        assert_eq!(house.made_since(id, &before).await, only_film);
        before = house.made(id).await;
    }
    for _ in 0..3 {
        house.studio.undo(house.who, id).await.unwrap();
        house.until_done(id).await;
    }
    assert_eq!(house.made(id).await, before, "each film is found again");
    assert_eq!(house.view(id).await.list.music, model::Music::default());
    let change = MusicChange { mood: Some("loud".into()), ..MusicChange::default() };
    assert!(house.studio.edit(house.who, id, music(change)).await.unwrap_err().to_string().contains("no such mood"));
    house.studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_is_swept_when_neither_the_film_nor_an_undo_names_it() {
    let house = house().await;
    let id = house.project().await;
    let (named, stray) = (house.record(id, "wav").await, house.record(id, "mp3").await);
    let shot = speaks(&house.view(id).await);
    let edit = Edit::RecordLine { shot: shot.id, line: shot.lines[0].id, recording: named.name.clone() };
    house.studio.edit(house.who, id, edit).await.unwrap();
    house.studio.undo(house.who, id).await.unwrap();
    house.studio.shutdown().await;
    house.studio.sweep_files(Utc::now() + TimeDelta::days(2)).await.unwrap();
    let is_there = async |kept: &Recording| {
        house.database.store().files().exists(kept.url.strip_prefix("/media/").unwrap()).await.unwrap()
    };
    assert!(is_there(&named).await, "a redo would bring it back");
    assert!(!is_there(&stray).await);
}
