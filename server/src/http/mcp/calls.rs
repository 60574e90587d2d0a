//! What the tools do: the same commands as the pages and the jobs.

use super::{
    edits,
    told::{Told, arguments, dollars, price, told_of},
};
use crate::http::{
    App,
    bearer::Bearer,
    jobs::{
        make,
        view::{Estimate, Job},
    },
    reply::Problem,
    seed::status::Status,
};
use access::{ChangeProjects, CreateJob, SeeProjects};
use axum::http::StatusCode;
use model::{ProjectId, view::NewProject};
use pipeline::FilmJob;
use serde::Deserialize;
use serde_json::{Value, json};

/// What `name` answers; `None` where there is no such tool.
pub async fn call(app: &App, bearer: &Bearer, name: &str, arguments: &Value) -> Option<Result<Told, Problem>> {
    Some(match name {
        "read_script" => read_script(app, bearer, arguments).await,
        "make_board" => make_board(app, bearer, arguments).await,
        "estimate" => estimate(app, bearer, arguments).await,
        "start_job" => start_job(app, bearer, arguments).await,
        "job" => job(app, bearer, arguments).await,
        "change_line" => edits::change_line(app, bearer, arguments).await,
        "rerecord_shot" => edits::rerecord_shot(app, bearer, arguments).await,
        "fetch_film" => fetch_film(app, bearer, arguments).await,
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Script {
    script: String,
    #[serde(default)]
    title: String,
}

async fn read_script(app: &App, bearer: &Bearer, sent: &Value) -> Result<Told, Problem> {
    bearer.may::<SeeProjects>()?;
    let Script { script, title } = arguments(sent)?;
    let new = NewProject { title, script, ..NewProject::default() };
    let list = app.studio.read_list(new).await.map_err(|error| Problem::from(error).field("script"))?;
    let scenes: Vec<Value> = list
        .scenes
        .iter()
        .map(|scene| {
            let shots = list.shots.iter().filter(|shot| shot.scene == scene.number).count();
            json!({ "number": scene.number, "heading": scene.heading, "characters": scene.characters, "shots": shots })
        })
        .collect();
    let characters: Vec<&str> = list.characters.iter().map(|character| character.name.as_str()).collect();
    let places: Vec<&str> = list.locations.iter().map(|place| place.name.as_str()).collect();
    let seconds = list.seconds().round();
    let text = format!(
        "{} scenes, {} characters, {} places, {} shots, about {seconds} seconds.",
        scenes.len(),
        characters.len(),
        places.len(),
        list.shots.len()
    );
    let shots = list.shots.len();
    let data =
        json!({ "scenes": scenes, "characters": characters, "places": places, "shots": shots, "seconds": seconds });
    Ok(Told::new(text, data))
}

async fn make_board(app: &App, bearer: &Bearer, sent: &Value) -> Result<Told, Problem> {
    let who = bearer.may::<ChangeProjects>()?.user();
    let Script { script, title } = arguments(sent)?;
    let id = app.studio.create_project(who, NewProject { title, script, ..NewProject::default() }).await?;
    app.studio.draw_storyboard(who, id).await?;
    let view = app.studio.project(who, id).await?;
    let panel = |shot: &model::Shot| {
        let picture = format!("/projects/{id}/storyboard/picture?of=panel&name={}", shot.id);
        json!({ "shot": shot.number, "scene": shot.scene, "action": shot.action, "picture": picture })
    };
    let panels: Vec<Value> = view.list.shots.iter().map(panel).collect();
    let text = format!("The storyboard has {} pictures. The film {id} is not begun.", panels.len());
    let page = format!("/projects/{id}/storyboard");
    Ok(Told::new(text, json!({ "id": id, "page": page, "panels": panels })))
}

async fn estimate(app: &App, bearer: &Bearer, sent: &Value) -> Result<Told, Problem> {
    let allowed = bearer.may::<CreateJob>()?;
    let new = make::asked(sent.to_string().as_bytes())?;
    let told = Estimate::of(&app.studio.quote_job(&allowed, new).await?);
    let text = format!(
        "{} scenes, {} shots, about {:.0} seconds. It costs {} to {}.",
        told.scenes,
        told.shots,
        told.seconds,
        dollars(told.cost.low),
        dollars(told.cost.high)
    );
    Ok(Told::new(text, serde_json::to_value(&told).unwrap_or_default()))
}

async fn start_job(app: &App, bearer: &Bearer, sent: &Value) -> Result<Told, Problem> {
    let allowed = bearer.may::<CreateJob>()?;
    let new = make::asked(sent.to_string().as_bytes())?;
    let quote = app.studio.quote_job(&allowed, new.clone()).await?;
    let most = new.max_cost_cents;
    if (quote.high_cents > 0 || quote.unpriced) && most.is_none_or(|most| most < quote.high_cents) {
        let data = serde_json::to_value(Estimate::of(&quote)).unwrap_or_default();
        return Ok(Told::new(price("This film", quote.high_cents, quote.unpriced), data));
    }
    let new = FilmJob { max_cost_cents: most, ..new };
    let answer = |row: &pipeline::FilmJobRow| serde_json::to_value(Job::of(row)).unwrap_or_default();
    let made = app.studio.create_job(&allowed, new, None, answer).await?;
    let id = made.answer.get("id").and_then(Value::as_str).unwrap_or_default();
    let text = format!("The film {id} is being made. It costs up to {}.", dollars(quote.high_cents));
    Ok(Told::new(text, made.answer))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Of {
    id: ProjectId,
}

async fn job(app: &App, bearer: &Bearer, sent: &Value) -> Result<Told, Problem> {
    let who = bearer.may::<SeeProjects>()?.user();
    let Of { id } = arguments(sent)?;
    let view = app.studio.project(who, id).await?;
    let state = Status::of(&view);
    let text = format!("{}: {}", state.status, state.message);
    Ok(Told::new(text, told_of(&view)))
}

async fn fetch_film(app: &App, bearer: &Bearer, sent: &Value) -> Result<Told, Problem> {
    let who = bearer.may::<SeeProjects>()?.user();
    let Of { id } = arguments(sent)?;
    let view = app.studio.project(who, id).await?;
    let Some(film) = &view.film else {
        let sentence = format!("There is no film yet. {}", Status::of(&view).message);
        return Err(Problem::new(StatusCode::CONFLICT, sentence).code("not_done"));
    };
    let base = app.web.public_url.as_deref().unwrap_or_default().trim_end_matches('/');
    let url = format!("{base}/projects/{id}/film.mp4");
    let text = format!("The film lies at {url}: {:.0} seconds. Fetch it with the same token.", film.seconds);
    let link = json!({
        "type": "resource_link",
        "uri": url,
        "name": format!("{}.mp4", view.card.title),
        "title": view.card.title,
        "mimeType": "video/mp4",
        "size": film.bytes,
    });
    let data = json!({ "url": url, "seconds": film.seconds, "bytes": film.bytes, "outOfDate": film.stale });
    Ok(Told { link: Some(link), ..Told::new(text, data) })
}
