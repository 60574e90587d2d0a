//! `GET /account/everything.zip`: all that a person has here, to take along.

use super::{App, archive, delivery::named, person::SignedIn, reply::Problem, routes::Routes};
use access::{Actor, SeeDestinations, SeeExports};
use anyhow::Context as _;
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
    routing::get,
};
use futures::StreamExt as _;
use model::view::{Person, ProjectCard};
use pipeline::{Error, Studio};
use serde_json::{Value, json};
use std::{
    fs::File,
    io::{Seek as _, Write as _},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

pub fn routes() -> Routes {
    Routes::new().route("/account/everything.zip", get(everything))
}

async fn everything(State(app): State<App>, SignedIn(person): SignedIn) -> Result<Response, Problem> {
    let turn = app.studio.archive_turn(person.id)?;
    let file = write(&app.studio, &person).await?;
    // The turn lasts until it was sent: its file lies on the disk as long.
    let parts = tokio_util::io::ReaderStream::new(tokio::fs::File::from_std(file)).map(move |part| {
        let _held = &turn;
        part
    });
    let mut response = axum::body::Body::from_stream(parts).into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/zip"));
    Ok(named(response, "Director Studio", "zip", "attachment"))
}

/// All of the person's films, page by page.
async fn films(studio: &Studio, person: &Person) -> Result<Vec<ProjectCard>, Problem> {
    let mut all: Vec<ProjectCard> = Vec::new();
    loop {
        let more = studio.projects_before(person.id, all.last().map(|card| card.id), usize::MAX).await?;
        if more.is_empty() {
            return Ok(all);
        }
        all.extend(more);
    }
}

/// What is known of the person beside the films. Secrets are told by nobody, not even to their owner: only that they are there.
async fn about(studio: &Studio, person: &Person) -> Result<Value, Problem> {
    let actor = Actor::by_session(person.id, person.admin);
    let mut exports = Vec::new();
    let cards = films(studio, person).await?;
    for card in &cards {
        exports.push(
            json!({ "project": card.id, "exports": studio.exports(&actor.may::<SeeExports>()?, card.id).await? }),
        );
    }
    Ok(json!({
        "account": studio.account(person.id, None).await?,
        "keys": studio.key_views(person).await?,
        "tokens": studio.tokens(person.id).await?,
        "destinations": studio.destinations(&actor.may::<SeeDestinations>()?).await?,
        "exports": exports,
        "films": cards,
    }))
}

async fn write(studio: &Studio, person: &Person) -> Result<File, Problem> {
    let about = serde_json::to_vec_pretty(&about(studio, person).await?).map_err(Error::from)?;
    let workshop = studio.workshop();
    let mut zip = archive::unnamed_file(&workshop).map(ZipWriter::new).map_err(Error::Internal)?;
    put(&mut zip, "account.json", &mut about.as_slice()).map_err(Error::Internal)?;
    for card in films(studio, person).await? {
        // One at a time: no more than one film lies on the disk twice.
        let (file, title) = archive::write(studio, person.id, card.id).await?;
        let size = file.metadata().await.map_err(anyhow::Error::from).map_err(Error::Internal)?.len();
        studio.check_disk(size)?;
        let plain: String =
            title.chars().filter(|letter| letter.is_alphanumeric() || " -_".contains(*letter)).take(60).collect();
        let name = format!("films/{} {}.zip", plain.trim(), card.id);
        let mut file = file.into_std().await;
        let packed = tokio::task::spawn_blocking(move || {
            put(&mut zip, &name, &mut file)?;
            Ok::<_, anyhow::Error>(zip)
        });
        zip = packed.await.map_err(anyhow::Error::from).and_then(|packed| packed).map_err(Error::Internal)?;
    }
    let mut file = zip.finish().context("the archive has no end").map_err(Error::Internal)?;
    file.rewind().map_err(anyhow::Error::from).map_err(Error::Internal)?;
    Ok(file)
}

/// Archives are compressed already.
fn put(zip: &mut ZipWriter<File>, name: &str, from: &mut impl std::io::Read) -> anyhow::Result<()> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
    zip.start_file(name, stored)?;
    std::io::copy(from, zip)?;
    zip.flush()?;
    Ok(())
}
