//! Tools that change a film that is there.

use super::told::{Told, arguments, asking, dollars, price, told_of};
use crate::http::{App, bearer::Bearer, reply::Problem, seed::may_film};
use access::ChangeProjects;
use axum::http::StatusCode;
use model::{Command, Edit, LineChange, ProjectId, RunState, Shot, view::ProjectView};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    id: ProjectId,
    shot: String,
    line: Option<usize>,
    text: String,
    speaker: Option<String>,
}

/// The shot of this number.
fn shot_of<'a>(view: &'a ProjectView, number: &str) -> Result<&'a Shot, Problem> {
    let found = view.list.shots.iter().find(|shot| shot.number.eq_ignore_ascii_case(number.trim()));
    found.ok_or_else(|| {
        let sentence = format!("There is no shot {number} in this film.");
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence).code("bad_field").field("shot")
    })
}

pub async fn change_line(app: &App, bearer: &Bearer, sent: &Value) -> Result<Told, Problem> {
    let who = bearer.may::<ChangeProjects>()?.user();
    let Line { id, shot: number, line, text, speaker } = arguments(sent)?;
    let view = app.studio.project(who, id).await?;
    if view.card.state == RunState::Filming {
        // What is changed is made at once.
        may_film(&asking(bearer))?;
    }
    let shot = shot_of(&view, &number)?;
    let at = line.unwrap_or(1);
    let found = at.checked_sub(1).and_then(|at| shot.lines.get(at)).ok_or_else(|| {
        let sentence = format!("Shot {number} has {} lines; there is no line {at}.", shot.lines.len());
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, sentence).code("bad_field").field("line")
    })?;
    let change = LineChange { text: Some(text), speaker, ..LineChange::default() };
    app.studio.edit(who, id, Edit::ChangeLine { shot: shot.id, line: found.id, change }).await?;
    let view = app.studio.project(who, id).await?;
    Ok(Told::new(format!("Line {at} of shot {number} is changed. It can be taken back."), told_of(&view)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Again {
    id: ProjectId,
    shot: String,
    max_cost_cents: Option<i64>,
}

pub async fn rerecord_shot(app: &App, bearer: &Bearer, sent: &Value) -> Result<Told, Problem> {
    let who = may_film(&asking(bearer))?;
    let Again { id, shot: number, max_cost_cents } = arguments(sent)?;
    let view = app.studio.project(who, id).await?;
    let shot = shot_of(&view, &number)?.id;
    let bill = app.studio.price_of_shot(who, id, shot).await?;
    let (high, unpriced) = (bill.high_cents, bill.unpriced);
    if (high > 0 || unpriced) && max_cost_cents.is_none_or(|most| most < high) {
        let data =
            json!({ "low": bill.low_cents, "high": high, "unpriced": unpriced, "currency": "USD", "unit": "cent" });
        return Ok(Told::new(price(&format!("Shot {number}"), high, unpriced), data));
    }
    app.studio.edit(who, id, Edit::ReRecord { shot }).await?;
    if app.studio.project(who, id).await?.card.state != RunState::Filming {
        app.studio.command(who, id, Command::Film { shots: vec![shot] }).await?;
    }
    let view = app.studio.project(who, id).await?;
    Ok(Told::new(format!("Shot {number} is filmed anew, for up to {}.", dollars(high)), told_of(&view)))
}
