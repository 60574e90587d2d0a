//! What comes in as a file, by plain multipart forms.

use super::{
    App, archive,
    person::SignedIn,
    reply::{Problem, back},
};
use axum::{
    extract::{Multipart, Path, State, multipart::MultipartError},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Redirect, Response},
};
use model::{CueId, Edit, FrameEnd, LineId, ProjectId, ProjectSettings, ShotId, limits, view::NewProject};
use std::{
    collections::HashMap,
    io::{Seek as _, Write as _},
};

/// A form's field could not be read: too large, or broken on the way.
fn broken(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "The file is too large. A script may have up to 2 MB: film it in parts.",
        )
    } else {
        Problem::new(StatusCode::BAD_REQUEST, "The form did not arrive whole. Please send it again.")
    }
}

fn refused(sentence: impl Into<String>) -> Problem {
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence)
}

/// Answers a form: on to a page, or back with the sentence.
fn answer(headers: &HeaderMap, otherwise: &str, done: Result<String, Problem>) -> Response {
    match done {
        Ok(page) => Redirect::to(&page).into_response(),
        Err(problem) => back(headers, otherwise, &problem),
    }
}

/// A new project from a script's file.
pub async fn script(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let made = async {
        let (title, name, bytes) = script_fields(form).await?;
        let play = crate::script_reader::read(&bytes, name.as_deref()).await?;
        let stem = name.as_deref().map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem)).unwrap_or_default();
        let title = [title.trim(), play.title.trim(), stem]
            .into_iter()
            .find(|t| !t.is_empty())
            .unwrap_or("Untitled")
            .to_owned();
        // A story has nobody else to tell it.
        let narration = play.format == script::Format::Prose.label();
        let settings = ProjectSettings { narration, ..app.studio.usual_settings() };
        let new = NewProject { title, script: play.text, settings };
        let id = app.studio.create_project(person.id, new).await?;
        app.studio.command(person.id, id, model::Command::Start).await?;
        Ok(format!("/projects/{id}"))
    };
    answer(&headers, "/new", made.await)
}

async fn script_fields(mut form: Multipart) -> Result<(String, Option<String>, Vec<u8>), Problem> {
    let (mut title, mut file) = (String::new(), None);
    while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
        match field.name() {
            Some("title") => title = field.text().await.map_err(|error| broken(&error))?,
            Some("script" | "file") => {
                let name = field.file_name().map(str::to_owned).filter(|name| !name.is_empty());
                let bytes = field.bytes().await.map_err(|error| broken(&error))?;
                // A form may have a text area and a file: the one that is filled counts.
                if !bytes.is_empty() {
                    file = Some((name, bytes.to_vec()));
                }
            }
            _ => {}
        }
    }
    let (name, bytes) = file.ok_or_else(|| refused("The file is empty. Choose a file that holds a script."))?;
    Ok((title, name, bytes))
}

/// An edited prompt list in the place of the project's.
pub async fn prompts(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
    headers: HeaderMap,
    mut form: Multipart,
) -> Response {
    let page = format!("/projects/{id}/board");
    let done = async {
        // Before anything of the file is read: a stranger learns nothing of what is wrong with it.
        app.studio.check_owner(person.id, id).await?;
        while let Some(field) = form.next_field().await.map_err(|error| broken(&error))? {
            if field.name() == Some("file") {
                let bytes = field.bytes().await.map_err(|error| broken(&error))?;
                app.studio.load_prompts(person.id, id, &bytes).await?;
                return Ok(page.clone());
            }
        }
        Err(refused("There was no file in the form. Choose a prompts.json and send it again."))
    };
    answer_own(&headers, &page, done.await)
}

/// A project that was exported as an archive.
pub async fn archive(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let done = async {
        let _turn = app.studio.archive_turn(person.id)?;
        app.studio.check_room(person.id, 0).await?;
        let file = archive_file(form, &app.studio.workshop()).await?;
        let id = archive::open(&app.studio, person.id, file).await?;
        Ok(format!("/projects/{id}"))
    };
    answer(&headers, "/settings", done.await)
}

/// The form's file, streamed to the disk.
async fn archive_file(mut form: Multipart, workshop: &std::path::Path) -> Result<std::fs::File, Problem> {
    let failed = |error: anyhow::Error| Problem::from(pipeline::full_or_internal(error));
    while let Some(mut field) = form.next_field().await.map_err(|error| broken(&error))? {
        if field.name() != Some("file") {
            continue;
        }
        let mut file = archive::unnamed_file(workshop).map_err(failed)?;
        while let Some(part) = field.chunk().await.map_err(|error| broken(&error))? {
            file.write_all(&part).map_err(|error| failed(error.into()))?;
        }
        file.rewind().map_err(|error| failed(error.into()))?;
        return Ok(file);
    }
    Err(refused("There was no file in the form. Choose an archive and send it again."))
}

/// The largest form with a picture in it: the sentence about the picture's size comes from the pipeline.
pub const PICTURE_LIMIT: usize = 24_000_000;

/// The largest form with a recording in it; as above.
pub const RECORDING_LIMIT: usize = limits::RECORDING_BYTES + 1_000_000;

pub fn recording_too_large() -> Problem {
    let most = limits::RECORDING_BYTES / 1_000_000;
    let sentence = format!("The recording is larger than {most} MB. Save it smaller, as MP3 or M4A.");
    Problem::new(StatusCode::PAYLOAD_TOO_LARGE, sentence)
}

async fn picture_fields(form: Multipart) -> Result<(HashMap<String, String>, Vec<u8>), Problem> {
    let too_large = "The picture is larger than 10 MB. Save it smaller and send it again.";
    file_fields(form, "picture", || Problem::new(StatusCode::PAYLOAD_TOO_LARGE, too_large)).await
}

/// The form's fields, its file apart from them.
async fn file_fields(
    mut form: Multipart,
    file: &str,
    too_large: impl Fn() -> Problem,
) -> Result<(HashMap<String, String>, Vec<u8>), Problem> {
    let lost = |error: &MultipartError| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => too_large(),
        _ => broken(error),
    };
    let (mut fields, mut picture) = (HashMap::new(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(|error| lost(&error))? {
        match field.name().map(str::to_owned) {
            Some(name) if name == file => picture = field.bytes().await.map_err(|error| lost(&error))?.to_vec(),
            Some(name) => {
                let text = field.text().await.map_err(|error| lost(&error))?;
                fields.insert(name, text);
            }
            None => {}
        }
    }
    Ok((fields, picture))
}

/// A picture that a shot starts from or ends on.
pub async fn frame(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path((id, shot)): Path<(ProjectId, ShotId)>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let page = format!("/projects/{id}/board#shot-{shot}");
    let done = async {
        let (fields, picture) = picture_fields(form).await?;
        let end = fields.get("end").and_then(|end| FrameEnd::from_key(end));
        let end = end.ok_or_else(|| refused("Say whether the shot starts from the picture or ends on it."))?;
        let name = app.studio.keep_picture(person.id, id, picture).await?;
        app.studio.set_frame(person.id, id, shot, end, Some(name)).await?;
        Ok(page.clone())
    };
    answer_own(&headers, &page, done.await)
}

/// A recording in the place of a line's voice, or of a sound: the form names one of the two.
pub async fn recording(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path((id, shot)): Path<(ProjectId, ShotId)>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let page = format!("/projects/{id}/edit?shot={shot}");
    let done = async {
        app.studio.check_owner(person.id, id).await?;
        let (fields, sent) = file_fields(form, "recording", recording_too_large).await?;
        if sent.is_empty() {
            return Err(refused("There was no recording in the form. Choose a sound file and send it again."));
        }
        let line = fields.get("line").and_then(|line| line.parse::<LineId>().ok());
        let cue = fields.get("cue").and_then(|cue| cue.parse::<CueId>().ok());
        let recording = async || Ok::<_, Problem>(app.studio.keep_recording(person.id, id, sent).await?.name);
        let (tab, edit) = match (line, cue) {
            (Some(line), _) => ("lines", Edit::RecordLine { shot, line, recording: recording().await? }),
            (None, Some(cue)) => ("sounds", Edit::RecordCue { shot, cue, recording: recording().await? }),
            (None, None) => return Err(refused("Say which line or which sound the recording is for.")),
        };
        app.studio.edit(person.id, id, edit).await?;
        Ok(format!("{page}&tab={tab}"))
    };
    answer_own(&headers, &page, done.await)
}

/// A picture of how a character looks.
pub async fn looks(
    State(app): State<App>,
    SignedIn(person): SignedIn,
    Path(id): Path<ProjectId>,
    headers: HeaderMap,
    form: Multipart,
) -> Response {
    let page = format!("/projects/{id}/board");
    let done = async {
        let (mut fields, picture) = picture_fields(form).await?;
        let name = fields.remove("name").unwrap_or_default();
        let picture = Some(app.studio.keep_picture(person.id, id, picture).await?);
        let edit = Edit::ChangeCharacter { name, description: None, voice: None, picture, element: None };
        app.studio.edit(person.id, id, edit).await?;
        Ok(page.clone())
    };
    answer_own(&headers, &page, done.await)
}

/// As [`answer`]; a stranger's project is not there, whatever page the form claims to be on.
fn answer_own(headers: &HeaderMap, page: &str, done: Result<String, Problem>) -> Response {
    match done {
        Err(problem) if problem.status == 404 => problem.into_response(),
        done => answer(headers, page, done),
    }
}
